import { keyedDigest, type SecretKey } from '../../core/digest.js'
import type { TermWrite } from '../../core/ports.js'
import { isFamous } from '../names/index.js'
import { type Background, BUNDLED, wordsCanonical } from './background.js'
import { TERM_KINDS, type TermKind } from './term.js'
import { classOf, LETTER, plainWord } from './term-characters.js'
import { TermHasher } from './term-key.js'
import { ALMOST_DISTINCTIVE, BITS, DISTINCTIVE } from './weights.js'

/** The longest name that is looked up: words, and code units of a script without spaces. */
export const MAX_WORDS = 4
export const MAX_CJK = 24

/** The same dates, names and words for things come up in document after document, and answer after answer. */
const digests = new WeakMap<SecretKey, Map<string, string>>()
/** Terms that digests are remembered of, for each key. */
const REMEMBERED = 50_000

export function termDigest(key: SecretKey, canonical: string): string {
  let known = digests.get(key)
  if (known === undefined) digests.set(key, (known = new Map()))
  let digest = known.get(canonical)
  if (digest === undefined) {
    if (known.size >= REMEMBERED) known.clear()
    digest = keyedDigest(key, 'term', canonical).slice(0, 16)
    known.set(canonical, digest)
  }
  return digest
}

/**
 * The terms of one document as they are found, each with the record it stands in. A term that is found twice in
 * a record counts for what it says most.
 */
export class TermCollector {
  readonly #key: SecretKey
  readonly #hasher: TermHasher
  readonly #leftOut: ReadonlySet<TermKind>
  readonly #background: Background
  readonly #terms = new Map<string, TermWrite>()
  record = 0
  /** Added to what a term says that says something, but does not make it distinctive. */
  bonus = 0

  /** Terms of a kind that is left out are not kept. */
  constructor(key: SecretKey, leftOut: ReadonlySet<TermKind> = new Set(), background: Background = BUNDLED) {
    this.#key = key
    this.#hasher = new TermHasher(key)
    this.#leftOut = leftOut
    this.#background = background
  }

  get terms(): readonly TermWrite[] {
    return [...this.#terms.values()]
  }

  /** A form of a number, date or identifier. */
  typed(canonical: string, kind: TermKind, bits: number): void {
    this.#hasher.text(canonical)
    this.#add(canonical, kind, bits)
  }

  /** A name of one to four words, given as it is written. */
  words(words: readonly string[], kind: TermKind, bits: number): void {
    const plain = words.map(plainWord).filter((word) => word !== '')
    if (plain.length === 0 || plain.length > MAX_WORDS || bits <= 0) return
    const hasher = this.#hasher
    if (plain.length === 1) {
      if (plain[0]!.length < 2) return
      hasher.word(plain[0]!, 0, plain[0]!.length)
    } else {
      let high = 0
      let low = 0
      for (const word of plain) {
        hasher.word(word, 0, word.length)
        this.#part(`p:${word}`)
        high = (high + hasher.high) | 0
        low = (low + hasher.low) | 0
      }
      hasher.combine(high, low, plain.length)
    }
    this.#add(wordsCanonical(plain), kind, bits)
  }

  /** A name in a script without spaces. Spaces and middle dots inside it do not matter. */
  run(text: string, kind: TermKind, bits: number): void {
    const compact = text.replace(/[ ・·=\n]/g, '')
    if (compact.length < 2 || compact.length > MAX_CJK || bits <= 0) return
    if (classOf(compact.charCodeAt(0)) === LETTER) return
    const plain = plainWord(compact)
    this.#hasher.pair(plain.charCodeAt(0), plain.charCodeAt(1))
    this.#part(`p2:${plain.slice(0, 2)}`)
    this.#hasher.word(plain, 0, plain.length)
    this.#add(`c:${plain}`, kind, bits, `c:${compact}`)
  }

  #bitsOf(canonical: string, kind: TermKind, says: number, written: string): number {
    // Whom everybody knows of says no more than a place.
    const isKnown = (kind === 'person' && isFamous(written)) || this.#background.isKnown(canonical)
    if (isKnown) return Math.min(says, BITS.known)
    return says < DISTINCTIVE ? Math.min(ALMOST_DISTINCTIVE, says + this.bonus) : says
  }

  #part(name: string): void {
    if (this.#terms.has(name)) return
    const { high, low } = this.#hasher
    this.#terms.set(name, { high, low, digest: '', record: 0, kind: 0, bits: 0 })
  }

  /** `written`: the canonical form with its characters as they are, by which lists know it. */
  #add(canonical: string, kind: TermKind, says: number, written = canonical): void {
    if (this.#leftOut.has(kind)) return
    const bits = this.#bitsOf(canonical, kind, says, written)
    const { high, low } = this.#hasher
    const name = `${this.record} ${canonical}`
    const known = this.#terms.get(name)
    if (known !== undefined && known.bits >= bits) return
    const digest = known?.digest ?? termDigest(this.#key, canonical)
    this.#terms.set(name, {
      high,
      low,
      digest,
      record: this.record,
      kind: TERM_KINDS.indexOf(kind),
      bits: Math.min(255, bits),
    })
  }
}
