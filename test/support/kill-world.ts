import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { createOutputs } from '../../src/audit/outputs/index.js'
import { EVENT_CLASSES } from '../../src/core/outputs-config.js'
import { parseServicePolicy } from '../../src/core/policy-schema.js'
import type { Acl, Finding, Principal } from '../../src/core/types.js'
import type { Firewall } from '../../src/firewall/firewall.js'
import { CANARIES, type CanaryName } from './canary.js'
import { seeded } from './random.js'

/**
 * A folder tree before and after a day's work, and an oracle that says, without any of the code under test,
 * what each reader must get at both doors when a document stands at one of its two states or does not exist.
 */
export const LEVELS = ['public', 'internal', 'secret'] as const

export const services = [
  parseServicePolicy({ name: 'vetted', actions: { contact: 'hold' } }, 'the kill tests'),
]

/** Events of the journal to a file that is renamed when it has grown. */
export function outputsIn(
  folder: string,
  append: Parameters<typeof createOutputs>[0]['append'],
): Parameters<typeof createOutputs>[0] {
  const path = join(folder, 'events', 'events.jsonl')
  return {
    journal: join(folder, 'journal'),
    directory: join(folder, 'outputs'),
    outputs: [
      {
        name: 'siem',
        to: 'file',
        path,
        classes: [...EVENT_CLASSES],
        from: 'beginning',
        rotate: { bytes: 4_000, keep: 100 },
      },
    ],
    // One process at a time is what a kill test has.
    lease: { take: () => true, release: () => undefined },
    append,
  }
}

export const principals: readonly Principal[] = [
  { id: 'user:ada', groups: ['group:eng'], clearance: { level: 'internal', compartments: [] } },
  { id: 'user:ken', groups: ['group:eng', 'group:hr'], clearance: { level: 'secret', compartments: [] } },
  { id: 'user:mia', groups: ['group:hr'], clearance: { level: 'internal', compartments: [] } },
  { id: 'user:guest', groups: [], clearance: { level: 'public', compartments: [] } },
]

/** A document as it is stored: its text and who may read it. */
export interface State {
  readonly text: string
  readonly acl: Acl
}

export interface WorldDocument {
  readonly id: string
  readonly training: boolean
  /** Undefined where the file is not there. */
  readonly before: State | undefined
  readonly after: State | undefined
}

const ACLS: readonly Acl[] = [
  { allow: ['*'], deny: [], classification: 'public' },
  { allow: ['group:eng'], deny: [], classification: 'internal' },
  { allow: ['group:hr'], deny: [], classification: 'internal' },
  { allow: ['group:hr'], deny: [], classification: 'secret' },
  { allow: ['group:eng'], deny: ['user:ada'], classification: 'internal' },
  { allow: ['user:nobody'], deny: [], classification: 'secret' },
]

const SYLLABLES = 'ba ke lo mi nu ra se ti vo za du fe gi ho ju'.split(' ')
/** Enough that a sync takes several batches; more of them where there is time. */
const DOCUMENTS = process.env['RAGWALL_TEST_LONG'] === '1' ? 220 : 48

export const documents: readonly WorldDocument[] = Array.from({ length: DOCUMENTS }, (_, i) => {
  const acl = ACLS[i % ACLS.length]!
  const other = ACLS[(i + 1 + (i % 4)) % ACLS.length]!
  const old = { text: textOf(i, 'a', acl), acl }
  const fate = Math.floor(i / 3) % 10
  const both = (after: State) => ({ before: old, after })
  const states = [
    both(old),
    both(old),
    both({ text: textOf(i, 'b', acl), acl }),
    both({ text: textOf(i, 'b', acl), acl }),
    both({ text: old.text, acl: other }),
    both({ text: textOf(i, 'b', acl), acl: other }),
    { before: old, after: undefined },
    { before: old, after: undefined },
    { before: undefined, after: old },
    { before: undefined, after: old },
  ][fate]!
  return { id: `folder-${i % 7}/note-${i}.txt`, training: i % 15 === 7, ...states }
})

function sentence(i: number, version: string, j: number): string {
  const random = seeded(i * 1_000 + j * 2 + (version === 'b' ? 1 : 0) + 77)
  // Words of one length would be groups of a code.
  const word = () =>
    Array.from(
      { length: 2 + Math.floor(random() * 3) },
      () => SYLLABLES[Math.floor(random() * SYLLABLES.length)],
    ).join('')
  return `${Array.from({ length: 12 }, word).join(' ')}.`
}

function mailOf(i: number, version: string): string {
  return `writer${i}${version}@lanternpress.com`
}

/** Every twentieth is long enough to be several chunks. */
function textOf(i: number, version: string, { classification = 'secret' }: Acl): string {
  const sentences = Array.from({ length: i % 20 === 3 ? 25 : 3 }, (_, j) => sentence(i, version, j))
  return `${sentences.join('\n\n')}\n\nWrite to ${mailOf(i, version)} about it (${CANARIES[classification as CanaryName]}).\n`
}

/** Puts the tree into one of its two states, touching nothing that stays as it is. */
export function writeTree(root: string, which: 'before' | 'after', from?: 'before'): void {
  for (const document of documents) {
    const state = document[which]
    const there = from === undefined ? undefined : document[from]
    const path = join(root, document.id)
    if (state === undefined) {
      rmSync(path, { force: true })
      rmSync(`${path}.acl.yaml`, { force: true })
      continue
    }
    mkdirSync(dirname(path), { recursive: true })
    if (state.text !== there?.text) writeFileSync(path, state.text)
    if (state.acl !== there?.acl) writeFileSync(`${path}.acl.yaml`, sidecar(state.acl, document.training))
  }
}

function sidecar(acl: Acl, training: boolean): string {
  return JSON.stringify({ ...acl, ...(training ? { kind: 'training', retrievable: false } : {}) })
}

/** One sentence and one address of one version of a document, and where they stand in the probing answer. */
interface Probe {
  readonly id: string
  readonly text: string
  readonly sentence: Span
  readonly mail: Span
}

interface Span {
  readonly start: number
  readonly end: number
}

/** An answer that quotes every version of every document, each quotation by itself. */
const probing = ((): { readonly answer: string; readonly probes: readonly Probe[] } => {
  const probes: Probe[] = []
  let answer = ''
  const say = (text: string): Span => {
    const start = answer.length
    answer += `${text}\n`
    return { start, end: start + text.length }
  }
  for (const { id, before, after } of documents) {
    for (const text of new Set([before?.text, after?.text])) {
      if (text === undefined) continue
      const [line = ''] = text.split('\n')
      const quoted = say(line)
      say('As quoted:')
      probes.push({ id, text, sentence: quoted, mail: say(/\S+@\S+/.exec(text)![0]) })
      say('And then:')
    }
  }
  return { answer, probes }
})()

/** What one reader gets of one version of a document. */
type Seen = 'nothing' | 'readable' | 'caught'

export interface Observed {
  readonly principal: Principal
  /** Whole texts by document id. */
  readonly retrieved: ReadonlyMap<string, string>
  readonly ranking: readonly { readonly id: string; readonly score: number }[]
  readonly findings: readonly Finding[]
}

/** Both doors of a firewall for every reader. */
export async function observe(firewall: Firewall): Promise<readonly Observed[]> {
  const observed: Observed[] = []
  for (const principal of principals) {
    const chunks = await firewall.retrieve('bakelo write to', { principal, k: 200 })
    const pieces = new Map<string, [number, string][]>()
    for (const { id, documentId, text } of chunks) {
      const ordinal = Number(id.slice(id.lastIndexOf('#') + 1))
      pieces.set(documentId, [...(pieces.get(documentId) ?? []), [ordinal, text]])
    }
    const retrieved = new Map(
      [...pieces].map(([id, parts]) => {
        const ordered = parts.sort(([a], [b]) => a - b).map(([, text]) => text)
        return [id, ordered.join('')]
      }),
    )
    const { findings } = await firewall.check(probing.answer, { principal, conversation: [] })
    observed.push({ principal, retrieved, ranking: chunks.map(({ id, score }) => ({ id, score })), findings })
  }
  return observed
}

/** How an observation differs from a document in this state; empty when it is exactly that. */
export function differences(
  observed: readonly Observed[],
  document: WorldDocument,
  state: State | undefined,
): string[] {
  const found: string[] = []
  for (const { principal, retrieved, findings } of observed) {
    const entitled = state !== undefined && mayRead(principal, state.acl)
    const got = retrieved.get(document.id)
    const expected = entitled && !document.training ? state.text : undefined
    if (got !== expected) found.push(`${principal.id} retrieves ${document.id}: ${describe(got, expected)}`)
    for (const probe of probing.probes.filter(({ id }) => id === document.id)) {
      const stored = state?.text === probe.text
      const due: Seen = !stored ? 'nothing' : entitled ? 'readable' : 'caught'
      const seen = seenIn(findings, probe)
      if (seen.sentence !== (due === 'caught'))
        found.push(`${principal.id}, a sentence of ${document.id}: due ${due}`)
      if (seen.value !== due)
        found.push(`${principal.id}, a value of ${document.id}: ${seen.value}, due ${due}`)
    }
  }
  return found
}

function describe(got: string | undefined, expected: string | undefined): string {
  const size = (text: string | undefined) => (text === undefined ? 'nothing' : `${text.length} units`)
  return `${size(got)} instead of ${size(expected)}`
}

function seenIn(findings: readonly Finding[], probe: Probe): { sentence: boolean; value: Seen } {
  let covered = 0
  let value: Seen = 'nothing'
  for (const finding of findings) {
    // Notes resemble each other: an edited copy of one may be found beside the exact run of another.
    if (finding.kind === 'verbatim' && finding.match === 'exact') {
      const { start, end } = probe.sentence
      covered += Math.max(0, Math.min(end, finding.end) - Math.max(start, finding.start))
    } else if (finding.start === probe.mail.start && finding.end === probe.mail.end) {
      const { provenance } = finding
      if (provenance === 'permitted') value = 'readable'
      if (provenance === 'forbidden' || provenance === 'training') value = 'caught'
    }
  }
  const share = covered / (probe.sentence.end - probe.sentence.start)
  if (share > 0.1 && share < 0.9) throw new Error(`a sentence of ${probe.id} is found by half`)
  return { sentence: share >= 0.9, value }
}

/** The oracle: reads the ACL itself. */
function mayRead(principal: Principal, acl: Acl): boolean {
  const ids = [principal.id, ...principal.groups]
  const rank = (level = 'secret') => (LEVELS as readonly string[]).indexOf(level)
  return (
    rank(principal.clearance.level) >= rank(acl.classification) &&
    acl.allow.some((id) => id === '*' || ids.includes(id)) &&
    !acl.deny.some((id) => ids.includes(id))
  )
}
