import type { LabelId } from '../core/types.js'
import { LexicalPartition, Vocabulary } from './lexical-partition.js'
import { RowTable } from './rows.js'
import type { VectorGraph } from './vector-graph.js'

/** From how many rows on a label gets an inverted index; below, looking through the rows is faster. */
const INVERT_FROM = 64

/** The chunks of one label and their statistics. A search opens the permitted ones and no other. */
export interface Partition {
  readonly label: LabelId
  /** Live rows, in no order. */
  readonly rows: number[]
  /** Terms in all live rows: with `rows.length` the average length. */
  tokens: number
  lexical: LexicalPartition | undefined
  /** Dead rows that `lexical` still names. */
  readonly dead: number[]
  /** Only when there are many rows; see `Graphs`. */
  graph: VectorGraph | undefined
}

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
  readonly #byLabel: (Partition | undefined)[] = []
  readonly #rowsOf = new Map<number, number[]>()

  get(label: LabelId): Partition | undefined {
    return this.#byLabel[label]
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

  add(label: LabelId, document: number, chunks: readonly PartitionChunk[]): void {
    const rows = chunks.map((chunk) => this.#addRow(label, document, chunk))
    if (rows.length > 0) this.#rowsOf.set(document, rows)
  }

  remove(document: number): void {
    for (const row of this.rowsOf(document)) this.#removeRow(row)
    this.#rowsOf.delete(document)
  }

  /** Copies what was computed once; nothing is tokenised or embedded again. */
  relabel(document: number, label: LabelId): void {
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

  #addRow(label: LabelId, document: number, chunk: PartitionChunk): number {
    const { table } = this
    const partition = this.#of(label)
    const row = table.add({ label, document, ...chunk })
    table.position[row] = partition.rows.length
    partition.rows.push(row)
    partition.tokens += chunk.tokens
    if (partition.lexical !== undefined) partition.lexical.add(table, row)
    else if (partition.rows.length >= INVERT_FROM) {
      partition.lexical = new LexicalPartition(table, partition.rows)
    }
    partition.graph?.add(row)
    return row
  }

  #removeRow(row: number): void {
    const { table } = this
    const partition = this.#of(table.label[row] as LabelId)
    const last = partition.rows.pop()!
    if (last !== row) {
      const position = table.position[row]!
      partition.rows[position] = last
      table.position[last] = position
    }
    partition.tokens -= table.tokens[row]!
    partition.lexical?.remove(table, row)
    partition.graph?.remove(row)
    table.kill(row)
    if (partition.lexical === undefined) table.free(row)
    else partition.dead.push(row)
    if (partition.dead.length > INVERT_FROM + partition.rows.length / 4) this.#purge(partition)
  }

  #purge(partition: Partition): void {
    const { rows } = partition
    partition.lexical = rows.length < INVERT_FROM / 2 ? undefined : new LexicalPartition(this.table, rows)
    for (const row of partition.dead.splice(0)) this.table.free(row)
  }

  #of(label: LabelId): Partition {
    return (this.#byLabel[label] ??= {
      label,
      rows: [],
      tokens: 0,
      lexical: undefined,
      dead: [],
      graph: undefined,
    })
  }
}
