import type { Action, CaseState, Coverage, FindingKind, Provenance, SkipReason } from './types.js'

/**
 * What the audit journal records. Ids, counts, digests and spans, never text: a record must be safe to send
 * to anyone who may know *that* something leaked.
 */
export type AuditEvent =
  | SyncEvent
  | RetrieveEvent
  | OpenedEvent
  | ClosedEvent
  | RefusedDocumentEvent
  | SkippedEvent
  | FailureEvent
  | IncidentEvent
  | ReviewEvent
  | TriageEvent
  | AdminEvent
  | ForgottenEvent
  | HoldEvent
  | RemovalEvent

interface Call {
  /** Principal id. */
  readonly subject: string
  /** Who acted for the subject, when it was not the subject. */
  readonly actor?: string
  readonly service?: string
  readonly session?: string
}

export interface SyncEvent {
  readonly type: 'sync'
  readonly connector: string
  /** Keyed digest of the cursor that is saved after this record. */
  readonly cursor: string
  readonly upserted: number
  readonly relabelled: number
  readonly deleted: number
  /** Containers whose permissions changed; absent where none did. */
  readonly containers?: number
  readonly unchanged: number
  readonly refused: number
  /** All of it was stored already: a crash or a forgetful source made the work be done again. */
  readonly repeated: boolean
}

export interface RefusedDocumentEvent {
  readonly type: 'refused-document'
  readonly connector: string
  readonly document: string
  readonly code: string
}

/** What a run of a connector passed over: once a run, and not again while it is the same. */
export interface SkippedEvent {
  readonly type: 'skipped'
  readonly connector: string
  readonly count: number
  readonly reasons: Readonly<Partial<Record<SkipReason, number>>>
  /** Ids of the first, at most `LIMITS.auditSkipped`. */
  readonly first: readonly string[]
}

export interface RetrieveEvent extends Call {
  readonly type: 'retrieve'
  readonly call: string
  /** Keyed digest of the query. */
  readonly query: string
  readonly k: number
  readonly chunks: readonly string[]
  /** Those of them that give orders to the model. */
  readonly ordering?: readonly string[]
  /** Milliseconds since the oldest permission among the documents returned was stated by its source. */
  readonly aclAge?: number
}

/** Durable before the first character leaves. */
export interface OpenedEvent extends Call {
  readonly type: 'opened'
  readonly call: string
  readonly door: 'check' | 'inspect'
  readonly streaming: boolean
}

/** Durable before the verdict resolves. */
export interface ClosedEvent extends Call {
  readonly type: 'closed'
  readonly call: string
  readonly door: 'check' | 'inspect'
  readonly action: Action
  /** What the action would have been; differs from `action` in shadow mode only. */
  readonly decided: Action
  readonly outcome: 'complete' | 'cut' | 'abandoned' | 'failed'
  /** Error code when `outcome` is `failed`. */
  readonly code?: string
  /** Code units judged and code units sent. */
  readonly read: number
  readonly sent: number
  readonly findings: readonly AuditFinding[]
  readonly spared: number
  /** Images, sound and files for whose sake it was held; absent where it has none. */
  readonly media?: number
  /** Evidence of findings that a rule of the service let pass, once for each rule that did. */
  readonly allowed?: readonly string[]
  /** What was found and not acted on, the first of them; records of versions before this was kept have none. */
  readonly passed?: readonly AuditPassed[]
  /** How much of the text was looked at. Records of versions before this was kept have none. */
  readonly coverage?: Coverage
  /** Version of ragwall and digest of the service's policy, `0.2.0/5b0c41d2a7e9`. Older records have none. */
  readonly policy?: string
  /** As in `Verdict`. */
  readonly aclAge?: number
}

/** What was found, with the action it led to and the documents it stands in; never the text itself. Offsets are UTF-16 code units. */
export type AuditFinding = {
  /** First code unit of the judged text. */
  readonly start: number
  /** The code unit behind the last. */
  readonly end: number
  /** 0 to 1. */
  readonly score: number
  /** Whose text it is, seen from this reader. */
  readonly provenance: Provenance
  /** Keyed digest of the value or run: equal leaks have equal ones. */
  readonly evidence: string
  /** What the service's action table said of it. */
  readonly action: Action
  /** The row that said so: `actions.contact` of the service's policy, `default.contact.forbidden`. Older records have none. */
  readonly line?: string
  /** Ids of documents it was found in, at most `LIMITS.auditSources`. */
  readonly sources: readonly string[]
  /** Where it stands in those of them that say where their parts stand, as they say it: never words of the document. */
  readonly places?: readonly { readonly document: string; readonly at: string }[]
  /** How many documents in all. */
  readonly sourceCount: number
  /** Terms of reuse that these documents state, sorted; absent where none does. */
  readonly licenses?: readonly string[]
} & FindingKind

/** A finding that nothing was done about, and why not. */
export interface AuditPassed {
  readonly start: number
  readonly end: number
  /** The entity, or the kind where there is none. */
  readonly what: string
  readonly why: PassReason
}

/**
 * `common`: everybody says it. `shared`: many documents have it. `code-line`: how a language is written. `own-list`: the
 * service's policy says that it is none. `allowed`: a rule of the policy for a false alarm.
 */
export type PassReason = 'common' | 'shared' | 'code-line' | 'own-list' | 'allowed'

export interface FailureEvent {
  readonly type: 'failure'
  readonly where: string
  readonly code: string
  readonly subject?: string
}

/** Something that must not happen did, and was stopped: a forbidden chunk behind a search, say. */
export interface IncidentEvent {
  readonly type: 'incident'
  readonly what: string
  readonly subject?: string
  readonly document?: string
}

/** What a person did with a held answer. */
export interface ReviewEvent {
  readonly type: 'review'
  readonly call: string
  readonly reviewer: string
  /** `read`: it was shown as far as the reviewer may read what it says, and waits on. */
  readonly decision: 'release' | 'refuse' | 'read'
}

/** A person's decision on a case. */
export interface TriageEvent {
  readonly type: 'triage'
  /** Id of the case. */
  readonly case: string
  /** What its leaks are known by where events are sent; records of versions before this was kept have none. */
  readonly leak?: string
  readonly state: CaseState
  /** Typed id of who decided. */
  readonly by: string
  /** Where the reason stands, a ticket's id: a reason in words could repeat what leaked. */
  readonly reference?: string
  /** Until when a risk is accepted, milliseconds since the epoch; then the case is open again. */
  readonly until?: number
  /** When it was decided, where the record that said so is about to be removed and this one says it again. */
  readonly since?: number
}

/** What an operator did to the running service. */
export interface AdminEvent {
  readonly type: 'admin'
  readonly what:
    | 'mode-normal'
    | 'mode-refuse'
    | 'mode-ended'
    | 'reload'
    | 'reload-refused'
    | 'pseudonym-resolved'
  /** Typed id of the operator, `signal` for one on the machine itself, or `service:ragwall` for what a process says. */
  readonly by: string
  /** Of `pseudonym-resolved`: which one. */
  readonly subject?: string
  /** And where the reason stands, a ticket's id. */
  readonly reference?: string
  /** Of `mode-ended`: calls that this process turned away while the mode was `refuse`. */
  readonly refused?: number
}

/** What was told to a principal was forgotten: pieces of a text no longer add up with it. */
export interface ForgottenEvent {
  readonly type: 'forgotten'
  readonly subject: string
}

/** Records that retention must leave: those in which all that is named here is true. Naming nothing, it is all of them. */
export interface HoldScope {
  /** Records of this time on, milliseconds since the epoch. */
  readonly from?: number
  /** And up to it. */
  readonly to?: number
  /** Records that name this principal. */
  readonly subject?: string
  /** Records of this case. */
  readonly case?: string
}

/** Somebody put a legal hold on records, or lifted one. */
export interface HoldEvent extends HoldScope {
  readonly type: 'hold'
  readonly hold: string
  readonly what: 'placed' | 'lifted'
  /** Typed id of who did. */
  readonly by: string
  /** Where the reason stands, a ticket's id. */
  readonly reference?: string
  /** When it was placed, where the record that said so is about to be removed and this one says it again. */
  readonly since?: number
}

/** Whole chains that retention removed: durable before the first of them goes. */
export interface RemovalEvent {
  readonly type: 'removal'
  /** Typed id of who asked, `service:ragwall` for the service itself. */
  readonly by: string
  /** How long records are kept, milliseconds. */
  readonly keep: number
  /** The last record of each chain that goes. */
  readonly chains: readonly ChainHead[]
  /** How many records they are. */
  readonly records: number
  /** When the last of them was written. */
  readonly last: number
  /** What was removed since the journal began, this included. */
  readonly total: { readonly chains: number; readonly records: number }
  /** Heads of chains that went earlier and are still named by what remains: the record that said so goes, too. */
  readonly earlier?: readonly ChainHead[]
}

/** What the journal itself writes between the events: see `src/audit/chain.ts`. */
export type JournalEvent =
  | { readonly type: 'chain'; readonly joins: readonly ChainHead[]; readonly evidenceKey: string }
  | {
      readonly type: 'checkpoint'
      readonly heads: readonly ChainHead[]
      /** Ed25519, base64; absent without a signing key. */
      readonly signature?: string
      /** Id of the public key. */
      readonly key?: string
    }

export interface ChainHead {
  readonly chain: string
  readonly sequence: number
  readonly hash: string
}

/** One line of the journal. */
export interface AuditRecord {
  /** Random id of the chain; each process that writes has one of its own. */
  readonly chain: string
  /** Position in its chain, from 0. */
  readonly sequence: number
  /** Milliseconds since the epoch. */
  readonly time: number
  /** What happened. */
  readonly event: AuditEvent | JournalEvent
  /** The random id handed out for it: what a reader who complains can name. */
  readonly receipt?: string
  /** SHA-256 over this record and the one before it, as hex. */
  readonly hash: string
}

/** A durable record as its writer knows it: its receipt and its place in the chain. */
export interface RecordedReceipt extends ChainHead {
  /** Opaque and random. */
  readonly id: string
}
