import { matchFold } from '../../../text/fold.js'
import { CODE_COMMONPLACES } from './code.js'
import { ENGLISH_COMMONPLACES } from './english.js'
import { JAPANESE_COMMONPLACES } from './japanese.js'

/**
 * Whose words are these? Letters close, contracts begin and programs start in words that nobody owns, and a
 * confidential letter closes in them too. A background list says which: stock phrases, clauses,
 * licence texts, lists that everybody can recite, quotations. A window is *commonplace* when three quarters of
 * its bytes or more lie in *pieces*, of a word or two, that some line of the list has: so phrases may be put
 * together, cut and led over to each other, and what stands between them may be a short word and no more.
 *
 * Whether a window is commonplace depends on its own bytes alone.
 */
export class Commonplaces {
  readonly #lengths: Uint8Array

  /** Of folded bytes: looked at once, asked for many windows. */
  constructor(bytes: Uint8Array) {
    this.#lengths = piecesIn(bytes)
  }

  /** Whether `[at, at + length)` says what everybody says. */
  covers(at: number, length: number): boolean {
    let covered = 0
    let to = at
    for (let i = at; i < at + length; i++) {
      const end = i + this.#lengths[i]!
      if (end <= Math.max(i, to) || end > at + length) continue
      covered += end - Math.max(i, to)
      to = end
    }
    return covered >= SHARE * length
  }

  /** Marks every byte of a piece: what says nothing where bytes are counted one by one. */
  mark(marks: Uint8Array, offset: number): void {
    for (let i = 0; i < this.#lengths.length; i++) {
      if (this.#lengths[i] !== 0) marks.fill(1, offset + i, offset + i + this.#lengths[i]!)
    }
  }
}

/** Length of a piece in folded bytes, by its first one: two words, or four characters of CJK. */
const PIECE = 9
const WIDE_PIECE = 12
const SHARE = 0.75

let pieces: ReadonlySet<string> | undefined

/** Where pieces start, and how long they are. */
function piecesIn(bytes: Uint8Array): Uint8Array {
  pieces ??= new Set(
    [ENGLISH_COMMONPLACES, CODE_COMMONPLACES, JAPANESE_COMMONPLACES]
      .flatMap((list) => list.split('\n'))
      .flatMap((line) => {
        const text = latin1(matchFold(line))
        return Array.from({ length: text.length }, (_, at) => pieceAt(text, at) ?? []).flat()
      }),
  )
  const text = latin1(bytes)
  const lengths = new Uint8Array(bytes.length)
  for (let at = 0; at < text.length; at++) {
    const piece = pieceAt(text, at)
    if (piece !== undefined && pieces.has(piece)) lengths[at] = piece.length
  }
  return lengths
}

function pieceAt(text: string, at: number): string | undefined {
  const end = at + (text.charCodeAt(at) < 0x80 ? PIECE : WIDE_PIECE)
  return end <= text.length ? text.slice(at, end) : undefined
}

/** One character per byte. */
function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')
}
