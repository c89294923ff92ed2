/** A set of UTF-16 code units. Interned: equal sets are one object. */
export interface UnitSet {
  readonly id: number
  /** Inclusive ranges, sorted and apart, as start, end, start, end … */
  readonly ranges: readonly number[]
  /** See `frequency`. */
  readonly frequency: number
  /** Most of what it holds are digits. */
  readonly isNumeric: boolean
}

const CUMULATED = cumulated()

/** By a hash of the ranges: long ones are quicker to compare than to name. */
const interned = new Map<number, UnitSet[]>()
let count = 0

export function unitSet(ranges: readonly number[]): UnitSet {
  let hash = ranges.length
  for (const edge of ranges) hash = Math.imul(hash ^ edge, 0x9e3779b1)
  let same = interned.get(hash)
  if (same === undefined) interned.set(hash, (same = []))
  let set = same.find((other) => areEqual(other.ranges, ranges))
  if (set === undefined) {
    const all = frequency(ranges)
    const isNumeric = 2 * frequency(digitsIn(ranges)) > all
    same.push((set = { id: count++, ranges, frequency: all, isNumeric }))
  }
  return set
}

function areEqual(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((edge, i) => edge === b[i])
}

const unions = new Map<number, UnitSet>()

export function union(a: UnitSet, b: UnitSet): UnitSet {
  if (a === b || b.ranges.length === 0) return a
  if (a.ranges.length === 0) return b
  const key = a.id < b.id ? a.id * 2 ** 26 + b.id : b.id * 2 ** 26 + a.id
  let both = unions.get(key)
  if (both === undefined) unions.set(key, (both = unitSet(merged(a.ranges, b.ranges))))
  return both
}

function merged(a: readonly number[], b: readonly number[]): number[] {
  const ranges: number[] = []
  let i = 0
  let j = 0
  while (i < a.length || j < b.length) {
    const fromA = j >= b.length || (i < a.length && a[i]! <= b[j]!)
    const [start, end] = fromA ? [a[i]!, a[i + 1]!] : [b[j]!, b[j + 1]!]
    if (fromA) i += 2
    else j += 2
    const last = ranges.length - 1
    if (last > 0 && start <= ranges[last]! + 1) ranges[last] = Math.max(ranges[last]!, end)
    else ranges.push(start, end)
  }
  return ranges
}

export function complement({ ranges }: UnitSet): UnitSet {
  const rest: number[] = []
  let next = 0
  for (let i = 0; i < ranges.length; i += 2) {
    if (ranges[i]! > next) rest.push(next, ranges[i]! - 1)
    next = ranges[i + 1]! + 1
  }
  if (next <= 0xffff) rest.push(next, 0xffff)
  return unitSet(rest)
}

export function intersection(a: UnitSet, b: UnitSet): UnitSet {
  if (a === b) return a
  const both: number[] = []
  for (let i = 0, j = 0; i < a.ranges.length && j < b.ranges.length; ) {
    const start = Math.max(a.ranges[i]!, b.ranges[j]!)
    const end = Math.min(a.ranges[i + 1]!, b.ranges[j + 1]!)
    if (start <= end) both.push(start, end)
    if (a.ranges[i + 1]! < b.ranges[j + 1]!) i += 2
    else j += 2
  }
  return unitSet(both)
}

/** Every code unit once: what an expression says of it is what the engine says, case folding included. */
const UNITS = String.fromCharCode(...Array.from({ length: 0x8000 }, (_, i) => i)).concat(
  String.fromCharCode(...Array.from({ length: 0x8000 }, (_, i) => i + 0x8000)),
)
/** With the flag `u` two surrogates are one character, so they are left out there. */
const BELOW_SURROGATES = UNITS.slice(0, 0xd800)
const ABOVE_SURROGATES = UNITS.slice(0xe000)

const asked = new Map<string, UnitSet>()

/**
 * Code units that the source of one character or class matches. What lies beyond the basic plane is not among
 * them: its surrogates are the caller's affair.
 */
export function unitsOf(atom: string, flags: string): UnitSet {
  const relevant = flags.replace(/[^iusv]/g, '')
  const key = `${relevant}/${atom}`
  let set = asked.get(key)
  if (set !== undefined) return set
  const plain = plainUnit(atom, relevant)
  if (plain !== undefined) {
    asked.set(key, (set = plain))
    return set
  }
  const regex = new RegExp(`(?:${atom})+`, `g${relevant}`)
  const ranges: number[] = []
  const collect = (units: string, base: number) => {
    for (const { index, 0: run } of units.matchAll(regex)) {
      ranges.push(base + index, base + index + run.length - 1)
    }
  }
  if (/[uv]/.test(relevant)) {
    collect(BELOW_SURROGATES, 0)
    collect(ABOVE_SURROGATES, 0xe000)
  } else {
    collect(UNITS, 0)
  }
  asked.set(key, (set = unitSet(ranges)))
  return set
}

/** Of a character that stands for itself, which most do; asking the engine means reading every unit there is. */
function plainUnit(atom: string, flags: string): UnitSet | undefined {
  const unit = atom.charCodeAt(0)
  if (atom.length !== 1 || /[\\^$.*+?()[\]{}|/]/.test(atom) || (unit & 0xf800) === 0xd800) return undefined
  if (!flags.includes('i')) return unitSet([unit, unit])
  // Folding with the flag `u`, and of what is not ASCII, is the engine's affair.
  if (flags !== 'i' || unit >= 0x80) return undefined
  const other = /[a-z]/i.test(atom) ? unit ^ 0x20 : unit
  return union(unitSet([unit, unit]), unitSet([other, other]))
}

/**
 * How often the units of a set stand at a place of ordinary text, English and Japanese by turns. A guess that
 * chooses between ways of looking and decides nothing else.
 */
function frequency(ranges: readonly number[]): number {
  let sum = 0
  for (let i = 0; i < ranges.length; i += 2) sum += CUMULATED[ranges[i + 1]! + 1]! - CUMULATED[ranges[i]!]!
  return sum
}

/** The same of one unit. */
export function frequencyOf(unit: number): number {
  return CUMULATED[unit + 1]! - CUMULATED[unit]!
}

/** How often sets in a row stand at a place of ordinary text. */
export function rateOf(sets: readonly UnitSet[]): number {
  let rate = 1
  for (const [i, { frequency }] of sets.entries()) {
    rate *= frequency
    // A digit stands beside digits.
    if (i > 0 && sets[i]!.isNumeric && sets[i - 1]!.isNumeric) rate *= BESIDE_DIGITS
  }
  return rate
}

/** Of the places of a set, how many stand behind units of another: a number is found by its first digit. */
export function shareBehind(before: UnitSet, set: UnitSet): number {
  return set.isNumeric && digitsIn(before.ranges).length === 0 ? FIRST_DIGITS : 1
}

const FIRST_DIGITS = 0.35
/** How much more often a digit stands behind a digit than anywhere. */
const BESIDE_DIGITS = 12

/** The ranges of digits among ranges. */
function digitsIn(ranges: readonly number[]): number[] {
  const inside: number[] = []
  for (let i = 0; i < ranges.length && ranges[i]! <= 0x39; i += 2) {
    if (ranges[i + 1]! >= 0x30) inside.push(Math.max(0x30, ranges[i]!), Math.min(0x39, ranges[i + 1]!))
  }
  return inside
}

function cumulated(): Float64Array {
  const each = new Float64Array(0x10000).fill(1e-6)
  const spread = (from: number, to: number, share: number) => each.fill(share / (to - from + 1), from, to + 1)
  spread(0x21, 0x7e, 0.1)
  spread(0x30, 0x39, 0.03)
  spread(0x41, 0x5a, 0.03)
  spread(0x61, 0x7a, 0.02)
  for (const [i, letter] of [...'etaoinshrdlucmfwygpbv'].entries()) {
    each[letter.charCodeAt(0)] = 0.075 * 0.87 ** i
  }
  each[0x20] = 0.12
  for (const mark of '.,') each[mark.charCodeAt(0)] = 0.01
  spread(0x3001, 0x3002, 0.02)
  spread(0x3041, 0x3096, 0.2)
  spread(0x30a1, 0x30fc, 0.06)
  // A few hundred of them are half of what is written.
  spread(0x4e00, 0x9fff, 0.15 * 8)
  const total = each.reduce((a, b) => a + b)
  const sums = new Float64Array(0x10001)
  for (let i = 0; i < 0x10000; i++) sums[i + 1] = sums[i]! + each[i]! / total
  return sums
}

export const NO_UNIT = unitSet([])
export const EVERY_UNIT = unitSet([0, 0xffff])
export const HIGH_SURROGATES = unitSet([0xd800, 0xdbff])
export const LOW_SURROGATES = unitSet([0xdc00, 0xdfff])
