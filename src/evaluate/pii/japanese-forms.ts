import type { PiiRow } from '../datasets.js'
import { createRandom, type Random } from '../random.js'
import * as form from './japanese-form-values.js'
import * as draw from './japanese-values.js'

/**
 * A second seeded set of Japanese values, by layout: forms, tables, mails, chats, tickets, minutes, signatures,
 * lists, exports and records, whole rows in full width or half-width kana too, and as many texts whose numbers
 * look like somebody's and are nobody's. Its layouts were written without looking at the recognizers, and
 * `--part judging` holds back the half of them that no fault was looked for in.
 */
export function japaneseFormRows(seed: string, count: number): PiiRow[] {
  const random = createRandom(`japanese forms ${seed}`)
  return Array.from({ length: count }, (_, i) => {
    const isLookAlike = random.chance(0.35)
    const layouts = isLookAlike ? LOOK_ALIKES : LAYOUTS
    const at = random.below(layouts.length)
    const { text, spans } = fill(layouts[at] ?? '', random.fork(String(i)))
    return {
      id: `japanese-forms-${seed}-${i}`,
      lang: 'ja',
      text,
      spans,
      template: `${isLookAlike ? 'look-alike' : 'layout'}-${at}`,
    }
  })
}

const SLOTS: Readonly<Record<string, readonly [entity: string, draw: (random: Random) => string]>> = {
  name: ['PERSON', form.fullName],
  surname: ['PERSON', form.surname],
  given: ['PERSON', form.given],
  kana: ['PERSON', form.readName],
  phone: ['PHONE_NUMBER', form.phone],
  mynumber: ['JP_MY_NUMBER', draw.myNumberValue],
  corporate: ['JP_CORPORATE_NUMBER', draw.corporateValue],
  license: ['JP_DRIVER_LICENSE', form.license],
  passport: ['JP_PASSPORT', draw.passport],
  residence: ['JP_RESIDENCE_CARD', draw.residenceCard],
  pension: ['JP_PENSION_NUMBER', form.pension],
  insurer: ['JP_HEALTH_INSURANCE', draw.insurer],
  insured: ['JP_HEALTH_INSURANCE', form.insured],
  account: ['JP_BANK_ACCOUNT', form.account],
  yucho: ['JP_BANK_ACCOUNT', (random) => `${draw.yuchoSymbol(random)}-${draw.yuchoNumber(random)}`],
  plate: ['JP_VEHICLE_PLATE', draw.plate],
  address: ['POSTAL_ADDRESS', form.address],
  birthday: ['DATE_OF_BIRTH', form.birthday],
  email: ['EMAIL_ADDRESS', form.email],
  staff: ['EMPLOYEE_ID', draw.staffCode],
  customer: ['CUSTOMER_ID', draw.customerCode],
  patient: ['PATIENT_ID', draw.patientCode],
}

const LAYOUTS: readonly string[] = [
  // Tables and exports: what a cell holds is said at its column's head.
  '| 氏名 | 電話番号 | 住所 |\n|---|---|---|\n| {name} | {phone} | {address} |',
  '| 項目 | 内容 |\n| --- | --- |\n| 氏名 | {name} |\n| 生年月日 | {birthday} |\n| 個人番号 | {mynumber} |',
  '氏名｜生年月日｜連絡先\n{name}｜{birthday}｜{phone}\n{name}｜{birthday}｜{phone}',
  '社員番号,氏名,メール,内線\n{staff},{name},{email},',
  '"お名前","ご住所","お電話番号"\n"{name}","{address}","{phone}"',
  '氏名\t口座番号\t銀行\n{name}\t{account}\tみずほ銀行',
  '┃患者ID┃{patient}┃\n┃氏名┃{name}┃\n┃生年月日┃{birthday}┃',
  'No.1 {name} {phone} {email}\nNo.2 {name} {phone} {email}',
  '顧客コード：{customer}／顧客名：{name}／TEL：{phone}',
  // Forms.
  '■お申込者情報\n　お名前（漢字）　{name}\n　お名前（カナ）　{kana}\n　生年月日（和暦）　{birthday}\n　ご住所　{address}',
  '【1】氏名　{name}\n【2】生年月日　{birthday}\n【3】現住所　{address}\n【4】電話　{phone}',
  '届出人\n住所　{address}\n氏名　{name}　㊞\n連絡先　{phone}',
  '（ふりがな）{kana}\n氏　　名　{name}\n生年月日　{birthday}\n本籍　{address}',
  '被保険者証の記号・番号　{insured}\n保険者番号　{insurer}',
  '保険証記号番号：{insured}\n被保険者氏名：{name}',
  '基礎年金番号\n{pension}',
  '年金手帳番号［{pension}］',
  '個人番号（12桁）：{mynumber}',
  'マイナンバーカードの番号を教えてください → {mynumber}',
  '【個人番号】{mynumber}【氏名】{name}',
  'マイナンバーは、{mynumber}。通知カードの控えを添付します。',
  '運転免許証\n番号　{license}\n氏名　{name}\n{birthday}生',
  '免許証No.{license}',
  '免許の条件等　眼鏡等\n免許証番号：{license}',
  '旅券番号（Passport No.）：{passport}',
  'パスポートNo. {passport}（有効期間満了日 2031年4月2日）',
  '在留カード等の番号　{residence}\n在留期間　3年',
  '在留カード番号[{residence}]を確認済み',
  '振込口座：三井住友銀行 梅田支店（店番127）普通 {account} {kana}',
  '金融機関　ゆうちょ銀行\n記号番号　{yucho}\n口座名義　{kana}',
  '銀行名：楽天銀行\n支店名：第一営業支店\n口座種別：普通\n口座番号：{account}\n名義：{kana}',
  'お振込先\nりそな銀行　本店営業部\n普通預金　{account}',
  '車両登録番号：{plate}\n使用者：{name}',
  'ナンバーは「{plate}」、色は黒。',
  '適格請求書発行事業者登録番号：{corporate}',
  '会社法人等番号とは別に、法人番号（{corporate}）を記入する。',
  // Mails, signatures, chats.
  '━━━━━━━━━━━━━━━\n株式会社みらい商会　営業部\n{name}\n{address}\nTEL {phone}　FAX {phone}\nE-mail {email}\n━━━━━━━━━━━━━━━',
  '--\n{name}（{kana}）\n携帯：{phone}\nMail: {email}',
  '{name} <{email}>\n宛先: {name} <{email}>\n件名: Re: ご相談\n\n{surname}様\n\n返信が遅くなり申し訳ありません。',
  'お世話になっております。\n総務の{surname}でございます。\n来週の訪問先の住所は下記のとおりです。\n{address}\n当日の携帯は{phone}です。',
  '{surname}: 先方の番号わかる？\n{surname}: {phone} だよ\n{surname}: ありがと',
  '[10:32] {surname}さん\n新しい住所です\n{address}\n[10:33] {surname}さん\nありがとうございます！',
  '@{surname} さん、{email} に送ってもらえますか？',
  '{surname}部長\nCC：{surname}課長、{surname}主任',
  // Tickets, minutes, records.
  '#20481 [対応中] 報告者={name} 連絡先={phone} メール={email}',
  '件名：引越し手続き\n旧住所：{address}\n新住所：{address}\n契約者：{name}',
  '問い合わせ者：{name}様（お客様番号 {customer}、登録電話 {phone}）',
  '着信 {phone} より。折返し希望。{surname}様。',
  '議事録\n出席者：{surname}、{surname}、{surname}、{surname}\n欠席：{surname}（私用）',
  '参加者一覧（敬称略）\n・{name}\n・{name}\n・{name}',
  '（敬称略・順不同）{name}、{name}、{name}',
  '連名　{name}・{given}\n{address}',
  '世帯主：{name}　妻：{given}　長男：{given}',
  'カルテ番号 {patient}　{name}　{birthday}生　男\n主訴：発熱',
  '救急搬送記録：{name}、{birthday}生、{address}在住。家族連絡先 {phone}。',
  '患者は{birthday}生まれ。保険者番号{insurer}、記号番号{insured}。',
  '入居者 {name} 殿（{birthday}生）\n物件所在地　{address}',
  '被告 {name}\n住所 {address}',
  '{address}に住む{name}さんは、{birthday}生まれである。',
  '配達先は{address}、受取人は{surname}様、電話は{phone}。',
  '引越し先：{address}（{surname}方）',
  '勤務先所在地＝{address}、電話＝{phone}',
  '迎えの車は{plate}です。運転手の{surname}（{phone}）までご連絡を。',
  'ﾌﾘｶﾞﾅ {kana}\n氏名 {name}\nTEL {phone}',
  '学籍番号や氏名のほか、緊急連絡先（{phone}、母・{given}）を記入済み。',
  '社員ID：{staff}\nログイン用メール：{email}\n入社日：2021年4月1日',
  '源泉徴収票\n支払を受ける者　住所　{address}\n　個人番号　{mynumber}\n　氏名　{name}',
  '{"氏名":"{name}","電話":"{phone}","生年月日":"{birthday}","マイナンバー":"{mynumber}"}',
  '氏名=>{name}; 住所=>{address}; 口座番号=>{account}',
  '<td>{name}</td><td>{phone}</td><td>{email}</td>',
  // Of other offices.
  '| 受付日 | 申請者 | 電話 | 運転免許証番号 |\n|:--|:--|:--|:--|\n| 4/1 | {name} | {phone} | {license} |\n| 4/2 | {name} | {phone} | {license} |',
  'ID;氏名;生年月日;住所\n1;{name};{birthday};{address}',
  '学籍番号｜氏名｜保護者\nA2031｜{name}｜{name}',
  '○取引先担当者リスト\n①{name}（{phone}）\n②{name}（{phone}）',
  '拝啓\n{name} 様には益々ご清祥のこととお慶び申し上げます。\n{address}\n{name}',
  '返送先：{address}　{name}宛',
  '〔お届け先〕{address}〔お名前〕{name}〔TEL〕{phone}',
  '採用内定者\n{name}　{birthday}生\n{name}　{birthday}生',
  '令和6年度 健康診断受診票\n受診者番号 {patient}　受診者 {name}\n生年月日 {birthday}',
  '年金事務所からの照会：基礎年金番号 {pension}、氏名 {name}',
  '給与振込先　金融機関 ○○銀行　支店 本店　種目 普通　番号 {account}　名義人 {kana}',
  '外国人登録：在留カード {residence}／旅券 {passport}',
  '当該従業員（社員番号：{staff}、マイナンバー：{mynumber}）の届出',
  'ご契約の車両　{plate}　（使用の本拠　{address}）',
  '会員No.{customer}\n会員名 {name}\n登録携帯 {phone}',
  'LINE\n{surname}: 住所送って\n{given}: {address}だよ\n{surname}: 郵便番号は？',
  '相続人　長男 {name}（{birthday}生）\n　　　　長女 {name}（{birthday}生）',
  '送信者: {name} <{email}>\n電話（直通）: {phone}',
  '受取人={name}&tel={phone}&mail={email}',
  '{surname}部長、{surname}課長代理、{surname}係長の三名で訪問します。',
]

/** Numbers, places and words that are nobody's. */
const LOOK_ALIKES: readonly string[] = [
  '注文番号：{d3}-{d7}-{d7}\n配送状況：発送済み',
  '追跡番号 {d4}-{d4}-{d4} のお荷物は配達中です。',
  'お問い合わせ伝票番号：{d12}',
  '請求書番号 INV-{d4}-{d6}、合計 ¥{d3},{d3}（税込）',
  'ISBN978-4-{d4}-{d4}-{d1}　定価：本体{d4}円＋税',
  'JANコード 49{d8}{d3}',
  'バージョン {d1}.{d2}.{d3}-{d4} をリリースしました。',
  'commit {h8}{h8}{h8}{h8}{h8} を取り込みました。',
  'SHA-256: {h8}{h8}{h8}{h8}{h8}{h8}{h8}{h8}',
  '座標は北緯{d2}.{d6}度、東経{d3}.{d6}度です。',
  '型式：ABC-{d4}{d3}、製造番号：{d2}-{d6}',
  '{d4}-{d2}-{d2}から{d4}-{d2}-{d2}までの期間',
  '平成{e2}年度決算：売上高{d3}億{d4}万円',
  '令和6年4月1日施行の改正により、第{d2}条の{d1}を追加する。',
  '昭和{e2}年に創業し、平成{e1}年に上場した。',
  '2019年の台風で被害を受けた地域では復旧が進む。',
  '会議は1月{e2}日（水）10:30-12:00、会議室{d3}で行います。',
  '部品番号{d5}-{d5}は在庫{d3}個、納期{d1}-{e1}週間。',
  '記録は{d1}時間{e2}分{e2}秒で、前回より{d2}秒短い。',
  '問い{d1}-{d1}-{d1}　次の式を計算せよ。',
  '第{d1}章{d1}-{d1}-{d1}節を参照',
  '{d1}丁目の{d1}つの信号を過ぎて右折',
  '{d3}号室から{d3}号室までの清掃を完了',
  '普通預金の金利は年0.{d3}％、定期は{d1}年で0.{d3}％です。',
  '在庫照会：品番 T{d7}、残数 {d4}',
  '受付番号{d4}番の方は{d1}番窓口へ',
  '電話会議の参加コードは当日お知らせします。',
  'ポート{d4}と{d5}を開放し、プロトコルはTCPとする。',
  'MACアドレスではなくシリアルナンバー{h8}を控えてください。',
  '東京都の人口は約{d4}万人、大阪府は約{d3}万人である。',
  '北海道札幌市と福岡県福岡市を結ぶ便は1日{d1}往復です。',
  '京都市は烏丸通と四条通を中心に栄えた。',
  '渋谷区と新宿区では{d3}件、{d3}件の申請があった。',
  '国道{d3}号線と県道{d2}号線の交差点から{d3}メートル',
  '（注）{d1}の{d1}の{d1}に該当する場合を除く。',
  'エラーコード 0x{h8}、イベントID {d4}',
  '契約番号や会員番号がご不明な場合は、書面をご確認ください。',
  '免許証番号の欄は{d2}桁で入力してください。',
  'マイナンバーは12桁、法人番号は13桁の数字です。',
  '保険料は{d2},{d3}円、控除額は{d3},{d3}円。',
  '年金番号のお問い合わせは窓口で承ります（{d2}番窓口）。',
  '有効求人倍率は{d1}.{d2}倍、失業率は{d1}.{d1}％だった。',
  '列車番号{d4}M、{d2}番線、{d1}号車{d2}番A席',
  '背番号{d2}、身長{d3}センチ、体重{d2}キロ',
  '商品ID: {d8}{d2} / カテゴリ: {d3}',
  '見積有効期限：発行日より{d2}日間（見積No.{d4}-{d3}）',
  'https://example.com/items/{d8}?ref={h8}',
  '特許第{d7}号、特開{d4}-{d6}',
  'JIS Z {d4}-{d1}:{d4} に準拠',
  '論文ID arXiv:{d4}.{d5}、DOI 10.{d4}/{d6}',
]

type Write = (text: string) => string
const plain: Write = (text) => text
const WIDE: Write = (text) =>
  text.replace(/[!-~]/g, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0))

const FULL =
  'アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲンァィゥェォャュョッー'
const HALF = 'ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦﾝｧｨｩｪｫｬｭｮｯｰ'
/** Katakana as old terminals and banks print them, voicing marks apart. */
const NARROW: Write = (text) =>
  text.replace(/[ァ-ヴー]/g, (kana) =>
    Array.from(kana.normalize('NFD'), (one) =>
      one === '\u3099' ? 'ﾞ' : one === '\u309a' ? 'ﾟ' : (HALF[FULL.indexOf(one)] ?? one),
    ).join(''),
  )

function fill(layout: string, random: Random): Pick<PiiRow, 'text' | 'spans'> {
  const write = random.pick([plain, plain, plain, plain, plain, WIDE, WIDE, NARROW])
  const spans: PiiRow['spans'][number][] = []
  let text = ''
  for (const [, before = '', slot] of layout.matchAll(/((?:[^{]|\{(?!\w+\}))*)(?:\{(\w+)\})?/g)) {
    text += write(before)
    if (slot === undefined) continue
    const number = /^([deh])(\d+)$/.exec(slot)
    if (number !== null) {
      text += write(numberOf(number[1] ?? '', Number(number[2]), random))
      continue
    }
    const [entity, make] = SLOTS[slot] ?? ['', () => '']
    const value = write(make(random))
    spans.push({ start: text.length, end: text.length + value.length, entity, value })
    text += value
  }
  return { text, spans }
}

/** d: so many digits; e: a number below that many tens and some; h: so many hexadecimal digits. */
function numberOf(kind: string, size: number, random: Random): string {
  if (kind === 'e') return String(1 + random.below(size === 1 ? 8 : 28))
  if (kind === 'h') return Array.from({ length: size }, () => random.below(16).toString(16)).join('')
  return String(1 + random.below(9)) + Array.from({ length: size - 1 }, () => random.below(10)).join('')
}
