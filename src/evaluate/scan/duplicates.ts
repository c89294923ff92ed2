import { createHash } from 'node:crypto'
import { matchFold } from '../../text/fold.js'

/**
 * What a corpus says more than once. A model remembers a passage the better the more often it has seen it
 * (Carlini et al. 2023: about log-linear), so repeated personal data and licensed text are what it will repeat.
 *
 * Items are near-duplicates when they share four fifths of their fingerprints: hashes of `SHINGLE` folded bytes, of
 * which one in `SAMPLE` is kept by its value. Passages are sentences and lines of at least `PASSAGE` folded bytes.
 */
export interface Duplicates {
  /** Items in groups of two or more that say the same, largest group first. */
  readonly groups: readonly (readonly string[])[]
  /** Of each passage that stands in three items or more: in how many, most first. */
  readonly passages: readonly { readonly copies: number; readonly sources: readonly string[] }[]
}

const SHINGLE = 20
const SAMPLE = 4
const PASSAGE = 48
const ALIKE = 0.8
/** Items that share a fingerprint, past which it is a phrase and leads nowhere. */
const COMMON = 200
/** From so many items on a passage is repeated. */
const REPEATED = 3
const NAMED = 20

export class DuplicateFinder {
  readonly #sources: string[] = []
  readonly #prints: Uint32Array[] = []
  readonly #whole = new Map<string, number>()
  readonly #parent: number[] = []
  readonly #passages = new Map<string, { copies: number; last: number; sources: string[] }>()

  add(source: string, text: string): void {
    const item = this.#sources.length
    this.#sources.push(source)
    this.#parent.push(item)
    const folded = Buffer.from(matchFold(text))
    const digest = hash(folded)
    const twin = this.#whole.get(digest)
    if (twin !== undefined && folded.length > 0) {
      this.#join(twin, item)
      this.#prints.push(EMPTY)
    } else {
      this.#whole.set(digest, item)
      this.#prints.push(fingerprints(folded))
    }
    for (const passage of new Set(passagesOf(text))) {
      const known = this.#passages.get(passage)
      if (known === undefined) this.#passages.set(passage, { copies: 1, last: item, sources: [source] })
      else if (known.last !== item) {
        known.copies += 1
        known.last = item
        if (known.sources.length < NAMED) known.sources.push(source)
      }
    }
  }

  result(): Duplicates {
    this.#compare()
    const groups = new Map<number, string[]>()
    for (const [item, source] of this.#sources.entries()) {
      const root = this.#root(item)
      groups.set(root, [...(groups.get(root) ?? []), source])
    }
    return {
      groups: [...groups.values()].filter(({ length }) => length > 1).sort((a, b) => b.length - a.length),
      passages: [...this.#passages.values()]
        .filter(({ copies }) => copies >= REPEATED)
        .sort((a, b) => b.copies - a.copies)
        .map(({ copies, sources }) => ({ copies, sources })),
    }
  }

  #compare(): void {
    const holders = new Map<number, number[]>()
    for (const [item, prints] of this.#prints.entries()) {
      for (const print of prints) {
        const known = holders.get(print)
        if (known === undefined) holders.set(print, [item])
        else if (known.length <= COMMON) known.push(item)
      }
    }
    for (const [item, prints] of this.#prints.entries()) {
      const shared = new Map<number, number>()
      for (const print of prints) {
        const items = holders.get(print)!
        if (items.length > COMMON) continue
        for (const other of items) if (other < item) shared.set(other, (shared.get(other) ?? 0) + 1)
      }
      for (const [other, count] of shared) {
        const union = prints.length + this.#prints[other]!.length - count
        if (count >= ALIKE * union) this.#join(other, item)
      }
    }
  }

  #join(a: number, b: number): void {
    this.#parent[this.#root(b)] = this.#root(a)
  }

  #root(item: number): number {
    let root = item
    while (this.#parent[root] !== root) root = this.#parent[root]!
    this.#parent[item] = root
    return root
  }
}

const EMPTY = new Uint32Array(0)

function fingerprints(folded: Uint8Array): Uint32Array {
  const kept = new Set<number>()
  for (let at = 0; at + SHINGLE <= folded.length; at++) {
    let value = 0x811c9dc5
    for (let i = at; i < at + SHINGLE; i++) value = Math.imul(value ^ folded[i]!, 0x01000193)
    value = Math.imul(value ^ (value >>> 15), 0x85ebca6b)
    value = (value ^ (value >>> 13)) >>> 0
    if (value % SAMPLE === 0) kept.add(value)
  }
  // A text too short for a sample is compared as a whole alone.
  return kept.size < 4 ? EMPTY : Uint32Array.from(kept)
}

/** Folded sentences and lines, hashed. */
export function passagesOf(text: string): string[] {
  return text
    .split(/(?<=[.!?])\s+|[。！？\n]+/u)
    .map((sentence) => Buffer.from(matchFold(sentence)))
    .filter(({ length }) => length >= PASSAGE)
    .map(hash)
}

export function hash(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('base64').slice(0, 20)
}
