import { once } from '../../core/once.js'
import { LONGEST_WINDOW } from '../../core/thresholds.js'
import { PIECE, piecesIn, type Substitution } from '../../text/views/letters.js'
import { LONGEST_UNIT, type Units } from '../../text/views/units.js'
import { firstFrom, type RearrangedView, unitEnds, type ViewedPart } from './rearranged-view.js'
import { viewBytes } from './view-memory.js'

/**
 * Views of those parts of a text whose letters run better in another alphabet, or backwards. Pieces of the text are
 * examined one by one (`text/views/letters.ts`, where another alphabet is one row), and around those of a kind a view
 * is made that holds every window with such a piece in it:
 *
 *     text     a sentence gur fuvc yrsg cbeg ng qnja another one
 *     pieces     ·    ·    ·   ┌rot13┐ ┌rot13┐ ·    ·
 *     view             [the ship left port at dawn nabgu]
 *
 * With `units` also views in which each word is backwards and the words are not.
 */
export function pieceViews(
  bytes: Uint8Array,
  { first, step, fresh }: ViewedPart,
  units?: Units,
): RearrangedView[] {
  const begin = Math.max(0, fresh - PIECE - LONGEST_WINDOW - step)
  // Pieces by what is to be tried on them: there are few such lists, and one of them holds every alphabet.
  const tried = new Map<readonly Substitution[], number[]>()
  const backwards: number[] = []
  const spelled: number[] = []
  const kindAt = piecesIn(bytes, begin)
  for (let at = begin + ((step - ((first + begin) % step)) % step); at + PIECE <= bytes.length; at += step) {
    const kind = kindAt(at)
    if (kind.reversed) backwards.push(at)
    if (kind.reversed && kind.letters) spelled.push(at)
    if (kind.substitutions.length === 0) continue
    const known = tried.get(kind.substitutions)
    if (known === undefined) tried.set(kind.substitutions, [at])
    else known.push(at)
  }
  // A window counts when the first piece that begins in it is of the kind.
  const firstPieceIn = (pieces: readonly number[]) => {
    const places = once(() => {
      const starts = new Uint8Array(bytes.length + step)
      for (const at of pieces) starts[at] = 1
      return starts
    })
    return (low: number) => places()[low + ((step - ((first + low) % step)) % step)] === 1
  }
  const views: RearrangedView[] = []
  for (const [{ name, image }, groups] of bySubstitution(tried, firstPieceIn, bytes.length, step)) {
    const admits = (low: number) => groups.some((group) => group.admits(low))
    for (const [from, to] of joinedParts(groups.map(({ parts }) => parts))) {
      const mapped = substituted(bytes.subarray(from, to), image)
      const at = () => Uint32Array.from(mapped, (_, i) => from + i)
      views.push(
        { name, bytes: mapped, at, substituted: true, wholeAt: asItIs, admits },
        { ...backwardsView(`${name}>reversed`, mapped, from, admits), substituted: true },
      )
    }
  }
  const admits = firstPieceIn(backwards)
  for (const [from, to] of partsAround(backwards, bytes.length, step, 0)) {
    views.push(backwardsView('reversed', bytes.subarray(from, to), from, admits))
  }
  if (units === undefined) return views
  const spells = firstPieceIn(spelled)
  for (const [from, to] of partsAround(spelled, bytes.length, step, LONGEST_UNIT)) {
    views.push(backwardsWordsView(bytes, units, from, to, spells))
  }
  return views
}

const asItIs = (high: number) => high

/** Pieces that the same is tried on. */
interface PieceGroup {
  readonly parts: readonly Part[]
  readonly admits: (low: number) => boolean
}

type Part = [from: number, to: number]

/** Of each substitution the pieces it is tried on. */
function bySubstitution(
  tried: ReadonlyMap<readonly Substitution[], readonly number[]>,
  firstPieceIn: (pieces: readonly number[]) => PieceGroup['admits'],
  length: number,
  step: number,
): Map<Substitution, PieceGroup[]> {
  const groups = new Map<Substitution, PieceGroup[]>()
  for (const [substitutions, pieces] of tried) {
    const group = { parts: partsAround(pieces, length, step, 0), admits: firstPieceIn(pieces) }
    for (const one of substitutions) {
      const known = groups.get(one)
      if (known === undefined) groups.set(one, [group])
      else known.push(group)
    }
  }
  return groups
}

/** What lies in any of the parts of several lists. */
function joinedParts(lists: readonly (readonly Part[])[]): readonly Part[] {
  if (lists.length === 1) return lists[0]!
  const joined: Part[] = []
  for (const [from, to] of lists.flat().sort((a, b) => a[0] - b[0])) {
    const last = joined.at(-1)
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], to)
    else joined.push([from, to])
  }
  return joined
}

/**
 * Parts of the text that hold every window which holds one of the pieces, whatever its length, and `margin` bytes on
 * either side.
 */
function partsAround(pieces: readonly number[], length: number, step: number, margin: number): Part[] {
  const parts: Part[] = []
  for (const at of pieces) {
    const from = Math.max(0, at - step + 1 - margin)
    const to = Math.min(length, at + LONGEST_WINDOW + margin)
    const last = parts.at(-1)
    if (last !== undefined && from <= last[1]) last[1] = to
    else parts.push([from, to])
  }
  return parts
}

/** Of each alphabet what every byte becomes in it: small letters are folded, all others stay. */
const TABLES = new WeakMap<Uint8Array, Uint8Array>()

function tableOf(image: Uint8Array): Uint8Array {
  let table = TABLES.get(image)
  if (table === undefined) {
    table = Uint8Array.from({ length: 256 }, (_, byte) => byte)
    for (let letter = 0; letter < 26; letter++) table[97 + letter] = 97 + image[letter]!
    TABLES.set(image, table)
  }
  return table
}

/** Each small letter by its image. */
function substituted(bytes: Uint8Array, image: Uint8Array): Uint8Array {
  const table = tableOf(image)
  viewBytes.atLeast(bytes.length)
  const mapped = viewBytes.take(bytes.length)
  for (let i = 0; i < bytes.length; i++) mapped[i] = table[bytes[i]!]!
  return mapped
}

/** Code points in reverse order. */
function backwardsView(
  name: string,
  bytes: Uint8Array,
  from: number,
  admits: RearrangedView['admits'],
): RearrangedView {
  writeBackwards(bytes, 0, bytes.length, viewBytes.atLeast(bytes.length), 0)
  const out = viewBytes.take(bytes.length)
  const at = once(() => {
    const places = new Uint32Array(bytes.length)
    writeBackwards(bytes, 0, bytes.length, places, 0, from)
    return places
  })
  return { name, bytes: out, at, substituted: false, wholeAt: asItIs, admits }
}

/** The words in their order, each of them backwards. */
function backwardsWordsView(
  bytes: Uint8Array,
  { starts, ends, count }: Units,
  from: number,
  to: number,
  admits: RearrangedView['admits'],
): RearrangedView {
  const chosen: number[] = []
  for (let i = firstFrom(starts, from); i < count && ends[i]! <= to; i++) chosen.push(i)
  const write = (out: Uint8Array | Uint32Array, base?: number) =>
    chosen.reduce((at, i) => writeBackwards(bytes, starts[i]!, ends[i]!, out, at, base), 0)
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

/** Writes the bytes of `[low, high)`, or their places from `base` on, code point by code point from the end. */
function writeBackwards(
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
