import type { HierarchicalNSW } from 'hnswlib-node'
import type { RowTable } from './rows.js'

/** The part of hnswlib-node that is used; loaded at run time, because it is optional. */
export interface GraphLibrary {
  readonly HierarchicalNSW: new (space: 'ip', dimension: number) => HierarchicalNSW
}

/** Links per node and effort of insertion: recall 0.999 and more at 50,000 × 384 with `EFFORT`. */
const LINKS = 16
const BUILD_EFFORT = 200
/** Nodes a search looks at, and candidates it returns for exact ranking. */
const EFFORT = 160
/** Fixed, so that equal data gives equal graphs. */
const SEED = 1

/** Undefined when the package is not installed: scanning is exact, only slower on large partitions. */
export async function loadGraphLibrary(): Promise<GraphLibrary | undefined> {
  try {
    const module = (await import('hnswlib-node')) as { default?: GraphLibrary } & Partial<GraphLibrary>
    return module.default ?? (module as GraphLibrary)
  } catch {
    return undefined
  }
}

/**
 * An HNSW graph over the vectors of one partition. Rows wait in a queue until `work` inserts them (about a
 * millisecond each); until then, and always for what still waits, the partition is scanned. Points are
 * numbered by the graph itself, because hnswlib moves a point that is added twice.
 */
export class VectorGraph {
  readonly #table: RowTable
  readonly #label: number
  readonly #index: HierarchicalNSW
  /** Row of each point, -1 when it was removed. */
  readonly #rows: number[]
  readonly #points = new Map<number, number>()
  #waiting: number[] = []
  #removed = 0

  constructor(
    library: GraphLibrary,
    table: RowTable,
    label: number,
    saved?: { readonly path: string; readonly rows: number[] },
  ) {
    this.#table = table
    this.#label = label
    this.#index = new library.HierarchicalNSW('ip', table.stride)
    this.#rows = saved?.rows ?? []
    if (saved === undefined) {
      this.#index.initIndex({ maxElements: 1024, m: LINKS, efConstruction: BUILD_EFFORT, randomSeed: SEED })
    } else {
      this.#index.readIndexSync(saved.path)
      for (const [point, row] of saved.rows.entries()) {
        if (row >= 0) this.#points.set(row, point)
        else this.#hide(point)
      }
    }
    this.#index.setEf(EFFORT)
  }

  /** Whether it answers for most of its partition. */
  get ready(): boolean {
    return this.#points.size > 0 && this.#waiting.length * 8 <= this.#points.size
  }

  /** Rows in no order that `work` has still to insert. */
  get waiting(): readonly number[] {
    return this.#waiting
  }

  /** So many points were removed that searching around them costs more than building anew. */
  get worn(): boolean {
    return this.#removed * 4 > this.#rows.length
  }

  /** Points in insertion order, as rows; undefined while any is removed or waiting, for then it is not saved. */
  get clean(): readonly number[] | undefined {
    return this.#removed === 0 && this.#waiting.length === 0 ? this.#rows : undefined
  }

  add(row: number): void {
    this.#waiting.push(row)
  }

  remove(row: number): void {
    const point = this.#points.get(row)
    if (point === undefined) {
      this.#waiting = this.#waiting.filter((other) => other !== row)
      return
    }
    this.#points.delete(row)
    this.#rows[point] = -1
    this.#hide(point)
  }

  /** Inserts waiting rows for about so many milliseconds. False when there is nothing left to do. */
  work(milliseconds: number): boolean {
    const until = performance.now() + milliseconds
    while (this.#waiting.length > 0 && performance.now() < until) this.#insert(this.#waiting.pop()!)
    return this.#waiting.length > 0
  }

  /** Rows that are near, to be ranked exactly. Undefined when it finds fewer than `least`: then only a scan is complete. */
  search(vector: Float32Array, least: number): readonly number[] | undefined {
    const wanted = Math.min(Math.max(EFFORT, 2 * least), this.#points.size)
    if (wanted === 0) return undefined
    this.#index.setEf(Math.max(EFFORT, wanted))
    const { neighbors } = this.#index.searchKnn(Array.from(vector), wanted)
    const rows: number[] = []
    for (const point of neighbors) if (this.#rows[point]! >= 0) rows.push(this.#rows[point]!)
    return rows.length < Math.min(least, this.#points.size) ? undefined : rows
  }

  save(path: string): void {
    this.#index.writeIndexSync(path)
  }

  #insert(row: number): void {
    const vector = this.#table.vector(row)
    if (vector === undefined || this.#table.label[row] !== this.#label || this.#points.has(row)) return
    const point = this.#rows.length
    if (point >= this.#index.getMaxElements()) this.#index.resizeIndex(point * 2)
    this.#index.addPoint(Array.from(vector), point)
    this.#rows.push(row)
    this.#points.set(row, point)
  }

  #hide(point: number): void {
    this.#index.markDelete(point)
    this.#removed += 1
  }
}
