import { FirewallError, nearest } from '../../core/errors.js'
import { quoteWord } from '../../core/levels.js'
import { fraction, listOf, type OptionKinds, requireOptions, text, withMethods } from '../../core/options.js'
import type { Recognizer } from '../../core/ports.js'
import { PlaceReader } from '../../text/places/index.js'
import { chooseRecognizers } from './choose.js'
import { compileOperator, type Operators, type Replace } from './operators.js'
import { passOf } from './pass.js'
import { DEFAULT_MIN_SCORE, type RecognizedValue } from './recognize.js'
import { defaultRecognizers } from './recognizers/index.js'
import { readValues } from './value-views.js'

/** What a scanner looks for. */
export interface ScannerOptions {
  /**
   * BCP 47 tags: recognizers of other places are left out, those of no place stay. Default all. What a named country
   * issues is found without a word that says what it is, where a check digit or its form tells it.
   */
  readonly locales?: readonly string[]
  /** Default all. What is named is found without a word that says what it is, as for `locales`. */
  readonly entities?: readonly string[]
  /** In addition to those that come with ragwall. */
  readonly recognizers?: readonly Recognizer[]
  /** 0 to 1. Default 0.5. */
  readonly minScore?: number
}

const OPTIONS: OptionKinds<ScannerOptions> = {
  locales: { ...listOf(text), is: "a list of languages or places: ['en', 'ja-JP']" },
  entities: { ...listOf(text), is: "a list of entities: ['CREDIT_CARD', 'EMAIL_ADDRESS']" },
  recognizers: listOf(
    withMethods('a recognizer, from `pattern()` or `dictionary()`', 'recognize', 'settled'),
  ),
  minScore: fraction(),
}

/** Where something was found, never what: offsets are UTF-16 code units of the text as it was handed in. */
export interface ScannedValue {
  /** First code unit. */
  readonly start: number
  /** The code unit behind the last. */
  readonly end: number
  /** What it is: `EMAIL_ADDRESS`. */
  readonly entity: string
  /** A secret opens something; personal data is about somebody. */
  readonly kind: 'personal-data' | 'secret'
  /** How sure it is, 0 to 1. */
  readonly score: number
  /** Given where a label beside it says what it is and its form does not: a check digit that fails, a shape of its own. */
  readonly why?: 'label'
}

/** What `createScanner` returns. */
export interface Scanner {
  /** By place. Values may overlap; one inside another is left out unless it is graver. */
  scan(text: string): readonly ScannedValue[]
  /**
   * What was found replaced, everything else byte for byte as it was. JSON, YAML, CSV, markup, links and source code stay
   * well formed: a number in JSON becomes a quoted marker.
   */
  redact(
    text: string,
    operators?: Operators,
  ): { readonly text: string; readonly findings: readonly ScannedValue[] }
}

/**
 * Personal data and secrets in a text, as it stands and in any code (base64, escapes, letter by letter …):
 * synchronous, without a store, a key or a model. Both functions throw `text-invalid` for half a surrogate pair
 * and for a flood of invisible characters, `work-limit` for more encoded text than may be decoded. Throws `option-invalid`
 * when an entity or the choice as a whole is unknown.
 */
export function createScanner(options: ScannerOptions = {}): Scanner {
  requireOptions<ScannerOptions>(options, OPTIONS, 'createScanner')
  const { locales, entities, recognizers = [], minScore = DEFAULT_MIN_SCORE } = options
  const all = [...defaultRecognizers(), ...recognizers]
  const known = new Set(all.map(({ entity }) => entity))
  for (const entity of entities ?? []) {
    if (known.has(entity)) continue
    const close = nearest(entity, known)
    throw new FirewallError(
      'option-invalid',
      `no recognizer finds the entity${quoteWord(entity)} of \`entities\``,
      {
        help: `${close === undefined ? '' : `did you mean \`${close}\`? `}entities are ${[...known].sort().join(', ')}`,
      },
    )
  }
  const chosen = chooseRecognizers(all, {
    ...(entities === undefined ? {} : { entities }),
    ...(locales === undefined ? {} : { locales }),
  })
  // Compiled here, so that the first text waits no longer than the next.
  passOf(chosen)
  const find = (text: string) => readValues(text, chosen, minScore)
  return {
    scan: (text) => find(text).map(scanned),
    redact(text, operators = {}) {
      const found = find(text)
      return { text: replaceValues(text, found, operators), findings: found.map(scanned) }
    },
  }
}

function scanned({ start, end, entity, class: entityClass, score, presumed }: RecognizedValue): ScannedValue {
  const kind = entityClass === 'secret' ? 'secret' : 'personal-data'
  return { start, end, entity, kind, score, ...(presumed === true ? { why: 'label' } : {}) }
}

/** Overlapping values become one: with the operator they share, else their names alone. */
function replaceValues(text: string, found: readonly RecognizedValue[], operators: Operators): string {
  const compiled = new Map(Object.entries(operators).map(([name, one]) => [name, compileOperator(one)]))
  const redact = compileOperator({ kind: 'redact' })
  const replaceOf = (entity: string) => compiled.get(entity) ?? compiled.get('default') ?? redact
  const places = new PlaceReader()
  let out = ''
  let sent = 0
  for (let i = 0; i < found.length; ) {
    const { start } = found[i]!
    let { end } = found[i]!
    const group: RecognizedValue[] = []
    while (i < found.length && (group.length === 0 || found[i]!.start < end)) {
      end = Math.max(end, found[i]!.end)
      group.push(found[i]!)
      i += 1
    }
    const marker = replaceGroup(group, text.slice(start, end), end, replaceOf)
    out += text.slice(sent, start) + places.replace(text, start, end, marker)
    sent = end
  }
  return out + text.slice(sent)
}

function replaceGroup(
  group: readonly RecognizedValue[],
  text: string,
  end: number,
  replaceOf: (entity: string) => Replace,
): string {
  const [first] = group
  const whole = group.find((value) => value.start === first!.start && value.end === end)
  const replaces = new Set(group.map(({ entity }) => replaceOf(entity)))
  const [replace] = replaces
  if (whole === undefined || replaces.size > 1) {
    return `[${[...new Set(group.map(({ entity }) => entity))].sort().join(', ')}]`
  }
  return replace!({ entity: whole.entity, text, canonical: whole.canonical })
}
