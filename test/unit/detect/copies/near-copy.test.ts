import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Alignment } from '../../../../src/detect/copies/alignment.js'
import { isCopy, weigh } from '../../../../src/detect/copies/near-copy.js'

/** `blocks` of equal length that cover so many bytes of the text and of the source. */
function alignment(matched: number, inText: number, inSource: number, blocks = 2): Alignment {
  const length = matched / blocks
  return {
    matched,
    blocks: Array.from({ length: blocks }, (_, i) => ({
      at: Math.round((i * (inText - length)) / (blocks - 1 || 1)),
      source: Math.round((i * (inSource - length)) / (blocks - 1 || 1)),
      length,
    })),
    start: 0,
    end: inText,
    sourceStart: 0,
    sourceEnd: inSource,
  }
}

describe('a copy', () => {
  test.each([
    ['a sentence, a word in six changed', 120, 144, 144, true],
    ['a sentence woven into one as long', 60, 120, 60, true],
    ['two sentences, every second word changed', 80, 160, 160, true],
    ['a sentence, every second word changed', 60, 120, 120, false],
    ['a phrase', 40, 44, 44, false],
    ['words here and there', 100, 500, 120, false],
  ] as const)('%s', (_, matched, inText, inSource, wanted) => {
    const aligned = alignment(matched, inText, inSource)
    expect(isCopy(aligned, matched, false)).toBe(wanted)
    // It does not matter which of the two texts is the thinner one.
    expect(isCopy(alignment(matched, inSource, inText), matched, false)).toBe(wanted)
  })

  test('of CJK text needs more bytes for as much text', () => {
    const aligned = alignment(80, 90, 90)
    expect(isCopy(aligned, 80, false)).toBe(true)
    expect(isCopy(aligned, 80, true)).toBe(false)
    expect(isCopy(alignment(90, 100, 100), 90, true)).toBe(true)
  })

  test('is no single block: that is an exact run', () => {
    expect(isCopy(alignment(400, 400, 400, 1), 400, false)).toBe(false)
  })

  test('stays one with more matched bytes in as much text', () => {
    const span = fc.integer({ min: 60, max: 400 })
    fc.assert(
      fc.property(
        span,
        span,
        fc.integer({ min: 1, max: 400 }),
        fc.nat(100),
        (inText, inSource, weight, more) => {
          const aligned = alignment(50, inText, inSource)
          if (isCopy(aligned, weight, false)) expect(isCopy(aligned, weight + more, false)).toBe(true)
        },
      ),
    )
  })
})

test('a weight is the matched bytes in a part that nothing explains', () => {
  const blocks = fc
    .array(fc.tuple(fc.nat(4), fc.integer({ min: 1, max: 8 })), { maxLength: 5 })
    .map((list) => {
      let at = 0
      return list.map(([gap, length]) => {
        const block = { at: at + gap, source: 0, length }
        at += gap + length
        return block
      })
    })
  fc.assert(
    fc.property(
      blocks,
      fc.uint8Array({ minLength: 70, maxLength: 70, max: 1 }),
      fc.nat(60),
      fc.nat(60),
      (list, explained, start, end) => {
        let wanted = 0
        for (let i = start; i < end; i++) {
          if (list.some(({ at, length }) => i >= at && i < at + length) && explained[i] === 0) wanted += 1
        }
        const aligned = { ...alignment(0, 1, 1), blocks: list }
        expect(weigh(aligned, explained, start, end)).toBe(wanted)
      },
    ),
  )
})
