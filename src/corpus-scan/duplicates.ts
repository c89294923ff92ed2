import { matchFold } from '../text/fold.js'
import { distinct, Holders, hash, mix, NumberLists } from './numbers.js'

/**
 * What a corpus says more than once. A model remembers a passage the better the more often it has seen it
 * (Carlini et al. 2023: about log-linear), so repeated personal data and licensed text are what it will repeat.
 *
 * Items are near-duplicates when they share four fifths of their fingerprints: hashes of `SHINGLE` folded bytes, of
 * which one in `SAMPLE` is kept by its value. Of a long item only the `SKETCH` least are kept, which give the share
 * within a few hundredths (Broder 1997). Passages are sentences and lines of at least `PASSAGE` folded bytes. An item
 * costs half a kilobyte of memory and each of its passages twelve bytes, however long they are.
 */
export interface Duplicates {
  /** Items in groups of two or more that say the same, largest group first. */
  readonly groups: readonly (readonly string[])[]
  /** Pairs that say the same in other numbers: two prices, two deadlines. */
  readonly conflicts: readonly (readonly [string, string])[]
  /** Passages that stand in three items or more: in how many, most first, and how many such passages each item has. */
  readonly passages: readonly number[]
  readonly repeating: ReadonlyMap<string, number>
}

const SHINGLE = 20
const SAMPLE = 4
const SKETCH = 128
/** Of a sketch, by how many its item is looked up. Of four fifths in common, all of them miss in none of a million. */
const LOOKED_UP = 8
const PASSAGE = 48
const ALIKE = 0.8
/** Items that share a fingerprint, past which it is a phrase and leads nowhere. */
const COMMON = 200
/** From so many items on a passage is repeated. */
const REPEATED = 3

export class DuplicateFinder {
  readonly #sources: string[] = []
  readonly #sketches = new NumberLists()
  /** Of the numbers that an item states; undefined where prompts say what each number is about. */
  readonly #numbers: (number | undefined)[] = []
  readonly #whole = new Map<number, number>()
  readonly #parent: number[] = []
  readonly #passages = new Holders()

  /** With `isRecord` the numbers of the text state nothing: those of a prompt ask, and what answers it is compared by prompt. */
  add(source: string, text: string, isRecord = false): void {
    const item = this.#sources.length
    this.#sources.push(source)
    this.#parent.push(item)
    this.#numbers.push(isRecord ? undefined : numbersIn(text))
    const folded = matchFold(text)
    const digest = hash(folded)
    const twin = this.#whole.get(digest)
    if (twin !== undefined && folded.length > 0) {
      this.#join(twin, item)
      this.#sketches.add(EMPTY)
    } else {
      this.#whole.set(digest, item)
      this.#sketches.add(sketchOf(folded))
    }
    for (const passage of passagesOf(text)) this.#passages.add(passage, item)
  }

  result(): Duplicates {
    const conflicts: [string, string][] = []
    for (const [a, b] of this.#alike()) {
      this.#join(a, b)
      const [one, other] = [this.#numbers[a], this.#numbers[b]]
      if (one !== undefined && other !== undefined && one !== other)
        conflicts.push([this.#sources[a]!, this.#sources[b]!])
    }
    const groups = new Map<number, string[]>()
    for (const [item, source] of this.#sources.entries()) {
      const root = this.#root(item)
      const group = groups.get(root)
      if (group === undefined) groups.set(root, [source])
      else group.push(source)
    }
    const passages: number[] = []
    const repeating = new Map<string, number>()
    for (const items of this.#passages.groups(REPEATED)) {
      passages.push(items.length)
      for (const item of items) {
        const source = this.#sources[item]!
        repeating.set(source, (repeating.get(source) ?? 0) + 1)
      }
    }
    return {
      groups: [...groups.values()].filter(({ length }) => length > 1).sort((a, b) => b.length - a.length),
      conflicts,
      passages: passages.sort((a, b) => b - a),
      repeating,
    }
  }

  /** Pairs of items that share a rare fingerprint and then four fifths of all. */
  *#alike(): Generator<readonly [number, number]> {
    const common = this.#commonness()
    const holders = new Holders()
    for (let item = 0; item < this.#sketches.items; item++) {
      let taken = 0
      for (const print of this.#sketches.of(item)) {
        if (common(print)) continue
        holders.add(print, item)
        if (++taken === LOOKED_UP) break
      }
    }
    for (const items of holders.groups(2)) {
      for (let i = 1; i < items.length; i++) {
        for (let j = 0; j < i; j++) {
          const [a, b] = [items[j]!, items[i]!]
          if (this.#root(a) === this.#root(b)) continue
          if (isAlike(this.#sketches.of(a), this.#sketches.of(b))) yield [a, b]
        }
      }
    }
  }

  /** Counted in a table that may take two fingerprints for one, and then finds both more common than they are. */
  #commonness(): (print: number) => boolean {
    const bits = Math.min(24, 4 + Math.ceil(Math.log2(this.#sketches.length + 1)))
    const counts = new Uint8Array(2 ** bits)
    for (let item = 0; item < this.#sketches.items; item++) {
      const prints = this.#sketches.of(item)
      for (let i = 0; i < prints.length; i++) {
        const at = mix(prints[i]!) >>> (32 - bits)
        if (counts[at]! < 255) counts[at]! += 1
      }
    }
    return (print) => counts[mix(print) >>> (32 - bits)]! > COMMON
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

/** The least `SKETCH` fingerprints, ascending. Of a long text most are passed over unsorted. */
function sketchOf(folded: Uint8Array): Uint32Array {
  const rare = (2 ** 32 * 4 * SKETCH) / Math.max(1, folded.length)
  const all = 2 ** 32 / SAMPLE
  let kept = printsBelow(folded, Math.min(rare, all))
  if (kept.length < SKETCH && rare < all) kept = printsBelow(folded, all)
  // A text too short for a sample is compared as a whole alone.
  return kept.length < 4 ? EMPTY : kept.subarray(0, SKETCH)
}

function numbersIn(text: string): number {
  return hash((text.match(/\p{Nd}+/gu) ?? []).join(' ').normalize('NFKC'))
}

const BASE = 0x01000193
/** What the byte that leaves a shingle counts for. */
const LEAVING = Array.from({ length: SHINGLE - 1 }).reduce<number>((power) => Math.imul(power, BASE), 1)

/** Rolling hashes of all shingles (Karp and Rabin 1987), those below a limit, ascending. */
function printsBelow(folded: Uint8Array, limit: number): Uint32Array {
  const kept: number[] = []
  let value = 0
  for (let i = 0; i < folded.length; i++) {
    if (i >= SHINGLE) value -= Math.imul(folded[i - SHINGLE]!, LEAVING)
    value = (Math.imul(value, BASE) + folded[i]!) | 0
    if (i < SHINGLE - 1) continue
    const print = mix(value)
    if (print < limit) kept.push(print)
  }
  return distinct(Uint32Array.from(kept).sort())
}

/** Whether two items share as much as near-duplicates do, estimated from the least fingerprints of both together. */
function isAlike(a: Uint32Array, b: Uint32Array): boolean {
  const told = (list: Uint32Array) =>
    list.length < SKETCH ? Number.POSITIVE_INFINITY : list[list.length - 1]!
  const limit = Math.min(told(a), told(b))
  // With more than these that only one has, no number of common ones makes up for it.
  const most = Math.min(a.length, b.length) * (1 / ALIKE - 1)
  let both = 0
  let apart = 0
  for (let i = 0, j = 0; i < a.length || j < b.length; ) {
    const x = i < a.length ? a[i]! : Number.POSITIVE_INFINITY
    const y = j < b.length ? b[j]! : Number.POSITIVE_INFINITY
    if (x > limit && y > limit) break
    if (x === y) both += 1
    else if (++apart > most) return false
    if (x <= y) i += 1
    if (y <= x) j += 1
  }
  return both > 0 && both / (both + apart) >= ALIKE
}

/** Folded sentences and lines, hashed, each once. */
export function passagesOf(text: string): Set<number> {
  const passages = new Set<number>()
  for (const sentence of text.split(/(?<=[.!?])\s+|[。！？\n]+/u)) {
    // No sentence folds to more than three bytes for each of its units.
    if (sentence.length * 3 < PASSAGE) continue
    const folded = matchFold(sentence)
    if (folded.length >= PASSAGE) passages.add(hash(folded))
  }
  return passages
}
