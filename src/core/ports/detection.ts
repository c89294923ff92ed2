import type { DocumentNumber, FindingKind, Provenance } from '../types.js'

// What is found: recognizers, detectors, analyzers, and what they are told of the text and its reader.

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
  /** Only a label beside it says what it is: it gives way to what its form tells, and no door acts on it by itself. */
  readonly presumed?: true
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
  /** The first surface unit whose code point begins at raw offset `raw` or behind it. */
  surfaceIndex(raw: number): number
  /** Match fold: letters and digits only, as UTF-8 (a view, valid until the text grows). */
  readonly match: Uint8Array
  matchStart(i: number): number
  matchEnd(i: number): number
  /** The first byte of the match fold whose code point begins at raw offset `raw` or behind it. */
  matchIndex(raw: number): number
  /** No more text will come. */
  readonly ended: boolean
}

/** What was told, asked piece by piece: it cannot be read. */
export interface Told {
  /** Pieces that are kept; 0: nothing was told. */
  readonly size: number
  /** Whether the piece of match-folded bytes that begins here was told. */
  has(bytes: Uint8Array, at: number): boolean
  /** Where answers and documents are the same, oldest first. */
  readonly leads: readonly { readonly document: DocumentNumber; readonly source: number }[]
}

/** What a detector needs to know of the reader. */
export interface Reader {
  /** Provenance of a stored document for this reader and everyone in the audience. */
  classify(document: DocumentNumber): 'permitted' | 'forbidden' | 'training'
  /** The reader's own earlier words, folded, each turn by itself. */
  readonly ownTurns: readonly FoldedText[]
  /** What the caller says this reader was answered earlier, folded, each answer by itself, oldest first. */
  readonly earlierAnswers?: readonly FoldedText[]
  /** What this reader was told by any process of the store, in whatever session. */
  readonly told?: Told
  /** Foreign documents that were in the prompt, folded, with whether this reader may read them. */
  readonly foreign: readonly { readonly text: FoldedText; readonly permitted: boolean }[]
  readonly task?: string
  /**
   * Surface-folded texts of permitted chunks that these words may stand in, best first: whether a name that no permitted
   * document was stored with stands in one all the same. Without it nothing but the stores explains.
   */
  permittedTexts?(words: string): Promise<readonly string[]>
  /** To be awaited between pieces of work that may take long: others run meanwhile. Throws `aborted` when nobody waits. */
  pause?(): Promise<void>
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
  /** Said in a form that cannot be cut out of the text: what would be redacted is blocked. */
  readonly unredactable?: boolean
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
