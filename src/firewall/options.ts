import { FirewallError } from '../core/errors.js'
import {
  anyText,
  callback,
  either,
  flag,
  listOf,
  type OptionKinds,
  record,
  required,
  requireOptions,
  secretBytes,
  text,
  wholeNumber,
  withMethods,
} from '../core/options.js'
import type { OutputConfig } from '../core/outputs-config.js'
import type { ServicePolicyInput } from '../core/policy-schema.js'
import type {
  Analyzer,
  AuditSink,
  Connector,
  Directory,
  Embedder,
  PolicyDecisionPoint,
  Recognizer,
  Store,
} from '../core/ports.js'
import type { BackgroundLists } from '../detect/grounding/index.js'
import type { AssignerOptions, PathRule } from '../labels/assign.js'
import type { ConnectorFreshness, FreshnessOptions } from './freshness.js'
import type { RulesSource } from './rules.js'

/** What `createFirewall` takes; `open.ts` makes it from `config/ragwall.yaml`. */
export interface FirewallOptions {
  /** Levels, lowest first, for the built-in access policy, or a decision point of your own (then give `levels` too). */
  readonly policy: readonly string[] | PolicyDecisionPoint
  /** Levels, lowest first, where `policy` is a decision point of your own. */
  readonly levels?: readonly string[]
  /** Where the audit goes: a directory for the journal, `'memory'`, or a sink. There is no off. */
  readonly audit: string | AuditSink
  /** Data directory; in memory without it. */
  readonly data?: string
  /** At least 32 secret bytes, kept outside `data`: every key of ragwall is derived from them. Random in memory. */
  readonly evidenceKey?: Uint8Array
  /** The ones before it: records made under them stay verifiable. */
  readonly previousKeys?: readonly Uint8Array[]
  /** Default: deterministic, offline, lexical. Any LangChain `Embeddings` will do. */
  readonly embedder?: Embedder
  /** Nested groups and clearances that the token does not say. Default: the token is all there is. */
  readonly directory?: Directory
  /** How source ACLs become labels, besides `levels`. */
  readonly assign?: Omit<AssignerOptions, 'levels'>
  /**
   * Ids of principals that many share (`service:kiosk`): what was told to one of them is followed within a session
   * alone. Of everybody else it counts in every session.
   */
  readonly sharedPrincipals?: readonly string[]
  /**
   * Names principals in the journal, and so in reports, cases and events, by keyed pseudonyms: equal ones stay equal, and
   * `resolvePseudonym` says who it is, on record. Default false.
   */
  readonly pseudonyms?: boolean
  /** How old permissions may be before their source is asked anew, and how often sources are synced. */
  readonly freshness?: FreshnessOptions
  /** Whom to ask; one that `sync` was called with is known from then on. */
  readonly connectors?: readonly Connector[]
  /** Service policies; a service named `default` with the default table is always there. */
  readonly services?: readonly ServicePolicyInput[]
  /** Added to the bundled ones. */
  readonly recognizers?: readonly Recognizer[]
  /** Services and recognizers that may change while it runs: `openFirewall` follows the folders of the configuration. */
  readonly rules?: RulesSource
  /** Where events go besides the journal: needs `data` and a directory as `audit`; `deliver` sends. */
  readonly outputs?: readonly OutputConfig[]
  /** Words, phrases and texts of yours beside the bundled lists of what is no secret; a service has `allow` for its own. */
  readonly background?: BackgroundLists
  /** Services and models that every answer is also shown to, sentence by sentence; a check fails when one does. */
  readonly analyzers?: readonly Analyzer[]
  /** Replaces the embedded store. */
  readonly store?: Store
  /** Partitions above this many chunks get an hnswlib graph. */
  readonly graphThreshold?: number
  /** Protected text stays in the files of `data`, with a filter of it in memory: same answers, a tenth of the memory. */
  readonly lowMemory?: boolean
  /** Where the latest audit head is published, outside the journal's directory. */
  readonly anchor?: string
  /**
   * Directory outside `data` and `audit` that is told, without waiting for the disk, how far both have come: what
   * shows that the two were set back together. With a key file, `openFirewall` uses the folder `witness` beside it.
   */
  readonly witness?: string
  /** Opens a database that is older or emptier than what was noted of it; the notes stay until `acceptState()`. */
  readonly acceptState?: boolean
  /** Opens a store that another process writes. Default false. */
  readonly readOnly?: boolean
  /** Opens although the stored vectors are another embedder's: for `reindex`, and nothing else. */
  readonly allowOtherEmbedder?: boolean
  /** One sentence for the operator, now and then: what works differently here than it could. */
  readonly onNotice?: (notice: string) => void
}

const LEVELS = { ...listOf(text), is: "the levels, lowest first: ['public', 'internal', 'secret']" }

const OPTIONS: OptionKinds<FirewallOptions> = {
  policy: required(either(LEVELS, withMethods('a decision point of your own', 'decide'))),
  levels: LEVELS,
  // Whatever says "off" has a code of its own.
  audit: {
    ...either(text, withMethods('a sink', 'append', 'read', 'verify', 'close')),
    is: "a directory for the journal, 'memory', or a sink with `append()`, `read()`, `verify()` and `close()`",
  },
  data: text,
  evidenceKey: secretBytes,
  previousKeys: listOf(secretBytes),
  embedder: withMethods('embeddings as LangChain has them', 'embedDocuments', 'embedQuery'),
  directory: withMethods('a directory of principals', 'expand'),
  assign: record('{ classifications, compartments, rules }'),
  sharedPrincipals: listOf(text),
  pseudonyms: flag,
  freshness: record('{ maxAclAge: { secret: 60_000 }, connectors: { wiki: { maxAclAge, interval } } }'),
  connectors: listOf(withMethods('a connector', 'changes')),
  services: listOf(record("a service policy: { name: 'support', … }")),
  recognizers: listOf(
    withMethods('a recognizer, from `pattern()` or `dictionary()`', 'recognize', 'settled'),
  ),
  rules: withMethods('a source of rules', 'changed', 'read'),
  outputs: listOf(record("an output: { name: 'siem', to: 'file', path: 'events.jsonl', … }")),
  background: record('{ known: [...], distinctive: [...], documents: [...] }'),
  analyzers: listOf(withMethods('an analyzer', 'analyze')),
  store: withMethods('a store', 'apply', 'refresh', 'close'),
  graphThreshold: wholeNumber(1),
  lowMemory: flag,
  anchor: text,
  witness: text,
  readOnly: flag,
  allowOtherEmbedder: flag,
  acceptState: flag,
  onNotice: callback,
}

const ASSIGN: OptionKinds<NonNullable<FirewallOptions['assign']>> = {
  classifications: record("words of your sources for levels: { confidential: 'secret' }"),
  compartments: listOf(text),
  rules: listOf(record("{ path: 'handbook/**', level: 'internal' }")),
}

const FRESHNESS: OptionKinds<FreshnessOptions> = {
  maxAclAge: record('milliseconds by level: { secret: 60_000 }'),
  connectors: record('by name of the connector: { maxAclAge, interval }'),
}

const CONNECTOR_FRESHNESS: OptionKinds<ConnectorFreshness> = {
  maxAclAge: wholeNumber(0),
  interval: wholeNumber(1),
}

const RULE: OptionKinds<PathRule> = {
  path: required(text),
  level: required(text),
  compartments: listOf(text),
}

const BACKGROUND: OptionKinds<BackgroundLists> = {
  known: listOf(anyText),
  distinctive: listOf(anyText),
  documents: listOf(anyText),
}

/** Throws `audit-missing` for a journal that is left out or switched off, else `option-invalid`. */
export function checkFirewallOptions(options: FirewallOptions): void {
  const { audit } = (options ?? {}) as { audit?: unknown }
  if (typeof options === 'object' && options !== null && !Array.isArray(options) && !audit) {
    throw new FirewallError('audit-missing', 'no audit sink was given', {
      help: `\`audit\` is ${OPTIONS.audit.is}; there is no off`,
    })
  }
  requireOptions<FirewallOptions>(options, OPTIONS, 'createFirewall')
  const { assign, background, freshness, outputs = [], data } = options
  if (outputs.length > 0 && (data === undefined || typeof audit !== 'string' || audit === 'memory')) {
    throw new FirewallError('option-invalid', '`outputs` of createFirewall has no journal to follow', {
      help: 'give `data` and `audit` as directories: how far an output has come is kept there',
    })
  }
  if (assign !== undefined) requireOptions(assign, ASSIGN, '`assign` of createFirewall')
  for (const rule of assign?.rules ?? []) requireOptions(rule, RULE, 'a rule in `assign` of createFirewall')
  if (freshness !== undefined) {
    requireOptions(freshness, FRESHNESS, '`freshness` of createFirewall')
    for (const age of Object.values(freshness.maxAclAge ?? {}))
      requireOptions({ age }, { age: wholeNumber(0) }, '`freshness.maxAclAge` of createFirewall')
    for (const one of Object.values(freshness.connectors ?? {}))
      requireOptions(one, CONNECTOR_FRESHNESS, 'a connector in `freshness` of createFirewall')
  }
  if (background !== undefined) requireOptions(background, BACKGROUND, '`background` of createFirewall')
}
