import { afterAll, beforeAll, expect, test } from 'vitest'
import { documentAccessAnswer, readableAnswer } from '../../../../src/adapters/http/schemas/answers.js'
import { FirewallError } from '../../../../src/core/errors.js'
import { createFirewall, type Firewall } from '../../../../src/firewall/firewall.js'
import { alice, type Client, closeServers, serve, tokens } from './harness.js'

const eve = { ...alice, id: 'user:eve', groups: [] }
const people = new Map([alice, eve].map((one) => [one.id, one]))
const TEXT = 'The canteen opens at half past eleven and closes at two.'

let firewall: Firewall
let http: Client
beforeAll(async () => {
  firewall = await createFirewall({ policy: ['public', 'internal', 'secret'], audit: 'memory' })
  const document = (id: string, allow: string[]) => ({
    kind: 'upsert' as const,
    cursor: '',
    document: { id, uri: id, text: `${TEXT} (${id})`, acl: { allow, deny: [], classification: 'internal' } },
  })
  await firewall.apply([
    document('wiki/a b', ['group:staff']),
    document('wiki/c', ['*']),
    document('wiki/d', []),
  ])
  http = await serve(firewall, {
    authenticate: tokens({
      auditor: { principal: { ...alice, id: 'user:ruth' }, scopes: ['audit'] },
      alice: { principal: alice, scopes: ['retrieve', 'check', 'review', 'ingest'] },
    }),
    async principalOf(id) {
      const found = people.get(id)
      if (found === undefined) throw new FirewallError('principal-invalid', 'nobody has this id')
      return found
    },
    principals: () => [...people.keys()],
  })
})
afterAll(async () => {
  await closeServers()
  await firewall.close()
})

test('an auditor learns who may read a document and why, and who was given it', async () => {
  await firewall.retrieve('canteen', { principal: alice })
  const all = await http.get('/v1/documents/wiki%2Fa%20b/access', 'auditor')
  expect(all.status).toBe(200)
  expect(documentAccessAnswer.parse(all.body)).toMatchObject({
    document: 'wiki/a b',
    readers: [
      { id: 'user:alice', effect: 'permit', why: ['group:staff'] },
      { id: 'user:eve', effect: 'deny', why: ['not allowed'] },
    ],
    received: [{ subject: 'user:alice', times: 1, revokedSince: false }],
  })
  expect(all.text).not.toContain('half past')
  const one = await http.get('/v1/documents/wiki%2Fa%20b/access?as=user:eve', 'auditor')
  expect(one.body.readers.map(({ id }: { id: string }) => id)).toEqual(['user:eve'])
})

test('and what a principal may read, in pages', async () => {
  const first = await http.get('/v1/principals/user:alice/documents?limit=1', 'auditor')
  expect(readableAnswer.parse(first.body)).toMatchObject({
    principal: 'user:alice',
    documents: [{ document: 'wiki/a b', level: 'internal', why: ['group:staff'] }],
    next: 'wiki/a b',
  })
  const rest = await http.get('/v1/principals/user%3Aalice/documents?after=wiki%2Fa%20b', 'auditor')
  expect(rest.body.documents.map(({ document }: { document: string }) => document)).toEqual(['wiki/c'])
  expect(rest.body).not.toHaveProperty('next')
  expect(rest.text).not.toContain('half past')
})

test.each([
  ['/v1/documents/none/access', 'auditor', 404, 'not-found'],
  ['/v1/documents/wiki%2Fc/access?as=user:none', 'auditor', 404, 'not-found'],
  ['/v1/principals/user:none/documents', 'auditor', 404, 'not-found'],
  ['/v1/principals/user:alice/documents?limit=0', 'auditor', 400, 'request-invalid'],
  ['/v1/principals/user:alice/documents?limit=1001', 'auditor', 400, 'option-invalid'],
  ['/v1/documents/wiki%2Fc/access', 'alice', 403, 'scope-missing'],
  ['/v1/principals/user:alice/documents', 'alice', 403, 'scope-missing'],
])('%s by %s: %i %s', async (path, token, status, code) => {
  const { body, status: told } = await http.get(path, token)
  expect([told, body.code]).toEqual([status, code])
})
