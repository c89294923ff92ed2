import type { Random } from '../../../src/evaluate/random.js'

/**
 * Prose like that of answers and of the documents behind them: sentences with slots, so that no two texts of a few
 * kilobytes share a long run by chance and most words are ordinary ones.
 */
export type Language = 'en' | 'ja'

const SLOTS: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  en: {
    n: 'report budget schedule warehouse contract supplier delivery invoice meeting training handbook office server backup network printer account refund warranty shipment catalogue survey proposal permit inspection valve filter battery module sensor pipeline garden harvest orchard bridge museum library concert lecture chapter experiment sample climate river island mountain coastline vaccine therapy clinic patient nurse laboratory mineral engine turbine fuel cable antenna satellite orbit telescope algorithm database schema query index cache thread parser compiler function variable loop interface driver firmware kernel password login browser window menu folder archive',
    a: 'annual quarterly revised external internal temporary regional technical financial legal manual automatic early late recent final draft shared separate narrow broad stable fragile careful detailed common rare useful practical heavy light modern historic public seasonal coastal rural urban medical chemical electric digital optional mandatory',
    v: 'covers explains replaces describes requires follows precedes limits supports delays improves reduces extends confirms updates affects includes documents protects measures',
    p: 'Henderson Okafor Lindqvist Marchetti Yamada Kowalski Duarte Petrov Nguyen Abernathy',
    m: 'January February March April June July August September October November December',
  },
  ja: {
    n: '報告書 予算 日程 倉庫 契約 納品 請求書 会議 研修 手引き 事務所 装置 配線 印刷機 口座 返金 保証 発送 目録 調査 提案 許可 点検 部品 電池 基板 水路 庭園 収穫 果樹園 橋 博物館 図書館 演奏会 講義 実験 試料 気候 河川 島 山脈 海岸 治療 診療所 患者 看護 研究室 鉱物 機関 燃料 衛星 軌道 望遠鏡 手順 一覧 検索 索引 回線 関数 変数 画面 書庫 サーバー データベース ネットワーク パスワード フォルダー',
    a: '年次の 臨時の 地域の 技術的な 財務上の 法的な 手動の 自動の 早期の 最新の 最終の 共通の 個別の 狭い 広い 安定した 慎重な 詳しい 珍しい 便利な 実用的な 重い 軽い 近代的な 公共の 季節の 任意の 必須の',
    v: '含む 説明する 置き換える 必要とする 制限する 支える 遅らせる 改善する 減らす 延長する 確認する 更新する 左右する 保護する 測定する',
    p: '佐久間 大橋 三浦 長谷川 小野寺 北川 西村 浅野',
    m: '1 2 3 4 5 6 7 8 9 10 11 12',
  },
}

const SENTENCES: Readonly<Record<Language, readonly string[]>> = {
  en: [
    'The {a} {n} {v} the {n} and the {a} {n} behind it.',
    'Before you open the {n}, check that the {n} is {a} and that no {n} is left in the {n}.',
    'According to the {n}, {#} percent of every {a} {n} comes from a {n} or a {n}.',
    'In {m} the {n} was moved to a {a} {n}, which {v} the {n} for everyone.',
    'Dr. {p} showed that a {a} {n} {v} the {n} more often than a {n} does.',
    '- **{a} {n}**: {v} the {n}; see the {n} for the {a} parts.',
    'If the {n} fails, restart the {n}, wait for {#} minutes and try the {a} {n} again.',
    'It is not clear whether the {n} {v} the {n}, but most of the {a} sources agree that it does.',
    'A {n} of this kind usually {v} a {n}, a {a} {n} and, where there is one, the {n}.',
    'Version {#}.{#} of the {n} {v} the {a} {n} (it was {a} before 20{#}).',
    'You can also ask the {n} team, who keep a {a} {n} next to the {n}.',
    'However, nothing in the {a} {n} says how long the {n} may be kept in the {n}.',
    'The cost is about {#},{#}00 for a {n} and less for a {a} {n}.',
    'Together with {p} Street, the {n} is one of the {a} places where a {n} can be seen.',
    'To sum up, the {n} {v} the {n} as long as the {n} stays {a}.',
  ],
  ja: [
    '{a}{n}は{n}と{a}{n}を{v}ものです。',
    '{n}を開く前に、{n}が{a}状態であり、{n}に{n}が残っていないことを確認してください。',
    '{n}によると、{a}{n}の{#}%は{n}または{n}に由来します。',
    '{m}月に{n}は{a}{n}へ移され、それが{n}を{v}ことになりました。',
    '{p}氏は、{a}{n}が{n}より頻繁に{n}を{v}と述べています。',
    '・{a}{n}：{n}を{v}。詳しくは{n}を参照してください。',
    '{n}に失敗した場合は、{n}を再起動し、{#}分待ってから{a}{n}をもう一度試してください。',
    '{n}が{n}を{v}かどうかは明らかではありませんが、多くの{n}はそう考えています。',
    'この種の{n}は、通常{n}と{a}{n}、そして{n}を{v}。',
    'バージョン{#}.{#}の{n}は{a}{n}を{v}ようになりました。',
    'ただし、{a}{n}には、{n}を{n}に保管できる期間が書かれていません。',
    '費用は{n}一件につき約{#}万円で、{a}{n}の場合はそれより安くなります。',
    '以上をまとめると、{n}が{a}ままである限り、{n}は{n}を{v}といえます。',
  ],
}

const words = new Map<string, readonly string[]>()

function wordsOf(language: Language, slot: string): readonly string[] {
  const name = language + slot
  let known = words.get(name)
  if (known === undefined) words.set(name, (known = SLOTS[language][slot]!.split(' ')))
  return known
}

/** Documents and answers say their things in different sentences: what they share is words. */
export type Voice = 'document' | 'answer'

/** About `bytes` UTF-8 bytes of prose, whole sentences. */
export function drawProse(random: Random, language: Language, voice: Voice, bytes: number): string {
  const own = SENTENCES[language].filter((_, i) => (i % 2 === 0 ? 'document' : 'answer') === voice)
  const sentences: string[] = []
  let size = 0
  while (size < bytes) {
    const sentence = random
      .pick(own)
      .replace(/\{(.)\}/g, (_, slot: string) =>
        slot === '#' ? String(10 + random.below(90)) : random.pick(wordsOf(language, slot)),
      )
    sentences.push(sentence, random.chance(0.15) ? '\n\n' : language === 'en' ? ' ' : '')
    size += Buffer.byteLength(sentence) + 1
  }
  return sentences.join('')
}
