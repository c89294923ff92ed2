import { FirewallError } from '../core/errors.js'
import type { DocumentRegistry, StoredDocument } from '../core/ports.js'
import type { DocumentNumber, LabelId } from '../core/types.js'
import { type Database, decodeText } from './database.js'

/** What this process keeps of a document: what both doors see, and what the store needs to follow it. */
export interface DocumentEntry extends StoredDocument {
  readonly connector: string
  readonly contentDigest: string
  readonly retrievable: boolean
  readonly title?: string
}

/** The live documents. One version per id; numbers of replaced and deleted ones are unknown. */
export class Documents implements DocumentRegistry {
  readonly #database: Database
  readonly #byId = new Map<string, DocumentEntry>()
  readonly #byNumber = new Map<DocumentNumber, DocumentEntry>()

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

  stored(id: string): { contentDigest: string; label: LabelId; connector: string } | undefined {
    const entry = this.#byId.get(id)
    if (entry === undefined) return undefined
    const { contentDigest, label, connector } = entry
    return { contentDigest, label, connector }
  }

  async text(number: DocumentNumber): Promise<string> {
    const text = readText(this.#database, number)
    if (!this.#byNumber.has(number) || text === undefined) {
      throw new FirewallError('store-failed', `there is no document number ${number}`)
    }
    return text
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
