import { FirewallError } from '../core/errors.js'
import { failpoint } from '../core/failpoint.js'
import { LIMITS } from '../core/limits.js'
import type { DerivedLabel, DocumentWrite, ResolveLabel, StoreChange } from '../core/ports.js'
import type { DocumentNumber, Label } from '../core/types.js'
import type { ContainerWrite } from './containers.js'
import { type Database, encodeText } from './database.js'
import { type DocumentEntry, documentEntry } from './documents.js'
import { type EmbedderIdentity, type VectorState, writeVectorState } from './embedder-identity.js'
import type { StoredLabel, WriteTime, WrittenLabel } from './labels.js'
import { readNumber, writeMeta } from './meta.js'
import { chunkTerms, encodeVector, type Mirror, type PreparedChunk } from './mirror.js'
import { packTerms } from './term-index.js'
import { normalizeVector } from './vectors.js'

const REMEMBERED_COMMITS = 10_000

/** What a batch comes to for one document. */
type Effect =
  | { readonly kind: 'put'; readonly write: DocumentWrite }
  | { readonly kind: 'relabel'; readonly label: Label | DerivedLabel; readonly checked?: number }
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
  readonly relabels: readonly Relabel[]
  readonly deletes: readonly DocumentEntry[]
  readonly containers: readonly ContainerWrite[]
  readonly dimension: number | undefined
}

interface Relabel {
  readonly entry: DocumentEntry
  readonly to: Pick<DocumentEntry, 'stored' | 'checked' | 'labelled'>
}

export interface WriterOptions {
  readonly database: Database
  readonly mirror: Mirror
  readonly identity: EmbedderIdentity | undefined
  /** Commits whose deletions other processes can still follow one by one; who is further behind reads everything. */
  readonly rememberedCommits?: number
}

/**
 * The write path. Everything that can fail on account of its input happens before the transaction, everything
 * that touches files inside it, and what follows the commit is plain memory.
 */
export class Writer {
  readonly #database: Database
  readonly #mirror: Mirror
  readonly #identity: EmbedderIdentity | undefined
  readonly #remembered: number
  /** A number that a failed transaction used is not used again: the fingerprints have seen it. */
  #nextNumber = 0
  /** Code units added to the fingerprints and not yet flushed. */
  unflushed = 0

  constructor(options: WriterOptions) {
    this.#database = options.database
    this.#mirror = options.mirror
    this.#identity = options.identity
    this.#remembered = options.rememberedCommits ?? REMEMBERED_COMMITS
  }

  /** One transaction over all changes. Returns whether anything was taken out of the store. */
  apply(changes: readonly StoreChange[], resolve?: ResolveLabel): boolean {
    const batch = this.#prepare(changes, resolve)
    const { puts, relabels, deletes, containers } = batch
    if (puts.length + relabels.length + deletes.length + containers.length === 0) return false
    const protectedNumbers: DocumentNumber[] = []
    let labels: WrittenLabels
    try {
      failpoint('store.begin')
      labels = this.#database.transaction(() => {
        const written = this.#write(batch, resolve)
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
    this.#publish(batch, labels)
    return deletes.length > 0 || puts.some(({ replaced }) => replaced !== undefined)
  }

  #prepare(changes: readonly StoreChange[], resolve: ResolveLabel | undefined): Batch {
    const { documents, labels, vectors } = this.#mirror
    const puts: PreparedPut[] = []
    const relabels: Relabel[] = []
    const containers = changes.filter((change) => change.kind === 'container')
    const deletes: DocumentEntry[] = []
    let { dimension } = vectors
    this.#nextNumber = Math.max(this.#nextNumber, readNumber(this.#database, 'next-number', 1))
    for (const [id, effect] of effects(changes)) {
      const stored = documents.byId(id)
      if (effect.kind === 'put') {
        dimension ??= effect.write.pieces.find(({ vector }) => vector !== undefined)?.vector?.length
        puts.push(this.#preparePut(effect.write, stored, dimension, resolve))
      } else if (stored !== undefined) {
        if (effect.kind === 'delete') deletes.push(stored)
        else {
          const { checked = 0 } = effect
          const to = labels.of(effect.label, resolve)
          const labelled = to === stored.stored ? stored.labelled : Date.now()
          if (to !== stored.stored || checked > stored.checked)
            relabels.push({ entry: stored, to: { stored: to, checked, labelled } })
        }
      }
    }
    return { puts, relabels, deletes, containers, dimension }
  }

  #preparePut(
    write: DocumentWrite,
    replaced: DocumentEntry | undefined,
    dimension: number | undefined,
    resolve: ResolveLabel | undefined,
  ): PreparedPut {
    checkWrite(write)
    const { id, uri, kind, connector, contentDigest, retrievable, title, license, checked = 0 } = write
    const stored = this.#mirror.labels.of(write.label, resolve)
    const entry = documentEntry({
      number: this.#nextNumber++ as DocumentNumber,
      id,
      uri,
      kind,
      connector,
      contentDigest,
      retrievable,
      stored,
      checked,
      labelled: replaced?.stored === stored ? replaced.labelled : Date.now(),
      ...(title === undefined ? {} : { title }),
      ...(license === undefined ? {} : { license }),
    })
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

  /** Inside the transaction. Returns the labels used, and those that mean something else from now on. */
  #write(batch: Batch, resolve: ResolveLabel | undefined): WrittenLabels {
    const database = this.#database
    const { labels, vectors, containers } = this.#mirror
    const revision = this.#mirror.revision + 1
    const at: WriteTime = { resolve, containers, revision, now: Date.now() }
    for (const container of batch.containers) {
      containers.write(container)
      failpoint('store.write')
    }
    const written = new Map<StoredLabel, WrittenLabel>()
    if (batch.containers.length > 0) {
      const changed = batch.containers.map(({ id }) => id)
      for (const [label, means] of labels.rewrite(changed, at)) written.set(label, means)
    }
    const rowOf = (label: StoredLabel) => {
      const known = written.get(label) ?? labels.write(label, at)
      written.set(label, known)
      return known.row
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
      this.#insertRows(put, rowOf(put.entry.stored), batch.dimension, revision)
      failpoint('store.write')
    }
    for (const { entry, to } of batch.relabels) {
      database
        .statement('UPDATE documents SET label = ?, checked = ?, labelled = ?, revision = ? WHERE number = ?')
        .run(rowOf(to.stored), to.checked, to.labelled, revision, entry.number)
      failpoint('store.write')
    }
    writeMeta(database, 'next-number', this.#nextNumber)
    writeMeta(database, 'revision', revision)
    if (revision % this.#remembered === 0) {
      const since = revision - this.#remembered
      database.statement('DELETE FROM gone WHERE revision <= ?').run(since)
      writeMeta(database, 'gone-since', since)
    }
    return written
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
         (number, id, connector, uri, title, kind, retrievable, origin, license, label, digest, checked,
          labelled, revision)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
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
        entry.checked,
        entry.labelled,
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
    const { positions = [] } = write
    if (positions.length > 0) {
      database
        .statement('INSERT INTO document_positions (document, positions) VALUES (?, ?)')
        .run(number, encodeText(JSON.stringify(positions.map(({ start, at }) => [start, at]))))
    }
  }

  #vectorState(batch: Batch): VectorState {
    const { vectors } = this.#mirror
    return { ...vectors, dimension: batch.dimension, identity: vectors.identity ?? this.#identity }
  }

  /** Memory after the commit: protected first, retrievable after. */
  #publish(batch: Batch, labels: WrittenLabels): void {
    const mirror = this.#mirror
    for (const [label, written] of labels) mirror.labels.confirm(label, written)
    mirror.vectors = this.#vectorState(batch)
    for (const entry of batch.deletes) mirror.remove(entry.number)
    for (const { entry, to } of batch.relabels) mirror.relabel(entry, to)
    for (const { entry, chunks, text, terms } of batch.puts) {
      mirror.put(entry, chunks, terms)
      this.unflushed += text.length
    }
    mirror.revision += 1
  }
}

/** Labels of a transaction, and what they mean once it is committed. */
type WrittenLabels = ReadonlyMap<StoredLabel, WrittenLabel>

/** The last word on each document: what is in between nobody ever sees. Unknown ids have nothing to relabel. */
function effects(changes: readonly StoreChange[]): ReadonlyMap<string, Effect> {
  const effects = new Map<string, Effect>()
  for (const change of changes) {
    if (change.kind === 'container') continue
    if (change.kind === 'put') effects.set(change.write.id, change)
    else if (change.kind === 'delete') effects.set(change.id, { kind: 'delete' })
    else {
      const before = effects.get(change.id)
      if (before?.kind === 'put') {
        const { kind: _kind, ...given } = change
        effects.set(change.id, { kind: 'put', write: { ...before.write, ...given } })
      } else if (before?.kind !== 'delete') effects.set(change.id, change)
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
