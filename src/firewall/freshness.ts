import { within } from '../core/deadline.js'
import { FirewallError, toFirewallError } from '../core/errors.js'
import { LIMITS } from '../core/limits.js'
import type { AuditSink, Connector, PermissionAnswer, Store, StoredDocument } from '../core/ports.js'
import type { Alarm, DocumentNumber } from '../core/types.js'
import type { Freshness } from './doors/freshness.js'

/** How old permissions may be before their source is asked again. */
export interface FreshnessOptions {
  /** By level, milliseconds: from then on the source is asked anew before such a document is shown or excuses anything. */
  readonly maxAclAge?: Readonly<Record<string, number>>
  /** By name of the connector. The smaller of the two ages holds. */
  readonly connectors?: Readonly<Record<string, ConnectorFreshness>>
}

/** What holds for one connector. */
export interface ConnectorFreshness {
  /** As above, for whatever its level. */
  readonly maxAclAge?: number
  /** How often it is synced, milliseconds: one that brought nothing in for longer is an alarm. */
  readonly interval?: number
}

/** The same with what only the firewall as a whole may do. */
export interface SourceWatch extends Freshness {
  /** Whom to ask under this name from now on. */
  register(connector: Connector): void
  alarms(): readonly Alarm[]
}

interface Failing {
  readonly since: number
  readonly code: string
  readonly until: number
}

export function watchSources(context: {
  readonly store: Store
  readonly audit: AuditSink
  readonly options: FreshnessOptions
  readonly connectors: readonly Connector[]
  /** Takes what a source said of its documents; resolves with the ids that are stored as it said. */
  readonly take: (
    origin: { readonly connector: string; readonly asked: number },
    answers: readonly PermissionAnswer[],
  ) => Promise<ReadonlySet<string>>
}): SourceWatch {
  const { store, options } = context
  const sources = new Map(context.connectors.map((one) => [one.name, one]))
  /** In order of confirmation: the oldest goes first. */
  const confirmed = new Map<DocumentNumber, number>()
  const failing = new Map<string, Failing>()
  const limited = options.maxAclAge !== undefined || options.connectors !== undefined

  function connectorOf({ id }: StoredDocument): string {
    return store.documents.stored(id)?.connector ?? ''
  }

  function checkedAt(document: DocumentNumber): number {
    return Math.max(store.documents.permissionTimes(document).checked, confirmed.get(document) ?? 0)
  }

  function limitOf(document: StoredDocument): number {
    const { level } = store.labels.get(document.label)
    const byLevel = options.maxAclAge?.[level] ?? Number.POSITIVE_INFINITY
    return Math.min(byLevel, options.connectors?.[connectorOf(document)]?.maxAclAge ?? byLevel)
  }

  function isStale(document: StoredDocument, since: number): boolean {
    if (!limited) return false
    const checked = checkedAt(document.number)
    return checked < since && Date.now() - checked >= limitOf(document)
  }

  async function fail(connector: string, error: unknown): Promise<void> {
    const { code } = toFirewallError(error, 'source-unreadable', 'the source did not say who may read')
    const now = Date.now()
    const known = failing.get(connector)
    failing.set(connector, { since: known?.since ?? now, code, until: now + LIMITS.permissionsRetry })
    if (known === undefined)
      await context.audit.append({ type: 'failure', where: `permissions ${connector}`, code })
  }

  async function ask(connector: string, ids: readonly string[]): Promise<ReadonlySet<string>> {
    const source = sources.get(connector)
    const stop = new AbortController()
    try {
      if (source?.permissions === undefined) throw cannotSay()
      const asked = Date.now()
      const taken = new Set<string>()
      for (let at = 0; at < ids.length; at += LIMITS.permissionsBatch) {
        const batch = ids.slice(at, at + LIMITS.permissionsBatch)
        const answers = await within(
          LIMITS.permissionsTime,
          source.permissions(batch, { signal: stop.signal }),
          tooLate,
        )
        if (!Array.isArray(answers)) throw cannotSay()
        const about = new Set(batch)
        // What it was not asked about is for its next run to say.
        const relevant = answers.filter((answer) => answer.kind === 'container' || about.has(answer.id))
        for (const id of await context.take({ connector, asked }, relevant)) taken.add(id)
      }
      failing.delete(connector)
      return taken
    } catch (error) {
      stop.abort()
      await fail(connector, error)
      return new Set()
    }
  }

  function isSilent(connector: string): boolean {
    const failed = failing.get(connector)
    return (
      sources.get(connector)?.permissions === undefined || (failed !== undefined && Date.now() < failed.until)
    )
  }

  return {
    isStale,
    isDenied: (document, since) => isStale(document, since) && isSilent(connectorOf(document)),
    async renew(documents) {
      const byConnector = new Map<string, StoredDocument[]>()
      for (const document of documents) {
        const connector = connectorOf(document)
        byConnector.set(connector, [...(byConnector.get(connector) ?? []), document])
      }
      const known = new Set<DocumentNumber>()
      for (const [connector, asked] of byConnector) {
        const failed = failing.get(connector)
        if (failed !== undefined && Date.now() < failed.until) continue
        const taken = await ask(
          connector,
          asked.map(({ id }) => id),
        )
        for (const { id, number } of asked) {
          // Its number changes with its content, never with its permissions.
          if (!taken.has(id) || store.documents.byNumber(number) === undefined) continue
          known.add(number)
          confirmed.delete(number)
          confirmed.set(number, Date.now())
        }
      }
      for (const oldest of confirmed.keys()) {
        if (confirmed.size <= LIMITS.confirmedPermissions) break
        confirmed.delete(oldest)
      }
      return known
    },
    age(documents) {
      let oldest: number | undefined
      for (const document of documents)
        oldest = Math.min(oldest ?? Number.POSITIVE_INFINITY, checkedAt(document))
      return oldest === undefined ? undefined : Math.max(0, Date.now() - oldest)
    },
    register(connector) {
      sources.set(connector.name, connector)
    },
    alarms() {
      const alarms: Alarm[] = []
      for (const [connector, { since, code }] of failing) {
        // A whole run since then has said it all.
        if (store.documents.confirmed(connector) > since) failing.delete(connector)
        else alarms.push({ what: 'permissions-unknown', connector, since, code })
      }
      for (const [connector, { interval }] of Object.entries(options.connectors ?? {})) {
        const since = store.documents.confirmed(connector)
        if (interval !== undefined && Date.now() - since > interval)
          alarms.push({ what: 'sync-late', connector, since })
      }
      return alarms
    },
  }
}

function cannotSay(): FirewallError {
  return new FirewallError('source-unreadable', 'the source cannot say who may read a document', {
    help: 'give the connector a `permissions` method, or sync it more often than `maxAclAge`',
  })
}

function tooLate(): FirewallError {
  return new FirewallError('source-unreadable', 'the source did not say in time who may read a document')
}
