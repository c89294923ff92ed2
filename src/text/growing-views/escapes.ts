import { decodeEscapes } from '../views/escapes.js'
import type { OpenReader, Segment, SegmentSink, ViewReader } from './growing-view.js'

/**
 * What a text says where characters of it are escaped: in percent signs, entities, backslashes. As a form of its own it
 * may be escaped again, or be mark-up.
 */
export const openEscapeReader: OpenReader = (sink) => new EscapeReader(sink)

/** Escapes in a row, as bytes of one character are, and as many as are read at once. */
const RUN =
  /(?:%[0-9a-f]{2}){1,72}|&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,30});|(?:\\u[0-9a-f]{4}|\\x[0-9a-f]{2}){1,24}/gi
const OPEN =
  /(?:(?:%[0-9a-f]{2}){0,72}%?[0-9a-f]?|&(?:#?[0-9a-z]{0,31})|(?:\\u[0-9a-f]{4}|\\x[0-9a-f]{2}){0,24}(?:\\(?:u[0-9a-f]{0,4}|x[0-9a-f]{0,2})?)?)(?![\s\S])/gi
/** Text around escapes that is read with them. */
const CONTEXT = 160
const LONGEST = 240

class EscapeReader implements ViewReader {
  settled = 0
  readonly #sink: SegmentSink
  #segment: Segment | undefined
  #written = 0
  #last = 0

  constructor(sink: SegmentSink) {
    this.#sink = sink
  }

  read(input: string, ended: boolean): void {
    let at = this.settled
    let limit = ended ? input.length : openEscape(input, at)
    RUN.lastIndex = at
    for (let match = RUN.exec(input); match !== null && match.index < limit; match = RUN.exec(input)) {
      const { index, 0: run } = match
      this.#show(input, index)
      this.#escaped(input, index, run)
      at = index + run.length
      if (limit < at) limit = ended ? input.length : openEscape(input, at)
    }
    this.#show(input, limit)
    this.settled = Math.max(at, limit)
  }

  #escaped(input: string, start: number, run: string): void {
    const decoded = decodeEscapes(run, 0, true)
    if (decoded === undefined) return
    if (this.#segment === undefined) {
      this.#segment = this.#sink.fresh('escaped', start)
      this.#segment.keep(input, wholeFrom(input, Math.max(this.#written, start - CONTEXT)), start)
    }
    if (decoded.text.isWellFormed()) {
      for (let i = 0; i < decoded.text.length; ) {
        const width = decoded.text.codePointAt(i)! > 0xffff ? 2 : 1
        this.#segment.add(decoded.text.slice(i, i + width), start + decoded.start(i), start + decoded.end(i))
        i += width
      }
    }
    this.#written = this.#last = start + run.length
  }

  #show(input: string, to: number): void {
    if (this.#segment === undefined) return
    const end = Math.min(to, wholeFrom(input, this.#last + 2 * CONTEXT))
    if (end > this.#written) {
      this.#segment.keep(input, this.#written, end)
      this.#written = end
    }
    if (end < to) {
      this.#segment.close()
      this.#segment = undefined
    }
  }
}

function wholeFrom(text: string, at: number): number {
  return at < text.length && (text.charCodeAt(at) & 0xfc00) === 0xdc00 ? at + 1 : at
}

/** Where what may still become an escape, or another one, begins at the end. */
function openEscape(input: string, from: number): number {
  OPEN.lastIndex = Math.max(from, input.length - LONGEST)
  return OPEN.exec(input)?.index ?? input.length
}
