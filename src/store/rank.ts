import type { DocumentNumber, LabelId } from '../core/types.js'
import { LexicalScores, scoreLexically } from './bm25.js'
import { chunkId } from './chunk-id.js'
import type { DocumentEntry } from './documents.js'
import type { Mirror } from './mirror.js'
import type { Partition } from './partitions.js'
import { BLOCK } from './rows.js'
import { dot } from './vectors.js'
import { type View, Views } from './views.js'

export interface RankQuery {
  readonly terms: readonly string[]
  /** At unit length and padded. */
  readonly vector?: Float32Array
  readonly k: number
  /** Tells documents that count as not stored. */
  readonly without?: (document: DocumentEntry) => boolean
}

export interface Ranked {
  readonly document: DocumentEntry
  readonly ordinal: number
  readonly score: number
}

/**
 * Share of the lexical score in the whole; the rest is the cosine. BM25 is divided by the best permitted
 * chunk's, which brings it to [0, 1]; the cosine has its scale already. With the default embedder, nDCG@10 of
 * BM25 alone and of this: JSQuAD 0.943 and 0.944, MedQuAD 0.680 and 0.698. Reciprocal rank fusion lost to BM25
 * alone on both (0.919 against 0.942, 0.757 against 0.784 on the first 700 queries of each).
 */
export const LEXICAL_SHARE = 0.8

/** One score from both halves. `highest` is the best lexical score among the permitted chunks. */
export function fuse(lexical: number, highest: number, cosine: number): number {
  const share = highest > 0 ? (LEXICAL_SHARE * lexical) / highest : 0
  return share + (1 - LEXICAL_SHARE) * cosine
}

/** More than any cosine of two vectors at unit length: what their rounding can add is far below it. */
const MOST_ALIKE = 1.0001

/** Classes into which rows are sorted by their lexical score. */
const CLASSES = 256

/** Share of all rows from which on passing over the others costs less than jumping between labels. */
const SEQUENTIAL_SHARE = 1 / 4

/** Ranks the permitted chunks. One per process: it keeps its scratch space. */
export class Ranker {
  readonly #lexical = new LexicalScores()
  readonly #mirror: Mirror
  readonly #views: Views
  #order = new Int32Array(0)

  constructor(mirror: Mirror) {
    this.#mirror = mirror
    this.#views = new Views(mirror)
  }

  /**
   * The best `k`, best first, equal scores by chunk id. A vector is looked at only where it can still matter: rows come by
   * their lexical score, highest first, and the rest is left out as soon as the nearest vector could not lift it among them.
   */
  rank(labels: readonly LabelId[], query: RankQuery): readonly Ranked[] {
    const { partitions } = this.#mirror
    const { table } = partitions
    const view = this.#views.of(labels)
    const lexical = this.#lexical
    const without = this.#rowsOf(query.without, view)
    scoreLexically(partitions, view, query.terms, lexical, without)
    const best = new Best(query.k, (row) => this.#chunkId(row), without)
    this.#rankTouched(query, best)
    if (fuse(0, lexical.highest, MOST_ALIKE) >= best.threshold) this.#rankRest(view, query, best)
    return best.ranked().map(({ row, score }) => ({
      document: this.#document(row),
      ordinal: table.ordinal[row]!,
      score,
    }))
  }

  /** The rows of such documents in the partitions that are open. */
  #rowsOf(without: RankQuery['without'], { partitions }: View): ReadonlySet<number> {
    if (without === undefined) return NONE
    return new Set(partitions.flatMap(({ rows }) => rows.filter((row) => without(this.#document(row)))))
  }

  /** Ranks the rows that hold a term of the query. */
  #rankTouched({ vector }: RankQuery, best: Best): void {
    const { highest, scores, touched, touchedRows } = this.#lexical
    if (touchedRows === 0) return
    const starts = this.#classify()
    const order = this.#order
    const most = vector === undefined ? 0 : MOST_ALIKE
    for (let from = 0, c = CLASSES - 1; c >= 0; c--) {
      const to = starts[c]!
      // A class holds no score of more than its upper end.
      if (from < to && fuse(((c + 1) / CLASSES) * highest, highest, MOST_ALIKE) < best.threshold) return
      for (; from < to; from++) {
        const row = touched[order[from]!]!
        const score = scores[row]!
        if (fuse(score, highest, most) >= best.threshold) this.#rankRow(row, vector, best)
      }
    }
  }

  /** Puts touched rows in order of their class, the highest first; where each class ends. */
  #classify(): Int32Array {
    const { highest, scores, touched, touchedRows } = this.#lexical
    if (touchedRows > this.#order.length) this.#order = new Int32Array(touchedRows * 2)
    const scale = CLASSES / highest
    const classOf = (row: number) => Math.min(CLASSES - 1, Math.floor(scores[row]! * scale))
    const ends = new Int32Array(CLASSES)
    for (let i = 0; i < touchedRows; i++) ends[classOf(touched[i]!)]! += 1
    for (let c = CLASSES - 1, end = 0; c >= 0; c--) {
      end += ends[c]!
      ends[c] = end
    }
    const at = ends.slice()
    for (let i = touchedRows - 1; i >= 0; i--) this.#order[--at[classOf(touched[i]!)]!] = i
    return ends
  }

  /** Ranks the rows that hold no term of the query: all of them, or what graphs propose. */
  #rankRest({ partitions }: View, { vector, k }: RankQuery, best: Best): void {
    const { scores } = this.#lexical
    const scanned: Partition[] = []
    for (const partition of partitions) {
      const { graph } = partition
      const candidates =
        vector !== undefined && graph?.ready === true
          ? graph.search(vector, k + best.without.size)
          : undefined
      if (candidates === undefined) scanned.push(partition)
      else {
        for (const row of new Set([...candidates, ...graph!.waiting])) {
          if (scores[row] === 0) this.#rankRow(row, vector, best)
        }
      }
    }
    for (const row of this.#inOrder(scanned)) if (scores[row] === 0) this.#rankRow(row, vector, best)
  }

  /** Live rows of these partitions: label by label where they are few, else in the order in which vectors lie in memory. */
  #inOrder(partitions: readonly Partition[]): readonly number[] {
    if (partitions.length === 1) return partitions[0]!.rows
    const { label, size } = this.#mirror.partitions.table
    const count = partitions.reduce((sum, { rows }) => sum + rows.length, 0)
    if (count < size * SEQUENTIAL_SHARE) return partitions.flatMap(({ rows }) => rows)
    const open = new Uint8Array(this.#mirror.partitions.labels)
    for (const partition of partitions) open[partition.label] = 1
    const rows: number[] = []
    // A dead row has the label -1, which is never open.
    for (let row = 0; row < size; row++) if (open[label[row]!] === 1) rows.push(row)
    return rows
  }

  #rankRow(row: number, vector: Float32Array | undefined, best: Best): void {
    const { highest, scores } = this.#lexical
    const { blocks, stride } = this.#mirror.partitions.table
    const block = vector === undefined ? undefined : blocks[(row / BLOCK) | 0]
    const cosine = block === undefined ? 0 : dot(vector!, block, (row % BLOCK) * stride)
    best.offer(row, fuse(scores[row]!, highest, cosine))
  }

  #document(row: number): DocumentEntry {
    const { documents, partitions } = this.#mirror
    return documents.byNumber(partitions.table.document[row] as DocumentNumber)!
  }

  #chunkId(row: number): string {
    return chunkId(this.#document(row).id, this.#mirror.partitions.table.ordinal[row]!)
  }
}

const NONE: ReadonlySet<never> = new Set()

/** The best k offered so far, in order. k is small, so a sorted list beats a heap. */
export class Best {
  readonly #k: number
  readonly #idOf: (row: number) => string
  readonly without: ReadonlySet<number>
  readonly #rows: number[] = []
  readonly #scores: number[] = []
  /** What a newcomer has to reach. */
  threshold = Number.NEGATIVE_INFINITY

  constructor(k: number, idOf: (row: number) => string, without: ReadonlySet<number> = NONE) {
    this.#k = k
    this.#idOf = idOf
    this.without = without
  }

  offer(row: number, score: number): void {
    if (score < this.threshold || this.without.has(row)) return
    let at = this.#rows.length
    while (at > 0 && this.#before(row, score, at - 1)) at -= 1
    if (at === this.#k) return
    this.#rows.splice(at, 0, row)
    this.#scores.splice(at, 0, score)
    if (this.#rows.length > this.#k) {
      this.#rows.pop()
      this.#scores.pop()
    }
    if (this.#rows.length === this.#k) this.threshold = this.#scores[this.#k - 1]!
  }

  ranked(): readonly { readonly row: number; readonly score: number }[] {
    return this.#rows.map((row, i) => ({ row, score: this.#scores[i]! }))
  }

  #before(row: number, score: number, at: number): boolean {
    const other = this.#scores[at]!
    return score > other || (score === other && this.#idOf(row) < this.#idOf(this.#rows[at]!))
  }
}
