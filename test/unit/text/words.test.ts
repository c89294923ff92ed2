import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { matchFold } from '../../../src/text/fold.js'
import { countCharacters, countWords, isCjk, lexicalTerms, startsCjk } from '../../../src/text/words.js'

describe('lexical terms', () => {
  test.each([
    ['The quick, brown FOX!', ['the', 'quick', 'brown', 'fox']],
    ['Café Ångström', ['cafe', 'angstrom']],
    ['Cafe\u0301', ['cafe']],
    ['ｗｉｄｅ １２３', ['wide', '123']],
    ['so\u00adft hy\u200bphen', ['soft', 'hyphen']],
    ["patient's B12-levels", ['patient', 's', 'b12', 'levels']],
    ['東京都', ['東京', '京都']],
    ['東', ['東']],
    ['東京2020大会', ['東京', '2020', '大会']],
    ['ﾃﾞｰﾀ', ['デー', 'ータ']],
    ['이용 약관', ['이용', '약관']],
    ['𠮷野家', ['𠮷野', '野家']],
    ['𠮷', ['𠮷']],
    ['Привет, мир', ['привет', 'мир']],
    ['हिन्दी भाषा', ['हिन्दी', 'भाषा']],
    ['ภาษา', ['ภา', 'าษ', 'ษา']],
    ['…、。！', []],
    ['', []],
  ])('%s → %j', (text, terms) => {
    expect(lexicalTerms(text)).toEqual(terms)
  })

  test('case, width and composition do not matter', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const terms = lexicalTerms(text)
        expect(lexicalTerms(text.normalize('NFD'))).toEqual(terms)
        expect(terms.every((term) => term.length > 0 && term.length <= 64)).toBe(true)
      }),
    )
    expect(lexicalTerms('ＤＡＴＡ データ')).toEqual(lexicalTerms('data ﾃﾞｰﾀ'))
  })

  test('the beginning stands for a very long term', () => {
    expect(lexicalTerms('x'.repeat(1000))).toEqual(['x'.repeat(64)])
  })

  test('takes anything', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => {
        expect(lexicalTerms(`${a} \n ${b}`)).toEqual([...lexicalTerms(a), ...lexicalTerms(b)])
      }),
    )
  })
})

describe('what people count', () => {
  test.each([
    ['The quick brown fox.', 4],
    ['', 0],
    ['— …', 0],
  ])('words of %s: %i', (text, count) => {
    expect(countWords(text)).toBe(count)
  })

  test('words that are not spaced, give or take what the dictionary says', () => {
    const count = countWords('東京都に住んでいます。')
    expect(count).toBeGreaterThanOrEqual(4)
    expect(count).toBeLessThanOrEqual(8)
  })

  test.each([
    ['日本語 です', 5],
    ['e\u0301👨‍👩‍👧', 2],
    [' \n\t', 0],
  ])('characters of %j: %i', (text, count) => {
    expect(countCharacters(text)).toBe(count)
  })
})

describe('CJK', () => {
  test.each(Array.from('漢あアー々〇한ｱㄱ𠮷鿿㐀'))('%s is', (character) => {
    expect(isCjk(character.codePointAt(0) ?? 0)).toBe(true)
  })

  test.each(Array.from('aé1。、「・Яγก\u3000！😀䷀'))('%s is not', (character) => {
    expect(isCjk(character.codePointAt(0) ?? 0)).toBe(false)
  })

  test('is known from any byte of a match fold', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', '漢', 'あ', '𠮷', 'д', 'ß', '1', 'ก', 'ö') }),
        (text) => {
          const bytes = matchFold(text)
          const expected = Array.from(new TextDecoder().decode(bytes)).flatMap((character) =>
            Array.from(new TextEncoder().encode(character), () => isCjk(character.codePointAt(0) ?? 0)),
          )
          expect(Array.from(bytes, (_, i) => startsCjk(bytes, i))).toEqual(expected)
        },
      ),
    )
  })
})
