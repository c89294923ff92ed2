import { LIMITS } from '../../core/limits.js'
import type { FingerprintStore, Reader } from '../../core/ports.js'
import type { DocumentNumber } from '../../core/types.js'
import { foreignOf } from './foreign-texts.js'
import type { LeakSpans } from './leak-windows.js'
import { pieceLength, SHORTEST_PIECE } from './told-pieces.js'
import { hashWindow, occursIn } from './window-table.js'

/** Shortest runs that lead to a document by themselves, folded bytes: a k-gram; of three-byte scripts eight characters. */
export const FRAGMENT = { plain: 16, cjk: 24 } as const

/** Folded bytes of a document on either side of a fragment that other fragments may lie in. */
const REACH = 512

/** So many copies of a k-gram are looked at for whether it is a phrase. */
const PHRASE_COPIES = 4_096

/** What the reader was told before, but for what they may read or wrote. */
export class GivenText {
  readonly #reader: Reader
  /** Of readable documents around the places that answers led to: hash of a piece's first bytes to where it is. */
  readonly #readable = new Map<number, { readonly bytes: Uint8Array; readonly at: number }[]>()
  readonly #spans = new Map<DocumentNumber, number[]>()
  #readableParts = 0

  constructor(reader: Reader) {
    this.#reader = reader
  }

  /** Whether the piece that begins at `at` was told. */
  has(bytes: Uint8Array, at: number): boolean {
    const { told, earlierAnswers = [] } = this.#reader
    const length = pieceLength(bytes[at]!)
    const isTold = told?.has(bytes, at) === true || occursIn(earlierAnswers, bytes, at, length)
    return isTold && !this.isExplained(bytes, at, length)
  }

  /**
   * Whether one earlier answer has all of the window at `at`: a run of T is a leak or not by itself, and was decided on
   * when it was given.
   */
  isDecided(bytes: Uint8Array, at: number, length: number): boolean {
    return at + length <= bytes.length && occursIn(this.#reader.earlierAnswers ?? [], bytes, at, length)
  }

  /** Takes a place where a text and a document the reader may read are the same: what stands there explains. */
  addReadable(document: DocumentNumber, source: number, fingerprints: FingerprintStore): void {
    const spans = this.#spans.get(document) ?? []
    if (
      this.#readableParts === LIMITS.givenZones ||
      spans.some((begin) => Math.abs(source - begin) < REACH / 2)
    )
      return
    this.#spans.set(document, [...spans, source])
    this.#readableParts += 1
    const view = fingerprints.slice(document, Math.max(0, source - REACH), source + REACH)
    if (view === undefined) return
    const bytes = Uint8Array.from(view)
    for (let at = 0; at + SHORTEST_PIECE <= bytes.length; at++) {
      const hash = hashWindow(bytes, at, SHORTEST_PIECE)
      const known = this.#readable.get(hash)
      if (known === undefined) this.#readable.set(hash, [{ bytes, at }])
      else if (known.length < LIMITS.anchorCopies) known.push({ bytes, at })
    }
  }

  /** Whether the reader wrote them, or may read them in a document that an answer draws on. */
  isExplained(bytes: Uint8Array, at: number, length: number): boolean {
    const { ownTurns } = this.#reader
    const readable = this.#readable.get(hashWindow(bytes, at, SHORTEST_PIECE)) ?? []
    return (
      readable.some((one) => equal(one.bytes, one.at, bytes, at, length)) ||
      occursIn(ownTurns, bytes, at, length) ||
      occursIn(foreignOf(this.#reader).permitted, bytes, at, length)
    )
  }
}

/** A part of a document that the reader was told pieces of. */
export class Zone {
  readonly document: DocumentNumber
  /** Where its bytes begin in the document. */
  readonly begin: number
  readonly bytes: Uint8Array
  /** 1 for every byte that was given. */
  readonly #given: Uint8Array
  /** Of these 1 for every byte of a run of T in one earlier answer. */
  readonly #decided: Uint8Array
  readonly #isLast: boolean
  readonly #leaks = new Map<string, LeakSpans>()

  constructor(
    document: DocumentNumber,
    begin: number,
    bytes: Uint8Array,
    given: Uint8Array,
    decided: Uint8Array,
    isLast: boolean,
  ) {
    this.document = document
    this.begin = begin
    this.bytes = bytes
    this.#given = given
    this.#decided = decided
    this.#isLast = isLast
  }

  /** Whether a position of the document lies in it, and not at an edge behind which the document goes on. */
  surrounds(source: number): boolean {
    const from = this.begin === 0 ? 0 : this.begin + REACH / 2
    return source >= from && source < this.begin + this.bytes.length - (this.#isLast ? 0 : REACH / 2)
  }

  /**
   * The part that `[start, end)` belongs to: with the given bytes on either side of it that no run has which was
   * decided on by itself, and that lie no farther than `gap` from the next. `covered`: bytes of it that are given or
   * within `[start, end)`; `given`: the former alone; `fresh`: bytes of `[start, end)` that are not given.
   */
  around(
    start: number,
    end: number,
    gap: number,
  ): {
    readonly start: number
    readonly end: number
    readonly covered: number
    readonly given: number
    readonly fresh: number
  } {
    let given = 0
    const follow = (from: number, step: 1 | -1): number => {
      let reached = from
      for (let at = from; at >= 0 && at < this.bytes.length && Math.abs(at - reached) <= gap; at += step) {
        if (!this.#isPiece(at)) continue
        given += 1
        reached = at + step
      }
      return reached
    }
    const low = follow(start - 1, -1) + 1
    const high = follow(end, 1)
    let fresh = 0
    for (let at = start; at < end; at++) fresh += 1 - this.#given[at]!
    return { start: low, end: high, covered: given + end - start, given, fresh }
  }

  /** `[start, end)` with what was given right beside it, on either side where that is `least` bytes or more. */
  adjoining(start: number, end: number, least: number): { readonly start: number; readonly end: number } {
    let low = start
    while (low > 0 && this.#isPiece(low - 1)) low--
    let high = end
    while (high < this.bytes.length && this.#isPiece(high)) high++
    // What is said again at the edge belongs to what was given there.
    let before = start
    while (before < end && this.#isPiece(before)) before++
    let behind = end
    while (behind > start && this.#isPiece(behind - 1)) behind--
    return { start: before - low >= least ? low : start, end: high - behind >= least ? high : end }
  }

  #isPiece(at: number): boolean {
    return this.#given[at] === 1 && this.#decided[at] === 0
  }

  /** The leaks in a part of it, sought the first time it is asked for. */
  leaksIn(start: number, end: number, find: () => LeakSpans): LeakSpans {
    const key = `${start} ${end}`
    let known = this.#leaks.get(key)
    if (known === undefined) this.#leaks.set(key, (known = find()))
    return known
  }
}

interface ZoneContext {
  readonly fingerprints: FingerprintStore
  readonly gap: number
  /** T of a window that begins here. */
  lengthAt(bytes: Uint8Array, at: number): number
  isReadable(document: DocumentNumber): boolean
  /** Whether what all these documents share is common property. */
  isCommon(documents: ReadonlySet<DocumentNumber>): boolean
}

/** The zones of a reader, and which of them a piece of the answer stands in. */
export class Zones {
  readonly #given: GivenText
  readonly #context: ZoneContext
  readonly #byDocument = new Map<DocumentNumber, Zone[]>()
  /** Hash of a piece's first bytes to where it may stand. */
  readonly #places = new Map<number, { readonly zone: Zone; readonly source: number }[]>()
  #count = 0

  constructor(given: GivenText, context: ZoneContext) {
    this.#given = given
    this.#context = context
  }

  isReadable(document: DocumentNumber): boolean {
    return this.#context.isReadable(document)
  }

  /** Takes a place where a text and a document are the same: opens a zone if something was given there. */
  admit(document: DocumentNumber, source: number): void {
    const { gap, fingerprints, isReadable } = this.#context
    if (isReadable(document)) {
      this.#given.addReadable(document, source, fingerprints)
      return
    }
    if (this.#count === LIMITS.givenZones) return
    const zones = this.#byDocument.get(document) ?? []
    if (zones.some((zone) => zone.surrounds(source))) return
    const begin = Math.max(0, source - REACH)
    const view = fingerprints.slice(document, begin, source + REACH)
    if (view === undefined) return
    const near = source - begin
    const last = Math.min(view.length, near + FRAGMENT.cjk + gap)
    let isNear = false
    for (let at = Math.max(0, near - gap - FRAGMENT.cjk); at < last && !isNear; at++)
      isNear = this.#has(view, at)
    if (!isNear) return
    const zone = this.#open(document, begin, Uint8Array.from(view))
    this.#byDocument.set(document, [...zones, zone])
    this.#count += 1
  }

  /** Where the piece that begins at `at` stands. */
  find(bytes: Uint8Array, at: number): readonly { readonly zone: Zone; readonly source: number }[] {
    if (this.#places.size === 0 || (bytes[at]! & 0xc0) === 0x80) return []
    const length = pieceLength(bytes[at]!)
    if (at + length > bytes.length) return []
    const places = this.#places.get(hashWindow(bytes, at, SHORTEST_PIECE))
    if (places === undefined || this.#given.isExplained(bytes, at, length)) return []
    return places.filter(({ zone, source }) => equal(zone.bytes, source, bytes, at, length))
  }

  #has(bytes: Uint8Array, at: number): boolean {
    const isWhole = at + pieceLength(bytes[at]!) <= bytes.length
    return isWhole && (bytes[at]! & 0xc0) !== 0x80 && this.#given.has(bytes, at)
  }

  /**
   * Which pieces of some text are mostly phrases that the corpus has everywhere. What the reader may read of it is
   * found on the way, and explains from then on.
   */
  #phrases(bytes: Uint8Array): (at: number, length: number) => boolean {
    const { fingerprints, isCommon, isReadable } = this.#context
    const holders = new Map<number, Set<DocumentNumber>>()
    for (const { at, document, source } of fingerprints.places(bytes, { copies: PHRASE_COPIES })) {
      if (isReadable(document)) this.#given.addReadable(document, source, fingerprints)
      const known = holders.get(at)
      if (known === undefined) holders.set(at, new Set([document]))
      else known.add(document)
    }
    const common = new Uint8Array(bytes.length)
    for (const [at, documents] of holders) {
      if (isCommon(documents)) common.fill(1, at, at + FRAGMENT.plain)
    }
    return (at, length) => {
      let count = 0
      for (let i = at; i < at + length; i++) count += common[i]!
      return 2 * count > length
    }
  }

  #open(document: DocumentNumber, begin: number, bytes: Uint8Array): Zone {
    const given = new Uint8Array(bytes.length)
    const isPhrase = this.#phrases(bytes)
    for (let at = 0; at < bytes.length; at++) {
      const length = pieceLength(bytes[at]!)
      if (this.#has(bytes, at) && !isPhrase(at, length)) given.fill(1, at, at + length)
    }
    const length = this.#context.fingerprints.lengthOf(document) ?? 0
    const isLast = begin + bytes.length >= length
    const zone = new Zone(document, begin, bytes, given, this.#decidedIn(bytes, given), isLast)
    const reach = 64
    let last = Number.NEGATIVE_INFINITY
    const next = nextGiven(given)
    for (let at = 0; at + SHORTEST_PIECE <= bytes.length; at++) {
      if (given[at] === 1) last = at
      if (at - last > reach && next[at]! - at > reach) continue
      if (isPhrase(at, SHORTEST_PIECE)) continue
      const hash = hashWindow(bytes, at, SHORTEST_PIECE)
      const places = this.#places.get(hash)
      if (places === undefined) this.#places.set(hash, [{ zone, source: at }])
      else if (places.length < LIMITS.anchorCopies) places.push({ zone, source: at })
    }
    return zone
  }

  #decidedIn(bytes: Uint8Array, given: Uint8Array): Uint8Array {
    const decided = new Uint8Array(bytes.length)
    for (let at = 0; at < bytes.length; at++) {
      if (given[at] === 0 || (bytes[at]! & 0xc0) === 0x80) continue
      const length = this.#context.lengthAt(bytes, at)
      if (this.#given.isDecided(bytes, at, length)) decided.fill(1, at, at + length)
    }
    return decided
  }
}

function equal(a: Uint8Array, from: number, b: Uint8Array, at: number, length: number): boolean {
  for (let i = 0; i < length; i++) if (a[from + i] !== b[at + i]) return false
  return true
}

/** For every position the first given one from it on. */
function nextGiven(given: Uint8Array): Float64Array {
  const next = new Float64Array(given.length)
  let seen = Number.POSITIVE_INFINITY
  for (let at = given.length - 1; at >= 0; at--) {
    if (given[at] === 1) seen = at
    next[at] = seen
  }
  return next
}
