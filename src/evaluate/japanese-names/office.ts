import type { Random } from '../random.js'
import type { Labelled } from './training.js'
import type { NameLists } from './vary.js'

/** Office prose: an encyclopaedia has no mail, no forms and nobody's さん. {p}: a person by name, {s}: by surname. */
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
]

export function officeTexts(lists: NameLists, random: Random, rounds: number): Labelled[] {
  return Array.from({ length: rounds }, () =>
    TEMPLATES.map((template) => fill(template, lists, random)),
  ).flat()
}

function fill(template: string, lists: NameLists, random: Random): Labelled {
  let text = ''
  const spans: Labelled['spans'][number][] = []
  for (const [, before = '', slot] of template.matchAll(/([^{]*)(?:\{([ps])\})?/g)) {
    text += before
    if (slot === undefined) continue
    const gap = random.chance(0.25) ? ' ' : ''
    const name = random.pick(lists.surnames) + (slot === 'p' ? gap + random.pick(lists.given) : '')
    spans.push({ start: text.length, end: text.length + name.length, kind: 'person' })
    text += name
  }
  return { text, spans }
}
