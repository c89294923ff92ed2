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

export function encodeWords({ surfaces, classes, costs }: Words): Buffer {
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
  return Buffer.concat([lengths, ...parts])
}

/**
 * The same without an object for each word: of word `w` the length it shares with the one before and the rest of
 * it, line by line; its classes and costs at [offsets[w], offsets[w + 1]).
 */
export interface FlatWords {
  readonly shared: Uint8Array
  readonly rests: string
  readonly offsets: Uint32Array
  readonly classes: Uint8Array
  readonly costs: Int16Array
}

export function decodeFlat(all: Buffer): FlatWords {
  const lengths = [0, 1, 2, 3, 4].map((i) => all.readUInt32LE(i * 4))
  let at = 20
  const [header, shared, rests, setBytes, costBytes] = lengths.map((length) => {
    at += length
    return all.subarray(at - length, at)
  }) as [Buffer, Buffer, Buffer, Buffer, Buffer]
  const sets = (JSON.parse(header.toString()) as string[]).map((set) => set.split(',').map(Number))
  const offsets = new Uint32Array(shared.length + 1)
  const classes = new Uint8Array(costBytes.length)
  const costs = new Int16Array(costBytes.length)
  for (let i = 0; i < costs.length; i++) costs[i] = costBytes[i]! - COST_OFFSET
  let reading = 0
  for (let i = 0; i < shared.length; i++) {
    const set = sets[setBytes[2 * i]! + 256 * setBytes[2 * i + 1]!]!
    for (let one = 0; one < set.length; one++) classes[reading++] = set[one]!
    offsets[i + 1] = reading
  }
  return { shared, rests: rests.toString(), offsets, classes, costs }
}

export function decodeWords(bytes: Buffer): Words {
  const { shared, rests, offsets, classes, costs } = decodeFlat(bytes)
  const ofWord = (numbers: Uint8Array | Int16Array, word: number) => [
    ...numbers.subarray(offsets[word], offsets[word + 1]),
  ]
  let before = ''
  const surfaces = rests.split('\n').map((rest, word) => (before = before.slice(0, shared[word]) + rest))
  return {
    surfaces,
    classes: surfaces.map((_, word) => ofWord(classes, word)),
    costs: surfaces.map((_, word) => ofWord(costs, word)),
  }
}
