import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib'

/**
 * The dictionary as bytes: words in code unit order, each as the length it shares with the one before and the
 * rest; its classes as the number of a class set; a cost for each class in hundreds. The parts are kept apart,
 * since alike things compress best beside each other.
 */
export interface Words {
  /** Ascending by code unit. */
  readonly surfaces: readonly string[]
  /** Class numbers of each word, ascending. */
  readonly classes: readonly (readonly number[])[]
  /** Beside `classes`: how unlikely, from 0, in hundreds of IPADIC's units. */
  readonly costs: readonly (readonly number[])[]
}

const COST_OFFSET = 50

export function encodeWords({ surfaces, classes, costs }: Words): Uint8Array {
  const sets = new Map<string, number>()
  const setNumbers: number[] = []
  const shared: number[] = []
  const rests: string[] = []
  let before = ''
  for (const [i, surface] of surfaces.entries()) {
    let same = 0
    while (same < before.length && same < surface.length && before[same] === surface[same]) same += 1
    shared.push(same)
    rests.push(surface.slice(same))
    before = surface
    const set = (classes[i] ?? []).join(',')
    if (!sets.has(set)) sets.set(set, sets.size)
    setNumbers.push(sets.get(set) ?? 0)
  }
  const header = JSON.stringify([...sets.keys()])
  const parts = [
    Buffer.from(header),
    Buffer.from(shared),
    Buffer.from(rests.join('\n')),
    Buffer.from(Uint16Array.from(setNumbers).buffer),
    Buffer.from(costs.flat().map((cost) => Math.min(255, Math.max(0, cost + COST_OFFSET)))),
  ]
  const lengths = Buffer.from(Uint32Array.from(parts.map(({ length }) => length)).buffer)
  return brotliCompressSync(Buffer.concat([lengths, ...parts]), {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 },
  })
}

export function decodeWords(bytes: Uint8Array): Words {
  const all = brotliDecompressSync(bytes)
  const lengths = [0, 1, 2, 3, 4].map((i) => all.readUInt32LE(i * 4))
  let at = 20
  const [header, shared, rests, setBytes, costBytes] = lengths.map((length) => {
    at += length
    return all.subarray(at - length, at)
  }) as [Buffer, Buffer, Buffer, Buffer, Buffer]
  const sets = (JSON.parse(header.toString()) as string[]).map((set) => set.split(',').map(Number))
  const surfaces: string[] = []
  const classes: (readonly number[])[] = []
  const costs: (readonly number[])[] = []
  let before = ''
  let cost = 0
  for (const [i, rest] of rests.toString().split('\n').entries()) {
    before = before.slice(0, shared[i]) + rest
    const set = sets[setBytes.readUInt16LE(i * 2)] ?? []
    surfaces.push(before)
    classes.push(set)
    costs.push(set.map(() => (costBytes[cost++] ?? 0) - COST_OFFSET))
  }
  return { surfaces, classes, costs }
}
