import { createHmac, timingSafeEqual } from 'node:crypto'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'

/** Receivers of events as others run them, each with faults of its own; all of them keep what they received. */

export interface Receiver {
  readonly port: number
  /** Events in the order in which they came, duplicates included. */
  readonly events: Received[]
  /** Ends it, and what is connected with it. */
  stop(): Promise<void>
}

/** What a receiver needs of an event. */
export interface Received {
  readonly metadata: { readonly uid: string }
}

/** What to do with the next message: take it, answer with a status, or break off when half of it was read. */
export type Fault = 'none' | number | 'break'

/** Verifies signatures as Standard Webhooks tells receivers to, from its text alone. */
export async function webhookReceiver(secret: string, fault: () => Fault, port = 0): Promise<Receiver> {
  const events: Received[] = []
  const server = createServer(async (request, response) => {
    const now = fault()
    if (now === 'break') {
      request.once('data', () => request.socket.destroy())
      return
    }
    const pieces: Buffer[] = []
    for await (const piece of request) pieces.push(piece)
    const body = Buffer.concat(pieces).toString('utf8')
    if (typeof now === 'number') {
      response.writeHead(now, now === 429 ? { 'retry-after': '0' } : {}).end('words of the receiver')
      return
    }
    const id = request.headers['webhook-id'] as string
    const timestamp = request.headers['webhook-timestamp'] as string
    const [version, given] = (request.headers['webhook-signature'] as string).split(',')
    const expected = createHmac('sha256', secret).update(`${id}.${timestamp}.${body}`).digest()
    const fresh = Math.abs(Date.now() / 1_000 - Number(timestamp)) < 300
    if (version !== 'v1' || !fresh || !timingSafeEqual(Buffer.from(given!, 'base64'), expected)) {
      response.writeHead(401).end()
      return
    }
    events.push(...(JSON.parse(body) as Received[]))
    response.writeHead(204).end()
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    events,
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** Syslog over TCP or TLS with octet counting (RFC 6587, section 3.4.1): a number, a space, so many bytes. */
export async function syslogReceiver(
  fault: () => Fault,
  { port = 0, tls }: { port?: number; tls?: { cert: Buffer; key: Buffer } } = {},
): Promise<Receiver> {
  const events: Received[] = []
  const sockets = new Set<Socket>()
  /** Below TLS, by the port of the other side. */
  const raw = new Map<number | undefined, Socket>()
  const take = (socket: Socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => undefined)
    const now = fault()
    let pending = Buffer.alloc(0)
    socket.on('data', (piece) => {
      pending = Buffer.concat([pending, piece])
      if (now !== 'none') {
        // As the system does it for a process that is killed with something unread.
        raw.get(socket.remotePort)?.resetAndDestroy()
        return
      }
      for (;;) {
        const space = pending.indexOf(0x20)
        if (space < 0) return
        const length = Number(pending.subarray(0, space).toString('latin1'))
        if (!Number.isSafeInteger(length)) throw new Error('not octet counting')
        if (pending.length < space + 1 + length) return
        events.push(parseSyslog(pending.subarray(space + 1, space + 1 + length)))
        pending = pending.subarray(space + 1 + length)
      }
    })
  }
  const server: Server =
    tls === undefined ? createTcpServer(take) : (createTlsServer(tls, take) as unknown as Server)
  server.on('connection', (socket: Socket) => raw.set(socket.remotePort, socket))
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    events,
    async stop() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

export async function datagramReceiver(): Promise<Receiver> {
  const events: Received[] = []
  const socket = createSocket('udp4')
  socket.on('message', (message) => events.push(parseSyslog(message)))
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  return {
    port: socket.address().port,
    events,
    stop: () => new Promise((resolve) => socket.close(() => resolve())),
  }
}

/** RFC 5424, section 6: what every message of it begins with, and JSON behind it. */
const MESSAGE =
  /^<(\d{1,3})>1 (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{1,6}Z) ([\x21-\x7e]{1,255}) ([\x21-\x7e]{1,48}) ([\x21-\x7e]{1,128}) ([\x21-\x7e]{1,32}) - (\{[\x20-\x7e]*\})$/

function parseSyslog(bytes: Buffer): Received {
  const found = MESSAGE.exec(bytes.toString('latin1'))
  if (found === null || Number(found[1]) > 191) throw new Error('no message of RFC 5424')
  return JSON.parse(found[7]!) as Received
}
