import type { Random } from '../random.js'
import { GIVEN, inKanji, SURNAMES } from './japanese-values.js'

/** Addresses, names and numbers in the less usual ways that Japan writes them. */

const digits = (random: Random, count: number) =>
  Array.from({ length: count }, () => String(random.below(10))).join('')
const from1 = (random: Random, most: number) => 1 + random.below(most)

const KANJI = '〇一二三四五六七八九'
export function numeral(n: number): string {
  const [hundreds, tens, ones] = [Math.floor(n / 100), Math.floor(n / 10) % 10, n % 10]
  const digit = (d: number, unit: string) => (d === 0 ? '' : `${d > 1 ? KANJI[d] : ''}${unit}`)
  return digit(hundreds, '百') + digit(tens, '十') + (ones > 0 ? KANJI[ones] : '')
}

/** Towns by how their blocks are numbered. */
const CHOME =
  '世田谷区三軒茶屋|杉並区高円寺南|豊島区東池袋|江東区亀戸|練馬区光が丘|武蔵野市吉祥寺本町|川崎市中原区小杉町|横浜市港北区新横浜|さいたま市浦和区高砂|船橋市本町|仙台市青葉区国分町|名古屋市千種区今池|大阪市天王寺区上本町|堺市堺区三国ヶ丘御幸通|神戸市中央区三宮町|岡山市北区表町|高松市番町|松山市二番町|北九州市小倉北区浅野|熊本市中央区水前寺|鹿児島市山下町|郡山市駅前|宇都宮市馬場通り|静岡市葵区呉服町|吹田市江坂町|西宮市甲子園口|豊中市新千里東町'.split(
    '|',
  )
const OAZA =
  '埼玉県比企郡嵐山町大字志賀|長野県上高井郡小布施町大字中松|新潟県南魚沼郡湯沢町大字湯沢|福島県会津若松市一箕町大字亀賀字北柳原|栃木県那須郡那須町大字高久乙|佐賀県鳥栖市村田町字西ノ前|山形県西村山郡河北町谷地字月山堂|青森県弘前市大字茂森新町|大分県由布市湯布院町川上|福岡県糟屋郡篠栗町大字尾仲|茨城県稲敷郡阿見町大字荒川沖|群馬県吾妻郡草津町大字草津|岐阜県大野郡白川村荻町|奈良県吉野郡十津川村大字小原|宮城県牡鹿郡女川町鷲神浜字荒立|愛知県知多郡東浦町大字緒川字家下|三重県多気郡明和町大字斎宮|千葉県印旛郡栄町安食台|石川県鳳珠郡能登町字宇出津'.split(
    '|',
  )
const BLOCK_NUMBERED =
  '東京都大田区田園調布本町|静岡県浜松市中央区板屋町|愛媛県今治市旭町|香川県丸亀市大手町|広島県尾道市東土堂町|島根県松江市殿町|徳島県徳島市幸町|長崎県長崎市出島町|沖縄県宜野湾市真栄原|和歌山県田辺市湊|高知県高知市帯屋町|富山県高岡市末広町'.split(
    '|',
  )
const KYOTO =
  '京都市中京区河原町通三条下る大黒町|京都市上京区今出川通烏丸東入玄武町|京都市下京区東洞院通塩小路下ル東塩小路町|京都府京都市中京区御幸町通蛸薬師上る船屋町|京都市東山区大和大路通四条下る小松町|京都市上京区堀川通一条上ル竪富田町|京都市中京区柳馬場通押小路下る等持寺町'.split(
    '|',
  )
const HOKKAIDO =
  '札幌市豊平区豊平|札幌市白石区本通|北海道帯広市西|北海道旭川市|北海道岩見沢市|札幌市東区北|北海道河東郡音更町木野大通西'.split(
    '|',
  )
const BUILDINGS =
  'メゾン・ド・青葉|パークハイム桜台|ライオンズシティ本町|第三山本ビル|グランコート東|ヴィラ緑ヶ丘|コーポたちばな|ハイツ白鳥|アーバンハイツ|県営住宅|UR賃貸住宅|サンパレス中央|リバーサイド弐番館|エステート若葉|シャトー武蔵野|すみれ荘|レジデンス西口|オフィスタワーZ'.split(
    '|',
  )

export function address(random: Random): string {
  const kind = random.below(10)
  const [a, b, c] = [from1(random, 8), from1(random, 30), from1(random, 25)]
  let place: string
  if (kind < 4) {
    place =
      random.pick(CHOME) +
      random.pick([
        `${a}丁目${b}番${c}号`,
        `${a}丁目${b}番地${c}`,
        `${a}-${b}-${c}`,
        `${a}丁目${b}-${c}`,
        `${numeral(a)}丁目${b}番${c}号`,
        `${numeral(a)}丁目${numeral(b)}番${numeral(c)}号`,
        `${numeral(a)}丁目${b}の${c}`,
        `${inKanji(`${a}-${b}-${c}`).replace(/-/g, 'ー')}`,
        ` ${a} - ${b} - ${c}`,
      ])
  } else if (kind < 6) {
    const n = from1(random, 4800)
    place =
      random.pick(OAZA) + random.pick([`${n}番地`, `${n}番地の${c}`, `${n}-${c}`, `${n}番地${c}`, `${n}`])
  } else if (kind < 8) {
    place =
      random.pick(BLOCK_NUMBERED) +
      random.pick([
        `${b}番${c}号`,
        `${b}番地の${c}`,
        `${b}-${c}`,
        `${b * 11}番地`,
        `${numeral(b)}番地`,
        `${b}の${c}`,
      ])
  } else if (kind < 9) {
    place =
      random.pick(KYOTO) + random.pick([`${b * 9}`, `${b * 9}番地`, `${b * 9}番地の${c}`, `${b * 9}-${c}`])
  } else {
    place =
      random.pick(HOKKAIDO) +
      random.pick([
        `${from1(random, 12)}条${random.pick(['東', '西', '南', '北'])}${b}丁目${c}-${a}`,
        `${from1(random, 12)}条${random.pick(['東', '西', ''])}${a}丁目${c}番${a}号`,
        `${from1(random, 30)}条${random.pick(['東', '西'])}${b}丁目${c}番地`,
      ])
  }
  if (kind < 4 && random.chance(0.3)) {
    const prefecture = PREFECTURE_OF.find(([start]) => place.startsWith(start))?.[1]
    if (prefecture !== undefined) place = prefecture + place
  }
  const room = `${from1(random, 14)}0${from1(random, 9)}`
  const building = random.chance(0.55)
    ? ''
    : random.pick([' ', '　', '']) +
      random.pick(BUILDINGS) +
      random.pick(['', ' ', '　']) +
      random.pick([
        room,
        `${room}号室`,
        `${from1(random, 14)}階`,
        `${from1(random, 9)}F`,
        `A-${room}`,
        `B棟${room}`,
      ])
  const front = random.chance(0.75)
    ? ''
    : `${random.pick(['〒', '〒 '])}${digits(random, 3)}${random.pick(['-', ''])}${digits(random, 4)}${random.pick([' ', '\n', ''])}`
  return front + place + building
}

const PREFECTURE_OF: readonly (readonly [string, string])[] = [
  ['世田谷区', '東京都'],
  ['杉並区', '東京都'],
  ['練馬区', '東京都'],
  ['横浜市', '神奈川県'],
  ['さいたま市', '埼玉県'],
  ['仙台市', '宮城県'],
  ['神戸市', '兵庫県'],
  ['北九州市', '福岡県'],
  ['吹田市', '大阪府'],
]

const MORE_SURNAMES =
  '内藤 西村 福島 千葉 長崎 宮城 岩手 熊谷 平野 服部 樋口 川口 秋山 上原 比嘉 島袋 金城 知念 小田切 大久保 佐伯 三宅 黒田 関 堀 辻 菅 南 東 原 乾 榊原 神田 新垣 城間 蛯名 及川 四十万 一ノ瀬 二宮 三枝 五味 六車 七尾 八木 九鬼 十河'.split(
    ' ',
  )
const MORE_GIVEN =
  '敬太 亜希子 光 良子 涼 俊 茜 慎太郎 奈津美 勇気 咲良 一樹 友里 弥生 健 純子 理沙 桃子 航 渉 誠司 正 孝 みのり つばさ ゆき 昭夫 信子 久美 賢治'.split(
    ' ',
  )

export const surname = (random: Random) => random.pick(random.chance(0.5) ? SURNAMES : MORE_SURNAMES)
export const given = (random: Random) => random.pick(random.chance(0.5) ? GIVEN : MORE_GIVEN)
export const fullName = (random: Random) => surname(random) + random.pick(['', '', ' ', '　']) + given(random)

const READ_SURNAMES =
  'イワサキ カネコ ワダ ノムラ フジワラ ミウラ オカモト マツダ ナカノ ハラダ タムラ ウエダ サカイ シバタ'.split(
    ' ',
  )
const READ_GIVEN =
  'ユウスケ アキラ マサコ リョウ メグミ ヒロシ ナオミ トモコ シンイチ ヨウコ カズヤ ミドリ ケイコ タカシ'.split(
    ' ',
  )
const hiragana = (kana: string) =>
  kana.replace(/[ァ-ヴ]/g, (k) => String.fromCharCode(k.charCodeAt(0) - 0x60))
export function readName(random: Random): string {
  const name = `${random.pick(READ_SURNAMES)}${random.pick([' ', '　', ''])}${random.pick(READ_GIVEN)}`
  return random.chance(0.25) ? hiragana(name) : name
}

/** Telephone numbers as forms, cards and chats write them. */
export function phone(random: Random): string {
  const mobile = random.chance(0.5)
  const [a, b, c] = mobile
    ? [random.pick(['090', '080', '070']), `${from1(random, 9)}${digits(random, 3)}`, digits(random, 4)]
    : random.pick([
        ['03', `${2 + random.below(7)}${digits(random, 3)}`, digits(random, 4)],
        ['06', `6${digits(random, 3)}`, digits(random, 4)],
        ['042', `${3 + random.below(6)}${digits(random, 2)}`, digits(random, 4)],
        ['0263', `${2 + random.below(7)}${digits(random, 1)}`, digits(random, 4)],
        ['0798', `${2 + random.below(7)}${digits(random, 1)}`, digits(random, 4)],
      ])
  return random.pick([
    `${a}-${b}-${c}`,
    `${a}-${b}-${c}`,
    `${a}${b}${c}`,
    `${a} (${b}) ${c}`,
    `${a}.${b}.${c}`,
    `${a}/${b}/${c}`,
    `${a}・${b}・${c}`,
    `${a} - ${b} - ${c}`,
    `${a}−${b}−${c}`,
    `${a}―${b}―${c}`,
    `${inKanji(`${a}-${b}-${c}`).replace(/-/g, 'ー')}`,
    `${a}局${b}番${c}`.replace('局', '(').replace('番', ')'),
    `+81-${a.slice(1)}-${b}-${c}`,
    `+81 (0)${a.slice(1)} ${b} ${c}`,
    `0081-${a.slice(1)}-${b}-${c}`,
    `${a}ｰ${b}ｰ${c}`,
  ])
}

export function birthday(random: Random): string {
  const year = 1931 + random.below(85)
  const [month, day] = [from1(random, 12), from1(random, 28)]
  const two = (n: number) => String(n).padStart(2, '0')
  const [era, letter, before] =
    year >= 2019
      ? (['令和', 'R', 2018] as const)
      : year >= 1989
        ? (['平成', 'H', 1988] as const)
        : (['昭和', 'S', 1925] as const)
  const n = year - before
  return random.pick([
    `${era}${n === 1 ? '元' : n}年${two(month)}月${two(day)}日`,
    `${era} ${n} 年 ${month} 月 ${day} 日`,
    `${letter}${two(n)}/${two(month)}/${two(day)}`,
    `${letter}${n}年${month}月${day}日`,
    `${letter}.${n}.${month}.${day}`,
    `${era[0]}${n}.${month}.${day}`,
    `${year}.${two(month)}.${two(day)}`,
    `${year}${two(month)}${two(day)}`,
    `${year}-${two(month)}-${two(day)}`,
    `${year}年${month}月${day}日`,
    `${year}年(${era}${n === 1 ? '元' : n}年)${month}月${day}日`,
    `${era}${n === 1 ? '元' : n}年(${year}年)${month}月${day}日`,
    `${era}${n === 1 ? '元' : numeral(n)}年${numeral(month)}月${numeral(day)}日`,
    `${inKanji(String(year))}年${numeral(month)}月${numeral(day)}日`,
  ])
}

export const license = (random: Random) => {
  const number = `${random.pick(['30', '43', '45', '52', '62', '97'])}${digits(random, 10)}`
  return random.pick([
    number,
    number,
    `${number.slice(0, 4)}-${number.slice(4, 8)}-${number.slice(8)}`,
    `${number.slice(0, 4)} ${number.slice(4, 8)} ${number.slice(8)}`,
    `第${number}号`,
  ])
}

export const pension = (random: Random) => {
  const [a, b] = [digits(random, 4), digits(random, 6)]
  return random.pick([`${a}-${b}`, `${a}${b}`, `${a} ${b}`, `${a}−${b}`])
}

export const insured = (random: Random) => {
  const [symbol, number] = [`${from1(random, 9)}${digits(random, 3)}`, digits(random, 5)]
  return random.pick([`${symbol}-${number}`, `${symbol}・${number}`, `${symbol} ${number}`])
}

export const account = (random: Random) =>
  random.pick([digits(random, 7), digits(random, 7), inKanji(digits(random, 7))])

export const email = (random: Random) =>
  `${random.pick(['yamada.k', 'm-suzuki', 'sato_2024', 'tanaka', 'hanako.i', 'r.kimura', 'soumu'])}@${random.pick(['example.co.jp', 'mail.example.ne.jp', 'example.or.jp', 'ed.example.ac.jp', 'example.jp'])}`
