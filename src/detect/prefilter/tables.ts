import { HEAD, type Needs, stopCost } from './trigger.js'
import { EVERY_UNIT, type UnitSet } from './unit-set.js'

/**
 * The needs of many expressions in a form that one pass over a text can ask: code units are sorted into classes
 * that all sets agree on, and what each class may stand for at each offset is a row of bits, one for each
 * expression. Flat typed arrays: a text is read at memory speed where nothing can start.
 */
export interface Tables {
  /** Class of a code unit. */
  readonly classOf: Uint16Array
  /** Where a text begins or ends: a class of its own. */
  readonly outside: number
  /** Words of 32 bits in a row. */
  readonly words: number
  /** Row of a class for offset `o - 1`: which expressions admit it there. `[o][class * words + word]` */
  readonly admits: readonly Int32Array[]
  /** 1 where some trigger has its rarest unit: the only units that the pass stops at. */
  readonly hot: Uint8Array
  readonly classes: number
  /** What may stand before and behind such a unit: 1 in `[class of it * classes + class of the other]`. */
  readonly before: Uint8Array
  readonly behind: Uint8Array
  /** Triggers that begin their match, by the place `o` of the rarest unit in them: rows as in `admits`. */
  readonly starts: readonly (Int32Array | undefined)[]
  /** Per class the other triggers whose rarest unit is of this class. */
  readonly windows: readonly (readonly WindowTrigger[])[]
  /** How many runs of windows there are: each is told where it has been. */
  readonly runs: number
}

/** A trigger whose match starts somewhere around it. */
export interface WindowTrigger {
  readonly expression: number
  readonly run: number
  /** Units beside the rarest one, at their distance from it. */
  readonly beside: readonly { readonly at: number; readonly member: Uint8Array }[]
  /** The match starts in [p - farthest, p - nearest] of the rarest unit's place p. */
  readonly nearest: number
  readonly farthest: number
}

export function buildTables(all: readonly Needs[]): Tables {
  const classes = new Classes(all)
  const words = Math.max(1, Math.ceil(all.length / 32))
  const { count } = classes
  const row = () => new Int32Array(count * words)
  const admits = Array.from({ length: HEAD + 1 }, row)
  const mark = (rows: Int32Array, set: UnitSet, expression: number, outside: boolean) => {
    const bit = 1 << (expression & 31)
    const word = expression >> 5
    const members = classes.members(set)
    for (let c = 0; c < count; c++) if (members[c] === 1) rows[c * words + word]! |= bit
    if (outside) rows[classes.outside * words + word]! |= bit
  }
  const hot = new Uint8Array(0x10000)
  const before = new Uint8Array(count * count)
  const behind = new Uint8Array(count * count)
  const admitBeside = (rows: Uint8Array, set: UnitSet, beside: UnitSet | undefined, outside: boolean) => {
    const members = classes.members(set)
    const others = classes.members(beside ?? EVERY_UNIT)
    for (let c = 0; c < count; c++) {
      if (members[c] === 0) continue
      for (let other = 0; other < count; other++) rows[c * count + other]! |= others[other]!
      if (outside) rows[c * count + classes.outside] = 1
    }
  }
  const starts: (Int32Array | undefined)[] = []
  const windows: WindowTrigger[][] = Array.from({ length: count }, () => [])
  const runs = new Map<string, number>()
  all.forEach((needs, expression) => {
    const { head, triggers = [] } = needs
    mark(admits[0]!, needs.before, expression, needs.atStart)
    for (let o = 0; o < HEAD; o++) {
      const set = head[o]
      mark(admits[o + 1]!, set ?? EVERY_UNIT, expression, set === undefined)
    }
    for (const { units, nearest, farthest } of triggers) {
      const rarest = rarestOf(units)
      const set = units[rarest]!
      classes.each(set, (unit) => {
        hot[unit] = 1
      })
      // At a known place of the match, what the expression says of its neighbours holds too.
      const place = nearest === farthest ? nearest + rarest : Number.NaN
      const last = units[rarest - 1] ?? (place === 0 ? needs.before : head[place - 1])
      admitBeside(before, set, last, last === undefined || (place === 0 && needs.atStart))
      const next = units[rarest + 1] ?? head[place + 1]
      admitBeside(behind, set, next, next === undefined)
      if (nearest === farthest && rarest + nearest >= 0) {
        mark((starts[rarest + nearest] ??= row()), set, expression, false)
        continue
      }
      const span = { nearest: nearest + rarest, farthest: farthest + rarest }
      const run = `${expression}:${span.nearest}:${span.farthest}`
      if (!runs.has(run)) runs.set(run, runs.size)
      const beside = units.flatMap((other, i) =>
        i === rarest ? [] : [{ at: i - rarest, member: classes.members(other) }],
      )
      const trigger: WindowTrigger = { expression, run: runs.get(run)!, beside, ...span }
      const members = classes.members(set)
      for (let c = 0; c < count; c++) if (members[c] === 1) windows[c]!.push(trigger)
    }
  })
  return {
    classOf: classes.of,
    outside: classes.outside,
    words,
    admits,
    hot,
    classes: count,
    before,
    behind,
    starts: Array.from(starts),
    windows,
    runs: runs.size,
  }
}

function rarestOf(units: readonly UnitSet[]): number {
  const rates = units.map(stopCost)
  return rates.indexOf(Math.min(...rates))
}

/** Code units that no set tells apart. */
class Classes {
  readonly of = new Uint16Array(0x10000)
  readonly count: number
  readonly outside: number
  /** A unit of each class. */
  readonly #samples: number[] = []
  readonly #members = new Map<UnitSet, Uint8Array>()

  constructor(all: readonly Needs[]) {
    const sets = new Set<UnitSet>([EVERY_UNIT])
    for (const { before, head, triggers = [] } of all) {
      for (const set of [before, ...head, ...triggers.flatMap(({ units }) => units)]) sets.add(set)
    }
    const edges = new Map<number, bigint>()
    let bit = 1n
    for (const set of sets) {
      for (let i = 0; i < set.ranges.length; i += 2) {
        for (const edge of [set.ranges[i]!, set.ranges[i + 1]! + 1])
          edges.set(edge, (edges.get(edge) ?? 0n) ^ bit)
      }
      bit <<= 1n
    }
    const known = new Map<bigint, number>()
    let holds = 0n
    let from = 0
    for (const edge of [...edges.keys()].sort((a, b) => a - b).concat(0x10000)) {
      if (edge > from) {
        let id = known.get(holds)
        if (id === undefined) {
          known.set(holds, (id = known.size))
          this.#samples.push(from)
        }
        this.of.fill(id, from, edge)
      }
      holds ^= edges.get(edge) ?? 0n
      from = Math.max(from, edge)
    }
    this.outside = known.size
    this.count = known.size + 1
  }

  /** 1 for each class whose units are in the set; never the outside. */
  members(set: UnitSet): Uint8Array {
    let members = this.#members.get(set)
    if (members !== undefined) return members
    members = new Uint8Array(this.count)
    for (const [c, unit] of this.#samples.entries()) members[c] = has(set, unit) ? 1 : 0
    this.#members.set(set, members)
    return members
  }

  each(set: UnitSet, visit: (unit: number) => void): void {
    const { ranges } = set
    for (let i = 0; i < ranges.length; i += 2) {
      for (let unit = ranges[i]!; unit <= ranges[i + 1]!; unit++) visit(unit)
    }
  }
}

function has({ ranges }: UnitSet, unit: number): boolean {
  let low = 0
  let high = ranges.length >> 1
  while (low < high) {
    const middle = (low + high) >> 1
    if (ranges[middle * 2 + 1]! < unit) low = middle + 1
    else high = middle
  }
  return low * 2 < ranges.length && ranges[low * 2]! <= unit
}
