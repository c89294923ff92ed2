import { basename } from 'node:path'
import { countWords } from '../../text/words.js'
import { type BenchmarkIo, stopIfAborted } from '../benchmark.js'
import { BENIGN, readAll } from '../datasets.js'
import { row, type Table } from '../report.js'
import { familyOf } from './entities.js'
import type { Finder } from './finders.js'

/**
 * What is found in text that was written for everybody: nothing is labelled there and most names are rightly
 * names, so these are not errors. But who finds thousands in an encyclopaedia finds them in every answer.
 */
export async function benignTable(
  path: string,
  finder: Finder,
  { limit, io }: { readonly limit: number; readonly io: BenchmarkIo },
): Promise<Table> {
  const rows = await readAll(path, BENIGN, limit)
  const texts = [
    ...new Set(rows.flatMap(({ answer, contexts }) => [answer, ...contexts.map(({ text }) => text)])),
  ]
  const counts = new Map<string, number>()
  let words = 0
  for (const [i, text] of texts.entries()) {
    stopIfAborted(io)
    io.progress(i, texts.length, 'benign texts')
    words += countWords(text)
    for (const { entity } of await finder.find(text)) {
      const family = familyOf(entity)
      counts.set(family, (counts.get(family) ?? 0) + 1)
    }
  }
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0)
  const amount = (count: number) =>
    ({ kind: 'amount', value: (1000 * count) / words, unit: `(${count} in ${words} words)` }) as const
  return {
    title: `${basename(path)}: findings per 1,000 words of benign text`,
    rows: [
      row('all kinds', amount(total)),
      ...[...counts].sort(([, a], [, b]) => b - a).map(([entity, count]) => row(entity, amount(count))),
    ],
  }
}
