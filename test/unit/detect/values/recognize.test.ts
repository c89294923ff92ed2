import { describe, expect, test } from 'vitest'
import { secretKey } from '../../../../src/core/digest.js'
import {
  type RecognizedValue,
  recognizeValues,
  resolveOverlaps,
  valueDigest,
} from '../../../../src/detect/values/recognize.js'
import { defaultRecognizers } from '../../../../src/detect/values/recognizers/index.js'

/** Those that act in every service; names and days are a matter of their own. */
const recognizers = defaultRecognizers().filter(({ common }) => common !== true)
const found = (text: string) => recognizeValues(text, recognizers)
const entities = (text: string) =>
  found(text).map(({ entity, start, end }) => `${entity} ${text.slice(start, end)}`)

describe('what the neighbours got wrong', () => {
  test.each([
    ['4111 1111 1111 1111', ['CREDIT_CARD 4111 1111 1111 1111']],
    ['1234 5678 9018', ['JP_MY_NUMBER 1234 5678 9018']],
    ['1234 5678 9012', []],
    ['連絡先john@example.comまで', ['EMAIL_ADDRESS john@example.com']],
    ['携帯は090-1234-5678です', ['PHONE_NUMBER 090-1234-5678']],
    ['携帯は０９０－１２３４－５６７８です', ['PHONE_NUMBER ０９０－１２３４－５６７８']],
    ['電話は〇三ー一二三四ー五六七八です', ['PHONE_NUMBER 〇三ー一二三四ー五六七八']],
    ['This is a test. john@example.com', ['EMAIL_ADDRESS john@example.com']],
    ['(j\u200bohn@example.com)', ['EMAIL_ADDRESS j\u200bohn@example.com']],
    ['03\u20101234\u20115678', ['PHONE_NUMBER 03\u20101234\u20115678']],
    ['03—1234–5678', ['PHONE_NUMBER 03—1234–5678']],
    ['1234567', []],
    ['123456789012', []],
    ['order 4111111111111112', []],
    ['release 10.15.7.2 of 2024-05-12 12:30:45', []],
    ['ISBN 978-3-16-148410-0, £1,234,567.89', []],
    ['550e8400-e29b-41d4-a716-446655440000', []],
    ['sha256 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', []],
  ])('%s', (text, expected) => {
    expect(entities(text)).toEqual(expected)
  })
})

describe('one name for all spellings', () => {
  test.each([
    [
      'a Japanese mobile number',
      [
        '090-1234-5678',
        '09012345678',
        '０９０－１２３４－５６７８',
        '+81 90-1234-5678',
        '+81 (0)90 1234 5678',
        '〇九〇ー一二三四ー五六七八',
        '090ー1234ー5678',
      ],
    ],
    [
      'a number in Tokyo',
      ['03-1234-5678', '(03)1234-5678', '03(1234)5678', '+81 3 1234 5678', '〇三ー一二三四ー五六七八'],
    ],
    ['a number in London', ['020 7946 0958', '+44 20 7946 0958', '(020) 7946 0958']],
    ['an American number', ['212-555-0123', '(212) 555-0123', '+1 212.555.0123', '1-212-555-0123']],
    [
      'a card',
      [
        '4111 1111 1111 1111',
        '4111-1111-1111-1111',
        '4111111111111111',
        '４１１１　１１１１　１１１１　１１１１',
      ],
    ],
    ['an account', ['GB82 WEST 1234 5698 7654 32', 'gb82west12345698765432']],
    ['an address of a computer', ['2001:db8::1:0:0:1', '2001:0db8:0000:0000:0001:0000:0000:0001']],
    ['a mail address', ['John@Example.com', 'john@example.com', 'john%40example.com']],
    [
      'a place',
      [
        '東京都千代田区丸の内1-2-3',
        '東京都千代田区丸の内１丁目２番３号',
        '東京都千代田区丸の内一丁目二番三号',
      ],
    ],
  ])('%s', (_, spellings) => {
    const names = spellings.map((text) =>
      found(text).map(({ entity, canonical }) => `${entity}:${canonical}`),
    )
    expect(new Set(names.map(String)).size).toBe(1)
    expect(names[0]).toHaveLength(1)
  })
})

test('every value of a record is found, each in its class', () => {
  const record =
    'Jo, jo@example.com, +1 212 555 0123, card 4111 1111 1111 1111, SSN 212-45-6789, password: hunter2x!'
  expect(found(record).map((value) => [value.entity, value.class])).toEqual([
    ['EMAIL_ADDRESS', 'contact'],
    ['PHONE_NUMBER', 'contact'],
    ['CREDIT_CARD', 'high-risk'],
    ['US_SSN', 'high-risk'],
    ['PASSWORD', 'secret'],
  ])
})

test('two telephone numbers in a row are two', () => {
  expect(entities('03-1234-5678 090-1111-2222')).toEqual([
    'PHONE_NUMBER 03-1234-5678',
    'PHONE_NUMBER 090-1111-2222',
  ])
})

test('a score below the minimum is no finding', () => {
  expect(recognizeValues('1234 5678 9018', recognizers, 0.7)).toEqual([])
})

describe('overlaps', () => {
  const value = (
    start: number,
    end: number,
    score: number,
    entityClass: RecognizedValue['class'] = 'contact',
  ) => ({
    entity: `E${start}-${end}-${score}`,
    class: entityClass,
    canonical: 'x',
    start,
    end,
    score,
  })

  test('the longest wins over what lies in it, the score between equals', () => {
    const long = value(0, 10, 0.5)
    expect(resolveOverlaps([value(2, 8, 1), long, value(0, 10, 0.4), value(0, 5, 0.9)])).toEqual([long])
  })

  test('both of two that only overlap stand, and a graver one inside a lesser one', () => {
    const all = [value(0, 6, 1), value(4, 9, 1), value(5, 8, 0.6, 'secret')]
    expect(resolveOverlaps(all)).toEqual(all)
  })
})

test('digests are keyed and know the entity', () => {
  const [one, other] = [1, 2].map((n) => secretKey(new Uint8Array(32).fill(n)))
  const digest = valueDigest(one!, 'PHONE_NUMBER', '+81312345678')
  expect(digest).toMatch(/^[0-9a-f]{32}$/)
  expect(valueDigest(one!, 'PHONE_NUMBER', '+81312345678')).toBe(digest)
  expect(valueDigest(other!, 'PHONE_NUMBER', '+81312345678')).not.toBe(digest)
  expect(valueDigest(one!, 'BANK_ACCOUNT', '+81312345678')).not.toBe(digest)
})
