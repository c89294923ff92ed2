/** Frequent surnames and how they are read. */
const SURNAMES =
  '佐藤サトウ 鈴木スズキ 高橋タカハシ 田中タナカ 伊藤イトウ 渡辺ワタナベ 山本ヤマモト 中村ナカムラ 小林コバヤシ 加藤カトウ 吉田ヨシダ 山田ヤマダ 佐々木ササキ 山口ヤマグチ 松本マツモト 井上イノウエ 木村キムラ 林ハヤシ 斎藤サイトウ 清水シミズ'

export const SURNAME_READINGS: ReadonlyMap<string, readonly string[]> = new Map(
  SURNAMES.split(' ').map((entry) => {
    const kana = entry.replace(/[^ァ-ヴー]/g, '')
    return [entry.slice(0, entry.length - kana.length), [kana]]
  }),
)
