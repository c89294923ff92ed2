import type { SkipReason, SourcePosition, SourceTable } from '../../src/core/types.js'
import type { Unfit } from './unfit.js'

/** What one document of a file says. */
export interface FileText {
  readonly text: string
  readonly title: string
  /** `code` for source files; what a sidecar says is stronger. */
  readonly kind?: 'code'
  /** Terms of reuse that the file itself states (`license.ts`); what a sidecar says is stronger. */
  readonly license?: string
  readonly table?: SourceTable
  readonly positions?: readonly SourcePosition[]
  /** Addresses of the senders and recipients of a mail, or of the one that it is attached to, lower-case. */
  readonly correspondents?: readonly string[]
}

/** Something in a file that is a document of its own: an attachment, a member of an archive, a mail of a mailbox. */
export type FilePart = { readonly name: string } & (
  | { readonly content: FileText }
  | { readonly refused: Unfit }
  | { readonly skipped: SkipReason }
)

/** A file's own text, if it has one, and what else is in it. */
export interface FileContent {
  readonly own?: FileText
  readonly parts: readonly FilePart[]
}

export interface ReadOptions {
  /** Enter archives. */
  readonly archives?: boolean
}

/** A file as its reader gets it. */
export interface FileSource {
  /** POSIX path; its name is the title of what has none. */
  readonly path: string
  readonly bytes: Uint8Array
  /** The bytes as text. Throws Unfit for what is none, or in an encoding that cannot be told. */
  readonly text: () => string
  readonly options: ReadOptions
  /** How many files it is inside of. */
  readonly depth: number
  /** What all that is unpacked of the outermost file may still come to. */
  readonly budget: Budget
  /** Reads what is inside of it. */
  readonly inner: (name: string, bytes: Uint8Array) => Promise<readonly FilePart[]>
}

/** Counts down what is unpacked. */
export interface Budget {
  /** Throws Unfit when it is used up. */
  spend(bytes: number): void
  readonly left: number
}

export type FormatReader = (source: FileSource) => FileText | FileContent | Promise<FileText | FileContent>
