import type { About, ChainCheckpoint, EvidenceBundle, PublicKey } from '../audit/evidence.js'
import { type OcsfEvent, ocsfEvents } from '../audit/ocsf.js'
import type { DeliverOptions } from '../audit/outputs/index.js'
import type { ReportRange } from '../audit/report.js'
import type { Decider, Hold, Pruned, Retention } from '../audit/retention.js'
import type { HoldScope } from '../core/audit.js'
import { FirewallError, nearest, toFirewallError } from '../core/errors.js'
import {
  flag,
  type OptionKind,
  type OptionKinds,
  requireOptions,
  text,
  withMethods,
} from '../core/options.js'
import type { AuditVerification, Connector } from '../core/ports.js'
import type { Trouble } from '../core/trouble.js'
import type {
  Alarm,
  CheckedStream,
  CheckOptions,
  HeldAnswer,
  LeakCase,
  LeakReport,
  OutputState,
  Principal,
  RetrievedChunk,
  RetrieveOptions,
  SourceChange,
  SyncProgress,
  SyncSummary,
  Verdict,
} from '../core/types.js'
import { emptyDirectory } from '../labels/directory.js'
import { idKind } from '../labels/id.js'
import { embedAll } from '../text/embed.js'
import {
  accessTo,
  type DocumentAccess,
  type ReadableDocuments,
  type ReadableOptions,
  readableBy,
  unmatchedAccounts,
} from './access.js'
import { checkStream, checkText, readableTo } from './doors/check.js'
import { type ForeignRetrieval, openRetrieval } from './doors/foreign.js'
import { type VettedText, vetText } from './doors/orders.js'
import { type Origin, permits } from './doors/permits.js'
import {
  type DocumentList,
  type ListOptions,
  listDocuments,
  type ReadDocument,
  type ReadOptions,
  readDocument,
} from './doors/read.js'
import { requirePrincipal } from './doors/reader.js'
import { retrieve } from './doors/retrieve.js'
import { type ExplainOptions, type Explanation, explain } from './explain.js'
import { apply, sync } from './ingest/ingest.js'
import type { Once } from './ingest/once.js'
import { MODES, type Mode, switchedOff } from './mode.js'
import type { FirewallOptions } from './options.js'
import { allowancesNow } from './policy/allowed-findings.js'
import { requireDecider, requireReference, type TriageDecision, type Triaged, triage } from './triage.js'
import { DEFAULT_SERVICE, type Door, wire } from './wiring.js'

export type { About, ChainCheckpoint, EvidenceBundle, ProvedRecord, PublicKey } from '../audit/evidence.js'
export type { OcsfEvent } from '../audit/ocsf.js'
export type { DeliverOptions } from '../audit/outputs/index.js'
export type { Decider, Hold, Pruned } from '../audit/retention.js'
export type { HoldScope } from '../core/audit.js'
export type { Trouble } from '../core/trouble.js'
export type { Examined, ForeignDocument, ForeignRetrieval } from './doors/foreign.js'
export type { Vetted, VettedText } from './doors/orders.js'
export type { Origin } from './doors/permits.js'
export type {
  DocumentList,
  ListedDocument,
  ListOptions,
  ReadDocument,
  ReadOptions,
} from './doors/read.js'
export type { ExplainedFinding, ExplainOptions, Explanation } from './explain.js'
export type { Once } from './ingest/once.js'
export { MODES, type Mode } from './mode.js'
export type { FirewallOptions } from './options.js'
export type { Rules, RulesSource } from './rules.js'
export type { AllowProposal, TriageDecision, Triaged } from './triage.js'

/** The firewall: two doors over one entitlement, and the evidence of both. */
export interface Firewall {
  /** Lowest first. */
  readonly levels: readonly string[]
  /**
   * Brings in what changed at a source since the last run. Documents that cannot be taken are refused by name. Throws
   * `source-unreadable`, `connector-failed`, `embedder-invalid`, `store-locked`, `store-failed`, `disk-full`,
   * `audit-unavailable`, `aborted`; what was acknowledged until then stays.
   */
  sync(
    connector: Connector,
    options?: { signal?: AbortSignal; onProgress?: (progress: SyncProgress) => void },
  ): Promise<SyncSummary>
  /**
   * The one write path, also of `sync`: takes changes of any origin. With `once`, a batch that is sent again within
   * `LIMITS.idempotencyTtl` is answered as the first time and not applied again, in every process of the store. Throws
   * as `sync` does, and `request-invalid` where `once` named another request.
   */
  apply(
    changes: Iterable<SourceChange> | AsyncIterable<SourceChange>,
    options?: { readonly once?: Once },
  ): Promise<SyncSummary>
  /**
   * Door 1: the best `k` chunks among those the principal may read, best first. Throws `principal-missing`,
   * `principal-invalid`, `query-invalid`, `query-too-long`, `service-unknown`, `decision-failed`, `embedder-invalid`,
   * `audit-unavailable`, `aborted`.
   */
  retrieve(query: string, options: RetrieveOptions): Promise<readonly RetrievedChunk[]>
  /**
   * Door 1, by id: a document that the principal may read. One that they may not is one that does not exist: throws
   * `not-found` for both, else what `retrieve` throws.
   */
  read(documentId: string, options: ReadOptions): Promise<ReadDocument>
  /** What `read` would give, a page of it, by id. Throws as `retrieve` does. */
  list(options: ListOptions): Promise<DocumentList>
  /**
   * Door 1 over a store of somebody else's: what to ask it for, what of its answer this reader may have, and
   * the record of it. `retrieve`'s errors.
   */
  openRetrieval(query: string, options: RetrieveOptions): Promise<ForeignRetrieval>
  /**
   * What a model may be given of a text that somebody else wrote and that no retrieval of this firewall gave: a tool's
   * result, a page of the web. Orders in it are treated as the service's policy has it; undefined where it is kept back,
   * which is on record. Throws `principal-missing`, `principal-invalid`, `service-unknown`, `answer-too-long`,
   * `audit-unavailable`.
   */
  vet(text: string, options: Pick<CheckOptions, 'principal' | 'service'>): Promise<VettedText | undefined>
  /**
   * What a chunk of this document carries in a foreign store: the 128-bit keyed hash of its present label, as
   * hex. Undefined for a document the firewall does not hold.
   */
  tag(documentId: string): Promise<string | undefined>
  /**
   * The input door: pasted forbidden text, words this service refuses, requests for the prompt or the context. Throws as
   * `check` does.
   */
  inspect(prompt: string, options: CheckOptions): Promise<Verdict>
  /**
   * Door 2, on a whole answer of at most `LIMITS.answerLength` code units. Throws `principal-missing`, `principal-invalid`,
   * `service-unknown`, `text-invalid`, `decision-failed`, `audit-unavailable`, `aborted`; and, unless the service says
   * `onError: release`, `answer-too-long`, `work-limit`, `detector-failed`. What throws is not released.
   */
  check(answer: string, options: CheckOptions): Promise<Verdict>
  /**
   * Door 2, on a stream: the same text, held back only as long as something in it is undecided. The stream throws what
   * `check` of a whole answer throws, and `model-failed` where its source does.
   */
  check(answer: AsyncIterable<string>, options: CheckOptions): CheckedStream
  /**
   * Keeps for a person an answer, or a prompt (`door: 'inspect'`), with media, which nothing looks into. Its text is judged
   * as `check` and `inspect` do: what that refuses is refused and not kept. In shadow mode it is released. Throws what they
   * throw, and `answer-refused` for more than `LIMITS.heldMedia`.
   */
  hold(answer: HeldAnswer, options: CheckOptions & { readonly door?: 'check' | 'inspect' }): Promise<Verdict>
  /** Whether the reader, and everyone in the audience, may read now what a kept text was drawn from. */
  permits(origin: Origin, options: Pick<CheckOptions, 'principal' | 'audience' | 'service'>): Promise<boolean>
  /**
   * Who may read a document and why, who of `principals` may not and why not, since when, and who was given it. Throws
   * `not-found`, `decision-failed`, `principal-invalid`, `audit-unavailable`.
   */
  access(
    documentId: string,
    options?: { readonly principals?: readonly Principal[] },
  ): Promise<DocumentAccess>
  /**
   * What a principal may read, by id, a page at a time, whatever a service's ceiling takes away from it. Throws
   * `option-invalid`, `decision-failed`, `principal-invalid`.
   */
  readable(principal: Principal, options?: ReadableOptions): Promise<ReadableDocuments>
  /**
   * Accounts (`account:uid:1000`) that stored documents name as readers and that `accounts` says are nobody's. Throws
   * `decision-failed`.
   */
  unmatchedAccounts(): Promise<readonly string[]>
  /**
   * What an operator must see to now: sources that cannot say who may read what is too old, and connectors that brought
   * nothing in for longer than their interval. Empty is well.
   */
  alarms(): Promise<readonly Alarm[]>
  /**
   * What the journal says of a time and a service; by default everything. Throws `option-invalid`, `service-unknown`,
   * `audit-unavailable`.
   */
  report(range?: ReportOptions): Promise<LeakReport>
  /** Leaks put together to what a person decides about, open cases first. Throws `audit-unavailable`. */
  cases(): Promise<readonly LeakCase[]>
  /**
   * Puts a person's decision on a case on record; of a false alarm proposes the rule that would let it pass. Throws
   * `not-found`, `option-invalid`, `audit-unavailable`.
   */
  triage(caseId: string, decision: TriageDecision): Promise<Triaged>
  /**
   * Why an answer or a retrieval was decided as it was: its record, and what is in force of it now. `id` is a receipt
   * or a call. Throws `not-found`, `audit-unavailable`, `decision-failed`.
   */
  explain(id: string, options?: ExplainOptions): Promise<Explanation>
  /** What is on record in a time, as events of OCSF, by time: what outputs are given. Throws `audit-unavailable`. */
  events(range?: { from?: Date; to?: Date }): AsyncIterable<OcsfEvent>
  /**
   * Sends what is on record to the outputs until the signal ends it or, with `once`, until each has what was on record at
   * the beginning. Of many processes one does it and the others wait; with `once` throws `store-locked` meanwhile, and
   * `output-failed`. Nothing to do without outputs.
   */
  deliver(options: DeliverOptions): Promise<void>
  /**
   * The records of a case, or of one answer or retrieval, with what proves to others that they stand in the journal:
   * `ragwall verify BUNDLE --key KEY` needs nothing else. Throws `not-found`, and `audit-unavailable` for a journal that
   * does not hold.
   */
  evidence(about: About): Promise<EvidenceBundle>
  /** A chain of the journal as it is now, signed; with `since`, how it grew from that size. Throws as `evidence` does. */
  checkpoint(chain: string, since?: number): Promise<ChainCheckpoint>
  /** What verifies signatures of the journal: the key that signs now, first, and those before it. */
  auditKeys(): readonly PublicKey[]
  /**
   * Who a pseudonym of the journal stands for. On record before it is said. Throws `not-found` for one that no key of
   * this firewall has made, `option-invalid`, `audit-unavailable`.
   */
  resolvePseudonym(
    pseudonym: string,
    options: { readonly by: string; readonly reference?: string },
  ): Promise<string>
  /** Legal holds in force, oldest first. Throws `not-found` for a sink of one's own, `audit-unavailable`. */
  holds(): Promise<Hold[]>
  /**
   * Keeps records from being removed: those in which all is true that the scope names, and all of them if it names nothing.
   * On record. Throws `option-invalid`, and as `holds`.
   */
  placeHold(scope: HoldScope, who: Decider): Promise<Hold>
  /** Lets retention go on with what it held. On record. Throws as `placeHold`. */
  liftHold(hold: string, who: Decider): Promise<Hold>
  /**
   * Removes whole chains of the journal whose records are all older than `keep` milliseconds, the oldest first, up to the
   * first that is held, or that an output has not had. On record before it is done; a journal that does not hold is left
   * as it is. Throws `option-invalid`, `not-found`, `audit-unavailable`, `store-locked` while another process does it.
   */
  prune(options: { readonly keep: number; readonly by: string; readonly dryRun?: boolean }): Promise<Pruned>
  /** Whether the audit journal is whole, and if not, where it breaks. */
  verify(): Promise<AuditVerification>
  /** Answers waiting for a person. */
  held(): Promise<readonly string[]>
  /**
   * A held answer as far as a reviewer may read by themselves what it says, with its media; undefined where they may not
   * at all. On record before it is returned; it waits on. Throws `not-found`, `principal-missing`, `principal-invalid`,
   * `decision-failed`, `audit-unavailable`.
   */
  readHeld(call: string, options: { readonly principal: Principal }): Promise<HeldAnswer | undefined>
  /**
   * A person's decision on a held answer: the answer if released. Recorded before it is returned. Throws `not-found`,
   * `option-invalid`, `audit-unavailable`.
   */
  review(call: string, decision: 'release' | 'refuse', reviewer: string): Promise<HeldAnswer | undefined>
  /**
   * Forgets what was told to a principal, in every session: how many answers. Until the next one, pieces that they
   * were given before add up with nothing. Recorded before it is done. Throws `option-invalid`, `audit-unavailable`.
   */
  forget(principal: string): Promise<number>
  /** Re-embeds every chunk with the present embedder and switches in one step. */
  reindex(options?: { onProgress?: (done: number, total: number) => void }): Promise<void>
  /**
   * For a firewall that was opened with `acceptState`: from here on the database as it is counts, and others may open
   * it. Recorded as an incident first. Throws `audit-unavailable`, `store-locked`.
   */
  acceptState(): Promise<void>
  /** Whether calls can be answered now, and what works worse than it should. Never throws. */
  status(): Promise<FirewallStatus>
  /**
   * The emergency switch: `refuse` lets nothing leave by any door, in every process of the data directory and until
   * it is `normal` again. On record before it is in force. Throws `option-invalid`, `audit-unavailable`.
   */
  setMode(mode: Mode, by: string): Promise<void>
  /**
   * Services and recognizers as they are on disk now, in one step. Throws what is wrong with them, and then those
   * before stay in force; on record either way. Changes are noticed at the next call without it too.
   */
  reload(by: string): Promise<void>
  /** Drops what deleted documents left in files: their text is gone from the disk when this resolves. */
  compact(): Promise<void>
  /** Ends the firewall; every later call throws `closed`. */
  close(): Promise<void>
}

/** Of which time a report is, and how sure of the journal. */
export interface ReportOptions extends ReportRange {
  /** Verifies every record anew, those too that an earlier report verified. Default false. */
  readonly full?: boolean
}

/** What `status` answers. */
export interface FirewallStatus {
  /** False when every call would fail: the store or the journal cannot be used, or an operator switched it off. */
  readonly usable: boolean
  readonly mode: Mode
  /** How far behind each output is. */
  readonly outputs: readonly OutputState[]
  /** What works worse than it should. */
  readonly trouble: readonly Trouble[]
}

/** What the faces take as their first argument. */
export const FIREWALL = withMethods(
  'a firewall, which `await createFirewall(…)` gives',
  'check',
  'inspect',
  'retrieve',
)

/** Opens a firewall. What it is made of is wired in `wiring.ts`; what it decides is behind the doors. */
export async function createFirewall(options: FirewallOptions): Promise<Firewall> {
  const parts = await wire(options)
  const { store, audit, ingest, history, told, held } = parts
  let closed = false

  function requireOpen(): void {
    if (closed) throw new FirewallError('closed', 'the firewall is already closed')
  }

  /** Each process says, once the emergency switch is back, how many calls it turned away. */
  async function noteTurnedAway(): Promise<void> {
    const refused = parts.mode.takeRefused()
    if (refused === 0) return
    await audit.append({ type: 'admin', what: 'mode-ended', by: 'service:ragwall', refused })
  }

  /** Of the rules that are in force now, which those on disk are, unless they are bad. */
  async function door(name = DEFAULT_SERVICE.name): Promise<Door> {
    requireOpen()
    parts.mode.requireNormal()
    await noteTurnedAway()
    await parts.rules.follow()
    const found = parts.doors.get(name)
    if (found !== undefined) return found
    throw new FirewallError('service-unknown', 'no service of this name is configured', {
      help: `services are ${[...parts.doors.keys()].map((known) => `\`${known}\``).join(', ')}`,
    })
  }

  /** One that is configured, or was: a report on a service that never was would say that nothing leaked. */
  async function requireKnownService(name: string): Promise<void> {
    await parts.rules.follow()
    const { doors } = parts
    if (doors.has(name)) return
    if (await parts.ledger.knows(name)) return
    const close = nearest(name, doors.keys())
    throw new FirewallError(
      'service-unknown',
      'no service of this name is configured, or stands in the journal',
      {
        help: `${close === undefined ? '' : `did you mean \`${close}\`? `}services are ${[...doors.keys()].map((known) => `\`${known}\``).join(', ')}`,
      },
    )
  }

  /** Options as they are when the firewall is called: the caller's objects may change while it is served. */
  function asIs<Options extends { readonly principal: Principal }>(options: Options): Options {
    requireOpen()
    parts.mode.requireNormal()
    return { ...options, principal: requirePrincipal(options) }
  }

  async function retention(): Promise<Retention> {
    requireOpen()
    if (parts.retention !== undefined) return parts.retention
    throw new FirewallError(
      'not-found',
      'this audit sink is kept by the application, and so are its records',
      {
        help: 'give `audit` a directory: of its journal, retention removes what is older than it has to be kept',
      },
    )
  }

  function check(answer: string, options: CheckOptions): Promise<Verdict>
  function check(answer: AsyncIterable<string>, options: CheckOptions): CheckedStream
  function check(answer: string | AsyncIterable<string>, options: CheckOptions) {
    if (typeof answer === 'string') {
      return attempt(async () => {
        const asked = asIs(options)
        return checkText((await door(asked.service)).check, answer, asked)
      })
    }
    if (typeof answer?.[Symbol.asyncIterator] === 'function') {
      requireOpen()
      return checkStream(async () => (await door(options?.service)).check, answer, options)
    }
    throw new FirewallError('option-invalid', 'the answer is neither text nor an async iterable of text')
  }

  return {
    levels: parts.levels,
    check,
    async sync(connector, options = {}) {
      requireOpen()
      parts.sources.register(connector)
      return sync(ingest, connector, options)
    },
    async apply(changes, { once } = {}) {
      requireOpen()
      const work = () => apply(ingest, changes)
      return once === undefined ? work() : parts.once.run(once, work)
    },
    async retrieve(query, options) {
      const asked = asIs(options)
      return retrieve((await door(asked.service)).retrieve, query, asked)
    },
    async read(documentId, options) {
      const asked = asIs(options)
      return readDocument((await door(asked.service)).retrieve, documentId, asked)
    },
    async list(options) {
      const asked = asIs(options)
      return listDocuments((await door(asked.service)).retrieve, asked)
    },
    async openRetrieval(query, options) {
      const asked = asIs(options)
      return openRetrieval((await door(asked.service)).foreign, query, asked)
    },
    async vet(text, options) {
      const asked = asIs(options)
      return vetText((await door(asked.service)).retrieve, text, asked)
    },
    async tag(documentId) {
      const { hashOf } = (await door()).foreign
      await store.refresh()
      const document = store.documents.byId(documentId)
      return document === undefined ? undefined : hashOf(document.label)
    },
    async inspect(prompt, options) {
      const asked = asIs(options)
      const { inspect: context } = await door(asked.service)
      const verdict = await checkText(context, requireText(prompt), asked, 'inspect')
      if (verdict.action !== 'block' && asked.templated !== true)
        history.remember(asked.principal.id, asked.session ?? '', prompt)
      return verdict
    },
    async hold({ text, media }, { door: named = 'check', ...options }) {
      const asked = asIs(options)
      const { inspect, check } = await door(asked.service)
      return checkText(named === 'inspect' ? inspect : check, requireText(text), asked, named, media)
    },
    async permits(origin, options) {
      const asked = asIs(options)
      return permits((await door(asked.service)).check, origin, asked)
    },
    async report({ full = false, ...range } = {}) {
      requireOpen()
      requireRange({ ...range, full })
      if (range.service !== undefined) await requireKnownService(range.service)
      await store.refresh()
      const alarms = parts.sources.alarms()
      const report = await parts.ledger.report(range, { full })
      const asked = [...parts.doors.values()]
        .map(({ check }) => check.service)
        .filter(({ name }) => range.service === undefined || name === range.service)
      const allowances = allowancesNow(report.allowances, asked, Date.now())
      const outputs = await parts.outputs?.states()
      return {
        ...report,
        allowances,
        ...(alarms.length === 0 ? {} : { alarms }),
        ...(outputs === undefined ? {} : { outputs }),
      }
    },
    async *events(range = {}) {
      requireOpen()
      requireRange(range)
      for await (const record of audit.read(range)) yield* ocsfEvents(record)
    },
    async deliver(options) {
      requireOpen()
      await parts.outputs?.deliver(options)
    },
    async cases() {
      requireOpen()
      return parts.ledger.cases()
    },
    async triage(caseId, decision) {
      requireOpen()
      return triage(parts, caseId, decision)
    },
    async explain(id, options = {}) {
      requireOpen()
      await parts.rules.follow()
      return explain(parts, id, options)
    },
    async access(documentId, { principals = [] } = {}) {
      requireOpen()
      return accessTo(parts, documentId, principals)
    },
    async readable(principal, options = {}) {
      requireOpen()
      return readableBy(parts, principal, options)
    },
    async unmatchedAccounts() {
      requireOpen()
      return unmatchedAccounts({ store, directory: options.directory ?? emptyDirectory })
    },
    async alarms() {
      requireOpen()
      await store.refresh()
      return parts.sources.alarms()
    },
    async evidence(about) {
      requireOpen()
      return parts.proofs.evidence(about)
    },
    async checkpoint(chain, since) {
      requireOpen()
      return parts.proofs.checkpoint(chain, since)
    },
    async resolvePseudonym(pseudonym, { by, reference }) {
      requireOpen()
      requireDecider(by)
      if (reference !== undefined) requireReference(reference)
      const id = parts.pseudonyms.resolve(pseudonym)
      if (id === undefined) {
        throw new FirewallError('not-found', 'no key of this firewall has made this pseudonym', {
          help: 'they read `user:~…` in reports and cases, and are made where the configuration says `pseudonyms: true`',
        })
      }
      const why = reference === undefined ? {} : { reference }
      await audit.append({ type: 'admin', what: 'pseudonym-resolved', by, subject: pseudonym, ...why })
      return id
    },
    auditKeys() {
      requireOpen()
      return parts.proofs.keys()
    },
    async holds() {
      return (await retention()).holds()
    },
    async placeHold(scope, who) {
      requireScope(scope)
      requireWho(who)
      const { subject } = scope
      const named = subject === undefined ? scope : { ...scope, subject: parts.pseudonyms.of(subject) }
      return (await retention()).place(named, { ...who, by: parts.pseudonyms.of(who.by) })
    },
    async liftHold(hold, who) {
      requireWho(who)
      return (await retention()).lift(hold, { ...who, by: parts.pseudonyms.of(who.by) })
    },
    async prune({ keep, by, dryRun = false }) {
      requireDecider(by)
      const { prune } = await retention()
      const { outputs, pruning, pseudonyms } = parts
      const waitingFor = outputs === undefined ? {} : { waitingFor: outputs.waitingFor }
      pruning.take()
      try {
        return await prune({ keep, by: pseudonyms.of(by), dryRun, ...waitingFor })
      } finally {
        pruning.release()
      }
    },
    async verify() {
      requireOpen()
      return audit.verify()
    },
    async held() {
      requireOpen()
      return held.list()
    },
    async readHeld(call, options) {
      const { principal } = asIs(options)
      const answer = await held.read(call)
      if (answer === undefined) throw notHeld()
      const text = await readableTo((await door()).check, answer.text, principal)
      await audit.append({ type: 'review', call, reviewer: principal.id, decision: 'read' })
      return text === undefined ? undefined : { ...answer, text }
    },
    async review(call, decision, reviewer) {
      requireOpen()
      requireReview(decision, reviewer)
      if (decision === 'release') parts.mode.requireNormal()
      const answer = await held.read(call)
      if (answer === undefined) throw notHeld()
      await audit.append({ type: 'review', call, reviewer, decision })
      // Two people may decide at once: the answer is the first one's to release.
      if (!(await held.discard(call))) throw notHeld()
      return decision === 'release' ? answer : undefined
    },
    async forget(principal) {
      requireOpen()
      if (idKind(principal) === undefined) {
        throw new FirewallError('option-invalid', 'whose answers are to be forgotten has no typed id', {
          help: 'ids read `user:alice` or `service:reports`',
        })
      }
      await audit.append({ type: 'forgotten', subject: principal })
      return told.forget(principal)
    },
    async reindex({ onProgress } = {}) {
      requireOpen()
      const { embedder, dimension } = ingest
      const embed = async (texts: string[]) =>
        (await embedAll(embedder, texts, dimension)).map((vector) => Array.from(vector))
      await store.reindex(embed, onProgress)
    },
    async acceptState() {
      requireOpen()
      await audit.append({ type: 'incident', what: 'database-accepted' })
      await store.acceptState?.()
    },
    async status() {
      const trouble: Trouble[] = []
      const usable = async (what: Trouble['what'], work: () => Promise<void> | undefined) => {
        try {
          await work()
          return true
        } catch (error) {
          trouble.push({
            what,
            message: toFirewallError(error, 'store-failed', 'the store cannot be read').message,
          })
          return false
        }
      }
      await parts.rules.follow()
      const works = [
        await usable('draining', async () => requireOpen()),
        !closed && (await usable('store', () => store.refresh())),
        !closed && (await usable('journal', () => audit.ready?.())),
        await usable('switched-off', async () => {
          if (parts.mode.current() !== 'normal') throw switchedOff()
          await noteTurnedAway()
        }),
      ]
      if (parts.rules.trouble !== undefined) trouble.push({ what: 'rules', message: parts.rules.trouble })
      if (parts.embedder.isFailing()) {
        trouble.push({
          what: 'embedder',
          message: 'the embedder fails: nothing can be retrieved or brought in, checks go on',
        })
      }
      if (!closed) trouble.push(...parts.sources.alarms().map(troubleOfAlarm))
      const outputs = (await parts.outputs?.states().catch(() => [])) ?? []
      trouble.push(...outputs.filter(isLate).map(troubleOfOutput))
      return { usable: works.every(Boolean), mode: parts.mode.current(), outputs, trouble }
    },
    async setMode(mode, by) {
      requireOpen()
      if (!MODES.includes(mode)) throw new FirewallError('option-invalid', 'a mode is `normal` or `refuse`')
      await audit.append({ type: 'admin', what: `mode-${mode}`, by })
      parts.mode.set(mode)
      if (mode === 'normal') await noteTurnedAway()
    },
    async reload(by) {
      requireOpen()
      try {
        await parts.rules.reload()
      } catch (error) {
        await audit.append({ type: 'admin', what: 'reload-refused', by })
        throw error
      }
      await audit.append({ type: 'admin', what: 'reload', by })
    },
    async compact() {
      requireOpen()
      await store.compact()
    },
    async close() {
      if (closed) return
      closed = true
      // Whether or not it can be put on record: everything else is closed all the same.
      await noteTurnedAway().catch(() => undefined)
      await parts.close()
    },
  }
}

/** Turns a synchronous refusal into a rejected promise, so that callers have one way to catch. */
async function attempt<Result>(work: () => Promise<Result>): Promise<Result> {
  return work()
}

function requireText(text: unknown): string {
  if (typeof text === 'string') return text
  throw new FirewallError('option-invalid', 'the prompt is not text')
}

const MOMENT: OptionKind = {
  is: 'a `Date` that is one',
  accepts: (value) => value instanceof Date && !Number.isNaN(value.getTime()),
}

const RANGE: OptionKinds<ReportOptions> = { from: MOMENT, to: MOMENT, service: text, full: flag }

/** Throws `option-invalid` also for a range that ends before it begins: it would hold nothing, and say so of leaks. */
function requireRange(range: ReportOptions): void {
  requireOptions<ReportOptions>(range, RANGE, 'report')
  const { from, to } = range
  if (from === undefined || to === undefined || from <= to) return
  throw new FirewallError('option-invalid', '`from` is later than `to`', {
    help: 'give the first day or moment as `from` and the last as `to`',
  })
}

function notHeld(): FirewallError {
  return new FirewallError('not-found', 'no answer is held under this id', { help: 'see `ragwall review`' })
}

/** Both go on record, and what is not `release` would read as a refusal. */
function requireReview(decision: unknown, reviewer: unknown): void {
  if (decision !== 'release' && decision !== 'refuse') {
    throw new FirewallError('option-invalid', 'a decision is `release` or `refuse`')
  }
  const kind = idKind(reviewer)
  if (kind === 'user' || kind === 'service') return
  throw new FirewallError('option-invalid', 'the reviewer has no typed id', {
    help: 'ids read `user:alice` or `service:reports`',
  })
}

/** Fails now, or was given nothing for longer than a receiver takes to start again. */
function isLate({ failingSince, seconds }: OutputState): boolean {
  return failingSince !== undefined || seconds > LATE_OUTPUT
}

/** Seconds. */
const LATE_OUTPUT = 300

function troubleOfOutput({ name, records, seconds, failingSince }: OutputState): Trouble {
  const why = failingSince === undefined ? 'is not being sent to' : 'takes nothing'
  return {
    what: 'output',
    message: `the output ${name} ${why}: ${records} records behind, ${seconds} seconds`,
  }
}

function troubleOfAlarm({ what, connector }: Alarm): Trouble {
  const messages: Record<Alarm['what'], string> = {
    'permissions-unknown': `the connector ${connector} does not say who may read what, so what is too old is denied`,
    'sync-late': `the connector ${connector} has brought nothing in for longer than its interval`,
  }
  return { what, message: messages[what] }
}

function requireWho({ by, reference }: Decider): void {
  requireDecider(by)
  if (reference !== undefined) requireReference(reference)
}

/** Throws `option-invalid` for a hold that would hold nothing. */
function requireScope({ from, to, subject, case: of }: HoldScope): void {
  const isTime = (time: unknown) => time === undefined || (typeof time === 'number' && Number.isFinite(time))
  if (!isTime(from) || !isTime(to) || (from ?? 0) > (to ?? Number.POSITIVE_INFINITY)) {
    throw new FirewallError('option-invalid', 'a hold has no such time', {
      help: '`from` and `to` are milliseconds since the epoch, the earlier one first',
    })
  }
  if (subject !== undefined && idKind(subject) === undefined) {
    throw new FirewallError('option-invalid', 'whose records are held has no typed id', {
      help: 'ids read `user:alice` or `service:reports`',
    })
  }
  if (of !== undefined && !/^[0-9a-f]{16}$/.test(of)) {
    throw new FirewallError('option-invalid', 'what is held is no case', {
      help: '`ragwall triage --state all` lists them',
    })
  }
}
