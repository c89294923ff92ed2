import type { Config } from '../../core/config.js'
import { toFirewallError } from '../../core/errors.js'
import type { Connector } from '../../core/ports.js'
import type { Label, SyncSummary } from '../../core/types.js'
import { type Io, json, printable, renderTable } from './io.js'
import { labelsUnder, labelText } from './source-label.js'

interface Planned {
  readonly connector: string
  readonly documents: { readonly id: string; readonly label: Label }[]
  readonly refused: SyncSummary['refused'][number][]
  readonly skipped: SyncSummary['skipped'][number][]
}

/**
 * `ragwall sync --dry-run`: all that the sources have, what would be taken of it and who could read that. Nothing is
 * stored, and no data directory is opened.
 */
export async function dryRun(
  config: Config,
  connectors: readonly Connector[],
  asJson: boolean,
  io: Io,
): Promise<{ readonly refused: number }> {
  const planned: Planned[] = []
  for (const connector of connectors) planned.push(await planOf(connector, config, io.signal))
  if (asJson) io.out(json({ connectors: planned }))
  else for (const one of planned) print(one, io)
  return { refused: planned.reduce((sum, { refused }) => sum + refused.length, 0) }
}

async function planOf(connector: Connector, config: Config, signal: AbortSignal): Promise<Planned> {
  const labels = labelsUnder(config)
  const plan: Planned = { connector: connector.name, documents: [], refused: [], skipped: [] }
  for await (const change of connector.changes({ signal })) {
    if (change.kind === 'container') labels.take(change)
    else if (change.kind === 'skipped') plan.skipped.push({ id: change.id, reason: change.reason })
    else if (change.kind === 'refused') {
      const { id, code, help } = change
      plan.refused.push({ id, code, ...(help === undefined ? {} : { help }) })
    } else if (change.kind === 'upsert') {
      const { id, acl, uri } = change.document
      try {
        plan.documents.push({ id, label: labels.labelOf(acl, uri) })
      } catch (error) {
        const { code, help } = toFirewallError(error, 'label-missing', 'it has no label')
        plan.refused.push({ id, code, ...(help === undefined ? {} : { help }) })
      }
    }
  }
  return plan
}

function print({ connector, documents, refused, skipped }: Planned, io: Io): void {
  const byReaders = new Map<string, string[]>()
  for (const { id, label } of documents) {
    const readers = labelText(label)
    byReaders.set(readers, [...(byReaders.get(readers) ?? []), id])
  }
  io.out(
    `${connector}: ${documents.length} would be taken, ${refused.length} refused, ${skipped.length} skipped; nothing was stored\n\n`,
  )
  const rows = [...byReaders]
    .sort(([, a], [, b]) => b.length - a.length)
    .map(([readers, ids]) => [
      String(ids.length),
      readers,
      ids.slice(0, SHOWN).map(oneLine).join(', ') + (ids.length > SHOWN ? ', …' : ''),
    ])
  if (rows.length > 0) io.out(printable(`${renderTable([['documents', 'label', 'of them'], ...rows])}\n`))
  const left = [
    ...refused.map(({ id, code, help = '' }) => [oneLine(id), code, help]),
    ...skipped.map(({ id, reason }) => [oneLine(id), reason, '']),
  ]
  if (left.length > 0) io.out(printable(`${renderTable([['not taken', 'why', 'fix'], ...left])}\n`))
}

/** Ids that stand for all with the same readers; `--json` has them all. */
const SHOWN = 3

/** A name may hold line ends, and would then look like two. */
export function oneLine(id: string): string {
  return id.replace(/[\p{Cc}\u2028\u2029]/gu, '\ufffd')
}
