import { type CodeTokens, IDENTIFIER, lexCode, NUMBER, STRING } from './lex.js'

/**
 * What is compared of a piece of code: the classes of its tokens, a hash of what each name and literal says, and
 * of each comment. 5 bytes per token.
 */
export interface CodeShape {
  readonly classes: Uint8Array
  /** Of names, numbers of two digits or more and strings, without quotes and white space; 0 for everything else. */
  readonly values: Uint32Array
  /** How long the value of each token is, code units, at most 255. */
  readonly lengths: Uint8Array
  readonly comments: readonly { readonly token: number; readonly value: number }[]
}

export interface PlacedShape extends CodeShape {
  readonly tokens: CodeTokens
}

export function shapeOf(text: string): PlacedShape {
  const tokens = lexCode(text)
  const values = new Uint32Array(tokens.length)
  const lengths = new Uint8Array(tokens.length)
  for (let i = 0; i < tokens.length; i++) {
    const value = valueIn(tokens.classes[i]!, text.slice(tokens.starts[i], tokens.ends[i]))
    if (value === '') continue
    values[i] = hashText(value)
    lengths[i] = Math.min(255, value.length)
  }
  const comments = tokens.comments.flatMap(({ token, start, end }) => {
    const said = text
      .slice(start, end)
      .replace(/[^\p{L}\p{N}]+/gu, '')
      .toLowerCase()
    return said.length < SHORTEST_COMMENT ? [] : [{ token, value: hashText(said) }]
  })
  return { classes: tokens.classes, values, lengths, comments, tokens }
}

/** Letters and digits below which a comment is a word that anybody writes. */
const SHORTEST_COMMENT = 8

function valueIn(kind: number, text: string): string {
  if (kind === IDENTIFIER) return text
  if (kind === NUMBER) return /\d.*\d/.test(text) ? text.toLowerCase() : ''
  return kind === STRING ? text.replace(/\s+/g, '').slice(1, -1) : ''
}

/** 32 bits, FNV-1a over code units; in memory only, and never 0. Equal hashes add to a match, none rests on one. */
function hashText(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return (hash ^ (hash >>> 15)) >>> 0 || 1
}
