import { Command } from 'commander'
import { parseDuration } from '../../../core/duration.js'
import { FirewallError } from '../../../core/errors.js'
import { SCOPES, type Scope } from '../../../core/server-config.js'
import {
  type ApiKeyEntry,
  makeApiKey,
  readApiKeys,
  revokeApiKey,
  rotateApiKey,
  stateOfKey,
} from '../../http/authentication/api-key-file.js'
import { type Context, declare, type Shared } from '../command.js'
import { type Io, json, printable, renderTable } from '../io.js'
import { loadConfiguration } from '../session.js'

interface MakeFlags extends Shared {
  readonly as: string
  readonly scopes: string
  readonly services?: string
  readonly expires?: string
}

/** `ragwall key`: API keys of the service. Each is shown once, when it is made. */
export function keyCommand({ io }: Context): Command {
  const key = new Command('key').description('API keys: make, list, rotate, revoke')
  key.addCommand(
    declare('make', 'a new key; it is shown once')
      .argument('<name>', 'what it is for: `portal`')
      .requiredOption('--as <principal>', 'whose key it is: `service:portal`, `user:alice`')
      .requiredOption('--scopes <list>', `what it opens, with commas: ${SCOPES.join(', ')}`)
      .option('--services <list>', 'services it may name, with commas; all if left out')
      .option('--expires <time>', 'how long it lives: `90d`; for good if left out')
      .action(async (name: string, flags: MakeFlags) => {
        const { expires, services } = flags
        const file = await fileOf(flags, io)
        await requireKnown(flags, io)
        const made = makeApiKey(file, {
          name,
          subject: flags.as,
          scopes: list(flags.scopes) as Scope[],
          ...(services === undefined ? {} : { services: list(services) }),
          ...(expires === undefined ? {} : { expires: Date.now() + parseDuration(expires, '--expires') }),
        })
        show(made, flags, io)
      }),
  )
  key.addCommand(
    declare('list', 'the keys there are, without the keys themselves').action(async (flags: Shared) => {
      const entries = readApiKeys(await fileOf(flags, io))
      if (flags.json) io.out(json(entries.map((entry) => ({ ...summary(entry), state: state(entry) }))))
      else io.out(renderTable([HEAD, ...entries.map(row)]))
    }),
  )
  key.addCommand(
    declare('rotate', 'a new key in place of another, which goes on working for a while')
      .argument('<id>', 'see `ragwall key list`')
      .option('--overlap <time>', 'how long the old one goes on working', '1d')
      .action(async (id: string, flags: Shared & { overlap: string }) => {
        const overlap = parseDuration(flags.overlap, '--overlap')
        show(rotateApiKey(await fileOf(flags, io), id, overlap), flags, io)
      }),
  )
  key.addCommand(
    declare('revoke', 'ends a key: it opens nothing from the next call on')
      .argument('<id>', 'see `ragwall key list`')
      .action(async (id: string, flags: Shared) => {
        const entry = revokeApiKey(await fileOf(flags, io), id)
        if (flags.json) io.out(json(summary(entry)))
        else io.out(`revoked ${id} (${entry.name})\n`)
      }),
  )
  return key
}

async function fileOf(flags: Shared, io: Io): Promise<string> {
  const { server, file } = await loadConfiguration(flags, io)
  if (server.apiKeys !== undefined) return server.apiKeys
  throw new FirewallError('config-invalid', `${file} says nowhere where API keys are kept`, {
    help: 'add `server: { apiKeys: ../.ragwall.api-keys.json }`, outside the data directory',
  })
}

/** A key whose subject nobody knows would open nothing, and nobody would be told why. */
async function requireKnown(flags: MakeFlags, io: Io): Promise<void> {
  const config = await loadConfiguration(flags, io)
  if (config.principals === undefined) return
  const { loadDirectory } = await import('../../../labels/directory.js')
  const { principalOf } = await import('../../../firewall/open.js')
  await principalOf({ config, directory: loadDirectory(config.principals, config.levels) }, flags.as)
}

function show({ key, entry }: { key: string; entry: ApiKeyEntry }, flags: Shared, io: Io): void {
  if (flags.json) {
    io.out(json({ key, ...summary(entry) }))
    return
  }
  io.out(`${key}\n`)
  io.err(`it is shown this once; its id is ${entry.id}, sent as \`Authorization: Bearer\`\n`)
}

function summary({ digest: _digest, ...entry }: ApiKeyEntry): Omit<ApiKeyEntry, 'digest'> {
  return entry
}

function state(entry: ApiKeyEntry): string {
  return stateOfKey(entry, Date.now())
}

const HEAD = ['ID', 'NAME', 'SUBJECT', 'SCOPES', 'SERVICES', 'CREATED', 'EXPIRES', 'STATE']

function row(entry: ApiKeyEntry): string[] {
  const { id, name, subject, scopes, services, created, expires } = entry
  const day = (time: string | undefined) => time?.slice(0, 10) ?? '-'
  return [
    id,
    name,
    printable(subject),
    scopes.join(','),
    services?.join(',') ?? 'all',
    day(created),
    day(expires),
    state(entry),
  ]
}

function list(text: string): string[] {
  return text.split(',').map((word) => word.trim())
}
