import type { Verdict } from '../../core/types.js'

/** How much of a call was looked at. What was not is counted, and never reads as clean. */
export interface GatewayCoverage {
  /** Code units of texts and structures in the answer, as the upstream gave them. */
  readonly seen: number
  /** Of these, what every detector has looked at. */
  readonly scanned: number
  /** Images, sound and files that passed, in the prompt and in the answer. */
  readonly media: number
  /** Images, sound and files that were kept for a person, with what they stood in. */
  readonly held: number
  /** Fields that only the upstream can read and that passed. */
  readonly sealed: number
  /** Fields that were taken out because they say again what others say. */
  readonly removed: number
  /** Fields that the gateway does not know and that passed by policy. */
  readonly unknown: number
  /** Code units of what tools, documents and pages brought, in the prompt. */
  readonly foreign: number
  /** Of these, what was read for orders to the model. */
  readonly vetted: number
  /** Texts of theirs with orders, whatever the policy did with them. */
  readonly orders: number
}

export class Coverage implements GatewayCoverage {
  seen = 0
  scanned = 0
  media = 0
  held = 0
  sealed = 0
  removed = 0
  unknown = 0
  foreign = 0
  vetted = 0
  orders = 0

  /** Of a text of the answer, with as many code units of the upstream's. */
  count(length: number, { coverage }: Verdict): void {
    this.seen += length
    if (coverage.unscanned === 0) this.scanned += length
    else this.scanned += Math.min(length, coverage.scanned)
  }
}
