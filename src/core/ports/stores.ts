import type {
  ContainerPermissions,
  DocumentKind,
  DocumentNumber,
  Entitlements,
  Label,
  LabelId,
  SourcePosition,
  SyncSummary,
} from '../types.js'
import type { CodeStore, FingerprintStore } from './fingerprints.js'

// What is stored, but for the index of runs (`fingerprints.ts`).

/**
 * A label that follows a container: what it means changes with the container's permissions, and no document is written
 * for that.
 */
export interface DerivedLabel {
  readonly container: string
  /** What the document adds, in the words of whoever resolves it; nothing to the store. */
  readonly own: string
}

/**
 * What a derived label means under these containers, outermost first; undefined when one on the way is not known.
 * Never throws: what cannot be understood is nobody's.
 */
export type ResolveLabel = (
  derived: DerivedLabel,
  containers: readonly ContainerPermissions[] | undefined,
) => Label

/** A document as `ingest` hands it to the store: labelled, split, embedded, its values recognised. */
export interface DocumentWrite {
  readonly id: string
  readonly connector: string
  readonly uri: string
  readonly title?: string
  readonly kind: DocumentKind
  readonly retrievable: boolean
  readonly origin: 'curated' | 'internal' | 'user' | 'external'
  readonly license?: string
  readonly label: Label | DerivedLabel
  /** When its permissions were true at the source, milliseconds since the epoch; without it that is not known. */
  readonly checked?: number
  /** Keyed digest of text and of everything else stored with it except the label: equal means nothing to do but relabel. */
  readonly contentDigest: string
  /** The text cut into contiguous pieces: joined they are the document again. */
  readonly pieces: readonly { readonly text: string; readonly vector?: Float32Array }[]
  /** Values recognised in the text, as keyed digests (see `KnownValueStore`). */
  readonly values: readonly { readonly entity: string; readonly digest: string }[]
  /** Where in the source parts of the text stand. */
  readonly positions?: readonly SourcePosition[]
  /** Names, numbers, dates and identifiers of the text and where they stand together (see `KnownTermStore`). */
  readonly terms?: readonly TermWrite[]
}

/** A term of a document, keyed twice: nothing of it can be read back. */
export interface TermWrite {
  /** The 64-bit key that answers are looked up by, as two signed 32-bit halves. */
  readonly high: number
  readonly low: number
  /** 16 hex digits of an HMAC: confirms what the key found. */
  readonly digest: string
  /** Which record of the document: terms of one record, or of neighbouring ones, stand together. 0 is its head. */
  readonly record: number
  /** 0 to 255, the caller's. */
  readonly kind: number
  /** How much it says standing alone, 0 to 255. 0: only part of a term, or a beginning of one, never a holder. */
  readonly bits: number
}

export type StoreChange =
  | { readonly kind: 'put'; readonly write: DocumentWrite }
  | {
      readonly kind: 'relabel'
      readonly id: string
      readonly label: Label | DerivedLabel
      /** As in `DocumentWrite`; also where the label is the one it has. */
      readonly checked?: number
    }
  | { readonly kind: 'delete'; readonly id: string }
  | {
      readonly kind: 'container'
      readonly id: string
      readonly connector: string
      /** Absent: it is gone. */
      readonly permissions?: ContainerPermissions
      readonly checked: number
    }

/** One stored document version, as both doors see it. Kept in memory: a few dozen bytes each. */
export interface StoredDocument {
  readonly number: DocumentNumber
  readonly id: string
  readonly uri: string
  readonly label: LabelId
  readonly kind: DocumentKind
  readonly license?: string
  readonly title?: string
}

/**
 * Everything durable except the audit, opened and closed together. All writes go through `apply`; a call is
 * atomic over documents, chunks, labels, known values and fingerprints, and durable when it resolves.
 */
export interface Store {
  /** Interned labels. */
  readonly labels: LabelRegistry
  /** What is known of each stored document. */
  readonly documents: DocumentRegistry
  /** Permissions that many documents share. */
  readonly containers: ContainerRegistry
  /** What door 1 searches. */
  readonly chunks: ChunkStore
  /** Personal data and secrets of the sources, as keyed digests. */
  readonly values: KnownValueStore
  /** Without one, nothing is caught by its words alone. */
  readonly terms?: KnownTermStore
  /** What finds verbatim runs. */
  readonly fingerprints: FingerprintStore
  /** Without one, copied code is found by its letters alone. */
  readonly code?: CodeStore
  /** Answers that wait for a person. */
  readonly held: HeldStore
  /** What readers were told, as keyed pieces. */
  readonly told: ToldStore
  /** What batches did that came with a key. */
  readonly applied: AppliedStore
  /**
   * Containers first, in order; `resolve` says what derived labels mean under them, now and after every change. Throws
   * `store-locked` when another process holds the writer lease of the directory.
   */
  apply(changes: readonly StoreChange[], resolve?: ResolveLabel): Promise<void>
  /** Where this connector resumes; undefined before its first run. */
  cursor(connector: string): Promise<string | undefined>
  /**
   * Saved after the changes before it are stored and audited. `confirmed`: at this time, milliseconds since the epoch,
   * the source was asked for all that had changed, and everything has been handed over since.
   */
  saveCursor(connector: string, cursor: string, confirmed?: number): Promise<void>
  /** Brings this process up to what others committed; called by both doors before they decide. Cheap when nothing moved. */
  refresh(): Promise<void>
  /** Embeds every chunk again and switches over in one commit. */
  reindex(
    embed: (texts: string[]) => Promise<number[][]>,
    onProgress?: (done: number, total: number) => void,
  ): Promise<void>
  /** Drops what deleted documents left in files. */
  compact(): Promise<void>
  /** Only of a store that was opened as found: from here on what it holds is what counts. Absent where nothing is noted. */
  acceptState?(): Promise<void>
  /** Ends this process's use of it; everything acknowledged is durable. */
  close(): Promise<void>
}

/** Interned labels. Grows only. */
export interface LabelRegistry {
  intern(label: Label): LabelId
  get(id: LabelId): Label
  readonly size: number
  /** Moves when a label is interned or a document changes its label: caches of entitlements then expire. */
  readonly epoch: number
  /** Labels that a bearer of these ids (with `'*'` added) could possibly meet; the rest is denied unasked. */
  candidates(ids: Iterable<string>): readonly LabelId[]
}

export interface DocumentRegistry {
  byId(id: string): StoredDocument | undefined
  byNumber(number: DocumentNumber): StoredDocument | undefined
  /** What is stored under this id, for deciding whether an upsert has anything to do. */
  stored(id: string):
    | {
        readonly contentDigest: string
        readonly label: LabelId
        readonly connector: string
        /** Where its label follows a container. */
        readonly derived?: DerivedLabel
        /** When it was last stated by itself, milliseconds since the epoch; 0 is unknown. */
        readonly checked: number
      }
    | undefined
  /** What is known of the times of a document's permissions. */
  permissionTimes(document: DocumentNumber): PermissionTimes
  /** When a connector's source was last asked for all that had changed and gave it, milliseconds since the epoch; 0: never. */
  confirmed(connector: string): number
  readonly size: number
  /** All that are stored, in no order. */
  numbers(): Iterable<DocumentNumber>
  /** Where in the source parts of its text stand; empty where it does not say. */
  positions?(number: DocumentNumber): readonly SourcePosition[]
  /** The whole text of a document, for attribution in tools that may read everything. */
  text(number: DocumentNumber): Promise<string>
}

/** Milliseconds since the epoch; 0 is unknown. */
export interface PermissionTimes {
  /** When the source last said that they are as they are, of the document or of all it has. */
  readonly checked: number
  /** Since when they are as they are. */
  readonly since: number
}

/** Permissions that many documents share (`Acl.container`). */
export interface ContainerRegistry {
  byId(id: string):
    | {
        readonly connector: string
        readonly permissions: ContainerPermissions
        /** When its source last stated it, milliseconds since the epoch. */
        readonly checked: number
      }
    | undefined
  /** A container's permissions behind those it lies in, outermost first; undefined where one is not known, or a circle. */
  chain(id: string): readonly ContainerPermissions[] | undefined
}

/** Retrievable chunks. A search opens the permitted labels' partitions and nothing else. */
export interface ChunkStore {
  /**
   * The best `k` permitted chunks, best first, and `k` of them whenever `k` exist. Scores, order and ties
   * depend on permitted chunks alone. Throws `entitlements-forged`, `entitlements-expired`.
   */
  search(query: ChunkQuery, entitlements: Entitlements): Promise<readonly ScoredChunk[]>
  /** A permitted chunk by id, or undefined: forbidden and absent are the same. */
  get(id: string, entitlements: Entitlements): Promise<StoredChunk | undefined>
}

export interface ChunkQuery {
  readonly text: string
  readonly vector?: Float32Array
  readonly k: number
  /** Tells documents that count as not stored, for this search. */
  readonly without?: (document: StoredDocument) => boolean
}

export interface StoredChunk {
  readonly id: string
  readonly document: StoredDocument
  readonly title?: string
  readonly text: string
  readonly label: LabelId
}

export interface ScoredChunk extends StoredChunk {
  /** Higher is better. Comparable within one search only. */
  readonly score: number
}

/**
 * Which sources hold this value? Exact matching of keyed digests of canonical values over *all* protected
 * text; entitlements only classify what is found (docs/decisions.md#search-all-classify-after).
 */
export interface KnownValueStore {
  /** For each digest the documents that hold it (live ones only), in the order asked. */
  lookup(digests: readonly string[]): Promise<readonly (readonly DocumentNumber[])[]>
}

/**
 * Which records hold this term? Like `KnownValueStore` over *all* protected text, for terms that say something
 * only beside each other: asked for every word of an answer, so most questions must cost nanoseconds.
 */
export interface KnownTermStore {
  /** False only if no live document was stored with a term of this key. From memory. */
  mayHold(high: number, low: number): boolean
  /**
   * For each term the places that hold it in live documents, in the order asked; of a term with more than
   * `LIMITS.termHolders` places only so many, and `common`.
   */
  lookup(
    terms: readonly Pick<TermWrite, 'high' | 'low' | 'digest'>[],
  ): Promise<readonly { readonly holders: readonly TermHolder[]; readonly common: boolean }[]>
}

export interface TermHolder {
  readonly document: DocumentNumber
  readonly record: number
  readonly kind: number
  readonly bits: number
}

/**
 * Answers that wait for a person. The bytes are encrypted by whoever holds them back; the store never sees
 * text. Needs no writer lease: every process that checks answers may have to hold one.
 */
export interface HeldStore {
  /** Durable when it resolves. Throws `store-failed` when `LIMITS.heldAnswers` already wait. */
  hold(call: string, bytes: Uint8Array): Promise<void>
  held(call: string): Promise<{ readonly bytes: Uint8Array; readonly created: number } | undefined>
  /** Calls that wait, oldest first. */
  heldCalls(): Promise<readonly string[]>
  /** Forgets it: released or refused. False when nothing waited under this call. */
  settleHeld(call: string): Promise<boolean>
}

/**
 * What batches of changes did, by the keys under which they were sent; for `LIMITS.idempotencyTtl`, the newest
 * `LIMITS.idempotencyKeys`. Key and request are keyed digests.
 */
export interface AppliedStore {
  recall(key: string): Promise<AppliedBatch | undefined>
  /** Durable when it resolves. */
  remember(key: string, batch: AppliedBatch): Promise<void>
}

export interface AppliedBatch {
  /** Which request it was. */
  readonly request: string
  readonly summary: SyncSummary
}

/** What was told to one reader in one answer: nothing of it can be read back. */
export interface ToldAnswer {
  /** Keyed hashes of pieces, eight bytes each. */
  readonly pieces: Uint8Array
  /** Where the answer and documents are the same. */
  readonly leads: readonly { readonly document: DocumentNumber; readonly source: number }[]
}

/**
 * What readers were told, over all processes of a store. Needs no writer lease: every process that checks answers
 * tells. A reader is a keyed digest; the newest `LIMITS.toldBytes` of each are kept, for `LIMITS.toldTtl`.
 */
export interface ToldStore {
  /** Visible to every process of the store when it resolves. */
  remember(reader: string, answer: ToldAnswer): Promise<void>
  /**
   * Everything that is kept of a reader, oldest first; `state` changes when that does. With the state of an earlier
   * call only what is newer, if nothing that was there then is gone: `isWhole` says which of the two it is.
   */
  recall(reader: string, since?: string): Promise<ToldMemory>
  /** Forgets what was told to a reader, also to one whose digest begins with this one and a dot: how many answers. */
  forget(reader: string): Promise<number>
}

export interface ToldMemory {
  readonly answers: readonly ToldAnswer[]
  readonly isWhole: boolean
  readonly state: string
}

/**
 * What the firewall itself has seen a principal say, for deciding what is the reader's own words
 * (docs/decisions.md#whose-turns-explain).
 */
export interface HistoryStore {
  remember(principal: string, session: string, text: string): void
  /** Newest last. */
  recall(principal: string, session: string): readonly string[]
}
