/** The kept k-grams of a query, hashed once for all segments. */
export interface Seeds {
  readonly count: number
  readonly at: Uint32Array
  readonly line: Uint32Array
  readonly tag: Uint32Array
}
