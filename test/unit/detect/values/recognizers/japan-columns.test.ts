import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { RecognizerMatch } from '../../../../../src/core/ports.js'
import { japanColumnRecognizers } from '../../../../../src/detect/values/recognizers/japan-columns.js'

const separator = fc.constantFrom(',', '|', '\t')
const head = fc.constantFrom('氏名', '個人番号', '社員番号', '生年月日', '担当者', '備考')
const value = fc.constantFrom(
  ...[
    '山田太郎',
    '四十万 みのり',
    '123456789018',
    'EMP-001',
    'H1.2.3',
    '一般',
    '',
    ' 南 誠司 ',
    '"佐藤健一"',
  ],
  ...['氏名', '日'.repeat(70), '名 '.repeat(90)],
)
const table = separator.chain((between) =>
  fc
    .tuple(
      fc.constantFrom('', '一覧', '一覧。\n', `${'前'.repeat(50)}\n`),
      fc.array(head, { minLength: 1, maxLength: 4 }),
      fc.array(fc.array(value, { minLength: 1, maxLength: 4 }), { maxLength: 6 }),
    )
    .map(([before, heads, rows]) => before + [heads, ...rows].map((row) => row.join(between)).join('\n')),
)
const text = fc.array(table, { minLength: 1, maxLength: 2 }).map((tables) => tables.join('\n'))
const byPlace = (a: RecognizerMatch, b: RecognizerMatch) => a.start - b.start || a.end - b.end

test('tables cut anywhere give the same cells, and a cell hangs on what it can see', () => {
  fc.assert(
    fc.property(text, fc.nat(), (whole, at) => {
      const cut = at % (whole.length + 1)
      for (const recognizer of japanColumnRecognizers) {
        const matches = recognizer.recognize(whole)
        const settled = recognizer.settled(whole.slice(0, cut))
        const before = (found: readonly RecognizerMatch[]) =>
          found.filter(({ start }) => start < settled).toSorted(byPlace)
        expect(before(recognizer.recognize(whole.slice(0, cut)))).toEqual(before(matches))
        const base = Math.max(0, cut - recognizer.lookbehind)
        const seen = recognizer.recognize(whole.slice(base)).map(({ start }) => start + base)
        const starts = matches.map(({ start }) => start)
        expect(seen.filter((start) => start >= cut).sort()).toEqual(
          starts.filter((start) => start >= cut).sort(),
        )
      }
    }),
    { numRuns: 300 },
  )
})
