import type { TermCollector } from './collector.js'
import { collectNameTerms, PARTICLES } from './name-terms.js'
import { isCommonWord, isKnownPhrase, isOrdinaryWord, isUnlistedName } from './ordinary-words.js'
import { collectPersonForms, collectUnspacedPerson, personWordBits } from './person-terms.js'
import { collectNumbers, collectProse } from './prose-terms.js'
import type { Field } from './records.js'
import { isSpaced, plainWord } from './term-characters.js'
import { typedValue } from './typed-values.js'
import { BITS, CERTAIN, DISTINCTIVE } from './weights.js'

/** Code units from which a cell holds a text of its own. */
const LONGEST_CELL = 200

/** A cell of a table or a line of a form: read like prose, and kept as what its name says. */
export function collectField(collector: TermCollector, { name, value, identifying }: Field): void {
  if (value.length === 0) return
  if (value.length > LONGEST_CELL) {
    collectProse(collector, value)
    return
  }
  if (identifying === true) collectIdentifying(collector, value)
  if (/[^\s0-9.,:;%¥$€£/+-]/.test(value)) collectProse(collector, value)
  else collectNumbers(collector, value)
  if (NAME_FIELD.test(name) && !/[0-9@]/.test(value)) {
    collectNamed(collector, value, PARTY_FIELD.test(name) ? 'organization' : 'person')
  } else collectPhrase(collector, value, CODE_NAME_FIELD.test(name))
}

const NAME_FIELD =
  /(?:^|[^a-z])(?:name|names|employee|customer|client|patient|owner|contact|manager|assignee|reporter|author|applicant|tenant|member|person|lead|attendees?|participants?|signatory|counterparty|vendor|supplier|company|account|sender|recipient|from|to)(?:[^a-z]|$)|氏名|名前|担当|顧客|患者|社員|従業員|代表|会社|取引先|契約者|申請者|宛先|差出人|出席者|参加者|受託者|委託者|仕入先|お客様|성명|이름|담당|고객|환자|직원|姓名|员工|員工|客户|客戶|负责人|負責人|nombre|nome|nom|naam|mitarbeiter|kunde|employé|empleado|empregado|dipendente|medewerker|klant|cliente/i
const PARTY_FIELD =
  /(?:^|[^a-z])(?:customer|client|company|vendor|supplier|counterparty|account|partner|organi[sz]ation)(?:[^a-z]|$)|会社|取引先|仕入先|企業|法人/i
const CODE_NAME_FIELD =
  /code ?-?name|project|案件|プロジェクト|計画名|コードネーム|projekt|projet|proyecto|projeto|progetto|deckname|프로젝트|코드명|项目|代号|專案|代號/i

/** The value of a field that names somebody. */
function collectNamed(collector: TermCollector, value: string, kind: 'person' | 'organization'): void {
  const isParty = kind === 'organization'
  const words = value.split(/[\s,.・]+/).filter((word) => /^\p{L}/u.test(word))
  if (words.length === 0 || words.length > 4 || !isSpaced(value)) {
    collector.run(value, kind, value.replace(/\s/g, '').length > 2 ? DISTINCTIVE : BITS.shortCell)
    if (!isParty) collectUnspacedPerson(collector, value)
    return
  }
  collectNameTerms(collector, words, isParty ? kind : undefined)
  if (words.length === 1) {
    collector.words(words, kind, isParty ? DISTINCTIVE : BITS.surname)
    return
  }
  collector.words(words, kind, CERTAIN)
  if (isParty) return
  // The field says that it is somebody's name, whatever the words are besides.
  for (const [i, word] of words.entries()) collector.words([word], 'person', personWordBits(i))
  collectPersonForms(collector, words.map(plainWord))
}

/** Digits or letters that a value must have to say by itself which row it is of. */
const LEAST_IDENTIFYING = 4
/** The same in a script without spaces, where each character says more. */
const LEAST_IDENTIFYING_CJK = 3

/** A value of a column that the source calls identifying, unless it stands in the background. */
function collectIdentifying(collector: TermCollector, value: string): void {
  const typed = typedValue(value, 0)
  if (typed?.end === value.length) {
    const [whole] = typed.kept
    const digits = value.replace(/[^0-9A-Za-z]/g, '')
    const isYear = /^(?:19|20)[0-9]{2}$/.test(digits)
    if (whole === undefined || digits.length < LEAST_IDENTIFYING || isYear) return
    collector.typed(whole.canonical, 'identifier', CERTAIN)
    return
  }
  if (!isSpaced(value)) {
    if (value.length >= LEAST_IDENTIFYING_CJK) collector.run(value, 'identifier', CERTAIN)
    return
  }
  const words = value.match(/\p{L}[\p{L}\p{M}]*/gu) ?? []
  const plain = words.map(plainWord)
  const isKnown = plain.length < 2 ? !plain.some(isUnlistedName) : isKnownPhrase(plain.join(' '))
  if (!isKnown && !plain.every(isOrdinaryWord)) collector.words(words, 'identifier', CERTAIN)
}

/** A short value in words: a diagnosis, a status, a role. Says little alone and much beside its row. */
function collectPhrase(collector: TermCollector, value: string, isCodeName: boolean): void {
  if (!/\p{L}/u.test(value)) return
  if (!isSpaced(value)) {
    if (isCodeName) collector.run(value, 'codename', CERTAIN)
    else collector.run(value, 'attribute', Math.min(BITS.cell, BITS.commonCellWord * value.length))
    return
  }
  const words = value.match(/\p{L}+|(?<![\p{L}\p{N}])[0-9]{1,4}(?![\p{L}\p{N}])/gu) ?? []
  if (words.length > 4) return
  const plain = words.map(plainWord)
  if (isCodeName) collector.words(plain, 'codename', CERTAIN)
  const sum = plain.reduce((bits, word) => bits + bitsInCell(word), 0)
  collector.words(plain, 'attribute', Math.min(BITS.cell, sum))
}

function bitsInCell(word: string): number {
  if (PARTICLES.has(word)) return 0
  return isCommonWord(word) ? BITS.commonCellWord : BITS.cellWord
}
