import { FirewallError, toFirewallError } from '../src/core/errors.js'
import {
  anyText,
  callback,
  either,
  type OptionKinds,
  required,
  requireOptions,
  text,
  withMethods,
} from '../src/core/options.js'
import type { Connector } from '../src/core/ports.js'
import type { Acl, SourceChange, SourceDocument } from '../src/core/types.js'
import { shortHash } from './files/acl.js'
import { type Known, packKnown, unpackKnown } from './files/state.js'

/** A document as LangChain's loaders give it. */
export interface LoadedDocument {
  /** Its text. */
  readonly pageContent: string
  /** What the loader says of it; `source` names it where there is no id. */
  readonly metadata: Readonly<Record<string, unknown>>
  /** The loader's own id. */
  readonly id?: string | undefined
}

/** The part of a LangChain document loader that is used. */
export type Loader =
  | { load(): Promise<readonly LoadedDocument[]> }
  | { lazyLoad(): AsyncIterable<LoadedDocument> }

/** What a loader does not know: who may read the document, and whatever else shall be stored with it. */
export type LoadedSource = {
  /** Who may read it. */
  readonly acl: Acl
  /** Its id, where the loader's will not do. */
  readonly id?: string
} & Partial<Pick<SourceDocument, 'uri' | 'title' | 'kind' | 'license' | 'origin' | 'retrievable'>>

/** A loader, and who may read what it loads. */
export interface LangchainOptions {
  /** With `load` or `lazyLoad`. */
  readonly loader: Loader
  /** `undefined`, or an error, refuses the document: what nobody knows the readers of is nobody's. */
  readonly labelOf: (document: LoadedDocument) => LoadedSource | undefined | Promise<LoadedSource | undefined>
  /** Default `langchain`. Cursors are stored under it: give each loader its own. */
  readonly name?: string
  /** Default none. Two loaders in one store need different ones. */
  readonly prefix?: string
}

const OPTIONS: OptionKinds<LangchainOptions> = {
  loader: required(
    either(withMethods('a document loader', 'load'), withMethods('a document loader', 'lazyLoad')),
  ),
  labelOf: required(callback),
  name: text,
  prefix: anyText,
}

/**
 * Any LangChain document loader, `@langchain/community`'s among them. A loader knows no changes and no
 * permissions: it gives all there is, so a run compares it with what the cursor remembers, and `labelOf` says
 * who may read what.
 *
 * Ids are `labelOf`'s, else the loader's, else `metadata.source` with page, line or row; the second document of
 * an id gets `#2`, and so on in the loader's order. In this order a run gives, a window of documents at a time,
 * a cursor that names the new ones, then new and changed documents and permissions; then deletions; then one
 * cursor for all. A loader that fails, or suddenly gives nothing, is `source-unreadable`, and nothing counts as
 * deleted. Of a document that is refused, what was stored before stays, under its permissions; nobody may read
 * it while its permissions are unknown or have changed with it.
 */
export function langchain(options: LangchainOptions): Connector {
  if (options?.labelOf === undefined) {
    throw new FirewallError('label-missing', 'the langchain connector has no `labelOf`', {
      help: 'say who may read each document: labelOf: (document) => ({ acl: { allow: [...], deny: [] } })',
    })
  }
  requireOptions<LangchainOptions>(options, OPTIONS, 'langchain')
  const { loader, labelOf, name = 'langchain', prefix = '' } = options
  return {
    name,
    async *changes({ since, retry, signal }) {
      const { known } = unpackKnown(name, since)
      for (const id of known.keys()) if (retry?.has(id)) known.set(id, NOT_TAKEN)
      const run: Run = { cursor: since ?? '', unchanged: 0, known, next: new Map(), seen: new Set() }
      for await (const window of windowsOf(loader)) {
        requireLive(signal)
        const items = await Promise.all(window.map((document) => itemOf(document, labelOf)))
        for (const item of items) if (item.id !== '') item.id = ownId(run, prefix + item.id)
        yield* intent(run, items)
        for (const item of items) {
          requireLive(signal)
          yield* changesOf(run, item)
        }
      }
      if (run.seen.size === 0 && known.size > 0) throw unreadable('gives nothing any more')
      for (const id of known.keys()) if (!run.seen.has(id)) yield { kind: 'delete', id, cursor: run.cursor }
      yield { kind: 'cursor', cursor: packKnown(run.next), unchanged: run.unchanged }
    },
  }
}

interface Run {
  /** What changes are given out with, until the run is through. */
  cursor: string
  /** Documents that nothing has to be said of. */
  unchanged: number
  /** What is stored, as the cursor remembers it. */
  readonly known: ReadonlyMap<string, Known>
  readonly next: Map<string, Known>
  readonly seen: Set<string>
}

interface Item {
  id: string
  readonly text: unknown
  /** Result of `labelOf`, if it gave one. */
  readonly source: LoadedSource | undefined
}

/** Not stored, or not in its current form: it is given again in any case. */
const NOT_TAKEN: Known = { stat: '', content: '', traits: '', acl: '' }
/** In the place of a hash: nobody may read what is stored. */
const CLOSED = 'closed'
const NOBODY: Acl = { allow: [], deny: [] }

/** Documents between two cursors: what a crash makes a loader give again. */
const WINDOW = 256

async function* windowsOf(loader: Loader): AsyncGenerator<LoadedDocument[]> {
  let window: LoadedDocument[] = []
  try {
    const loaded = 'lazyLoad' in loader ? loader.lazyLoad() : await loader.load()
    for await (const document of loaded) {
      window.push(document)
      if (window.length < WINDOW) continue
      yield window
      window = []
    }
  } catch (error) {
    // Loaders quote what they choke on.
    throw toFirewallError(error, 'source-unreadable', 'the document loader stopped with an error')
  }
  if (window.length > 0) yield window
}

async function itemOf(document: LoadedDocument, labelOf: LangchainOptions['labelOf']): Promise<Item> {
  const { pageContent: text, metadata = {}, id } = document ?? {}
  let source: LoadedSource | undefined
  try {
    source = await labelOf(document)
  } catch {
    source = undefined
  }
  return { id: source?.id ?? id ?? loadedFrom(metadata), text, source }
}

function loadedFrom({ source, loc, line, row }: LoadedDocument['metadata']): string {
  if (typeof source !== 'string') return ''
  const part = (loc as { pageNumber?: unknown } | undefined)?.pageNumber ?? line ?? row
  return typeof part === 'number' || typeof part === 'string' ? `${source}#${part}` : source
}

/** The id if it is free, else with the first number that is. */
function ownId({ seen }: Run, id: string): string {
  let own = id
  for (let count = 2; seen.has(own); count++) own = `${id}#${count}`
  seen.add(own)
  return own
}

/** Names new documents before they come, so that one that is gone again after a crash is deleted all the same. */
function* intent(run: Run, items: readonly Item[]): Generator<SourceChange> {
  const fresh = items.filter(({ id, source }) => id !== '' && source !== undefined && !run.known.has(id))
  if (fresh.length === 0) return
  const named = new Map([...run.known, ...run.next])
  for (const { id } of fresh) named.set(id, NOT_TAKEN)
  run.cursor = packKnown(named)
  yield { kind: 'cursor', cursor: run.cursor }
}

function* changesOf(run: Run, { id, text, source }: Item): Generator<SourceChange> {
  const { cursor, next } = run
  const stored = run.known.get(id)
  if (source?.acl === undefined) {
    yield refusal(id, 'label-missing', '`labelOf` must say who may read it', cursor)
    if (stored === undefined) return
    next.set(id, { ...stored, acl: CLOSED })
    if (stored.acl !== CLOSED) yield { kind: 'acl', id, acl: NOBODY, cursor }
    return
  }
  const acl = shortHash(source.acl)
  if (id === '' || typeof text !== 'string' || text.trim() === '') {
    const help = id === '' ? 'let `labelOf` give it an id' : 'the loader gave no text for it'
    yield refusal(id, 'document-invalid', help, cursor)
    if (stored === undefined) return
    // Who may read the new content need not be who may read the old.
    next.set(id, { ...stored, content: '', acl: stored.acl === acl ? acl : CLOSED })
    if (stored.acl !== acl && stored.acl !== CLOSED) yield { kind: 'acl', id, acl: NOBODY, cursor }
    return
  }
  const { acl: permissions, id: _id, uri = id, ...traits } = source
  const now: Known = { stat: '', content: shortHash(text), traits: shortHash({ ...traits, uri }), acl }
  next.set(id, now)
  if (stored === undefined || stored.content !== now.content || stored.traits !== now.traits) {
    yield { kind: 'upsert', document: { id, uri, text, ...traits, acl: permissions }, cursor }
  } else if (stored.acl !== acl) {
    yield { kind: 'acl', id, acl: permissions, cursor }
  } else run.unchanged += 1
}

function refusal(id: string, code: string, help: string, cursor: string): SourceChange {
  return { kind: 'refused', id: id === '' ? '(no id)' : id, code, help, cursor }
}

function requireLive(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new FirewallError('aborted', 'the caller cancelled the sync')
}

function unreadable(what: string): FirewallError {
  return new FirewallError('source-unreadable', `the document loader ${what}`, {
    help: 'nothing was taken for deleted; check what it reads',
  })
}
