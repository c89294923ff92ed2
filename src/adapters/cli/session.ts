import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Config } from '../../core/config.js'
import { FirewallError } from '../../core/errors.js'
import type { Principal } from '../../core/types.js'
import type { Firewall } from '../../firewall/firewall.js'
import type { Configured, OpenOverrides } from '../../firewall/open.js'
import type { Io } from './io.js'

export interface Session extends Configured {
  readonly firewall: Firewall
  /** The principal that `--as` or a token names, as the configured directory has it. */
  reader(id: string): Promise<Principal>
}

/** Which configuration, and where its data is if not where it says. */
export interface Place {
  readonly config: string
  /** Folder that holds `data` and `audit`; the key file is beside it, with `.key` added. */
  readonly data?: string
  /** For `reindex` after the embedder was changed. */
  readonly reindex?: boolean
  /** Opens a database that is not the one seen last: for `restore` and `sync --rebuild`. */
  readonly acceptState?: boolean
}

/** Opens the firewall of a configuration for the length of one command, and closes it however the command ends. */
export async function withSession<Result>(
  place: Place,
  io: Io,
  work: (session: Session) => Promise<Result>,
): Promise<Result> {
  const session = await openSession(place, io)
  try {
    return await work(session)
  } finally {
    await session.firewall.close()
  }
}

export async function openSession(place: Place, io: Io): Promise<Session> {
  const file = configOf(place, io)
  // Loaded only now: `ragwall --help` should not wait for two engines.
  const { configure, principalOf } = await import('../../firewall/open.js')
  const { createFirewall } = await import('../../firewall/firewall.js')
  const configured = await configure(file, {
    onNotice: (notice) => io.err(`note: ${notice}\n`),
    ...(place.reindex ? { allowOtherEmbedder: true } : {}),
    ...(place.acceptState ? { acceptState: true } : {}),
    ...(place.data === undefined ? {} : placesIn(resolve(io.folder, place.data))),
  })
  const firewall = await createFirewall(configured.options)
  return { ...configured, firewall, reader: (id) => principalOf(configured, id) }
}

/** The data directory of a configuration, without opening anything in it. */
export async function dataOf(place: Place, io: Io): Promise<string> {
  if (place.data !== undefined) return placesIn(resolve(io.folder, place.data)).data
  return (await loadConfiguration(place, io)).data
}

/** The configuration as it stands in its file; nothing that it names is opened. */
export async function loadConfiguration(place: Place, io: Io): Promise<Config> {
  const { loadConfig } = await import('../../core/config.js')
  return loadConfig(configOf(place, io))
}

/** The path of the configuration. The first command of all is often given before there is one. */
function configOf({ config }: Place, io: Io): string {
  const file = resolve(io.folder, config)
  if (existsSync(file)) return file
  throw new FirewallError('config-unreadable', `${file} does not exist`, {
    help: `run \`${io.command} init\` to write one here, or name yours with \`--config\``,
  })
}

export function placesIn(folder: string): Required<Pick<OpenOverrides, 'data' | 'audit' | 'keys'>> {
  return { data: join(folder, 'data'), audit: join(folder, 'audit'), keys: { file: `${folder}.key` } }
}
