/**
 * A sorted list of words on disk: each as the number of code units it shares with the one before (one
 * character, from `0` on) and the rest of it, a line feed behind each.
 */
export function encodeWords(words: Iterable<string>): string {
  const sorted = [...new Set(words)].sort((a, b) => (a < b ? -1 : 1))
  let last = ''
  let text = ''
  for (const word of sorted) {
    let shared = 0
    while (shared < MOST_SHARED && shared < word.length && word[shared] === last[shared]) shared += 1
    text += `${String.fromCharCode(48 + shared)}${word.slice(shared)}\n`
    last = word
  }
  return text
}

const MOST_SHARED = 60

export function decodeWords(text: string): string[] {
  const words: string[] = []
  eachWord(text, (units, length) => words.push(String.fromCharCode(...units.subarray(0, length))))
  return words
}

/** Visits each word of such a list: the first `length` of `units`, which are overwritten by the next one. */
export function eachWord(text: string, visit: (units: Uint16Array, length: number) => void): void {
  const units = new Uint16Array(LONGEST)
  for (let i = 0; i < text.length; i++) {
    let length = text.charCodeAt(i) - 48
    for (i++; i < text.length && text.charCodeAt(i) !== LINE_FEED; i++) units[length++] = text.charCodeAt(i)
    visit(units, length)
  }
}

const LINE_FEED = 10
/** Code units of a word: it shares few, and the rest of it is a word of a list. */
const LONGEST = 1024
