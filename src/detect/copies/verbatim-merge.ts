import { createHash } from 'node:crypto'
import type { LeakProvenance } from '../../core/leak.js'
import type { Detection, FoldedText, Sparing } from '../../core/ports.js'
import type { DocumentNumber } from '../../core/types.js'
import { countCharacters, countWords } from '../../text/words.js'
import { isMostlyCjk } from './cjk-share.js'

/** Which folded bytes of which text a detection is. Under a symbol: it travels with copies and is never serialized. */
const RUN = Symbol('run')

interface Run {
  readonly text: FoldedText
  readonly start: number
  readonly end: number
  readonly textOf?: (raw: string) => string
}

export type VerbatimDetection = Extract<Detection, { kind: 'verbatim' }> & { readonly [RUN]: Run }

export interface Fragment extends Run {
  readonly provenance: LeakProvenance
  readonly sources: Iterable<DocumentNumber>
  readonly spared?: Sparing
  /** Raw offsets, where they are not those of the folded bytes: a code may begin with a sign. */
  readonly raw?: { readonly start: number; readonly end: number }
  /** Similarity of a near match, 0 to 1; an exact run has none. */
  readonly near?: number
  /** In which view of the text, if not as it stands. */
  readonly view?: string
  /** What a part of the raw text says in that view. */
  readonly textOf?: (raw: string) => string
}

/** A detection of folded bytes `[start, end)` of a text, without the measures for people: `mergeVerbatim` adds them. */
export function describeRun(fragment: Fragment): VerbatimDetection {
  const { text, start, end, provenance, sources, spared, near, view = 'folded', textOf } = fragment
  const bytes = text.match.subarray(start, end)
  const raw = fragment.raw ?? { start: text.matchStart(start), end: text.matchEnd(end - 1) }
  return {
    kind: 'verbatim',
    match: near === undefined ? 'exact' : 'near',
    view,
    ...raw,
    score: near ?? 1,
    provenance,
    canonical: createHash('sha256').update(bytes).digest('hex'),
    sources: [...new Set(sources)].sort((a, b) => a - b),
    length: end - start,
    ...(spared === undefined ? {} : { spared }),
    [RUN]: { text, start, end, ...(textOf === undefined ? {} : { textOf }) },
  }
}

/**
 * Joins fragments of exact runs that overlap or touch: union of spans and sources, the worse provenance,
 * length and digest of the whole, and the words (or characters) a person would count in it. Spared and real
 * ones stay apart, and whatever is not an exact run of a verbatim detector is passed on as it is. Ascending by
 * start.
 *
 * It may be applied to parts and again to the results, in any grouping: what comes out depends on the union
 * of what went in alone. That is what makes the fragments of a stream the findings of the whole.
 */
export function mergeVerbatim(detections: readonly Detection[]): Detection[] {
  return joinVerbatim(detections).map((detection) => (isRun(detection) ? measured(detection) : detection))
}

/** The same without counting words, for fragments of which more are to come. */
export function joinVerbatim(detections: readonly Detection[]): Detection[] {
  const merged: Detection[] = detections.filter((detection) => !isRun(detection))
  const runs = detections.filter(isRun).sort((a, b) => a.start - b.start || a.end - b.end)
  for (const alike of alikeOf(runs)) {
    for (const group of touching(alike)) merged.push(group.length === 1 ? group[0]! : joined(group))
  }
  return merged.sort((a, b) => a.start - b.start || a.end - b.end || byView(a, b))
}

/** The same span in several views: in one order, whichever was found first. */
function byView(a: Detection, b: Detection): number {
  if (!isRun(a) || !isRun(b)) return Number(isRun(a)) - Number(isRun(b))
  return keyOf(a) < keyOf(b) ? -1 : 1
}

function keyOf({ view, match, spared }: VerbatimDetection): string {
  return `${spared ?? 'leak'} ${match} ${view}`
}

/** With words, and characters where there are mostly CJK ones. Counting takes a dictionary, so it is done once. */
function measured(detection: VerbatimDetection): VerbatimDetection {
  if (detection.words !== undefined) return detection
  const { text, start, end, textOf } = detection[RUN]
  const written = text.raw.slice(detection.start, detection.end)
  const raw = textOf === undefined ? written : textOf(written)
  const characters = isMostlyCjk(text.match.subarray(start, end)) ? { characters: countCharacters(raw) } : {}
  return { ...detection, words: countWords(raw), ...characters }
}

function joined(group: readonly VerbatimDetection[]): VerbatimDetection {
  const runs = group.map((detection) => detection[RUN])
  const { spared, view, match } = group[0]!
  const { textOf } = runs[0]!
  return describeRun({
    // The text may have grown between two fragments: the one who saw most knows all of it.
    text: runs.reduce((a, b) => (b.text.match.length > a.text.match.length ? b : a)).text,
    start: Math.min(...runs.map((run) => run.start)),
    end: Math.max(...runs.map((run) => run.end)),
    raw: {
      start: Math.min(...group.map((detection) => detection.start)),
      end: Math.max(...group.map((detection) => detection.end)),
    },
    provenance: group.some((detection) => detection.provenance === 'forbidden') ? 'forbidden' : 'training',
    sources: group.flatMap((detection) => detection.sources),
    ...(spared === undefined ? {} : { spared }),
    view,
    ...(match === 'near' ? { near: Math.max(...group.map(({ score }) => score)) } : {}),
    ...(textOf === undefined ? {} : { textOf }),
  })
}

/** Spared and real ones, and those of each view, by themselves. */
function alikeOf(runs: readonly VerbatimDetection[]): Iterable<VerbatimDetection[]> {
  const groups = new Map<string, VerbatimDetection[]>()
  for (const run of runs) {
    const key = keyOf(run)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [run])
    else group.push(run)
  }
  return groups.values()
}

function touching(runs: readonly VerbatimDetection[]): VerbatimDetection[][] {
  const groups: VerbatimDetection[][] = []
  let end = -1
  for (const run of runs) {
    if (run.start <= end) groups.at(-1)!.push(run)
    else groups.push([run])
    end = Math.max(end, run.end)
  }
  return groups
}

function isRun(detection: Detection): detection is VerbatimDetection {
  return RUN in detection
}
