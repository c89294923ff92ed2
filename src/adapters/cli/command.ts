import { Command } from 'commander'
import type { ExitCode, Io } from './io.js'

/** Options that every command has. */
export interface Shared {
  readonly config: string
  readonly data?: string
  readonly json?: boolean
}

/** What the commands share: the outside, and where the exit code goes. */
export interface Context {
  readonly io: Io
  exit(code: ExitCode): void
}

export const DEFAULT_CONFIG = 'config/ragwall.yaml'

/** A subcommand with the shared options. `usage` declares the arguments: `check [answer]`. */
export function declare(usage: string, summary: string): Command {
  return new Command(usage.split(' ')[0])
    .description(summary)
    .allowExcessArguments(false)
    .option('--config <file>', 'the configuration', DEFAULT_CONFIG)
    .option('--json', 'print JSON, also for errors')
}

/** The same for commands that open the configured firewall. */
export function declareOpening(usage: string, summary: string): Command {
  return declare(usage, summary).option(
    '--data <folder>',
    'hold data and audit here instead of where the configuration says',
  )
}

/** `--as`, `--service` and `--session`: whose call it is. */
export function declareCall(command: Command): Command {
  return command
    .requiredOption('--as <principal>', 'id of the reader, `user:alice`; the directory knows the rest')
    .option('--service <name>', 'the service whose policy holds')
    .option('--session <name>', 'the conversation this belongs to')
}

export interface CallFlags extends Shared {
  readonly as: string
  readonly service?: string
  readonly session?: string
}

export function callOptions({ service, session }: CallFlags): { service?: string; session?: string } {
  return { ...(service === undefined ? {} : { service }), ...(session === undefined ? {} : { session }) }
}
