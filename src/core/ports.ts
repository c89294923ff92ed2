import type { AuditEvent, AuditRecord, RecordedReceipt } from './audit.js'
import type {
  Acl,
  Decision,
  DocumentKind,
  DocumentNumber,
  Entitlements,
  FindingKind,
  Label,
  LabelId,
  Principal,
  Provenance,
  SourceChange,
} from './types.js'

/**
 * Every seam of ragwall. An adapter implements one of these and passes the suite of the same name in
 * `test/conformance` (published as `ragwall/testing`).
 */

// --- sources -----------------------------------------------------------------------------------------------

/** A source of documents. One file, one factory, in `connectors/`. */
export interface Connector {
  /** Stable: cursors are stored under it. */
  readonly name: string
  /**
   * All that changed after `since` (everything, if undefined), in an order in which a crash between two
   * changes repeats work and never skips it: a moved document is upserted before its old id is deleted.
   * Ends when there is no more for now. Errors end the iteration and nothing after them is assumed.
   *
   * `retry` names documents that were delivered before and could not be taken (an unknown level, say): while
   * they exist they are delivered again, changed or not, so that mending the configuration is enough.
   */
  changes(options: {
    readonly since?: string
    readonly retry?: ReadonlySet<string>
    readonly signal?: AbortSignal
  }): AsyncIterable<SourceChange>
}

/** Turns text into vectors. LangChain's `Embeddings` already is one. Vectors need not be normalised. */
export interface Embedder {
  /** One vector for each text, in order, all of one dimension. */
  embedDocuments(texts: string[]): Promise<number[][]>
  /** The vector of a query, of the same dimension. */
  embedQuery(text: string): Promise<number[]>
  /** Names model and version; without it the store compares three probe texts. */
  readonly id?: string
}

// --- who may read ------------------------------------------------------------------------------------------

/** Everything that is known of a principal when a decision is made. */
export interface ExpandedPrincipal extends Principal {
  /** Changes whenever the directory's answer could. */
  readonly directoryVersion: string
}

/** Groups of groups, clearances and whatever else the token does not say. */
export interface Directory {
  /** Nested groups are followed, cycles end. Throws `decision-failed` when it cannot know; never guesses. */
  expand(principal: Principal): Promise<{
    readonly groups: readonly string[]
    /** Replaces the principal's own: revoking it here must be enough. */
    readonly clearance?: Principal['clearance']
    /** Added to the principal's own, and stronger. */
    readonly attributes?: Readonly<Record<string, string>>
    readonly version: string
  }>
}

/** The access policy: one decision per label, in order. Never throws: what it cannot decide is `indeterminate`. */
export interface PolicyDecisionPoint {
  /** Part of every cache key. */
  readonly version: string
  /** How long entitlements may be kept, in milliseconds. An external decision point says 0. */
  readonly timeToLive: number
  /** One decision for each label, in the order of `labels`. */
  decide(subject: ExpandedPrincipal, labels: readonly Label[]): Promise<readonly Decision[]>
}

// --- what is stored ----------------------------------------------------------------------------------------

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
  readonly label: Label
  /** Keyed digest of text and of everything else stored with it except the label: equal means nothing to do but relabel. */
  readonly contentDigest: string
  /** The text cut into contiguous pieces: joined they are the document again. */
  readonly pieces: readonly { readonly text: string; readonly vector?: Float32Array }[]
  /** Values recognised in the text, as keyed digests (see `KnownValueStore`). */
  readonly values: readonly { readonly entity: string; readonly digest: string }[]
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
  | { readonly kind: 'relabel'; readonly id: string; readonly label: Label }
  | { readonly kind: 'delete'; readonly id: string }

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
  /** Throws `store-locked` when another process holds the writer lease of the directory. */
  apply(changes: readonly StoreChange[]): Promise<void>
  /** Where this connector resumes; undefined before its first run. */
  cursor(connector: string): Promise<string | undefined>
  /** Saved after the changes before it are stored and audited. */
  saveCursor(connector: string, cursor: string): Promise<void>
  /** Brings this process up to what others committed; called by both doors before they decide. Cheap when nothing moved. */
  refresh(): Promise<void>
  /** Embeds every chunk again and switches over in one commit. */
  reindex(
    embed: (texts: string[]) => Promise<number[][]>,
    onProgress?: (done: number, total: number) => void,
  ): Promise<void>
  /** Drops what deleted documents left in files. */
  compact(): Promise<void>
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
  stored(
    id: string,
  ): { readonly contentDigest: string; readonly label: LabelId; readonly connector: string } | undefined
  readonly size: number
  /** The whole text of a document, for attribution in tools that may read everything. */
  text(number: DocumentNumber): Promise<string>
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

/** A run of the query that occurs in a document: offsets in match-folded bytes. */
export interface FingerprintRun {
  readonly start: number
  readonly end: number
  readonly document: DocumentNumber
  readonly sourceStart: number
  /** Of a search that lists so many: how many runs of these bytes there are in documents of the same group. */
  readonly copies?: number
}

export interface SearchOptions {
  /** Least length of a run, folded bytes; never below the guarantee. */
  readonly minBytes?: number
  /** Steps after which the search gives up. */
  readonly workLimit?: number
  /**
   * Runs of the same bytes of the query, in documents of one group, that are enough: of the others, which have
   * higher numbers, some or all may be missing. As many documents are listed as that, if there are so many.
   */
  readonly copies?: number
  /** Documents with the same answer are one group; without it all are. */
  readonly groupOf?: (document: DocumentNumber) => unknown
}

/** A run that a rare k-gram of both texts led to. Maximal like any run, but it may be shorter than the guarantee. */
export interface FingerprintAnchor extends FingerprintRun {
  /** How often the rarest of the k-grams that led to it is kept in live documents: 1 is in this document alone. */
  readonly copies: number
}

/** A k-gram of the query that a document has too, at a place that was sampled there. Offsets in match-folded bytes. */
export interface FingerprintPlace {
  readonly at: number
  readonly document: DocumentNumber
  readonly source: number
}

/** Which sources hold this run? Searches all protected text; exact from `guarantee` bytes on. */
export interface FingerprintStore {
  /** L: every common run of at least this many folded bytes is found. */
  readonly guarantee: number
  /**
   * All maximal common runs of at least `minBytes` (never below the guarantee) between `query` (match-folded
   * bytes) and live documents, one per document and diagonal. Throws `work-limit` past `workLimit` steps.
   */
  search(query: Uint8Array, options?: SearchOptions): readonly FingerprintRun[]
  /**
   * Whether the guarantee holds for `text[start, end)`, at least L bytes long: false for text that repeats
   * itself every four bytes or less, which a search may miss. Depends on these bytes alone.
   */
  covers(text: Uint8Array, start: number, end: number): boolean
  /**
   * Where to look for copies that were edited: the maximal common runs of at least `minBytes` (default and
   * least: k, which is 16 for L = 39) that hold a k-gram which both sides sampled, one per document and
   * diagonal. Complete from the guarantee on, best effort below: a shared run of k bytes is sampled on both
   * sides with probability 2 / (w + 1) or more. A sampled k-gram kept more than `copies` times
   * (default `LIMITS.anchorCopies`) in live documents leads nowhere, so phrases and licences give no anchors.
   * Whether a k-gram of the query is sampled depends on L - k - 1 bytes on either side of it. Ascending by
   * start. Throws `work-limit` past `workLimit` steps.
   */
  anchors(
    query: Uint8Array,
    options?: { readonly minBytes?: number; readonly copies?: number; readonly workLimit?: number },
  ): readonly FingerprintAnchor[]
  /**
   * Where the k-grams of the query (k is 16 for L = 39), every one of them, stand in live documents that sampled
   * them: of text shared with a document, w k-grams in a row hold at least one, fewer may hold none. What each
   * k-gram gives depends on its own bytes alone. One kept more than `copies` times (default
   * `LIMITS.anchorCopies`) in live documents gives nothing. Ascending by `at`, then document. Costs a dozen times
   * what sampling the query does. Throws `work-limit` past `workLimit` steps.
   */
  places(
    query: Uint8Array,
    options?: { readonly copies?: number; readonly workLimit?: number },
  ): readonly FingerprintPlace[]
  /** Folded bytes of a live document; undefined if it is unknown or its text is not stored. */
  lengthOf(document: DocumentNumber): number | undefined
  /**
   * Folded bytes `[start, end)` of a live document, cut to its length; undefined if it is unknown or its text
   * is not stored. A view: read it before the next write and do not write to it.
   */
  slice(document: DocumentNumber, start: number, end: number): Uint8Array | undefined
}

/** A part of some code that repeats a part of protected source files, in whatever names and layout. */
export interface CodeMatch {
  /** The files: all of the same code. Ascending. */
  readonly documents: readonly DocumentNumber[]
  /** UTF-16 code units of the code that was searched. */
  readonly start: number
  readonly end: number
  /** How far it goes beyond what two people write alike; a line or two weigh nothing. */
  readonly weight: number
  /** 0 to 1: how much of that part of the file is in the code. */
  readonly score: number
  /** The same, measured against the whole file where the part is a third of it or more. */
  readonly whole: number
}

/** Which protected source files (documents of kind `code`) does this code repeat? Searches all of them. */
export interface CodeStore {
  /** There is none: nothing has to be searched. */
  readonly empty: boolean
  /** Matches of one piece of code, heaviest first. They depend on the code and the live documents alone. */
  search(code: string): readonly CodeMatch[]
  /** Where in a piece of code that grows the first match may start, whatever follows. */
  settled(code: string): number
}

/** The writing side of a fingerprint store, used by the store that owns it and by nobody else. */
export interface FingerprintIndex extends FingerprintStore {
  /** Searchable at once in this process, durable after `flush`. A number is added once. */
  add(document: DocumentNumber, text: string): void
  /** Hides the document at once; its twins stay found. Unknown numbers are ignored. */
  remove(document: DocumentNumber): void
  /** What a flushed file holds; the owner adds what is missing and removes what is dead. */
  documents(): Iterable<DocumentNumber>
  /** Writes what is only in memory as an immutable segment and switches the manifest. */
  flush(): Promise<void>
  /** Merges segments and drops dead documents and their text from the files. */
  compact(): Promise<void>
  close(): Promise<void>
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
 * What the firewall itself has seen a principal say, for deciding what is the reader's own words
 * (docs/decisions.md#whose-turns-explain).
 */
export interface HistoryStore {
  remember(principal: string, session: string, text: string): void
  /** Newest last. */
  recall(principal: string, session: string): readonly string[]
}

// --- what is found -----------------------------------------------------------------------------------------

/** Which row of the action table an entity belongs to. */
export type EntityClass = 'name' | 'contact' | 'high-risk' | 'secret'

/** Where a value stands in the text that was handed in, and how sure that is. */
export interface RecognizerMatch {
  /** Offsets in the text handed in. */
  readonly start: number
  /** The code unit behind the last. */
  readonly end: number
  /** 0 to 1. */
  readonly score: number
  /** The value in the one form that all its spellings share; digests are taken of it. */
  readonly canonical: string
  /** It stays a value of its own inside a link: what is said there in a field. */
  readonly apart?: true
}

/**
 * Finds one kind of value. Made with `pattern()`. Works on surface-folded text and is *start-local*: whether
 * a match starts at `s` depends only on `text.slice(s - lookbehind, s + maxLength + lookahead)`, and every
 * start is reported, overlapping ones too; that is what makes a stream equal to a batch.
 */
export interface Recognizer {
  /** Upper-case name, Presidio's where it has one: `EMAIL_ADDRESS`. */
  readonly entity: string
  /** Its row of the action table. */
  readonly class: EntityClass
  /** BCP 47 tags of the places it belongs to; empty: everywhere. */
  readonly locales: readonly string[]
  /**
   * Its values are everybody's words (docs/decisions.md#distinctive-or-background): names, places, days. It runs in a
   * firewall only for services that name its entity; what is distinctive in a forbidden source is found without it,
   * by grounding.
   */
  readonly common?: boolean
  /** Code units of surface-folded text. */
  readonly maxLength: number
  /** Code units before a match that decide whether it is one. */
  readonly lookbehind: number
  /** Code units behind a match that decide whether it is one. */
  readonly lookahead: number
  /** The proof it carries: strings with exactly one match of the given value, and strings with none. */
  readonly examples: { readonly match: readonly RecognizerExample[]; readonly noMatch: readonly string[] }
  /** Every match in surface-folded text, by start; they may overlap. */
  recognize(text: string): readonly RecognizerMatch[]
  /**
   * The earliest offset in `text` at which a match may start that further text could create, change or
   * extend; `text.length` if there is none. Everything before it is settled.
   */
  settled(text: string): number
}

/** A text that is one match as a whole, or a text and the value in it. */
export type RecognizerExample = string | { readonly text: string; readonly value: string }

/**
 * A text as it grows: raw, and folded both ways with maps back. Only ever appended to, so what a detector
 * has seen stays as it is.
 */
export interface FoldedText {
  readonly raw: string
  /** Surface fold: width, case kept, invisible characters dropped, confusables mapped, punctuation kept. */
  readonly surface: string
  /** Raw offset of the code point that surface unit `i` came from; `i === surface.length` gives `raw.length`. */
  surfaceStart(i: number): number
  /** Raw offset just behind the code point that surface unit `i` came from. */
  surfaceEnd(i: number): number
  /** Match fold: letters and digits only, as UTF-8 (a view, valid until the text grows). */
  readonly match: Uint8Array
  matchStart(i: number): number
  matchEnd(i: number): number
  /** No more text will come. */
  readonly ended: boolean
}

/** What a detector needs to know of the reader. */
export interface Reader {
  /** Provenance of a stored document for this reader and everyone in the audience. */
  classify(document: DocumentNumber): 'permitted' | 'forbidden' | 'training'
  /** The reader's own earlier words, folded, each turn by itself. */
  readonly ownTurns: readonly FoldedText[]
  /** What this reader was answered earlier in the session, folded, each answer by itself, oldest first. */
  readonly earlierAnswers?: readonly FoldedText[]
  /** Foreign documents that were in the prompt, folded, with whether this reader may read them. */
  readonly foreign: readonly { readonly text: FoldedText; readonly permitted: boolean }[]
  readonly task?: string
  /**
   * Surface-folded texts of permitted chunks that these words may stand in, best first: whether a name that no permitted
   * document was stored with stands in one all the same. Without it nothing but the stores explains.
   */
  permittedTexts?(words: string): Promise<readonly string[]>
}

/** A finding before policy: with sources (for the auditor) and without evidence digest. Raw offsets. */
export type Detection = {
  readonly start: number
  readonly end: number
  readonly score: number
  readonly provenance: Provenance
  /** What equal leaks have in common; becomes `evidence` through a keyed digest and goes nowhere else. */
  readonly canonical: string
  readonly sources: readonly DocumentNumber[]
  /**
   * Found but not to be acted on, counted only: many documents share it, or it is everybody's
   * (docs/decisions.md#verbatim-leaks-and-rarity).
   */
  readonly spared?: Sparing
  /** Known by its words alone: inside a run that is a leak itself it adds nothing. */
  readonly implied?: boolean
} & FindingKind

/** `shared`: many documents have it, so it is nobody's as long as it is short. `commonplace`: everybody's words. */
export type Sparing = 'shared' | 'commonplace'

export interface DetectorStep {
  /** Detections that start in [from, settled), final but for growth of a verbatim run. */
  readonly detections: readonly Detection[]
  /** Raw offset: nothing that starts before it will be added, changed or withdrawn by more text. */
  readonly settled: number
}

/**
 * One way of finding leaks. A pure function of the text: calling it along a growing text yields, together,
 * what one call on the whole text yields (law 2).
 */
export interface Detector {
  readonly name: string
  /** Worst case of raw.length - settled, in folded units; stated so that services can see what they wait for. */
  readonly holdback: number
  detect(text: FoldedText, from: number, reader: Reader): Promise<DetectorStep>
}

/** What an analyzer says of a text it was given. */
export interface AnalyzedSpan {
  /** UTF-16 code units of the text handed in. */
  readonly start: number
  /** The code unit behind the last. */
  readonly end: number
  /** 0 to 1. */
  readonly score: number
  /** An entity, or the name of a rule. */
  readonly label: string
  /** A rule of the analyzer's own was broken: a finding of kind `disclosure`, not a value. */
  readonly rule?: boolean
}

export type AnalyzerPlace = 'answers' | 'prompts' | 'sources'

/**
 * Finds values somewhere else, or slowly: a service, a model. It is asked about one sentence at a time, has
 * `LIMITS.analyzerTime` for it, and what it throws or leaves open fails the check.
 */
export interface Analyzer {
  /** Names it in errors. */
  readonly name: string
  /** Rows of the action table for entities that ragwall has no recognizer for; without one, `high-risk`. */
  readonly classes?: Readonly<Record<string, EntityClass>>
  /**
   * What it is shown. Default answers alone. What it finds in `prompts` is the reader's own; what it finds in
   * `sources`, as they are stored, are known values of theirs from then on.
   */
  readonly at?: readonly AnalyzerPlace[]
  /** Whether a source it cannot read is refused, and asked for again, or stored without what it would have found. Default `refuse`. */
  readonly onSourceError?: 'refuse' | 'store'
  /** What stands in `text`, one sentence or less. The signal aborts when its time is over. */
  analyze(text: string, signal: AbortSignal): Promise<readonly AnalyzedSpan[]>
}

// --- what is recorded --------------------------------------------------------------------------------------

/** Where audit records go. There is no firewall without one. */
export interface AuditSink {
  /** Resolves when the record is durable; throws `audit-unavailable` otherwise, and then nothing may leave. */
  append(event: AuditEvent): Promise<RecordedReceipt>
  /** Records of all chains, in time order. */
  read(range?: { readonly from?: Date; readonly to?: Date }): AsyncIterable<AuditRecord>
  /** Whether every chain is whole. Throws `audit-unavailable` when it cannot be read. */
  verify(): Promise<AuditVerification>
  /** Ends this writer; what was appended stays. */
  close(): Promise<void>
}

/** The state of the chains: how many, how many records, how many half-written last records; or where one breaks. */
export type AuditVerification =
  | { readonly intact: true; readonly chains: number; readonly records: number; readonly torn: number }
  | {
      readonly intact: false
      readonly brokenAt: string
      readonly why: string
      readonly chains: number
      readonly records: number
    }

/** Source ACLs in a source's own words, to labels. */
export interface LabelAssigner {
  /** Throws `label-missing`, `acl-invalid`, `level-unknown`: a document without a label is refused, never public. */
  assign(acl: Acl, uri: string): Label
}
