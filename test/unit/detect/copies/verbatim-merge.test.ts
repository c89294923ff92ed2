import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Detection } from '../../../../src/core/ports.js'
import type { DocumentNumber } from '../../../../src/core/types.js'
import {
  describeRun,
  type Fragment,
  joinVerbatim,
  mergeVerbatim,
} from '../../../../src/detect/copies/verbatim-merge.js'
import { foldText } from '../../../../src/text/fold.js'
import { SENTENCES } from '../../../support/world.js'

/** Folded bytes without spaces, so that offsets in the raw text are those of the folded one. */
const TEXT = foldText(
  SENTENCES.slice(0, 2)
    .join('')
    .replace(/[^a-z]/gi, '')
    .toLowerCase(),
)
const { length } = TEXT.match

const fragments = fc.array(
  fc
    .record({
      start: fc.nat(length - 2),
      size: fc.integer({ min: 1, max: 12 }),
      provenance: fc.constantFrom('forbidden' as const, 'training' as const),
      sources: fc.array(fc.nat(3), { minLength: 1, maxLength: 2 }),
      spared: fc.constantFrom(undefined, undefined, 'shared' as const),
      view: fc.constantFrom('folded', 'rot13'),
    })
    .map(({ start, size, provenance, sources, spared, view }): Fragment => {
      return {
        text: TEXT,
        start,
        end: Math.min(length, start + size),
        provenance,
        sources: sources as DocumentNumber[],
        view,
        ...(spared === undefined ? {} : { spared }),
      }
    }),
  { minLength: 1, maxLength: 20 },
)

/** What findings say of each byte: which kind of finding covers it, with what provenance and from where. */
function naively(list: readonly Fragment[]): unknown[] {
  const found: unknown[] = []
  for (const spared of [undefined, 'shared']) {
    for (const view of ['folded', 'rot13']) {
      const alike = list.filter((one) => one.spared === spared && one.view === view)
      // Fragments that overlap or touch cover one range of half-open places.
      const covered = new Uint8Array(2 * length + 2)
      for (const { start, end } of alike) covered.fill(1, 2 * start, 2 * end + 1)
      for (let from = 0; from < covered.length; from++) {
        if (covered[from] === 0) continue
        let to = from
        while (covered[to] === 1) to++
        const within = alike.filter(({ start }) => 2 * start >= from && 2 * start < to)
        found.push({
          view,
          spared,
          start: from / 2,
          end: (to - 1) / 2,
          length: (to - 1 - from) / 2,
          provenance: within.some((one) => one.provenance === 'forbidden') ? 'forbidden' : 'training',
          sources: [...new Set(within.flatMap(({ sources }) => [...sources]))].sort((a, b) => a - b),
        })
        from = to
      }
    }
  }
  return found
}

const essentials = (detections: readonly Detection[]) =>
  detections.map((one) => {
    if (one.kind !== 'verbatim') throw new Error('only runs were drawn')
    const { view, spared, start, end, length, provenance, sources } = one
    return { view, spared, start, end, length, provenance, sources }
  })
const serialized = (detections: readonly Detection[]) => JSON.parse(JSON.stringify(detections)) as unknown

test('fragments that overlap or touch are one finding, those of each view and spared ones apart', () => {
  fc.assert(
    fc.property(fragments, (list) => {
      const merged = essentials(mergeVerbatim(list.map(describeRun)))
      const wanted = naively(list)
      expect(merged).toHaveLength(wanted.length)
      expect(merged).toEqual(expect.arrayContaining(wanted))
    }),
    { numRuns: 300 },
  )
})

test('merging parts and then their results is merging all, in any grouping', () => {
  fc.assert(
    fc.property(fragments, fc.nat(20), (list, cut) => {
      const all = list.map(describeRun)
      const parts = [...joinVerbatim(all.slice(cut)), ...joinVerbatim(all.slice(0, cut))]
      expect(serialized(mergeVerbatim(parts))).toEqual(serialized(mergeVerbatim(all)))
    }),
    { numRuns: 200 },
  )
})

test('what is no run of a verbatim detector is passed on as it is', () => {
  const other = { kind: 'canary', start: 0, end: 9 } as unknown as Detection
  const run = describeRun({ text: TEXT, start: 3, end: 8, provenance: 'training', sources: [] })
  expect(joinVerbatim([run, other])).toEqual([other, run])
})
