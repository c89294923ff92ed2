import type { Detection } from '../../core/ports.js'
import type { Action, DocumentKind, Label } from '../../core/types.js'

/** A service's policy, compiled: what the doors ask while they work. Made from a file by `service-policy.ts`. */
export interface Service {
  readonly name: string
  readonly mode: 'enforce' | 'shadow'
  readonly onError: 'refuse' | 'release'
  readonly thresholds: Thresholds
  /** Raw code units that a stream lags behind at least; what detectors need comes on top. */
  readonly holdback: number
  action(detection: Detection, kinds: ReadonlySet<DocumentKind>): Action
  /** Values the policy declares not to be findings here. */
  allows(detection: Detection, raw: string): boolean
  /** Whether this service may handle text of this label at all, whoever asks. */
  withinCeiling(label: Label): boolean
  /** What stands in for redacted text. `conversation` tells one from another, for pseudonyms. */
  replacement(span: RedactedSpan, conversation: string): string
  refusal(language: Language): string
  waiting(language: Language): string
  /** The task that the reader's own words announce, if the application did not say. */
  taskOf(texts: readonly string[]): string | undefined
}

export interface RedactedSpan {
  /** The text that must not be read. */
  readonly text: string
  /** Entities and kinds found in it. */
  readonly names: readonly string[]
  /** The value that the span is, if it is one and everything found in it is a value. */
  readonly value?: { readonly entity: string; readonly canonical: string }
}

export interface Thresholds {
  /** T, in folded bytes (docs/decisions.md#unit-of-length). */
  readonly verbatimBytes: number
  readonly verbatimBytesCjk: number
  /** Personal data below this score is no finding. */
  readonly minScore: number
  /** A verbatim leak of this many words blocks. */
  readonly blockWords: number
  /** Verbatim leaks of this share of the answer block it. */
  readonly blockShare: number
  /** A pasted run of this many folded bytes (CJK: twice) of a forbidden document, in a prompt, is a probe. */
  readonly probeBytes: number
  /** The longest run, in folded bytes, that the rarity rule may spare. */
  readonly commonBytes: number
  /** Copied code is a finding from this weight and this score on (`CodeMatch`). */
  readonly codeWeight: number
  /**
   * Exact runs of source files alone are spared below this length, folded bytes: an exception to law 3, because a
   * few lines of code are how the language is written. Longer ones, and what is like a file, are findings.
   */
  readonly codeBytes: number
  readonly codeScore: number
}

export type Language = 'en' | 'ja'
