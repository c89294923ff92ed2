import type { SecretKey } from '../../core/digest.js'
import type { TermWrite } from '../../core/ports.js'
import type { DocumentKind, SourceTable } from '../../core/types.js'
import { surfaceFold } from '../../text/fold.js'
import { kanaOfRomaji } from '../../text/romaji.js'
import { type Background, BUNDLED } from './background.js'
import { DISTINCTIVE, TermCollector } from './collector.js'
import { conceptOf } from './concepts.js'
import { collectJapanese, collectJapanesePerson } from './japanese-terms.js'
import {
  isCommonWord,
  isKnownPhrase,
  isOrdinaryWord,
  standingOf,
  type WordStanding,
  wordBits,
} from './ordinary-words.js'
import { type Field, recordsOf, tableRecords } from './records.js'
import { collectSensitive } from './sensitive.js'
import type { TermKind, TypedValue } from './term.js'
import { classOf, DIGIT, HAN, isUpper, LETTER, plainWord } from './term-characters.js'
import { mayBeTyped, typedValue } from './typed-values.js'

/**
 * What a source says that an answer may not repeat: its names, numbers, dates and identifiers, each with how
 * much it says standing alone. Everything that takes lists and judgement happens here, once per document; an
 * answer is only looked up.
 */
export interface TermSource {
  readonly kind?: DocumentKind
  readonly title?: string
  readonly text: string
  /** Rows given as data, each a record. */
  readonly table?: SourceTable
  /** Names of persons that recognizers found in it, as written: they see some that are written like no name. */
  readonly people?: readonly string[]
}

export function sourceTerms(
  { kind, title = '', text, table, people = [] }: TermSource,
  key: SecretKey,
  background: Background = BUNDLED,
): readonly TermWrite[] {
  const collector = new TermCollector(key, kind === 'code' ? CONSTANTS : undefined, background)
  const records = recordsOf(table?.complete === true ? '' : surfaceFold(text), surfaceFold(title))
  const last = records.at(-1)?.ordinal ?? 0
  const named = [...new Set(people.map(surfaceFold))].slice(0, MOST_LOOKED_FOR / Math.max(1, records.length))
  for (const record of table === undefined ? records : [...records, ...tableRecords(table, last + 2)]) {
    collector.record = record.ordinal
    if (record.text !== undefined) {
      collectProse(collector, record.text)
      for (const name of named) if (record.text.includes(name)) collectPerson(collector, name)
      collectDistinctive(collector, record.text, background)
    }
    collector.bonus = record.isRow === true ? ROW_BONUS : 0
    for (const field of record.fields ?? []) {
      collectField(collector, field)
      if (record.isRow === true) collectDistinctive(collector, field.value, background)
    }
    collector.bonus = 0
  }
  return collector.terms
}

/** What the organization calls distinctive, wherever a source has it. */
function collectDistinctive(collector: TermCollector, text: string, { distinctive }: Background): void {
  if (distinctive.length === 0) return
  const plain = plainWord(text)
  for (const words of distinctive) {
    if (!words.every((word) => plain.includes(word))) continue
    if (/^[a-z0-9]/.test(words[0]!)) {
      // Folded words hold nothing that an expression reads otherwise.
      const phrase = new RegExp(`(?<![\\p{L}0-9])${words.join('[^\\p{L}0-9]{1,3}')}(?![\\p{L}0-9])`, 'u')
      if (phrase.test(plain)) collector.words(words, 'codename', DISTINCTIVE + 2)
    } else collector.run(words[0]!, 'codename', DISTINCTIVE + 2)
  }
}

/** What a program counts with is no fact about anybody: `0.0254`, `404`, `86400`. */
const CONSTANTS: ReadonlySet<TermKind> = new Set(['number', 'amount', 'partial', 'concept'])

/** Names times records that are looked for: a book of names in one document has them where they are written. */
const MOST_LOOKED_FOR = 1_000_000

function collectPerson(collector: TermCollector, name: string): void {
  const words = name.match(/\p{L}[\p{L}\p{M}]*/gu) ?? []
  if (!/[A-Za-z]/.test(name)) collectJapanesePerson(collector, name)
  else if (words.length > 1 && words.length <= 4) {
    collector.words(words, 'person', DISTINCTIVE + 2)
    for (const [i, word] of words.entries()) collector.words([word], 'person', i === 0 ? 7 : 8)
    personForms(collector, words.map(plainWord))
  }
}

/** A cell is what it is: its being found means more than that of a word in a sentence. */
const ROW_BONUS = 2

interface Word {
  readonly text: string
  readonly start: number
  readonly end: number
}

function collectProse(collector: TermCollector, text: string): void {
  let names: Word[] = []
  const flush = () => {
    if (names.length > 0) collectName(collector, text, names)
    names = []
  }
  for (let at = 0; at < text.length; ) {
    const kind = classOf(text.charCodeAt(at))
    if (kind !== LETTER && kind !== DIGIT && kind !== HAN) {
      at += 1
      continue
    }
    const end = runEnd(text, at, kind)
    const typed = kind !== LETTER || mayBeTyped(text, at, end) ? typedValue(text, at) : undefined
    if (typed !== undefined) {
      flush()
      collectTyped(collector, typed)
      at = typed.end
      continue
    }
    if (kind === LETTER) {
      const word = { text: text.slice(at, end), start: at, end }
      const last = names.at(-1)
      if (last !== undefined && !joins(text.slice(last.end, at))) flush()
      const particle = names.length > 0 && (PARTICLES.has(word.text) || LOWER_FORMS.has(word.text))
      if (isUpper(text.charCodeAt(at)) || particle) names.push(word)
      else {
        flush()
        collectLowerCase(collector, word)
      }
    } else flush()
    at = end
  }
  flush()
  collectJapanese(collector, text)
  collectSensitive(collector, text)
  collectMailboxes(collector, text)
}

const MAILBOX = /(?<![A-Za-z])([A-Za-z]{2,20})[._-]([A-Za-z]{2,20})[0-9]{0,6}@/g

/** A mailbox is named after whose it is. */
function collectMailboxes(collector: TermCollector, text: string): void {
  if (!text.includes('@')) return
  for (const [, first, last] of text.matchAll(MAILBOX)) {
    collector.words([first!, last!], 'person', DISTINCTIVE - 4)
  }
}

const PARTICLES: ReadonlySet<string> = new Set(
  'de da di du del della van von der den ter la le bin al el y e of'.split(' '),
)

function joins(gap: string): boolean {
  return /^(?: |\. ?|-|'| & ?|\.|, (?=(?:Inc|Ltd|LLC|GmbH)))$/.test(gap) || gap === ' & '
}

function runEnd(text: string, at: number, kind: number): number {
  let end = at + 1
  while (end < text.length && classOf(text.charCodeAt(end)) === kind) end += 1
  return end
}

/** Counts and list numbers of prose: they are everywhere. */
const FEW = /^n\??:(?:[0-9.]{1,2}|[0-9]\.[0-9])$/
const DIGIT_ALONE = /^n\??:[0-9]$/

function collectTyped(collector: TermCollector, { kind, kept }: TypedValue): void {
  for (const { canonical, bits } of kept) {
    if (collector.bonus > 0 ? !DIGIT_ALONE.test(canonical) : !FEW.test(canonical)) {
      collector.typed(canonical, kind, bits)
    }
  }
  if (kind === 'amount') return
  for (const { canonical } of kept) {
    // The end of a long number is how people name it without saying it.
    const digits = /^i:.*?([0-9]{4})$/.exec(canonical) ?? /^n\??:([0-9]{7,})$/.exec(canonical)
    if (digits === null) continue
    const last = digits[1]!.slice(-4)
    if (last === '0000') continue
    collector.typed(`l4:${last}`, 'partial', 10)
    // Said to be the end of something, four digits still need whose or of what: one in ten thousand fits by chance.
    collector.typed(`l4!:${last}`, 'partial', DISTINCTIVE - 1)
  }
}

/** Words in lower case name nothing, but handles and odd spellings are as good as a name. */
function collectLowerCase(collector: TermCollector, { text }: Word): void {
  const plain = plainWord(text)
  collectConcept(collector, plain)
  if (plain.length < 5) return
  const standing = standingOf(plain)
  if (standing.ordinary || standing.known) return
  collector.words([plain], 'name', standing.given || standing.surname || standing.place ? 4 : 6)
}

/** What a sum or a date is of, in every word for it. Says little, and nothing by itself. */
export function collectConcept(collector: TermCollector, word: string): void {
  for (const same of conceptOf(word) ?? []) {
    if (/^[a-z]/.test(same)) collector.words([same], 'concept', CONCEPT_BITS)
    else collector.run(same, 'concept', CONCEPT_BITS)
  }
}

const CONCEPT_BITS = 4

/** A run of capitalized words. */
function collectName(collector: TermCollector, text: string, run: readonly Word[]): void {
  const sentenceStart = startsSentence(text, run[0]!.start)
  for (const word of run) collectConcept(collector, plainWord(word.text))
  let words = trimmed(run, sentenceStart)
  const cue = cueBefore(text, run[0]!.start)
  if (run.length > 1 && CODE_CUES.has(plainWord(run[0]!.text))) {
    collectCodeName(collector, run.slice(1))
    words = words.filter((word) => word !== run[0])
  } else if (cue === 'code') collectCodeName(collector, words.length > 0 ? words : run)
  else if (words.length > 1 && CODE_CUES.has(plainWord(words.at(-1)!.text))) {
    collectCodeName(collector, words.slice(0, -1))
  }
  if (words.length === 0) return
  nameTerms(
    collector,
    words.map(({ text }) => text),
    cue === 'party' ? 'organization' : HONORIFICS.has(plainWord(run[0]!.text)) ? 'person' : undefined,
  )
}

const CODE_CUES: ReadonlySet<string> = new Set('project operation codename'.split(' '))
/** What projects have, and what is called after none. */
const NOT_CODE: ReadonlySet<string> = new Set(
  (
    'management manager managers plan plans planning team teams director directors office officer lead leader leads ' +
    'sponsor scope status update updates overview description name number code budget costs charter board owner owners ' +
    'coordinator phase phases timeline schedule report reports review proposal proposals gutenberg settings page pages'
  ).split(' '),
)
const CODE_CUE_BEFORE =
  /(?:code[- ]?named?|codename|working title|internally (?:called|known as)|code[- ]?name[^.\n]{0,40} is|(?:project|operation|initiative|programme)(?: is)?(?: called| named)?)[ :"'“”(]{1,3}$/i
const PARTY_CUE_BEFORE =
  /(?:client|customer|vendor|supplier|account|target|acquire|acquiring|acquisition of|merger with|merge with|takeover of|partner|tenant|counterparty|licensee|lessee|on behalf of|invoice to|bill to)[ :"']{1,3}(?:is )?$/i

function cueBefore(text: string, at: number): 'code' | 'party' | undefined {
  const before = text.slice(Math.max(0, at - 60), at)
  if (CODE_CUE_BEFORE.test(before)) return 'code'
  return PARTY_CUE_BEFORE.test(before) ? 'party' : undefined
}

/** Ordinary words at the ends of a run are how sentences begin and titles are written. */
function trimmed(run: readonly Word[], sentenceStart: boolean): Word[] {
  let from = 0
  let to = run.length
  const ordinary = (word: Word) => {
    const plain = plainWord(word.text)
    const { ordinary, given, surname } = standingOf(plain)
    return (
      HONORIFICS.has(plain) ||
      PARTICLES.has(plain) ||
      (ordinary && !given && !surname) ||
      (word.text.length === 1 && false)
    )
  }
  while (
    from < to &&
    (ordinary(run[from]!) ||
      (from === 0 &&
        sentenceStart &&
        run.length > 1 &&
        isCommonWord(plainWord(run[0]!.text)) &&
        !standingOf(plainWord(run[0]!.text)).given))
  )
    from += 1
  while (to > from && ordinary(run[to - 1]!) && !isOrganizationEnd(run[to - 1]!.text)) to -= 1
  return run.slice(from, to)
}

const HONORIFICS: ReadonlySet<string> = new Set(
  'mr mrs ms miss dr prof sir madam mx dear hi hello'.split(' '),
)

function startsSentence(text: string, at: number): boolean {
  return /(?:^|[.!?:;\n]["'”)]?\s{0,3}|[-*•]\s?)$/.test(text.slice(Math.max(0, at - 6), at))
}

/** A name that the source itself calls one, whatever words it is made of. */
function collectCodeName(collector: TermCollector, words: readonly Word[]): void {
  const named = words.slice(0, 3).map(({ text }) => text)
  if (named.length === 0 || named.some((word) => NOT_CODE.has(plainWord(word)))) return
  collector.words(named, 'codename', 20)
  if (named.length > 1 && !standingOf(plainWord(named[0]!)).ordinary)
    collector.words([named[0]!], 'codename', 14)
}

const ORGANIZATION_ENDS: ReadonlySet<string> = new Set(
  (
    'inc ltd llc llp plc corp corporation company co gmbh ag srl bv nv kk oy pty limited holdings holding group partners ' +
    'associates ventures capital industries labs laboratories consulting logistics pharma pharmaceuticals biotech motors ' +
    'electronics traders trading enterprises robotics textiles brothers sons'
  ).split(' '),
)

const LEGAL_FORMS: ReadonlySet<string> = new Set(
  'inc ltd llc llp plc corp gmbh ag srl bv nv kk oy pty limited'.split(' '),
)
/** Those that are written in lower case too. */
const LOWER_FORMS: ReadonlySet<string> = new Set('inc ltd llc llp plc gmbh srl bv nv oy pty'.split(' '))
/** `Brothers` and `Group` are what families and colleagues are called, too. */
const FORMAL_ENDS: ReadonlySet<string> = new Set(
  [...ORGANIZATION_ENDS].filter(
    (end) => !'company co group partners associates brothers sons'.split(' ').includes(end),
  ),
)

function isOrganizationEnd(word: string): boolean {
  return ORGANIZATION_ENDS.has(plainWord(word))
}

/** Terms of a name: the whole, its neighbors in twos and threes, and its words. */
export function nameTerms(collector: TermCollector, words: readonly string[], as?: TermKind): void {
  const plain = words.map(plainWord)
  const standings = plain.map(standingOf)
  const bits = plain.map((word, i) =>
    word.length === 1 ? 3 : PARTICLES.has(word) ? 0 : wordBits(word, standings[i]!),
  )
  const isNew = (part: readonly string[]) => part.length > 1 && part.length <= 3 && part.every(isUnusual)
  const isOne =
    as === undefined && plain.length > 1 && plain.length <= 4 && (isPerson(plain, standings) || isNew(plain))
  for (const [i, word] of plain.entries()) {
    const { given, surname, place } = standings[i]!
    const kind = as ?? (isOne ? 'person' : place ? 'place' : given || surname ? 'person' : 'name')
    // One word in capitals at the beginning of nothing in particular: an abbreviation.
    const says = /^[A-Z]{2,4}$/.test(words[i]!) ? Math.min(6, bits[i]!) : bits[i]!
    // Part of a person's name, it is one, whatever else it is.
    if (word.length > 1) collector.words([word], kind, isOne ? Math.max(says, i === 0 ? 7 : 8) : says)
  }
  if (plain.length < 2) {
    if (as === 'organization' && bits[0]! >= 9) collector.words(plain, as, DISTINCTIVE + 1)
    return
  }
  const organization = as === 'organization' || isOrganizationEnd(plain.at(-1)!)
  const size = Math.min(plain.length, 5)
  for (let from = 0; from < plain.length - 1; from++) {
    for (let to = from + 2; to <= Math.min(from + size, plain.length); to++) {
      const part = plain.slice(from, to)
      if (PARTICLES.has(part[0]!) || PARTICLES.has(part.at(-1)!)) continue
      if (isKnownPhrase(part.join(' '))) {
        collector.words(part, 'place', 5)
        continue
      }
      // A name that no list has is as good as one that is in all of them.
      const person = isPerson(part, standings.slice(from, to)) || (!organization && isNew(part))
      const sum = bits.slice(from, to).reduce((a, b) => a + b, 0)
      if (sum === 0) continue
      if (person) {
        collector.words(part, 'person', Math.max(DISTINCTIVE + 2, sum + 4))
        personForms(collector, part)
      } else {
        // What a company is called besides being one says it all.
        const core = part.filter((word) => !ORGANIZATION_ENDS.has(word))
        const wholly = organization && core.length > 0 && from === 0 && to >= plain.length - 1
        const unusual = core.some(isUnusual)
        // With what it does or its legal form behind it, nobody else is called so, whatever place it is named after.
        const formal = FORMAL_ENDS.has(part.at(-1)!) && core.length > 0 && !core.every(isOrdinaryWord)
        collector.words(
          part,
          organization ? 'organization' : 'name',
          wholly && (unusual || formal) ? DISTINCTIVE + 2 : Math.min(sum + 2, 16),
        )
      }
    }
  }
  if (organization) organizationCore(collector, plain)
}

/** The company without its legal form is how people call it. */
function organizationCore(collector: TermCollector, plain: readonly string[]): void {
  const core = plain.filter((word, i) => !(i > 0 && ORGANIZATION_ENDS.has(word)))
  if (core.length === 0 || core.length > 3 || isKnownPhrase(core.join(' '))) return
  // The first word alone is enough where it is none.
  const [first] = core
  const rest = core.slice(1)
  if (
    rest.length > 0 &&
    isUnusual(first!) &&
    first!.length >= 5 &&
    rest.every((word) => standingOf(word).ordinary)
  ) {
    collector.words([first!], 'organization', DISTINCTIVE)
  }
  if (core.some(isUnusual))
    collector.words(core, 'organization', core.length > 1 ? DISTINCTIVE + 2 : DISTINCTIVE)
  else if (core.length > 1 && LEGAL_FORMS.has(plain.at(-1)!) && !core.every(isOrdinaryWord))
    collector.words(core, 'organization', DISTINCTIVE)
}

function isUnusual(word: string): boolean {
  const { ordinary, place, known } = standingOf(word)
  return word.length >= 4 && !ordinary && !place && !known
}

function isUnlisted({ ordinary, place, known }: WordStanding): boolean {
  return !ordinary && !place && !known
}

function isPerson(words: readonly string[], standings: readonly WordStanding[]): boolean {
  if (words.length > 4 || words.includes('of')) return false
  const [first, last] = [standings[0]!, standings.at(-1)!]
  if (words.at(-1)!.length < 2 || words[0]!.length < 2) return false
  if (last.ordinary && last.surname && first.given && !first.ordinary && !first.place) return true
  if (standings.every(({ ordinary }) => ordinary))
    return first.given && last.surname && words.length === 2 && !isCommonWord(words[0]!)
  if (standings.some(({ known }) => known) || isOrganizationEnd(words.at(-1)!)) return false
  const western = first.given && (last.surname || !last.ordinary)
  const eastern = first.surname && last.given && !first.ordinary
  // Two words that are neither words nor places, one of them a name: a person whose other name no list has.
  const unlisted = standings.every(isUnlisted) && standings.some(({ given, surname }) => given || surname)
  return western || eastern || unlisted
}

/** Initials with a surname, a first name with an initial, and the name in kana if it is a Japanese one. */
function personForms(collector: TermCollector, words: readonly string[]): void {
  const [first, last] = [words[0]!, words.at(-1)!]
  collector.words([first[0]!, last], 'person', 11)
  collector.words([first, last[0]!], 'person', 10)
  if (words.length > 2) {
    collector.words([first, last], 'person', DISTINCTIVE + 2)
    collector.words([first[0]!, ...words.slice(1)], 'person', 12)
  }
  const kana = [kanaOfRomaji(first), kanaOfRomaji(last)]
  if (kana[0] === undefined || kana[1] === undefined) return
  for (const part of kana) collector.run(part!, 'person', 7)
  collector.run(kana[1] + kana[0], 'person', DISTINCTIVE + 2)
  collector.run(kana[0] + kana[1], 'person', DISTINCTIVE + 2)
}

/** A cell of a table or a line of a form: read like prose, and kept as what it is. */
function collectField(collector: TermCollector, field: Field): void {
  const { name, value } = field
  if (value.length === 0) return
  // A cell may hold a text of its own.
  if (value.length > LONGEST_CELL) {
    collectProse(collector, value)
    return
  }
  if (field.identifying === true) collectIdentifying(collector, value)
  const isName = NAME_FIELD.test(name) && !/[0-9@]/.test(value)
  if (/[^\s0-9.,:;%¥$€£/+-]/.test(value)) collectProse(collector, value)
  else collectNumbers(collector, value)
  if (isName) {
    const words = value.split(/[\s,.・]+/).filter((word) => /^\p{L}/u.test(word))
    const isParty = PARTY_FIELD.test(name)
    if (words.length > 0 && words.length <= 4 && /[A-Za-z]/.test(value)) {
      nameTerms(collector, words, isParty ? 'organization' : undefined)
      if (words.length > 1) {
        collector.words(words, isParty ? 'organization' : 'person', DISTINCTIVE + 2)
        if (!isParty) personForms(collector, words.map(plainWord))
      } else collector.words(words, isParty ? 'organization' : 'person', isParty ? DISTINCTIVE : 8)
    } else
      collector.run(
        value,
        isParty ? 'organization' : 'person',
        value.replace(/\s/g, '').length > 2 ? DISTINCTIVE : 9,
      )
    return
  }
  collectPhrase(collector, value, CODE_FIELD.test(name))
}

const LONGEST_CELL = 200

/** Digits or letters that a value must have to say by itself which row it is of. */
const LEAST_IDENTIFYING = 4

/** A value of a column that the source calls identifying, unless it stands in the background. */
function collectIdentifying(collector: TermCollector, value: string): void {
  const says = DISTINCTIVE + 2
  const typed = typedValue(value, 0)
  if (typed?.end === value.length) {
    const [whole] = typed.kept
    const digits = value.replace(/[^0-9A-Za-z]/g, '')
    const isYear = /^(?:19|20)[0-9]{2}$/.test(digits)
    if (whole === undefined || digits.length < LEAST_IDENTIFYING || isYear) return
    collector.typed(whole.canonical, 'identifier', says)
    return
  }
  const words = value.match(/\p{L}[\p{L}\p{M}]*/gu) ?? []
  if (!/[A-Za-z]/.test(value)) {
    if (value.length >= LEAST_IDENTIFYING - 1) collector.run(value, 'identifier', says)
    return
  }
  const plain = words.map(plainWord)
  const isKnown = plain.length < 2 ? plain.every((word) => !isUnusual(word)) : isKnownPhrase(plain.join(' '))
  if (!isKnown && !plain.every(isOrdinaryWord)) collector.words(words, 'identifier', says)
}

const NAME_FIELD =
  /(?:^|[^a-z])(?:name|names|employee|customer|client|patient|owner|contact|manager|assignee|reporter|author|applicant|tenant|member|person|lead|attendees?|participants?|signatory|counterparty|vendor|supplier|company|account|sender|recipient|from|to)(?:[^a-z]|$)|氏名|名前|担当|顧客|患者|社員|従業員|代表|会社|取引先|契約者|申請者|宛先|差出人|出席者|参加者|受託者|委託者|仕入先|お客様/i
const PARTY_FIELD =
  /(?:^|[^a-z])(?:customer|client|company|vendor|supplier|counterparty|account|partner|organi[sz]ation)(?:[^a-z]|$)|会社|取引先|仕入先|企業|法人/i
const CODE_FIELD = /code ?-?name|project|案件|プロジェクト|計画名|コードネーム/i

/** A cell without letters is read as the number or date that it is. */
function collectNumbers(collector: TermCollector, value: string): void {
  for (let at = 0; at < value.length; ) {
    const typed = classOf(value.charCodeAt(at)) === DIGIT ? typedValue(value, at) : undefined
    if (typed !== undefined) collectTyped(collector, typed)
    at = typed?.end ?? at + 1
  }
}

/** A short value in words: a diagnosis, a status, a role. Says little alone and much beside its row. */
function collectPhrase(collector: TermCollector, value: string, isCode: boolean): void {
  const words = value.match(/\p{L}+|(?<![\p{L}\p{N}])[0-9]{1,4}(?![\p{L}\p{N}])/gu) ?? []
  if (!/\p{L}/u.test(value)) return
  if (/[A-Za-z]/.test(value)) {
    if (words.length > 4) return
    const plain = words.map(plainWord)
    if (isCode) collector.words(plain, 'codename', 20)
    const says = plain.reduce((sum, word) => sum + (PARTICLES.has(word) ? 0 : isCommonWord(word) ? 3 : 8), 0)
    collector.words(plain, 'attribute', Math.min(12, says))
  } else {
    collector.run(value, isCode ? 'codename' : 'attribute', isCode ? 20 : Math.min(12, 3 * value.length))
  }
}
