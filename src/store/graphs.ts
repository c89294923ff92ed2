import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { canonicalJson } from '../core/digest.js'
import { replaceFile } from '../core/durable-file.js'
import type { DocumentNumber } from '../core/types.js'
import type { Mirror } from './mirror.js'
import type { Partition } from './partitions.js'
import { type GraphLibrary, VectorGraph } from './vector-graph.js'

/** Milliseconds of building between two looks at the event loop. */
const SLICE = 8
/** Milliseconds the event loop has for itself in between. */
const PAUSE = 4

const FORMAT = 1

/** What is written beside a graph file; if any of it differs, the graph is built again. */
interface GraphHeader {
  readonly format: number
  readonly vectors: string
  readonly sha256: string
  /** Document number and ordinal of each point. */
  readonly points: readonly (readonly [number, number])[]
}

/**
 * Keeps a graph for every partition of at least `threshold` rows, built in the background. Graphs are derived:
 * they may be missing, late or unreadable, and then the partition is scanned.
 */
export class Graphs {
  readonly #mirror: Mirror
  readonly #library: GraphLibrary
  readonly #threshold: number
  readonly #directory: string | undefined
  #timer: NodeJS.Timeout | undefined
  #stopped = false

  constructor(options: {
    readonly mirror: Mirror
    readonly library: GraphLibrary
    readonly threshold: number
    readonly directory: string | undefined
  }) {
    this.#mirror = options.mirror
    this.#library = options.library
    this.#threshold = options.threshold
    this.#directory = options.directory === undefined ? undefined : join(options.directory, 'graphs')
  }

  /** After every change: starts what is missing, drops what is not worth it any more. */
  tend(): void {
    const { table } = this.#mirror.partitions
    let busy = false
    for (const partition of this.#mirror.partitions.all()) {
      if (partition.rows.length < this.#threshold || table.stride === 0) partition.graph = undefined
      else if (partition.graph === undefined || partition.graph.worn) this.#start(partition)
      if (partition.graph !== undefined && partition.graph.waiting.length > 0) busy = true
    }
    if (busy) this.#schedule()
  }

  /** Builds all there is to build, at once. */
  settle(): void {
    this.tend()
    for (const { graph } of this.#mirror.partitions.all()) graph?.work(Number.POSITIVE_INFINITY)
  }

  /** Saves finished graphs. One with removed points still holds their vectors and is not written. */
  save(): void {
    if (this.#directory === undefined) return
    const names = new Set<string>()
    for (const partition of this.#mirror.partitions.all()) {
      const name = this.#nameOf(partition)
      const rows = partition.graph?.clean
      if (name === undefined || rows === undefined) continue
      names.add(`${name}.hnsw`).add(`${name}.json`)
      this.#saveOne(partition, rows, join(this.#directory, name))
    }
    this.forget((file) => !names.has(file))
  }

  /** Removes saved graphs: all of them when something was erased, for any may hold its vector. */
  forget(which: (file: string) => boolean = () => true): void {
    if (this.#directory === undefined || !existsSync(this.#directory)) return
    for (const file of readdirSync(this.#directory)) {
      if (which(file)) rmSync(join(this.#directory, file), { force: true })
    }
  }

  stop(): void {
    this.#stopped = true
    clearTimeout(this.#timer)
  }

  #start(partition: Partition): void {
    partition.graph = this.#load(partition) ?? this.#create(partition)
    const known = new Set(partition.graph.clean)
    for (const row of partition.rows) if (!known.has(row)) partition.graph.add(row)
  }

  #create({ label }: Partition): VectorGraph {
    return new VectorGraph(this.#library, this.#mirror.partitions.table, label)
  }

  /** The saved graph of a partition, if everything about it is as it was. */
  #load(partition: Partition): VectorGraph | undefined {
    const name = this.#nameOf(partition)
    if (this.#directory === undefined || name === undefined) return undefined
    const path = join(this.#directory, `${name}.hnsw`)
    try {
      const header = JSON.parse(readFileSync(join(this.#directory, `${name}.json`), 'utf8')) as GraphHeader
      if (header.format !== FORMAT || header.vectors !== this.#vectors()) return undefined
      if (header.sha256 !== sha256(path)) return undefined
      const rows = header.points.map(([document, ordinal]) => this.#rowOf(partition, document, ordinal))
      // Only what is live may be in it: an erased vector is not brought back.
      if (rows.includes(-1)) return undefined
      return new VectorGraph(this.#library, this.#mirror.partitions.table, partition.label, { path, rows })
    } catch {
      return undefined
    }
  }

  #saveOne({ graph }: Partition, rows: readonly number[], path: string): void {
    const { table } = this.#mirror.partitions
    mkdirSync(this.#directory!, { recursive: true, mode: 0o700 })
    graph!.save(`${path}.hnsw`)
    const header: GraphHeader = {
      format: FORMAT,
      vectors: this.#vectors(),
      sha256: sha256(`${path}.hnsw`),
      points: rows.map((row) => [table.document[row]!, table.ordinal[row]!]),
    }
    replaceFile(`${path}.json`, [Buffer.from(JSON.stringify(header))], 'graph')
  }

  /** Embedder, dimension and generation: a graph of other vectors answers garbage without an error. */
  #vectors(): string {
    const { identity, dimension, generation } = this.#mirror.vectors
    return createHash('sha256').update(canonicalJson({ identity, dimension, generation })).digest('hex')
  }

  #nameOf(partition: Partition): string | undefined {
    const row = this.#mirror.labels.rowOf(partition.label)
    return row === undefined ? undefined : `label-${row}`
  }

  #rowOf(partition: Partition, document: number, ordinal: number): number {
    const { partitions } = this.#mirror
    const { table } = partitions
    const row = partitions
      .rowsOf(document as DocumentNumber)
      .find((row) => table.ordinal[row] === ordinal && table.label[row] === partition.label)
    return row ?? -1
  }

  #schedule(): void {
    if (this.#timer !== undefined || this.#stopped) return
    this.#timer = setTimeout(() => {
      this.#timer = undefined
      const next = this.#mirror.partitions
        .all()
        .find(({ graph }) => graph !== undefined && graph.waiting.length > 0)
      next?.graph?.work(SLICE)
      if (next !== undefined) this.#schedule()
    }, PAUSE)
    this.#timer.unref()
  }
}

function sha256(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex')
}
