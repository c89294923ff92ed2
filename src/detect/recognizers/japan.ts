import type { Recognizer } from '../../core/ports.js'
import { myNumber } from '../checksum.js'
import { pattern } from '../pattern.js'
import { asciiDigits, readPhone } from '../phone.js'

const locales = ['ja-JP']
/** The long vowel mark is typed where a hyphen is meant. */
const H = '[-ー]'
const KANJI = '〇一二三四五六七八九'

const phone = pattern({
  entity: 'PHONE_NUMBER',
  class: 'contact',
  locales,
  regex: new RegExp(
    `(?<![0-9.])(?<![0-9]${H})(?:(?<![A-Za-z])|(?<=tel|fax))` +
      `(?:\\(0[1-9][0-9]{0,3}\\) ?[0-9]{1,4}[-ー ][0-9]{3,4}` +
      `|0[1-9][0-9]{0,3}(?:${H}[0-9]{1,4}${H}|\\([0-9]{1,4}\\)| [0-9]{2,4} |\\.[0-9]{2,4}\\.)[0-9]{3,4}` +
      '|0[1-9][0-9]{8,9})(?:[ ,]{0,2}内線[ :]?[0-9]{1,6})?' +
      `(?![0-9])(?!${H}[0-9])`,
    'i',
  ),
  validate: isJapanese,
  canonical: (value) => readPhone(value).canonical,
  score: 0.85,
  examples: {
    match: [
      '03-1234-5678',
      '090-1234-5678',
      '0120-123-456',
      '(03)1234-5678',
      '03(1234)5678',
      '0467-12-3456',
      { text: '携帯は０９０－１２３４－５６７８です', value: '090-1234-5678' },
      { text: '電話03ー1234ー5678まで', value: '03ー1234ー5678' },
      { text: 'TEL03-1234-5678', value: '03-1234-5678' },
      { text: '連絡先：08012345678。', value: '08012345678' },
      { text: '03-1234-5678 090-1111-2222'.slice(0, 12), value: '03-1234-5678' },
      { text: '03\u20121234\u20145678', value: '03-1234-5678' },
    ],
    noMatch: [
      '2024-03-12',
      '00-1234-5678',
      '103-1234-5678',
      '03-1234-56789',
      '03-1234-5678-9',
      '〒150-0001',
      'A03-1234-5678',
      '01-02-2024',
      '0.03-1234',
      '4903-1234-5678',
      '0123456',
    ],
  },
})

/** Ten digits, eleven behind 050, 070, 080, 090; bare digits only where the plan knows them. */
function isJapanese(value: string): boolean {
  const { standing, digits } = readPhone(value, ['JP'])
  const mobile = /^\(?0[5789]0/.test(value)
  if (standing === 'valid') return true
  return standing === 'possible' && digits === (mobile ? 11 : 10) && /[-ー()]/.test(value)
}

const phoneInKanji = pattern({
  entity: 'PHONE_NUMBER',
  class: 'contact',
  locales,
  regex: new RegExp(
    `(?<![${KANJI}0-9])〇[${KANJI}]{1,4}[-ー・の(][${KANJI}]{1,4}[-ー・の)][${KANJI}]{3,4}(?![${KANJI}0-9])`,
  ),
  validate: (value) => readPhone(value, ['JP']).standing !== 'none',
  canonical: (value) => readPhone(value).canonical,
  score: 0.8,
  examples: {
    match: [
      { text: '電話は〇三ー一二三四ー五六七八', value: '〇三ー一二三四ー五六七八' },
      '〇九〇の一二三四の五六七八',
    ],
    noMatch: ['一二三四ー五六七八', '二〇二四年三月', '〇三ー一'],
  },
})

const myNumberGrouped = pattern({
  entity: 'JP_MY_NUMBER',
  class: 'high-risk',
  locales,
  regex: /(?<![0-9A-Za-z.])(?<![0-9][- ー])[0-9]{4}([- ー])[0-9]{4}\1[0-9]{4}(?![0-9A-Za-z])(?![- ー.][0-9])/,
  validate: (value) => myNumber(asciiDigits(value)),
  canonical: asciiDigits,
  score: 0.65,
  examples: {
    match: [
      '1234 5678 9018',
      '1234-5678-9018',
      { text: '番号は１２３４－５６７８－９０１８です', value: '1234-5678-9018' },
    ],
    noMatch: [
      '1234 5678 9012',
      '4111 1111 1111 1111',
      '123456789018',
      '1234 5678 9018 1234',
      '11234 5678 9018',
    ],
  },
})

const myNumberByCue = pattern({
  entity: 'JP_MY_NUMBER',
  class: 'high-risk',
  locales,
  regex: /(?<![0-9A-Za-z.])[0-9](?:[- ー]?[0-9]){11}(?![0-9A-Za-z])(?![- ー.][0-9])/,
  context: {
    words: ['マイナンバー', '個人番号', 'my number', 'mynumber', 'individual number', '通知カード'],
    within: 30,
    score: 0.95,
    required: true,
  },
  validate: (value) => myNumber(asciiDigits(value)),
  canonical: asciiDigits,
  examples: {
    match: [
      { text: 'マイナンバー：１２３４５６７８９０１８', value: '123456789018' },
      { text: 'My Number is 1234 5678 9018.', value: '1234 5678 9018' },
      { text: '個人番号(ﾏｲﾅﾝﾊﾞｰ) 123456789018', value: '123456789018' },
    ],
    noMatch: ['123456789018', 'マイナンバー 123456789012', '個人番号 1234567890180'],
  },
})

const residenceCard = pattern({
  entity: 'JP_RESIDENCE_CARD',
  class: 'high-risk',
  locales,
  regex: /(?<![0-9A-Za-z])[A-Z]{2}[0-9]{8}[A-Z]{2}(?![0-9A-Za-z])/,
  score: 0.75,
  examples: {
    match: ['AB12345678CD', { text: '在留カード番号ＡＢ１２３４５６７８ＣＤです', value: 'AB12345678CD' }],
    noMatch: ['AB1234567CD', 'XAB12345678CD', 'ab12345678cd'],
  },
})

const passport = pattern({
  entity: 'JP_PASSPORT',
  class: 'high-risk',
  locales,
  regex: /(?<![0-9A-Za-z])[A-Z]{2}[0-9]{7}(?![0-9A-Za-z])/,
  context: { words: ['旅券', '旅券番号', 'パスポート', 'passport'], within: 24, score: 0.85, required: true },
  examples: {
    match: [{ text: 'パスポート番号：ＴＫ１２３４５６７', value: 'TK1234567' }],
    noMatch: ['TK1234567', 'パスポート TK123456'],
  },
})

const driverLicense = pattern({
  entity: 'JP_DRIVER_LICENSE',
  class: 'high-risk',
  locales,
  regex: /(?<![0-9A-Za-z.])[0-9](?:[- ]?[0-9]){11}(?![0-9A-Za-z])(?![- .][0-9])/,
  context: { words: ['免許', '免許証', '免許証番号'], within: 16, score: 0.8, required: true },
  canonical: asciiDigits,
  examples: {
    match: [{ text: '運転免許証番号 123456789012', value: '123456789012' }],
    noMatch: ['注文番号 123456789012', '免許証 12345678901'],
  },
})

const pension = pattern({
  entity: 'JP_PENSION_NUMBER',
  class: 'high-risk',
  locales,
  regex: /(?<![0-9A-Za-z.])(?<![0-9][-ー])[0-9]{4}[-ー ]?[0-9]{6}(?![0-9A-Za-z])(?![-ー.][0-9])/,
  context: { words: ['年金番号', '基礎年金番号', '年金手帳'], within: 16, score: 0.85, required: true },
  canonical: asciiDigits,
  examples: {
    match: [{ text: '基礎年金番号は１２３４－５６７８９０', value: '1234-567890' }],
    noMatch: ['1234-567890', '年金は2024年'],
  },
})

export const japanRecognizers: readonly Recognizer[] = [
  phone,
  phoneInKanji,
  myNumberGrouped,
  myNumberByCue,
  residenceCard,
  passport,
  driverLicense,
  pension,
]
