import type { RowTable } from './rows.js'

/** Numbers that one posting takes. */
const WIDTH = 3
/** Postings out of order that are not worth a merge, and the share of them that is. */
const LOOSE = 64
const LOOSE_SHARE = 1 / 4

/** Rows of a term that a reader may see: pairs (row, frequency). Reused by the next search: many would be garbage each time. */
export class FoundRows {
  pairs = new Int32Array(2 * 1024)
  /** Used numbers of `pairs`. */
  size = 0

  add(row: number, frequency: number): void {
    if (this.size === this.pairs.length) {
      const larger = new Int32Array(this.size * 2)
      larger.set(this.pairs)
      this.pairs = larger
    }
    this.pairs[this.size++] = row
    this.pairs[this.size++] = frequency
  }
}

/** The stored labels that a search opens, by their numbers. */
export interface OpenLabels {
  /** 1 at the number of each. */
  readonly open: Uint8Array
  /** Their numbers, ascending. */
  readonly labels: Int32Array
}

/**
 * Where one term stands: triples (label, row, frequency), by label but for the last ones, dead rows included until a purge.
 * Of a label that is not open a search reads the number in front of the row at most: the row is neither looked at nor counted.
 */
export class Postings {
  #triples = new Int32Array(WIDTH)
  #size = 0
  /** How many numbers ascend by label; what came later stands behind them as it came. */
  #ordered = 0

  add(label: number, row: number, frequency: number): void {
    const size = this.#size
    if (size === this.#triples.length) {
      const larger = new Int32Array(size * 2)
      larger.set(this.#triples)
      this.#triples = larger
    }
    this.#triples[size] = label
    this.#triples[size + 1] = row
    this.#triples[size + 2] = frequency
    this.#size = size + WIDTH
    if (this.#ordered === size && (size === 0 || this.#triples[size - WIDTH]! <= label)) {
      this.#ordered = this.#size
    }
  }

  /** Drops the postings of rows that are dead or belong to another label by now. */
  purge(table: RowTable): void {
    const triples = this.#triples
    let kept = 0
    let ordered = 0
    for (let at = 0; at < this.#size; at += WIDTH) {
      if (table.label[triples[at + 1]!] !== triples[at]) continue
      triples.copyWithin(kept, at, at + WIDTH)
      kept += WIDTH
      if (at < this.#ordered) ordered = kept
    }
    this.#size = kept
    this.#ordered = ordered
  }

  /** Live rows of the labels that are open, but for `without`. */
  find({ open, labels }: OpenLabels, table: RowTable, without: ReadonlySet<number>, into: FoundRows): void {
    this.#order()
    const triples = this.#triples
    const ordered = this.#ordered
    // Looking labels up takes two steps for each halving of what lies between one and the next.
    const steps = labels.length * 2 * (1 + Math.log2(1 + ordered / WIDTH / (labels.length + 1)))
    const looked = steps < ordered / WIDTH ? labels.length : 0
    let at = 0
    for (let i = 0; i < looked && at < ordered; i++) {
      const label = labels[i]!
      at = seek(triples, at, ordered, label)
      for (; at < ordered && triples[at] === label; at += WIDTH) {
        const row = triples[at + 1]!
        if (table.label[row] === label && !without.has(row)) into.add(row, triples[at + 2]!)
      }
    }
    this.#pass(looked === 0 ? 0 : ordered, open, table, without, into)
  }

  #pass(
    from: number,
    open: Uint8Array,
    table: RowTable,
    without: ReadonlySet<number>,
    into: FoundRows,
  ): void {
    const triples = this.#triples
    const size = this.#size
    const { label: labelOf } = table
    const all = without.size === 0
    for (let at = from; at < size; at += WIDTH) {
      const label = triples[at]!
      if (open[label] !== 1) continue
      const row = triples[at + 1]!
      if (labelOf[row] === label && (all || !without.has(row))) into.add(row, triples[at + 2]!)
    }
  }

  /** Puts in order what came late, once there is enough of it. */
  #order(): void {
    const late = (this.#size - this.#ordered) / WIDTH
    if (late <= LOOSE + (this.#ordered / WIDTH) * LOOSE_SHARE) return
    const from = this.#triples
    const places = Array.from({ length: late }, (_, i) => this.#ordered + i * WIDTH)
    places.sort((a, b) => from[a]! - from[b]!)
    const to = new Int32Array(from.length)
    let at = 0
    let early = 0
    for (const place of places) {
      const start = early
      while (early < this.#ordered && from[early]! <= from[place]!) early += WIDTH
      to.set(from.subarray(start, early), at)
      at += early - start
      to.set(from.subarray(place, place + WIDTH), at)
      at += WIDTH
    }
    to.set(from.subarray(early, this.#ordered), at)
    this.#triples = to
    this.#ordered = this.#size
  }
}

/** The first posting from `from` on whose label is `label` or more, by doubling steps and then halving them. */
function seek(triples: Int32Array, from: number, end: number, label: number): number {
  if (from >= end || triples[from]! >= label) return from
  let step = WIDTH
  let low = from
  while (low + step < end && triples[low + step]! < label) {
    low += step
    step *= 2
  }
  let high = Math.min(low + step, end)
  low += WIDTH
  while (low < high) {
    const middle = low + Math.floor((high - low) / WIDTH / 2) * WIDTH
    if (triples[middle]! < label) low = middle + WIDTH
    else high = middle
  }
  return low
}

/** Term → where it stands, for all labels. */
export class PostingLists {
  readonly #terms: (Postings | undefined)[] = []

  get(term: number): Postings | undefined {
    return this.#terms[term]
  }

  add(table: RowTable, label: number, row: number): void {
    const terms = table.terms[row]!
    for (let i = 0; i < terms.length; i += 2) {
      const postings = (this.#terms[terms[i]!] ??= new Postings())
      postings.add(label, row, terms[i + 1]!)
    }
  }

  purge(table: RowTable): void {
    for (const postings of this.#terms) postings?.purge(table)
  }
}
