import type { Recognizer } from '../core/ports.js'
import { ENGLISH } from './disclosure/english.js'
import { JAPANESE } from './disclosure/japanese.js'
import { OTHER_LANGUAGES } from './disclosure/other-languages.js'

/** The families that come with ragwall; several wordings of one family share a rule id. */
export function disclosureRules(): readonly Recognizer[] {
  return [...ENGLISH, ...JAPANESE, ...OTHER_LANGUAGES]
}
