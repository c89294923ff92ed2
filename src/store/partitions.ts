import type { StoredLabel } from './labels.js'
import { GatheredPostings, LexicalPartition, Vocabulary } from './lexical-partition.js'
import { RowTable } from './rows.js'
import type { VectorGraph } from './vector-graph.js'

/** From how many rows on a label gets an inverted index of its own; those below share one. */
const INVERT_FROM = 64
/** Dead rows among the gathered ones that are not worth a rebuild, and the share of them that is. */
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
  /** Without it the rows are among the gathered ones. Once made it stays. */
  lexical: LexicalPartition | undefined
  /** Dead rows that `lexical` still names. */
  readonly dead: number[]
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
  readonly #byLabel: (Partition | undefined)[] = []
  #gathered = new GatheredPostings()
  #gatheredRows = 0
  #gatheredDead: number[] = []
  readonly #rowsOf = new Map<number, number[]>()

  get({ number }: LabelNumber): Partition | undefined {
    return this.#byLabel[number]
  }

  get gathered(): GatheredPostings {
    return this.#gathered
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
    if (partition.lexical !== undefined) partition.lexical.add(table, row)
    else if (partition.rows.length >= INVERT_FROM) {
      partition.lexical = new LexicalPartition(table, partition.rows)
    } else {
      this.#gathered.add(table, label, row)
      this.#gatheredRows += 1
    }
    partition.graph?.add(row)
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
    partition.lexical?.remove(table, row)
    partition.graph?.remove(row)
    table.kill(row)
    if (partition.lexical === undefined) this.#gatheredDead.push(row)
    else partition.dead.push(row)
    if (partition.dead.length > INVERT_FROM + partition.rows.length / 4) this.#purge(partition)
    if (this.#gatheredDead.length > DEAD_ROWS + this.#gatheredRows * DEAD_SHARE) this.#gatherAgain()
  }

  #purge(partition: Partition): void {
    partition.lexical = new LexicalPartition(this.table, partition.rows)
    for (const row of partition.dead.splice(0)) this.table.free(row)
  }

  /** A row's number is given away only when no posting names it any more. */
  #gatherAgain(): void {
    this.#gathered = new GatheredPostings()
    this.#gatheredRows = 0
    for (const { label, lexical, rows } of this.all()) {
      if (lexical !== undefined) continue
      for (const row of rows) this.#gathered.add(this.table, label, row)
      this.#gatheredRows += rows.length
    }
    for (const row of this.#gatheredDead.splice(0)) this.table.free(row)
  }

  #of(label: number): Partition {
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
