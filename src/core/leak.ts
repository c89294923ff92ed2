import type { DocumentKind, FindingKind, Provenance } from './types.js'

/**
 * What a leak is, and what nobody may repeat. Doors, reports, exit codes and benchmarks all ask here, so a
 * leak that is counted is the leak that was stopped.
 */

/** Where a leak comes from. Of several sources of one text `forbidden` is the worse and is what is said. */
export type LeakProvenance = Extract<Provenance, 'forbidden' | 'training'>

/**
 * A leak comes from what its reader may not read: a source, training data, a canary. Every other finding is
 * hygiene, a service keeping its answers clean, whatever is done with it (docs/decisions.md#leak-or-hygiene).
 */
export function isLeak(finding: {
  readonly kind: FindingKind['kind']
  readonly provenance: Provenance
}): boolean {
  return finding.provenance === 'forbidden' || finding.provenance === 'training' || finding.kind === 'canary'
}

/** Whether a finding is of what is nobody's to repeat: a canary, or a run of a document of one of these kinds. */
export function isOfNobodys(what: string, kinds: Iterable<DocumentKind>): boolean {
  return what === 'canary' || [...kinds].some(isUnspeakable)
}

/** Kinds of documents that are nobody's to repeat. */
export type UnspeakableKind = Extract<DocumentKind, 'prompt' | 'canary'>

/**
 * System prompts, but for how they describe the assistant, and canaries are nobody's to repeat, whatever their label
 * says: no reader is permitted them, nothing explains a copy of them, and no number of copies makes them common property.
 */
export function isUnspeakable(kind: DocumentKind | undefined): kind is UnspeakableKind {
  return kind === 'prompt' || kind === 'canary'
}

/** Whose first sentences say who an assistant is and what it does, which it may say itself. */
export function describesItself(kind: DocumentKind | undefined): boolean {
  return kind === 'prompt'
}
