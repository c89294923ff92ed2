import { NIBBLE_BYTES } from '../buckets.js'
import { DIGEST_OF } from '../pairs.js'
import type { Tables } from '../tables.js'
import { partLength, type TextPass } from '../text-pass.js'
import { PASS_MODULE } from './pass-module.js'

/** The part of the WebAssembly API that is used: Node's types lack it. */
declare const WebAssembly: {
  Memory: new (options: { initial: number }) => { readonly buffer: ArrayBuffer }
  Module: new (bytes: Uint8Array) => object
  Instance: new (module: object, imports: object) => { readonly exports: unknown }
}

/** Candidates in the list that the kernel fills. */
const LISTED = 4_096

interface Exports {
  setup(...sizes: number[]): void
  pass(...numbers: number[]): number
}

/**
 * The pass in WebAssembly, with the tables in its memory; undefined where WebAssembly has no SIMD or must not be
 * used (`RAGWALL_KERNELS=typescript`).
 */
export function createPassKernel(tables: Tables): TextPass | undefined {
  if (process.env['RAGWALL_KERNELS'] === 'typescript') return undefined
  try {
    return createPass(tables)
  } catch {
    return undefined
  }
}

let compiled: object | undefined

function createPass(tables: Tables): TextPass {
  const room = new Room()
  const classOf = room.take(tables.classOf.byteLength)
  const digests = room.take(DIGEST_OF.byteLength)
  const pairs = room.take(tables.pairs.byteLength)
  const rows = room.take(tables.rows.byteLength)
  const rules = room.take(tables.rules.byteLength)
  const gaps = room.take(tables.gaps.byteLength)
  const admits = room.take(tables.admits.length * tables.admits[0]!.byteLength)
  const { buckets } = tables
  const nibbles = buckets === undefined ? 0 : room.take(NIBBLE_BYTES)
  const done = room.take(4 * tables.runs)
  const list = room.take(8 * LISTED)
  const text = room.take(2 * partLength(tables))
  const memory = new WebAssembly.Memory({ initial: Math.ceil(room.end / 65_536) })
  const { buffer } = memory
  const listed = new Int32Array(buffer, list, 2 * LISTED)
  let full: Int32Array[] = []
  compiled ??= new WebAssembly.Module(Buffer.from(PASS_MODULE, 'base64'))
  const { setup, pass } = new WebAssembly.Instance(compiled, {
    env: { memory, full: () => full.push(listed.slice()) },
  }).exports as Exports
  new Uint16Array(buffer, classOf).set(tables.classOf)
  new Uint8Array(buffer, digests).set(DIGEST_OF)
  new BigInt64Array(buffer, pairs).set(tables.pairs)
  new Int32Array(buffer, rows).set(tables.rows)
  new Int32Array(buffer, rules).set(tables.rules)
  new Uint8Array(buffer, gaps).set(tables.gaps)
  for (const [o, table] of tables.admits.entries()) {
    new Int32Array(buffer, admits + o * table.byteLength).set(table)
  }
  if (buckets !== undefined) new Uint8Array(buffer, nibbles).set(buckets.nibbles)
  const { classes, pairWords, ruleWords, words } = tables
  const end = list + 8 * LISTED
  setup(
    classes,
    classOf,
    digests,
    pairs,
    pairWords,
    rows,
    ruleWords,
    rules,
    gaps,
    admits,
    words,
    done,
    list,
    end,
  )
  const runs = new Int32Array(buffer, done, tables.runs)
  const units = Buffer.from(buffer, text, 2 * partLength(tables))
  return (part, first, last, from) => {
    units.write(part, 'utf16le')
    runs.fill(0)
    const length = 2 * pass(text, part.length, first, last, from, nibbles, buckets?.factor ?? 0)
    if (full.length === 0) return listed.slice(0, length)
    const all = new Int32Array(full.length * listed.length + length)
    for (const [i, chunk] of full.entries()) all.set(chunk, i * listed.length)
    all.set(listed.subarray(0, length), full.length * listed.length)
    full = []
    return all
  }
}

/** Addresses in a memory, each with room behind it for a step that reads beyond its end. */
class Room {
  end = 64

  take(bytes: number): number {
    const begin = this.end
    this.end += Math.ceil((bytes + 64) / 64) * 64
    return begin
  }
}
