import { collectChinese } from './chinese-terms.js'
import type { TermCollector } from './collector.js'
import { collectConcept } from './concepts.js'
import { collectJapanese } from './japanese-terms.js'
import { collectKorean } from './korean-terms.js'
import { collectName, PARTICLES, type Word } from './name-terms.js'
import { standingOf } from './ordinary-words.js'
import { LEGAL_FORMS_IN_LOWER_CASE } from './organization-terms.js'
import { collectSensitive } from './sensitive.js'
import type { TypedValue } from './term.js'
import { classOf, DIGIT, HAN, isUpper, LETTER, plainWord } from './term-characters.js'
import { mayBeTyped, typedValue } from './typed-values.js'
import { ALMOST_DISTINCTIVE, BITS } from './weights.js'

/**
 * Reads a text from left to right, run by run of one class of characters. A number, date or identifier is a term;
 * words in capitals that follow each other are one name, with the particles between them; words in lower case are
 * looked at one by one. What is told by more than single words is collected afterwards.
 */
export function collectProse(collector: TermCollector, text: string): void {
  let name: Word[] = []
  const endName = () => {
    if (name.length > 0) collectName(collector, text, name)
    name = []
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
      endName()
      collectTyped(collector, typed)
      at = typed.end
      continue
    }
    if (kind === LETTER) {
      const word = { text: text.slice(at, end), start: at, end }
      const last = name.at(-1)
      if (last !== undefined && !joinsNames(last.text, text.slice(last.end, at))) endName()
      if (isUpper(text.charCodeAt(at)) || (name.length > 0 && isLowerInName(word.text))) name.push(word)
      else {
        endName()
        collectLowerCase(collector, word)
      }
    } else endName()
    at = end
  }
  endName()
  collectJapanese(collector, text)
  collectChinese(collector, text)
  collectKorean(collector, text)
  collectSensitive(collector, text)
  collectMailboxes(collector, text)
}

/** Every number, date and identifier in a text without letters. */
export function collectNumbers(collector: TermCollector, text: string): void {
  for (let at = 0; at < text.length; ) {
    const typed = classOf(text.charCodeAt(at)) === DIGIT ? typedValue(text, at) : undefined
    if (typed !== undefined) collectTyped(collector, typed)
    at = typed?.end ?? at + 1
  }
}

function runEnd(text: string, at: number, kind: number): number {
  let end = at + 1
  while (end < text.length && classOf(text.charCodeAt(end)) === kind) end += 1
  return end
}

/** Whether a word with this behind it and the next one can be of one name: only short words are cut off by a point. */
function joinsNames(word: string, gap: string): boolean {
  if (gap.startsWith('.') && word.length > LONGEST_CUT_OFF) return false
  return /^(?: |\. ?|-|'| & ?|, (?=(?:Inc|Ltd|LLC|GmbH)))$/.test(gap)
}

/** `Prof.`, `Corp.`; what is longer ends a sentence. */
const LONGEST_CUT_OFF = 4

function isLowerInName(word: string): boolean {
  return PARTICLES.has(word) || LEGAL_FORMS_IN_LOWER_CASE.has(word)
}

/** Counts and list numbers of prose: they are everywhere. */
const SMALL_NUMBER = /^n\??:(?:[0-9.]{1,2}|[0-9]\.[0-9])$/
/** In a cell only a single digit is. */
const SINGLE_DIGIT = /^n\??:[0-9]$/

function collectTyped(collector: TermCollector, { kind, kept }: TypedValue): void {
  const saysNothing = collector.bonus > 0 ? SINGLE_DIGIT : SMALL_NUMBER
  for (const { canonical, bits } of kept) {
    if (!saysNothing.test(canonical)) collector.typed(canonical, kind, bits)
  }
  if (kind === 'amount') return
  for (const { canonical } of kept) collectLastDigits(collector, canonical)
}

/** The end of a long number is how people name it without saying it. */
function collectLastDigits(collector: TermCollector, canonical: string): void {
  const digits = /^i:.*?([0-9]{4})$/.exec(canonical) ?? /^n\??:([0-9]{7,})$/.exec(canonical)
  if (digits === null) return
  const last = digits[1]!.slice(-4)
  if (last === '0000') return
  collector.typed(`l4:${last}`, 'partial', BITS.lastDigits)
  // Even announced as the end of something, four digits still need whose or of what: one in ten thousand fits by chance.
  collector.typed(`l4!:${last}`, 'partial', ALMOST_DISTINCTIVE)
}

/** Words in lower case name nothing, but handles and odd spellings are as good as a name. */
function collectLowerCase(collector: TermCollector, { text }: Word): void {
  const plain = plainWord(text)
  collectConcept(collector, plain)
  if (plain.length < 5) return
  const { ordinary, known, given, surname, place } = standingOf(plain)
  if (ordinary || known) return
  collector.words([plain], 'name', given || surname || place ? BITS.lowerCaseName : BITS.lowerCase)
}

const MAILBOX = /(?<![A-Za-z])([A-Za-z]{2,20})[._-]([A-Za-z]{2,20})[0-9]{0,6}@/g

/** A mailbox is named after whose it is. */
function collectMailboxes(collector: TermCollector, text: string): void {
  if (!text.includes('@')) return
  for (const [, first, last] of text.matchAll(MAILBOX)) {
    collector.words([first!, last!], 'person', BITS.mailbox)
  }
}
