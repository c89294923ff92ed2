import { FirewallError } from '../../core/errors.js'
import { isUnspeakable } from '../../core/leak.js'
import { LIMITS } from '../../core/limits.js'
import { pause } from '../../core/pause.js'
import type {
  DocumentRegistry,
  FoldedText,
  HistoryStore,
  LabelRegistry,
  Reader,
  Store,
  StoredDocument,
} from '../../core/ports.js'
import type {
  CheckOptions,
  Clearance,
  DocumentNumber,
  Entitlements,
  Label,
  Principal,
} from '../../core/types.js'
import type { Entitler } from '../../labels/entitle.js'
import { isLabel, joinLabels, normalizeLabel } from '../../labels/label.js'
import { checkPrincipal } from '../../labels/principal.js'
import { foldText, surfaceFold } from '../../text/fold.js'
import type { Service } from '../policy/service.js'
import type { Freshness } from './freshness.js'
import type { ShownDocuments } from './shown.js'
import type { ToldMemory } from './told.js'

/**
 * Everything one call knows of who will read the text: the entitlements of the asker and of everyone in the
 * audience, narrowed by the service's ceiling, and the reader's own words.
 */
export interface ReaderContext {
  readonly store: Store
  readonly entitler: Entitler
  readonly history: HistoryStore
  /** What readers were told, in whatever session. */
  readonly told: ToldMemory
  readonly service: Service
  /** Texts of foreign stores that readers were shown. */
  readonly shown: ShownDocuments
  readonly levels: readonly string[]
  readonly freshness: Freshness
}

export interface CallReader extends Reader {
  readonly entitlements: readonly Entitlements[]
  /** The reader's own earlier words, as written. */
  readonly ownWords: readonly string[]
  /** What a cache or another reader of the answer must satisfy. */
  readonly label: Label
  /**
   * Sees what was committed meanwhile, and decides again once the entitlements have expired: a stream may outlive them,
   * a revoked document or group may not.
   */
  renew(): Promise<void>
  /**
   * Asks the sources of documents whose permissions are older than they may be and that would otherwise have excused
   * something; each is asked once in a call. Resolves with whether any of them counts now: then what was judged without
   * it is to be judged again.
   */
  settleStale(): Promise<boolean>
  /** Milliseconds since the oldest permission that excused something was stated. */
  aclAge(): number | undefined
}

/** `prompt` is the reader's newest turn, where there is one: it can announce a task and excuses nothing. */
export async function readerFor(
  context: ReaderContext,
  options: CheckOptions,
  prompt?: string,
): Promise<CallReader> {
  checkOptions(options)
  const { store, service } = context
  const own = ownTurnsOf(context, options)
  const ownWords = own.map(({ words }) => words)
  const task = options.task ?? service.taskOf(prompt === undefined ? ownWords : [...ownWords, prompt])
  let entitlements = await entitled(context, options)
  let foreign = await foreignDocuments(context, options)
  const permissions = new PermissionsUsed(context.freshness)
  const classifyFor = () => classifier(store.documents, store.labels, entitlements, service, permissions)
  let classify = classifyFor()
  const told = await context.told.recall(options)
  const label = await drawnLabel(context, entitlements[0]!, options)
  return {
    ownWords,
    ownTurns: own.map(({ turn }) => turn),
    earlierAnswers: earlierAnswersOf(options),
    told,
    label,
    ...(task === undefined ? {} : { task }),
    get entitlements() {
      return entitlements
    },
    get foreign() {
      return foreign
    },
    classify: (document) => classify(document),
    pause: () => pause(options.signal),
    permittedTexts: (words) => permittedTexts(store, entitlements, words, (document) => classify(document)),
    async renew() {
      await store.refresh()
      const isAskedAgain = await permissions.renew()
      if (!isAskedAgain && entitlements.every(({ expires }) => Date.now() < expires)) return
      entitlements = await entitled(context, options)
      foreign = await foreignDocuments(context, options)
      classify = classifyFor()
    },
    async settleStale() {
      if (!(await permissions.settle())) return false
      // What a source said may have changed labels.
      entitlements = await entitled(context, options)
      classify = classifyFor()
      return true
    },
    aclAge: () => permissions.age(),
  }
}

/** Whose permissions a call rests on, and which were too old to rest on. */
class PermissionsUsed {
  readonly #freshness: Freshness
  readonly #began = Date.now()
  readonly #used = new Map<DocumentNumber, StoredDocument>()
  readonly #asked = new Set<DocumentNumber>()
  readonly #stale = new Map<DocumentNumber, StoredDocument>()

  constructor(freshness: Freshness) {
    this.#freshness = freshness
  }

  /** Whether a document that the reader may read may excuse anything now. */
  use(document: StoredDocument): boolean {
    if (!this.#isStale(document)) {
      this.#used.set(document.number, document)
      return true
    }
    if (!this.#asked.has(document.number)) this.#stale.set(document.number, document)
    return false
  }

  #isStale(document: StoredDocument): boolean {
    return this.#freshness.isStale(document, Math.max(this.#began, Date.now() - LIMITS.permissionsHold))
  }

  /**
   * Asks about documents that a long stream rests on and whose permissions have become too old meanwhile. Resolves with
   * whether it asked: what comes next is judged by what was answered, and by nothing where nobody did.
   */
  async renew(): Promise<boolean> {
    const stale = [...this.#used.values()].filter((document) => this.#isStale(document))
    if (stale.length === 0) return false
    for (const { number } of stale) this.#asked.add(number)
    const known = await this.#freshness.renew(stale)
    for (const { number } of stale) if (!known.has(number)) this.#used.delete(number)
    return true
  }

  async settle(): Promise<boolean> {
    if (this.#stale.size === 0) return false
    const stale = [...this.#stale.values()]
    this.#stale.clear()
    for (const { number } of stale) this.#asked.add(number)
    return (await this.#freshness.renew(stale)).size > 0
  }

  age(): number | undefined {
    return this.#freshness.age(this.#used.keys())
  }
}

/** The asker's entitlements, then those of everyone in the audience. */
async function entitled({ entitler }: ReaderContext, options: CheckOptions): Promise<Entitlements[]> {
  const entitlements = [await entitler.entitle(options.principal)]
  for (const other of options.audience ?? []) {
    entitlements.push(
      isPrincipal(other) ? await entitler.entitle(other) : await entitler.entitleClearance(other),
    )
  }
  return entitlements
}

/** So many chunks are looked at for a name that may stand in a permitted one. */
const LOOKED_AT = 8

/** Surface-folded texts of the permitted chunks that have most of these words. */
async function permittedTexts(
  { chunks }: Store,
  [entitlements]: readonly Entitlements[],
  text: string,
  classify: Reader['classify'],
): Promise<readonly string[]> {
  const found = await chunks.search({ text, k: LOOKED_AT }, entitlements!)
  return found
    .filter(({ document }) => classify(document.number) === 'permitted')
    .map(({ title = '', text }) => surfaceFold(`${title}\n${text}`))
}

/** A document that is gone is forbidden, as is what nobody may repeat; all else goes by its label. */
function classifier(
  documents: DocumentRegistry,
  labels: LabelRegistry,
  entitlements: readonly Entitlements[],
  service: Service,
  permissions: PermissionsUsed,
): Reader['classify'] {
  const permitted = new Map<number, boolean>()
  return (number) => {
    const document = documents.byNumber(number)
    if (document === undefined || isUnspeakable(document.kind)) return 'forbidden'
    let may = permitted.get(document.label)
    if (may === undefined) {
      may =
        entitlements.every((entitled) => entitled.permits(document.label)) &&
        service.withinCeiling(labels.get(document.label))
      permitted.set(document.label, may)
    }
    if (may && permissions.use(document)) return 'permitted'
    return document.kind === 'training' ? 'training' : 'forbidden'
  }
}

/**
 * Newest turns first within the bounds; only role `user` speaks for the reader
 * (docs/decisions.md#whose-turns-explain).
 */
function ownTurnsOf(
  { history }: ReaderContext,
  options: CheckOptions,
): { words: string; turn: FoldedText }[] {
  const turns =
    options.conversation === undefined
      ? history.recall(options.principal.id, options.session ?? '')
      : options.conversation.filter(({ role }) => role === 'user').map(({ content }) => content)
  const own: { words: string; turn: FoldedText }[] = []
  let length = 0
  for (const words of turns.slice(-LIMITS.conversationTurns).toReversed()) {
    length += words.length
    if (length > LIMITS.conversationLength) break
    const turn = folded(words)
    if (turn !== undefined) own.unshift({ words, turn })
  }
  return own
}

/** What the caller says was answered, newest first within the bounds: it adds to what the firewall itself has told. */
function earlierAnswersOf({ conversation = [] }: CheckOptions): FoldedText[] {
  const said = conversation.filter(({ role }) => role === 'assistant').map(({ content }) => content)
  const earlier: FoldedText[] = []
  let length = 0
  for (const words of said.slice(-LIMITS.conversationTurns).toReversed()) {
    length += words.length
    if (length > LIMITS.earlierAnswersLength) break
    const turn = folded(words)
    if (turn !== undefined) earlier.unshift(turn)
  }
  return earlier
}

/** A turn that no door would take (half a surrogate, a flood of invisible characters) excuses nothing. */
function folded(turn: string): FoldedText | undefined {
  try {
    return foldText(turn)
  } catch (error) {
    if (error instanceof FirewallError && error.code === 'text-invalid') return undefined
    throw error
  }
}

async function foreignDocuments(context: ReaderContext, options: CheckOptions): Promise<Reader['foreign']> {
  const found: { text: FoldedText; permitted: boolean }[] = []
  const shown = context.shown.recall(options.principal.id, options.session ?? '')
  for (const item of [...(options.retrieved ?? []), ...shown]) {
    if (typeof item === 'string') continue
    let permitted = context.service.withinCeiling(item.label)
    for (const reader of [options.principal, ...(options.audience ?? [])]) {
      permitted &&= await context.entitler.mayRead(reader, item.label)
    }
    found.push({ text: foldText(item.text), permitted })
  }
  return found
}

/** The join of what was in the prompt; without it, readable by this principal alone. */
async function drawnLabel(context: ReaderContext, own: Entitlements, options: CheckOptions): Promise<Label> {
  const { principal, retrieved } = options
  // An empty list says where the answer is not from, which is no more than nothing.
  if (retrieved === undefined || retrieved.length === 0) {
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

/**
 * A copy of the principal, checked: whoever keeps the one it was given cannot become somebody else between
 * the decision and the record. Throws `principal-missing`, `principal-invalid`.
 */
export function requirePrincipal(options: { readonly principal?: Principal } | undefined): Principal {
  return checkPrincipal(options?.principal)
}

const ROLES: ReadonlySet<unknown> = new Set(['user', 'assistant', 'system', 'tool'])

/** What applications pass along is often what somebody sent them. Throws `option-invalid`. */
function checkOptions(options: CheckOptions): void {
  const { conversation, retrieved, audience } = options
  for (const name of ['task', 'session', 'actor'] as const) {
    if (options[name] !== undefined && typeof options[name] !== 'string')
      throw invalid(name, '`task`, `session` and `actor` are text')
  }
  if (!isListOf(conversation, ({ role, content }) => ROLES.has(role) && typeof content === 'string'))
    throw invalid('conversation', 'turns are { role, content }; roles are user, assistant, system and tool')
  if (!isListOf(audience, () => true)) throw invalid('audience', 'give principals or clearances')
  const documents = Array.isArray(retrieved)
    ? retrieved.filter((item: unknown) => typeof item !== 'string')
    : retrieved
  if (!isListOf(documents, ({ text, label }) => typeof text === 'string' && isLabel(label)))
    throw invalid('retrieved', 'give ids of chunks, or { text, label } of foreign documents')
}

/** A list, if there is one, of objects that are `sound`. */
function isListOf(list: unknown, sound: (item: Record<string, unknown>) => boolean): boolean {
  if (list === undefined) return true
  return (
    Array.isArray(list) &&
    list.every((item: unknown) => typeof item === 'object' && item !== null && sound(item as never))
  )
}

function invalid(name: string, help: string): FirewallError {
  return new FirewallError('option-invalid', `\`${name}\` does not have the documented shape`, { help })
}
