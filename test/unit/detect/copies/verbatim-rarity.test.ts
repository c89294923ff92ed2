import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { DocumentRegistry, FingerprintRun } from '../../../../src/core/ports.js'
import type { DocumentKind, DocumentNumber } from '../../../../src/core/types.js'
import { createSparing } from '../../../../src/detect/copies/verbatim-rarity.js'

const LENGTH = 5
const END = 30
const KINDS: readonly DocumentKind[] = ['knowledge', 'training', 'code', 'knowledge', 'prompt', 'canary']

const runs = fc
  .array(
    fc.record({
      document: fc.integer({ min: 0, max: 11 }),
      start: fc.nat(END),
      length: fc.integer({ min: 1, max: 15 }),
    }),
    { maxLength: 25 },
  )
  .map((list) =>
    list
      .map(({ document, start, length }): FingerprintRun => {
        return { document: document as DocumentNumber, start, end: start + length, sourceStart: 0 }
      })
      .toSorted((a, b) => a.start - b.start),
  )

test('a window is spared when enough documents under enough labels contain it whole, and nobody owns it', () => {
  let spared = 0
  let kept = 0
  fc.assert(
    fc.property(
      runs,
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: 1, max: 3 }),
      fc.integer({ min: 1, max: 6 }),
      (list, documents, labels, kinds) => {
        const kindOf = (number: number) => KINDS[number % kinds]!
        const registry = {
          byNumber: (number: DocumentNumber) => ({ number, label: number % 4, kind: kindOf(number) }),
        } as unknown as DocumentRegistry
        const isSpared = createSparing(list, LENGTH, { documents, labels }, registry)
        for (let at = 0; at < END; at++) {
          const holders = [
            ...new Set(
              list
                .filter(({ start, end }) => start <= at && end >= at + LENGTH)
                .map(({ document }) => document),
            ),
          ]
          const wanted =
            holders.length >= documents &&
            new Set(holders.map((number) => number % 4)).size >= labels &&
            holders.every((number) => !['prompt', 'canary'].includes(kindOf(number)))
          expect(isSpared(at)).toBe(wanted)
          if (wanted) spared += 1
          else kept += 1
        }
      },
    ),
    { numRuns: 300 },
  )
  expect(spared).toBeGreaterThan(300)
  expect(kept).toBeGreaterThan(300)
})
