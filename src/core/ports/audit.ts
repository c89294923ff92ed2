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
  /** Ends this writer; what was appended stays. */
  close(): Promise<void>
}

/** The state of the chains: how many, how many records, how many half-written last records; or where one breaks. */
export type AuditVerification =
  | { readonly intact: true; readonly chains: number; readonly records: number; readonly torn: number }
  | {
      readonly intact: false
      readonly brokenAt: string
      readonly why: string
      readonly chains: number
      readonly records: number
    }
