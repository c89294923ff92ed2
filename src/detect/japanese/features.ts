import type { Block } from './blocks.js'
import { KIND, kindOf } from './characters.js'
import { CONTINENTAL, GROUPS, longestAt, longestBefore, OTHERS, PLACES, ROLES, TITLES } from './cues.js'
import { dictionary } from './dictionary.js'
import { type Lattice, latticeOf, MANY } from './lattice.js'
import { windowEnd, windowStart } from './window.js'
import { classNumber } from './word-class.js'

/**
 * What is seen of each part of a block that might be a name, as numbers of hashed features. All of it comes
 * from the block, `BEFORE` code units before it and `BEHIND` behind it, and nothing from past a sentence's end.
 */
/** Longest name, code units. */
export const NAME_LENGTH = 28
const HAN_LENGTH = 14

export const FEATURE_BITS = 20

export interface Candidate {
  readonly start: number
  readonly end: number
  readonly features: readonly number[]
}

const TITLE_SET: ReadonlySet<string> = new Set(TITLES)
const ROLE_SET: ReadonlySet<string> = new Set(ROLES)
const GROUP_SET: ReadonlySet<string> = new Set(GROUPS)
const PLACE_SET: ReadonlySet<string> = new Set(PLACES)
const OTHER_SET: ReadonlySet<string> = new Set(OTHERS)

const SURNAME = classNumber('surname')
const GIVEN = classNumber('given')
const REGION = classNumber('region')
const COUNTRY = classNumber('country')
const ORGANISATION = classNumber('organisation')
const REGION_SUFFIX = classNumber('region-suffix')
const PERSON_SUFFIX = classNumber('person-suffix')
const SUFFIX = classNumber('suffix')

/** Everything in a block that might be a name, places counted in `text`. */
export function candidatesOf(text: string, block: Block): Candidate[] {
  const from = windowStart(text, block.start)
  const to = windowEnd(text, block.end)
  const window = text.slice(from, to)
  const reader = new Reader(window)
  const start = block.start - from
  const end = block.end - from
  const candidates: Candidate[] = []
  const borders: number[] = []
  for (let place = start; place <= end; place++) if (reader.isBorder(place, start, end)) borders.push(place)
  for (const [i, s] of borders.entries()) {
    if (!reader.mayBegin(s)) continue
    for (const e of borders.slice(i + 1)) {
      if (e - s > NAME_LENGTH) break
      if (!reader.mayEnd(e) || !reader.isSound(s, e)) continue
      candidates.push({ start: s + from, end: e + from, features: reader.features(s, e) })
    }
  }
  return candidates
}

function mix(a: number, b: number): number {
  let hash = Math.imul(a ^ (b + 0x9e3779b9), 0x85ebca6b)
  hash ^= hash >>> 13
  hash = Math.imul(hash, 0xc2b2ae35)
  return hash ^ (hash >>> 16)
}

const bucket = (margin: number) =>
  margin <= 0 ? 0 : margin < 8 ? 1 : margin < 20 ? 2 : margin < 45 ? 3 : margin < MANY ? 4 : 5

class Reader {
  readonly #text: string
  readonly #kinds: readonly number[]
  readonly #lattice: Lattice
  /** By start and end in one number: classes of the dictionary's words there with their costs. */
  readonly #words = new Map<number, { readonly wordClass: number; readonly cost: number }[]>()
  #features: number[] = []

  constructor(text: string) {
    this.#text = text
    this.#kinds = Array.from({ length: text.length }, (_, i) => kindOf(text.charCodeAt(i)))
    this.#lattice = latticeOf(text)
    for (let at = 0; at < text.length; at++) {
      dictionary().wordsAt(text, at, text.length, (end, word) => {
        const list: { wordClass: number; cost: number }[] = []
        dictionary().readings(word, (wordClass, cost) => list.push({ wordClass, cost }))
        this.#words.set(at * 256 + end, list)
      })
    }
  }

  isBorder(place: number, start: number, end: number): boolean {
    if (place === start || place === end) return true
    const before = this.#kinds[place - 1]!
    const behind = this.#kinds[place]!
    if (before !== behind) return true
    if (behind === KIND.han) return (this.#text.charCodeAt(place) & 0xfc00) !== 0xdc00
    if (behind === KIND.katakana) return this.#lattice.margin[place]! < 20
    return behind === KIND.hiragana && this.#lattice.margin[place]! < 45
  }

  mayBegin(place: number): boolean {
    const kind = this.#kinds[place]!
    return kind !== KIND.space && kind !== KIND.joint && this.#text.charCodeAt(place) !== 0x30fc
  }

  mayEnd(place: number): boolean {
    const kind = this.#kinds[place - 1]!
    return kind !== KIND.space && kind !== KIND.joint
  }

  /** Has a letter that is no digit, and not more kanji than any name. */
  isSound(start: number, end: number): boolean {
    let han = 0
    let letters = 0
    for (let i = start; i < end; i++) {
      const kind = this.#kinds[i]!
      if (kind === KIND.han) han += 1
      if (kind !== KIND.digit && kind !== KIND.joint && kind !== KIND.space) letters += 1
    }
    return letters > 0 && han <= HAN_LENGTH
  }

  features(s: number, e: number): readonly number[] {
    this.#features = []
    const length = Math.min(e - s, 12)
    const before = this.#unit(s - 1)
    const behind = this.#unit(e)
    const first = this.#unit(s)
    const last = this.#unit(e - 1)
    const shape = this.#shape(s, e)
    const whole = this.#hash(s, e)
    const kindBefore = this.#kind(s - 1)
    const kindBehind = this.#kind(e)
    this.#add(1, length)
    this.#add(2, shape)
    this.#add(3, whole)
    this.#add(4, first)
    this.#add(5, last)
    this.#add(6, this.#hash(s, Math.min(e, s + 2)))
    this.#add(7, this.#hash(Math.max(s, e - 2), e))
    this.#add(8, this.#hash(Math.max(s, e - 3), e))
    this.#add(9, before)
    this.#add(10, mix(this.#unit(s - 2), before))
    this.#add(11, mix(mix(this.#unit(s - 3), this.#unit(s - 2)), before))
    this.#add(12, behind)
    this.#add(13, mix(behind, this.#unit(e + 1)))
    this.#add(14, mix(mix(behind, this.#unit(e + 1)), this.#unit(e + 2)))
    this.#add(15, mix(before, behind))
    this.#add(16, mix(kindBefore * 16 + kindBehind, shape))
    this.#add(17, mix(last, behind))
    this.#add(18, mix(before, first))
    this.#add(19, mix(shape, before))
    this.#add(20, mix(shape, behind))
    this.#wordFeatures(s, e, shape)
    this.#splitFeatures(s, e, length, kindBefore, kindBehind)
    this.#pathFeatures(s, e, shape)
    this.#cueFeatures(s, e, shape)
    for (let i = s; i < e; i++) {
      if (this.#kinds[i] === KIND.han) this.#add(60, mix(this.#unit(i), length > 4 ? 1 : 0))
    }
    return this.#features
  }

  #wordFeatures(s: number, e: number, shape: number): void {
    const known = this.#words.get(s * 256 + e) ?? []
    if (known.length === 0) this.#add(21, shape)
    let set = 0
    for (const { wordClass, cost } of known) {
      this.#add(22, wordClass)
      this.#add(23, wordClass * 32 + Math.min(31, Math.max(0, cost >> 3)))
      set = mix(set, wordClass)
    }
    this.#add(24, set)
    this.#add(25, mix(set, this.#unit(e)))
    this.#add(26, mix(set, this.#unit(s - 1)))
  }

  /** 姓 and 名, a place and what it is, an organisation and what it is, in two parts. */
  #splitFeatures(s: number, e: number, length: number, kindBefore: number, kindBehind: number): void {
    let fullName = MANY
    let surnameThen = 0
    let thenGiven = 0
    let placed = 0
    let organised = 0
    for (let k = s + 1; k < e; k++) {
      const gap = this.#kinds[k] === KIND.space || this.#kinds[k] === KIND.joint ? 1 : 0
      const left = this.#words.get(s * 256 + k) ?? []
      const right = this.#words.get((k + gap) * 256 + e) ?? []
      const surname = left.find(({ wordClass }) => wordClass === SURNAME)
      const given = right.find(({ wordClass }) => wordClass === GIVEN)
      if (surname !== undefined && given !== undefined)
        fullName = Math.min(fullName, surname.cost + given.cost)
      if (surname !== undefined && k - s >= 1) surnameThen = Math.max(surnameThen, k - s)
      if (given !== undefined) thenGiven = Math.max(thenGiven, e - k - gap)
      const isPlace = left.some(({ wordClass }) => wordClass === REGION || wordClass === COUNTRY)
      if (isPlace && right.some(({ wordClass }) => wordClass === REGION_SUFFIX || wordClass === REGION)) {
        placed = 1
      }
      const isGroup = left.some(({ wordClass }) => wordClass === ORGANISATION || wordClass === REGION)
      if (isGroup && right.some(({ wordClass }) => wordClass === SUFFIX)) organised = 1
    }
    const quality = fullName === MANY ? 0 : 1 + Math.min(6, Math.max(0, (fullName - 110) >> 3))
    this.#add(30, quality)
    this.#add(31, quality * 16 + length)
    this.#add(32, surnameThen * 16 + Math.min(15, e - s - surnameThen))
    this.#add(33, thenGiven * 16 + Math.min(15, e - s - thenGiven))
    this.#add(34, surnameThen * 8 + thenGiven)
    this.#add(35, placed * 2 + organised)
    this.#add(36, mix(quality, kindBefore * 16 + kindBehind))
    this.#add(37, mix(quality, this.#unit(e)))
  }

  #pathFeatures(s: number, e: number, shape: number): void {
    const { margin, best, wordEnding, wordBeginning } = this.#lattice
    const atStart = bucket(margin[s] ?? MANY)
    const atEnd = bucket(margin[e] ?? MANY)
    this.#add(40, atStart)
    this.#add(41, atEnd)
    this.#add(42, atStart * 8 + atEnd)
    const before = wordEnding[s]
    const behind = wordBeginning[e]
    const classBefore = before?.wordClass ?? -1
    const classBehind = behind?.wordClass ?? -1
    this.#add(43, classBefore)
    this.#add(44, classBehind)
    this.#add(45, mix(classBefore, classBehind))
    if (before !== undefined && before.other >= 0) this.#add(46, this.#hash(before.other, s))
    if (behind !== undefined && behind.other >= 0) this.#add(47, this.#hash(e, behind.other))
    if (classBehind === PERSON_SUFFIX) this.#add(48, shape)
    let path = 7
    let words = 0
    let at = s
    let lastClass = -1
    while (at < e) {
      const word = best.get(at)
      if (word === undefined || word.other > e) break
      path = mix(path, word.wordClass)
      lastClass = word.wordClass
      words += 1
      at = word.other
    }
    if (at !== e) {
      this.#add(49, mix(words > 0 ? 1 : 0, shape))
      this.#add(57, lastClass)
      return
    }
    this.#add(50, path)
    this.#add(51, words)
    this.#add(52, mix(path, classBehind))
    this.#add(53, mix(path, classBefore))
    this.#add(54, best.get(s)?.wordClass ?? -1)
    this.#add(55, lastClass)
    this.#add(56, mix(path, this.#unit(e)))
  }

  #cueFeatures(s: number, e: number, shape: number): void {
    const text = this.#text
    const { length } = text
    const title = longestAt(TITLE_SET, text, e, length).length
    const role = longestBefore(ROLE_SET, text, s, 0).length
    this.#add(61, title * 2 + (role > 0 ? 1 : 0))
    this.#add(62, mix(shape, (title > 0 ? 2 : 0) + (role > 0 ? 1 : 0)))
    this.#add(63, longestBefore(GROUP_SET, text, e, s + 1).length)
    this.#add(64, longestBefore(PLACE_SET, text, e, s + 1).length)
    this.#add(65, longestBefore(OTHER_SET, text, e, s + 1).length)
    this.#add(66, longestBefore(TITLE_SET, text, e, s + 1).length)
    this.#add(67, longestAt(GROUP_SET, text, e, length).length)
    this.#add(68, longestAt(PLACE_SET, text, e, length).length)
    this.#add(69, longestAt(OTHER_SET, text, e, length).length)
    this.#add(70, longestAt(GROUP_SET, text, s, e).length)
    const behind = this.#lattice.wordBeginning[e]
    if (behind !== undefined && behind.other > e) {
      this.#add(71, mix(this.#unit(behind.other - 1), behind.wordClass))
      this.#add(72, mix(this.#unit(behind.other), behind.wordClass))
    }
    const before = this.#lattice.wordEnding[s]
    if (before !== undefined && before.other >= 0)
      this.#add(73, mix(this.#unit(before.other - 1), before.wordClass))
    if (e - s <= 4 && CONTINENTAL.has(text[s] ?? '')) this.#add(74, mix(shape, this.#kind(e)))
  }

  #add(kind: number, value: number): void {
    this.#features.push(mix(Math.imul(kind, 0x01000193), value) >>> (32 - FEATURE_BITS))
  }

  /** A code unit of the window; 1 where a wall or nothing is. */
  #unit(i: number): number {
    if (i < 0 || i >= this.#text.length) return 1
    // Which digit it is says nothing.
    return this.#kinds[i] === KIND.digit ? 0x30 : this.#text.charCodeAt(i)
  }

  #kind(i: number): number {
    return this.#kinds[i] ?? KIND.wall
  }

  #hash(from: number, to: number): number {
    let hash = 17
    for (let i = from; i < to; i++) hash = mix(hash, this.#unit(i))
    return hash
  }

  /** Kinds of characters in a row, each with how many there are, up to five. */
  #shape(s: number, e: number): number {
    let shape = 3
    for (let i = s; i < e; ) {
      const kind = this.#kinds[i]!
      let run = 0
      while (i < e && this.#kinds[i] === kind) {
        run += 1
        i += 1
      }
      shape = mix(shape, kind * 8 + (kind === KIND.katakana ? Math.min(run, 2) : Math.min(run, 5)))
    }
    return shape
  }
}
