import type { RowTable } from './rows.js'

/** Terms as numbers, for one process. Numbers say nothing outside it and take no part in any score. */
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

/** Rows of one label that hold one term: pairs (row, frequency), dead rows included until the next rebuild. */
export interface Postings {
  pairs: Int32Array
  /** Used numbers of `pairs`. */
  size: number
  /** Live rows: the document frequency. */
  live: number
}

/** Term → rows, of one label alone. Small partitions do without: their rows are looked through. */
export class LexicalPartition {
  readonly #postings = new Map<number, Postings>()

  constructor(table: RowTable, rows: readonly number[]) {
    for (const row of rows) this.add(table, row)
  }

  get(term: number): Postings | undefined {
    return this.#postings.get(term)
  }

  add(table: RowTable, row: number): void {
    const terms = table.terms[row]!
    for (let i = 0; i < terms.length; i += 2) {
      const postings = this.#of(terms[i]!)
      if (postings.size + 2 > postings.pairs.length) {
        const larger = new Int32Array(Math.max(4, postings.pairs.length * 2))
        larger.set(postings.pairs)
        postings.pairs = larger
      }
      postings.pairs[postings.size] = row
      postings.pairs[postings.size + 1] = terms[i + 1]!
      postings.size += 2
      postings.live += 1
    }
  }

  /** Takes the row out of the statistics; its entries are skipped because the row is dead. */
  remove(table: RowTable, row: number): void {
    const terms = table.terms[row]!
    for (let i = 0; i < terms.length; i += 2) this.#postings.get(terms[i]!)!.live -= 1
  }

  #of(term: number): Postings {
    let postings = this.#postings.get(term)
    if (postings === undefined) {
      postings = { pairs: new Int32Array(4), size: 0, live: 0 }
      this.#postings.set(term, postings)
    }
    return postings
  }
}

/** What of one term stands in small partitions: triples (label, row, frequency), dead rows included until a rebuild. */
export interface GatheredTerm {
  triples: Int32Array
  /** Used numbers of `triples`. */
  size: number
}

/**
 * Term → rows of all partitions that are too small for an index of their own. Of a label that was not opened a
 * search reads the number in front of the row and passes on: the row is neither looked at nor counted.
 */
export class GatheredPostings {
  readonly #terms = new Map<number, GatheredTerm>()

  get(term: number): GatheredTerm | undefined {
    return this.#terms.get(term)
  }

  add(table: RowTable, label: number, row: number): void {
    const terms = table.terms[row]!
    for (let i = 0; i < terms.length; i += 2) {
      let gathered = this.#terms.get(terms[i]!)
      if (gathered === undefined) {
        gathered = { triples: new Int32Array(3), size: 0 }
        this.#terms.set(terms[i]!, gathered)
      }
      if (gathered.size === gathered.triples.length) {
        const larger = new Int32Array(gathered.size * 2)
        larger.set(gathered.triples)
        gathered.triples = larger
      }
      gathered.triples[gathered.size] = label
      gathered.triples[gathered.size + 1] = row
      gathered.triples[gathered.size + 2] = terms[i + 1]!
      gathered.size += 3
    }
  }
}
