import { LONGEST_WINDOW, SHORTEST_WINDOW } from '../../core/thresholds.js'
import { matchFold } from '../../text/fold.js'
import { PIECE, piecesIn } from '../../text/views/letters.js'
import { LONGEST_UNIT, type Units } from '../../text/views/units.js'

/**
 * The same letters in another order, or others in the same order: what a short code hides a text in that has
 * no alphabet of its own. Each reading is cheap to make and is searched like the text itself; whether a window
 * of it counts depends on the bytes of the text that it is made of, and on their place in it.
 */
export interface Reading {
  readonly name: string
  readonly bytes: Uint8Array
  /** Index in the text read, byte by byte. Made when something was found. */
  at(): Uint32Array
  /** Other letters stand for these: no window of it is one of the text as it stands. */
  readonly substituted: boolean
  /** Index behind the word that byte `high - 1` belongs to: words are read when they are whole. */
  wholeAt(high: number): number
  /** Whether a window made of bytes `[low, high)` of the text counts. */
  admits(low: number, high: number): boolean
}

/** Folded bytes of text that one window of a reading may be spread over. */
export const READING_SPAN = 800
/**
 * `first`: index of `bytes[0]` in the whole text; pieces are looked at where a multiple of `step` begins. Only
 * windows that take in a byte from index `fresh` on are wanted: a stream asks for the others no more.
 */
export function readingsOf(
  bytes: Uint8Array,
  units: Units,
  { first, step, fresh }: { readonly first: number; readonly step: number; readonly fresh: number },
): Reading[] {
  if (bytes.length < SHORTEST_WINDOW) return []
  const within = (low: number, high: number) => high - low <= READING_SPAN
  const readings = pieceReadings(bytes, { first, step, fresh }, units)
  const { count } = units
  if (count < 4) return readings
  const add = (name: string, order: Uint32Array) => {
    const reading = arranged(name, bytes, units, wanted(units, order, fresh), within)
    if (reading.bytes.length >= SHORTEST_WINDOW) readings.push(reading)
  }
  add(
    'word order',
    chosen(count, (i) => count - 1 - i),
  )
  const words = chosen(count, (i) => (isNumber(bytes, units.starts[i]!, units.ends[i]!) ? -1 : i))
  if (words.length < count) add('numbers out', words)
  const plain = chosen(count, (i) => (isFiller(bytes, units.starts[i]!, units.ends[i]!) ? -1 : i))
  if (plain.length < count) add('fillers out', plain)
  for (const { name, period, keep } of PATTERNS) {
    for (let phase = 0; phase < period; phase++) add(name, patterned(words, period, keep, phase))
  }
  if (units.turns.some((turn) => turn >= 0)) {
    for (const phase of [0, 1]) {
      add(
        'every 2nd character',
        chosen(count, (i) => (units.turns[i]! >= 0 && units.turns[i]! % 2 === phase ? i : -1)),
      )
    }
  }
  return readings
}

/** What a function makes of 0 to `count - 1`, without the negative ones. */
function chosen(count: number, choose: (i: number) => number): Uint32Array {
  const order = places.atLeast(count)
  let size = 0
  for (let i = 0; i < count; i++) {
    const one = choose(i)
    if (one >= 0) order[size++] = one
  }
  return places.take(size)
}

/** Of every `period` words the first `keep`: two texts woven into each other, a filler after every few words. */
const PATTERNS: readonly { readonly name: string; readonly period: number; readonly keep: number }[] = [
  { name: 'every 2nd word', period: 2, keep: 1 },
  { name: 'every 3rd word', period: 3, keep: 1 },
  { name: 'two of 3 words', period: 3, keep: 2 },
  { name: 'two of 4 words', period: 4, keep: 2 },
  { name: 'three of 4 words', period: 4, keep: 3 },
]

/** Of units in ascending or descending order those that a window with a byte from `fresh` on may take in. */
function wanted({ starts, ends }: Units, order: Uint32Array, fresh: number): Uint32Array {
  if (fresh <= 0 || order.length < 2) return order
  const rising = order[0]! < order[1]!
  let edge = rising ? order.length : 0
  if (rising) while (edge > 0 && ends[order[edge - 1]!]! > fresh) edge--
  else while (edge < order.length && ends[order[edge]!]! > fresh) edge++
  let room = LONGEST_WINDOW
  while (room > 0 && (rising ? edge > 0 : edge < order.length)) {
    const unit = order[rising ? --edge : edge++]!
    room -= ends[unit]! - starts[unit]!
  }
  return rising ? order.subarray(edge) : order.subarray(0, edge)
}

/** Of `words` those whose place in a period, the first word at `phase`, is below `keep`. */
function patterned(words: Uint32Array, period: number, keep: number, phase: number): Uint32Array {
  const order = places.atLeast(words.length)
  let size = 0
  let place = phase
  for (let i = 0; i < words.length; i++) {
    if (place < keep) order[size++] = words[i]!
    if (++place === period) place = 0
  }
  return places.take(size)
}

/** Of each, a hash of its folded bytes: taking another word for one leaves it out of one reading, no more. */
const FILLERS: ReadonlySet<number> = new Set(
  (
    'um uh er erm ah oh hmm hm like well so okay ok right yeah yes actually basically literally honestly really ' +
    'anyway just simply perhaps maybe indeed though you know i mean sort kind of guess say see look now then ' +
    'えーと えっと あの その まあ ええと なんか うーん ほら'
  )
    .split(' ')
    .map((word) => hashOf(matchFold(word), 0, matchFold(word).length)),
)
const asItIs = (high: number) => high

/** The first of ascending `ends` that is not below what is asked for. */
function unitEnds(ends: readonly number[]): (high: number) => number {
  return (high) => ends[firstFrom(ends, high)] ?? high
}

/** Index of the first of ascending numbers that is not below `least`. */
function firstFrom(numbers: readonly number[], least: number): number {
  let low = 0
  let behind = numbers.length
  while (low < behind) {
    const middle = (low + behind) >>> 1
    if (numbers[middle]! < least) low = middle + 1
    else behind = middle
  }
  return low
}

function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = end - start
  for (let i = start; i < end; i++) hash = (Math.imul(hash, 0x01000193) ^ bytes[i]!) | 0
  return hash
}

/** Folded bytes of the longest filler. */
const LONGEST_FILLER = 16

function isFiller(bytes: Uint8Array, start: number, end: number): boolean {
  return end - start <= LONGEST_FILLER && FILLERS.has(hashOf(bytes, start, end))
}

function isNumber(bytes: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (bytes[i]! < 48 || bytes[i]! > 57) return false
  return true
}

/**
 * Memory that many short arrays are cut from: one of its own costs more than what is written to it. What was taken
 * is never handed out again.
 */
class Pool<Values extends Uint8Array | Uint32Array> {
  readonly #make: (length: number) => Values
  readonly #size: number
  #values: Values
  #used = 0

  constructor(size: number, make: (length: number) => Values) {
    this.#size = size
    this.#make = make
    this.#values = make(0)
  }

  /** Room for so many values. Taken is what is written to it. */
  atLeast(length: number): Values {
    if (this.#values.length - this.#used < length) {
      this.#values = this.#make(Math.max(this.#size, length))
      this.#used = 0
    }
    return this.#values.subarray(this.#used) as Values
  }

  /** The first of what `atLeast` gave. */
  take(length: number): Values {
    const from = this.#used
    this.#used += length
    return this.#values.subarray(from, this.#used) as Values
  }
}

const letters = new Pool(1 << 18, (length) => new Uint8Array(length))
const places = new Pool(1 << 16, (length) => new Uint32Array(length))

function arranged(
  name: string,
  bytes: Uint8Array,
  { starts, ends, gaps }: Units,
  order: Uint32Array,
  admits: Reading['admits'],
): Reading {
  const out = letters.atLeast(bytes.length + gaps.size)
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
  return { name, bytes: letters.take(to), at, substituted: false, wholeAt: unitEnds(ends), admits }
}

function once<Value>(make: () => Value): () => Value {
  let made: Value | undefined
  return () => (made ??= make())
}

/** Stretches of the text whose letters run better in another alphabet or backwards. */
export function pieceReadings(
  bytes: Uint8Array,
  { first, step, fresh }: { readonly first: number; readonly step: number; readonly fresh: number },
  units?: Units,
): Reading[] {
  const begin = Math.max(0, fresh - PIECE - LONGEST_WINDOW - step)
  const substitutions = new Map<string, { image: Uint8Array; pieces: number[] }>()
  const backwards: number[] = []
  const spelled: number[] = []
  const lookAt = piecesIn(bytes, begin)
  for (let at = begin + ((step - ((first + begin) % step)) % step); at + PIECE <= bytes.length; at += step) {
    const kind = lookAt(at)
    if (kind.reversed) backwards.push(at)
    if (kind.reversed && kind.letters) spelled.push(at)
    for (const { name, image } of kind.substitutions) {
      const known = substitutions.get(name)
      if (known === undefined) substitutions.set(name, { image, pieces: [at] })
      else known.pieces.push(at)
    }
  }
  const holds = (pieces: ReadonlySet<number>) => (low: number) =>
    pieces.has(low + ((step - ((first + low) % step)) % step))
  const readings: Reading[] = []
  for (const [name, { image, pieces }] of substitutions) {
    const admits = holds(new Set(pieces))
    for (const [from, to] of stretchesOf(pieces, bytes.length, step, 0)) {
      letters.atLeast(to - from).set(bytes.subarray(from, to))
      const mapped = letters.take(to - from)
      for (let i = 0; i < mapped.length; i++) {
        const letter = mapped[i]! - 97
        if (letter >= 0 && letter < 26) mapped[i] = image[letter]! + 97
      }
      const at = () => Uint32Array.from(mapped, (_, i) => from + i)
      readings.push(
        { name, bytes: mapped, at, substituted: true, wholeAt: asItIs, admits },
        { ...turned(`${name}>reversed`, mapped, from, admits), substituted: true },
      )
    }
  }
  const admits = holds(new Set(backwards))
  for (const [from, to] of stretchesOf(backwards, bytes.length, step, 0)) {
    readings.push(turned('reversed', bytes.subarray(from, to), from, admits))
  }
  if (units === undefined) return readings
  const spells = holds(new Set(spelled))
  for (const [from, to] of stretchesOf(spelled, bytes.length, step, LONGEST_UNIT)) {
    readings.push(lettersTurned(bytes, units, from, to, spells))
  }
  return readings
}

/**
 * Ranges around pieces that hold every window which holds one of them, whatever its length, and `margin` bytes on
 * either side.
 */
function stretchesOf(
  pieces: readonly number[],
  length: number,
  step: number,
  margin: number,
): [number, number][] {
  const ranges: [number, number][] = []
  for (const at of pieces) {
    const from = Math.max(0, at - step + 1 - margin)
    const to = Math.min(length, at + LONGEST_WINDOW + margin)
    const last = ranges.at(-1)
    if (last !== undefined && from <= last[1]) last[1] = to
    else ranges.push([from, to])
  }
  return ranges
}

/** Code points in reverse order. */
function turned(name: string, bytes: Uint8Array, from: number, admits: Reading['admits']): Reading {
  turnInto(bytes, 0, bytes.length, letters.atLeast(bytes.length), 0)
  const out = letters.take(bytes.length)
  const at = once(() => {
    const places = new Uint32Array(bytes.length)
    turnInto(bytes, 0, bytes.length, places, 0, from)
    return places
  })
  return { name, bytes: out, at, substituted: false, wholeAt: asItIs, admits }
}

/** Writes the bytes of `[low, high)`, or their places from `base` on, code point by code point from the end. */
function turnInto(
  bytes: Uint8Array,
  low: number,
  high: number,
  out: Uint8Array | Uint32Array,
  at: number,
  base?: number,
): number {
  let to = at
  for (let end = high; end > low; ) {
    let start = end - 1
    while (start > low && (bytes[start]! & 0xc0) === 0x80) start--
    for (let i = start; i < end; i++) out[to++] = base === undefined ? bytes[i]! : base + i
    end = start
  }
  return to
}

/** The words in their order, each of them backwards. */
function lettersTurned(
  bytes: Uint8Array,
  { starts, ends, count }: Units,
  from: number,
  to: number,
  admits: Reading['admits'],
): Reading {
  const chosen: number[] = []
  for (let i = firstFrom(starts, from); i < count && ends[i]! <= to; i++) chosen.push(i)
  const write = (out: Uint8Array | Uint32Array, base?: number) =>
    chosen.reduce((at, i) => turnInto(bytes, starts[i]!, ends[i]!, out, at, base), 0)
  const out = new Uint8Array(to - from)
  const length = write(out)
  const at = once(() => {
    const places = new Uint32Array(length)
    write(places, 0)
    return places
  })
  return {
    name: 'words reversed',
    bytes: out.subarray(0, length),
    at,
    substituted: false,
    wholeAt: unitEnds(ends),
    admits,
  }
}
