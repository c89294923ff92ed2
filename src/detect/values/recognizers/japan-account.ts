import { labelsOf } from '../../../core/entities.js'
import type { Recognizer } from '../../../core/ports.js'
import { corporateNumber } from '../checks/checksum.js'
import { asciiDigits } from '../phone.js'
import { entityPattern } from './entity-pattern.js'
import { DIGIT } from './japan-number.js'

/** Accounts, and the numbers that organisations give to those they deal with. All are weak: the words around them decide. */

const locales = ['ja-JP']
const BEFORE = '(?:(?<![0-9A-Za-z.])|(?<=N[oO]\\.))(?<![0-9][-ー])'
const BEHIND = '(?![0-9A-Za-z])(?![-ー.][0-9])'

/** 普通 1234567: the kind of account right before seven digits. */
const bankByKind = entityPattern({
  entity: 'JP_BANK_ACCOUNT',
  regex: new RegExp(
    `(?<=(?:普通|当座|貯蓄|納税準備)(?:預金)?(?:口座)?(?: ?番号)?(?:は|\\()?[) :/・-]{0,3}(?:No\\.? ?)?)[${DIGIT}]{6,8}(?![${DIGIT}円通個件人冊部株])${BEHIND}`,
  ),
  validate: (value) => [6, 7, 8].includes(asciiDigits(value).length),
  canonical: asciiDigits,
  score: 0.85,
  examples: {
    match: [
      { text: 'みずほ銀行 渋谷支店 普通 １２３４５６７', value: '1234567' },
      { text: '当座預金：0123456', value: '0123456' },
      { text: '普通預金口座番号 7654321', value: '7654321' },
      { text: '普通 一二三四五六七', value: '一二三四五六七' },
    ],
    noMatch: ['普通郵便 1234567', '普通 1234567円', '1234567', '普通 12345', '普通列車は1234567人を'],
  },
})

const bankByCue = entityPattern({
  entity: 'JP_BANK_ACCOUNT',
  regex: new RegExp(`${BEFORE}[${DIGIT}](?:[- ]?[${DIGIT}]){5,7}(?![${DIGIT}円])${BEHIND}`),
  context: {
    labels: ['number', 'account', 'english'],
    within: 24,
    score: 0.8,
    required: true,
  },
  validate: (value) => !/^(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])/.test(value),
  canonical: asciiDigits,
  examples: {
    match: [
      { text: '口座番号：１２３４５６７', value: '1234567' },
      { text: '振込先口座は みずほ銀行 本店 3456789 です', value: '3456789' },
      { text: '口座番号は 123-4567 です', value: '123-4567' },
    ],
    noMatch: ['1234567', '口座は1234567円', '型番 1234567', '口座番号 12345'],
  },
})

/** ゆうちょ銀行: 記号 of five digits (1…0 or 0…), 番号 of up to eight; transfer accounts 00123-4-567890. */
const yucho = entityPattern({
  entity: 'JP_BANK_ACCOUNT',
  regex: new RegExp(
    `${BEFORE}(?:1[0-9]{3}0(?:[-ー ]{1,2}(?:[0-9][-ー ])?|[、,]? ?(?:-[0-9] ?)?番号[は: ]{0,2})[0-9]{2,7}1|0[0-9]{4}[-ー ][0-9][-ー ][0-9]{1,6})${BEHIND}`,
  ),
  context: {
    labels: ['postal', 'number', 'postalTransfer'],
    within: 24,
    score: 0.85,
    required: true,
  },
  canonical: asciiDigits,
  examples: {
    match: [
      { text: 'ゆうちょ銀行 記号 １２３４０ 番号 １２３４５６７１', value: '12340 番号 12345671' },
      { text: 'ゆうちょ 10120-12345671', value: '10120-12345671' },
      { text: '郵便振替 00123-4-567890', value: '00123-4-567890' },
    ],
    noMatch: ['10120-12345671', '12340 12345671', 'ゆうちょ 2024-12345671'],
  },
})

const corporate = entityPattern({
  entity: 'JP_CORPORATE_NUMBER',
  regex: new RegExp(`(?:(?<![0-9A-Za-z.-])T(?=[0-9]{13})|${BEFORE})[1-9](?:[- ]?[0-9]){12}${BEHIND}`),
  context: {
    labels: ['number', 'english'],
    within: 16,
    score: 0.9,
  },
  score: 0.4,
  validate: (value) => corporateNumber(asciiDigits(value)),
  canonical: asciiDigits,
  examples: {
    match: [
      { text: '法人番号：７０００012050002', value: '7000012050002' },
      { text: '登録番号 T7000012050002', value: 'T7000012050002' },
    ],
    noMatch: ['法人番号 7000012050003', '法人番号 700001205000'],
  },
})

const PLATES =
  '札幌|函館|旭川|室蘭|釧路|帯広|北見|知床|苫小牧|青森|八戸|弘前|岩手|盛岡|平泉|宮城|仙台|秋田|山形|庄内|福島|会津|郡山|白河|いわき|水戸|土浦|つくば|宇都宮|那須|とちぎ|日光|群馬|前橋|高崎|大宮|所沢|川越|熊谷|春日部|川口|越谷|千葉|成田|習志野|市川|船橋|袖ヶ浦|袖ケ浦|市原|野田|松戸|柏|品川|世田谷|練馬|杉並|板橋|足立|江東|葛飾|八王子|多摩|横浜|川崎|湘南|相模|山梨|富士山|新潟|長岡|上越|富山|石川|金沢|福井|長野|松本|諏訪|安曇野|南信州|岐阜|飛騨|静岡|浜松|沼津|伊豆|名古屋|豊橋|三河|岡崎|豊田|尾張小牧|一宮|春日井|三重|鈴鹿|四日市|伊勢志摩|滋賀|京都|大阪|なにわ|和泉|堺|奈良|飛鳥|和歌山|神戸|姫路|鳥取|島根|出雲|岡山|倉敷|広島|福山|山口|下関|徳島|香川|高松|愛媛|高知|福岡|北九州|久留米|筑豊|佐賀|長崎|佐世保|熊本|大分|宮崎|鹿児島|奄美|沖縄'

/** 道路運送車両法施行規則 第13条: office, class, one kana (none of おしへん), up to four digits with dots before them. */
const plate = entityPattern({
  entity: 'JP_VEHICLE_PLATE',
  regex: new RegExp(
    `(?:${PLATES})[ \\n]?(?:[0-9]{2,3}|[0-9]{2}[A-Z]|[0-9][A-Z]{2})[ \\n]?[あ-えか-こさ-そた-とな-のはひふほま-もやゆよら-ろわを][ \\n]?(?:[1-9][0-9][-ー ]?[0-9]{2}|[・.]{0,3} ?[1-9][0-9]{0,2}|[・.] ?[1-9][-ー]?[0-9]{2})(?![0-9年月日時分人円キkmKM%])(?![-ー][0-9])`,
  ),
  canonical: (value) => value.replace(/[\s・.ー-]/g, ''),
  score: 0.85,
  examples: {
    match: [
      '品川 300 あ 12-34',
      { text: '車両番号：品川３００あ１２－３４です', value: '品川300あ12-34' },
      '横浜 583 さ ・・12',
      '富士山 50 と 1234',
      '横浜583え・・22',
      '足立 33A る 56-78',
    ],
    noMatch: ['品川から300の駅', '東京 300 あ 12-34', '品川 300 あ', '長野 30 か所', '大阪 100 に 3000人'],
  },
})

/** A code of an organisation's own: letters and digits, at least three of them digits, no date. */
const CODE = '(?:[A-Za-z]{1,5}[-_]?)?[0-9]{3,12}(?:[-_ー][0-9A-Za-z]{1,8}){0,2}'
const SOUND = (value: string) => !/^(?:19|20)[0-9]{2}[-ー][01]?[0-9][-ー][0-3]?[0-9]$/.test(value)

const KINDS = '番号|コード|ID|No\\.?|ＩＤ|識別番号|管理番号'

/** A holder of the entity's labels (社員) with a kind of number behind it. */
function numberOf(
  entity: 'EMPLOYEE_ID' | 'CUSTOMER_ID' | 'PATIENT_ID' | 'STUDENT_ID',
  [text, value]: readonly [text: string, value: string],
): Recognizer {
  const holder = labelsOf(entity, 'stem').join('|')
  return entityPattern({
    entity,
    locales,
    regex: new RegExp(
      `(?<=(?:${holder})(?:${KINDS})(?:\\([^)\\n]{1,8}\\))?(?:は|が|[ :#=|┃│]|No|\\.|\\n){0,4}[「"]?)${CODE}(?![0-9A-Za-z円名人件%])(?!\\.[0-9])`,
    ),
    validate: SOUND,
    canonical: (found) => found.replace(/[-_ー]/g, '').toUpperCase(),
    score: 0.8,
    examples: {
      match: [{ text, value }],
      noMatch: [value, `${text.slice(0, 2)}は3名です`, `${text.slice(0, 4)}の一覧`],
    },
  })
}

const numbers = [
  numberOf('EMPLOYEE_ID', ['社員番号：Ａ－１２３４５', 'A-12345']),
  numberOf('CUSTOMER_ID', ['顧客番号は C00123456 です', 'C00123456']),
  numberOf('PATIENT_ID', ['患者ID: 00123456', '00123456']),
  numberOf('STUDENT_ID', ['学籍番号 K00345', 'K00345']),
]

export const japanAccountRecognizers: readonly Recognizer[] = [
  bankByKind,
  bankByCue,
  yucho,
  corporate,
  plate,
  ...numbers,
]
