import { KgramHasher } from './hash.js'
import type { LoadedSeeds, Machine } from './kernels/machine.js'
import { Numbers } from './numbers.js'
import type { Scheme } from './scheme.js'
import { winnow } from './winnow.js'

/** The kept k-grams of a query, hashed once for all segments. */
export interface Seeds {
  readonly count: number
  readonly at: Uint32Array
  readonly line: Uint32Array
  readonly tag: Uint32Array
}

/** On the machine, if there is one with room: its seeds hold until the next query. */
export function seedsOf(query: Uint8Array, scheme: Scheme, machine?: Machine): Seeds | LoadedSeeds {
  return machine?.seeds(query, scheme) ?? sampledHere(query, scheme)
}

function sampledHere(query: Uint8Array, scheme: Scheme): Seeds {
  const positions = new Numbers(64)
  winnow(query, 0, query.length, scheme, positions)
  const at = positions.view()
  const line = new Uint32Array(at.length)
  const tag = new Uint32Array(at.length)
  const hasher = new KgramHasher(scheme)
  for (let i = 0; i < at.length; i++) {
    line[i] = hasher.hash(query, at[i]!)
    tag[i] = hasher.tag
  }
  return { count: at.length, at, line, tag }
}
