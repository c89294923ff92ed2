import { setTimeout } from 'node:timers/promises'
import type { Command } from 'commander'
import type { Config } from '../../../core/config.js'
import { FirewallError, nearest } from '../../../core/errors.js'
import type { Connector } from '../../../core/ports.js'
import type { SyncSummary } from '../../../core/types.js'
import type { Firewall } from '../../../firewall/firewall.js'
import { type Context, declareOpening, type Shared } from '../command.js'
import { dryRun, oneLine } from '../dry-run.js'
import { printError } from '../errors.js'
import { createProgress, type Io, json, printable, renderTable } from '../io.js'
import { dataOf, loadConfiguration, withSession } from '../session.js'

interface Flags extends Shared {
  readonly connector?: string
  readonly reindex?: boolean
  readonly rebuild?: boolean
  readonly strict?: boolean
  readonly dryRun?: boolean
  readonly watch?: string | true
}

export interface NamedSummary extends SyncSummary {
  readonly connector: string
}

/** `ragwall sync`: brings in what changed at the sources. */
export function syncCommand({ io, exit }: Context): Command {
  return declareOpening('sync', 'bring in what changed at the sources')
    .option('--connector <name>', 'only this one')
    .option('--reindex', 'embed every stored chunk again with the present embedder')
    .option('--rebuild', 'drop what is stored and bring everything in again: after the database was lost')
    .option('--strict', 'exit with 1 when a document was refused')
    .option('--watch [seconds]', 'stay, and look again every so many seconds (default 30); ends with Ctrl-C')
    .option('--dry-run', 'store nothing: show all that would be taken, and who could read it')
    .action(async (flags: Flags) => {
      if (flags.dryRun) {
        const config = await loadConfiguration(flags, io)
        const connectors = chosen(await configuredConnectors(config), flags.connector)
        const { refused } = await dryRun(config, connectors, flags.json === true, io)
        return exit(flags.strict && refused > 0 ? 1 : 0)
      }
      const pause = flags.watch === undefined ? undefined : pauseOf(flags.watch)
      if (flags.rebuild) await dropStore(flags, io)
      const place = flags.rebuild ? { ...flags, acceptState: true } : flags
      const summaries = await withSession(place, io, async ({ firewall, config }) => {
        const connectors = chosen(await configuredConnectors(config), flags.connector)
        // First: what is stored and what comes must have the same embedder.
        if (flags.reindex) await reindex(firewall, io)
        const done = await syncAll(firewall, connectors, io)
        if (flags.rebuild) await firewall.acceptState()
        const unmatched = await firewall.unmatchedAccounts()
        printSummaries(done, io, flags.json === true, unmatched)
        if (pause !== undefined) await watch(firewall, connectors, pause, flags.json === true, io)
        return done
      })
      exit(flags.strict && summaries.some(({ refused }) => refused.length > 0) ? 1 : 0)
    })
}

/** Milliseconds between the end of one run and the beginning of the next. */
function pauseOf(given: string | true): number {
  const seconds = given === true ? 30 : Number(given)
  if (seconds > 0 && seconds <= 86_400) return seconds * 1000
  throw new FirewallError('option-invalid', '`--watch` takes a number of seconds, at most a day', {
    help: '--watch 60',
  })
}

/**
 * Looks again and again, and tells what there is to tell. Network shares send no events, so it looks; a run that finds
 * nothing costs little. One that fails is told and tried again.
 */
async function watch(
  firewall: Firewall,
  connectors: readonly Connector[],
  pause: number,
  asJson: boolean,
  io: Io,
): Promise<void> {
  let told = ''
  while (await waited(pause, io.signal)) {
    try {
      const summaries = await syncAll(firewall, connectors, io)
      const trouble = JSON.stringify(summaries.map(({ refused, skipped }) => [refused, skipped]))
      const isNews = summaries.some((one) => one.upserted + one.relabelled + one.deleted > 0)
      if (isNews || (told !== '' && trouble !== told)) printSummaries(summaries, io, asJson)
      told = trouble
    } catch (error) {
      if (io.signal.aborted) return
      printError(error, io, asJson)
    }
  }
}

/** False when it was cut short. */
async function waited(milliseconds: number, signal: AbortSignal): Promise<boolean> {
  try {
    await setTimeout(milliseconds, undefined, { signal })
    return true
  } catch {
    return false
  }
}

/** With every connector or not at all: what one of them brought would be missing behind both doors. */
async function dropStore(flags: Flags, io: Io): Promise<void> {
  if (flags.connector !== undefined) {
    throw new FirewallError('option-invalid', '--rebuild brings in what every connector has', {
      help: 'leave out --connector',
    })
  }
  const { discardStore } = await import('../../../store/discard.js')
  discardStore(await dataOf(flags, io))
}

export async function configuredConnectors(config: Config): Promise<readonly Connector[]> {
  const { connectorsOf } = await import('../../../core/named-modules.js')
  return connectorsOf(config)
}

export async function syncAll(
  firewall: Firewall,
  connectors: readonly Connector[],
  io: Io,
): Promise<NamedSummary[]> {
  const summaries: NamedSummary[] = []
  const progress = createProgress(io)
  try {
    for (const connector of connectors) {
      const summary = await firewall.sync(connector, {
        signal: io.signal,
        onProgress: ({ changes, characters, refused }) =>
          progress.show(
            `${connector.name}: ${changes} changes, ${characters} characters, ${refused} refused`,
          ),
      })
      summaries.push({ connector: connector.name, ...summary })
    }
  } finally {
    progress.done()
  }
  return summaries
}

async function reindex(firewall: Firewall, io: Io): Promise<void> {
  const progress = createProgress(io)
  try {
    await firewall.reindex({
      onProgress: (done, total) => progress.show(`reindex: ${done} of ${total} chunks`),
    })
  } finally {
    progress.done()
  }
}

function chosen(connectors: readonly Connector[], name: string | undefined): readonly Connector[] {
  if (name === undefined) return connectors
  const found = connectors.filter((connector) => connector.name === name)
  if (found.length > 0) return found
  const names = connectors.map((connector) => connector.name)
  const close = nearest(name, names)
  throw new FirewallError('option-invalid', 'the configuration has no connector of this name', {
    help: `connectors are ${names.join(', ') || 'none'}${close === undefined ? '' : `; did you mean \`${close}\`?`}`,
  })
}

function printSummaries(
  summaries: readonly NamedSummary[],
  io: Io,
  asJson: boolean,
  unmatched: readonly string[] = [],
): void {
  if (asJson) {
    const connectors = summaries.map(({ cursor: _cursor, ...summary }) => summary)
    io.out(json({ connectors, ...(unmatched.length === 0 ? {} : { unmatched }) }))
    return
  }
  const head = ['connector', 'new', 'relabelled', 'deleted', 'unchanged', 'refused', 'skipped']
  const rows = summaries.map(({ connector, upserted, relabelled, deleted, unchanged, refused, skipped }) =>
    [connector, upserted, relabelled, deleted, unchanged, refused.length, skipped.length].map(String),
  )
  io.out(renderTable([head, ...rows]))
  if (summaries.length === 0) io.out('\nnext: name your documents under `connectors` in the configuration\n')
  const refusals = summaries.flatMap(({ refused }) => refused)
  if (refusals.length > 0) {
    const lines = refusals.map(({ id, code, help = '' }) => [oneLine(id), code, help])
    io.out(printable(`\n${renderTable([['refused', 'why', 'fix'], ...lines])}`))
  }
  if (unmatched.length > 0) {
    const lines = unmatched.slice(0, SHOWN).map((id) => [oneLine(id)])
    io.out(printable(`\n${renderTable([['named as a reader, and nobody: see `accounts`'], ...lines])}`))
    if (unmatched.length > SHOWN)
      io.out(`and ${unmatched.length - SHOWN} more: \`sync --json\` names them all\n`)
  }
  const passed = summaries.flatMap(({ skipped }) => skipped)
  if (passed.length === 0) return
  const lines = passed.slice(0, SHOWN).map(({ id, reason }) => [oneLine(id), reason])
  io.out(printable(`\n${renderTable([['skipped', 'why'], ...lines])}`))
  if (passed.length > SHOWN) io.out(`and ${passed.length - SHOWN} more: \`sync --json\` names them all\n`)
}

/** Skipped items, and accounts, that are shown on a terminal. */
const SHOWN = 50
