import { openShortCodeStart, type ShortCode, shortCodesOf } from '../../text/views/short-codes.js'

/**
 * A text with what its short codes say in their places: `My name is U2lpcmk=` is read as *My name is Siiri*, and
 * what stands around the code decides as it does of any word. Only the neighbourhoods of codes are read again.
 */
export interface InPlaceView {
  readonly text: string
  readonly codes: readonly PlacedCode[]
  /** Offset in the text of the unit that `text[i]` came from; for a decoded unit, of its code. */
  start(i: number): number
  end(i: number): number
  /** More text may change it. */
  readonly open: boolean
}

/** A code, and where what it says stands in the view. */
export interface PlacedCode extends ShortCode {
  readonly from: number
  readonly to: number
}

/** What stands so close behind a code may be what it is because of what the code says. */
export const DECIDES_BEHIND = 48

/** What a recognizer looks at before a value and behind it, and the longest one that a code may be a part of. */
const BEFORE = 256
const BEHIND = 512

/**
 * A view for each neighbourhood of codes in `text` that may decide what stands at `from` or behind it; codes that stand
 * close together share one. With `ended` false what may still become a code at the end is left out.
 */
export function inPlaceViews(text: string, from: number, ended: boolean): InPlaceView[] {
  const limit = ended ? text.length : openShortCodeStart(text)
  const codes = shortCodesOf(text, Math.max(0, from - BEFORE - BEHIND), ended)
  const views: InPlaceView[] = []
  for (let i = 0; i < codes.length; ) {
    const group = [codes[i]!]
    while (++i < codes.length && codes[i]!.start <= group.at(-1)!.end + BEHIND) group.push(codes[i]!)
    if (group.at(-1)!.end + DECIDES_BEHIND <= from) continue
    const low = Math.max(0, group[0]!.start - BEFORE)
    const high = Math.min(limit, group.at(-1)!.end + BEHIND)
    views.push(compose(text, low, high, group, !ended && high === limit))
  }
  return views
}

function compose(
  text: string,
  low: number,
  high: number,
  group: readonly ShortCode[],
  open: boolean,
): InPlaceView {
  let out = ''
  let at = low
  const placed = group.map((code) => {
    out += text.slice(at, code.start)
    const from = out.length
    out += code.decoded
    at = code.end
    return { ...code, from, to: out.length }
  })
  out += text.slice(at, high)
  /** The last code that begins at unit `i` or before it. */
  const lastAt = (i: number) => {
    let below = 0
    let above = placed.length
    while (below < above) {
      const middle = (below + above) >>> 1
      if (placed[middle]!.from <= i) below = middle + 1
      else above = middle
    }
    return placed[below - 1]
  }
  return {
    text: out,
    codes: placed,
    open,
    start(i) {
      const last = lastAt(i)
      if (last === undefined) return low + i
      if (i >= last.to) return last.end + i - last.to
      return last.offsets === undefined ? last.start : last.start + last.offsets[i - last.from]!
    },
    end(i) {
      const last = lastAt(i)
      if (last === undefined) return low + i + 1
      if (i >= last.to) return last.end + i + 1 - last.to
      return last.offsets === undefined ? last.end : last.start + last.offsets[i + 1 - last.from]!
    },
  }
}
