import { FirewallError } from '../../core/errors.js'
import { once } from '../../core/once.js'
import type { Piece, Pieces } from './wordpiece.js'

/** The slice of `@huggingface/tokenizers` that is used: it says which pieces, and not where they stand. */
interface Tokenizer {
  readonly normalizer: { normalize(text: string): string } | null
  encode(
    text: string,
    options?: { add_special_tokens?: boolean },
  ): { readonly ids: readonly number[]; readonly tokens: readonly string[] }
}
interface Library {
  readonly Tokenizer: new (tokenizer: object, config: object) => Tokenizer
}

/**
 * The tokenizer that a `tokenizer.json` describes: Unigram (XLM-R, DeBERTa), byte-level BPE (RoBERTa) and WordPiece
 * alike. `json` is the file as it was parsed. Throws `dependency-missing` without the library, and what it throws for
 * a description that it does not know.
 */
export async function openTokenizer(json: object): Promise<Pieces> {
  const { Tokenizer } = await importLibrary()
  const tokenizer = new Tokenizer(json, {})
  const isByteLevel = JSON.stringify(json).includes('"type":"ByteLevel"')
  const [before, behind] = marksOf(tokenizer)
  return {
    before,
    behind,
    split(text) {
      const { ids, tokens } = tokenizer.encode(text, { add_special_tokens: false })
      const places = placesOf(
        normalizedBytes(text, tokenizer),
        tokens.map((token) => bytesOf(token, isByteLevel)),
      )
      return ids.flatMap((id, i): Piece[] => {
        const { start, end } = places[i]!
        return start < end ? [{ id, start, end }] : []
      })
    },
  }
}

async function importLibrary(): Promise<Library> {
  try {
    return (await import('@huggingface/tokenizers')) as unknown as Library
  } catch (error) {
    throw new FirewallError('dependency-missing', 'the package @huggingface/tokenizers is not installed', {
      help: 'npm install @huggingface/tokenizers: it reads the tokenizer.json of a model',
      cause: error,
    })
  }
}

/** What a model wants before and behind the pieces of a text. */
function marksOf(tokenizer: Tokenizer): [before: readonly number[], behind: readonly number[]] {
  const inner = tokenizer.encode('a', { add_special_tokens: false }).ids
  const { ids } = tokenizer.encode('a', { add_special_tokens: true })
  for (let at = 0; at + inner.length <= ids.length; at++)
    if (inner.every((id, i) => ids[at + i] === id)) return [ids.slice(0, at), ids.slice(at + inner.length)]
  return [[], []]
}

interface Bytes {
  readonly bytes: Buffer
  /** Where each byte comes from in the text, code units. */
  readonly starts: readonly number[]
  readonly ends: readonly number[]
}

const graphemes = once(() => new Intl.Segmenter('und', { granularity: 'grapheme' }))

/** The text as the tokenizer's normalizer makes it, cluster by cluster, without white space. */
function normalizedBytes(text: string, { normalizer }: Tokenizer): Bytes {
  const parts: Buffer[] = []
  const starts: number[] = []
  const ends: number[] = []
  for (const { segment, index } of graphemes().segment(text)) {
    const normal = normalizer === null ? segment : normalizer.normalize(segment)
    const bytes = Buffer.from(normal.replace(/[\s▁]/gu, ''))
    parts.push(bytes)
    for (let i = 0; i < bytes.length; i++) {
      starts.push(index)
      ends.push(index + segment.length)
    }
  }
  return { bytes: Buffer.concat(parts), starts, ends }
}

/** What a piece stands for, without the marks of a word's beginning and without white space; empty if it does not say. */
function bytesOf(token: string, isByteLevel: boolean): Buffer {
  if (isByteLevel) {
    const bytes = Array.from(token, (character) => byteOfSign().get(character) ?? -1)
    return bytes.includes(-1) ? EMPTY : Buffer.from(bytes.filter((byte) => byte > 0x20))
  }
  const byte = /^<0x([0-9A-F]{2})>$/.exec(token)?.[1]
  if (byte !== undefined) return Buffer.from([Number.parseInt(byte, 16)])
  if (/^(?:\[UNK\]|<unk>)$/i.test(token)) return EMPTY
  return Buffer.from(token.replace(/^##/, '').replace(/[\s▁]/gu, ''))
}

const EMPTY = Buffer.alloc(0)

/**
 * Bytes as byte-level BPE writes them (Radford and others, 2019): those that print as themselves, the others as the
 * characters from U+0100 on.
 */
const byteOfSign = once(byteSigns)

function byteSigns(): Map<string, number> {
  const signs = new Map<string, number>()
  let next = 0x100
  for (let byte = 0; byte < 256; byte++) {
    const prints = (byte > 0x20 && byte < 0x7f) || (byte > 0xa0 && byte !== 0xad)
    signs.set(String.fromCharCode(prints ? byte : next++), byte)
  }
  return signs
}

/**
 * Where the pieces stand, one behind the other. One that is not found as it is written (an unknown word, a normalizer
 * that looks at more than one character) stands wherever the pieces around it leave room: what the model says of it is
 * never lost.
 */
function placesOf(
  { bytes, starts, ends }: Bytes,
  pieces: readonly Buffer[],
): { start: number; end: number }[] {
  const places: { start: number; end: number }[] = []
  let lost: number[] = []
  let at = 0
  const place = (from: number, to: number) =>
    to > from ? { start: starts[from]!, end: ends[to - 1]! } : { start: 0, end: 0 }
  const settle = (to: number) => {
    for (const piece of lost) places[piece] = place(at, to)
    lost = []
  }
  for (const [i, piece] of pieces.entries()) {
    const found = piece.length === 0 ? -1 : bytes.indexOf(piece, at)
    if (found < 0 || found > at + FAR || (found > at && lost.length === 0)) {
      // A piece that says nothing and stands between two others is their white space.
      lost.push(i)
      places.push({ start: 0, end: 0 })
      continue
    }
    settle(found)
    places.push(place(found, found + piece.length))
    at = found + piece.length
  }
  settle(bytes.length)
  return places
}

/** Bytes that a lost piece may stand for: a long word. */
const FAR = 256
