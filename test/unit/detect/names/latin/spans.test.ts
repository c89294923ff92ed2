import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bridges, LONGEST_SPAN, spansOf } from '../../../../../src/detect/names/latin/spans.js'
import { tagNames } from '../../../../../src/detect/names/latin/tagger.js'
import { TAG, TAGS, type TaggedWord } from '../../../../../src/detect/names/latin/tags.js'
import { GAP, LONGEST_TOKEN, tokensOf, WIDEST_GAP } from '../../../../../src/detect/names/latin/tokens.js'

const texts = fc
  .array(
    fc.constantFrom(
      ...[
        'Anna ',
        'Miller',
        ' ',
        ', ',
        '. ',
        "'s ",
        '-',
        '12 ',
        'Main Street ',
        'Dr. ',
        '\n',
        '\n\n',
        'van ',
      ],
      ...[
        'Berlin',
        'ABC ',
        'Inc. ',
        'III ',
        'oluwaseun ',
        'the ',
        '&',
        'é',
        'です',
        '\ud83d\ude00',
        'x'.repeat(45),
      ],
      ...['Norwegian ', 'Zelquor ', 'a', '/', '(', '_', 'DNI ', '900101-1234568 '],
    ),
    { maxLength: 16 },
  )
  .map((parts) => parts.join(''))

/** A run of words that all have one tag, with odds for it. */
function runOf(text: string, tag: number, score: number): TaggedWord[] {
  const odds = TAGS.map((_, one) => (one === tag ? 3 : 0))
  return tokensOf(text).map((token) => ({ token, tag, score, odds }))
}
const spanTexts = (text: string, tag: number, score: number) =>
  spansOf(runOf(text, tag, score)).map(({ start, end }) => text.slice(start, end))

describe('words of a text', () => {
  test('lie in it in order, apart from each other, and hold every digit and letter of alphabets', () => {
    fc.assert(
      fc.property(texts, (text) => {
        let last = 0
        let between = ''
        for (const { start, end } of tokensOf(text)) {
          expect(start).toBeGreaterThanOrEqual(last)
          expect(end).toBeGreaterThan(start)
          between += text.slice(last, start)
          last = end
        }
        between += text.slice(last)
        expect(between.replace(/'s/g, '')).not.toMatch(/[0-9\p{Script=Latin}]/u)
      }),
    )
  })

  test('belong together over short gaps only', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const tokens = tokensOf(text)
        for (const [i, { gap, start }] of tokens.entries()) {
          if (gap === GAP.none) continue
          expect(i).toBeGreaterThan(0)
          expect(start - tokens[i - 1]!.end).toBeLessThanOrEqual(WIDEST_GAP + 2)
        }
      }),
    )
  })
})

describe('spans of a text', () => {
  test('begin and end at words, are not longer than a name can be, and have a probability', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const tokens = tokensOf(text)
        for (const { start, end, tag, score } of tagNames(text).spans) {
          expect(tokens.some((token) => token.start === start)).toBe(true)
          expect(tokens.some((token) => token.end === end)).toBe(true)
          expect(end - start).toBeLessThanOrEqual(Math.max(LONGEST_SPAN, LONGEST_TOKEN))
          expect(tag).not.toBe('none')
          expect(score).toBeGreaterThan(0)
          expect(score).toBeLessThanOrEqual(1)
        }
      }),
    )
  })

  test('are none in numbers, identifiers and code', () => {
    const piece = fc.constantFrom(
      '12',
      '7.5%',
      '2031-04-01',
      '0x1f',
      'a_b',
      'readFile(',
      '=>',
      '{}',
      '[3]',
      '12345678Z',
      '++',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        expect(tagNames(pieces.join(' ')).spans).toEqual([])
      }),
    )
  })
})

describe('spans of a run', () => {
  test('one for each word that a name can begin with, all to the same end', () => {
    expect(spanTexts('Jordan Halvorsen III', TAG.person, 0.99)).toEqual([
      'Jordan Halvorsen III',
      'Halvorsen III',
    ])
  })

  test('no number, initial or particle is a name by itself', () => {
    for (const text of ['12', 'J', 'III', 'van']) expect(spanTexts(text, TAG.person, 0.99)).toEqual([])
  })

  test('a word of English needs more than a name does', () => {
    for (const [text, score, count] of [
      ['Ledger', 0.6, 0],
      ['Ledger', 0.95, 1],
      ['Ingrid', 0.6, 1],
    ] as const) {
      expect(spanTexts(text, TAG.person, score)).toHaveLength(count)
    }
  })

  test('words of mixed tags are what is likeliest for all of them', () => {
    const text = 'Ingrid Halvorsen'
    const odds = (person: number, location: number) => [0, person, location, 0, 0, 0]
    const [first, second] = tokensOf(text)
    const run: TaggedWord[] = [
      { token: first!, tag: TAG.location, score: 0.9, odds: odds(1, 2) },
      { token: second!, tag: TAG.person, score: 0.9, odds: odds(3, 0) },
    ]
    expect(spansOf(run)[0]).toMatchObject({ start: 0, end: text.length, tag: 'PERSON' })
  })

  test('a comma separates names, and joins the parts of an address', () => {
    const [name, other] = tokensOf('Ingrid, Halvorsen')
    const [street, number] = tokensOf('Avenue, 12')
    const tagged = (token: typeof name): TaggedWord => ({
      token: token!,
      tag: TAG.location,
      score: 1,
      odds: [],
    })
    expect(bridges(tagged(name), other!, TAG.location)).toBe(false)
    expect(bridges(tagged(street), number!, TAG.location)).toBe(true)
  })
})
