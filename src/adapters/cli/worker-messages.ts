import cluster, { type Worker } from 'node:cluster'
import type { ErrorCode } from '../../core/errors.js'
import type { SourceChange, SyncSummary } from '../../core/types.js'
import type { Firewall } from '../../firewall/firewall.js'
import type { Asker } from '../http/admission.js'
import type { CountedMetrics } from '../http/metrics.js'

/** What workers and the process above them say to each other; an answer has the id of its question. */
export type Message =
  | { readonly kind: 'listening'; readonly url: string }
  | ({ readonly kind: 'write'; readonly id: string } & Writing)
  | { readonly kind: 'written'; readonly id: string; readonly outcome: Outcome }
  | { readonly kind: 'take'; readonly id: string; readonly place: Place }
  | { readonly kind: 'taken'; readonly id: string; readonly refusal?: Refusal }
  | { readonly kind: 'release'; readonly id: string }
  | { readonly kind: 'gather'; readonly id: string }
  | { readonly kind: 'gathered'; readonly id: string; readonly others: readonly CountedMetrics[] }
  | { readonly kind: 'count'; readonly id: string }
  | { readonly kind: 'counted'; readonly id: string; readonly metrics: CountedMetrics }

/** A batch for whoever may write. */
export interface Writing {
  readonly changes: readonly SourceChange[]
  readonly options?: Parameters<Firewall['apply']>[1]
}

/** What became of it. */
export type Outcome =
  | { readonly summary: SyncSummary }
  | { readonly code: ErrorCode; readonly message: string; readonly help?: string }

/** For a request, or for the user whom the application that sent it acts for. */
export type Place = { readonly request: Asker } | { readonly user: string }

/** Why there is none now. */
export interface Refusal {
  readonly message: string
  readonly retryAfter: number
}

/** Those that live. */
export function workers(): Worker[] {
  return Object.values(cluster.workers ?? {}).filter(
    (worker) => worker !== undefined && !worker.isDead(),
  ) as Worker[]
}

/** In a worker: to the process above. */
export function tell(message: Message): void {
  if (process.connected) process.send?.(message)
}

/** In a worker: what the process above says. */
export function hear(listener: (message: Message) => void): void {
  process.on('message', listener)
}
