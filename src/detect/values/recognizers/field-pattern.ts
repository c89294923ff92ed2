import { type EntityName, type LabelSet, labelsOf } from '../../../core/entities.js'
import type { Recognizer } from '../../../core/ports.js'
import type { PatternSpec } from '../pattern.js'
import { entityPattern } from './entity-pattern.js'

/** Code units of the longest name of a field, and of what stands between it and the value. */
const WITHIN = 32
/** Above what its words alone would score: the field has said what they are. */
const SCORE = 0.88

interface FieldSpec<E extends EntityName> extends Pick<PatternSpec, 'validate' | 'canonical' | 'examples'> {
  readonly entity: E
  /** As in `EntityPatternSpec`. */
  readonly class?: PatternSpec['class']
  readonly common?: boolean
  /** Of the fields named by these sets alone, in this order. */
  readonly labels?: readonly LabelSet<E>[]
  /** Expression of the value, and of what may stand behind it. */
  readonly value: string
  /** Only in quotes or behind `=`. */
  readonly quoted?: true
  readonly score?: number
}

/**
 * Values of fields whose name says what they are: `person: "Spears"`, `city=Lund`, `"date_of_birth": "1980"`, in
 * programs, records, forms and the queries of links. Where a sentence would have to say that a word is a name, the
 * field has said so; what stays to be told apart are values from words of programs, which fields hold more often.
 *
 * A link with a field in it is no longer one value: what is said there stands apart from it.
 */
export function fieldPattern<E extends EntityName>(spec: FieldSpec<E>): Recognizer {
  const { entity, labels, value, quoted, score = SCORE, ...rest } = spec
  const names = labelsOf(entity, 'field', labels)
  const between = quoted ? '(?: ?[:=] ?["\'`]|=)' : ' {0,2}[:=] {0,2}["\'`]?'
  return entityPattern({
    ...rest,
    entity,
    // Programs are written in every country.
    locales: [],
    apart: true,
    regex: new RegExp(`(?<=(?:${names.map(anyCase).join('|')})["'\`]?${between})(?:${value})`, 'u'),
    context: { cues: names, within: WITHIN, score, required: true },
  })
}

/** `date of birth`, `DATE_OF_BIRTH`, `dateOfBirth`. */
function anyCase(name: string): string {
  const letters = name.replace(/[a-z]/g, (letter) => `[${letter}${letter.toUpperCase()}]`)
  return `(?<![A-Za-z])${letters.replace(/ /g, '[ _-]?')}`
}
