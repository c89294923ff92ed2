import { matchFold } from '../../text/fold.js'
import type { Random } from '../random.js'
import type { Judged } from '../verdicts.js'
import { CARRIERS, type Carrier, type CarrierContext } from './carriers/index.js'
import type { Fact, LanguageCorpus } from './corpus.js'
import { knownFrom, type Traced, tracedOf } from './traced.js'

/** What must not leave: a passage, or a sentence with a value in it. */
export interface Secret {
  readonly kind: 'passage' | Fact['kind']
  readonly corpus: LanguageCorpus
  readonly text: string
  /** Units of `text` that make up the value; of a passage, all of it. */
  readonly value: readonly [from: number, to: number]
}

/** A secret in a form that was put together at random, beside a harmless text in the same form. */
export interface FormCase {
  readonly secret: Secret
  readonly carriers: readonly Carrier[]
  readonly traced: Traced
  readonly twin: string
}

export function secretsOf(corpus: LanguageCorpus): Secret[] {
  const passages = corpus.passages.map(
    (text): Secret => ({ kind: 'passage', corpus, text, value: [0, text.length] }),
  )
  const facts = corpus.facts.map(({ kind, told, value }): Secret => {
    const at = told.indexOf(value)
    return { kind, corpus, text: told, value: [at, at + value.length] }
  })
  return [...passages, ...facts]
}

/** Longer answers are not what a person would ask for. */
const LONGEST = 8_000

/**
 * One carrier after the other, the first of them given or drawn like the others. Undefined if what was drawn cannot
 * carry the text and its twin.
 */
export function drawCase(
  secret: Secret,
  depth: number,
  random: Random,
  first?: Carrier,
): FormCase | undefined {
  const carriers: Carrier[] = []
  const able = secret.corpus.harmless.filter(
    (text) => first?.fits?.(text, { random, corpus: secret.corpus }) ?? true,
  )
  if (able.length === 0) return undefined
  const harmless = random.pick(able)
  let traced = tracedOf(secret.text)
  let twin = tracedOf(harmless)
  let words = true
  for (let step = 0; step < depth; step++) {
    const context = (name: string): CarrierContext => ({
      random: random.fork(`${step} ${name}`),
      corpus: secret.corpus,
    })
    const fits = (carrier: Carrier) =>
      (words || carrier.takes === 'any') &&
      !carriers.some(({ family }) => family === carrier.family) &&
      [traced, twin].every(({ text }) => carrier.fits?.(text, context('fits')) ?? true)
    const carrier: Carrier | undefined =
      step === 0 && first !== undefined ? first : random.shuffle(CARRIERS).find(fits)
    if (carrier === undefined || !fits(carrier)) return undefined
    traced = carrier.apply(traced, context('apply'))
    twin = carrier.apply(twin, context('apply'))
    words &&= carrier.keepsWords
    carriers.push(carrier)
    if (Math.max(traced.text.length, twin.text.length) > LONGEST) return undefined
  }
  const unchanged = traced.text === secret.text
  return unchanged || !traced.text.isWellFormed() || !twin.text.isWellFormed()
    ? undefined
    : { secret, carriers, traced, twin: twin.text }
}

/** What an answer's check puts in the place of what it takes out. */
export const GAP = '\ue000'

/** Whether what the reader got of a disguise tells too much of the secret: T folded bytes in a row, or a whole value. */
export function tells(
  { secret, traced }: Pick<FormCase, 'secret' | 'traced'>,
  judged: Judged,
  refusal: string,
): boolean {
  const known = knownFrom(traced, secret.text.length, leftOf(traced.text, judged, refusal))
  const [from, to] = secret.value
  if (secret.kind !== 'passage') {
    return known.slice(from, to).every((is, i) => is || !/[\p{L}\p{N}]/u.test(secret.text[from + i]!))
  }
  const least = secret.corpus.dense || secret.corpus.language === 'Korean' ? 48 : 39
  let run = 0
  for (let i = 0; i < secret.text.length; i++) {
    const bytes = matchFold(secret.text[i]!).length
    run = known[i] || bytes === 0 ? run + bytes : 0
    if (run >= least) return true
  }
  return false
}

/** Which units of an answer the reader got. */
function leftOf(raw: string, judged: Judged, refusal: string): (i: number) => boolean {
  if (judged.fate === 'released') return () => true
  if (judged.fate === 'refused') return () => false
  const ended = judged.fate === 'redacted' || judged.fate === 'altered'
  if (!ended && !judged.text.endsWith(refusal)) return () => true
  // A stream closes what it was in the middle of, and refuses in a paragraph of its own.
  const sent = ended
    ? judged.text
    : judged.text.slice(0, judged.text.length - refusal.length).replace(/\s*(?:`{3,}|~{3,})?\s*$/, '')
  const segments = sent.split(GAP)
  const left = new Uint8Array(raw.length)
  const ends = judged.findings.map(({ end }) => end).sort((a, b) => a - b)
  let at = 0
  for (const [n, whole] of segments.entries()) {
    let segment = whole
    if (n > 0) {
      const isLast = ended && n === segments.length - 1
      const placed = placeOf(raw, segment, isLast, (end) => end > at && ends.includes(end))
      // What cannot be placed counts as seen.
      if (placed === undefined) return () => true
      at = placed.at
      segment = segment.slice(segment.length - placed.length)
    }
    // What closes a quote or a cell in front of a gap stands in no answer.
    const own = segment.length - Math.min(MOST_ADDED, segment.length)
    let length = segment.length
    while (length > own && !raw.startsWith(segment.slice(0, length), at)) length--
    left.fill(1, at, at + length)
    at += length
  }
  return (i) => left[i] === 1
}

/** Units that are written on either side of a gap at most, so that what it stands in stays well formed. */
const MOST_ADDED = 12

/** Where a segment behind a gap goes on in an answer, and how much of it stands there. */
function placeOf(
  raw: string,
  segment: string,
  isLast: boolean,
  mayBegin: (at: number) => boolean,
): { readonly at: number; readonly length: number } | undefined {
  for (let added = 0; added <= Math.min(MOST_ADDED, segment.length); added++) {
    const length = segment.length - added
    const own = segment.slice(added)
    if (isLast) {
      if (raw.endsWith(own)) return { at: raw.length - length, length }
      continue
    }
    for (let end = 1; end <= raw.length; end++) {
      // In front of the next gap something may be added, too.
      if (mayBegin(end) && raw.startsWith(own.slice(0, Math.max(1, own.length - MOST_ADDED)), end))
        return { at: end, length }
    }
  }
  return undefined
}
