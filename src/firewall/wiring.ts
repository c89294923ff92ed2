import { createPrivateKey, createPublicKey, type KeyObject, randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { createProofs, type Proofs } from '../audit/evidence.js'
import { liesIn } from '../audit/files.js'
import { createMemoryJournal, openJournal } from '../audit/journal.js'
import { type Ledger, plainLedger } from '../audit/ledger.js'
import { createOutputs, type Outputs } from '../audit/outputs/index.js'
import { createPseudonyms, PLAIN_NAMES, type Pseudonyms, pseudonymous } from '../audit/pseudonyms.js'
import type { Retention } from '../audit/retention.js'
import { deriveKey, placeName, type SecretKey, secretKey } from '../core/digest.js'
import { FirewallError } from '../core/errors.js'
import { unknownLevel } from '../core/levels.js'
import {
  type LoadedServicePolicy,
  parseServicePolicy,
  type ServicePolicyFile,
  type ServicePolicyInput,
} from '../core/policy-schema.js'
import type { AuditSink, Embedder, HistoryStore, Recognizer, Store } from '../core/ports.js'
import { compileBackground } from '../detect/grounding/index.js'
import { defaultRecognizers } from '../detect/values/index.js'
import { createAssigner, createResolver } from '../labels/assign.js'
import { emptyDirectory } from '../labels/directory.js'
import { createEntitler, type Entitler } from '../labels/entitle.js'
import { checkLevels, createLatticePolicy } from '../labels/lattice.js'
import { fingerprintFiles } from '../store/fingerprint-files.js'
import { openFingerprints } from '../store/fingerprints/index.js'
import { createHistory } from '../store/history.js'
import { createLease, type Lease } from '../store/lease.js'
import { type EmbeddedStore, openStore } from '../store/store.js'
import { probeDimension } from '../text/embed.js'
import { foldText } from '../text/fold.js'
import { createHashingEmbedder } from '../text/hashing-embedder.js'
import type { DoorContext } from './doors/check.js'
import { checkExpectations } from './doors/expectations.js'
import { type ForeignContext, labelHashes } from './doors/foreign.js'
import { createHeldAnswers, type HeldAnswers } from './doors/held.js'
import { createOrderReader } from './doors/orders.js'
import type { RetrieveContext } from './doors/retrieve.js'
import { createShownDocuments } from './doors/shown.js'
import { createToldMemory, type ToldMemory } from './doors/told.js'
import { type FreshnessOptions, type SourceWatch, watchSources } from './freshness.js'
import { type IngestContext, takePermissions } from './ingest/ingest.js'
import { type AppliedOnce, createAppliedOnce } from './ingest/once.js'
import { createModeSwitch, type ModeSwitch } from './mode.js'
import { checkFirewallOptions, type FirewallOptions } from './options.js'
import { looksAt } from './policy/analyzers.js'
import { asksFor, detectorsFor } from './policy/detectors.js'
import { compileService } from './policy/service-policy.js'
import { followRules, type Rules, type RulesFollower } from './rules.js'
import { traceAudit, traceEntitler } from './traced-parts.js'
import { type WatchedEmbedder, watchEmbedder } from './watched-embedder.js'

/**
 * What a firewall is made of, opened in order and closed in reverse; whatever fails on the way closes what is
 * already open. Every key is derived from the one secret, each for one purpose.
 */
export interface Parts {
  readonly store: Store
  readonly audit: AuditSink
  readonly ledger: Ledger
  readonly proofs: Proofs
  /** Absent where the audit goes to a sink of the application's own. */
  readonly retention: Retention | undefined
  /** The right to remove records, of one process at a time. */
  readonly pruning: Lease
  readonly pseudonyms: Pseudonyms
  readonly history: HistoryStore
  readonly told: ToldMemory
  readonly held: HeldAnswers
  readonly once: AppliedOnce
  readonly ingest: IngestContext
  readonly sources: SourceWatch
  readonly embedder: WatchedEmbedder
  readonly entitler: Entitler
  /** Lowest first. */
  readonly levels: readonly string[]
  /** By service name. */
  readonly doors: ReadonlyMap<string, Door>
  /** The emergency switch. */
  readonly mode: ModeSwitch
  readonly rules: RulesFollower
  /** Absent where none is configured. */
  readonly outputs: Outputs | undefined
  close(): Promise<void>
}

/** What each door of a service works with. */
export interface Door {
  readonly check: DoorContext
  readonly inspect: DoorContext
  readonly retrieve: RetrieveContext
  readonly foreign: ForeignContext
}

/** Always there: the action table as it stands, for calls that name no service. */
export const DEFAULT_SERVICE = parseServicePolicy({ name: 'default' }, 'the default service')

export async function wire(options: FirewallOptions): Promise<Parts> {
  checkFirewallOptions(options)
  const levels = levelsOf(options)
  const master = masterKey(options)
  const keyOf = (purpose: string) => deriveKey(master, purpose)
  const embedder = watchEmbedder(options.embedder ?? createHashingEmbedder())
  const dimension = await probeDimension(embedder)
  const { sink, ledger, proofs, retention } = openAudit(options, keyOf)
  const pseudonyms = pseudonymsOf(options, keyOf)
  const audit = traceAudit(pseudonyms === PLAIN_NAMES ? sink : pseudonymous(sink, pseudonyms))
  let store: Store | undefined
  const close = async () => {
    await store?.close()
    await audit.close()
  }
  try {
    store = options.store ?? (await openEmbedded(options, embedder, keyOf))
    // Not spread: what is in force is asked for anew each time.
    return Object.assign(
      await assemble(options, {
        levels,
        keyOf,
        embedder,
        dimension,
        audit,
        ledger,
        proofs,
        retention,
        pseudonyms,
        store,
      }),
      {
        close,
      },
    )
  } catch (error) {
    await close()
    throw error
  }
}

interface Opened {
  readonly levels: readonly string[]
  readonly keyOf: KeyOf
  readonly embedder: WatchedEmbedder
  readonly dimension: number
  readonly audit: AuditSink
  readonly ledger: Ledger
  readonly proofs: Proofs
  readonly retention: Retention | undefined
  readonly pseudonyms: Pseudonyms
  readonly store: Store
}

async function assemble(options: FirewallOptions, opened: Opened): Promise<Omit<Parts, 'close'>> {
  const { levels, keyOf, embedder, dimension, audit, ledger, proofs, retention, pseudonyms, store } = opened
  const { analyzers = [] } = options
  const valueKey = keyOf('values')
  const termKey = keyOf('terms')
  const entitler = traceEntitler(
    createEntitler({
      policy: isLevels(options.policy) ? createLatticePolicy({ levels }) : options.policy,
      directory: options.directory ?? emptyDirectory,
      labels: store.labels,
      levels,
      onFailure: async ({ subject, code }) => {
        await audit.append({ type: 'failure', where: 'entitle', code, subject })
      },
    }),
  )
  const history = createHistory()
  const told = createToldMemory({
    store: store.told,
    fingerprints: store.fingerprints,
    key: keyOf('told'),
    shared: options.sharedPrincipals ?? [],
  })
  const held = createHeldAnswers(keyOf('held'), store.held)
  const shown = createShownDocuments()
  const assigner = createAssigner({ ...options.assign, levels })
  const hashOf = labelHashes(store, keyOf('labels'))
  const mode = createModeSwitch(options.data)
  const { requireNormal } = mode
  const sources: SourceWatch = watchSources({
    store,
    audit,
    options: freshnessOf(options, levels),
    connectors: options.connectors ?? [],
    take: (origin, answers) => takePermissions(ingest, origin, answers),
  })
  const shared = {
    store,
    documents: store.documents,
    entitler,
    history,
    told,
    shown,
    levels,
    audit,
    held,
    requireNormal,
    freshness: sources,
    orders: createOrderReader(keyOf('fences')),
  }
  const { guarantee } = store.fingerprints

  const background = (options.background?.documents ?? []).map(foldText)

  async function doorsOf(policies: readonly ServicePolicyFile[], recognizers: readonly Recognizer[]) {
    const doors = new Map<string, Door>()
    for (const policy of policies) {
      const service = compileService(policy, {
        levels,
        recognizers,
        guarantee,
        operatorKey: keyOf('operators'),
        nameOnRecord: pseudonyms.of,
        analyzers,
      })
      await checkExpectations(policy, service, { recognizers, valueKey, termKey, guarantee })
      const detectors = detectorsFor(policy, service, {
        store,
        recognizers,
        valueKey,
        termKey,
        analyzers,
        background,
      })
      const door = { ...shared, service, evidenceKey: keyOf('findings'), nameOnRecord: pseudonyms.of }
      doors.set(policy.name, {
        check: { ...door, detectors: detectors.check },
        inspect: { ...door, detectors: detectors.inspect },
        retrieve: { ...shared, service, embedder, dimension, queryKey: keyOf('query') },
        foreign: { ...shared, service, assigner, hashOf, queryKey: keyOf('query') },
      })
    }
    return doors
  }

  async function made({ services, recognizers: own }: Rules) {
    const recognizers = [...defaultRecognizers(), ...own]
    const policies = [DEFAULT_SERVICE, ...services.map((one, i) => policyOf(one, i, levels))]
    return {
      doors: await doorsOf(policies, recognizers),
      recognizers: recognizers.filter((one) => policies.some((policy) => asksFor(policy, one))),
    }
  }

  let inForce = await made({ services: options.services ?? [], recognizers: options.recognizers ?? [] })
  const rules = followRules(
    options.rules,
    async (given) => {
      inForce = await made(given)
    },
    options.onNotice,
  )
  const ingest: IngestContext = {
    store,
    audit,
    assigner,
    resolve: createResolver(assigner, levels),
    embedder,
    dimension,
    get recognizers() {
      return inForce.recognizers
    },
    valueKey,
    termKey,
    contentKey: keyOf('content'),
    background: compileBackground(options.background ?? {}),
    analyzers: analyzers.filter((analyzer) => looksAt(analyzer, 'sources')),
    levels,
  }
  return {
    store,
    audit,
    ledger,
    proofs,
    retention,
    pruning: createLease(options.data, 'retention-lease.db'),
    pseudonyms,
    history,
    told,
    held,
    once: createAppliedOnce(store.applied, keyOf('applied')),
    ingest,
    sources,
    embedder,
    entitler,
    levels,
    mode,
    rules,
    outputs: outputsOf(options, audit),
    get doors() {
      return inForce.doors
    },
  }
}

/** Throws `key-missing` where a secret of one is not there. */
function outputsOf({ outputs = [], data, audit: journal }: FirewallOptions, audit: AuditSink) {
  if (outputs.length === 0 || data === undefined || typeof journal !== 'string') return undefined
  return createOutputs({
    journal,
    directory: join(data, 'outputs'),
    outputs,
    lease: createLease(data, 'outputs-lease.db'),
    append: (event) => audit.append(event),
  })
}

/** Throws `level-unknown`: an age for a level that is not there would hold for nothing. */
function freshnessOf({ freshness = {} }: FirewallOptions, levels: readonly string[]): FreshnessOptions {
  for (const level of Object.keys(freshness.maxAclAge ?? {}))
    if (!levels.includes(level)) throw unknownLevel(levels, level, ' in `freshness.maxAclAge`')
  return freshness
}

/** A policy that a file gave is checked already; one that an application wrote may leave out what has a default. */
function policyOf(given: ServicePolicyInput, index: number, levels: readonly string[]): ServicePolicyFile {
  if ('file' in given) return given as LoadedServicePolicy
  return parseServicePolicy(given, `services[${index}] of createFirewall`, levels)
}

export type KeyOf = (purpose: string) => SecretKey

/** The one secret that every other key is derived from. */
function masterKey({ data, evidenceKey }: FirewallOptions): SecretKey {
  if (evidenceKey !== undefined) return secretKey(evidenceKey)
  if (data === undefined) return secretKey(randomBytes(32))
  throw new FirewallError('key-missing', 'a data directory needs `evidenceKey`', {
    help: 'make one with `ragwall init` and keep it outside the data directory',
  })
}

function levelsOf({ policy, levels }: FirewallOptions): readonly string[] {
  if (isLevels(policy)) return checkLevels(policy)
  if (levels !== undefined) return checkLevels(levels)
  throw new FirewallError('option-invalid', 'a decision point of your own needs `levels` too', {
    help: 'give the levels, lowest first: they order the joins of labels',
  })
}

function isLevels(policy: FirewallOptions['policy']): policy is readonly string[] {
  return Array.isArray(policy)
}

function pseudonymsOf({ pseudonyms = false, previousKeys = [] }: FirewallOptions, keyOf: KeyOf): Pseudonyms {
  if (!pseudonyms) return PLAIN_NAMES
  return createPseudonyms([
    keyOf('pseudonyms'),
    ...previousKeys.map((key) => deriveKey(secretKey(key), 'pseudonyms')),
  ])
}

function openAudit(
  options: FirewallOptions,
  keyOf: KeyOf,
): { sink: AuditSink; ledger: Ledger; proofs: Proofs; retention: Retention | undefined } {
  const { audit, anchor, data, witness, previousKeys = [] } = options
  if (typeof audit !== 'string') {
    const sink = foreignSink(audit)
    return {
      sink,
      ledger: plainLedger(sink),
      proofs: createProofs(undefined, undefined, []),
      retention: undefined,
    }
  }
  if (audit === 'memory') {
    const sink = createMemoryJournal({
      evidenceKey: keyOf('evidence'),
      signingKey: ed25519Key(keyOf('signing')),
    })
    return { sink, ledger: sink.ledger, proofs: sink.proofs, retention: sink.retention }
  }
  const earlier = previousKeys.map(secretKey)
  const sink = openJournal({
    directory: audit,
    evidenceKey: keyOf('evidence'),
    signingKey: ed25519Key(keyOf('signing')),
    previousKeys: earlier.map((key) => deriveKey(key, 'evidence')),
    publicKeys: earlier.map((key) => createPublicKey(ed25519Key(deriveKey(key, 'signing')))),
    ...(anchor === undefined ? {} : { anchor }),
    headPlaces: [
      ...(data === undefined ? [] : [join(data, 'heads')]),
      // One folder may be the witness of several journals.
      ...(witness === undefined ? [] : [join(witness, `journal-${placeName(audit)}`)]),
    ].filter((place) => !liesIn(place, audit)),
    ...(data === undefined ? {} : { rollup: join(data, 'rollup', `${placeName(audit)}.json`) }),
  })
  return { sink, ledger: sink.ledger, proofs: sink.proofs, retention: sink.retention }
}

/**
 * A sink of the application's own, held to the port: whatever it throws means that the record is not durable,
 * and what it says about it stays with it. Some quote the record.
 */
function foreignSink(sink: AuditSink): AuditSink {
  return {
    async append(event) {
      try {
        return await sink.append(event)
      } catch (error) {
        throw new FirewallError('audit-unavailable', 'the audit sink did not take a record', {
          help: 'nothing leaves without one',
          cause: error,
        })
      }
    },
    read: (range) => sink.read(range),
    verify: () => sink.verify(),
    ...(sink.ready === undefined ? {} : { ready: () => sink.ready!() }),
    close: () => sink.close(),
  }
}

/** The private key whose seed is the secret (RFC 8410, section 7: a PKCS #8 wrapping of 32 bytes). */
function ed25519Key({ bytes }: SecretKey): KeyObject {
  const header = Buffer.from('302e020100300506032b657004220420', 'hex')
  return createPrivateKey({
    key: Buffer.concat([header, bytes.subarray(0, 32)]),
    format: 'der',
    type: 'pkcs8',
  })
}

export async function openEmbedded(
  options: FirewallOptions,
  embedder: Embedder,
  keyOf: KeyOf,
): Promise<EmbeddedStore> {
  const {
    data,
    audit,
    witness,
    readOnly,
    graphThreshold,
    allowOtherEmbedder,
    onNotice,
    lowMemory = false,
  } = options
  const journal = typeof audit === 'string' && audit !== 'memory' ? [audit] : []
  const key = keyOf('fingerprints')
  return openStore({
    ...(data === undefined ? {} : { directory: data }),
    fingerprints:
      data === undefined
        ? await openFingerprints({ key })
        : fingerprintFiles({ directory: join(data, 'fingerprints'), key, lowMemory }),
    keys: { index: keyOf('values') },
    witnesses: [...journal, ...(witness === undefined ? [] : [witness])],
    ...(options.acceptState === undefined ? {} : { acceptState: options.acceptState }),
    embedder,
    ...(graphThreshold === undefined ? {} : { graphThreshold }),
    ...(allowOtherEmbedder === undefined ? {} : { allowOtherEmbedder }),
    ...(readOnly === undefined ? {} : { readOnly }),
    ...(onNotice === undefined ? {} : { onNotice }),
  })
}
