import { type AST, parseRegExpLiteral } from '@eslint-community/regexpp'
import {
  complement,
  EVERY_UNIT,
  HIGH_SURROGATES,
  intersection,
  LOW_SURROGATES,
  NO_UNIT,
  rateOf,
  type UnitSet,
  union,
  unitSet,
  unitsOf,
} from './unit-set.js'

/**
 * What the shape of an expression says about where its matches can start, without running it. Every statement
 * here is *necessary* for a match, never sufficient: a start that is ruled out has no match, one that is not
 * ruled out is tried with the expression itself.
 */
export interface Needs {
  /** What the unit before a match may be, and whether it may be none. */
  readonly before: UnitSet
  readonly atStart: boolean
  /** What the unit at each of the first offsets of a match may be. All of them lie in every match. */
  readonly head: readonly UnitSet[]
  /** Each match has one of these; undefined when the expression has nothing rare enough to look for. */
  readonly triggers: readonly Trigger[] | undefined
}

/** Units in a row, at a place `p` with the match starting in [p - farthest, p - nearest]. */
export interface Trigger {
  readonly units: readonly UnitSet[]
  readonly nearest: number
  readonly farthest: number
  /** What the units between the start of the match and the trigger are, if that says anything. */
  readonly between?: UnitSet
}

/** An expression whose matches end within `within` units before the start: context that is required. */
export interface Preceding {
  readonly regex: RegExp
  readonly within: number
}

/** Offsets of a match that are looked at before its expression runs. */
export const HEAD = 12
/** Units of a trigger; two kanji are rare enough by themselves. */
const GRAM = 4
const RARE = 1e-7
/** More ways to spell a trigger than this are merged into one of their unions. */
const SPELLINGS = 32
/** Estimated nanoseconds per unit of text above which reading it with the expression itself is no worse. */
const TOO_DEAR = 12

export function needsOf(regex: RegExp, minLength: number, preceding?: Preceding): Needs {
  // What the flag `v` adds to classes is not read here.
  if (regex.flags.includes('v')) return { before: EVERY_UNIT, atStart: true, head: [], triggers: undefined }
  const reader = new NeedsReader(regex.flags)
  const { alternatives } = parseRegExpLiteral(regex).pattern
  const head = reader.head(alternatives, Math.min(minLength, HEAD))
  const { set: before, atStart } = reader.before(alternatives)
  const startRate = [before, ...head.slice(0, 3)].reduce((rate, set) => rate * share(set), 1)
  const choices = [chooseTriggers(reader, alternatives, { least: 0, most: 0, between: NO_UNIT }, startRate)]
  if (preceding !== undefined) {
    const other = new NeedsReader(preceding.regex.flags)
    const words = parseRegExpLiteral(preceding.regex).pattern.alternatives
    const span = { least: -preceding.within, most: -other.width(words).min, between: EVERY_UNIT }
    choices.push(chooseTriggers(other, words, span, startRate))
  }
  const best = choices.reduce((a, b) => (b.cost < a.cost ? b : a))
  if (best.cost > TOO_DEAR) return { before, atStart, head, triggers: undefined }
  return { before, atStart, head, triggers: distinctTriggers(best.triggers) }
}

/** Alternatives often begin alike. */
function distinctTriggers(triggers: readonly Trigger[]): Trigger[] {
  const byName = new Map<string, Trigger>()
  for (const trigger of triggers) {
    const { units, nearest, farthest, between } = trigger
    byName.set([nearest, farthest, between?.id, ...units.map(({ id }) => id)].join(), trigger)
  }
  return [...byName.values()]
}

type Cost = (triggers: readonly Trigger[]) => number

interface Choice {
  readonly triggers: readonly Trigger[]
  /** Estimated nanoseconds per unit of text, for stopping and for trying. */
  readonly cost: number
}

/** Where a part of an expression may begin or end, seen from the start of the match. */
interface Bounds {
  readonly least: number
  readonly most: number
}

/** What may lie between the start of the match and where a part begins, too. */
interface Span extends Bounds {
  readonly between: UnitSet
}

interface Width {
  readonly min: number
  readonly max: number
}

function chooseTriggers(
  reader: NeedsReader,
  alternatives: readonly AST.Alternative[],
  span: Span,
  startRate: number,
): Choice {
  const cost = (triggers: readonly Trigger[]) =>
    sum(
      triggers.map(({ units, nearest, farthest, between }) => {
        // Of the starts that nothing but units of a set lies behind, few are far away.
        const window = Math.min(farthest - nearest + 1, 1 / (1 - Math.min(0.999, between?.frequency ?? 1)))
        return Math.max(NEVER, rateOf(units)) * (STOP + window * (TRY + MATCH * startRate))
      }),
    )
  return reader.cheapest(alternatives, span, cost)
}

/** Nanoseconds for stopping at a gram, for looking at a start, and for running an expression there. */
const STOP = 20
const TRY = 4
const MATCH = 100
/** What is rarer than this is not worth a wider window: texts are not that well known. */
const NEVER = 1e-7

class NeedsReader {
  readonly #flags: string
  readonly #astral: boolean
  /** Each part is asked for once for every place that reading may begin at. */
  readonly #spelled = new Map<AST.Element, UnitSet[][]>()
  readonly #widths = new Map<AST.Element, Width>()
  readonly #units = new Map<AST.Element, UnitSet>()

  constructor(flags: string) {
    this.#flags = flags
    this.#astral = /[uv]/.test(flags)
  }

  // --- sets by offset ---------------------------------------------------------------------------------------

  head(alternatives: readonly AST.Alternative[], length: number): UnitSet[] {
    const sets = Array.from({ length }, () => NO_UNIT)
    this.#fill(alternatives, 1, sets)
    return sets
  }

  /** Adds what may stand at each offset; bit `o` of `offsets` says that the part may begin at `o`. */
  #fill(alternatives: readonly AST.Alternative[], offsets: number, sets: UnitSet[]): number {
    let behind = 0
    for (const { elements } of alternatives) {
      behind |= elements.reduce((at, element) => this.#fillElement(element, at, sets), offsets)
    }
    return behind
  }

  #fillElement(element: AST.Element, offsets: number, sets: UnitSet[]): number {
    switch (element.type) {
      case 'Assertion':
        return offsets
      case 'Group':
      case 'CapturingGroup':
        return this.#fill(element.alternatives, offsets, sets)
      case 'Quantifier': {
        let behind = element.min === 0 ? offsets : 0
        let at = offsets
        for (let n = 1; n <= element.max && at !== 0; n++) {
          const next = this.#fillElement(element.element, at, sets)
          if (n >= element.min) behind |= next
          if (next === at) {
            behind |= next
            break
          }
          at = next
        }
        return behind
      }
      case 'Backreference':
        return offsets | this.#fill(groupOf(element).alternatives, offsets, sets)
      default: {
        let behind = 0
        for (const spelling of this.#spell(element)) {
          let at = offsets
          for (const set of spelling) {
            for (let o = 0; o < sets.length; o++) if ((at >> o) & 1) sets[o] = union(sets[o]!, set)
            at = (at << 1) & ((1 << sets.length) - 1)
          }
          behind |= at
        }
        return behind
      }
    }
  }

  /** One character as units: those of the basic plane, and with the flag `u` what lies beyond it as a pair. */
  #spell(atom: AST.Element): UnitSet[][] {
    let spellings = this.#spelled.get(atom)
    if (spellings === undefined) this.#spelled.set(atom, (spellings = this.#spellAnew(atom)))
    return spellings
  }

  #spellAnew(atom: AST.Element): UnitSet[][] {
    if (atom.type === 'Character' && atom.value > 0xffff) {
      const text = String.fromCodePoint(atom.value)
      // Case folding stays within the same block, not within the same unit.
      if (/i/.test(this.#flags)) return [[HIGH_SURROGATES, LOW_SURROGATES]]
      return [[0, 1].map((i) => unitSet([text.charCodeAt(i), text.charCodeAt(i)]))]
    }
    const basic = [unitsOf(atom.raw, this.#flags)]
    return this.#astral && mayBeAstral(atom) ? [basic, [HIGH_SURROGATES, LOW_SURROGATES]] : [basic]
  }

  before(alternatives: readonly AST.Alternative[]): { set: UnitSet; atStart: boolean } {
    let set = NO_UNIT
    let atStart = false
    for (const { elements } of alternatives) {
      const one = this.#beforeSequence(elements)
      set = union(set, one.set)
      atStart ||= one.atStart
    }
    return { set, atStart }
  }

  #beforeSequence(elements: readonly AST.Element[]): { set: UnitSet; atStart: boolean } {
    let set = EVERY_UNIT
    let atStart = true
    for (const element of elements) {
      if (element.type === 'Assertion') {
        if (element.kind !== 'lookbehind') continue
        const last = this.#lastSet(element)
        if (last === undefined) continue
        set = intersection(set, last)
        if (!element.negate) atStart = false
      } else if (element.type === 'Group' || element.type === 'CapturingGroup') {
        const inner = this.before(element.alternatives)
        set = intersection(set, inner.set)
        atStart &&= inner.atStart
        if (this.width(element.alternatives).max > 0) break
      } else {
        break
      }
    }
    return { set, atStart }
  }

  /** What a lookbehind demands of the unit right before it, if it does. */
  #lastSet({ alternatives, negate }: AST.LookbehindAssertion): UnitSet | undefined {
    let set = NO_UNIT
    for (const { elements } of alternatives) {
      const last = elements.at(-1)
      const alone = elements.length === 1
      if (last === undefined || !isAtom(last)) {
        if (negate) continue
        return undefined
      }
      if (negate && !alone) continue
      for (const spelling of this.#spell(last)) {
        if (!negate) set = union(set, spelling.at(-1)!)
        else if (spelling.length === 1) set = union(set, spelling[0]!)
      }
    }
    return negate ? complement(set) : set
  }

  // --- triggers ---------------------------------------------------------------------------------------------

  /** `end`: where the part ends, seen from the start of the match, if that says more than where it begins. */
  cheapest(
    alternatives: readonly AST.Alternative[],
    span: Span,
    cost: Cost,
    end?: Bounds,
    behind: readonly AST.Element[] = [],
  ): Choice {
    const choices = alternatives.map(({ elements }) => this.#cheapestOf(elements, span, cost, end, behind))
    const triggers = choices.flatMap((choice) => choice.triggers)
    const isPossible = choices.every((choice) => Number.isFinite(choice.cost))
    return { triggers, cost: isPossible ? cost(triggers) : Number.POSITIVE_INFINITY }
  }

  #cheapestOf(
    elements: readonly AST.Element[],
    span: Span,
    cost: Cost,
    end: Bounds | undefined,
    follows: readonly AST.Element[],
  ): Choice {
    let best: Choice = { triggers: [], cost: Number.POSITIVE_INFINITY }
    const offer = (choice: Choice) => {
      if (choice.cost < best.cost) best = choice
    }
    let { least, most, between } = span
    const ends = this.#endsOf(elements, end)
    elements.forEach((element, i) => {
      const width = this.#widthOf(element)
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
      const triggers = this.#spellings(own).map((units) => triggerAt(units, at))
      if (triggers.every(({ units }) => units.length > 0)) offer({ triggers, cost: cost(triggers) })
      if (element.type === 'Group' || element.type === 'CapturingGroup') {
        offer(this.cheapest(element.alternatives, at, cost, behind, rest))
      } else if (element.type === 'Quantifier' && element.min > 0 && isGroup(element.element)) {
        const { min, max } = element
        const again = new Array<AST.Element>(Math.min(min - 1, GRAM)).fill(element.element)
        const more = { ...element, min: 0, max: max - min }
        offer(this.cheapest(element.element.alternatives, at, cost, undefined, [...again, more, ...rest]))
      } else if (element.type === 'Assertion' && 'alternatives' in element && !element.negate) {
        const { min, max } = this.width(element.alternatives)
        if (element.kind === 'lookahead') offer(this.cheapest(element.alternatives, at, cost))
        else {
          const inside = { least: at.least - max, most: at.most - min, between: EVERY_UNIT }
          offer(this.cheapest(element.alternatives, inside, cost, at))
        }
      }
      least += width.min
      most += width.max
      between = union(between, this.#unitsIn(element))
    })
    return best
  }

  /** Every unit that a match of a part may hold. */
  #unitsIn(element: AST.Element): UnitSet {
    let units = this.#units.get(element)
    if (units === undefined) this.#units.set(element, (units = this.#gather(element)))
    return units
  }

  #gather(element: AST.Element): UnitSet {
    switch (element.type) {
      case 'Assertion':
        return NO_UNIT
      case 'Group':
      case 'CapturingGroup':
        return element.alternatives
          .flatMap(({ elements }) => elements)
          .reduce((all, inner) => union(all, this.#unitsIn(inner)), NO_UNIT)
      case 'Quantifier':
        return this.#unitsIn(element.element)
      case 'Backreference':
        return this.#unitsIn(groupOf(element))
      default:
        return this.#spell(element).flat().reduce(union, NO_UNIT)
    }
  }

  /** Where each element of a sequence that ends at `end` ends. */
  #endsOf(elements: readonly AST.Element[], end: Bounds | undefined): (Bounds | undefined)[] {
    const ends: (Bounds | undefined)[] = []
    let at = end
    for (let i = elements.length - 1; i >= 0; i--) {
      ends[i] = at
      const { min, max } = this.#widthOf(elements[i]!)
      if (at !== undefined) at = { least: at.least - max, most: at.most - min }
    }
    return ends
  }

  /** The first units of a part, in each of the ways to spell them; shorter ones where the part can be shorter. */
  #spellings(elements: readonly AST.Element[]): UnitSet[][] {
    let all: UnitSet[][] = [[]]
    for (const element of elements) {
      if (all.every(isLongEnough)) break
      all = this.#extend(all, element)
    }
    return all
  }

  #extend(all: readonly UnitSet[][], element: AST.Element): UnitSet[][] {
    const full: UnitSet[][] = []
    const open: UnitSet[][] = []
    for (const units of all) (isLongEnough(units) ? full : open).push(units)
    if (open.length === 0) return full
    return distinct([...full, ...this.#extendOpen(open, element)])
  }

  #extendOpen(open: readonly UnitSet[][], element: AST.Element): UnitSet[][] {
    switch (element.type) {
      case 'Assertion':
        return [...open]
      case 'Group':
      case 'CapturingGroup':
        return element.alternatives.flatMap(({ elements }) =>
          elements.reduce((all, inner) => this.#extend(all, inner), [...open]),
        )
      case 'Quantifier': {
        let result: UnitSet[][] = element.min === 0 ? [...open] : []
        let at: UnitSet[][] = [...open]
        for (let n = 1; n <= element.max; n++) {
          at = this.#extend(at, element.element)
          if (n >= element.min) result = distinct([...result, ...at])
          const grows = at.some((units) => !isLongEnough(units))
          if (!grows || n > element.min + GRAM) {
            // Further copies only lengthen what is long enough; one that may be empty was tried often enough.
            result = distinct([...result, ...at])
            break
          }
        }
        return result
      }
      case 'Backreference':
        return [
          ...open,
          ...groupOf(element).alternatives.flatMap(({ elements }) =>
            elements.reduce((all, inner) => this.#extend(all, inner), [...open]),
          ),
        ]
      default: {
        const spellings = this.#spell(element)
        return open.flatMap((units) => spellings.map((more) => [...units, ...more].slice(0, GRAM)))
      }
    }
  }

  // --- widths -----------------------------------------------------------------------------------------------

  width(alternatives: readonly AST.Alternative[]): Width {
    const widths = alternatives.map(({ elements }) => {
      const inner = elements.map((element) => this.#widthOf(element))
      return { min: sum(inner.map(({ min }) => min)), max: sum(inner.map(({ max }) => max)) }
    })
    return { min: Math.min(...widths.map(({ min }) => min)), max: Math.max(...widths.map(({ max }) => max)) }
  }

  #widthOf(element: AST.Element): Width {
    let width = this.#widths.get(element)
    if (width === undefined) this.#widths.set(element, (width = this.#measure(element)))
    return width
  }

  #measure(element: AST.Element): Width {
    switch (element.type) {
      case 'Assertion':
        return { min: 0, max: 0 }
      case 'Group':
      case 'CapturingGroup':
        return this.width(element.alternatives)
      case 'Quantifier': {
        const inner = this.#widthOf(element.element)
        return { min: inner.min * element.min, max: inner.max === 0 ? 0 : inner.max * element.max }
      }
      case 'Backreference':
        return { min: 0, max: this.width(groupOf(element).alternatives).max }
      default: {
        const lengths = this.#spell(element).map((units) => units.length)
        return { min: Math.min(...lengths), max: Math.max(...lengths) }
      }
    }
  }
}

/**
 * Spellings that were drawn together with one that was long enough: it had not come as far in the expression as they
 * have, so what stands behind them is not what stands behind it.
 */
const ended = new WeakSet<readonly UnitSet[]>()

function isLongEnough(units: readonly UnitSet[]): boolean {
  if (units.length >= GRAM || ended.has(units)) return true
  return units.length > 1 && units.every(({ ranges }) => ranges[0]! >= 0x80) && rateOf(units) < RARE
}

function triggerAt(units: readonly UnitSet[], { least, most, between }: Span): Trigger {
  const trigger = { units, nearest: least, farthest: most }
  return between === EVERY_UNIT || least < 0 ? trigger : { ...trigger, between }
}

function groupOf({ resolved }: AST.Backreference): AST.CapturingGroup {
  return (Array.isArray(resolved) ? resolved[0] : resolved) as AST.CapturingGroup
}

function isGroup(element: AST.Element): element is AST.Group | AST.CapturingGroup {
  return element.type === 'Group' || element.type === 'CapturingGroup'
}

function isAtom(element: AST.Element): boolean {
  return !['Assertion', 'Group', 'CapturingGroup', 'Quantifier', 'Backreference'].includes(element.type)
}

/** Whether a character or class can match beyond the basic plane; in doubt it can. */
function mayBeAstral(atom: AST.Element): boolean {
  if (atom.type === 'Character') return atom.value > 0xffff
  if (atom.type === 'CharacterSet') return atom.kind === 'property' || atom.kind === 'any' || atom.negate
  if (atom.type !== 'CharacterClass' || atom.negate) return true
  return atom.elements.some((element) => {
    if (element.type === 'Character') return element.value > 0xffff
    if (element.type === 'CharacterClassRange') return element.max.value > 0xffff
    return element.type !== 'CharacterSet' || mayBeAstral(element)
  })
}

/** Each once; too many are merged, those of one length into one. */
function distinct(all: readonly UnitSet[][]): UnitSet[][] {
  if (all.length < 2) return [...all]
  const ids = new Map<number | string, UnitSet[]>()
  for (const units of all) {
    const name = nameOf(units)
    if (!ids.has(name) || ended.has(units)) ids.set(name, units)
  }
  if (ids.size <= SPELLINGS) return [...ids.values()]
  const byLength = new Map<number, UnitSet[]>()
  for (const units of ids.values()) {
    const same = byLength.get(units.length)
    if (same === undefined) byLength.set(units.length, units)
    else {
      const both = same.map((set, i) => union(set, units[i]!))
      if (isLongEnough(same) || isLongEnough(units)) ended.add(both)
      byLength.set(units.length, both)
    }
  }
  return [...byLength.values()]
}

/** One number for a row of at most four sets, as long as there are few of them. */
function nameOf(units: readonly UnitSet[]): number | string {
  let name = 0
  for (const { id } of units) {
    if (id >= 8191 || units.length > 4) return units.map((set) => set.id).join()
    name = name * 8192 + id + 1
  }
  return name
}

function share(set: UnitSet): number {
  return set.frequency
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, n) => total + n, 0)
}
