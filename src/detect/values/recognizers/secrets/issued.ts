import type { EntityName } from '../../../../core/entities.js'
import type { Recognizer, RecognizerExample } from '../../../../core/ports.js'
import { entropy } from '../../checks/checksum.js'
import { entityPattern } from '../entity-pattern.js'

/**
 * Keys as their issuers make them: literal parts and drawn ones. A row is the issuer's format and nothing else;
 * expression, examples and counter-examples are derived from it, so that none of them can say something else.
 */
export interface Issued {
  readonly issuer: string
  /** One after the other; a list of literals stands for any of them. */
  readonly parts: readonly Part[]
}

export type Part = string | readonly string[] | Drawn

interface Drawn {
  readonly of: string
  /** Signs of the alphabet in an order that looks drawn: examples are assembled, so that scanners of this file stay quiet. */
  readonly sample: string
  readonly least: number
  readonly most: number
}

const drawnFrom =
  (of: string, sample: string) =>
  (least: number, most = least): Drawn => ({ of, sample, least, most })

const MIXED = 'q7Zt3Lm9Xw2Rb8Kd5Vh1Ns6Jc4Pf0Gy'
export const mixed = drawnFrom('[A-Za-z0-9]', MIXED)
export const letters = drawnFrom('[A-Za-z]', 'qZtLmXwRbKdVhNsJcPfGy')
export const word = drawnFrom('[A-Za-z0-9_-]', `${MIXED}_`)
export const upper = drawnFrom('[A-Z0-9]', 'QZ7LM3XW2RBKD5VH')
export const lower = drawnFrom('[a-z0-9]', 'q7zt3lm9xw2rb8kd5vh1ns6jc4pf0gy')
export const hex = drawnFrom('[0-9a-f]', '3fa9c07e51b8d264')
export const anyHex = drawnFrom('[0-9A-Fa-f]', '3fa9c07e51b8d264')
export const digits = drawnFrom('[0-9]', '8203947561')
export const base64 = drawnFrom('[A-Za-z0-9+/]', `${MIXED}+/`)
/** Base64 in either spelling, with its padding and with what joins several of them. */
export const coded = drawnFrom('[A-Za-z0-9+/=_.-]', MIXED)
export const uuid: readonly Part[] = [8, 4, 4, 4, 12].flatMap((length, i) =>
  i === 0 ? [anyHex(length)] : ['-', anyHex(length)],
)

export function issued(issuer: string, ...parts: readonly Part[]): Issued {
  return { issuer, parts }
}

/** Characters as a generator would draw them. */
export function drawn(length: number, alphabet: string = MIXED): string {
  return Array.from({ length }, (_, i) => alphabet[(i * 7 + (i >> 3)) % alphabet.length]).join('')
}

const isDrawn = (part: Part): part is Drawn => typeof part === 'object' && 'of' in part
const literals = (part: Part): readonly string[] => (typeof part === 'string' ? [part] : (part as string[]))
const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&')

function sourceOf({ parts }: Issued): string {
  return parts
    .map((part) => {
      if (isDrawn(part)) return `${part.of}{${part.least},${part.most}}`
      const spellings = literals(part).map(escaped)
      return spellings.length === 1 ? spellings[0] : `(?:${spellings.join('|')})`
    })
    .join('')
}

/** One for each spelling of the first part, at its least length. */
export function samplesOf({ parts }: Issued): string[] {
  const [first] = parts
  const heads = first === undefined || isDrawn(first) ? [undefined] : literals(first)
  return heads.map((head) =>
    parts
      .map((part, i) => (isDrawn(part) ? drawn(part.least, part.sample) : i === 0 ? head : literals(part)[0]))
      .join(''),
  )
}

/** The same letters everywhere where something was to be drawn. */
function fillingOf({ parts }: Issued): string {
  return parts
    .map((part) => (isDrawn(part) ? part.sample[0]!.repeat(part.least) : literals(part)[0]))
    .join('')
}

/**
 * What generators draw is of two kinds of letters at least, and many of them. Of 32 signs, 26 of them capitals, one
 * in thirty keys has no digit.
 */
export function looksDrawn(text: string): boolean {
  const kinds = [/[0-9]/, /[a-z]/, /[A-Z]/].filter((kind) => kind.test(text)).length
  const isMixed = kinds >= 2 && entropy(text) >= 2.5
  return (isMixed || (/^[A-Z]{16,}$/.test(text) && entropy(text) >= 3)) && !PLACEHOLDER.test(text)
}

/** Drawn from capitals and six digits: one in thirty has no digit. */
const AWS = /^A[A-Z]{2}A[A-Z]{16}$/
const SHOWN = /EXAMPLE|SAMPLE|ACCESS|SECRET|YOUR|TEST|XXXX/

/** Words of those who show where a secret would stand, and signs in the order of an alphabet or of keys. */
export const PLACEHOLDER =
  /x{5}|abcdefghijk|1234567890|example[-_]?(?:key|token|secret|password)|\*{3}|\.{3}|y?our[_-]|placeholder|change[_-]?me|replace[_-]?(?:me|with)|redacted|insert[_-]|dummy|<[a-z]|[$][{(]|\{\{/i

/** As documentation writes it into keys of a form: `AKIA…EXAMPLE`. */
const EXAMPLE = /EXAMPLE/

/** So many formats make one recognizer: an expression each would cost every text a bit each. */
const TOGETHER = 16

export interface IssuedOptions {
  /** Default `API_KEY`. */
  readonly entity?: EntityName
  /** Expression of what stands before; a letter or a digit does not. */
  readonly before?: string
}

/** Recognizers of the formats, proven by a sample of each. */
export function issuedRecognizers(rows: readonly Issued[], options: IssuedOptions = {}): Recognizer[] {
  return Array.from({ length: Math.ceil(rows.length / TOGETHER) }, (_, i) =>
    recognizerOf(rows.slice(i * TOGETHER, (i + 1) * TOGETHER), options),
  )
}

function recognizerOf(
  rows: readonly Issued[],
  { entity = 'API_KEY', before = '(?<![A-Za-z0-9])' }: IssuedOptions,
): Recognizer {
  const heads = rows
    .flatMap(({ parts: [first] }) => (first === undefined || isDrawn(first) ? [] : literals(first)))
    // The longest first: `sk-` is the beginning of many.
    .sort((a, b) => b.length - a.length)
  const match = rows.flatMap((row): RecognizerExample[] => {
    const [sample, ...others] = samplesOf(row)
    return [
      sample!,
      { text: `鍵は${sample}です`, value: sample! },
      { text: `TOKEN="${sample}"`, value: sample! },
      ...others,
    ]
  })
  const noMatch = rows.flatMap((row) => {
    const [first] = row.parts
    return [fillingOf(row), ...(first === undefined || isDrawn(first) ? [] : literals(first))]
  })
  return entityPattern({
    entity,
    regex: new RegExp(`${before}(?:${rows.map(sourceOf).join('|')})(?![A-Za-z0-9])`),
    validate: (value) => {
      const rest = value.slice(heads.find((head) => value.startsWith(head))?.length ?? 0)
      if (EXAMPLE.test(rest)) return false
      return looksDrawn(rest) || (AWS.test(value) && entropy(rest) >= 3 && !SHOWN.test(rest))
    },
    score: 0.95,
    examples: { match, noMatch },
  })
}
