import { ENCLOSED, JAMO, LOOKALIKES, PUNCTUATION, REGIONAL_INDICATORS, UNDECOMPOSED } from './confusables.js'

/**
 * What each code point folds to, computed from the Unicode data of the running Node. Only the generator and
 * its test come here: what ragwall runs on is the committed table, so that a new Node folds as the old one.
 *
 * Both folds are *context-free*: the image of a text is the images of its code points, in order. That is what
 * lets a stream be folded as it comes, and why the match fold decomposes and drops marks where it could not
 * compose.
 */

/** Every code point that a well-formed text may contain. */
export function* codePoints(): Iterable<number> {
  for (let codePoint = 0; codePoint <= 0x10ffff; codePoint++) {
    if (codePoint < 0xd800 || codePoint > 0xdfff) yield codePoint
  }
}

/** Letters and digits only, lower case, without accents, in one alphabet per look; '' drops the code point. */
export function matchImage(codePoint: number): string {
  return fixpoint(String.fromCodePoint(codePoint), matchStep)
}

/** One width, visible characters only, ASCII for what passes as ASCII; case and punctuation stay. */
export function surfaceImage(codePoint: number): string {
  return fixpoint(String.fromCodePoint(codePoint), surfaceStep)
}

/** Folding twice is folding once, so the rules are applied until nothing changes. */
function fixpoint(text: string, step: (character: string) => string): string {
  for (let round = 0; round < 8; round++) {
    const next = Array.from(text, step).join('')
    if (next === text) return text
    text = next
  }
  throw new RangeError(`the fold of U+${text.codePointAt(0)?.toString(16)} does not settle`)
}

const PREPENDED = /[\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\u{110bd}\u{110cd}]/u
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cc}]/u
const KEPT_CONTROL = /[\t\n\r]/
const COMBINING = /^\s\p{M}+$/u
/** Letters by category, marks by use: modifier apostrophes and primes, tatweel, and the kana length mark. */
const MARK_LIKE = /[\u02b0-\u02ff\u0640\u07fa\u30fc\ua717-\ua721\ua788\ua78b\ua78c]/u

function isInvisible(character: string): boolean {
  return INVISIBLE.test(character) && !PREPENDED.test(character) && !KEPT_CONTROL.test(character)
}

const matchMap = new Map<string, string>()
const surfaceMap = new Map<string, string>()

function matchStep(character: string): string {
  const spelled = matchMap.get(character)
  if (spelled !== undefined) return spelled
  if (INVISIBLE.test(character)) return ''
  const decomposed = character.normalize('NFKD')
  if (decomposed !== character) return decomposed
  if (!/[\p{L}\p{N}]/u.test(character) || MARK_LIKE.test(character)) return ''
  if (/\p{Nd}/u.test(character)) return digit(character)
  const lower = character.toUpperCase().toLowerCase()
  return lower === character ? hiragana(character) : lower
}

function surfaceStep(character: string): string {
  if (isInvisible(character) && !surfaceMap.has(character)) return ''
  const mapped = surfaceMap.get(character)
  if (mapped !== undefined) return mapped
  if (/\p{Zs}/u.test(character)) return ' '
  if (/\p{Dash}/u.test(character) && !/[\u3030\u30a0]/u.test(character)) return '-'
  if (/\p{Nd}/u.test(character)) return digit(character)
  if (/[\u3131-\u318e]/u.test(character)) return character
  const composed = character.normalize('NFKC')
  return COMBINING.test(composed) ? character : composed
}

/** Decimal digits come in tens, in order, so the value is the distance from the start of the run. */
function digit(character: string): string {
  const codePoint = character.codePointAt(0) ?? 0
  let start = codePoint
  while (/\p{Nd}/u.test(String.fromCodePoint(start - 1))) start -= 1
  return String((codePoint - start) % 10)
}

function hiragana(character: string): string {
  const codePoint = character.codePointAt(0) ?? 0
  const katakana =
    (codePoint >= 0x30a1 && codePoint <= 0x30f6) || codePoint === 0x30fd || codePoint === 0x30fe
  return katakana ? String.fromCodePoint(codePoint - 0x60) : character
}

function fill(): void {
  for (const [latin, sources] of Object.entries(LOOKALIKES)) {
    for (const source of sources) surfaceMap.set(source, latin)
  }
  // Case must not matter to the match fold, so where a letter's two cases look like different Latin letters
  // (ν and Ν) the small one decides: most text is in small letters.
  const folded = (source: string) => source.toUpperCase().toLowerCase()
  const pairs = Object.entries(LOOKALIKES).flatMap(([latin, sources]) =>
    Array.from(sources, (source) => [source, latin.toLowerCase()] as const),
  )
  for (const [source, latin] of pairs) if (folded(source) === source) matchMap.set(source, latin)
  for (const [source, latin] of pairs) {
    if (!matchMap.has(folded(source))) matchMap.set(folded(source), latin)
  }
  matchMap.set('ς', 'σ')
  for (const [source, latin] of Object.entries(UNDECOMPOSED)) matchMap.set(source, latin)
  for (const [start, first, count] of [...ENCLOSED, REGIONAL_INDICATORS]) {
    for (let i = 0; i < count; i++) {
      const meant = typeof first === 'number' ? String(first + i) : letter(first, i)
      matchMap.set(String.fromCodePoint(start + i), meant.toLowerCase())
      if (start !== REGIONAL_INDICATORS[0]) surfaceMap.set(String.fromCodePoint(start + i), meant)
    }
  }
  for (const [start, spellings] of JAMO) {
    for (const [i, spelling] of spellings.split(' ').entries()) {
      matchMap.set(String.fromCodePoint(start + i), spelling)
    }
  }
  for (const [ascii, sources] of Object.entries(PUNCTUATION)) {
    for (const source of sources) surfaceMap.set(source, ascii)
  }
  for (const [from, to, count] of HALF_WIDTH_HANGUL) {
    for (let i = 0; i < count; i++)
      surfaceMap.set(String.fromCodePoint(from + i), String.fromCodePoint(to + i))
  }
}

/** Their compatibility decomposition is to conjoining jamo, which display differently; these are the wide twins. */
const HALF_WIDTH_HANGUL = [
  [0xffa1, 0x3131, 30],
  [0xffc2, 0x314f, 6],
  [0xffca, 0x3155, 6],
  [0xffd2, 0x315b, 6],
  [0xffda, 0x3161, 3],
] as const

function letter(first: string, i: number): string {
  return String.fromCharCode(first.charCodeAt(0) + i)
}

fill()
