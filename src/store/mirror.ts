import type { SecretKey } from '../core/digest.js'
import { FirewallError } from '../core/errors.js'
import type { FingerprintIndex } from '../core/ports.js'
import type { DocumentKind, DocumentNumber } from '../core/types.js'
import { lexicalTerms } from '../text/words.js'
import { CodeIndex } from './code-index.js'
import { Containers } from './containers.js'
import { corrupt, type Database, decodeText, type Row, type Value } from './database.js'
import { type DocumentEntry, Documents, documentEntry, readText } from './documents.js'
import { readVectorState, type VectorState } from './embedder-identity.js'
import { StoredLabels } from './labels.js'
import { readNumber } from './meta.js'
import { type PartitionChunk, Partitions } from './partitions.js'
import { TermIndex } from './term-index.js'
import { strideOf } from './vectors.js'

/** A chunk before its terms became numbers. */
export interface PreparedChunk {
  readonly ordinal: number
  readonly terms: readonly string[]
  readonly vector?: Float32Array
}

/** The text of a chunk as it is embedded: whoever embeds for this store uses it, so that all vectors agree. */
export function embeddedText(title: string | undefined, text: string): string {
  return title === undefined || title === '' ? text : `${title}\n${text}`
}

function wentBack(revision: number, seen: number): FirewallError {
  return new FirewallError('store-outdated', `the database went back from commit ${seen} to ${revision}`, {
    help: 'stop every process on this data directory, put its files back, and start again',
  })
}

/** What the lexical half indexes of a chunk: a title counts for each piece of its document. */
export function chunkTerms(title: string | undefined, text: string): readonly string[] {
  return lexicalTerms(embeddedText(title, text))
}

const DOCUMENT_COLUMNS =
  'number, id, connector, uri, title, kind, retrievable, license, label, digest, checked, labelled'

/**
 * What a process holds in memory of the database, and how it follows it. Changes are published in an order in
 * which no document is ever retrievable without being protected: protection comes first and goes last.
 */
export class Mirror {
  readonly labels: StoredLabels
  readonly documents: Documents
  readonly containers: Containers
  readonly terms = new TermIndex()
  readonly code: CodeIndex
  partitions = new Partitions()
  vectors: VectorState
  /** The commit that memory is up to date with. */
  revision = 0
  readonly #database: Database
  #fingerprints: FingerprintIndex
  /** The stored vectors are another embedder's: search goes without them until they are replaced. */
  #withoutVectors = false
  /** Documents whose fingerprints are in: a number is added once. */
  #protected: Set<DocumentNumber>
  #seen = -1

  constructor(database: Database, fingerprints: FingerprintIndex, key: SecretKey) {
    this.#database = database
    this.#fingerprints = fingerprints
    this.labels = new StoredLabels(database)
    this.documents = new Documents(database)
    this.containers = new Containers(database)
    this.code = new CodeIndex(key, (number) => this.#text(number))
    this.vectors = readVectorState(database)
    this.#protected = new Set(fingerprints.documents())
  }

  get fingerprints(): FingerprintIndex {
    return this.#fingerprints
  }

  /** Goes over to another index of the same documents, completed before the first search in it. */
  replaceFingerprints(index: FingerprintIndex): void {
    const before = [this.#fingerprints, this.#protected] as const
    try {
      this.#fingerprints = index
      this.#protected = new Set(index.documents())
      this.#database.snapshot(() => this.#reconcile())
    } catch (error) {
      ;[this.#fingerprints, this.#protected] = before
      throw error
    }
  }

  get withoutVectors(): boolean {
    return this.#withoutVectors
  }

  /** Dimension of the vectors that can be searched; undefined while there are none. */
  get dimension(): number | undefined {
    return this.#withoutVectors ? undefined : this.vectors.dimension
  }

  /** Reads everything. `withoutVectors` while they are another embedder's. */
  load(withoutVectors: boolean): void {
    this.#withoutVectors = withoutVectors
    this.#seen = this.#database.version()
    this.#database.snapshot(() => {
      this.#reload()
      this.#reconcile()
    })
  }

  /** Catches up with what other processes committed. Returns whether anything moved. */
  follow(): boolean {
    const seen = this.#database.version()
    if (seen === this.#seen) return false
    this.#seen = seen
    try {
      return this.#database.snapshot(() => this.#catchUp())
    } catch (error) {
      this.#seen = -1
      throw error
    }
  }

  #catchUp(): boolean {
    const revision = readNumber(this.#database, 'revision', 0)
    this.documents.followConfirmations()
    if (revision === this.revision) return false
    if (revision < this.revision) throw wentBack(revision, this.revision)
    const vectors = readVectorState(this.#database)
    const tooLate = this.revision < readNumber(this.#database, 'gone-since', 0)
    if (tooLate || vectors.generation !== this.vectors.generation) {
      this.#reload()
      this.#reconcile()
    } else {
      this.vectors = vectors
      this.#followChanges(revision)
    }
    return true
  }

  /** Called before the commit, and before anything of the document can be retrieved. Titles are protected too. */
  protect({ number, title }: Pick<DocumentEntry, 'number' | 'title'>, text: string): void {
    if (this.#protected.has(number)) return
    this.#protected.add(number)
    this.#fingerprints.add(number, embeddedText(title, text))
  }

  /** Called when nothing of the document can be retrieved any more, or when its commit failed. */
  unprotect(number: DocumentNumber): void {
    if (this.#protected.delete(number)) this.#fingerprints.remove(number)
  }

  /** Makes a new version retrievable; it is protected already. */
  put(entry: DocumentEntry, chunks: readonly PreparedChunk[], terms: Uint8Array): void {
    const previous = this.documents.byId(entry.id)
    if (previous !== undefined) this.partitions.remove(previous.number)
    this.terms.add(entry.number, terms)
    this.#addCode(entry)
    this.documents.set(entry)
    this.#addChunks(entry, chunks)
    if (previous !== undefined) this.unprotect(previous.number)
    if (previous !== undefined) this.terms.remove(previous.number)
    if (previous !== undefined) this.code.remove(previous.number)
    if (previous !== undefined && previous.label !== entry.label) this.labels.registry.touch()
  }

  relabel(entry: DocumentEntry, to: Pick<DocumentEntry, 'stored' | 'checked' | 'labelled'>): void {
    this.documents.set(documentEntry({ ...entry, ...to }))
    if (to.stored === entry.stored) return
    this.partitions.relabel(entry.number, to.stored)
    this.labels.registry.touch()
  }

  remove(number: DocumentNumber): void {
    this.partitions.remove(number)
    this.documents.delete(number)
    this.terms.remove(number)
    this.code.remove(number)
    this.unprotect(number)
  }

  /** Rebuilds the partitions from the database: after the vectors were replaced. */
  reloadVectors(): void {
    this.#withoutVectors = false
    this.vectors = readVectorState(this.#database)
    this.#loadPartitions()
  }

  #addChunks(entry: DocumentEntry, chunks: readonly PreparedChunk[]): void {
    if (!entry.retrievable) return
    const { vocabulary } = this.partitions
    const counted = chunks.map(({ ordinal, terms, vector }): PartitionChunk => {
      return { ordinal, ...vocabulary.count(terms), ...(vector === undefined ? {} : { vector }) }
    })
    this.partitions.add(entry.stored, entry.number, counted)
  }

  #reload(): void {
    const { documents } = this
    const revision = readNumber(this.#database, 'revision', 0)
    this.vectors = readVectorState(this.#database)
    this.labels.follow(this.revision)
    this.documents.followConfirmations()
    const live = new Set<DocumentNumber>()
    const rows = this.#database.statement(`SELECT ${DOCUMENT_COLUMNS} FROM documents`)
    for (const row of rows.iterate()) {
      const entry = this.#entry(row)
      live.add(entry.number)
      this.#addCode(entry)
      documents.set(entry)
    }
    for (const number of this.code.documents()) if (!live.has(number)) this.code.remove(number)
    for (const number of [...documents.numbers()]) if (!live.has(number)) documents.delete(number)
    this.#loadTerms(live)
    this.#loadPartitions()
    this.labels.registry.touch()
    this.revision = revision
  }

  #addCode({ number, kind }: DocumentEntry): void {
    if (kind === 'code') this.code.add(number)
  }

  #loadTerms(live: ReadonlySet<DocumentNumber>): void {
    for (const number of [...this.terms.documents()]) if (!live.has(number)) this.terms.remove(number)
    const rows = this.#database.statement('SELECT document, terms FROM document_terms')
    for (const [document, terms] of rows.iterate()) this.terms.add(document as DocumentNumber, termsOf(terms))
  }

  #loadPartitions(): void {
    this.partitions = new Partitions()
    // Read label by label, so that the rows of a partition lie together.
    const rows = this.#database.statement(
      `SELECT p.document, p.ordinal, p.text, v.vector
       FROM documents d INDEXED BY documents_by_label
       CROSS JOIN pieces p ON p.document = d.number
       LEFT JOIN vectors v ON v.document = p.document AND v.ordinal = p.ordinal AND v.generation = ?
       WHERE d.retrievable = 1
       ORDER BY d.label, d.number, p.ordinal`,
    )
    let chunks: PreparedChunk[] = []
    let entry: DocumentEntry | undefined
    for (const [document, ordinal, text, vector] of rows.iterate(this.vectors.generation)) {
      if (entry === undefined || document !== entry.number) {
        if (entry !== undefined) this.#addChunks(entry, chunks)
        entry = this.#known(document as DocumentNumber)
        chunks = []
      }
      chunks.push(this.#chunk(entry, ordinal, text, vector))
    }
    if (entry !== undefined) this.#addChunks(entry, chunks)
  }

  #followChanges(revision: number): void {
    this.labels.follow(this.revision)
    const gone = this.#database.statement('SELECT number FROM gone WHERE revision > ?').all(this.revision)
    const changed = this.#database
      .statement(`SELECT ${DOCUMENT_COLUMNS} FROM documents WHERE revision > ? ORDER BY number`)
      .all(this.revision)
      .map((row) => this.#entry(row))
    // All that can fail is read first: what follows is memory, so nothing is published by half.
    const fresh = changed
      .filter((entry) => this.documents.byNumber(entry.number) === undefined)
      .map((entry) => ({
        entry,
        text: this.#text(entry.number),
        chunks: this.#chunksOf(entry),
        terms: this.#termsOf(entry.number),
      }))
    for (const { entry, text } of fresh) this.protect(entry, text)
    for (const entry of changed) {
      const known = this.documents.byNumber(entry.number)
      if (known !== undefined) this.relabel(known, entry)
    }
    for (const { entry, chunks, terms } of fresh) this.put(entry, chunks, terms)
    for (const [number] of gone) this.remove(number as DocumentNumber)
    this.revision = revision
  }

  /** Fingerprint files may be behind after a crash: what is missing is added, what is dead removed. */
  #reconcile(): void {
    for (const number of this.documents.numbers()) {
      if (!this.#protected.has(number)) this.protect(this.#known(number), this.#text(number))
    }
    for (const number of [...this.#protected]) {
      if (this.documents.byNumber(number) === undefined) this.unprotect(number)
    }
  }

  #text(number: DocumentNumber): string {
    return readText(this.#database, number) ?? ''
  }

  #termsOf(number: DocumentNumber): Uint8Array {
    return termsOf(
      this.#database.statement('SELECT terms FROM document_terms WHERE document = ?').get(number)?.[0],
    )
  }

  #chunksOf(entry: DocumentEntry): PreparedChunk[] {
    if (!entry.retrievable) return []
    return this.#database
      .statement(
        `SELECT p.ordinal, p.text, v.vector FROM pieces p
         LEFT JOIN vectors v ON v.document = p.document AND v.ordinal = p.ordinal AND v.generation = ?
         WHERE p.document = ? ORDER BY p.ordinal`,
      )
      .all(this.vectors.generation, entry.number)
      .map(([ordinal, text, vector]) => this.#chunk(entry, ordinal, text, vector))
  }

  #chunk(
    entry: DocumentEntry,
    ordinal: Value | undefined,
    text: Value | undefined,
    vector: Value | undefined,
  ): PreparedChunk {
    const terms = chunkTerms(entry.title, decodeText(text))
    if (this.#withoutVectors || !(vector instanceof Uint8Array)) return { ordinal: Number(ordinal), terms }
    return { ordinal: Number(ordinal), terms, vector: decodeVector(vector, this.vectors.dimension) }
  }

  #known(number: DocumentNumber): DocumentEntry {
    const entry = this.documents.byNumber(number)
    if (entry === undefined) throw corrupt('the list of documents')
    return entry
  }

  #entry(row: Row): DocumentEntry {
    const [number, id, connector, uri, title, kind, retrievable, license, label, digest, checked, labelled] =
      row
    return documentEntry({
      number: number as DocumentNumber,
      id: decodeText(id),
      connector: decodeText(connector),
      uri: decodeText(uri),
      ...(title === null ? {} : { title: decodeText(title) }),
      kind: kind as DocumentKind,
      retrievable: retrievable === 1,
      ...(license === null ? {} : { license: decodeText(license) }),
      stored: this.labels.ofRow(Number(label)),
      contentDigest: String(digest),
      checked: Number(checked),
      labelled: Number(labelled),
    })
  }
}

function termsOf(terms: Value | undefined): Uint8Array {
  return terms instanceof Uint8Array ? terms : new Uint8Array(0)
}

/** Little-endian floats at unit length, without the padding. */
export function encodeVector(unit: Float32Array, dimension: number): Uint8Array {
  return new Uint8Array(unit.buffer, unit.byteOffset, dimension * 4)
}

export function decodeVector(bytes: Uint8Array, dimension: number | undefined): Float32Array {
  if (dimension === undefined || bytes.length !== dimension * 4) throw corrupt('a vector')
  const unit = new Float32Array(strideOf(dimension))
  new Uint8Array(unit.buffer).set(bytes)
  return unit
}
