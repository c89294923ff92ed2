import { rateOf, type UnitSet, union } from './unit-set.js'

/**
 * One way to spell the first units of a part of an expression. It is extended by what the expression has next until it
 * is rare enough to look for, or as long as a trigger may be.
 *
 *     /(?:ab|c)d+e/   →   [a][b][d][de]   [c][d][de][de]
 */
export interface Spelling {
  readonly units: readonly UnitSet[]
  /**
   * Nothing is appended any more, although it is short: it was merged from spellings of which one was long enough and
   * the other was not. What comes next in the expression is known of the other alone; appended to both, it would rule
   * out matches.
   */
  readonly finished: boolean
}

/** Units of a trigger; two kanji are rare enough by themselves. */
export const GRAM = 4
const RARE = 1e-7
/** More ways to spell a trigger than this are merged, those of one length into one of their unions. */
const SPELLINGS = 32

export const NOTHING: Spelling = { units: [], finished: false }

export function isLongEnough({ units, finished }: Spelling): boolean {
  if (units.length >= GRAM || finished) return true
  return units.length > 1 && units.every(({ ranges }) => ranges[0]! >= 0x80) && rateOf(units) < RARE
}

export function extend({ units }: Spelling, more: readonly UnitSet[]): Spelling {
  return { units: [...units, ...more].slice(0, GRAM), finished: false }
}

/** Each once; too many are merged. */
export function distinct(all: readonly Spelling[]): Spelling[] {
  if (all.length < 2) return [...all]
  const byName = new Map<number | string, Spelling>()
  for (const spelling of all) {
    const name = nameOf(spelling)
    if (!byName.has(name) || spelling.finished) byName.set(name, spelling)
  }
  return byName.size <= SPELLINGS ? [...byName.values()] : mergedByLength([...byName.values()])
}

function mergedByLength(all: readonly Spelling[]): Spelling[] {
  const byLength = new Map<number, Spelling>()
  for (const spelling of all) {
    const { length } = spelling.units
    const same = byLength.get(length)
    byLength.set(length, same === undefined ? spelling : merge(same, spelling))
  }
  return [...byLength.values()]
}

function merge(a: Spelling, b: Spelling): Spelling {
  return {
    units: a.units.map((set, i) => union(set, b.units[i]!)),
    finished: isLongEnough(a) || isLongEnough(b),
  }
}

/** One number for a row of at most four sets, as long as there are few of them. */
function nameOf({ units }: Spelling): number | string {
  let name = 0
  for (const { id } of units) {
    if (id >= 8191 || units.length > 4) return units.map((set) => set.id).join()
    name = name * 8192 + id + 1
  }
  return name
}
