import { matchLength } from '../fold-lookup.js'
import { isCjk } from '../words.js'

/** The words of a text, and the characters of what is written without spaces, by their folded bytes. */
export interface Units {
  readonly count: number
  /** Folded bytes `[starts[i], ends[i])` of unit i, relative to where reading began. Empty units are left out. */
  readonly starts: readonly number[]
  readonly ends: readonly number[]
  /**
   * Of a character of what is written without spaces its number among all characters, signs too; -1 of a
   * word. Where two texts alternate character by character, signs take their turn.
   */
  readonly turns: readonly number[]
  /** Units that come behind something longer than `LONGEST_UNIT`, which is left out. */
  readonly gaps: ReadonlySet<number>
}

/** Folded bytes of the longest unit; what is longer is no word. */
export const LONGEST_UNIT = 64
const SPACE = /\s/u

/** Units of `raw` from offset `from` on. One that touches the end counts only if the text has `ended`. */
export function unitsOf(raw: string, from: number, ended: boolean): Units {
  const starts: number[] = []
  const ends: number[] = []
  const turns: number[] = []
  const gaps = new Set<number>()
  let turn = 0
  let folded = 0
  let unitStart = 0
  const close = (own = -1) => {
    if (folded > unitStart) {
      if (folded - unitStart > LONGEST_UNIT) gaps.add(starts.length)
      else {
        starts.push(unitStart)
        ends.push(folded)
        turns.push(own)
      }
    }
    unitStart = folded
  }
  for (let i = from; i < raw.length; ) {
    const unit = raw.charCodeAt(i)
    if (unit < 0x80) {
      if (unit === 32 || (unit >= 9 && unit <= 13)) {
        close()
      } else {
        folded += matchLength(unit)
        turn += 1
      }
      i += 1
      continue
    }
    const codePoint = raw.codePointAt(i)!
    const next = i + (codePoint > 0xffff ? 2 : 1)
    if (isCjk(codePoint)) {
      close()
      folded += matchLength(codePoint)
      close(turn++)
    } else if (SPACE.test(raw[i]!)) {
      close()
    } else {
      folded += matchLength(codePoint)
      turn += 1
    }
    i = next
  }
  if (ended) close()
  return { count: starts.length, starts, ends, turns, gaps }
}

/** The nearest place at or before `at` where a unit may begin; behind it, if there is none within `LONGEST_UNIT` times two. */
export function unitBoundary(raw: string, at: number): number {
  for (let i = at; i > at - 4 * LONGEST_UNIT; i--) {
    if (i <= 0) return 0
    if (SPACE.test(raw[i - 1]!) || isCjk(raw.codePointAt(i)!)) return i
  }
  let i = at
  while (i < raw.length && !SPACE.test(raw[i]!)) i++
  return i
}
