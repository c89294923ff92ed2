import { CODE_NAME_CUE_BEFORE, collectCodeName, isCodeNameCue } from './code-name-terms.js'
import { MAX_WORDS, type TermCollector } from './collector.js'
import { collectConcept } from './concepts.js'
import {
  isCommonWord,
  isKnownPhrase,
  isUnlistedName,
  standingOf,
  type WordStanding,
  wordBits,
} from './ordinary-words.js'
import {
  collectOrganizationCore,
  isOrganizationEnd,
  namesOneOrganization,
  PARTY_CUE_BEFORE,
} from './organization-terms.js'
import { collectPersonForms, isPerson, isPersonOfNoList, personWordBits } from './person-terms.js'
import type { TermKind } from './term.js'
import { plainWord } from './term-characters.js'
import { BITS, CERTAIN, DISTINCTIVE } from './weights.js'

/** A word where it stands in a text. */
export interface Word {
  readonly text: string
  readonly start: number
  readonly end: number
}

/** Small words inside names. */
export const PARTICLES: ReadonlySet<string> = new Set(
  'de da di du del della van von der den ter la le bin al el y e of'.split(' '),
)
const HONORIFICS: ReadonlySet<string> = new Set(
  (
    'mr mrs ms miss dr prof sir madam mx dear hi hello herr frau monsieur madame mme mlle senor senora sr sra srta ' +
    'don dona senhor senhora signor signora sig dottor dottoressa meneer mevrouw dhr mevr'
  ).split(' '),
)

/**
 * A run of words in capitals. What the text calls a code name is one; the rest, without what only begins a sentence
 * or a title, is a name.
 */
export function collectName(collector: TermCollector, text: string, run: readonly Word[]): void {
  const [first] = run
  for (const word of run) collectConcept(collector, plainWord(word.text))
  const cue = cueBefore(text, first!.start)
  let words = withoutOrdinaryEnds(run, startsSentence(text, first!.start))
  if (run.length > 1 && isCodeNameCue(first!.text)) {
    collectCodeName(collector, run.slice(1).map(textOf))
    words = words.filter((word) => word !== first)
  } else if (cue === 'code') {
    collectCodeName(collector, (words.length > 0 ? words : run).map(textOf))
  } else if (words.length > 1 && isCodeNameCue(words.at(-1)!.text)) {
    collectCodeName(collector, words.slice(0, -1).map(textOf))
  }
  if (words.length === 0) return
  const isTitled = HONORIFICS.has(plainWord(first!.text))
  collectNameTerms(
    collector,
    words.map(textOf),
    cue === 'party' ? 'organization' : isTitled ? 'person' : undefined,
  )
}

function textOf({ text }: Word): string {
  return text
}

/** Code units before a name in which a cue may stand. */
const CUE_REACH = 60

function cueBefore(text: string, at: number): 'code' | 'party' | undefined {
  const before = text.slice(Math.max(0, at - CUE_REACH), at)
  if (CODE_NAME_CUE_BEFORE.test(before)) return 'code'
  return PARTY_CUE_BEFORE.test(before) ? 'party' : undefined
}

function startsSentence(text: string, at: number): boolean {
  return /(?:^|[.!?:;\n]["'”)]?\s{0,3}|[-*•]\s?)$/.test(text.slice(Math.max(0, at - 6), at))
}

/** Ordinary words at the ends of a run are how sentences begin and titles are written. */
function withoutOrdinaryEnds(run: readonly Word[], isSentenceStart: boolean): readonly Word[] {
  let from = 0
  let to = run.length
  if (isSentenceStart && run.length > 1 && onlyStartsSentence(run[0]!)) from = 1
  while (from < to && namesNobody(run[from]!)) from += 1
  while (to > from && namesNobody(run[to - 1]!) && !isOrganizationEnd(run[to - 1]!.text)) to -= 1
  return run.slice(from, to)
}

/** A capital at the beginning of a sentence makes no name of a common word. */
function onlyStartsSentence({ text }: Word): boolean {
  const plain = plainWord(text)
  return isCommonWord(plain) && !standingOf(plain).given
}

/** A title, a particle, or a word that is nobody's name. */
function namesNobody({ text }: Word): boolean {
  const plain = plainWord(text)
  const { ordinary, given, surname } = standingOf(plain)
  return HONORIFICS.has(plain) || PARTICLES.has(plain) || (ordinary && !given && !surname)
}

/** A name as it is looked at: its words, what the lists know of each, and what each says. */
interface Name {
  readonly plain: readonly string[]
  readonly standings: readonly WordStanding[]
  readonly bits: readonly number[]
}

/** Terms of a name: its words, and all neighbors in twos, threes and fours. `as` is what the text says that it is. */
export function collectNameTerms(collector: TermCollector, words: readonly string[], as?: TermKind): void {
  const plain = words.map(plainWord)
  const standings = plain.map(standingOf)
  const name = { plain, standings, bits: plain.map((word, i) => bitsInName(word, standings[i]!)) }
  collectWords(collector, words, name, as)
  if (plain.length < 2) {
    // A word that is hard to hit upon, where the text says that a firm is called so.
    if (as === 'organization' && name.bits[0]! >= BITS.unlistedFour)
      collector.words(plain, as, DISTINCTIVE + 1)
    return
  }
  const isOrganization = as === 'organization' || isOrganizationEnd(plain.at(-1)!)
  for (let from = 0; from < plain.length - 1; from++) {
    for (let to = from + 2; to <= Math.min(from + MAX_WORDS, plain.length); to++) {
      collectPart(collector, name, from, to, isOrganization)
    }
  }
  if (isOrganization) collectOrganizationCore(collector, plain)
}

function bitsInName(word: string, standing: WordStanding): number {
  if (word.length === 1) return BITS.initial
  return PARTICLES.has(word) ? 0 : wordBits(word, standing)
}

function collectWords(
  collector: TermCollector,
  words: readonly string[],
  { plain, standings, bits }: Name,
  as: TermKind | undefined,
): void {
  const isWholePerson =
    as === undefined &&
    plain.length > 1 &&
    plain.length <= MAX_WORDS &&
    (isPerson(plain, standings) || isPersonOfNoList(plain) || isNamedAfterPlace(plain, standings))
  for (const [i, word] of plain.entries()) {
    if (word.length < 2) continue
    const says = /^[A-Z]{2,4}$/.test(words[i]!) ? Math.min(BITS.abbreviation, bits[i]!) : bits[i]!
    // A word of a person's name says at least what a name does, whatever else it is.
    collector.words(
      [word],
      as ?? (isWholePerson ? 'person' : kindOfWord(standings[i]!)),
      isWholePerson ? Math.max(says, personWordBits(i)) : says,
    )
  }
}

/** `Marijke Hoogstraten`: many surnames are those of towns. */
function isNamedAfterPlace(
  [first, ...others]: readonly string[],
  [own, last]: readonly WordStanding[],
): boolean {
  if (others.length !== 1 || !last!.place || own!.ordinary || own!.place) return false
  return own!.given || isUnlistedName(first!)
}

function kindOfWord({ given, surname, place }: WordStanding): TermKind {
  if (place) return 'place'
  return given || surname ? 'person' : 'name'
}

/** The words `[from, to)` of a name as a name of their own. */
function collectPart(
  collector: TermCollector,
  { plain, standings, bits }: Name,
  from: number,
  to: number,
  isOrganization: boolean,
): void {
  const part = plain.slice(from, to)
  if (PARTICLES.has(part[0]!) || PARTICLES.has(part.at(-1)!)) return
  if (isKnownPhrase(part.join(' '))) {
    collector.words(part, 'place', BITS.known)
    return
  }
  const sum = bits.slice(from, to).reduce((a, b) => a + b, 0)
  if (sum === 0) return
  if (isPerson(part, standings.slice(from, to)) || (!isOrganization && isPersonOfNoList(part))) {
    collector.words(part, 'person', Math.max(CERTAIN, sum + BITS.togetherOfPerson))
    collectPersonForms(collector, part)
    return
  }
  // The whole name, with or without its last word.
  const isWhole = from === 0 && to >= plain.length - 1
  collector.words(
    part,
    isOrganization ? 'organization' : 'name',
    isOrganization && isWhole && namesOneOrganization(part)
      ? CERTAIN
      : Math.min(sum + BITS.together, BITS.phrase),
  )
}
