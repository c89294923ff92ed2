import type { Detection, Detector, DetectorStep, FoldedText, Reader } from '../../core/ports.js'
import { isFunctionWord } from '../../text/function-words.js'
import { rawSpan } from '../../text/surface.js'
import type { Candidate, CandidateKind } from './candidate.js'
import { framingOf, isGuess } from './frame.js'
import { isInside, type Run, runAt } from './run.js'

/** What is known of values, whoever keeps it. */
export interface EnumerationOptions {
  /** Whether a text names something of a source that this reader may not read. */
  readonly namesForbidden?: (text: string, reader: Reader) => Promise<boolean>
  /** Whether a source that this reader may read holds a value. */
  readonly isPermitted?: (value: string, reader: Reader) => Promise<boolean>
  /** Whether a value would be a leak without anything beside it. */
  readonly saysAlone?: (value: string) => boolean
}

/**
 * Three or more candidates of one kind for one thing: to take out the true one alone would tell it, and to let the
 * others pass would, too. So an enumeration is a finding whatever is true of it, and no source that this reader may not
 * read is asked about any of its candidates (docs/decisions.md#candidates-of-one-kind).
 *
 * Candidates are counted over the answer, the reader's last question and the questions before it. What the reader
 * brought up explains none of them. What stands in texts that the reader may read does: a directory, a price list.
 *
 * An answer is held back from the first candidate of an open list on, and no longer.
 */
export function createEnumerationDetector(options: EnumerationOptions): Detector {
  const known = new WeakMap<FoldedText, { reader: Reader; reading: Reading }>()
  const asked = new WeakMap<Reader, Promise<Asked>>()
  return {
    name: 'enumerations',
    holdback: LONGEST_SENTENCE,
    async detect(text, from, reader): Promise<DetectorStep> {
      let questions = asked.get(reader)
      if (questions === undefined) asked.set(reader, (questions = readQuestions(reader, options)))
      let state = known.get(text)
      if (state?.reader !== reader) {
        state = { reader, reading: new Reading(await questions, reader, options) }
        known.set(text, state)
      }
      if (text.ended) known.delete(text)
      const { reading } = state
      await reading.read(text.surface, text.ended)
      const settled = text.ended
        ? text.raw.length
        : Math.max(from, text.surfaceStart(Math.min(reading.settled, text.surface.length)))
      return { detections: reading.take(text, settled, text.ended), settled }
    },
  }
}

/** From so many on candidates are an enumeration. */
const ENOUGH = 3
/** Code units before the first candidate that may say what it is a candidate for. */
const LONGEST_LEAD = 240
/** Code units in which a sentence ends, or is taken to. */
const LONGEST_SENTENCE = 200
/** Questions of the reader that count together. */
const QUESTIONS = 12

const ALONE: ReadonlySet<CandidateKind> = new Set(['person', 'number', 'identifier', 'address'])
const IS_NAME: ReadonlySet<CandidateKind> = new Set(['person', 'name'])
const groupOf = (kind: CandidateKind) => (IS_NAME.has(kind) ? 'name' : kind)

/** What the reader brought up, by kind. */
interface Asked {
  /** The last question, and without its candidates of a kind. */
  readonly last: string
  without(group: string): string
  readonly candidates: ReadonlyMap<string, ReadonlySet<string>>
  /** As they may be said again: whole, and of names of persons each word. */
  readonly words: readonly { readonly written: string; readonly group: string }[]
}

/** Sentences that each guess at one more candidate, or say of one more what the first one says. */
interface Chain {
  readonly keys: Set<string>
  readonly values: string[]
  readonly start: number
  readonly skeletons: Set<string>
  /** Sentences that brought one. */
  sentences: number
  /** Behind the last of them. */
  end: number
  guesses: boolean
}

class Reading {
  settled = 0
  readonly #asked: Asked
  readonly #reader: Reader
  readonly #options: EnumerationOptions
  #at = 0
  #searched = 0
  /** By group of candidates. */
  readonly #chains = new Map<string, Chain>()
  #found: { readonly start: number; readonly end: number; readonly group: string }[] = []

  constructor(asked: Asked, reader: Reader, options: EnumerationOptions) {
    this.#asked = asked
    this.#reader = reader
    this.#options = options
  }

  /** What was found before raw offset `to`. */
  take(text: FoldedText, to: number, ended: boolean): Detection[] {
    const placed = this.#found.map((found) => ({ found, span: rawSpan(text, found.start, found.end) }))
    const taken = placed.filter(({ span }) => ended || span.start < to)
    this.#found = placed.filter((one) => !taken.includes(one)).map(({ found }) => found)
    return taken
      .sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end)
      .map(({ found, span }) => ({
        ...span,
        kind: 'enumeration',
        rule: 'candidates',
        score: 1,
        provenance: 'unknown',
        canonical: `enumeration of ${found.group}`,
        sources: [],
      }))
  }

  async read(text: string, ended: boolean): Promise<void> {
    const mentioned = this.#readMentions(text, ended)
    const open = await this.#readRuns(text, ended)
    this.settled = Math.min(mentioned, open, ...[...this.#chains.values()].map(({ start }) => start))
  }

  /** The reader's own candidates, wherever the answer says one; where more text may be one. */
  #readMentions(text: string, ended: boolean): number {
    const { words } = this.#asked
    if (words.length === 0) return text.length
    const longest = Math.max(...words.map(({ written }) => written.length)) + 1
    const to = ended ? text.length : Math.max(this.#searched, text.length - longest)
    const from = Math.max(0, this.#searched - 1)
    const plain = lowerCase(text.slice(from))
    for (const { written, group } of words) {
      let at = plain.indexOf(written, this.#searched - from)
      for (; at >= 0 && at + from < to; at = plain.indexOf(written, at + 1)) {
        const end = at + written.length
        if (isPartOfWord(plain, at, end)) continue
        this.#found.push({ start: from + at, end: from + end, group })
      }
    }
    this.#searched = to
    return to
  }

  /** Where a list, or a sentence with a candidate, is not decided yet. */
  async #readRuns(text: string, ended: boolean): Promise<number> {
    while (this.#at < text.length) {
      const at = this.#at
      const unit = text.charCodeAt(at)
      // Most words begin with a small letter and have neither digits nor signs.
      if (unit === 0x20 || isInside(text, at)) {
        this.#at += 1
        continue
      }
      const run = runAt(text, at, ended)
      if (run === undefined) {
        if (!ended && text.length - at < MAY_GROW && MAY_BECOME.test(text.slice(at))) return at
        this.#at += 1
        continue
      }
      if (run.open) return this.#giveUp(text, at, ended)
      const sentence = sentenceEnd(text, run.end)
      const decided = ended || sentence < text.length
      const isList = run.candidates.length + this.#brought(run).size >= ENOUGH && run.candidates.length > 1
      if (isList) {
        if (!decided) return at
        await this.#checkRun(text, run, sentence)
      } else if (await this.#isGuessed(text, run, sentence)) {
        if (!decided) return at
        await this.#joinChain(text, run, sentence)
      }
      this.#at = run.candidates.length > 1 ? run.end : run.candidates[0]!.end
    }
    return this.#giveUp(text, text.length, ended)
  }

  /** Chains are given up where the next sentence does not go on with them. */
  #giveUp(text: string, open: number, ended: boolean): number {
    for (const [group, chain] of this.#chains) {
      if (ended || open - chain.end > LONGEST_SENTENCE || !mayGoOn(chain, text)) this.#chains.delete(group)
    }
    return open
  }

  #brought(run: Run): ReadonlySet<string> {
    const own = this.#asked.candidates.get(groupOf(run.candidates[0]!.kind)) ?? new Set()
    const keys = new Set(run.candidates.map(({ key }) => key))
    return new Set([...own].filter((key) => !keys.has(key)))
  }

  async #checkRun(text: string, run: Run, sentence: number): Promise<void> {
    const { candidates } = run
    const first = candidates[0]!
    const keys = new Set(candidates.map(({ key }) => key))
    const brought = this.#brought(run)
    if (keys.size + brought.size < ENOUGH) return
    const lead = leadBefore(text, first.start)
    const around = `${lead}\n${run.between}\n${text.slice(run.end, sentence)}`
    const framing = framingOf({
      joinedBy: run.joinedBy,
      ruled: run.ruled,
      around,
      before: lead.slice(-LONGEST_SENTENCE),
      asked: this.#asked.last,
    })
    const values = candidates.map(({ start, end }) => text.slice(start, end))
    const isOne = await isForOneThing(
      { kinds: candidates.map(({ kind }) => kind), values, isJoinedByOr: run.joinedBy === 'or', ...framing },
      () => `${around}\n${this.#asked.without(groupOf(first.kind))}`,
      this.#reader,
      this.#options,
    )
    if (!isOne && brought.size < ENOUGH - 1) return
    if (await areAllPermitted(values, this.#reader, this.#options)) return
    this.#found.push({ start: first.start, end: run.end, group: groupOf(first.kind) })
  }

  /** A candidate by itself: whether its sentence guesses, or may say of it what the next one says of another. */
  async #isGuessed(text: string, { candidates, end: behind }: Run, sentence: number): Promise<boolean> {
    const [{ kind, start: at }] = candidates as [Candidate]
    const start = sentenceStart(text, at)
    if (candidates.length > 1 || sentence - start > LONGEST_SENTENCE) return false
    const before = text.slice(start, at)
    if (isGuess(before) || mayBeGuessedBehind(text.slice(behind, sentence))) return true
    if (IS_NAME.has(kind) || !/\p{L}{2}/u.test(before)) return false
    if (ALONE.has(kind)) return true
    // Sums and days stand in every text: they are waited for where they may be a leak beside what is named.
    return (await this.#options.namesForbidden?.(before, this.#reader)) === true
  }

  async #joinChain(text: string, run: Run, sentence: number): Promise<void> {
    const [{ kind, key, start, end }] = run.candidates as [Candidate]
    const from = sentenceStart(text, start)
    const before = text.slice(from, start)
    const guesses = isGuess(before) || mayBeGuessedBehind(text.slice(run.end, sentence))
    const group = groupOf(kind)
    const own = this.#asked.candidates.get(group) ?? new Set()
    if (!guesses && own.size < ENOUGH - 1 && IS_NAME.has(kind)) return
    const skeleton = skeletonOf(before, text.slice(end, sentence))
    const value = text.slice(start, end)
    let chain = this.#chains.get(group)
    const isSame = chain !== undefined && start < chain.end
    const goesOn =
      chain !== undefined &&
      start - chain.end <= LONGEST_SENTENCE &&
      (isSame ||
        (guesses && chain.guesses) ||
        (chain.skeletons.has(skeleton) && !/\p{L}/u.test(text.slice(chain.end, from))))
    if (chain === undefined || !goesOn) {
      chain = {
        keys: new Set(own),
        values: [],
        start,
        skeletons: new Set(),
        sentences: 0,
        end: 0,
        guesses,
      }
      this.#chains.set(group, chain)
    }
    // Several of one sentence are one guess.
    if (!chain.keys.has(key) && chain.end !== sentence) {
      chain.sentences += 1
      chain.end = sentence
    }
    if (chain.end === 0) chain.end = sentence
    chain.keys.add(key)
    chain.values.push(value)
    chain.skeletons.add(skeleton)
    chain.guesses &&= guesses
    if (chain.sentences + own.size < ENOUGH) return
    const { values } = chain
    const lead = leadBefore(text, chain.start)
    const around = `${lead}\n${text.slice(chain.start, sentence)}`
    const framing = framingOf({ joinedBy: 'or', ruled: false, around, before: lead, asked: this.#asked.last })
    const isOne = await isForOneThing(
      { kinds: [kind], values, isJoinedByOr: true, ...framing, isGuess: true },
      () => `${withoutAll(around, values)}\n${this.#asked.without(group)}`,
      this.#reader,
      this.#options,
    )
    if (isOne && !(await areAllPermitted(values, this.#reader, this.#options))) {
      this.#found.push({ start: chain.start, end, group })
    }
    this.#chains.delete(group)
  }
}

/** What is said right behind a candidate where verbs come last, as far as it is seen. */
const GUESSES_BEHIND = [
  'かもしれ',
  'でしょう',
  'だろう',
  'ではな',
  'じゃな',
  'です',
  'である',
  'と思',
  'の可能性',
  'と推測',
]

function mayBeGuessedBehind(rest: string): boolean {
  const said = rest.replace(/^[」』”"]|^(?:さん|氏|様)/, '').slice(0, 4)
  return GUESSES_BEHIND.some(
    (guess) =>
      said.startsWith(guess) || (said.length < guess.length && said !== '' && guess.startsWith(said)),
  )
}

/** Units at the end of a text that may still become a candidate: a word, or a number and what it counts. */
const MAY_GROW = 64
const MAY_BECOME =
  /^(?:\S+|[+($€£¥₩₹]*[0-9 ().,/-]*|[0-9.,]{1,9}(?:st|nd|rd|th)? ?\p{L}{0,12}(?: \p{L}{0,12}){0,2}|(?:(?:\p{Lu}\S*|van|von|zu|de|der|den|la|le|da|di|del|bin|al)\s?){1,5}\S*)$/u

interface Claim {
  readonly kinds: readonly CandidateKind[]
  readonly values: readonly string[]
  readonly isJoinedByOr: boolean
  readonly isGuess: boolean
  readonly saysOfWhat: boolean
  readonly isCodeName: boolean
}

/**
 * Whether candidates are for one thing that somebody may want to keep. What is a leak by itself needs no more than being
 * guessed at. What is a leak beside something needs that, and what is a name like any other needs to be said whose.
 */
async function isForOneThing(
  { kinds, values, isJoinedByOr, isGuess, saysOfWhat, isCodeName }: Claim,
  aroundOf: () => string,
  reader: Reader,
  { namesForbidden, saysAlone }: EnumerationOptions,
): Promise<boolean> {
  if (!isGuess && !isJoinedByOr) return false
  const kind = kinds[0]!
  // Of foreign names not all are known to be a person's.
  if (2 * kinds.filter((one) => ALONE.has(one)).length >= kinds.length) return true
  if (IS_NAME.has(kind) && ((isGuess && saysOfWhat) || isCodeName)) return true
  if (!IS_NAME.has(kind) && isGuess && values.some((value) => saysAlone?.(value) === true)) return true
  return (await namesForbidden?.(aroundOf(), reader)) === true
}

/** Whether texts that the reader may read hold every one of them. */
async function areAllPermitted(
  values: readonly string[],
  reader: Reader,
  { isPermitted }: EnumerationOptions,
): Promise<boolean> {
  const given = reader.foreign.filter(({ permitted }) => permitted).map(({ text }) => plainOf(text.surface))
  for (const value of new Set(values)) {
    const plain = plainOf(value)
    if (given.some((text) => text.includes(plain))) continue
    if ((await isPermitted?.(value, reader)) === true) continue
    const texts = (await reader.permittedTexts?.(value)) ?? []
    if (!texts.some((text) => plainOf(text).includes(plain))) return false
  }
  return true
}

/** The same length, so that places stay. */
const lowerCase = (text: string) => text.replaceAll('İ', 'I').toLowerCase()

const plainOf = (text: string) =>
  text
    .toLowerCase()
    .replace(/[\s"'“”「」『』*_`]+/g, ' ')
    .trim()

/** What the reader's questions guess at. Those that they may read are theirs to say. */
async function readQuestions(reader: Reader, options: EnumerationOptions): Promise<Asked> {
  const turns = reader.ownTurns.slice(-QUESTIONS).map(({ surface }) => surface)
  const matters = new Map<string, Matter[]>()
  for (const [i, turn] of turns.entries()) {
    const guesses = await guessesIn(turn, reader, options)
    const about = aboutOf(turn, guesses)
    for (const { kind, key, start, end } of guesses) {
      const group = groupOf(kind)
      const own = matters.get(group) ?? []
      matters.set(group, own)
      let matter = own.findLast((one) => isOfOneMatter(one.about, about))
      if (matter === undefined) own.push((matter = { about: new Set(), candidates: new Map(), last: i }))
      for (const word of about) matter.about.add(word)
      matter.candidates.set(key, turn.slice(start, end))
      matter.last = i
    }
  }
  const found = new Map(
    [...matters].map(
      ([group, own]) => [group, guessedMost(own, turns.length - 1)?.candidates ?? new Map()] as const,
    ),
  )
  const words: { written: string; group: string }[] = []
  for (const [group, own] of found) {
    if (own.size < ENOUGH || (await areAllPermitted([...own.values()], reader, options))) continue
    words.push(...wordsOf([...own.values()], group))
  }
  const last = turns.at(-1) ?? ''
  return {
    last,
    without: (group) => withoutAll(last, [...(found.get(group)?.values() ?? [])]),
    candidates: new Map([...found].map(([group, own]) => [group, new Set(own.keys())])),
    words,
  }
}

/** What several questions of the reader guess at. */
interface Matter {
  /** Words of these questions that say something, but for their candidates. */
  readonly about: Set<string>
  readonly candidates: Map<string, string>
  /** The last question that added one. */
  last: number
}

/** What a question asks about, in the words of scripts with spaces. */
function aboutOf(turn: string, candidates: readonly Candidate[]): ReadonlySet<string> {
  const rest = withoutAll(
    turn,
    candidates.map(({ start, end }) => turn.slice(start, end)),
  )
  return new Set(
    (lowerCase(rest).match(/\p{Script=Latin}{4,}/gu) ?? []).filter((word) => !isFunctionWord(word)),
  )
}

/** A question that says nothing but its candidate goes on with the one before. */
function isOfOneMatter(known: ReadonlySet<string>, about: ReadonlySet<string>): boolean {
  return known.size === 0 || about.size === 0 || [...about].some((word) => known.has(word))
}

/** The matter with the most candidates. One candidate that was asked about long ago is none of a list. */
function guessedMost(matters: readonly Matter[], lastTurn: number): Matter | undefined {
  return matters
    .filter(({ candidates, last }) => candidates.size > 1 || last === lastTurn)
    .toSorted((a, b) => b.candidates.size - a.candidates.size)[0]
}

/** Says right before a name whose it is. */
const IS_IT = /(?:[はが]|\b(?:is|ist|est|es)) ?[「『"“]?$/iu

/** Candidates that a turn of the reader guesses at. */
async function guessesIn(turn: string, reader: Reader, options: EnumerationOptions): Promise<Candidate[]> {
  const runs: Run[] = []
  for (let at = 0; at < turn.length; at++) {
    const run = isInside(turn, at) ? undefined : runAt(turn, at, true)
    if (run === undefined) continue
    const lead = leadBefore(turn, run.candidates[0]!.start)
    const rest = turn.slice(run.end, sentenceEnd(turn, run.end))
    const around = `${lead}\n${run.between}\n${rest}`
    const framing = framingOf({ joinedBy: run.joinedBy, ruled: run.ruled, around, before: lead, asked: '' })
    const claim = {
      kinds: run.candidates.map(({ kind }) => kind),
      values: run.candidates.map(({ start, end }) => turn.slice(start, end)),
      isJoinedByOr: run.joinedBy === 'or',
      ...framing,
      isGuess: framing.isGuess || isGuess(`${lead} ${rest}`),
    }
    // One word that may be a name is what most questions are about.
    const isWord = claim.kinds.length === 1 && claim.kinds[0] === 'name'
    const isNamed = claim.isCodeName || (claim.saysOfWhat && IS_IT.test(lead))
    const isTopic = isWord && !isNamed
    if (!isTopic && (await isForOneThing(claim, () => around, reader, options))) runs.push(run)
    at = run.end - 1
  }
  // Beside several that are asked about, one by itself is what they are asked of.
  const several = runs.filter(({ candidates }) => candidates.length > 1)
  return (several.length > 0 ? several : runs).flatMap(({ candidates }) => candidates)
}

/** Each candidate as it may be said again; of names also the words that no other has. */
function wordsOf(values: readonly string[], group: string): { written: string; group: string }[] {
  const parts = (value: string) => lowerCase(value).match(/\p{L}{4,}/gu) ?? []
  return values.flatMap((value) => {
    const others = values.filter((other) => other !== value).flatMap(parts)
    const own = group === 'name' ? parts(value).filter((part) => !others.includes(part)) : []
    return [...new Set([lowerCase(value), ...own])].map((written) => ({ written, group }))
  })
}

function withoutAll(text: string, values: readonly string[]): string {
  return values.reduce((rest, value) => rest.replaceAll(value, ' … '), text)
}

function isPartOfWord(text: string, start: number, end: number): boolean {
  const joins = (a: string, b: string) =>
    /[\p{L}0-9]/u.test(a) && /[\p{L}0-9]/u.test(b) && !SPACELESS.test(a + b)
  return (
    (start > 0 && joins(text[start - 1]!, text[start]!)) ||
    (end < text.length && joins(text[end - 1]!, text[end]!))
  )
}

const SPACELESS = /[\u3040-\u30ff\p{Script=Han}]/u
const TERMINATOR = /[.!?](?=\s)|[。！？\n]/g

/** Behind the sentence or line that `from` lies in; the end of the text where that is not seen. */
function sentenceEnd(text: string, from: number): number {
  TERMINATOR.lastIndex = from
  const found = TERMINATOR.exec(text.slice(0, from + LONGEST_SENTENCE))
  return found === null ? Math.min(text.length, from + LONGEST_SENTENCE) : found.index + 1
}

function sentenceStart(text: string, at: number): number {
  const from = Math.max(0, at - LONGEST_SENTENCE)
  const before = text.slice(from, at)
  // The expression remembers where it found something last, and all matches are looked for from there on.
  TERMINATOR.lastIndex = 0
  const last = [...before.matchAll(TERMINATOR)].at(-1)
  return last === undefined ? from : from + last.index + 1
}

/** What is said right before a candidate: its sentence and the one before. The mark of a line is no sentence. */
function leadBefore(text: string, at: number): string {
  const from = Math.max(0, at - LONGEST_LEAD)
  const lead = text.slice(from, at).replace(/(?:^|\s)(?:\(?[0-9a-z]{1,2}[.)]|[-*•・|])?[\s*_"“「『]*$/u, '')
  const own = sentenceStart(lead, lead.length)
  return lead.slice(sentenceStart(lead, Math.max(0, lead.slice(0, own).trimEnd().length - 1)))
}

function skeletonOf(before: string, behind: string): string {
  return `${before}#${behind}`
    .toLowerCase()
    .replace(/^\s*(?:\(?[0-9a-z]{1,2}[.)]|[-*•・])\s/u, '')
    .replace(/[^\p{L}\p{N}#]+/gu, ' ')
    .trim()
}

/** Whether what comes behind a chain may still be one more sentence of it. */
function mayGoOn({ end, guesses, skeletons }: Chain, text: string): boolean {
  const next = skeletonOf(text.slice(end, end + LONGEST_SENTENCE), '').replace(/ ?#$/, '')
  // A short beginning may be the mark of a line.
  if (guesses || next.length < 3) return true
  return [...skeletons].some((skeleton) => {
    const said = skeleton.slice(0, Math.max(0, skeleton.indexOf('#'))).trim()
    return said.startsWith(next) || next.startsWith(said)
  })
}
