import { type AST, parseRegExpLiteral } from '@eslint-community/regexpp'

/** How far the matches of a regular expression reach, by its shape. Code units. */
export interface RegexExtent {
  readonly minLength: number
  readonly maxLength: number
  /** How far before its start and behind its end a match depends on the text. */
  readonly lookbehind: number
  readonly lookahead: number
}

export interface RegexShape extends RegexExtent {
  /** Upper bound of the ways in which one start can be tried; few cannot be slow, many may be. Capped. */
  readonly ways: number
}

/**
 * The surface fold cannot compose: half-width ﾌﾟ becomes フ and a combining mark. So each voiced kana that an
 * expression spells out, outside of classes, may also stand decomposed.
 */
export function withDecomposedKana(source: string): string {
  let inClass = false
  return source.replace(/\\.|[[\]]|[\u3041-\u30fe]/gs, (token) => {
    if (token === '[' || token === ']') inClass = token === '['
    const decomposed = token.normalize('NFD')
    return inClass || decomposed === token ? token : `(?:${token}|${decomposed})`
  })
}

/** Thrown for what a recognizer must not contain; the message says what, the help how else. Both are meant to be shown. */
export class RegexRefusal extends Error {
  readonly help: string

  constructor(message: string, help: string) {
    super(message)
    this.help = help
  }
}

/**
 * Reads a regular expression once, at construction. It must be bounded (no `*`, `+`, `{n,}`) and must look at
 * the text only through characters: `^`, `$` and `\b` depend on where a text was cut, and `\b` fails beside
 * Japanese anyway.
 */
export function analyze(regex: RegExp): RegexShape {
  if (regex.multiline || regex.sticky) {
    throw new RegexRefusal('the flags m and y are not allowed', 'leave them out')
  }
  const { pattern } = parseRegExpLiteral(regex)
  const astral = /[uv]/.test(regex.flags)
  const reader = new ShapeReader(astral)
  const width = reader.alternatives(pattern.alternatives)
  return {
    minLength: width.min,
    maxLength: width.max,
    lookbehind: reader.lookbehind,
    lookahead: reader.lookahead,
    ways: width.ways,
  }
}

/**
 * Source of the *partial* expression: it matches at `s` exactly where some attempt of the original at `s`
 * reaches the end of the text, so that more text could create, change or extend the match there.
 */
export function partialOf(regex: RegExp): string {
  return `(?:${partialAlternatives(parseRegExpLiteral(regex).pattern.alternatives)})$`
}

interface Width {
  readonly min: number
  readonly max: number
  readonly ways: number
}

const MANY = 1e12

class ShapeReader {
  lookbehind = 0
  lookahead = 0
  private readonly astral: boolean

  constructor(astral: boolean) {
    this.astral = astral
  }

  alternatives(alternatives: readonly AST.Alternative[]): Width {
    const widths = alternatives.map((alternative) => this.sequence(alternative.elements))
    return {
      min: Math.min(...widths.map((w) => w.min)),
      max: Math.max(...widths.map((w) => w.max)),
      ways: Math.min(MANY, sum(widths.map((w) => w.ways))),
    }
  }

  private sequence(elements: readonly AST.Element[]): Width {
    const widths = elements.map((element) => this.element(element))
    return {
      min: sum(widths.map((w) => w.min)),
      max: sum(widths.map((w) => w.max)),
      ways: widths.reduce((ways, w) => Math.min(MANY, ways * w.ways), 1),
    }
  }

  private element(element: AST.Element): Width {
    switch (element.type) {
      case 'Assertion':
        this.assertion(element)
        return fixed(0)
      case 'Quantifier': {
        if (element.max === Number.POSITIVE_INFINITY) {
          throw new RegexRefusal(
            `\`${element.raw}\` has no upper bound`,
            'bound every repetition, as in {1,64}',
          )
        }
        const inner = this.element(element.element)
        const lengths = element.max - element.min + 1
        return {
          min: inner.min * element.min,
          max: inner.max * element.max,
          ways: Math.min(MANY, lengths * inner.ways ** element.max),
        }
      }
      case 'Group':
      case 'CapturingGroup':
        return this.alternatives(element.alternatives)
      case 'Backreference': {
        if (Array.isArray(element.resolved))
          throw new RegexRefusal(
            'ambiguous backreferences are not allowed',
            'give each group a name of its own',
          )
        const group = element.resolved as AST.CapturingGroup
        if (this.alternatives(group.alternatives).max > 1) {
          throw new RegexRefusal(
            'a backreference may refer to a single character only',
            'capture one separator, as in ([- ]), and repeat that',
          )
        }
        return { min: 0, max: 1, ways: 1 }
      }
      case 'Character':
        return fixed(element.value > 0xffff ? 2 : 1)
      default:
        return { min: 1, max: this.astral ? 2 : 1, ways: 1 }
    }
  }

  private assertion(assertion: AST.Assertion): void {
    if (assertion.kind === 'lookahead') {
      this.lookahead = Math.max(this.lookahead, this.alternatives(assertion.alternatives).max)
    } else if (assertion.kind === 'lookbehind') {
      const before = this.lookahead
      this.lookbehind = Math.max(this.lookbehind, this.alternatives(assertion.alternatives).max)
      if (this.lookahead > before) {
        throw new RegexRefusal(
          'a lookahead inside a lookbehind is not allowed',
          'look ahead where the value ends',
        )
      }
    } else {
      throw new RegexRefusal(
        `\`${assertion.raw}\` is not allowed`,
        'say what may not stand beside the value: (?<![A-Za-z0-9]) before it and (?![A-Za-z0-9]) behind it',
      )
    }
  }
}

/**
 * Texts on which an expression that backtracks without end does so: each of its repetitions, with every way to begin
 * one round of it, over and over and never followed by what would end it; also behind what leads up to it.
 */
export function pumps(regex: RegExp, length: number): string[] {
  const texts = new Set<string>()
  const fill = (lead: string, round: string) => {
    if (round === '') return
    const rounds = Math.max(2, Math.ceil((length - lead.length) / round.length))
    texts.add(lead + round.repeat(rounds))
  }
  const walk = (alternatives: readonly AST.Alternative[], lead: string) => {
    for (const { elements } of alternatives) {
      let before = lead
      for (const element of elements) {
        if (element.type === 'Quantifier' && element.max > 1)
          for (const round of samples(element.element)) fill(before, round)
        const inner = element.type === 'Quantifier' ? element.element : element
        if (inner.type === 'Group' || inner.type === 'CapturingGroup') walk(inner.alternatives, before)
        else if (inner.type === 'Assertion' && 'alternatives' in inner) walk(inner.alternatives, before)
        const [sample = ''] = samples(inner)
        const times = element.type === 'Quantifier' ? Math.max(1, element.min) : 1
        before += sample.repeat(Math.min(times, length))
      }
    }
  }
  walk(parseRegExpLiteral(regex).pattern.alternatives, '')
  return [...texts].slice(0, MOST_PUMPS)
}

const MOST_PUMPS = 400
/** Samples of one element that are looked at. */
const MOST_SAMPLES = 12

/** Short texts that an element matches, of each alternative and each part of a class one. */
function samples(element: AST.Element): string[] {
  switch (element.type) {
    case 'Character':
      return [String.fromCodePoint(element.value)]
    case 'CharacterSet':
      return element.kind === 'digit' && !element.negate
        ? ['0']
        : element.kind === 'space'
          ? [' ', 'a']
          : ['a', '0', 'あ']
    case 'CharacterClass':
      return element.negate ? outside(element) : element.elements.flatMap(member).slice(0, MOST_SAMPLES)
    case 'Quantifier': {
      const times = Math.min(Math.max(1, element.min), 64)
      return samples(element.element).map((sample) => sample.repeat(times))
    }
    case 'Group':
    case 'CapturingGroup':
      return element.alternatives
        .flatMap(({ elements }) => {
          const parts = elements.map(samples)
          // One sample of each part, and each other sample of the first.
          const rest = parts
            .slice(1)
            .map(([first = '']) => first)
            .join('')
          return (parts[0] ?? ['']).map((first) => first + rest)
        })
        .slice(0, MOST_SAMPLES)
    default:
      return ['']
  }
}

function member(part: AST.CharacterClass['elements'][number]): string[] {
  if (part.type === 'Character') return [String.fromCodePoint(part.value)]
  if (part.type === 'CharacterClassRange')
    return [String.fromCodePoint(part.min.value), String.fromCodePoint(part.max.value)]
  if (part.type === 'CharacterSet') return samples(part)
  return []
}

/** Characters of the usual kinds that a negated class matches. */
function outside(part: AST.CharacterClass): string[] {
  const whole = new RegExp(`^${part.raw}$`, 'u')
  return ['a', 'A', '0', '-', ' ', '.', '\n', 'あ', '漢'].filter((one) => whole.test(one)).slice(0, 4)
}

function partialAlternatives(alternatives: readonly AST.Alternative[]): string {
  return alternatives.map((alternative) => alternative.elements.map(partialElement).join('')).join('|')
}

/** Each atom may also be cut off by the end of the text; then everything behind it is cut off too. */
function partialElement(element: AST.Element): string {
  switch (element.type) {
    case 'Assertion':
      return partialAssertion(element)
    case 'Quantifier':
      return partialQuantifier(element)
    case 'Group':
      return `(?:${partialAlternatives(element.alternatives)})`
    case 'CapturingGroup': {
      const name = element.name === null ? '' : `?<${element.name}>`
      return `(${name}${partialAlternatives(element.alternatives)})`
    }
    default:
      return `(?:${element.raw}|$)`
  }
}

function partialQuantifier(quantifier: AST.Quantifier): string {
  const { element, min, max, greedy } = quantifier
  const lazy = greedy ? '' : '?'
  if (isAtom(element)) {
    const atom = element.raw
    return `(?:${atom}{${min},${max}}${lazy}|${atom}{0,${max}}$)`
  }
  return `(?:${partialElement(element)}){${min},${max}}${lazy}`
}

/** An undecided look beyond the end swallows the rest of the text, so that the expression reaches the end. */
function partialAssertion(assertion: AST.Assertion): string {
  if (assertion.kind !== 'lookahead') return assertion.raw
  return `(?:${assertion.raw}|(?=(?:${partialAlternatives(assertion.alternatives)})$)[^]*)`
}

function isAtom(element: AST.Element): boolean {
  return element.type === 'Character' || element.type === 'CharacterClass' || element.type === 'CharacterSet'
}

function fixed(length: number): Width {
  return { min: length, max: length, ways: 1 }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, n) => total + n, 0)
}
