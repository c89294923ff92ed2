import { FirewallError } from '../core/errors.js'
import type { DocumentRegistry, PermissionTimes, StoredDocument } from '../core/ports.js'
import type { DocumentKind, DocumentNumber, LabelId, SourcePosition } from '../core/types.js'
import { corrupt, type Database, decodeText } from './database.js'
import type { StoredLabel } from './labels.js'

/** What this process keeps of a document: what both doors see, and what the store needs to follow it. */
export interface DocumentEntry extends StoredDocument {
  /** What `label` is read from: it may mean another label tomorrow. */
  readonly stored: StoredLabel
  readonly connector: string
  readonly contentDigest: string
  readonly retrievable: boolean
  /** Milliseconds since the epoch: when its permissions were last stated by themselves, and since when they are its. */
  readonly checked: number
  readonly labelled: number
}

/** A document, whose label is what its stored label means at the moment it is asked. */
export function documentEntry(fields: Omit<DocumentEntry, 'label'>): DocumentEntry {
  return new Entry(fields)
}

class Entry implements DocumentEntry {
  readonly number: DocumentNumber
  readonly id: string
  readonly uri: string
  readonly kind: DocumentKind
  readonly connector: string
  readonly contentDigest: string
  readonly retrievable: boolean
  readonly stored: StoredLabel
  readonly checked: number
  readonly labelled: number
  declare readonly title?: string
  declare readonly license?: string

  constructor(fields: Omit<DocumentEntry, 'label'>) {
    this.number = fields.number
    this.id = fields.id
    this.uri = fields.uri
    this.kind = fields.kind
    this.connector = fields.connector
    this.contentDigest = fields.contentDigest
    this.retrievable = fields.retrievable
    this.stored = fields.stored
    this.checked = fields.checked
    this.labelled = fields.labelled
    if (fields.title !== undefined) this.title = fields.title
    if (fields.license !== undefined) this.license = fields.license
  }

  get label(): LabelId {
    return this.stored.label
  }
}

/** The live documents. One version per id; numbers of replaced and deleted ones are unknown. */
export class Documents implements DocumentRegistry {
  readonly #database: Database
  readonly #byId = new Map<string, DocumentEntry>()
  readonly #byNumber = new Map<DocumentNumber, DocumentEntry>()
  /** By connector, when its source last confirmed all that is stored of it. */
  readonly #confirmed = new Map<string, number>()

  constructor(database: Database) {
    this.#database = database
  }

  get size(): number {
    return this.#byId.size
  }

  byId(id: string): DocumentEntry | undefined {
    return this.#byId.get(id)
  }

  byNumber(number: DocumentNumber): DocumentEntry | undefined {
    return this.#byNumber.get(number)
  }

  stored(id: string): ReturnType<DocumentRegistry['stored']> {
    const entry = this.#byId.get(id)
    if (entry === undefined) return undefined
    const { contentDigest, label, connector, checked, stored } = entry
    const { derived } = stored
    return { contentDigest, label, connector, checked, ...(derived === undefined ? {} : { derived }) }
  }

  permissionTimes(number: DocumentNumber): PermissionTimes {
    const entry = this.#byNumber.get(number)
    if (entry === undefined) return { checked: 0, since: 0 }
    const { connector, checked, labelled, stored } = entry
    return {
      checked: Math.max(checked, this.confirmed(connector)),
      since: Math.max(labelled, stored.since),
    }
  }

  confirmed(connector: string): number {
    return this.#confirmed.get(connector) ?? 0
  }

  /** Reads what sources confirmed. */
  followConfirmations(): void {
    const rows = this.#database.statement('SELECT connector, confirmed FROM cursors').all()
    for (const [connector, time] of rows) this.confirm(decodeText(connector), Number(time))
  }

  confirm(connector: string, time: number): void {
    this.#confirmed.set(connector, time)
  }

  async text(number: DocumentNumber): Promise<string> {
    const text = readText(this.#database, number)
    if (!this.#byNumber.has(number) || text === undefined) {
      throw new FirewallError('store-failed', `there is no document number ${number}`)
    }
    return text
  }

  positions(number: DocumentNumber): readonly SourcePosition[] {
    const row = this.#database
      .statement('SELECT positions FROM document_positions WHERE document = ?')
      .get(number)
    if (row === undefined) return []
    try {
      const stored = JSON.parse(decodeText(row[0])) as [number, string][]
      return stored.map(([start, at]) => ({ start, at }))
    } catch {
      throw corrupt('the positions of a document')
    }
  }

  entries(): Iterable<DocumentEntry> {
    return this.#byNumber.values()
  }

  numbers(): Iterable<DocumentNumber> {
    return this.#byNumber.keys()
  }

  /** Adds a version, or puts it in the place of the one with the same id. */
  set(entry: DocumentEntry): void {
    const previous = this.#byId.get(entry.id)
    if (previous !== undefined && previous.number !== entry.number) this.#byNumber.delete(previous.number)
    this.#byId.set(entry.id, entry)
    this.#byNumber.set(entry.number, entry)
  }

  delete(number: DocumentNumber): void {
    const entry = this.#byNumber.get(number)
    if (entry === undefined) return
    this.#byNumber.delete(number)
    if (this.#byId.get(entry.id) === entry) this.#byId.delete(entry.id)
  }
}

/** The pieces of a document, joined; undefined when there is no such document. */
export function readText(database: Database, number: number): string | undefined {
  const rows = database.statement('SELECT text FROM pieces WHERE document = ? ORDER BY ordinal').all(number)
  return rows.length === 0 ? undefined : rows.map(([text]) => decodeText(text)).join('')
}
