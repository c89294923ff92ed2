import { isCore, KIND, kindOf } from './characters.js'
import { dictionary } from './dictionary.js'
import { BEHIND, windowEnd } from './window.js'
import { classNumber } from './word-class.js'

/**
 * Where names may stand: *blocks*, runs of kanji, katakana, letters and digits, with the hiragana words around
 * them that the dictionary knows as names (森田*ゆかり*, *みずほ*銀行). Whether a place belongs to a block is
 * seen from the block itself and a few characters around it.
 */
export interface Block {
  readonly start: number
  readonly end: number
}

/** Code units. Longer runs of kanji are no prose. */
export const BLOCK_LENGTH = 60
/** Longest hiragana word taken along. */
export const KANA_LENGTH = 7

const NAMES = new Set(
  (['surname', 'given', 'person', 'region', 'organization', 'proper'] as const).map(classNumber),
)
const GIVEN = new Set((['given', 'person'] as const).map(classNumber))

/** Blocks of a text in order; they do not overlap. */
export function blocksOf(text: string): Block[] {
  return runsOf(text).filter(
    (block) =>
      block.end - block.start <= BLOCK_LENGTH && isJapanese(text, block) && !isLoneCharacter(text, block),
  )
}

/**
 * The first place at which more text could begin, change or end a name: where a block begins that may grow or
 * whose surroundings are not all there, or a hiragana word that may be taken along. `text.length` if none.
 */
export function openFrom(text: string): number {
  const { length } = text
  let open = length
  for (const run of runsOf(text)) {
    if (run.end + BEHIND + KANA_LENGTH + 1 < length) continue
    if (run.end - run.start > BLOCK_LENGTH) continue
    if (isOpen(text, run)) open = Math.min(open, run.start)
  }
  for (let at = Math.max(0, length - KANA_LENGTH); at < open; at++) {
    if (isKana(text, at, length) && dictionary().continues(text, at)) return at
  }
  return open
}

function isOpen(text: string, { start, core, end }: Run): boolean {
  const { length } = text
  const next = kindOf(text.charCodeAt(core))
  if (core >= length || (core + 1 === length && (next === KIND.joint || next === KIND.space))) return true
  // A word behind the block may go on, and be taken along or join it to the next.
  const kana = kanaFrom(text, core)
  if (isKana(text, kana, length) && dictionary().continues(text, kana)) return true
  if (isKana(text, end, length) && dictionary().continues(text, end)) return true
  if (!isJapanese(text, { start, end })) return false
  const seen = windowEnd(text, end)
  return seen === length && seen - end < BEHIND
}

/** A block of any length, with where its last core character ends. */
interface Run extends Block {
  readonly core: number
}

function runsOf(text: string): Run[] {
  const blocks: Run[] = []
  for (let at = 0; at < text.length; ) {
    const core = coreAt(text, at)
    if (core === undefined) break
    at = core.end
    const before = blocks.at(-1)
    const start = kanaBefore(text, core.start, before?.end ?? 0)
    if (before !== undefined && start <= before.end) {
      blocks.pop()
      blocks.push({ start: before.start, end: kanaBehind(text, core.end), core: core.end })
    } else {
      blocks.push({ start, end: kanaBehind(text, core.end), core: core.end })
    }
  }
  return blocks
}

/** The next run of core characters at or behind `from`, joints and single spaces inside it included. */
function coreAt(text: string, from: number): Block | undefined {
  let start = from
  while (start < text.length && !isCore(kindOf(text.charCodeAt(start)))) start += 1
  if (start >= text.length) return undefined
  let end = start + 1
  while (end < text.length) {
    const kind = kindOf(text.charCodeAt(end))
    if (isCore(kind)) end += 1
    else if (joins(text, end, kind)) end += 1
    else break
  }
  return { start, end }
}

/** ジョン・スミス, 山田 太郎; between letters a space parts words of another language. */
function joins(text: string, at: number, kind: number): boolean {
  const before = kindOf(text.charCodeAt(at - 1))
  const behind = kindOf(text.charCodeAt(at + 1))
  if (kind === KIND.joint) return isCore(before) && isCore(behind)
  if (kind !== KIND.space) return false
  const isWord = (other: number) => other === KIND.han || other === KIND.katakana
  return isWord(before) && isWord(behind)
}

function kanaBefore(text: string, start: number, from: number): number {
  let run = start
  while (run > from && start - run < KANA_LENGTH && kindOf(text.charCodeAt(run - 1)) === KIND.hiragana)
    run -= 1
  for (let at = run; at <= start - 2; at++) {
    if (isKnown(text, at, start, NAMES)) return at
  }
  return start
}

function kanaBehind(text: string, end: number): number {
  const from = kanaFrom(text, end)
  let to = end
  if (kindOf(text.charCodeAt(from)) !== KIND.hiragana) return to
  dictionary().wordsAt(text, from, Math.min(text.length, from + KANA_LENGTH), (wordEnd, word) => {
    if (wordEnd - from < 2 || !isKana(text, from, wordEnd)) return
    dictionary().readings(word, (wordClass) => {
      if (GIVEN.has(wordClass)) to = wordEnd
    })
  })
  return to
}

/** Where a given name in hiragana would begin: right behind the block, or behind the space in 森 みゆき. */
function kanaFrom(text: string, end: number): number {
  const isGap = kindOf(text.charCodeAt(end)) === KIND.space && kindOf(text.charCodeAt(end - 1)) === KIND.han
  return isGap ? end + 1 : end
}

function isKnown(text: string, start: number, end: number, classes: ReadonlySet<number>): boolean {
  let known = false
  dictionary().wordsAt(text, start, end, (wordEnd, word) => {
    if (wordEnd !== end) return
    dictionary().readings(word, (wordClass) => {
      known ||= classes.has(wordClass)
    })
  })
  return known
}

function isKana(text: string, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (kindOf(text.charCodeAt(i)) !== KIND.hiragana) return false
  return start < end
}

/** 行った, 3月: one kanji that is nobody's name, with no more than digits beside it. Every other block is one. */
function isLoneCharacter(text: string, { start, end }: Block): boolean {
  if (end - start > 3 || kindOf(text.charCodeAt(end - 1)) !== KIND.han) return false
  for (let i = start; i < end - 1; i++) if (kindOf(text.charCodeAt(i)) !== KIND.digit) return false
  return !isKnown(text, end - 1, end, NAMES)
}

function isJapanese(text: string, { start, end }: Block): boolean {
  for (let i = start; i < end; i++) {
    const kind = kindOf(text.charCodeAt(i))
    if (kind === KIND.han || kind === KIND.katakana || kind === KIND.hiragana) return true
  }
  return false
}
