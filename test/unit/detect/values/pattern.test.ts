import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { FirewallError } from '../../../../src/core/errors.js'
import { type PatternSpec, pattern } from '../../../../src/detect/values/pattern.js'
import { analyze } from '../../../../src/detect/values/regex.js'

const staff: PatternSpec = {
  entity: 'STAFF_NUMBER',
  class: 'name',
  regex: /(?<![A-Z0-9])ST-[0-9]{4}(?![0-9])/,
  examples: { match: ['ST-1234'], noMatch: ['ST-12345'] },
}

function refusal(spec: Partial<PatternSpec>): FirewallError {
  try {
    pattern({ ...staff, ...spec })
  } catch (error) {
    if (error instanceof FirewallError) return error
    throw error
  }
  throw new Error('it was accepted')
}

describe('pattern refuses', () => {
  test.each([
    ['a repetition without end', { regex: /ST-[0-9]+/ }],
    ['a star', { regex: /(?:ST-)*[0-9]{4}/ }],
    ['a word boundary', { regex: /\bST-[0-9]{4}/ }],
    ['an anchor', { regex: /^ST-[0-9]{4}/ }],
    ['an expression that matches nothing', { regex: /(?:ST)?/ }],
    ['a reach beyond the limit', { regex: /(?:[0-9]{100}){300}/ }],
    ['a reference to more than a character', { regex: /(ST)-\1/ }],
    ['a look ahead inside a look behind', { regex: /(?<=a(?=b))ST-[0-9]{4}/ }],
    [
      'nested repetition that backtracks without end',
      // On texts that none of its examples is made of.
      { regex: /ST-[0-9]{4}(?![0-9])|#(?:[q-v]{1,20}){1,20}!/ },
    ],
    [
      'repetitions in a row that share a character',
      { regex: /ST-[0-9]{4}(?![0-9])|[^a-z]{1,2000}\p{L}{1,2000}[あ-ん]{1,2000}!/u },
    ],
    ['the flag m', { regex: /ST-[0-9]{4}/m }],
    ['no example', { examples: { match: [], noMatch: [] } }],
    ['an example that does not match', { examples: { match: ['ST-12'], noMatch: [] } }],
    [
      'an example with another value',
      { examples: { match: [{ text: 'ST-1234', value: '1234' }], noMatch: [] } },
    ],
    ['a counter-example that matches', { examples: { match: ['ST-1234'], noMatch: ['is ST-9999'] } }],
    ['a value without a keyword', { keywords: ['XY-'] }],
    ['a value that is not valid', { validate: () => false }],
  ] satisfies [string, Partial<PatternSpec>][])('%s', (_, spec) => {
    const error = refusal(spec)
    expect(error.code).toBe('recognizer-invalid')
    expect(error.message).toContain('STAFF_NUMBER')
    expect(error.help).toBeTruthy()
    expect(error.message).not.toMatch(/1234|9999/)
  })
})

test('lengths and reach are read off the expression', () => {
  expect(analyze(/(?<!ab)x{2,5}(?:y|zz)(?!abc)/)).toMatchObject({
    minLength: 3,
    maxLength: 7,
    lookbehind: 2,
    lookahead: 3,
  })
})

test('voiced kana of an expression match half-width kana', () => {
  const password = pattern({
    ...staff,
    regex: /(?<=パスワード:)[0-9]{4}/,
    examples: {
      match: [
        { text: 'パスワード:1234', value: '1234' },
        { text: 'ﾊﾟｽﾜｰﾄﾞ:1234', value: '1234' },
      ],
      noMatch: [],
    },
  })
  expect(password.locales).toEqual([])
})

test('a word of the context stands by itself and before the value', () => {
  const fax = pattern({
    ...staff,
    regex: /(?<![0-9])[0-9]{6}(?![0-9])/,
    context: { words: ['fax', '電話'], within: 8, score: 0.9, required: true },
    examples: {
      match: [
        { text: 'FAX 123456', value: '123456' },
        { text: '電話は123456', value: '123456' },
      ],
      noMatch: ['telefaxes 123456', '123456 fax', 'fax ......... 123456'],
    },
  })
  expect(fax.recognize('fax 123456')).toEqual([{ start: 4, end: 10, score: 0.9, canonical: '123456' }])
})

/**
 * The partial expression against a stupid model: a start is open when some continuation changes what is
 * found there. It may be open without need, never closed wrongly.
 */
describe('settled', () => {
  const alphabet = ['a', 'b', '-', '1']
  const expressions = [
    /a{1,3}b/,
    /(?<![a1])a(?:-?1){2,4}(?!-1)/,
    /(?:ab|a1b|-{2,3})(?![ab])/,
    /a([-1]?)b\1b/,
    /(?=a1|ab-)[a1b]{2,3}-/,
    /(?:a{0,2}1){1,3}?b/,
    /(?<=-b?)[a-b]{2}?1?(?!a(?!b))/,
  ]

  test.each(expressions.map((regex) => [regex.source, regex] as const))('%s', (_, regex) => {
    const recognizer = make(regex)
    fc.assert(
      fc.property(text(10), text(6), (prefix, rest) => {
        const settled = recognizer.settled(prefix)
        const early = (whole: string) => recognizer.recognize(whole).filter(({ start }) => start < settled)
        expect(early(prefix + rest)).toEqual(early(prefix))
      }),
      { numRuns: 1500 },
    )
  })

  function text(length: number) {
    return fc.array(fc.constantFrom(...alphabet), { maxLength: length }).map((parts) => parts.join(''))
  }

  function make(regex: RegExp) {
    for (const example of fc.sample(text(12), { numRuns: 4000, seed: 1 })) {
      const found = new RegExp(regex.source).exec(example)
      if (found === null || found[0].length === 0) continue
      try {
        const match = [{ text: example, value: found[0] }]
        return pattern({ ...staff, regex, examples: { match, noMatch: [] } })
      } catch {
        // more than one match in it: the next one
      }
    }
    throw new Error(`no example of ${regex.source}`)
  }
})
