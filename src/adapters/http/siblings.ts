import type { Quota } from './admission.js'
import type { CountedMetrics } from './metrics.js'

/** What the processes behind one port share, so that they limit and count as one. */
export interface Siblings {
  /** Who asks how often, and how much runs, in all of them. */
  readonly quota: Quota
  /** How this one tells what it has counted, whenever another is asked for all. */
  offerMetrics(counted: () => Promise<CountedMetrics>): void
  /** What the others have counted, and those that have ended. */
  otherMetrics(): Promise<readonly CountedMetrics[]>
}
