import { CONTINENTAL } from '../../../src/detect/names/japanese/cues.js'
import type { NameKind } from '../../../src/detect/names/japanese/scores.js'
import type { Random } from '../../../src/evaluate/random.js'
import { EPONYMS, KATAKANA_FIRMS, KATAKANA_OTHERS, PROSE } from './prose.js'
import type { Labelled } from './training.js'
import { type NameLists, unheard } from './vary.js'

/**
 * Office prose to learn from: an encyclopaedia has no mail, no forms and nobody's さん, and names many places and
 * firms that are called like people. {p}: a person by name, {s}: by surname, {g}: by given name, {f}: a foreign
 * one; {l}: a place, {o}: an organization, {b}: a building, line or product. What `ragwall eval pii` judges by
 * (`../pii/japanese-office.ts`) has other sentences and other names.
 */
const TEMPLATES: readonly string[] = [
  '{s}さん、お疲れさまです。資料を共有します。',
  '{s}様にはご快諾いただきました。',
  '明日の会議には{s}部長と{s}課長が出席します。',
  '{p}さんから問い合わせがありました。',
  '担当者は{p}です。',
  '申請者：{p}',
  '氏名 {p}',
  '{p} 様\n平素よりお世話になっております。',
  '営業部の{s}です。よろしくお願いいたします。',
  '{p}と申します。先日の件でご連絡しました。',
  '面談の結果、{p}氏を採用することとした。',
  '{s}先生の診察は午後からです。',
  '{p}（人事部）、{p}（経理部）の両名を推薦します。',
  '{s}君の評価はAとする。',
  '契約者{p}の住所が変更されました。',
  '顧客の{p}様より苦情がありました。',
  '{p}が退職する予定です。',
  '来月から{p}がプロジェクトを引き継ぎます。',
  '議事録作成：{s}',
  '出席者：{s}、{s}、{s}',
  '{p}の給与は据え置きとする。',
  '{s}さんと{s}さんに確認をお願いします。',
  '被害者は{p}さん（34）とみられる。',
  '{p}容疑者を逮捕した。',
  '社長の{p}が謝罪した。',
  '取締役会は{p}を代表取締役に選任した。',
  '患者の{p}さんは来週手術を受けます。',
  '昨日{s}に伝えましたが、返事がありません。',
  '本人（{p}）が窓口に来た場合のみ発行します。',
  '{s}宛の荷物を受け取りました。',
  '{s}です。お世話になります。',
  '{o}の{s}です。いつもありがとうございます。',
  '{o}\n{s}様',
  '{o} 総務部 {p} 様',
  '{o}営業部{s}様',
  'CC：{s}、{p}',
  'From: {p}\n件名：日程について',
  '{s}→{s}：原稿を直しておいてください。',
  '{s}「それで進めましょう」\n{s}「承知しました」',
  '担当：{s}　期限：金曜',
  'TODO {s}：見積を送る',
  '起票者 {s} / 承認者 {s}',
  '佐々木さんではなく{s}さんに聞いてください。',
  '{s}の後任は{s}に決まった。',
  '{g}さん、誕生日おめでとう！',
  '{g}ちゃんのお迎えは{s}が行きます。',
  '長女の{g}と長男の{g}を扶養に入れます。',
  '妻{g}、長男{g}、次女{g}',
  '{f}さんの通訳は{s}が務めます。',
  '{f}氏と面談した。',
  '海外担当の{f}です。',
  '著者は{f}、訳者は{p}。',
  '{p}・{p}・{p}の三氏が受賞した。',
  '監査役には{p}が就く。',
  '{p}は昨年{o}を退職し、{l}に移り住んだ。',
  '{l}出身の{p}は{o}に勤めている。',
  '{l}在住の{s}さんからお礼の手紙が届いた。',
  '{s}家の墓は{l}にある。',
  '{s}宅に伺った。',
  '{s}氏の代理として{s}が出席。',
  '欠席：{s}（出張）、{s}（病欠）',
  '講師　{p}（{o}）',
  '連絡先：{o} {s}（内線123）',
  '{p}殿\n右の者を{o}勤務とする。',
  '{s}から電話があり、{s}に取り次いだ。',
  '本件は{s}預かりとする。',
  '{s}・{s}ペアが優勝した。',
  '人事部の{s}と申します。',
  '品質管理課の{s}でございます。',
  '受付の{s}が承りました。',
  '{o}の{s}でございます。',
  '{s}です、よろしくどうぞ',
  '{s}：了解です\n{s}：では三時に',
  '{s}> 確認しました',
  '@{s} 至急見てください',
  '@{s}さん\n@{s}さん\nご確認ください',
  '出席：{s}、{s}、{s}、{s}、{s}',
  '参加者：{p}、{p}、{p}',
  '出席者\n・{p}\n・{p}\n・{p}',
  '{s}・{s}・{s}（順不同）',
  '{s}氏、{s}氏、{s}氏（敬称略）',
  '世帯主 {p}\n妻 {g}\n子 {g}',
  '妻：{g}　長男：{g}　長女：{g}',
  '夫　{g}',
  '{p}（妻）、{p}（長男）',
  '（{s}方）',
  '{s}様方',
  '{s}宅へ転送',
  '旧姓{s}',
  '{p}（旧姓：{s}）',
  '{s}君、{s}君、{s}さんの三人',
  '申込者　{p}\n電話　三番',
  '宛先：{p}\n差出人：{p}',
  '{p}\n{o}　総務部長',
  '代表取締役　{p}',
  '{o}　代表取締役社長　{p}',
  '弁護士　{p}\n弁護士　{p}',
  '監査役　{p}、{p}',
  '{s}先生、{s}先生、ありがとうございました。',
  '{s}さんち、{s}んちの猫',
  '{s}のおじさんにもらった。',
  '{s}マネージャーと{s}リーダーが面談した。',
  '{s}執行役員、{s}本部長が同席。',
  '{s}・{s}両名の処分を決めた。',
  '第一発見者は{s}。',
  '{g}が熱を出した。{g}は元気だ。',
  '{g}、{g}、ごはんだよ。',
  '{l}出身です。',
  '{l}にお住まいですか。',
  '{l}・{l}方面',
  '{l}、{l}、{l}の各支店',
  '{l}：晴れ　{l}：雨',
  '{l}は人口が減っている。',
  '会場：{l}',
  '取引銀行：{o}',
  '{o}様\n毎度ありがとうございます。',
  '{o}さんの見積は高い。',
  '{o}、{o}、{o}の三社',
  '主催：{o}　協力：{o}',
  '{b}前に集合',
  '{b}と{b}の間を歩く。',
  '{a}の売上は横ばいだった。',
  '{a}の店舗は来月閉まる。',
  '{a}に工場を移す計画がある。',
  '{a}で研修を受ける。',
  '{a}へ転勤になった。',
  '{a}から届いた荷物です。',
  '{a}まで電車で一時間かかる。',
  '{a}は雨が降っている。',
  '{a}支社と{a}支社の合同会議。',
  '{a}勤務を希望する。',
  '{a}行きの便に乗る。',
  '{a}、{a}、{a}で販売する。',
  '{a}と{a}の間は通行止めです。',
  '{a}に家を建てた{s}さん。',
  '{a}の{s}さんから電話です。',
  '{o}の{s}さんが来社した。',
  '前の会社は{o}です。',
  '{o}と{o}が競っている。',
  '{b}を注文した。',
  '{b}をお土産に買う。',
  '{b}が売り切れた。',
  '清水が湧き、若林を風が渡る。',
  '高木が立ち並び、小川に橋が架かる。',
  '竹林を抜けると、岩間から泉が湧いている。',
  '石橋の下を清流が流れる。',
  '大木の陰で休み、川上へ歩いた。',
  '山中で道に迷い、谷川に沿って下った。',
  '青山を望む丘の上に山小屋がある。',
  '平野部では稲が実り、山本来の姿が残る。',
  '村中の人が集まり、川辺で花火を見た。',
  '荒木を組んだ柵の内側に牧場が広がる。',
  '中島に渡る橋が流され、森林が水に浸かった。',
  '上田や下田と呼ばれた水田の等級。',
  '北村と南村の境に石垣が残る。',
  '東山に月が出て、西川には霧が立つ。',
  '松原の続く浜辺を歩き、入江に舟を浮かべた。',
  '金山から銀が出て、町は栄えた。',
  '{l}へ出張します。',
  '{l}の倉庫から{l}の工場に運ぶ。',
  '{l}支店の売上が伸びた。',
  '送り先は{l}です。',
  '{l}では大雨が続いている。',
  '{l}から{l}まで新幹線で移動する。',
  '{l}と{l}の二か所で開催する。',
  '本社は{l}、工場は{l}にある。',
  '{l}生まれの方が対象です。',
  '{l}産の米を使う。',
  '{o}と契約を結んだ。',
  '{o}に見積を依頼する。',
  '{o}の株価が下がった。',
  '{o}は{l}に本社を置く。',
  '{o}から請求書が届いた。',
  '取引先：{o}、{o}',
  '発注先を{o}から{o}に変える。',
  '{o}へ入社した。',
  '{o}が{o}を買収した。',
  '請求先　{o}\n住所　{l}',
  '{o}と{o}の担当者が来社した。',
  '{b}に集合してください。',
  '{b}で会議を開く。',
  '{b}を利用して移動する。',
  '{b}の三階が受付です。',
  '{b}が値上がりした。',
  '有給休暇は入社から六か月後に十日付与されます。',
  '会議室の予約は総務課で受け付けます。',
  '出張費の精算は月末までに済ませてください。',
  '新製品の発売日は来月上旬を予定しています。',
  '返品は購入後二週間以内に限り受け付けます。',
  '取引先との契約は本部長の承認が必要です。',
  '部長会議の資料は前日までに提出すること。',
  '社員証を紛失した場合は直ちに届け出てください。',
  '配送業者の都合により到着が遅れています。',
  '管理者権限を持つ利用者だけが設定を変更できます。',
  'サーバーを再起動したらエラーが消えました。',
  'ログを確認したところ、タイムアウトが発生していました。',
  'パスワードの再設定メールが届きません。',
  'ご確認のほどよろしくお願いいたします。',
  '添付ファイルをご査収ください。',
  '今期の売上高は前年同期比で増加しました。',
  'プロジェクトのスケジュールを見直します。',
  'お客様各位\n年末年始の営業についてお知らせします。',
  '担当者不在のため折り返しご連絡いたします。',
  '検討の上、改めて回答します。',
  '部長は外出中、課長は会議中です。',
  '先生方と保護者の皆様へ',
  '社長室と会長室は最上階です。',
  '代表者会議、責任者研修、担当者変更届',
  '山と川に囲まれた土地を開発する。',
  '上田の桜、小川のせせらぎ、森の小道を歩く。',
]

const FIRMS =
  '商事 工業 製作所 建設 運輸 電機 産業 不動産 印刷 食品 薬局 酒造 病院 医院 歯科 法律事務所 会計事務所 銀行 信用金庫 証券 大学 高校 中学校 小学校 保育園 水産 農園 組 商店 書店 旅館 交通 自動車 化学 製薬 新聞社 放送 技研 重工 精機 物産 ホールディングス 工務店 写真館 鉄工所 設計 印刷所 歯科医院 会計 塗装 電設 設備 造園 興業 製菓 製麺 被服 運送 倉庫 石油 眼科 内科 クリニック 整骨院 税理士事務所 保険 農協 生協 工芸 通信 システム 電子 光学 楽器 家具 ガス 観光 タクシー 葬祭 木材 鋼業 紙業 乳業 製粉 水道'.split(
    ' ',
  )
const FORMS = ['株式会社', '有限会社', '合同会社', '（株）', '']
const BUILDINGS =
  '駅 ビル 公園 病院前 ホール 会館 通り 橋 空港 港 ホテル 球場 タワー 線 城 温泉 牧場 図書館 体育館 牛 茶 そば 焼 塗 みかん うどん ラーメン カレー 餃子 饅頭 煎餅 羊羹 団子 味噌 醤油 酒 焼酎 棒茶 米 牛乳 りんご 漬 織 紬 和紙 人形 花火 祭り まつり 神社 寺 天満宮 大社 観音'.split(
    ' ',
  )
/** Prefectures and towns that are surnames too. */
const SHARED =
  '福島 千葉 長崎 宮城 宮崎 山口 石川 福井 岡山 秋田 山形 長野 奈良 香川 徳島 大分 熊本 佐賀 富山 高知 高松 高崎 前橋 松本 上田 岡崎 豊田 藤沢 大宮 川口 川越 浦和 立川 中野 大塚 目黒 小山 大津 福山 松江 三原 西宮 今治 横田 森下 中村 池田 吉田 小松 白石 一宮 豊橋 三島 沼田 熊谷 本庄 柏 堺 有田 北見 黒石 黒部 桑名 相馬 大野 長岡 三条 村上 松山 小川 青山 赤坂 大森 蒲田 渋谷 四谷 品川 原宿 上野 浅草'.split(
    ' ',
  )
const PLACE_ENDS = '市 町 村 区 郡 県 地方 市内 町内 駅前 第一 第二 東 西 南 北 中央 本町 新田 台 ヶ丘'.split(
  ' ',
)

export function officeTexts(lists: NameLists, random: Random, rounds: number): Labelled[] {
  return drawn(TEMPLATES, lists, random, rounds)
}

export function proseTexts(lists: NameLists, random: Random, rounds: number): Labelled[] {
  return drawn(PROSE, lists, random, rounds)
}

function drawn(templates: readonly string[], lists: NameLists, random: Random, rounds: number): Labelled[] {
  return Array.from({ length: rounds }, () =>
    templates.map((template) => fill(template, lists, random)),
  ).flat()
}

const KIND_OF: Readonly<Record<string, NameKind>> = {
  p: 'person',
  s: 'person',
  g: 'person',
  f: 'person',
  l: 'location',
  o: 'organization',
  b: 'other',
  F: 'person',
  c: 'person',
  C: 'person',
  h: 'person',
  L: 'location',
  a: 'location',
  O: 'organization',
  B: 'other',
}

function fill(template: string, lists: NameLists, random: Random): Labelled {
  let text = ''
  const spans: Labelled['spans'][number][] = []
  for (const [, before = '', slot] of template.matchAll(/([^{]*)(?:\{([a-zA-Z])\})?/g)) {
    text += before
    if (slot === undefined) continue
    const name = nameFor(slot, lists, random)
    const kind = KIND_OF[slot]
    if (kind !== undefined) spans.push({ start: text.length, end: text.length + name.length, kind })
    text += name
  }
  return { text, spans }
}

function nameFor(slot: string, lists: NameLists, random: Random): string {
  const surname = () =>
    random.chance(0.12)
      ? random.pick(SHARED)
      : random.pick(random.chance(0.4) ? lists.usualSurnames : lists.surnames)
  switch (slot) {
    case 'p':
      return surname() + (random.chance(0.25) ? ' ' : '') + random.pick(lists.given)
    case 's':
      return surname()
    case 'g':
      return random.pick(lists.given)
    case 'a':
      return random.pick(SHARED)
    case 'f':
      if (random.chance(0.06)) return random.pick(lists.knownPeople)
      return foreignPerson(lists, random)
    case 'F':
      return unheard(lists.foreign, random)
    case 'c':
      return random.pick(CONTINENTALS) + given(random)
    case 'C':
      return random.pick(CONTINENTALS)
    case 'h':
      return random.pick(lists.oldNames)
    case 'L':
      return unheard(lists.foreignPlaces, random)
    case 'O':
      if (random.chance(0.3)) return random.pick(lists.knownFirms)
      return compound(KATAKANA_FIRMS, lists, random)
    case 'B':
      return compound(KATAKANA_OTHERS, lists, random)
    case 'u':
      return (random.chance(0.7) ? unheard(lists.foreign, random) : surname()) + random.pick(EPONYMS)
    case 'w':
      return random.pick(lists.katakanaWords)
    case 'l':
      return random.chance(0.3)
        ? random.pick(lists.places)
        : (random.chance(0.6) ? random.pick(lists.places) : surname()) + random.pick(PLACE_ENDS)
    case 'o':
      return organization(lists, random)
    default:
      return (random.chance(0.5) ? random.pick(lists.places) : surname()) + random.pick(BUILDINGS)
  }
}

function organization(lists: NameLists, random: Random): string {
  const stem = random.pick([lists.surnames, lists.usualSurnames, lists.places, lists.katakanaWords])
  const name = random.pick(stem) + random.pick(FIRMS)
  const form = random.pick(FORMS).replace('（株）', '(株)')
  if (random.chance(0.2)) return `株式会社${random.pick(lists.katakanaWords)}`
  return random.chance(0.5) ? form + name : name + form
}

const CONTINENTALS = [...CONTINENTAL]
/** Characters of Chinese and Korean given names. */
const CONTINENTAL_GIVEN = Array.from(
  '明国文志建華偉英成永玉春海世德徳正金東光林平新立宗大中民学徐承宰賢俊秀美恵慧麗芳娜敏静強磊洋勇艶傑娟涛超霞剛桂蘭振雲龍浩宇軒子涵欣怡佳雪梅紅淑珍智恩善勲哲鎬炳根容泰植泳姫淳煥相基鉉旭烈奎熙在寅錫炫延允道俊沢東恩来',
)

function given(random: Random): string {
  return random.pick(CONTINENTAL_GIVEN) + (random.chance(0.75) ? random.pick(CONTINENTAL_GIVEN) : '')
}

/** ジョン・スミス, ジョン・F・スミス, ルイ=ピエール・ド・ラ・トゥール. */
function foreignPerson(lists: NameLists, random: Random): string {
  const name = () => unheard(lists.foreign, random)
  const joint = random.pick(['・', '・', '・', '・', ' ', '='])
  if (random.chance(0.12)) {
    const middle = random.pick([
      'ド',
      'デ',
      'ファン',
      'フォン',
      'ダ',
      'デ・ラ',
      'アル',
      'ビン',
      'ヴァン',
      'ディ',
      'エル',
    ])
    return `${name()}・${middle}・${name()}`
  }
  if (random.chance(0.12)) {
    const middle = random.chance(0.5) ? String.fromCharCode(65 + random.below(26)) : name()
    return `${name()}・${middle}・${name()}`
  }
  if (random.chance(0.04)) return `${name()}・${name()}・${random.pick(['ジュニア', 'シニア'])}`
  return `${name()}${joint}${name()}`
}

/** A name of a firm or a building in katakana: after a person, a place or a word, with what it is or without. */
function compound(endings: readonly string[], lists: NameLists, random: Random): string {
  const stem = () =>
    random.chance(0.5)
      ? random.pick(lists.katakanaWords)
      : unheard(random.chance(0.5) ? lists.foreign : lists.foreignPlaces, random)
  const end = () => random.pick(endings)
  if (random.chance(0.25)) return stem() + end()
  if (random.chance(0.4)) return `${stem()}・${stem()}${random.chance(0.5) ? end() : ''}`
  if (random.chance(0.4)) return stem()
  if (random.chance(0.3)) return `${stem()}・アンド・${stem()}`
  return `${stem()}・${end()}`
}
