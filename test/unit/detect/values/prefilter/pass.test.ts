import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readAsset } from '../../../../../src/core/assets.js'
import type { Recognizer } from '../../../../../src/core/ports.js'
import { probeOf } from '../../../../../src/detect/values/pattern.js'
import { createPassKernel } from '../../../../../src/detect/values/prefilter/kernels/pass-kernel.js'
import { needsKey } from '../../../../../src/detect/values/prefilter/known-needs.js'
import { decodeTables, tablesKey } from '../../../../../src/detect/values/prefilter/known-tables.js'
import { needsOf } from '../../../../../src/detect/values/prefilter/needs.js'
import { createPlainPass } from '../../../../../src/detect/values/prefilter/plain-pass.js'
import { Prefilter } from '../../../../../src/detect/values/prefilter/prefilter.js'
import { buildTables } from '../../../../../src/detect/values/prefilter/tables.js'
import { BLOCK } from '../../../../../src/detect/values/prefilter/text-pass.js'
import { defaultRecognizers } from '../../../../../src/detect/values/recognizers/index.js'
import { buildPassKernel } from '../../../../../tools/kernels/build-pass.js'
import { FIXED, FIXED_EXAMPLES } from '../../../../bench/pii/patterns.js'

test('the committed module is what the source builds to', async () => {
  const committed = new URL(
    '../../../../../src/detect/values/prefilter/kernels/pass-module.ts',
    import.meta.url,
  )
  expect(await buildPassKernel()).toBe(readFileSync(committed, 'utf8'))
})

function needsOfAll(recognizers: readonly Recognizer[]) {
  return recognizers.flatMap((recognizer) => {
    const probe = probeOf(recognizer)
    if (probe === undefined) return []
    const needs = needsOf(probe.regex, probe.minLength, probe.preceding)
    return [{ needs, reach: recognizer.maxLength + recognizer.lookahead, probe }]
  })
}

/** Few expressions, which the buckets keep apart, and many, which they do not. */
const sets = [
  { name: 'few', expressions: needsOfAll(FIXED) },
  { name: 'many', expressions: needsOfAll(defaultRecognizers()) },
]
const tablesOf = new Map(
  sets.map(({ name, expressions }) => [name, buildTables(expressions.map(({ needs }) => needs))]),
)

test('buckets are asked where they keep something away', () => {
  expect(tablesOf.get('few')!.buckets).toBeDefined()
  expect(tablesOf.get('many')!.buckets).toBeUndefined()
})

/** Those that lie in the package are read where the recognizers are still what they were made of. */
const made = (() => {
  const keys = sets[1]!.expressions.map(({ probe }) =>
    needsKey(probe.regex, probe.minLength, probe.preceding),
  )
  return decodeTables(readAsset('prefilter-needs').part('tables'), tablesKey(keys))?.tables
})()
if (made !== undefined) {
  sets.push({ name: 'many, made before', expressions: sets[1]!.expressions })
  tablesOf.set('many, made before', made)
}

/** Values, parts of them, prose, and units of every kind, halves of pairs among them. */
const piece = fc.oneof(
  fc.constantFrom(...FIXED_EXAMPLES),
  fc
    .tuple(fc.constantFrom(...FIXED_EXAMPLES), fc.nat(20), fc.nat(20))
    .map(([value, a, b]) => value.slice(Math.min(a, b), Math.max(a, b))),
  fc.constantFrom(
    '天気は良く、',
    '東京都千代田区丸の内1-2',
    ' of the ',
    'password: ',
    '2024-01-02',
    '１２３',
    ' ',
  ),
  fc.array(fc.nat(0xffff), { maxLength: 9 }).map((units) => String.fromCharCode(...units)),
  fc
    .array(fc.constantFrom(0xd83d, 0xde00, 0x30, 0x39, 0x2d, 0x40, 0x7f, 0x80, 0xff, 0x100))
    .map((units) => String.fromCharCode(...units)),
)
const text = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(''))

describe.each(sets)('with $name expressions', ({ name, expressions }) => {
  const tables = tablesOf.get(name)!
  const kernel = createPassKernel(tables)!
  const plain = createPlainPass(tables)

  test('the kernel and its twin list the same candidates, in whatever part of a text', () => {
    fc.assert(
      fc.property(text, fc.nat(), fc.nat(), fc.nat(), (whole, a, b, c) => {
        const [first, last] = [a, b].map((n) => n % (whole.length + 1)).sort((x, y) => x - y) as [
          number,
          number,
        ]
        const from = (c % (whole.length + 20)) - 10
        expect([...kernel(whole, first, last, from)]).toEqual([...plain(whole, first, last, from)])
      }),
      { numRuns: 300 },
    )
  })

  test('a value is found wherever it stands among steps of sixteen units and among blocks', () => {
    const prefilter = new Prefilter(
      tables,
      expressions.map(({ reach }) => reach),
    )
    for (const around of [0, 16, BLOCK - 40, 2 * BLOCK - 40]) {
      for (let shift = 0; shift < 50; shift += around < BLOCK ? 1 : 7) {
        const value = 'Call +44 20 7946 0958 or jo.doe@example.com.'
        const whole = `${'x '.repeat((around + shift) / 2)}${' '.repeat((around + shift) % 2)}${value}`
        expectNothingMissing(prefilter, whole)
      }
    }
  })

  test('no start that has a match is missing', () => {
    const prefilter = new Prefilter(
      tables,
      expressions.map(({ reach }) => reach),
    )
    fc.assert(
      fc.property(text, (whole) => expectNothingMissing(prefilter, whole)),
      { numRuns: 100 },
    )
  })

  function expectNothingMissing(prefilter: Prefilter, whole: string): void {
    const visited = new Set<string>()
    prefilter.eachCandidate(whole, 0, (expression, start) => visited.add(`${expression} at ${start}`))
    const tail = Math.max(0, whole.length - 200)
    for (const [i, { needs, probe }] of expressions.entries()) {
      if (needs.triggers === undefined) continue
      for (let start = tail; start < whole.length; start++) {
        if (probe.matchAt(whole, start) !== undefined) expect(visited).toContain(`${i} at ${start}`)
      }
    }
  }
})
