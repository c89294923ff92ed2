import { expect, test } from 'vitest'
import { rate } from '../../../src/evaluate/metrics.js'
import { atLeast, atMost, report, row, score, share } from '../../../src/evaluate/report.js'
import { renderJson, renderText } from '../../../src/evaluate/report-text.js'

const build = (...rows: ReturnType<typeof row>[]) =>
  report({ title: 'Title', settings: { seed: '1' }, tables: [{ title: 'Table', rows }], notes: ['A note.'] })

test('a report passes when every target is met and missed by its baseline', () => {
  const baseline = { name: 'naive', figure: share(50, 100) }
  expect(build(row('a', share(0, 100), { target: atMost(0), baseline })).passed).toBe(true)
  expect(build(row('a', share(1, 100), { target: atMost(0), baseline })).passed).toBe(false)
  expect(build(row('a', share(99, 100), { target: atLeast(0.99), baseline })).passed).toBe(true)
  expect(build(row('a', share(98, 100), { target: atLeast(0.99), baseline })).passed).toBe(false)
  expect(build(row('stated only', share(98, 100), { baseline })).passed).toBe(false)
  const met = row('a', share(0, 1), { target: atMost(0) })
  expect(build(met, row('stated only', share(98, 100), { baseline })).passed).toBe(true)
})

test('a baseline that meets the target too leaves it unproven', () => {
  const proofless = row('a', share(0, 100), {
    target: atMost(0),
    baseline: { name: 'naive', figure: share(0, 9) },
  })
  expect(proofless.outcome).toBe('unproven')
  expect(build(proofless).passed).toBe(false)
  expect(renderText(build(proofless))).toContain('unproven, because the baseline meets it too: a')
})

test('a benchmark without cases has not passed', () => {
  expect(row('a', share(0, 0), { target: atMost(0) }).outcome).toBe('missed')
  expect(row('a', score([]), { target: atLeast(0) }).outcome).toBe('missed')
  // Nor has a baseline without cases failed as it must.
  const empty = { name: 'naive', figure: share(0, 0) }
  expect(row('a', share(0, 5), { target: atMost(0), baseline: empty }).outcome).toBe('unproven')
})

test('the text stands in columns, both error rates and the baseline beside the figure', () => {
  const text = renderText(
    build(
      row('caught', share(297, 298), {
        target: atLeast(0.99),
        falseBlocks: rate(0, 487),
        baseline: { name: 'ten-word rule', figure: share(100, 298) },
      }),
      row('search: p50', { kind: 'time', value: 1.23456, n: 400 }),
      row('forbidden', share(3, 1_000_000), { target: atMost(0) }),
    ),
  )
  expect(text).toMatchInlineSnapshot(`
    "Title

    seed 1

    Table
                   figure                     95 %                 false blocks    target          baseline
      caught       99.66 % (297 of 298)       98.1 % – 99.9407 %   0 % (0 of 487)  ≥ 99 %  met     33.6 % (100 of 298) ten-word rule
      search: p50  1.235 ms
      forbidden    0.0003 % (3 of 1,000,000)  0.0001 % – 0.0009 %                  ≤ 0 %   missed

    - A note.

    1 of 2 targets met
    missed: forbidden
    "
  `)
})

test('JSON holds what the text is made of', () => {
  const parsed = JSON.parse(
    renderJson(build(row('a', share(1, 4), { target: atMost(0.5) }), row('b', share(0, 0)))),
  )
  expect(parsed).toMatchObject({
    passed: true,
    settings: { seed: '1' },
    tables: [{ rows: [{ name: 'a', outcome: 'met', figure: { k: 1, n: 4 } }, { figure: { value: null } }] }],
  })
})
