import { createHash } from 'node:crypto'
import type { SecretKey } from '../core/digest.js'
import type { CodeMatch, CodeStore } from '../core/ports.js'
import type { DocumentNumber } from '../core/types.js'
import { alignCode, GRAM, gramAt, placesOf } from '../text/code/align.js'
import { type CodeShape, type PlacedShape, shapeOf } from '../text/code/shape.js'

/**
 * Protected source files, found by the shape of their code. Derived from the documents like partitions are: what
 * is stored is the text, and a file is read when the first search after its coming needs it. Files of the same
 * code are one entry.
 *
 * Of a file's k-grams of token classes a sample is kept (winnowing: Schleimer, Wilkerson and Aiken 2003) under a
 * key, so that nobody can write code that hides from the sample: every run of
 * `GRAM + WINDOW - 1` tokens has one. A search looks up every gram of the code, and aligns it with the files that
 * have most of the rare ones.
 */
export class CodeIndex {
  readonly #read: (document: DocumentNumber) => string
  readonly #waiting = new Set<DocumentNumber>()
  readonly #entries = new Map<DocumentNumber, Entry>()
  readonly #byShape = new Map<string, Entry>()
  readonly #postings = new Map<number, Entry[]>()
  readonly #key: Buffer
  #dead = 0

  constructor(key: SecretKey, read: (document: DocumentNumber) => string) {
    this.#key = createHash('sha256').update('code').update(key.bytes).digest()
    this.#read = read
  }

  add(document: DocumentNumber): void {
    if (!this.#entries.has(document)) this.#waiting.add(document)
  }

  remove(document: DocumentNumber): void {
    this.#waiting.delete(document)
    const entry = this.#entries.get(document)
    if (entry === undefined) return
    this.#entries.delete(document)
    entry.documents.delete(document)
    if (entry.documents.size > 0) return
    this.#byShape.delete(entry.id)
    this.#dead += 1
    if (this.#dead > 64 && this.#dead > this.#byShape.size) this.#sweep()
  }

  documents(): Iterable<DocumentNumber> {
    return [...this.#entries.keys(), ...this.#waiting]
  }

  store(): CodeStore {
    const isEmpty = () => this.#entries.size === 0 && this.#waiting.size === 0
    return {
      get empty() {
        return isEmpty()
      },
      search: (code) => this.#search(code),
      settled: (code) => this.#settled(code),
    }
  }

  /** Aligned from the first gram on that somebody has, so that nothing before it depends on what follows. */
  #search(text: string): CodeMatch[] {
    this.#catchUp()
    const code = shapeOf(text)
    const first = this.#firstMatch(code)
    if (first === undefined) return []
    const rest = from(code, first)
    const matches = this.#candidates(rest).flatMap((entry) =>
      alignCode(entry.shape, rest, (entry.places ??= placesOf(entry.shape))).map(
        ({ start, end, weight, score, whole }): CodeMatch => ({
          documents: [...entry.documents].sort((a, b) => a - b),
          start: code.tokens.starts[first + start]!,
          end: code.tokens.ends[first + end - 1]!,
          weight,
          score,
          whole,
        }),
      ),
    )
    return matches.sort((a, b) => b.weight - a.weight || a.start - b.start)
  }

  #settled(text: string): number {
    this.#catchUp()
    const code = shapeOf(text)
    const first = this.#firstMatch(code)
    const settled = settledAt(code, text.length)
    return first === undefined ? settled : Math.min(code.tokens.starts[first]!, settled)
  }

  #catchUp(): void {
    for (const document of this.#waiting) {
      const shape = bare(shapeOf(this.#read(document)))
      const id = identity(shape)
      let entry = this.#byShape.get(id)
      if (entry === undefined) {
        entry = { id, shape, documents: new Set(), places: undefined }
        this.#byShape.set(id, entry)
        for (const gram of this.#sample(shape.classes)) this.#post(gram, entry)
      }
      entry.documents.add(document)
      this.#entries.set(document, entry)
      this.#waiting.delete(document)
    }
  }

  #post(gram: number, entry: Entry): void {
    const known = this.#postings.get(gram)
    if (known === undefined) this.#postings.set(gram, [entry])
    else if (known.length <= COMMON) known.push(entry)
  }

  /** The least of every `WINDOW` grams in a row, by keyed hash. */
  #sample(classes: Uint8Array): Set<number> {
    const grams = Array.from({ length: Math.max(0, classes.length - GRAM + 1) }, (_, i) => gramAt(classes, i))
    const ranks = grams.map((gram) => this.#rank(gram))
    const kept = new Set<number>()
    for (let start = 0; start === 0 || start + WINDOW <= grams.length; start++) {
      let least = start
      for (let i = start + 1; i < Math.min(start + WINDOW, grams.length); i++)
        if (ranks[i]! < ranks[least]!) least = i
      if (least < grams.length) kept.add(grams[least]!)
    }
    return kept
  }

  #rank(gram: number): number {
    let hash = this.#key.readInt32LE(0)
    hash = Math.imul(hash ^ (gram % 0x200000), 0x85ebca6b)
    hash = Math.imul((hash ^ (hash >>> 13)) + this.#key.readInt32LE(4), 0xc2b2ae35)
    hash = Math.imul(hash ^ Math.floor(gram / 0x200000), 0x27d4eb2f)
    return (hash ^ (hash >>> 15)) >>> 0
  }

  #firstMatch({ classes }: CodeShape): number | undefined {
    for (let at = 0; at + GRAM <= classes.length; at++) if (this.#holders(classes, at).length > 0) return at
    return undefined
  }

  /** Who has the gram at a token, unless so many have it that it says nothing. */
  #holders(classes: Uint8Array, at: number): readonly Entry[] {
    const holders = this.#postings.get(gramAt(classes, at)) ?? []
    return holders.length > COMMON ? [] : holders
  }

  #candidates({ classes }: CodeShape): Entry[] {
    const scores = new Map<Entry, number>()
    const seen = new Set<number>()
    for (let at = 0; at + GRAM <= classes.length; at++) {
      const gram = gramAt(classes, at)
      if (seen.has(gram)) continue
      seen.add(gram)
      const holders = this.#holders(classes, at)
      const share = 1 / Math.sqrt(holders.length)
      for (const entry of holders) {
        if (entry.documents.size > 0) scores.set(entry, (scores.get(entry) ?? 0) + share)
      }
    }
    return [...scores]
      .sort(([a, m], [b, n]) => n - m || (a.id < b.id ? -1 : 1))
      .slice(0, CANDIDATES)
      .map(([entry]) => entry)
  }

  #sweep(): void {
    this.#dead = 0
    this.#postings.clear()
    for (const entry of this.#byShape.values()) {
      for (const gram of this.#sample(entry.shape.classes)) this.#post(gram, entry)
    }
  }
}

interface Entry {
  readonly id: string
  readonly shape: CodeShape
  readonly documents: Set<DocumentNumber>
  places: ReturnType<typeof placesOf> | undefined
}

/** Grams in a row of which one is kept. */
const WINDOW = 4
/** Files of different code from which on a gram is an idiom of the corpus. */
const COMMON = 256
/** Files that one piece of code is compared with. */
const CANDIDATES = 24

/** Whatever text follows, no match starts before this place: all grams before it are complete and looked up. */
function settledAt({ tokens }: PlacedShape, length: number): number {
  let stable = tokens.length
  while (stable > 0 && tokens.ends[stable - 1]! > tokens.open) stable--
  const first = Math.max(0, stable - GRAM + 1)
  return first < tokens.length ? Math.min(tokens.starts[first]!, tokens.open) : Math.min(tokens.open, length)
}

function from(code: CodeShape, first: number): CodeShape {
  return {
    classes: code.classes.subarray(first),
    values: code.values.subarray(first),
    lengths: code.lengths.subarray(first),
    comments: code.comments.map(({ token, value }) => ({ token: token - first, value })),
  }
}

/** A code shape without the places of its tokens in the text. */
function bare({ classes, values, lengths, comments }: PlacedShape): CodeShape {
  return { classes, values, lengths, comments }
}

function identity({ classes, values, comments }: CodeShape): string {
  return createHash('sha256')
    .update(classes)
    .update('\0')
    .update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength))
    .update(comments.map(({ value }) => value).join())
    .digest('base64url')
}
