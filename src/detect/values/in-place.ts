import { openSayingStart, type Saying, sayingsOf } from '../../text/views/said.js'

/**
 * A text with what its short codes say in their places: `My name is U2lpcmk=` is read as *My name is Siiri*, and
 * what stands around the code decides as it does of any word. Only the neighbourhoods of codes are read again.
 */
export interface Restored {
  readonly text: string
  readonly sayings: readonly Placed[]
  /** Offset in what was read of the unit that `text[i]` came from; of a saying, of its code. */
  start(i: number): number
  end(i: number): number
  /** More text may change it. */
  readonly open: boolean
}

/** A saying and where it stands in the restored text. */
export interface Placed extends Saying {
  readonly from: number
  readonly to: number
}

/** What stands so close behind a code may be what it is because of what the code says. */
export const DECIDES_BEHIND = 48

/** What a recognizer looks at before a value and behind it, and the longest one that a code may be a part of. */
const BEFORE = 256
const BEHIND = 512

/**
 * The neighbourhoods in `text` of sayings that say something of what stands at `from` or behind it. Those of sayings that stand close
 * together are one. With `ended` false what may still become one at the end is left out.
 */
export function restore(text: string, from: number, ended: boolean): Restored[] {
  const limit = ended ? text.length : openSayingStart(text)
  const sayings = sayingsOf(text, Math.max(0, from - BEFORE - BEHIND), ended)
  const restored: Restored[] = []
  for (let i = 0; i < sayings.length; ) {
    const group = [sayings[i]!]
    while (++i < sayings.length && sayings[i]!.start <= group.at(-1)!.end + BEHIND) group.push(sayings[i]!)
    if (group.at(-1)!.end + DECIDES_BEHIND <= from) continue
    const low = Math.max(0, group[0]!.start - BEFORE)
    const high = Math.min(limit, group.at(-1)!.end + BEHIND)
    restored.push(compose(text, low, high, group, !ended && high === limit))
  }
  return restored
}

function compose(text: string, low: number, high: number, group: readonly Saying[], open: boolean): Restored {
  let out = ''
  let at = low
  const placed = group.map((saying) => {
    out += text.slice(at, saying.start)
    const from = out.length
    out += saying.said
    at = saying.end
    return { ...saying, from, to: out.length }
  })
  out += text.slice(at, high)
  /** The last saying that begins at unit `i` or before it. */
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
    sayings: placed,
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
