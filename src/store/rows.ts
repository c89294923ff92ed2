/** Rows in one block of vectors. Blocks are never copied when the table grows. */
export const BLOCK = 4096

/**
 * All retrievable chunks of this process as columns: one row per chunk, found by its number. Which rows a
 * label has is the partition's business; a row knows its label so that a partition can tell its dead ones.
 * A row that changes its label becomes another row, so a row number means one (chunk, label) until freed.
 */
export class RowTable {
  #size = 0
  #stride = 0
  readonly #free: number[] = []
  readonly blocks: Float32Array[] = []
  /** Label of the row; -1 when it is dead. */
  label = new Int32Array(0)
  /** Where in its partition's list the row stands. */
  position = new Int32Array(0)
  document = new Float64Array(0)
  ordinal = new Int32Array(0)
  /** Terms in the chunk, repetitions counted. */
  tokens = new Int32Array(0)
  /** Pairs (term, frequency), each term once. */
  readonly terms: Int32Array[] = []

  /** Rows ever used: every row number is below it. */
  get size(): number {
    return this.#size
  }

  /** Floats per vector; 0 until the first vector. */
  get stride(): number {
    return this.#stride
  }

  add(row: {
    readonly label: number
    readonly document: number
    readonly ordinal: number
    readonly tokens: number
    readonly terms: Int32Array
    /** At unit length and padded (`normalizeVector`); without it the row is like nothing. */
    readonly vector?: Float32Array
  }): number {
    const at = this.#free.pop() ?? this.#size++
    if (at >= this.label.length) this.#grow()
    this.label[at] = row.label
    this.document[at] = row.document
    this.ordinal[at] = row.ordinal
    this.tokens[at] = row.tokens
    this.terms[at] = row.terms
    if (row.vector !== undefined && this.#stride === 0) this.#stride = row.vector.length
    this.#writeVector(at, row.vector)
    return at
  }

  /** The vector of a row, as a view; undefined while the table has no vectors. */
  vector(row: number): Float32Array | undefined {
    if (this.#stride === 0) return undefined
    const block = this.blocks[Math.floor(row / BLOCK)]
    if (block === undefined) return undefined
    const offset = this.offset(row)
    return block.subarray(offset, offset + this.#stride)
  }

  offset(row: number): number {
    return (row % BLOCK) * this.#stride
  }

  /** Hides the row; its number stays taken until `free`, because postings may still name it. */
  kill(row: number): void {
    this.label[row] = -1
    this.terms[row] = NONE
    this.#writeVector(row, undefined)
  }

  free(row: number): void {
    this.#free.push(row)
  }

  #writeVector(row: number, vector: Float32Array | undefined): void {
    if (this.#stride === 0) return
    const index = Math.floor(row / BLOCK)
    const offset = this.offset(row)
    if (vector === undefined) {
      this.blocks[index]?.fill(0, offset, offset + this.#stride)
      return
    }
    const block = (this.blocks[index] ??= new Float32Array(BLOCK * this.#stride))
    block.set(vector, offset)
  }

  #grow(): void {
    const capacity = Math.max(256, this.label.length * 2)
    this.label = grown(this.label, new Int32Array(capacity))
    this.position = grown(this.position, new Int32Array(capacity))
    this.document = grown(this.document, new Float64Array(capacity))
    this.ordinal = grown(this.ordinal, new Int32Array(capacity))
    this.tokens = grown(this.tokens, new Int32Array(capacity))
  }
}

const NONE = new Int32Array(0)

function grown<Column extends Int32Array | Float64Array>(from: Column, to: Column): Column {
  to.set(from)
  return to
}
