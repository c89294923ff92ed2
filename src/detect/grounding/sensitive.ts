import { DISEASES } from '../values/index.js'
import type { TermCollector } from './collector.js'
import { plainWord } from './term-characters.js'
import { BITS } from './weights.js'

/**
 * What prose says of somebody that is nobody else's to tell: health, conduct, means, family (the special categories
 * of GDPR, Articles 9 and 10, and what people keep to themselves besides). Ordinary words, which say something only
 * beside whom they are said of.
 */
const CONDITION = new RegExp(
  `(?<![A-Za-z-])((?:[A-Za-z][A-Za-z'-]{2,20} ){0,2})(${DISEASES})( type [0-9I]{1,2})?(?![A-Za-z-])`,
  'gi',
)
const MATTERS =
  /(?<![A-Za-z-])(?:pregnan(?:t|cy)|miscarriage|abortion|rehab(?:ilitation)?|disabilit(?:y|ies)|suicid(?:e|al)|burn-?out|surgery|chemotherapy|dialysis|harass(?:ment|ed)|misconduct|embezzle(?:ment|d)|fraud|theft|brib(?:e|ery|ed)|arrest(?:ed)?|convict(?:ed|ion)|probation|disciplinary|dismissed|reprimand(?:ed)?|plagiarism|whistleblow(?:er|ing)|bankrupt(?:cy)?|insolven(?:t|cy)|garnishment|divorced?|custody|asylum|adoption|trade union|gambling|debts?)(?![A-Za-z-])/gi
const JAPANESE =
  /(?:[\u4e00-\u9fffァ-ヴー]{1,8}(?:病|症|炎|癌|腫|障害|内障|不全|喘息|結核|貧血|骨折|麻痺|発作|梗塞|リウマチ|中毒|依存症|脈)|がん|うつ|てんかん|花粉症|妊娠|流産|不妊|離婚|別居|自己破産|破産|横領|着服|セクハラ|パワハラ|ハラスメント|逮捕|有罪|懲戒|減給|停職|解雇|内部告発|借金|多重債務|介護|手術|透析|国籍|信仰|宗教)/g

export function collectSensitive(collector: TermCollector, text: string): void {
  if (/[A-Za-z]{3}/.test(text)) {
    for (const [, before = '', head, type = ''] of text.matchAll(CONDITION)) {
      const tail = `${head}${type}`.split(' ')
      collector.words(tail, 'attribute', tail.length > 1 ? BITS.sensitivePhrase : BITS.sensitive)
      const words = before.trim().split(' ').filter(Boolean)
      for (let from = 0; from < words.length; from++) {
        collector.words([...words.slice(from), ...tail], 'attribute', BITS.sensitivePhrase)
      }
    }
    for (const [matter] of text.matchAll(MATTERS)) {
      collector.words(matter.split(' ').map(plainWord), 'attribute', BITS.sensitive)
    }
  }
  if (/[\u3041-\u30ff\u4e00-\u9fff]/.test(text)) {
    for (const [matter] of text.matchAll(JAPANESE)) {
      collector.run(matter, 'attribute', matter.length > 2 ? BITS.sensitivePhrase : BITS.sensitive)
    }
  }
}
