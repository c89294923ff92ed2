import type { Acl, ContainerPermissions, Label, SourceChange } from '../types.js'
import type { DerivedLabel } from './stores.js'

// Where documents come from, and what becomes of their permissions.

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
  /**
   * Permissions of these documents as they are now, in one request where the source allows it: asked for documents
   * about to be shown whose permissions are older than they may be. What is not answered is denied, and so is
   * everything when it throws or takes longer than `LIMITS.permissionsTime`.
   */
  permissions?(
    ids: readonly string[],
    options: { readonly signal: AbortSignal },
  ): Promise<readonly PermissionAnswer[]>
}

/** What a source says of a document now; of containers too, before the documents in them. */
export type PermissionAnswer = WithoutCursor<
  Extract<SourceChange, { readonly kind: 'acl' | 'delete' | 'container' }>
>

type WithoutCursor<Change> = Change extends unknown ? Omit<Change, 'cursor'> : never

/** Turns text into vectors. LangChain's `Embeddings` already is one. Vectors need not be normalised. */
export interface Embedder {
  /** One vector for each text, in order, all of one dimension. */
  embedDocuments(texts: string[]): Promise<number[][]>
  /** The vector of a query, of the same dimension. */
  embedQuery(text: string): Promise<number[]>
  /** Names model and version; without it the store compares three probe texts. */
  readonly id?: string
}

/** Source ACLs in a source's own words, to labels. */
export interface LabelAssigner {
  /**
   * What an ACL without a container comes to. Throws `label-missing`, `acl-invalid`, `level-unknown`: a document without
   * a label is refused, never public.
   */
  assign(acl: Acl, uri: string): Label
  /**
   * The label of a document in a container, as it follows the container. `sources` is joined with it, always. Throws
   * `acl-invalid`.
   */
  derive(acl: Acl & { readonly container: string }, uri: string, sources?: Label): DerivedLabel
  /**
   * Whether a container's permissions can be understood as they stand, whatever is below. Throws `acl-invalid`,
   * `level-unknown`.
   */
  checkContainer(permissions: ContainerPermissions): void
  /** What a derived label means under these containers, outermost first. Throws as `assign`. */
  resolve(derived: DerivedLabel, containers: readonly ContainerPermissions[]): Label
}
