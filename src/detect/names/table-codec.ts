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
  let last = ''
  for (const line of text.split('\n')) {
    if (line === '') continue
    last = last.slice(0, line.charCodeAt(0) - 48) + line.slice(1)
    words.push(last)
  }
  return words
}
