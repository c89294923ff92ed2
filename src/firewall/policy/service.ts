import type { Detection } from '../../core/ports.js'
import type { Thresholds } from '../../core/thresholds.js'
import type { DocumentKind, Label, Provenance } from '../../core/types.js'
import type { AllowedFindings } from './allowed-findings.js'
import type { Decided, PolicyFinding } from './policy.js'

/** A service's policy, compiled: what the doors ask while they work. Made from a file by `service-policy.ts`. */
export interface Service {
  readonly name: string
  /** Version of ragwall and digest of the policy: what a record says that it was decided under. */
  readonly version: string
  readonly mode: 'enforce' | 'shadow'
  readonly onError: 'refuse' | 'release'
  readonly thresholds: Thresholds
  /** Raw code units that a stream lags behind at least; what detectors need comes on top. */
  readonly holdback: number
  action(finding: ActionableFinding, kinds: ReadonlySet<DocumentKind>): Decided
  /** Values the policy declares not to be findings here. */
  allows(detection: Detection, raw: string): boolean
  /** Findings that a person called false alarms. */
  readonly allowedFindings: AllowedFindings
  /** What chunks may tell a model, and what is put around those that tell it more. */
  readonly orders: {
    /** Whether they are looked for at all. */
    readonly read: boolean
    readonly fence: boolean
    /** Whether these words, or what they are part of, may be said in documents here. */
    excepts(said: string): boolean
  }
  /** Whether this service may handle text of this label at all, whoever asks. */
  withinCeiling(label: Label): boolean
  /** What stands in for redacted text. `conversation` tells one from another, for pseudonyms. */
  replacement(span: RedactedSpan, conversation: string): string
  refusal(language: Language): string
  waiting(language: Language): string
  /** The task that the reader's own words announce, if the application did not say. */
  taskOf(texts: readonly string[]): string | undefined
}

/** Of a finding what the action table asks for. */
export type ActionableFinding = PolicyFinding & {
  readonly provenance: Provenance
  /** Said in a form that cannot be cut out of the text. */
  readonly unredactable?: boolean
}

export interface RedactedSpan {
  /** The text that must not be read. */
  readonly text: string
  /** Entities and kinds found in it. */
  readonly names: readonly string[]
  /** The value that the span is, if it is one and everything found in it is a value. */
  readonly value?: { readonly entity: string; readonly canonical: string }
}

export type Language = 'en' | 'ja' | 'de' | 'fr' | 'es' | 'pt' | 'it' | 'zh' | 'ko' | 'ru'
