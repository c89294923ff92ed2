import { FirewallError } from './errors.js'

/** Milliseconds of work after which others are let run. */
const WORK = 8

let turned = performance.now()

/**
 * Called between two pieces of work: lets others run once this thread has worked for long enough, whoever did the
 * work, and throws `aborted` when the caller has given up. What is decided does not depend on it.
 */
export async function pause(signal?: AbortSignal): Promise<void> {
  if (performance.now() - turned >= WORK) {
    await new Promise<void>((resolve) => setImmediate(resolve))
    turned = performance.now()
  }
  if (signal?.aborted) throw new FirewallError('aborted', 'the caller cancelled the call')
}
