import type { Action, FindingKind, Provenance } from './types.js'

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
  | FailureEvent
  | IncidentEvent
  | ReviewEvent

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

export interface RetrieveEvent extends Call {
  readonly type: 'retrieve'
  readonly call: string
  /** Keyed digest of the query. */
  readonly query: string
  readonly k: number
  readonly chunks: readonly string[]
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
}

export type AuditFinding = {
  readonly start: number
  readonly end: number
  readonly score: number
  readonly provenance: Provenance
  readonly evidence: string
  readonly action: Action
  /** Ids of documents it was found in, at most `LIMITS.auditSources`. */
  readonly sources: readonly string[]
  /** How many documents in all. */
  readonly sourceCount: number
  /** Terms of reuse that these documents state, sorted; absent where none does. */
  readonly licenses?: readonly string[]
} & FindingKind

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

/** A person's decision on a held answer. */
export interface ReviewEvent {
  readonly type: 'review'
  readonly call: string
  readonly reviewer: string
  readonly decision: 'release' | 'refuse'
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

export interface AuditRecord {
  readonly chain: string
  readonly sequence: number
  /** Milliseconds since the epoch. */
  readonly time: number
  readonly event: AuditEvent | JournalEvent
  /** The random id handed out for it: what a reader who complains can name. */
  readonly receipt?: string
  readonly hash: string
}

export interface RecordedReceipt extends ChainHead {
  /** Opaque and random. */
  readonly id: string
}
