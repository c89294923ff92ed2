import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findNames, LEAST } from '../../../../../src/detect/names/japanese/find.js'
import { Lattice, MANY } from '../../../../../src/detect/names/japanese/lattice.js'
import { model } from '../../../../../src/detect/names/japanese/weights.js'

const texts = fc
  .array(
    fc.constantFrom(
      ...[
        '田中',
        '健一',
        'さん',
        '東京都',
        '銀行',
        'は',
        'が',
        'ジョン',
        '・',
        '、',
        'ました',
        '12',
        'a',
        '々',
      ],
      ...['会議', 'みずほ', '様', '　', '\n', '𠮷'],
    ),
    { minLength: 1, maxLength: 12 },
  )
  .map((pieces) => pieces.join(''))

describe('readings of a text', () => {
  test('both ends are borders of a best path, and no place is better than the best', () => {
    const lattice = new Lattice()
    fc.assert(
      fc.property(texts, (text) => {
        lattice.read(text)
        expect(lattice.length).toBe(text.length)
        expect(lattice.margin[0]).toBe(0)
        expect(lattice.margin[text.length]).toBe(0)
        for (let at = 0; at <= text.length; at++) {
          expect(lattice.margin[at]).toBeGreaterThanOrEqual(0)
          expect(lattice.margin[at]).toBeLessThanOrEqual(MANY)
          if (lattice.isBest[at] === 1) expect(lattice.margin[at]).toBe(0)
        }
      }),
    )
  })

  test('words lie inside the text and go forward', () => {
    const lattice = new Lattice()
    fc.assert(
      fc.property(texts, (text) => {
        lattice.read(text)
        for (let at = 0; at < text.length; at++) {
          const to = lattice.beginningTo[at]!
          if (to >= 0) expect(to).toBeGreaterThan(at)
          expect(to).toBeLessThanOrEqual(text.length)
        }
        for (let at = 1; at <= text.length; at++) expect(lattice.endingFrom[at]!).toBeLessThan(at)
      }),
    )
  })

  test('what was read before leaves no trace', () => {
    const [fresh, used] = [new Lattice(), new Lattice()]
    fc.assert(
      fc.property(texts, texts, (before, text) => {
        used.read(before)
        used.read(text)
        fresh.read(text)
        const of = (lattice: Lattice) => [
          lattice.margin.slice(0, text.length + 1),
          lattice.isBest.slice(0, text.length + 1),
          lattice.beginningTo.slice(0, text.length),
        ]
        expect(of(used)).toEqual(of(fresh))
      }),
    )
  })
})

describe('names of a text', () => {
  test('lie in it, are probable, and do not overlap within a kind', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const ends = new Map<string, number>()
        for (const { start, end, kind, likely } of findNames(text, model()).sort(
          (a, b) => a.start - b.start,
        )) {
          expect(start).toBeGreaterThanOrEqual(ends.get(kind) ?? 0)
          expect(end).toBeGreaterThan(start)
          expect(end).toBeLessThanOrEqual(text.length)
          expect(likely).toBeLessThanOrEqual(1 + 1e-6)
          ends.set(kind, end)
        }
      }),
    )
  })

  test('are none in digits and signs', () => {
    const piece = fc.constantFrom('１２', '34', '。', '、', '（', '）', '：', '%', '-', ' ', '\n')
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const names = findNames(pieces.join(''), model())
        expect(names.filter(({ likely }) => likely >= LEAST)).toEqual([])
      }),
    )
  })
})
