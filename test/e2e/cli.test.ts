import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { run } from '../../src/adapters/cli/run.js'
import type { LeakCase } from '../../src/core/types.js'
import { openFirewall } from '../../src/firewall/open.js'
import { caughtIo, cli, type Outcome } from '../unit/adapters/cli/harness.js'
import { runCli } from './harness.js'

/** A folder from `init` to a broken journal. In this process where that shows the same, as a child where it does not. */

const SECRET =
  'The gate of the north store opens with the code that the night shift gets from the duty desk at ten.'
const HANDBOOK =
  'Lunch is served from noon until half past one in the canteen on the second floor of the main building.'
const LETTER = 'Please write to jane.sample@tarnholm-freight.com before noon.'

let folder: string

const here = (argv: string[], options: { stdin?: string; terminal?: boolean } = {}): Promise<Outcome> =>
  cli(argv, { folder, ...options })

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ragwall-cli-'))
  expect((await here(['init'])).code).toBe(0)
  const config = join(folder, 'config/ragwall.yaml')
  const text = readFileSync(config, 'utf8')
    .replace(
      'rules: []',
      "rules:\n  - { path: 'open/**', level: internal }\n  - { path: 'vault/**', level: secret }",
    )
    .replace('connectors: []', 'connectors:\n  - { use: files, name: papers, root: ../documents }')
  writeFileSync(config, text)
  for (const [path, content] of Object.entries({
    'config/principals.yaml':
      "groups:\n  group:staff: { members: ['user:alice', 'user:ruth'] }\n  group:guard: { members: ['user:ruth'] }\n" +
      'principals:\n  user:alice: { clearance: { level: internal } }\n  user:ruth: { clearance: { level: secret } }\n',
    'config/services/vetted.yaml': 'name: vetted\nactions:\n  contact: hold\n',
    'documents/open/.acl.yaml': "allow: ['group:staff']\n",
    'documents/open/canteen.md': `# Canteen\n\n${HANDBOOK}\n`,
    'documents/vault/.acl.yaml': "allow: ['group:guard']\n",
    'documents/vault/gate.md': `# Gate\n\n${SECRET}\n`,
    'documents/stray/notes.md': 'Nobody said who may read this.\n',
  })) {
    mkdirSync(join(folder, path, '..'), { recursive: true })
    writeFileSync(join(folder, path), content)
  }
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('show', () => {
  test('what is read of a file, in pieces, with its label', async () => {
    const { code, out } = await here(['show', 'documents/vault/gate.md'])
    expect(code).toBe(0)
    expect(out).toContain('label  secret; readable by group:guard')
    expect(out).toMatch(/--- vault\/gate\.md#0 {2}\(\d+ characters\)/)
    expect(out).toContain(SECRET)
  })

  test('why nothing is read of another', async () => {
    const stray = await here(['show', 'documents/stray/notes.md'])
    expect(stray.code).toBe(1)
    expect(stray.out).toMatch(/refused {2}label-missing {2}\S/)
    expect((await here(['show', 'documents/none.md'])).code).toBe(2)
  })

  test('places in an office document, and one that lies in no folder', async () => {
    const file = join(import.meta.dirname, '../fixtures/office/en-slides.pptx')
    const { documents } = JSON.parse((await here(['show', file, '--json'])).out)
    expect(documents[0].label).toContain('no configured folder')
    expect(documents[0].positions.map(({ at }: { at: string }) => at)).toContain('slide 2, notes')
    expect((await here(['show', file])).out).toMatch(/en-slides\.pptx#0 {2}slide 1 to properties/)
  })
})

describe('sync', () => {
  test('counts, and names what was refused with the fix', async () => {
    const { code, out, err } = await here(['sync'])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toMatch(
      /^connector {2}new {2}relabelled {2}deleted {2}unchanged {2}refused {2}skipped\npapers {5}2 /,
    )
    expect(out).toMatch(/stray\/notes\.md {2}label-missing {2}\S/)
  })

  test('again: nothing to do; --strict makes a refusal a 1; --json is an object', async () => {
    const { code, out } = await here(['sync', '--connector', 'papers', '--strict', '--json'])
    expect(code).toBe(1)
    expect(JSON.parse(out).connectors[0]).toMatchObject({
      connector: 'papers',
      upserted: 0,
      // Files of the last two seconds are read again, for their times may not tell of a change.
      unchanged: expect.toSatisfy((count: number) => count === 0 || count === 2),
      refused: [{ id: 'stray/notes.md', code: 'label-missing' }],
    })
  })

  test('shows progress on a terminal, wiped in the end', async () => {
    const { err } = await here(['sync', '--reindex'], { terminal: true })
    expect(err).toContain('\r\x1b[2Kreindex: ')
    expect(err.endsWith('\r\x1b[2K')).toBe(true)
  })

  test('--watch looks again, tells what is new, and ends when it is told to', async () => {
    const stop = new AbortController()
    const { io, said } = caughtIo({ folder })
    const added = join(folder, 'documents/open/added.md')
    let prints = 0
    const code = await run(['sync', '--watch', '0.05'], {
      ...io,
      signal: stop.signal,
      out(text) {
        io.out(text)
        if (!text.startsWith('connector')) return
        prints += 1
        if (prints === 1) writeFileSync(added, 'The bicycle shed is painted green every other year.\n')
        else stop.abort()
      },
    })
    rmSync(added)
    expect({ code, err: said.err, prints }).toEqual({ code: 0, err: '', prints: 2 })
    expect(said.out).toMatch(/papers {5}1 {4}/)
    expect((await here(['sync', '--watch', 'soon'])).code).toBe(2)
    expect((await here(['sync'])).code).toBe(0)
  })

  test('an unknown connector is told', async () => {
    const { code, err } = await here(['sync', '--connector', 'paper'])
    expect(code).toBe(2)
    expect(err).toContain('did you mean `papers`?')
  })
})

describe('a report says nothing of what it did not look at', () => {
  const today = new Date().toISOString().slice(0, 10)

  test('a day is a whole day', async () => {
    await here(['check', 'a word', '--as', 'user:alice'])
    const { code, out } = await here(['report', '--from', today, '--to', today, '--json'])
    expect(code).toBe(0)
    expect(JSON.parse(out).checks).toBeGreaterThan(0)
  })

  test.each([
    [['--from', '2026-02-02', '--to', '2026-02-01'], '`from` is later than `to`'],
    [['--service', 'vettd'], 'did you mean `vetted`?'],
  ])('%j is an error and no all-clear', async (range, said) => {
    const { code, out, err } = await here(['report', ...range])
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain(said)
  })

  test.each([
    ['page.html', '<!doctype html>'],
    ['rows.csv', ','],
    ['run.sarif', '"runs"'],
    ['facts.json', '"checks"'],
    ['plain.md', '# '],
  ])('--out %s is of the kind that its name says', async (name, begins) => {
    expect((await here(['report', '--out', join(folder, name)])).code).toBe(0)
    expect(readFileSync(join(folder, name), 'utf8').toLowerCase()).toContain(begins)
  })
})

test('a reader nobody knows is an error with the fix, which repeats nothing that was typed', async () => {
  const { code, err } = await here(['check', 'x', '--as', 'user:alcie'])
  expect(code).toBe(2)
  expect(err).toContain('no principal of this id')
  expect(err).not.toContain('alcie')
})

test('another embedder: an error with the fix, and the fix works', async () => {
  const config = join(folder, 'config/ragwall.yaml')
  const before = readFileSync(config, 'utf8')
  writeFileSync(
    join(folder, 'config/embed.mjs'),
    `export function createEmbedder() {
      const vector = (text) => [text.length % 5 + 1, text.length % 7, text.length % 11]
      return { embedQuery: async (text) => vector(text), embedDocuments: async (texts) => texts.map(vector) }
    }`,
  )
  writeFileSync(config, `${before}\nembedder: { use: ./embed.mjs }\n`)
  const { code, err } = await here(['sync'])
  expect(code).toBe(2)
  expect(err).toContain('(embedder-changed)')
  expect((await here(['sync', '--reindex'])).code).toBe(0)
  expect((await here(['retrieve', 'lunch', '--as', 'user:alice'])).out).toContain('Canteen')
  writeFileSync(config, before)
  expect((await here(['sync', '--reindex'])).code).toBe(0)
})

describe('the doors', () => {
  test('retrieve answers each reader', async () => {
    const ask = async (id: string) =>
      JSON.parse((await here(['retrieve', 'When does the gate open?', '--as', id, '--json'])).out).chunks
    expect(await ask('user:ruth')).toHaveLength(2)
    const seen = await ask('user:alice')
    expect(seen).toMatchObject([{ documentId: 'open/canteen.md' }])
    expect(seen[0]).not.toHaveProperty('label')
  })

  test('somebody the directory does not know is an error, not a reader of nothing', async () => {
    const { code, out, err } = await here(['retrieve', 'x', '--as', 'user:Alice'])
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain('(principal-invalid)')
  })

  test('check: released is 0 and the text, caught is 1 and not the text', async () => {
    const released = await here(['check', HANDBOOK, '--as', 'user:alice'])
    expect(released).toMatchObject({ code: 0, out: `${HANDBOOK}\n` })
    expect(released.err).toMatch(/^release: 0 findings, receipt [0-9a-f]{32}\n$/)
    const caught = await here(['check', '-', '--as', 'user:alice'], { stdin: `${SECRET}\n` })
    expect(caught.code).toBe(1)
    expect(caught.out + caught.err).not.toContain('night shift')
    expect(caught.err).toMatch(/verbatim exact, \d+ words +forbidden/)
    expect(await here(['check', SECRET, '--as', 'user:ruth'])).toMatchObject({ code: 0, out: `${SECRET}\n` })
  })

  test('inspect: pasted forbidden text is a 1', async () => {
    expect((await here(['inspect', `Go on: ${SECRET}`, '--as', 'user:alice'])).code).toBe(1)
    expect((await here(['inspect', 'What is for lunch?', '--as', 'user:alice'])).code).toBe(0)
  })

  test('a held answer waits for a person, once', async () => {
    const held = await here(['check', LETTER, '--as', 'user:alice', '--service', 'vetted', '--json'])
    expect({ code: held.code, action: JSON.parse(held.out).action }).toEqual({ code: 1, action: 'hold' })
    const [call = ''] = (await here(['review'])).out.split('\n')
    expect(call).toMatch(/^[0-9a-f]{32}$/)
    const released = await here(['review', call, '--release', '--as', 'user:ruth'])
    expect(released.code).toBe(0)
    expect(released.out).toMatch(/^Please write to .+ before noon\.\n$/)
    expect(held.out).not.toContain('Please write')
    const again = await here(['review', call, '--refuse', '--as', 'user:ruth'])
    expect(again.code).toBe(2)
    expect(again.err).toContain('(not-found)')
    expect((await here(['review'])).out).toBe('')
  })

  test('media of a held answer are files', async () => {
    const firewall = await openFirewall(join(folder, 'config/ragwall.yaml'))
    const data = Uint8Array.from(Buffer.from('an image'))
    await firewall.hold(
      { text: 'The pier.', media: [{ field: 'result', type: 'image/png', data }] },
      { principal: { id: 'user:alice', groups: [], clearance: { level: 'public', compartments: [] } } },
    )
    await firewall.close()
    const call = (await here(['review'])).out.trim()
    const shown = await here(['review', call, '--as', 'user:ruth', '--media', folder])
    expect(shown).toMatchObject({ code: 0, out: 'The pier.\n' })
    expect(readFileSync(join(folder, `${call}-1.png`), 'utf8')).toBe('an image')
    const released = await here(['review', call, '--release', '--as', 'user:ruth', '--json'])
    expect(JSON.parse(released.out)).toEqual({
      call,
      decision: 'release',
      text: 'The pier.',
      media: [{ field: 'result', type: 'image/png', data: 'YW4gaW1hZ2U=' }],
    })
  })
})

describe('as a process', () => {
  test('standard input, exit code and JSON', async () => {
    const { code, out, err } = await runCli(['check', '-', '--as', 'user:alice', '--json'], folder, SECRET)
    expect(err).toBe('')
    expect(code).toBe(1)
    const verdict = JSON.parse(out)
    expect(verdict.action).toMatch(/redact|block/)
    expect(verdict.findings[0]).toMatchObject({ kind: 'verbatim', provenance: 'forbidden' })
    expect(out).not.toContain('night shift')
  })

  test('an error is a 2, an object with --json, and holds no content', async () => {
    const { code, out, err } = await runCli(
      ['check', '-', '--as', 'user:alice', '--service', 'nobody', '--json'],
      folder,
      SECRET,
    )
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(JSON.parse(err)).toMatchObject({
      code: 'service-unknown',
      help: expect.stringContaining('vetted'),
    })
    expect(err).not.toMatch(/night shift|\n\s+at /)
  })
})

describe('the record', () => {
  test('triage and explain: a case is listed, decided once, and traced to its record', async () => {
    const { cases } = JSON.parse((await here(['triage', '--json'])).out)
    const gate = cases.find(
      ({ source, reader }: LeakCase) => source === 'vault/gate.md' && reader === 'user:alice',
    )
    expect(gate.state).toBe('open')
    const decision = ['--set', 'false-alarm', '--as', 'user:ruth', '--reference', 'SEC-12']
    const decided = await here(['triage', gate.id, ...decision])
    expect(decided.code).toBe(0)
    expect(decided.out).toMatch(/^state +false-alarm$/m)
    expect(decided.out).toMatch(new RegExp(`^ +- evidence: ${gate.evidence}$`, 'm'))
    expect((await here(['triage'])).out).not.toContain(gate.id)
    expect((await here(['triage', '--state', 'all'])).out).toContain(gate.id)
    const explained = await here(['explain', gate.receipts[0]])
    expect(explained.out).toMatch(
      /^documents +vault\/gate\.md: for secret, group:guard; the reader now: deny/m,
    )
    expect(explained.out).toContain(`${gate.id} (false-alarm)`)
    for (const { out } of [decided, explained]) expect(out).not.toContain('north store')
    expect((await here(['triage', gate.id, '--set', 'fixed'])).code).toBe(2)
    expect((await here(['explain', 'nothing'])).code).toBe(2)
    expect((await here(['triage', gate.id, '--set', 'open', '--as', 'user:ruth'])).code).toBe(0)
  })

  test('evidence: the records of a case are verified elsewhere, with nothing but the file and a key', async () => {
    const { cases } = JSON.parse((await here(['triage', '--state', 'all', '--json'])).out)
    const bundle = join(folder, 'bundle.json')
    expect((await here(['evidence', cases[0].id, '--out', bundle])).code).toBe(0)
    const [key = ''] = (await here(['evidence', '--keys'])).out.split(' ')
    const elsewhere = mkdtempSync(join(tmpdir(), 'ragwall-elsewhere-'))
    const there = (args: readonly string[]) => cli([...args], { folder: elsewhere })
    const proved = await there(['verify', bundle, '--key', key])
    expect(proved).toMatchObject({ code: 0, err: '' })
    expect(proved.out).toContain(`of case ${cases[0].id}, signed`)
    const other = await there(['verify', bundle, '--key', Buffer.alloc(32, 5).toString('base64')])
    expect(other).toMatchObject({ code: 1, out: 'not proved: unknown key\n' })
    writeFileSync(
      join(elsewhere, 'changed.json'),
      readFileSync(bundle, 'utf8').replace('user:alice', 'user:other'),
    )
    const changed = await there(['verify', 'changed.json', '--key', key])
    expect(changed).toMatchObject({
      code: 1,
      out: expect.stringMatching(/^not proved: changed at record \d+\n$/),
    })
    expect((await there(['verify', bundle])).code).toBe(2)
    expect((await there(['verify', bundle, '--key', 'short'])).err).toContain('no Ed25519 public key')
    expect((await there(['verify', 'nothing.json', '--key', key])).code).toBe(2)
    for (const args of [['evidence'], ['evidence', 'nothing'], ['evidence', '--since', '2']])
      expect((await here(args)).code).toBe(2)
    rmSync(elsewhere, { recursive: true })
  })

  test('report: Markdown in two languages, JSON, a file, a range', async () => {
    const report = await here(['report'])
    expect(report.code).toBe(0)
    expect(report.out).toContain('user:alice')
    expect(report.out).toContain('vault/gate')
    expect((await here(['report', '--lang', 'ja'])).out).toMatch(/[ぁ-ん]/)
    expect(JSON.parse((await here(['report', '--json'])).out).leaks).toBeGreaterThan(0)
    expect(JSON.parse((await here(['report', '--json', '--to', '2020-01-01'])).out).leaks).toBe(0)
    const failed = await here(['report', '--fail-on', 'leak,open-case'])
    expect(failed.code).toBe(1)
    expect(failed.err).toMatch(/^failed on leaks: \d+\nfailed on open cases: \d+\n$/)
    expect((await here(['report', '--fail-on', 'none'])).code).toBe(0)
    expect((await here(['report', '--fail-on', 'weather'])).code).toBe(2)
    expect((await here(['report', '--fail-on', 'worse'])).code).toBe(2)
    const file = join(folder, 'report.md')
    expect(await here(['report', '--out', file])).toEqual({ code: 0, out: '', err: '' })
    expect(readFileSync(file, 'utf8')).toContain('user:alice')
    expect(readFileSync(file, 'utf8')).not.toContain('night shift')
  })

  test('verify: whole is 0; broken is 1 and says where', async () => {
    const whole = await here(['verify'])
    expect(whole.code).toBe(0)
    expect(whole.out).toMatch(/^intact: \d+ records in \d+ chains?/)
    breakJournal(join(folder, '.ragwall/audit'))
    const broken = await here(['verify', '--json'])
    expect(broken.code).toBe(1)
    expect(JSON.parse(broken.out)).toMatchObject({ intact: false, brokenAt: expect.any(String) })
    const said = await here(['verify'])
    expect(said.code).toBe(1)
    expect(said.out).toMatch(/^broken at .+: /)
    expect((await here(['report'])).code).toBe(1)
  })
})

describe('eval', () => {
  test('lists the benchmarks with their options', async () => {
    const { code, out } = await here(['eval'])
    expect(code).toBe(0)
    expect(out).toMatch(/^retrieval +\S.*--data/m)
  })

  test('says what is missing and what does not exist', async () => {
    expect((await here(['eval', 'retrieval'])).err).toContain('needs --data')
    expect((await here(['eval', 'retrieval', '--dta', 'x'])).err).toContain('--data')
    for (const words of [
      ['--data', '/nowhere', '--seed=2'],
      ['--json', '--seed', '2', '--data=/nowhere'],
    ]) {
      expect((await here(['eval', 'retrieval', ...words])).err).toContain('source-unreadable')
    }
    expect((await here(['eval', 'retreival'])).err).toContain('did you mean `retrieval`?')
  })
})

/** Rewrites one figure of one record, as somebody would who wants to have leaked less. */
function breakJournal(directory: string): void {
  const changed = readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .some((path) => {
      const text = readFileSync(path, 'utf8')
      const forged = text.replace('"action":"block"', '"action":"redact"')
      if (forged === text) return false
      writeFileSync(path, forged)
      return true
    })
  expect(changed).toBe(true)
}
