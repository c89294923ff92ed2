import { basename } from 'node:path'
import { z } from 'zod'
import { countWords } from '../../text/words.js'
import { type BenchmarkIo, stopIfAborted } from '../benchmark.js'
import { BENIGN, readAll } from '../datasets.js'
import { row, type Table } from '../report.js'
import { familyOf } from './entities.js'
import type { Finder } from './finders.js'
import { NOBODY_LINES } from './nobody.js'

/** Answers with their contexts, or anything with a text: a corpus to retrieve from, books, documentation, code. */
const TEXTS = z.union([BENIGN, z.object({ id: z.string(), text: z.string() })])

/** Code units of one text that are read: a book's first pages tell as much as all of them. */
const MOST_OF_A_TEXT = 20_000

/**
 * What is found in text that was written for everybody: nothing is labelled there and most names are rightly
 * names, so these are not errors. But who finds thousands in an encyclopaedia finds them in every answer. Those of
 * words that these very texts write in small letters more often than not are errors nearly always: *doubtful*.
 */
export async function benignTable(
  path: string,
  finder: Finder,
  { limit, io }: { readonly limit: number; readonly io: BenchmarkIo },
): Promise<Table> {
  const rows =
    path === 'generated:nobody'
      ? NOBODY_LINES.map((text, i) => ({ id: String(i), text }))
      : await readAll(path, TEXTS, limit)
  const whole = rows.flatMap((one) =>
    'text' in one ? [one.text] : [one.answer, ...one.contexts.map(({ text }) => text)],
  )
  const texts = [...new Set(whole.map((text) => text.slice(0, MOST_OF_A_TEXT)))]
  const isSmall = smallWords(texts)
  const counts = new Map<string, { found: number; doubtful: number }>()
  let words = 0
  for (const [i, text] of texts.entries()) {
    stopIfAborted(io)
    io.progress(i, texts.length, 'benign texts')
    words += countWords(text)
    for (const { entity, start, end } of await finder.find(text)) {
      const family = familyOf(entity)
      const count = counts.get(family) ?? { found: 0, doubtful: 0 }
      counts.set(family, count)
      count.found += 1
      const parts = text.slice(start, end).match(/\p{L}+/gu) ?? []
      if (parts.length > 0 && parts.every(isSmall)) count.doubtful += 1
    }
  }
  const sum = (of: 'found' | 'doubtful') =>
    [...counts.values()].reduce((total, count) => total + count[of], 0)
  const amount = (count: number) =>
    ({ kind: 'amount', value: (1000 * count) / words, unit: `(${count} in ${words} words)` }) as const
  return {
    title: `${basename(path)}: findings per 1,000 words of benign text`,
    rows: [
      row('all kinds', amount(sum('found'))),
      row('all kinds: doubtful', amount(sum('doubtful'))),
      ...[...counts]
        .sort(([, a], [, b]) => b.found - a.found)
        .flatMap(([entity, { found, doubtful }]) => [
          row(entity, amount(found)),
          row(`${entity}: doubtful`, amount(doubtful)),
        ]),
    ],
  }
}

/** Whether these texts write a word in small letters more often than with a capital. */
function smallWords(texts: readonly string[]): (word: string) => boolean {
  const counts = new Map<string, number>()
  for (const text of texts) {
    for (const [word] of text.matchAll(/\p{L}+/gu)) {
      const small = word.toLowerCase()
      counts.set(small, (counts.get(small) ?? 0) + (word[0] === small[0] ? 1 : -1))
    }
  }
  return (word) => (counts.get(word.toLowerCase()) ?? 0) > 0
}
