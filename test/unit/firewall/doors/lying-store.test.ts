import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createMemoryJournal } from '../../../../src/audit/journal.js'
import type { AuditEvent } from '../../../../src/core/audit.js'
import { secretKey } from '../../../../src/core/digest.js'
import type { ScoredChunk, Store } from '../../../../src/core/ports.js'
import type { Acl, Principal, SourceChange } from '../../../../src/core/types.js'
import { createFirewall, type Firewall } from '../../../../src/firewall/firewall.js'
import { openFingerprints } from '../../../../src/store/fingerprints/index.js'
import { openStore } from '../../../../src/store/store.js'
import { createHashingEmbedder } from '../../../../src/text/hashing-embedder.js'
import { entitle, LEVELS } from '../../../conformance/store-subject.js'

/**
 * A store that does not do what it is asked: it searches for somebody else, and hands out what it found a while ago.
 * Neither door believes it.
 */
const PLAN = 'Ms Tamsin Oyelaran buys the harbour operator for nine hundred million before the summer break.'
const NOTE = 'The harbour ferry leaves at eight, and the harbour café opens at nine.'
const key = secretKey(new Uint8Array(32).fill(9))
const reader: Principal = { id: 'user:eve', groups: [], clearance: { level: 'internal', compartments: [] } }
const director: Principal = { ...reader, id: 'user:dan', groups: ['group:board'] }

const put = (id: string, text: string, allow: readonly string[]): SourceChange => {
  const acl: Acl = { allow, deny: [], classification: 'internal' }
  return { kind: 'upsert', cursor: id, document: { id, uri: `file:${id}`, text, acl } }
}
const close = (id: string): SourceChange => ({
  kind: 'acl',
  id,
  cursor: '',
  acl: { allow: ['group:board'], deny: [], classification: 'internal' },
})

let store: Store
let firewall: Firewall
/** What the store does with a search: the true one by default. */
let search: Store['chunks']['search']
const journal = createMemoryJournal({ evidenceKey: key })

beforeEach(async () => {
  const embedder = createHashingEmbedder()
  store = await openStore({ keys: { index: key }, fingerprints: await openFingerprints({ key }), embedder })
  search = (query, entitlements) => store.chunks.search(query, entitlements)
  const chunks: Store['chunks'] = {
    search: (query, entitlements) => search(query, entitlements),
    get: (id, entitlements) => store.chunks.get(id, entitlements),
  }
  firewall = await createFirewall({
    policy: LEVELS,
    evidenceKey: key.bytes,
    embedder,
    store: { ...store, chunks },
    audit: { ...journal, close: async () => undefined },
  })
  await firewall.apply([put('plan', PLAN, ['group:board']), put('note', NOTE, ['*'])])
})
afterEach(() => firewall.close())

/** From now on it answers everybody as it answers the director. */
async function lie(): Promise<void> {
  const theirs = await entitle(store, director)
  search = (query) => store.chunks.search(query, theirs)
}

const found = async (principal = reader) =>
  (await firewall.retrieve('harbour', { principal })).map(({ documentId }) => documentId).sort()

async function incidents(): Promise<AuditEvent[]> {
  const events: AuditEvent[] = []
  for await (const { event } of journal.read())
    if (event.type === 'incident') events.push(event as AuditEvent)
  return events
}

describe('a store that lies', () => {
  test('behind door 1: what is forbidden is not handed out, and is on record', async () => {
    const before = (await incidents()).length
    expect(await found()).toEqual(['note'])
    await lie()
    expect(await found()).toEqual(['note'])
    expect(await found(director)).toEqual(['note', 'plan'])
    expect((await incidents()).slice(before)).toEqual([
      {
        type: 'incident',
        what: 'forbidden-chunk-behind-search',
        subject: 'user:eve',
        document: 'plan',
      },
    ])
  })

  test('behind door 2: what it finds for another reader explains nothing', async () => {
    const answer = 'The buyer is Ms Tamsin Oyelaran.'
    const action = async (principal: Principal) => (await firewall.check(answer, { principal })).action
    expect(await action(reader)).not.toBe('release')
    await lie()
    expect(await action(reader)).not.toBe('release')
    expect(await action(director)).toBe('release')
  })
})

describe('what changes between a search and its answer', () => {
  test.each<[string, readonly SourceChange[]]>([
    ['closed', [close('note')]],
    ['deleted', [{ kind: 'delete', id: 'note', cursor: '' }]],
  ])('a document that was %s is not handed out', async (_, changes) => {
    const before = (await incidents()).length
    let stale: readonly ScoredChunk[] = []
    search = async (query, entitlements) => {
      stale = await store.chunks.search(query, entitlements)
      await firewall.apply(changes)
      return stale
    }
    expect(await found()).toEqual([])
    expect(stale).toHaveLength(1)
    // Nobody lied: it was the reader's to have when it was sought.
    expect((await incidents()).length).toBe(before)
  })
})

test('answers that were swapped in the database are released under neither review', async () => {
  const services = [{ name: 'vetted', actions: { contact: 'hold' as const } }]
  const vetted = await createFirewall({
    policy: LEVELS,
    evidenceKey: key.bytes,
    store: { ...store, close: async () => undefined },
    audit: 'memory',
    services,
  })
  const text = (name: string) => `The ${name} harbour pilot is ${name}.aoki@shiosai-ferries.jp.`
  for (const name of ['first', 'second']) {
    const held = await vetted.check(text(name), { principal: reader, service: 'vetted' })
    expect(held.action).toBe('hold')
  }
  const [one, two] = await vetted.held()
  const sealed = (await store.held.held(two!))!.bytes
  await store.held.hold(one!, sealed)
  await expect(vetted.review(one!, 'release', 'user:officer')).rejects.toMatchObject({
    code: 'store-corrupt',
  })
  const released = await vetted.review(two!, 'release', 'user:officer')
  expect(released?.text).toContain('The second harbour pilot')
  await vetted.close()
})
