import { FirewallError } from '../core/errors.js'
import { failpoint } from '../core/failpoint.js'
import { LIMITS } from '../core/limits.js'
import type { DocumentWrite, StoreChange } from '../core/ports.js'
import type { DocumentNumber, Label, LabelId } from '../core/types.js'
import { type Database, encodeText } from './database.js'
import type { DocumentEntry } from './documents.js'
import { type EmbedderIdentity, type VectorState, writeVectorState } from './embedder-identity.js'
import { readNumber, writeMeta } from './meta.js'
import { chunkTerms, encodeVector, type Mirror, type PreparedChunk } from './mirror.js'
import { packTerms } from './term-index.js'
import { normalizeVector } from './vectors.js'

/** Deletions that other processes can still follow one by one; who is further behind reads everything. */
const REMEMBERED_COMMITS = 10_000

/** What a batch comes to for one document. */
type Effect =
  | { readonly kind: 'put'; readonly write: DocumentWrite }
  | { readonly kind: 'relabel'; readonly label: Label }
  | { readonly kind: 'delete' }

interface PreparedPut {
  readonly entry: DocumentEntry
  readonly write: DocumentWrite
  readonly text: string
  readonly chunks: readonly PreparedChunk[]
  readonly replaced: DocumentEntry | undefined
  /** Packed. */
  readonly terms: Uint8Array
}

interface Batch {
  readonly puts: readonly PreparedPut[]
  readonly relabels: readonly { readonly entry: DocumentEntry; readonly label: LabelId }[]
  readonly deletes: readonly DocumentEntry[]
  readonly dimension: number | undefined
}

export interface WriterOptions {
  readonly database: Database
  readonly mirror: Mirror
  readonly identity: EmbedderIdentity | undefined
}

/**
 * The write path. Everything that can fail on account of its input happens before the transaction, everything
 * that touches files inside it, and what follows the commit is plain memory.
 */
export class Writer {
  readonly #database: Database
  readonly #mirror: Mirror
  readonly #identity: EmbedderIdentity | undefined
  /** A number that a failed transaction used is not used again: the fingerprints have seen it. */
  #nextNumber = 0
  /** Code units added to the fingerprints and not yet flushed. */
  unflushed = 0

  constructor(options: WriterOptions) {
    this.#database = options.database
    this.#mirror = options.mirror
    this.#identity = options.identity
  }

  /** One transaction over all changes. Returns whether anything was taken out of the store. */
  apply(changes: readonly StoreChange[]): boolean {
    const batch = this.#prepare(changes)
    const { puts, relabels, deletes } = batch
    if (puts.length + relabels.length + deletes.length === 0) return false
    const protectedNumbers: DocumentNumber[] = []
    let rows: ReadonlyMap<LabelId, number>
    try {
      failpoint('store.begin')
      rows = this.#database.transaction(() => {
        const written = this.#write(batch)
        for (const { entry, text } of puts) {
          protectedNumbers.push(entry.number)
          this.#mirror.protect(entry, text)
        }
        failpoint('store.commit')
        return written
      })
    } catch (error) {
      for (const number of protectedNumbers) this.#mirror.unprotect(number)
      throw error
    }
    failpoint('store.committed')
    this.#publish(batch, rows)
    return deletes.length > 0 || puts.some(({ replaced }) => replaced !== undefined)
  }

  #prepare(changes: readonly StoreChange[]): Batch {
    const { documents, labels, vectors } = this.#mirror
    const puts: PreparedPut[] = []
    const relabels: { entry: DocumentEntry; label: LabelId }[] = []
    const deletes: DocumentEntry[] = []
    let { dimension } = vectors
    this.#nextNumber = Math.max(this.#nextNumber, readNumber(this.#database, 'next-number', 1))
    for (const [id, effect] of effects(changes)) {
      const stored = documents.byId(id)
      if (effect.kind === 'put') {
        dimension ??= effect.write.pieces.find(({ vector }) => vector !== undefined)?.vector?.length
        puts.push(this.#preparePut(effect.write, stored, dimension))
      } else if (stored !== undefined) {
        if (effect.kind === 'delete') deletes.push(stored)
        else {
          const label = labels.registry.intern(effect.label)
          if (label !== stored.label) relabels.push({ entry: stored, label })
        }
      }
    }
    return { puts, relabels, deletes, dimension }
  }

  #preparePut(
    write: DocumentWrite,
    replaced: DocumentEntry | undefined,
    dimension: number | undefined,
  ): PreparedPut {
    checkWrite(write)
    const { id, uri, kind, connector, contentDigest, retrievable, title, license } = write
    const entry: DocumentEntry = {
      number: this.#nextNumber++ as DocumentNumber,
      id,
      uri,
      kind,
      connector,
      contentDigest,
      retrievable,
      label: this.#mirror.labels.registry.intern(write.label),
      ...(title === undefined ? {} : { title }),
      ...(license === undefined ? {} : { license }),
    }
    const chunks = write.pieces.map(
      ({ text, vector }, ordinal): PreparedChunk => ({
        ordinal,
        terms: retrievable ? chunkTerms(title, text) : [],
        ...(vector === undefined ? {} : { vector: normalizeVector(vector, dimension) }),
      }),
    )
    const terms = packTerms(write.terms ?? [])
    return { entry, write, text: write.pieces.map(({ text }) => text).join(''), chunks, replaced, terms }
  }

  /** Inside the transaction. Returns the rows of the labels used. */
  #write(batch: Batch): ReadonlyMap<LabelId, number> {
    const database = this.#database
    const { labels, vectors } = this.#mirror
    const revision = this.#mirror.revision + 1
    const rows = new Map<LabelId, number>()
    const rowOf = (label: LabelId) => {
      const row = rows.get(label) ?? labels.write(label)
      rows.set(label, row)
      return row
    }
    if (batch.dimension !== vectors.dimension || vectors.identity !== this.#vectorState(batch).identity) {
      writeVectorState(database, this.#vectorState(batch))
    }
    for (const entry of batch.deletes) {
      this.#deleteRows(entry.number, revision)
      failpoint('store.write')
    }
    for (const put of batch.puts) {
      if (put.replaced !== undefined) this.#deleteRows(put.replaced.number, revision)
      this.#insertRows(put, rowOf(put.entry.label), batch.dimension, revision)
      failpoint('store.write')
    }
    for (const { entry, label } of batch.relabels) {
      database
        .statement('UPDATE documents SET label = ?, revision = ? WHERE number = ?')
        .run(rowOf(label), revision, entry.number)
      failpoint('store.write')
    }
    writeMeta(database, 'next-number', this.#nextNumber)
    writeMeta(database, 'revision', revision)
    if (revision % REMEMBERED_COMMITS === 0) {
      const since = revision - REMEMBERED_COMMITS
      database.statement('DELETE FROM gone WHERE revision <= ?').run(since)
      writeMeta(database, 'gone-since', since)
    }
    return rows
  }

  #deleteRows(number: DocumentNumber, revision: number): void {
    const database = this.#database
    database.statement('DELETE FROM documents WHERE number = ?').run(number)
    database.statement('INSERT INTO gone (number, revision) VALUES (?, ?)').run(number, revision)
  }

  #insertRows(put: PreparedPut, label: number, dimension: number | undefined, revision: number): void {
    const database = this.#database
    const { entry, write, chunks } = put
    const { number } = entry
    database
      .statement(
        `INSERT INTO documents
         (number, id, connector, uri, title, kind, retrievable, origin, license, label, digest, revision)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(
        number,
        encodeText(entry.id),
        encodeText(entry.connector),
        encodeText(entry.uri),
        entry.title === undefined ? null : encodeText(entry.title),
        entry.kind,
        entry.retrievable ? 1 : 0,
        write.origin,
        entry.license === undefined ? null : encodeText(entry.license),
        label,
        entry.contentDigest,
        revision,
      )
    const piece = database.statement('INSERT INTO pieces (document, ordinal, text) VALUES (?, ?, ?)')
    const vector = database.statement(
      'INSERT INTO vectors (document, ordinal, generation, vector) VALUES (?, ?, ?, ?)',
    )
    const { generation } = this.#mirror.vectors
    for (const [ordinal, { text }] of write.pieces.entries()) {
      piece.run(number, ordinal, encodeText(text))
      const unit = chunks[ordinal]?.vector
      if (unit !== undefined && dimension !== undefined) {
        vector.run(number, ordinal, generation, encodeVector(unit, dimension))
      }
    }
    const value = database.statement(
      'INSERT INTO known_values (digest, document, entity) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
    )
    for (const { digest, entity } of write.values) value.run(digest, number, entity)
    if (put.terms.length > 0) {
      database.statement('INSERT INTO document_terms (document, terms) VALUES (?, ?)').run(number, put.terms)
    }
  }

  #vectorState(batch: Batch): VectorState {
    const { vectors } = this.#mirror
    return { ...vectors, dimension: batch.dimension, identity: vectors.identity ?? this.#identity }
  }

  /** Memory after the commit: protected first, retrievable after. */
  #publish(batch: Batch, rows: ReadonlyMap<LabelId, number>): void {
    const mirror = this.#mirror
    for (const [label, row] of rows) mirror.labels.confirm(label, row)
    mirror.vectors = this.#vectorState(batch)
    for (const entry of batch.deletes) mirror.remove(entry.number)
    for (const { entry, label } of batch.relabels) mirror.relabel(entry, label)
    for (const { entry, chunks, text, terms } of batch.puts) {
      mirror.put(entry, chunks, terms)
      this.unflushed += text.length
    }
    mirror.revision += 1
  }
}

/** The last word on each document: what is in between nobody ever sees. Unknown ids have nothing to relabel. */
function effects(changes: readonly StoreChange[]): ReadonlyMap<string, Effect> {
  const effects = new Map<string, Effect>()
  for (const change of changes) {
    if (change.kind === 'put') effects.set(change.write.id, change)
    else if (change.kind === 'delete') effects.set(change.id, { kind: 'delete' })
    else {
      const before = effects.get(change.id)
      if (before?.kind === 'put') {
        effects.set(change.id, { kind: 'put', write: { ...before.write, label: change.label } })
      } else if (before?.kind !== 'delete') {
        effects.set(change.id, { kind: 'relabel', label: change.label })
      }
    }
  }
  return effects
}

function checkWrite(write: DocumentWrite): void {
  if (write.id.length === 0 || write.id.length > LIMITS.idLength) {
    throw new FirewallError('document-invalid', `a document id has 1 to ${LIMITS.idLength} characters`)
  }
  // Encoding again when writing costs less than a transaction that fails half way.
  for (const text of [write.id, write.connector, write.uri, write.title ?? '', write.license ?? '']) {
    encodeText(text)
  }
  for (const { text } of write.pieces) encodeText(text)
}
