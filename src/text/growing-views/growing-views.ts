import { FirewallError } from '../../core/errors.js'
import { LIMITS } from '../../core/limits.js'
import { GrowingText } from '../fold.js'
import { openByteReader } from './bytes.js'
import { openEscapeReader } from './escapes.js'
import { openFieldReader } from './fields.js'
import { IDLE, type OpenReader, Segment, type SegmentSink, type ViewReader } from './growing-view.js'
import { openInvisibleReader } from './invisible.js'
import { openMarkupReader } from './markup.js'
import { openPieceReader } from './pieces.js'
import { openRearrangedReader } from './rearranged.js'
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
  /** Whether it is another text in another order: put into another order once more it may be that text again. */
  readonly isRearranged: boolean
  /** Of such a view: whether units `[i, j)` stand so in the text that it rearranges, too. */
  standsUnmoved(i: number, j: number): boolean
  /** Whether it may soon go on: then what is open in it is held back. */
  readonly waits: boolean
  /** Offset in the whole text before which nothing is placed that ends at unit `e`: it has been let go. */
  placedFrom(e: number): number
}

const READERS: readonly { readonly name: string; readonly open: OpenReader }[] = [
  { name: 'markup', open: openMarkupReader },
  { name: 'escapes', open: openEscapeReader },
  { name: 'invisible', open: openInvisibleReader },
  { name: 'pieces', open: openPieceReader },
  { name: 'bytes', open: openByteReader },
  { name: 'spellings', open: openSpellingReader },
  { name: 'fields', open: openFieldReader },
  { name: 'rearranged', open: openRearrangedReader },
]

/** Forms of forms of forms. */
const DEEPEST = 3

export class GrowingViews {
  readonly views: GrowingView[] = []
  readonly #root: Node
  readonly #budget = { left: LIMITS.decodedLength }

  constructor() {
    this.#root = new Node(undefined, undefined, this.views, this.#budget)
  }

  /** `raw` is what was given before and more. Throws `work-limit` for a text that says too much in codes. */
  read(raw: string, ended: boolean): void {
    this.#root.read(raw, ended)
  }

  /** Offset in the text from which on forms may still come of what has been read so far. */
  get settled(): number {
    return this.#root.settledRaw()
  }
}

interface Budget {
  left: number
}

/** A text and the readers that read it. */
class Node {
  readonly #readers: { readonly name: string; readonly reader: ViewReader; readonly children: Child[] }[]
  readonly #places: Places | undefined

  constructor(places: Places | undefined, without: string | undefined, views: GrowingView[], budget: Budget) {
    this.#places = places
    this.#readers = READERS.filter(({ name }) => name !== without || name === 'escapes').map(
      ({ name, open }) => {
        const children: Child[] = []
        const reader: ViewReader = open(
          sinkOf((segment) =>
            children.push(new Child(segment, { name, reader: () => reader }, places, views, budget)),
          ),
        )
        return { name, reader, children }
      },
    )
  }

  read(input: string, ended: boolean): void {
    for (const { reader, children } of this.#readers) {
      reader.read(input, ended)
      for (const child of children) child.read(ended)
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
  readonly #outer: Places | undefined
  readonly #inner: Node | undefined
  readonly #budget: Budget
  readonly #reader: () => ViewReader
  readonly #from: number
  #read = 0

  constructor(
    segment: Segment,
    { name, reader }: { readonly name: string; readonly reader: () => ViewReader },
    outer: Places | undefined,
    views: GrowingView[],
    budget: Budget,
  ) {
    this.#segment = segment
    this.#outer = outer
    this.#budget = budget
    this.#reader = reader
    this.name = outer === undefined ? segment.name : `${outer.name}>${segment.name}`
    this.depth = (outer?.depth ?? 0) + 1
    this.#from = outer === undefined ? segment.from : outer.at(segment.from)
    if (this.depth < DEEPEST) this.#inner = new Node(this, name, views, budget)
    views.push(this)
  }

  read(ended: boolean): void {
    if (this.text.ended) return
    const { text, closed } = this.#segment
    const more = text.slice(this.#read)
    this.#budget.left -= more.length
    if (this.#budget.left < 0) {
      throw new FirewallError('work-limit', 'the text holds more encoded text than may be decoded', {
        help: 'decode it first, or check it in parts',
      })
    }
    this.#read = text.length
    if (more !== '') this.text.push(more.isWellFormed() ? more : more.toWellFormed())
    const done = ended || closed
    if (done) this.text.end()
    if (more !== '' || done) this.#inner?.read(this.text.raw, done)
  }

  keepsWords(i: number, j: number): boolean {
    if (this.#segment.keepsWords) return true
    if (this.#outer === undefined || !this.#keeps(i, j)) return false
    return this.#outer.keepsWords(this.#segment.start(i), this.#segment.end(j - 1))
  }

  get isRearranged(): boolean {
    return this.#segment.rearranges !== undefined
  }

  standsUnmoved(i: number, j: number): boolean {
    const { rearranges, text } = this.#segment
    if (rearranges?.includes(text.slice(i, j)) === true) return true
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
    return this.#inner?.settledRaw() ?? Number.POSITIVE_INFINITY
  }

  at(i: number): number {
    if (i < this.#segment.text.length) return this.start(i)
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

  /** Each unit comes from one of its own. */
  #keeps(i: number, j: number): boolean {
    for (let at = i; at < j; at++) {
      if (this.#segment.end(at) !== this.#segment.start(at) + 1) return false
    }
    return true
  }
}

function sinkOf(add: (segment: Segment) => void): SegmentSink {
  const named = new Map<string, Segment>()
  const fresh = (name: string, at: number) => {
    const segment = new Segment(name, at)
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
