import type {
  AuditFinding,
  AuditRecord,
  ClosedEvent,
  IncidentEvent,
  JournalEvent,
  RetrieveEvent,
  TriageEvent,
} from '../core/audit.js'
import { isLeak, isOfNobodys } from '../core/leak.js'
import type { EventClass } from '../core/outputs-config.js'
import { VERSION } from '../core/package.js'
import type { Action, CaseState } from '../core/types.js'
import { leakId, nameOf, wentOut } from './cases.js'

/**
 * Records as events of OCSF 1.8.0 (16 March 2026, the first with the profile `ai_operation`): Detection Finding
 * [2004] for what was found, for incidents and for decisions on cases, API Activity [6003] for every call and whatever
 * else happened. `docs/events.md` says which record becomes what.
 *
 * Ids, counts, digests and times, as in the record; nothing else is there to be sent. Every event has in `metadata.uid`
 * an id that is made from its record alone: what comes twice comes under the same one.
 */
export const OCSF_VERSION = '1.8.0'

/** An event: its class and what it says. */
export interface OcsfEvent {
  readonly class: EventClass
  /** The event itself, as OCSF has it. */
  readonly body: OcsfBody
}

/** What every event has, whatever its class. */
export interface OcsfBody extends Readonly<Record<string, unknown>> {
  readonly class_uid: 2004 | 6003
  readonly severity_id: keyof typeof SEVERITIES
  /** Milliseconds since the epoch. */
  readonly time: number
  readonly metadata: { readonly uid: string } & Readonly<Record<string, unknown>>
}

const SEVERITIES = { 1: 'Informational', 2: 'Low', 3: 'Medium', 4: 'High', 5: 'Critical' } as const
type Severity = keyof typeof SEVERITIES

const STATUSES = {
  success: { status_id: 1, status: 'Success' },
  failure: { status_id: 2, status: 'Failure' },
}

/** What happened to an answer, or to a finding in it. */
const CONTROL = {
  release: { action_id: 1, action: 'Allowed', disposition_id: 1, disposition: 'Allowed' },
  redact: { action_id: 4, action: 'Modified', disposition_id: 11, disposition: 'Corrected' },
  hold: { action_id: 2, action: 'Denied', disposition_id: 3, disposition: 'Quarantined' },
  block: { action_id: 2, action: 'Denied', disposition_id: 2, disposition: 'Blocked' },
} as const satisfies Record<Action, object>

/** The lifecycle of a finding as OCSF has it, by the state of its case. */
const LIFECYCLE: Readonly<Record<CaseState, { activity: 2 | 3; status_id: number; status: string }>> = {
  open: { activity: 2, status_id: 1, status: 'New' },
  acknowledged: { activity: 2, status_id: 2, status: 'In Progress' },
  accepted: { activity: 2, status_id: 3, status: 'Suppressed' },
  'false-alarm': { activity: 3, status_id: 3, status: 'Suppressed' },
  fixed: { activity: 3, status_id: 4, status: 'Resolved' },
}

const FINDING_ACTIVITIES = { 1: 'Create', 2: 'Update', 3: 'Close' } as const
const API_ACTIVITIES = { 2: 'Read', 3: 'Update', 4: 'Delete' } as const

/** Documents that one event names: a receiver over UDP takes no more than a datagram holds. */
const MOST_RESOURCES = 20

/** What a record has to say; nothing for those that only hold the journal together, or begin what another ends. */
export function ocsfEvents(record: AuditRecord): OcsfEvent[] {
  const { event } = record
  switch (event.type) {
    case 'closed':
      return [ofCheck(record, event), ...ofFindings(record, event)]
    case 'retrieve':
      return [ofRetrieval(record, event)]
    case 'incident':
      return [ofIncident(record, event)]
    case 'triage':
      return [ofDecision(record, event)]
    case 'opened':
    case 'chain':
    case 'checkpoint':
      return []
    default:
      return [ofOperation(record, event)]
  }
}

/** The line of a file: what `ragwall events` prints, too. */
export function ocsfLine({ body }: OcsfEvent): string {
  return `${JSON.stringify(body)}\n`
}

function ofCheck(record: AuditRecord, event: ClosedEvent): OcsfEvent {
  const { action, door, outcome, code, findings, spared, coverage, read, sent } = event
  const unlooked = outcome === 'failed' && action === 'release'
  const unscanned = sent > 0 && action === 'release' && (coverage?.unscanned ?? 0) > 0
  return activity(record, {
    operation: door,
    other: door === 'check' ? 'Check' : 'Inspect',
    severity: unlooked || unscanned ? 4 : action === 'release' ? 1 : 2,
    ...(outcome === 'failed' ? STATUSES.failure : STATUSES.success),
    ...(code === undefined ? {} : { status_code: code }),
    ...CONTROL[action],
    profiles: ['security_control', 'ai_operation'],
    ...aiOperation(event, door === 'check' ? ASSISTANT : USER),
    message: `${door}: ${action}${unlooked ? ', let through on an error' : unscanned ? ', not scanned whole' : ''}`,
    unmapped: {
      outcome,
      findings: findings.length,
      spared,
      read,
      sent,
      ...(coverage === undefined ? {} : { coverage }),
    },
  })
}

function ofRetrieval(record: AuditRecord, event: RetrieveEvent): OcsfEvent {
  return activity(record, {
    operation: 'retrieve',
    activity: 2,
    severity: 1,
    ...STATUSES.success,
    profiles: ['ai_operation'],
    ...aiOperation(event, RETRIEVER),
    resources: event.chunks.slice(0, MOST_RESOURCES).map((uid) => ({ uid, type: 'chunk' })),
    message: `retrieve: ${event.chunks.length} chunks`,
    unmapped: { query: event.query, k: event.k, chunks: event.chunks.length },
  })
}

const USER = { ai_role_id: 1, ai_role: 'User' }
const ASSISTANT = { ai_role_id: 2, ai_role: 'Assistant' }
const RETRIEVER = { ai_role_id: 6, ai_role: 'Retriever' }

/** The profile, as far as the firewall knows of it: it sees texts, and not which model wrote them. */
function aiOperation({ service, session }: ClosedEvent | RetrieveEvent, role: object) {
  return {
    message_context: {
      ...role,
      service: { name: service ?? 'default' },
      ...(session === undefined ? {} : { uid: session }),
    },
  }
}

function ofFindings(record: AuditRecord, event: ClosedEvent): OcsfEvent[] {
  return event.findings.flatMap((found, i) =>
    isLeak(found) || found.action !== 'release' ? [ofFinding(record, event, found, i)] : [],
  )
}

function ofFinding(record: AuditRecord, event: ClosedEvent, found: AuditFinding, index: number): OcsfEvent {
  const leak = isLeak(found)
  const out = wentOut(found, event)
  const what = nameOf(found)
  // What happened to the whole answer happened to all in it.
  const done = out
    ? 'release'
    : event.action === 'release'
      ? found.action
      : stricter(found.action, event.action)
  const { evidence, sources, provenance, start, end, score, sourceCount, places, licenses } = found
  const rule = 'rule' in found ? found.rule : what
  return finding(record, {
    activity: 1,
    uid: leakId(evidence, sources[0], event.subject),
    part: index,
    severity: !leak ? 2 : isOfNobodys(found.kind, []) ? 5 : out ? 4 : 3,
    status_id: 1,
    status: 'New',
    is_alert: leak,
    confidence_score: Math.round(score * 100),
    ...CONTROL[done],
    profiles: ['security_control'],
    title: leak
      ? `${what} of a source that the reader may not read ${out ? 'went out' : 'was stopped'}`
      : `${what}: a rule of the service`,
    types: [leak ? 'leak' : 'hygiene', found.kind],
    analytic: { name: found.kind, uid: `${found.kind}/${rule}`, type_id: 1, type: 'Rule' },
    subject: event.subject,
    ...(event.actor === undefined ? {} : { actor: event.actor }),
    operation: event.door,
    ...(event.service === undefined ? {} : { service: event.service }),
    resources: sources.slice(0, MOST_RESOURCES).map((uid) => ({ uid, type: 'document' })),
    unmapped: {
      evidence,
      provenance,
      start,
      end,
      sourceCount,
      ...(places === undefined ? {} : { places }),
      ...(licenses === undefined ? {} : { licenses }),
    },
  })
}

const STRICTNESS: readonly Action[] = ['release', 'redact', 'hold', 'block']

function stricter(a: Action, b: Action): Action {
  return STRICTNESS.indexOf(a) > STRICTNESS.indexOf(b) ? a : b
}

function ofIncident(record: AuditRecord, { what, subject, document }: IncidentEvent): OcsfEvent {
  return finding(record, {
    activity: 1,
    uid: eventUid(record),
    severity: 4,
    status_id: 1,
    status: 'New',
    is_alert: true,
    profiles: [],
    title: `incident: ${what}`,
    types: ['incident'],
    analytic: { name: what, uid: `incident/${what}`, type_id: 1, type: 'Rule' },
    ...(subject === undefined ? {} : { subject }),
    operation: 'incident',
    resources: document === undefined ? [] : [{ uid: document, type: 'document' }],
    unmapped: {},
  })
}

function ofDecision(
  record: AuditRecord,
  { case: id, leak, state, by, reference, until }: TriageEvent,
): OcsfEvent {
  const { activity: change, status_id, status } = LIFECYCLE[state]
  return finding(record, {
    activity: change,
    uid: leak ?? id,
    severity: 1,
    status_id,
    status,
    status_detail: state,
    is_alert: false,
    profiles: [],
    title: `a case was decided: ${state}`,
    types: ['decision'],
    analytic: { name: 'triage', uid: 'triage', type_id: 99, type: 'Other' },
    subject: by,
    operation: 'triage',
    resources: [],
    unmapped: {
      case: id,
      ...(reference === undefined ? {} : { reference }),
      ...(until === undefined ? {} : { until }),
    },
  })
}

type Operation = Exclude<
  AuditRecord['event'],
  ClosedEvent | RetrieveEvent | IncidentEvent | TriageEvent | JournalEvent | { type: 'opened' }
>

/** What else happened: who did it, to what, and whether it worked. */
function ofOperation(record: AuditRecord, event: Operation): OcsfEvent {
  switch (event.type) {
    case 'sync': {
      const { type, connector, ...counts } = event
      return activity(record, {
        operation: type,
        activity: 3,
        severity: 1,
        ...STATUSES.success,
        resources: [{ uid: connector, type: 'connector' }],
        unmapped: counts,
      })
    }
    case 'refused-document':
      return activity(record, {
        operation: 'ingest',
        activity: 3,
        severity: 2,
        ...STATUSES.failure,
        status_code: event.code,
        resources: [{ uid: event.document, type: 'document' }],
        message: 'a document was refused and is not protected',
        unmapped: { connector: event.connector },
      })
    case 'skipped':
      return activity(record, {
        operation: 'ingest',
        other: 'Skip',
        severity: 2,
        ...STATUSES.success,
        resources: event.first.slice(0, MOST_RESOURCES).map((uid) => ({ uid, type: 'document' })),
        unmapped: { connector: event.connector, count: event.count, reasons: event.reasons },
      })
    case 'failure':
      return activity(record, {
        operation: event.where,
        other: 'Failure',
        severity: 3,
        ...STATUSES.failure,
        status_code: event.code,
        unmapped: {},
      })
    case 'review':
      return activity(record, {
        operation: 'review',
        ...(event.decision === 'read' ? { activity: 2 as const } : { activity: 3 as const }),
        severity: event.decision === 'release' ? 2 : 1,
        ...STATUSES.success,
        message: `a held answer: ${event.decision}`,
        unmapped: { decision: event.decision },
      })
    case 'admin':
      return activity(record, {
        operation: event.what,
        activity: 3,
        severity: event.what === 'mode-normal' || event.what === 'mode-refuse' ? 4 : 1,
        ...(event.what === 'reload-refused' ? STATUSES.failure : STATUSES.success),
        unmapped: event.refused === undefined ? {} : { refused: event.refused },
      })
    case 'hold': {
      const { type: _type, by: _by, ...hold } = event
      return activity(record, {
        operation: `hold-${event.what}`,
        activity: 3,
        severity: 2,
        ...STATUSES.success,
        message: `a legal hold was ${event.what}`,
        unmapped: hold,
      })
    }
    case 'removal': {
      const { chains, records, last, keep } = event
      return activity(record, {
        operation: 'retention',
        activity: 4,
        severity: 3,
        ...STATUSES.success,
        resources: chains.slice(0, MOST_RESOURCES).map(({ chain }) => ({ uid: chain, type: 'chain' })),
        message: `retention removed ${records} records`,
        unmapped: { chains: chains.length, records, last, keep },
      })
    }
    case 'forgotten':
      return activity(record, {
        operation: 'forget',
        activity: 4,
        severity: 2,
        ...STATUSES.success,
        unmapped: {},
      })
  }
}

interface Activity {
  readonly operation: string
  /** Of those that API Activity has; without, `other` names it. */
  readonly activity?: keyof typeof API_ACTIVITIES
  readonly other?: string
  readonly severity: Severity
  readonly profiles?: readonly string[]
  readonly unmapped: object
  readonly [attribute: string]: unknown
}

function activity(record: AuditRecord, what: Activity): OcsfEvent {
  const { operation, activity: known, other, severity, profiles = [], unmapped, ...rest } = what
  const { event } = record
  const service = 'service' in event ? event.service : undefined
  const name = known === undefined ? other! : API_ACTIVITIES[known]
  return {
    class: 'api-activity',
    body: {
      class_uid: 6003,
      class_name: 'API Activity',
      category_uid: 6,
      category_name: 'Application Activity',
      ...classified(6003, known ?? 99, `API Activity: ${known === undefined ? 'Other' : name}`, name),
      ...common(record, severity, profiles),
      actor: { user: { uid: actorOf(event) } },
      api: { operation, service: { name: service ?? 'ragwall' } },
      src_endpoint: { svc_name: service ?? 'ragwall' },
      message: `${operation}: ${name}`,
      ...rest,
      unmapped: onRecord(record, { ...unmapped, ...actedFor(event) }),
    },
  }
}

/** For whom the actor acted, where it was somebody else. */
function actedFor(event: AuditRecord['event']): object {
  return 'actor' in event && event.actor !== undefined ? { subject: event.subject } : {}
}

interface Finding {
  readonly activity: keyof typeof FINDING_ACTIVITIES
  readonly uid: string
  /** Which of the findings of a record. */
  readonly part?: number
  readonly severity: Severity
  readonly profiles: readonly string[]
  readonly title: string
  readonly types: readonly string[]
  readonly analytic: object
  readonly subject?: string
  readonly actor?: string
  readonly operation: string
  readonly service?: string
  readonly resources: readonly object[]
  readonly unmapped: object
  readonly [attribute: string]: unknown
}

function finding(record: AuditRecord, what: Finding): OcsfEvent {
  const { activity: number, uid, part, severity, profiles, title, types, analytic, ...others } = what
  const { subject, actor, operation, service, resources, unmapped, ...rest } = others
  const name = FINDING_ACTIVITIES[number]
  return {
    class: 'detection-finding',
    body: {
      class_uid: 2004,
      class_name: 'Detection Finding',
      category_uid: 2,
      category_name: 'Findings',
      ...classified(2004, number, `Detection Finding: ${name}`, name),
      ...common(record, severity, profiles, part),
      finding_info: { uid, title, types, analytic, created_time: record.time },
      evidences: [
        {
          api: { operation, service: { name: service ?? 'ragwall' } },
          ...(subject === undefined ? {} : { actor: { user: { uid: actor ?? subject } } }),
          ...(actor === undefined || subject === undefined ? {} : { user: { uid: subject } }),
        },
      ],
      ...(resources.length === 0 ? {} : { resources }),
      message: title,
      ...rest,
      unmapped: onRecord(record, unmapped),
    },
  }
}

function classified(classUid: number, activityId: number, type: string, name: string) {
  return {
    activity_id: activityId,
    activity_name: name,
    type_uid: classUid * 100 + activityId,
    type_name: type,
  }
}

function common(record: AuditRecord, severity: Severity, profiles: readonly string[], part?: number) {
  const { chain, sequence, time, event, receipt } = record
  return {
    time,
    severity_id: severity,
    severity: SEVERITIES[severity],
    metadata: {
      version: OCSF_VERSION,
      product: { name: 'ragwall', vendor_name: 'ragwall', version: productVersion() },
      uid: part === undefined ? eventUid(record) : `${eventUid(record)}-${part}`,
      ...('call' in event ? { correlation_uid: event.call } : {}),
      ...(receipt === undefined ? {} : { original_event_uid: receipt }),
      event_code: event.type,
      log_name: chain,
      sequence,
      ...(profiles.length === 0 ? {} : { profiles }),
    },
  }
}

/** Where the record stands in the journal, and the hash by which that can be proved. */
function onRecord({ chain, sequence, hash }: AuditRecord, more: object) {
  return { ...more, record: { chain, sequence, hash } }
}

function eventUid({ chain, sequence }: AuditRecord): string {
  return `${chain}-${sequence}`
}

/** Who did it: whoever acted for another is the actor, and ragwall where nobody asked. */
function actorOf(event: AuditRecord['event']): string {
  // Its subject is whom it is about.
  if (event.type === 'hold') return event.by
  if ('actor' in event && event.actor !== undefined) return event.actor
  if ('subject' in event && event.subject !== undefined) return event.subject
  if ('by' in event) return event.by
  if ('reviewer' in event) return event.reviewer
  return 'service:ragwall'
}

let known: string | undefined

function productVersion(): string {
  known ??= VERSION
  return known
}
