import type { Recognizer, RecognizerMatch } from '../../core/ports.js'
import { LONGEST_SPAN, REACH_BEFORE, REACH_BEHIND, type Tag, tagNames } from '../names/tagger.js'
import { wordKey } from '../names/word-key.js'

/**
 * Persons, places, organisations, nationalities and titles in scripts with spaces between words: lists, cues and
 * writing weighed by a small model of ours, word by word (`names/`). No two capitalised words are a name by that
 * alone. What is found is a guess with an honest score; acting on it is for grounding and policy.
 */
type Reading = ReturnType<typeof tagNames>

/** The five recognizers read the same text one after the other: it is tagged once. */
let last: { readonly text: string; readonly reading: Reading } | undefined

function read(text: string): Reading {
  if (last?.text !== text) last = { text, reading: tagNames(text) }
  return last.reading
}

/** A text in which nothing is remembered longer than it is useful. */
const REMEMBERED = 1 << 20

function recognizerOf(entity: Tag, examples: Recognizer['examples']): Recognizer {
  return {
    entity,
    class: 'name',
    common: true,
    locales: [],
    maxLength: LONGEST_SPAN,
    lookbehind: REACH_BEFORE,
    lookahead: REACH_BEHIND,
    examples,
    recognize(text) {
      const { spans } = text.length > REMEMBERED ? tagNames(text) : read(text)
      return spans.filter(({ tag }) => tag === entity).map((span) => matchOf(text, span))
    },
    settled(text) {
      const tail = Math.max(0, text.length - LONGEST_SPAN - REACH_BEHIND - REACH_BEFORE)
      const { undecided } = read(text.slice(tail))
      return tail + undecided
    },
  }
}

/** The model is surer of itself than it is right: on sentences it was not fitted to, about this often. */
const SUREST = 0.85

function matchOf(
  text: string,
  { start, end, score }: { readonly start: number; readonly end: number; readonly score: number },
): RecognizerMatch {
  return { start, end, score: Math.min(score, SUREST), canonical: canonicalName(text.slice(start, end)) }
}

/** One form for *Dr. José  Álvarez*, *JOSE ALVAREZ*: letters and digits with single spaces. */
function canonicalName(value: string): string {
  const key = wordKey(value)
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim()
  return key === '' ? value : key
}

export const nameRecognizers: readonly Recognizer[] = [
  recognizerOf('PERSON', {
    match: [
      { text: 'Please call Maria Lopez today.', value: 'Maria Lopez' },
      { text: 'My name is Robert Miller.', value: 'Robert Miller' },
    ],
    noMatch: ['The meeting was long.', 'Terms and Conditions'],
  }),
  recognizerOf('LOCATION', {
    match: [{ text: 'She moved to Berlin in spring.', value: 'Berlin' }],
    noMatch: ['The meeting was long.', 'in the morning'],
  }),
  recognizerOf('ORGANIZATION', {
    match: [{ text: 'She works at Siemens Energy GmbH.', value: 'Siemens Energy GmbH' }],
    noMatch: ['The meeting was long.', 'a company'],
  }),
  recognizerOf('NRP', {
    match: [{ text: 'A Norwegian delegation arrived.', value: 'Norwegian' }],
    noMatch: ['The meeting was long.', 'a polished table'],
  }),
  recognizerOf('TITLE', {
    match: [{ text: 'Dear Mrs. Smith,', value: 'Mrs' }],
    noMatch: ['The meeting was long.', 'it works'],
  }),
]
