import { once } from '../../core/once.js'
import { analyze, partialOf } from '../values/index.js'
import { UNIT_BEHIND } from './amounts.js'
import { DATE_SHAPES } from './dates.js'
import { spelledEnds } from './number-words.js'
import { NUMERAL_SHAPES } from './numerals.js'
import { classOf, DIGIT, LETTER } from './term-characters.js'
import { GROUPS, IDENTIFIER } from './typed-values.js'

/**
 * Whether more text may change what `typedValue` reads at a place. Every expression that it tries there has a
 * *partial* form (`partialOf`) that matches where some attempt reaches the end of the text: where none
 * does, the value is what it is, or there is none, whatever follows. So a number waits for the unit that may come
 * behind it, and no longer than until a letter has come that no unit has.
 */
const COUNTED = NUMERAL_SHAPES.map((shape) => `(?:${shape})(?:${UNIT_BEHIND.source})?`)
const shapes = {
  digit: partials([...DATE_SHAPES.digit, IDENTIFIER, GROUPS, ...COUNTED]),
  han: partials([...DATE_SHAPES.han, ...COUNTED]),
  letter: partials([...DATE_SHAPES.letter, IDENTIFIER]),
}
const unit = partials([UNIT_BEHIND])

/** `at` is the beginning of a run of letters, digits or Han, as for `typedValue`; of letters the run is whole. */
export function mayGrow(text: string, at: number): boolean {
  const kind = classOf(text.charCodeAt(at))
  if (kind === DIGIT) return reachesEnd(shapes.digit, text, at)
  if (kind !== LETTER) return reachesEnd(shapes.han, text, at)
  if (reachesEnd(shapes.letter, text, at)) return true
  const ends = spelledEnds(text, at)
  return ends === undefined || ends.some((end) => reachesEnd(unit, text, end))
}

/** A partial form, and how far from the end of the text it cannot reach it. */
interface Partial {
  readonly expression: RegExp
  readonly reach: number
}

function partials(shapes: readonly (RegExp | string)[]): () => readonly Partial[] {
  return once(() =>
    shapes.map((shape) => {
      const source = typeof shape === 'string' ? shape : shape.source
      const regex = new RegExp(source, 'i')
      const { maxLength, lookahead } = analyze(regex)
      return { expression: new RegExp(partialOf(regex), 'iy'), reach: maxLength + lookahead }
    }),
  )
}

function reachesEnd(shapes: () => readonly Partial[], text: string, at: number): boolean {
  for (const { expression, reach } of shapes()) {
    if (text.length - at > reach) continue
    expression.lastIndex = at
    if (expression.test(text)) return true
  }
  return false
}
