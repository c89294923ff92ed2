import type { Recognizer } from '../../../core/ports.js'
import { entityPattern } from './entity-pattern.js'
import { NUMERAL, withAsciiNumbers } from './japan-number.js'

/** Postal addresses as Japan writes them: from the prefecture to the building, in kanji, katakana and roman letters. */

const locales = ['ja-JP']
const entity = 'POSTAL_ADDRESS'
const STEMS =
  '青森|岩手|宮城|秋田|山形|福島|茨城|栃木|群馬|埼玉|千葉|神奈川|新潟|富山|石川|福井|山梨|長野|岐阜|静岡|愛知|三重|滋賀|兵庫|奈良|和歌山|鳥取|島根|岡山|広島|山口|徳島|香川|愛媛|高知|福岡|佐賀|長崎|熊本|大分|宮崎|鹿児島|沖縄'
const PREFECTURES = `北海道|東京都|京都府|大阪府|(?:${STEMS})県`
const HAN = '\\p{sc=Han}々ヶケヵノ'
const PLACE = `${HAN}\\p{sc=Hira}\\p{sc=Kana}ー`
const NUMBER = `[${NUMERAL}]{1,4}`
const DASH = '(?: ?[-ー] ?|の)'
/** 3番地の4, 3番4号, 3番地4. */
const LOT = `${NUMBER}(?:番地|番(?![町街丁目]))(?: ?の?${NUMBER}号?)?`
const MORE = `(?:${DASH}${NUMBER}(?:号室|号)?){0,3}`
/** 1-2-3, 1丁目2番3号, 一丁目二番地の三, 北1条西2丁目, 4条通9丁目, 東2線北16号 */
const BLOCK =
  `(?:${NUMBER}(?:丁目|条通?|線)(?: ?[の東西南北]?(?:${LOT}|${NUMBER}(?:丁目|号)?)${MORE}){1,3}` +
  `|${LOT}${MORE}` +
  `|${NUMBER}(?:${DASH}${NUMBER}){1,4}(?:号室|号|番地)?)`
/** 大字斎宮3158, 字西ノ前12, 甲123: a lot by its number alone, behind a parcel's name or the sign of a section. */
const PARCEL =
  `(?:[${PLACE}]{0,8}?(?:大字[${PLACE}]{1,14}?|(?<![漢文数赤黒名活十点苗太誤脱英])字[${HAN}]{1,8}?|[甲乙丙丁])` +
  '[0-9]{1,5}(?:[-ーの][0-9]{1,4})?(?![0-9人円年月日時分名件個台本枚頁問目%]))'
/** The same in a village, when the prefecture is said: 白川村荻町4609. */
const VILLAGE = `(?:[町村](?!面積|人口|標高|電話|定員|世帯|[約計第])[${HAN}]{1,6}[0-9]{2,5}(?:[-ーの][0-9]{1,4})?(?![0-9人円年月日時分名件個台本枚頁問目%㎡kKmM]))`
const HOUSE =
  'ビルディング|ビル|マンション|ハイム|ハイツ|タワーズ?|コーポ|アパート|レジデンス|ハウス|メゾン|パレス|ヒルズ|プラザ|コート|住宅|荘|館|寮|団地|ガーデン|テラス'
const ROOM =
  '(?:[ \\n]?(?:[A-Z0-9]{1,2}棟 ?)?(?:[0-9]{1,4}(?:階|号室|号|F)|[A-Z]?-?[0-9]{2,4}(?![0-9A-Za-z年月日円時分名人件])))?'
/** Where a storey or a room is given, what stands before it is a house, whatever it is called. */
const ROOM_ALONE =
  '(?:[A-Z0-9]{1,2}棟 ?)?(?:[0-9]{1,2}(?:階|F)|(?:[A-Z]-?)?[0-9]{3,4}(?:号室)?)(?![0-9A-Za-z年月日円時分名人件])(?![-ー][0-9])'
const NAMED = '[\u3099\u309a\\p{sc=Han}\\p{sc=Kana}A-Za-z0-9・ー々ヶ]'
const NO_NAME = '(?!電話|内線|携帯|郵便|定員|人口|面積|TEL|Tel|FAX|Fax)'
const BUILDING =
  `(?:[ \\n]?(?:メゾン|コーポ|ハイツ|グラン|パーク|ヴィラ)[\\p{sc=Hira}]{2,8} ?${ROOM_ALONE}` +
  `|[ \\n]?${NO_NAME}(?:[\\u3099\\u309a\\p{sc=Han}\\p{sc=Kana}ー々ヶ・]{2,20}|[A-Z]{2,6}[\\p{sc=Han}\\p{sc=Kana}ー]{2,12})[A-Z]? ?${ROOM_ALONE}` +
  `|[ \\n]?(?:${NAMED}{1,20}|[\\p{sc=Hira}]{2,6})(?:${HOUSE})[東西南北本新]?[A-Z0-9]?棟?${ROOM}` +
  `|[ \\n]?(?:メゾン|コーポ|ハイツ|グラン|パーク|レジデンス|プラウド)[ \\p{sc=Han}\\p{sc=Kana}ー]{1,12}${ROOM}` +
  `|[ \\n]?[0-9]{1,4}号室)?`
const CITY = `(?:[${PLACE}]{1,8}?[市区町村郡]){1,3}`
const END = '(?![0-9])(?![-ー][0-9])'
const POSTCODE = '(?:〒 ?[0-9]{3}[-ー]?[0-9]{4}[ \\n]?|[0-9]{3}[-ー][0-9]{4}[ \\n])'

const full = entityPattern({
  entity,
  locales,
  regex: new RegExp(
    `(?:(?<![0-9])(?<![0-9][-ー])${POSTCODE})?(?:${PREFECTURES})[ \\n]?(?:${CITY}[ \\n]?(?:[${PLACE}]{0,14}?[ \\n]?${BLOCK}|${PARCEL})|[${PLACE}]{2,10}?${VILLAGE})${BUILDING}${END}`,
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
      '埼玉県さいたま市大宮区桜木町二十三番地の四',
      '東京都港区六本木6-10-1 六本木ヒルズ森タワー 12階',
      '愛知県名古屋市中区栄3ー4ー5サンライズマンション305号室',
      { text: '〒530-0001\n大阪府大阪市北区梅田3-1-3\n', value: '〒530-0001\n大阪府大阪市北区梅田3-1-3' },
      '山形県西村山郡河北町谷地字月山堂4797',
      '千葉県船橋市本町7丁目21番地22 シャトー武蔵野 8階',
      '静岡県静岡市葵区呉服町 7 - 24 - 25',
      '岐阜県大野郡白川村荻町4609',
    ],
    noMatch: [
      '東京都の人口は1400万人です',
      '東京都千代田区の面積は11.66平方キロ',
      '京都府京都市は2024年3月に',
      '大阪府では3-4割が',
      '埼玉県さいたま市',
      '東京都港区新橋二丁目の交差点',
      '東京都千代田区漢字検定2025',
      '岐阜県大野郡白川村人口1609',
    ],
  },
})

/** Cities and towns whose names are not all kanji. */
const KANA_CITY =
  'つくば|さいたま|いわき|ひたちなか|かすみがうら|つくばみらい|みどり|あきる野|ふじみ野|かほく|あわら|いなべ|たつの|さぬき|東かがわ|みやま|うきは|うるま|えびの|いちき串木野|南さつま|にかほ|むつ|つがる|みよし|あま|いすみ|さくら|南アルプス|せたな|おいらせ|ときがわ|みなかみ|みなべ|まんのう|いの|あさぎり|むかわ|ニセコ'

/** Without its prefecture an address begins at its city, ward, town or village. */
const local = entityPattern({
  entity,
  locales,
  regex: new RegExp(
    `(?:(?<![0-9])(?<![0-9][-ー])${POSTCODE})?(?:(?<![${HAN}\\p{sc=Kana}ー])|(?<=本日|昨日|明日|今日|先日|現在|住所|送付先|届け先))(?!本日|昨日|明日|今日|先日|現在|住所|送付先)(?:[${HAN}]{1,4}郡[${HAN}]{1,4}[町村]|(?:[${HAN}]{1,4}|${KANA_CITY})[市区町村](?:[${HAN}]{1,4}区)?)[ \\n]?[${PLACE}]{0,12}?[ \\n]?` +
      `(?:${NUMBER}丁目 ?(?:${LOT}|${NUMBER}号?)${MORE}|${NUMBER}(?:条通?|線)[東西南北]?${NUMBER}丁目(?:(?:${LOT}|${NUMBER}号?)${MORE})?|${LOT}${MORE}|${PARCEL}|(?![0〇])${NUMBER}(?: ?[-ー] ?${NUMBER}){2,3}(?:号室)?|(?<=[町丁通り目島口台丘原])${NUMBER}(?:${DASH}${NUMBER})(?:号室)?)${BUILDING}${END}`,
    'u',
  ),
  canonical: canonicalAddress,
  score: 0.65,
  examples: {
    match: [
      { text: '住所は渋谷区神南1-2-3です', value: '渋谷区神南1-2-3' },
      '横浜市西区高島二丁目19番12号',
      '札幌市中央区北1条西2丁目',
      '旭川市4条通9丁目1番地',
      '比企郡嵐山町大字志賀3158',
      '西宮市甲子園口一ー二五ー二五',
      '松山市二番町七丁目16の10',
      '丸亀市大手町11-6 ヴィラ緑ヶ丘 1108',
      { text: '荷物はつくば市吾妻七丁目二十六番一号へ', value: 'つくば市吾妻七丁目二十六番一号' },
    ],
    noMatch: [
      '市区町村',
      '町内会は1-2で勝った',
      '渋谷区神南',
      '村上春樹1-2-3',
      '市場は1-2-3月に',
      '木村大輔 042 - 806 - 6366',
    ],
  },
})

/** 京都市中京区烏丸通四条下ル水銀屋町612: by streets, then the block. */
const kyoto = entityPattern({
  entity,
  locales,
  regex: new RegExp(
    `(?:${POSTCODE})?(?:京都府)?京都市[上中下左右東西南北伏山][${HAN}]{1,2}区[${PLACE}]{1,16}?(?:通|筋)[${PLACE}]{0,14}?(?:(?:上|下)[るル]|(?:東|西)[入いイ][るルりリ]?|角)[${PLACE}]{0,14}?[ ]?(?:[0-9]{1,4}(?:番地?)?(?:[-ーの][0-9]{1,4}){0,2}|[一二三四五六七八九十百]{1,5}番地)(?:号)?${BUILDING}${END}`,
    'u',
  ),
  keywords: ['京都市'],
  canonical: canonicalAddress,
  score: 0.85,
  examples: {
    match: [
      '京都市中京区烏丸通四条下ル水銀屋町612',
      '京都府京都市中京区寺町通御池上る上本能寺前町488番地',
      '京都市下京区四条通烏丸東入長刀鉾町8',
      '京都市中京区柳馬場通押小路下る等持寺町108-14コーポたちばな B棟107',
    ],
    noMatch: ['京都市中京区烏丸通', '京都市の四条通を上る', '京都市中京区烏丸通で3月に'],
  },
})

/** What stands in the field for an address, from a town name on. */
const byLabel = entityPattern({
  entity,
  locales,
  regex: new RegExp(
    `(?<=(?:住所|所在地|送付先|届け先|届先|配送先|勤務地|連絡先)(?:は|が|欄には|\\([^)\\n]{1,6}\\)|[ :/\\n])[ :/\\n]{0,3})(?:${POSTCODE})?[${HAN}][${PLACE}]{1,16}?[ \\n]?${BLOCK}${BUILDING}${END}`,
    'u',
  ),
  canonical: canonicalAddress,
  score: 0.75,
  examples: {
    match: [
      { text: '住所：神宮前1-2-3', value: '神宮前1-2-3' },
      { text: '送付先は 本町二丁目3番4号 メゾン青山 201 です', value: '本町二丁目3番4号 メゾン青山 201' },
    ],
    noMatch: ['神宮前1-2-3', '住所は神宮前です', '住所変更は1-2週間'],
  },
})

const postcode = entityPattern({
  entity,
  locales,
  regex: /(?:〒 ?|(?<=郵便番号[は: \n]{0,3}))[0-9]{3}[-ー]?[0-9]{4}(?![0-9])(?![-ー][0-9])/,
  canonical: (value) => `〒${value.replace(/[^0-9]/g, '')}`,
  score: 0.7,
  examples: {
    match: [
      '〒150-0001',
      { text: '郵便番号：１５０－０００１', value: '150-0001' },
      '〒1500001',
      { text: '郵便番号\n５３０ー０００１', value: '530ー0001' },
    ],
    noMatch: ['150-0001', '〒150-00012', '〒150'],
  },
})

const KANA_PREFECTURE =
  'トウキヨウト|トウキョウト|ホツカイドウ|ホッカイドウ|キヨウトフ|キョウトフ|オオサカフ|[ア-ヴー]{3,6}ケン'

/** As banks print it. */
const inKatakana = entityPattern({
  entity,
  locales,
  regex: new RegExp(
    `(?<![ァ-ヴー])(?:${KANA_PREFECTURE})[ ]?[ァ-ヴー\u3099\u309a]{2,16}(?:シ|ク|グン|ク\u3099ン|チヨウ|チョウ|マチ|ムラ|ソン)[ ]?[ァ-ヴー\u3099\u309a]{0,14}[ ]?[0-9]{1,4}(?:[-ー][0-9]{1,4}){1,3}${END}`,
  ),
  canonical: (value) =>
    value
      .normalize('NFKC')
      .replace(/[ ]/g, '')
      .replace(/(?<=[0-9])ー/g, '-'),
  score: 0.8,
  examples: {
    match: [
      'トウキョウトシブヤクジングウマエ1-2-3',
      { text: '住所 ｵｵｻｶﾌ ｵｵｻｶｼｷﾀｸｳﾒﾀ3-1-3', value: 'ｵｵｻｶﾌ ｵｵｻｶｼｷﾀｸｳﾒﾀ3-1-3' },
    ],
    noMatch: ['トウキョウト', 'マイケンタッキー1-2-3', 'シブヤクジングウマエ'],
  },
})

/** 1-2-3 Jingumae, Shibuya-ku, Tokyo 150-0001 */
const inRoman = entityPattern({
  entity,
  locales,
  regex: new RegExp(
    `(?<![0-9A-Za-z-])(?:[0-9]{1,4}(?:-[0-9]{1,4}){0,3}(?:-chome)?,? |[0-9]{1,2}-chome,? )(?:[A-Z][A-Za-z-]{1,20},? ){0,4}[A-Z][a-z-]{1,20}[- ](?:ku|shi|cho|machi|mura|gun|City|Ward)(?:, ?[A-Z][a-z-]{1,20}(?:[- ](?:ku|shi|to|fu|ken|City|Prefecture))?){0,3}(?:,? [0-9]{3}-?[0-9]{4})?(?:, ?(?:Japan|JAPAN))?${END}`,
  ),
  keywords: ['-ku', '-shi', '-cho', '-machi', '-mura', '-gun', ' City', ' Ward', ' ku', ' shi'],
  canonical: (value) => value.toLowerCase().replace(/[\s,]+/g, ' '),
  score: 0.75,
  examples: {
    match: [
      '1-2-3 Jingumae, Shibuya-ku, Tokyo 150-0001',
      {
        text: 'Ship to 3-4-5 Minami-Aoyama, Minato-ku, Tokyo 107-0062, Japan',
        value: '3-4-5 Minami-Aoyama, Minato-ku, Tokyo 107-0062, Japan',
      },
      '12-1 Umeda, Kita-ku, Osaka-shi, Osaka',
    ],
    noMatch: ['Shibuya-ku, Tokyo', '1-2-3 go', '2024 Tokyo Marathon', 'Tokyo-shi'],
  },
})

/** 1丁目2番3号, 1-2-3 and 一丁目二番三号 are one place; the postcode in front adds nothing. */
function canonicalAddress(value: string): string {
  const place = value
    .replace(/^(?:〒 ?[0-9]{3}[-ー]?[0-9]{4}|[0-9]{3}[-ー][0-9]{4})[ \n]?/, '')
    .replace(new RegExp(`[${NUMERAL}]+(?=[-ー丁番号条線の階]|$)`, 'g'), withAsciiNumbers)
  return place
    .replace(/(?<=[0-9])(?:丁目|番地|番町|番|号室|号|の|[-ー])+/g, '-')
    .replace(/-(?=$|[ \n])/g, '')
    .toLowerCase()
    .replace(/[\s.,]+/g, ' ')
    .trim()
}

export const japanAddressRecognizers: readonly Recognizer[] = [
  full,
  local,
  kyoto,
  byLabel,
  postcode,
  inKatakana,
  inRoman,
]
