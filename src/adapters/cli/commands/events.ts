import { closeSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import type { Command } from 'commander'
import { ocsfLine } from '../../../audit/ocsf.js'
import { FirewallError } from '../../../core/errors.js'
import type { Firewall } from '../../../firewall/firewall.js'
import { parseTime } from '../../http/parse-time.js'
import { type Context, declareOpening, type Shared } from '../command.js'
import type { Io } from '../io.js'
import { withSession } from '../session.js'

interface Flags extends Shared {
  readonly from?: string
  readonly to?: string
  readonly out?: string
  readonly deliver?: boolean
}

/** `ragwall events --from 2026-01-01 --out events.jsonl`, or `--deliver`: what the outputs of `serve` are given. */
export function eventsCommand({ io }: Context): Command {
  return declareOpening('events', 'the journal as events of OCSF, one JSON object a line')
    .option('--from <time>', 'first day or moment, ISO 8601')
    .option('--to <time>', 'last day or moment, ISO 8601')
    .option('--out <file>', 'write them here, in one step, instead of standard output')
    .option(
      '--deliver',
      'give each configured output what it has not had yet, where `ragwall serve` does not run',
    )
    .action((flags: Flags) => {
      const { from, to, out, deliver = false } = flags
      if (deliver && (from ?? to ?? out) !== undefined) {
        throw new FirewallError('option-invalid', '`--deliver` goes on from where each output is', {
          help: 'leave `--from`, `--to` and `--out` out, or print events without it',
        })
      }
      const range = {
        ...(from === undefined ? {} : { from: parseTime('--from', from, 'first') }),
        ...(to === undefined ? {} : { to: parseTime('--to', to, 'last') }),
      }
      return withSession(flags, io, async ({ firewall, config }) => {
        if (!deliver) return print(firewall, range, out, io)
        if (config.outputs.length === 0) {
          throw new FirewallError('option-invalid', `no output is configured in ${config.file}`, {
            help: 'name where events go under `outputs`',
          })
        }
        await firewall.deliver({ signal: io.signal, once: true })
      })
    })
}

/** A file is there whole or not at all. */
async function print(
  firewall: Firewall,
  range: { from?: Date; to?: Date },
  out: string | undefined,
  io: Io,
): Promise<void> {
  if (out === undefined) {
    for await (const event of firewall.events(range)) io.out(ocsfLine(event))
    return
  }
  const temporary = `${out}.tmp`
  try {
    const file = openSync(temporary, 'w', 0o600)
    try {
      for await (const event of firewall.events(range)) writeSync(file, ocsfLine(event))
    } finally {
      closeSync(file)
    }
    renameSync(temporary, out)
  } catch (error) {
    rmSync(temporary, { force: true })
    if (error instanceof FirewallError) throw error
    throw new FirewallError('option-invalid', 'the file that `--out` names cannot be written', {
      help: 'name a file in a folder that exists and is yours',
      cause: error,
    })
  }
}
