/** Terms as numbers from 0, for one process. Numbers say nothing outside it and take no part in any score. */
export class Vocabulary {
  readonly #numbers = new Map<string, number>()

  find(term: string): number | undefined {
    return this.#numbers.get(term)
  }

  /** Pairs (term, frequency), and how many terms there were. */
  count(terms: readonly string[]): { readonly terms: Int32Array; readonly tokens: number } {
    const frequencies = new Map<number, number>()
    for (const term of terms) {
      let number = this.#numbers.get(term)
      if (number === undefined) {
        number = this.#numbers.size
        this.#numbers.set(ownCopy(term), number)
      }
      frequencies.set(number, (frequencies.get(number) ?? 0) + 1)
    }
    const pairs = new Int32Array(frequencies.size * 2)
    let at = 0
    for (const [term, frequency] of frequencies) {
      pairs[at++] = term
      pairs[at++] = frequency
    }
    return { terms: pairs, tokens: terms.length }
  }
}

/** Long slices keep the whole text they were cut from in memory; a copy does not. */
function ownCopy(term: string): string {
  return term.length < 13 ? term : Buffer.from(term, 'utf16le').toString('utf16le')
}
