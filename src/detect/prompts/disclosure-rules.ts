import type { Recognizer } from '../../core/ports.js'
import { ENGLISH } from './rules/english.js'
import { JAPANESE } from './rules/japanese.js'
import { OTHER_LANGUAGES } from './rules/other-languages.js'

/** The families that come with ragwall; several wordings of one family share a rule id. */
export function disclosureRules(): readonly Recognizer[] {
  return [...ENGLISH, ...JAPANESE, ...OTHER_LANGUAGES]
}
