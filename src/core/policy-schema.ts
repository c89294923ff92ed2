import { dirname, resolve } from 'node:path'
import { z } from 'zod'
import { checkLevel, levelSchema, nameSchema } from './config.js'
import { FirewallError } from './errors.js'
import { parseStrict, readYaml, unknownKeyError, yamlFiles } from './schema.js'
import { DEFAULT_THRESHOLDS, STRICT_GUARANTEED_BYTES, type Thresholds } from './thresholds.js'

/**
 * `config/services/*.yaml`: what one service does with findings (its action table), when something is one
 * (its thresholds), and what it may handle at all (its ceiling). Unnamed means the default. Strict throughout.
 */

export const ACTIONS = ['release', 'redact', 'hold', 'block'] as const
export const PROVENANCES = ['permitted', 'user', 'unknown', 'training', 'forbidden'] as const

/** Rows of the action table, and the finding kinds that stand for several of them. */
export const ACTION_ROWS = [
  'name',
  'contact',
  'high-risk',
  'secret',
  'personal-data',
  'verbatim',
  'canary',
  'prompt',
  'disclosure',
  'probe',
  'injection',
  'order',
  'hidden-text',
  'enumeration',
  'machine-made',
  'forbidden-word',
  'license',
] as const

/** What a finding's provenance means to whoever writes a policy. */
const PROVENANCE_WORDS: Readonly<Record<(typeof PROVENANCES)[number], string>> = {
  permitted: 'What the reader may read somewhere.',
  user: "The reader's own words.",
  unknown: 'What no source holds.',
  training: 'What only training sources hold.',
  forbidden: 'What only sources hold that the reader may not read.',
}

const action = z.enum(ACTIONS)
const word = z.string().min(1)
const words = z.array(word)
const sentences = z.strictObject({
  en: z.string().min(1).exactOptional().describe('In English.'),
  ja: z.string().min(1).exactOptional().describe('In Japanese.'),
  de: z
    .string()
    .min(1)
    .exactOptional()
    .describe(
      'In German. What is missing here is said as `en` says it, or else as ragwall does in that language.',
    ),
  fr: z.string().min(1).exactOptional().describe('In French.'),
  es: z.string().min(1).exactOptional().describe('In Spanish.'),
  pt: z.string().min(1).exactOptional().describe('In Portuguese.'),
  it: z.string().min(1).exactOptional().describe('In Italian.'),
  zh: z.string().min(1).exactOptional().describe('In Chinese.'),
  ko: z.string().min(1).exactOptional().describe('In Korean.'),
  ru: z.string().min(1).exactOptional().describe('In Russian.'),
})

const byProvenance = z.strictObject(
  Object.fromEntries(
    PROVENANCES.map((one) => [one, action.exactOptional().describe(PROVENANCE_WORDS[one])]),
  ) as Record<(typeof PROVENANCES)[number], z.ZodExactOptional<typeof action>>,
)

/** Layers of the input door, each judged apart. */
const PROMPT_LAYERS = ['disclosure', 'override', 'machine-made'] as const

const promptsSchema = z.strictObject({
  layers: z
    .array(z.enum(PROMPT_LAYERS))
    .default([...PROMPT_LAYERS])
    .describe(
      'Which act. `disclosure`: asks for instructions, context, other people. `override`: orders to leave the rules aside. `machine-made`: optimized suffixes, token soup.',
    ),
  except: z
    .array(
      z.strictObject({
        span: word.describe(
          'Words that may be said here whatever they ask for; the rest of the prompt is judged.',
        ),
        tasks: z.array(nameSchema).min(1).exactOptional().describe('Only in these tasks; in all without it.'),
      }),
    )
    .default([])
    .describe('What may be asked all the same.'),
})

const forbiddenSchema = z.strictObject({
  id: nameSchema.describe('Names the rule in findings and in `actions`.'),
  word: word.describe('Compared after folding: width, case and kana variants are the same word.'),
  except: z
    .array(
      z.strictObject({
        span: word.describe('The longer text that contains the word and may be said.'),
        tasks: z.array(nameSchema).min(1).exactOptional().describe('Only in these tasks; in all without it.'),
      }),
    )
    .default([])
    .describe('Where the word may be said all the same.'),
})

/** Names what was found by its keyed digest, never by its text: it is worth nothing under another key. */
const allowedFindingSchema = z.strictObject({
  evidence: z
    .string()
    .regex(/^[0-9a-f]{32}$/, 'the evidence of a finding, 32 hexadecimal digits')
    .describe('As reports and `ragwall triage` show it.'),
  reader: word
    .exactOptional()
    .describe('Only in answers for this principal alone, by typed id; for everybody without it.'),
  documents: words
    .min(1)
    .exactOptional()
    .describe('Only while it stands in no other document than these, by id.'),
  until: z.iso.date('a day, `2027-01-31`').exactOptional().describe('Last day on which it counts (UTC).'),
  reference: word.exactOptional().describe('Where the reason stands: a ticket.'),
})

export type AllowedFinding = z.output<typeof allowedFindingSchema>

/**
 * Bounds of a service's thresholds; `thresholds.ts` has their units, defaults and reasons. The floor of those that
 * the index must keep is what its strict profile guarantees; whoever opens the store checks against the index in
 * use with `checkThresholds`.
 */
const thresholdsSchema = z.strictObject({
  verbatimBytes: z
    .int()
    .min(STRICT_GUARANTEED_BYTES)
    .exactOptional()
    .describe(`A run this long is a finding. Default ${DEFAULT_THRESHOLDS.verbatimBytes}.`),
  verbatimBytesCjk: z
    .int()
    .min(STRICT_GUARANTEED_BYTES)
    .exactOptional()
    .describe(`The same for CJK runs. Default ${DEFAULT_THRESHOLDS.verbatimBytesCjk}.`),
  minScore: z
    .number()
    .min(0)
    .max(1)
    .exactOptional()
    .describe('Personal data below this score is not a finding.'),
  blockWords: z
    .int()
    .min(1)
    .exactOptional()
    .describe(`A verbatim leak of this many words blocks. Default ${DEFAULT_THRESHOLDS.blockWords}.`),
  blockShare: z
    .number()
    .gt(0)
    .max(1)
    .exactOptional()
    .describe(`Or of this share of the answer. Default ${DEFAULT_THRESHOLDS.blockShare}.`),
  commonBytes: z
    .int()
    .min(0)
    .max(100_000)
    .exactOptional()
    .describe(`The longest run that the rarity rule may spare. Default ${DEFAULT_THRESHOLDS.commonBytes}.`),
  codeBytes: z
    .int()
    .min(0)
    .exactOptional()
    .describe(
      `Shorter exact runs that only source files hold are spared. Default ${DEFAULT_THRESHOLDS.codeBytes}.`,
    ),
  codeWeight: z
    .number()
    .min(12)
    .exactOptional()
    .describe(
      `Copied code weighing this much is a finding, some ten lines of it; of a part of a small program two thirds more. Default ${DEFAULT_THRESHOLDS.codeWeight}.`,
    ),
  codeScore: z
    .number()
    .min(0)
    .max(1)
    .exactOptional()
    .describe(
      `And so much of that part of the source must be there. Default ${DEFAULT_THRESHOLDS.codeScore}.`,
    ),
  probeBytes: z
    .int()
    .min(STRICT_GUARANTEED_BYTES)
    .exactOptional()
    .describe(
      `Pasted forbidden text this long, twice as long in CJK, is a probe. Default ${DEFAULT_THRESHOLDS.probeBytes}.`,
    ),
} satisfies Record<keyof Thresholds, z.ZodType>)

const expectation = {
  task: nameSchema.exactOptional().describe('What the reader is doing.'),
  action: action.describe('What must come out.'),
}
const expectSchema = z.union([
  z.strictObject({ answer: z.string().describe('Given to door 2.'), ...expectation }),
  z.strictObject({ prompt: z.string().describe('Given to the input door.'), ...expectation }),
])

/** Their keys are derived from the firewall's own: a policy file holds none. */
const operatorSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('redact').describe('What becomes of the value.'),
    placeholder: z.string().exactOptional().describe('Stands for it. Default its entity in brackets.'),
  }),
  z.strictObject({
    kind: z.literal('mask'),
    keep: z.int().min(0).max(100).exactOptional().describe('How many characters at the end stay. Default 0.'),
    character: z
      .string()
      .regex(/^.$/u, 'one character')
      .exactOptional()
      .describe('Stands for a letter or digit. Default `*`.'),
  }),
  z.strictObject({ kind: z.literal('hash') }),
  z.strictObject({ kind: z.literal('encrypt') }),
  z.strictObject({ kind: z.literal('pseudonym') }),
])

export const servicePolicySchema = z.strictObject({
  name: nameSchema.describe('What calls name; `default` holds for calls that name none.'),
  description: z.string().exactOptional().describe('For people.'),
  ceiling: z
    .strictObject({
      level: levelSchema.describe('The highest level.'),
      compartments: z.array(word).default([]).describe('The compartments, no others.'),
    })
    .exactOptional()
    .describe('The most this service may handle, whoever asks.'),
  actions: z
    .record(z.string().min(1), z.union([action, byProvenance]))
    .default({})
    .describe(
      'By entity (`EMAIL_ADDRESS`), row (`contact`), kind (`verbatim`) or id of a forbidden word; the most specific wins.',
    ),
  allow: z
    .strictObject({
      values: words.default([]).describe('Not findings here, compared after folding.'),
      patterns: words.default([]).describe('RE2 expressions over the whole value.'),
      dictionaries: z.array(word).default([]).describe('Files with one value per line.'),
      findings: z
        .array(allowedFindingSchema)
        .default([])
        .describe(
          'Findings that a person called false alarms; canaries and system prompts are blocked all the same.',
        ),
    })
    .prefault({})
    .describe('What is no finding here.'),
  forbidden: z.array(forbiddenSchema).default([]).describe('Words that this service does not say or hear.'),
  prompts: promptsSchema
    .prefault({})
    .describe(
      'What `inspect` looks for in prompts; what is done is in `actions` (`disclosure`, `injection`, `machine-made`).',
    ),
  orders: z
    .strictObject({
      mark: z
        .boolean()
        .default(false)
        .describe(
          'Whether what a model is given is read for orders to it: some 3 ms for a thousand characters that are new. So it is, too, with `fence` and where `actions` name `order`.',
        ),
      fence: z
        .boolean()
        .default(false)
        .describe('Whether a chunk with an order goes on between marks that say that it is content.'),
      except: words.default([]).describe('Words that documents may say here whatever they order.'),
    })
    .prefault({})
    .describe(
      'Orders that retrieved chunks give to the model; what is done is in `actions` (`order`): `release` passes the chunk on, `redact` masks the order, `hold` and `block` keep the chunk back.',
    ),
  tasks: z
    .record(nameSchema, z.strictObject({ cues: words.default([]).describe('Words that tell it.') }))
    .default({})
    .describe("What a reader is doing, told by cues in the reader's own words."),
  entities: z
    .array(z.string().regex(/^[A-Z][A-Z0-9_]*$/, 'an entity name: `EMAIL_ADDRESS`'))
    .min(1)
    .exactOptional()
    .describe('Looks for these entities only. Default all but everyday words (names, places, days).'),
  locales: z
    .array(z.string().regex(/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/, 'a language tag: `ja`'))
    .min(1)
    .exactOptional()
    .describe('Leaves out recognizers of other places. Default all.'),
  thresholds: thresholdsSchema.default({}).describe('When something is a finding.'),
  rarity: z
    .union([
      z.literal(false),
      z.strictObject({
        documents: z.int().min(2).describe('Runs that occur in at least so many unreadable documents …'),
        labels: z.int().min(2).describe('… under at least so many different labels are common.'),
      }),
    ])
    .exactOptional()
    .describe('Common phrases are spared and counted in the report; `false` spares none.'),
  acrossTurns: z
    .boolean()
    .default(true)
    .describe(
      'Whether pieces of one source that one reader is given in several answers, in whatever sessions, add up to a run.',
    ),
  licenses: words
    .exactOptional()
    .describe(
      'Terms under which text may be reused here: SPDX ids, or names of your own. Without it every source may.',
    ),
  quotation: z
    .union([
      z.literal(false),
      z.strictObject({
        bytes: z.int().min(0).max(10_000).default(240).describe('The longest quotation, folded bytes.'),
        attribution: z
          .boolean()
          .default(true)
          .describe(
            'Whether its source (title, URI or file name) must be named within 240 characters of it.',
          ),
      }),
    ])
    .prefault({})
    .describe('What may be quoted from sources under other terms; `false`: nothing.'),
  refusal: sentences.default({}).describe('Said instead of a blocked answer.'),
  waiting: sentences.default({}).describe('Said instead of a held answer.'),
  redaction: z
    .string()
    .min(1)
    .exactOptional()
    .describe('Stands for redacted text; `{names}` is what was found.'),
  operators: z
    .record(z.string().regex(/^(?:default|[A-Z][A-Z0-9_]*)$/, 'an entity name, or `default`'), operatorSchema)
    .default({})
    .describe('What a redacted value becomes, by entity; `default` is for those not named.'),
  mode: z
    .enum(['enforce', 'shadow'])
    .default('enforce')
    .describe('`shadow` records what would have happened and releases every answer.'),
  onError: z
    .enum(['refuse', 'release'])
    .default('refuse')
    .describe('What happens to an answer that could not be judged.'),
  holdback: z
    .int()
    .min(0)
    .exactOptional()
    .describe('Code units a stream lags behind at least; what is still undecided waits anyhow.'),
  expect: z
    .array(expectSchema)

    .default([])
    .describe('Examples that must hold whenever the file is loaded.'),
})

/** As it is written: whatever has a default may be left out. */
export type ServicePolicyInput = z.input<typeof servicePolicySchema>
export type ServicePolicyFile = z.output<typeof servicePolicySchema>
export type ServiceExpectation = ServicePolicyFile['expect'][number]
export type ServiceThresholds = ServicePolicyFile['thresholds']

/** A checked policy; the paths of its dictionaries are absolute. */
export interface LoadedServicePolicy extends ServicePolicyFile {
  readonly file: string
}

/**
 * Checks a parsed policy. `file` names it in errors and anchors its paths; with `levels` the ceiling is
 * checked too. Throws `config-unknown-key`, `config-invalid`, `level-unknown` and `policy-invalid`.
 */
export function parseServicePolicy(
  value: unknown,
  file: string,
  levels?: readonly string[],
): LoadedServicePolicy {
  const policy = parseStrict(servicePolicySchema, value, file)
  if (policy.ceiling !== undefined && levels !== undefined) checkLevel(policy.ceiling.level, levels, file)
  checkActions(policy, file)
  checkTasks(policy, file)
  const { allow } = policy
  const folder = dirname(resolve(file))
  return {
    ...policy,
    file: resolve(file),
    allow: { ...allow, dictionaries: allow.dictionaries.map((path) => resolve(folder, path)) },
  }
}

/** Every `*.yaml` of a folder, by name. Throws what `parseServicePolicy` throws, and on a name given twice. */
export function loadServicePolicies(
  folder: string,
  levels?: readonly string[],
): readonly LoadedServicePolicy[] {
  const policies = yamlFiles(folder).map((file) => parseServicePolicy(readYaml(file), file, levels))
  for (const [i, { name, file }] of policies.entries()) {
    const twin = policies.findIndex((other) => other.name === name)
    if (twin < i) throw invalid(`the service \`${name}\` in ${file} is already in ${policies[twin]!.file}`)
  }
  return policies
}

/** T is never below L: what is shorter than the index guarantees cannot be promised. Throws `policy-invalid`. */
export function checkThresholds(thresholds: ServiceThresholds, guarantee: number, file: string): void {
  for (const key of ['verbatimBytes', 'verbatimBytesCjk', 'probeBytes'] as const) {
    const bytes = thresholds[key]
    if (bytes !== undefined && bytes < guarantee) {
      throw invalid(
        `thresholds.${key} in ${file} is ${bytes}, less than the ${guarantee} folded bytes that the index guarantees`,
        `set it to ${guarantee} or more, or build the index with a stricter profile`,
      )
    }
  }
}

/** Entities are anybody's, rows and rules are not: `contcat` must not be a rule that never applies. */
function checkActions(policy: ServicePolicyFile, file: string): void {
  const known = [...ACTION_ROWS, ...policy.forbidden.map((rule) => rule.id)]
  for (const key of Object.keys(policy.actions)) {
    if (known.includes(key) || /^[A-Z][A-Z0-9_]*$/.test(key)) continue
    throw unknownKeyError(key, '`actions`', known, file)
  }
  const ids = policy.forbidden.map((rule) => rule.id)
  const repeated = ids.find((id, i) => ids.indexOf(id) < i)
  if (repeated !== undefined) throw invalid(`the forbidden word \`${repeated}\` is in ${file} twice`)
  const reserved = ids.find(
    (id) => (ACTION_ROWS as readonly string[]).includes(id) || /^[A-Z][A-Z0-9_]*$/.test(id),
  )
  if (reserved !== undefined)
    throw invalid(`the id \`${reserved}\` of a forbidden word in ${file} is a row of the action table`)
}

function checkTasks(policy: ServicePolicyFile, file: string): void {
  const known = Object.keys(policy.tasks)
  const used = [
    ...policy.forbidden.flatMap((rule) => rule.except.flatMap(({ tasks = [] }) => tasks)),
    ...policy.prompts.except.flatMap(({ tasks = [] }) => tasks),
    ...policy.expect.flatMap(({ task }) => task ?? []),
  ]
  for (const task of used) {
    if (!known.includes(task)) {
      throw invalid(
        `the task \`${task}\` in ${file} is not one of its \`tasks\``,
        `tasks are ${known.join(', ') || 'none'}`,
      )
    }
  }
  for (const { word, except } of policy.forbidden) {
    const stray = except.find(
      ({ span }) => !span.normalize('NFKC').toLowerCase().includes(word.normalize('NFKC').toLowerCase()),
    )
    if (stray !== undefined)
      throw invalid(`an exception of a forbidden word in ${file} does not contain the word`)
  }
}

function invalid(message: string, help?: string): FirewallError {
  return new FirewallError('policy-invalid', message, help === undefined ? {} : { help })
}
