import { FirewallError } from '../core/errors.js'
import { LIMITS } from '../core/limits.js'
import type { DocumentRegistry, HistoryStore, LabelRegistry, Reader, Store } from '../core/ports.js'
import type { CheckOptions, Clearance, Entitlements, Label, Principal } from '../core/types.js'
import type { Entitler } from '../labels/entitle.js'
import { joinLabels, normalizeLabel } from '../labels/label.js'
import { foldText } from '../text/fold.js'
import type { Service } from './service.js'

/**
 * Everything one call knows of who will read the text: the entitlements of the asker and of everyone in the
 * audience, narrowed by the service's ceiling, and the reader's own words.
 */
export interface ReaderContext {
  readonly store: Store
  readonly entitler: Entitler
  readonly history: HistoryStore
  readonly service: Service
  readonly levels: readonly string[]
}

export interface CallReader extends Reader {
  readonly entitlements: readonly Entitlements[]
  /** The reader's own earlier words, as written. */
  readonly ownWords: readonly string[]
  /** What a cache or another reader of the answer must satisfy. */
  readonly label: Label
}

/** `prompt` is the reader's newest turn, where there is one: it can announce a task and excuses nothing. */
export async function readerFor(
  context: ReaderContext,
  options: CheckOptions,
  prompt?: string,
): Promise<CallReader> {
  const { store, service, entitler } = context
  const own = await entitler.entitle(options.principal)
  const entitlements = [own]
  for (const other of options.audience ?? []) {
    entitlements.push(
      isPrincipal(other) ? await entitler.entitle(other) : await entitler.entitleClearance(other),
    )
  }
  const ownWords = ownWordsOf(context, options)
  const foreign = await foreignDocuments(context, options)
  const task = options.task ?? service.taskOf(prompt === undefined ? ownWords : [...ownWords, prompt])
  return {
    entitlements,
    ownWords,
    ownTurns: ownWords.map(foldText),
    foreign: foreign.map(({ text, permitted }) => ({ text: foldText(text), permitted })),
    ...(task === undefined ? {} : { task }),
    classify: classifier(store.documents, store.labels, entitlements, service),
    label: await drawnLabel(context, own, options),
  }
}

/** System prompts and canaries are nobody's to repeat, whatever their label says (action table). */
function classifier(
  documents: DocumentRegistry,
  labels: LabelRegistry,
  entitlements: readonly Entitlements[],
  service: Service,
): Reader['classify'] {
  const permitted = new Map<number, boolean>()
  return (number) => {
    const document = documents.byNumber(number)
    if (document === undefined || document.kind === 'prompt' || document.kind === 'canary') return 'forbidden'
    let may = permitted.get(document.label)
    if (may === undefined) {
      may =
        entitlements.every((entitled) => entitled.permits(document.label)) &&
        service.withinCeiling(labels.get(document.label))
      permitted.set(document.label, may)
    }
    if (may) return 'permitted'
    return document.kind === 'training' ? 'training' : 'forbidden'
  }
}

/** Newest turns first within the bounds; only role `user` speaks for the reader (ruling 6). */
function ownWordsOf({ history }: ReaderContext, options: CheckOptions): string[] {
  const turns =
    options.conversation === undefined
      ? history.recall(options.principal.id, options.session ?? '')
      : options.conversation.filter(({ role }) => role === 'user').map(({ content }) => content)
  const words: string[] = []
  let length = 0
  for (const turn of turns.slice(-LIMITS.conversationTurns).toReversed()) {
    length += turn.length
    if (length > LIMITS.conversationLength) break
    if (turn.isWellFormed()) words.unshift(turn)
  }
  return words
}

async function foreignDocuments(context: ReaderContext, options: CheckOptions) {
  const found: { text: string; permitted: boolean }[] = []
  for (const item of options.retrieved ?? []) {
    if (typeof item === 'string') continue
    let permitted = context.service.withinCeiling(item.label)
    for (const reader of [options.principal, ...(options.audience ?? [])]) {
      permitted &&= await context.entitler.mayRead(reader, item.label)
    }
    found.push({ text: item.text, permitted })
  }
  return found
}

/** Ruling 12: the join of what was in the prompt; without it, readable by this principal alone. */
async function drawnLabel(context: ReaderContext, own: Entitlements, options: CheckOptions): Promise<Label> {
  const { principal, retrieved } = options
  if (retrieved === undefined) {
    return normalizeLabel({ ...principal.clearance, allow: [[principal.id]], deny: [] })
  }
  const drawn: Label[] = []
  for (const item of retrieved) {
    if (typeof item !== 'string') {
      drawn.push(item.label)
      continue
    }
    const chunk = await context.store.chunks.get(item, own)
    if (chunk === undefined) {
      // Forbidden and absent are the same: the answer then draws on something unknown, so it stays private.
      return normalizeLabel({ ...principal.clearance, allow: [[principal.id]], deny: [] })
    }
    drawn.push(context.store.labels.get(chunk.label))
  }
  const bottom: Label = { level: context.levels[0]!, compartments: [], allow: [['*']], deny: [] }
  return joinLabels([bottom, ...drawn], context.levels)
}

function isPrincipal(reader: Principal | Clearance): reader is Principal {
  return 'id' in reader
}

export function requirePrincipal(options: { readonly principal?: Principal } | undefined): void {
  if (options?.principal !== undefined && options.principal !== null) return
  throw new FirewallError('principal-missing', 'no principal came with the call', {
    help: 'pass { principal } built from a verified token',
  })
}
