/** Both doors over HTTP, inside an express application of your own, with your own way of knowing who calls. */
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { createFirewall, FirewallError, type Principal } from 'ragwall'
import { type Authenticate, bearerToken, router } from 'ragwall/http'
import { changes, director, intern, PLAN } from './documents.js'

const firewall = await createFirewall({ policy: ['public', 'internal', 'secret'], audit: 'memory' })
await firewall.apply(changes)

/** Your sessions, your identity provider: here a table. Verify a signature or ask your session store instead. */
const sessions = new Map<string, Principal>([
  ['token-of-the-intern', intern],
  ['token-of-the-director', director],
])

/** The headers alone say who calls; a body never does. `application: false`: an end user's token, not a backend's. */
const authenticate: Authenticate = async (request) => {
  const principal = sessions.get(bearerToken(request))
  if (principal === undefined) throw new FirewallError('unauthenticated', 'the token is not known')
  return {
    subject: principal.id,
    principal,
    scopes: new Set(['retrieve', 'check'] as const),
    application: false,
  }
}

const server = express().use('/firewall', router(firewall, { authenticate })).listen(0, '127.0.0.1')
await once(server, 'listening')
const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/firewall`

for (const token of ['token-of-the-intern', 'token-of-the-director', 'token-of-nobody']) {
  const response = await fetch(`${address}/v1/check`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ answer: PLAN }),
  })
  const { action, code } = (await response.json()) as { action?: string; code?: string }
  console.log(`${token}: ${response.status} ${action ?? code}`)
}
server.close()
await firewall.close()
