import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from 'jose'
import Provider from 'oidc-provider'

/** A real OpenID provider on a port of this machine, whose tokens name three users and one application. */
export interface IdentityProvider {
  readonly issuer: string
  /** An access token (RFC 9068) of a user, issued by the provider's own machinery. */
  userToken(user: string, extra?: Readonly<Record<string, unknown>>, scope?: string): Promise<string>
  /** What the application gets at the token endpoint with its own credentials. */
  applicationToken(scope: string): Promise<string>
  /** A token that the provider would never issue, under its present key unless another is given. */
  forge(
    claims: Readonly<Record<string, unknown>>,
    header?: { alg?: string; kid?: string },
    key?: JWK,
  ): Promise<string>
  /** From now on other keys sign, and the old ones are not published any more. */
  rotate(): Promise<void>
  stop(): Promise<void>
  start(): Promise<void>
}

export const AUDIENCE = 'urn:ragwall:test'
export const APPLICATION = 'portal'

export async function startIdentityProvider(): Promise<IdentityProvider> {
  let keys = [await privateKey('first')]
  let generation = 1
  const place = { port: 0 }
  let running = await listen(place)
  const issuer = `http://127.0.0.1:${place.port}`
  let provider = providerOf(issuer, keys)
  answer(running, provider)

  return {
    issuer,
    async userToken(user, extra = {}, scope = 'retrieve check') {
      const client = await provider.Client.find(APPLICATION)
      const token = new provider.AccessToken({
        client,
        accountId: user,
        grantId: `grant-${user}`,
        scope,
        gty: 'authorization_code',
      })
      token.resourceServer = resourceServer()
      claimsOf.set(user, extra)
      return token.save()
    },
    async applicationToken(scope) {
      const response = await fetch(`${issuer}/token`, {
        method: 'POST',
        headers: { authorization: `Basic ${Buffer.from(`${APPLICATION}:${SECRET}`).toString('base64')}` },
        body: new URLSearchParams({ grant_type: 'client_credentials', resource: AUDIENCE, scope }),
      })
      const body = (await response.json()) as { access_token?: string }
      if (body.access_token === undefined) throw new Error(`no token: ${JSON.stringify(body)}`)
      return body.access_token
    },
    async forge(claims, header = {}, key = keys[0]!) {
      const now = Math.floor(Date.now() / 1_000)
      const { alg = 'ES256', kid = String(key.kid) } = header
      return new SignJWT({
        iss: issuer,
        aud: AUDIENCE,
        sub: 'alice',
        iat: now,
        exp: now + 300,
        scope: 'retrieve check',
        ...claims,
      })
        .setProtectedHeader({ alg, kid, typ: 'at+jwt' })
        .sign(alg.startsWith('HS') ? Buffer.from(JSON.stringify(publicPart(key))) : await importJWK(key, alg))
    },
    async rotate() {
      keys = [await privateKey(`key-${++generation}`)]
      provider = providerOf(issuer, keys)
      running.removeAllListeners('request')
      answer(running, provider)
    },
    async stop() {
      running.closeAllConnections()
      running.close()
      await once(running, 'close')
    },
    async start() {
      running = await listen(place)
      answer(running, provider)
    },
  }
}

/** What the provider puts into the next token of each user besides. */
const claimsOf = new Map<string, Readonly<Record<string, unknown>>>()

const SECRET = 'a-secret-of-the-portal-0123456789'

function providerOf(issuer: string, keys: readonly JWK[]): Provider {
  return new Provider(issuer, {
    jwks: { keys: [...keys] },
    clientDefaults: { id_token_signed_response_alg: 'ES256' },
    scopes: [
      'openid',
      'retrieve',
      'check',
      'act',
      'ingest',
      'audit',
      'review',
      'metrics',
      'admin',
      'generate',
    ],
    clients: [
      {
        client_id: APPLICATION,
        client_secret: SECRET,
        grant_types: ['client_credentials'],
        redirect_uris: [],
        response_types: [],
        scope: 'retrieve check act ingest audit review metrics admin generate',
      },
    ],
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      resourceIndicators: { enabled: true, getResourceServerInfo: async () => resourceServer() },
    },
    extraTokenClaims: (_context: unknown, { accountId = '' }: { accountId?: string }) =>
      claimsOf.get(accountId),
    findAccount: async (_context: unknown, id: string) => ({
      accountId: id,
      claims: async () => ({ sub: id }),
    }),
  })
}

function resourceServer() {
  return {
    scope: 'retrieve check act ingest audit review metrics admin generate',
    audience: AUDIENCE,
    accessTokenTTL: 3_600,
    accessTokenFormat: 'jwt',
    jwt: { sign: { alg: 'ES256' } },
    identifier: () => AUDIENCE,
  }
}

async function privateKey(kid: string): Promise<JWK> {
  const { privateKey: key } = await generateKeyPair('ES256', { extractable: true })
  return { ...(await exportJWK(key)), kid, alg: 'ES256', use: 'sig' }
}

function publicPart({ d: _d, ...key }: JWK): JWK {
  return key
}

async function listen(place: { port: number }): Promise<Server> {
  const server = createServer()
  server.listen(place.port, '127.0.0.1')
  await once(server, 'listening')
  place.port = (server.address() as AddressInfo).port
  return server
}

function answer(server: Server, provider: Provider): void {
  server.on('request', provider.callback())
}
