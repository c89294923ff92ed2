import type { Recognizer } from '../../core/ports.js'
import { pattern } from '../pattern.js'

const PREFECTURES =
  '北海道|東京都|京都府|大阪府|(?:青森|岩手|宮城|秋田|山形|福島|茨城|栃木|群馬|埼玉|千葉|神奈川|新潟|富山|石川|福井|山梨|長野|岐阜|静岡|愛知|三重|滋賀|兵庫|奈良|和歌山|鳥取|島根|岡山|広島|山口|徳島|香川|愛媛|高知|福岡|佐賀|長崎|熊本|大分|宮崎|鹿児島|沖縄)県'
const KANJI_DIGITS = '〇一二三四五六七八九'
const HAN = '\\p{sc=Han}々ヶケヵノ'
const PLACE = `${HAN}\\p{sc=Hira}\\p{sc=Kana}ー`
const NUMBER = '[0-9〇一二三四五六七八九十百]{1,4}'
/** 1-2-3, 1丁目2番3号, 一丁目二番地の三 */
const BLOCK =
  `(?:${NUMBER}(?:丁目|条|線)(?: ?[の東西南北]?${NUMBER}(?:丁目|番地|番|号)?(?:[-ーの]${NUMBER}(?:号室|号)?){0,3}){1,3}` +
  `|${NUMBER}(?:番地|番)(?: ?の?${NUMBER}号?(?:[-ーの]${NUMBER}(?:号室|号)?){0,3})?` +
  `|${NUMBER}(?:[-ーの]${NUMBER}){1,4}(?:号室|号)?)`
const BUILDING = `(?: ?[\\p{L}\\p{N}・ー]{1,20}?(?:ビル|ビルディング|マンション|ハイツ|タワー|コーポ|荘|館)(?: ?[0-9]{1,4}(?:階|号室|F))?)?`
const CITY = `(?:[${PLACE}]{1,8}?[市区町村郡]){1,3}`

const japanese = pattern({
  entity: 'POSTAL_ADDRESS',
  class: 'contact',
  locales: ['ja-JP'],
  regex: new RegExp(
    `(?:〒 ?[0-9]{3}[-ー]?[0-9]{4}[ \\n]?)?(?:${PREFECTURES}) ?${CITY}[ ]?[${PLACE}]{0,12}? ?${BLOCK}${BUILDING}(?![0-9])`,
    'u',
  ),
  canonical: canonicalAddress,
  score: 0.85,
  examples: {
    match: [
      '東京都千代田区丸の内1-2-3',
      '東京都千代田区霞が関二丁目1番3号',
      '北海道札幌市中央区北1条西2丁目3番地',
      '神奈川県横浜市西区みなとみらい2-3-1',
      '〒150-0001 東京都渋谷区神宮前1-2-3',
      {
        text: '住所は〒１５０－０００１　東京都渋谷区神宮前１丁目２番３号です。',
        value: '〒150-0001 東京都渋谷区神宮前1丁目2番3号',
      },
      { text: '本社（大阪府大阪市北区梅田3-1-3）', value: '大阪府大阪市北区梅田3-1-3' },
    ],
    noMatch: [
      '東京都の人口は1400万人です',
      '東京都千代田区の面積は11.66平方キロ',
      '京都府京都市は2024年3月に',
      '大阪府では3-4割が',
      '埼玉県さいたま市',
      '東京都港区新橋二丁目の交差点',
    ],
  },
})

/** Without its prefecture an address begins at its city, ward, town or village. */
const japaneseLocal = pattern({
  entity: 'POSTAL_ADDRESS',
  class: 'contact',
  locales: ['ja-JP'],
  regex: new RegExp(
    `(?<![${HAN}\\p{sc=Kana}ー])[${HAN}]{1,4}[市区町村](?:[${HAN}]{1,4}区)?[${PLACE}]{1,10}?` +
      `(?:${NUMBER}丁目 ?${NUMBER}番(?:地|${NUMBER}号)?|[0-9]{1,3}[-ー][0-9]{1,3}[-ー][0-9]{1,4})${BUILDING}(?![0-9])(?![-ー][0-9])`,
    'u',
  ),
  canonical: canonicalAddress,
  score: 0.65,
  examples: {
    match: [{ text: '住所は渋谷区神南1-2-3です', value: '渋谷区神南1-2-3' }, '横浜市西区高島二丁目19番12号'],
    noMatch: ['市区町村', '町内会は1-2で勝った', '渋谷区神南'],
  },
})

const japanesePostcode = pattern({
  entity: 'POSTAL_ADDRESS',
  class: 'contact',
  locales: ['ja-JP'],
  regex: /(?:〒 ?|(?<=郵便番号[は: ]{0,3}))[0-9]{3}[-ー]?[0-9]{4}(?![0-9])(?![-ー][0-9])/,
  canonical: (value) => `〒${value.replace(/[^0-9]/g, '')}`,
  score: 0.7,
  examples: {
    match: ['〒150-0001', { text: '郵便番号：１５０－０００１', value: '150-0001' }, '〒1500001'],
    noMatch: ['150-0001', '〒150-00012', '〒150'],
  },
})

const STREET =
  'Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Drive|Dr|Lane|Ln|Court|Ct|Way|Place|Pl|Square|Sq|Terrace|Highway|Hwy|Parkway|Pkwy|Circle|Crescent|Close|Gardens|Grove|Mews'
const STATE =
  'A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|P[AR]|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY]'
const NAME = "[A-Z0-9][A-Za-z0-9.'-]{0,20}"
const GAP = '(?:, ?\\n?| ?\\n| )'
const UNIT = `(?:${GAP}(?:Apt|Apartment|Suite|Ste|Unit|Flat|Floor|#)\\.? ?#?[A-Za-z0-9-]{1,6})?`
const UK_POSTCODE = '[A-Z]{1,2}[0-9][0-9A-Z]? ?[0-9][A-Z]{2}'
const TOWN = `(?:${GAP}[A-Z][a-zA-Z.'-]{1,20}(?: [A-Z][a-zA-Z.'-]{1,20}){0,2})`

/** *In 2019 Wall Street …*, *© 2022 Superior Court* */
const NO_YEAR =
  '(?!(?<=(?:[Ii]n|[Ss]ince|[Ff]rom|[Uu]ntil|[Dd]uring|[Bb]y|[Oo]f|[Tt]he|©|\\(c\\)) ?)(?:19|20)[0-9]{2} )'

const western = pattern({
  entity: 'POSTAL_ADDRESS',
  class: 'contact',
  locales: ['en-US', 'en-GB'],
  regex: new RegExp(
    `(?<![0-9A-Za-z.,-])${NO_YEAR}[0-9]{1,6}[A-Za-z]?(?:-[0-9]{1,4})? (?:[NSEW]{1,2}\\.? )?(?:${NAME} ){1,4}(?:${STREET})(?![a-z])\\.?` +
      `${UNIT}(?:${TOWN}{0,2}(?:,? \\n?(?:${STATE})${GAP}[0-9]{5}(?:-[0-9]{4})?|${GAP}${UK_POSTCODE}))?(?![0-9])`,
  ),
  canonical: canonicalAddress,
  score: 0.75,
  examples: {
    match: [
      '123 Main Street, Springfield, IL 62704',
      '1600 Amphitheatre Pkwy, Mountain View, CA 94043-1351',
      '10 Downing Street, London SW1A 2AA',
      '221B Baker Street',
      {
        text: 'Send it to 42 N. Elm St., Apt. 5, Dayton, OH 45402 please',
        value: '42 N. Elm St., Apt. 5, Dayton, OH 45402',
      },
      { text: '住所は123 Main Streetです', value: '123 Main Street' },
    ],
    noMatch: [
      '5 minutes down the street',
      'In 2019 Wall Street fell',
      '\u00a9 2022 Superior Court of California',
      '3 Ways to win',
      '100 people on Main Street',
      'Section 4 Place your order',
    ],
  },
})

const postBox = pattern({
  entity: 'POSTAL_ADDRESS',
  class: 'contact',
  locales: ['en-US', 'en-GB'],
  regex: new RegExp(
    `(?<![A-Za-z0-9])P\\.? ?O\\.? ?Box [0-9]{1,6}(?:${TOWN},? (?:${STATE}) [0-9]{5}(?:-[0-9]{4})?)?(?![0-9])`,
  ),
  canonical: canonicalAddress,
  score: 0.7,
  examples: { match: ['P.O. Box 1234', 'PO Box 99, Dayton, OH 45402'], noMatch: ['Box 12', 'PO box office'] },
})

/** 1丁目2番3号, 1-2-3 and 一丁目二番三号 are one place; the postcode in front adds nothing. */
function canonicalAddress(value: string): string {
  return value
    .replace(/^〒 ?[0-9]{3}[-ー]?[0-9]{4}/, '')
    .replace(/[〇一二三四五六七八九](?=[-ー丁番号条の])/g, (digit) => String(KANJI_DIGITS.indexOf(digit)))
    .replace(/(?<=[0-9])(?:丁目|番地|番町|番|号室|号|の|[-ー])+/g, '-')
    .replace(/-$/, '')
    .toLowerCase()
    .replace(/[\s.,]+/g, ' ')
    .trim()
}

export const addressRecognizers: readonly Recognizer[] = [
  japanese,
  japaneseLocal,
  japanesePostcode,
  western,
  postBox,
]
