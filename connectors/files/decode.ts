/**
 * Bytes to text, or undefined for what is not text. UTF-8 and UTF-16 by their byte order mark, else UTF-8 if
 * it is valid UTF-8 throughout, else Japanese: ISO-2022-JP, EUC-JP or Shift_JIS. Never guesses with
 * replacement characters: a file is read right or refused.
 */
export function decodeText(bytes: Uint8Array): string | undefined {
  const encoding = encodingOf(bytes)
  return encoding === undefined ? undefined : decode(encoding, bytes)
}

/** The encoding of a text, or undefined if it is none. Its first lines are enough to tell. */
export function encodingOf(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  // A NUL is binary, or UTF-16 without a mark, which cannot be told from binary safely.
  if (bytes.includes(0)) return undefined
  if (hasJisEscape(bytes)) return 'iso-2022-jp'
  return decode('utf-8', bytes) === undefined ? japaneseEncoding(bytes) : 'utf-8'
}

function decode(encoding: string, bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes)
    return text.includes('\0') ? undefined : text
  } catch {
    return undefined
  }
}

/** ISO-2022-JP is seven bits wide and would pass for ASCII: its escape sequences tell. */
function hasJisEscape(bytes: Uint8Array): boolean {
  for (let i = bytes.indexOf(0x1b); i >= 0; i = bytes.indexOf(0x1b, i + 1)) {
    if (bytes[i + 1] === 0x24 && (bytes[i + 2] === 0x42 || bytes[i + 2] === 0x40)) return true
  }
  return false
}

/** Much EUC-JP is also valid Shift_JIS, and the other way round; the one that reads like Japanese is meant. */
function japaneseEncoding(bytes: Uint8Array): string | undefined {
  const scored = ['euc-jp', 'shift_jis'].map((encoding) => {
    const text = decode(encoding, bytes)
    return { encoding, score: text === undefined ? 0 : japaneseScore(text) }
  })
  const best = scored.reduce((a, b) => (b.score > a.score ? b : a))
  return best.score > 0 ? best.encoding : undefined
}

const LIKELY = /[\u3041-\u3096\u30a1-\u30fc、。「」・]/g
const UNLIKELY = /[\uff61-\uff9f\ue000-\uf8ff]/g
const WIDE_RUN = /[^\x00-\x7f]+/g

/**
 * Kana and Japanese punctuation speak for a reading, half-width kana and private characters against it.
 * Western text in an eight-bit code gives lone wide characters between letters: that is no Japanese.
 */
function japaneseScore(text: string): number {
  const runs = text.match(WIDE_RUN) ?? []
  const wide = runs.reduce((sum, run) => sum + run.length, 0)
  if (wide < 1.5 * runs.length) return 0
  const share = (pattern: RegExp) => (text.match(pattern)?.length ?? 0) / wide
  return Math.max(0, 0.5 + share(LIKELY) - share(UNLIKELY))
}
