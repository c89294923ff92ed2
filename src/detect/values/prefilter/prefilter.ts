import { createPassKernel } from './kernels/pass-kernel.js'
import { createPlainPass } from './plain-pass.js'
import type { Tables } from './tables.js'
import { BLOCK, type TextPass } from './text-pass.js'

/**
 * Where many expressions may match, in one pass over a text. It stops only at units that begin a gram of some
 * trigger; what it stops at is asked of all expressions at once, a bit for each. Starts that come out are
 * candidates: none that has a match is missing, and the expression itself decides.
 */
export class Prefilter {
  readonly #tables: Tables
  readonly #pass: TextPass
  readonly #reaches: readonly { readonly reach: number; readonly bits: Int32Array }[]
  readonly #bits: Int32Array

  /** `reaches`: by expression, code units from a start on that a match there may depend on. */
  constructor(tables: Tables, reaches: readonly number[]) {
    this.#tables = tables
    this.#pass = createPassKernel(tables) ?? createPlainPass(tables)
    this.#bits = new Int32Array(tables.words)
    this.#reaches = [...new Set(reaches)]
      .sort((a, b) => b - a)
      .map((reach) => ({ reach, bits: bitsOf(reaches, tables.words, (other) => other >= reach) }))
  }

  /**
   * Visits every start from `from` on at which an expression with triggers may match. A start may be visited
   * more than once, and not in order.
   */
  eachCandidate(text: string, from: number, visit: (expression: number, start: number) => void): void {
    const { back, ahead, lead } = this.#tables
    const { length } = text
    for (let begin = Math.max(0, from - lead); begin < length; begin += BLOCK) {
      const low = Math.max(0, begin - back)
      const end = Math.min(length, begin + BLOCK)
      const part = text.slice(low, Math.min(length, end + ahead))
      // A list of its own: whoever is visited may look through another text meanwhile.
      const candidates = this.#pass(part, begin - low, end - low, from - low)
      for (let i = 0; i < candidates.length; i += 2) visit(candidates[i]!, low + candidates[i + 1]!)
    }
  }

  /**
   * The first start from `from` on at which `isOpen` holds of an expression that may yet match; else the length. Of a
   * text that has grown by much the last starts are not looked at one by one, at which nearly every expression might.
   */
  firstOpen(text: string, from: number, isOpen: (expression: number, start: number) => boolean): number {
    const { classOf, admits, outside, words } = this.#tables
    const { length } = text
    const bits = this.#bits
    let at = 0
    const last = length - from > MUCH ? length - UNDECIDED : length
    for (let start = Math.max(from, length - (this.#reaches[0]?.reach ?? 0)); start < last; start++) {
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
    return last
  }
}

/** Of so many new units the last ones are left to the next look, which finds what starts in them sooner than this. */
const MUCH = 1_024
const UNDECIDED = 320

function bitsOf(reaches: readonly number[], words: number, holds: (reach: number) => boolean): Int32Array {
  const bits = new Int32Array(words)
  for (const [i, reach] of reaches.entries()) if (holds(reach)) bits[i >> 5]! |= 1 << (i & 31)
  return bits
}
