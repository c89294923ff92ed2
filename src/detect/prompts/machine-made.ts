import { readAsset } from '../../core/assets.js'
import type { Detection, Detector, DetectorStep } from '../../core/ports.js'

/**
 * Text that no person and no compiler wrote: suffixes optimized letter by letter or token by token (Zou et al. 2023),
 * token soup. Told by how pieces of text follow each other: in prose, code, logs, tables and formulas each does so in
 * ways of its own, layouts repeat and brackets are closed in order; not so in what is drawn from a vocabulary at random.
 * Suffixes that are made to read fluently pass (Paulus et al. 2024). A linear model over hashed features of pieces,
 * trained by `npm run train:machine-made`.
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
  const pieces = piecesOf(text)
  const evidenceOf = (i: number) => {
    let sum = 0
    for (const at of featuresOf(pieces, i)) sum += weights[at]!
    return evidenceOfPiece(bias + sum * scale, isLineBreak(pieces[i]!))
  }
  return tokenSoups(pieces.length, evidenceOf)
    .filter(({ evidence }) => evidence >= threshold)
    .map(({ first, last, evidence }) => ({
      start: pieces[first]!.start,
      end: pieces[last]!.end,
      score: 1 - 0.5 * Math.exp(threshold - evidence),
    }))
}

export interface TokenSoup {
  /** Places of its first and its last piece. */
  readonly first: number
  readonly last: number
  readonly evidence: number
}

/**
 * Stretches in which the evidence of the pieces adds up, each to where it is highest: a suffix weighs the same behind
 * a prompt of any length.
 */
export function tokenSoups(pieces: number, evidenceOf: (piece: number) => number): TokenSoup[] {
  const found: TokenSoup[] = []
  let sum = 0
  let first = 0
  let best = { at: -1, sum: 0 }
  const close = () => {
    if (best.at - first + 1 >= FEWEST) found.push({ first, last: best.at, evidence: best.sum })
    best = { at: -1, sum: 0 }
    sum = 0
  }
  for (let i = 0; i < pieces; i++) {
    if (sum === 0) first = i
    sum += evidenceOf(i)
    if (sum > best.sum) best = { at: i, sum }
    if (sum <= 0 || sum < best.sum - FALL) close()
  }
  close()
  return found
}

/** One piece alone is little proof, whatever it is. Lines of a log add up, and a suffix is one line. */
export function evidenceOfPiece(evidence: number, isLine: boolean): number {
  return isLine ? -LINE : Math.max(-MOST, Math.min(MOST, evidence))
}

export const isLineBreak = ({ kind }: Piece) => kind.endsWith('n')

/** The evidence of one piece is cut to this. */
export const MOST = 0.6
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
  /** Of a bracket: how it stands to those that are open. */
  readonly bracket: string
  /** Brackets that its line has left open. */
  readonly depth: number
  /** Whether its kind, and its kind behind the one before it, stand close before it too. */
  readonly again: string
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
  const open: string[] = []
  const kinds = new Map<string, number>()
  const pairs = new Map<string, number>()
  let end = 0
  let before = '^'
  let openBeforeLine = 0
  for (const { 0: match, index, 1: mark } of text.matchAll(PIECE)) {
    const glue = index === end ? '' : '_'
    end = index + match.length
    const kind = glue + kindOf(match, mark)
    const pair = `${before}|${kind}`
    const at = pieces.length
    const again = nearness(at, kinds.get(kind)) + nearness(at, pairs.get(pair))
    kinds.set(kind, at)
    pairs.set(pair, at)
    before = kind
    const bracket = mark === undefined ? '' : bracketOf(mark, match.length, open)
    openBeforeLine = kind.endsWith('n') ? open.length : Math.min(openBeforeLine, open.length)
    const depth = open.length - openBeforeLine
    pieces.push({ start: index, end, kind, word: match.toLowerCase(), bracket, depth, again })
  }
  return pieces
}

/** Logs, tables and code repeat their layout at once; what is drawn at random does so by chance. */
function nearness(at: number, last: number | undefined): string {
  if (last === undefined) return 'n'
  const distance = at - last
  return distance <= 4 ? 'a' : distance <= 16 ? 'b' : distance <= 64 ? 'c' : 'n'
}

const CLOSING: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' }
/** Brackets that are kept open: the text may be hostile. */
const DEEPEST = 8

/** Code and formulas close what they open, in order; `open` is kept up to date. */
function bracketOf(mark: string, count: number, open: string[]): string {
  if (mark === '(' || mark === '[' || mark === '{') {
    for (let i = 0; i < Math.min(count, DEEPEST); i++) {
      open.push(mark)
      if (open.length > DEEPEST) open.shift()
    }
    return 'opens'
  }
  const opening = CLOSING[mark]
  if (opening === undefined) return ''
  let state = ''
  for (let i = 0; i < Math.min(count, DEEPEST) && state !== 'crossed'; i++) {
    const last = open.at(-1)
    state = last === undefined ? 'stray' : last === opening ? 'closed' : 'crossed'
    if (state === 'closed') open.pop()
    // A bracket that nobody closes is left behind by the next one that does fit.
    else if (open.includes(opening)) open.length = open.lastIndexOf(opening)
  }
  return state
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

/**
 * Features of a piece: how it follows the two before it, the letters where pieces are joined without a space, how letters
 * follow each other in a word, whether brackets fit, and whether the layout repeats.
 */
export function featuresOf(pieces: readonly Piece[], i: number): number[] {
  const { kind, word, bracket, depth, again } = pieces[i]!
  const before = pieces[i - 1]
  const a = before?.kind ?? '^'
  const b = pieces[i - 2]?.kind ?? '^'
  const features = [
    hash(`1${kind}`),
    hash(`2${a}|${kind}`),
    hash(`3${b}|${a}|${kind}`),
    hash(`9${b}|${kind}`),
  ]
  const isWord = /^_?[wWfFUs]/.test(kind)
  if (before !== undefined && kind[0] !== '_' && word.length > 1) {
    features.push(hash(`4${before.word.slice(-2)}|${word.slice(0, 2)}`))
  }
  const sort = isWord ? 'w' : /d\d$/.test(kind) ? 'd' : 'm'
  features.push(hash(`5${again}${sort}`), hash(`7${depth}${kind[0] === '_' ? '_' : ''}${sort}`))
  if (bracket !== '') features.push(hash(`6${bracket}|${kind}`), hash(`6${bracket}`))
  // Of plain letters alone: other alphabets and accents would tell the language.
  if (isWord && /^[a-z]+$/.test(word)) {
    const letters = Math.min(word.length, MOST_LETTERS)
    for (let at = 0; at <= letters; at++) features.push(hash(`8${word[at - 1] ?? ''}|${word[at] ?? ''}`))
  }
  return features
}

/** Letters of a word that are looked at. */
const MOST_LETTERS = 8

function hash(text: string): number {
  let value = 0x811c9dc5
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193)
  value ^= value >>> 15
  return (Math.imul(value, 0x2c1b3c6d) >>> 12) & (WEIGHTS - 1)
}
