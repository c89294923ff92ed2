import { keyedDigest, type SecretKey } from '../core/digest.js'
import type { EntityClass, Recognizer, RecognizerMatch } from '../core/ports.js'
import { foldText } from '../text/fold.js'
import { rawSpan } from './surface.js'

/** A value found in a text. Offsets are those of the text handed in. */
export interface RecognizedValue extends RecognizerMatch {
  readonly entity: string
  readonly class: EntityClass
}

/** Below this score a match is a guess. */
export const DEFAULT_MIN_SCORE = 0.5

const SEVERITY: Readonly<Record<EntityClass, number>> = { name: 0, contact: 1, 'high-risk': 2, secret: 3 }

/** All values of a raw text, resolved. For documents at ingestion and for the reader's own turns. */
export function recognizeValues(
  text: string,
  recognizers: readonly Recognizer[],
  minScore: number = DEFAULT_MIN_SCORE,
): readonly RecognizedValue[] {
  const folded = foldText(text)
  const found = recognizers.flatMap((recognizer) => valuesOf(recognizer, folded.surface, 0, minScore))
  return resolveOverlaps(found).map((value) => ({ ...value, ...rawSpan(folded, value.start, value.end) }))
}

/** Matches of one recognizer in surface-folded text, `offset` added to their places. */
export function valuesOf(
  recognizer: Recognizer,
  surface: string,
  offset: number,
  minScore: number,
): RecognizedValue[] {
  const values: RecognizedValue[] = []
  for (const match of recognizer.recognize(surface)) {
    if (match.score < minScore) continue
    const { entity, class: entityClass } = recognizer
    const { start, end, score, canonical } = match
    values.push({ start: start + offset, end: end + offset, score, canonical, entity, class: entityClass })
  }
  return values
}

/**
 * The longest match wins, then the score, then the first recognizer: a value inside another one is part of it,
 * unless its class is the graver one. Values that only overlap both stand, and what is redacted is their
 * union: nothing that was recognised comes out. Whether a value is dropped depends on values that start at or
 * before it and on nothing else, so a stream need not wait for what follows.
 */
export function resolveOverlaps(values: readonly RecognizedValue[]): RecognizedValue[] {
  const reach = [0, 0, 0, 0]
  return values
    .toSorted((a, b) => a.start - b.start || b.end - a.end || b.score - a.score)
    .filter(({ class: entityClass, end }) => {
      const severity = SEVERITY[entityClass]
      const inside = reach.some((to, other) => other >= severity && to >= end)
      if ((reach[severity] ?? 0) < end) reach[severity] = end
      return !inside
    })
}

/** What the store knows a value by: keyed, because there are few telephone numbers. */
export function valueDigest(key: SecretKey, entity: string, canonical: string): string {
  return keyedDigest(key, 'value', entity, canonical)
}
