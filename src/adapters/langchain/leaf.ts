import type { DocumentInterface } from '@langchain/core/documents'
import { FirewallError } from '../../core/errors.js'
import type { VectorStoreLike } from './pushdown.js'

/** The part of a LangChain retriever that is used: the inner search, which knows of no handler. */
export interface RetrieverLike {
  _getRelevantDocuments(query: string): Promise<DocumentInterface[]>
  invoke(query: string): Promise<DocumentInterface[]>
}

/** What lies behind `protect`. */
export type Source =
  | { readonly kind: 'store'; readonly store: VectorStoreLike; readonly search: StoreSearch }
  /** `widths` are the members that say how much it fetches; without them it is asked once. */
  | { readonly kind: 'leaf'; readonly retriever: RetrieverLike; readonly widths: readonly string[] }
  | { readonly kind: 'factory'; readonly make: (width: number) => RetrieverLike }
  | { readonly kind: 'container'; readonly retriever: RetrieverLike }

/** What a retriever over a vector store was made with. */
export interface StoreSearch {
  readonly k?: number
  readonly filter?: unknown
  readonly mmr?: { readonly fetchK?: number; readonly lambda?: number }
}

const known = new WeakSet<object>()

/** Called by the constructor of `ProtectedRetriever`. */
export function registerProtected(retriever: object): void {
  known.add(retriever)
}

/**
 * A vector store, a retriever that is a leaf, or one whose inner retrievers are all protected. Throws
 * `option-invalid` for one with an unprotected retriever inside: what that one finds would be compressed, fused
 * or shown to handlers before anybody looks at it.
 */
export function sourceOf(given: unknown): Source {
  if (isVectorStore(given)) return { kind: 'store', store: given, search: {} }
  if (typeof given === 'function') return { kind: 'factory', make: (width) => leafOf(given(width)) }
  if (!isRetriever(given)) {
    throw new FirewallError(
      'option-invalid',
      'what was given to protect is neither retriever nor vector store',
    )
  }
  if (known.has(given)) throw new FirewallError('option-invalid', 'the retriever is protected already')
  const inner = innerRetrievers(given)
  if (inner.some((retriever) => !known.has(retriever))) {
    throw new FirewallError('option-invalid', 'the retriever contains one that is not protected', {
      help: 'protect the retrievers inside it, then use it as it is, or protect it too',
    })
  }
  if (inner.length > 0) return { kind: 'container', retriever: given }
  if (isStoreRetriever(given)) {
    const { vectorStore, k, filter, searchType, searchKwargs } = given
    return {
      kind: 'store',
      store: vectorStore,
      search: {
        k,
        ...(filter === undefined ? {} : { filter }),
        ...(searchType === 'mmr' ? { mmr: searchKwargs ?? {} } : {}),
      },
    }
  }
  return { kind: 'leaf', retriever: leafOf(given), widths: WIDTHS.filter((name) => hasWidth(given, name)) }
}

/** Members by which LangChain's retrievers say how much they fetch. */
const WIDTHS = ['k', 'topK', 'childK', 'parentK']

/** `childK` is often left to the store, whose default is four. */
function hasWidth(retriever: object, name: string): boolean {
  const value = (retriever as Record<string, unknown>)[name]
  return typeof value === 'number' || (name === 'childK' && Object.hasOwn(retriever, name))
}

/** A retriever that fetches as much as it was asked for. */
export interface Widened {
  search(query: string): Promise<DocumentInterface[]>
  /** Whether asking for more may bring more than these `count`. */
  more(count: number): boolean
}

/**
 * The retriever with `width` in place of its own numbers. Where it goes from chunks to their parents, it is the
 * chunks that say whether there are more.
 */
export function widened({ retriever, widths }: Extract<Source, { kind: 'leaf' }>, width: number): Widened {
  const plain = { search: (query: string) => retriever._getRelevantDocuments(query) }
  if (widths.length === 0) return { ...plain, more: () => false }
  const changed: Record<string, unknown> = Object.fromEntries(widths.map((name) => [name, width]))
  const { vectorstore } = retriever as { vectorstore?: unknown }
  if (!isVectorStore(vectorstore)) {
    return { search: (query) => searchWith(retriever, changed, query), more: (count) => count >= width }
  }
  const store = vectorstore as VectorStoreLike & { similaritySearch: SimilaritySearch }
  let chunks = 0
  changed['vectorstore'] = Object.assign(Object.create(store) as object, {
    async similaritySearch(...asked: unknown[]) {
      const found = await store.similaritySearch(...asked)
      chunks = found.length
      return found
    },
  })
  return { search: (query) => searchWith(retriever, changed, query), more: () => chunks >= width }
}

/** Retrievers that refuse to work through a view: they have private fields, which only the object itself has. */
const withPrivates = new WeakMap<object, Promise<unknown>>()

/**
 * Searches with some members changed: in a view of the retriever, since others may be using it; where it has private
 * fields, in the retriever itself, one search after the other, and with its own members back in place behind each.
 */
async function searchWith(
  retriever: RetrieverLike,
  changed: Readonly<Record<string, unknown>>,
  query: string,
): Promise<DocumentInterface[]> {
  if (!withPrivates.has(retriever)) {
    try {
      const view = Object.assign(Object.create(retriever) as RetrieverLike, changed)
      return await view._getRelevantDocuments(query)
    } catch (error) {
      // What a private field that is not there throws; if it was something else, it will be thrown again.
      if (!(error instanceof TypeError)) throw error
    }
  }
  const own = retriever as unknown as Record<string, unknown>
  const earlier = withPrivates.get(retriever)
  const search = (async () => {
    await earlier?.catch(() => undefined)
    const before = Object.fromEntries(Object.keys(changed).map((name) => [name, own[name]]))
    Object.assign(own, changed)
    try {
      return await retriever._getRelevantDocuments(query)
    } finally {
      Object.assign(own, before)
    }
  })()
  withPrivates.set(retriever, search)
  return search
}

type SimilaritySearch = (...asked: unknown[]) => Promise<DocumentInterface[]>

/** One whose `invoke` does more than LangChain's cannot be called without its handlers. */
function leafOf(retriever: unknown): RetrieverLike {
  if (isRetriever(retriever) && inheritsInvoke(retriever)) return retriever
  throw new FirewallError('option-invalid', 'a retriever with an `invoke` of its own cannot be protected', {
    help: 'protect the vector store behind it',
  })
}

/**
 * Whether `invoke` is the one of the class that retrievers begin with, whichever copy or build of LangChain that class
 * is from: it is the last one down the line of prototypes that has a `_getRelevantDocuments`.
 */
function inheritsInvoke(retriever: RetrieverLike): boolean {
  const base = declaring(retriever, '_getRelevantDocuments').at(-1)
  return base !== retriever && declaring(retriever, 'invoke')[0] === base
}

/** The objects down the line of prototypes, nearest first, that have a member of this name themselves. */
export function declaring(object: object, member: string): object[] {
  const found: object[] = []
  for (let at: object | null = object; at !== null; at = Object.getPrototypeOf(at) as object | null)
    if (Object.hasOwn(at, member)) found.push(at)
  return found
}

function isVectorStore(value: unknown): value is VectorStoreLike {
  return isObject(value) && typeof value['similaritySearchVectorWithScore'] === 'function'
}

function isRetriever(value: unknown): value is RetrieverLike {
  return isObject(value) && typeof value['_getRelevantDocuments'] === 'function'
}

/** LangChain's own of any copy or build, not one that was made from it and searches otherwise. */
function isStoreRetriever(value: unknown): value is StoreRetriever {
  if (!isRetriever(value) || !inheritsInvoke(value)) return false
  const [searching, ...others] = declaring(value, '_getRelevantDocuments')
  const { constructor: made } = searching as { constructor: { lc_name?: unknown } }
  const named = Object.hasOwn(made, 'lc_name') && typeof made.lc_name === 'function'
  return (
    others.length === 1 &&
    named &&
    (made.lc_name as () => unknown)() === 'VectorStoreRetriever' &&
    isVectorStore((value as unknown as { vectorStore: unknown }).vectorStore)
  )
}

type StoreRetriever = RetrieverLike & {
  readonly vectorStore: VectorStoreLike
  readonly k: number
  readonly filter?: unknown
  readonly searchType?: unknown
  readonly searchKwargs?: NonNullable<StoreSearch['mmr']>
}

/** Deep enough for a list of retrievers in an options object. */
const DEPTH = 4

/** Retrievers among the members of another, in lists and plain objects too. */
function innerRetrievers(retriever: object): object[] {
  const found = new Set<object>()
  const look = (value: unknown, depth: number) => {
    if (!isObject(value) || found.has(value)) return
    if (isRetriever(value) && value !== retriever) found.add(value)
    else if (depth < DEPTH && (value === retriever || Array.isArray(value) || isPlain(value)))
      for (const member of Object.values(value)) look(member, depth + 1)
  }
  look(retriever, 0)
  return [...found]
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}
