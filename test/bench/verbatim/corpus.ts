import { createRandom, type Random } from '../../../src/evaluate/random.js'

export interface Corpus {
  readonly documents: readonly { readonly id: string; readonly text: string }[]
  /** UTF-8 bytes. */
  readonly bytes: number
}

/** Code units of a document: a few pages. */
const DOCUMENT = 10_000
/** Share of words that are drawn anew in every pass but the first: of nine words in a row less than 5 % stay. */
const SUBSTITUTED = 0.36
/** A piece of text without spaces is about two characters, so a window holds fewer of them. */
const SUBSTITUTED_CJK = 0.45

/** Made up for this benchmark, in the manner of what stands under thousands of files. */
export const NOTICE = `This notice goes with every copy of the work and may not be taken from it. Whoever
receives a copy may read it, keep it, copy it and pass it on, whole or in part, in its first form or in another,
for a price or for none, provided that this notice and the names of those who made the work go along with each
copy. The work comes as it is. Those who made it promise nothing of it, neither that it serves a purpose nor that
it is free from faults, and they answer for no loss that comes of its use or of the lack of it. No name of
theirs may be used to praise what was made from the work unless they agreed to that in writing beforehand. Where
the law of a place gives the receiver more than this notice does, the receiver has that as well.`

/**
 * Grows given texts to `bytes`: pass after pass over them, in each pass words are replaced by words drawn from the
 * same language (docs/decisions.md#corpora-for-speed), and one document in four has the notice in it. The same seed
 * gives the same corpus.
 */
export function growCorpus(texts: readonly string[], bytes: number, seed: string): Corpus {
  const random = createRandom(seed)
  const sources = texts.map((text) => piecesOf(text))
  const documents: { id: string; text: string }[] = []
  let grown = 0
  for (let pass = 0; ; pass++) {
    for (const pieces of sources) {
      for (const text of cut(pieces, pass, random)) {
        const whole = documents.length % 4 === 3 ? withNotice(text, random) : text
        documents.push({ id: `d${documents.length}`, text: whole })
        grown += Buffer.byteLength(whole)
        if (grown >= bytes) return { documents, bytes: grown }
      }
    }
  }
}

function* cut(pieces: readonly string[], pass: number, random: Random): Iterable<string> {
  let parts: string[] = []
  let length = 0
  for (const piece of pieces) {
    const changes = pass > 0 && random.chance(isUnspaced(piece) ? SUBSTITUTED_CJK : SUBSTITUTED)
    const written = changes ? random.pick(pieces) : piece
    parts.push(written)
    length += written.length
    if (length < DOCUMENT) continue
    yield parts.join('')
    parts = []
    length = 0
  }
}

function withNotice(text: string, random: Random): string {
  const at = text.indexOf(' ', random.below(text.length))
  return `${text.slice(0, at + 1)}\n${NOTICE}\n${text.slice(at + 1)}`
}

/** Words with the space behind them; where there are no spaces, pairs of characters. */
function piecesOf(text: string): string[] {
  return text.match(/[\u3040-\u30ff\u3400-\u9fff]{1,2}|[^\s\u3040-\u30ff\u3400-\u9fff]+\s*|\s+/g) ?? []
}

function isUnspaced(piece: string): boolean {
  return piece >= '\u3040' && piece < '\ua000'
}
