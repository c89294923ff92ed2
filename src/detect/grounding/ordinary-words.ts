import {
  CITIES,
  COMMON_WORDS,
  COUNTRIES,
  decodeWords,
  GIVEN_NAMES,
  LARGE_CITIES,
  MAJOR_ORGANIZATIONS,
  REGIONS,
  SURNAMES,
  WORDS,
} from '../names/index.js'
import { BITS } from './weights.js'

/**
 * The background that nothing is distinctive against (docs/decisions.md#distinctive-or-background): words, given
 * names and surnames alone, places, organizations that everyone knows. Consulted when a source is read, never for an
 * answer.
 */
export interface WordStanding {
  /** An ordinary word, inflected or not. */
  readonly ordinary: boolean
  readonly given: boolean
  readonly surname: boolean
  readonly place: boolean
  readonly known: boolean
}

/** Binary digits that one word says by itself. */
export function wordBits(word: string, { ordinary, given, surname, place, known }: WordStanding): number {
  if (ordinary) return given || surname ? BITS.nameThatIsAWord : 0
  if (place || known) return BITS.known
  if (surname) return BITS.surname
  if (given) return BITS.givenName
  if (word.length >= 5) return BITS.unlistedLong
  return word.length === 4 ? BITS.unlistedFour : BITS.unlistedShort
}

/** Neither a word nor anything that everybody knows; it may be a given name or a surname. */
export function isUnlisted({ ordinary, place, known }: WordStanding): boolean {
  return !ordinary && !place && !known
}

/** Long enough to be a name of its own, and in none of the lists that make a word ordinary. */
export function isUnlistedName(word: string): boolean {
  return word.length >= 4 && isUnlisted(standingOf(word))
}

interface Lists {
  readonly ordinary: ReadonlySet<string>
  readonly common: ReadonlySet<string>
  readonly given: ReadonlySet<string>
  readonly surnames: ReadonlySet<string>
  readonly places: ReadonlySet<string>
  readonly phrases: ReadonlySet<string>
}

let lists: Lists | undefined

/** Read when the first source comes in: whoever only checks answers never needs them. */
function background(): Lists {
  if (lists === undefined) {
    const common = new Set(decodeWords(COMMON_WORDS))
    const places = [COUNTRIES, REGIONS, CITIES].flatMap((table) => decodeWords(table))
    lists = {
      common,
      ordinary: new Set([...common, ...decodeWords(WORDS)]),
      given: new Set(decodeWords(GIVEN_NAMES)),
      surnames: new Set([...decodeWords(SURNAMES), ...ORDINARY_SURNAMES]),
      places: new Set(places),
      phrases: new Set([
        ...decodeWords(LARGE_CITIES),
        ...places.filter((place) => /[ -]/.test(place)),
        ...MAJOR_ORGANIZATIONS,
      ]),
    }
  }
  return lists
}

const remembered = new Map<string, WordStanding>()
const REMEMBERED = 50_000

/** `word` is plain: lower case, no accents. */
export function standingOf(word: string): WordStanding {
  let standing = remembered.get(word)
  if (standing === undefined) {
    if (remembered.size >= REMEMBERED) remembered.clear()
    standing = lookUp(word)
    remembered.set(word, standing)
  }
  return standing
}

function lookUp(word: string): WordStanding {
  const { ordinary, given, surnames, places, phrases } = background()
  return {
    ordinary: ordinary.has(word) || isInflected(word, ordinary) || FREQUENT.has(word),
    given: given.has(word),
    surname: surnames.has(word),
    place: places.has(word),
    known: phrases.has(word),
  }
}

/** One of the eleven thousand most frequent words. */
export function isCommonWord(word: string): boolean {
  return background().common.has(word)
}

export function isOrdinaryWord(word: string): boolean {
  const { ordinary } = background()
  return ordinary.has(word) || isInflected(word, ordinary)
}

/** A place or an organization that everyone knows, of several words. */
export function isKnownPhrase(phrase: string): boolean {
  return background().phrases.has(phrase)
}

/** Surnames that are words first: trades, colors, places in a landscape, beasts, seasons. */
const ORDINARY_SURNAMES = (
  'abbott archer baker banks barber barnes berry bishop black blake bloom bowman brewer brooks brown burns ' +
  'bush butcher butler cannon carpenter carter chambers chance chandler chase clark clay cole collier cook cooper cross ' +
  'crow deacon dean draper drake drew farmer farrell finch fish fisher fletcher flowers ford forest forester foster ' +
  'fox franklin freeman frost fuller gardener gardner glass goodman grant gray green grey hammer hardy harper hart hawk hayes ' +
  'heath hill hood hooper hunt hunter judge kent king kirk knight lamb lane law lord love marsh marshall ' +
  'martin mason mayor mercer miller mills monk moon moore moss newman nightingale noble painter palmer parker parsons ' +
  'paul peacock pierce piper poole pope porter potter powers price prince pugh reed reeves rice rich robin rose rowe russell ' +
  'sadler sanders sawyer sharp shepherd singer skinner slater smith snow sparrow spencer steele ' +
  'stewart stone summers swift tanner taylor thatcher turner tyler wade walker wall wallace walsh ward warner weaver ' +
  'webb webster wells wheeler wild winter winters wise wolf wood woods wright york '
).split(' ')

/** Days and months are capitalized and name nothing. */
const FREQUENT = new Set(
  (
    'monday tuesday wednesday thursday friday saturday sunday january february march april may june july august ' +
    'september october november december mon tue wed thu fri sat sun jan feb mar apr jun jul aug sep sept oct nov dec ' +
    'mr mrs ms dr prof sir madam dear regards inc ltd llc corp email fax tel url http https www com org pdf faq ceo cfo cto hr it ' +
    'english french german spanish italian japanese chinese american british european internet online website api id'
  ).split(' '),
)

function isInflected(word: string, ordinary: ReadonlySet<string>): boolean {
  for (const [ending, instead] of ENDINGS) {
    if (word.length > ending.length + 2 && word.endsWith(ending)) {
      if (ordinary.has(word.slice(0, -ending.length) + instead)) return true
    }
  }
  return false
}

const ENDINGS: readonly (readonly [string, string])[] = [
  ['s', ''],
  ['es', ''],
  ['ies', 'y'],
  ['ed', ''],
  ['ed', 'e'],
  ['ing', ''],
  ['ing', 'e'],
  ['ly', ''],
]
