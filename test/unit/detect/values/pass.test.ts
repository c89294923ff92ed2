import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Recognizer } from '../../../../src/core/ports.js'
import { type PassMatch, passOf } from '../../../../src/detect/values/pass.js'
import { pattern } from '../../../../src/detect/values/pattern.js'
import { defaultRecognizers } from '../../../../src/detect/values/recognizers/index.js'
import { surfaceFold } from '../../../../src/text/fold.js'

const recognizers: readonly Recognizer[] = defaultRecognizers()

/** What the pass must equal: one recognizer after the other over the whole text. */
function oneByOne(list: readonly Recognizer[], text: string, from = 0): PassMatch[] {
  return list.flatMap((recognizer, i) =>
    recognizer
      .recognize(text)
      .filter(({ start }) => start >= from)
      .map((match) => ({ recognizer: i, match })),
  )
}

const examples = recognizers.flatMap(({ examples: { match, noMatch } }) => [
  ...match.map((example) => (typeof example === 'string' ? example : example.text)),
  ...noMatch,
])

/** Texts made of what recognizers look at: examples whole, cut and run together, their characters, and prose. */
const example = fc.constantFrom(...examples)
const fragment = fc
  .tuple(example, fc.nat(60), fc.nat(60))
  .map(([text, a, b]) => text.slice(Math.min(a, b), Math.max(a, b)))
const character = fc.constantFrom(...new Set(examples.join('')), '𠮷', '😀', 'ﾞ', '\u0301')
const text = fc
  .array(
    fc.oneof(
      { weight: 5, arbitrary: example },
      { weight: 4, arbitrary: fragment },
      { weight: 2, arbitrary: fc.array(character, { maxLength: 12 }).map((all) => all.join('')) },
      {
        weight: 2,
        arbitrary: fc.constantFrom(' ', '、', '\n', '-', '@', '2024', ' the account of ', 'は東京都'),
      },
    ),
    { maxLength: 24 },
  )
  .map((parts) => surfaceFold(parts.join('').toWellFormed()))

describe('one pass finds what one by one is found', () => {
  test('in texts made of examples, their parts and their neighbours', () => {
    const pass = passOf(recognizers)
    fc.assert(
      fc.property(text, (whole) => {
        expect(pass.matches(whole, 0)).toEqual(oneByOne(recognizers, whole))
      }),
      { numRuns: 150 },
    )
  })

  test('in every example of every recognizer, by itself', () => {
    const pass = passOf(recognizers)
    for (const [i, recognizer] of recognizers.entries()) {
      for (const one of recognizer.examples.match) {
        const whole = surfaceFold(typeof one === 'string' ? one : one.text)
        const found = pass
          .matches(whole, 0)
          .flatMap(({ recognizer: owner, match }) => (owner === i ? [match] : []))
        expect(found, whole).toEqual(recognizer.recognize(whole))
      }
    }
  })

  test('from any place on', () => {
    const pass = passOf(recognizers)
    fc.assert(
      fc.property(text, fc.double({ min: 0, max: 1, noNaN: true }), (whole, share) => {
        const from = Math.floor(share * whole.length)
        expect(pass.matches(whole, from)).toEqual(oneByOne(recognizers, whole, from))
      }),
      { numRuns: 60 },
    )
  })

  test('across the blocks that a long text is read in', () => {
    const prose = 'The weather was fine, and nobody called. 天気は良く、誰も電話しなかった。'
    for (const around of [32_760, 32_768, 65_530]) {
      for (const value of ['call 212-555-0123 now', 'jo@example.com', '東京都千代田区丸の内1-2-3']) {
        const whole = surfaceFold(
          prose.repeat(Math.ceil(around / prose.length)).slice(0, around - 5) + value + prose,
        )
        expect(passOf(recognizers).matches(whole, 0)).toEqual(oneByOne(recognizers, whole))
      }
    }
  })

  test('for expressions of every construction', () => {
    const list = odd()
    const alphabet = fc.constantFrom(...'aAbBkKsſK12-: 東京ガカ゛𠮷😀é'.normalize('NFD'), '\u212a', 'が')
    fc.assert(
      fc.property(fc.array(alphabet, { maxLength: 60 }), (characters) => {
        const whole = characters.join('').toWellFormed()
        expect(passOf(list).matches(whole, 0)).toEqual(oneByOne(list, whole))
      }),
      { numRuns: 400 },
    )
  })
})

test('what is settled is settled: no later text adds, changes or withdraws a match before it', () => {
  const pass = passOf(recognizers)
  fc.assert(
    fc.property(text, fc.double({ min: 0, max: 1, noNaN: true }), (whole, share) => {
      const part = whole.slice(0, Math.floor(share * whole.length)).toWellFormed()
      fc.pre(whole.startsWith(part))
      const settled = pass.settled(part, 0)
      const before = (matches: readonly PassMatch[]) => matches.filter(({ match }) => match.start < settled)
      expect(before(pass.matches(part, 0))).toEqual(before(pass.matches(whole, 0)))
      // Nor does it wait longer than the recognizers do by themselves.
      const alone = Math.min(...recognizers.map((recognizer) => recognizer.settled(part)))
      expect(settled).toBeGreaterThanOrEqual(alone)
    }),
    { numRuns: 150 },
  )
})

test('a recognizer that wraps another is asked itself', () => {
  const [inner] = odd()
  const wrapped = { ...inner!, recognize: () => [] }
  expect(passOf([wrapped]).matches('ab12', 0)).toEqual([])
})

/** Expressions that a reader of expressions may read wrongly. */
function odd(): Recognizer[] {
  const make = (regex: RegExp, match: string, extra: object = {}) =>
    pattern({ entity: 'ODD', class: 'name', regex, examples: { match: [match], noMatch: [] }, ...extra })
  return [
    make(/ab[0-9]{2}/, 'ab12'),
    make(/[ks][0-9]/iu, 'k1'),
    make(/k(?:a|b)?[0-9]{0,3}-/i, 'ka1-'),
    make(/([ab])\1[0-9]/, 'aa1'),
    make(/(?:(?<=:)|(?<![a-z]))[0-9]{2}(?=-)/, '12', {
      examples: { match: [{ text: ':12-', value: '12' }], noMatch: [] },
    }),
    make(/[^a-z0-9 ]{2}/u, '東京'),
    make(/[^a-z0-9 ]{2}/, '東京'),
    make(/\p{L}{1,3}1/u, 'ab1'),
    make(/(?:𠮷|b)1/u, '𠮷1'),
    make(/(?:a?b?){2}1/, 'ab1'),
    make(/(?:a|(?=b)b|東京?)[12]/, 'a1'),
    make(/が[0-9]?/, 'が'),
    make(/[0-9]{4}/, '1212', {
      context: { words: ['ab', '東京', 'ガ'], within: 6, score: 0.9, required: true },
      examples: { match: [{ text: 'ab 1212', value: '1212' }], noMatch: [] },
    }),
    make(/.{1,2}1/s, 'a1', { keywords: ['a1'] }),
  ]
}
