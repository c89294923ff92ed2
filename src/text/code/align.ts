import { IDENTIFIER, NUMBER, STRING } from './lex.js'
import type { CodeShape } from './shape.js'

/** Tokens of the shortest piece that is looked for: about half of `for (i = 0; i < n; i++)`. */
export const GRAM = 6

/**
 * How a piece of code repeats a source: runs of equal token classes (tiles, longest first, no token twice: greedy
 * string tiling, Wise 1993) that stand near each other on both sides, in any order, so that statements may have
 * been moved, put into a method or surrounded.
 */
export interface CodeAlignment {
  /** Tokens of the code. */
  readonly start: number
  readonly end: number
  /**
   * How far it goes beyond what two people write alike. A tile counts for what it weighs above an idiom; a name, a
   * literal, a comment that says the same counts besides.
   */
  readonly weight: number
  /**
   * 0 to 1: how much of this part of the source is in the code. Structure is a matter of the task, literals and
   * comments are a matter of the author, so they say most where there are any.
   */
  readonly score: number
  /** The same, measured against the whole source where this part is a third of it or more. */
  readonly whole: number
}

interface Tile {
  readonly source: number
  readonly code: number
  readonly length: number
}

/** Tokens between two tiles of one alignment, at most, on either side. */
const GAP = 48
/** Diagonals that are looked at: past it a text repeats itself more than code does. */
const MOST_RUNS = 20_000
/** Places of one gram in the source that are tried. */
const MOST_PLACES = 32

/** Alignments of a piece of code with a source, heaviest first. `grams` are the source's, if somebody has them. */
export function alignCode(source: CodeShape, code: CodeShape, grams = placesOf(source)): CodeAlignment[] {
  const tiles = tilesOf(source, code, grams)
  return groupsOf(tiles)
    .map((group) => assess(source, code, group))
    .sort((a, b) => b.weight - a.weight || a.start - b.start)
}

/** Where each gram stands, by its text in one string of classes. */
export function placesOf({ classes }: CodeShape): ReadonlyMap<number, readonly number[]> {
  const places = new Map<number, number[]>()
  for (let at = 0; at + GRAM <= classes.length; at++) {
    const gram = gramAt(classes, at)
    const known = places.get(gram)
    if (known === undefined) places.set(gram, [at])
    else if (known.length < MOST_PLACES) known.push(at)
  }
  return places
}

/** Six classes below 128 fit into 42 bits, so a gram is its own hash. */
export function gramAt(classes: Uint8Array, at: number): number {
  let gram = 0
  for (let i = at; i < at + GRAM; i++) gram = gram * 128 + classes[i]!
  return gram
}

function tilesOf(source: CodeShape, code: CodeShape, grams: ReadonlyMap<number, readonly number[]>): Tile[] {
  const runs = runsOf(source.classes, code.classes, grams)
  runs.sort((a, b) => b.length - a.length || a.code - b.code || a.source - b.source)
  const usedSource = new Uint8Array(source.classes.length)
  const usedCode = new Uint8Array(code.classes.length)
  const tiles: Tile[] = []
  for (const run of runs) {
    let start = 0
    for (let i = 0; i <= run.length; i++) {
      if (i < run.length && usedSource[run.source + i] === 0 && usedCode[run.code + i] === 0) continue
      if (i - start >= GRAM) {
        tiles.push({ source: run.source + start, code: run.code + start, length: i - start })
        usedSource.fill(1, run.source + start, run.source + i)
        usedCode.fill(1, run.code + start, run.code + i)
      }
      start = i + 1
    }
  }
  return tiles
}

/** Maximal runs of equal classes, one per diagonal and place. */
function runsOf(source: Uint8Array, code: Uint8Array, grams: ReadonlyMap<number, readonly number[]>): Tile[] {
  const runs: Tile[] = []
  const reached = new Map<number, number>()
  for (let at = 0; at + GRAM <= code.length && runs.length < MOST_RUNS; at++) {
    for (const place of grams.get(gramAt(code, at)) ?? []) {
      if ((reached.get(place - at) ?? -1) > at) continue
      let from = 0
      while (at - from > 0 && place - from > 0 && code[at - from - 1] === source[place - from - 1]) from++
      let length = GRAM
      while (at + length < code.length && code[at + length] === source[place + length]) length++
      reached.set(place - at, at + length)
      runs.push({ source: place - from, code: at - from, length: from + length })
    }
  }
  return runs
}

interface Group {
  readonly tiles: Tile[]
  source: readonly [number, number]
  code: readonly [number, number]
}

/** Tiles that stand near each other on both sides, growing from the longest. */
function groupsOf(tiles: readonly Tile[]): Group[] {
  const groups: Group[] = []
  for (const tile of tiles) {
    let own: Group = {
      tiles: [tile],
      source: [tile.source, tile.source + tile.length],
      code: [tile.code, tile.code + tile.length],
    }
    for (let i = groups.length - 1; i >= 0; i--) {
      const other = groups[i]!
      if (!isNear(own.source, other.source) || !isNear(own.code, other.code)) continue
      groups.splice(i, 1)
      own = {
        tiles: [...other.tiles, ...own.tiles],
        source: hull(own.source, other.source),
        code: hull(own.code, other.code),
      }
    }
    groups.push(own)
  }
  return groups
}

function isNear(a: readonly [number, number], b: readonly [number, number]): boolean {
  return a[0] - b[1] <= GAP && b[0] - a[1] <= GAP
}

function hull(a: readonly [number, number], b: readonly [number, number]): readonly [number, number] {
  return [Math.min(a[0], b[0]), Math.max(a[1], b[1])]
}

/** What a tile must weigh to count: a loop header, a call with two arguments, a guard. */
const IDIOM = 12
/** A copied part of at least a third of its source is measured against all of it, a smaller one alone. */
const WHOLE = 3
/** Weight of a comment that both sides have. */
const COMMENT = 6
/** How much literals decide where there are some, and comments of what is left. */
const BY_LITERALS = 0.85
const BY_COMMENTS = 0.6

function assess(source: CodeShape, code: CodeShape, group: Group): CodeAlignment {
  const [start, end] = group.code
  const near = literalsOf(code, Math.max(0, start - GAP), Math.min(code.classes.length, end + GAP))
  const said = new Set(code.comments.map(({ value }) => value))
  const part = compare(source, group, group.source, near, said)
  const whole = comparedSpan(group.source, source.classes.length)
  let weight = part.weight
  const names = new Set<number>()
  for (const tile of group.tiles) {
    weight += Math.max(0, weigh(source.classes, tile.source, tile.length) - IDIOM)
    for (let i = 0; i < tile.length; i++) {
      const at = tile.source + i
      if (source.classes[at] !== IDENTIFIER || source.lengths[at]! < 5) continue
      if (source.values[at] === code.values[tile.code + i]) names.add(source.values[at]!)
    }
  }
  return {
    start,
    end,
    weight: weight + names.size,
    score: part.score,
    whole: whole === group.source ? part.score : compare(source, group, whole, near, said).score,
  }
}

/** How much of the source's tokens `[from, to)` the code repeats, and what its literals and comments weigh. */
function compare(
  source: CodeShape,
  group: Group,
  [from, to]: readonly [number, number],
  literals: ReadonlyMap<number, number>,
  said: ReadonlySet<number>,
): { readonly score: number; readonly weight: number } {
  let known = 0
  let shared = 0
  let weight = 0
  for (const [value, length] of literalsOf(source, from, to)) {
    const amount = Math.log2(2 + length)
    known += amount
    if (!literals.has(value)) continue
    shared += amount
    if (length >= 4) weight += amount
  }
  const comments = source.comments.filter(({ token }) => token >= from && token <= to)
  const repeated = comments.filter(({ value }) => said.has(value)).length
  const matched = group.tiles.reduce((sum, { length }) => sum + length, 0)
  const byLiterals = (BY_LITERALS * known) / (known + 1)
  const byComments = comments.length === 0 ? 0 : (BY_COMMENTS * repeated) / comments.length
  const alike = (known === 0 ? 0 : byLiterals * (shared / known)) + ((1 - byLiterals) * matched) / (to - from)
  return { score: 1 - (1 - alike) * (1 - byComments), weight: weight + COMMENT * repeated }
}

/** A copy of a good part of a program is measured against all of it. */
function comparedSpan(span: readonly [number, number], length: number): readonly [number, number] {
  return WHOLE * (span[1] - span[0]) >= length ? [0, length] : span
}

/** Strings and numbers, once each, with their lengths. */
function literalsOf(shape: CodeShape, from: number, to: number): Map<number, number> {
  const literals = new Map<number, number>()
  for (let at = from; at < to; at++) {
    const kind = shape.classes[at]
    if ((kind === STRING || kind === NUMBER) && shape.values[at] !== 0)
      literals.set(shape.values[at]!, shape.lengths[at]!)
  }
  return literals
}

/** Names and what joins them are most of any code; keywords, operators and literals are what it does. */
function weigh(classes: Uint8Array, from: number, length: number): number {
  let weight = 0
  for (let at = from; at < from + length; at++) weight += classes[at] === IDENTIFIER ? 0.6 : 1
  return weight
}
