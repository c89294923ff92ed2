import { HEAD, type Needs, type Trigger } from './trigger.js'
import { EVERY_UNIT, intersection, rateOf, shareBehind, type UnitSet } from './unit-set.js'

/** Units in a row by which a place is found at all. */
export const GRAM = 5
/** Units that are asked at such a place: as many from the gram's first on, but for the last, which is the one before. */
export const ROWS = 9

/** What must stand somewhere; `outside` where the text may also begin or end there. */
export interface Demand {
  readonly set: UnitSet
  readonly outside: boolean
}

/** A gram and what stands around it, and where from it a match of an expression may start. */
export interface Rule {
  readonly expression: number
  /** By row. */
  readonly demands: readonly Demand[]
  /** The match starts in [p - farthest, p - nearest] of the place `p` of the gram. */
  readonly nearest: number
  readonly farthest: number
  /** Bit `o` for each offset `o - 1` of the match that the demands leave open and the expression does not. */
  readonly checks: number
  /** What stands between such a start and the gram, when there are several starts to tell apart. */
  readonly between?: UnitSet
}

const ANYTHING: Demand = { set: EVERY_UNIT, outside: true }

/** One rule for each trigger of an expression; none when it has no triggers. */
export function rulesOf(needs: Needs, expression: number): Rule[] {
  return (needs.triggers ?? []).map((trigger) => {
    const known = knownAround(needs, trigger)
    const demandAt = (offset: number) => known.get(offset) ?? ANYTHING
    // The gram must begin inside the text, or the pass would not come by.
    const places = [...known.keys()].filter((offset) => !demandAt(offset).outside)
    const rates = places.map((place) => {
      const sets = Array.from({ length: GRAM + 1 }, (_, i) => demandAt(place - 1 + i).set)
      return rateOf(sets.slice(1)) * shareBehind(sets[0]!, sets[1]!)
    })
    const place = places[rates.indexOf(Math.min(...rates))]!
    return {
      expression,
      demands: Array.from({ length: ROWS }, (_, row) => demandAt(place + (row === ROWS - 1 ? -1 : row))),
      nearest: trigger.nearest + place,
      farthest: trigger.farthest + place,
      checks: checksOf(needs, trigger.nearest === trigger.farthest ? trigger.nearest + place : undefined),
      // From the gram's place back to the start, which is shorter by as much as it lies before the trigger.
      ...(trigger.between === undefined || place > 0 || trigger.nearest === trigger.farthest
        ? {}
        : { between: trigger.between }),
    }
  })
}

/** By offset from the trigger. At a known place of the match, what the expression says of its neighbours holds too. */
function knownAround({ before, atStart, head }: Needs, trigger: Trigger): Map<number, Demand> {
  const { units, nearest, farthest, between } = trigger
  const known = new Map<number, Demand>()
  if (nearest === farthest) {
    known.set(-1 - nearest, { set: before, outside: atStart })
    for (const [o, set] of head.slice(0, HEAD).entries()) known.set(o - nearest, { set, outside: false })
  }
  if (between !== undefined && nearest > 0 && nearest < farthest) {
    known.set(-1, { set: between, outside: false })
  }
  for (const [i, set] of units.entries()) {
    const other = known.get(i)
    known.set(i, { set: other === undefined ? set : intersection(other.set, set), outside: false })
  }
  return known
}

/** `place`: of the gram in the match, if it is known. */
function checksOf({ before, atStart, head }: Needs, place: number | undefined): number {
  let checks = before === EVERY_UNIT && atStart ? 0 : 1
  for (let o = 0; o < Math.min(head.length, HEAD); o++) if (head[o] !== EVERY_UNIT) checks |= 1 << (o + 1)
  if (place === undefined) return checks
  for (let row = 0; row < ROWS; row++) {
    const offset = place + (row === ROWS - 1 ? -1 : row)
    if (offset >= -1 && offset < HEAD) checks &= ~(1 << (offset + 1))
  }
  return checks
}
