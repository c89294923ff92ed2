import { KIND, kindOf } from './characters.js'

/** Code units around a block that are looked at: many before it, which a stream has, and few behind it. */
export const BEFORE = 20
export const BEHIND = 5

export function windowStart(text: string, start: number): number {
  let at = start
  while (at > 0 && start - at < BEFORE && kindOf(text.charCodeAt(at - 1)) !== KIND.wall) at -= 1
  return at
}

/** Where what is seen behind a block ends: before the next wall, or after `BEHIND` code units. */
export function windowEnd(text: string, end: number): number {
  let at = end
  while (at < text.length && at - end < BEHIND && kindOf(text.charCodeAt(at)) !== KIND.wall) at += 1
  return at
}
