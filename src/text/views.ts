import { FirewallError } from '../core/errors.js'
import { LIMITS } from '../core/limits.js'
import type { DecodedText } from './views/decoded.js'
import { decodeRun, ENCODED_HOLD, encodedRuns, openRunStart } from './views/encodings.js'
import { decodeEscapes, escapeBoundary } from './views/escapes.js'
import { readLeet } from './views/leet.js'
import { decodeNumberLists, LIST_HOLD, openListStart } from './views/number-lists.js'

export type { DecodedText } from './views/decoded.js'

/**
 * What a text says in a code with an alphabet of its own: escapes, base64, base32, hexadecimal, binary, lists
 * of numbers, and each of these inside another one. A reading is made only where its alphabet stands, so a text
 * without codes costs three passes of a regular expression. Nothing is skipped: what would take more work than
 * `LIMITS.decodedLength` allows is refused.
 *
 * Letters that only stand in another order, or are shifted in the alphabet, are not a matter of text but of
 * folded bytes: `detect/copies/verbatim-readings.ts`.
 */
export interface View extends DecodedText {
  /** The text as it stands but for its escapes; else one run or list of it. */
  readonly inPlace: boolean
  /** A run or list of a text whose escapes had to be read first: it is found out where it ends, not where it begins. */
  readonly loose: boolean
  /** Whether decoded units `[i, j)` stand in the text as they are: then they are nothing new. */
  plain(i: number, j: number): boolean
  /** More text may continue it. */
  readonly open: boolean
  /** 1: a reading of the text; 2: a reading of a reading. */
  readonly depth: 1 | 2
}

/** Units of the text that one code may be spread over and still be held back whole in a stream. */
export const VIEW_HOLD = Math.max(ENCODED_HOLD, LIST_HOLD)

/** Where reading starts so that everything that begins at `from` or behind is read as from the beginning. */
const RUN_MARGIN = 32
/** What may stand between the end of a run and the end of the text while the run may still go on. */
const GOES_ON = /^[ \t]{0,2}(?:\r?\n?[ \t>*|]{0,4})?[A-Za-z0-9+/_=-]{0,15}$/

/**
 * Readings of `text` from offset `from` on. What they say of a place does not depend on `from`, nor on what
 * comes behind, so a growing text may be read from where it was left. With `ended` false what is unfinished at
 * the end is left out. Throws `work-limit`.
 */
export function viewsOf(text: string, from: number, ended: boolean): View[] {
  const views: View[] = []
  const budget = { left: LIMITS.decodedLength }
  for (const view of readOnce(text, from, ended)) add(views, view, 1, budget)
  for (const view of readLeet(text, from)) {
    add(views, { ...view, inPlace: true, loose: false, open: !ended }, 1, budget)
  }
  for (const outer of [...views]) {
    if (outer.text.length < 16 || outer.name === 'leet') continue
    for (const inner of readOnce(outer.text, 0, !outer.open)) {
      add(views, within(outer, inner), 2, budget)
    }
  }
  return views
}

type Once = Omit<View, 'depth'>

function* readOnce(text: string, from: number, ended: boolean): Generator<Once> {
  const escaped = decodeEscapes(text, escapeBoundary(text, from), ended)
  if (escaped !== undefined) {
    const plain = (i: number, j: number) => escaped.end(j - 1) - escaped.start(i) === j - i
    yield { ...escaped, inPlace: true, loose: false, open: !ended, plain }
  }
  for (const run of encodedRuns(text, Math.max(0, from - RUN_MARGIN))) {
    const open = !ended && GOES_ON.test(text.slice(run.end, run.end + 32))
    for (const reading of decodeRun(run, open))
      yield { ...reading, inPlace: false, loose: false, open, plain: never }
  }
  for (const reading of decodeNumberLists(text, numberBoundary(text, from), ended)) {
    yield { ...reading, inPlace: false, loose: false, open: !ended, plain: never }
  }
}

const never = () => false

function add(views: View[], view: Once, depth: 1 | 2, budget: { left: number }): void {
  budget.left -= view.text.length
  if (budget.left < 0) {
    throw new FirewallError('work-limit', 'the text holds more encoded text than may be decoded', {
      help: 'decode it first, or check it in parts',
    })
  }
  views.push({ ...view, depth })
}

function within(outer: View, inner: Once): Once {
  return {
    name: `${outer.name}>${inner.name}`,
    text: inner.text,
    start: (i) => outer.start(inner.start(i)),
    end: (i) => outer.end(inner.end(i) - 1),
    inPlace: outer.inPlace && inner.inPlace,
    loose: outer.inPlace && !inner.inPlace,
    plain: (i, j) => inner.plain(i, j) || outer.plain(inner.start(i), inner.end(j - 1)),
    open: outer.open || inner.open,
  }
}

/** A number is read whole: from behind whatever is none. */
function numberBoundary(text: string, from: number): number {
  let at = from
  while (at > 0 && at > from - 16 && /[0-9a-z]/i.test(text[at - 1]!)) at--
  return at
}

/**
 * From where on more text may still change what a run or a list at the end says: at most `VIEW_HOLD` units
 * from the end, and the last word of a text without codes.
 */
export function openViewStart(text: string): number {
  return Math.min(openRunStart(text), openListStart(text))
}
