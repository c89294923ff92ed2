import { randomFillSync } from 'node:crypto'
import type { FoldedText } from '../../core/ports.js'

/**
 * All windows of one length of some short texts (turns, documents in the prompt), for asking whether a window
 * of an answer is among them, whole in one of them. Linear to build and constant to ask, whatever the texts
 * and however many: equal windows are kept once, and the hash is keyed per process.
 */
export class WindowTable {
  readonly #bytes: Uint8Array
  readonly #length: number
  /** Open addressing; position plus one, 0 is empty. */
  readonly #slots: Uint32Array

  constructor(texts: readonly Uint8Array[], length: number) {
    const long = texts.filter((text) => text.length >= length)
    this.#bytes = Buffer.concat(long)
    this.#length = length
    const count = long.reduce((sum, text) => sum + text.length - length + 1, 0)
    this.#slots = new Uint32Array(2 ** Math.ceil(Math.log2(2 * count + 2)))
    let start = 0
    for (const text of long) {
      for (let at = start; at <= start + text.length - length; at++) this.#add(at)
      start += text.length
    }
  }

  #add(at: number): void {
    if ((this.#bytes[at]! & 0xc0) === 0x80) return
    const slot = this.#find(this.#bytes, at)
    if (this.#slots[slot] === 0) this.#slots[slot] = at + 1
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

/** A keyed hash of `bytes[at, at + length)`, at least four bytes; for this process alone. */
export function hashWindow(bytes: Uint8Array, at: number, length: number): number {
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

const tables = new WeakMap<readonly FoldedText[], Map<number, WindowTable>>()

/** Whether `bytes[at, at + length)` occurs in any of the texts, each by itself. Tables of ended texts are kept. */
export function occursIn(
  texts: readonly FoldedText[],
  bytes: Uint8Array,
  at: number,
  length: number,
): boolean {
  return texts.length > 0 && tableOf(texts, length).has(bytes, at)
}

function tableOf(texts: readonly FoldedText[], length: number): WindowTable {
  let byLength = tables.get(texts)
  const known = byLength?.get(length)
  if (known !== undefined) return known
  const table = new WindowTable(
    texts.map((text) => text.match),
    length,
  )
  if (!texts.every((text) => text.ended)) return table
  if (byLength === undefined) tables.set(texts, (byLength = new Map()))
  byLength.set(length, table)
  return table
}
