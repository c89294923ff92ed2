/**
 * Remembers what was made for the most recent keys: `size` of them, and at most as many older ones. A stream asks
 * about the words before its newest ones again and again, and letters and forms repeat their phrases.
 */
export class RecentCache<T> {
  readonly #size: number
  #recent = new Map<string, T>()
  #older = new Map<string, T>()

  constructor(size: number) {
    this.#size = size
  }

  /**
   * What `make` made for this key, made now if it is not remembered. The key is kept: a slice of a long text would
   * keep all of that text, so hand in a string of its own.
   */
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
