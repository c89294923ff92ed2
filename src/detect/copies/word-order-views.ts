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

/** A text, its units (words, and characters of what is written without spaces), and which windows of it are wanted. */
interface OrderedText {
  readonly bytes: Uint8Array
  readonly units: Units
  /** As `ViewedPart.fresh`. */
  readonly fresh: number
}

/**
 * One way to choose units and to order them, all ascending or all descending. A new one is a row of `WORD_ORDERS`; its
 * views are searched, placed and held back in a stream like all others.
 */
interface WordOrder {
  /** As findings name it. */
  readonly name: string
  /** Numbers of the chosen units that a wanted window may take in, a list for each view. */
  choices(text: OrderedText): Iterable<Uint32Array>
}

const WORD_ORDERS: readonly WordOrder[] = [
  {
    name: 'word order',
    choices: (text) => [lastOf(text, () => true)],
  },
  leavingOut('numbers out', isNumber),
  leavingOut('fillers out', isFiller),
  // Two texts woven into each other, or a filler after every few words.
  everyFew('every 2nd word', 2, 1),
  everyFew('every 3rd word', 3, 1),
  everyFew('two of 3 words', 3, 2),
  everyFew('two of 4 words', 4, 2),
  everyFew('three of 4 words', 4, 3),
  {
    name: 'every 2nd character',
    *choices(text) {
      const { turns } = text.units
      if (!turns.some((turn) => turn >= 0)) return
      for (const phase of [0, 1]) {
        yield lastOf(text, (i) => turns[i]! >= 0 && turns[i]! % 2 === phase).reverse()
      }
    },
  },
]

/** All but some units. Where none is left out it is the text itself. */
function leavingOut(
  name: string,
  isLeftOut: (bytes: Uint8Array, start: number, end: number) => boolean,
): WordOrder {
  return {
    name,
    choices(text) {
      const { starts, ends } = text.units
      let some = false
      const rest = lastOf(text, (i) => {
        const out = isLeftOut(text.bytes, starts[i]!, ends[i]!)
        some ||= out
        return !out
      })
      return some ? [rest.reverse()] : []
    },
  }
}

/** Of every `period` words the first `keep`, from each word of a period on; numbers do not count. */
function everyFew(name: string, period: number, keep: number): WordOrder {
  return {
    name,
    *choices(text) {
      const { starts, ends } = text.units
      for (let phase = 0; phase < period; phase++) {
        let place = phase
        const isKept = (i: number) => {
          if (isNumber(text.bytes, starts[i]!, ends[i]!)) return false
          place = place === 0 ? period - 1 : place - 1
          return place < keep
        }
        yield lastOf(text, isKept).reverse()
      }
    },
  }
}

/** Views of a part of a text in which its units are left out or in another order. */
export function wordOrderViews(bytes: Uint8Array, units: Units, { fresh }: ViewedPart): RearrangedView[] {
  if (units.count < FEWEST_UNITS) return []
  const views: RearrangedView[] = []
  for (const { name, choices } of WORD_ORDERS) {
    for (const choice of choices({ bytes, units, fresh })) {
      const view = viewOf(name, bytes, units, choice)
      if (view.bytes.length >= SHORTEST_WINDOW) views.push(view)
    }
  }
  return views
}

/**
 * The chosen units, the last one first, as far back as a window with a byte from `fresh` on may reach: a stream asks with
 * every token, and what lies before was viewed then. Each unit is asked about once, from the last one on.
 */
function lastOf({ units, fresh }: OrderedText, isChosen: (i: number) => boolean): Uint32Array {
  const { count, starts, ends } = units
  const order = viewPlaces.atLeast(count)
  let size = 0
  let room = LONGEST_WINDOW
  for (let i = count - 1; i >= 0 && room > 0; i--) {
    if (!isChosen(i)) continue
    if (ends[i]! <= fresh) room -= ends[i]! - starts[i]!
    order[size++] = i
  }
  return viewPlaces.take(size)
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
