import { FirewallError } from '../core/errors.js'
import { isLeak } from '../core/leak.js'
import { parseServicePolicy } from '../core/policy-schema.js'
import type { Principal } from '../core/types.js'
import { createFirewall, type Firewall } from '../firewall/firewall.js'
import { leaveOutReader, VIEW_READERS } from '../text/growing-views/growing-views.js'
import { type Benchmark, type BenchmarkIo, SEED, settingsOf, stopIfAborted } from './benchmark.js'
import { CARRIERS } from './forms/carriers/index.js'
import { drawCase, type FormCase, GAP, type Secret, secretsOf, tells } from './forms/case.js'
import { CORPUS } from './forms/corpus.js'
import { HARMLESS_ANSWERS, type HarmlessAnswer, LATER_ANSWERS } from './forms/harmless/index.js'
import { tracedOf } from './forms/traced.js'
import { rate } from './metrics.js'
import { tenWordRule } from './overblocking/naive-rules.js'
import { createRandom, type Random } from './random.js'
import { atLeast, atMost, type Row, report, row, share, type Table } from './report.js'
import { seededKey } from './sandbox.js'
import { cutRandomly, type Judged, judgeAnswer, judgeStream, streamAgrees } from './verdicts.js'

/** An answer is judged as it will be seen: secrets in mark-up, codes, orders, pieces and scripts, and in several at once. */
export const forms: Benchmark = {
  name: 'forms',
  summary:
    'secrets in mark-up, codes, orders, pieces and scripts up to three deep, beside harmless texts in the same form',
  options: [
    SEED,
    {
      name: 'cases',
      description: 'forms drawn of each depth from one to three, besides each carrier in three languages',
      default: '60',
    },
    {
      name: 'reserved',
      description:
        'seed of as many forms that nobody has looked at; from 9001 on, raised by one for each acceptance',
      default: '9001',
    },
    { name: 'list', description: 'how many forms that got through are named', default: '0' },
    {
      name: 'leave-out',
      description: `a way of reading that is left out, to see what the others still stop: ${VIEW_READERS.join(', ')}`,
      default: 'none',
    },
  ],
  async run(given, io) {
    const settings = settingsOf(forms, given)
    const seed = settings.text('seed')
    const cases = settings.count('cases')
    const leftOut = settings.text('leave-out')
    requireReader(leftOut)
    const firewall = await createFirewall({
      policy: ['secret'],
      audit: 'memory',
      evidenceKey: seededKey(seed),
      services: [parseServicePolicy(SERVICE, 'forms')],
      // Each answer is judged by itself.
      sharedPrincipals: [STRANGER.id, INSIDER.id],
    })
    try {
      leaveOutReader(leftOut === 'none' ? undefined : leftOut)
      await firewall.apply(DOCUMENTS.map((document) => ({ kind: 'upsert' as const, document, cursor: '' })))
      const harmless = [
        await harmlessTable(firewall, io, 'Harmless answers', HARMLESS_ANSWERS),
        await harmlessTable(firewall, io, 'Harmless answers of other kinds, written later', LATER_ANSWERS),
      ]
      const { secrets, table } = await plainSecrets(firewall)
      const known = await judgeAll(
        firewall,
        drawAll(secrets, cases, createRandom(`forms ${seed}`)),
        io,
        'forms',
      )
      const reserved = createRandom(`forms reserved ${settings.text('reserved')}`)
      const unseen = await judgeAll(firewall, drawDeep(secrets, cases, reserved), io, 'reserved forms')
      return report({
        title: 'Forms of answers',
        settings: {
          seed,
          cases: String(cases),
          reserved: settings.text('reserved'),
          ...(leftOut === 'none' ? {} : { 'left out': leftOut }),
        },
        tables: [
          ...harmless,
          table,
          summary('Forms drawn from the seed', known),
          summary('Forms drawn from the reserved seed', unseen),
          groups(
            'By family, one carrier',
            known.filter(({ form }) => form.carriers.length === 1),
            ({ form }) => [form.carriers[0]!.family],
          ),
          groups(
            'By family, several carriers',
            [...known, ...unseen].filter(({ form }) => form.carriers.length > 1),
            ({ form }) => form.carriers.map(({ family }) => family),
          ),
          groups('By what is said', [...known, ...unseen], ({ form }) => [form.secret.kind]),
          groups('By language', [...known, ...unseen], ({ form }) => [form.secret.corpus.language]),
        ],
        notes: [
          'Stopped: what the reader got, of the whole answer and of a stream of it, holds less than T folded bytes of the passage in a row, and no whole value. The generator knows which units of the secret stand behind each unit of an answer; no decoder is asked.',
          'Wrong: the same carriers around a harmless text were altered or blocked, unless they hide it from everybody.',
          'Only secrets that are stopped as they stand are put into forms.',
          'The harmless answers were written before what they are held against, and nothing was tuned to them.',
          ...missed([...known, ...unseen], settings.count('list')),
        ],
      })
    } finally {
      leaveOutReader(undefined)
      await firewall.close()
    }
  },
}

function requireReader(name: string): void {
  if (name === 'none' || VIEW_READERS.includes(name)) return
  throw new FirewallError('option-invalid', 'no way of reading is called so', {
    help: `leave out one of ${VIEW_READERS.join(', ')}`,
  })
}

const SERVICE = {
  name: 'forms',
  redaction: GAP,
  operators: { default: { kind: 'redact', placeholder: GAP } },
}

const DOCUMENTS = CORPUS.flatMap(({ language, passages, facts }) =>
  [...passages, ...facts.map(({ held }) => held)].map((text, i) => ({
    id: `${language}-${i}`,
    uri: `document:${language}-${i}`,
    text,
    acl: { allow: [`group:${language}`], deny: [], classification: 'secret' },
  })),
)

const STRANGER = principal('stranger', [])
const INSIDER = principal(
  'insider',
  CORPUS.map(({ language }) => `group:${language}`),
)

function principal(name: string, groups: readonly string[]): Principal {
  return { id: `user:${name}`, groups, clearance: { level: 'secret', compartments: [] } }
}

const OPTIONS = { principal: STRANGER, service: 'forms' }

async function harmlessTable(
  firewall: Firewall,
  io: BenchmarkIo,
  title: string,
  answers: readonly HarmlessAnswer[],
): Promise<Table> {
  const fates: { readonly kind: string; readonly language: string; stranger: Judged; insider: Judged }[] = []
  for (const { kind, language, text } of answers) {
    stopIfAborted(io)
    io.progress(fates.length, answers.length, 'harmless answers')
    const stranger = await judgeAnswer(firewall, text, OPTIONS)
    const insider = await judgeAnswer(firewall, text, { ...OPTIONS, principal: INSIDER })
    fates.push({ kind, language, stranger, insider })
  }
  const altered = (all: readonly Judged[]) => all.filter(({ fate }) => fate !== 'released').length
  const n = fates.length
  const kinds = [...new Set(fates.map(({ kind }) => kind))]
  return {
    title: `${title}: ${n} in ${CORPUS.length} languages`,
    rows: [
      row('stranger: altered or blocked', share(altered(fates.map(({ stranger }) => stranger)), n), {
        target: atMost(0.01),
      }),
      row(
        'stranger: altered or blocked, taken for a leak',
        share(fates.filter(({ stranger }) => stranger.findings.some(isLeak)).length, n),
      ),
      row('entitled reader: altered or blocked', share(altered(fates.map(({ insider }) => insider)), n)),
      ...kinds.flatMap((kind): Row[] => {
        const own = fates.filter((one) => one.kind === kind).map(({ stranger }) => stranger)
        return altered(own) === 0 ? [] : [row(`stranger, ${kind}`, share(altered(own), own.length))]
      }),
    ],
  }
}

/** Secrets that are stopped as they stand: what a form of the others does would show nothing. */
async function plainSecrets(firewall: Firewall): Promise<{ secrets: Secret[]; table: Table }> {
  const all = CORPUS.flatMap(secretsOf)
  const secrets: Secret[] = []
  for (const secret of all) {
    const judged = await judgeAnswer(firewall, secret.text, OPTIONS)
    if (!tells({ secret, traced: tracedOf(secret.text) }, judged, refusalOf(judged))) secrets.push(secret)
  }
  return {
    secrets,
    table: { title: 'Secrets as they stand', rows: [row('stopped', share(secrets.length, all.length))] },
  }
}

/** What a whole answer that was blocked says instead, in the language of the answer. */
function refusalOf(judged: Judged): string {
  return judged.fate === 'blocked' ? judged.text : '\0'
}

/** Languages that each carrier is tried in by itself. */
const LANGUAGES_EACH = 3

function drawAll(secrets: readonly Secret[], cases: number, random: Random): FormCase[] {
  const single = CARRIERS.flatMap((carrier) =>
    random.sample(CORPUS, LANGUAGES_EACH).flatMap(({ language }) => {
      const own = secrets.filter(({ corpus }) => corpus.language === language)
      const from = random.fork(`${carrier.name} ${language}`)
      for (let attempt = 0; attempt < 8 && own.length > 0; attempt++) {
        const form = drawCase(from.pick(own), 1, from.fork(`${attempt}`), carrier)
        if (form !== undefined) return [form]
      }
      return []
    }),
  )
  return [...single, ...drawDeep(secrets, cases, random.fork('deep'))]
}

/** As many of each depth. */
function drawDeep(secrets: readonly Secret[], cases: number, random: Random): FormCase[] {
  const drawn: FormCase[] = []
  for (const depth of [1, 2, 3]) {
    for (let i = 0, found = 0; found < cases; i++) {
      const form = drawCase(random.pick(secrets), depth, random.fork(`${depth} ${i}`))
      if (form === undefined) continue
      drawn.push(form)
      found += 1
    }
  }
  return drawn
}

interface JudgedForm {
  readonly form: FormCase
  readonly told: boolean
  readonly toldInStream: boolean
  readonly agrees: boolean
  readonly twin: Judged
  readonly byRule: boolean
}

async function judgeAll(
  firewall: Firewall,
  drawn: readonly FormCase[],
  io: BenchmarkIo,
  what: string,
): Promise<JudgedForm[]> {
  const naive = tenWordRule(DOCUMENTS.map(({ text }) => text))
  const cuts = createRandom('cuts')
  const judged: JudgedForm[] = []
  for (const form of drawn) {
    stopIfAborted(io)
    io.progress(judged.length, drawn.length, what)
    const { text } = form.traced
    const whole = await judgeAnswer(firewall, text, OPTIONS)
    const stream = await judgeStream(firewall, cutRandomly(text, 40, cuts), OPTIONS)
    const refusal = refusalOf(whole)
    judged.push({
      form,
      told: tells(form, whole, refusal),
      toldInStream: tells(form, stream, refusal),
      agrees: streamAgrees(text, whole, stream),
      twin: await judgeAnswer(firewall, form.twin, OPTIONS),
      byRule: naive.blocks(text),
    })
  }
  return judged
}

const isStopped = ({ told, toldInStream }: JudgedForm) => !told && !toldInStream
/** What nobody sees is a finding whatever it says: a harmless text in invisible letters is stopped for these. */
const isWrong = ({ form, twin }: JudgedForm) =>
  twin.fate !== 'released' &&
  !(
    form.carriers.some(({ family }) => family === 'invisible') &&
    twin.findings.every(({ kind }) => kind === 'hidden-text')
  )

function summary(title: string, judged: readonly JudgedForm[]): Table {
  const count = (of: readonly JudgedForm[], is: (one: JudgedForm) => boolean) => of.filter(is).length
  const wrong = rate(count(judged, isWrong), judged.length)
  return {
    title: `${title}: ${judged.length}`,
    rows: [
      row('stopped', share(count(judged, isStopped), judged.length), {
        target: atLeast(0.99),
        falseBlocks: wrong,
        baseline: {
          name: 'ten-word rule',
          figure: share(
            count(judged, ({ byRule }) => byRule),
            judged.length,
          ),
        },
      }),
      row('harmless texts in the same form: altered or blocked', share(wrong.k, wrong.n), {
        target: atMost(0.001),
      }),
      row(
        'harmless texts in the same form: taken for a leak',
        share(
          count(judged, ({ twin }) => twin.findings.some(isLeak)),
          judged.length,
        ),
      ),
      row(
        'stream and whole answer disagree',
        share(
          count(judged, ({ agrees }) => !agrees),
          judged.length,
        ),
        {
          target: atMost(0),
        },
      ),
      ...[1, 2, 3].map((depth) => {
        const own = judged.filter(({ form }) => form.carriers.length === depth)
        return row(
          depth === 1 ? 'stopped, one carrier' : `stopped, ${depth} carriers`,
          share(count(own, isStopped), own.length),
          {
            falseBlocks: rate(count(own, isWrong), own.length),
          },
        )
      }),
    ],
  }
}

function groups(
  title: string,
  judged: readonly JudgedForm[],
  namesOf: (one: JudgedForm) => readonly string[],
): Table {
  const names = [...new Set(judged.flatMap(namesOf))].sort()
  return {
    title,
    rows: names.map((name) => {
      const own = judged.filter((one) => namesOf(one).includes(name))
      return row(name, share(own.filter(isStopped).length, own.length), {
        falseBlocks: rate(own.filter(isWrong).length, own.length),
      })
    }),
  }
}

/** Names of forms that got through or were wrongly stopped, for whoever mends them. */
function missed(judged: readonly JudgedForm[], limit: number): string[] {
  const name = ({ form: { secret, carriers } }: JudgedForm) =>
    `${secret.corpus.language} ${secret.kind}: ${carriers.map((carrier) => carrier.name).join(' > ')}`
  const through = judged.filter((one) => !isStopped(one)).map((one) => `Got through: ${name(one)}.`)
  const wrong = judged.filter(isWrong).map((one) => `Wrong: ${name(one)}.`)
  const torn = judged.filter(({ agrees }) => !agrees).map((one) => `Stream and whole disagree: ${name(one)}.`)
  return [...through.slice(0, limit), ...wrong.slice(0, limit), ...torn.slice(0, limit)]
}
