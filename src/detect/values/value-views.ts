import type { Recognizer } from '../../core/ports.js'
import { foldText } from '../../text/fold.js'
import { rawSpan, surfaceIndex } from '../../text/surface.js'
import type { DecodedText } from '../../text/views/decoded.js'
import { openReversedStart, readReversed } from '../../text/views/reversed.js'
import { openSayingStart } from '../../text/views/said.js'
import { openSpacedStart, readSpaced } from '../../text/views/spaced.js'
import { openViewStart, viewsOf } from '../../text/views.js'
import { areCommonWords, isNoName } from '../names/index.js'
import { DECIDES_BEHIND, type Placed, type Restored, restore } from './in-place.js'
import { scanOf } from './pass.js'
import {
  DEFAULT_MIN_SCORE,
  type RecognizedValue,
  resolveOverlaps,
  toValues,
  valuesIn,
  WORDED,
} from './recognize.js'

/**
 * Values that a text says in a code: base64, base32, hexadecimal, binary, escapes, lists of numbers, each inside
 * another one; letter by letter, or backwards. A value stands where its code does.
 *
 * What a code says is cut into parts that can be read, and each part is a text of its own: a picture in base64 has
 * next to none, a hash none at all. Whether a value starts at a place depends on the text around it as far as the
 * recognizers look and no further, so a text may grow (law 2).
 */
export interface OtherValues {
  /** Unresolved; offsets are those of the surface text. */
  readonly values: readonly RecognizedValue[]
  /** Nothing that starts before it will be added, changed or withdrawn by more text. */
  readonly settled: number
  /** The start of the first of those that may still turn out to be such a name. */
  undecided(values: readonly RecognizedValue[]): number
  /** What stands as it is, but for codes that were taken for words. */
  without(values: readonly RecognizedValue[]): RecognizedValue[]
}

/**
 * Units before `from` that reading begins at: what the recognizers look back at, 256 units, in the longest code
 * of one, ten units for each.
 */
const BACK = 4_096
/** Readable units in a row that are no chance: one of 80,000 places of a picture begins so many. */
const READABLE = 12
/** Of a code that can be read from beginning to end so many are enough. */
const WHOLE = 6
/** A name of one word is as long as this, or it is chance. */
const WORD = 9
/** What is nothing but a name is no longer. */
const NAME = 64

export function valuesOtherwise(
  surface: string,
  from: number,
  ended: boolean,
  recognizers: readonly Recognizer[],
  minScore: number,
): OtherValues {
  const begin = Math.max(0, from - BACK)
  const reader = new CodeReader(surface, from, recognizers, minScore)
  const codes: Placed[] = []
  for (const restored of restore(surface, from, ended)) {
    reader.readRestored(AS_IT_STANDS, restored)
    codes.push(...restored.sayings.filter(({ kind }) => kind === 'code'))
  }
  for (const view of viewsOf(surface, begin, ended)) {
    if (view.name === 'leet' || view.name.endsWith('>leet')) continue
    reader.read(view, { open: view.open, kind: view.inPlace ? 'text' : numbers(view.name) })
    // Of a text whose escapes had to be read first a code is seen to begin there only.
    if (view.inPlace && view.open) reader.hold(view, openViewStart(view.text))
    if (view.inPlace) {
      for (const inner of readSpaced(view.text, 0, !view.open)) {
        reader.read(inside(view, inner), { open: view.open && inner.last, kind: 'text' })
      }
      if (view.open) reader.hold(view, openSpacedStart(view.text))
      for (const restored of restore(view.text, 0, !view.open)) reader.readRestored(view, restored)
      if (view.open) reader.hold(view, openSayingStart(view.text))
    }
  }
  for (const view of readSpaced(surface, begin, ended)) {
    reader.read({ ...view, plain: never }, { open: !ended && view.last, kind: 'text' })
  }
  for (const view of readReversed(surface, begin)) {
    reader.read({ ...view, plain: never }, { open: false, kind: 'backwards' })
  }
  const without = (values: readonly RecognizedValue[]) =>
    values.filter(
      ({ entity, start, end }) =>
        !WORDED.has(entity) || !codes.some((code) => code.start < end && code.end > start),
    )
  const { length } = surface
  if (ended) return { values: reader.values, settled: length, undecided: () => length, without }
  const open = Math.min(openViewStart(surface), openSpacedStart(surface), openReversedStart(surface))
  const openSaying = openSayingStart(surface)
  return {
    values: reader.values,
    settled: Math.min(reader.settled, open, openSaying),
    undecided: (values) =>
      values.reduce(
        (first, { entity, start, end }) =>
          WORDED.has(entity) && end > openSaying ? Math.min(first, start) : first,
        length,
      ),
    without,
  }
}

const never = () => false

interface Places {
  start(i: number): number
  end(i: number): number
}

const AS_IT_STANDS: Places = { start: (i) => i, end: (i) => i + 1 }

/** What is read in a text that was read itself. */
function inside(outer: Code, inner: DecodedText): Code {
  return {
    name: inner.name,
    text: inner.text,
    start: (i) => outer.start(inner.start(i)),
    end: (i) => outer.end(inner.end(i) - 1),
    plain: never,
  }
}

/** A list of numbers that says digits may be one of measurements. */
function numbers(name: string): Kind {
  return /decimal|octal|alphabet/.test(name) ? 'numbers' : 'code'
}

type Kind = 'text' | 'code' | 'numbers' | 'backwards'

interface Code extends DecodedText {
  plain(i: number, j: number): boolean
}

/** A part of a code that can be read. */
interface Part {
  readonly low: number
  readonly high: number
  readonly open: boolean
  /** Nothing of the code is left out, and nothing more comes. */
  readonly whole: boolean
  readonly kind: Kind
}

class CodeReader {
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

  read(code: Code, { open, kind }: { readonly open: boolean; readonly kind: Kind }): void {
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

  #readPart(code: Code, { low, high, open, whole, kind }: Part): void {
    const part = code.text.slice(low, high)
    const folded = foldText(part.isWellFormed() ? part : part.toWellFormed())
    const { surface } = folded
    const scan = scanOf(this.#recognizers)
    const unitOf = (i: number) => low + folded.surfaceStart(i)
    const first = kind === 'backwards' ? 0 : this.#firstFresh(code, low, surface.length, unitOf)
    if (open) {
      const settled = scan.settled(surface, first)
      if (settled < surface.length) this.hold(code, unitOf(settled))
    }
    for (const value of toValues(scan.hits(surface, first), this.#recognizers, this.#minScore)) {
      const from = unitOf(value.start)
      const to = low + folded.surfaceEnd(value.end - 1)
      const said = surface.slice(value.start, value.end)
      if (code.plain(from, to)) continue
      const alone = value.start <= 1 && value.end >= surface.trimEnd().length - 1
      if (kind === 'backwards' && !alone && value.class !== 'secret' && !said.includes('@')) continue
      const start = Math.min(code.start(from), code.start(to - 1))
      const end = Math.max(code.end(from), code.end(to - 1))
      const isLink = kind === 'text' && IN_LINK.test(this.#surface.slice(start, end))
      if (!isLink && !counts(value, said, kind)) continue
      if (NAMES.has(value.entity) && areCommonWords(said)) continue
      if (value.class === 'name' && !isLink) {
        // Nothing but a name is one: in a picture there are hundreds. In programs `=fa` is no escape.
        const isText = kind === 'text' && IS_NAME.test(said) && !this.#surface.slice(start, end).includes('=')
        const isCode = kind === 'code' && whole && high <= NAME && alone
        if (!isText && !(isCode && (IS_NAME.test(said) || said.length >= WORD))) continue
      }
      if (start >= this.#from) this.values.push({ ...value, start, end })
    }
  }

  /** A text with what its short codes say in their places: values that some of it lies in. */
  readRestored(outer: Places, restored: Restored): void {
    const sayings = restored.sayings.filter(({ end }) => outer.end(end - 1) + DECIDES_BEHIND > this.#from)
    const [first] = sayings
    if (first === undefined) return
    const folded = foldText(restored.text)
    const { surface } = folded
    const scan = scanOf(this.#recognizers)
    const from = surfaceIndex(folded, Math.max(0, first.from - BEGINS_BEFORE))
    const settled = restored.open ? scan.settled(surface, from) : surface.length
    const settledRaw = folded.surfaceStart(settled)
    for (const { start, to } of sayings) {
      if (to + DECIDES_BEHIND <= settledRaw || !restored.open) continue
      const undecided = to > settledRaw ? outer.start(start) : outer.end(restored.end(settledRaw - 1) - 1)
      this.settled = Math.min(this.settled, undecided)
    }
    for (const value of toValues(scan.hits(surface, from), this.#recognizers, this.#minScore)) {
      const low = folded.surfaceStart(value.start)
      const high = folded.surfaceEnd(value.end - 1)
      const saying = sayings.find((one) => one.from < high && one.to + DECIDES_BEHIND > low)
      if (saying === undefined || low < saying.from - BEGINS_BEFORE) continue
      if (!countsInPlace(value, surface.slice(value.start, value.end), saying)) continue
      if (WORDED.has(value.entity) && value.apart !== true) {
        if (isNoName(surface, value.start, value.end)) continue
        // A heading in a code has no sentence around it that makes a name of it.
        const isHeading = NAMES.has(value.entity) && areCommonWords(surface.slice(value.start, value.end))
        if (isHeading && saying.kind === 'code') continue
      }
      const start = outer.start(Math.max(saying.start, restored.start(low)))
      if (start >= this.#from) {
        this.values.push({ ...value, start, end: outer.end(restored.end(high - 1) - 1) })
      }
    }
  }

  /** The first surface unit of a part that comes from `from` or behind it. */
  #firstFresh(code: Code, low: number, length: number, unitOf: (i: number) => number): number {
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

/** A value begins at most so far before a code that it goes on in; it is placed on the code. */
const BEGINS_BEFORE = 96

function countsInPlace(value: RecognizedValue, said: string, { kind }: Placed): boolean {
  if (value.entity === 'URL' || value.entity === 'DOMAIN_NAME') return kind === 'code' && said.includes('://')
  // What a machine misread is a number.
  return kind === 'code' || (/[0-9]/.test(said) && !NO_NUMBERS.has(value.entity))
}

/** Ends of addresses that are no beginnings of them. */
const ADDRESS_END =
  /\.(?:com|net|org|edu|gov|info|biz|io|co|jp|uk|de|fr|es|it|in|cn|kr|au|ca|br|eu|nl|ch|se|no|dk|fi|pl|ru|us|test|example)$/i

/** Left out is what a code says by chance, and an address of a page, which says nothing of anybody. */
function counts(value: RecognizedValue, said: string, kind: Kind): boolean {
  if (value.entity === 'URL' || value.entity === 'DOMAIN_NAME') return false
  if (value.class === 'secret' && kind !== 'backwards') return true
  switch (kind) {
    case 'text':
      return !/[\t\n\r]/.test(said)
    case 'numbers':
      // Digits alone may be measurements.
      return /[^0-9]/.test(said)
    case 'backwards':
      return (
        value.score >= 0.8 &&
        value.entity !== 'IP_ADDRESS' &&
        (value.entity !== 'EMAIL_ADDRESS' || ADDRESS_END.test(said))
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

/** A long text is read for codes so many units at a time, with what stands around each: memory stays bounded. */
const BLOCK = 262_144

/** All values of a raw text, as it stands and in any code, resolved. Throws `work-limit` as `viewsOf` does. */
export function readValues(
  text: string,
  recognizers: readonly Recognizer[],
  minScore: number = DEFAULT_MIN_SCORE,
): readonly RecognizedValue[] {
  const folded = foldText(text)
  const { surface } = folded
  let values = valuesIn(surface, 0, recognizers, minScore)
  const others: RecognizedValue[] = []
  for (let begin = 0; begin < surface.length; begin += BLOCK) {
    const low = Math.max(0, begin - BACK)
    const block = surface.slice(low, begin + BLOCK + 2 * BACK)
    const moved = (value: RecognizedValue, by: number) => ({
      ...value,
      start: value.start + by,
      end: value.end + by,
    })
    const otherwise = valuesOtherwise(block, begin - low, true, recognizers, minScore)
    for (const value of otherwise.values) {
      if (value.start + low < begin + BLOCK) others.push(moved(value, low))
    }
    values = otherwise.without(values.map((value) => moved(value, -low))).map((value) => moved(value, low))
  }
  values.push(...others)
  return resolveOverlaps(values).map((value) => ({ ...value, ...rawSpan(folded, value.start, value.end) }))
}
