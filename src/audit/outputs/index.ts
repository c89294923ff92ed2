import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { AuditEvent } from '../../core/audit.js'
import { replaceFile } from '../../core/durable-file.js'
import { FirewallError, toFirewallError } from '../../core/errors.js'
import type { OutputConfig } from '../../core/outputs-config.js'
import { readSecret } from '../../core/secret.js'
import type { OutputState } from '../../core/types.js'
import { type OcsfEvent, ocsfEvents } from '../ocsf.js'
import { createFileSender } from './file-sender.js'
import { createJournalTail, type JournalTail, type Position } from './journal-tail.js'
import { SendError, type Sender } from './sender.js'
import { createSyslogSender } from './syslog-sender.js'
import { createWebhookSender } from './webhook-sender.js'

/**
 * Outputs: events to systems of others, each a cursor over the journal. The journal comes first and waits for none of
 * them; a cursor moves, durably, when the other side has what lies before it. So nothing is lost over restarts of
 * either side, and what was under way comes again, under the same ids.
 */
export interface Outputs {
  /** How far behind each is. */
  states(): Promise<readonly OutputState[]>
  /** The name of one that has not had a chain of the journal up to this byte: it may not be removed yet. */
  waitingFor(chain: string, end: number): string | undefined
  /**
   * Sends until the signal ends it, or, with `once`, until each has what was on record at the beginning. Of many
   * processes one does it; the others wait to take its place. With `once` throws `store-locked` where another one
   * does it, and what the first output failed with.
   */
  deliver(options: DeliverOptions): Promise<void>
}

/** How long `deliver` works. */
export interface DeliverOptions {
  readonly signal: AbortSignal
  readonly once?: boolean
}

interface OutputsContext {
  readonly journal: string
  /** Where the cursors are kept. */
  readonly directory: string
  readonly outputs: readonly OutputConfig[]
  /** The right to send, of one process at a time; `take` throws `store-locked`. */
  readonly lease: { take(): boolean; release(): void }
  /** Puts on record that an output began to fail. */
  append(event: AuditEvent): Promise<unknown>
  /** Milliseconds between two looks at the journal, and before the second try; for tests. */
  readonly pace?: number
}

/** What is kept of an output between two starts. */
interface Kept {
  readonly position: Position
  /** Since when it fails, milliseconds since the epoch. */
  readonly failing?: number
}

/** Between two looks at the journal, milliseconds. */
const PACE = 500
/** Longest time between two tries. */
const LONGEST_PAUSE = 300_000
/** How often a process that does not send asks whether it may. */
const TURN = 5_000

export function createOutputs(context: OutputsContext): Outputs {
  const { journal, directory, outputs, lease, append, pace = PACE } = context
  const tail = createJournalTail(journal)
  // Made at once, so that a secret that is missing is known at the start.
  const senders = outputs.map((output) => ({ output, sender: createSender(output) }))
  let sending = false
  const fileOf = ({ name }: OutputConfig) => join(directory, `${name}.json`)

  function keep(output: OutputConfig, kept: Kept): void {
    mkdirSync(directory, { recursive: true, mode: 0o700 })
    replaceFile(fileOf(output), [Buffer.from(`${JSON.stringify({ v: 1, ...kept })}\n`)], 'output-cursor')
  }

  /** The next batch is read only when this one has arrived, so that its ids stay together. */
  async function work(output: OutputConfig, sender: Sender, { signal, once }: DeliverOptions): Promise<void> {
    const goal = once === true ? await tail.end() : undefined
    let kept = readKept(fileOf(output)) ?? { position: await beginningOf(output, tail) }
    keep(output, kept)
    while (!signal.aborted) {
      const { records, to } = await tail.next(kept.position, sender.batch)
      if (records.length === 0 && samePosition(to, kept.position)) {
        if (goal !== undefined) return
        await pauseFor(pace, signal)
        continue
      }
      const events = records.flatMap(ocsfEvents).filter((event) => output.classes.includes(event.class))
      const arrived = await carry(events, {
        output,
        sender,
        signal,
        once: once === true,
        failing: kept.failing,
        onFailing: (failing) => {
          kept = { ...kept, failing }
          keep(output, kept)
        },
      })
      if (!arrived) return
      kept = { position: to }
      keep(output, kept)
      if (goal !== undefined && reached(kept.position, goal)) return
    }
  }

  /** Tries until they are there: true, or false when the signal ended it. */
  async function carry(
    events: readonly OcsfEvent[],
    trying: {
      output: OutputConfig
      sender: Sender
      signal: AbortSignal
      once: boolean
      failing: number | undefined
      onFailing(since: number): void
    },
  ): Promise<boolean> {
    const { output, sender, signal, once, onFailing } = trying
    let { failing } = trying
    for (let tries = 0; !signal.aborted; tries += 1) {
      try {
        for (let at = 0; at < events.length; at += sender.batch) {
          await sender.send(events.slice(at, at + sender.batch), signal)
        }
        return true
      } catch (error) {
        if (signal.aborted) return false
        if (failing === undefined) {
          failing = Date.now()
          onFailing(failing)
          // A journal that takes nothing is trouble of its own.
          await append({ type: 'failure', where: `output ${output.name}`, code: 'output-failed' }).catch(
            () => undefined,
          )
        }
        if (once) throw error
        const asked = error instanceof SendError ? (error.retryAfter ?? 0) : 0
        const backOff = Math.min(pace * 2 ** Math.min(tries, 20), LONGEST_PAUSE)
        // Many that lost the same receiver do not come back at the same moment.
        await pauseFor(Math.max(asked, backOff * (0.5 + Math.random() / 2)), signal)
      }
    }
    return false
  }

  /** Throws `store-locked` while somebody sends, in another process or this one. */
  function take(): void {
    if (sending) {
      throw new FirewallError('store-locked', 'this process serves the outputs already')
    }
    lease.take()
    sending = true
  }

  async function inTurn(signal: AbortSignal): Promise<boolean> {
    while (!signal.aborted) {
      try {
        take()
        return true
      } catch (error) {
        if (!(error instanceof FirewallError) || error.code !== 'store-locked') throw error
        await pauseFor(TURN, signal)
      }
    }
    return false
  }

  return {
    async states() {
      const states: OutputState[] = []
      for (const output of outputs) {
        const kept = readKept(fileOf(output))
        const position = kept?.position ?? (output.from === 'now' ? await tail.end() : {})
        const { records, since } = await tail.backlog(position)
        states.push({
          name: output.name,
          to: output.to,
          records,
          seconds: since === undefined ? 0 : Math.max(0, Math.floor((Date.now() - since) / 1_000)),
          ...(kept?.failing === undefined ? {} : { failingSince: new Date(kept.failing) }),
        })
      }
      return states
    },
    waitingFor(chain, end) {
      return outputs.find((output) => {
        const kept = readKept(fileOf(output))
        // One that begins with what is to come wants nothing of what is there.
        return kept === undefined ? output.from !== 'now' : (kept.position[chain] ?? 0) < end
      })?.name
    },
    async deliver(options) {
      const { signal, once } = options
      if (once === true) take()
      else if (!(await inTurn(signal))) return
      try {
        const ends = await Promise.allSettled(
          senders.map(({ output, sender }) => work(output, sender, options)),
        )
        for (const end of ends) if (end.status === 'rejected') throw end.reason
      } catch (error) {
        throw toFirewallError(error, 'output-failed', 'the outputs cannot be served')
      } finally {
        lease.release()
        sending = false
      }
    },
  }
}

function createSender(output: OutputConfig): Sender {
  switch (output.to) {
    case 'file':
      return createFileSender(output)
    case 'webhook':
      return createWebhookSender(output, readSecret(output.secret, `the output \`${output.name}\``))
    case 'syslog':
      return createSyslogSender(output)
  }
}

async function beginningOf({ from }: OutputConfig, tail: JournalTail): Promise<Position> {
  return from === 'now' ? tail.end() : {}
}

/** A file that cannot be read begins anew: what comes twice comes under the same ids, what is left out is lost. */
function readKept(file: string): Kept | undefined {
  try {
    const { v, position, failing } = JSON.parse(readFileSync(file, 'utf8')) as Kept & { v?: unknown }
    if (v !== 1 || typeof position !== 'object' || position === null) return undefined
    if (!Object.values(position).every((at) => Number.isSafeInteger(at) && at >= 0)) return undefined
    return { position, ...(typeof failing === 'number' ? { failing } : {}) }
  } catch {
    return undefined
  }
}

function samePosition(a: Position, b: Position): boolean {
  return Object.keys(a).every((chain) => a[chain] === b[chain])
}

function reached(position: Position, goal: Position): boolean {
  return Object.keys(goal).every((chain) => (position[chain] ?? 0) >= goal[chain]!)
}

/** Ends early, and without an error, when the signal says so. */
async function pauseFor(milliseconds: number, signal: AbortSignal): Promise<void> {
  await setTimeout(milliseconds, undefined, { signal }).catch(() => undefined)
}
