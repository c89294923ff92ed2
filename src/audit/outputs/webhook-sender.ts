import { createHash, createHmac } from 'node:crypto'
import { FirewallError } from '../../core/errors.js'
import type { WebhookOutput } from '../../core/outputs-config.js'
import type { OcsfEvent } from '../ocsf.js'
import { failed, SEND_TIME, type Sender } from './sender.js'

/**
 * Posts events as a JSON array, signed as Standard Webhooks 1.0 has it:
 *
 *     webhook-id         names the message: the same events come again under the same id
 *     webhook-timestamp  when it was sent, seconds since the epoch
 *     webhook-signature  `v1,` and base64 of HMAC-SHA256(secret, `<id>.<timestamp>.<body>`)
 *
 * A secret that begins with `whsec_` is base64 behind it, any other one is its own bytes. Status 2xx is a receipt;
 * nothing else is. Redirects are not followed: events go where the configuration says, and nowhere else.
 */
export function createWebhookSender({ name, url, token }: WebhookOutput, secret: string): Sender {
  const key = signingKey(secret)
  const authorization = token === undefined ? {} : tokenHeader(name, token)

  async function post(events: readonly OcsfEvent[], signal: AbortSignal): Promise<void> {
    const body = JSON.stringify(events.map((event) => event.body))
    const id = messageId(events)
    const timestamp = String(Math.floor(Date.now() / 1_000))
    const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'user-agent': 'ragwall',
        'webhook-id': id,
        'webhook-timestamp': timestamp,
        'webhook-signature': `v1,${signature}`,
        ...authorization,
      },
      body,
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(SEND_TIME)]),
    }).catch((cause) => {
      throw failed('its receiver cannot be reached', { cause })
    })
    await response.body?.cancel()
    if (response.ok) return
    if (response.status === 413 && events.length > 1) {
      const half = Math.ceil(events.length / 2)
      await post(events.slice(0, half), signal)
      return post(events.slice(half), signal)
    }
    const retryAfter = secondsOf(response.headers.get('retry-after'))
    throw failed(`its receiver answered ${response.status}`, retryAfter === undefined ? {} : { retryAfter })
  }

  return { batch: 100, send: post }
}

function messageId(events: readonly OcsfEvent[]): string {
  const uids = events.map(({ body }) => body.metadata.uid)
  return `msg_${createHash('sha256').update(JSON.stringify(uids)).digest('hex').slice(0, 32)}`
}

function signingKey(secret: string): Buffer {
  return secret.startsWith('whsec_') ? Buffer.from(secret.slice(6), 'base64') : Buffer.from(secret, 'utf8')
}

function tokenHeader(
  name: string,
  { env, header }: NonNullable<WebhookOutput['token']>,
): Record<string, string> {
  const token = process.env[env]?.trim() ?? ''
  if (token === '') {
    throw new FirewallError('key-missing', `${env} holds no token for the output \`${name}\``, {
      help: 'set the variable, or leave `token` out where none is needed',
    })
  }
  return { [header.toLowerCase()]: header.toLowerCase() === 'authorization' ? `Bearer ${token}` : token }
}

/** Only as a number of seconds, which is what receivers of webhooks send. */
function secondsOf(value: string | null): number | undefined {
  return value !== null && /^\d{1,5}$/.test(value) ? Number(value) * 1_000 : undefined
}
