import { FOLD_MODULE } from './fold-module.js'

/** The part of the WebAssembly API that is used: Node's types lack it. */
declare const WebAssembly: {
  Memory: new (options: { initial: number }) => { readonly buffer: ArrayBuffer }
  Module: new (bytes: Uint8Array) => object
  Instance: new (module: object, imports: object) => { readonly exports: unknown }
}

/** The two-stage table of the match fold, as `fold-lookup.ts` makes it. */
export interface FoldTables {
  readonly blocks: Uint16Array
  readonly words: Uint32Array
  readonly side: Uint8Array
}

/** What one part of a text folds to; both are views, valid until the next part. */
export interface FoldedPart {
  readonly bytes: Uint8Array
  /** Where the bytes of each raw block end. */
  readonly ends: Uint32Array
}

/** Units of a part. */
export const PART = 16_384
/** Below it a call costs more than it saves, units. */
export const WORTHWHILE = 48

export type FoldKernel = (part: string, first: number) => FoldedPart

/**
 * The kernel, with the tables in its memory; undefined where WebAssembly has no SIMD or must not be used
 * (`RAGWALL_KERNELS=typescript`). `first`: units to the end of the first raw block.
 */
export function createFoldKernel(tables: FoldTables, longestImage: number): FoldKernel | undefined {
  if (process.env['RAGWALL_KERNELS'] === 'typescript') return undefined
  const { blocks, words, side } = tables
  const sizes = [blocks.byteLength, words.byteLength, side.byteLength, 2048, 2 * PART, 4 * (PART / 64 + 2)]
  const places: number[] = []
  let end = 64
  for (const size of sizes) {
    places.push(end)
    end += Math.ceil((size + 32) / 64) * 64
  }
  const [blocksAt, wordsAt, sideAt, shufflesAt, unitsAt, endsAt] = places as [
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  const outAt = end
  try {
    const memory = new WebAssembly.Memory({ initial: Math.ceil((outAt + PART * longestImage + 64) / 65_536) })
    const module = new WebAssembly.Module(Buffer.from(FOLD_MODULE, 'base64'))
    const { fold } = new WebAssembly.Instance(module, { env: { memory } }).exports as {
      fold(...addresses: number[]): number
    }
    const { buffer } = memory
    new Uint16Array(buffer, blocksAt, blocks.length).set(blocks)
    new Uint32Array(buffer, wordsAt, words.length).set(words)
    new Uint8Array(buffer, sideAt, side.length).set(side)
    new Uint8Array(buffer, shufflesAt, 2048).set(shuffles())
    const units = Buffer.from(buffer, unitsAt, 2 * PART)
    const all = new Uint8Array(buffer)
    const allEnds = new Uint32Array(buffer, endsAt, PART / 64 + 2)
    return (part, first) => {
      units.write(part, 'utf16le')
      const length = fold(unitsAt, part.length, first, outAt, endsAt, blocksAt, wordsAt, sideAt, shufflesAt)
      return { bytes: all.subarray(outAt, outAt + length), ends: allEnds }
    }
  } catch {
    return undefined
  }
}

/** For each eight bits the indices of those that are set, the rest anything. */
function shuffles(): Uint8Array {
  const table = new Uint8Array(2048)
  for (let bits = 0; bits < 256; bits++) {
    let at = 8 * bits
    for (let i = 0; i < 8; i++) if ((bits >> i) & 1) table[at++] = i
  }
  return table
}
