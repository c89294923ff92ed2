/**
 * Cuts a text that grows into segments, sentence by sentence: whoever reads a segment elsewhere reads it once,
 * and it never changes. Where a segment ends is seen from its own characters and the one behind it.
 */
export interface Segment {
  readonly start: number
  readonly end: number
}

const ENDS_ALONE = new Set('。．!?！？\n')

/** Whole segments from `from` on, and where the unfinished one begins. `most`: code units of one segment. */
export function segmentsOf(
  text: string,
  from: number,
  ended: boolean,
  most: number,
): { readonly segments: readonly Segment[]; readonly open: number } {
  const segments: Segment[] = []
  let start = from
  for (let at = from; at < text.length; at++) {
    const end = boundary(text, start, at + 1, most)
    // The character behind decides whether a full stop ends a sentence, and whether a pair is cut in half.
    if (end === undefined || (at + 1 === text.length && !ended)) continue
    segments.push({ start, end })
    start = end
  }
  if (ended && start < text.length) segments.push({ start, end: text.length })
  return { segments, open: ended ? text.length : start }
}

function boundary(text: string, start: number, end: number, most: number): number | undefined {
  if (ENDS_ALONE.has(text[end - 1]!)) return isSpace(text[end]) ? undefined : end
  // White space belongs to the sentence before it.
  if (isSpace(text[end - 1]) && !isSpace(text[end]) && endsSentence(text, start, end)) return end
  const isPair = (text.charCodeAt(end) & 0xfc00) === 0xdc00
  return end - start >= most && !isPair ? end : undefined
}

function endsSentence(text: string, start: number, end: number): boolean {
  let at = end - 1
  while (at > start && isSpace(text[at])) at -= 1
  return text[at] === '.' || ENDS_ALONE.has(text[at]!)
}

function isSpace(character: string | undefined): boolean {
  return character === ' ' || character === '\n' || character === '\r' || character === '\t'
}
