import { randomBytes } from 'node:crypto'
import { mkdirSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { SecretKey } from '../core/digest.js'
import { FirewallError, toFirewallError } from '../core/errors.js'
import type {
  ChunkQuery,
  Embedder,
  FingerprintIndex,
  FingerprintStore,
  ScoredChunk,
  Store,
} from '../core/ports.js'
import type { Entitlements } from '../core/types.js'
import { createAppliedStore } from './applied.js'
import { createChunkStore } from './chunk-store.js'
import { type Database, decodeText, encodeText, openDatabase } from './database.js'
import { embedderChanged, identify, sameEmbedder } from './embedder-identity.js'
import { searchExactly } from './exact-search.js'
import type { OpenFingerprints } from './fingerprint-files.js'
import { Graphs } from './graphs.js'
import { createHeldStore } from './held.js'
import { createKnownValueStore } from './known-values.js'
import { createLease } from './lease.js'
import { readNumber, readString, writeMeta } from './meta.js'
import { Mirror } from './mirror.js'
import { reindex } from './reindex.js'
import { STORE_FORMAT } from './schema.js'
import { createToldStore } from './told.js'
import { type GraphLibrary, loadGraphLibrary } from './vector-graph.js'
import { createWitness, noWitness, type StoreState, type Witness } from './witness.js'
import { Writer } from './writer.js'

const GRAPH_THRESHOLD = 10_000

const FLUSH_LENGTH = 8_000_000

export interface StoreOptions {
  /** Where everything lies; created with mode 0700. Without it the store is in memory and ends with it. */
  readonly directory?: string
  readonly keys: {
    /** The key of the known-value digests. A store opened with another one would find none of them. */
    readonly index: SecretKey
  }
  /**
   * Owned by the store from here on, and closed with it. An index that lies in files is given as
   * a function (`fingerprintFiles`), so that only the process with the writer lease opens it for writing.
   */
  readonly fingerprints: FingerprintIndex | OpenFingerprints
  /**
   * Whose vectors are stored (docs/decisions.md#identity-of-an-embedder). Without one, search is lexical, or with
   * vectors of the caller's.
   */
  readonly embedder?: Embedder
  /** Opens although the vectors are another embedder's: lexical search until `reindex` has run, no `apply`. */
  readonly allowOtherEmbedder?: boolean
  /** Rows of one label from which on its vectors get a graph. Default 10,000: a scan of them takes 5 ms. */
  readonly graphThreshold?: number
  /** Code units added after which fingerprints in memory are written to a segment. Default 8,000,000. */
  readonly flushLength?: number
  /** Commits whose deletions other processes can follow one by one. Default 10,000. */
  readonly rememberedCommits?: number
  /** Where graphs come from; the optional package by default. */
  readonly graphLibrary?: () => Promise<GraphLibrary | undefined>
  readonly readOnly?: boolean
  /** Directories outside this one that are told how far the store has come (`witness.ts`). */
  readonly witnesses?: readonly string[]
  /**
   * Takes the database as it is found, whatever was noted of it. Until `acceptState` the notes stay as they are, so
   * that nobody else opens what is still being filled again.
   */
  readonly acceptState?: boolean
  /** Hears, in a sentence, of what still works but worse than it could. */
  readonly onNotice?: (notice: string) => void
}

/** The embedded store: one directory, no server. */
export interface EmbeddedStore extends Store {
  /** What `chunks.search` approximates, computed the plain way from the database. For measurements. */
  searchExactly(query: ChunkQuery, entitlements: Entitlements): Promise<readonly ScoredChunk[]>
  /** Rows that this process wrote since it opened the database. For measurements. */
  rowsWritten(): number
  /** Embeds every chunk again and switches over in one commit. Throws `embedder-invalid`, `store-locked`. */
  reindex(
    embed: (texts: string[]) => Promise<number[][]>,
    onProgress?: (done: number, total: number) => void,
  ): Promise<void>
  /** Finishes the graphs that are built in the background. For measurements. */
  settle(): void
  /** Drops what deleted documents left in files: dead fingerprints and the write-ahead log. */
  compact(): Promise<void>
}

/**
 * Opens or creates a store. Throws `store-version`, `store-corrupt`, `store-failed`, `disk-full`,
 * `embedder-changed`, `embedder-invalid`, `key-missing` when the index key is not the directory's, and
 * `store-missing` or `store-outdated` when the database is not the one that was seen last.
 */
export async function openStore(options: StoreOptions): Promise<EmbeddedStore> {
  const identity = options.embedder === undefined ? undefined : await identify(options.embedder)
  const directory = options.directory === undefined ? undefined : resolve(options.directory)
  const readOnly = options.readOnly === true
  if (directory !== undefined && !readOnly) makeDirectory(directory)
  const path = directory === undefined ? undefined : join(directory, 'ragwall.db')
  const database = openDatabase(path, STORE_FORMAT, { readOnly })
  try {
    requireKey(database, options.keys.index, readOnly)
    const witness = directory === undefined ? noWitness : createWitness(directory, options.witnesses ?? [])
    const asFound = options.acceptState === true
    if (!asFound) witness.require(stateOf(database))
    const { fingerprints } = options
    const files = typeof fingerprints === 'function' ? fingerprints : undefined
    const mirror = new Mirror(
      database,
      typeof fingerprints === 'function' ? await fingerprints(true) : fingerprints,
      options.keys.index,
    )
    const stored = mirror.vectors.identity
    const other = stored !== undefined && identity !== undefined && !sameEmbedder(stored, identity)
    if (other && options.allowOtherEmbedder !== true) throw embedderChanged()
    mirror.load(other)
    const graphs = await openGraphs(mirror, directory, options)
    graphs?.tend()
    const { flushLength = FLUSH_LENGTH, rememberedCommits } = options
    const writer = new Writer({
      database,
      mirror,
      identity,
      ...(rememberedCommits === undefined ? {} : { rememberedCommits }),
    })
    return assemble({
      database,
      mirror,
      writer,
      graphs,
      directory,
      readOnly,
      identity,
      files,
      flushLength,
      witness,
      asFound,
      requireFile: path === undefined ? () => {} : fileGuard(path),
    })
  } catch (error) {
    database.close()
    throw toFirewallError(error, 'store-failed', 'the store could not be opened')
  }
}

interface Parts {
  readonly database: Database
  readonly mirror: Mirror
  readonly writer: Writer
  readonly graphs: Graphs | undefined
  readonly directory: string | undefined
  readonly readOnly: boolean
  readonly identity: Mirror['vectors']['identity']
  readonly files: OpenFingerprints | undefined
  readonly flushLength: number
  readonly witness: Witness
  readonly asFound: boolean
  /** Throws `store-missing` when the database's file was removed or replaced since it was opened. */
  readonly requireFile: () => void
}

function assemble(parts: Parts): EmbeddedStore {
  const { database, mirror, writer, graphs, files, witness, requireFile } = parts
  const lease = createLease(parts.directory)
  let closed = false
  let noting = !parts.asFound
  /** Texts that were deleted may still be in the write-ahead log. */
  let erasing = false
  let last: Promise<unknown> = Promise.resolve()

  function usable(): void {
    if (closed) throw new FirewallError('closed', 'the store is already closed')
  }

  /** One writing operation after the other. */
  function exclusively<Result>(body: () => Promise<Result>): Promise<Result> {
    const next = last.then(body)
    last = next.catch(() => undefined)
    return next
  }

  /** Files of fingerprints are opened for writing only under the lease: two writers would undo each other. */
  let filesAreOurs = files === undefined

  async function startWriting(): Promise<void> {
    usable()
    if (parts.readOnly) {
      throw new FirewallError('store-failed', 'the store was opened for reading only')
    }
    requireFile()
    // Whoever held the lease before may have written since we read.
    if (lease.take()) mirror.follow()
    if (filesAreOurs || files === undefined) return
    const before = mirror.fingerprints
    mirror.replaceFingerprints(await files(false))
    await before.close()
    filesAreOurs = true
    writer.unflushed = 1
  }

  function noteState(): void {
    const state = noting ? stateOf(database) : undefined
    if (state !== undefined) witness.note(state)
  }

  function erase(): void {
    if (erasing) erasing = !database.checkpoint()
  }

  async function flush(): Promise<void> {
    writer.unflushed = 0
    await mirror.fingerprints.flush()
  }

  return {
    labels: mirror.labels.registry,
    documents: mirror.documents,
    containers: mirror.containers,
    chunks: createChunkStore({ database, mirror, usable }),
    values: createKnownValueStore(database, mirror.documents),
    terms: mirror.terms.over(mirror.documents),
    code: mirror.code.store(),
    held: createHeldStore(database, usable),
    told: createToldStore(database, usable),
    applied: createAppliedStore(database, usable),
    fingerprints: followFingerprints(mirror),

    apply: (changes, resolve) =>
      exclusively(async () => {
        await startWriting()
        if (mirror.withoutVectors) throw embedderChanged()
        giveIdentity(database)
        const removed = writer.apply(changes, resolve)
        noteState()
        if (removed) {
          erasing = true
          graphs?.forget()
        }
        erase()
        graphs?.tend()
        if (writer.unflushed >= parts.flushLength) await flush()
      }),

    async cursor(connector) {
      usable()
      const row = database
        .statement('SELECT cursor FROM cursors WHERE connector = ?')
        .get(encodeText(connector))
      return row === undefined ? undefined : decodeText(row[0])
    },

    saveCursor: (connector, cursor, confirmed) =>
      exclusively(async () => {
        await startWriting()
        database
          .statement(
            `INSERT INTO cursors (connector, cursor, confirmed) VALUES (?, ?, ?)
             ON CONFLICT (connector) DO UPDATE SET cursor = excluded.cursor,
               confirmed = max(cursors.confirmed, excluded.confirmed)`,
          )
          .run(encodeText(connector), encodeText(cursor), confirmed ?? 0)
        if (confirmed !== undefined) mirror.documents.confirm(connector, confirmed)
      }),

    acceptState: () =>
      exclusively(async () => {
        await startWriting()
        giveIdentity(database)
        noting = true
        noteState()
      }),

    async refresh() {
      usable()
      requireFile()
      if (mirror.follow()) graphs?.tend()
    },

    settle() {
      usable()
      graphs?.settle()
    },

    rowsWritten() {
      usable()
      return Number(database.statement('SELECT total_changes()').get()?.[0])
    },

    async searchExactly(query, entitlements) {
      usable()
      return searchExactly({ database, mirror }, query, entitlements)
    },

    reindex: (embed, onProgress) =>
      exclusively(async () => {
        await startWriting()
        await reindex({
          database,
          mirror,
          identity: parts.identity,
          embed,
          ...(onProgress === undefined ? {} : { onProgress }),
        })
        database.checkpoint()
        graphs?.forget()
        graphs?.tend()
      }),

    compact: () =>
      exclusively(async () => {
        await startWriting()
        await flush()
        await mirror.fingerprints.compact()
        erasing = true
        erase()
      }),

    close: () =>
      exclusively(async () => {
        if (closed) return
        closed = true
        graphs?.stop()
        try {
          if (lease.held) graphs?.save()
          if (lease.held && writer.unflushed > 0) await flush()
          if (lease.held) database.checkpoint()
        } finally {
          lease.release()
          database.close()
          await mirror.fingerprints.close()
        }
      }),
  }
}

/** The index that is current when it is asked. */
function followFingerprints(mirror: Mirror): FingerprintStore {
  return {
    get guarantee() {
      return mirror.fingerprints.guarantee
    },
    search: (query, options) => mirror.fingerprints.search(query, options),
    covers: (text, start, end) => mirror.fingerprints.covers(text, start, end),
    anchors: (query, options) => mirror.fingerprints.anchors(query, options),
    places: (query, options) => mirror.fingerprints.places(query, options),
    lengthOf: (document) => mirror.fingerprints.lengthOf(document),
    slice: (document, start, end) => mirror.fingerprints.slice(document, start, end),
  }
}

async function openGraphs(
  mirror: Mirror,
  directory: string | undefined,
  { graphThreshold = GRAPH_THRESHOLD, graphLibrary = loadGraphLibrary, onNotice }: StoreOptions,
): Promise<Graphs | undefined> {
  const library = await graphLibrary()
  if (library !== undefined) return new Graphs({ mirror, library, threshold: graphThreshold, directory })
  onNotice?.('hnswlib-node is not installed: large labels are scanned exactly, which is slower')
  return undefined
}

/** Undefined before the first commit. Stores of version 0.1 have no id until they are written to. */
function stateOf(database: Database): StoreState | undefined {
  const id = readString(database, 'store-id')
  const revision = readNumber(database, 'revision', 0)
  return id === undefined && revision === 0 ? undefined : { id: id ?? '', revision }
}

function giveIdentity(database: Database): void {
  if (readString(database, 'store-id') !== undefined) return
  database.transaction(() => writeMeta(database, 'store-id', randomBytes(16).toString('hex')))
}

/** SQLite goes on with a file that was unlinked or replaced under it, and nobody else would see what it writes. */
function fileGuard(path: string): () => void {
  const { ino, dev } = statSync(path)
  return () => {
    const now = statSync(path, { throwIfNoEntry: false })
    if (now?.ino === ino && now.dev === dev) return
    throw new FirewallError('store-missing', `${path} was removed or replaced while it was in use`, {
      help: 'stop every process on this data directory, put its files back, and start again',
    })
  }
}

function makeDirectory(directory: string): void {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 })
  } catch (error) {
    throw toFirewallError(error, 'store-failed', `${directory} could not be created`)
  }
}

function requireKey(database: Database, key: SecretKey, readOnly: boolean): void {
  const stored = readString(database, 'index-key')
  if (stored === key.id) return
  if (stored !== undefined) {
    throw new FirewallError('key-missing', `the store was written under index key ${stored}`, {
      help: 'give it that key; under another one no stored value would be recognized',
    })
  }
  if (!readOnly) database.transaction(() => writeMeta(database, 'index-key', key.id))
}
