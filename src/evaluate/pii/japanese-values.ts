import { corporateNumber, luhn, myNumber } from '../../detect/values/checks/checksum.js'
import type { Random } from '../random.js'

/** Values as Japan writes them, drawn so that every check digit holds. */

export interface Value {
  readonly entity: string
  readonly text: string
}

const digits = (random: Random, count: number) =>
  Array.from({ length: count }, () => String(random.below(10))).join('')
const nonZero = (random: Random, count: number) => `${1 + random.below(9)}${digits(random, count - 1)}`

/** The first completion by one digit, in front or behind, that the check accepts. */
function checked(body: string, holds: (digits: string) => boolean, where: 'front' | 'behind'): string {
  for (let digit = 0; digit < 10; digit++) {
    const whole = where === 'front' ? `${digit}${body}` : `${body}${digit}`
    if (holds(whole)) return whole
  }
  return checked(
    `1${body.slice(1)}`.replace(/.$/, (last) => String((Number(last) + 1) % 10)),
    holds,
    where,
  )
}

const grouped = (text: string, sizes: readonly number[], gap: string) => {
  let at = 0
  return sizes.map((size) => text.slice(at, (at += size))).join(gap)
}

export const SURNAMES =
  '佐藤|鈴木|高橋|田中|伊藤|渡辺|山本|中村|小林|加藤|吉田|山田|佐々木|山口|松本|井上|木村|林|斎藤|清水|山崎|森|池田|橋本|阿部|石川|山下|中島|石井|小川|前田|岡田|長谷川|藤田|後藤|近藤|村上|遠藤|青木|坂本|大塚|久保|五十嵐|小野寺|東海林|勅使河原|百瀬|安孫子'.split(
    '|',
  )
export const GIVEN =
  '太郎|花子|健一|美咲|翔太|陽菜|大輔|結衣|直樹|由美子|浩二|恵子|拓也|真由美|蓮|葵|悠斗|さくら|和子|隆|明美|亮|誠|香織|ひかり|みゆき|雄一郎|千尋|優|一馬'.split(
    '|',
  )
const READINGS: readonly (readonly [string, string, string])[] = [
  ['ヤマダ タロウ', 'やまだ たろう', 'Yamada Taro'],
  ['サトウ ハナコ', 'さとう はなこ', 'Sato Hanako'],
  ['スズキ ケンイチ', 'すずき けんいち', 'Suzuki Kenichi'],
  ['コバヤシ ミサキ', 'こばやし みさき', 'Kobayashi Misaki'],
  ['ナカムラ ダイスケ', 'なかむら だいすけ', 'Nakamura Daisuke'],
]

export function personName(random: Random): string {
  return `${random.pick(SURNAMES)}${random.pick(['', '', ' ', '　'])}${random.pick(GIVEN)}`
}

export const kanaName = (random: Random) => random.pick(READINGS)[random.below(2)]!
export const romanName = (random: Random) => random.pick(READINGS)[2]

const AREA = ['03', '06', '011', '022', '045', '052', '075', '078', '082', '092', '0467', '0422', '0985']

export function phone(random: Random): string {
  if (random.chance(0.5)) {
    const parts = [random.pick(['090', '080', '070', '050']), nonZero(random, 4), digits(random, 4)]
    return joined(random, parts)
  }
  if (random.chance(0.15)) return `0120-${grouped(nonZero(random, 6), [3, 3], '-')}`
  const area = random.pick(AREA)
  const local = `${2 + random.below(8)}${digits(random, 5 - area.length)}`
  return joined(random, [area, local, digits(random, 4)])
}

function joined(random: Random, [a = '', b = '', c = '']: readonly string[]): string {
  const forms = [
    `${a}-${b}-${c}`,
    `${a}-${b}-${c}`,
    `${a}(${b})${c}`,
    `(${a})${b}-${c}`,
    `${a} ${b} ${c}`,
    `${a}${b}${c}`,
    `+81-${a.slice(1)}-${b}-${c}`,
    `+81 ${a.slice(1)} ${b} ${c}`,
  ]
  return random.pick(forms)
}

export function myNumberValue(random: Random): string {
  const number = checked(digits(random, 11), myNumber, 'behind')
  return random.pick([number, grouped(number, [4, 4, 4], ' '), grouped(number, [4, 4, 4], '-')])
}

export const corporateValue = (random: Random) =>
  random.pick(['', 'T']) + checked(nonZero(random, 12), corporateNumber, 'front')

export const license = (random: Random) =>
  `${random.pick(['30', '10', '44', '62', '90'])}${digits(random, 10)}`

export const passport = (random: Random) => `${random.pick(['TK', 'MZ', 'TR', 'MU'])}${digits(random, 7)}`

const letters = (random: Random) =>
  Array.from({ length: 2 }, () => String.fromCharCode(65 + random.below(26))).join('')

export const residenceCard = (random: Random) => `${letters(random)}${digits(random, 8)}${letters(random)}`

export const pension = (random: Random) => `${digits(random, 4)}-${digits(random, 6)}`

export const insurer = (random: Random) =>
  checked(`${random.pick(['06', '01', '13', '39'])}${digits(random, 5)}`, luhn, 'behind')

export const account = (random: Random) => digits(random, 7)

export const yuchoSymbol = (random: Random) => `1${digits(random, 3)}0`
export const yuchoNumber = (random: Random) => `${nonZero(random, 7)}1`

const PLATE_OFFICES = ['品川', '横浜', '名古屋', 'なにわ', '札幌', '福岡', '富士山', '練馬', '神戸']
export function plate(random: Random): string {
  const gap = random.pick([' ', '', '　'])
  const kana = random.pick([
    ...'あいうえかきくけこさすせそたちつてとなにぬねのはひふほまみむめもやゆよらりるろ',
  ])
  const serial = random.pick([
    `${nonZero(random, 2)}-${digits(random, 2)}`,
    `・${nonZero(random, 1)}-${digits(random, 2)}`.replace(/・(.)-/, '・$1-'),
    `・・${nonZero(random, 2)}`,
  ])
  return [random.pick(PLATE_OFFICES), random.pick(['300', '500', '33', '583', '330']), kana, serial].join(gap)
}

const TOWNS: readonly (readonly [prefecture: string, city: string, town: string, postcode: string])[] = [
  ['東京都', '渋谷区', '神宮前', '150-0001'],
  ['東京都', '八王子市', '明神町', '192-0046'],
  ['大阪府', '大阪市北区', '梅田', '530-0001'],
  ['神奈川県', '横浜市西区', 'みなとみらい', '220-0012'],
  ['愛知県', '名古屋市中区', '栄', '460-0008'],
  ['福岡県', '福岡市博多区', '博多駅前', '812-0011'],
  ['埼玉県', 'さいたま市大宮区', '桜木町', '330-0854'],
  ['長野県', '北佐久郡軽井沢町', '大字長倉', '389-0111'],
  ['沖縄県', '那覇市', 'おもろまち', '900-0006'],
  ['広島県', '広島市中区', '紙屋町', '730-0031'],
  ['茨城県', 'つくば市', '吾妻', '305-0031'],
]
const KANJI = '〇一二三四五六七八九'
export const inKanji = (text: string) => text.replace(/[0-9]/g, (digit) => KANJI[Number(digit)] ?? digit)

function kanjiNumeral(n: number): string {
  const [tens, ones] = [Math.floor(n / 10), n % 10]
  return `${tens > 1 ? KANJI[tens] : ''}${tens > 0 ? '十' : ''}${ones > 0 ? KANJI[ones] : ''}`
}

export function address(random: Random): string {
  if (random.chance(0.08)) {
    const street = random.pick([
      '烏丸通四条下ル水銀屋町',
      '寺町通御池上る上本能寺前町',
      '四条通烏丸東入長刀鉾町',
    ])
    return `${random.pick(['京都府', ''])}京都市${random.pick(['中京', '下京'])}区${street}${1 + random.below(700)}${random.pick(['', '番地'])}`
  }
  if (random.chance(0.08)) {
    return `${random.pick(['北海道', ''])}${random.pick(['札幌市中央区', '札幌市北区'])}${random.pick(['北', '南'])}${1 + random.below(20)}条${random.pick(['西', '東'])}${1 + random.below(20)}丁目${1 + random.below(20)}番地`
  }
  const [prefecture, city, town, postcode] = random.pick(TOWNS)
  const [a, b, c] = [1 + random.below(9), 1 + random.below(30), 1 + random.below(40)]
  const block = random.pick([
    `${a}-${b}-${c}`,
    `${a}丁目${b}番${c}号`,
    `${a}丁目${b}-${c}`,
    `${kanjiNumeral(a)}丁目${kanjiNumeral(b)}番${kanjiNumeral(c)}号`,
    `${b}番地の${c}`,
    `${b * 10 + c}番地`,
  ])
  const building = random.pick([
    '',
    '',
    ` ${random.pick(['サンライズ', '第二山田', 'グリーン', '青葉'])}${random.pick(['マンション', 'ハイツ', 'ビル', '荘'])}${100 + random.below(800)}${random.pick(['', '号室'])}`,
    `${random.pick(['コーポ青葉', '中央ビル', 'みどり荘'])} ${1 + random.below(9)}${random.pick(['階', 'F', '02号室'])}`,
  ])
  const front = random.pick(['', '', `〒${postcode} `, `〒${postcode}\n`])
  return `${front}${random.chance(0.85) || front !== '' ? prefecture : ''}${city}${town}${block}${building}`
}

export function birthday(random: Random): string {
  const year = 1930 + random.below(80)
  const [month, day] = [1 + random.below(12), 1 + random.below(28)]
  const [era, letter, before] = year >= 1989 ? (['平成', 'H', 1988] as const) : (['昭和', 'S', 1925] as const)
  const n = year - before
  return random.pick([
    `${year}年${month}月${day}日`,
    `${year}/${month}/${day}`,
    `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`,
    `${era}${n === 1 ? '元' : n}年${month}月${day}日`,
    `${letter}${n}.${month}.${day}`,
    `${era}${n === 1 ? '元' : kanjiNumeral(n)}年${kanjiNumeral(month)}月${kanjiNumeral(day)}日`,
  ])
}

export const email = (random: Random) =>
  `${random.pick(['taro', 'hanako', 'k.suzuki', 'info-jp', 'm_sato'])}${random.pick(['', '.y', '2', '99'])}@${random.pick(['example.co.jp', 'example.com', 'mail.example.jp', 'example.ne.jp'])}`

export const staffCode = (random: Random) => `${random.pick(['A', 'EMP-', '', 'S'])}${digits(random, 6)}`
export const customerCode = (random: Random) => `${random.pick(['C', '', 'K-'])}${digits(random, 8)}`
export const patientCode = (random: Random) => digits(random, 8)
