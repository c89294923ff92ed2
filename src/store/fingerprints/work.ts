import { FirewallError } from '../../core/errors.js'
import { LIMITS } from '../../core/limits.js'

/** A visited posting costs about as much as this many compared bytes: two table look-ups and a cold line. */
export const VISIT = 32

/** Looking a place up among the members of a crowd. */
export const MEMBER = 4

/** A run that is reported is sorted, classified and described by whoever asked: several objects each. */
export const REPORT = 256

/** Counts the steps of one search and stops it, so that no text makes the matcher hang. */
export class Work {
  steps = 0
  readonly #limit: number

  constructor(limit: number = LIMITS.matchWork) {
    this.#limit = limit
  }

  add(steps: number): void {
    this.steps += steps
    if (this.steps > this.#limit) {
      throw new FirewallError('work-limit', 'matching this text against the sources takes too many steps', {
        help: 'the text repeats widely copied passages; check it in smaller parts',
      })
    }
  }
}
