import { DIGEST_OF } from './pairs.js'
import { ROWS } from './rules.js'
import { RULE, type Tables } from './tables.js'
import { partLength, type TextPass } from './text-pass.js'

/** The pass where there is no WebAssembly with SIMD: the twin of `kernels/assembly/pass.ts`, rule for rule. */
export function createPlainPass(tables: Tables): TextPass {
  const { classOf, outside, classes, words, admits, ruleWords, rows, rules, gaps } = tables
  const pairs = new Int32Array(tables.pairs.buffer)
  const pairWords = 2 * tables.pairWords
  const buffer = Buffer.alloc(2 * partLength(tables))
  const units = new Uint16Array(buffer.buffer, buffer.byteOffset, buffer.length / 2)
  const done = new Int32Array(tables.runs)
  let count = 0
  let earliest = 0
  let found: number[] = []

  const classAt = (i: number) => (i < 0 || i >= count ? outside : classOf[units[i]!]!)

  /** All rules of a gram that begins at a place; what its first four units are says which words of them are worth it. */
  function ask(place: number, pair: number, next: number): void {
    for (let word = 0; word < pairWords; word++) {
      let rest = pairs[pair * pairWords + word]! & pairs[(4096 + next) * pairWords + word]!
      for (; rest !== 0; rest &= rest - 1) askWord(32 * word + lowest(rest), place)
    }
  }

  function askWord(word: number, place: number): void {
    let bits = -1
    for (let row = 0; row < ROWS && bits !== 0; row++) {
      // The last row is that of the unit before the gram.
      const c = classAt(row === ROWS - 1 ? place - 1 : place + row)
      bits &= rows[(row * classes + c) * ruleWords + word]!
    }
    for (; bits !== 0; bits &= bits - 1) fire(RULE * (32 * word + lowest(bits)), place)
  }

  function fire(rule: number, place: number): void {
    const expression = rules[rule]!
    const nearest = rules[rule + 1]!
    const farthest = rules[rule + 2]!
    const checks = rules[rule + 5]!
    if (nearest === farthest) {
      const start = place - nearest
      if (start >= earliest && isAdmitted(expression, start, checks)) found.push(expression, start)
      return
    }
    const run = rules[rule + 3]!
    const gap = rules[rule + 4]!
    const last = Math.min(count - 1, place - nearest)
    let first = Math.max(done[run]!, earliest, place - farthest)
    if (gap >= 0) {
      let begin = place
      while (begin > first && gaps[gap * classes + classAt(begin - 1)] !== 0) begin--
      first = Math.max(first, begin)
    }
    for (let start = first; start <= last; start++) {
      if (isAdmitted(expression, start, checks)) found.push(expression, start)
    }
    done[run] = Math.max(done[run]!, last + 1)
  }

  /** Whether one expression allows what stands before and at the first units of a start; `checks` says which of them. */
  function isAdmitted(expression: number, start: number, checks: number): boolean {
    const word = expression >> 5
    const bit = 1 << (expression & 31)
    for (let rest = checks; rest !== 0; rest &= rest - 1) {
      const o = lowest(rest)
      if ((admits[o]![classAt(start - 1 + o) * words + word]! & bit) === 0) return false
    }
    return true
  }

  return (part, first, last, from) => {
    buffer.write(part, 'utf16le')
    count = part.length
    earliest = from
    found = []
    done.fill(0)
    let one = DIGEST_OF[units[first]!]!
    let two = DIGEST_OF[units[first + 1]!]!
    let three = DIGEST_OF[units[first + 2]!]!
    for (let place = first; place < last; place++) {
      const four = DIGEST_OF[units[place + 3]!]!
      ask(place, (one << 6) | two, (three << 6) | four)
      one = two
      two = three
      three = four
    }
    return Int32Array.from(found)
  }
}

function lowest(bits: number): number {
  return 31 - Math.clz32(bits & -bits)
}
