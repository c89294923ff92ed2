import type { OpenReader, SegmentSink, ViewReader } from './growing-view.js'
import { isPlausible } from './plausible.js'
import { LETTER_PLAYS, ORDERS, type Unplaced } from './rearrangements.js'

/**
 * Text whose letters or words stand in another order, or among others that say nothing: backwards, every n-th, neighbours
 * changed over, letters doubled, in columns, other letters in their place. What such a text says is seen when a piece of
 * it is there as a whole, so it is read a paragraph at a time, and what it says is placed where the paragraph ends
 * (docs/decisions.md#judged-as-seen): it blocks and is never cut out. One unit is held back and no more.
 */
export const openRearrangedReader: OpenReader = (sink) => new RearrangedReader(sink)

/** The longest piece that is read at once, code units, and how much of it the next one has too. */
const LONGEST = 1_024
const SHARED = 192
/** Shorter ones say nothing by their order. */
const SHORTEST = 12

const BLANK_LINE = /\n[ \t]*\n/g

class RearrangedReader implements ViewReader {
  settled = 0
  readonly #sink: SegmentSink
  #start = 0
  #seen = 0

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
      } else break
      this.#seen = this.#start
    }
    if (ended && this.#start < input.length) {
      this.#paragraph(input, input.length, wholeAt(input, input.length - 1))
      this.#start = input.length
    }
    this.#seen = input.length
    this.settled = ended || input.length === 0 ? input.length : wholeAt(input, input.length - 1)
  }

  /** Reads `[start, end)`, all of which is placed at unit `at`. */
  #paragraph(input: string, end: number, at: number): void {
    const text = input.slice(this.#start, end)
    if (text.length < SHORTEST) return
    for (const { name, read, keepsWords } of [...LETTER_PLAYS, ...ORDERS]) {
      const said: Unplaced = read(text)
      for (const one of typeof said === 'string' ? [said] : (said ?? [])) {
        if (one.length < SHORTEST || one === text || !isPlausible(one, text)) continue
        const segment = this.#sink.fresh(name, at)
        segment.add(one.isWellFormed() ? one : one.toWellFormed(), at, at + 1)
        segment.keepsWords = keepsWords === true
        segment.rearranges = text
        segment.close()
      }
    }
  }
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
