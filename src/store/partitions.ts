import type { StoredLabel } from './labels.js'
import { PostingLists } from './postings.js'
import { RowTable } from './rows.js'
import type { VectorGraph } from './vector-graph.js'
import { Vocabulary } from './vocabulary.js'

/** Dead rows that are not worth a purge, and the share of them that is. */
const DEAD_ROWS = 256
const DEAD_SHARE = 1 / 4

/** The chunks of one stored label and their statistics. A search opens those of permitted labels and no other. */
export interface Partition {
  /** `StoredLabel.number`. */
  readonly label: number
  /** Live rows, in no order. */
  readonly rows: number[]
  /** Terms in all live rows: with `rows.length` the average length. */
  tokens: number
  /** Only when there are many rows; see `Graphs`. */
  graph: VectorGraph | undefined
}

type LabelNumber = Pick<StoredLabel, 'number'>

/** A chunk as it goes into its partition. */
export interface PartitionChunk {
  readonly ordinal: number
  readonly terms: Int32Array
  readonly tokens: number
  readonly vector?: Float32Array
}

/** All partitions of a process. Derived from SQLite, changed after each commit, never half. */
export class Partitions {
  readonly table = new RowTable()
  readonly vocabulary = new Vocabulary()
  readonly postings = new PostingLists()
  /** Moves with every change of a row: what was read of the partitions before holds no longer. */
  version = 0
  readonly #byLabel: (Partition | undefined)[] = []
  /** Dead rows that postings still name. */
  readonly #dead: number[] = []
  readonly #rowsOf = new Map<number, number[]>()

  get({ number }: LabelNumber): Partition | undefined {
    return this.#byLabel[number]
  }

  /** One more than the highest number of a label. */
  get labels(): number {
    return this.#byLabel.length
  }

  all(): readonly Partition[] {
    return this.#byLabel.filter((partition) => partition !== undefined)
  }

  get size(): number {
    return this.all().reduce((sum, partition) => sum + partition.rows.length, 0)
  }

  /** The rows of a document, by its number. */
  rowsOf(document: number): readonly number[] {
    return this.#rowsOf.get(document) ?? []
  }

  add({ number }: LabelNumber, document: number, chunks: readonly PartitionChunk[]): void {
    const rows = chunks.map((chunk) => this.#addRow(number, document, chunk))
    if (rows.length > 0) this.#rowsOf.set(document, rows)
  }

  remove(document: number): void {
    for (const row of this.rowsOf(document)) this.#removeRow(row)
    this.#rowsOf.delete(document)
  }

  /** Copies what was computed once; nothing is tokenized or embedded again. */
  relabel(document: number, label: LabelNumber): void {
    const { table } = this
    const old = this.rowsOf(document)
    const chunks = old.map((row) => {
      const vector = table.vector(row)?.slice()
      return {
        ordinal: table.ordinal[row]!,
        terms: table.terms[row]!,
        tokens: table.tokens[row]!,
        ...(vector === undefined ? {} : { vector }),
      }
    })
    this.remove(document)
    this.add(label, document, chunks)
  }

  #addRow(label: number, document: number, chunk: PartitionChunk): number {
    const { table } = this
    const partition = this.#of(label)
    const row = table.add({ label, document, ...chunk })
    table.position[row] = partition.rows.length
    partition.rows.push(row)
    partition.tokens += chunk.tokens
    this.postings.add(table, label, row)
    partition.graph?.add(row)
    this.version += 1
    return row
  }

  #removeRow(row: number): void {
    const { table } = this
    const partition = this.#of(table.label[row]!)
    const last = partition.rows.pop()!
    if (last !== row) {
      const position = table.position[row]!
      partition.rows[position] = last
      table.position[last] = position
    }
    partition.tokens -= table.tokens[row]!
    partition.graph?.remove(row)
    table.kill(row)
    this.#dead.push(row)
    this.version += 1
    if (this.#dead.length > DEAD_ROWS + table.size * DEAD_SHARE) this.#purge()
  }

  /** A row's number is given away only when no posting names it any more. */
  #purge(): void {
    this.postings.purge(this.table)
    for (const row of this.#dead.splice(0)) this.table.free(row)
  }

  #of(label: number): Partition {
    return (this.#byLabel[label] ??= {
      label,
      rows: [],
      tokens: 0,
      graph: undefined,
    })
  }
}
