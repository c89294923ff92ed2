import { describe, expect, test } from 'vitest'
import { recognizeValues } from '../../../../../src/detect/values/recognize.js'
import { defaultRecognizers } from '../../../../../src/detect/values/recognizers/index.js'
import {
  readNumber,
  westernYear,
  withAsciiNumbers,
} from '../../../../../src/detect/values/recognizers/japan-number.js'
import { japaneseRows } from '../../../../../src/evaluate/pii/japanese.js'

const NAMES = new Set(['PERSON', 'LOCATION', 'ORGANIZATION'])
const recognizers = defaultRecognizers().filter(({ entity }) => !NAMES.has(entity))
const found = (text: string) =>
  recognizeValues(text, recognizers).map(({ start, end, entity }) => `${entity} ${text.slice(start, end)}`)
const canonical = (text: string) => recognizeValues(text, recognizers).map((value) => value.canonical)

describe('numbers in kanji', () => {
  test.each([
    ['二十三', 23],
    ['二〇', 20],
    ['十', 10],
    ['百二', 102],
    ['元', 1],
    ['12', 12],
    ['二三', 23],
  ])('%s is %d', (text, number) => expect(readNumber(text)).toBe(number))
  test('what is no number is none', () => expect(readNumber('東')).toBeNaN())
  test('in place', () => expect(withAsciiNumbers('二十三番地の四')).toBe('23番地の4'))
  test('eras', () => {
    expect(westernYear('令和', 6)).toBe(2024)
    expect(westernYear('H.', 1)).toBe(1989)
    expect(westernYear('慶応', 1)).toBeUndefined()
  })
})

describe('what neighbours got wrong', () => {
  test.each([
    ['連絡先john@example.comまで', ['EMAIL_ADDRESS john@example.com']],
    ['携帯は090-1234-5678です', ['PHONE_NUMBER 090-1234-5678']],
    ['０９０－１２３４－５６７８', ['PHONE_NUMBER ０９０－１２３４－５６７８']],
    ['(john@example.com)', ['EMAIL_ADDRESS john@example.com']],
    ['カード 4111 1111 1111 1111', ['CREDIT_CARD 4111 1111 1111 1111']],
    ['番号は1234 5678 9018', ['JP_MY_NUMBER 1234 5678 9018']],
    ['番号は1234 5678 9012', []],
    ['1234567', []],
    ['製品番号1234567', []],
    ['123456789012', []],
    ['注文番号 123456789012', []],
    ['免許証番号 123456789012', ['JP_DRIVER_LICENSE 123456789012']],
    ['電話は〇九〇ー一二三四ー五六七八', ['PHONE_NUMBER 〇九〇ー一二三四ー五六七八']],
    ['011-507-6802', ['PHONE_NUMBER 011-507-6802']],
  ])('%s', (text, expected) => expect(found(text)).toEqual(expected))

  test.each([...'‐‑–—ー－―ｰ−'])('the hyphen %s', (hyphen) => {
    expect(canonical(`電話03${hyphen}1234${hyphen}5678まで`)).toEqual(['+81312345678'])
  })
})

describe('one value, many spellings', () => {
  test.each([
    [
      'telephone',
      [
        '090-1234-5678',
        '０９０（１２３４）５６７８',
        '+81 90-1234-5678',
        '〇九〇の一二三四の五六七八',
        'ゼロキュウゼロ イチニサンヨン ゴロクナナハチ',
      ],
    ],
    [
      'birthday',
      [
        '生年月日 1989年1月8日',
        '生年月日：平成元年一月八日',
        '生年月日 H1.1.8',
        '1989/1/8生まれ',
        '生年月日19890108',
      ],
    ],
    [
      'address',
      [
        '東京都渋谷区神宮前1-2-3',
        '東京都渋谷区神宮前１丁目２番３号',
        '〒150-0001 東京都渋谷区神宮前一丁目二番三号',
      ],
    ],
    ['plate', ['品川 300 あ 12-34', '品川３００あ１２－３４', '品川300あ12ー34']],
  ])('%s', (_, spellings) => {
    expect(new Set(spellings.map((spelling) => canonical(spelling).join()))).toHaveLength(1)
  })
})

describe('the generated set', () => {
  const rows = japaneseRows('test', 300)
  test('says what is where', () => {
    for (const { text, spans } of rows) {
      for (const { start, end, value } of spans) expect(text.slice(start, end)).toBe(value)
    }
  })
  test('is the same for the same seed and another for another', () => {
    expect(japaneseRows('test', 20)).toEqual(rows.slice(0, 20))
    expect(japaneseRows('other', 20)).not.toEqual(rows.slice(0, 20))
  })
  test('numbers that are nobody’s stay', () => {
    const hard = rows.filter(({ spans }) => spans.length === 0)
    expect(hard.length).toBeGreaterThan(50)
    for (const { text } of hard) expect(found(text), text).toEqual([])
  })
})
