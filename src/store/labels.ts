import { canonicalJson } from '../core/digest.js'
import { FirewallError } from '../core/errors.js'
import type { DerivedLabel, ResolveLabel } from '../core/ports.js'
import type { Label, LabelId } from '../core/types.js'
import { canonicalLabel, parseLabel } from '../labels/label.js'
import { createLabelRegistry, type MutableLabelRegistry } from '../labels/registry.js'
import type { Containers } from './containers.js'
import { corrupt, type Database, encodeText, type Row, type Value } from './database.js'

/**
 * A label as documents point at it. One that follows a container keeps its place when the container's permissions
 * change: what it means is another label then, and its documents, pieces and partitions stay as they are. Two of them
 * may mean one label.
 */
export interface StoredLabel {
  /** Of this process, from 0: what partitions are kept by. */
  readonly number: number
  /** What it means now. */
  readonly label: LabelId
  /** Since when, milliseconds since the epoch; 0 for one that always has. */
  readonly since: number
  readonly derived?: DerivedLabel
}

interface Slot extends StoredLabel {
  label: LabelId
  since: number
}

/** What a label that was written means once the transaction is committed. */
export interface WrittenLabel {
  readonly row: number
  readonly means: Label
  readonly since: number
}

/**
 * The registry and the table behind it. A label id is this process's, a row id the table's: two processes may
 * intern in different orders, and a label that no document has yet is in memory only.
 */
export class StoredLabels {
  readonly registry: MutableLabelRegistry = createLabelRegistry()
  readonly #database: Database
  readonly #slots: Slot[] = []
  readonly #byIdentity = new Map<string, Slot>()
  readonly #byLabel = new Map<LabelId, Set<Slot>>()
  readonly #rowOf = new Map<StoredLabel, number>()
  readonly #byRow = new Map<number, Slot>()
  #lastRow = 0

  constructor(database: Database) {
    this.#database = database
  }

  /** Reads the rows that came, and those that mean something else, since this commit. */
  follow(revision: number): void {
    const rows = this.#database.statement(
      'SELECT id, canonical, container, means, since FROM labels WHERE id > ? OR revision > ? ORDER BY id',
    )
    for (const [id, canonical, container, means, since] of rows.all(this.#lastRow, revision)) {
      const identity = String(canonical)
      const label = readLabel(container === null ? canonical : means)
      const stored =
        container === null
          ? this.#fixed(this.registry.intern(label))
          : this.#derived(identity, readDerived(identity), this.registry.intern(label), Number(since))
      this.confirm(stored, { row: Number(id), means: label, since: Number(since) })
    }
  }

  /** The label of a row that was read. Throws `store-corrupt`. */
  ofRow(row: number): StoredLabel {
    const stored = this.#byRow.get(row)
    if (stored === undefined) throw corrupt('the label of a document')
    return stored
  }

  /** The stored label of a label or of one that follows a container; `resolve` says what a new one means for now. */
  of(label: Label | DerivedLabel, resolve: ResolveLabel | undefined): StoredLabel {
    if (!isDerived(label)) return this.#fixed(this.registry.intern(label))
    const identity = canonicalJson(label)
    const known = this.#byIdentity.get(identity)
    if (known !== undefined) return known
    const means = this.registry.intern(requireResolver(resolve)(label, undefined))
    return this.#derived(identity, label, means, 0)
  }

  /** All that mean this label now. */
  meaning(label: LabelId): Iterable<StoredLabel> {
    return this.#byLabel.get(label) ?? []
  }

  /** How many there are: every number is below it. */
  get size(): number {
    return this.#slots.length
  }

  /** The committed row of a label, by its number; undefined while no document has it. */
  rowOf(number: number): number | undefined {
    const stored = this.#slots[number]
    return stored === undefined ? undefined : this.#rowOf.get(stored)
  }

  /** The row of a label, written if need be. Inside a transaction; `confirm` once it is committed. */
  write(stored: StoredLabel, at: WriteTime): WrittenLabel {
    const { derived } = stored
    const known = this.#rowOf.get(stored)
    if (known !== undefined) {
      const means = this.registry.get(stored.label)
      return { row: known, means, since: stored.since }
    }
    if (derived !== undefined) return this.#writeDerived(derived, at)
    const means = this.registry.get(stored.label)
    const canonical = this.registry.canonical(stored.label)
    this.#database
      .statement('INSERT INTO labels (canonical) VALUES (?) ON CONFLICT DO NOTHING')
      .run(canonical)
    return { row: this.#idOf(canonical), means, since: 0 }
  }

  #writeDerived(derived: DerivedLabel, { resolve, containers, revision, now }: WriteTime): WrittenLabel {
    const identity = canonicalJson(derived)
    const means = requireResolver(resolve)(derived, containers.chain(derived.container))
    this.#database
      .statement(
        `INSERT INTO labels (canonical, container, means, since, revision) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (canonical) DO UPDATE SET means = excluded.means, revision = excluded.revision`,
      )
      .run(identity, encodeText(derived.container), canonicalLabel(means), now, revision)
    return { row: this.#idOf(identity), means, since: now }
  }

  /**
   * Writes anew what labels mean that follow one of these containers, or one that lies in them: as many rows as there
   * are different labels below, whatever the number of documents. Inside a transaction.
   */
  rewrite(
    changed: readonly string[],
    { resolve, containers, revision, now }: WriteTime,
  ): Map<StoredLabel, WrittenLabel> {
    const moved = new Map<StoredLabel, WrittenLabel>()
    const update = this.#database.statement(
      'UPDATE labels SET means = ?, since = ?, revision = ? WHERE id = ?',
    )
    for (const [id] of labelsBelow(this.#database, changed)) {
      const stored = this.#byRow.get(Number(id))
      if (stored?.derived === undefined) throw corrupt('a label of a container')
      const means = requireResolver(resolve)(stored.derived, containers.chain(stored.derived.container))
      const form = canonicalLabel(means)
      if (form === this.registry.canonical(stored.label)) continue
      update.run(form, now, revision, Number(id))
      moved.set(stored, { row: Number(id), means, since: now })
    }
    return moved
  }

  /** The row is committed and means this label from now on. */
  confirm(stored: StoredLabel, { row, means, since }: WrittenLabel): void {
    this.#rowOf.set(stored, row)
    const slot = this.#slots[stored.number]!
    this.#byRow.set(row, slot)
    if (row > this.#lastRow) this.#lastRow = row
    const label = this.registry.intern(means)
    slot.since = since
    if (label === slot.label) return
    this.#byLabel.get(slot.label)?.delete(slot)
    slot.label = label
    this.#meaningOf(label).add(slot)
    this.registry.touch()
  }

  #fixed(label: LabelId): Slot {
    const identity = this.registry.canonical(label)
    return (
      this.#byIdentity.get(identity) ?? this.#add(identity, { number: this.#slots.length, label, since: 0 })
    )
  }

  #derived(identity: string, derived: DerivedLabel, label: LabelId, since: number): Slot {
    return (
      this.#byIdentity.get(identity) ??
      this.#add(identity, { number: this.#slots.length, label, since, derived })
    )
  }

  #add(identity: string, slot: Slot): Slot {
    this.#slots.push(slot)
    this.#byIdentity.set(identity, slot)
    this.#meaningOf(slot.label).add(slot)
    return slot
  }

  #meaningOf(label: LabelId): Set<Slot> {
    const known = this.#byLabel.get(label) ?? new Set()
    this.#byLabel.set(label, known)
    return known
  }

  #idOf(canonical: string): number {
    return Number(this.#database.statement('SELECT id FROM labels WHERE canonical = ?').get(canonical)?.[0])
  }
}

/** What writing labels depends on. */
export interface WriteTime {
  readonly resolve: ResolveLabel | undefined
  readonly containers: Containers
  readonly revision: number
  /** Milliseconds since the epoch. */
  readonly now: number
}

function isDerived(label: Label | DerivedLabel): label is DerivedLabel {
  return 'container' in label
}

function requireResolver(resolve: ResolveLabel | undefined): ResolveLabel {
  if (resolve !== undefined) return resolve
  throw new FirewallError(
    'store-failed',
    'labels that follow containers were given without a way to resolve them',
  )
}

/** The rows of labels that follow one of these containers or one below, each once. */
function labelsBelow(database: Database, containers: readonly string[]): readonly Row[] {
  return database
    .statement(
      `WITH RECURSIVE
         changed (id) AS (SELECT CAST(unhex(value) AS BLOB) FROM json_each(?)),
         below (id) AS (
           SELECT id FROM changed
           UNION SELECT c.id FROM containers c JOIN below b ON c.parent = b.id
         )
       SELECT l.id FROM below b JOIN labels l ON l.container = b.id ORDER BY l.id`,
    )
    .all(JSON.stringify(containers.map((id) => encodeText(id).toString('hex'))))
}

function readDerived(identity: string): DerivedLabel {
  try {
    return JSON.parse(identity) as DerivedLabel
  } catch {
    throw corrupt('a label of a container')
  }
}

function readLabel(canonical: Value | undefined): Label {
  try {
    return parseLabel(String(canonical))
  } catch {
    throw corrupt('a label')
  }
}
