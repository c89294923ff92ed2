import { countWords } from '../../text/words.js'
import { type BenchmarkIo, stopIfAborted } from '../benchmark.js'
import type { PiiRow } from '../datasets.js'
import { familyOf } from './entities.js'
import type { Finder } from './finders.js'
import { type FoundOutcome, matchRow, type RowOutcome } from './match.js'
import { type Miss, missOf } from './misses.js'

/** One row, judged. */
export interface MeasuredRow extends RowOutcome {
  readonly lang: string
  readonly attack: string | undefined
  readonly template: string | number | undefined
  readonly layout: string | undefined
  readonly words: number
  /** Findings of a kind that this file never labels: no judgement of them is possible, they are counted apart. */
  readonly unlabelled: readonly FoundOutcome[]
}

export interface MeasuredFile {
  readonly rows: readonly MeasuredRow[]
  readonly misses: readonly Miss[]
}

/**
 * Runs a finder over the rows. `guesses` is the same finder without its threshold: it tells a value that was
 * found too weak from one that was not seen at all.
 */
export async function measureRows(
  rows: readonly PiiRow[],
  finder: Finder,
  { guesses, io }: { readonly guesses?: Finder; readonly io: BenchmarkIo },
): Promise<MeasuredFile> {
  const labelled = new Set(rows.flatMap(({ spans }) => spans.map(({ entity }) => familyOf(entity))))
  const measured: MeasuredRow[] = []
  const misses: Miss[] = []
  for (const [i, row] of rows.entries()) {
    stopIfAborted(io)
    io.progress(i, rows.length, `rows through ${finder.name}`)
    const found = await finder.find(row.text)
    const { labels, founds } = matchRow(row.spans, found)
    const isLabelled = ({ entity, verdict }: FoundOutcome) =>
      verdict !== 'benign' || labelled.has(familyOf(entity))
    measured.push({
      labels,
      // A finding of another kind upon a label is an error of naming only where that kind is labelled too.
      founds: founds.filter((outcome) => isLabelled(outcome) && labelled.has(familyOf(outcome.entity))),
      unlabelled: founds.filter((outcome) => !isLabelled(outcome)),
      lang: row.lang,
      attack: row.attack,
      template: row.template,
      layout: row.layout,
      words: countWords(row.text),
    })
    const missed = labels.filter((label) => !label.found)
    if (missed.length === 0 || guesses === undefined) continue
    const weak = await guesses.find(row.text)
    misses.push(...missed.map(({ label }) => missOf(row, label, weak, found)))
  }
  return { rows: measured, misses }
}
