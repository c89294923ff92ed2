import type { Recognizer } from '../../core/ports.js'
import { foldText } from '../../text/fold.js'
import { rawSpan } from '../../text/surface.js'
import { openReversedStart, readReversed } from '../../text/views/reversed.js'
import { openShortCodeStart } from '../../text/views/short-codes.js'
import { openSpacedStart, readSpaced } from '../../text/views/spaced.js'
import { CODES, type DecodedView, decodeViews, openViewStart } from '../../text/views.js'
import { type CodeKind, CodeReader, never, viewWithin } from './code-reader.js'
import { inPlaceViews, type PlacedCode } from './in-place-views.js'
import {
  DEFAULT_MIN_SCORE,
  NAMED_BY_WORDS,
  type RecognizedValue,
  resolveOverlaps,
  valuesIn,
} from './recognize.js'

/**
 * Values that a text says in a code: base64, base32, hexadecimal, binary, escapes, lists of numbers, each inside
 * another one; letter by letter, or backwards. A value stands where its code does.
 *
 * Whether a value starts at a place depends on the text around it as far as the recognizers look and no further, so a
 * text may grow (law 2).
 */
export interface ViewValues {
  /** Unresolved; offsets are those of the surface text. */
  readonly values: readonly RecognizedValue[]
  /** Nothing that starts before it will be added, changed or withdrawn by more text. */
  readonly settled: number
  /** The start of the first value of the text as it stands that may still turn out to be a piece of a code. */
  undecided(values: readonly RecognizedValue[]): number
  /** Of the values of the text as it stands those that are no piece of a code taken for words. */
  outsideCodes(values: readonly RecognizedValue[]): RecognizedValue[]
}

/**
 * Units before `from` that reading begins at: what the recognizers look back at, 256 units, in the longest code
 * of one, ten units for each.
 */
const BACK = 4_096

export function valuesInViews(
  surface: string,
  from: number,
  ended: boolean,
  recognizers: readonly Recognizer[],
  minScore: number,
): ViewValues {
  const begin = Math.max(0, from - BACK)
  const reader = new CodeReader(surface, from, recognizers, minScore)
  const codes: PlacedCode[] = []
  for (const view of inPlaceViews(surface, from, ended)) {
    reader.readInPlace(AS_IT_STANDS, view)
    codes.push(...view.codes.filter(({ kind }) => kind === 'code'))
  }
  for (const view of decodeViews(surface, begin, ended, CODES)) {
    reader.read(view, { open: view.open, kind: view.inPlace ? 'text' : kindOf(view.name) })
    if (view.inPlace) readWithin(reader, view)
  }
  for (const view of readSpaced(surface, begin, ended)) {
    reader.read({ ...view, plain: never }, { open: !ended && view.last, kind: 'text' })
  }
  for (const view of readReversed(surface, begin)) {
    reader.read({ ...view, plain: never }, { open: false, kind: 'backwards' })
  }
  const outsideCodes = (values: readonly RecognizedValue[]) =>
    values.filter(
      ({ entity, start, end }) =>
        !NAMED_BY_WORDS.has(entity) || !codes.some((code) => code.start < end && code.end > start),
    )
  const { length } = surface
  const { values } = reader
  if (ended) return { values, settled: length, undecided: () => length, outsideCodes }
  const open = Math.min(openViewStart(surface), openSpacedStart(surface), openReversedStart(surface))
  const openCode = openShortCodeStart(surface)
  return {
    values,
    settled: Math.min(reader.settled, open, openCode),
    undecided: (plain) =>
      plain.reduce(
        (first, { entity, start, end }) =>
          NAMED_BY_WORDS.has(entity) && end > openCode ? Math.min(first, start) : first,
        length,
      ),
    outsideCodes,
  }
}

/** Of a text that is read as it stands. */
export function noViews(surface: string): ViewValues {
  const { length } = surface
  return { values: [], settled: length, undecided: () => length, outsideCodes: (values) => [...values] }
}

const AS_IT_STANDS = { start: (i: number) => i, end: (i: number) => i + 1 }

/** Of a text whose escapes were read: what else its words say. Where a code begins in it is seen only now. */
function readWithin(reader: CodeReader, view: DecodedView): void {
  if (view.open) reader.hold(view, openViewStart(view.text))
  for (const inner of readSpaced(view.text, 0, !view.open)) {
    reader.read(viewWithin(view, inner), { open: view.open && inner.last, kind: 'text' })
  }
  if (view.open) reader.hold(view, openSpacedStart(view.text))
  for (const inner of inPlaceViews(view.text, 0, !view.open)) reader.readInPlace(view, inner)
  if (view.open) reader.hold(view, openShortCodeStart(view.text))
}

/** A list of numbers that says digits may be one of measurements. */
function kindOf(name: string): CodeKind {
  return /decimal|octal|alphabet/.test(name) ? 'numbers' : 'code'
}

/** A long text is read for codes so many units at a time, with what stands around each: memory stays bounded. */
const BLOCK = 262_144

/** All values of a raw text, as it stands and in any code, resolved. Throws `work-limit` as `decodeViews` does. */
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
    const inViews = valuesInViews(block, begin - low, true, recognizers, minScore)
    for (const value of inViews.values) {
      if (value.start + low < begin + BLOCK) others.push(moved(value, low))
    }
    values = inViews.outsideCodes(values.map((value) => moved(value, -low))).map((value) => moved(value, low))
  }
  values.push(...others)
  return resolveOverlaps(values).map((value) => ({ ...value, ...rawSpan(folded, value.start, value.end) }))
}
