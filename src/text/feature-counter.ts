/** The final mix of MurmurHash3: every bit of the result depends on every bit given. */
export function mixBits(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) >>> 0
}

const SLOTS = 1 << 16
/** Distinct features of one text; later ones are left out. A text of this many is no piece to embed. */
const MOST = SLOTS / 2

/** Counts hashed features of one text after the other, without allocating: open addressing over dense columns. */
export class FeatureCounter {
  /** Feature number plus one, 0 for free. */
  readonly #slots = new Uint16Array(SLOTS)
  readonly #places = new Uint16Array(MOST)
  readonly #hashes = new Uint32Array(MOST)
  readonly #counts = new Float64Array(MOST)
  readonly #weights = new Float64Array(MOST)
  readonly #repetitions = new Float64Array(MOST)
  #size = 0

  /** Counts a feature; weight and repetition are taken from its first occurrence. */
  add(hash: number, count: number, weight: number, repetition: number): void {
    let slot = hash & (SLOTS - 1)
    for (let held = this.#slots[slot]!; held !== 0; held = this.#slots[slot]!) {
      if (this.#hashes[held - 1] === hash) {
        this.#counts[held - 1]! += count
        return
      }
      slot = (slot + 1) & (SLOTS - 1)
    }
    if (this.#size === MOST) return
    const feature = this.#size++
    this.#slots[slot] = feature + 1
    this.#places[feature] = slot
    this.#hashes[feature] = hash
    this.#counts[feature] = count
    this.#weights[feature] = weight
    this.#repetitions[feature] = repetition
  }

  /** Hands out every feature with its weight × (1 + repetition × ln count), in order of appearance, and forgets it. */
  drain(visit: (hash: number, weight: number) => void): void {
    for (let i = 0; i < this.#size; i++) {
      const count = this.#counts[i]!
      const weight = this.#weights[i]!
      visit(this.#hashes[i]!, count === 1 ? weight : weight * (1 + this.#repetitions[i]! * Math.log(count)))
      this.#slots[this.#places[i]!] = 0
    }
    this.#size = 0
  }
}
