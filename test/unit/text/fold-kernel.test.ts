import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { foldText, GrowingText, matchFold } from '../../../src/text/fold.js'
import { LONGEST_IMAGE, matchInto } from '../../../src/text/fold-lookup.js'
import { PART } from '../../../src/text/kernels/fold-kernel.js'
import { buildFoldKernel } from '../../../tools/kernels/build-fold.js'

test('the committed module is what the source builds to', async () => {
  const committed = new URL('../../../src/text/kernels/fold-module.ts', import.meta.url)
  expect(await buildFoldKernel()).toBe(readFileSync(committed, 'utf8'))
})

/** The fold in TypeScript, at once. */
function plainFold(raw: string): Buffer {
  const out = new Uint8Array((raw.length + 1) * LONGEST_IMAGE)
  return Buffer.from(out.subarray(0, matchInto(raw, 0, raw.length, out, 0)))
}

test('every code point folds alike, wherever it stands among others', () => {
  let text = ''
  for (let codePoint = 0; codePoint <= 0x10ffff; codePoint++) {
    if (codePoint >= 0xd800 && codePoint < 0xe000) continue
    text += String.fromCodePoint(codePoint)
    if (text.length < 40_000) continue
    const padded = `${'x'.repeat(codePoint % 17)}${text}`
    expect(Buffer.from(matchFold(padded)).equals(plainFold(padded))).toBe(true)
    text = ''
  }
  const ascii = String.fromCharCode(...Array.from({ length: 128 }, (_, i) => i))
  for (let shift = 0; shift < 16; shift++) {
    const turned = (ascii.slice(shift) + ascii).repeat(3)
    expect(Buffer.from(matchFold(turned)).equals(plainFold(turned))).toBe(true)
  }
})

const piece = fc.oneof(
  fc.stringMatching(/^[ -~]{0,90}$/),
  fc.constantFrom(
    'ﬁ',
    '각',
    '𝐀',
    '😀',
    'é',
    'ー',
    '漢字かな交じり文',
    '\u200b',
    '﷽',
    'a'.repeat(70),
    '𠮷'.repeat(40),
  ),
)

test('a growing text has the same bytes and the same maps, however it is cut', () => {
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 30 }),
      fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1 }),
      (pieces, sizes) => {
        const raw = pieces.join('')
        const whole = foldText(raw)
        const expected = plainFold(raw)
        expect(Buffer.from(whole.match).equals(expected)).toBe(true)
        const growing = new GrowingText()
        // By single characters nothing is long enough for the kernel.
        for (const character of raw) growing.push(character)
        growing.end()
        const cut = new GrowingText()
        for (let at = 0, i = 0; at < raw.length; i++) {
          const size = sizes[i % sizes.length]!
          cut.push(raw.slice(at, at + size))
          at += size
        }
        cut.end()
        for (const text of [whole, cut]) {
          for (let i = 0; i <= expected.length; i += 7) {
            expect([text.matchStart(i), text.matchEnd(i)]).toEqual([
              growing.matchStart(i),
              growing.matchEnd(i),
            ])
          }
          expect(text.surface).toBe(growing.surface)
        }
      },
    ),
    { numRuns: 150 },
  )
})

test('texts of several parts fold alike, with a pair across every border', () => {
  for (const lead of [0, 1, 63]) {
    const raw = 'b'.repeat(lead) + '𝐀c'.repeat(PART)
    expect(Buffer.from(matchFold(raw)).equals(plainFold(raw))).toBe(true)
    const text = foldText(raw)
    expect(Buffer.from(text.match).equals(plainFold(raw))).toBe(true)
    expect(text.matchEnd(text.match.length - 1)).toBe(raw.length)
  }
})
