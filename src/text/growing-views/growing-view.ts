import { FirewallError } from '../../core/errors.js'

/** Counts what is said in other forms, whatever the text was cut into: each unit of it is read and judged like the text itself. */
export class FormBudget {
  #said = 0
  #most = 0

  /** Code units of all forms so far. */
  get said(): number {
    return this.#said
  }

  /** From now on there may be so many in all. */
  allow(most: number): void {
    this.#most = most
  }

  /** Throws `work-limit` once there are more than may be. */
  spend(units: number): void {
    this.#said += units
    if (this.#said <= this.#most) return
    throw new FirewallError('work-limit', 'the text says more in other forms than may be judged', {
      help: 'decode it first, or check it in parts',
    })
  }
}

/**
 * A stretch of a text read in another way, as far as it has been read. It only grows, so what was found in it stays
 * found, however the text arrives.
 */
export class Segment {
  readonly name: string
  /** Input offset at which it shows that there is something to be read so: nothing in it is placed before. */
  readonly from: number
  /** Its words are those of the input in another order. */
  keepsWords = false
  /** The piece of the input that it is in another order. */
  rearranges: string | undefined
  /** What was added and has not been taken. */
  #fresh = ''
  readonly #starts = new Offsets()
  readonly #ends = new Offsets()
  readonly #resumed: { readonly unit: number; readonly at: number }[] = []
  #closed = false
  readonly #budget: FormBudget

  constructor(name: string, from: number, budget: FormBudget) {
    this.name = name
    this.from = from
    this.#budget = budget
  }

  /** Code units of all that was added. */
  get length(): number {
    return this.#ends.length
  }

  /** What was added since this was called last. */
  take(): string {
    const fresh = this.#fresh
    this.#fresh = ''
    return fresh
  }

  /** Nothing more will be added. */
  get closed(): boolean {
    return this.#closed
  }

  /** Input offset behind what was added last. */
  get reach(): number {
    return this.#ends.length === 0 ? this.from : this.#ends.at(this.#ends.length - 1)
  }

  /**
   * Input offset behind which what ends at unit `e` is placed: after so much of something else nobody holds back what
   * went before.
   */
  placedFrom(e: number): number {
    let from = this.from
    for (const { unit, at } of this.#resumed) if (unit < e) from = at
    return from
  }

  /** `decoded` was read from input units `[start, end)`. It must be well-formed by itself. */
  add(decoded: string, start: number, end: number): void {
    this.#budget.spend(decoded.length)
    this.#resume(start)
    for (let i = 0; i < decoded.length; i++) {
      this.#starts.push(start)
      this.#ends.push(end)
    }
    this.#fresh += decoded
  }

  /** Input units `[from, to)` as they are. */
  keep(input: string, from: number, to: number): void {
    if (from < to) this.#resume(from)
    this.#budget.spend(Math.max(0, to - from))
    for (let i = from; i < to; i++) {
      this.#starts.push(i)
      this.#ends.push(i + 1)
    }
    // A piece of a text that grows would keep all of it in memory.
    this.#fresh += ` ${input.slice(from, to)}`.slice(1)
  }

  #resume(at: number): void {
    if (this.#ends.length > 0 && at - this.reach > IDLE) this.#resumed.push({ unit: this.#ends.length, at })
  }

  close(): void {
    this.#closed = true
  }

  start(i: number): number {
    return this.#starts.at(i)
  }

  end(i: number): number {
    return this.#ends.at(i)
  }
}

/** Offsets, in four bytes each. */
class Offsets {
  length = 0
  #offsets = new Uint32Array(16)

  push(offset: number): void {
    if (this.length === this.#offsets.length) {
      const larger = new Uint32Array(2 * this.length)
      larger.set(this.#offsets)
      this.#offsets = larger
    }
    this.#offsets[this.length++] = offset
  }

  at(i: number): number {
    return this.#offsets[i]!
  }
}

/** One way of reading a text that grows. */
export interface ViewReader {
  /** Reads on. `input` is what was given before and more; with `ended` nothing will follow. */
  read(input: string, ended: boolean): void
  /** Input offset: what is read from there on may still change. */
  readonly settled: number
}

/** What a reader writes into. */
export interface SegmentSink {
  /** The segment of this name; the first time a new one that shows from `at` on. */
  at(name: string, at: number): Segment
  /** A new one that shows from `at` on. */
  fresh(name: string, at: number): Segment
}

export type OpenReader = (sink: SegmentSink) => ViewReader

/** Input units of something else after which nobody waits for a view to go on: two sentences. */
export const IDLE = 320
