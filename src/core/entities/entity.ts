import type { EntityClass } from '../ports.js'

/**
 * What an entity is. A row is the one place that says it: recognizers, columns, fields, the action table and the
 * benchmarks are handed what they need of it, and a test fails when any of them says it again.
 */
export interface EntityRow {
  /** Which row of the action table it belongs to. */
  readonly class: EntityClass
  /** As in `Recognizer`: its values are everybody's words, so a service must name it to have it found. */
  readonly common?: true
  /** BCP 47 tags of the places that issue it; default everywhere. */
  readonly locales?: readonly string[]
  /**
   * The words that name it beside a value, in sets: most entities have one, and one whose kinds of value are named
   * differently has a set for each. The order within a set is the order in expressions; it changes no answer, but
   * the tables that are made from expressions (`detect/values/prefilter/`) are found by it.
   */
  readonly labels?: Readonly<Record<string, readonly LabelRow[]>>
  /** What Presidio calls it, where that is not our name. */
  readonly presidio?: string
  /** What labelled data sets call it. */
  readonly aliases?: readonly string[]
  /** The entity that it is a kind of: whoever counts, counts one for the other. */
  readonly family?: string
  /** Found by look-up of what sources hold (`detect/grounding/`), and by no recognizer. */
  readonly grounded?: true
}

/** Words of one language, and where they stand. */
export type LabelRow = readonly [places: LabelPlaces, language: string, ...words: string[]]

/**
 * `text`: in a sentence or a form, shortly before the value. `head`: above its column; the head ends with the word.
 * `field`: as the name of a field, also joined: `patient id` is `patient_id` and `patientId`. `stem`: with a word for
 * number or code behind it (社員 in 社員番号). `value`: right before a value, in a sentence, a form, a file or a program,
 * which is then this, whatever it looks like. `kind`: the same with a word for number, or where a form names its parts.
 */
export type LabelPlace = 'text' | 'head' | 'field' | 'stem' | 'value' | 'kind'

export type LabelPlaces =
  | LabelPlace
  | `${LabelPlace}+${LabelPlace}`
  | `${LabelPlace}+${LabelPlace}+${LabelPlace}`
  | `${LabelPlace}+${LabelPlace}+${LabelPlace}+${LabelPlace}`

export type EntityRows = Readonly<Record<string, EntityRow>>
