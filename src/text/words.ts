/**
 * Words for search and for people. Scripts that do not write spaces are cut into overlapping pairs of
 * characters: that needs no dictionary, gives documents and queries the same terms, and finds Japanese as
 * well as a morphological analyzer does.
 */

/** A run of one kind in normalized text: `spaced` is a word, `unspaced` wants cutting. */
export type Run = (kind: 'spaced' | 'unspaced', start: number, end: number) => void

/** Code units of a term; longer ones are data, and their beginning is enough to find them by. */
const LONGEST_TERM = 64

/**
 * The terms of a text for BM25, in order, repeated as often as they occur: lower-case words and numbers
 * without accents; of Chinese, Japanese, Korean and Thai runs the pairs of characters, or the one character.
 */
export function lexicalTerms(text: string): string[] {
  const terms: string[] = []
  const normal = normalizeForSearch(text)
  eachRun(normal, (kind, start, end) => {
    if (kind === 'spaced') terms.push(normal.slice(start, Math.min(end, start + LONGEST_TERM)))
    else pushPairs(normal, start, end, terms)
  })
  return terms
}

/** One width, lower case, no accents, nothing invisible. Idempotent on what `eachRun` reads. */
export function normalizeForSearch(text: string): string {
  if (!/[^\0-\x7f]/.test(text)) return text.toLowerCase()
  return text.normalize('NFKC').toLowerCase().replace(ACCENTED, plain).replace(DROPPED, '')
}

/** Calls `visit` for each run of word characters in normalized text. */
export function eachRun(normal: string, visit: Run): void {
  let start = 0
  let kind = 0
  for (let i = 0; i < normal.length; ) {
    const unit = normal.charCodeAt(i)
    const wide = (unit & 0xfc00) === 0xd800
    const next = wide ? kindOf(normal.codePointAt(i) ?? 0) : kinds[unit] || remember(unit)
    if (next !== kind) {
      if (kind === SPACED || kind === UNSPACED) visit(kind === SPACED ? 'spaced' : 'unspaced', start, i)
      start = i
      kind = next
    }
    i += wide ? 2 : 1
  }
  if (kind === SPACED || kind === UNSPACED) {
    visit(kind === SPACED ? 'spaced' : 'unspaced', start, normal.length)
  }
}

/** Words as a person would count them; dictionaries decide where words are not spaced. */
export function countWords(text: string): number {
  let count = 0
  for (const piece of piecesOf(text)) {
    for (const segment of segmenter('word').segment(piece)) if (segment.isWordLike) count += 1
  }
  return count
}

/** Characters as a person would count them: an emoji with its joiners is one, white space is none. */
export function countCharacters(text: string): number {
  let count = 0
  for (const piece of piecesOf(text)) {
    for (const { segment } of segmenter('grapheme').segment(piece)) if (/\S/.test(segment)) count += 1
  }
  return count
}

/** Code units that a segmenter is given at once: it takes the square of them, half a minute for a long answer. */
const PIECE = 1_024

/** A text cut behind spaces and full stops where there are any, else between characters. */
function* piecesOf(text: string): Generator<string> {
  for (let from = 0, to = 0; from < text.length; from = to) {
    to = from + PIECE < text.length ? cutBefore(text, from + PIECE) : text.length
    yield text.slice(from, to)
  }
}

function cutBefore(text: string, end: number): number {
  for (let at = end; at > end - PIECE / 2; at--) {
    if (/[\s。、！？]/.test(text[at - 1]!) && !goesOn(text, at)) return at
  }
  for (let at = end; at > end - PIECE / 2; at--) if (!goesOn(text, at)) return at
  return end
}

/** Whether what stands at `at` belongs to the character before it. */
function goesOn(text: string, at: number): boolean {
  return (
    /^(?:\p{M}|\u200d|[\udc00-\udfff]|\p{Emoji_Modifier})/u.test(text.slice(at, at + 2)) ||
    text[at - 1] === '\u200d'
  )
}

/** Han, Hiragana, Katakana and Hangul, with their length and iteration marks; not their punctuation. */
export function isCjk(codePoint: number): boolean {
  if (codePoint < 0x1100) return false
  if (codePoint >= 0x3400 && codePoint <= 0x9fff) return codePoint < 0x4dc0 || codePoint >= 0x4e00
  return CJK.test(String.fromCodePoint(codePoint))
}

/** Whether the code point that byte `i` of UTF-8 text (a match fold) belongs to is CJK. */
export function startsCjk(bytes: Uint8Array, i: number): boolean {
  let start = i
  while (start > 0 && start > i - 3 && ((bytes[start] ?? 0) & 0xc0) === 0x80) start -= 1
  const lead = bytes[start] ?? 0
  if (lead < 0xe1) return false
  const [second = 0, third = 0, fourth = 0] = bytes.subarray(start + 1, start + 4)
  const three = ((second & 0x3f) << 6) | (third & 0x3f)
  const codePoint =
    lead < 0xf0 ? ((lead & 0x0f) << 12) | three : ((((lead & 7) << 12) | three) << 6) | (fourth & 0x3f)
  return codePoint <= 0x10ffff && isCjk(codePoint)
}

const CJK =
  /(?=[\p{L}\p{Nl}\p{No}])[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u30fc\uff70]/u
const UNSPACED_SCRIPTS = /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u
const WORD = /[\p{L}\p{N}\p{M}]/u
const ACCENTED = /[\u00c0-\u024f\u0370-\u052f\u1e00-\u1fff]/g
const DROPPED = /[\u0300-\u036f\p{Default_Ignorable_Code_Point}\p{Cf}]/gu

const OTHER = 1
const SPACED = 2
const UNSPACED = 3

/** Kind of each code unit, 0 until somebody asks. */
const kinds = new Uint8Array(0x10000)

function remember(unit: number): number {
  return (kinds[unit] = kindOf(unit))
}

function kindOf(codePoint: number): number {
  const character = String.fromCodePoint(codePoint)
  if (!WORD.test(character)) return OTHER
  return isCjk(codePoint) || UNSPACED_SCRIPTS.test(character) ? UNSPACED : SPACED
}

const unaccented = new Map<string, string>()

function plain(character: string): string {
  let stripped = unaccented.get(character)
  if (stripped === undefined) {
    stripped = character.normalize('NFD').replace(/\p{M}/gu, '') || character
    unaccented.set(character, stripped)
  }
  return stripped
}

function pushPairs(normal: string, start: number, end: number, terms: string[]): void {
  let first = start
  let second = after(normal, first)
  if (second >= end) terms.push(normal.slice(start, end))
  while (second < end) {
    const third = after(normal, second)
    terms.push(normal.slice(first, third))
    first = second
    second = third
  }
}

function after(text: string, i: number): number {
  return (text.charCodeAt(i) & 0xfc00) === 0xd800 ? i + 2 : i + 1
}

const segmenters = new Map<string, Intl.Segmenter>()

/** Made when first needed: loading the dictionaries takes a while. The locale is fixed, so counts are too. */
function segmenter(granularity: 'word' | 'grapheme'): Intl.Segmenter {
  let made = segmenters.get(granularity)
  if (made === undefined) segmenters.set(granularity, (made = new Intl.Segmenter('en', { granularity })))
  return made
}
