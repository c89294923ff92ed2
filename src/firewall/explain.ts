import { createCaseTally, nameOf } from '../audit/cases.js'
import type { Pseudonyms } from '../audit/pseudonyms.js'
import type { AuditFinding, AuditRecord, ClosedEvent, RetrieveEvent } from '../core/audit.js'
import { FirewallError } from '../core/errors.js'
import { isLeak } from '../core/leak.js'
import type { AuditSink, Store } from '../core/ports.js'
import type { Action, CaseState, DocumentKind, Label, Principal } from '../core/types.js'
import type { Entitler } from '../labels/entitle.js'
import { type ReaderAccess, readerAccess } from './access.js'
import type { Service } from './policy/service.js'
import { DEFAULT_SERVICE, type Door } from './wiring.js'

/** The path of a decision, told from its record and from what is in force now; ids and counts, never text. */
export interface Explanation {
  /** Where the record stands; a proof is looked up by it. */
  readonly record: {
    readonly chain: string
    readonly sequence: number
    readonly hash: string
    readonly time: Date
  }
  /** The record itself. */
  readonly event: ClosedEvent | RetrieveEvent
  /** Each finding of a check, in the order of the record. */
  readonly findings: readonly ExplainedFinding[]
  /** What the service is told to do now; absent when it is no longer configured. */
  readonly service?: {
    readonly mode: 'enforce' | 'shadow'
    readonly onError: 'refuse' | 'release'
    readonly thresholds: Readonly<Record<string, number>>
  }
}

/** One finding of an explanation. */
export interface ExplainedFinding {
  /** The entity, or the kind where there is none. */
  readonly what: string
  /** What the service would do with it now. */
  readonly actionNow?: Action
  /** The case it belongs to; hygiene belongs to none. */
  readonly case?: { readonly id: string; readonly state: CaseState }
  /** The documents it stands in that the record names, as they are now. */
  readonly sources: readonly {
    readonly id: string
    /** What it demands of its readers; absent when it is no longer stored. */
    readonly label?: Label
    /** Whether the reader may read it now, and why. */
    readonly access?: ReaderAccess
  }[]
}

/** How `explain` learns who the reader of a record is today. */
export interface ExplainOptions {
  /** The principal of an id; throws `principal-invalid` where the directory has none. */
  readonly principalOf?: (id: string) => Promise<Principal>
}

interface ExplainContext {
  readonly store: Store
  readonly audit: AuditSink
  readonly pseudonyms: Pseudonyms
  readonly entitler: Entitler
  readonly doors: ReadonlyMap<string, Door>
}

/** What explains one record, by receipt or call. Throws `not-found`, `audit-unavailable`, `decision-failed`. */
export async function explain(
  context: ExplainContext,
  id: string,
  { principalOf }: ExplainOptions = {},
): Promise<Explanation> {
  const tally = createCaseTally()
  let found: { record: AuditRecord; event: ClosedEvent | RetrieveEvent; cases: readonly string[] } | undefined
  for await (const record of context.audit.read()) {
    const cases = tally.add(record)
    const { event, receipt } = record
    if (isDecision(event) && (receipt === id || event.call === id)) found = { record, event, cases }
  }
  if (found === undefined) {
    throw new FirewallError('not-found', 'the journal has no answer or retrieval of this receipt or call', {
      help: 'receipts are in verdicts, in cases and in what users are shown',
    })
  }
  await context.store.refresh()
  const { record, event } = found
  const subject = context.pseudonyms.resolve(event.subject) ?? event.subject
  const principal = await principalOf?.(subject).catch(unknownIsNobody)
  const service = context.doors.get(event.service ?? DEFAULT_SERVICE.name)?.check.service
  const states = new Map(tally.cases(Date.now()).map((one) => [one.id, one.state]))
  const caseIds = [...found.cases]
  const findings: ExplainedFinding[] = []
  for (const finding of event.type === 'closed' ? event.findings : []) {
    // The tally names a case for each leak, in the order of the record.
    const caseId = isLeak(finding) ? caseIds.shift() : undefined
    findings.push({
      what: nameOf(finding),
      ...(service === undefined
        ? {}
        : { actionNow: service.action(finding, kindsOf(context.store, finding)).action }),
      ...(caseId === undefined ? {} : { case: { id: caseId, state: states.get(caseId)! } }),
      sources: await sourcesNow(context, finding, principal),
    })
  }
  const { chain, sequence, hash, time } = record
  return {
    record: { chain, sequence, hash, time: new Date(time) },
    event,
    findings,
    ...(service === undefined ? {} : { service: inForce(service) }),
  }
}

async function sourcesNow(
  { store, entitler, pseudonyms }: ExplainContext,
  { sources }: AuditFinding,
  principal: Principal | undefined,
): Promise<ExplainedFinding['sources']> {
  const explained: ExplainedFinding['sources'][number][] = []
  for (const id of sources) {
    const document = store.documents.byId(id)
    if (document === undefined) {
      explained.push({ id })
      continue
    }
    const label = store.labels.get(document.label)
    const access = principal === undefined ? undefined : await readerAccess(entitler, principal, label)
    // Who the reader is, is not told by the way.
    const known = access === undefined ? {} : { access: { ...access, id: pseudonyms.of(access.id) } }
    explained.push({ id, label, ...known })
  }
  return explained
}

/** Whoever has left since is in no directory; every other error is one. */
function unknownIsNobody(error: unknown): undefined {
  if (!(error instanceof FirewallError) || error.code !== 'principal-invalid') throw error
}

function kindsOf(store: Store, { sources }: AuditFinding): ReadonlySet<DocumentKind> {
  return new Set(sources.flatMap((id) => store.documents.byId(id)?.kind ?? []))
}

function inForce({ mode, onError, thresholds }: Service): NonNullable<Explanation['service']> {
  return { mode, onError, thresholds: { ...thresholds } }
}

function isDecision(event: AuditRecord['event']): event is ClosedEvent | RetrieveEvent {
  return event.type === 'closed' || event.type === 'retrieve'
}
