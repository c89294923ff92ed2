import { BaseDocumentTransformer, Document, type DocumentInterface } from '@langchain/core/documents'
import { type ErrorCode, FirewallError } from '../../core/errors.js'
import {
  anyText,
  callback,
  type OptionKinds,
  oneOf,
  requireArgument,
  requireOptions,
  text,
} from '../../core/options.js'
import type { Acl, SourceChange, SourceDocument } from '../../core/types.js'
import { FIREWALL, type Firewall } from '../../firewall/firewall.js'
import { checkAcl } from '../../labels/assign.js'
import { ACL, DOCUMENT_KEY, LABEL_KEY, readTag, rememberTagging, SOURCES_KEY } from './tags.js'

/**
 * What a loaded document is and who may read it. Without `acl` it is one that the firewall already holds, from a
 * connector or an earlier run. `id` defaults to the loader's: `metadata.source` with page or line.
 */
export type LabelledSource = {
  /** The document's id in the firewall. */
  readonly id?: string
  /** Its permissions. */
  readonly acl?: Acl
} & Partial<Pick<SourceDocument, 'uri' | 'title' | 'origin' | 'license' | 'kind'>>

/** What is known of a loaded document; `undefined` stops the batch with `label-missing`. */
export type LabelSource = (
  document: DocumentInterface,
) => LabelledSource | undefined | Promise<LabelledSource | undefined>

/**
 * The step between any LangChain loader and any vector store:
 *
 *     const documents = await tagDocuments(firewall, labelOf).invoke(await loader.load())
 *     await vectorStore.addDocuments(await splitter.splitDocuments(documents))
 *
 * Each document is registered with the firewall, text and label, so that door 2 knows it; its metadata then
 * carries id and label hash through whatever splits it. A document that `labelOf` or the firewall cannot label
 * stops the batch with the error of the first one: nothing unlabelled goes on. A tag that came with the document
 * is replaced, since loaders read what others wrote.
 *
 * After a change of permissions revocations hold at once. Documents that were opened to more readers are found
 * by them once they are tagged again.
 */
export function tagDocuments(firewall: Firewall, labelOf: LabelSource): TagDocuments {
  requireArgument(firewall, FIREWALL, 'the first argument of tagDocuments')
  requireArgument(labelOf, LABEL_SOURCE, 'the second argument of tagDocuments')
  return new TagDocuments(firewall, labelOf)
}

const LABELLED: OptionKinds<LabelledSource> = {
  id: text,
  acl: ACL,
  uri: text,
  title: anyText,
  origin: oneOf('curated', 'internal', 'user', 'external'),
  license: text,
  kind: oneOf('knowledge', 'training', 'prompt', 'canary', 'code'),
}

const LABEL_SOURCE = {
  ...callback,
  is: "a function from a document to who may read it: (document) => ({ acl: { allow: ['group:staff'], deny: [] } })",
}

/** What `tagDocuments` returns. */
export class TagDocuments extends BaseDocumentTransformer {
  static override lc_name(): string {
    return 'TagDocuments'
  }

  override lc_namespace = ['ragwall', 'documents']
  readonly #firewall: Firewall
  readonly #labelOf: LabelSource

  constructor(firewall: Firewall, labelOf: LabelSource) {
    super({})
    this.#firewall = firewall
    this.#labelOf = labelOf
  }

  override async transformDocuments(documents: DocumentInterface[]): Promise<Document[]> {
    const sources = await Promise.all(documents.map((document) => this.#source(document)))
    const ids = distinct(sources.map(({ id }) => id))
    await register(
      this.#firewall,
      sources.flatMap(({ acl, ...source }, i) =>
        acl === undefined
          ? []
          : [{ ...source, id: ids[i]!, acl, text: documents[i]!.pageContent, retrievable: false }],
      ),
    )
    rememberTagging(this.#firewall)
    return Promise.all(documents.map((document, i) => tagged(this.#firewall, document, ids[i]!)))
  }

  async #source(document: DocumentInterface) {
    const labelled = await this.#labelOf(document)
    if (labelled === undefined) throw unlabelled('`labelOf` knows nothing of a document')
    requireOptions<LabelledSource>(labelled, LABELLED, 'what `labelOf` gives')
    if (labelled.acl !== undefined) checkAcl(labelled.acl)
    const id = labelled.id ?? loaderId(document)
    if (id === undefined) {
      throw new FirewallError('document-invalid', 'a document has neither an id nor a source', {
        help: 'let `labelOf` give it an `id` that stays the same from run to run',
      })
    }
    return { ...labelled, id, uri: labelled.uri ?? id }
  }
}

/**
 * A text made from others (a summary, a question, merged chunks) as a document of its own: registered under the
 * join of its sources' labels, and readable only while each of the sources is. Throws `label-missing` for a
 * source that is not tagged. `id` must stay the same from run to run.
 */
export async function deriveDocument(
  firewall: Firewall,
  derived: {
    readonly id: string
    readonly text: string
    readonly from: readonly DocumentInterface[]
    readonly metadata?: Readonly<Record<string, unknown>>
  },
): Promise<Document> {
  const { id, text, from, metadata = {} } = derived
  const sources = [...new Set(from.flatMap(lineage))]
  if (sources.length === 0) throw unlabelled('a derived text has no sources')
  // Open in itself: what it demands of its readers are its sources' labels.
  const acl: Acl = { allow: ['*'], deny: [], classification: firewall.levels[0]! }
  const document = { id, uri: id, text, acl, derivedFrom: sources, retrievable: false }
  await register(firewall, [document])
  const plain = new Document({ pageContent: text, metadata: { ...metadata } })
  const made = await tagged(firewall, plain, id)
  made.metadata[SOURCES_KEY] = sources
  return made
}

function lineage(document: DocumentInterface): string[] {
  const tag = readTag(document)
  if (tag?.id === undefined) throw unlabelled('a source of a derived text is not tagged')
  const sources: unknown = document.metadata[SOURCES_KEY]
  return [tag.id, ...(Array.isArray(sources) ? sources.map(String) : [])]
}

async function register(firewall: Firewall, documents: readonly SourceDocument[]): Promise<void> {
  if (documents.length === 0) return
  const changes = documents.map((document): SourceChange => ({ kind: 'upsert', document, cursor: '' }))
  const { refused } = await firewall.apply(changes)
  const [first] = refused
  if (first === undefined) return
  throw new FirewallError(
    first.code as ErrorCode,
    `${refused.length} of ${documents.length} documents were refused`,
    {
      help: `the first is \`${first.id}\`${first.help === undefined ? '' : `: ${first.help}`}`,
    },
  )
}

async function tagged(firewall: Firewall, document: DocumentInterface, id: string): Promise<Document> {
  const hash = await firewall.tag(id)
  if (hash === undefined) throw unlabelled('a document without permissions is not held by the firewall')
  const { [SOURCES_KEY]: _stale, ...metadata } = document.metadata ?? {}
  return new Document({
    pageContent: document.pageContent,
    metadata: { ...metadata, [DOCUMENT_KEY]: id, [LABEL_KEY]: hash },
    ...(document.id === undefined ? {} : { id: document.id }),
  })
}

function unlabelled(message: string): FirewallError {
  return new FirewallError('label-missing', message, {
    help: 'let `labelOf` give each document an `acl`, or the `id` of one that the firewall holds',
  })
}

/** Loaders name the file in `source`; a page or a row of it is a document of its own. */
function loaderId({ id, metadata }: DocumentInterface): string | undefined {
  const { source, loc, line, row } = (metadata ?? {}) as Record<string, unknown>
  if (typeof source !== 'string') return typeof id === 'string' ? id : undefined
  const part = (loc as { pageNumber?: unknown } | undefined)?.pageNumber ?? line ?? row
  return typeof part === 'number' || typeof part === 'string' ? `${source}#${part}` : source
}

/** Several documents of one source in one batch: the second must not take the first one's place. */
function distinct(ids: readonly string[]): string[] {
  const given = new Set(ids)
  const used = new Set<string>()
  return ids.map((id) => {
    let own = id
    for (let count = 2; used.has(own) || (own !== id && given.has(own)); count++) own = `${id}#${count}`
    used.add(own)
    return own
  })
}
