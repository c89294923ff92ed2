import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { FingerprintStore } from '../../../../src/core/ports.js'
import type { DocumentNumber } from '../../../../src/core/types.js'
import { align } from '../../../../src/detect/copies/alignment.js'
import { NearChain } from '../../../../src/detect/copies/near-chain.js'
import { matchFold } from '../../../../src/text/fold.js'

const WINDOW = 96
const DOCUMENT = 7 as DocumentNumber

const word = fc.constantFrom(
  'ledger',
  'of',
  'harbours',
  'winter',
  'the',
  'keeper',
  'a',
  '帳簿',
  '港の',
  '冬',
  'カギ',
  'x',
)
const words = fc.array(word, { minLength: 12, maxLength: 90 })
/** A text made from a source: words changed, left out, put in. */
const edited = words.chain((source) =>
  fc
    .array(fc.tuple(fc.nat({ max: 9 }), word), { minLength: source.length, maxLength: source.length })
    .map((edits) => ({
      source: source.join(' '),
      text: source
        .flatMap((own, i) => {
          const [kind, other] = edits[i]!
          return kind === 0 ? [] : kind === 1 ? [other] : kind === 2 ? [own, other] : [own]
        })
        .join(' '),
    })),
)

function storeOf(source: Uint8Array): FingerprintStore {
  const slice = (_: DocumentNumber, start: number, end: number) => source.subarray(start, end)
  return { slice } as unknown as FingerprintStore
}

/** Every maximal common run of 16 bytes or more. */
function anchorsOf(text: Uint8Array, source: Uint8Array) {
  const anchors = []
  for (let at = 0; at < text.length; at++) {
    for (let from = 0; from < source.length; from++) {
      if (text[at] !== source[from] || (at > 0 && from > 0 && text[at - 1] === source[from - 1])) continue
      let length = 1
      while (
        at + length < text.length &&
        from + length < source.length &&
        text[at + length] === source[from + length]
      )
        length += 1
      if (length >= 16)
        anchors.push({ start: at, end: at + length, sourceStart: from, document: DOCUMENT, copies: 1 })
    }
  }
  return anchors
}

test('a chain cut to a window is what aligning within that window finds', () => {
  const seen = { same: 0, unsure: 0 }
  fc.assert(
    fc.property(edited, (drawn) => {
      const text = matchFold(drawn.text)
      const source = matchFold(drawn.source)
      for (const anchor of anchorsOf(text, source).slice(0, 4)) {
        const chain = NearChain.of(storeOf(source), text, anchor, WINDOW)!
        for (let high = anchor.start + 1; high <= Math.min(text.length, anchor.end + WINDOW); high += 5) {
          const low = Math.max(0, high - WINDOW)
          if (low >= anchor.end) continue
          const found = chain.within(low, high)
          seen[found === 'unsure' ? 'unsure' : 'same'] += 1
          if (found === 'unsure') continue
          const at = Math.max(anchor.start, low)
          const from = anchor.sourceStart + at - anchor.start
          const begin = Math.max(0, from - 2 * WINDOW)
          const read = source.subarray(begin, from + high - at + 2 * WINDOW)
          const { matched, blocks, start, end, ...wanted } = align(text, low, high, read, at, from - begin)
          expect(found).toEqual({
            matched,
            start,
            end,
            blocks: blocks.map((block) => ({ ...block, source: block.source + begin })),
            sourceStart: wanted.sourceStart + begin,
            sourceEnd: wanted.sourceEnd + begin,
          })
        }
      }
    }),
    { numRuns: 150 },
  )
  expect(seen.same).toBeGreaterThan(1_000)
  expect(seen.unsure).toBeLessThan(seen.same / 10)
})
