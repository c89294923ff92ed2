import type { Command } from 'commander'
import { isLoopback } from '../../../core/config.js'
import { deriveKey } from '../../../core/digest.js'
import { FirewallError } from '../../../core/errors.js'
import { loadKeys } from '../../../core/keys.js'
import { principalsIn } from '../../../labels/directory.js'
import type { Gateway } from '../../gateway/index.js'
import type { RunningServer } from '../../http/server.js'
import { type Context, declareOpening, type Shared } from '../command.js'
import type { Io } from '../io.js'
import { createLogger } from '../logger.js'
import { sampleGuide, samplePlace } from '../sample.js'
import { type Schedule, startDelivery, startRetention, startSchedule } from '../schedule.js'
import { loadConfiguration, openSession, type Place, type Session } from '../session.js'
import { shareWriting } from '../shared-writing.js'
import { isWorker, leaveWorkers, superviseWorkers, tellListening } from '../workers.js'
import { configuredConnectors, syncAll } from './sync.js'

interface Flags extends Shared {
  readonly sample?: boolean
  readonly host?: string
  readonly port?: string
  readonly workers?: string
}

/** `ragwall serve`: both doors over HTTP until a signal ends it. */
export function serveCommand({ io }: Context): Command {
  return declareOpening('serve', 'both doors over HTTP')
    .option('--sample', 'with the documents, readers and policies that come with ragwall')
    .option('--host <address>', 'listen here instead of where the configuration says')
    .option('--port <number>', 'the same for the port; 0 takes a free one')
    .option('--workers <number>', 'so many processes behind one port; by default this one alone')
    .action(async (flags: Flags) => {
      const workers = workersOf(flags.workers)
      if (workers > 1 && !isWorker) {
        return supervise(workers, flags, io)
      }
      const place = flags.sample ? samplePlace(io, flags.data) : flags
      const opened = await openSession(place, io)
      const session = isWorker ? { ...opened, firewall: shareWriting(opened.firewall) } : opened
      try {
        if (flags.sample) await syncSample(session, io)
        const schedule = await scheduleOf(session, io)
        const delivery = startDelivery(session.firewall, (error) => complain(error, io))
        const { keep } = session.config.journal
        const retention =
          keep === undefined
            ? undefined
            : startRetention(session.firewall, keep, (error) => complain(error, io))
        try {
          const server = await listen(session, schedule, flags, io)
          try {
            if (isWorker) tellListening(server.url)
            else announce(session, place, server, flags, io)
            await stopped(io.signal)
          } finally {
            await server.close()
          }
        } finally {
          retention?.stop()
          await delivery.stop()
          await schedule?.stop()
        }
      } finally {
        await session.firewall.close()
        if (isWorker) leaveWorkers()
      }
    })
}

/** The process above the workers serves nothing: it keeps what they share. */
async function supervise(workers: number, flags: Flags, io: Io): Promise<void> {
  const { server } = await loadConfiguration(flags.sample ? samplePlace(io, flags.data) : flags, io)
  const { createQuota } = await import('../../http/admission.js')
  const { createSharedCounts } = await import('../shared-counts.js')
  await superviseWorkers(workers, io, createSharedCounts(createQuota(server.limits)), (url) =>
    announceWorkers(workers, url, flags, io),
  )
}

async function scheduleOf({ firewall, config }: Session, io: Io): Promise<Schedule | undefined> {
  const { every } = config.sync
  if (every === undefined) return undefined
  return startSchedule(firewall, await configuredConnectors(config), every, (error) => complain(error, io))
}

async function listen(
  session: Session,
  schedule: Schedule | undefined,
  flags: Flags,
  io: Io,
): Promise<RunningServer> {
  const { firewall, config, directory, reader } = session
  const { server } = config
  const host = flags.host ?? server.host
  requirePrivacy(config, host)
  const { startServer } = await import('../../http/server.js')
  const { configuredAuthentication } = await import('../../http/authentication/configured.js')
  const { workerSiblings } = await import('../shared-counts.js')
  const { authenticate, assertions } = configuredAuthentication(config, { host, principalOf: reader })
  void authenticate.warm?.()
  const trouble = () => {
    const principals = directory.trouble?.()
    return [
      ...(principals === undefined ? [] : [{ what: 'principals' as const, message: principals }]),
      ...(authenticate.trouble?.() ?? []),
      ...(schedule?.trouble() ?? []),
    ]
  }
  io.onHangup?.(() => {
    firewall.reload('signal').then(
      () => io.err('note: policies and recognizers were read again\n'),
      (error) => complain(error, io),
    )
  })
  const { resource, tls } = server
  return startServer(firewall, {
    host,
    port: flags.port === undefined ? server.port : portOf(flags.port),
    anyPort: flags.sample === true && flags.port === undefined,
    limits: server.limits,
    cors: server.cors,
    ...(isWorker ? { siblings: workerSiblings() } : {}),
    ...(tls === undefined ? {} : { tls }),
    authenticate,
    ...(assertions === undefined ? {} : { assertions }),
    ...(resource === undefined ? {} : { resource: { url: resource, issuers: authenticate.issuers ?? [] } }),
    guardrails: server.guardrails,
    ...(server.mcp ? { mcp: await (await import('../../mcp/index.js')).createMcp(firewall) } : {}),
    ...(config.gateway === undefined ? {} : { gateway: await gatewayOf(session, config.gateway) }),
    principalOf: reader,
    principals: () => (config.principals === undefined ? [] : principalsIn(config.principals)),
    trouble,
    logger: await createLogger(io),
  })
}

async function gatewayOf(
  { firewall, config }: Session,
  gateway: NonNullable<Session['config']['gateway']>,
): Promise<Gateway> {
  const { createGateway } = await import('../../gateway/index.js')
  const { current } = loadKeys(config.keys, config.data)
  return createGateway(firewall, { config: gateway, key: deriveKey(current, 'gateway pseudonyms') })
}

/** Tokens must not travel in the clear: TLS here, or at a proxy that is named, or an operator who says so. */
function requirePrivacy({ server, file }: Session['config'], host: string): void {
  const covered = server.tls !== undefined || server.trustProxy !== undefined || server.insecure
  if (covered || isLoopback(host)) return
  throw new FirewallError('config-invalid', `${file} would serve plain HTTP to other machines`, {
    help:
      'set `server.tls`, or name under `server.trustProxy` the networks of the proxies that end TLS; ' +
      '`server.insecure: true` serves it all the same',
  })
}

function complain({ code, message, help }: FirewallError, io: Io): void {
  io.err(`${new Date().toISOString()} ${code}: ${message}${help === undefined ? '' : ` (${help})`}\n`)
}

async function syncSample({ firewall, config }: Session, io: Io): Promise<void> {
  try {
    const summaries = await syncAll(firewall, await configuredConnectors(config), io)
    for (const { id, code, help = '' } of summaries.flatMap(({ refused }) => refused)) {
      io.err(`note: ${id} was refused (${code}). ${help}\n`)
    }
  } catch (error) {
    // Another `npm start` holds the writer's place; it has brought the sample in already, and reading is shared.
    if (!(error instanceof FirewallError) || error.code !== 'store-locked') throw error
    io.err('note: another process writes to this data directory; the sample is served as it is\n')
  }
}

function announce(session: Session, place: Place, { url }: RunningServer, flags: Flags, io: Io): void {
  if (flags.json) {
    io.out(`${JSON.stringify({ url, data: session.config.data })}\n`)
    return
  }
  io.out(`ragwall listens on ${url}; data in ${session.config.data}; Ctrl-C ends it\n`)
  if (flags.sample) io.out(sampleGuide(session, place, url, io))
}

function announceWorkers(workers: number, url: string, flags: Flags, io: Io): void {
  if (flags.json) io.out(`${JSON.stringify({ url, workers })}\n`)
  else io.out(`ragwall listens on ${url} with ${workers} processes; Ctrl-C ends it\n`)
}

function workersOf(value: string | undefined): number {
  if (value === undefined) return 1
  if (/^[1-9]\d?$/.test(value)) return Number(value)
  throw new FirewallError('option-invalid', '`--workers` is not a number of processes', {
    help: 'it is a number from 1 to 99',
  })
}

function stopped(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
}

function portOf(value: string): number {
  const port = Number(value)
  if (/^\d{1,5}$/.test(value) && port <= 65_535) return port
  throw new FirewallError('option-invalid', '`--port` is not a port', {
    help: 'it is a number from 0 to 65535',
  })
}
