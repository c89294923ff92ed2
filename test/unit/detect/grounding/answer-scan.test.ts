import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { secretKey } from '../../../../src/core/digest.js'
import { AnswerScan } from '../../../../src/detect/grounding/answer-scan.js'
import { TermHasher } from '../../../../src/detect/grounding/term-key.js'

const key = secretKey(new Uint8Array(32).fill(7))

/** Pieces of everything that a value or a name may be made of, in any order. */
const piece = fc.oneof(
  fc.constantFrom(
    ...'ending in 4421|12 March 2024|March the ninth|ninth of October 2024|令和6年3月12日|R6.3.12|二〇二四年|1億2000万円'.split(
      '|',
    ),
    ...'$1,250.50|ninety-five thousand dollars|a million yen|12 percent|090-1234-5678|INV-2024-0042|4417 2208 9931'.split(
      '|',
    ),
    ..."Priya Raghunathan|J. van der Berg|O'Neil|ＡＢＣ|山田太郎|山田 太郎|カワセミ|プロジェクト・ベガ|Bluebird".split(
      '|',
    ),
    ...'tel:0|midnight.0|covid-19|twenty|hundred and|May|Jan|令|一|万|の|3月|at|US$|第三|割'.split('|'),
  ),
  fc.constantFrom(...' |\n|  |, |. |-|/|:|.|&|・|、|。|（|%'.split('|')),
  fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 1, maxLength: 20 }),
  fc.string({ unit: fc.constantFrom(...'abyzRHM'), minLength: 1, maxLength: 70 }),
  fc.string({ unit: fc.constantFrom(...'令和三円十年月日山の田カー・ '), minLength: 1, maxLength: 18 }),
)
const text = fc.array(piece, { minLength: 1, maxLength: 9 }).map((pieces) => pieces.join(''))

/** How much a store holds: all, nothing, and a share of the keys. */
const stores = fc.constantFrom(0, 1, 2, 8, Number.POSITIVE_INFINITY).map((rarity) => ({
  mayHold: (high: number) => (rarity < 2 ? rarity === 1 : (high >>> 0) % rarity === 0),
}))

describe('candidates of an answer', () => {
  test('are the same however it comes, and never taken back', () => {
    fc.assert(
      fc.property(text, stores, fc.infiniteStream(fc.integer({ min: 1, max: 6 })), (text, store, sizes) => {
        const whole = new AnswerScan(new TermHasher(key), store).scan(text, true)
        const scan = new AnswerScan(new TermHasher(key), store)
        const found = []
        for (let at = 0; at < text.length; ) {
          at = Math.min(text.length, at + sizes.next().value)
          found.push(...scan.scan(text.slice(0, at), false))
          for (const { start } of found) expect(start).toBeLessThan(scan.at)
        }
        found.push(...scan.scan(text, true))
        expect(found).toEqual(whole)
      }),
      { numRuns: 3000 },
    )
  })

  const none = { mayHold: () => false }
  const all = { mayHold: () => true }

  /** Where the scan stands after a text that goes on. */
  const settled = (text: string, store = none) => {
    const scan = new AnswerScan(new TermHasher(key), store)
    scan.scan(text, false)
    return text.slice(scan.at)
  }

  test.each([
    ['a number waits for its unit, and not for another word', 'It took 12 p', '12 p'],
    ['', 'It took 12 peo', 'peo'],
    ['a year waits for its month', 'in 2024年', '2024年'],
    ['', 'in 2024年に', 'に'],
    ['a word waits for its end', 'the word', 'word'],
    ['', 'the word ', ''],
    ['and for the digit that may make it a value', 'the word-a', 'word-a'],
    ['', 'the word. ', ''],
    ['a month waits for a day', 'perhaps may ', 'may '],
    ['', 'perhaps may b', 'b'],
    ['a kanji that may be a number does not wait long', 'ただ一つ', 'つ'],
    ['spelled numbers wait for the next word', 'there were twenty ', 'twenty '],
    ['', 'there were twenty ox', 'ox'],
  ])('%s: %s', (_, text, open) => {
    expect(settled(text)).toBe(open)
  })

  test('a name waits as long as it may be the beginning of one', () => {
    expect(settled('“Priya ', all)).toBe('Priya ')
    expect(settled('“Priya (', all)).toBe('')
    expect(settled('山田', all)).toBe('山田')
    expect(settled('山田は。', all)).toBe('')
  })
})
