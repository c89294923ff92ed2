import type { SecretKey } from '../../core/digest.js'
import { HalfSipHash } from '../../core/half-sip-hash.js'
import { LIMITS } from '../../core/limits.js'
import type { FingerprintStore, Told } from '../../core/ports.js'
import type { DocumentNumber } from '../../core/types.js'
import { hasWideLead } from './cjk-share.js'

/**
 * What a reader was told, as it is kept: of every sent answer the keyed hashes of its *pieces*, windows of ten
 * letters, eight of two bytes or six of three, and nothing that could be read back. Whether ten letters of a protected
 * document were told is then a look-up; which letters were told is not to be had without the key and the document.
 *
 * Pieces begin at every second letter of one byte and at every other character: of a run of eleven letters one piece
 * at least is kept.
 */
const ONE_BYTE = 10
const TWO_BYTES = 16
const WIDE = 18

/** The shortest of them: no run of fewer folded bytes is looked at. */
export const SHORTEST_PIECE = ONE_BYTE

/** Bytes of one hash. */
const HASH = 8

/** Folded bytes of the piece that begins with this byte. */
export function pieceLength(lead: number): number {
  return lead < 0x80 ? ONE_BYTE : hasWideLead(lead) ? WIDE : TWO_BYTES
}

/** The keyed hashes of the pieces of one match-folded text, each once; taken part by part, for a text may be long. */
export class AnswerPieces {
  readonly #hasher: PieceHasher
  readonly #found = new PieceTable()
  #letters = 0

  constructor(key: SecretKey) {
    this.#hasher = new PieceHasher(key)
  }

  /** Those that begin in `[from, to)`. Of a text with more than `LIMITS.toldBytes` of them the first are kept. */
  take(match: Uint8Array, from: number, to: number): void {
    for (let at = from; at < to && at + SHORTEST_PIECE <= match.length; at++) {
      const lead = match[at]!
      if ((lead & 0xc0) === 0x80 || (lead < 0x80 && this.#letters++ % 2 === 1)) continue
      if (at + pieceLength(lead) > match.length || HASH * this.#found.size >= LIMITS.toldBytes) continue
      this.#hasher.piece(match, at, pieceLength(lead))
      this.#found.add(this.#hasher.high, this.#hasher.low)
    }
  }

  /** Eight bytes a piece. */
  bytes(): Uint8Array {
    return this.#found.bytes()
  }
}

/** All that one reader was told, from the hashes of several answers. */
export class ToldPieces implements Told {
  readonly #hasher: PieceHasher
  readonly #table = new PieceTable()
  leads: readonly { readonly document: DocumentNumber; readonly source: number }[] = []

  constructor(key: SecretKey) {
    this.#hasher = new PieceHasher(key)
  }

  get size(): number {
    return this.#table.size
  }

  /** Takes what `AnswerPieces` gave. */
  add(pieces: Uint8Array): void {
    const view = new DataView(pieces.buffer, pieces.byteOffset, pieces.byteLength)
    for (let at = 0; at + HASH <= pieces.length; at += HASH)
      this.#table.add(view.getInt32(at, true), view.getInt32(at + 4, true))
  }

  /** Whether nothing in these is new. */
  hasAll(pieces: Uint8Array): boolean {
    const view = new DataView(pieces.buffer, pieces.byteOffset, pieces.byteLength)
    for (let at = 0; at + HASH <= pieces.length; at += HASH)
      if (!this.#table.has(view.getInt32(at, true), view.getInt32(at + 4, true))) return false
    return true
  }

  has(bytes: Uint8Array, at: number): boolean {
    const length = pieceLength(bytes[at]!)
    if (this.#table.size === 0 || at + length > bytes.length) return false
    this.#hasher.piece(bytes, at, length)
    return this.#table.has(this.#hasher.high, this.#hasher.low)
  }
}

/** Bytes of a document between two leads to it: what is told between them lies in the part that either opens. */
const LEAD_DISTANCE = 256

/** At most so many leads are kept of an answer, and as many to what explains. */
const LEADS = 16

type Lead = Told['leads'][number]

/** Where an answer and documents are the same: where to look for what is told later, or for what explains it. */
export class AnswerLeads {
  readonly #readable: Lead[] = []
  readonly #other: Lead[] = []

  take(
    match: Uint8Array,
    fingerprints: FingerprintStore,
    isReadable: (number: DocumentNumber) => boolean,
  ): void {
    if (this.#readable.length === LEADS && this.#other.length === LEADS) return
    for (const { document, source } of fingerprints.places(match)) {
      const known = isReadable(document) ? this.#readable : this.#other
      const isNear = known.some(
        (lead) => lead.document === document && Math.abs(lead.source - source) < LEAD_DISTANCE,
      )
      if (!isNear && known.length < LEADS) known.push({ document, source })
    }
  }

  all(): readonly Lead[] {
    return [...this.#readable, ...this.#other]
  }
}

class PieceHasher extends HalfSipHash {
  piece(bytes: Uint8Array, at: number, length: number): void {
    this.begin()
    for (let i = 0; i < length; i += 4) {
      let word = 0
      for (let j = 0; j < 4 && i + j < length; j++) word |= bytes[at + i + j]! << (8 * j)
      this.mix(word)
    }
    this.finish(length)
  }
}

/** A set of 64-bit numbers, as halves: open addressing, at most half full. */
class PieceTable {
  size = 0
  #halves = new Int32Array(128)

  add(high: number, low: number): void {
    // 0, 0 is an empty slot.
    const second = high === 0 && low === 0 ? 1 : low
    const slot = this.#find(high, second)
    if (this.#halves[slot] !== 0 || this.#halves[slot + 1] !== 0) return
    this.#halves[slot] = high
    this.#halves[slot + 1] = second
    this.size += 1
    if (4 * this.size > this.#halves.length) this.#grow()
  }

  has(high: number, low: number): boolean {
    const second = high === 0 && low === 0 ? 1 : low
    const slot = this.#find(high, second)
    return this.#halves[slot] === high && this.#halves[slot + 1] === second
  }

  /** All of them, little-endian, in no order that says anything. */
  bytes(): Uint8Array {
    const bytes = new Uint8Array(HASH * this.size)
    const view = new DataView(bytes.buffer)
    let at = 0
    for (let slot = 0; slot < this.#halves.length; slot += 2) {
      const [high, low] = [this.#halves[slot]!, this.#halves[slot + 1]!]
      if (high === 0 && low === 0) continue
      view.setInt32(at, high, true)
      view.setInt32(at + 4, low, true)
      at += HASH
    }
    return bytes
  }

  #find(high: number, low: number): number {
    const mask = this.#halves.length - 1
    let slot = (2 * (low ^ (low >>> 15))) & mask
    while (this.#halves[slot] !== 0 || this.#halves[slot + 1] !== 0) {
      if (this.#halves[slot] === high && this.#halves[slot + 1] === low) break
      slot = (slot + 2) & mask
    }
    return slot
  }

  #grow(): void {
    const before = this.#halves
    this.#halves = new Int32Array(2 * before.length)
    this.size = 0
    for (let slot = 0; slot < before.length; slot += 2) {
      if (before[slot] !== 0 || before[slot + 1] !== 0) this.add(before[slot]!, before[slot + 1]!)
    }
  }
}
