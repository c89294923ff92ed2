import type { Recognizer } from '../../../core/ports.js'
import { luhn, myNumber } from '../checks/checksum.js'
import { asciiDigits } from '../phone.js'
import { entityPattern } from './entity-pattern.js'
import { DIGIT } from './japan-number.js'

/** Numbers that the state gives to persons. */

/** What stands between groups: any dash (folded), the long vowel mark typed for one, a space, the end of a line. */
const GAP = '(?:[- ー・]\\n?|\\n)?'
const BEFORE = '(?:(?<![0-9A-Za-z.])|(?<=N[oO]\\.))'
const BEHIND = '(?![0-9A-Za-z])(?![-ー.][0-9])'

const myNumberGrouped = entityPattern({
  entity: 'JP_MY_NUMBER',
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

const myNumberByCue = entityPattern({
  entity: 'JP_MY_NUMBER',
  regex: new RegExp(
    `(?<![${DIGIT}A-Za-z.])[${DIGIT}](?:${GAP}[${DIGIT}]){11}(?![${DIGIT}A-Za-z])(?![- ー.][0-9])`,
  ),
  context: {
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
      { text: '個人番号\n一二三四 五六七八 九〇一八', value: '一二三四 五六七八 九〇一八' },
      { text: 'マイナンバー 1234-\n5678-9018', value: '1234-\n5678-9018' },
    ],
    noMatch: ['123456789018', 'マイナンバー 123456789012', '個人番号 1234567890180'],
  },
})

const residenceCard = entityPattern({
  entity: 'JP_RESIDENCE_CARD',
  regex: /(?<![0-9A-Za-z])[A-Z]{2}[- ]?[0-9]{8}[- ]?[A-Z]{2}(?![0-9A-Za-z])/,
  canonical: (value) => value.replace(/[- ]/g, ''),
  score: 0.75,
  examples: {
    match: [
      'AB12345678CD',
      { text: '在留カード番号ＡＢ１２３４５６７８ＣＤです', value: 'AB12345678CD' },
      'AB-12345678-CD',
    ],
    noMatch: ['AB1234567CD', 'XAB12345678CD', 'ab12345678cd'],
  },
})

const passport = entityPattern({
  entity: 'JP_PASSPORT',
  regex: /(?<![0-9A-Za-z])[A-Z]{2} ?[0-9]{7}(?![0-9A-Za-z])/,
  context: { within: 24, score: 0.85, required: true },
  canonical: (value) => value.replace(/ /g, ''),
  examples: {
    match: [
      { text: 'パスポート番号：ＴＫ１２３４５６７', value: 'TK1234567' },
      { text: '旅券番号\nMZ 7654321', value: 'MZ 7654321' },
    ],
    noMatch: ['TK1234567', 'パスポート TK123456'],
  },
})

const driverLicense = entityPattern({
  entity: 'JP_DRIVER_LICENSE',
  regex: new RegExp(`${BEFORE}(?<![0-9][- ])[0-9](?:[- ー]?[0-9]){11}(?![0-9A-Za-z])(?![- ー.][0-9])`),
  context: {
    within: 20,
    score: 0.8,
    required: true,
  },
  canonical: asciiDigits,
  examples: {
    match: [
      { text: '運転免許証番号 123456789012', value: '123456789012' },
      { text: '免許証の番号は第３０１２－３４５６－７８９０号', value: '3012-3456-7890' },
    ],
    noMatch: ['注文番号 123456789012', '免許証 12345678901', '免許皆伝'],
  },
})

const pension = entityPattern({
  entity: 'JP_PENSION_NUMBER',
  regex: new RegExp(`${BEFORE}(?<![0-9][-ー])[${DIGIT}]{4}[-ー ]?[${DIGIT}]{6}(?![${DIGIT}])${BEHIND}`),
  context: {
    within: 20,
    score: 0.85,
    required: true,
  },
  canonical: asciiDigits,
  examples: {
    match: [
      { text: '基礎年金番号は１２３４－５６７８９０', value: '1234-567890' },
      { text: '年金手帳の記号番号：1234 567890', value: '1234 567890' },
    ],
    noMatch: ['1234-567890', '年金は2024年', '年金番号 123-456789'],
  },
})

/**
 * 保険者番号 and 公費負担者番号 (8 or 6 digits), 公費受給者番号 (7): the last digit checks the others with weights
 * 2, 1, 2 … from the right. 保険者番号等の設定について (昭和51年保発第45号), whose rule is that of ISO/IEC 7812-1.
 */
const insurer = entityPattern({
  entity: 'JP_HEALTH_INSURANCE',
  regex: new RegExp(`${BEFORE}(?<![0-9][-ー])[0-9](?:[- ]?[0-9]){5,7}(?![- ]?[0-9])${BEHIND}`),
  context: {
    labels: ['insurer'],
    within: 14,
    score: 0.9,
    required: true,
  },
  validate: (value) => luhn(asciiDigits(value)),
  canonical: asciiDigits,
  examples: {
    match: [
      { text: '保険者番号：０６１３００１７', value: '06130017' },
      { text: '保険者番号は 138057 です', value: '138057' },
    ],
    noMatch: ['06130017', '保険者番号 06130018', '保険者番号 0613001'],
  },
})

/** The number behind 番号 on an insurance card, and the 記号 before it. */
const insured = entityPattern({
  entity: 'JP_HEALTH_INSURANCE',
  regex: new RegExp(
    `${BEFORE}(?<![0-9][-ー])[0-9]{1,8}(?:(?: ?[-ー・/] ?| (?:番号)?[: ]{0,2}|[、,]? ?番号[は: ]{0,2})[0-9]{1,8}){0,2}(?:[( ]{1,2}枝番[: ]{0,2}[0-9]{2}\\)?)?(?![0-9A-Za-z円年月人名])(?![-ー.][0-9])`,
  ),
  context: {
    labels: ['insured'],
    within: 12,
    score: 0.8,
    required: true,
  },
  validate: (value) => {
    const { length } = asciiDigits(value)
    return length >= 6 && length <= 18
  },
  canonical: (value) => value.replace(/[^0-9]+/g, '-').replace(/-$/, ''),
  examples: {
    match: [
      { text: '被保険者番号：１２３４５６７８', value: '12345678' },
      { text: '保険証の記号番号は 12345678・901', value: '12345678・901' },
      { text: '健康保険 記号・番号：1234-56789', value: '1234-56789' },
    ],
    noMatch: ['12345678', '被保険者数 12345678人', '記号 12', '記号番号 123'],
  },
})

/** 記号 1234 番号 567 on an insurance card: both words in their place say enough. */
const insuredInFull = entityPattern({
  entity: 'JP_HEALTH_INSURANCE',
  regex:
    /(?<=記号[は: ]{0,3})[0-9]{1,8}[、, \n]{0,2}番号[は: ]{0,3}[0-9]{1,8}(?:[( ]{1,2}枝番[: ]{0,2}[0-9]{2}\)?)?(?![0-9A-Za-z])(?!-[0-9])/,
  context: {
    labels: ['card'],
    within: 40,
    score: 0.85,
    required: true,
  },
  canonical: (value) => value.replace(/[^0-9]+/g, '-').replace(/-$/, ''),
  examples: {
    match: [
      { text: '健康保険証 記号：１２３４ 番号：５６７８９０', value: '1234 番号:567890' },
      { text: '保険証は記号 210 番号 4455', value: '210 番号 4455' },
    ],
    noMatch: ['記号 1234 番号 567890', '保険の記号と番号'],
  },
})

export const japanRecognizers: readonly Recognizer[] = [
  myNumberGrouped,
  myNumberByCue,
  residenceCard,
  passport,
  driverLicense,
  pension,
  insurer,
  insured,
  insuredInFull,
]
