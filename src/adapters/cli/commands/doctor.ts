import { existsSync, statfsSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import type { Command } from 'commander'
import type { Config } from '../../../core/config.js'
import { type FirewallError, toFirewallError } from '../../../core/errors.js'
import { LIMITS } from '../../../core/limits.js'
import { type Context, declare, type Shared } from '../command.js'
import { type Io, json, renderTable } from '../io.js'
import { loadConfiguration } from '../session.js'

/** Something that the configuration or its surroundings get wrong, and what to do about it. */
interface Diagnosis {
  /** `wrong`: it will not start, or not do what it says. `risky`: it works, and should not stay so. */
  readonly grade: 'wrong' | 'risky'
  /** Stable. */
  readonly code: string
  readonly message: string
  readonly fix: string
}

/** `ragwall doctor`: what is wrong and what is risky, without opening the store or asking anybody's documents. */
export function doctorCommand({ io, exit }: Context): Command {
  return declare('doctor', 'what is wrong with the configuration, what is risky, and how to mend it').action(
    async (flags: Shared) => {
      const found = await diagnose(flags, io)
      if (flags.json) io.out(json(found))
      else if (found.length === 0)
        io.out('nothing is wrong, and nothing is risky that can be told from here\n')
      else
        io.out(renderTable(found.map(({ grade, code, message, fix }) => [grade, code, `${message}; ${fix}`])))
      exit(found.length === 0 ? 0 : 1)
    },
  )
}

async function diagnose(flags: Shared, io: Io): Promise<readonly Diagnosis[]> {
  let config: Config
  try {
    config = await loadConfiguration(flags, io)
  } catch (error) {
    return [wrong(toFirewallError(error, 'config-invalid', 'the configuration cannot be read'))]
  }
  return [
    ...(await brokenParts(config)),
    ...keyRisks(config),
    ...journalRisks(config),
    ...serverRisks(config),
    ...sourceRisks(config),
    ...diskRisks(config),
  ]
}

/** Everything that is read when a firewall is opened, each on its own, so that one fault does not hide the next. */
async function brokenParts(config: Config): Promise<Diagnosis[]> {
  const { loadKeys } = await import('../../../core/keys.js')
  const { connectorsOf, embedderOf } = await import('../../../core/named-modules.js')
  const { loadServicePolicies } = await import('../../../core/policy-schema.js')
  const { loadDirectory } = await import('../../../labels/directory.js')
  const { loadRecognizers } = await import('../../../firewall/policy/recognizer-files.js')
  const { configuredAuthentication } = await import('../../http/authentication/configured.js')
  const { createFirewall } = await import('../../../firewall/firewall.js')
  const { levels, principals, services, recognizers, server } = config
  const principalOf = async () => Promise.reject(new Error('nobody is asked for'))
  const parts: (() => unknown)[] = [
    () => loadKeys(config.keys, config.data),
    () => principals && loadDirectory(principals, levels),
    () => recognizers && loadRecognizers(recognizers),
    () => embedderOf(config),
    () => connectorsOf(config),
    () => configuredAuthentication(config, { host: server.host, principalOf }),
    // Expectations of policies hold or not only beside detectors: in memory, with nothing stored.
    async () => {
      const firewall = await createFirewall({
        policy: levels,
        audit: 'memory',
        services: services === undefined ? [] : loadServicePolicies(services, levels),
        recognizers: recognizers === undefined ? [] : loadRecognizers(recognizers),
      })
      await firewall.close()
    },
  ]
  const found = new Map<string, Diagnosis>()
  for (const part of parts) {
    try {
      await part()
    } catch (error) {
      const one = wrong(
        toFirewallError(error, 'config-invalid', 'a part of the configuration cannot be used'),
      )
      found.set(one.message, one)
    }
  }
  return [...found.values()]
}

function keyRisks({ keys, data, audit, server }: Config): Diagnosis[] {
  const secrets = [
    ...('file' in keys ? [{ what: 'the key file', file: keys.file }] : []),
    ...(server.apiKeys === undefined ? [] : [{ what: 'the file of API keys', file: server.apiKeys }]),
    ...(server.tls === undefined ? [] : [{ what: 'the TLS key', file: server.tls.key }]),
  ]
  return secrets.flatMap(({ what, file }) => [
    ...([data, audit].some((folder) => isInside(file, folder))
      ? [
          risky(
            'key-beside-data',
            `${what} lies in a data directory`,
            'keep it elsewhere: whoever copies one gets the other',
          ),
        ]
      : []),
    ...(existsSync(file) && process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0
      ? [risky('key-readable', `${what} ${file} is open to other users`, `chmod 600 ${file}`)]
      : []),
  ])
}

function journalRisks({ anchor, keys, data, audit }: Config): Diagnosis[] {
  const found: Diagnosis[] = []
  if (anchor === undefined) {
    const witness = 'file' in keys ? 'only beside the key' : 'nowhere outside the data directory'
    found.push(
      risky(
        'no-anchor',
        `heads of the journal are noted ${witness}`,
        'set `anchor` to a directory on another disk or machine',
      ),
    )
  } else if (sameDisk(anchor, audit)) {
    found.push(
      risky(
        'anchor-beside-journal',
        '`anchor` is on the disk of the journal',
        'put it on another one: one theft, or one failure, takes both',
      ),
    )
  }
  if (isInside(audit, data) || isInside(data, audit)) {
    found.push(
      risky(
        'journal-in-data',
        'journal and data lie in one directory',
        'keep them apart, so that a restore of one is not a restore of both',
      ),
    )
  }
  return found
}

function serverRisks({ server, principals }: Config): Diagnosis[] {
  const found: Diagnosis[] = []
  if (server.demoTokens.length > 0) {
    found.push(
      risky(
        'demo-tokens',
        `${server.demoTokens.length} demonstration tokens stand in the configuration`,
        'remove `server.demoTokens`; use `server.oidc` or `ragwall key make`',
      ),
    )
  }
  if (server.insecure) {
    found.push(
      risky(
        'plain-http',
        '`server.insecure` lets tokens travel in the clear',
        'set `server.tls`, or `server.trustProxy` with a proxy that ends TLS',
      ),
    )
  }
  if (server.trustProxy?.some((network) => /\/0$/.test(network))) {
    found.push(
      risky(
        'proxy-is-anyone',
        '`server.trustProxy` trusts every address',
        'name the networks of the proxies',
      ),
    )
  }
  if (server.oidc.length > 0 && server.resource === undefined) {
    found.push(
      risky(
        'no-resource',
        'callers cannot learn who issues tokens',
        'set `server.resource` to the address that they use',
      ),
    )
  }
  for (const { issuer, expect, type, claims } of server.oidc) {
    if (expect.length === 0) {
      found.push(
        risky(
          'no-examples',
          `what the claims of ${issuer} mean is not proven`,
          'give `expect`: claims of a real token, and who they are',
        ),
      )
    }
    if (type === undefined) {
      found.push(
        risky(
          'any-token-type',
          `any JWT of ${issuer} with the audience counts, ID tokens too`,
          'set `type: at+jwt` if the provider issues access tokens of RFC 9068',
        ),
      )
    }
    if (claims.groups?.missing === 'none') {
      found.push(
        risky(
          'missing-groups',
          `a token of ${issuer} without groups is read as "in none"`,
          'let the provider always send them, and leave out `missing: none`',
        ),
      )
    }
  }
  if (principals === undefined && server.oidc.every(({ claims }) => claims.groups === undefined)) {
    found.push(
      risky(
        'no-groups',
        'nothing says who is in which group',
        'set `principals`, or `claims.groups` of an issuer',
      ),
    )
  }
  return found
}

function sourceRisks({ connectors, sync, data }: Config): Diagnosis[] {
  if (connectors.length === 0) return []
  const database = join(data, 'ragwall.db')
  const stored = statSync(database, { throwIfNoEntry: false })
  if (stored === undefined) return [risky('never-synced', 'nothing was brought in yet', 'run `ragwall sync`')]
  // Every sync notes something; one that changed nothing saves its cursor.
  const wal = statSync(`${database}-wal`, { throwIfNoEntry: false })
  const age = Date.now() - Math.max(stored.mtimeMs, wal?.mtimeMs ?? 0)
  if (sync.every !== undefined || age < STALE) return []
  const days = Math.floor(age / 86_400_000)
  return [
    risky(
      'stale-permissions',
      `the last sync was ${days} days ago: permissions taken away since still hold here`,
      'set `sync: { every: 15m }`, or run `ragwall sync` from a timer',
    ),
  ]
}

/** A working day. */
const STALE = 24 * 60 * 60 * 1000

function diskRisks({ data, audit }: Config): Diagnosis[] {
  return [data, audit].flatMap((folder) => {
    const place = nearestFolder(folder)
    const { bavail, bsize } = statfsSync(place)
    if (bavail * bsize >= LIMITS.freeBytes) return []
    return [
      risky(
        'disk-nearly-full',
        `there is little room left for ${folder}`,
        'free some space: nothing is released when the journal cannot be written',
      ),
    ]
  })
}

function nearestFolder(path: string): string {
  return existsSync(path) ? path : nearestFolder(dirname(path))
}

function sameDisk(a: string, b: string): boolean {
  return statSync(nearestFolder(a)).dev === statSync(nearestFolder(b)).dev
}

function isInside(path: string, folder: string): boolean {
  const way = relative(resolve(folder), resolve(path))
  return way !== '..' && !way.startsWith(`..${sep}`) && resolve(way) !== way
}

function wrong({ code, message, help }: FirewallError): Diagnosis {
  return { grade: 'wrong', code, message, fix: help ?? 'see docs/errors.md' }
}

function risky(code: string, message: string, fix: string): Diagnosis {
  return { grade: 'risky', code, message, fix }
}
