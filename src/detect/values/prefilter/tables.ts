import { type Buckets, buildBuckets } from './buckets.js'
import { Classes } from './classes.js'
import { buildPairs, type Pairs } from './pairs.js'
import { ROWS, type Rule, rulesOf } from './rules.js'
import { HEAD, type Needs } from './trigger.js'
import { EVERY_UNIT, type UnitSet } from './unit-set.js'

/**
 * Words of a rule: its expression, how far before its place a match starts at least and at most, its run, which of
 * `gaps` lies between, or -1, and its checks.
 */
export const RULE = 6

/**
 * The needs of many expressions in a form that one pass over a text can ask: code units are sorted into classes
 * that all sets agree on, and what each class may stand for at each place is a row of bits. Flat typed arrays,
 * which the pass in WebAssembly and its twin share.
 */
export interface Tables extends Pairs {
  /** Class of a code unit. */
  readonly classOf: Uint16Array
  /** Where a text begins or ends: a class of its own. */
  readonly outside: number
  readonly classes: number
  /** Words of 32 bits in a row of `admits`. */
  readonly words: number
  /** Row of a class for offset `o - 1` of a match: which expressions admit it there. `[o][class * words + word]` */
  readonly admits: readonly Int32Array[]
  /** Words of 32 rules in a row of `rows`, four or a multiple: that many are compared in one step. */
  readonly ruleWords: number
  /** Row of a class at a place around a gram: which rules allow it there. `[(row * classes + class) * ruleWords + word]` */
  readonly rows: Int32Array
  /** By number of the rule, `RULE` words each. */
  readonly rules: Int32Array
  /** 1 for what may lie between a start and a gram. `[gap * classes + class]` */
  readonly gaps: Uint8Array
  /** How many runs there are: rules of one expression and distance, which are told where they have been. */
  readonly runs: number
  /** See `buckets.ts`. */
  readonly buckets: Buckets | undefined
  /** How far before the place of a gram the pass may look, and how far behind it. */
  readonly back: number
  readonly ahead: number
  /** How far before the start of a match its gram may stand. */
  readonly lead: number
}

export function buildTables(all: readonly Needs[]): Tables {
  const rules = inWords(all.flatMap(rulesOf))
  const classes = new Classes(setsOf(all, rules))
  const { count, outside } = classes
  const words = Math.max(1, Math.ceil(all.length / 32))
  const gaps = [...new Set(rules.flatMap((rule) => rule?.between ?? []))]
  const ruleWords = 4 * Math.max(1, Math.ceil(rules.length / 128))
  const runs = new Map<string, number>()
  const gapOf = ({ between }: Rule) => (between === undefined ? -1 : gaps.indexOf(between))
  const runOf = (rule: Rule) => {
    const name = [rule.expression, rule.nearest, rule.farthest, gapOf(rule)].join()
    if (!runs.has(name)) runs.set(name, runs.size)
    return runs.get(name)!
  }
  return {
    classOf: classes.of,
    outside,
    classes: count,
    words,
    admits: admitsOf(all, classes, words),
    ...buildPairs(rules, ruleWords),
    ruleWords,
    rows: rowsOf(rules, classes, ruleWords),
    rules: Int32Array.from(
      rules.flatMap((rule) =>
        rule === undefined
          ? new Array<number>(RULE).fill(0)
          : [rule.expression, rule.nearest, rule.farthest, runOf(rule), gapOf(rule), rule.checks],
      ),
    ),
    gaps: gapsOf(gaps, classes),
    runs: runs.size,
    buckets: buildBuckets(rules.flatMap((rule) => rule ?? [])),
    back: Math.max(0, ...rules.map((rule) => rule?.farthest ?? 0)) + 1,
    ahead: Math.max(0, ...rules.map((rule) => -(rule?.nearest ?? 0))) + Math.max(HEAD, ROWS),
    lead: Math.max(0, ...rules.map((rule) => -(rule?.nearest ?? 0))),
  }
}

/**
 * In an order in which rules alike in the rarer pair of their first four units lie in one word, so that few words are
 * asked (`pairs.ts`). Those that are told by one pair share no word with those that are told by the other.
 */
function inWords(rules: readonly Rule[]): (Rule | undefined)[] {
  const sorted = rules
    .map((rule) => ({ rule, order: orderOf(rule) }))
    .sort((a, b) => compare(a.order, b.order))
  const words: (Rule | undefined)[] = []
  for (const [i, { rule, order }] of sorted.entries()) {
    const last = sorted[i - 1]?.order
    if (last !== undefined && (last[0] !== order[0] || last[1] !== order[1])) {
      while (words.length % 32 !== 0) words.push(undefined)
    }
    words.push(rule)
  }
  return words
}

/** Which pair is the rarer, which unit of it is, and what that and the other one are. */
function orderOf({ demands, expression }: Rule): readonly number[] {
  const [a, b, c, d] = demands.map(({ set }) => set) as [UnitSet, UnitSet, UnitSet, UnitSet]
  const half = a.frequency * b.frequency <= c.frequency * d.frequency ? 0 : 1
  const [first, next] = half === 0 ? [a, b] : [c, d]
  const isFirst = first.frequency <= next.frequency
  const [rare, beside] = isFirst ? [first, next] : [next, first]
  return [half, isFirst ? 0 : 1, rare.ranges[0] ?? 0, rare.id, beside.ranges[0] ?? 0, beside.id, expression]
}

function compare(a: readonly number[], b: readonly number[]): number {
  const i = a.findIndex((key, at) => key !== b[at])
  return i < 0 ? 0 : a[i]! - b[i]!
}

function setsOf(all: readonly Needs[], rules: readonly (Rule | undefined)[]): Set<UnitSet> {
  const sets = new Set<UnitSet>([EVERY_UNIT])
  for (const { before, head } of all) for (const set of [before, ...head]) sets.add(set)
  for (const rule of rules) {
    if (rule?.between !== undefined) sets.add(rule.between)
    for (const { set } of rule?.demands ?? []) sets.add(set)
  }
  return sets
}

function gapsOf(sets: readonly UnitSet[], classes: Classes): Uint8Array {
  const gaps = new Uint8Array(sets.length * classes.count)
  for (const [gap, set] of sets.entries()) {
    for (const c of classes.members(set)) gaps[gap * classes.count + c] = 1
  }
  return gaps
}

function rowsOf(rules: readonly (Rule | undefined)[], classes: Classes, words: number): Int32Array {
  const { count, outside } = classes
  const rows = new Int32Array(ROWS * count * words)
  const everywhere = new Int32Array(words)
  for (let row = 0; row < ROWS; row++) {
    const first = row * count
    everywhere.fill(0)
    for (const [number, rule] of rules.entries()) {
      if (rule === undefined) continue
      const { set, outside: mayBeOutside } = rule.demands[row]!
      const word = number >> 5
      const bit = 1 << (number & 31)
      if (set === EVERY_UNIT) everywhere[word]! |= bit
      else for (const c of classes.members(set)) rows[(first + c) * words + word]! |= bit
      if (mayBeOutside) rows[(first + outside) * words + word]! |= bit
    }
    for (let c = 0; c < outside; c++) {
      for (let word = 0; word < words; word++) rows[(first + c) * words + word]! |= everywhere[word]!
    }
  }
  return rows
}

function admitsOf(all: readonly Needs[], classes: Classes, words: number): Int32Array[] {
  const admits = Array.from({ length: HEAD + 1 }, () => new Int32Array(classes.count * words))
  const mark = (rows: Int32Array, set: UnitSet, expression: number, outside: boolean) => {
    const bit = 1 << (expression & 31)
    const word = expression >> 5
    for (const c of classes.members(set)) rows[c * words + word]! |= bit
    if (outside) rows[classes.outside * words + word]! |= bit
  }
  for (const [expression, { before, atStart, head }] of all.entries()) {
    mark(admits[0]!, before, expression, atStart)
    for (let o = 0; o < HEAD; o++) {
      const set = head[o]
      mark(admits[o + 1]!, set ?? EVERY_UNIT, expression, set === undefined)
    }
  }
  return admits
}
