import type { FingerprintRun } from '../../core/ports.js'
import type { DocumentNumber } from '../../core/types.js'
import { REPORT, type Work } from './work.js'

/** What a search finds, run by run, from one holder of documents after the other. */
export interface RunList {
  add(start: number, end: number, document: number, sourceStart: number): void
  /** The runs of a crowd follow until the next crowd begins; their documents ascend. */
  beginCrowd(): void
  addMember(start: number, end: number, document: number, sourceStart: number): void
  finish(): readonly FingerprintRun[]
}

/** Every run. */
export class AllRuns implements RunList {
  readonly #runs: FingerprintRun[] = []
  readonly #work: Work

  constructor(work: Work) {
    this.#work = work
  }

  add(start: number, end: number, document: number, sourceStart: number): void {
    this.#work.add(REPORT)
    this.#runs.push({ start, end, document: document as DocumentNumber, sourceStart })
  }

  beginCrowd(): void {}

  addMember(start: number, end: number, document: number, sourceStart: number): void {
    this.add(start, end, document, sourceStart)
  }

  finish(): readonly FingerprintRun[] {
    return this.#runs.sort(byPlace)
  }
}

/** Runs of the same bytes in documents of one group. */
interface Alike {
  readonly runs: FingerprintRun[]
  /** How many there are, listed or not. */
  count: number
  /** Of the crowd that is under way. */
  crowd: number
  listed: number
  documents: number
  last: number
}

/**
 * Of all runs of the same bytes in documents of one group those of the lowest numbers, `copies` of them and as many
 * documents as that, where there are so many; each with the number of all.
 */
export class CountedRuns implements RunList {
  readonly #copies: number
  readonly #groupOf: (document: DocumentNumber) => unknown
  readonly #work: Work
  readonly #spans = new Map<number, Map<unknown, Alike>>()
  #crowd = 0
  #lastKey = -1
  #lastSpan: Map<unknown, Alike> = new Map()

  constructor(copies: number, groupOf: (document: DocumentNumber) => unknown, work: Work) {
    this.#copies = copies
    this.#groupOf = groupOf
    this.#work = work
  }

  add(start: number, end: number, document: number, sourceStart: number): void {
    this.#list(this.#alike(start, end, document), start, end, document, sourceStart)
  }

  beginCrowd(): void {
    this.#crowd += 1
  }

  addMember(start: number, end: number, document: number, sourceStart: number): void {
    const alike = this.#alike(start, end, document)
    if (alike.crowd !== this.#crowd)
      Object.assign(alike, { crowd: this.#crowd, listed: 0, documents: 0, last: -1 })
    const isNew = document !== alike.last
    if (alike.listed >= this.#copies && !(isNew && alike.documents < this.#copies)) return
    alike.listed += 1
    if (isNew) alike.documents += 1
    alike.last = document
    this.#list(alike, start, end, document, sourceStart)
  }

  finish(): readonly FingerprintRun[] {
    const runs: FingerprintRun[] = []
    for (const groups of this.#spans.values()) {
      for (const alike of groups.values()) runs.push(...this.#lowest(alike))
    }
    return runs.sort(byPlace)
  }

  #alike(start: number, end: number, document: number): Alike {
    // Queries are far below 2^26 bytes, or their work would be over the limit.
    const key = start * 2 ** 26 + end
    if (key !== this.#lastKey) {
      this.#lastKey = key
      const known = this.#spans.get(key)
      this.#lastSpan = known ?? new Map()
      if (known === undefined) this.#spans.set(key, this.#lastSpan)
    }
    const group = this.#groupOf(document as DocumentNumber)
    let alike = this.#lastSpan.get(group)
    if (alike === undefined) {
      alike = { runs: [], count: 0, crowd: -1, listed: 0, documents: 0, last: -1 }
      this.#lastSpan.set(group, alike)
    }
    alike.count += 1
    return alike
  }

  #list({ runs }: Alike, start: number, end: number, document: number, sourceStart: number): void {
    this.#work.add(REPORT)
    runs.push({ start, end, document: document as DocumentNumber, sourceStart })
  }

  #lowest({ runs, count }: Alike): FingerprintRun[] {
    runs.sort(byPlace)
    const lowest: FingerprintRun[] = []
    let documents = 0
    let last = -1
    for (const run of runs) {
      const isNew = run.document !== last
      if (lowest.length >= this.#copies && !(isNew && documents < this.#copies)) continue
      if (isNew) documents += 1
      last = run.document
      lowest.push({ ...run, copies: count })
    }
    return lowest
  }
}

function byPlace(a: FingerprintRun, b: FingerprintRun): number {
  return a.start - b.start || a.document - b.document || a.sourceStart - b.sourceStart
}
