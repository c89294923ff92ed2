/** Names of people, firms and places, in Latin and Japanese script, and which of them everybody knows. */
export { givenNameReadings, surnameReadings } from './japanese/given-names.js'
export { japaneseNameRecognizers } from './japanese/japanese-names.js'
export { isReadName, isRomanName } from './japanese/readings.js'
export { isFamous } from './known/famous-people.js'
export { MAJOR_ORGANIZATIONS } from './known/organizations.js'
export { cueNumber, cueOf } from './latin/cues.js'
export { IS, lookUp } from './latin/lexicon.js'
export {
  CITIES,
  COMMON_WORDS,
  COUNTRIES,
  GIVEN_NAMES,
  LARGE_CITIES,
  REGIONS,
  SURNAMES,
  WORDS,
} from './latin/name-tables.js'
export { areCommonWords, isNoName } from './latin/no-name.js'
export { LONGEST_SPAN } from './latin/spans.js'
export { REACH_BEFORE, REACH_BEHIND, SENSE_REACH, tagNames } from './latin/tagger.js'
export type { Tag } from './latin/tags.js'
export { wordKey } from './latin/word-key.js'
export { decodeWords } from './table-codec.js'
