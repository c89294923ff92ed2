import { request } from 'node:http'
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import express from 'express'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { router } from '../../../../src/adapters/http/index.js'
import { createMcp } from '../../../../src/adapters/mcp/index.js'
import { createFirewall, type Firewall } from '../../../../src/firewall/firewall.js'
import { authenticate, closeServers, listen, PUBLIC, principalOf, SECRET } from '../gateway/world.js'

/** Two worlds that differ in one document, which a clerk may not read. */
let present: { firewall: Firewall; url: string }
let absent: { firewall: Firewall; url: string }

async function world(withSecret: boolean) {
  const firewall = await createFirewall({ policy: ['public', 'secret'], audit: 'memory' })
  const documents = [
    ['board/minutes.md', SECRET, 'group:board'],
    ['handbook/travel.md', PUBLIC, 'group:staff'],
    ['handbook/tea.md', 'Tea is at four, in the small kitchen.', 'group:staff'],
  ].filter(([id]) => withSecret || id !== 'board/minutes.md')
  await firewall.apply([
    ...documents.map(([id, text, group]) => ({
      kind: 'upsert' as const,
      cursor: '',
      document: {
        id: id!,
        uri: `https://docs.example.com/${id}`,
        title: id!.split('/')[1]!,
        text: text!,
        acl: { allow: [group!], deny: [], classification: 'secret' },
      },
    })),
    {
      kind: 'upsert' as const,
      cursor: '',
      document: {
        id: 'prompts/assistant',
        uri: 'prompt:assistant',
        kind: 'prompt' as const,
        retrievable: false,
        text: 'You are the assistant of the house and answer in two sentences.',
        acl: { allow: ['*'], deny: [], classification: 'public' },
      },
    },
  ])
  const app = express()
  const mcp = await createMcp(firewall)
  app.use(router(firewall, { authenticate, principalOf, mcp }))
  return { firewall, url: await listen(app) }
}

beforeAll(async () => {
  present = await world(true)
  absent = await world(false)
})
afterAll(async () => {
  await closeServers()
  await present.firewall.close()
  await absent.firewall.close()
})

async function client(url: string, who: string, headers: Record<string, string> = {}): Promise<Client> {
  const made = new Client({ name: 'test', version: '1.0.0' })
  await made.connect(
    new StreamableHTTPClientTransport(new URL(`${url}/mcp`), {
      requestInit: { headers: { authorization: `Bearer token-of-${who}`, ...headers } },
    }),
  )
  return made
}

const MINUTES = `ragwall://documents/${encodeURIComponent('board/minutes.md')}`
const GONE = `ragwall://documents/${encodeURIComponent('board/nothing.md')}`

describe('two readers', () => {
  test('list, read, search and fetch what each may read', async () => {
    const director = await client(present.url, 'director')
    const clerk = await client(present.url, 'clerk')
    const names = async (one: Client) => (await one.listResources()).resources.map(({ name }) => name)
    expect(await names(director)).toEqual(['board/minutes.md', 'handbook/tea.md', 'handbook/travel.md'])
    expect(await names(clerk)).toEqual(['handbook/tea.md', 'handbook/travel.md'])
    expect((await director.readResource({ uri: MINUTES })).contents[0]).toMatchObject({ text: SECRET })
    await expect(clerk.readResource({ uri: MINUTES })).rejects.toThrow()
    const search = {
      name: 'search',
      arguments: { query: 'When does the purchase of Hollow Oak close?', k: 1 },
    }
    expect(JSON.stringify((await director.callTool(search)).structuredContent)).toContain('board/minutes.md')
    expect(JSON.stringify((await clerk.callTool(search)).structuredContent)).not.toContain('board')
    const fetch = { name: 'fetch', arguments: { id: 'board/minutes.md' } }
    expect((await director.callTool(fetch)).structuredContent).toMatchObject({ text: SECRET })
    expect(await clerk.callTool(fetch)).toMatchObject({ isError: true })
    const check = { name: 'check', arguments: { text: SECRET } }
    expect((await director.callTool(check)).structuredContent).toMatchObject({
      action: 'release',
      text: SECRET,
    })
    expect((await clerk.callTool(check)).structuredContent).toMatchObject({ action: 'block' })
    await director.close()
    await clerk.close()
  })

  test('a program asks for the user whom it names', async () => {
    const portal = await client(present.url, 'portal', { 'Ragwall-Principal': 'user:director' })
    expect((await portal.listResources()).resources).toHaveLength(3)
    await portal.close()
  })
})

describe('twin worlds', () => {
  const CALLS: readonly [string, (one: Client) => Promise<unknown>][] = [
    ['tools', (one) => one.listTools()],
    ['resources', (one) => one.listResources()],
    ['templates', (one) => one.listResourceTemplates()],
    [
      'a document',
      (one) => one.readResource({ uri: `ragwall://documents/${encodeURIComponent('handbook/tea.md')}` }),
    ],
    ['the forbidden one', (one) => one.readResource({ uri: MINUTES })],
    [
      'a search',
      (one) =>
        one.callTool({ name: 'search', arguments: { query: 'purchase of Hollow Oak Shipping in cash' } }),
    ],
    ['a fetch of it', (one) => one.callTool({ name: 'fetch', arguments: { id: 'board/minutes.md' } })],
    ['a wrong call', (one) => one.callTool({ name: 'fetch', arguments: { id: 7 } })],
  ]

  test.each(CALLS)('%s: the same to the byte', async (_what, call) => {
    const said = async ({ url }: { url: string }) => {
      const one = await client(url, 'clerk')
      const answer = await call(one).then(
        (value) => JSON.stringify(value),
        (error: Error & { code?: unknown; data?: unknown }) =>
          JSON.stringify([error.message, error.code, error.data]),
      )
      await one.close()
      return answer
    }
    expect(await said(present)).toBe(await said(absent))
  })

  test('forbidden and absent are told alike', async () => {
    const clerk = await client(present.url, 'clerk')
    const told = async (uri: string) =>
      clerk.readResource({ uri }).catch((error: Error) => error.message.replaceAll(uri, 'URI'))
    expect(await told(MINUTES)).toBe(await told(GONE))
    await clerk.close()
  })
})

describe('over HTTP', () => {
  const post = (headers: Record<string, string>, body: unknown) =>
    fetch(`${present.url}/mcp`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
        ...headers,
      },
      body: JSON.stringify(body),
    })
  const modern = {
    'mcp-protocol-version': '2026-07-28',
    'mcp-method': 'resources/list',
    authorization: 'Bearer token-of-clerk',
  }
  const list = {
    jsonrpc: '2.0',
    id: 1,
    method: 'resources/list',
    params: {
      _meta: {
        'io.modelcontextprotocol/protocolVersion': '2026-07-28',
        'io.modelcontextprotocol/clientInfo': { name: 'test', version: '1' },
        'io.modelcontextprotocol/clientCapabilities': {},
      },
    },
  }

  /** Of a page at a host that calls this one, by one name or another. */
  const statusBy = (page: string, host = page) =>
    new Promise<number | undefined>((resolve, reject) => {
      const headers = {
        ...modern,
        origin: `http://${page}`,
        host,
        accept: 'application/json, text/event-stream',
      }
      request(`${present.url}/mcp`, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
      })
        .on('response', (answer) => {
          answer.resume()
          resolve(answer.statusCode)
        })
        .on('error', reject)
        .end(JSON.stringify(list))
    })

  test('what may be kept is private, and nothing is kept on the way', async () => {
    const answer = await post(modern, list)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('cache-control')).toBe('no-store')
    const { result } = (await answer.json()) as { result: unknown }
    expect(result).toMatchObject({ cacheScope: 'private', ttlMs: 0 })
  })

  test('without a token, without the scope, from a page, and by another method', async () => {
    const { authorization: _token, ...stranger } = modern
    const refused = await post(stranger, list)
    expect(refused.status).toBe(401)
    expect(refused.headers.get('www-authenticate')).toMatch(/^Bearer/)
    expect((await post({ ...modern, authorization: 'Bearer token-of-checker' }, list)).status).toBe(403)
    expect((await post({ ...modern, origin: 'https://evil.example' }, list)).status).toBe(403)
    // A page that points its own name here says that name in both; one of this machine cannot be pointed.
    expect(await statusBy('evil.example')).toBe(403)
    expect(await statusBy('evil.example', new URL(present.url).host)).toBe(403)
    expect(await statusBy(new URL(present.url).host)).toBe(200)
    expect(
      (await fetch(`${present.url}/mcp`, { headers: { authorization: modern.authorization } })).status,
    ).toBe(405)
  })
})
