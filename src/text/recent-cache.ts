/**
 * What was made for the latest keys, so many of them and at most as many older ones. A stream asks about the
 * words before its newest ones again and again, and letters and forms repeat their phrases.
 */
export class RecentCache<T> {
  readonly #size: number
  #recent = new Map<string, T>()
  #older = new Map<string, T>()

  constructor(size: number) {
    this.#size = size
  }

  /** `key` is kept: hand in a string of its own, since a slice keeps the whole text that it comes from. */
  of(key: string, make: () => T): T {
    const known = this.#recent.get(key)
    if (known !== undefined) return known
    const made = this.#older.get(key) ?? make()
    if (this.#recent.size >= this.#size) {
      this.#older = this.#recent
      this.#recent = new Map()
    }
    this.#recent.set(key, made)
    return made
  }
}
