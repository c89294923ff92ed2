import type { AuditEvent, AuditRecord, RecordedReceipt } from '../audit.js'

// What is recorded.

/** Where audit records go. There is no firewall without one. */
export interface AuditSink {
  /** Resolves when the record is durable; throws `audit-unavailable` otherwise, and then nothing may leave. */
  append(event: AuditEvent): Promise<RecordedReceipt>
  /** Records of all chains, in time order. */
  read(range?: { readonly from?: Date; readonly to?: Date }): AsyncIterable<AuditRecord>
  /** Whether every chain is whole. Throws `audit-unavailable` when it cannot be read. */
  verify(): Promise<AuditVerification>
  /**
   * Sees to it that the next record can be taken, after a full disk too. Throws `audit-unavailable` or `disk-full`
   * when it cannot; absent where a sink does not say.
   */
  ready?(): Promise<void>
  /** Ends this writer; what was appended stays. */
  close(): Promise<void>
}

/** What retention took out of a journal since it began: records that are in it say so. */
export interface RemovedRecords {
  readonly chains: number
  readonly records: number
  /** When the newest of them was written. */
  readonly until: Date
  /** When they were last removed. */
  readonly at: Date
}

/** The state of the chains: how many, how many records, how many half-written last records; or where one breaks. */
export type AuditVerification = {
  /** Chains that were read; each process writes one. */
  readonly chains: number
  /** Whole records in all of them, before the first fault of each. */
  readonly records: number
  /**
   * Whether heads are noted outside the journal. Without, records that were cut off the end of a chain, or a
   * whole journal that is gone, cannot be told from what was never written; absent where a sink does not say.
   */
  readonly anchored?: boolean
  /** How many of the records were verified before and not again, and when the first of them was; absent: none. */
  readonly earlier?: { readonly records: number; readonly since: Date }
  /** What retention removed, by records that were verified; absent: nothing. */
  readonly removed?: RemovedRecords
} & (
  | {
      readonly intact: true
      /** Chains whose last line was never finished, nor acknowledged: their process was killed. */
      readonly torn: number
    }
  | {
      readonly intact: false
      /** `<chain>#<sequence>` */
      readonly brokenAt: string
      readonly why: string
    }
)
