import type { Block } from './blocks.js'
import { KIND, kindOf } from './characters.js'
import { CONTINENTAL, CUE_LISTS, cuesFrom, cuesTo, longestOf } from './cues.js'
import { dictionary } from './dictionary.js'
import { Lattice, MANY } from './lattice.js'
import { windowEnd, windowStart } from './window.js'
import { CLASS_COUNT, classNumber } from './word-class.js'

/**
 * What is seen of each part of a block that might be a name, as numbers of hashed features. All of it comes
 * from the block, `BEFORE` code units before it and `BEHIND` behind it, and nothing from past a sentence's end.
 *
 * Most of it hangs on where a candidate begins or where it ends and not on both, so it is gathered in four
 * parts: of a beginning, of an end, of a single character, and of the pair. The finder adds the weights of the
 * first three up once for each place (`score.ts`), training takes all of them as a list.
 */
/** Longest name, code units. */
export const NAME_LENGTH = 28
const HAN_LENGTH = 14

export const FEATURE_BITS = 20

/** Features of one of the four parts, at most. */
const MOST_FEATURES = 160
/** Code units that are read past either end of a window. */
const MARGIN = 4

const SURNAME = classNumber('surname')
const GIVEN = classNumber('given')
const PERSON_SUFFIX = classNumber('person-suffix')

/** What a word of the dictionary may be in a name, as bits. */
const MAY = {
  surname: 1,
  given: 2,
  place: 4,
  placeEnd: 8,
  group: 16,
  groupEnd: 32,
  person: 64,
  noun: 128,
  proper: 256,
} as const
const MAY_BE = new Int32Array(CLASS_COUNT)
MAY_BE[SURNAME] = MAY.surname
MAY_BE[GIVEN] = MAY.given
MAY_BE[classNumber('region')] = MAY.place | MAY.placeEnd | MAY.group
MAY_BE[classNumber('country')] = MAY.place
MAY_BE[classNumber('organization')] = MAY.group
MAY_BE[classNumber('region-suffix')] = MAY.placeEnd
MAY_BE[classNumber('suffix')] = MAY.groupEnd
MAY_BE[classNumber('person')] = MAY.person
MAY_BE[classNumber('proper')] = MAY.proper
for (const noun of ['noun', 'verbal-noun', 'adjectival-noun', 'adverbial-noun'] as const)
  MAY_BE[classNumber(noun)] = MAY.noun
/** Set beside the bits of `MAY` for a part of a name that is no word itself: they are those of its ending. */
const ENDING = 512

function mix(a: number, b: number): number {
  let hash = Math.imul(a ^ (b + 0x9e3779b9), 0x85ebca6b)
  hash ^= hash >>> 13
  hash = Math.imul(hash, 0xc2b2ae35)
  return hash ^ (hash >>> 16)
}

const bucket = (margin: number) =>
  margin <= 0 ? 0 : margin < 8 ? 1 : margin < 20 ? 2 : margin < 45 ? 3 : margin < MANY ? 4 : 5

/**
 * Reads the features of candidates in one block and its surroundings, the *window*. One reader is used for block
 * after block: what it holds is valid until the next `open`.
 *
 * ```
 * open        reads characters, words of the dictionary, cues and borders of the window
 * begin(s)    a candidate begins at s
 * goOn(e)     it ends at e now; ends are taken in ascending order, so what is known is only added to
 * readPair    features of the candidate from s to e as a whole
 * readStart, readEnd, readCharacter   features that many candidates share
 * ```
 */
export class FeatureReader {
  /** The features asked for last: `features[0 … count)`. */
  readonly features = new Int32Array(MOST_FEATURES)
  count = 0
  /** Where the window begins in the text. All other places in this class are counted from there. */
  from = 0
  /** The block in the window. */
  start = 0
  end = 0
  /** Places in the block where a name may begin or end, ascending: `borders[0 … borderCount)`. */
  borders = new Int32Array(128)
  borderCount = 0

  readonly #lattice = new Lattice()
  #text = ''
  #length = 0
  /** Code units and their kinds, with a margin of 1 and `wall` on both sides. All digits are the digit 0. */
  #units = new Uint16Array(128)
  #kinds = new Uint8Array(128)
  /** For two places, at start × (length + 1) + end: the number of the word between them in this window, plus one. */
  #wordAt = new Int32Array(128 * 16)
  /**
   * For each word of the lattice: what it may be (bits of `MAY`), and what it costs as a surname and a given name.
   */
  #may = new Int32Array(1024)
  #surnameCost = new Int32Array(1024)
  #givenCost = new Int32Array(1024)
  #wordStart = new Int32Array(1024)
  /** The last word that ends at a place, and for each word the one before it that ends there too. */
  #lastWord = new Int32Array(128)
  #nextWord = new Int32Array(1024)
  /** For each place and list of cues: bit L is set when a cue of L code units begins, or ends, at the place. */
  #cuesBehind = new Int32Array(128 * CUE_LISTS)
  #cuesBefore = new Int32Array(128 * CUE_LISTS)
  readonly #lengths = new Int32Array(CUE_LISTS)

  open(text: string, block: Block): void {
    this.from = windowStart(text, block.start)
    const window = text.slice(this.from, windowEnd(text, block.end))
    this.start = block.start - this.from
    this.end = block.end - this.from
    this.#text = window
    this.#length = window.length
    this.#makeRoom(window.length)
    this.#readCharacters(window)
    this.#lattice.read(window)
    this.#readWords()
    this.#readCues()
    this.#findBorders()
  }

  #makeRoom(length: number): void {
    if (length + 2 * MARGIN + 2 <= this.#units.length) return
    const room = 2 * length + 4 * MARGIN
    this.borders = new Int32Array(room)
    this.#units = new Uint16Array(room)
    this.#kinds = new Uint8Array(room)
    this.#lastWord = new Int32Array(room)
    this.#cuesBehind = new Int32Array(room * CUE_LISTS)
    this.#cuesBefore = new Int32Array(room * CUE_LISTS)
  }

  #readCharacters(window: string): void {
    const { length } = window
    this.#units.fill(1, 0, length + 2 * MARGIN)
    this.#kinds.fill(KIND.wall, 0, length + 2 * MARGIN)
    for (let i = 0; i < length; i++) {
      const unit = window.charCodeAt(i)
      const kind = kindOf(unit)
      this.#kinds[i + MARGIN] = kind
      // All digits are alike: which one it is tells nothing about names.
      this.#units[i + MARGIN] = kind === KIND.digit ? 0x30 : unit
    }
  }

  #readWords(): void {
    const { firstWord, wordEnd, wordNumber } = this.#lattice
    const length = this.#length
    const width = length + 1
    const total = firstWord[length]!
    if (width * width > this.#wordAt.length) this.#wordAt = new Int32Array(2 * width * width)
    if (total > this.#may.length) {
      const room = 2 * total
      this.#may = new Int32Array(room)
      this.#surnameCost = new Int32Array(room)
      this.#givenCost = new Int32Array(room)
      this.#wordStart = new Int32Array(room)
      this.#nextWord = new Int32Array(room)
    }
    this.#wordAt.fill(0, 0, width * width)
    this.#lastWord.fill(-1, 0, width)
    const words = dictionary()
    for (let place = 0; place < length; place++) {
      for (let i = firstWord[place]!; i < firstWord[place + 1]!; i++) {
        const end = wordEnd[i]!
        const word = wordNumber[i]!
        let may = 0
        for (let reading = words.from(word); reading < words.from(word + 1); reading++) {
          const wordClass = words.classAt(reading)
          may |= MAY_BE[wordClass]!
          if (wordClass === SURNAME) this.#surnameCost[i] = words.costAt(reading)
          else if (wordClass === GIVEN) this.#givenCost[i] = words.costAt(reading)
        }
        this.#may[i] = may
        this.#wordStart[i] = place
        this.#wordAt[place * width + end] = i + 1
        this.#nextWord[i] = this.#lastWord[end]!
        this.#lastWord[end] = i
      }
    }
  }

  #readCues(): void {
    const lengths = this.#lengths
    for (let place = this.start; place <= Math.min(this.end + 1, this.#length); place++) {
      cuesFrom(this.#units, place + MARGIN, this.#length - place, lengths)
      this.#cuesBehind.set(lengths, place * CUE_LISTS)
      cuesTo(this.#units, place + MARGIN, place, lengths)
      this.#cuesBefore.set(lengths, place * CUE_LISTS)
    }
  }

  #findBorders(): void {
    let count = 0
    for (let place = this.start; place <= this.end; place++) {
      if (this.#isBorder(place)) this.borders[count++] = place
    }
    this.borderCount = count
  }

  #isBorder(place: number): boolean {
    if (place === this.start || place === this.end) return true
    const before = this.#kind(place - 1)
    const behind = this.#kind(place)
    if (before !== behind) return true
    if (behind === KIND.han) return (this.#unit(place) & 0xfc00) !== 0xdc00
    if (behind === KIND.katakana) return this.#lattice.margin[place]! < 20
    return behind === KIND.hiragana && this.#lattice.margin[place]! < 45
  }

  mayBegin(place: number): boolean {
    const kind = this.#kind(place)
    return kind !== KIND.space && kind !== KIND.joint && this.#unit(place) !== 0x30fc
  }

  /**
   * Whether the candidate may end where `goOn` put its end: it has a letter, not too many kanji, and ends in no
   * joint.
   */
  mayEnd(place: number): boolean {
    const kind = this.#kind(place - 1)
    return kind !== KIND.space && kind !== KIND.joint && this.#letters > 0 && this.#han <= HAN_LENGTH
  }

  /** Features of all candidates that begin at `s`. */
  readStart(s: number): void {
    this.count = 0
    const before = this.#unit(s - 1)
    const kindBefore = this.#kind(s - 1)
    const kindAt = this.#kind(s)
    const two = mix(this.#unit(s - 2), before)
    this.#add(4, this.#unit(s))
    this.#add(9, before)
    this.#add(10, two)
    this.#add(11, mix(mix(this.#unit(s - 3), this.#unit(s - 2)), before))
    this.#add(18, mix(before, this.#unit(s)))
    this.#add(80, mix(mix(this.#kind(s - 3), this.#kind(s - 2)), kindBefore))
    const { margin, endingFrom, endingClass, beginningClass, isBest } = this.#lattice
    this.#add(40, bucket(margin[s]!))
    this.#add(43, endingClass[s]!)
    const word = endingFrom[s]!
    if (word >= 0) {
      this.#add(46, this.#hash(word, s))
      this.#add(73, mix(this.#unit(word - 1), endingClass[s]!))
      this.#add(81, mix(endingClass[word]!, endingClass[s]!))
      const second = endingFrom[word]!
      if (second >= 0) {
        this.#add(93, this.#hash(second, word))
        this.#add(94, mix(this.#hash(second, word), before))
        this.#wordsBefore(second, kindAt)
      }
    }
    this.#add(54, isBest[s] === 1 ? beginningClass[s]! : -1)
    const role = longestOf(this.#cuesBefore[s * CUE_LISTS + 1]!, 8)
    this.#add(82, role)
    this.#add(83, longestOf(this.#cuesBefore[s * CUE_LISTS + 2]!, 8))
    this.#add(84, longestOf(this.#cuesBefore[s * CUE_LISTS + 3]!, 8))
  }

  /** Features of all candidates that end at `e`. */
  readEnd(e: number): void {
    this.count = 0
    const behind = this.#unit(e)
    const next = this.#unit(e + 1)
    const last = this.#unit(e - 1)
    this.#add(5, last)
    this.#add(12, behind)
    this.#add(13, mix(behind, next))
    this.#add(14, mix(mix(behind, next), this.#unit(e + 2)))
    this.#add(17, mix(last, behind))
    this.#add(85, mix(mix(this.#kind(e), this.#kind(e + 1)), this.#kind(e + 2)))
    this.#add(86, mix(mix(behind, this.#kind(e + 1)), this.#kind(e + 2)))
    const { margin, beginningTo, beginningClass } = this.#lattice
    this.#add(41, bucket(margin[e]!))
    this.#add(44, beginningClass[e]!)
    const word = beginningTo[e]!
    if (word > e) {
      this.#add(47, this.#hash(e, word))
      this.#add(71, mix(this.#unit(word - 1), beginningClass[e]!))
      this.#add(72, mix(this.#unit(word), beginningClass[e]!))
      this.#add(87, mix(beginningClass[e]!, beginningClass[word] ?? -1))
      const second = beginningTo[word]!
      if (word < this.#length && second > word) {
        this.#add(91, this.#hash(word, second))
        this.#add(92, mix(this.#hash(word, second), this.#unit(e)))
        this.#wordsBehind(second)
      }
    }
    this.#add(67, longestOf(this.#cuesBehind[e * CUE_LISTS + 2]!, 8))
    this.#add(68, longestOf(this.#cuesBehind[e * CUE_LISTS + 3]!, 8))
    this.#add(69, longestOf(this.#cuesBehind[e * CUE_LISTS + 4]!, 8))
  }

  /** Words farther before a candidate, without their distance; `#wordsBehind` has those after it. */
  #wordsBefore(from: number, kindAt: number): void {
    const { endingFrom } = this.#lattice
    for (let end = from, words = 0; end > 0 && words < 6; words++) {
      const start = endingFrom[end]!
      if (start < 0) return
      if (end - start > 1 || this.#kind(start) === KIND.han)
        this.#add(95, mix(this.#hash(start, end), kindAt))
      end = start
    }
  }

  #wordsBehind(from: number): void {
    const { beginningTo } = this.#lattice
    for (let start = from, words = 0; start < this.#length && words < 4; words++) {
      const end = beginningTo[start]!
      if (end <= start) return
      if (end - start > 1 || this.#kind(start) === KIND.han) this.#add(96, this.#hash(start, end))
      start = end
    }
  }

  /** Features of one character of a candidate; `isLong` means that the candidate has more than four. */
  readCharacter(i: number, isLong: boolean): void {
    this.count = 0
    const kind = this.#kind(i)
    if (kind === KIND.han) this.#add(60, mix(this.#unit(i), isLong ? 1 : 0))
    if (kind !== KIND.katakana) return
    const unit = this.#unit(i)
    const before = this.#kind(i - 1) === KIND.katakana ? this.#unit(i - 1) : 0
    const second = before !== 0 && this.#kind(i - 2) === KIND.katakana ? this.#unit(i - 2) : 0
    this.#add(106, mix(before, unit))
    this.#add(107, mix(mix(second, before), unit))
  }

  // The candidate that `begin` opened, as far as `goOn` has taken its end.
  #s = 0
  #e = 0
  #whole = 17
  #shapeDone = 3
  #runKind = -1
  #run = 0
  #han = 0
  #letters = 0
  #path = 7
  #words = 0
  #lastClass = -1
  #pathAt = 0
  #surnameThen = 0
  #word = 0
  #partStart = 0
  #parts = 0
  #firstPart = 0
  #partsDone = 0
  #anyPart = 0

  /** A candidate begins at `s`; its ends are then taken in ascending order. */
  begin(s: number): void {
    this.#s = s
    this.#e = s
    this.#whole = 17
    this.#shapeDone = 3
    this.#runKind = -1
    this.#run = 0
    this.#han = 0
    this.#letters = 0
    this.#path = 7
    this.#words = 0
    this.#lastClass = -1
    this.#pathAt = s
    this.#surnameThen = 0
    this.#word = this.#lattice.firstWord[s]!
    this.#partStart = s
    this.#parts = 0
    this.#firstPart = 0
    this.#partsDone = 0
    this.#anyPart = 0
  }

  goOn(e: number): void {
    for (let i = this.#e; i < e; i++) {
      const kind = this.#kind(i)
      this.#whole = mix(this.#whole, this.#unit(i))
      if (kind === this.#runKind) this.#run += 1
      else {
        if (this.#runKind >= 0) this.#shapeDone = this.#shapeWith()
        this.#runKind = kind
        this.#run = 1
      }
      if (kind === KIND.han) this.#han += 1
      if (kind === KIND.joint || kind === KIND.space) this.#endPart(i)
      if (kind !== KIND.digit && kind !== KIND.joint && kind !== KIND.space) this.#letters += 1
    }
    this.#e = e
    const { isBest, beginningTo, beginningClass, firstWord, wordEnd } = this.#lattice
    while (this.#pathAt < e && isBest[this.#pathAt] === 1 && beginningTo[this.#pathAt]! <= e) {
      this.#lastClass = beginningClass[this.#pathAt]!
      this.#path = mix(this.#path, this.#lastClass)
      this.#words += 1
      this.#pathAt = beginningTo[this.#pathAt]!
    }
    const last = firstWord[this.#s + 1]!
    for (; this.#word < last && wordEnd[this.#word]! < e; this.#word++) {
      if ((this.#may[this.#word]! & MAY.surname) !== 0) this.#surnameThen = wordEnd[this.#word]! - this.#s
    }
  }

  /** Closes the part of a name that ends at a joint or space: `ジョン` of `ジョン・スミス`. */
  #endPart(joint: number): void {
    const part = this.#partOf(this.#partStart, joint)
    if (this.#parts === 0) this.#firstPart = part
    this.#anyPart |= part
    this.#parts += 1
    this.#partsDone = mix(this.#partsDone, part)
    this.#partStart = joint + 1
  }

  /**
   * What a part of a name may be (bits of `MAY`): the part if it is a word, else the longest word that it ends in.
   */
  #partOf(start: number, end: number): number {
    const known = this.#wordAt[start * (this.#length + 1) + end]! - 1
    if (known >= 0) return this.#may[known]!
    let longest = -1
    for (let word = this.#lastWord[end]!; word >= 0; word = this.#nextWord[word]!) {
      const at = this.#wordStart[word]!
      if (at > start && end - at >= 2 && (longest < 0 || at < this.#wordStart[longest]!)) longest = word
    }
    return longest < 0 ? ENDING : ENDING | this.#may[longest]!
  }

  /** Kinds of characters in a row, each with how many there are, up to five. */
  #shapeWith(): number {
    return mix(
      this.#shapeDone,
      this.#runKind * 8 + Math.min(this.#run, this.#runKind === KIND.katakana ? 2 : 5),
    )
  }

  /** Features of the candidate as a whole, from its beginning to its current end. */
  readPair(): void {
    this.count = 0
    const s = this.#s
    const e = this.#e
    const length = Math.min(e - s, 12)
    const before = this.#unit(s - 1)
    const behind = this.#unit(e)
    const shape = this.#shapeWith()
    const kindBefore = this.#kind(s - 1)
    const kindBehind = this.#kind(e)
    this.#add(1, length)
    this.#add(2, shape)
    this.#add(3, this.#whole)
    this.#add(6, this.#hash(s, Math.min(e, s + 2)))
    this.#add(7, this.#hash(Math.max(s, e - 2), e))
    this.#add(8, this.#hash(Math.max(s, e - 3), e))
    this.#add(15, mix(before, behind))
    this.#add(16, mix(kindBefore * 16 + kindBehind, shape))
    this.#add(19, mix(shape, before))
    this.#add(20, mix(shape, behind))
    this.#wordFeatures(s, e, shape)
    this.#splitFeatures(s, e, length, kindBefore, kindBehind)
    this.#pathFeatures(s, e, shape)
    this.#cueFeatures(s, e, shape)
    this.#partFeatures(e, behind)
  }

  /** ジョン・スミス against スミス・モータース: what each part may be. */
  #partFeatures(e: number, behind: number): void {
    const last = this.#partOf(this.#partStart, e)
    const parts = Math.min(this.#parts, 4)
    this.#add(101, mix(parts, last))
    this.#add(102, mix(parts, mix(this.#firstPart, last)))
    this.#add(103, mix(this.#partsDone, last))
    this.#add(104, mix(parts > 0 ? 1 : 0, this.#anyPart | last))
    this.#add(105, mix(mix(parts, last), behind))
  }

  #wordFeatures(s: number, e: number, shape: number): void {
    const known = this.#wordAt[s * (this.#length + 1) + e]!
    let set = 0
    if (known === 0) this.#add(21, shape)
    else {
      const words = dictionary()
      const word = this.#lattice.wordNumber[known - 1]!
      for (let reading = words.from(word); reading < words.from(word + 1); reading++) {
        const wordClass = words.classAt(reading)
        this.#add(22, wordClass)
        this.#add(23, wordClass * 32 + Math.min(31, Math.max(0, words.costAt(reading) >> 3)))
        set = mix(set, wordClass)
      }
    }
    this.#add(24, set)
    this.#add(25, mix(set, this.#unit(e)))
    this.#add(26, mix(set, this.#unit(s - 1)))
  }

  /** Ways to split the candidate in two: surname and given name, a place or an organization and its kind (市, 銀行). */
  #splitFeatures(s: number, e: number, length: number, kindBefore: number, kindBehind: number): void {
    const width = this.#length + 1
    let fullName = MANY
    let thenGiven = 0
    let placed = 0
    let organized = 0
    for (let right = this.#lastWord[e]!; right >= 0; right = this.#nextWord[right]!) {
      const start = this.#wordStart[right]!
      const may = this.#may[right]!
      if (start <= s || may === 0) continue
      if ((may & MAY.given) !== 0 && e - start > thenGiven) thenGiven = e - start
      const before = this.#kind(start - 1)
      const hasGap = start - 1 > s && (before === KIND.space || before === KIND.joint)
      const left = this.#wordAt[s * width + (hasGap ? start - 1 : start)]! - 1
      if (left < 0) continue
      const leftMay = this.#may[left]!
      if ((leftMay & MAY.surname) !== 0 && (may & MAY.given) !== 0)
        fullName = Math.min(fullName, this.#surnameCost[left]! + this.#givenCost[right]!)
      if ((leftMay & MAY.place) !== 0 && (may & MAY.placeEnd) !== 0) placed = 1
      if ((leftMay & MAY.group) !== 0 && (may & MAY.groupEnd) !== 0) organized = 1
    }
    const surnameThen = this.#surnameThen
    const quality = fullName === MANY ? 0 : 1 + Math.min(6, Math.max(0, (fullName - 110) >> 3))
    this.#add(30, quality)
    this.#add(31, quality * 16 + length)
    this.#add(32, surnameThen * 16 + Math.min(15, e - s - surnameThen))
    this.#add(33, thenGiven * 16 + Math.min(15, e - s - thenGiven))
    this.#add(34, surnameThen * 8 + thenGiven)
    this.#add(35, placed * 2 + organized)
    this.#add(36, mix(quality, kindBefore * 16 + kindBehind))
    this.#add(37, mix(quality, this.#unit(e)))
    this.#add(88, mix(surnameThen * 8 + thenGiven, this.#unit(e)))
    this.#add(
      89,
      mix(
        quality * 8 + (surnameThen > 0 ? 2 : 0) + (thenGiven > 0 ? 1 : 0),
        mix(kindBehind, this.#kind(e + 1)),
      ),
    )
  }

  #pathFeatures(s: number, e: number, shape: number): void {
    const { margin, endingClass, beginningClass, isBest } = this.#lattice
    const classBefore = endingClass[s]!
    const classBehind = beginningClass[e]!
    this.#add(42, bucket(margin[s]!) * 8 + bucket(margin[e]!))
    this.#add(45, mix(classBefore, classBehind))
    if (classBehind === PERSON_SUFFIX) this.#add(48, shape)
    if (this.#pathAt !== e || isBest[s] === 0) {
      this.#add(49, mix(this.#words > 0 ? 1 : 0, shape))
      this.#add(57, this.#lastClass)
      return
    }
    this.#add(50, this.#path)
    this.#add(51, this.#words)
    this.#add(52, mix(this.#path, classBehind))
    this.#add(53, mix(this.#path, classBefore))
    this.#add(55, this.#lastClass)
    this.#add(56, mix(this.#path, this.#unit(e)))
  }

  #cueFeatures(s: number, e: number, shape: number): void {
    const inside = e - s - 1
    const at = e * CUE_LISTS
    // 菅 さん: a space may part a name from its title.
    const isApart = this.#kind(e) === KIND.space && e < this.end + 1
    const title = longestOf(this.#cuesBehind[isApart ? at + CUE_LISTS : at]!, 8)
    const hasRole = this.#cuesBefore[s * CUE_LISTS + 1] !== 0
    this.#add(61, title * 2 + (hasRole ? 1 : 0))
    this.#add(62, mix(shape, (title > 0 ? 2 : 0) + (hasRole ? 1 : 0)))
    const group = longestOf(this.#cuesBefore[at + 2]!, inside)
    const place = longestOf(this.#cuesBefore[at + 3]!, inside)
    const other = longestOf(this.#cuesBefore[at + 4]!, inside)
    this.#add(63, group)
    this.#add(64, place)
    this.#add(65, other)
    this.#add(66, longestOf(this.#cuesBefore[at]!, inside))
    this.#add(70, longestOf(this.#cuesBehind[s * CUE_LISTS + 2]!, e - s))
    this.#add(90, mix((group > 0 ? 4 : 0) + (place > 0 ? 2 : 0) + (other > 0 ? 1 : 0), shape))
    if (e - s <= 4 && CONTINENTAL.has(this.#text[s] ?? '')) this.#add(74, mix(shape, this.#kind(e)))
  }

  #add(kind: number, value: number): void {
    this.features[this.count++] = mix(Math.imul(kind, 0x01000193), value) >>> (32 - FEATURE_BITS)
  }

  #unit(i: number): number {
    return this.#units[i + MARGIN]!
  }

  #kind(i: number): number {
    return this.#kinds[i + MARGIN]!
  }

  #hash(from: number, to: number): number {
    let hash = 17
    for (let i = from; i < to; i++) hash = mix(hash, this.#unit(i))
    return hash
  }
}

export interface Candidate {
  readonly start: number
  readonly end: number
  readonly features: readonly number[]
}

const shared = new FeatureReader()

/** Every candidate of a block with all of its features; places are counted in `text`. */
export function candidatesOf(text: string, block: Block): Candidate[] {
  const reader = shared
  reader.open(text, block)
  const candidates: Candidate[] = []
  eachCandidate(reader, (s, e) => {
    const features: number[] = []
    const take = () => features.push(...reader.features.subarray(0, reader.count))
    reader.readPair()
    take()
    reader.readStart(s)
    take()
    reader.readEnd(e)
    take()
    for (let i = s; i < e; i++) {
      reader.readCharacter(i, e - s > 4)
      take()
    }
    candidates.push({ start: s + reader.from, end: e + reader.from, features })
  })
  return candidates
}

/**
 * Calls `visit` for every candidate of the block, by beginning and then by end. During the call the reader stands at
 * the candidate, so `readPair` gives its features.
 */
export function eachCandidate(reader: FeatureReader, visit: (start: number, end: number) => void): void {
  const { borders, borderCount } = reader
  for (let i = 0; i < borderCount; i++) {
    const s = borders[i]!
    if (!reader.mayBegin(s)) continue
    reader.begin(s)
    for (let j = i + 1; j < borderCount; j++) {
      const e = borders[j]!
      if (e - s > NAME_LENGTH) break
      reader.goOn(e)
      if (reader.mayEnd(e)) visit(s, e)
    }
  }
}
