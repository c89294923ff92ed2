import { isFunctionWord } from '../text/function-words.js'
import { hash } from './numbers.js'

/**
 * What a text says, as numbers: its words by sentence, each a hash whose lowest three bits say of which kind the word
 * is. So passages can be compared, masked and counted without being kept.
 */
export const KIND = { word: 0, name: 1, number: 2, function: 3, negation: 4, capital: 5, end: 7 } as const

export const kindOf = (token: number): number => token & 7
/** The same word in another role has the same one. */
export const wordOf = (token: number): number => token >>> 3
/** Ends a sentence, or a question. */
export const END = 7
export const END_OF_QUESTION = 15

export const isEnd = (token: number): boolean => kindOf(token) === KIND.end

const WORD =
  /[\p{Script=Han}々]+|[\p{Script=Hiragana}]+|[\p{Script=Katakana}ー]+|\p{Nd}+|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー\p{Nd}])[\p{L}\p{M}_'’])+/gu
/** The same of a text in ASCII. */
const ASCII_WORD = /[0-9]+|[A-Za-z_']+/g
const NOT_ASCII = /[^\0-\x7f]/
const SENTENCE = /(?<=[.!?])\s+|(?<=[。！？])|\n+/u
const QUESTION = /[?？]["'”」』)]?\s*$|か。?\s*$/u
const NOT =
  /^(?:not|never|no|cannot|nor|nicht|nie|kein\w*|pas|jamais|nunca|non|niet|geen|inte|ikke|не|нет|никогда|.*n't)$/u
/** Endings of Japanese verbs and adjectives, denied and not: what stands before them is the same. */
const DENIED = /(?:ませんでした|ません|なかった|ないで|ない|なく|ず)$/u
const AFFIRMED = /(?:ました|ます|でした|です|だった|である|だ|る|た|て|く)$/u
const DENIED_HAN = /[不没未]|[^ァ-ヶ]无/u

function token(word: string, kind: number): number {
  // Neither end of a sentence, nor nothing.
  return (((hash(word) & 0x1fffffff) | 2) * 8 + kind) >>> 0
}

/** Words of a text with an end behind each sentence. */
export function statementsOf(text: string): Uint32Array {
  const tokens: number[] = []
  const normal = text.normalize('NFKC')
  const words = NOT_ASCII.test(normal) ? WORD : ASCII_WORD
  for (const sentence of normal.split(SENTENCE)) {
    const from = tokens.length
    for (const word of sentence.match(words) ?? []) pushWord(word, tokens.length === from, tokens)
    if (tokens.length > from) tokens.push(QUESTION.test(sentence) ? END_OF_QUESTION : END)
  }
  return Uint32Array.from(tokens)
}

/** Radicals, before which there is no character of the script Han. */
const FIRST_HAN = 0x2e80

function pushWord(written: string, isFirst: boolean, tokens: number[]): void {
  const code = written.charCodeAt(0)
  const word = written.toLowerCase().replaceAll('’', "'")
  if (code >= 0x3041 && code <= 0x309f) {
    const denied = DENIED.test(word)
    const stem = word.replace(denied ? DENIED : AFFIRMED, '')
    if (stem !== '') tokens.push(token(stem, KIND.function))
    if (denied) tokens.push(token('not', KIND.negation))
  } else if (code >= 0x30a0 && code <= 0x30ff) {
    tokens.push(token(word, KIND.name))
  } else if (code >= FIRST_HAN && /^\p{Script=Han}/u.test(written)) {
    const denied = DENIED_HAN.test(word)
    tokens.push(token(denied ? word.replace(/[不没未无]/gu, '') : word, KIND.name))
    if (denied) tokens.push(token('not', KIND.negation))
  } else if (/^\p{Nd}/u.test(written)) {
    tokens.push(token(word, KIND.number))
  } else if (NOT.test(word)) {
    tokens.push(token('not', KIND.negation))
  } else if (isFunctionWord(word)) {
    tokens.push(token(word, KIND.function))
  } else {
    const isCapital = written !== word
    tokens.push(token(word, !isCapital ? KIND.word : isFirst ? KIND.capital : KIND.name))
  }
}

/** Sentences of such a list, without their ends; `isQuestion` says how one ended. */
export function* sentencesOf(
  tokens: Uint32Array,
): Generator<{ readonly words: Uint32Array; readonly isQuestion: boolean }> {
  let from = 0
  for (let i = 0; i < tokens.length; i++) {
    if (!isEnd(tokens[i]!)) continue
    yield { words: tokens.subarray(from, i), isQuestion: tokens[i] === END_OF_QUESTION }
    from = i + 1
  }
}

/** 53 bits of a sequence. */
export class SequenceHash {
  #a = 0x9e3779b1
  #b = 0x85ebca77

  add(number: number): void {
    this.#a = Math.imul(this.#a ^ number, 0x01000193)
    this.#a ^= this.#a >>> 15
    this.#b = Math.imul(this.#b ^ number, 0x5bd1e995)
    this.#b ^= this.#b >>> 13
  }

  get value(): number {
    return (this.#a & 0x1fffff) * 0x1_0000_0000 + (this.#b >>> 0)
  }
}
