import { isCjk } from './words.js'

/**
 * Cuts a document into contiguous pieces for retrieval: joined they are the document again. Cuts are sought
 * before headings, then at blank lines, line ends, sentence ends, clauses and words, near `target`.
 *
 * Lengths are in characters of spaced scripts; one of Chinese, Japanese or Korean counts as 2.3, about what
 * it says, so that a piece of any language holds about as much. No piece is longer than `max` (default 1.6
 * times the target, which defaults to 800), in UTF-16 code units too. Takes linear time. '' has no pieces.
 */
export function splitDocument(text: string, options: { target?: number; max?: number } = {}): string[] {
  const target = options.target ?? 800
  const max = options.max ?? Math.round(target * 1.6)
  if (!(target >= 1 && max >= 8 && max >= target)) {
    throw new RangeError('pieces need a target of at least 1 and a max of at least 8 and the target')
  }
  const pieces: string[] = []
  let rest = 0
  for (let i = 0; i < text.length; i++) rest += weight(text.charCodeAt(i))
  let start = 0
  while (rest > max) {
    const cut = bestCut(text, start, { target, max, rest })
    pieces.push(text.slice(start, cut.at))
    start = cut.at
    rest -= cut.weight
  }
  if (start < text.length) pieces.push(text.slice(start))
  return pieces
}

const CJK_WEIGHT = 2.3
/** How bad a cut is, in the same measure as its distance from the target in targets. */
const COST = {
  heading: -0.4,
  blank: -0.1,
  line: 0.25,
  sentence: 0.3,
  clause: 0.7,
  word: 1,
  character: 3,
} as const
/** No piece but the last is shorter, in targets, and a shorter rest costs this much. */
const LEAST = 0.4
const TINY_REST = 1

interface Cut {
  readonly at: number
  readonly weight: number
}

function bestCut(text: string, start: number, size: { target: number; max: number; rest: number }): Cut {
  let best: Cut | undefined
  let lowest = Number.POSITIVE_INFINITY
  let sum = 0
  for (let at = start; at < text.length; ) {
    sum += weight(text.charCodeAt(at))
    at += 1
    if (sum > size.max) break
    if (sum < size.target * LEAST || !isCharacterBound(text, at)) continue
    const tiny = size.rest - sum < size.target * LEAST ? TINY_REST : 0
    const cost = boundCost(text, at) + Math.abs(sum - size.target) / size.target + tiny
    if (cost <= lowest) {
      lowest = cost
      best = { at, weight: sum }
    }
  }
  return best ?? forcedCut(text, start, size.max)
}

/** Nothing but joined characters within `max`: then they are parted, only a pair or a line break is not. */
function forcedCut(text: string, start: number, max: number): Cut {
  let at = start
  let sum = 0
  while (sum + weight(text.charCodeAt(at)) <= max) sum += weight(text.charCodeAt(at++))
  if (isInsidePair(text, at)) sum -= weight(text.charCodeAt(--at))
  return { at, weight: sum }
}

function boundCost(text: string, at: number): number {
  const before = text.charCodeAt(at - 1)
  if (before === LINE_FEED || before === CARRIAGE_RETURN) return lineCost(text, at)
  if (isSpace(text.charCodeAt(at))) return COST.character
  if (isSpace(before)) {
    const end = at - 1 - spacesBefore(text, at - 1)
    if (endsWith(text, end, LATIN_STOPS)) return COST.sentence
    return CLAUSE_MARKS.has(text.charCodeAt(end - 1)) ? COST.clause : COST.word
  }
  if (CLOSING.has(text.charCodeAt(at)) || JAPANESE_STOPS.has(text.charCodeAt(at))) return COST.character
  if (endsWith(text, at, JAPANESE_STOPS)) return COST.sentence
  if (JAPANESE_CLAUSE_MARKS.has(before)) return COST.clause
  return isCjk(before) && isCjk(text.charCodeAt(at)) ? COST.word : COST.character
}

/** Between lines: worth most before a heading, nothing between a heading and what it heads. */
function lineCost(text: string, at: number): number {
  const next = text.charCodeAt(at)
  if (next === LINE_FEED || next === CARRIAGE_RETURN) return COST.clause
  HEADING.lastIndex = at
  if (HEADING.test(text)) return COST.heading
  let end = at
  let breaks = 0
  while (end > 0 && at - end < 16 && isSpace(text.charCodeAt(end - 1))) {
    end -= 1
    if (text.charCodeAt(end) === LINE_FEED) breaks += 1
  }
  const line = Math.max(text.lastIndexOf('\n', end - 1) + 1, end - LONGEST_HEADING)
  HEADING.lastIndex = line
  if (isLineStart(text, line) && HEADING.test(text)) return COST.word
  return breaks > 1 ? COST.blank : COST.line
}

const LINE_FEED = 10
const CARRIAGE_RETURN = 13
const LONGEST_HEADING = 200
const HEADING = /#{1,6}[ \t]|第[0-9０-９一二三四五六七八九十百]{1,5}[章節条編部]|[■◆▼【]/y

const units = (characters: string) => new Set(Array.from(characters, (character) => character.charCodeAt(0)))
const LATIN_STOPS = units('.!?…')
const JAPANESE_STOPS = units('。！？｡')
const CLAUSE_MARKS = units(',;:、，；：–—')
const JAPANESE_CLAUSE_MARKS = units('、，；：,')
const CLOSING = units('"\')]}”’」』）】〉》〕］')

/** Whether a stop stands before `end`, closing quotes and brackets after it allowed. */
function endsWith(text: string, end: number, stops: ReadonlySet<number>): boolean {
  let at = end
  while (at > 0 && end - at < 4 && CLOSING.has(text.charCodeAt(at - 1))) at -= 1
  return at > 0 && (stops.has(text.charCodeAt(at - 1)) || JAPANESE_STOPS.has(text.charCodeAt(at - 1)))
}

function spacesBefore(text: string, end: number): number {
  let count = 0
  while (count < 8 && end - count > 0 && isSpace(text.charCodeAt(end - count - 1))) count += 1
  return count
}

function isLineStart(text: string, at: number): boolean {
  return at === 0 || text.charCodeAt(at - 1) === LINE_FEED
}

function isSpace(unit: number): boolean {
  return unit === 32 || (unit >= 9 && unit <= 13) || unit === 0xa0 || unit === 0x3000
}

function isInsidePair(text: string, at: number): boolean {
  const before = text.charCodeAt(at - 1)
  const next = text.charCodeAt(at)
  if (before === CARRIAGE_RETURN) return next === LINE_FEED
  return (before & 0xfc00) === 0xd800 && (next & 0xfc00) === 0xdc00
}

/** Not inside a surrogate pair or CRLF, nor before a combining mark, a joiner or a variation selector. */
function isCharacterBound(text: string, at: number): boolean {
  if (isInsidePair(text, at)) return false
  const next = text.charCodeAt(at)
  if (next < 0x300 || (next >= 0x3100 && next < 0xd800)) return true
  return next !== 0x200d && text.charCodeAt(at - 1) !== 0x200d && !/^\p{M}/u.test(text.slice(at, at + 2))
}

function weight(unit: number): number {
  return isCjk(unit) ? CJK_WEIGHT : 1
}
