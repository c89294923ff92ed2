import fc from 'fast-check'
import { expect, test } from 'vitest'
import { secretKey } from '../../../../src/core/digest.js'
import type { DocumentNumber } from '../../../../src/core/types.js'
import { ExplainedWindows } from '../../../../src/detect/copies/explained-windows.js'
import { openFingerprints } from '../../../../src/store/fingerprints/index.js'
import { foldText, matchFold } from '../../../../src/text/fold.js'
import { SENTENCES } from '../../../support/world.js'

const LENGTH = 39
const fingerprints = await openFingerprints({ key: secretKey(new Uint8Array(32).fill(4)) })
for (const [i, text] of SENTENCES.entries()) fingerprints.add(i as DocumentNumber, text)
const FOLDED = SENTENCES.map((text) => Buffer.from(matchFold(text)))

/** Parts of sentences, one behind the other: some windows of them are whole in one, some lie across two. */
const part = fc
  .tuple(fc.nat(SENTENCES.length - 1), fc.nat(120), fc.integer({ min: 10, max: 120 }))
  .map(([which, from, length]) => SENTENCES[which]!.slice(from, from + length).toWellFormed())
const texts = fc.array(part, { minLength: 1, maxLength: 5 }).map((parts) => parts.join(' x '))

/** The bytes of windows in `[low, high)` that one permitted document, or one own text, contains whole. */
function naively(bytes: Uint8Array, low: number, high: number, holders: readonly Buffer[]): number[] {
  const marks = new Array<number>(bytes.length).fill(0)
  for (let at = low; at + LENGTH <= high; at++) {
    const window = bytes.subarray(at, at + LENGTH)
    if (holders.some((holder) => holder.includes(Buffer.from(window)))) marks.fill(1, at, at + LENGTH)
  }
  return marks
}

test('explained bytes are those of windows that one readable text contains whole', () => {
  let marked = 0
  fc.assert(
    fc.property(
      texts,
      fc.array(part, { maxLength: 2 }),
      fc.integer({ min: 1, max: 5 }),
      fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 4 }),
      (text, own, permitted, cuts) => {
        const bytes = matchFold(text)
        const isPermitted = (number: DocumentNumber) => number % permitted === 0
        const turns = own.map(foldText)
        const explained = new ExplainedWindows({
          fingerprints,
          length: LENGTH,
          isPermitted,
          texts: [turns, []],
        })
        const holders = [
          ...FOLDED.filter((_, number) => isPermitted(number as DocumentNumber)),
          ...turns.map(({ match }) => Buffer.from(match)),
        ]
        // A growing text: what was decided of it before is not asked again.
        const ends = [
          ...cuts.map((cut) => Math.floor(cut * bytes.length)).sort((a, b) => a - b),
          bytes.length,
        ]
        for (const end of ends) {
          const low = Math.floor(end / 3)
          const marks = new Uint8Array(bytes.length)
          explained.mark(marks, bytes.subarray(0, end), low, end)
          const wanted = naively(bytes.subarray(0, end), low, end, holders)
          for (const [i, mark] of wanted.entries()) {
            // A run of bytes may begin within a character, where texts of one's own are not asked.
            if ((bytes[i]! & 0xc0) !== 0x80) expect(marks[i]).toBe(mark)
          }
          marked += wanted.reduce((sum, mark) => sum + mark, 0)
        }
      },
    ),
    { numRuns: 150 },
  )
  expect(marked).toBeGreaterThan(1_000)
})
