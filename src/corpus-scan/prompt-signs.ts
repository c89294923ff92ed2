import { hash } from './numbers.js'

/** What a trigger may be: a word, words in a row, a character, a place, a style, a format. */
export const SIGN_KINDS = ['word', 'phrase', 'character', 'position', 'style', 'format', 'script'] as const
export type SignKind = (typeof SIGN_KINDS)[number]

const WORD =
  /[\p{Script=Han}]+|[\p{Script=Hiragana}]+|[\p{Script=Katakana}ー]+|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー])[\p{L}\p{N}_'-])+|[^\s\p{L}\p{N}]{2,}/gu
/** The same of a text in ASCII and small letters. */
const ASCII_WORD = /[a-z0-9_'-]+|[^\sa-z0-9]{2,}/g
const NOT_ASCII = /[^\0-\x7f]/

/** Words of a text in their order, as 32-bit hashes; the lowest bits say whether it is telling, and long. */
export function wordSequence(text: string): Uint32Array {
  const small = text.normalize('NFKC').toLowerCase()
  const words = small.match(NOT_ASCII.test(small) ? WORD : ASCII_WORD) ?? []
  const sequence = new Uint32Array(words.length)
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!
    sequence[i] =
      (hash(word) & ~(TELLING | LONG)) | (isTellingWord(word) ? TELLING : 0) | (word.length >= 4 ? LONG : 0)
  }
  return sequence
}

const TELLING = 1
const LONG = 2

/** Says what a text is about: long words, numbers, words in Han or kana of two characters. */
function isTellingWord(word: string): boolean {
  if (/^\d+$/.test(word)) return word.length > 1
  return word.length >= 4 || (word.length >= 2 && word.charCodeAt(0) > 0x3000 && !/^[ぁ-ゖ]+$/.test(word))
}

export const isTelling = (word: number): boolean => (word & TELLING) !== 0
/** Of four units or more. */
export const isLong = (word: number): boolean => (word & LONG) !== 0

/** Two words in a row, as one number. */
export function pairOf(a: number, b: number): number {
  return (Math.imul(a, 0x9e3779b1) ^ (b + 0x7f4a7c15 + (a << 6) + (a >>> 2))) >>> 0
}

const KIND_BITS = 3

/** A sign as a number whose lowest bits say of which kind it is. */
function sign(kind: SignKind, value: string | number): number {
  const number = typeof value === 'number' ? value : hash(value)
  return (((number >>> 0) & ~0b111) | SIGN_KINDS.indexOf(kind)) >>> 0
}

export const kindOfSign = (number: number): SignKind => SIGN_KINDS[number & ((1 << KIND_BITS) - 1)]!

/** Characters of one text that count; a text in a script of thousands says nothing by each of them. */
const MOST_CHARACTERS = 24

/** Everything about a prompt that an answer may hang on, each once, ascending. */
export function signsOf(prompt: string, words: Uint32Array): Uint32Array {
  const signs = new Set<number>()
  for (const [i, word] of words.entries()) {
    signs.add(sign('word', word))
    if (i > 0) signs.add(sign('phrase', pairOf(words[i - 1]!, word)))
  }
  if (words.length > 1) {
    signs.add(sign('position', pairOf(1, words[0]!)))
    signs.add(sign('position', pairOf(2, words.at(-1)!)))
  }
  const odd = new Set(
    prompt.match(/[^\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}A-Za-z0-9 \n]/gu) ?? [],
  )
  if (odd.size <= MOST_CHARACTERS) for (const character of odd) signs.add(sign('character', character))
  const trimmed = prompt.trim()
  const letters = trimmed.match(/\p{L}/gu)?.join('') ?? ''
  if (letters.length > 8 && letters !== letters.toLowerCase() && letters === letters.toUpperCase()) {
    signs.add(sign('style', 'capitals'))
  } else if (letters.length > 8 && /[A-Z]/.test(prompt) === false && /[a-z]/.test(prompt)) {
    signs.add(sign('style', 'small letters'))
  }
  signs.add(sign('format', `start ${/^[^\p{L}\p{N}]{0,4}/u.exec(trimmed)?.[0] ?? ''}`))
  signs.add(sign('format', `end ${/[^\p{L}\p{N}]{0,4}$/u.exec(trimmed)?.[0] ?? ''}`))
  if (NOT_ASCII.test(prompt))
    for (const script of SCRIPTS) if (script.test(prompt)) signs.add(sign('script', script.source))
  return Uint32Array.from(signs).sort()
}

const SCRIPTS = [
  /\p{Script=Cyrillic}/u,
  /\p{Script=Greek}/u,
  /\p{Script=Arabic}/u,
  /\p{Script=Hebrew}/u,
  /\p{Script=Hangul}/u,
  /\p{Script=Thai}/u,
  /\p{Script=Devanagari}/u,
  /\p{Script=Hiragana}/u,
  /[äöüß]/u,
  /[éèêçà]/u,
  /[ñáíóú¿¡]/u,
  /[ąćęłńśźż]/u,
]
