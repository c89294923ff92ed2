import type { OpenReader, SegmentSink, ViewReader } from './growing-view.js'
import { isPlausible, isUncounted } from './plausible.js'
import { LETTER_PLAYS, ORDERS } from './rearrangements.js'

/**
 * Text whose letters or words stand in another order, or among others that say nothing: backwards, every n-th, neighbours
 * changed over, letters doubled, in columns, other letters in their place. What such a text says is seen when a piece of
 * it is there as a whole, so it is read a paragraph at a time (docs/decisions.md#judged-as-seen): it blocks and is never
 * cut out. At a few places within a paragraph it is asked whether the letters that are there so far say something in another
 * order, or its words without fillers. Where they do, the rest of the paragraph is held back, and what all of it says is placed
 * there; else it is placed where the paragraph ends, and one unit is held back and no more. Words in another order are words
 * all the same and show nothing: every other paragraph of plain prose would wait for its end.
 */
export const openRearrangedReader: OpenReader = (sink) => new RearrangedReader(sink)

/** The longest piece that is read at once, code units, and how much of it the next one has too. */
const LONGEST = 1_024
const SHARED = 192
/** Code units of a paragraph after which it is asked whether it says something in another order. */
const ASKED = [24, 40, 56, 80, 112, 160, 256, 512]
/** Shorter ones say nothing by their order. */
const SHORTEST = 12

const BLANK_LINE = /\n[ \t]*\n/g

class RearrangedReader implements ViewReader {
  settled = 0
  readonly #sink: SegmentSink
  #start = 0
  #seen = 0
  /** How often it was asked in this paragraph. */
  #asked = 0
  /** Where it showed that this paragraph says something in another order. */
  #shows: number | undefined
  /** Up to where the last paragraph was read: this one begins before. */
  #readTo = 0

  constructor(sink: SegmentSink) {
    this.#sink = sink
  }

  read(input: string, ended: boolean): void {
    for (;;) {
      const limit = wholeAt(input, this.#start + LONGEST)
      BLANK_LINE.lastIndex = blanksStart(input, this.#start, this.#seen)
      const blank = BLANK_LINE.exec(input)
      if (blank !== null && blank.index < limit) {
        this.#paragraph(input, blank.index, BLANK_LINE.lastIndex - 1)
        this.#start = BLANK_LINE.lastIndex
      } else if (input.length > limit) {
        this.#paragraph(input, limit, limit)
        this.#start = wholeAt(input, limit - SHARED)
        this.#readTo = limit
      } else break
      this.#asked = 0
      this.#shows = undefined
      this.#seen = this.#start
    }
    if (ended && this.#start < input.length) {
      this.#paragraph(input, input.length, wholeAt(input, input.length - 1))
      this.#start = input.length
    }
    this.#seen = input.length
    if (ended) this.settled = input.length
    else {
      // The paragraph may end where its last blanks begin.
      this.#ask(input, blanksStart(input, this.#start, input.length))
      const last = input.length === 0 ? 0 : wholeAt(input, input.length - 1)
      this.settled = Math.min(last, this.#shows ?? this.#next(input))
    }
  }

  /** Asks at every place before `end` that has not been asked at. */
  #ask(input: string, end: number): void {
    for (; this.#shows === undefined && this.#next(input) < end; this.#asked++) {
      const at = this.#next(input)
      if (at > this.#readTo && shows(input.slice(this.#start, at))) this.#shows = at
    }
  }

  /** Where it is asked next. */
  #next(input: string): number {
    const length = ASKED[this.#asked]
    return length === undefined ? Number.POSITIVE_INFINITY : wholeAt(input, this.#start + length)
  }

  /** Reads `[start, end)`; what does not show before is placed at unit `at`. */
  #paragraph(input: string, end: number, at: number): void {
    const text = input.slice(this.#start, end)
    const all = saidIn(text)
    if (all.length === 0) return
    this.#ask(input, end)
    const from = Math.min(at, this.#shows ?? at)
    for (const { name, said, keepsWords } of all) {
      const segment = this.#sink.fresh(name, from)
      segment.add(said, from, from + 1)
      segment.keepsWords = keepsWords
      segment.rearranges = text
      segment.close()
    }
  }
}

interface Said {
  readonly name: string
  readonly said: string
  readonly keepsWords: boolean
}

/** What a text says in other orders; `surely` alone where others wait for it. */
function saidIn(text: string, surely = false): Said[] {
  const all: Said[] = []
  if (text.length < SHORTEST) return all
  for (const { name, keepsWords, ...row } of [...LETTER_PLAYS, ...ORDERS]) {
    const said = surely && row.surely !== undefined ? row.surely(text) : row.read(text)
    for (const one of typeof said === 'string' ? [said] : (said ?? [])) {
      if (one.length < SHORTEST || one === text || !isPlausible(one, text)) continue
      all.push({ name, said: one.isWellFormed() ? one : one.toWellFormed(), keepsWords: keepsWords === true })
    }
  }
  return all
}

/** Whether a text says something in another order, beyond its own words. Of scripts whose pairs nobody has counted any may. */
function shows(text: string): boolean {
  if (isUncounted(text)) return false
  return saidIn(text, true).some(({ keepsWords }) => !keepsWords)
}

/** Where the blanks before `at` begin, not before `from`: a blank line may have been cut anywhere. */
function blanksStart(input: string, from: number, at: number): number {
  let start = at
  while (start > from && /[ \t\n]/.test(input[start - 1]!)) start--
  return start
}

/** Where a character begins, at or before `at`. */
function wholeAt(text: string, at: number): number {
  return (text.charCodeAt(at) & 0xfc00) === 0xdc00 ? at - 1 : at
}
