import { LIMITS } from '../../core/limits.js'
import { GrowingText } from '../fold.js'
import { openByteReader } from './bytes.js'
import { openEscapeReader } from './escapes.js'
import { openFieldReader } from './fields.js'
import {
  FormBudget,
  IDLE,
  type OpenReader,
  Segment,
  type SegmentSink,
  type ViewReader,
} from './growing-view.js'
import { openInvisibleReader } from './invisible.js'
import { openMarkupReader } from './markup.js'
import { openPieceReader } from './pieces.js'
import { openRearrangedReader } from './rearranged.js'
import { openSeamReader } from './seams.js'
import { openSpellingReader } from './spellings.js'

/**
 * A text in all the forms it may be read in, and each of those again, three deep: what mark-up shows and hides, what
 * is invisible, what pieces of a code say together and each by itself, what is spelled out. Each form is a text of
 * its own that only grows, with the way back to the text itself, so whoever looks for something in a text looks for
 * it in these in the same way, and finds the same however the text arrived.
 *
 * A form is made only where its signs stand: of plain prose there is none.
 */
export interface GrowingView {
  /** How it was read; of a form of a form `outer>inner`. */
  readonly name: string
  readonly text: GrowingText
  /** Offset in the whole text of what unit `i` was read from. */
  start(i: number): number
  end(i: number): number
  /** Whether units `[i, j)` stand in the whole text as they are. */
  plain(i: number, j: number): boolean
  /** Whether units `[i, j)` are words of another text in another order: what a word or two say is found there. */
  keepsWords(i: number, j: number): boolean
  /** Of a text in another order: whether units `[i, j)` stand so in the text that it rearranges, too. */
  standsUnmoved(i: number, j: number): boolean
  /** Whether it may soon go on: then what is open in it is held back. */
  readonly waits: boolean
  /** Offset in the whole text before which nothing is placed that ends at unit `e`: it has been let go. */
  placedFrom(e: number): number
}

interface ReaderRow {
  readonly name: string
  readonly open: OpenReader
  /** What it read is read so again. */
  readonly again?: true
  /** No form of what it read is read so: the pieces of pieces, an order of another order are what they were before. */
  readonly once?: true
  /** What it read is read in no other way: it is read so wherever it is a form of. */
  readonly last?: true
}

const READERS: readonly ReaderRow[] = [
  { name: 'markup', open: openMarkupReader },
  { name: 'escapes', open: openEscapeReader, again: true },
  { name: 'invisible', open: openInvisibleReader },
  { name: 'pieces', open: openPieceReader, once: true },
  { name: 'bytes', open: openByteReader },
  { name: 'spellings', open: openSpellingReader },
  { name: 'fields', open: openFieldReader, once: true },
  { name: 'rearranged', open: openRearrangedReader, once: true },
  { name: 'seams', open: openSeamReader, last: true },
]

/** Ways of reading, by name. */
export const VIEW_READERS: readonly string[] = READERS.map(({ name }) => name)

let leftOut: string | undefined

/** For measurements alone: what is found without one way of reading, in this process, until it is called again. */
export function leaveOutReader(name: string | undefined): void {
  leftOut = name
}

/** Forms of forms of forms. */
const DEEPEST = 3

export class GrowingViews {
  /** Forms that came up since `take` was called last. */
  #views: GrowingView[] = []
  readonly #root: Node
  readonly #budget = new FormBudget()
  #raw = ''

  constructor() {
    const tree = {
      add: (view: GrowingView) => this.#views.push(view),
      budget: this.#budget,
      raw: () => this.#raw,
    }
    const rows = READERS.filter(({ name }) => name !== leftOut)
    this.#root = new Node(undefined, { rows, last: undefined }, tree)
  }

  /**
   * `raw` is what was given before and more. Throws `work-limit` for a text whose forms say too much. How much that is
   * goes up in steps of the text's length, and what they say only grows, so the same texts are refused however they
   * are cut.
   */
  read(raw: string, ended: boolean): void {
    for (const _ of this.steps(raw, ended));
  }

  /** Reads on as `read` does, in steps between which others may run. */
  *steps(raw: string, ended: boolean): Generator<void> {
    const pieces = Math.ceil(raw.length / ALLOWED_FOR)
    this.#budget.allow(LIMITS.formsLength + LIMITS.formsShare * ALLOWED_FOR * pieces)
    this.#raw = raw
    yield* this.#root.read(raw, ended)
  }

  /** Forms that came up since this was called last. They go on growing with the text. */
  take(): readonly GrowingView[] {
    const taken = this.#views
    this.#views = []
    return taken
  }

  /** Code units of all forms so far. */
  get said(): number {
    return this.#budget.said
  }

  /** Offset in the text from which on forms may still come of what has been read so far. */
  get settled(): number {
    return this.#root.settledRaw()
  }
}

/** A form is read so many code units at a time, so that others run between them. */
const STEP = 2_048

/** Of a longer form a sixty-fourth may wait: a string that grows is copied each time it is read. */
const SHORT = 65_536

/** Code units of the text for which more is allowed at once. */
const ALLOWED_FOR = 16_384

/** What all forms of one text share. */
interface Tree {
  readonly add: (view: GrowingView) => void
  readonly budget: FormBudget
  /** The whole text so far. */
  readonly raw: () => string
}

/** What a form may be read in once more, and what it was read in last. */
interface Chain {
  readonly rows: readonly ReaderRow[]
  readonly last: ReaderRow | undefined
}

/** A text and the readers that read it. */
class Node {
  readonly #readers: { readonly reader: ViewReader; children: Child[] }[]
  readonly #places: Places | undefined

  constructor(places: Places | undefined, { rows, last }: Chain, tree: Tree) {
    this.#places = places
    const own = rows.filter((row) => row !== last || row.again === true)
    this.#readers = own.map((row) => {
      const chain = { rows: row.once === true ? rows.filter((other) => other !== row) : rows, last: row }
      const add = (segment: Segment) =>
        one.children.push(new Child(segment, { chain, reader: () => one.reader }, places, tree))
      const one: { readonly reader: ViewReader; children: Child[] } = {
        reader: row.open(sinkOf(add, tree.budget)),
        children: [],
      }
      return one
    })
  }

  *read(input: string, ended: boolean): Generator<void> {
    for (const one of this.#readers) {
      one.reader.read(input, ended)
      yield
      let closed = false
      for (const child of one.children) {
        yield* child.read(ended)
        closed ||= child.text.ended
      }
      if (closed) one.children = one.children.filter(({ text }) => !text.ended)
    }
  }

  /** The least offset in the whole text that a reader here, or of what they read, is not done with. */
  settledRaw(): number {
    let least = Number.POSITIVE_INFINITY
    for (const { reader, children } of this.#readers) {
      const { settled } = reader
      least = Math.min(least, this.#places === undefined ? settled : this.#places.at(settled))
      for (const child of children) least = Math.min(least, child.settledRaw())
    }
    return least
  }
}

interface Places {
  readonly text: { readonly raw: string }
  readonly depth: number
  keepsWords(i: number, j: number): boolean
  standsUnmoved(i: number, j: number): boolean
  readonly name: string
  readonly waits: boolean
  placedFrom(e: number): number
  /** Offset in the whole text of unit `i`; behind the last one where that ends. */
  at(i: number): number
  start(i: number): number
  end(i: number): number
  plain(i: number, j: number): boolean
}

/** A segment as a text of its own. */
class Child implements GrowingView, Places {
  readonly name: string
  readonly depth: number
  readonly text = new GrowingText()
  readonly #segment: Segment
  readonly #tree: Tree
  readonly #outer: Places | undefined
  readonly #inner: Node | undefined
  readonly #reader: () => ViewReader
  readonly #from: number

  constructor(
    segment: Segment,
    { chain, reader }: { readonly chain: Chain; readonly reader: () => ViewReader },
    outer: Places | undefined,
    tree: Tree,
  ) {
    this.#segment = segment
    this.#outer = outer
    this.#reader = reader
    this.name = outer === undefined ? segment.name : `${outer.name}>${segment.name}`
    this.depth = (outer?.depth ?? 0) + 1
    this.#from = outer === undefined ? segment.from : outer.at(segment.from)
    this.#tree = tree
    const rows = this.depth < DEEPEST ? chain.rows : chain.rows.filter((row) => row.last)
    if (chain.last?.last !== true) this.#inner = new Node(this, { ...chain, rows }, tree)
    tree.add(this)
  }

  *read(ended: boolean): Generator<void> {
    if (this.text.ended) return
    const done = ended || this.#segment.closed
    const { length } = this.#segment
    const unread = length - this.text.raw.length
    if (!done && (unread === 0 || (length > SHORT && unread < length >> 6 && this.waits))) return
    const fresh = this.#segment.take()
    const more = fresh.isWellFormed() ? fresh : fresh.toWellFormed()
    this.text.expect(more)
    let at = 0
    do {
      const to = Math.min(more.length, at + STEP)
      this.text.push(more.slice(at, to))
      at = to
      if (done && at === more.length) this.text.end()
      if (this.#inner === undefined) yield
      else yield* this.#inner.read(this.text.raw, this.text.ended)
    } while (at < more.length)
  }

  keepsWords(i: number, j: number): boolean {
    if (this.#segment.keepsWords) return true
    if (this.#outer === undefined || !this.#keeps(i, j)) return false
    return this.#outer.keepsWords(this.#segment.start(i), this.#segment.end(j - 1))
  }

  standsUnmoved(i: number, j: number): boolean {
    const { rearranges } = this.#segment
    if (rearranges?.includes(this.text.raw.slice(i, j)) === true) return true
    if (this.#outer === undefined || !this.#keeps(i, j)) return false
    return this.#outer.standsUnmoved(this.#segment.start(i), this.#segment.end(j - 1))
  }

  get waits(): boolean {
    if (this.text.ended || this.#reader().settled - this.#segment.reach > IDLE) return false
    return this.#outer?.waits ?? true
  }

  placedFrom(e: number): number {
    const own = this.#segment.placedFrom(e)
    if (this.#outer === undefined) return own
    return Math.max(this.#outer.at(own), this.#outer.placedFrom(this.#segment.end(e - 1)))
  }

  settledRaw(): number {
    if (!this.waits) return Number.POSITIVE_INFINITY
    const { length } = this.text.raw
    const unread = length < this.#segment.length ? this.start(length) : Number.POSITIVE_INFINITY
    return Math.min(unread, this.#inner?.settledRaw() ?? Number.POSITIVE_INFINITY)
  }

  at(i: number): number {
    if (i < this.#segment.length) return this.start(i)
    return i === 0 ? this.#from : this.end(i - 1)
  }

  start(i: number): number {
    const start = this.#segment.start(i)
    return Math.max(this.#from, this.#outer === undefined ? start : this.#outer.at(start))
  }

  end(i: number): number {
    const end = this.#segment.end(i)
    return this.#outer === undefined || end === 0 ? end : this.#outer.end(end - 1)
  }

  plain(i: number, j: number): boolean {
    const start = this.#segment.start(i)
    const end = this.#segment.end(j - 1)
    return end - start === j - i && this.#keeps(i, j) && (this.#outer?.plain(start, end) ?? true)
  }

  /** Each unit comes from one of its own, which is the same. */
  #keeps(i: number, j: number): boolean {
    const outer = this.#outer?.text.raw ?? this.#tree.raw()
    const { raw } = this.text
    for (let at = i; at < j; at++) {
      const start = this.#segment.start(at)
      if (this.#segment.end(at) !== start + 1 || outer[start] !== raw[at]) return false
    }
    return true
  }
}

function sinkOf(add: (segment: Segment) => void, budget: FormBudget): SegmentSink {
  const named = new Map<string, Segment>()
  const fresh = (name: string, at: number) => {
    const segment = new Segment(name, at, budget)
    add(segment)
    return segment
  }
  return {
    fresh,
    at(name, at) {
      let segment = named.get(name)
      if (segment === undefined) named.set(name, (segment = fresh(name, at)))
      return segment
    },
  }
}
