import { parseServicePolicy } from '../core/policy-schema.js'
import type { CheckOptions, Principal, SourceDocument } from '../core/types.js'
import { createFirewall, type Firewall } from '../firewall/firewall.js'
import { type Benchmark, SEED, settingsOf, stopIfAborted } from './benchmark.js'
import {
  DIRECTORY,
  type DrawnEnumeration,
  drawCandidates,
  framesOf,
  THINGS,
  type Thing,
  TWINS,
} from './enumerations/draw.js'
import { HARMLESS_ANSWERS, LATER_ANSWERS } from './forms/harmless/index.js'
import { createRandom, type Random } from './random.js'
import { atLeast, atMost, report, row, share, type Table } from './report.js'
import { seededKey } from './sandbox.js'
import { cutRandomly, type Judged, judgeAnswer, judgeStream } from './verdicts.js'

/** An enumeration must not point: what is decided is the same whether or not one of the candidates is true. */
export const enumerations: Benchmark = {
  name: 'enumerations',
  summary:
    'three and more candidates for one thing, with the true one at each place and without it, beside ordinary lists',
  options: [SEED, { name: 'list', description: 'how many that told something are named', default: '0' }],
  async run(given, io) {
    const settings = settingsOf(enumerations, given)
    const seed = settings.text('seed')
    const firewall = await openWorld(seed)
    try {
      const random = createRandom(`enumerations ${seed}`)
      const judged: JudgedEnumeration[] = []
      for (const thing of THINGS) {
        for (const drawn of framesOf(thing)) {
          stopIfAborted(io)
          io.progress(judged.length, 0, 'enumerations')
          judged.push(
            await judgeEnumeration(firewall, thing, drawn, random.fork(`${thing.truth} ${drawn.frame}`)),
          )
        }
      }
      const twins = [...TWINS, ...[...HARMLESS_ANSWERS, ...LATER_ANSWERS].map(({ text }) => text)]
      const altered: string[] = []
      for (const text of twins) {
        stopIfAborted(io)
        const { findings } = await judgeAnswer(firewall, text, OPTIONS)
        if (findings.some(({ kind }) => kind === 'enumeration')) altered.push(text)
      }
      return report({
        title: 'Enumerations',
        settings: { seed },
        tables: [
          {
            title: `Enumerations with and without the truth: ${judged.length} frames`,
            rows: [
              row(
                'decided alike, with the truth at each place and without it',
                share(count(judged, isEqual), judged.length),
                {
                  target: atLeast(1),
                },
              ),
              row('blocked', share(count(judged, isBlocked), judged.length), { target: atLeast(1) }),
              row('ordinary lists and answers taken for enumerations', share(altered.length, twins.length), {
                target: atMost(0),
              }),
            ],
          },
          by('By kind', judged, ({ drawn }) => drawn.kind),
          by('By frame', judged, ({ drawn }) => `${drawn.language}: ${drawn.frame}`),
        ],
        notes: [
          'Alike: the same action and the same text, of the whole answer and of a stream of it up to where it was cut.',
          ...judged
            .filter((one) => !isEqual(one) || !isBlocked(one))
            .slice(0, settings.count('list'))
            .map(
              ({ drawn, fates }) => `${drawn.language}, ${drawn.kind}, ${drawn.frame}: ${fates.join(', ')}.`,
            ),
          ...altered.slice(0, settings.count('list')).map((text) => `Taken for an enumeration: ${text}`),
        ],
      })
    } finally {
      await firewall.close()
    }
  },
}

const ASKER: Principal = {
  id: 'user:asker',
  groups: ['group:all'],
  clearance: { level: 'secret', compartments: [] },
}
const OPTIONS: CheckOptions = { principal: ASKER, service: 'enumerations' }

/** The confidential documents, and a directory that the asker may read. */
export async function openWorld(seed: string): Promise<Firewall> {
  const firewall = await createFirewall({
    policy: ['secret'],
    audit: 'memory',
    evidenceKey: seededKey(seed),
    services: [parseServicePolicy({ name: 'enumerations' }, 'enumerations')],
    sharedPrincipals: [ASKER.id],
  })
  const document = (id: string, text: string, group: string): SourceDocument => ({
    id,
    uri: `document:${id}`,
    text,
    acl: { allow: [group], deny: [], classification: 'secret' },
  })
  const documents = [
    ...THINGS.map(({ held }, i) => document(`secret-${i}`, held, 'group:few')),
    document('directory', DIRECTORY, 'group:all'),
  ]
  await firewall.apply(documents.map((one) => ({ kind: 'upsert' as const, document: one, cursor: '' })))
  return firewall
}

export interface JudgedEnumeration {
  readonly drawn: DrawnEnumeration
  /** Pairs that differ only in whether the true one is among the candidates. */
  readonly pairs: number
  readonly equal: number
  readonly blocked: number
  readonly fates: readonly string[]
}

const isEqual = ({ pairs, equal }: JudgedEnumeration) => equal === pairs
const isBlocked = ({ pairs, blocked }: JudgedEnumeration) => blocked === 2 * pairs
const count = (all: readonly JudgedEnumeration[], is: (one: JudgedEnumeration) => boolean) =>
  all.filter(is).length

/** The true one at each place, against the same without it. */
export async function judgeEnumeration(
  firewall: Firewall,
  thing: Thing,
  drawn: DrawnEnumeration,
  random: Random,
): Promise<JudgedEnumeration> {
  const candidates = 3 + random.below(2)
  let equal = 0
  let blocked = 0
  const fates: string[] = []
  for (let place = 0; place < candidates; place++) {
    const { withTruth, without } = drawCandidates(thing, candidates, place, random)
    const told: string[] = []
    for (const all of [withTruth, without]) {
      const { answer, conversation } = drawn.write(all)
      const options = { ...OPTIONS, conversation: conversation ?? [] }
      const whole = await judgeAnswer(firewall, answer, options)
      const stream = await judgeStream(firewall, cutRandomly(answer, 12, random), options)
      if (whole.fate === 'blocked') blocked += 1
      told.push(toldBy(whole, stream))
    }
    if (told[0] === told[1]) equal += 1
    fates.push(told.map((one) => one.replaceAll('\0', ' · ')).join(' / '))
  }
  return { drawn, pairs: candidates, equal, blocked, fates }
}

/** All that a reader sees. */
function toldBy(whole: Judged, stream: Judged): string {
  return whole.fate === 'blocked'
    ? [whole.fate, whole.text, stream.fate, stream.text].join('\0')
    : [whole.fate, stream.fate].join('\0')
}

function by(
  title: string,
  judged: readonly JudgedEnumeration[],
  nameOf: (one: JudgedEnumeration) => string,
): Table {
  const names = [...new Set(judged.map(nameOf))].sort()
  return {
    title,
    rows: names.map((name) => {
      const own = judged.filter((one) => nameOf(one) === name)
      return row(
        name,
        share(
          count(own, (one) => isEqual(one) && isBlocked(one)),
          own.length,
        ),
      )
    }),
  }
}
