import { keyedDigest, type SecretKey } from '../../core/digest.js'
import type { EntityClass, Recognizer, RecognizerMatch } from '../../core/ports.js'
import { DEFAULT_THRESHOLDS } from '../../core/thresholds.js'
import { foldText } from '../../text/fold.js'
import { rawSpan } from '../../text/surface.js'
import { isNoName, isPost, isTitleAlone } from '../names/index.js'
import { isLabel } from './labels/words.js'
import { type PassMatch, passOf } from './pass.js'

/** A value found in a text. Offsets are those of the text handed in. */
export interface RecognizedValue extends RecognizerMatch {
  readonly entity: string
  readonly class: EntityClass
}

/** Below this score a match is a guess. */
export const DEFAULT_MIN_SCORE = DEFAULT_THRESHOLDS.minScore

const SEVERITY: Readonly<Record<EntityClass, number>> = { name: 0, contact: 1, 'high-risk': 2, secret: 3 }

/** All values of a raw text as it stands, resolved. For documents at ingestion. */
export function recognizeValues(
  text: string,
  recognizers: readonly Recognizer[],
  minScore: number = DEFAULT_MIN_SCORE,
): readonly RecognizedValue[] {
  const folded = foldText(text)
  return resolveOverlaps(valuesIn(folded.surface, 0, recognizers, minScore)).map((value) => ({
    ...value,
    ...rawSpan(folded, value.start, value.end),
  }))
}

/** Unresolved values of surface-folded text that start at `from` or behind it; offsets are those of the text. */
export function valuesIn(
  surface: string,
  from: number,
  recognizers: readonly Recognizer[],
  minScore: number,
): RecognizedValue[] {
  return toValues(passOf(recognizers).matches(surface, from), recognizers, minScore).filter(
    ({ entity, start, end, apart }) =>
      !NAMED_BY_WORDS.has(entity) ||
      apart === true ||
      !(isNoName(surface, start, end) || isOtherWords(entity, surface.slice(start, end))),
  )
}

/** What is a label, a post or a title, and not what it was taken for. */
function isOtherWords(entity: string, words: string): boolean {
  if (entity === 'LOCATION' && isPost(words)) return true
  return (entity === 'PERSON' && isTitleAlone(words)) || isLabel(words)
}

/** Told by the words that they are, and not by a form: what is no name of anybody is none of them. */
export const NAMED_BY_WORDS: ReadonlySet<string> = new Set([
  'PERSON',
  'LOCATION',
  'ORGANIZATION',
  'NRP',
  'TITLE',
])

/** Matches that are sure enough, as values. */
export function toValues(
  matches: readonly PassMatch[],
  recognizers: readonly Recognizer[],
  minScore: number,
): RecognizedValue[] {
  return matches
    .filter(({ match }) => match.score >= minScore)
    .map(({ recognizer, match }) => {
      const { entity, class: entityClass } = recognizers[recognizer]!
      return { ...match, entity, class: entityClass }
    })
}

/**
 * The longest match wins, then the score, then the first recognizer: a value inside another one is part of it,
 * unless its class is the graver one, or it stands apart and the other is a link. What is only presumed gives way to
 * anything that contains it. Values that only overlap both stand, and what is redacted is their
 * union: nothing that was recognised comes out. Whether a value is dropped depends on values that start at or
 * before it and on nothing else, so a stream need not wait for what follows.
 */
export function resolveOverlaps(values: readonly RecognizedValue[]): RecognizedValue[] {
  const reach = [0, 0, 0, 0]
  /** Of links left out: what stands apart may lie inside one. */
  const reachApart = [0, 0, 0, 0]
  return values
    .toSorted((a, b) => a.start - b.start || b.end - a.end || rankOf(b) - rankOf(a))
    .filter(({ class: entityClass, entity, end, apart, presumed }) => {
      const severity = SEVERITY[entityClass]
      const least = presumed === true ? 0 : severity
      const reached = apart === true ? reachApart : reach
      if (reached.some((to, other) => other >= least && to >= end)) return false
      if ((reach[severity] ?? 0) < end) reach[severity] = end
      if (entity !== 'URL' && (reachApart[severity] ?? 0) < end) reachApart[severity] = end
      return true
    })
}

/** Of two values of one place: the surer; but a number shaped like a telephone's and a word are what their label says. */
function rankOf({ entity, score, presumed }: RecognizedValue): number {
  const isWeak = entity === 'PHONE_NUMBER' || NAMED_BY_WORDS.has(entity)
  if (presumed === true && entity !== 'PHONE_NUMBER') return RANK_OF_LABELS
  return isWeak ? score - 1 : score + 1
}

/** Between what is told by words or groups of digits, and what a form tells. */
const RANK_OF_LABELS = 0.5

/** What the store knows a value by: keyed, because there are few telephone numbers. */
export function valueDigest(key: SecretKey, entity: string, canonical: string): string {
  return keyedDigest(key, 'value', entity, canonical)
}
