import type { PiiRow } from '../datasets.js'
import { createRandom, type Random } from '../random.js'
import { GIVEN, SURNAMES } from './japanese-values.js'

/**
 * A seeded set of Japanese business prose, to judge the name finder where it will work: mail, minutes, tickets,
 * chat, news of a firm. It learns from other sentences (`../japanese-names/office.ts`) and from lists, not from
 * these names. Half of the texts are traps: places, firms, buildings and goods that are called like people, and
 * words made of the same characters. {p} a person by name, {s} by surname, {g} by given name, {f} a foreign one,
 * {k} as it is read, {r} in Roman letters; {l} a place, {o} an organisation, {b} what is none of them.
 */
export function japaneseOfficeRows(seed: string, count: number): PiiRow[] {
  const random = createRandom(`japanese office ${seed}`)
  return Array.from({ length: count }, (_, i) => {
    const kind = random.chance(0.5) ? TRAPS : PEOPLE
    const at = random.below(kind.length)
    const { text, spans } = fill(kind[at] ?? '', random.fork(String(i)))
    return {
      id: `japanese-office-${seed}-${i}`,
      lang: 'ja',
      text,
      spans,
      template: `${kind === TRAPS ? 'trap' : 'people'}-${at}`,
    }
  })
}

const PEOPLE: readonly string[] = [
  '{s}様\n\nいつも大変お世話になっております。{o}の{s}でございます。',
  '{s}部長、先ほどの見積書の件でご相談があります。',
  'お疲れ様です、経理の{s}です。立替金の領収書をお送りください。',
  '企画課の{s}さんと打ち合わせた結果、納期を一週間延ばすことになりました。',
  '【議事録】\n日時：5月12日\n参加者：{s}、{s}、{s}（書記）\n議題：予算',
  '次回までの宿題：{s}が仕様書を直し、{s}が顧客に送る。',
  '{s}課長より、{s}さんの異動が発表された。',
  '{p}様からのお問い合わせです。至急ご対応ください。',
  'チケット#1024 報告者：{p} 担当：{s}',
  '昨夜{s}が再現手順を追記したので、{s}は確認をお願いします。',
  'このバグは{s}さんの修正で直りました。レビューは{s}さんです。',
  '{s}さん＞ 今日の午後は空いていますか？',
  '新入社員の{p}です。どうぞよろしくお願いします。',
  '{p}（旧姓{s}）さんの健康診断の結果です。',
  '産休に入る{s}に代わり、{s}が窓口となります。',
  '弊社代表の{p}がご挨拶に伺います。',
  '{o}の{p}専務が視察に訪れた。',
  '契約書の署名欄には{p}とあった。',
  '保護者の{s}さんから、{g}くんの欠席連絡がありました。',
  '{g}さんは{s}さんの妹です。',
  '{f}様の来日に合わせて、{s}が空港まで迎えに行く。',
  'アドバイザーとして{f}氏を迎える。',
  '本社の{f}から英語で返信が来た。',
  '予約者：{k}\n人数：2名',
  '口座名義　{k}',
  '応募者 {r} の面接は十時からです。',
  '{r}さん宛てに英文の契約書を送った。',
  '{l}支店長の{s}が退任し、{p}が就任する。',
  '{l}から通う{s}さんには交通費を支給する。',
  '{s}医師の紹介状を持って来院された。',
  '被保険者は{p}、受取人は配偶者の{g}である。',
  '遺言により、土地は{p}に、預金は{p}に遺贈する。',
  '甲（{o}）と乙（{p}）は次のとおり合意する。',
  '証人{p}は、当日{l}にいたと述べた。',
  '運転していた{p}さんが軽いけがをした。',
  '欠勤者：{s}　理由：発熱',
  '{s}と{s}の席を入れ替えました。',
  'この案には{s}も{s}も賛成している。',
  '来週の当番は{s}→{s}→{s}の順です。',
  '原案は{s}、文責は{p}。',
  '引き続き{s}を主担当、{s}を副担当とします。',
  '{s}さんの席は{s}さんの隣です。',
  'ご紹介いただいた{s}社長とお会いできました。',
  '先輩の{s}が辞めると聞いて驚いた。',
  '{s}へ\n留守番電話を聞いたら折り返してください。',
  '至急、{s}まで連絡されたし。',
  '{p}名義の領収書を発行してください。',
  '研修の講師には{o}の{p}先生をお招きした。',
]

const TRAPS: readonly string[] = [
  '明日は{l}に出張し、夜は{l}に泊まります。',
  '{l}の売上が先月より落ちている。',
  '新しい倉庫は{l}に建てる予定だ。',
  '{l}は朝から雪で、電車が遅れています。',
  '{l}と{l}を結ぶ便は欠航となった。',
  '{l}への配送は三日かかります。',
  '{l}産の野菜を使った弁当を配った。',
  '勤務地：{l}または{l}',
  '{o}から新しい見積書が届いた。',
  '{o}へ発注した部品が届かない。',
  '{o}との契約は来年三月で切れる。',
  '競合は{o}と{o}の二社である。',
  '{o}の新型機を二台導入した。',
  '請求先は{o}でお願いします。',
  '{o}が{o}に出資する。',
  '前職は{o}でした。',
  '{o}の株を売却した。',
  '待ち合わせは{b}の前でお願いします。',
  '{b}の会議室を予約しました。',
  '{b}で昼食をとった。',
  '{b}を手土産に持参する。',
  '{b}が工事で通れません。',
  '{b}経由で向かいます。',
  '小さな林を抜けると、森の中に池があった。',
  '本件は原則として書面で行い、口頭での申請は認めない。',
  '今村では祭りが行われ、村上から川下まで人が並んだ。',
  '和風の内装と金色の看板が目印です。',
  '日本語と英語の両方で案内します。',
  '青木が茂り、石川のほとりに小屋が建つ。',
  '平日の午後、南口の改札を出て左に進む。',
  '障害の原因は設定値の誤りで、再起動により復旧した。',
  '有効期限が切れた証明書を更新してください。',
  '出席者全員の承認を得て、議案は可決された。',
  '高田の馬場という地名の由来を調べた。',
  '部長と課長が不在のため、係長が代理で決裁した。',
  '担当者、責任者、承認者の三名が押印する。',
  'サポート窓口の営業時間は平日九時から十七時です。',
  'アップデートを適用すると、ダッシュボードの表示が速くなる。',
  'クラウドのストレージとネットワークの料金を比べた。',
  'パソコン、モニター、キーボードを各一台支給する。',
  '弊社は、貴社のご要望に沿った提案をいたします。',
  '永井荷物、長島便など、送料は地域により異なります。',
  '第一営業部と第二営業部を統合する。',
  '春日和の中、秋山の紅葉を楽しむ旅行を企画する。',
]

const PLACES =
  '山口県 松本市 福島第一 長野県 石川県 宮崎市 千葉市 上田市 岡崎市 藤沢市 川崎区 大塚駅前 久保町 森下 中野区 三鷹市 高崎 前橋市 山形 秋田 福井市 岐阜県 豊田市 和歌山 香川 徳島市 松山市 大分県 長崎 佐賀市 熊本県 宮城 岩手県 青森 石巻市 小川町 池田町 清水区 東村山市 吉田町 大宮 浦和区 中山道沿い 渋谷区 本田地区 桜井市 伊東市 太田市 小林市 藤岡市 加西市'.split(
    ' ',
  )
const FIRMS =
  '田中商事 本田技研 山田電機 鈴木自動車 松本建設株式会社 株式会社高橋製作所 石川工業 井上印刷 有限会社中村酒造 佐藤法律事務所 前田組 清水銀行 山本病院 木村歯科 小林製薬 森永乳業 伊藤園 大塚製薬 豊田通商 竹中工務店 鹿島建設 三井物産 住友化学 川崎重工 池田銀行 岡田医院 近畿日本鉄道 斎藤会計事務所 村田機械 西川産業 上野精機 青木書店 長谷川運輸 株式会社藤田 (株)遠藤水産 早川電線 野村証券 大和証券 日本生命 東京電力 関西大学 上智大学 橋本食品株式会社 坂本設計 アサヒ商会 サンライズ電子株式会社'.split(
    ' ',
  )
const OTHERS =
  '田中ビル 山本ホール 中村公園 石川橋 森タワー 小林会館 大塚駅 高橋通り 井上珈琲店 松本城 山口線 吉田うどん 岡崎城 宮崎牛 夕張メロン 鈴木川 佐野ラーメン 近江牛 加賀棒茶 有田焼 草加せんべい 長崎カステラ 有楽町線 渡辺橋駅 秋葉原駅 北野天満宮 平安神宮 清水寺'.split(
    ' ',
  )
const MORE_SURNAMES =
  '藤原 三浦 岡本 松田 中野 原田 小野 田村 竹内 金子 和田 石田 上田 森田 柴田 酒井 工藤 横山 宮崎 宮本 内田 高木 安藤 谷口 大野 丸山 今井 武田 藤本 上野 福田 菅原 千葉 岩崎 野口 桜井 木下 野村 松尾 菊地 新井 佐野 古川 熊谷 水野 矢野 栗原 望月 浜田 小西 黒川 早川 田辺 二階堂 日比野 伊集院 長宗我部'.split(
    ' ',
  )
const MORE_GIVEN =
  '美穂 祐介 遥 康平 沙織 達也 奈々 慎吾 智子 裕樹 麻衣 圭 志織 剛 まなみ 孝之 瑞希 京子 晃 文香 そら 一郎 佳奈 俊介 みどり 弘 梨沙 浩一郎 樹里 正雄'.split(
    ' ',
  )
const FOREIGN =
  'マイケル・ジョンソン|エマ・ウィルソン|ラジェシュ・クマール|アンナ・コワルスカ|デイビッド・チェン|マリア・ガルシア|グエン・ヴァン・ナム|トーマス・ミュラー|ソフィー・デュボワ|ピーター・オコナー|キム・ミンジュン|リー・ウェイ|カルロス|ジェニファー|アブドゥル・ラーマン'.split(
    '|',
  )
const READ =
  'ヤマモト ケンジ|イトウ アヤ|タカハシ ユウコ|ナカジマ リョウ|まつもと さくら|わたなべ けんた'.split('|')
const ROMAN = 'Tanaka Hiroshi|Yuki Nakamura|SUZUKI Ichiro|Aiko Matsumoto|Ito Kenji|Hana Kimura'.split('|')

const SLOTS: Readonly<Record<string, readonly [entity: string, draw: (random: Random) => string]>> = {
  p: ['PERSON', (random) => surname(random) + random.pick(['', '', ' ', '　']) + given(random)],
  s: ['PERSON', surname],
  g: ['PERSON', given],
  f: ['PERSON', (random) => random.pick(FOREIGN)],
  k: ['PERSON', (random) => random.pick(READ)],
  r: ['PERSON', (random) => random.pick(ROMAN)],
  l: ['LOCATION', (random) => random.pick(PLACES)],
  o: ['ORGANIZATION', (random) => random.pick(FIRMS)],
  b: ['', (random) => random.pick(OTHERS)],
}

function surname(random: Random): string {
  return random.pick(random.chance(0.5) ? SURNAMES : MORE_SURNAMES)
}

function given(random: Random): string {
  return random.pick(random.chance(0.5) ? GIVEN : MORE_GIVEN)
}

function fill(template: string, random: Random): Pick<PiiRow, 'text' | 'spans'> {
  const spans: PiiRow['spans'][number][] = []
  let text = ''
  for (const [, before = '', slot] of template.matchAll(/([^{]*)(?:\{([a-z])\})?/g)) {
    text += before
    const [entity, draw] = SLOTS[slot ?? ''] ?? []
    if (entity === undefined || draw === undefined) continue
    const value = draw(random)
    // What is none of the three is not labelled: finding it is wrong, whatever it is taken for.
    if (entity !== '') spans.push({ start: text.length, end: text.length + value.length, entity, value })
    text += value
  }
  return { text, spans }
}
