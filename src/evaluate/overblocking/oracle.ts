import { DEFAULT_RARITY, DEFAULT_THRESHOLDS } from '../../core/thresholds.js'
import { matchFold } from '../../text/fold.js'

/**
 * What the verbatim rule says of a text, computed naively and from its wording (the top of
 * `src/detect/copies/verbatim.ts`): cut the answer into windows and look each one up in every document. What a folded
 * byte is says the fold; the rest (windows, search, explanation, commonness) is code of its own.
 */
export interface OracleDocument {
  readonly id: string
  readonly text: string
}

/** Folded bytes; of text that is mostly CJK the second. */
const LENGTHS = [DEFAULT_THRESHOLDS.verbatimBytes, DEFAULT_THRESHOLDS.verbatimBytesCjk] as const
/** A window that so many forbidden documents hold is nobody's secret. Here every document has its own label. */
const COMMON = DEFAULT_RARITY.documents

/** As a string with one character per byte. */
function fold(text: string): string {
  return Buffer.from(matchFold(text)).toString('latin1')
}

/** Every window of the text: one from each character on, T bytes, or the T of CJK where more than half of those are CJK. */
export function windowsOf(text: string): Set<string> {
  const bytes = fold(text)
  const windows = new Set<string>()
  for (const at of starts(bytes)) {
    const look = bytes.slice(at, at + LENGTHS[0])
    const length = 2 * cjkBytes(look) > LENGTHS[0] ? LENGTHS[1] : LENGTHS[0]
    const window = bytes.slice(at, at + length)
    if (window.length === length && !isPeriodic(window)) windows.add(window)
  }
  return windows
}

/** Which documents hold which of these windows: one pass over the documents, whatever the number of answers. */
export function locate(
  windows: ReadonlySet<string>,
  documents: readonly OracleDocument[],
): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>()
  for (const { id, text } of documents) {
    const bytes = fold(text)
    for (const at of starts(bytes)) {
      for (const length of LENGTHS) {
        const window = bytes.slice(at, at + length)
        if (!windows.has(window)) continue
        const holders = found.get(window) ?? new Set<string>()
        found.set(window, holders.add(id))
      }
    }
  }
  return found
}

/** Whether some window of the answer is in a forbidden document, and neither explained nor common. */
export function leaks(
  answer: ReadonlySet<string>,
  holders: ReadonlyMap<string, ReadonlySet<string>>,
  reader: { readonly permitted: ReadonlySet<string>; readonly ownTurns: readonly string[] },
): boolean {
  const own = reader.ownTurns.map(fold)
  for (const window of answer) {
    const holding = holders.get(window)
    if (holding === undefined || holding.size >= COMMON) continue
    if ([...holding].some((id) => reader.permitted.has(id))) continue
    if (!own.some((turn) => turn.includes(window))) return true
  }
  return false
}

function* starts(bytes: string): Generator<number> {
  for (let at = 0; at < bytes.length; at++) if ((bytes.charCodeAt(at) & 0xc0) !== 0x80) yield at
}

const CJK = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u

/** Bytes of whole or cut CJK characters among these. A cut one is counted by what its beginning says. */
function cjkBytes(bytes: string): number {
  let count = 0
  for (let at = 0; at < bytes.length; ) {
    const lead = bytes.charCodeAt(at)
    const width = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4
    const character = Buffer.from(bytes.slice(at, at + width).padEnd(width, '\x80'), 'latin1').toString(
      'utf8',
    )
    if (CJK.test(character)) count += Math.min(width, bytes.length - at)
    at += width
  }
  return count
}

/** Repeats every one to four bytes. */
function isPeriodic(window: string): boolean {
  return [1, 2, 3, 4].some((period) => window.slice(period) === window.slice(0, -period))
}
