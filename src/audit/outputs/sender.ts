import { FirewallError } from '../../core/errors.js'
import type { OcsfEvent } from '../ocsf.js'

/** What carries events away. */
export interface Sender {
  /** How many events it is given at a time, at most. */
  readonly batch: number
  /** Resolves when the other side has them all; what is given again after an error may arrive twice. */
  send(events: readonly OcsfEvent[], signal: AbortSignal): Promise<void>
}

/** Longest that one batch may take, milliseconds. */
export const SEND_TIME = 15_000

/** Why a batch did not arrive; the words of the other side stay with it. */
export function failed(why: string, options: { cause?: unknown; retryAfter?: number } = {}): SendError {
  return new SendError(why, options)
}

/** An output did not take what it was given. */
export class SendError extends FirewallError {
  /** Milliseconds that the other side asks to be left alone. */
  readonly retryAfter: number | undefined
  constructor(why: string, { cause, retryAfter }: { cause?: unknown; retryAfter?: number }) {
    super('output-failed', `an output did not take its events: ${why}`, { cause })
    this.retryAfter = retryAfter
  }
}
