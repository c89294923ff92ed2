import { KIND, kindOf } from './characters.js'
import { dictionary } from './dictionary.js'
import { CLASS_COUNT, classNumber } from './word-class.js'

/**
 * All ways to read a short text as words, and how unlikely each place is as a border between two of them: the
 * cheapest path through the place less the cheapest path of all (Viterbi from both ends; costs after MeCab).
 *
 * One object is filled again for each text: what it says holds until the next `read`.
 */
export const MANY = 1_000
const NEVER = 1 << 28
/** Less than every cost: no path has been found yet. Costs may be below zero. */
const UNKNOWN = -NEVER
const NOUN = classNumber('noun')
const PROPER = classNumber('proper')
const NUMBER = classNumber('number')
const SYMBOL = classNumber('symbol')
const PARTICLE = classNumber('particle')

/** Sizes of the arrays to begin with: code units of text, and words that begin at one place. */
const ROOM = 128
const WORDS_AT_ONCE = 64

export class Lattice {
  length = 0
  /** For each place 0 … n: how much dearer the best path through it is than the best of all, in hundreds; or MANY. */
  margin = new Int32Array(ROOM)
  /**
   * For each place the word that ends (begins) there on the cheapest path: its other end and its class; -1 for none.
   */
  endingFrom = new Int32Array(ROOM)
  endingClass = new Int32Array(ROOM)
  beginningTo = new Int32Array(ROOM)
  beginningClass = new Int32Array(ROOM)
  /** Whether the best path has a border at a place. */
  isBest = new Uint8Array(ROOM)
  /** `wordEnd` and `wordNumber` have the words that begin at place p in [firstWord[p], firstWord[p + 1]). */
  firstWord = new Int32Array(ROOM)
  wordEnd = new Int32Array(ROOM * 8)
  wordNumber = new Int32Array(ROOM * 8)

  /** Nodes that begin at place p are at [#firstNode[p], #firstNode[p + 1]). */
  #firstNode = new Int32Array(ROOM)
  /** The last node that ends at a place, and for each node the one before it that ends there too. */
  #lastEnding = new Int32Array(ROOM)
  #nextEnding = new Int32Array(ROOM * 16)
  #start = new Int32Array(ROOM * 16)
  #end = new Int32Array(ROOM * 16)
  #class = new Int32Array(ROOM * 16)
  #cost = new Int32Array(ROOM * 16)
  /** Cheapest path up to and with the node, and from it to the end without its own cost. */
  #forward = new Int32Array(ROOM * 16)
  #backward = new Int32Array(ROOM * 16)
  #nodes = 0
  /** For the current place: the cheapest node of each class, and the classes that have one. */
  readonly #cheapest = new Int32Array(CLASS_COUNT)
  readonly #present = new Int32Array(CLASS_COUNT)
  readonly #least = new Int32Array(CLASS_COUNT)

  read(text: string): void {
    this.length = text.length
    this.#makeRoom(text.length)
    this.#collectNodes(text)
    this.#goForward()
    this.#goBackward()
    this.#tell()
  }

  #makeRoom(length: number): void {
    if (length + 2 <= this.margin.length) return
    const room = length * 2
    this.margin = new Int32Array(room)
    this.endingFrom = new Int32Array(room)
    this.endingClass = new Int32Array(room)
    this.beginningTo = new Int32Array(room)
    this.beginningClass = new Int32Array(room)
    this.isBest = new Uint8Array(room)
    this.firstWord = new Int32Array(room)
    this.#firstNode = new Int32Array(room)
    this.#lastEnding = new Int32Array(room)
  }

  #collectNodes(text: string): void {
    const words = dictionary()
    this.#nodes = 0
    this.#lastEnding.fill(-1, 0, text.length + 1)
    let count = 0
    for (let at = 0; at < text.length; at++) {
      this.firstWord[at] = count
      this.#firstNode[at] = this.#nodes
      if (count + WORDS_AT_ONCE > this.wordEnd.length) {
        this.wordEnd = enlarged(this.wordEnd)
        this.wordNumber = enlarged(this.wordNumber)
      }
      const next = words.collect(text, at, text.length, this.wordEnd, this.wordNumber, count)
      for (; count < next; count++) {
        const word = this.wordNumber[count]!
        for (let i = words.from(word); i < words.from(word + 1); i++) {
          this.#add(at, this.wordEnd[count]!, words.classAt(i), words.costAt(i))
        }
      }
      this.#addUnknown(text, at)
    }
    this.firstWord[text.length] = count
    this.#firstNode[text.length] = this.#nodes
  }

  #add(start: number, end: number, wordClass: number, cost: number): void {
    const node = this.#nodes
    if (node === this.#start.length) this.#makeRoomForNodes()
    this.#start[node] = start
    this.#end[node] = end
    this.#class[node] = wordClass
    this.#cost[node] = cost
    this.#nextEnding[node] = this.#lastEnding[end]!
    this.#lastEnding[end] = node
    this.#nodes += 1
  }

  #makeRoomForNodes(): void {
    this.#start = enlarged(this.#start)
    this.#end = enlarged(this.#end)
    this.#class = enlarged(this.#class)
    this.#cost = enlarged(this.#cost)
    this.#nextEnding = enlarged(this.#nextEnding)
    this.#forward = enlarged(this.#forward)
    this.#backward = enlarged(this.#backward)
  }

  /** What the dictionary does not know: whole runs of katakana, letters, digits; single characters of the rest. */
  #addUnknown(text: string, at: number): void {
    const kind = kindOf(text.charCodeAt(at))
    if (kind === KIND.han) {
      this.#add(at, at + 1, NOUN, 115)
      if (kindOf(text.charCodeAt(at + 1)) === KIND.han) this.#add(at, at + 2, NOUN, 150)
    } else if (kind === KIND.hiragana) {
      this.#add(at, at + 1, PARTICLE, 160)
    } else if (kind === KIND.katakana || kind === KIND.latin || kind === KIND.digit) {
      let end = at + 1
      while (end < text.length && kindOf(text.charCodeAt(end)) === kind) end += 1
      if (kind === KIND.digit) this.#add(at, end, NUMBER, 40)
      else {
        this.#add(at, end, NOUN, 95)
        this.#add(at, end, PROPER, 105)
      }
      if (kind === KIND.katakana && end - at > 1) this.#add(at, at + 1, NOUN, 160)
    } else {
      this.#add(at, at + 1, SYMBOL, 30)
    }
  }

  #goForward(): void {
    const words = dictionary()
    for (let place = 0; place <= this.length; place++) {
      let classes = this.#clear()
      for (let node = this.#lastEnding[place]!; node >= 0; node = this.#nextEnding[node]!)
        classes = this.#keep(this.#class[node]!, this.#forward[node]!, classes)
      const to = place < this.length ? this.#firstNode[place + 1]! : this.#nodes
      for (let node = this.#firstNode[place]!; node < to; node++) {
        const wordClass = this.#class[node]!
        let least = this.#least[wordClass]!
        if (least === UNKNOWN) {
          least = place === 0 ? 0 : NEVER
          for (let i = 0; i < classes; i++) {
            const before = this.#present[i]!
            const cost = this.#cheapest[before]! + words.connection(before, wordClass)
            if (cost < least) least = cost
          }
          this.#least[wordClass] = least
        }
        this.#forward[node] = least + this.#cost[node]!
      }
    }
  }

  #goBackward(): void {
    const words = dictionary()
    for (let place = this.length; place >= 0; place--) {
      let classes = this.#clear()
      const to = place < this.length ? this.#firstNode[place + 1]! : this.#nodes
      for (let node = this.#firstNode[place]!; node < to; node++)
        classes = this.#keep(this.#class[node]!, this.#backward[node]! + this.#cost[node]!, classes)
      for (let node = this.#lastEnding[place]!; node >= 0; node = this.#nextEnding[node]!) {
        const wordClass = this.#class[node]!
        let least = this.#least[wordClass]!
        if (least === UNKNOWN) {
          least = place === this.length ? 0 : NEVER
          for (let i = 0; i < classes; i++) {
            const behind = this.#present[i]!
            const cost = this.#cheapest[behind]! + words.connection(wordClass, behind)
            if (cost < least) least = cost
          }
          this.#least[wordClass] = least
        }
        this.#backward[node] = least
      }
    }
  }

  #clear(): number {
    this.#cheapest.fill(NEVER)
    this.#least.fill(UNKNOWN)
    return 0
  }

  /** Returns how many classes there are now. */
  #keep(wordClass: number, cost: number, classes: number): number {
    if (this.#cheapest[wordClass] === NEVER) {
      this.#present[classes] = wordClass
      this.#cheapest[wordClass] = Math.min(cost, NEVER - 1)
      return classes + 1
    }
    if (cost < this.#cheapest[wordClass]!) this.#cheapest[wordClass] = cost
    return classes
  }

  #tell(): void {
    const { length } = this
    let total = NEVER
    for (let node = this.#lastEnding[length] ?? -1; node >= 0; node = this.#nextEnding[node]!)
      total = Math.min(total, this.#through(node))
    for (let place = 0; place <= length; place++) {
      let before = -1
      for (let node = this.#lastEnding[place]!; node >= 0; node = this.#nextEnding[node]!)
        if (before < 0 || this.#through(node) <= this.#through(before)) before = node
      let behind = -1
      const to = place < length ? this.#firstNode[place + 1]! : this.#nodes
      for (let node = this.#firstNode[place]!; node < to; node++)
        if (behind < 0 || this.#through(node) < this.#through(behind)) behind = node
      const crossing = place === 0 ? behind : before
      this.margin[place] = crossing < 0 ? MANY : Math.min(MANY, this.#through(crossing) - total)
      this.endingFrom[place] = before < 0 ? -1 : this.#start[before]!
      this.endingClass[place] = before < 0 ? -1 : this.#class[before]!
      this.beginningTo[place] = behind < 0 ? -1 : this.#end[behind]!
      this.beginningClass[place] = behind < 0 ? -1 : this.#class[behind]!
    }
    this.isBest.fill(0, 0, length + 1)
    for (let place = 0; place < length && place >= 0; place = this.beginningTo[place]!) this.isBest[place] = 1
  }

  #through(node: number): number {
    return this.#forward[node]! + this.#backward[node]!
  }
}

function enlarged(numbers: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(numbers.length * 2)
  larger.set(numbers)
  return larger
}
