/**
 * One law that every implementation of a port obeys, as data: run it with whatever test runner you like.
 * `make` builds a fresh subject; a case that does not hold throws an `AssertionError`.
 */
export interface ConformanceCase<Make> {
  /** The law it belongs to, for grouping. */
  readonly law: string
  /** What holds, as a sentence. */
  readonly name: string
  /**
   * Builds a subject and tries it; throws an `AssertionError` if the case does not hold. A case that needs something
   * this subject does not offer says so to `notTried`, which prints it unless you give your own.
   */
  run(make: Make, notTried?: NotTried): Promise<void>
}

/** Hears why a case was not tried. */
export type NotTried = (why: string) => void

export const printNotTried: NotTried = (why) => console.warn(`not tried: ${why}`)
