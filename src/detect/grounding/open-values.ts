import { analyze } from '../values/index.js'
import { UNIT_BEHIND } from './amounts.js'
import { DATE_SHAPES } from './dates.js'
import { NUMERAL_SHAPES, spelledEnds } from './numerals.js'
import { classOf, DIGIT, LETTER } from './term-characters.js'
import { GROUPS, IDENTIFIER } from './typed-values.js'

/**
 * Whether more text may change what `typedValue` reads at a place. Every expression that it tries there has a
 * *partial* form (`RegexShape.partial`) that matches where some attempt reaches the end of the text: where none
 * does, the value is what it is, or there is none, whatever follows. So a number waits for the unit that may come
 * behind it, and no longer than until a letter has come that no unit has.
 */
const COUNTED = NUMERAL_SHAPES.map((shape) => `(?:${shape})(?:${UNIT_BEHIND.source})?`)
const SHAPES = {
  digit: partials([...DATE_SHAPES.digit, IDENTIFIER, GROUPS, ...COUNTED]),
  han: partials([...DATE_SHAPES.han, ...COUNTED]),
  letter: partials([...DATE_SHAPES.letter, IDENTIFIER]),
}
const UNIT = partials([UNIT_BEHIND])

/** `at` is the beginning of a run of letters, digits or Han, as for `typedValue`; of letters the run is whole. */
export function mayGrow(text: string, at: number): boolean {
  const kind = classOf(text.charCodeAt(at))
  if (kind === DIGIT) return reachesEnd(SHAPES.digit, text, at)
  if (kind !== LETTER) return reachesEnd(SHAPES.han, text, at)
  if (reachesEnd(SHAPES.letter, text, at)) return true
  const ends = spelledEnds(text, at)
  return ends === undefined || ends.some((end) => reachesEnd(UNIT, text, end))
}

/** A partial form, and how far from the end of the text it cannot reach it. */
interface Partial {
  readonly expression: RegExp
  readonly reach: number
}

function partials(shapes: readonly (RegExp | string)[]): Partial[] {
  return shapes.map((shape) => {
    const source = typeof shape === 'string' ? shape : shape.source
    const { partial, maxLength, lookahead } = analyze(new RegExp(source, 'i'))
    return { expression: new RegExp(partial, 'iy'), reach: maxLength + lookahead }
  })
}

function reachesEnd(shapes: readonly Partial[], text: string, at: number): boolean {
  for (const { expression, reach } of shapes) {
    if (text.length - at > reach) continue
    expression.lastIndex = at
    if (expression.test(text)) return true
  }
  return false
}
