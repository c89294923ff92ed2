import { createHash } from 'node:crypto'
import type {
  CodeMatch,
  CodeStore,
  Detection,
  Detector,
  DetectorStep,
  DocumentRegistry,
  FoldedText,
  Reader,
  StoredDocument,
} from '../../core/ports.js'
import { DEFAULT_THRESHOLDS } from '../../core/thresholds.js'
import type { DocumentNumber } from '../../core/types.js'
import { alignCode } from '../../text/code/align.js'
import { type CodeRegion, codeRegions, withoutLineMarks } from '../../text/code/regions.js'
import { type CodeShape, shapeOf } from '../../text/code/shape.js'
import { matchFold } from '../../text/fold.js'
import { countWords } from '../../text/words.js'
import { createLicenseTerms, nameOfLicense } from './license-terms.js'
import { isAttributed, type Quotation } from './quotation.js'

/**
 * Code in an answer that repeats a protected source file, renamed, reformatted or reordered as it may be. Findings
 * are of kind `verbatim`, match `near`, view `code`; with accepted licences also of kind `license`.
 *
 * - Code is looked at by regions (`codeRegions`): a region is decided on when it is complete, and a stream waits from
 *   the first line of it that some protected file shares.
 * - A match is a copy when it weighs more than two people write alike and enough of that part of the file is there
 *   (`CodeMatch`).
 * - A copy is explained when code the reader may read (a document, a document in the prompt, one of their own
 *   turns) is matched at least as well there: independent copies of one algorithm are everybody's.
 */
export interface CodeOptions {
  readonly code: CodeStore
  readonly documents: DocumentRegistry
  readonly thresholds?: CodeThresholds
  /** Reuse rights: accepted terms, and what may be quoted under others. */
  readonly reuse?: { readonly licenses: readonly string[]; readonly quotation: Quotation }
}

export interface CodeThresholds {
  readonly weight: number
  readonly score: number
}

const DEFAULTS: CodeThresholds = {
  weight: DEFAULT_THRESHOLDS.codeWeight,
  score: DEFAULT_THRESHOLDS.codeScore,
}

/**
 * A part of a small program weighs less than it looks: what is a third of it or more and not all of it is often
 * the frame that the task gives, in words of the task.
 */
const PART = 5 / 3

function isCopy({ weight, score, whole }: CodeMatch, least: CodeThresholds): boolean {
  return score >= least.score && weight >= (whole >= least.score ? least.weight : PART * least.weight)
}

export function createCodeDetector(options: CodeOptions): Detector {
  const { code, thresholds = DEFAULTS } = options
  const isAccepted = options.reuse === undefined ? () => true : createLicenseTerms(options.reuse.licenses)
  return {
    name: 'code',
    holdback: 20_000,
    async detect(text, from, reader): Promise<DetectorStep> {
      if (code.empty) return { detections: [], settled: text.raw.length }
      const regions = codeRegions(text)
      let settled = regions.decided
      if (regions.open !== undefined) {
        const { start, end } = regions.open
        settled = Math.min(settled, start + code.settled(withoutLineMarks(text.raw.slice(start, end))))
      }
      const detections: Detection[] = []
      for (const region of regions.closed) {
        if (region.end <= from) continue
        const found = findInRegion(region, { ...options, thresholds, isAccepted, text, reader })
        for (const one of found) {
          if (one === 'open') settled = Math.min(settled, Math.max(from, region.start))
          else detections.push(one)
        }
      }
      settled = Math.max(from, settled)
      return {
        detections: detections
          .filter(({ start }) => start >= from && start < settled)
          .sort((a, b) => a.start - b.start || a.end - b.end),
        settled,
      }
    },
  }
}

interface RegionContext extends CodeOptions {
  readonly thresholds: CodeThresholds
  readonly isAccepted: (license: string) => boolean
  readonly text: FoldedText
  readonly reader: Reader
}

interface Copy extends CodeMatch {
  readonly holders: readonly StoredDocument[]
}

function findInRegion(region: CodeRegion, context: RegionContext): (Detection | 'open')[] {
  const { code, documents, thresholds, text, reader, isAccepted } = context
  const lines = withoutLineMarks(text.raw.slice(region.start, region.end))
  const copies = code
    .search(lines)
    .filter((match) => isCopy(match, thresholds))
    .map(
      (match): Copy => ({
        ...match,
        holders: match.documents.flatMap((one) => documents.byNumber(one) ?? []),
      }),
    )
  if (copies.length === 0) return []
  const mayRead = ({ number }: StoredDocument) => reader.classify(number) === 'permitted'
  const own = ownCode(lines, reader)
  const readable = copies.filter(({ holders }) => holders.some(mayRead))
  const leaks = copies.filter(
    (copy) => !copy.holders.some(mayRead) && !isExplained(copy, [...readable, ...own]),
  )
  const accepted = copies.filter(({ holders }) =>
    holders.some((one) => one.license !== undefined && isAccepted(one.license) && mayRead(one)),
  )
  const unaccepted = copies.flatMap((copy): Copy[] => {
    const holders = copy.holders.filter(({ license }) => license !== undefined && !isAccepted(license))
    return holders.length === 0 || isExplained(copy, [...accepted, ...own]) ? [] : [{ ...copy, holders }]
  })
  return [
    ...merged(leaks).map((copy) => describeLeak(copy, region, context)),
    ...merged(unaccepted).flatMap((copy) => describeReuse(copy, region, context)),
  ]
}

/** Whether something the reader has anyway is matched at least as well in the same place. */
function isExplained(
  copy: CodeMatch,
  others: readonly Pick<CodeMatch, 'start' | 'end' | 'weight'>[],
): boolean {
  return others.some(({ start, end, weight }) => {
    const common = Math.min(end, copy.end) - Math.max(start, copy.start)
    return weight >= 0.95 * copy.weight && common >= 0.9 * (copy.end - copy.start)
  })
}

/** Code of the reader's own turns, and of documents in the prompt that they may read. */
function ownCode(
  lines: string,
  { ownTurns, foreign }: Reader,
): Pick<CodeMatch, 'start' | 'end' | 'weight'>[] {
  const texts = [...ownTurns, ...foreign.flatMap(({ text, permitted }) => (permitted ? [text] : []))]
  if (texts.length === 0) return []
  const code = shapeOf(lines)
  return texts.flatMap((text) =>
    alignCode(shapeOfTurn(text), code).map(({ start, end, weight }) => ({
      start: code.tokens.starts[start]!,
      end: code.tokens.ends[end - 1]!,
      weight,
    })),
  )
}

const turns = new WeakMap<FoldedText, CodeShape>()

function shapeOfTurn(text: FoldedText): CodeShape {
  let shape = turns.get(text)
  if (shape === undefined) turns.set(text, (shape = shapeOf(withoutLineMarks(text.raw))))
  return shape
}

/** Copies that overlap are one, with the sources of all. */
function merged(copies: readonly Copy[]): Copy[] {
  const found: Copy[] = []
  for (const copy of copies.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    const last = found.at(-1)
    if (last === undefined || copy.start >= last.end) {
      found.push(copy)
      continue
    }
    found[found.length - 1] = {
      ...last,
      end: Math.max(last.end, copy.end),
      score: Math.max(last.score, copy.score),
      holders: [...last.holders, ...copy.holders],
    }
  }
  return found
}

function describeLeak(copy: Copy, region: CodeRegion, { text, reader }: RegionContext): Detection {
  const span = spanOf(copy, region)
  const forbidden = copy.holders.some(({ number }) => reader.classify(number) === 'forbidden')
  const raw = text.raw.slice(span.start, span.end)
  return {
    kind: 'verbatim',
    match: 'near',
    view: 'code',
    ...span,
    score: rounded(copy.score),
    provenance: forbidden ? 'forbidden' : 'training',
    canonical: canonicalOf(raw),
    sources: numbersOf(copy.holders),
    length: matchFold(raw).length,
    words: countWords(raw),
  }
}

function describeReuse(
  copy: Copy,
  region: CodeRegion,
  { text, reader, reuse }: RegionContext,
): (Detection | 'open')[] {
  const span = spanOf(copy, region)
  const raw = text.raw.slice(span.start, span.end)
  const { bytes, attribution } = reuse!.quotation
  if (matchFold(raw).length <= bytes) {
    const attributed = !attribution || isAttributed(text, region.start, region.end, copy.holders)
    if (attributed !== false) return attributed === true ? [] : ['open']
  }
  return [
    {
      kind: 'license',
      rule: copy.holders.map(({ license }) => nameOfLicense(license!)).sort()[0]!,
      ...span,
      score: rounded(copy.score),
      provenance: copy.holders.some(({ number }) => reader.classify(number) === 'permitted')
        ? 'permitted'
        : 'unknown',
      canonical: canonicalOf(raw),
      sources: numbersOf(copy.holders),
    },
  ]
}

function spanOf({ start, end }: CodeMatch, region: CodeRegion): { start: number; end: number } {
  return { start: region.start + start, end: region.start + end }
}

function numbersOf(holders: readonly StoredDocument[]): DocumentNumber[] {
  return [...new Set(holders.map(({ number }) => number))].sort((a, b) => a - b)
}

/** Copies of one piece of code under other names are equal leaks. */
function canonicalOf(raw: string): string {
  return createHash('sha256').update(shapeOf(raw).classes).digest('hex')
}

function rounded(score: number): number {
  return Math.round(score * 1000) / 1000
}
