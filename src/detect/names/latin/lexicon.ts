import { readAsset } from '../../../core/assets.js'
import { once } from '../../../core/once.js'
import { KNOWN_ORGANIZATIONS } from '../known/brands.js'
import { eachWord } from '../table-codec.js'
import { decodeFilter, type WordFilter } from './word-filter.js'
import { wordKey } from './word-key.js'
import { WordTable } from './word-table.js'

/** What lists say of a word, one bit each. Most names are several things, and many are words as well. */
export const IS = {
  given: 1,
  surname: 2,
  city: 4,
  largeCity: 8,
  region: 16,
  country: 32,
  /** Among the ten thousand most used words of English. */
  common: 64,
  word: 128,
  /** Part of a place's name of several words: *San*, *Leone*. */
  placePart: 256,
  /** In the lists of several languages. */
  sharedGiven: 512,
  sharedSurname: 1024,
  /** An organization that everyone knows, of one word. */
  organization: 2048,
  /** A word of English that few people use. */
  rare: 4096,
} as const

/** Parts of the asset that are lists of words. */
const LISTS = [
  'given',
  'surname',
  'sharedGiven',
  'sharedSurname',
  'city',
  'largeCity',
  'region',
  'country',
  'common',
  'word',
] as const satisfies readonly (keyof typeof IS)[]

interface Lexicon {
  readonly entries: WordTable
  readonly rare: WordFilter
}

/** Unpacked when first asked: who switches names off does not pay for it. */
const loaded = once(load)

/** Bits of `IS` for a key made with `wordKey`; several words with one space between them are an entry too. */
export function lookUp(key: string): number {
  return loaded().entries.get(key)
}

function load(): Lexicon {
  const asset = readAsset('latin-names')
  // `most`: words and parts of words, those of several lists counted in each.
  const entries = new WordTable(asset.number('most') + KNOWN_ORGANIZATIONS.length)
  for (const list of LISTS) {
    const text = asset.part(list).toString()
    const bit = IS[list]
    eachWord(text, (units, length) => {
      entries.add(units, 0, length, bit)
      addParts(entries, units, length)
    })
  }
  for (const key of KNOWN_ORGANIZATIONS) {
    const units = Uint16Array.from(key, (unit) => unit.charCodeAt(0))
    entries.add(units, 0, units.length, IS.organization)
  }
  return { entries, rare: decodeFilter({ bits: asset.number('rareBits'), bytes: asset.part('rare') }) }
}

const SPACE = 32

/** The parts of an entry of several words. */
function addParts(entries: WordTable, units: Uint16Array, length: number): void {
  let start = 0
  for (let i = 0; i < length; i++) {
    if (units[i] !== SPACE) continue
    entries.add(units, start, i, IS.placePart)
    start = i + 1
  }
  if (start > 0) entries.add(units, start, length, IS.placePart)
}

/** What the ending of an unknown word suggests: an index in `ENDINGS`, and how sure it is, 0 to 3. */
export interface EndingVote {
  readonly kind: number
  readonly sure: number
}

const ENDINGS = [IS.given, IS.surname, IS.city, IS.word | IS.common] as const
const NO_VOTE: EndingVote = { kind: ENDINGS.length, sure: 0 }
const endings = once(countEndings)

/** By the last three letters, as the lists have it: *-ville*, *-sson* and *-ing* need no dictionary. */
export function voteByEnding(key: string): EndingVote {
  if (key.length < ENDING) return NO_VOTE
  const at = key.length - ENDING
  return (
    endings().get(endingOf(key.charCodeAt(at), key.charCodeAt(at + 1), key.charCodeAt(at + 2))) ?? NO_VOTE
  )
}

const ENDING = 3

function endingOf(a: number, b: number, c: number): number {
  return (a * 0x10000 + b) * 0x10000 + c
}

function countEndings(): Map<number, EndingVote> {
  const counts = new Map<number, number[]>()
  loaded().entries.eachWord((units, start, end, bits) => {
    if (end - start <= ENDING) return
    const ending = endingOf(units[end - 3]!, units[end - 2]!, units[end - 1]!)
    let count = counts.get(ending)
    if (count === undefined) counts.set(ending, (count = ENDINGS.map(() => 0)))
    for (let i = 0; i < ENDINGS.length; i++)
      if ((bits & (ENDINGS[i] ?? 0)) !== 0) count[i] = (count[i] ?? 0) + 1
  })
  const votes = new Map<number, EndingVote>()
  for (const [ending, count] of counts) {
    const total = count.reduce((sum, n) => sum + n, 0)
    const most = Math.max(...count)
    if (total < 5) continue
    const share = most / total
    votes.set(ending, { kind: count.indexOf(most), sure: share > 0.8 ? 3 : share > 0.6 ? 2 : 1 })
  }
  return votes
}

/** As `lookUp`, and with the words that are kept only in a filter. */
function lookUpAll(key: string): number {
  const bits = lookUp(key)
  if ((bits & (IS.common | IS.word)) !== 0 || key.length < 3) return bits
  return loaded().rare.has(key) ? bits | IS.rare : bits
}

/** Bits of a word with hyphens or apostrophes: of the whole if it is listed, else of all its parts together. */
export function bitsOf(word: string): number {
  const key = wordKey(word)
  const whole = lookUpAll(key)
  if (whole !== 0 || !/[-']/.test(key)) return whole
  let bits = 0
  for (const part of key.split(/[-']/)) bits |= lookUpAll(part)
  return bits
}

/** *Czech Republic*, *San Marino*: the two words together are a place. */
export function isPlacePair(first: string, second: string): boolean {
  return (lookUp(`${first} ${second}`) & (IS.city | IS.largeCity | IS.region | IS.country)) !== 0
}

export function isOrganizationPair(first: string, second: string): boolean {
  if (!BEFORE_ANOTHER.has(first)) return false
  return (lookUp(`${first} ${second}`) & IS.organization) !== 0
}

/** First words of organizations of two words: few, so hardly any pair of neighbors is looked up. */
const BEFORE_ANOTHER: ReadonlySet<string> = new Set(
  KNOWN_ORGANIZATIONS.filter((name) => name.includes(' ')).map((name) =>
    name.slice(0, name.lastIndexOf(' ')),
  ),
)

const SHORTEST_PART = 3

/** *Healthpocket*, *Simpletuition*: two words of English in one, as firms are called. */
export function isCompound(key: string): boolean {
  for (let at = SHORTEST_PART; at <= key.length - SHORTEST_PART; at++) {
    const long = at >= 4 || key.length - at >= 4
    if (long && isWord(key.slice(0, at)) && isWord(key.slice(at))) return true
  }
  return false
}

function isWord(key: string): boolean {
  const bits = lookUp(key)
  return (bits & IS.common) !== 0 || ((bits & IS.word) !== 0 && key.length >= 4)
}
