import type { Recognizer } from '../../core/ports.js'
import { foldText } from '../../text/fold.js'
import type { DecodedText } from '../../text/views/decoded.js'
import { areCommonWords, isNoName } from '../names/index.js'
import { DECIDES_BEHIND, type InPlaceView, type PlacedCode } from './in-place-views.js'
import { passOf } from './pass.js'
import { NAMED_BY_WORDS, type RecognizedValue, toValues } from './recognize.js'

/** Readable units in a row that are no chance: one of 80,000 places of a picture begins so many. */
const READABLE = 12
/** Of a code that can be read from beginning to end so many are enough. */
const WHOLE = 6
/** A name of one word is as long as this, or it is chance. */
const WORD = 9
/** What is nothing but a name is no longer. */
const NAME = 64

interface Places {
  start(i: number): number
  end(i: number): number
}

/** `text`: what a reader of the text reads as well. */
export type CodeKind = 'text' | 'code' | 'numbers' | 'backwards'

/** What a code says, each unit with its place. */
export interface CodeView extends DecodedText {
  /** Whether units `[i, j)` stand in the text as they are: then they are nothing new. */
  plain(i: number, j: number): boolean
}

export const never = () => false

/** A view of a view, with places of the text. */
export function viewWithin(outer: CodeView, inner: DecodedText): CodeView {
  return {
    name: inner.name,
    text: inner.text,
    start: (i) => outer.start(inner.start(i)),
    end: (i) => outer.end(inner.end(i) - 1),
    plain: never,
  }
}

/** A part of a code that can be read. */
interface Part {
  readonly low: number
  readonly high: number
  readonly open: boolean
  /** Nothing of the code is left out, and nothing more comes. */
  readonly whole: boolean
  readonly kind: CodeKind
}

/**
 * Reads what codes say for values. What a code says is cut into parts that can be read, and each part is a text of its
 * own: a picture in base64 has next to none, a hash none at all.
 */
export class CodeReader {
  readonly values: RecognizedValue[] = []
  settled = Number.POSITIVE_INFINITY
  readonly #surface: string
  readonly #from: number
  readonly #recognizers: readonly Recognizer[]
  readonly #minScore: number

  constructor(surface: string, from: number, recognizers: readonly Recognizer[], minScore: number) {
    this.#surface = surface
    this.#from = from
    this.#recognizers = recognizers
    this.#minScore = minScore
  }

  /** More text may change what starts at unit `i` of the code or behind it. */
  hold(code: DecodedText, i: number): void {
    const { length } = code.text
    if (i < length) this.settled = Math.min(this.settled, code.start(i))
    else if (length > 0) this.settled = Math.min(this.settled, code.end(length - 1))
  }

  read(code: CodeView, { open, kind }: { readonly open: boolean; readonly kind: CodeKind }): void {
    const { text } = code
    if (open) this.hold(code, text.length)
    // Nothing but the beginning of an escape.
    if (open && text === '' && code.name === 'escaped') this.settled = Math.min(this.settled, this.#from)
    if (text === '' || code.plain(0, text.length)) return
    for (const [low, high] of readableParts(text, kind === 'text')) {
      const all = low === 0 && high === text.length
      const touches = open && high === text.length
      // Whether the code can be read to its end is seen there.
      if (touches && kind !== 'text' && (all ? high <= NAME : high - low < READABLE)) this.hold(code, low)
      else if (kind === 'text' || high - low >= (all && !open ? WHOLE : READABLE)) {
        this.#readPart(code, { low, high, open: touches, whole: all && !open, kind })
      }
    }
  }

  #readPart(code: CodeView, { low, high, open, whole, kind }: Part): void {
    const part = code.text.slice(low, high)
    const folded = foldText(part.isWellFormed() ? part : part.toWellFormed())
    const { surface } = folded
    const pass = passOf(this.#recognizers)
    const unitOf = (i: number) => low + folded.surfaceStart(i)
    const first = kind === 'backwards' ? 0 : this.#firstFresh(code, low, surface.length, unitOf)
    if (open) {
      const settled = pass.settled(surface, first)
      if (settled < surface.length) this.hold(code, unitOf(settled))
    }
    for (const value of toValues(pass.matches(surface, first), this.#recognizers, this.#minScore)) {
      const from = unitOf(value.start)
      const to = low + folded.surfaceEnd(value.end - 1)
      if (code.plain(from, to)) continue
      const start = Math.min(code.start(from), code.start(to - 1))
      const end = Math.max(code.end(from), code.end(to - 1))
      const found = {
        value,
        spelling: surface.slice(value.start, value.end),
        code: this.#surface.slice(start, end),
        alone: value.start <= 1 && value.end >= surface.trimEnd().length - 1,
      }
      if (!isMeant(found, kind, whole && high <= NAME)) continue
      if (start >= this.#from) this.values.push({ ...value, start, end })
    }
  }

  /** A text with what its short codes say in their places: values that some of it lies in. */
  readInPlace(outer: Places, view: InPlaceView): void {
    const codes = view.codes.filter(({ end }) => outer.end(end - 1) + DECIDES_BEHIND > this.#from)
    const [first] = codes
    if (first === undefined) return
    const folded = foldText(view.text)
    const { surface } = folded
    const pass = passOf(this.#recognizers)
    const from = folded.surfaceIndex(Math.max(0, first.from - BEGINS_BEFORE))
    const settled = view.open ? pass.settled(surface, from) : surface.length
    const settledRaw = folded.surfaceStart(settled)
    for (const { start, to } of codes) {
      if (to + DECIDES_BEHIND <= settledRaw || !view.open) continue
      const undecided = to > settledRaw ? outer.start(start) : outer.end(view.end(settledRaw - 1) - 1)
      this.settled = Math.min(this.settled, undecided)
    }
    for (const value of toValues(pass.matches(surface, from), this.#recognizers, this.#minScore)) {
      const low = folded.surfaceStart(value.start)
      const high = folded.surfaceEnd(value.end - 1)
      const code = codes.find((one) => one.from < high && one.to + DECIDES_BEHIND > low)
      if (code === undefined || low < code.from - BEGINS_BEFORE) continue
      if (!countsInPlace(value, surface.slice(value.start, value.end), code)) continue
      if (NAMED_BY_WORDS.has(value.entity) && value.apart !== true) {
        if (isNoName(surface, value.start, value.end)) continue
        // A heading in a code has no sentence around it that makes a name of it.
        const isHeading = NAMES.has(value.entity) && areCommonWords(surface.slice(value.start, value.end))
        if (isHeading && code.kind === 'code') continue
      }
      const start = outer.start(Math.max(code.start, view.start(low)))
      if (start >= this.#from) {
        this.values.push({ ...value, start, end: outer.end(view.end(high - 1) - 1) })
      }
    }
  }

  /** The first surface unit of a part that comes from `from` or behind it. */
  #firstFresh(code: CodeView, low: number, length: number, unitOf: (i: number) => number): number {
    if (length === 0 || code.start(low) >= this.#from) return 0
    let below = 0
    let above = length
    while (below < above) {
      const middle = (below + above) >>> 1
      if (code.start(unitOf(middle)) < this.#from) below = middle + 1
      else above = middle
    }
    return below
  }
}

/** Escaped as a part of a link is, whole: what is said there is said as in any text, in one word or on two lines. */
const IN_LINK = /^[\p{L}\p{N}._~!*'()+-]*(?:%[0-9a-f]{2}[\p{L}\p{N}._~!*'()+-]*)+$/iu
/** Two words or more and no sign of a program; or a name of ideographs. */
const IS_NAME =
  /^[\p{L}\p{N}][\p{L}\p{M}\p{N}.,'’#-]*(?: [\p{L}\p{M}\p{N}.,'’#-]+)+$|^[\u3040-\u30ff\u3400-\u9fff・]+$/u
/** Of any words; nationalities and titles are words of closed lists. */
const NAMES: ReadonlySet<string> = new Set(['PERSON', 'LOCATION', 'ORGANIZATION'])

/** Not numbers, or of two digits: an *I5* is a processor. */
const NO_NUMBERS: ReadonlySet<string> = new Set(['PERSON', 'ORGANIZATION', 'NRP', 'TITLE', 'AGE'])

interface FoundInCode {
  readonly value: RecognizedValue
  /** What the code says, and the code itself. */
  readonly spelling: string
  readonly code: string
  /** Nothing else is said in the part. */
  readonly alone: boolean
}

/** Not what bytes say by chance. `whole`: the part is all that the code says, and short. */
function isMeant({ value, spelling, code, alone }: FoundInCode, kind: CodeKind, whole: boolean): boolean {
  if (kind === 'backwards' && !alone && value.class !== 'secret' && !spelling.includes('@')) return false
  const isLink = kind === 'text' && IN_LINK.test(code)
  if (!isLink && !counts(value, spelling, kind)) return false
  if (NAMES.has(value.entity) && areCommonWords(spelling)) return false
  if (value.class !== 'name' || isLink) return true
  // Nothing but a name is one: in a picture there are hundreds. In programs `=fa` is no escape.
  if (kind === 'text') return IS_NAME.test(spelling) && !code.includes('=')
  return kind === 'code' && whole && alone && (IS_NAME.test(spelling) || spelling.length >= WORD)
}

/** A value begins at most so far before a code that it goes on in; it is placed on the code. */
const BEGINS_BEFORE = 96

function countsInPlace(value: RecognizedValue, spelling: string, { kind }: PlacedCode): boolean {
  if (value.entity === 'URL' || value.entity === 'DOMAIN_NAME')
    return kind === 'code' && spelling.includes('://')
  // What a machine misread is a number.
  return kind === 'code' || (/[0-9]/.test(spelling) && !NO_NUMBERS.has(value.entity))
}

/** Ends of addresses that are no beginnings of them. */
const ADDRESS_END =
  /\.(?:com|net|org|edu|gov|info|biz|io|co|jp|uk|de|fr|es|it|in|cn|kr|au|ca|br|eu|nl|ch|se|no|dk|fi|pl|ru|us|test|example)$/i

/** Left out is what a code says by chance, and an address of a page, which says nothing of anybody. */
function counts(value: RecognizedValue, spelling: string, kind: CodeKind): boolean {
  if (value.entity === 'URL' || value.entity === 'DOMAIN_NAME') return false
  if (value.class === 'secret' && kind !== 'backwards') return true
  switch (kind) {
    case 'text':
      return !/[\t\n\r]/.test(spelling)
    case 'numbers':
      // Digits alone may be measurements.
      return /[^0-9]/.test(spelling)
    case 'backwards':
      return (
        value.score >= 0.8 &&
        value.entity !== 'IP_ADDRESS' &&
        (value.entity !== 'EMAIL_ADDRESS' || ADDRESS_END.test(spelling))
      )
    default:
      return true
  }
}

/**
 * ASCII and what is written in squares: Latin letters with marks are what bytes that mean nothing are read as, and
 * the scripts between are two of them.
 */
const READABLE_UNIT = /[\t\n\r -~\u3000-\u30ff\u3400-\u9fff\uac00-\ud7a3\uff01-\uff9f]/
const IS_READABLE = Uint8Array.from({ length: 0x10000 }, (_, unit) =>
  READABLE_UNIT.test(String.fromCharCode(unit)) ? 1 : 0,
)

/** Maximal parts of a decoded text that can be read; all of what is a text anyway. */
function* readableParts(text: string, all: boolean): Generator<[start: number, end: number]> {
  if (all) return yield [0, text.length]
  let start = 0
  for (let i = 0; i <= text.length; i++) {
    if (i < text.length && IS_READABLE[text.charCodeAt(i)] === 1) continue
    if (i > start) yield [start, i]
    start = i + 1
  }
}
