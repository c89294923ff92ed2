import { readAsset } from '../../core/assets.js'
import type { Detection, Detector, DetectorStep } from '../../core/ports.js'

/**
 * Text that no person and no compiler wrote: suffixes optimized letter by letter or token by token (Zou et al. 2023),
 * token soup. Told by how pieces of text follow each other: in prose, code, logs, tables and formulas each does so in
 * ways of its own, and in none of them as drawn from a vocabulary at random. Suffixes that are made to read fluently
 * pass (Paulus et al. 2024). A linear model over hashed features of `WINDOW` pieces, trained by `npm run train:machine-made`.
 */
export function createMachineMadeDetector(): Detector {
  return {
    name: 'machine-made',
    holdback: 0,
    async detect(text, from): Promise<DetectorStep> {
      if (!text.ended) return { detections: [], settled: from }
      const detections: Detection[] = []
      for (const { start, end, score } of machineMade(text.raw)) {
        if (start < from) continue
        detections.push({
          start,
          end,
          kind: 'injection',
          rule: 'machine-made',
          score,
          provenance: 'unknown',
          canonical: 'machine-made',
          sources: [],
        })
      }
      return { detections, settled: text.raw.length }
    },
  }
}

/** Pieces that are judged together. */
export const WINDOW = 22
/** Fewest pieces that show anything. */
const FEWEST = 12
/** Features are hashed to this many weights. */
export const WEIGHTS = 2 ** 15

interface Model {
  readonly weights: Int8Array
  readonly scale: number
  readonly bias: number
  readonly threshold: number
}

let loaded: Model | undefined

function model(): Model {
  if (loaded !== undefined) return loaded
  const asset = readAsset('machine-made-weights')
  const weights = asset.part('weights')
  loaded = {
    weights: new Int8Array(weights.buffer, weights.byteOffset, weights.length),
    scale: asset.number('scale'),
    bias: asset.number('bias'),
    threshold: asset.number('threshold'),
  }
  return loaded
}

/** Stretches of a text that look machine-made, with how sure that is. */
export function machineMade(text: string): { start: number; end: number; score: number }[] {
  const { weights, scale, bias, threshold } = model()
  const found: { start: number; end: number; score: number }[] = []
  for (const { start, end, evidence } of tokenSoups(text, weights, bias / WINDOW, scale / WINDOW)) {
    if (evidence >= threshold) found.push({ start, end, score: 1 - 0.5 * Math.exp(threshold - evidence) })
  }
  return found
}

export interface TokenSoup {
  readonly start: number
  readonly end: number
  readonly evidence: number
}

/**
 * Stretches in which the evidence of the pieces adds up, each to where it is highest: a suffix weighs the same behind
 * a prompt of any length.
 */
export function tokenSoups(
  text: string,
  weights: ArrayLike<number>,
  bias: number,
  scale: number,
): TokenSoup[] {
  const pieces = piecesOf(text)
  const found: TokenSoup[] = []
  let sum = 0
  let from = 0
  let best = { at: -1, sum: 0 }
  const close = () => {
    if (best.at - from + 1 >= FEWEST) {
      found.push({ start: pieces[from]!.start, end: pieces[best.at]!.end, evidence: best.sum })
    }
    best = { at: -1, sum: 0 }
    sum = 0
  }
  for (let i = 0; i < pieces.length; i++) {
    let evidence = bias
    for (const at of featuresOf(pieces, i)) evidence += weights[at]! * scale
    // One piece alone is little proof, whatever it is.
    evidence = Math.max(-MOST, Math.min(MOST, evidence))
    // Lines of a log add up; a suffix is one line.
    if (pieces[i]!.kind.endsWith('n')) evidence = -LINE
    if (sum === 0) from = i
    sum += evidence
    if (sum > best.sum) best = { at: i, sum }
    if (sum <= 0 || sum < best.sum - FALL) close()
  }
  close()
  return found
}

/** The evidence of one piece is cut to this. */
const MOST = 0.6
/** What a new line takes away. */
const LINE = 1.5
/** A stretch ends where it has lost so much evidence since its highest point. */
const FALL = 2

export interface Piece {
  readonly start: number
  readonly end: number
  /** What it is, and whether a space stands before it. */
  readonly kind: string
  readonly word: string
}

/** A key or a code in one run is one piece. */
const PIECE =
  /(?=[A-Za-z+/=_-]*\d)[A-Za-z0-9+/=_-]{24,}|\p{Lu}\p{Ll}+|\p{Ll}+|\p{Lu}+(?!\p{Ll})|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]{1,8}|[\p{L}\p{M}]{1,12}|\p{Nd}+|\n+|([^\p{L}\p{M}\p{N}\s])\1*/gu

/** Words that hold sentences together, in the languages that write most. */
const HOLDING = new Set(
  'the a an of to in and or is are was for on with that this it as at by from be not you i we he she they have has do if but can will what how which der die das und ist ein eine zu mit den von nicht für auf sich dem des es im le la les des un une et est que qui dans pour pas en du au sur el los las y es una por con para se del lo il che di non per uno sono e o os as um uma com na no do da het een van en is op te dat och att det som är på med av och på w na z nie się że do'.split(
    ' ',
  ),
)

export function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = []
  let end = 0
  for (const { 0: match, index, 1: mark } of text.matchAll(PIECE)) {
    const glue = index === end ? '' : '_'
    end = index + match.length
    pieces.push({ start: index, end, kind: glue + kindOf(match, mark), word: match.toLowerCase() })
  }
  return pieces
}

function kindOf(piece: string, mark: string | undefined): string {
  if (mark !== undefined) return piece.length > 1 ? `${mark}+` : mark
  if (piece.length >= 24 && /\d/.test(piece)) return 'B'
  const code = piece.charCodeAt(0)
  if (code === 10) return 'n'
  if (code >= 48 && code <= 57) return `d${Math.min(4, piece.length)}`
  if (code >= 0x250) return `s${code >> 8}`
  if (HOLDING.has(piece.toLowerCase())) return piece[0] === piece[0]!.toLowerCase() ? 'f' : 'F'
  const size = piece.length < 4 ? 1 : piece.length < 8 ? 2 : 3
  if (piece.toLowerCase() === piece) return `w${size}`
  return piece.length > 1 && piece.toUpperCase() === piece ? `U${size}` : `W${size}`
}

/** Features of a piece: how it follows the two before it, and the letters where pieces are joined without a space. */
export function featuresOf(pieces: readonly Piece[], i: number): number[] {
  const { kind, word } = pieces[i]!
  const before = pieces[i - 1]
  const a = before?.kind ?? '^'
  const b = pieces[i - 2]?.kind ?? '^'
  const features = [hash(`1${kind}`), hash(`2${a}|${kind}`), hash(`3${b}|${a}|${kind}`)]
  if (before !== undefined && kind[0] !== '_' && word.length > 1) {
    features.push(hash(`4${before.word.slice(-2)}|${word.slice(0, 2)}`))
  }
  return features
}

function hash(text: string): number {
  let value = 0x811c9dc5
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193)
  value ^= value >>> 15
  return (Math.imul(value, 0x2c1b3c6d) >>> 12) & (WEIGHTS - 1)
}
