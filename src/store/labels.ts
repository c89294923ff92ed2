import type { Label, LabelId } from '../core/types.js'
import { parseLabel } from '../labels/label.js'
import { createLabelRegistry, type MutableLabelRegistry } from '../labels/registry.js'
import { corrupt, type Database, type Value } from './database.js'

/**
 * The registry and the table behind it. A label id is this process's, a row id the table's: two processes may
 * intern in different orders, and a label that no document has yet is in memory only.
 */
export class StoredLabels {
  readonly registry: MutableLabelRegistry = createLabelRegistry()
  readonly #database: Database
  readonly #rowOf = new Map<LabelId, number>()
  readonly #byRow = new Map<number, LabelId>()
  #lastRow = 0

  constructor(database: Database) {
    this.#database = database
  }

  /** Reads the rows that came since the last call. */
  follow(): void {
    const rows = this.#database.statement('SELECT id, canonical FROM labels WHERE id > ? ORDER BY id')
    for (const [row, canonical] of rows.all(this.#lastRow)) {
      this.confirm(this.registry.intern(readLabel(canonical)), Number(row))
    }
  }

  /** The label of a row that was read. Throws `store-corrupt`. */
  ofRow(row: number): LabelId {
    const label = this.#byRow.get(row)
    if (label === undefined) throw corrupt('the label of a document')
    return label
  }

  /** The committed row of a label; undefined while no document has it. */
  rowOf(label: LabelId): number | undefined {
    return this.#rowOf.get(label)
  }

  /** The row of a label, written if need be. Inside a transaction; `confirm` once it is committed. */
  write(label: LabelId): number {
    const known = this.#rowOf.get(label)
    if (known !== undefined) return known
    const canonical = this.registry.canonical(label)
    this.#database
      .statement('INSERT INTO labels (canonical) VALUES (?) ON CONFLICT DO NOTHING')
      .run(canonical)
    return Number(this.#database.statement('SELECT id FROM labels WHERE canonical = ?').get(canonical)?.[0])
  }

  /** The row is committed and means this label from now on. */
  confirm(label: LabelId, row: number): void {
    this.#rowOf.set(label, row)
    this.#byRow.set(row, label)
    if (row > this.#lastRow) this.#lastRow = row
  }
}

function readLabel(canonical: Value | undefined): Label {
  try {
    return parseLabel(String(canonical))
  } catch {
    throw corrupt('a label')
  }
}
