import fc from 'fast-check'
import { expect, test } from 'vitest'
import { foldText } from '../../../src/text/fold.js'
import { encodeSourceMap, SourceMap } from '../../../src/text/source-map.js'

/** Letters, punctuation, images of several characters (ﬁ ㍍ 각), characters of two units, some that fold to nothing. */
const piece = fc.oneof(
  fc.stringMatching(/^[a-zA-Z0-9 ,.]{0,40}$/),
  fc.constantFrom('ﬁ', '㍍', '각', '𝐀', '𠮷', '😀', 'é', 'ー', '漢字', 'かな', '½', '\u200b', 'ß', '—'),
)

test.each([false, true])(
  'finds the code point of every folded byte, without the folded text: %s',
  (alone) => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), fc.nat(), fc.nat(), (pieces, a, b) => {
        const text = foldText(pieces.join(''))
        const map = new SourceMap(encodeSourceMap(text.raw, alone))
        expect([map.rawLength, map.foldedLength]).toEqual([text.raw.length, text.match.length])
        if (text.match.length === 0) return
        const [start, end] = [a % text.match.length, b % text.match.length].sort((x, y) => x - y) as [
          number,
          number,
        ]
        const asked = (from: number, to: number) => {
          expect(map.ownStarts || to - from <= 256).toBe(true)
          return text.match.subarray(from, to)
        }
        expect(map.locate(start, end + 1, asked)).toEqual({
          start: text.matchStart(start),
          end: text.matchEnd(end),
        })
      }),
      { numRuns: 300 },
    )
  },
)

test('takes about an eighth of a byte for each letter of plain prose', () => {
  const prose = 'The harbour master keeps the second ledger in the room behind the stairs. '.repeat(400)
  expect(encodeSourceMap(prose).length / prose.length).toBeLessThan(0.15)
})
