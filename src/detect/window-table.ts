import { randomFillSync } from 'node:crypto'
import type { FoldedText } from '../core/ports.js'

/**
 * All windows of one length of a short text (a turn, a document in the prompt), for asking whether a window
 * of an answer is among them. Linear to build and constant to ask, whatever the text: equal windows are kept
 * once, and the hash is keyed per process.
 */
export class WindowTable {
  readonly #bytes: Uint8Array
  readonly #length: number
  /** Open addressing; position plus one, 0 is empty. */
  readonly #slots: Uint32Array

  constructor(bytes: Uint8Array, length: number) {
    this.#bytes = bytes
    this.#length = length
    const count = Math.max(0, bytes.length - length + 1)
    this.#slots = new Uint32Array(2 ** Math.ceil(Math.log2(2 * count + 2)))
    for (let at = 0; at < count; at++) {
      if ((bytes[at]! & 0xc0) === 0x80) continue
      const slot = this.#find(bytes, at)
      if (this.#slots[slot] === 0) this.#slots[slot] = at + 1
    }
  }

  /** Whether `bytes[at, at + length)` is one of the windows. */
  has(bytes: Uint8Array, at: number): boolean {
    return this.#slots[this.#find(bytes, at)] !== 0
  }

  /** The slot of an equal window, or the empty one where it would be. */
  #find(bytes: Uint8Array, at: number): number {
    const mask = this.#slots.length - 1
    let slot = hashWindow(bytes, at, this.#length) & mask
    for (let entry: number; (entry = this.#slots[slot]!) !== 0; slot = (slot + 1) & mask) {
      if (this.#equals(entry - 1, bytes, at)) return slot
    }
    return slot
  }

  #equals(own: number, bytes: Uint8Array, at: number): boolean {
    for (let i = 0; i < this.#length; i++) if (this.#bytes[own + i] !== bytes[at + i]) return false
    return true
  }
}

const SECRET = randomFillSync(new Int32Array(64)).map((word) => word | 1)

function hashWindow(bytes: Uint8Array, at: number, length: number): number {
  let hash = SECRET[63]!
  for (let i = 0, lane = 0; i < length; i += 4, lane++) {
    const from = at + Math.min(i, length - 4)
    const word = bytes[from]! | (bytes[from + 1]! << 8) | (bytes[from + 2]! << 16) | (bytes[from + 3]! << 24)
    hash = Math.imul(hash ^ word, SECRET[lane & 63]!)
    hash ^= hash >>> 15
  }
  hash = Math.imul(hash, 0x85ebca6b)
  return hash ^ (hash >>> 13)
}

const tables = new WeakMap<FoldedText, Map<number, WindowTable>>()

/** Whether `bytes[at, at + length)` occurs in any of the texts, each by itself. Tables of ended texts are kept. */
export function occursIn(
  texts: readonly FoldedText[],
  bytes: Uint8Array,
  at: number,
  length: number,
): boolean {
  return texts.some((text) => tableOf(text, length).has(bytes, at))
}

function tableOf(text: FoldedText, length: number): WindowTable {
  if (!text.ended) return new WindowTable(text.match, length)
  let byLength = tables.get(text)
  if (byLength === undefined) tables.set(text, (byLength = new Map()))
  let table = byLength.get(length)
  if (table === undefined) byLength.set(length, (table = new WindowTable(text.match, length)))
  return table
}
