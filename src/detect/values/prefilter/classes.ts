import type { UnitSet } from './unit-set.js'

/** Code units sorted into classes that none of some sets tells apart. */
export class Classes {
  /** Class of a code unit. */
  readonly of = new Uint16Array(0x10000)
  /** Where a text begins or ends: a class of its own, the last. */
  readonly outside: number
  readonly count: number
  /** Where the stretches begin that no set cuts, by number and the number by place, and the class of each. */
  readonly #numbers = new Map<number, number>()
  readonly #classes: Uint16Array
  readonly #members = new Map<UnitSet, Uint16Array>()

  constructor(all: Iterable<UnitSet>) {
    const sets = new Set(all)
    const edges = new Set([0, 0x10000])
    for (const { ranges } of sets) {
      for (let i = 0; i < ranges.length; i += 2) edges.add(ranges[i]!).add(ranges[i + 1]! + 1)
    }
    const begins = [...edges].sort((a, b) => a - b)
    for (const [number, begin] of begins.entries()) this.#numbers.set(begin, number)
    this.#classes = new Uint16Array(begins.length - 1)
    // A class that is partly in a set falls in two; how many stretches each has says which those are.
    const sizes = [this.#classes.length]
    for (const set of sets) this.#split(set, sizes)
    this.outside = sizes.length
    this.count = sizes.length + 1
    for (const [number, c] of this.#classes.entries()) {
      this.of.fill(c, begins[number]!, begins[number + 1]!)
    }
  }

  /** The classes whose units are in the set, which is one of those handed in; never the outside. */
  members(set: UnitSet): Uint16Array {
    let members = this.#members.get(set)
    if (members === undefined) {
      const among = new Set<number>()
      this.#eachRange(set, (number) => among.add(this.#classes[number]!))
      this.#members.set(set, (members = Uint16Array.from(among)))
    }
    return members
  }

  #split(set: UnitSet, sizes: number[]): void {
    const inside: number[] = []
    this.#eachRange(set, (number) => {
      const c = this.#classes[number]!
      inside[c] = (inside[c] ?? 0) + 1
    })
    const names: number[] = []
    inside.forEach((size, c) => {
      if (size === sizes[c]) return
      names[c] = sizes.length
      sizes[c]! -= size
      sizes.push(size)
    })
    if (names.length === 0) return
    this.#eachRange(set, (number) => {
      this.#classes[number] = names[this.#classes[number]!] ?? this.#classes[number]!
    })
  }

  #eachRange({ ranges }: UnitSet, visit: (number: number) => void): void {
    for (let i = 0; i < ranges.length; i += 2) {
      const end = this.#numbers.get(ranges[i + 1]! + 1)!
      for (let number = this.#numbers.get(ranges[i]!)!; number < end; number++) visit(number)
    }
  }
}
