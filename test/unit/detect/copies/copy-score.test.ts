import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createCopyScorer } from '../../../../src/detect/copies/copy-score.js'

const QUESTION = 'What did the surveyor find below the mill?'
const SOURCE =
  "Below the mill the surveyor found a bricked-up culvert, two pewter ladles and the miller's unpaid accounts."
const scorer = createCopyScorer()

describe('a copy score', () => {
  test('orders what was said by how much of the passage it gives back', () => {
    const said = [
      SOURCE,
      `${SOURCE} The weather was fine, and nobody asked what became of the horses in the end.`,
      'Below the mill the surveyor found a culvert, two pewter ladles and unpaid accounts.',
      'Below the mill the surveyor found a bricked-up culvert.',
      'The surveyor found old bones and a purse below the mill.',
      'Nobody knows.',
    ].map((text) => scorer.score(text, SOURCE, QUESTION))
    expect(said[1]).toBe(said[0])
    for (let i = 2; i < said.length; i++) expect(said[i], String(i)).toBeLessThan(said[i - 1]!)
    expect(said.at(-1)).toBe(0)
  })

  test('what the question held says little, and without a question more', () => {
    const echo = 'The surveyor found it below the mill.'
    expect(scorer.score(echo, SOURCE, QUESTION)).toBeLessThan(scorer.score(echo, SOURCE))
    expect(scorer.score(SOURCE, SOURCE, SOURCE)).toBeLessThan(0.2)
  })

  test('words that all sources have weigh less', () => {
    const shared = Array.from({ length: 40 }, (_, i) => `The keeper of tower ${i} lit pewter lanterns.`)
    const [said, source] = ['pewter lanterns', 'Seven pewter lanterns hung there.']
    expect(createCopyScorer(shared).score(said, source)).toBeLessThan(scorer.score(said, source))
  })

  test('Japanese is read by pairs of characters', () => {
    const source = '粉屋の地下から、煉瓦で塞がれた暗渠と錫の柄杓が見つかった。'
    expect(scorer.score(source, source)).toBeGreaterThan(0.7)
    expect(scorer.score('天気は良く、誰も馬のことを尋ねなかった。', source)).toBeLessThan(0.1)
  })

  test('a pair too long to compare is refused', () => {
    const long = 'word '.repeat(10_000)
    expect(() => scorer.score(long, long)).toThrow(expect.objectContaining({ code: 'work-limit' }))
  })

  test('lies between 0 and 1, whole passages highest, and more text never lowers it', () => {
    const words = fc.array(
      fc.constantFrom('the', 'of', 'mill', 'culvert', 'pewter', 'ladle', "miller's", '粉屋の地下'),
      {
        maxLength: 14,
      },
    )
    fc.assert(
      fc.property(words, words, words, (text, source, more) => {
        const passage = source.join(' ')
        const score = scorer.score(text.join(' '), passage)
        expect(score).toBeGreaterThanOrEqual(0)
        expect(score).toBeLessThanOrEqual(scorer.score(passage, passage) + 1e-9)
        expect(scorer.score(passage, passage)).toBeLessThan(1)
        expect(scorer.score([...text, ...more].join(' '), passage)).toBeGreaterThanOrEqual(score - 1e-9)
      }),
    )
  })
})
