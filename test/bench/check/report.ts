import type { IngestResult } from './ingest.js'
import type { Language } from './prose.js'
import type { StreamResult } from './streams.js'
import type { AnswerKind } from './texts.js'
import type { WholeResult } from './whole.js'

export interface CheckReport {
  readonly documents: number
  readonly kilobytes: number
  readonly whole: (WholeResult & { readonly language: Language; readonly kind: AnswerKind })[]
  readonly streams: (StreamResult & { readonly language: Language })[]
  readonly ingest?: IngestResult
}

const ms = (microseconds: number) => (microseconds / 1000).toFixed(2)

export function renderReport({ documents, kilobytes, whole, streams, ingest }: CheckReport): string {
  const names = Object.keys(whole[0]?.detectors ?? {})
  const lines = [
    `${documents} documents, ${kilobytes} kB, none of them the reader's`,
    '',
    'Whole answers of 4 kB, milliseconds; by detector the median; naive: 32 expressions and windows of 50, one by one',
    table([
      ['', 'p50', 'p99', ...names, 'naive p50', 'naive p99', 'found', 'naively'],
      ...whole.map(({ language, kind, check, detectors, naive, found, foundNaively, answers }) => [
        `${language} ${kind}`,
        ms(check.p50),
        ms(check.p99),
        ...names.map((name) => ms(detectors[name] ?? 0)),
        ms(naive.p50),
        ms(naive.p99),
        `${found}/${answers}`,
        `${foundNaively}/${answers}`,
      ]),
    ]),
    '',
    'Clean answers in tokens of 1 to 20 code units; held back in folded bytes (code units); share: held back most',
    ...streams.flatMap(({ language, tokens, microsecondsPerToken, heldBytes, heldUnits, detectors }) => [
      `${language}: ${tokens} tokens, ${microsecondsPerToken.toFixed(0)} µs per token`,
      table([
        ['', 'p50', 'p95', 'share'],
        ['all', `${heldBytes.p50} (${heldUnits.p50})`, `${heldBytes.p95} (${heldUnits.p95})`, ''],
        ...Object.entries(detectors).map(([name, { bytes, units, share }]) => [
          name,
          `${bytes.p50} (${units.p50})`,
          `${bytes.p95} (${units.p95})`,
          `${(share * 100).toFixed(0)} %`,
        ]),
      ]),
    ]),
  ]
  if (ingest !== undefined) {
    lines.push(
      '',
      `Reading ${ingest.megabytes.toFixed(2)} MB, MB/s: everything ${ingest.everything.toFixed(2)}, ` +
        `grounding ${ingest.grounding.toFixed(2)}, recognizers ${ingest.recognizers.toFixed(2)}`,
    )
  }
  return `${lines.join('\n')}\n`
}

function table(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)))
  return rows
    .map(
      (row) =>
        `  ${row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join('  ')}`,
    )
    .join('\n')
}
