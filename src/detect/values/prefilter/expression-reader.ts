import type { AST } from '@eslint-community/regexpp'
import {
  complement,
  EVERY_UNIT,
  HIGH_SURROGATES,
  intersection,
  LOW_SURROGATES,
  NO_UNIT,
  type UnitSet,
  union,
  unitSet,
  unitsOf,
} from './unit-set.js'

export interface Width {
  readonly min: number
  readonly max: number
}

/** What the parts of one expression may match: how long, which units, and which before them. */
export class ExpressionReader {
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

  /** What the unit at each of the first `length` offsets of a match may be. */
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
        for (const spelling of this.spell(element)) {
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
  spell(atom: AST.Element): UnitSet[][] {
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

  /** What the unit before a match may be, and whether it may be none. */
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
      for (const spelling of this.spell(last)) {
        if (!negate) set = union(set, spelling.at(-1)!)
        else if (spelling.length === 1) set = union(set, spelling[0]!)
      }
    }
    return negate ? complement(set) : set
  }

  /** Every unit that a match of a part may hold. */
  unitsIn(element: AST.Element): UnitSet {
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
          .reduce((all, inner) => union(all, this.unitsIn(inner)), NO_UNIT)
      case 'Quantifier':
        return this.unitsIn(element.element)
      case 'Backreference':
        return this.unitsIn(groupOf(element))
      default:
        return this.spell(element).flat().reduce(union, NO_UNIT)
    }
  }

  /** Units of the shortest and of the longest match. */
  width(alternatives: readonly AST.Alternative[]): Width {
    const widths = alternatives.map(({ elements }) => {
      const inner = elements.map((element) => this.widthOf(element))
      return { min: sum(inner.map(({ min }) => min)), max: sum(inner.map(({ max }) => max)) }
    })
    return { min: Math.min(...widths.map(({ min }) => min)), max: Math.max(...widths.map(({ max }) => max)) }
  }

  widthOf(element: AST.Element): Width {
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
        const inner = this.widthOf(element.element)
        return { min: inner.min * element.min, max: inner.max === 0 ? 0 : inner.max * element.max }
      }
      case 'Backreference':
        return { min: 0, max: this.width(groupOf(element).alternatives).max }
      default: {
        const lengths = this.spell(element).map((units) => units.length)
        return { min: Math.min(...lengths), max: Math.max(...lengths) }
      }
    }
  }
}

export function groupOf({ resolved }: AST.Backreference): AST.CapturingGroup {
  return (Array.isArray(resolved) ? resolved[0] : resolved) as AST.CapturingGroup
}

export function isGroup(element: AST.Element): element is AST.Group | AST.CapturingGroup {
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

export function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, n) => total + n, 0)
}
