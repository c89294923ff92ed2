import type { AST } from '@eslint-community/regexpp'
import { type ExpressionReader, groupOf, isGroup } from './expression-reader.js'
import { distinct, extend, GRAM, isLongEnough, NOTHING, type Spelling } from './spelling.js'
import type { Trigger } from './trigger.js'
import { EVERY_UNIT, type UnitSet, union } from './unit-set.js'

/** Estimated nanoseconds per unit of text, for stopping at triggers and for trying what they announce. */
export type Cost = (triggers: readonly Trigger[]) => number

/** Triggers of which each match has one. */
export interface Choice {
  readonly triggers: readonly Trigger[]
  readonly cost: number
}

/** Where a part of an expression may begin or end, seen from the start of the match. */
interface Bounds {
  readonly least: number
  readonly most: number
}

/** What may lie between the start of the match and where a part begins, too. */
export interface Span extends Bounds {
  readonly between: UnitSet
}

const IMPOSSIBLE: Choice = { triggers: [], cost: Number.POSITIVE_INFINITY }

/** Finds the part of an expression that is cheapest to look for, of all that every match must have. */
export class TriggerSearch {
  readonly #reader: ExpressionReader
  readonly #cost: Cost

  constructor(reader: ExpressionReader, cost: Cost) {
    this.#reader = reader
    this.#cost = cost
  }

  /**
   * The cheapest of each alternative, together. `end`: where the part ends, seen from the start of the match, if that
   * says more than where it begins. `follows`: what stands behind the part.
   */
  cheapest(
    alternatives: readonly AST.Alternative[],
    span: Span,
    end?: Bounds,
    follows: readonly AST.Element[] = [],
  ): Choice {
    const choices = alternatives.map(({ elements }) => this.#cheapestOf(elements, span, end, follows))
    const triggers = choices.flatMap((choice) => choice.triggers)
    const isPossible = choices.every((choice) => Number.isFinite(choice.cost))
    return { triggers, cost: isPossible ? this.#cost(triggers) : Number.POSITIVE_INFINITY }
  }

  /** Of a sequence: what begins at one of its elements, or lies inside one. */
  #cheapestOf(
    elements: readonly AST.Element[],
    span: Span,
    end: Bounds | undefined,
    follows: readonly AST.Element[],
  ): Choice {
    let best = IMPOSSIBLE
    let { least, most, between } = span
    const ends = this.#endsOf(elements, end)
    elements.forEach((element, i) => {
      const width = this.#reader.widthOf(element)
      const behind = ends[i]
      const at = {
        least: behind === undefined ? least : Math.max(least, behind.least - width.max),
        most: behind === undefined ? most : Math.min(most, behind.most - width.min),
        between,
      }
      const rest = [...elements.slice(i + 1), ...follows]
      // A last unit, as the colon of a repeated group, is spelled with what follows; for more that would take long.
      const isLast = i === elements.length - 1 && width.max === 1
      const own = isLast ? [element, ...follows] : elements.slice(i)
      for (const choice of [this.#spelledOut(own, at), this.#inside(element, at, behind, rest)]) {
        if (choice.cost < best.cost) best = choice
      }
      least += width.min
      most += width.max
      between = union(between, this.#reader.unitsIn(element))
    })
    return best
  }

  /** The first units of a sequence as triggers. */
  #spelledOut(elements: readonly AST.Element[], at: Span): Choice {
    const triggers = this.#spellings(elements).map(({ units }) => triggerAt(units, at))
    const isPossible = triggers.every(({ units }) => units.length > 0)
    return isPossible ? { triggers, cost: this.#cost(triggers) } : IMPOSSIBLE
  }

  /** What lies inside one element that every match passes through. */
  #inside(element: AST.Element, at: Span, behind: Bounds | undefined, rest: readonly AST.Element[]): Choice {
    if (element.type === 'Group' || element.type === 'CapturingGroup') {
      return this.cheapest(element.alternatives, at, behind, rest)
    }
    if (element.type === 'Quantifier' && element.min > 0 && isGroup(element.element)) {
      const { min, max } = element
      const again = new Array<AST.Element>(Math.min(min - 1, GRAM)).fill(element.element)
      const more = { ...element, min: 0, max: max - min }
      return this.cheapest(element.element.alternatives, at, undefined, [...again, more, ...rest])
    }
    if (element.type === 'Assertion' && 'alternatives' in element && !element.negate) {
      if (element.kind === 'lookahead') return this.cheapest(element.alternatives, at)
      const { min, max } = this.#reader.width(element.alternatives)
      const before = { least: at.least - max, most: at.most - min, between: EVERY_UNIT }
      return this.cheapest(element.alternatives, before, at)
    }
    return IMPOSSIBLE
  }

  /** Where each element of a sequence that ends at `end` ends. */
  #endsOf(elements: readonly AST.Element[], end: Bounds | undefined): (Bounds | undefined)[] {
    const ends: (Bounds | undefined)[] = []
    let at = end
    for (let i = elements.length - 1; i >= 0; i--) {
      ends[i] = at
      const { min, max } = this.#reader.widthOf(elements[i]!)
      if (at !== undefined) at = { least: at.least - max, most: at.most - min }
    }
    return ends
  }

  /** The first units of a part, in each of the ways to spell them; shorter ones where the part can be shorter. */
  #spellings(elements: readonly AST.Element[]): readonly Spelling[] {
    let all: readonly Spelling[] = [NOTHING]
    for (const element of elements) {
      if (all.every(isLongEnough)) break
      all = this.#extend(all, element)
    }
    return all
  }

  #extend(all: readonly Spelling[], element: AST.Element): readonly Spelling[] {
    const full = all.filter(isLongEnough)
    const open = all.filter((spelling) => !isLongEnough(spelling))
    return open.length === 0 ? full : distinct([...full, ...this.#extendOpen(open, element)])
  }

  #extendOpen(open: readonly Spelling[], element: AST.Element): readonly Spelling[] {
    switch (element.type) {
      case 'Assertion':
        return open
      case 'Group':
      case 'CapturingGroup':
        return this.#extendEach(open, element.alternatives)
      case 'Quantifier':
        return this.#extendRepeatedly(open, element)
      case 'Backreference':
        return [...open, ...this.#extendEach(open, groupOf(element).alternatives)]
      default: {
        const spelled = this.#reader.spell(element)
        return open.flatMap((spelling) => spelled.map((more) => extend(spelling, more)))
      }
    }
  }

  #extendEach(open: readonly Spelling[], alternatives: readonly AST.Alternative[]): Spelling[] {
    return alternatives.flatMap(({ elements }) =>
      elements.reduce((all, inner) => this.#extend(all, inner), open),
    )
  }

  #extendRepeatedly(open: readonly Spelling[], { min, max, element }: AST.Quantifier): readonly Spelling[] {
    let result: readonly Spelling[] = min === 0 ? open : []
    let at = open
    for (let n = 1; n <= max; n++) {
      at = this.#extend(at, element)
      if (n >= min) result = distinct([...result, ...at])
      const grows = at.some((spelling) => !isLongEnough(spelling))
      if (!grows || n > min + GRAM) {
        // Further copies only lengthen what is long enough; one that may be empty was tried often enough.
        return distinct([...result, ...at])
      }
    }
    return result
  }
}

function triggerAt(units: readonly UnitSet[], { least, most, between }: Span): Trigger {
  const trigger = { units, nearest: least, farthest: most }
  return between === EVERY_UNIT || least < 0 ? trigger : { ...trigger, between }
}
