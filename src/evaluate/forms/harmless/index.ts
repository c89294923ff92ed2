import { CHINESE } from './chinese.js'
import { ENGLISH } from './english.js'
import { FRENCH } from './french.js'
import { GERMAN } from './german.js'
import { JAPANESE } from './japanese.js'
import { KOREAN } from './korean.js'
import { LATER } from './later.js'
import { RUSSIAN } from './russian.js'
import { SPANISH } from './spanish.js'

export interface HarmlessAnswer {
  readonly language: string
  readonly kind: string
  readonly text: string
}

const SETS = {
  English: ENGLISH,
  Japanese: JAPANESE,
  German: GERMAN,
  French: FRENCH,
  Spanish: SPANISH,
  Chinese: CHINESE,
  Korean: KOREAN,
  Russian: RUSSIAN,
}

export const HARMLESS_ANSWERS: readonly HarmlessAnswer[] = Object.entries(SETS).flatMap(([language, kinds]) =>
  Object.entries(kinds).flatMap(([kind, texts]) => texts.map((text) => ({ language, kind, text }))),
)

export const LATER_ANSWERS: readonly HarmlessAnswer[] = Object.entries(LATER).flatMap(([language, texts]) =>
  texts.map((text) => ({ language, kind: 'later', text })),
)
