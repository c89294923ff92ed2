import fc from 'fast-check'
import { expect, test } from 'vitest'
import { secretKey } from '../../../../src/core/digest.js'
import type { FingerprintRun } from '../../../../src/core/ports.js'
import type { DocumentNumber } from '../../../../src/core/types.js'
import { openFingerprints } from '../../../../src/store/fingerprints/index.js'
import { naiveRuns } from '../../../conformance/fingerprint-store.js'
import { documentText } from './texts.js'

const key = secretKey(new Uint8Array(32).fill(7))
const bytes = (text: string) => new TextEncoder().encode(text)
const number = (i: number) => i as DocumentNumber

/** What stands around a passage: often the same, often alike for a few letters, sometimes nothing. */
const around = fc.oneof(
  fc.constant(''),
  fc.stringMatching(/^[ab]{0,12}$/),
  fc.nat(2).map((i) => documentText(20 + i, 40)),
)
/** Passages that hold each other's parts, and one that differs from another in the middle. */
const passage = fc.constantFrom(
  documentText(1, 160),
  `${documentText(1, 160).slice(0, 70)}0${documentText(1, 160).slice(71)}`,
  documentText(1, 160).slice(40),
  documentText(1, 160).slice(0, 110) + documentText(2, 60),
  documentText(3, 90),
)
const copies = fc.record({
  passage,
  times: fc.constantFrom(1, 3, 64, 70, 90),
  around: fc.array(around, { minLength: 1, maxLength: 40 }),
})
const spanOf = ({ start, end, document, sourceStart }: FingerprintRun) =>
  [start, end, document, sourceStart].join(' ')

function documentsOf(
  groups: readonly { passage: string; times: number; around: readonly string[] }[],
): string[] {
  return groups.flatMap(({ passage, times, around }) =>
    Array.from({ length: times }, (_, i) => {
      const pick = (j: number) => around[(i * j) % around.length]!
      // Now and then twice in one document.
      return `${pick(1)}${passage}${pick(3)}${i % 17 === 5 ? `z${passage}` : ''}`
    }),
  )
}

test('passages with hundreds of copies are found in every one of them and to their ends, by comparison with all diagonals', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(copies, { minLength: 1, maxLength: 4 }),
      fc.array(fc.oneof(passage, passage, around), { minLength: 1, maxLength: 5 }),
      fc.constantFrom('wasm' as const, 'typescript' as const),
      fc.nat(40),
      async (groups, pieces, kernels, removed) => {
        const documents = documentsOf(groups)
        const index = await openFingerprints({ key, kernels })
        for (const [i, text] of documents.entries()) index.add(number(i), text)
        await index.flush()
        index.remove(number(removed))
        const query = bytes(pieces.join(''))
        const expected = naiveRuns(query, documents, index).filter((run) => run.document !== removed)
        const found = index.search(query)
        expect(found.map(spanOf).sort()).toEqual(expected.map(spanOf).sort())
        for (const limit of [1, 5, 1000]) {
          const groupOf = (document: number) => document % 3
          const counted = index.search(query, { copies: limit, groupOf })
          expect(counted.map(spanOf)).toEqual(lowest(found, limit, groupOf).map(spanOf))
          for (const run of counted) {
            const alike = found.filter(
              ({ start, end, document }) =>
                start === run.start && end === run.end && groupOf(document) === groupOf(run.document),
            )
            expect(run.copies).toBe(alike.length)
          }
        }
        await index.close()
      },
    ),
    { numRuns: 25 },
  )
})

/** Of the runs of the same bytes and group the first, so many of them and of their documents; in order. */
function lowest(
  runs: readonly FingerprintRun[],
  limit: number,
  groupOf: (document: number) => number,
): FingerprintRun[] {
  const seen = new Map<string, { listed: number; documents: Set<number> }>()
  return runs.filter((run) => {
    const alike = `${run.start} ${run.end} ${groupOf(run.document)}`
    const known = seen.get(alike) ?? { listed: 0, documents: new Set() }
    seen.set(alike, known)
    const isNew = !known.documents.has(run.document) && known.documents.size < limit
    if (known.listed >= limit && !isNew) return false
    known.listed += 1
    known.documents.add(run.document)
    return true
  })
}
