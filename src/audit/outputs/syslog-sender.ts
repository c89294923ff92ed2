import { createSocket } from 'node:dgram'
import { readFileSync } from 'node:fs'
import { connect, isIP, type Socket } from 'node:net'
import { hostname } from 'node:os'
import { connect as connectTls } from 'node:tls'
import { FACILITIES, type SyslogOutput } from '../../core/outputs-config.js'
import type { OcsfBody, OcsfEvent } from '../ocsf.js'
import { failed, SEND_TIME, type Sender } from './sender.js'

/**
 * Syslog of RFC 5424: over UDP a datagram each (RFC 5426), over TCP with octet counting (RFC 6587), over TLS the same
 * (RFC 5425). The message is the event as JSON, ASCII alone.
 *
 * Syslog has no receipts. Over TCP and TLS a batch is a connection: it is ours to end, and a receiver that has read all
 * of it ends it too. One that breaks off, or is killed with something unread, resets it; then the batch is sent again.
 */
export function createSyslogSender(output: SyslogOutput): Sender {
  const format = (event: OcsfEvent) => syslogMessage(event.body, FACILITIES[output.facility])
  if (output.transport === 'udp') {
    return {
      batch: 100,
      send: (events, signal) => sendDatagrams(output, events.map(format), signal),
    }
  }
  return {
    batch: 500,
    send: (events, signal) => {
      const framed = events.map(format).map((message) => `${message.length} ${message}`)
      return sendStream(output, Buffer.from(framed.join(''), 'latin1'), signal)
    },
  }
}

/** By the severities of OCSF: RFC 5424 counts the other way. */
const SEVERITIES = { 1: 6, 2: 5, 3: 4, 4: 3, 5: 2 } as const satisfies Record<OcsfBody['severity_id'], number>

/** One message, every character of it ASCII. */
export function syslogMessage(body: OcsfBody, facility: number): string {
  const priority = facility * 8 + SEVERITIES[body.severity_id]
  const time = new Date(body.time).toISOString()
  const host =
    hostname()
      .replace(/[^\x21-\x7e]/g, '')
      .slice(0, 255) || '-'
  const json = JSON.stringify(body).replace(
    /[^\x20-\x7e]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
  return `<${priority}>1 ${time} ${host} ragwall ${process.pid} ${body.class_uid} - ${json}`
}

function sendDatagrams(
  { host, port }: SyslogOutput,
  messages: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = createSocket(isIP(host) === 6 ? 'udp6' : 'udp4')
    const done = (error?: unknown) => {
      signal.removeEventListener('abort', abort)
      try {
        socket.close()
      } catch {
        // Closed by the error itself.
      }
      if (error === undefined) resolve()
      else reject(failed('its receiver cannot be reached', { cause: error }))
    }
    const abort = () => done(signal.reason)
    signal.addEventListener('abort', abort, { once: true })
    // On this machine a port that nobody listens on is an error, over a network it is silence.
    socket.on('error', done)
    socket.connect(port, host, async () => {
      try {
        for (const message of messages) {
          await new Promise<void>((sent, failed) =>
            socket.send(message, (error) => (error === null || error === undefined ? sent() : failed(error))),
          )
        }
        done()
      } catch (error) {
        done(error)
      }
    })
  })
}

function sendStream(output: SyslogOutput, bytes: Buffer, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = open(output)
    const limit = AbortSignal.any([signal, AbortSignal.timeout(SEND_TIME)])
    let sent = false
    const abort = () => socket.destroy(new Error('took too long, or was ended'))
    const done = (error?: unknown) => {
      limit.removeEventListener('abort', abort)
      socket.destroy()
      if (error === undefined) resolve()
      else reject(failed('its receiver did not take it all', { cause: error }))
    }
    limit.addEventListener('abort', abort, { once: true })
    socket.once('error', done)
    socket.once(output.transport === 'tls' ? 'secureConnect' : 'connect', () => {
      socket.end(bytes, () => {
        sent = true
      })
      socket.resume()
    })
    // The other side ends what it has read to its end; before that it has broken off.
    socket.once('end', () => done(sent ? undefined : new Error('the receiver broke off')))
    socket.once('close', () => done(new Error('the receiver broke off')))
  })
}

function open({ transport, host, port, ca, certificate, key }: SyslogOutput): Socket {
  // Ours to end: what we say last is waited for, also when the other side has ended already.
  if (transport === 'tcp') return connect({ host, port, allowHalfOpen: true })
  const file = (path: string | undefined) => (path === undefined ? undefined : readFileSync(path))
  return connectTls({
    host,
    port,
    ...(isIP(host) === 0 ? { servername: host } : {}),
    ...(ca === undefined ? {} : { ca: file(ca) }),
    ...(certificate === undefined ? {} : { cert: file(certificate) }),
    ...(key === undefined ? {} : { key: file(key) }),
    minVersion: 'TLSv1.2',
  })
}
