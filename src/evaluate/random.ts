/** Seeded pseudo-random numbers: the same seed gives the same run on every machine. Never for secrets. */
export interface Random {
  /** Uniform in [0, 1), 32 bits of it. */
  next(): number
  /** A whole number from 0 to `bound - 1`. */
  below(bound: number): number
  chance(probability: number): boolean
  /** Throws a RangeError when there is nothing to pick from. */
  pick<Item>(items: readonly Item[]): Item
  shuffle<Item>(items: readonly Item[]): Item[]
  /** `count` different items, or all of them, in random order. */
  sample<Item>(items: readonly Item[], count: number): Item[]
  /** A stream of its own: drawing more here does not move what is drawn there. */
  fork(name: string): Random
}

/** sfc32 (Chris Doty-Humphrey, PractRand), its state drawn from the seed by FNV-1a and a warm-up. */
export function createRandom(seed: string): Random {
  let a = fnv1a(`a\0${seed}`)
  let b = fnv1a(`b\0${seed}`)
  let c = fnv1a(`c\0${seed}`)
  let counter = 1

  function draw(): number {
    const drawn = (a + b + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + drawn
    return drawn >>> 0
  }

  function below(bound: number): number {
    if (!(Number.isInteger(bound) && bound >= 1 && bound <= 2 ** 32))
      throw new RangeError('nothing to draw from')
    // What is left over above the last whole multiple would favour the small numbers.
    const limit = 2 ** 32 - (2 ** 32 % bound)
    let drawn = draw()
    while (drawn >= limit) drawn = draw()
    return drawn % bound
  }

  function sample<Item>(items: readonly Item[], count: number): Item[] {
    const pool = [...items]
    const taken = Math.min(count, pool.length)
    for (let i = 0; i < taken; i++) {
      const j = i + below(pool.length - i)
      const item = pool[j]!
      pool[j] = pool[i]!
      pool[i] = item
    }
    return pool.slice(0, taken)
  }

  for (let i = 0; i < 16; i++) draw()
  return {
    next: () => draw() / 2 ** 32,
    below,
    chance: (probability) => draw() / 2 ** 32 < probability,
    pick: (items) => items[below(items.length)]!,
    shuffle: (items) => sample(items, items.length),
    sample,
    fork: (name) => createRandom(`${seed}\0${name}`),
  }
}

function fnv1a(text: string): number {
  let hash = 0x811c9dc5
  for (const byte of Buffer.from(text, 'utf8')) hash = Math.imul(hash ^ byte, 0x01000193)
  return hash | 0
}
