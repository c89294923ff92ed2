import { FirewallError } from '../../core/errors.js'
import type { Detection, Detector, DetectorStep, FoldedText, Reader } from '../../core/ports.js'
import { matchFold } from '../../text/fold.js'

/** A word a service refuses, and the longer texts that contain it and may be said. */
export interface ForbiddenWord {
  /** Names the rule in findings; the word itself never appears there. Default `word-<n>`, from 1. */
  readonly id?: string
  readonly word: string
  readonly except?: readonly {
    readonly span: string
    /** Only while the reader does one of these tasks; without it, always. */
    readonly tasks?: readonly string[] | undefined
  }[]
}

/**
 * Words a service must not say, compared match-folded: width, case, accents, kana and what is put between the
 * letters make no difference. A word of letters that are written with spaces between words must stand alone
 * (`ass` is not in `class`). It passes where it lies inside an exempt text that is written out around it, in
 * a task that the exemption names. Throws `policy-invalid` for a word without letters or an exempt text that
 * does not contain it.
 */
export function createForbiddenWordDetector(words: readonly ForbiddenWord[]): Detector {
  const rules = words.map(compileRule)
  const reach = Math.max(0, ...rules.map((rule) => rule.ahead))
  return {
    name: 'forbidden-words',
    holdback: reach,
    async detect(text, from, reader): Promise<DetectorStep> {
      const { match, ended, raw } = text
      const settledByte = ended ? match.length : settledBehind(match, rules)
      const first = text.matchIndex(from)
      const settled = ended ? raw.length : Math.max(from, text.matchStart(Math.max(settledByte, first)))
      const detections: Detection[] = []
      for (const rule of rules) {
        for (const at of occurrences(match, rule.bytes, first)) {
          const start = text.matchStart(at)
          if (start < from || start >= settled) continue
          if (!standsAlone(text, rule, at) || isExempt(match, rule, at, reader)) continue
          detections.push(detectionOf(text, rule, at))
        }
      }
      return { detections: detections.sort((a, b) => a.start - b.start || a.end - b.end), settled }
    },
  }
}

const APOSTROPHE = /['\u2019\uff07]/
/** A word with an apostrophe inside (*he'll*) is two words. */
const CONTRACTION = /\p{L}['\u2019\uff07]\p{L}/u

interface Exemption {
  readonly bytes: Buffer
  /** Places in the exempt text at which the word stands. */
  readonly places: readonly number[]
  readonly tasks: ReadonlySet<string> | undefined
}

interface Rule {
  readonly id: string
  readonly bytes: Buffer
  readonly alone: boolean
  readonly apostrophe: boolean
  readonly exemptions: readonly Exemption[]
  /** Folded bytes from the start of a word on that decide about it. */
  readonly ahead: number
}

function compileRule({ id, word, except = [] }: ForbiddenWord, index: number): Rule {
  const name = id ?? `word-${index + 1}`
  const bytes = Buffer.from(matchFold(word))
  if (bytes.length === 0) {
    throw new FirewallError('policy-invalid', `forbidden word ${name} has no letters or digits`, {
      help: 'words are compared by their letters and digits',
    })
  }
  const exemptions = except.map(({ span, tasks }): Exemption => {
    const exempt = Buffer.from(matchFold(span))
    const places = occurrences(exempt, bytes, 0)
    if (places.length === 0) {
      throw new FirewallError(
        'policy-invalid',
        `an exempt text of forbidden word ${name} does not contain it`,
        {
          help: 'an exemption is the longer text around the word',
        },
      )
    }
    return { bytes: exempt, places, tasks: tasks === undefined ? undefined : new Set(tasks) }
  })
  const spans = exemptions.flatMap(({ bytes: exempt, places }) =>
    places.map((place) => exempt.length - place),
  )
  // One byte more shows whether a spaced word goes on.
  return {
    id: name,
    bytes,
    alone: /^[\p{sc=Latn}\p{sc=Grek}\p{sc=Cyrl}\p{sc=Arab}\p{sc=Hebr}\p{N}\p{M}\p{P}\p{Zs}]+$/u.test(word),
    apostrophe: APOSTROPHE.test(word),
    exemptions,
    ahead: Math.max(bytes.length + 1, ...spans),
  }
}

function occurrences(haystack: Uint8Array, needle: Buffer, from: number): number[] {
  const bytes = Buffer.from(haystack.buffer, haystack.byteOffset, haystack.byteLength)
  const places: number[] = []
  for (let at = bytes.indexOf(needle, from); at >= 0; at = bytes.indexOf(needle, at + 1)) places.push(at)
  return places
}

/** The first byte at which some rule's word may begin and is not decided yet. */
function settledBehind(match: Uint8Array, rules: readonly Rule[]): number {
  const bytes = Buffer.from(match.buffer, match.byteOffset, match.byteLength)
  let settled = bytes.length
  for (const { bytes: word, ahead } of rules) {
    for (let at = Math.max(0, bytes.length - ahead + 1); at < settled; at++) {
      const end = Math.min(bytes.length, at + word.length)
      if (bytes.compare(word, 0, end - at, at, end) === 0) settled = at
    }
  }
  return settled
}

/** Whether the raw text has no letter or digit right before the word and right behind it. */
function standsAlone(text: FoldedText, rule: Rule, at: number): boolean {
  if (!rule.alone) return true
  if (!rule.apostrophe && CONTRACTION.test(rawOf(text, rule, at))) return false
  const before = at === 0 ? -1 : text.matchEnd(at - 1)
  const end = at + rule.bytes.length
  const behind = end >= text.match.length ? -1 : text.matchStart(end)
  const startsWord = before < text.matchStart(at) || isUnspaced(text.raw, before - 1)
  const endsWord = behind < 0 || behind > text.matchEnd(end - 1) || isUnspaced(text.raw, behind)
  return startsWord && endsWord
}

/** Scripts without spaces between words end a word where they begin. */
function isUnspaced(raw: string, at: number): boolean {
  return /^[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}]/u.test(raw.slice(Math.max(0, at), at + 2))
}

function isExempt(match: Uint8Array, rule: Rule, at: number, reader: Reader): boolean {
  const bytes = Buffer.from(match.buffer, match.byteOffset, match.byteLength)
  return rule.exemptions.some(({ bytes: span, places, tasks }) => {
    if (tasks !== undefined && (reader.task === undefined || !tasks.has(reader.task))) return false
    return places.some((place) => {
      const start = at - place
      if (start < 0 || start + span.length > bytes.length) return false
      return bytes.compare(span, 0, span.length, start, start + span.length) === 0
    })
  })
}

function rawOf(text: FoldedText, rule: Rule, at: number): string {
  return text.raw.slice(text.matchStart(at), text.matchEnd(at + rule.bytes.length - 1))
}

function detectionOf(text: FoldedText, rule: Rule, at: number): Detection {
  return {
    kind: 'forbidden-word',
    rule: rule.id,
    start: text.matchStart(at),
    end: text.matchEnd(at + rule.bytes.length - 1),
    score: 1,
    provenance: 'unknown',
    canonical: rule.id,
    sources: [],
  }
}
