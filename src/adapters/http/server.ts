import { readFileSync } from 'node:fs'
import { createServer, type Server, type ServerResponse, STATUS_CODES } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { createSecureContext } from 'node:tls'
import express from 'express'
import { FirewallError, toFirewallError } from '../../core/errors.js'
import { followFiles } from '../../core/followed-files.js'
import { LIMITS } from '../../core/limits.js'
import {
  flag,
  listOf,
  type OptionKinds,
  record,
  required,
  requireOptions,
  text,
  wholeNumber,
} from '../../core/options.js'
import { parseStrict } from '../../core/schema.js'
import { type ServerConfig, serverSchema } from '../../core/server-config.js'
import type { Trouble } from '../../core/trouble.js'
import type { Firewall } from '../../firewall/firewall.js'
import { createAdmission } from './admission.js'
import { cors } from './cors.js'
import type { Logger } from './observe.js'
import { BodyError, problemOf, sendProblem } from './problem.js'
import { notFound, ROUTER_OPTIONS, type RouterOptions, router } from './router.js'

/** Where to listen, besides what the router takes. */
export interface ServeOptions extends Omit<RouterOptions, 'admission' | 'draining'> {
  /** An address, or `localhost`, which is 127.0.0.1. */
  readonly host: string
  /** 0 takes a free one. */
  readonly port: number
  /** Take a free port when this one is in use. */
  readonly anyPort?: boolean
  /** How much anybody may ask, as under `server.limits` of the configuration. */
  readonly limits?: Partial<ServerConfig['limits']>
  /** PEM files; read again when they change. */
  readonly tls?: NonNullable<ServerConfig['tls']>
  /** Origins whose pages may call. */
  readonly cors?: readonly string[]
}

const { admission: _admission, draining: _draining, ...ROUTING } = ROUTER_OPTIONS
const OPTIONS: OptionKinds<ServeOptions> = {
  ...ROUTING,
  host: required({ ...text, is: 'an address of this machine: `127.0.0.1`' }),
  port: required(wholeNumber(0, 65_535)),
  anyPort: flag,
  limits: record('{ perUser: { perMinute: 120, concurrent: 8 }, … }'),
  tls: record("{ certificate: 'tls.crt', key: 'tls.key' }"),
  cors: listOf(text),
}

/** What `startServer` returns. */
export interface RunningServer {
  /** `http://127.0.0.1:8787`, with the port that was taken. */
  readonly url: string
  /**
   * Takes nothing new, lets what runs come to its end for `limits.drainTime` milliseconds, then cuts it off, and
   * resolves when the records of all of it are written. The firewall stays open.
   */
  close(): Promise<void>
}

/** How often certificates are looked at, milliseconds. */
const CERTIFICATE_STEP = 10_000
/** How long an idle connection is kept, milliseconds. */
const KEEP_ALIVE = 5_000

/** The router as a server of its own. Throws `config-invalid` when the address cannot be listened on. */
export async function startServer(firewall: Firewall, options: ServeOptions): Promise<RunningServer> {
  requireOptions<ServeOptions>(options, OPTIONS, 'startServer')
  const { host: _host, port: _port, anyPort: _any, limits: given, tls, cors: origins, ...routing } = options
  const limits = limitsOf(given)
  const admission = createAdmission(limits, routing.siblings?.quota)
  const certificate = tls === undefined ? undefined : openCertificate(tls)
  const application = express()
  application.disable('x-powered-by').disable('etag')
  if (origins !== undefined && origins.length > 0) application.use(cors(origins))
  application.use(
    router(firewall, {
      ...routing,
      admission,
      draining: () => admission.isShut,
      trouble: () => [...(routing.trouble?.() ?? []), ...(certificate?.trouble() ?? [])],
    }),
  )
  application.use((_request, response) => sendProblem(response, problemOf(notFound())))
  const times = {
    headersTimeout: limits.headerTime,
    // A body has a time of its own (`router.ts`), and a stream may be an hour's.
    requestTimeout: 0,
    keepAliveTimeout: KEEP_ALIVE,
    // How late a slow client is noticed.
    connectionsCheckingInterval: Math.max(100, Math.min(1_000, limits.headerTime / 4)),
  }
  const server =
    certificate === undefined
      ? createServer(times, application)
      : createSecureServer({ ...times, ...certificate.pair(), minVersion: 'TLSv1.2' }, application)
  answerBrokenRequests(server, options.logger)
  // Longer than a stream may be silent: what is left is a client that neither sends nor takes.
  server.timeout = LIMITS.streamIdle + 60_000
  server.maxConnections = limits.connections
  const following = certificate?.follow((pair) =>
    (server as ReturnType<typeof createSecureServer>).setSecureContext(pair),
  )
  await listen(server, options)
  const { address, family, port } = server.address() as AddressInfo
  const scheme = certificate === undefined ? 'http' : 'https'
  return {
    url: `${scheme}://${family === 'IPv6' ? `[${address}]` : address}:${port}`,
    async close() {
      clearInterval(following)
      admission.shut()
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeIdleConnections()
      const deadline = setTimeout(() => server.closeAllConnections(), limits.drainTime)
      // A connection between two requests is not idle yet when it is asked: look again, not only once.
      const sweep = setInterval(() => server.closeIdleConnections(), 50)
      await Promise.all([closed, admission.idle()])
      clearTimeout(deadline)
      clearInterval(sweep)
    },
  }
}

/** What Node refuses before there is a request: also with a problem document, and no word of what came. */
function answerBrokenRequests(server: Server, logger: Logger | undefined): void {
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => {
    if (!socket.writable) return
    const [status, message] = BROKEN[error.code ?? ''] ?? [
      400,
      'the request is not HTTP as this server reads it',
    ]
    logger?.info({ route: 'none', status, code: 'request-invalid' }, message)
    const problem = problemOf(new BodyError(status, message, 'send one well-formed request of HTTP/1.1'))
    const body = JSON.stringify(problem)
    socket.end(
      [
        `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
        'Content-Type: application/problem+json; charset=utf-8',
        `Content-Length: ${Buffer.byteLength(body)}`,
        'Cache-Control: no-store',
        'Connection: close',
        '',
        body,
      ].join('\r\n'),
    )
  })
  server.on('checkExpectation', (_request, response: ServerResponse) => {
    const problem = problemOf(
      new BodyError(
        417,
        'the request expects what this server does not do',
        'expect `100-continue`, or nothing',
      ),
    )
    const body = JSON.stringify(problem)
    response
      .writeHead(417, {
        'Content-Type': 'application/problem+json; charset=utf-8',
        'Content-Length': Buffer.byteLength(body),
        Connection: 'close',
      })
      .end(body)
  })
}

const BROKEN: Readonly<Record<string, readonly [status: number, message: string]>> = {
  HPE_HEADER_OVERFLOW: [431, 'the headers of the request are longer than the limit'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'the headers of the request did not arrive in time'],
}

/** With a default for each that is left out. Throws `config-invalid`. */
function limitsOf(given: ServeOptions['limits'] = {}): ServerConfig['limits'] {
  return { ...parseStrict(serverSchema, {}, 'the limits of startServer').limits, ...given }
}

interface Pair {
  readonly cert: Buffer
  readonly key: Buffer
}

/** A certificate that is renewed while serving; one that became bad leaves the one before. Throws `config-unreadable`. */
function openCertificate({ certificate, key }: NonNullable<ServeOptions['tls']>) {
  const followed = [certificate, key].map((file) => followFiles(file, 'file'))
  const read = (): Pair => {
    try {
      const pair = { cert: readFileSync(certificate), key: readFileSync(key) }
      createSecureContext(pair)
      return pair
    } catch (error) {
      throw toFirewallError(
        error,
        'config-unreadable',
        `${certificate} and ${key} are no certificate and its key`,
      )
    }
  }
  let pair = read()
  let fault: FirewallError | undefined
  return {
    pair: () => pair,
    trouble: (): readonly Trouble[] =>
      fault === undefined
        ? []
        : [{ what: 'certificate', message: `${fault.message}; the one before goes on` }],
    follow(install: (pair: Pair) => void) {
      const look = () => {
        if (followed.filter((file) => file.changed()).length === 0) return
        try {
          pair = read()
          install(pair)
          fault = undefined
        } catch (error) {
          fault = error as FirewallError
        }
      }
      return setInterval(look, CERTIFICATE_STEP).unref()
    },
  }
}

async function listen(server: Server, options: ServeOptions): Promise<void> {
  const { host, port, anyPort = false, siblings } = options
  const shared = siblings !== undefined
  // Never by name: what `localhost` resolves to is another file's decision.
  const address = host === 'localhost' ? '127.0.0.1' : host
  try {
    await listenOn(server, address, port, shared)
  } catch (error) {
    const taken = (error as { code?: unknown }).code === 'EADDRINUSE'
    if (taken && anyPort) return listenOn(server, address, 0, shared)
    const why = taken ? 'is in use' : 'cannot be listened on'
    throw new FirewallError('config-invalid', `${address} port ${port} ${why}`, {
      help: 'choose another with `--port`, or set `server.host` and `server.port` in the configuration',
      cause: error,
    })
  }
}

function listenOn(server: Server, host: string, port: number, shared: boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host, port, exclusive: !shared }, () => {
      server.off('error', reject)
      resolve()
    })
  })
}
