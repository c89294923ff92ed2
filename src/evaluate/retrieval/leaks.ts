import type { CorpusDocument } from './corpus.js'
import { uriOf } from './stage.js'

/** A chunk as either layer gives it out. */
export interface Delivered {
  readonly id: string
  readonly documentId: string
  readonly uri: string
  readonly title: string | undefined
  readonly text: string
}

/** What was delivered to readers, judged against the raw permissions. */
export interface LeakTally {
  queries: number
  chunks: number
  /** Chunks of which anything (id, source, title or text) is not of a permitted document. */
  forbidden: number
  /** Answers with fewer or more chunks than the permitted ones can fill: then their number tells something. */
  counts: number
}

export const emptyTally = (): LeakTally => ({ queries: 0, chunks: 0, forbidden: 0, counts: 0 })

/** `permittedChunks`: how many chunks the reader may read at all. */
export function tally(
  into: LeakTally,
  delivered: readonly Delivered[],
  reader: { readonly permitted: ReadonlySet<string>; readonly permittedChunks: number },
  documents: ReadonlyMap<string, CorpusDocument>,
  k: number,
): void {
  into.queries += 1
  into.chunks += delivered.length
  for (const chunk of delivered) if (!isPermitted(chunk, reader.permitted, documents)) into.forbidden += 1
  if (delivered.length !== Math.min(k, reader.permittedChunks)) into.counts += 1
}

function isPermitted(
  { id, documentId, uri, title, text }: Delivered,
  permitted: ReadonlySet<string>,
  documents: ReadonlyMap<string, CorpusDocument>,
): boolean {
  const document = documents.get(documentId)
  return (
    document !== undefined &&
    permitted.has(documentId) &&
    id.slice(0, id.lastIndexOf('#')) === documentId &&
    uri === uriOf(documentId) &&
    title === document.title &&
    document.text.includes(text)
  )
}

/** What a post-filter gives: the best `k` of everything, and of those what the reader may read. */
export function postFilter<Chunk extends { readonly document: string | { readonly id: string } }>(
  unfiltered: readonly Chunk[],
  permitted: ReadonlySet<string>,
): Chunk[] {
  return unfiltered.filter(({ document }) =>
    permitted.has(typeof document === 'string' ? document : document.id),
  )
}
