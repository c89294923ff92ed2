import type { KnownTermStore } from '../../core/ports.js'
import { wordsCanonical } from './background.js'
import { MAX_CJK, MAX_WORDS } from './collector.js'
import { KANJI_NUMERAL } from './numerals.js'
import { mayGrow } from './open-values.js'
import {
  classOf,
  DIGIT,
  HAN,
  HIRAGANA,
  isUpper,
  KATAKANA,
  LETTER,
  plainUnit,
  plainWord,
} from './term-characters.js'
import type { TermHasher } from './term-key.js'
import { mayBeTyped, typedValue } from './typed-values.js'

/** Something in an answer that a source may hold. Offsets in surface-folded text. */
export interface Candidate {
  readonly start: number
  readonly end: number
  readonly high: number
  readonly low: number
  readonly canonical: string
  /** One word in lower case: only an unusual word names something when it is written like that. */
  readonly lower: boolean
  /** Where nothing says that one word is a name: where any word has a capital, or without quotation marks where none has. */
  readonly plain?: 'beginning' | 'noun'
}

/** Code units of a name of several words. */
const NAME_REACH = 60
/** A longer run of letters is data. */
const LONGEST_WORD = 64

/**
 * One pass over a text as it grows. No list and no judgement: each beginning of a name, number, date or
 * identifier is asked for by its key, and what no source holds is passed over at once. What begins at a place
 * is decided when enough text has come behind it to decide it; `at` is the first place where that is not so.
 */
export class AnswerScan {
  at = 0
  readonly #hasher: TermHasher
  readonly #store: Pick<KnownTermStore, 'mayHold'>
  #found: Candidate[] = []

  constructor(hasher: TermHasher, store: Pick<KnownTermStore, 'mayHold'>) {
    this.#hasher = hasher
    this.#store = store
  }

  /** Candidates that were decided since the last call, by where they begin. */
  scan(text: string, ended: boolean): readonly Candidate[] {
    this.#found = []
    while (this.at < text.length) {
      const before = this.#found.length
      const next = this.#step(text, this.at, ended)
      if (next < 0) break
      this.at = next
      // Longest name first, because the shorter ones are parts of it.
      if (this.#found.length > before + 1) {
        this.#found.push(...this.#found.splice(before).sort((a, b) => b.end - a.end))
      }
    }
    return this.#found
  }

  /** Where to go on, or -1 to wait for more text. */
  #step(text: string, at: number, ended: boolean): number {
    const unit = text.charCodeAt(at)
    const kind = classOf(unit)
    if (kind === LETTER) return this.#atLetter(text, at, ended)
    if (kind === DIGIT) return this.#atDigit(text, at, ended)
    if (kind === HAN || kind === HIRAGANA || kind === KATAKANA) return this.#atCjk(text, at, kind, ended)
    return at + 1
  }

  #atDigit(text: string, at: number, ended: boolean): number {
    if (!ended && mayGrow(text, at)) return -1
    const end = this.#typed(text, at)
    if (end > 0) return end
    let behind = at + 1
    while (behind < text.length && classOf(text.charCodeAt(behind)) === DIGIT) behind += 1
    return behind
  }

  #atLetter(text: string, at: number, ended: boolean): number {
    const end = wordEnd(text, at)
    if (end === text.length && !ended) return end - at > LONGEST_WORD ? end : -1
    if (at > 0 && classOf(text.charCodeAt(at - 1)) === LETTER) return end
    const mayBe = mayBeTyped(text, at, end, ended)
    if (mayBe === undefined) return -1
    if (mayBe) {
      if (!ended && mayGrow(text, at)) return -1
      const behind = this.#typed(text, at)
      if (behind > 0) return behind
    }
    return end - at > LONGEST_WORD ? end : this.#names(text, at, end, ended)
  }

  /** Names of one to four words that begin with this one. */
  #names(text: string, at: number, firstEnd: number, ended: boolean): number {
    const hasher = this.#hasher
    hasher.word(text, at, firstEnd)
    if (!this.#store.mayHold(hasher.high, hasher.low)) return firstEnd
    if (!ended && text.length < firstEnd + DOES_REACH && mayBegin(text, at)) return -1
    const known = this.#found.length
    if (firstEnd - at > 1) this.#push(text, at, firstEnd, hasher.high, hasher.low, 1)
    let { high, low } = hasher
    let [shortHigh, shortLow] = [high, low]
    let count = 1
    let short = 1
    for (let end = firstEnd; count < MAX_WORDS; ) {
      const next = nextWord(text, end)
      if (next < 0) break
      if (next === text.length) {
        if (ended || end === next) break
        return this.#undo(known)
      }
      end = wordEnd(text, next)
      if (end - at > NAME_REACH) break
      if (end === text.length && !ended) return this.#undo(known)
      hasher.word(text, next, end)
      const isInitial = end - next === 1
      const isKnown = this.#store.mayHold(hasher.high, hasher.low)
      if (!isKnown && !isInitial) break
      if (!isInitial) {
        shortHigh = (shortHigh + hasher.high) | 0
        shortLow = (shortLow + hasher.low) | 0
        short += 1
      }
      high = (high + hasher.high) | 0
      low = (low + hasher.low) | 0
      count += 1
      hasher.combine(high, low, count)
      if (this.#store.mayHold(hasher.high, hasher.low)) {
        this.#push(text, at, end, hasher.high, hasher.low, count)
      }
      if (short > 1 && short < count && !isInitial) {
        hasher.combine(shortHigh, shortLow, short)
        if (this.#store.mayHold(hasher.high, hasher.low)) {
          this.#push(text, at, end, hasher.high, hasher.low, short)
        }
      }
    }
    return firstEnd
  }

  #undo(length: number): -1 {
    this.#found.length = length
    return -1
  }

  #push(text: string, start: number, end: number, high: number, low: number, count: number): void {
    const words = text.slice(start, end).match(WORDS)!.map(plainWord)
    const chosen = words.length === count ? words : words.filter((word) => word.length > 1)
    const lower = count === 1 && !isUpper(text.charCodeAt(start))
    const plain = count === 1 && !lower ? plainAt(text, start, end) : undefined
    const canonical = wordsCanonical(chosen)
    this.#found.push({
      start,
      end,
      high,
      low,
      canonical,
      lower,
      ...(plain === undefined ? {} : { plain }),
    })
  }

  #atCjk(text: string, at: number, kind: number, ended: boolean): number {
    if (kind === HAN && (KANJI_NUMERAL.test(text[at]!) || ERA_FIRST.test(text[at]!))) {
      if (!ended && mayGrow(text, at)) return -1
      const end = this.#typed(text, at)
      if (end > 0) return end
    }
    // A word of katakana is not a part of a longer one.
    if (kind === KATAKANA && at > 0 && classOf(text.charCodeAt(at - 1)) === KATAKANA) return at + 1
    const second = skipSeparator(text, at + 1)
    if (second >= text.length) return ended ? at + 1 : -1
    const hasher = this.#hasher
    hasher.pair(plainUnit(text.charCodeAt(at)), plainUnit(text.charCodeAt(second)))
    if (!this.#store.mayHold(hasher.high, hasher.low)) return at + 1
    const known = this.#found.length
    hasher.begin()
    let length = 0
    for (let i = at; length < MAX_CJK && i - at < CJK_REACH; i = skipSeparator(text, i + 1)) {
      if (i >= text.length) return ended ? at + 1 : this.#undo(known)
      const unit = text.charCodeAt(i)
      const own = classOf(unit)
      if (own !== HAN && own !== KATAKANA && own !== HIRAGANA && !(own === LETTER && length > 0)) break
      // Whether its word goes on is not known yet.
      if (own === KATAKANA && i + 1 === text.length && !ended) return this.#undo(known)
      hasher.mix(plainUnit(unit))
      length += 1
      if (length < 2 || (own === KATAKANA && classOf(text.charCodeAt(i + 1)) === KATAKANA)) continue
      hasher.finish(length)
      if (!this.#store.mayHold(hasher.high, hasher.low)) continue
      const canonical = `c:${plainWord(text.slice(at, i + 1).replace(/[ ・·=\n]/g, ''))}`
      this.#found.push({
        start: at,
        end: i + 1,
        high: hasher.high,
        low: hasher.low,
        canonical,
        lower: false,
        ...(isCalledSo(text, at) ? {} : { plain: 'beginning' }),
      })
    }
    return at + 1
  }

  /** Asks for the value that begins here in its forms; the first one that is known counts. */
  #typed(text: string, at: number): number {
    const value = typedValue(text, at)
    if (value === undefined) return 0
    const { end, asked } = value
    for (const canonical of asked) {
      this.#hasher.text(canonical)
      const { high, low } = this.#hasher
      if (this.#store.mayHold(high, low)) {
        this.#found.push({ start: at, end, high, low, canonical, lower: false })
      }
    }
    return end
  }
}

/** Code units before a word that tell whether it is the first of its sentence or line. */
const BEFORE = 24
const BEGINNING = /(?:(?:^|\n)[ \t>*•#|-]*|[.!?…。！？][ \t]*)$/
/** German alone writes all nouns like names. */
const BEHIND_ARTICLE = /(?<!\p{L})k?ein(?:e[mnrs]?)?[ ]$/iu

/** A thing is not said to be or do anything without an article: what is, is called so. */
const DOES =
  /^(?:['’]s)? (?:is|was|has|had|will|must|can|may|should|would|could|needs|starts|started|ends|ended)(?![\p{L}])/u
/** Code units behind a name that this is seen in. */
const DOES_REACH = 12

/** Whether what stands behind a word tells if it is a name. */
function mayBegin(text: string, start: number): boolean {
  return isUpper(text.charCodeAt(start)) && BEGINNING.test(textBefore(text, start))
}

function textBefore(text: string, start: number): string {
  const from = Math.max(0, start - BEFORE)
  // A cut is no beginning.
  return `${from > 0 ? 'x' : ''}${text.slice(from, start)}`
}

function plainAt(text: string, start: number, end: number): 'beginning' | 'noun' | undefined {
  const before = textBefore(text, start)
  if (BEGINNING.test(before)) return DOES.test(text.slice(end, end + DOES_REACH)) ? undefined : 'beginning'
  return BEHIND_ARTICLE.test(before) ? 'noun' : undefined
}

/** In quotation marks, or behind a word that says that a name follows: scripts without capitals have nothing else. */
const CALLED =
  /[「『“"'‘《〈【]$|(?:プロジェクト|コードネーム|作戦|案件|計画|项目|專案|代号|代號|行动|프로젝트|코드명|암호명)[ :：は・]?$/

function isCalledSo(text: string, start: number): boolean {
  return CALLED.test(text.slice(Math.max(0, start - BEFORE), start))
}

const WORDS = /\p{L}+|[0-9]+/gu
const CJK_REACH = 30
const ERA_FIRST = /[令平昭大明]/

function wordEnd(text: string, at: number): number {
  const kind = classOf(text.charCodeAt(at))
  let end = at + 1
  while (end < text.length && classOf(text.charCodeAt(end)) === kind) end += 1
  return end
}

/** Where the next word of the same name begins; -1 if none does, the end of the text if that cannot be told. */
function nextWord(text: string, end: number): number {
  for (let i = end; i < end + 3; i++) {
    if (i >= text.length) return text.length
    const unit = text.charCodeAt(i)
    const kind = classOf(unit)
    if (kind === LETTER || kind === DIGIT) return i
    if (!GAP.has(unit)) return -1
  }
  return -1
}

const GAP: ReadonlySet<number> = new Set([..." .,-'&\n_·"].map((character) => character.charCodeAt(0)))

/** Behind one separator; the end of the text if what it separates has not come. */
function skipSeparator(text: string, at: number): number {
  return SEPARATOR.has(text.charCodeAt(at)) ? at + 1 : at
}

const SEPARATOR: ReadonlySet<number> = new Set([...' ・·=\n'].map((character) => character.charCodeAt(0)))
