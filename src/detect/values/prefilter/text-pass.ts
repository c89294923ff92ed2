import type { Tables } from './tables.js'

/** Units of a text that are looked at at a time; what lies beside them is copied too. */
export const BLOCK = 32_768

/**
 * Lists what may match around the grams that begin in [first, last) of a part of a text: pairs of an expression and a
 * start, none before `from`; all offsets are those of the part. The list is the caller's own.
 */
export type TextPass = (part: string, first: number, last: number, from: number) => Int32Array

/** Units of the longest part. */
export function partLength({ back, ahead }: Tables): number {
  return back + BLOCK + ahead
}
