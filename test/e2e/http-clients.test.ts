import { readFileSync } from 'node:fs'
import createFetchClient from 'openapi-fetch'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  type Acl,
  type Case,
  type Change,
  type CheckContext,
  type Chunks,
  createClient,
  type DocumentAccess,
  type Explanation,
  type Ingested,
  type ReadableDocuments,
  ServiceError,
  type Triaged,
  type Verdict,
} from '../../src/client/index.js'
import { createFirewall, type Firewall } from '../../src/firewall/firewall.js'
import { HTTP_PATHS, httpPaths } from '../../tools/docs/http-paths.js'
import type { components, paths } from '../support/http-paths.js'
import { alice, bot, closeServers, serve, tokens } from '../unit/adapters/http/harness.js'

/** `ragwall/client`, and a client that a public generator makes of `/openapi.json`, by the same test. */

const SECRET =
  'The merger with Hollow Oak closes on the third Friday of May for ninety million crowns in cash.'
const ANSWER = `You asked what is new. ${SECRET} That is all that I know.`

type Schemas = components['schemas']
/** Compiles only where one may stand for the other in both directions. */
type Same<One, Other> = [One] extends [Other] ? ([Other] extends [One] ? true : never) : never
const same: [
  Same<Chunks, Schemas['Chunks']>,
  Same<Verdict, Schemas['Verdict']>,
  Same<Ingested, Schemas['Ingested']>,
  Same<Acl, Schemas['Acl']>,
  Same<Case, Schemas['Case']>,
  Same<Triaged, Schemas['Triaged']>,
  Same<keyof Explanation, keyof Schemas['Explanation']>,
  Same<keyof CheckContext | 'text', keyof Schemas['StreamLine']>,
  Same<Change, Schemas['Change']>,
  Same<DocumentAccess, Schemas['DocumentAccess']>,
  Same<ReadableDocuments, Schemas['ReadableDocuments']>,
] = [true, true, true, true, true, true, true, true, true, true, true]

interface Talk {
  retrieve(query: string): Promise<Pick<Chunks, 'chunks'>>
  check(answer: string, as?: string): Promise<Verdict>
  stream(pieces: string[]): Promise<{ text: string; verdict: Verdict }>
  push(changes: Change[]): Promise<Ingested>
  relabel(id: string, acl: Acl): Promise<Ingested>
  remove(id: string): Promise<Ingested>
  /** The code of a refusal. */
  refusedWith(query: string): Promise<string>
}

let url: string
let firewall: Firewall
beforeAll(async () => {
  firewall = await createFirewall({ policy: ['public', 'internal', 'secret'], audit: 'memory' })
  const acl = { allow: ['group:board'], deny: [], classification: 'secret' }
  await firewall.apply([
    { kind: 'upsert', document: { id: 'plan', uri: 'plan', text: SECRET, acl }, cursor: '' },
  ])
  const scopes = ['retrieve', 'check', 'act', 'ingest'] as const
  const authenticate = tokens({ bot: { principal: bot, scopes: [...scopes], application: true } })
  const server = await serve(firewall, { authenticate, principalOf: async (id) => ({ ...alice, id }) })
  url = server.url
})
afterAll(async () => {
  await closeServers()
  await firewall.close()
})

function ours(): Talk {
  const client = createClient({ url, token: async () => 'bot' })
  return {
    retrieve: (query) => client.retrieve({ query, k: 3 }),
    check: (answer, as) => (as === undefined ? client : client.as(as)).check({ answer }),
    async stream(pieces) {
      const stream = client.checkStream(pieces, { session: 's' })
      let text = ''
      for await (const piece of stream) text += piece
      return { text, verdict: await stream.verdict }
    },
    push: (changes) => client.apply(changes, { idempotencyKey: 'k-ours' }),
    relabel: (id, acl) => client.setAcl(id, acl),
    remove: (id) => client.remove(id),
    refusedWith: (query) =>
      client.retrieve({ query }).then(
        () => 'none',
        (error: unknown) => (error as ServiceError).code,
      ),
  }
}

function generated(): Talk {
  const client = createFetchClient<paths>({ baseUrl: url, headers: { authorization: 'Bearer bot' } })
  const given = <Data>({ data, error }: { data?: Data; error?: unknown }): Data => {
    if (data === undefined) throw error
    return data
  }
  return {
    retrieve: async (query) => given(await client.POST('/v1/retrieve', { body: { query, k: 3 } })),
    check: async (answer, as) =>
      given(
        await client.POST('/v1/check', {
          body: { answer },
          ...(as === undefined ? {} : { params: { header: { 'ragwall-principal': as } } }),
        }),
      ),
    async stream(pieces) {
      const { data } = await client.POST('/v1/check/stream', {
        body: { session: 's' },
        bodySerializer: () => pieces.map((text) => `${JSON.stringify({ text })}\n`).join(''),
        headers: { 'content-type': 'application/x-ndjson' },
        parseAs: 'text',
      })
      const lines = String(data)
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as { text?: string; verdict?: Verdict })
      return { text: lines.map(({ text = '' }) => text).join(''), verdict: lines.at(-1)!.verdict! }
    },
    push: async (changes) =>
      given(
        await client.POST('/v1/documents', {
          body: { changes },
          params: { header: { 'idempotency-key': 'k-generated' } },
        }),
      ),
    relabel: async (id, acl) =>
      given(await client.PATCH('/v1/documents/{id}/acl', { params: { path: { id } }, body: acl })),
    remove: async (id) => given(await client.DELETE('/v1/documents/{id}', { params: { path: { id } } })),
    refusedWith: async (query) => {
      const { error } = await client.POST('/v1/retrieve', { body: { query } })
      return error?.code ?? 'none'
    },
  }
}

describe.each([
  ['ragwall/client', ours],
  ['a generated client', generated],
])('%s', (name, make) => {
  test('asks, checks, streams, pushes and is refused', async () => {
    const talk = make()
    const id = `${name}/tea 1`
    const acl = { allow: ['*'], deny: [], classification: 'public' }
    const text = 'Tea is at four in the green room.'
    expect(await talk.push([{ kind: 'upsert', document: { id, uri: 'tea', text, acl } }])).toMatchObject({
      upserted: 1,
    })
    expect((await talk.retrieve('tea')).chunks.map(({ documentId }) => documentId)).toContain(id)
    const caught = await talk.check(ANSWER)
    expect(caught.text).not.toContain('ninety million')
    expect(caught.coverage?.state).toBe('complete')
    expect(caught.findings?.[0]).toMatchObject({ kind: 'verbatim', provenance: 'forbidden' })
    expect((await talk.check('All is well.', 'user:alice')).action).toBe('release')
    const pieces = ANSWER.match(/.{1,7}/gsu)!
    const { text: said, verdict } = await talk.stream(pieces)
    expect(said).toBe(verdict.text)
    expect(said).not.toContain('ninety million')
    expect(await talk.relabel(id, { ...acl, allow: ['group:board'] })).toMatchObject({ relabelled: 1 })
    expect((await talk.retrieve('tea')).chunks.map(({ documentId }) => documentId)).not.toContain(id)
    expect(await talk.remove(id)).toMatchObject({ deleted: 1 })
    expect(await talk.refusedWith(' ')).toBe('query-invalid')
  })
})

test('a stream of ours is answered while it is still sent, and says why it broke', async () => {
  const client = createClient({ url, token: 'bot' })
  let release: () => void = () => undefined
  const heard = new Promise<void>((resolve) => {
    release = resolve
  })
  async function* model() {
    yield 'All is well. '.repeat(40)
    await heard
    yield 'The end.'
  }
  let said = ''
  const stream = client.checkStream(model())
  for await (const piece of stream) {
    said += piece
    release()
  }
  expect(said).toBe(`${'All is well. '.repeat(40)}The end.`)
  expect((await stream.verdict).action).toBe('release')
  const broken = client.checkStream(['a'], { service: 'none' })
  await expect(broken[Symbol.asyncIterator]().next()).rejects.toMatchObject({
    code: 'service-unknown',
    status: 400,
  })
  await expect(broken.verdict).rejects.toBeInstanceOf(ServiceError)
  const whole = createClient({ url, token: 'bot', sendsWhole: true }).checkStream(['All ', 'is well.'])
  let all = ''
  for await (const piece of whole) all += piece
  expect(all).toBe('All is well.')
})

test('the types of the generated client are those of the document, and ours are the same', async () => {
  expect(same.every(Boolean)).toBe(true)
  expect(readFileSync(HTTP_PATHS, 'utf8')).toBe(await httpPaths())
}, 30_000)
