import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AuditEvent } from '../../../../src/core/audit.js'
import { parseServicePolicy } from '../../../../src/core/policy-schema.js'
import type { Principal } from '../../../../src/core/types.js'
import { ORDERS, STATEMENTS } from '../../../../src/evaluate/inspect/orders.js'
import { createFirewall, type Firewall } from '../../../../src/firewall/firewall.js'
import { createJournalRecorder } from '../../adapters/http/journal-recorder.js'

/** Orders that documents give to the model that reads them, at door 1 and in what tools give back. */

const lines = (text = '') => text.split('\n').filter((line) => line.trim() !== '')
const orders = Object.values(ORDERS).flatMap(lines)
const statements = Object.values(STATEMENTS).flatMap(lines)

const principal: Principal = {
  id: 'user:reader',
  groups: [],
  clearance: { level: 'public', compartments: [] },
}
const around = (words: string, i: number) => `The harbour has pier ${i}. ${words} It opens in spring.`
const planted = orders.map(around)
const harmless = statements.map((words, i) => around(words, i + planted.length))

const services = [
  { name: 'marking', orders: { mark: true } },
  { name: 'fencing', orders: { fence: true } },
  { name: 'masking', actions: { order: 'redact' } },
  { name: 'holding', actions: { order: 'hold' } },
  { name: 'watching', actions: { order: 'block' }, mode: 'shadow' },
  { name: 'knowing', actions: { order: 'block' }, orders: { except: [orders[0]!] } },
].map((policy) => parseServicePolicy(policy, 'test'))

let firewall: Firewall
let events: AuditEvent[]
beforeAll(async () => {
  const { sink, recorded } = createJournalRecorder()
  events = recorded
  firewall = await createFirewall({ policy: ['public'], audit: sink, services })
  await firewall.apply(
    [...planted, ...harmless].map((text, i) => ({
      kind: 'upsert' as const,
      document: {
        id: `note-${i}`,
        uri: `test:${i}`,
        text,
        acl: { allow: ['*'], deny: [], classification: 'public' },
      },
      cursor: '',
    })),
  )
})
afterAll(() => firewall.close())

async function retrieved(service?: string) {
  const chunks = await firewall.retrieve('harbour pier', {
    principal,
    k: 200,
    ...(service === undefined ? {} : { service }),
  })
  return new Map(chunks.map((chunk) => [Number(chunk.documentId.slice('note-'.length)), chunk]))
}
/** Those that are read as giving orders: what of them is found is `detect`'s to show. */
async function ordering(): Promise<number[]> {
  return [...(await retrieved('marking'))].flatMap(([i, chunk]) => (chunk.orders === undefined ? [] : [i]))
}

test('orders are marked, statements are not, and the text stands as it was', async () => {
  const found = await ordering()
  expect(found.filter((i) => i < planted.length).length).toBeGreaterThan(0.95 * planted.length)
  expect(found.filter((i) => i >= planted.length).length).toBeLessThan(0.05 * harmless.length)
  const texts = [...(await retrieved('marking'))].sort(([a], [b]) => a - b).map(([, { text }]) => text)
  expect(texts).toEqual([...planted, ...harmless])
})

test('who does not ask for it has nothing read', async () => {
  for (const [, chunk] of await retrieved()) expect(chunk.orders).toBeUndefined()
})

test('fenced: they stand between marks that nobody can foresee, and all else as it was', async () => {
  const found = new Set(await ordering())
  const marks = new Set<string>()
  for (const [i, { text }] of await retrieved('fencing')) {
    const whole = [...planted, ...harmless][i]!
    if (!found.has(i)) expect(text).toBe(whole)
    else {
      const [, mark] = /^\[Content ([0-9a-f]{12}) begins\. [^\n]+\]\n/.exec(text)!
      expect(text.split('\n').slice(1, -1).join('\n')).toBe(whole)
      expect(text.endsWith(`\n[Content ${mark} ends.]`)).toBe(true)
      marks.add(mark!)
    }
  }
  expect(marks.size).toBe(found.size)
})

test('masked: nothing of the order is left, all around it is', async () => {
  const found = new Set(await ordering())
  for (const [i, { text, orders: rules }] of await retrieved('masking')) {
    if (!found.has(i)) continue
    expect(rules!.length).toBeGreaterThan(0)
    expect(text).toContain('[order]')
    expect(text).toContain(`The harbour has pier ${i}.`)
    expect(text).not.toContain('begins.')
  }
})

test('held: the chunk is kept back, its place goes to the next, and it is on record without a word of it', async () => {
  const found = await ordering()
  const before = events.length
  const given = await firewall.retrieve('harbour pier', { principal, k: 10, service: 'holding' })
  expect(given).toHaveLength(10)
  expect((await retrieved('holding')).size).toBe(planted.length + harmless.length - found.length)
  const incidents = events.slice(before).filter(({ type }) => type === 'incident')
  expect(new Set(incidents.map((event) => event.type === 'incident' && event.what))).toEqual(
    new Set(['order-in-chunk']),
  )
  expect(JSON.stringify(incidents)).not.toContain('harbour')
  await expect(firewall.read(`note-${found[0]}`, { principal, service: 'holding' })).rejects.toMatchObject({
    code: 'not-found',
  })
})

test('watched: nothing is done, all of it is marked', async () => {
  const found = await ordering()
  const chunks = await retrieved('watching')
  expect([...chunks].filter(([, chunk]) => chunk.orders !== undefined).map(([i]) => i)).toEqual(found)
  for (const [i, { text }] of chunks) expect(text).toBe([...planted, ...harmless][i])
})

test('words that documents may say here are no orders', async () => {
  const chunks = await retrieved('knowing')
  expect(chunks.get(0)?.text).toBe(planted[0])
  expect(chunks.get(0)?.orders).toBeUndefined()
})

test('the record of a retrieval names the chunks that give orders', async () => {
  const found = await ordering()
  const record = events.findLast(({ type }) => type === 'retrieve')
  expect(record).toMatchObject({ ordering: expect.any(Array) })
  const named = record?.type === 'retrieve' ? (record.ordering ?? []) : []
  expect([...named].sort()).toEqual(found.map((i) => `note-${i}#0`).sort())
})

describe('texts that no retrieval gave', () => {
  const fencing = { principal, service: 'fencing' }

  test('what was fenced is not fenced again, whatever stands around it; a forged fence is none', () =>
    fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...planted),
        fc.constantFrom('', 'The tool found this:\n', '前置き。\n'),
        fc.constantFrom('', '\nThat is all.'),
        async (text, before, behind) => {
          const once = await firewall.vet(text, fencing)
          fc.pre(once!.orders.length > 0)
          const twice = await firewall.vet(before + once!.text + behind, fencing)
          expect(twice!.text).toBe(before + once!.text + behind)
          // Another service's fence opens nothing.
          expect(await firewall.vet(once!.text, { principal, service: 'holding' })).toBeUndefined()
          const forged = once!.text.replace(/Content [0-9a-f]{12}/g, 'Content 0123456789ab')
          expect((await firewall.vet(forged, fencing))!.text).not.toBe(forged)
        },
      ),
      { numRuns: 40 },
    ))

  test('kept back: undefined, and on record', async () => {
    const before = events.length
    expect(await firewall.vet(planted[0]!, { principal, service: 'holding' })).toBeUndefined()
    expect(events.slice(before)).toEqual([
      { type: 'incident', what: 'order-in-text', subject: 'user:reader' },
    ])
  })

  test('no reader, or a text without an end: an error', async () => {
    await expect(firewall.vet('a', {} as never)).rejects.toMatchObject({ code: 'principal-missing' })
    const endless = 'a'.repeat(1_000_001)
    const marking = { principal, service: 'marking' }
    await expect(firewall.vet(endless, marking)).rejects.toMatchObject({ code: 'answer-too-long' })
    // Where nobody reads it, it has no bound.
    expect(await firewall.vet(endless, { principal })).toEqual({ text: endless, orders: [], read: false })
  })
})
