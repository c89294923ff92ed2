import { KgramHasher } from './hash.js'
import type { LoadedSeeds, Machine } from './kernels/machine.js'
import { Numbers } from './numbers.js'
import type { Scheme } from './scheme.js'
import type { Seeds } from './seed-list.js'
import { isNeverKept, winnow } from './winnow.js'

/** On the machine, if there is one with room: its seeds hold until the next query. */
export function seedsOf(query: Uint8Array, scheme: Scheme, machine?: Machine): Seeds | LoadedSeeds {
  return machine?.seeds(query, scheme) ?? sampledHere(query, scheme)
}

/** Every k-gram of the query but those that are never kept (`winnow.ts`), sampled or not. */
export function everySeedOf(query: Uint8Array, scheme: Scheme, machine?: Machine): Seeds | LoadedSeeds {
  const most = Math.max(0, query.length - scheme.k + 1)
  const seeds = { at: new Uint32Array(most), line: new Uint32Array(most), tag: new Uint32Array(most) }
  const hasher = new KgramHasher(scheme)
  let count = 0
  for (let at = 0; at < most; at++) {
    if (isNeverKept(query, at)) continue
    seeds.at[count] = at
    seeds.line[count] = hasher.hash(query, at)
    seeds.tag[count] = hasher.tag
    count += 1
  }
  const made = {
    count,
    at: seeds.at.subarray(0, count),
    line: seeds.line.subarray(0, count),
    tag: seeds.tag.subarray(0, count),
  }
  return machine?.load(query, made) ?? made
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
