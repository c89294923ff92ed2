import type { PiiRow } from '../datasets.js'
import { createRandom, type Random } from '../random.js'
import * as draw from './japanese-values.js'

/**
 * A seeded set of Japanese texts with personal data: sentences, forms, mail and tickets, written full width,
 * with other hyphens, in kanji digits and over two lines, and texts with numbers that are nobody's (models,
 * sums, years, articles). Values come from tables and check-digit rules, not from the recognizers.
 */
export function japaneseRows(seed: string, count: number): PiiRow[] {
  const random = createRandom(`japanese pii ${seed}`)
  return Array.from({ length: count }, (_, i) => {
    const kind = random.chance(0.3) ? HARD : TEMPLATES
    const at = random.below(kind.length)
    const { text, spans } = fill(kind[at] ?? '', random.fork(String(i)))
    return {
      id: `japanese-${seed}-${i}`,
      lang: 'ja',
      text,
      spans,
      template: `${kind === HARD ? 'hard' : 'value'}-${at}`,
    }
  })
}

const SLOTS: Readonly<Record<string, readonly [entity: string, draw: (random: Random) => string]>> = {
  name: ['PERSON', draw.personName],
  kana: ['PERSON', draw.kanaName],
  roman: ['PERSON', draw.romanName],
  phone: ['PHONE_NUMBER', draw.phone],
  mynumber: ['JP_MY_NUMBER', draw.myNumberValue],
  corporate: ['JP_CORPORATE_NUMBER', draw.corporateValue],
  license: ['JP_DRIVER_LICENSE', draw.license],
  passport: ['JP_PASSPORT', draw.passport],
  residence: ['JP_RESIDENCE_CARD', draw.residenceCard],
  pension: ['JP_PENSION_NUMBER', draw.pension],
  insurer: ['JP_HEALTH_INSURANCE', draw.insurer],
  account: ['JP_BANK_ACCOUNT', draw.account],
  yucho: ['JP_BANK_ACCOUNT', (random) => `${draw.yuchoSymbol(random)}-${draw.yuchoNumber(random)}`],
  plate: ['JP_VEHICLE_PLATE', draw.plate],
  address: ['POSTAL_ADDRESS', draw.address],
  birthday: ['DATE_OF_BIRTH', draw.birthday],
  email: ['EMAIL_ADDRESS', draw.email],
  staff: ['EMPLOYEE_ID', draw.staffCode],
  customer: ['CUSTOMER_ID', draw.customerCode],
  patient: ['PATIENT_ID', draw.patientCode],
}

const TEMPLATES: readonly string[] = [
  'お世話になっております。{name}です。折り返しは{phone}までお願いいたします。',
  '氏名：{name}\nフリガナ：{kana}\n生年月日：{birthday}\n住所：{address}\n電話番号：{phone}\nメール：{email}',
  '【お客様情報】お名前 {name} 様／ご連絡先 {phone}／お届け先 {address}',
  '昨日お電話した{name}と申しますが、携帯は{phone}、自宅は{phone}です。',
  'マイナンバーは{mynumber}で間違いないでしょうか。',
  '個人番号（マイナンバー）\n{mynumber}',
  '扶養控除等申告書に記載された個人番号{mynumber}を確認しました。',
  '請求書の登録番号は{corporate}です。',
  '法人番号：{corporate}',
  '運転免許証番号　{license}　を控えさせていただきます。',
  '本人確認書類：運転免許証（番号 {license}）',
  'パスポート番号は{passport}、有効期限は2030年5月です。',
  '旅券番号 {passport}',
  '在留カード番号：{residence}',
  '在留カード（{residence}）の写しを添付します。',
  '基礎年金番号は{pension}です。',
  '年金手帳の基礎年金番号：{pension}',
  '保険者番号：{insurer}',
  '資格確認書の保険者番号は{insurer}でした。',
  '振込先はみずほ銀行渋谷支店 普通 {account} です。',
  '三菱UFJ銀行 新宿支店（店番341）\n普通預金 口座番号 {account}\n口座名義 {kana}',
  '返金は当座{account}へお願いします。',
  '口座番号：{account}、名義人は{name}様。',
  'ゆうちょ銀行　記号番号　{yucho}',
  '来客の車は{plate}の白いセダンです。',
  '駐車場に停めてある{plate}の所有者を探しています。',
  '住所は{address}です。表札は出ていません。',
  '本日{address}へ訪問しました。',
  '荷物は{address}宛てに送ってください。',
  '{name}さん（{birthday}生まれ）は先月入社しました。',
  '患者は{birthday}生の男性。患者ID：{patient}。',
  '診察券番号{patient}の{name}様、3番診察室へお入りください。',
  '社員番号：{staff}　氏名：{name}',
  '社員番号{staff}の方は人事部までご連絡ください。',
  'お客様番号は{customer}です。お問い合わせは{phone}まで。',
  '顧客番号 {customer}（{name}様）の契約を更新しました。',
  '詳しくは{email}までご連絡ください。',
  'From: {email}\n件名：打ち合わせの件\n\n{name}様\n\n下記の番号にお電話ください。\nTEL {phone}',
  '担当の{name}（内線なし、直通{phone}）が承ります。',
  '緊急連絡先：{phone}（妻・{name}）',
  '【チケット#4821】ログインできないとのこと。登録メールは{email}、登録電話は{phone}。',
  '応募者の{roman}さんから履歴書が届きました。連絡先は{email}。',
  '予約名：{kana}　人数：4名　電話：{phone}',
  '{name}氏の自宅（{address}）に書類を郵送した。',
]

/** Numbers that are nobody's. */
const HARD: readonly string[] = [
  '型番はKX-{d3}-{d4}、製造番号は{d7}です。',
  '当期の売上高は{d3},{d3}千円、前年比{d2}.{d1}％増でした。',
  '2024年3月12日から2025年3月31日まで実施します。',
  '民法第{d3}条第2項および第{d2}条の規定による。',
  '注文番号{d12}の商品を発送しました。',
  '在庫は{d7}個、入荷は{d4}個の予定です。',
  '人口は{d7}人で、面積は{d3}.{d2}平方キロメートルである。',
  '議事録{d4}-{d2}-{d2}を参照してください。',
  'ISBN 978-4-{d2}-{d6}-{d1} の本を返却した。',
  '試合は3-1-2の布陣で、1-2で敗れた。',
  '会議室は東京都庁の{d2}階、定員は{d2}名です。',
  '令和6年度の予算は{d3}億{d4}万円である。',
  '普通列車は{d2}分遅れ、当座の対応として{d4}枚の整理券を配った。',
  'バージョン{d1}.{d2}.{d4}で修正済み、チケットは{d5}番です。',
  '品川駅から300メートル、あと12分で着きます。',
  '免許の取得者は{d5}人、前年より{d3}人減った。',
  '保険料は月額{d5}円、口座振替で{d3}円割引になる。',
  '緯度{d2}.{d6}、経度{d3}.{d6}の地点。',
  'パスポートの発行件数は{d6}件だった。',
  '座席は{d2}-{d1}、予約は{d4}年度分まで。',
  '第{d2}回大会の参加費は{d4}円、定員{d3}名。',
  '{d2}丁目の交差点を右折し、{d3}メートル直進します。',
  '年金の支給額は{d6}円、番号札は{d3}番です。',
  '昭和{d2}年に完成し、平成{d1}年に改修された。',
  '問題番号{d3}-{d2}の正解率は{d2}％でした。',
  'チャンネル登録者は{d7}人、再生は{d8}回。',
  '商品コード4{d12}のJANを確認してください。',
  '開館時間は9:00-17:00、電話での予約は受け付けていません。',
]

type Write = (text: string, random: Random) => string

const WIDE: Write = (text) =>
  text.replace(/[!-~]/g, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0))
const HYPHENS = ['‐', '‑', '–', '—', 'ー', '－', '―', '−', 'ｰ']
const DASHED: Write = (text, random) => {
  const dash = random.pick(HYPHENS)
  return text.replace(/(?<=[0-9])-(?=[0-9])/g, dash)
}
const KANJI: Write = (text) => draw.inKanji(text)
const plain: Write = (text) => text

/** How a value may be written beside the plain way; kanji digits only where people use them. */
function writingOf(entity: string, text: string, random: Random): Write {
  const kanji = entity === 'PHONE_NUMBER' && /^0[0-9]+-[0-9]+-[0-9]+$/.test(text) && random.chance(0.08)
  if (kanji) return KANJI
  if (entity === 'PERSON') return plain
  return random.pick([plain, plain, plain, WIDE, DASHED])
}

function fill(template: string, random: Random): Pick<PiiRow, 'text' | 'spans'> {
  const spans: PiiRow['spans'][number][] = []
  let text = ''
  for (const [, before = '', slot] of template.matchAll(/([^{]*)(?:\{(\w+)\})?/g)) {
    text += before
    if (slot === undefined) continue
    const number = /^d(\d+)$/.exec(slot)
    if (number !== null) {
      text += String(1 + random.below(9)) + digitsOf(random, Number(number[1]) - 1)
      continue
    }
    const [entity, make] = SLOTS[slot] ?? ['', () => '']
    const drawn = make(random)
    const value = writingOf(entity, drawn, random)(drawn, random)
    spans.push({ start: text.length, end: text.length + value.length, entity, value })
    text += value
  }
  return { text, spans }
}

function digitsOf(random: Random, count: number): string {
  return Array.from({ length: count }, () => String(random.below(10))).join('')
}
