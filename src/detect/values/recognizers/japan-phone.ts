import type { Recognizer } from '../../../core/ports.js'
import { readPhone } from '../phone.js'
import { entityPattern } from './entity-pattern.js'

const locales = ['ja-JP']
/** The long vowel mark is typed where a hyphen is meant, a dot in the middle by design; forms break lines behind them. */
const H = '(?: ?[-ー・] ?|[-ー]\\n)'
const KANJI = '〇一二三四五六七八九'

const phone = entityPattern({
  entity: 'PHONE_NUMBER',
  locales,
  regex: new RegExp(
    `(?<![0-9.])(?<![0-9][-ー])(?:(?<![A-Za-z])|(?<=tel|fax|phone|mobile))` +
      `(?:\\(0[1-9][0-9]{0,3}\\) ?[0-9]{1,4}[-ー ][0-9]{3,4}` +
      `|0[1-9][0-9]{0,3}(?:${H}[0-9]{1,4}${H}| ?\\([0-9]{1,4}\\) ?| [0-9]{2,4} |\\.[0-9]{2,4}\\.|/[0-9]{2,4}/)[0-9]{3,4}` +
      '|0[1-9][0-9]{8,9})(?:[ ,(]{0,2}内線[ :]?[0-9]{1,6}\\)?)?' +
      `(?![0-9])(?![-ー][0-9])`,
    'i',
  ),
  validate: isJapanese,
  canonical: (value) => readPhone(withoutExtension(value)).canonical,
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
      '090・1234・5678',
      '050 - 1234 - 5678',
      { text: '電話：０３－１２３４－\n５６７８', value: '03-1234-\n5678' },
      { text: '06-6123-4567（内線 123）', value: '06-6123-4567(内線 123)' },
      { text: '070\uff701234\u30fc5678', value: '070ー1234ー5678' },
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
      '型番 KX-0312-34',
    ],
  },
})

/** Ten digits, eleven behind 050, 070, 080, 090; bare digits only where the plan knows them. */
function isJapanese(value: string): boolean {
  const { standing, digits } = readPhone(withoutExtension(value), ['JP'])
  const mobile = /^\(?0[5789]0/.test(value)
  if (standing === 'valid') return true
  return standing === 'possible' && digits === (mobile ? 11 : 10) && /[-ー・()]/.test(value)
}

function withoutExtension(value: string): string {
  return value.replace(/[ ,(]*内線.*$/s, '')
}

/** Digits in kanji, or in both kinds. */
const phoneInKanji = entityPattern({
  entity: 'PHONE_NUMBER',
  locales,
  regex: new RegExp(
    `(?<![${KANJI}0-9])[〇0][${KANJI}0-9]{1,4}[-ー・の( ][${KANJI}0-9]{1,4}[-ー・の) ][${KANJI}0-9]{3,4}(?![${KANJI}0-9])`,
  ),
  validate: (value) => /[〇一二三四五六七八九]/.test(value) && readPhone(value, ['JP']).standing !== 'none',
  canonical: (value) => readPhone(value).canonical,
  score: 0.8,
  examples: {
    match: [
      { text: '電話は〇三ー一二三四ー五六七八', value: '〇三ー一二三四ー五六七八' },
      '〇九〇の一二三四の五六七八',
      '0九0-一二三四-五六七八',
    ],
    noMatch: ['一二三四ー五六七八', '二〇二四年三月', '〇三ー一', '03-1234-5678'],
  },
})

const phoneInKanjiBare = entityPattern({
  entity: 'PHONE_NUMBER',
  locales,
  regex: new RegExp(`(?<![${KANJI}])〇[${KANJI}]{9,10}(?![${KANJI}])`),
  validate: (value) => readPhone(value, ['JP']).standing === 'valid',
  canonical: (value) => readPhone(value).canonical,
  score: 0.75,
  examples: {
    match: [{ text: '携帯は〇九〇一二三四五六七八です', value: '〇九〇一二三四五六七八' }],
    noMatch: ['〇一二三四五', '二〇二四年'],
  },
})

/** As it is read out. The longer reading of a digit stands first. */
const READINGS: readonly (readonly [reading: string, digit: string])[] = [
  ['ぜろ', '0'],
  ['まる', '0'],
  ['れい', '0'],
  ['いち', '1'],
  ['にい', '2'],
  ['に', '2'],
  ['さん', '3'],
  ['よん', '4'],
  ['しち', '7'],
  ['し', '4'],
  ['ごう', '5'],
  ['ご', '5'],
  ['ろく', '6'],
  ['なな', '7'],
  ['はち', '8'],
  ['きゅう', '9'],
  ['きゅー', '9'],
  ['く', '9'],
]
const katakana = (text: string) =>
  text.replace(/[ぁ-ん]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) + 0x60))
const SPOKEN = READINGS.flatMap(([reading]) => [reading, katakana(reading)]).join('|')

const phoneSpoken = entityPattern({
  entity: 'PHONE_NUMBER',
  locales,
  regex: new RegExp(
    `(?:ぜろ|ゼロ|まる|マル)(?:[- ・、ー]?(?:${SPOKEN})(?:(?<=[0-9ぁ-んァ-ヶー])[のノ](?=[- ]?(?:${SPOKEN})))?){9,10}`,
  ),
  validate: (value) => readPhone(spokenDigits(value), ['JP']).standing !== 'none',
  canonical: (value) => readPhone(spokenDigits(value)).canonical,
  score: 0.7,
  examples: {
    match: [
      'ゼロキュウゼロ・イチニイサンヨン・ゴウロクナナハチ',
      'ぜろきゅうぜろの いちにさんよんの ごろくななはち',
    ],
    noMatch: ['ゼロから始める', 'まるいちにち', 'ぜろいちに'],
  },
})

function spokenDigits(value: string): string {
  const kana = value.replace(/[ァ-ヶ]/g, (k) => String.fromCharCode(k.charCodeAt(0) - 0x60))
  const alternatives = READINGS.map(([reading]) => reading).join('|')
  const digits = new Map(READINGS)
  return [...kana.normalize('NFC').matchAll(new RegExp(alternatives, 'g'))]
    .map(([reading]) => digits.get(reading) ?? '')
    .join('')
}

const extension = entityPattern({
  entity: 'PHONE_NUMBER',
  locales,
  regex:
    /(?<=内線(?:番号)?(?:は|が)?[ :]{0,2})[0-9]{3,6}(?:-[0-9]{2,4})?(?![0-9A-Za-z円名人件台%])(?!-[0-9])/,
  score: 0.6,
  examples: {
    match: [
      { text: '内線１２３４へ', value: '1234' },
      { text: '内線番号：８５２３', value: '8523' },
    ],
    noMatch: ['内線電話を3台', '1234', '内線 12'],
  },
})

export const japanPhoneRecognizers: readonly Recognizer[] = [
  phone,
  phoneInKanji,
  phoneInKanjiBare,
  phoneSpoken,
  extension,
]
