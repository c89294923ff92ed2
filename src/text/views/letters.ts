/**
 * How usual a pair of letters is in running English without spaces, in thirds of a bit from 0 to 35; 21 is
 * chance. Counted over six novels out of copyright, folded. Close enough for every language in Latin letters
 * to tell running text from shifted or reversed one.
 */
const PAIRS =
  'amoq7kmfp6krow8m7sttlnk5n9' +
  'jb00r006g90m20m00kebn000k0' +
  'o2g5p30qj0lj12q39k8li020a0' +
  'qmikqkinqfbkllpi7koqiem0k0' +
  'unquqonopdgrquooewutgnqjn3' +
  'odebmkbin53if9qd0lhoj6e0e0' +
  'nfcdnfepm52jfenc2mjmh7g0b0' +
  'ueccydait52dfcqb2hhoi4g0f0' +
  'jhppommg63jppwog3ost8lha0c' +
  '7000c000300000k00000g00000' +
  'ga78ob4ck00c9je505hf70d0d0' +
  'qfdoskcfq4grgcpf1dklieh0p0' +
  'qi9aseaen31agcok0hjik3e0m0' +
  'phnvsitlodijhkrfadouhfk8k2' +
  'klkmhshkk8lnqtpm6torulq7i4' +
  'n743o70gk00m82mk0ngjh0a0c0' +
  '00000000000000000000k00000' +
  'qjkmujhlr9hlllri5kqqjgk0n0' +
  'rklhskhrqbhkljrmbfqtncm0g0' +
  'rkjisjfysbcnkhuh7nprmao0l1' +
  'jgliiclbj2aoio9l0ppq06d263' +
  'h007s000k00000f00000100070' +
  'ra9bpa5qq13cbkn60eff53d0b0' +
  'a0d0a004a000003f000d301000' +
  'mjhhkiejl99hifpg5fmnb8l0c0' +
  '8000c000600200000000000044'
const SCORES = Uint8Array.from(PAIRS, (digit) => Number.parseInt(digit, 36))

/** A running text scores this much a pair at least: 98 of 100 pieces of 24 letters do, of shifted ones one in 200. */
const RUNNING = 22

/** Bytes of a piece that is looked at alone: one begins every 16 bytes, and every window of 39 bytes holds one whole. */
export const PIECE = 24

/** What a piece of match-folded text may be. */
export interface PieceKind {
  /** Readings letter by letter to try: the one that runs best, or all where none does (a made-up word). */
  readonly substitutions: readonly Substitution[]
  /** It runs backwards as well as forwards, or is of another script. */
  readonly reversed: boolean
  /** It is mostly Latin letters. */
  readonly letters: boolean
}

/** An alphabet for another one: the image of each letter, `a` first. */
export interface Substitution {
  readonly name: string
  readonly image: Uint8Array
}

const PLAIN: PieceKind = { substitutions: [], reversed: false, letters: true }
const BACKWARDS: PieceKind = { substitutions: [], reversed: true, letters: true }
const OTHER: PieceKind = { substitutions: [], reversed: true, letters: false }

const KEYS = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm']

/** The key so many places to the right in the same row. */
function keyBeside(letter: number, by: number): number {
  const key = String.fromCharCode(97 + letter)
  const row = KEYS.find((keys) => keys.includes(key))!
  return row.charCodeAt((row.indexOf(key) + by + row.length) % row.length) - 97
}

/** Shifts by 1 to 25, the alphabet turned round, and each key for its neighbor. */
const SUBSTITUTIONS: readonly Substitution[] = [
  ...Array.from({ length: 25 }, (_, i) => ({
    name: `rot${i + 1}`,
    image: Uint8Array.from({ length: 26 }, (_, letter) => (letter + 25 - i) % 26),
  })),
  { name: 'atbash', image: Uint8Array.from({ length: 26 }, (_, letter) => 25 - letter) },
  { name: 'keys', image: Uint8Array.from({ length: 26 }, (_, letter) => keyBeside(letter, -1)) },
  { name: 'keys, other way', image: Uint8Array.from({ length: 26 }, (_, letter) => keyBeside(letter, 1)) },
]

/** By two bytes of text: what the pair scores forwards, backwards (from bit 11 on) and that it is one (from bit 22 on). */
const LOOKED_UP = new Int32Array(0x10000)
for (let a = 0; a < 26; a++) {
  for (let b = 0; b < 26; b++) {
    LOOKED_UP[((a + 97) << 8) | (b + 97)] = SCORES[a * 26 + b]! | (SCORES[b * 26 + a]! << 11) | (1 << 22)
  }
}
/** Sums of pairs before each byte. They may overflow; the difference of two that are a piece apart does not. */
let sums = new Int32Array(8192)

/**
 * Looks at pieces of `bytes`, at places from `begin` on: the text is added up once, and a piece is what
 * two sums differ by. The function holds until the next text is looked at.
 */
export function piecesIn(bytes: Uint8Array, begin: number): (at: number) => PieceKind {
  if (sums.length <= bytes.length) sums = new Int32Array(2 * bytes.length)
  const before = sums
  let sum = 0
  let last = 0
  for (let i = begin; i < bytes.length; i++) {
    const byte = bytes[i]!
    sum = (sum + LOOKED_UP[(last << 8) | byte]!) | 0
    before[i] = sum
    last = byte
  }
  let asked = 0
  let images: Int32Array | undefined
  const substitutionsAt = (at: number, own: number, pairs: number) => {
    if (++asked > FEW) images ??= sumImages(bytes, begin)
    const scoreOf = images === undefined ? scorePiece(bytes, at) : differences(images, at - begin)
    return substitutionsOf(scoreOf, own, pairs)
  }
  return (at) => {
    const difference = (before[at + PIECE - 1]! - before[at]!) | 0
    const forwards = difference & 0x7ff
    const backwards = (difference >>> 11) & 0x7ff
    const pairs = difference >>> 22
    // Digits and other scripts: nothing to measure.
    if (pairs < PIECE / 2) return OTHER
    const reversed = backwards >= forwards - pairs
    if (forwards >= RUNNING * pairs) return reversed ? BACKWARDS : PLAIN
    return {
      substitutions: substitutionsAt(at, Math.max(forwards, backwards), pairs),
      reversed,
      letters: true,
    }
  }
}

/** What the pairs of Latin letters that stand side by side in a text score on average; 0 where there are few. */
export function meanOfPairs(text: string): number {
  let sum = 0
  let count = 0
  let last = -1
  for (let i = 0; i < text.length; i++) {
    const letter = (text.charCodeAt(i) | 32) - 97
    const isLetter = letter >= 0 && letter < 26 && text.charCodeAt(i) < 128
    if (isLetter && last >= 0) {
      sum += SCORES[last * 26 + letter]!
      count += 1
    }
    last = isLetter ? letter : -1
  }
  return count < PIECE / 4 ? 0 : sum / count
}

/** Of each pair and substitution what its image scores, forwards and backwards (from bit 16 on). */
const MANY = SUBSTITUTIONS.length
const IMAGES = new Int32Array(676 * MANY)
for (const [n, { image }] of SUBSTITUTIONS.entries()) {
  for (let a = 0; a < 26; a++) {
    for (let b = 0; b < 26; b++) {
      const forwards = SCORES[image[a]! * 26 + image[b]!]!
      const backwards = SCORES[image[b]! * 26 + image[a]!]!
      IMAGES[(a * 26 + b) * MANY + n] = forwards | (backwards << 16)
    }
  }
}
const NONE: readonly Substitution[] = []
const EACH = SUBSTITUTIONS.map((substitution) => [substitution])

/** Pieces of one text that are looked at one by one; where there are more, all of it is added up once. */
const FEW = 8

const scores = new Int32Array(MANY)

/** What each substitution scores in a piece. */
function scorePiece(bytes: Uint8Array, at: number): Int32Array {
  scores.fill(0)
  for (let i = at + 1; i < at + PIECE; i++) {
    const row = rowOf(bytes[i - 1]!, bytes[i]!)
    if (row >= 0) for (let n = 0; n < MANY; n++) scores[n]! += IMAGES[row + n]!
  }
  return scores
}

let imageSums = new Int32Array(MANY * 1024)

/** The same before each byte from `begin` on. Sums may overflow; the difference of two that are a piece apart does not. */
function sumImages(bytes: Uint8Array, begin: number): Int32Array {
  const length = (bytes.length - begin) * MANY
  if (imageSums.length < length) imageSums = new Int32Array(2 * length)
  const all = imageSums
  all.fill(0, 0, MANY)
  for (let i = begin + 1, to = MANY; i < bytes.length; i++, to += MANY) {
    const row = rowOf(bytes[i - 1]!, bytes[i]!)
    if (row < 0) all.copyWithin(to, to - MANY, to)
    else for (let n = 0; n < MANY; n++) all[to + n] = all[to - MANY + n]! + IMAGES[row + n]!
  }
  return all
}

function differences(all: Int32Array, at: number): Int32Array {
  const low = at * MANY
  const high = (at + PIECE - 1) * MANY
  for (let n = 0; n < MANY; n++) scores[n] = all[high + n]! - all[low + n]!
  return scores
}

/** Where the scores of a pair of small letters begin; -1 for any other. */
function rowOf(first: number, second: number): number {
  const a = first - 97
  const b = second - 97
  return a >= 0 && a < 26 && b >= 0 && b < 26 ? (a * 26 + b) * MANY : -1
}

function substitutionsOf(scoreOf: Int32Array, own: number, pairs: number): readonly Substitution[] {
  let bestScore = own
  let best: readonly Substitution[] = NONE
  for (let n = 0; n < MANY; n++) {
    const sum = scoreOf[n]!
    const score = Math.max(sum & 0xffff, sum >>> 16)
    if (score > bestScore) {
      bestScore = score
      best = EACH[n]!
    }
  }
  return bestScore < RUNNING * pairs ? SUBSTITUTIONS : best
}
