import { buildTables, type Tables, type WindowTrigger } from './tables.js'
import type { Needs } from './trigger.js'

/** An expression as the prefilter sees it. */
export interface Expression {
  readonly needs: Needs
  /** Code units from a start on that a match there may depend on. */
  readonly reach: number
}

/** Units copied out of the text at a time, and what is copied beside them: the head of a match and a trigger. */
const BLOCK = 32_768
const MARGIN = 32
const buffer = Buffer.alloc((BLOCK + 2 * MARGIN) * 2)
const copied = new Uint16Array(buffer.buffer, buffer.byteOffset, buffer.length / 2)

/** What a stop at a unit has to ask. */
interface Plan {
  /** Triples: place of the unit in a trigger, word of the row, expressions. */
  readonly starts: Int32Array
  readonly windows: readonly WindowTrigger[]
}

const NOTHING: Plan = { starts: new Int32Array(0), windows: [] }

/**
 * Where many expressions may match, in one pass over a text. It stops only at units that are the rarest of some
 * trigger; what it stops at is asked of all expressions at once, a bit for each. Starts that come out are
 * candidates: none that has a match is missing, and the expression itself decides.
 */
export class Prefilter {
  readonly #tables: Tables
  readonly #reaches: readonly { readonly reach: number; readonly bits: Int32Array }[]
  readonly #bits: Int32Array
  readonly #done: Int32Array
  /** How far before a start its triggers may lie. */
  readonly #back: number
  /** By the class of a unit and of the one behind it, made when the two first meet. */
  readonly #plans: (Plan | undefined)[]
  /** Per class the places that it can have in a trigger that begins its match: offset, word, bits, and so on. */
  readonly #startsOf: readonly Int32Array[]

  constructor(expressions: readonly Expression[]) {
    const tables = buildTables(expressions.map(({ needs }) => needs))
    this.#tables = tables
    this.#bits = new Int32Array(tables.words)
    this.#done = new Int32Array(tables.runs)
    this.#back = Math.max(0, ...tables.windows.flat().map(({ nearest }) => -nearest))
    this.#startsOf = Array.from({ length: tables.classes }, (_, c) =>
      Int32Array.from(
        tables.starts.flatMap((rows, offset) =>
          Array.from(rows?.subarray(c * tables.words, (c + 1) * tables.words) ?? [], (bits, word) =>
            bits === 0 ? [] : [offset, word, bits],
          ).flat(),
        ),
      ),
    )
    this.#plans = new Array<Plan | undefined>(tables.classes ** 2).fill(undefined)
    this.#reaches = [...new Set(expressions.map(({ reach }) => reach))]
      .sort((a, b) => b - a)
      .map((reach) => ({ reach, bits: bitsOf(expressions, tables.words, (other) => other.reach >= reach) }))
  }

  /**
   * Visits every start from `from` on at which an expression with triggers may match. A start may be visited
   * more than once, and not in order.
   */
  eachCandidate(text: string, from: number, visit: (expression: number, start: number) => void): void {
    const { hot, classOf, classes, before, behind, outside } = this.#tables
    const { length } = text
    this.#done.fill(from)
    for (let begin = Math.max(0, from - this.#back); begin < length; begin += BLOCK) {
      const low = Math.max(0, begin - MARGIN)
      const high = Math.min(length, begin + BLOCK + MARGIN)
      buffer.write(text.slice(low, high), 'utf16le')
      const end = Math.min(length, begin + BLOCK) - low
      for (let i = begin - low; i < end; i++) {
        if (hot[copied[i]!] === 0) continue
        const row = classOf[copied[i]!]! * classes
        const last = low + i === 0 ? outside : classOf[copied[i - 1]!]!
        const next = low + i + 1 === length ? outside : classOf[copied[i + 1]!]!
        if (before[row + last] === 0 || behind[row + next] === 0) continue
        const plan = (this.#plans[row + next] ??= this.#planOf(classOf[copied[i]!]!, next))
        if (plan !== NOTHING) this.#stop(plan, text, from, low, i, high - low, visit)
      }
    }
  }

  #planOf(c: number, next: number): Plan {
    const { admits, words, windows } = this.#tables
    const starts = this.#startsOf[c]!
    const left: number[] = []
    for (let at = 0; at < starts.length; at += 3) {
      const [offset, word] = [starts[at]!, starts[at + 1]!]
      const rows = admits[offset + 2]
      const bits = starts[at + 2]! & (rows === undefined ? -1 : rows[next * words + word]!)
      if (bits !== 0) left.push(offset, word, bits)
    }
    const goOn = windows[c]!.filter(({ beside }) =>
      beside.every(({ at, member }) => at !== 1 || member[next] === 1),
    )
    return left.length + goOn.length === 0 ? NOTHING : { starts: Int32Array.from(left), windows: goOn }
  }

  #stop(
    { starts, windows }: Plan,
    text: string,
    from: number,
    low: number,
    i: number,
    count: number,
    visit: (expression: number, start: number) => void,
  ): void {
    for (let at = 0; at < starts.length; at += 3) {
      const offset = starts[at]!
      const start = low + i - offset
      if (start < from) continue
      const word = starts[at + 1]!
      for (
        let rest = this.#admitted(i - offset, count, word, starts[at + 2]!);
        rest !== 0;
        rest &= rest - 1
      ) {
        visit(word * 32 + 31 - Math.clz32(rest & -rest), start)
      }
    }
    for (const trigger of windows) {
      if (this.#complete(trigger, i, count)) this.#openWindow(trigger, text, low + i, visit)
    }
  }

  /** Of the bits of word `w` those that may start at index `at` of the copied units. */
  #admitted(at: number, count: number, w: number, bits: number): number {
    const { classOf, admits, outside, words } = this.#tables
    let rest = bits
    for (let o = 0; o < admits.length; o++) {
      const i = at + o - 1
      const c = i < 0 || i >= count ? outside : classOf[copied[i]!]!
      rest &= admits[o]![c * words + w]!
      if (rest === 0) return 0
    }
    return rest
  }

  #complete({ beside }: WindowTrigger, i: number, count: number): boolean {
    const { classOf } = this.#tables
    for (const { at, member } of beside) {
      const other = i + at
      if (other < 0 || other >= count || member[classOf[copied[other]!]!] === 0) return false
    }
    return true
  }

  #openWindow(
    { expression, run, nearest, farthest }: WindowTrigger,
    text: string,
    place: number,
    visit: (expression: number, start: number) => void,
  ): void {
    const first = Math.max(this.#done[run]!, place - farthest)
    const last = Math.min(text.length - 1, place - nearest)
    for (let start = first; start <= last; start++) {
      if (this.#admitsAt(text, start, expression)) visit(expression, start)
    }
    if (last >= first) this.#done[run] = last + 1
  }

  #admitsAt(text: string, start: number, expression: number): boolean {
    const { classOf, admits, outside, words } = this.#tables
    const word = expression >> 5
    const bit = 1 << (expression & 31)
    for (let o = 0; o < admits.length; o++) {
      const i = start + o - 1
      const c = i < 0 || i >= text.length ? outside : classOf[text.charCodeAt(i)]!
      if ((admits[o]![c * words + word]! & bit) === 0) return false
    }
    return true
  }

  /** The first start from `from` on at which `isOpen` holds of an expression that may yet match; else the length. */
  firstOpen(text: string, from: number, isOpen: (expression: number, start: number) => boolean): number {
    const { classOf, admits, outside, words } = this.#tables
    const { length } = text
    const bits = this.#bits
    let at = 0
    for (let start = Math.max(from, length - (this.#reaches[0]?.reach ?? 0)); start < length; start++) {
      while (at + 1 < this.#reaches.length && this.#reaches[at + 1]!.reach >= length - start) at += 1
      bits.set(this.#reaches[at]!.bits)
      let any = 1
      for (let o = 0; o < admits.length && any !== 0; o++) {
        const i = start + o - 1
        if (i >= length) break
        const c = i < 0 ? outside : classOf[text.charCodeAt(i)]!
        const rows = admits[o]!
        any = 0
        for (let w = 0; w < words; w++) any |= bits[w]! &= rows[c * words + w]!
      }
      if (any === 0) continue
      for (let w = 0; w < words; w++) {
        for (let rest = bits[w]!; rest !== 0; rest &= rest - 1) {
          if (isOpen(w * 32 + 31 - Math.clz32(rest & -rest), start)) return start
        }
      }
    }
    return length
  }
}

function bitsOf(
  expressions: readonly Expression[],
  words: number,
  holds: (expression: Expression) => boolean,
): Int32Array {
  const bits = new Int32Array(words)
  for (const [i, expression] of expressions.entries()) if (holds(expression)) bits[i >> 5]! |= 1 << (i & 31)
  return bits
}
