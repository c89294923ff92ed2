import { readAsset } from '../core/assets.js'
import { decodeFold, foldVersion } from './fold-codec.js'
import { createFoldKernel, type FoldKernel } from './kernels/fold-kernel.js'

/**
 * The tables as the loops want them: two stages, a word of 32 bits for each code point. The high byte says
 * what the low three hold: up to `INLINE` output units; `POINT`, a code point to encode; `SIDE`, an offset
 * into `side`, where the length stands before the units.
 */
interface Lookup<Side extends Uint8Array | Uint16Array> {
  /** Block of each 128 code points. */
  readonly blocks: Uint16Array
  readonly words: Uint32Array
  readonly side: Side
}

interface MatchLookup extends Lookup<Uint8Array> {
  /** The word of each ASCII character in arrays of their own: no branch, one cache line or two. */
  readonly asciiByte: Uint8Array
  readonly asciiKept: Uint8Array
  readonly version: number
}

const POINT = 0xfe
const SIDE = 0xff
/** Word of what the surface fold leaves as it is, which is nearly everything. */
const SAME = 0xfd000000
const BLOCK = 128

/** No image is longer, in bytes of the match fold or units of the surface fold. A test holds it. */
export const LONGEST_IMAGE = 32

let match: MatchLookup | undefined
let surface: Lookup<Uint16Array> | undefined

/** Both are made when the first text is folded. */
const matchTable = () => (match ??= matchLookup())
const surfaceTable = () => (surface ??= surfaceLookup())

/** What the match fold is called in the files made with it; another fold has another number. */
export const matchFoldVersion = () => matchTable().version

let kernel: FoldKernel | 'none' | undefined

/** The match fold on WebAssembly, made when first needed; undefined where it cannot run. */
export function foldKernel(): FoldKernel | undefined {
  kernel ??= createFoldKernel(matchTable(), LONGEST_IMAGE) ?? 'none'
  return kernel === 'none' ? undefined : kernel
}

/**
 * Folds the code points that start in [from, to) of a well-formed text to `out`, which has room for
 * `LONGEST_IMAGE` bytes each, and returns where it stopped writing.
 */
export function matchInto(text: string, from: number, to: number, out: Uint8Array, at: number): number {
  const table = matchTable()
  const { asciiByte, asciiKept, side } = table
  for (let i = from; i < to; i++) {
    const unit = text.charCodeAt(i)
    if (unit < 128) {
      out[at] = asciiByte[unit]!
      at += asciiKept[unit]!
      continue
    }
    let codePoint = unit
    if ((unit & 0xfc00) === 0xd800) codePoint = pair(unit, text.charCodeAt(++i))
    const word = wordOf(table, codePoint)
    const kind = word >>> 24
    if (kind <= 3) {
      out[at] = word
      out[at + 1] = word >> 8
      out[at + 2] = word >> 16
      at += kind
    } else if (kind === POINT) {
      at = writePoint(word & 0xffffff, out, at)
    } else {
      const offset = word & 0xffffff
      const length = side[offset]!
      for (let j = 1; j <= length; j++) out[at++] = side[offset + j]!
    }
  }
  return at
}

/** The same for the surface fold, in UTF-16 units. */
export function surfaceInto(text: string, from: number, to: number, out: Uint16Array, at: number): number {
  const table = surfaceTable()
  for (let i = from; i < to; i++) {
    const unit = text.charCodeAt(i)
    let codePoint = unit
    if ((unit & 0xfc00) === 0xd800) codePoint = pair(unit, text.charCodeAt(++i))
    const word = wordOf(table, codePoint)
    const kind = word >>> 24
    if (word === SAME) {
      if (codePoint > 0xffff) out[at++] = unit
      out[at++] = text.charCodeAt(i)
    } else if (kind <= 1) {
      out[at] = word
      at += kind
    } else if (kind === POINT) {
      const beyond = (word & 0xffffff) - 0x10000
      out[at++] = 0xd800 + (beyond >> 10)
      out[at++] = 0xdc00 + (beyond & 0x3ff)
    } else {
      const offset = word & 0xffffff
      const length = table.side[offset]!
      for (let j = 1; j <= length; j++) out[at++] = table.side[offset + j]!
    }
  }
  return at
}

/** How many bytes a code point folds to. */
export function matchLength(codePoint: number): number {
  const table = matchTable()
  const word = wordOf(table, codePoint)
  const kind = word >>> 24
  return kind <= 3 ? kind : kind === POINT ? 4 : table.side[word & 0xffffff]!
}

/** The same for each ASCII character. */
export const asciiLengths = (): Uint8Array => matchTable().asciiKept

/** How many units of the surface fold a code point folds to. */
export function surfaceLength(codePoint: number): number {
  const table = surfaceTable()
  const word = wordOf(table, codePoint)
  const kind = word >>> 24
  if (word === SAME) return codePoint > 0xffff ? 2 : 1
  return kind <= 1 ? kind : kind === POINT ? 2 : table.side[word & 0xffffff]!
}

function wordOf({ blocks, words }: Lookup<Uint8Array | Uint16Array>, codePoint: number): number {
  return words[blocks[codePoint >> 7]! * BLOCK + (codePoint & 127)]!
}

function pair(high: number, low: number): number {
  return ((high - 0xd800) << 10) + low - 0xdc00 + 0x10000
}

function writePoint(codePoint: number, out: Uint8Array, at: number): number {
  out[at] = 0xf0 | (codePoint >> 18)
  out[at + 1] = 0x80 | ((codePoint >> 12) & 0x3f)
  out[at + 2] = 0x80 | ((codePoint >> 6) & 0x3f)
  out[at + 3] = 0x80 | (codePoint & 0x3f)
  return at + 4
}

function matchLookup(): MatchLookup {
  const encoder = new TextEncoder()
  const side: number[] = []
  const build = twoStages(0)
  const wordFor = (image: string) => {
    const bytes = encoder.encode(image)
    const [first = 0, second = 0, third = 0] = bytes
    if (bytes.length <= 3) return (bytes.length << 24) | (third << 16) | (second << 8) | first
    const offset = side.length
    side.push(bytes.length, ...bytes)
    return (SIDE << 24) | offset
  }
  const packed = readAsset('fold-tables').part('match')
  for (const record of decodeFold(packed)) {
    const word = 'image' in record ? wordFor(record.image) : 0
    for (let i = 0; i < record.count; i++) {
      const codePoint = record.start + i
      build.set(codePoint, 'delta' in record ? encodedWord(codePoint + record.delta) : word)
    }
  }
  const lookup = { ...build.done(), side: Uint8Array.from(side) }
  return {
    ...lookup,
    asciiByte: Uint8Array.from({ length: 128 }, (_, c) => wordOf(lookup, c) & 0xff),
    asciiKept: Uint8Array.from({ length: 128 }, (_, c) => wordOf(lookup, c) >>> 24),
    version: foldVersion(packed),
  }
}

/** The word for one code point as UTF-8. */
function encodedWord(codePoint: number): number {
  const last = 0x80 | (codePoint & 0x3f)
  if (codePoint < 0x80) return (1 << 24) | codePoint
  if (codePoint < 0x800) return (2 << 24) | (last << 8) | 0xc0 | (codePoint >> 6)
  if (codePoint > 0xffff) return (POINT << 24) | codePoint
  return (3 << 24) | (last << 16) | ((0x80 | ((codePoint >> 6) & 0x3f)) << 8) | 0xe0 | (codePoint >> 12)
}

function surfaceLookup(): Lookup<Uint16Array> {
  const side: number[] = []
  const build = twoStages(SAME)
  const wordFor = (image: string) => {
    if (image.length <= 1) return (image.length << 24) | (image === '' ? 0 : image.charCodeAt(0))
    const offset = side.length
    side.push(image.length)
    for (let i = 0; i < image.length; i++) side.push(image.charCodeAt(i))
    return (SIDE << 24) | offset
  }
  for (const record of decodeFold(readAsset('fold-tables').part('surface'))) {
    const word = 'image' in record ? wordFor(record.image) : 0
    for (let i = 0; i < record.count; i++) {
      const codePoint = record.start + i
      const target = 'delta' in record ? codePoint + record.delta : 0
      const shifted = target > 0xffff ? (POINT << 24) | target : (1 << 24) | target
      build.set(codePoint, 'delta' in record ? shifted : word)
    }
  }
  return { ...build.done(), side: Uint16Array.from(side) }
}

/** Collects words by code point; blocks in which all have the fallback are one block. */
function twoStages(fallback: number) {
  const blocks = new Uint16Array(0x110000 / BLOCK)
  const kept = [new Uint32Array(BLOCK).fill(fallback)]
  return {
    set(codePoint: number, word: number) {
      let number = blocks[codePoint >> 7]!
      if (number === 0) {
        number = kept.length
        blocks[codePoint >> 7] = number
        kept.push(new Uint32Array(BLOCK).fill(fallback))
      }
      kept[number]![codePoint & 127] = word
    },
    done() {
      const words = new Uint32Array(kept.length * BLOCK)
      for (const [i, block] of kept.entries()) words.set(block, i * BLOCK)
      return { blocks, words }
    },
  }
}
