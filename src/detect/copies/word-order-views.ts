import { once } from '../../core/once.js'
import { LONGEST_WINDOW, SHORTEST_WINDOW } from '../../core/thresholds.js'
import { matchFold } from '../../text/fold.js'
import type { Units } from '../../text/views/units.js'
import { type RearrangedView, unitEnds, type ViewedPart } from './rearranged-view.js'
import { viewBytes, viewPlaces } from './view-memory.js'

/** Folded bytes of text that one window of a view may be spread over. */
export const WORD_ORDER_SPAN = 800
/** Units of a text that orders are worth looking at. */
const FEWEST_UNITS = 4

/** A text and its units: words, and characters of what is written without spaces. */
interface OrderedText {
  readonly bytes: Uint8Array
  readonly units: Units
  /** Numbers of the units that are no numbers themselves. */
  readonly words: Uint32Array
}

/**
 * One way to choose units and to order them, all ascending or all descending. A new one is a row of `WORD_ORDERS`; its
 * views are searched, placed and held back in a stream like all others.
 */
interface WordOrder {
  /** As findings name it. */
  readonly name: string
  /** Numbers of the chosen units, a list for each view. */
  choices(text: OrderedText): Iterable<Uint32Array>
}

const WORD_ORDERS: readonly WordOrder[] = [
  {
    name: 'word order',
    choices: ({ units: { count } }) => [chosen(count, (i) => count - 1 - i)],
  },
  {
    name: 'numbers out',
    choices: ({ units, words }) => (words.length < units.count ? [words] : []),
  },
  {
    name: 'fillers out',
    choices({ bytes, units: { count, starts, ends } }) {
      const rest = chosen(count, (i) => (isFiller(bytes, starts[i]!, ends[i]!) ? -1 : i))
      return rest.length < count ? [rest] : []
    },
  },
  // Two texts woven into each other, or a filler after every few words.
  everyFew('every 2nd word', 2, 1),
  everyFew('every 3rd word', 3, 1),
  everyFew('two of 3 words', 3, 2),
  everyFew('two of 4 words', 4, 2),
  everyFew('three of 4 words', 4, 3),
  {
    name: 'every 2nd character',
    *choices({ units: { count, turns } }) {
      if (!turns.some((turn) => turn >= 0)) return
      for (const phase of [0, 1]) {
        yield chosen(count, (i) => (turns[i]! >= 0 && turns[i]! % 2 === phase ? i : -1))
      }
    },
  },
]

/** Of every `period` words the first `keep`, from each word of a period on. */
function everyFew(name: string, period: number, keep: number): WordOrder {
  return {
    name,
    *choices({ words }) {
      for (let phase = 0; phase < period; phase++) yield everyFewOf(words, period, keep, phase)
    },
  }
}

/** Views of a part of a text in which its units are left out or in another order. */
export function wordOrderViews(bytes: Uint8Array, units: Units, part: ViewedPart): RearrangedView[] {
  const { count, starts, ends } = units
  if (count < FEWEST_UNITS) return []
  const words = chosen(count, (i) => (isNumber(bytes, starts[i]!, ends[i]!) ? -1 : i))
  const views: RearrangedView[] = []
  for (const { name, choices } of WORD_ORDERS) {
    for (const choice of choices({ bytes, units, words })) {
      const view = viewOf(name, bytes, units, fresh(units, choice, part.fresh))
      if (view.bytes.length >= SHORTEST_WINDOW) views.push(view)
    }
  }
  return views
}

/** What a function makes of 0 to `count - 1`, without the negative ones. */
function chosen(count: number, choose: (i: number) => number): Uint32Array {
  const order = viewPlaces.atLeast(count)
  let size = 0
  for (let i = 0; i < count; i++) {
    const one = choose(i)
    if (one >= 0) order[size++] = one
  }
  return viewPlaces.take(size)
}

/** Of `words` those whose place in a period, the first word at `phase`, is below `keep`. */
function everyFewOf(words: Uint32Array, period: number, keep: number, phase: number): Uint32Array {
  const order = viewPlaces.atLeast(words.length)
  let size = 0
  let place = phase
  for (let i = 0; i < words.length; i++) {
    if (place < keep) order[size++] = words[i]!
    if (++place === period) place = 0
  }
  return viewPlaces.take(size)
}

/** Of units in ascending or descending order those that a window with a byte from `from` on may take in. */
function fresh({ starts, ends }: Units, order: Uint32Array, from: number): Uint32Array {
  if (from <= 0 || order.length < 2) return order
  const rising = order[0]! < order[1]!
  let edge = rising ? order.length : 0
  if (rising) while (edge > 0 && ends[order[edge - 1]!]! > from) edge--
  else while (edge < order.length && ends[order[edge]!]! > from) edge++
  let room = LONGEST_WINDOW
  while (room > 0 && (rising ? edge > 0 : edge < order.length)) {
    const unit = order[rising ? --edge : edge++]!
    room -= ends[unit]! - starts[unit]!
  }
  return rising ? order.subarray(edge) : order.subarray(0, edge)
}

/** The chosen units one behind the other. */
function viewOf(
  name: string,
  bytes: Uint8Array,
  { starts, ends, gaps }: Units,
  order: Uint32Array,
): RearrangedView {
  const out = viewBytes.atLeast(bytes.length + gaps.size)
  const whole = gaps.size === 0
  let to = 0
  for (let n = 0; n < order.length; n++) {
    const i = order[n]!
    // A zero is in no document: no window goes across it.
    if (!whole && gaps.has(i)) out[to++] = 0
    for (let from = starts[i]!, end = ends[i]!; from < end; from++) out[to++] = bytes[from]!
  }
  const at = once(() => {
    const from = new Uint32Array(to)
    let place = 0
    for (const i of order) {
      if (gaps.has(i)) from[place++] = starts[i]!
      for (let at = starts[i]!; at < ends[i]!; at++) from[place++] = at
    }
    return from
  })
  const admits = (low: number, high: number) => high - low <= WORD_ORDER_SPAN
  return { name, bytes: viewBytes.take(to), at, substituted: false, wholeAt: unitEnds(ends), admits }
}

function isNumber(bytes: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (bytes[i]! < 48 || bytes[i]! > 57) return false
  return true
}

/** Words that are put between others. Of each a hash: a word taken for one is left out of one view, no more. */
const fillers = once(
  (): ReadonlySet<number> =>
    new Set(
      (
        'um uh er erm ah oh hmm hm like well so okay ok right yeah yes actually basically literally honestly really ' +
        'anyway just simply perhaps maybe indeed though you know i mean sort kind of guess say see look now then ' +
        'えーと えっと あの その まあ ええと なんか うーん ほら'
      )
        .split(' ')
        .map((word) => hashOf(matchFold(word), 0, matchFold(word).length)),
    ),
)
/** Folded bytes of the longest filler. */
const LONGEST_FILLER = 16

function isFiller(bytes: Uint8Array, start: number, end: number): boolean {
  return end - start <= LONGEST_FILLER && fillers().has(hashOf(bytes, start, end))
}

function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = end - start
  for (let i = start; i < end; i++) hash = (Math.imul(hash, 0x01000193) ^ bytes[i]!) | 0
  return hash
}
