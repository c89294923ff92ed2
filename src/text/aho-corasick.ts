/**
 * Many words in one pass (Aho and Corasick, CACM 18(6), 1975), flat: transitions are one open-addressing table of
 * `state × unit`, everything else is a typed array by state. Text is a sequence of UTF-16 code units.
 */
export class WordAutomaton {
  /** Units from the root to a state. */
  readonly depth: Int32Array
  readonly #keys: Float64Array
  readonly #targets: Int32Array
  readonly #mask: number
  /** What follows the root on each of the first units: nearly every unit of nearly every text ends there. */
  readonly #first = new Int32Array(FIRST)
  /** Bits of the units that lead on from a state, by their last five: what no bit has is not looked up. */
  readonly #leads: Int32Array
  readonly #fail: Int32Array
  /** Length of the longest word that ends in a state, 0 if none does. */
  readonly #word: Int32Array
  /** The nearest state on the way of failures in which a shorter word ends. */
  readonly #shorter: Int32Array

  constructor(words: readonly string[]) {
    const units = words.reduce((sum, word) => sum + word.length, 1)
    const size = 2 ** Math.ceil(Math.log2(units * 2 + 2))
    this.#keys = new Float64Array(size).fill(-1)
    this.#targets = new Int32Array(size)
    this.#mask = size - 1
    this.depth = new Int32Array(units)
    this.#leads = new Int32Array(units)
    this.#fail = new Int32Array(units)
    this.#word = new Int32Array(units)
    this.#shorter = new Int32Array(units)
    const order = this.#plant(words)
    for (const { state, parent, unit } of order) this.#link(state, parent, unit)
  }

  /** The trie; its states by depth. */
  #plant(words: readonly string[]): { state: number; parent: number; unit: number }[] {
    const made: { state: number; parent: number; unit: number }[] = []
    for (const word of words) {
      let state = 0
      for (let i = 0; i < word.length; i++) {
        const unit = word.charCodeAt(i)
        let next = this.#target(state, unit)
        if (next < 0) {
          next = made.length + 1
          this.#insert(state, unit, next)
          this.depth[next] = i + 1
          made.push({ state: next, parent: state, unit })
        }
        state = next
      }
      this.#word[state] = word.length
    }
    return made.sort((a, b) => this.depth[a.state]! - this.depth[b.state]!)
  }

  #link(state: number, parent: number, unit: number): void {
    const fail = parent === 0 ? 0 : this.step(this.#fail[parent]!, unit)
    this.#fail[state] = fail
    this.#shorter[state] = this.#word[fail]! > 0 ? fail : this.#shorter[fail]!
  }

  /** The state behind one more unit. State 0 is the root. */
  step(from: number, unit: number): number {
    for (let state = from; ; state = this.#fail[state]!) {
      if (state === 0 && unit < FIRST) return this.#first[unit]!
      const next = this.#target(state, unit)
      if (next >= 0) return next
      if (state === 0) return 0
    }
  }

  /** The state of the longest word that ends in a state, itself or another; 0 if none does. */
  longest(state: number): number {
    return this.#word[state]! > 0 ? state : this.#shorter[state]!
  }

  /** Of the state of a word, that of the next shorter word that ends with it; 0 if there is none. */
  shorter(state: number): number {
    return this.#shorter[state]!
  }

  #insert(state: number, unit: number, target: number): void {
    let slot = this.#slot(state, unit)
    while (this.#keys[slot]! >= 0) slot = (slot + 1) & this.#mask
    this.#keys[slot] = state * 0x10000 + unit
    this.#targets[slot] = target
    this.#leads[state]! |= 1 << (unit & 31)
    if (state === 0 && unit < FIRST) this.#first[unit] = target
  }

  #target(state: number, unit: number): number {
    if (((this.#leads[state]! >>> (unit & 31)) & 1) === 0) return -1
    const key = state * 0x10000 + unit
    for (let slot = this.#slot(state, unit); ; slot = (slot + 1) & this.#mask) {
      const held = this.#keys[slot]!
      if (held === key) return this.#targets[slot]!
      if (held < 0) return -1
    }
  }

  #slot(state: number, unit: number): number {
    const mixed = Math.imul(state, 0x9e3779b1) ^ Math.imul(unit, 0x85ebca6b)
    return (mixed ^ (mixed >>> 15)) & this.#mask
  }
}

/** Units of ASCII and Latin-1. */
const FIRST = 0x100
