import { FirewallError } from '../core/errors.js'
import { LIMITS } from '../core/limits.js'
import type { Decoded, Decoder } from './views/decoder.js'
import { encodingDecoder } from './views/encodings.js'
import { escapeDecoder } from './views/escapes.js'
import { leetDecoder } from './views/leet.js'
import { numberListDecoder } from './views/number-lists.js'

export type { DecodedText } from './views/decoded.js'

/**
 * What a text says in codes with an alphabet of their own: escapes, base64, base32, hexadecimal, binary, lists
 * of numbers, and each of these inside another one. A new code is a file that exports a `Decoder`, and a row here.
 *
 * A view is made only where its alphabet stands, so a text without codes costs a pass for each row. Nothing is
 * skipped: what would take more work than `LIMITS.decodedLength` allows is refused.
 *
 * Letters that only stand in another order, or are shifted in the alphabet, are not a matter of text but of
 * folded bytes: `detect/copies/word-order-views.ts` and `detect/copies/piece-views.ts`.
 */
export const DECODERS: readonly Decoder[] = [escapeDecoder, encodingDecoder, numberListDecoder, leetDecoder]

const COMPOSING = DECODERS.filter(({ composes }) => composes)

/** Those of bytes and characters: letters with a sign in their place are the same text, misspelled. */
export const CODES = DECODERS.filter((decoder) => decoder !== leetDecoder)

export interface DecodedView extends Decoded {
  /** A run or list of a text whose escapes had to be read first: it is found out where it ends, not where it begins. */
  readonly loose: boolean
  /** 1: a view of the text; 2: a view of a view. */
  readonly depth: 1 | 2
}

/** Units of the text that one code may be spread over and still be held back whole in a stream. */
export const VIEW_HOLD = Math.max(...DECODERS.map(({ hold }) => hold))

/** Units of a view with fewer of which nothing is decoded again: the shortest run of a code. */
const LEAST_OUTER = 16

/**
 * Views of `text` from offset `from` on. What they say of a place does not depend on `from`, nor on what
 * comes behind, so a growing text may be decoded from where it was left. With `ended` false what is unfinished at
 * the end is left out. Throws `work-limit`.
 */
export function decodeViews(
  text: string,
  from: number,
  ended: boolean,
  decoders: readonly Decoder[] = DECODERS,
): DecodedView[] {
  const views: DecodedView[] = []
  const outers: DecodedView[] = []
  const budget = { left: LIMITS.decodedLength }
  for (const decoder of decoders) {
    for (const view of decoder.decode(text, from, ended)) {
      const outer: DecodedView = { ...view, loose: false, depth: 1 }
      add(views, outer, budget)
      if (decoder.composes && view.text.length >= LEAST_OUTER) outers.push(outer)
    }
  }
  for (const outer of outers) {
    for (const decoder of COMPOSING) {
      for (const inner of decoder.decode(outer.text, 0, !outer.open)) add(views, within(outer, inner), budget)
    }
  }
  return views
}

function add(views: DecodedView[], view: DecodedView, budget: { left: number }): void {
  budget.left -= view.text.length
  if (budget.left < 0) {
    throw new FirewallError('work-limit', 'the text holds more encoded text than may be decoded', {
      help: 'decode it first, or check it in parts',
    })
  }
  views.push(view)
}

/** A view of a view, placed in the text. */
function within(outer: DecodedView, inner: Decoded): DecodedView {
  return {
    name: `${outer.name}>${inner.name}`,
    text: inner.text,
    start: (i) => outer.start(inner.start(i)),
    end: (i) => outer.end(inner.end(i) - 1),
    inPlace: outer.inPlace && inner.inPlace,
    loose: outer.inPlace && !inner.inPlace,
    plain: (i, j) => inner.plain(i, j) || outer.plain(inner.start(i), inner.end(j - 1)),
    open: inner.open,
    depth: 2,
  }
}

/**
 * From where on more text may still change what a run or a list at the end says: at most `VIEW_HOLD` units
 * from the end, and the last word of a text without codes.
 */
export function openViewStart(text: string): number {
  // Several detectors ask about the same text, one after the other.
  if (text !== asked) {
    open = DECODERS.reduce((first, decoder) => Math.min(first, decoder.openStart(text)), text.length)
    asked = text.length <= REMEMBERED ? text : undefined
  }
  return open
}

/** Longer texts are not kept alive for it, and cost little beside what is made of them. */
const REMEMBERED = 65_536
let asked: string | undefined
let open = 0
