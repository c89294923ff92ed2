import type { TermCollector } from './collector.js'
import { BITS } from './weights.js'

/**
 * What a sum, share or date is *of*, in the words that people change when they tell it again: each line is one
 * concept. A source that has one of the words is known by all of them, so that an answer which says `pay` for
 * `salary` still says it of the same sum.
 */
const CONCEPTS: readonly string[] = [
  'salary salaries pay paid wage wages compensation remuneration earnings earns earn 年収 年俸 給与 給料 月給 報酬',
  'bonus bonuses incentive 賞与 ボーナス',
  'fee fees charge charges price priced cost costs costing 料金 価格 費用 手数料 代金 委託料',
  'budget budgeted allocation funding funded 予算',
  'discount discounts rebate reduction 割引 値引 値引き',
  'settlement settled settle 和解 和解金 示談',
  'fine fined penalty penalties 罰金 違約金',
  'invoice invoiced bill billed 請求 請求額',
  'loan loans debt debts borrowing 融資 借入 負債',
  'revenue revenues sales turnover 売上 売上高 収益',
  'profit profits margin margins loss losses 利益 利益率 損失 赤字 黒字',
  'valuation valued worth bid offer offered 評価額 買収額 入札 提示',
  'acquisition acquire acquiring takeover merger buying purchase 買収 合併 統合',
  'investment invest invested stake shares 投資 出資 株式',
  'contract contracts agreement agreements 契約 契約金額 契約額 合意',
  'expiry expires expire ends termination terminated terminates renewal 満了 終了 満期 更新 解約',
  'deadline due delivery deliver 期限 納期 締切 納品',
  'launch launches release rollout 発売 開始 公開 リリース',
  'layoff layoffs redundancies redundancy dismissal dismissed 解雇 人員削減 リストラ 退職',
  'birthday born birth 誕生日 生年月日 生まれ',
  'diagnosis diagnosed treatment therapy 診断 治療 病名 病気',
  'rent lease tenancy 家賃 賃料 賃貸',
  'pension retirement 年金 退職金',
  'account accounts balance deposit iban 口座 残高 預金',
  'card cards visa mastercard カード',
  'phone telephone mobile 電話 携帯',
  'passport licence license insurance policy 旅券 パスポート 免許 保険証',
]

const byWord = new Map<string, readonly string[]>()
for (const concept of CONCEPTS) {
  const words = concept.split(' ')
  for (const word of words) byWord.set(word, words)
}

/** Keeps all words of the concept that this word is of. */
export function collectConcept(collector: TermCollector, word: string): void {
  for (const same of byWord.get(word) ?? []) {
    if (/^[a-z]/.test(same)) collector.words([same], 'concept', BITS.concept)
    else collector.run(same, 'concept', BITS.concept)
  }
}

/** The Japanese ones, longest first, for texts without spaces. */
export const JAPANESE_CONCEPTS: readonly string[] = [...byWord.keys()]
  .filter((word) => !/^[a-z]/.test(word))
  .sort((a, b) => b.length - a.length)
