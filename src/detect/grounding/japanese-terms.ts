import { hiraganaOf, romajiOf } from '../../text/romaji.js'
import { givenNameReadings, isJapaneseWord, surnameReadings } from '../names/index.js'
import type { TermCollector } from './collector.js'
import { collectConcept, JAPANESE_CONCEPTS } from './concepts.js'
import { BITS, CERTAIN, DISTINCTIVE } from './weights.js'

/**
 * Japanese names of a source. Nothing is spaced, so a name is told by what stands around it: a title behind it,
 * a label before it, quotation marks, the form of a company, a surname at its beginning.
 */
const HAN = '[\\u4e00-\\u9fff々ヶ]'
const NAME = `(?:${HAN}{2,6}(?:[ ・]${HAN}{1,4})?|[ァ-ヴー]{2,12}(?:[ ・=][ァ-ヴー]{2,12}){0,2}|${HAN}{1,4}[ぁ-んァ-ヴー]{1,5})`
const TITLES =
  'さん|様|氏|殿|君|ちゃん|先生|部長|次長|課長|係長|主任|社長|副社長|専務|常務|会長|取締役|本部長|室長|所長|支店長|店長|マネージャー|代表|弁護士|医師|教授|博士|夫妻'
const TITLED = new RegExp(`(${NAME})(?=(?:${TITLES}))`, 'g')
const FORM = '(?:株式会社|有限会社|合同会社|一般社団法人|医療法人|学校法人|\\(株\\)|㈱)'
const COMPANY_NAME = '([^\\s、。,.:：「」()（）|はがをにのとへで]{2,14}?)'
/** Where the name of a company ends: at a particle, at what is no letter, or after so many. */
const COMPANY = new RegExp(
  `${FORM} ?${COMPANY_NAME}(?=から|まで|より|も|や|へ|という|として|さま|[^\\p{L}\\p{N}・ー]|[はがをにのとで]|$)`,
  'gu',
)
const COMPANY_BEFORE = new RegExp(`${COMPANY_NAME} ?${FORM}(?![ ]?\\p{L})`, 'gu')
const COMPANY_END = new RegExp(
  `((?:${HAN}|[ァ-ヴー]|[A-Za-z]){2,10}(?:商事|物産|工業|製作所|電機|電気|建設|製薬|化学|銀行|証券|不動産|運輸|食品|商店|産業|システムズ|テクノロジー|ホールディングス|社))(?![\\u4e00-\\u9fff])`,
  'g',
)
const QUOTED = /[「『“"]([^「」『』“”"\n]{2,14})[」』”"]/g
const CODE_BEFORE =
  /(?:プロジェクト|計画|案件|コードネーム|作戦|新製品|製品|開発名|仮称|通称|施策|構想|项目|計劃|计划|專案|专案|代号|代號|行动)(?:为|為|是)?[はがの:：「『"“ ]{0,3}$/
const CODE_BEHIND = /^[」』”"]?(?:プロジェクト|計画|案件|作戦|構想|项目|计划|計劃|專案|专案|行动)/
const CODE_JOINED = new RegExp(
  `(?:プロジェクト|コードネーム|作戦名|案件名)[ :：は・]{0,2}([ァ-ヴー]{2,12}|${HAN}{2,6}|[A-Za-z]{3,14})|([ァ-ヴー]{2,12}|${HAN}{2,4})(?:計画|プロジェクト|作戦)`,
  'g',
)
const CODE_IN_KANA = /(?:プロジェクト|コードネーム|作戦名|案件名)[ :：は「・]{0,2}([ぁ-ん]{3,8})/g
const SPACED_NAME = new RegExp(`(?<!${HAN})(${HAN}{1,4}) (${HAN}{1,4})(?!${HAN})`, 'g')
const FULL_NAME = new RegExp(`${HAN}{2,6}`, 'g')
const CONCEPT = new RegExp(JAPANESE_CONCEPTS.join('|'), 'g')
const KATAKANA_WORD = /[ァ-ヴー]{3,12}(?:・[ァ-ヴー]{2,12}){0,2}/g

export function collectJapanese(collector: TermCollector, text: string): void {
  if (!/[\u3041-\u30ff\u4e00-\u9fff]/.test(text)) return
  for (const match of text.matchAll(TITLED)) person(collector, match[1]!, true)
  for (const match of text.matchAll(SPACED_NAME)) {
    if (surnameReadings(match[1]!) !== undefined) fullName(collector, match[1]!, match[2]!)
  }
  for (const match of text.matchAll(FULL_NAME)) person(collector, match[0], false)
  for (const match of [...text.matchAll(COMPANY), ...text.matchAll(COMPANY_BEFORE)]) {
    const name = match[1]!
    if (/[A-Za-z]/.test(name)) collector.words(name.match(/[A-Za-z]+/g) ?? [], 'organization', CERTAIN)
    else collector.run(name, 'organization', CERTAIN)
  }
  for (const match of text.matchAll(COMPANY_END))
    collector.run(match[1]!, 'organization', BITS.companyByEnding)
  for (const match of text.matchAll(QUOTED)) {
    const before = text.slice(Math.max(0, match.index - 14), match.index)
    const behind = text.slice(match.index + match[0].length - 1, match.index + match[0].length + 8)
    const code = CODE_BEFORE.test(before) || CODE_BEHIND.test(behind)
    if (code) codeName(collector, match[1]!)
    else name(collector, match[1]!, 'name', BITS.quoted)
  }
  for (const match of text.matchAll(CODE_JOINED)) {
    const called = (match[1] ?? match[2])!
    codeName(collector, called)
    collector.run(`プロジェクト${called}`, 'codename', CERTAIN)
    collector.run(`${called}プロジェクト`, 'codename', CERTAIN)
    collector.run(`${called}計画`, 'codename', CERTAIN)
  }
  for (const match of text.matchAll(CODE_IN_KANA)) {
    // What is written in hiragana ends where a particle begins, which cannot be seen; the last one is none of it.
    const written = match[1]!.replace(/(?<=.{3})[のをはがにでとへも]$/, '')
    collector.run(written, 'codename', CERTAIN)
  }
  for (const [concept] of text.matchAll(CONCEPT)) collectConcept(collector, concept)
  for (const [word] of text.matchAll(KATAKANA_WORD))
    collector.run(word, 'name', word.length >= 5 ? BITS.katakana : BITS.katakanaShort)
}

/** A name that is known to be a person's. */
export function collectJapanesePerson(collector: TermCollector, name: string): void {
  const compact = name.replace(/[ ・]/g, '')
  person(collector, compact, true)
  if (compact.length >= 4 || /^[ァ-ヴー]{3,}$/.test(compact)) collector.run(compact, 'person', DISTINCTIVE)
}

function name(collector: TermCollector, text: string, kind: 'codename' | 'name', bits: number): void {
  const words = text.match(/[A-Za-z]+/g)
  if (words !== null && words.length <= 4) collector.words(words, kind, bits)
  else collector.run(text, kind, bits)
}

function codeName(collector: TermCollector, text: string): void {
  name(collector, text, 'codename', isJapaneseWord(text) ? BITS.ordinaryCodeName : CERTAIN)
}

/** Titles and what else is written right behind a surname. */
const NOT_GIVEN = new RegExp(
  `^(?:${TITLES}|家|市|区|町|村|県|府|都|駅|川|山|店|社|銀行|株式|会社|商事|大学|高校|病院|工場|支店|支社|地区|方面|達|側|案|様)`,
)

/** A surname with or without a given name behind it. Without a title only names that lists know are taken for one. */
function person(collector: TermCollector, run: string, titled: boolean): void {
  const compact = run.replace(/[ ・]/g, '')
  for (let length = Math.min(3, compact.length); length >= 1; length--) {
    const surname = compact.slice(0, length)
    if (surnameReadings(surname) === undefined) continue
    const given = compact.slice(length)
    if (given === '' || NOT_GIVEN.test(given)) {
      if (titled) surnameAlone(collector, surname)
      else if (length > 1) collector.run(surname, 'person', BITS.givenName)
      return
    }
    if (given.length <= 3 && compact.length >= 3 && (titled || givenNameReadings(given) !== undefined)) {
      fullName(collector, surname, given)
      return
    }
  }
  if (titled) collector.run(compact, 'person', compact.length >= 3 ? BITS.titled : BITS.titledShort)
}

function surnameAlone(collector: TermCollector, surname: string): void {
  collector.run(surname, 'person', BITS.surname)
  for (const reading of surnameReadings(surname) ?? []) {
    collector.run(reading, 'person', BITS.givenName)
    for (const latin of romajiOf(reading)) collector.words([latin], 'person', BITS.surname)
  }
}

/** The name as it is written, in kana, and in Roman letters. */
export function fullName(collector: TermCollector, surname: string, given: string): void {
  collector.run(surname + given, 'person', CERTAIN)
  surnameAlone(collector, surname)
  if (given.length > 1) collector.run(given, 'person', BITS.givenName)
  for (const family of surnameReadings(surname) ?? []) {
    for (const own of givenNameReadings(given) ?? []) {
      collector.run(family + own, 'person', CERTAIN)
      collector.run(hiraganaOf(family + own), 'person', CERTAIN)
      for (const latin of romajiOf(family).slice(0, 3)) {
        for (const first of romajiOf(own).slice(0, 3)) {
          collector.words([latin, first], 'person', CERTAIN)
          collector.words([latin, first[0]!], 'person', BITS.initialAndSurname)
        }
      }
    }
  }
}
