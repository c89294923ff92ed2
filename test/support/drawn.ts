import { expect } from 'vitest'

/** What the cases of a law had in them: a law that draws nothing to say proves nothing. */
export class Drawn<Name extends string> {
  readonly #law: string
  readonly #counts = new Map<Name, number>()

  constructor(law: string) {
    this.#law = law
  }

  count(name: Name, happened: boolean | number = true): void {
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + Number(happened))
  }

  /** Prints the counts, and fails where there are fewer than these. */
  expectAtLeast(least: Readonly<Record<Name, number>>): void {
    const names = Object.keys(least) as Name[]
    const counts = names.map((name) => [name, this.#counts.get(name) ?? 0] as const)
    console.log(`${this.#law}: ${counts.map(([name, count]) => `${count} ${name}`).join(', ')}`)
    expect(counts.filter(([name, count]) => count < least[name])).toEqual([])
  }
}
