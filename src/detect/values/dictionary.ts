import { FirewallError } from '../../core/errors.js'
import { LIMITS } from '../../core/limits.js'
import type { EntityClass, Recognizer, RecognizerMatch } from '../../core/ports.js'
import { WordAutomaton } from '../../text/aho-corasick.js'
import { surfaceFold } from '../../text/fold.js'

/** An organisation's own names as a list: projects, customers, products. */
export interface DictionarySpec {
  /** Upper-case entity name. */
  readonly entity: string
  /** Its row of the action table. */
  readonly class: EntityClass
  /** BCP 47 tags of the places it belongs to; default everywhere. */
  readonly locales?: readonly string[]
  /** Each is found in any width, case and spacing. */
  readonly values: readonly string[]
  /** Longer texts in which a value is none: `Falcon Heavy` where `Falcon` is a project. */
  readonly except?: readonly string[]
  /** Default true: `project falcon` gives the project away as well. */
  readonly ignoreCase?: boolean
  /** 0 to 1. Default 0.9. */
  readonly score?: number
  /** In addition to the values themselves, which are examples already. */
  readonly examples?: Recognizer['examples']
}

/** Blanks, line breaks and hyphens between the words of a value: so many in a row are one. */
const GAP = 4
const SEPARATOR = /[\s_-]/

/**
 * A recognizer of listed values, found in one pass whatever their number. Between the words of a value any few
 * blanks, hyphens or line breaks may stand. Where words are written apart a value is whole words; in Japanese, Chinese, Korean and Thai it may stand anywhere. Throws `recognizer-invalid` for a
 * value without letters or digits, one that is too long, and an exception that contains no value.
 */
export function dictionary(spec: DictionarySpec): Recognizer {
  const { entity, ignoreCase = true, score = 0.9 } = spec
  const normalize = (text: string) => normalized(surfaceFold(text), ignoreCase)
  const values = [...new Set(spec.values.map((value) => keyOf(normalize(value))))]
  const except = [...new Set((spec.except ?? []).map((text) => keyOf(normalize(text))))]
  if (values.length === 0) throw invalid(entity, 'lists no value')
  if (values.some((value) => !/[\p{L}\p{N}]/u.test(value))) {
    throw invalid(entity, 'lists a value without a letter or digit')
  }
  const longest = Math.max(...[...values, ...except].map((value) => value.length))
  const maxLength = longest * (GAP + 1)
  if (maxLength > LIMITS.recognizerLength) throw invalid(entity, 'lists a value that is too long')
  if (except.some((text) => !values.some((value) => text.includes(value)))) {
    throw invalid(entity, 'has an exception that contains none of its values')
  }
  const finder = new Finder(values, except)
  const recognizer: Recognizer = {
    entity,
    class: spec.class,
    locales: spec.locales ?? [],
    maxLength,
    // An exception may begin as far before a value as it is long.
    lookbehind: except.length === 0 ? 2 : maxLength + 2,
    lookahead: except.length === 0 ? 2 : maxLength + 2,
    examples: spec.examples ?? { match: spec.values.slice(0, 20), noMatch: [] },
    recognize(text) {
      const read = normalized(text, ignoreCase)
      return finder.find(read).map(
        ({ from, to }): RecognizerMatch => ({
          start: read.places[from]!,
          end: read.places[to - 1]! + 1,
          score,
          canonical: textOf(read.units.subarray(from, to)).replaceAll(' ', ''),
        }),
      )
    },
    settled(text) {
      const read = normalized(text, ignoreCase)
      const open = finder.openFrom(read)
      return open < read.places.length ? read.places[open]! : text.length
    },
  }
  prove(recognizer, spec)
  return recognizer
}

/** A text with its gaps as single blanks and its voiced kana in two, and the place that each unit came from. */
interface Normalized {
  readonly units: Uint16Array
  readonly places: Int32Array
}

function normalized(text: string, ignoreCase: boolean): Normalized {
  const units = new Uint16Array(text.length * 2)
  const places = new Int32Array(text.length * 2)
  let length = 0
  let gap = 0
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (unit < 0x80 ? isSeparator[unit] === 1 : unit === 0x3000) {
      gap += 1
      // A gap that is too long is a border that no value has.
      if (gap > 1) {
        if (gap > GAP) units[length - 1] = BORDER
        continue
      }
      units[length] = BLANK
    } else {
      gap = 0
      const base = BASE[unit - KANA] ?? 0
      units[length] = base > 0 ? base : ignoreCase ? lower(unit) : unit
      if (base > 0) {
        places[length] = i
        length += 1
        units[length] = MARK[unit - KANA]!
      }
    }
    places[length] = i
    length += 1
  }
  return { units: units.subarray(0, length), places: places.subarray(0, length) }
}

/** The surface fold leaves half-width ﾌﾞ as two units, so ブ is taken apart too. */
const KANA = 0x3041
const decomposed = Array.from({ length: 0x30ff - KANA }, (_, i) =>
  String.fromCharCode(KANA + i).normalize('NFD'),
)
const BASE = Uint16Array.from(decomposed, (text) => (text.length === 2 ? text.charCodeAt(0) : 0))
const MARK = Uint16Array.from(decomposed, (text) => (text.length === 2 ? text.charCodeAt(1) : 0))

const BLANK = 0x20
const BORDER = 0
const isSeparator = Uint8Array.from({ length: 0x80 }, (_, unit) =>
  SEPARATOR.test(String.fromCharCode(unit)) ? 1 : 0,
)

/** Lower case where it is one unit too. */
function lower(unit: number): number {
  if (unit < 0x80) return unit >= 0x41 && unit <= 0x5a ? unit + 32 : unit
  const text = String.fromCharCode(unit).toLowerCase()
  return text.length === 1 ? text.charCodeAt(0) : unit
}

function keyOf({ units }: Normalized): string {
  return textOf(units).trim()
}

function textOf(units: Uint16Array): string {
  return Array.from(units, (unit) => String.fromCharCode(unit)).join('')
}

interface Span {
  readonly from: number
  readonly to: number
}

class Finder {
  readonly #values: WordAutomaton
  readonly #except: WordAutomaton | undefined

  constructor(values: readonly string[], except: readonly string[]) {
    this.#values = new WordAutomaton(values)
    this.#except = except.length === 0 ? undefined : new WordAutomaton(except)
  }

  /** For each start the longest value there, by start. */
  find({ units }: Normalized): Span[] {
    const spans = longestByStart(this.#values, units)
    if (this.#except === undefined || spans.length === 0) return spans
    const exempt = longestByStart(this.#except, units)
    return spans.filter((span) => !exempt.some(({ from, to }) => from <= span.from && span.to <= to))
  }

  /** The first unit from which a value or an exception may still be growing. */
  openFrom({ units }: Normalized): number {
    const automata = this.#except === undefined ? [this.#values] : [this.#values, this.#except]
    return Math.min(
      ...automata.map((automaton) => {
        let state = 0
        for (const unit of units) state = automaton.step(state, unit)
        return units.length - automaton.depth[state]!
      }),
    )
  }
}

function longestByStart(automaton: WordAutomaton, units: Uint16Array): Span[] {
  const ends = new Map<number, number>()
  let state = 0
  for (let i = 0; i < units.length; i++) {
    state = automaton.step(state, units[i]!)
    for (let word = automaton.longest(state); word > 0; word = automaton.shorter(word)) {
      const from = i + 1 - automaton.depth[word]!
      if (standsAlone(units, from, i + 1)) ends.set(from, Math.max(ends.get(from) ?? 0, i + 1))
    }
  }
  return [...ends].map(([from, to]) => ({ from, to })).sort((a, b) => a.from - b.from)
}

/** Where words are written apart a value neither begins nor ends inside of one. */
function standsAlone(units: Uint16Array, from: number, to: number): boolean {
  const cuts = (a: number | undefined, b: number | undefined) =>
    a !== undefined && b !== undefined && isSpaced(a) && isSpaced(b)
  return !cuts(units[from - 1], units[from]) && !cuts(units[to - 1], units[to])
}

const SPACED = /[\p{L}\p{N}\p{M}]/u
const UNSPACED = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}\p{sc=Thai}ー\u3099\u309a]/u

function isSpaced(unit: number): boolean {
  if (unit < 0x80)
    return (unit >= 0x30 && unit <= 0x39) || (unit >= 0x61 && unit <= 0x7a) || (unit >= 0x41 && unit <= 0x5a)
  const text = String.fromCharCode(unit)
  return SPACED.test(text) && !UNSPACED.test(text)
}

function prove(recognizer: Recognizer, { examples }: DictionarySpec): void {
  const { entity } = recognizer
  for (const [i, example] of recognizer.examples.match.entries()) {
    const { text, value } = typeof example === 'string' ? { text: example, value: example } : example
    const folded = surfaceFold(text)
    const found = recognizer.recognize(folded).map(({ start, end }) => folded.slice(start, end))
    if (!found.includes(surfaceFold(value).trim())) {
      throw invalid(entity, `does not match its example ${i + 1} as stated`)
    }
  }
  for (const [i, text] of (examples?.noMatch ?? []).entries()) {
    if (recognizer.recognize(surfaceFold(text)).length > 0)
      throw invalid(entity, `matches its counter-example ${i + 1}`)
  }
}

function invalid(entity: string, what: string): FirewallError {
  return new FirewallError('recognizer-invalid', `the dictionary for ${entity} ${what}`, {
    help: 'values and examples are folded before they are compared: width, blanks and hyphens make no difference',
  })
}
