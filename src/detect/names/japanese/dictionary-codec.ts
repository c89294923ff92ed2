/**
 * The dictionary as bytes: words in code unit order, each as the length it shares with the one before and the
 * rest; its classes as the number of a class set; a cost for each class in hundreds. The parts are kept apart,
 * since alike things compress best beside each other:
 *
 *     five lengths, u32 | head in JSON: characters and class sets, the most frequent first
 *     shared length of each word, u8 | rests with a line feed between, numbered characters
 *     class set of each word, numbered | costs, u8, class by class and then word by word
 *
 * A number below 192 takes one byte, any other two.
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
const ONE_BYTE = 192
const LARGEST = ONE_BYTE + 64 * 256 - 1

interface Head {
  /** Code units of the rests. */
  readonly characters: string
  /** Class numbers, with commas between. */
  readonly sets: readonly string[]
}

export function encodeWords({ surfaces, classes, costs }: Words): Buffer {
  const shared: number[] = []
  const rests: string[] = []
  let before = ''
  for (const surface of surfaces) {
    let same = 0
    while (same < before.length && same < surface.length && before[same] === surface[same]) same += 1
    shared.push(same)
    rests.push(surface.slice(same))
    before = surface
  }
  const units = rests.join('\n').split('')
  const sets = classes.map((set) => set.join(','))
  const characters = byFrequency(units)
  const kinds = byFrequency(sets)
  const costsOf: number[][] = []
  for (const [word, set] of classes.entries()) {
    for (const [i, wordClass] of set.entries()) (costsOf[wordClass] ??= []).push(costs[word]![i]!)
  }
  const parts = [
    Buffer.from(JSON.stringify({ characters: characters.join(''), sets: kinds } satisfies Head)),
    Buffer.from(shared),
    numbered(units, characters),
    numbered(sets, kinds),
    Buffer.from(costsOf.flat().map((cost) => Math.min(255, Math.max(0, cost + COST_OFFSET)))),
  ]
  const lengths = Buffer.from(Uint32Array.from(parts.map(({ length }) => length)).buffer)
  return Buffer.concat([lengths, ...parts])
}

function byFrequency(values: readonly string[]): string[] {
  const counts = new Map<string, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  if (counts.size > LARGEST) throw new RangeError('there are more kinds than numbers of two bytes')
  return [...counts].sort(([, a], [, b]) => b - a).map(([value]) => value)
}

function numbered(values: readonly string[], kinds: readonly string[]): Buffer {
  const numbers = new Map(kinds.map((value, number) => [value, number]))
  const bytes: number[] = []
  for (const value of values) {
    const number = numbers.get(value)!
    if (number < ONE_BYTE) bytes.push(number)
    else bytes.push(ONE_BYTE + ((number - ONE_BYTE) >> 8), (number - ONE_BYTE) & 255)
  }
  return Buffer.from(bytes)
}

function numbersOf(bytes: Uint8Array): Uint16Array {
  const numbers = new Uint16Array(bytes.length)
  let count = 0
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]!
    numbers[count++] = byte < ONE_BYTE ? byte : ONE_BYTE + ((byte - ONE_BYTE) << 8) + bytes[++at]!
  }
  return numbers.subarray(0, count)
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
  const [header, shared, restBytes, setBytes, costBytes] = lengths.map((length) => {
    at += length
    return all.subarray(at - length, at)
  }) as [Buffer, Buffer, Buffer, Buffer, Buffer]
  const head = JSON.parse(header.toString()) as Head
  const { length } = head.characters
  const characters = Uint16Array.from({ length }, (_, i) => head.characters.charCodeAt(i))
  const units = numbersOf(restBytes)
  for (let i = 0; i < units.length; i++) units[i] = characters[units[i]!]!
  const rests = Buffer.from(units.buffer, units.byteOffset, units.byteLength).toString('utf16le')
  const sets = head.sets.map((set) => set.split(',').map(Number))
  const wordSets = numbersOf(setBytes)
  const nextCost = firstCosts(wordSets, sets)
  const offsets = new Uint32Array(shared.length + 1)
  const classes = new Uint8Array(costBytes.length)
  const costs = new Int16Array(costBytes.length)
  let reading = 0
  for (let i = 0; i < shared.length; i++) {
    const set = sets[wordSets[i]!]!
    for (let one = 0; one < set.length; one++) {
      const wordClass = set[one]!
      classes[reading] = wordClass
      costs[reading++] = costBytes[nextCost[wordClass]!++]! - COST_OFFSET
    }
    offsets[i + 1] = reading
  }
  return { shared, rests, offsets, classes, costs }
}

/** Where the costs of each class begin. */
function firstCosts(wordSets: Uint16Array, sets: readonly (readonly number[])[]): Uint32Array {
  const words = new Uint32Array(sets.length)
  for (let i = 0; i < wordSets.length; i++) words[wordSets[i]!]! += 1
  const counts = new Uint32Array(256)
  for (const [i, set] of sets.entries()) for (const wordClass of set) counts[wordClass]! += words[i]!
  let at = 0
  return counts.map((count) => (at += count) - count)
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
