import { createServer, type Server, type ServerResponse, STATUS_CODES } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import express from 'express'
import { FirewallError } from '../../core/errors.js'
import { flag, type OptionKinds, required, requireOptions, text, wholeNumber } from '../../core/options.js'
import type { Firewall } from '../../firewall/firewall.js'
import { BodyError, problemOf, sendProblem } from './problem.js'
import { notFound, ROUTER_OPTIONS, type RouterOptions, router } from './router.js'

/** Where to listen, besides what the router takes. */
export interface ServeOptions extends RouterOptions {
  /** An address, or `localhost`, which is 127.0.0.1. */
  readonly host: string
  /** 0 takes a free one. */
  readonly port: number
  /** Take a free port when this one is in use. */
  readonly anyPort?: boolean
}

const OPTIONS: OptionKinds<ServeOptions> = {
  ...ROUTER_OPTIONS,
  host: required({ ...text, is: 'an address of this machine: `127.0.0.1`' }),
  port: required(wholeNumber(0, 65_535)),
  anyPort: flag,
}

/** What `startServer` returns. */
export interface RunningServer {
  /** `http://127.0.0.1:8787`, with the port that was taken. */
  readonly url: string
  /** Finishes what is being answered, for `CLOSING` milliseconds at most, then stops. The firewall stays open. */
  close(): Promise<void>
}

const CLOSING = 5_000
/** The headers of a request must have arrived by then, milliseconds; its body has a time of its own (`router.ts`). */
const HEADERS_TIMEOUT = 60_000

/** The router as a server of its own. Throws `config-invalid` when the address cannot be listened on. */
export async function startServer(firewall: Firewall, options: ServeOptions): Promise<RunningServer> {
  requireOptions<ServeOptions>(options, OPTIONS, 'startServer')
  const { host: _host, port: _port, anyPort: _anyPort, ...routing } = options
  const application = express()
  application.disable('x-powered-by').disable('etag')
  application.use(router(firewall, routing))
  application.use((_request, response) => sendProblem(response, problemOf(notFound())))
  const server = createServer({ requestTimeout: 0, headersTimeout: HEADERS_TIMEOUT }, application)
  answerBrokenRequests(server)
  await listen(server, options)
  const { address, family, port } = server.address() as AddressInfo
  return {
    url: `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`,
    close: () => closeServer(server),
  }
}

/** What Node refuses before there is a request: also with a problem document, and no word of what came. */
function answerBrokenRequests(server: Server): void {
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => {
    if (!socket.writable) return
    const [status, message] = BROKEN[error.code ?? ''] ?? [
      400,
      'the request is not HTTP as this server reads it',
    ]
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

async function listen(server: Server, { host, port, anyPort = false }: ServeOptions): Promise<void> {
  // Never by name: what `localhost` resolves to is another file's decision.
  const address = host === 'localhost' ? '127.0.0.1' : host
  try {
    await listenOn(server, address, port)
  } catch (error) {
    const taken = (error as { code?: unknown }).code === 'EADDRINUSE'
    if (taken && anyPort) return listenOn(server, address, 0)
    const why = taken ? 'is in use' : 'cannot be listened on'
    throw new FirewallError('config-invalid', `${address} port ${port} ${why}`, {
      help: 'choose another with `--port`, or set `server.host` and `server.port` in the configuration',
      cause: error,
    })
  }
}

function listenOn(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host, port, exclusive: true }, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const deadline = setTimeout(() => server.closeAllConnections(), CLOSING)
    server.close(() => {
      clearTimeout(deadline)
      resolve()
    })
    server.closeIdleConnections()
  })
}
