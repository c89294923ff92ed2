import { setTimeout } from 'node:timers/promises'
import { type FirewallError, toFirewallError } from '../../core/errors.js'
import type { Connector } from '../../core/ports.js'
import type { Trouble } from '../../core/trouble.js'
import type { Firewall } from '../../firewall/firewall.js'

/** Syncs on a schedule. */
export interface Schedule {
  trouble(): readonly Trouble[]
  /** Ends a run that is under way. Resolves when it has. */
  stop(): Promise<void>
}

/**
 * Brings in what changed at the sources every so often, the first time at once. Of many processes on one data
 * directory the one that may write does it; the others try each time, so that one of them goes on when it ends.
 */
export function startSchedule(
  firewall: Pick<Firewall, 'sync'>,
  connectors: readonly Connector[],
  every: number,
  onError: (error: FirewallError) => void,
): Schedule {
  const ending = new AbortController()
  const failed = new Map<string, FirewallError>()

  async function once(): Promise<void> {
    for (const connector of connectors) {
      if (ending.signal.aborted) return
      try {
        await firewall.sync(connector, { signal: ending.signal })
        failed.delete(connector.name)
      } catch (thrown) {
        const error = toFirewallError(
          thrown,
          'connector-failed',
          `the connector ${connector.name} stopped with an error`,
        )
        if (ending.signal.aborted) return
        // Another process is the one that writes.
        if (error.code === 'store-locked') return failed.clear()
        failed.set(connector.name, error)
        onError(error)
      }
    }
  }

  async function go(): Promise<void> {
    while (!ending.signal.aborted) {
      await once()
      if (!ending.signal.aborted) await pause(every, ending.signal)
    }
  }

  const running = go()
  return {
    trouble: () =>
      [...failed.keys()].map((name) => ({
        what: 'sync',
        message: `the last sync of ${name} failed: documents and permissions are as they were before`,
      })),
    async stop() {
      ending.abort()
      await running
    },
  }
}

/** Sends events to the outputs while the service runs. What fails is tried again; what ends it all is told. */
export function startDelivery(
  firewall: Pick<Firewall, 'deliver'>,
  onError: (error: FirewallError) => void,
): { stop(): Promise<void> } {
  const ending = new AbortController()
  const running = firewall.deliver({ signal: ending.signal }).catch((thrown) => {
    onError(toFirewallError(thrown, 'output-failed', 'events are not sent to the outputs any more'))
  })
  return {
    async stop() {
      ending.abort()
      await running
    },
  }
}

/** Removes what the journal has to keep no longer, once a day, the first time at once. Of many processes one does it. */
export function startRetention(
  firewall: Pick<Firewall, 'prune'>,
  keep: number,
  onError: (error: FirewallError) => void,
): { stop(): void } {
  const ending = new AbortController()
  async function go(): Promise<void> {
    while (!ending.signal.aborted) {
      try {
        await firewall.prune({ keep, by: 'service:ragwall' })
      } catch (thrown) {
        const error = toFirewallError(thrown, 'audit-unavailable', 'nothing was removed from the journal')
        if (error.code !== 'store-locked' && !ending.signal.aborted) onError(error)
      }
      await pause(DAY, ending.signal)
    }
  }
  void go()
  // Reading a long journal takes a while: what is under way ends with the firewall, and goes on at the next start.
  return { stop: () => ending.abort() }
}

const DAY = 86_400_000

/** Ends early, and without an error, when the signal says so. */
async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await setTimeout(milliseconds, undefined, { signal }).catch(() => undefined)
}
