import { dirname, isAbsolute, resolve } from 'node:path'
import { z } from 'zod'
import { durationSchema } from './duration.js'
import { FirewallError } from './errors.js'
import { type GatewayConfig, gatewaySchema } from './gateway-config.js'
import { unknownLevel } from './levels.js'
import { LIMITS } from './limits.js'
import { outputAt, outputSchema } from './outputs-config.js'
import { parseStrict, readYaml } from './schema.js'
import { tokenSchema } from './secret.js'
import { type ServerConfig, serverSchema } from './server-config.js'

export type { Scope } from './server-config.js'

/** `config/ragwall.yaml`. Every object is strict: a key that is not here is an error, never a default. */

/** Services, connectors, tasks, rules. */
export const nameSchema = z
  .string()
  .regex(/^[\p{L}\p{N}][\p{L}\p{N}_.-]{0,63}$/u, 'a name: letters, digits, `_`, `.` and `-`, at most 64')
const path = z.string().min(1).describe('Relative paths start at the folder of this file.')

export const levelSchema = z.string().min(1)
const compartments = z.array(z.string().min(1).max(LIMITS.idLength))

const keySchema = z
  .union([
    z.strictObject({ file: path.describe('The file.') }),
    z.strictObject({
      env: z
        .string()
        .regex(/^[A-Za-z_]\w*$/)
        .describe('Name of an environment variable.'),
    }),
  ])
  .describe('A file of mode 0600 outside the data directory, or the name of an environment variable.')

const ruleSchema = z.strictObject({
  path: z
    .string()
    .min(1)

    .describe('Glob over document uris: `payroll/**`. The first match decides.'),
  level: levelSchema.describe('The level of what matches.'),
  compartments: compartments.exactOptional().describe('Added to those of the document.'),
})

const connectorSchema = z
  .looseObject({
    use: z.string().min(1).describe('`files`, `training`, or a module of your own: `./wiki.js`.'),
    name: nameSchema.describe('Cursors are stored under it.'),
  })
  .describe('`files`, `training` or a module specifier; all other keys are options of that connector.')

const analyzerParts = {
  name: nameSchema.describe('Names it in errors.'),
  at: z
    .array(z.enum(['answers', 'prompts', 'sources']))
    .min(1)
    .exactOptional()
    .describe(
      'What it is shown; default answers. Of sources, as they are stored, what it finds is known from then on.',
    ),
  onSourceError: z
    .enum(['refuse', 'store'])
    .exactOptional()
    .describe(
      'A source it cannot read: refused and tried again, or stored without what it would have found.',
    ),
  classes: z
    .record(z.string().min(1), z.enum(['name', 'contact', 'high-risk', 'secret']))
    .exactOptional()
    .describe(
      'Rows of the action table for its entities; those that ragwall knows keep theirs, others are `high-risk`.',
    ),
}
const httpParts = {
  url: z.url({ protocol: /^https?$/ }).describe('Where text is posted, and nowhere else.'),
  token: tokenSchema,
}

/** What finds values elsewhere: everything that `at` names is sent there. */
const analyzerSchema = z.discriminatedUnion('use', [
  z.strictObject({
    use: z.literal('presidio').describe('What stands at the other end.'),
    ...analyzerParts,
    ...httpParts,
    language: z.string().min(2).describe('As Presidio names it: `en`.'),
    entities: z
      .array(z.string().min(1))
      .exactOptional()
      .describe('Presidio: asks for these only. ONNX: what its labels are called here, `PER: PERSON`.'),
    threshold: z.number().min(0).max(1).exactOptional().describe('Asks for matches from this score on.'),
  }),
  z.strictObject({
    use: z.literal('guardrail').describe('What stands at the other end.'),
    ...analyzerParts,
    ...httpParts,
    unit: z.enum(['utf16', 'codepoint', 'byte']).describe('What its offsets count.'),
  }),
  z.strictObject({
    use: z.literal('onnx').describe('What stands at the other end.'),
    ...analyzerParts,
    model: path.describe('A token classifier in ONNX.'),
    vocabulary: path.describe('`vocab.txt` of a BERT, or the `tokenizer.json` of any model.'),
    labels: z.array(z.string().min(1)).min(2).describe('In the order of the model: `O`, `B-PER`, `I-PER` …'),
    entities: z
      .record(z.string().min(1), z.string().min(1))
      .exactOptional()
      .describe('What its labels are called here: `PER: PERSON`.'),
    lowercase: z.boolean().exactOptional().describe('Of a `vocab.txt`: whether text is lower-cased first.'),
    runtime: z
      .enum(['onnxruntime-node', 'onnxruntime-web'])
      .exactOptional()
      .describe('An optional package. Default `onnxruntime-node`.'),
  }),
])

const UNITS = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const

/** `15m` as milliseconds. */
const duration = z
  .string()
  .regex(/^\d{1,6}[smhd]$/, 'a time: `30s`, `15m`, `12h`, `7d`')
  .transform((text) => Number(text.slice(0, -1)) * UNITS[text.at(-1) as keyof typeof UNITS])

const ldapEntries = z.strictObject({
  base: z.string().min(1).describe('Where the search begins: `ou=people,dc=corp,dc=example`.'),
  filter: z.string().min(1).exactOptional().describe('Which entries. Default those of the usual kinds.'),
  id: z
    .string()
    .min(1)
    .exactOptional()
    .describe('Attribute behind `user:` or `group:`. Default `uid`, `cn`.'),
  accounts: z
    .array(z.string().regex(/\{[^{}]+\}/, 'a name with an attribute: `uid:{uidNumber}`'))
    .exactOptional()
    .describe('What sources call it, attributes in braces: `uid:{uidNumber}`, `{mail}`, `{objectSid}`.'),
})

const accountSchema = z.union([
  z.strictObject({ file: path.describe('By principal or group, what sources call it: see accounts.yaml.') }),
  z.strictObject({
    scim: path.describe('An export of SCIM 2.0: `user:<userName>`, `group:<displayName>`.'),
  }),
  z.strictObject({
    ldap: z
      .strictObject({
        url: z.url({ protocol: /^ldaps?$/ }).describe('`ldaps://directory.corp:636`.'),
        startTls: z.boolean().exactOptional().describe('Encrypts `ldap:` before anything is said.'),
        bindDn: z.string().min(1).exactOptional().describe('Who asks.'),
        passwordEnv: z.string().min(1).exactOptional().describe('Environment variable with the password.'),
        users: ldapEntries.describe('Entries of people.'),
        groups: ldapEntries.exactOptional().describe('Entries of groups, whose members are in them.'),
        refresh: z.int().min(1).exactOptional().describe('Seconds between two readings. Default 60.'),
        maxAge: z
          .int()
          .min(1)
          .exactOptional()
          .describe('Seconds for which what was read holds while it does not answer. Default 900.'),
      })
      .describe('A directory that speaks LDAP; needs the package `ldapts`.'),
  }),
])

const freshnessSchema = z.strictObject({
  maxAclAge: z
    .record(levelSchema, duration)
    .default({})
    .describe(
      'By level: `secret: 15m`. A document whose permissions are older is shown, and excuses anything, only after its source was asked anew; `0s` asks in every call.',
    ),
  connectors: z
    .record(
      nameSchema,
      z.strictObject({
        maxAclAge: duration.exactOptional().describe('The same for all that it brings; the smaller holds.'),
        interval: duration
          .exactOptional()
          .describe('How often it is synced: one that brought nothing in for longer is an alarm.'),
      }),
    )
    .default({})
    .describe('By name.'),
})

export const configSchema = z.strictObject({
  data: path.describe('Directory of everything stored.'),
  audit: path.describe('Directory of the audit journal. There is no off.'),
  anchor: path
    .exactOptional()
    .describe(
      'Directory on another disk or machine that is given the latest head of the journal, durable before each answer. Beside it, heads are always noted in the data directory and beside the key file.',
    ),
  journal: z
    .strictObject({
      keep: durationSchema
        .refine((time) => time >= 2 * UNITS.d, 'at least `2d`')
        .exactOptional()
        .describe(
          'How long its records are kept: `400d`. `ragwall serve` then removes older ones once a day, except those under a legal hold. Default for good.',
        ),
    })
    .prefault({})
    .describe('How long the audit journal is kept.'),
  keys: keySchema,
  levels: z.array(levelSchema).min(1).describe('Lowest first.'),
  classifications: z
    .record(z.string().min(1), levelSchema)
    .default({})
    .describe('Words of sources for levels.'),
  compartments: compartments.exactOptional().describe('With this list, other compartments are an error.'),
  rules: z
    .array(ruleSchema)
    .default([])
    .describe('Levels of documents whose source states none; without a match such a document is refused.'),
  principals: path.exactOptional().describe('Groups, clearances and attributes: see principals.yaml.'),
  accounts: z
    .array(accountSchema)
    .default([])
    .describe(
      'What sources call people and groups (`alice@corp`, `uid:1000`, a SID), and whom they mean by it. Whom nothing names is nobody.',
    ),
  sharedPrincipals: z
    .array(z.string().min(1).max(LIMITS.idLength))
    .default([])
    .describe(
      'Ids that many people share, `service:kiosk`: what was told to one of them is followed within a session alone, and whoever opens a new one is told anew.',
    ),
  pseudonyms: z
    .boolean()
    .default(false)
    .describe(
      'Principals stand in the journal, reports and events by keyed pseudonyms; `ragwall resolve` says who it is, on record.',
    ),
  services: path.exactOptional().describe('Folder of service policies.'),
  recognizers: path.exactOptional().describe('Folder of recognizers.'),
  background: z
    .strictObject({
      known: z
        .array(path)
        .default([])
        .describe('Files of words and phrases, one a line, that are no secret here.'),
      distinctive: z.array(path).default([]).describe('The same of what is one, ordinary words or not.'),
      documents: z
        .array(path)
        .default([])
        .describe(
          'Files of plain text that everybody may have: what an answer has in common with one of them blocks nothing.',
        ),
    })
    .exactOptional()
    .describe('Added to the bundled lists; seen when a source is read.'),
  connectors: z.array(connectorSchema).default([]).describe('Where documents come from.'),
  freshness: freshnessSchema
    .exactOptional()
    .describe('How old permissions may be; without it they hold until the next sync.'),
  analyzers: z
    .array(analyzerSchema)
    .default([])
    .describe('Services and models that every answer is also shown to.'),
  embedder: z
    .looseObject({
      use: z.string().min(1).describe('`hashing`, offline and lexical, or a module of your own.'),
    })
    .default({ use: 'hashing' })
    .describe('What turns text into vectors; all other keys are its options.'),
  retrieval: z
    .strictObject({
      graphThreshold: z
        .int()
        .min(1)
        .exactOptional()
        .describe('Chunks of one label from which a graph is built.'),
    })
    .default({})
    .describe('How door 1 searches.'),
  verbatim: z
    .strictObject({
      lowMemory: z
        .boolean()
        .default(false)
        .describe(
          'Protected text stays in files and only a filter of it in memory; the answers are the same.',
        ),
    })
    .prefault({})
    .describe('How protected text is kept.'),
  sync: z
    .strictObject({
      every: durationSchema
        .exactOptional()
        .describe(
          'How often `ragwall serve` brings in what changed: `15m`. Default never: `ragwall sync` does.',
        ),
    })
    .prefault({})
    .describe('Bringing in documents while serving.'),
  outputs: z
    .array(outputSchema)
    .default([])
    .describe('Where what is on record goes besides the journal, as events in OCSF; `ragwall serve` sends.'),
  server: serverSchema.prefault({}).describe('`ragwall serve`.'),
  gateway: gatewaySchema
    .exactOptional()
    .describe('Models that `ragwall serve` stands before, for clients of OpenAI and Anthropic.'),
})

export type ConfigFile = z.output<typeof configSchema>
export type AnalyzerConfig = ConfigFile['analyzers'][number]
export type ConnectorConfig = ConfigFile['connectors'][number]

/** A checked configuration; all paths in it are absolute but those among a connector's own options. */
export interface Config extends ConfigFile {
  /** The file it was read from, and its folder: what connectors and embedders resolve their own paths against. */
  readonly file: string
  readonly folder: string
}

/**
 * Reads and checks `config/ragwall.yaml`. Throws `config-unreadable`, `config-unknown-key`, `config-invalid`
 * and `level-unknown`.
 */
export function loadConfig(file: string): Config {
  return parseConfig(readYaml(file), file)
}

/** The same for a configuration that is already parsed; `file` names it in errors and anchors its paths. */
export function parseConfig(value: unknown, file: string): Config {
  const config = parseStrict(configSchema, value, file)
  checkConfig(config, file)
  const folder = dirname(resolve(file))
  const at = (relative: string) => resolve(folder, relative)
  const { anchor, principals, services, recognizers, background, gateway, ...rest } = config
  return {
    ...rest,
    file: resolve(file),
    folder,
    data: at(config.data),
    audit: at(config.audit),
    keys: 'file' in config.keys ? { file: at(config.keys.file) } : config.keys,
    ...(anchor === undefined ? {} : { anchor: at(anchor) }),
    ...(principals === undefined ? {} : { principals: at(principals) }),
    ...(services === undefined ? {} : { services: at(services) }),
    ...(recognizers === undefined ? {} : { recognizers: at(recognizers) }),
    ...(background === undefined
      ? {}
      : {
          background: {
            known: background.known.map(at),
            distinctive: background.distinctive.map(at),
            documents: background.documents.map(at),
          },
        }),
    accounts: config.accounts.map((one) => {
      if ('ldap' in one) return one
      return 'file' in one ? { file: at(one.file) } : { scim: at(one.scim) }
    }),
    analyzers: config.analyzers.map((one) =>
      one.use === 'onnx' ? { ...one, model: at(one.model), vocabulary: at(one.vocabulary) } : one,
    ),
    connectors: config.connectors.map((one) => ({ ...one, use: specifier(one.use, at) })),
    embedder: { ...config.embedder, use: specifier(config.embedder.use, at) },
    outputs: config.outputs.map((one) => outputAt(one, at)),
    server: serverAt(config.server, at),
    ...(gateway === undefined ? {} : { gateway: gatewayAt(gateway, at) }),
  }
}

/** Throws `level-unknown` unless the level is one of these; `where` says in which file. */
export function checkLevel(level: string, levels: readonly string[], where: string): void {
  if (!levels.includes(level)) throw unknownLevel(levels, level, ` in ${where}`)
}

function checkConfig(config: ConfigFile, file: string): void {
  refuseRepeats(config.levels, 'levels', file)
  refuseRepeats(
    config.connectors.map((one) => one.name),
    'connectors',
    file,
  )
  refuseRepeats(
    config.analyzers.map((one) => one.name),
    'analyzers',
    file,
  )
  refuseRepeats(
    config.outputs.map((one) => one.name),
    'outputs',
    file,
  )
  for (const level of Object.values(config.classifications)) checkLevel(level, config.levels, file)
  for (const level of Object.keys(config.freshness?.maxAclAge ?? {})) checkLevel(level, config.levels, file)
  for (const rule of config.rules) {
    checkLevel(rule.level, config.levels, file)
    const { compartments: known } = config
    const stray = rule.compartments?.find((one) => known !== undefined && !known.includes(one))
    if (stray !== undefined)
      throw invalid(`a rule in ${file} names a compartment that \`compartments\` does not`)
  }
  checkServer(config, file)
  checkGateway(config, file)
}

function refuseRepeats(names: readonly string[], what: string, file: string): void {
  if (new Set(names).size !== names.length) throw invalid(`\`${what}\` in ${file} has the same name twice`)
}

/** Literal loopback addresses and `localhost`. Other names may resolve to anything. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host)
}

/** What of `server` only the whole of it can tell. */
function checkServer({ server, levels }: ConfigFile, file: string): void {
  if (server.demoTokens.length > 0 && !isLoopback(server.host)) {
    throw invalid(
      `\`server.demoTokens\` in ${file} are for loopback addresses only`,
      'set `server.host` to 127.0.0.1, or remove the tokens and use an identity provider',
    )
  }
  if (server.clientCertificates !== undefined && server.trustProxy === undefined) {
    throw invalid(
      `\`server.clientCertificates\` in ${file} needs \`server.trustProxy\``,
      'name the networks of the proxies that verify certificates; anybody else could send the header',
    )
  }
  refuseRepeats(
    server.oidc.map(({ issuer }) => issuer),
    'server.oidc',
    file,
  )
  for (const { claims } of server.oidc) {
    for (const level of Object.values(claims.clearance?.levels ?? {})) checkLevel(level, levels, file)
  }
}

/** A model that two upstreams have would be asked for at one of them, and nobody would know which. */
function checkGateway({ gateway }: ConfigFile, file: string): void {
  for (const speaks of ['openai', 'anthropic'] as const) {
    const upstreams = Object.values(gateway?.upstreams ?? {}).filter((one) => one.speaks === speaks)
    refuseRepeats(
      upstreams.flatMap(({ models }) => models),
      'gateway.upstreams',
      file,
    )
  }
}

function serverAt(server: ServerConfig, at: (relative: string) => string): ServerConfig {
  const { tls, apiKeys, oidc } = server
  return {
    ...server,
    ...(tls === undefined ? {} : { tls: { certificate: at(tls.certificate), key: at(tls.key) } }),
    ...(apiKeys === undefined ? {} : { apiKeys: at(apiKeys) }),
    oidc: oidc.map((one) =>
      one.keys !== undefined && 'file' in one.keys ? { ...one, keys: { file: at(one.keys.file) } } : one,
    ),
  }
}

function gatewayAt(gateway: GatewayConfig, at: (relative: string) => string): GatewayConfig {
  const upstreams = Object.entries(gateway.upstreams).map(
    ([name, one]) =>
      [
        name,
        one.key !== undefined && 'file' in one.key ? { ...one, key: { file: at(one.key.file) } } : one,
      ] as const,
  )
  return { ...gateway, upstreams: Object.fromEntries(upstreams) }
}

/** Relative modules start at the file, names of packages stay as they are. */
function specifier(use: string, at: (relative: string) => string): string {
  return use.startsWith('./') || use.startsWith('../') || isAbsolute(use) ? at(use) : use
}

function invalid(message: string, help?: string): FirewallError {
  return new FirewallError('config-invalid', message, help === undefined ? {} : { help })
}
