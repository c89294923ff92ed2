import { IS, lookUp, MAJOR_ORGANIZATIONS } from '../names/index.js'
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

const remembered = new Map<string, WordStanding>()
const REMEMBERED = 50_000

/** `word` is plain: lower case, no accents. */
export function standingOf(word: string): WordStanding {
  let standing = remembered.get(word)
  if (standing === undefined) {
    if (remembered.size >= REMEMBERED) remembered.clear()
    standing = standingAnew(word)
    remembered.set(word, standing)
  }
  return standing
}

const ORDINARY = IS.common | IS.word
const PLACE = IS.country | IS.region | IS.city
const KNOWN_ORGANIZATIONS: ReadonlySet<string> = new Set(MAJOR_ORGANIZATIONS)

function standingAnew(word: string): WordStanding {
  const bits = lookUp(word)
  return {
    ordinary: isOrdinaryWord(word) || FREQUENT.has(word),
    given: (bits & IS.given) !== 0,
    surname: (bits & IS.surname) !== 0 || ORDINARY_SURNAMES.has(word),
    place: (bits & PLACE) !== 0,
    known: isKnownPhrase(word),
  }
}

/** One of the eleven thousand most frequent words. */
export function isCommonWord(word: string): boolean {
  return (lookUp(word) & IS.common) !== 0
}

export function isOrdinaryWord(word: string): boolean {
  return isListed(word) || isInflected(word)
}

const isListed = (word: string) => (lookUp(word) & ORDINARY) !== 0

/** A large city, a place of several words, or an organization that everyone knows. */
export function isKnownPhrase(phrase: string): boolean {
  const bits = lookUp(phrase)
  if ((bits & IS.largeCity) !== 0 || ((bits & PLACE) !== 0 && /[ -]/.test(phrase))) return true
  return KNOWN_ORGANIZATIONS.has(phrase)
}

/** Surnames that are words first: trades, colors, places in a landscape, beasts, seasons. */
const ORDINARY_SURNAMES: ReadonlySet<string> = new Set(
  (
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
  ).split(' '),
)

/** Days and months are capitalized and name nothing. */
const FREQUENT = new Set(
  (
    'monday tuesday wednesday thursday friday saturday sunday january february march april may june july august ' +
    'september october november december mon tue wed thu fri sat sun jan feb mar apr jun jul aug sep sept oct nov dec ' +
    'mr mrs ms dr prof sir madam dear regards inc ltd llc corp email fax tel url http https www com org pdf faq ceo cfo cto hr it ' +
    'english french german spanish italian japanese chinese american british european internet online website api id'
  ).split(' '),
)

function isInflected(word: string): boolean {
  for (const [ending, instead] of ENDINGS) {
    if (word.length > ending.length + 2 && word.endsWith(ending)) {
      if (isListed(word.slice(0, -ending.length) + instead)) return true
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
