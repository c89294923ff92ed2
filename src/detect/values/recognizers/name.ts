import type { Recognizer, RecognizerMatch } from '../../../core/ports.js'
import {
  LONGEST_SPAN,
  REACH_BEFORE,
  REACH_BEHIND,
  SENSE_REACH,
  type Tag,
  tagNames,
  wordKey,
} from '../../names/index.js'

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
    lookbehind: REACH_BEFORE + SENSE_REACH,
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

/** A year, where words or brackets say that it is one. */
const YEAR =
  /(?<=(?:^|[^0-9A-Za-z])(?:in|of|since|from|until|till|during|by|year|before|after|and|to|[(,]) ?)(?:19|20)[0-9]{2}(?![0-9A-Za-z%])(?![-./,:][0-9])/gi
/** Code units from the start of a name to a year that may belong to it, and back: a clause. */
const BESIDE = 56
const YEAR_LENGTH = 4

/**
 * A year beside a name is a field of its record; a bare one is in half of all reports and tells of nobody, as days
 * do (docs/decisions.md#distinctive-or-background).
 */
const yearBesideName: Recognizer = {
  entity: 'DATE_TIME',
  class: 'name',
  common: true,
  locales: [],
  maxLength: YEAR_LENGTH,
  lookbehind: REACH_BEFORE + BESIDE,
  lookahead: REACH_BEHIND + BESIDE,
  examples: {
    match: [
      { text: 'In 1984 Maria Lopez left the firm.', value: '1984' },
      { text: 'Robert Miller was in charge until 1999.', value: '1999' },
    ],
    noMatch: ['In 2019 the two offices were merged.', 'Ask Maria Lopez. In 2019 the offices were merged.'],
  },
  recognize(text) {
    const years = [...text.matchAll(YEAR)]
    if (years.length === 0) return []
    const names = read(text).spans.filter(({ tag, score }) => FIELDS.has(tag) && score >= SURE_NAME)
    return years
      .filter(({ index }) => names.some((name) => isBeside(text, name, index)))
      .map(({ index, 0: canonical }) => ({
        start: index,
        end: index + YEAR_LENGTH,
        score: 0.5,
        canonical,
      }))
  },
  settled(text) {
    const tail = Math.max(0, text.length - LONGEST_SPAN - REACH_BEHIND - REACH_BEFORE)
    const { undecided } = read(text.slice(tail))
    const from = Math.max(0, tail + undecided - BESIDE - YEAR_LENGTH)
    const digit = text.slice(from).search(/[0-9]/)
    return digit < 0 ? text.length : from + digit
  },
}

/** What a year beside it is a field of, and how sure the name must be. */
const FIELDS: ReadonlySet<Tag> = new Set<Tag>(['PERSON', 'ORGANIZATION', 'LOCATION', 'NRP'])
const SURE_NAME = 0.7

/** In one sentence, no further apart than a clause. */
function isBeside(
  text: string,
  { start, end }: { readonly start: number; readonly end: number },
  year: number,
): boolean {
  if (start <= year && year < end) return false
  const [from, to] = start < year ? [end, year] : [year + YEAR_LENGTH, start]
  return Math.abs(start - year) <= BESIDE && !/[.!?;:]\s|\n/.test(text.slice(from, to))
}

export const nameRecognizers: readonly Recognizer[] = [
  yearBesideName,
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
