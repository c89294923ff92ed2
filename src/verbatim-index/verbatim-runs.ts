import type { FingerprintRun, FoldedText } from '../core/ports.js'
import type { DocumentNumber } from '../core/types.js'
import { type WindowLengths, Windows } from '../detect/copies/index.js'

/** A run as it is reported: whole code points, and with how many places of the corpus hold all of it. */
export interface ReportedRun extends FingerprintRun {
  readonly copies: number
}

/** Runs with the same bytes of the text, the first `limit` of them. */
export interface Reporting {
  readonly lengths: WindowLengths
  readonly limit: number
  covers(text: Uint8Array, start: number, end: number): boolean
}

/**
 * From common runs to what is reported of them. A run is reported when it holds a whole window (`WindowLengths`)
 * and is not all of a short period; its ends are cut to whole code points, since the last bytes of one character
 * may equal those of another. `candidates` are runs that can get no longer and `others` the ones they may share
 * text with; a run depends on itself alone, its copies on all that hold the same bytes.
 */
export function reportRuns(
  text: FoldedText,
  candidates: readonly FingerprintRun[],
  others: readonly FingerprintRun[],
  { lengths, limit, covers }: Reporting,
): ReportedRun[] {
  if (candidates.length === 0) return []
  const bytes = text.match
  const spans = new Map<number, FingerprintRun[]>()
  const refused = new Set<number>()
  for (const run of candidates) {
    const cut = wholeCharacters(bytes, run)
    if (cut.end - cut.start < Math.min(lengths.plain, lengths.cjk)) continue
    // Positions are below 2^26: an answer has a million code units of at most 32 bytes.
    const key = cut.start * 2 ** 26 + cut.end
    if (refused.has(key)) continue
    const same = spans.get(key)
    if (same !== undefined) same.push(cut)
    else if (holdsWindow(bytes, cut, lengths) && covers(bytes, cut.start, cut.end)) spans.set(key, [cut])
    else refused.add(key)
  }
  const reported: ReportedRun[] = []
  const counted = countCovering(
    [...spans.values()].map((runs) => runs[0]!),
    [...candidates, ...others],
  )
  for (const [i, runs] of [...spans.values()].entries()) {
    runs.sort((a, b) => a.document - b.document || a.sourceStart - b.sourceStart)
    for (const run of runs.slice(0, limit)) reported.push({ ...run, copies: counted[i]! })
  }
  return reported.sort(byPlace)
}

export function byPlace(a: FingerprintRun, b: FingerprintRun): number {
  return a.start - b.start || a.end - b.end || a.document - b.document || a.sourceStart - b.sourceStart
}

function wholeCharacters(bytes: Uint8Array, run: FingerprintRun): FingerprintRun {
  let { start, end } = run
  while (start < end && isContinuation(bytes[start]!)) start++
  if (end < bytes.length) while (end > start && isContinuation(bytes[end]!)) end--
  if (start === run.start && end === run.end) return run
  return { start, end, document: run.document, sourceStart: run.sourceStart + start - run.start }
}

function isContinuation(byte: number): boolean {
  return (byte & 0xc0) === 0x80
}

function holdsWindow(bytes: Uint8Array, { start, end }: FingerprintRun, lengths: WindowLengths): boolean {
  if (end - start >= Math.max(lengths.plain, lengths.cjk)) return true
  const windows = new Windows(bytes.subarray(start, end), true, lengths)
  for (let at = 0; at < end - start; at++) {
    if (windows.startsAt(at) && windows.length(at) > 0) return true
  }
  return false
}

/** Spans of runs and how many have each, whether all of these are listed or only counted. */
function weigh(runs: readonly FingerprintRun[]): { start: number; end: number; weight: number }[] {
  const weights = new Map<number, { start: number; end: number; weight: number }>()
  for (const { start, end, copies } of runs) {
    const key = start * 2 ** 26 + end
    const known = weights.get(key)
    if (known === undefined) weights.set(key, { start, end, weight: copies ?? 1 })
    else if (copies === undefined) known.weight += 1
  }
  return [...weights.values()]
}

/** For each span how many runs hold all of it. A sweep over starts with a Fenwick tree over ends. */
function countCovering(spans: readonly FingerprintRun[], runs: readonly FingerprintRun[]): number[] {
  const weighed = weigh(runs)
  const ends = [...new Set([...spans, ...weighed].map(({ end }) => end))].sort((a, b) => a - b)
  const rankOf = new Map(ends.map((end, i) => [end, i + 1]))
  const tree = new Uint32Array(ends.length + 1)
  const sorted = weighed.sort((a, b) => a.start - b.start)
  const order = spans.map((_, i) => i).sort((a, b) => spans[a]!.start - spans[b]!.start)
  const counts = new Array<number>(spans.length).fill(0)
  let entered = 0
  let all = 0
  for (const i of order) {
    const { start, end } = spans[i]!
    while (entered < sorted.length && sorted[entered]!.start <= start) {
      const { end, weight } = sorted[entered]!
      for (let at = rankOf.get(end)!; at < tree.length; at += at & -at) tree[at]! += weight
      all += weight
      entered++
    }
    let before = 0
    for (let at = rankOf.get(end)! - 1; at > 0; at -= at & -at) before += tree[at]!
    counts[i] = all - before
  }
  return counts
}

/** An open run: it reaches the end of what has come so far. */
export interface OpenRun {
  readonly start: number
  end: number
  readonly document: DocumentNumber
  readonly sourceStart: number
}
