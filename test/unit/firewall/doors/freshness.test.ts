import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { AuditEvent } from '../../../../src/core/audit.js'
import type { Connector, PermissionAnswer } from '../../../../src/core/ports.js'
import type { Principal, SourceChange } from '../../../../src/core/types.js'
import { createFirewall, type Firewall, type FirewallOptions } from '../../../../src/firewall/firewall.js'

const HOUR = 3_600_000
const ada: Principal = { id: 'user:ada', groups: [], clearance: { level: 'internal', compartments: [] } }
const QUERY = 'pressure of the northern pump'

/** A source with hands: who may read what, whether it answers, and what it was asked. */
function source(name: string, count: number, permissions = true) {
  const readers = new Map(Array.from({ length: count }, (_, i) => [`${name}/${i}`, ['user:ada']]))
  const asked: string[][] = []
  let mode: 'up' | 'down' | 'silent' | 'forgetful' = 'up'
  const connector: Connector = {
    name,
    async *changes() {
      if (mode !== 'up') throw new Error('down')
      for (const [i, [id, allow]] of [...readers].entries())
        yield {
          kind: 'upsert',
          document: { id, uri: id, text: textOf(name, i), acl: { allow, deny: [] } },
          cursor: '1',
        }
    },
    ...(permissions
      ? {
          async permissions(ids: readonly string[]): Promise<PermissionAnswer[]> {
            asked.push([...ids])
            if (mode === 'down') throw new Error('down')
            if (mode === 'silent') return new Promise(() => {})
            const answered = mode === 'forgetful' ? ids.slice(1) : ids
            return answered.map((id) => {
              const allow = readers.get(id)
              return allow === undefined
                ? { kind: 'delete', id }
                : { kind: 'acl', id, acl: { allow, deny: [] } }
            })
          },
        }
      : {}),
  }
  return {
    connector,
    asked,
    set: (next: typeof mode) => {
      mode = next
    },
    permit: (id: string, ...allow: string[]) => void readers.set(id, allow),
    remove: (id: string) => void readers.delete(id),
  }
}

function textOf(name: string, i: number): string {
  return `The pressure of the northern pump ${name} ${i} was raised to ${40 + i} bar on the order of the chief of the ${name} works, without notice.`
}

let offset = 0
const open: Firewall[] = []
beforeEach(() => {
  offset = 0
  const real = Date.now
  vi.spyOn(Date, 'now').mockImplementation(() => real() + offset)
})
afterEach(async () => {
  vi.restoreAllMocks()
  for (const firewall of open.splice(0)) await firewall.close()
})

async function world(freshness: NonNullable<FirewallOptions['freshness']>, ...connectors: Connector[]) {
  const events: AuditEvent[] = []
  const firewall = await createFirewall({
    policy: ['public', 'internal', 'secret'],
    audit: {
      async append(event) {
        events.push(event)
        return { id: 'r', chain: 'c', sequence: events.length, hash: 'h' }
      },
      async *read() {},
      async verify() {
        return { chains: 1, records: 0, intact: true as const, torn: 0 }
      },
      async close() {},
    },
    freshness,
    assign: { rules: [{ path: '**', level: 'internal' }] },
  })
  open.push(firewall)
  for (const connector of connectors) await firewall.sync(connector)
  const found = async (k = 4) =>
    (await firewall.retrieve(QUERY, { principal: ada, k })).map(({ documentId }) => documentId)
  return { firewall, events, found }
}

describe('door 1', () => {
  test('a source is asked once about what is about to be shown and too old, and not while it is fresh', async () => {
    const wiki = source('wiki', 6)
    const { found, events } = await world({ maxAclAge: { internal: HOUR } }, wiki.connector)
    expect(await found()).toHaveLength(4)
    expect(wiki.asked).toEqual([])
    offset = 2 * HOUR
    const shown = await found()
    expect(shown).toHaveLength(4)
    expect(wiki.asked.map((ids) => [...ids].sort())).toEqual([[...shown].sort()])
    await found()
    expect(wiki.asked).toHaveLength(1)
    const ages = events.flatMap((event) => (event.type === 'retrieve' ? [event.aclAge ?? -1] : []))
    expect(ages.every((age) => age >= 0 && age < HOUR)).toBe(true)
  })

  test('without an age nothing is asked, and its age is on record all the same', async () => {
    const wiki = source('wiki', 2)
    const { found, events } = await world({}, wiki.connector)
    offset = 48 * HOUR
    expect(await found()).toHaveLength(2)
    expect(wiki.asked).toEqual([])
    expect(events.find((event) => event.type === 'retrieve')).toMatchObject({ aclAge: expect.any(Number) })
    expect((events.find((event) => event.type === 'retrieve') as { aclAge: number }).aclAge).toBeGreaterThan(
      47 * HOUR,
    )
  })

  test('what was revoked or deleted at the source is not shown, and the next take its place', async () => {
    const wiki = source('wiki', 8)
    const { found } = await world({ connectors: { wiki: { maxAclAge: HOUR } } }, wiki.connector)
    const before = await found(8)
    const [first, second] = before
    offset = 2 * HOUR
    wiki.permit(first!, 'user:bo')
    wiki.remove(second!)
    const after = await found(4)
    expect(after).toHaveLength(4)
    expect(after).not.toContain(first)
    expect(after).not.toContain(second)
  })

  test.each(['down', 'silent', 'forgetful'] as const)(
    'a source that is %s: denied, k kept from the rest, alarmed until it answers',
    async (mode) => {
      const wiki = source('wiki', 30)
      const zeta = source('zeta', 6)
      const { found, firewall, events } = await world(
        { connectors: { wiki: { maxAclAge: HOUR } } },
        wiki.connector,
        zeta.connector,
      )
      offset = 2 * HOUR
      wiki.set(mode)
      if (mode === 'silent') vi.useFakeTimers({ toFake: ['setTimeout'] })
      const waiting = found(6)
      if (mode === 'silent') await vi.advanceTimersByTimeAsync(6_000)
      const shown = await waiting
      vi.useRealTimers()
      if (mode === 'forgetful') {
        // What it did not speak of is denied; what it did is shown.
        expect(shown).toHaveLength(6)
        for (const [id] of wiki.asked) expect(shown).not.toContain(id)
        return
      }
      expect(shown).toHaveLength(6)
      expect(shown.filter((id) => id.startsWith('wiki'))).toEqual([])
      expect(await firewall.alarms()).toMatchObject([
        { what: 'permissions-unknown', connector: 'wiki', code: 'source-unreadable' },
      ])
      await found(6)
      expect(events.filter((event) => event.type === 'failure')).toHaveLength(1)
      expect(wiki.asked).toHaveLength(1)
      wiki.set('up')
      offset += HOUR
      expect((await found(6)).some((id) => id.startsWith('wiki'))).toBe(true)
      expect(await firewall.alarms()).toEqual([])
    },
  )

  test('a source without a way to say is denied from its age on', async () => {
    const wiki = source('wiki', 3, false)
    const { found, firewall } = await world({ maxAclAge: { internal: HOUR } }, wiki.connector)
    expect(await found()).toHaveLength(3)
    offset = 2 * HOUR
    expect(await found()).toEqual([])
    expect(await firewall.alarms()).toHaveLength(1)
    expect((await firewall.status()).trouble.map(({ what }) => what)).toEqual(['permissions-unknown'])
    await firewall.sync(wiki.connector)
    expect((await firewall.status()).trouble).toEqual([])
    expect(await found()).toHaveLength(3)
  })
})

describe('door 2', () => {
  const leaks = textOf('wiki', 3)

  test.each(['whole', 'stream'] as const)(
    '%s: what is too old excuses nothing unless its source confirms it',
    async (way) => {
      const wiki = source('wiki', 5)
      const { firewall } = await world({ maxAclAge: { internal: HOUR } }, wiki.connector)
      const say = async () => {
        if (way === 'whole') return firewall.check(leaks, { principal: ada })
        const stream = firewall.check(pieces(leaks), { principal: ada })
        let sent = ''
        for await (const piece of stream) sent += piece
        const verdict = await stream.verdict
        expect(verdict.text).toBe(sent)
        return verdict
      }
      const fresh = await say()
      expect(fresh).toMatchObject({ action: 'release', text: leaks })
      expect(fresh.aclAge).toBeLessThan(HOUR)
      offset = 2 * HOUR
      wiki.set('down')
      const denied = await say()
      expect(denied.action).not.toBe('release')
      expect(denied.text).not.toContain('43 bar')
      wiki.set('up')
      offset += HOUR
      const confirmed = await say()
      expect(confirmed).toMatchObject({ action: 'release', text: leaks })
      expect(confirmed.aclAge).toBeLessThan(HOUR)
      wiki.permit('wiki/3', 'user:bo')
      offset += 2 * HOUR
      expect((await say()).action).not.toBe('release')
    },
  )

  test('nothing excused, nothing rested on', async () => {
    const { firewall } = await world({}, source('wiki', 2).connector)
    expect(await firewall.check('Good morning.', { principal: ada })).not.toHaveProperty('aclAge')
  })

  test('a document that is revoked in mid-stream excuses nothing behind that', async () => {
    const wiki = source('wiki', 5)
    const { firewall } = await world({}, wiki.connector)
    const revoke: SourceChange = {
      kind: 'acl',
      id: 'wiki/4',
      acl: { allow: ['user:bo'], deny: [] },
      cursor: '',
    }
    async function* answer() {
      yield `${textOf('wiki', 3)} `
      yield 'And then the following was found in the file of the year before, word by word. '
      await firewall.apply([revoke])
      yield* pieces(textOf('wiki', 4))
    }
    const stream = firewall.check(answer(), { principal: ada })
    let sent = ''
    for await (const piece of stream) sent += piece
    expect(sent).toContain(textOf('wiki', 3))
    expect(sent).not.toContain('44 bar')
  })
})

describe('permissions that may be of no age', () => {
  const limit = { connectors: { wiki: { maxAclAge: 0 } } }

  test('the source is asked in every call, and what it answers counts for that call', async () => {
    const wiki = source('wiki', 6)
    const { found, firewall } = await world(limit, wiki.connector)
    for (let call = 1; call <= 3; call++) {
      offset += 5
      expect(await found()).toHaveLength(4)
      expect(wiki.asked).toHaveLength(call)
    }
    offset += 5
    expect(await firewall.check(textOf('wiki', 3), { principal: ada })).toMatchObject({ action: 'release' })
    offset += 5
    const { documents } = await firewall.list({ principal: ada })
    expect(documents).toHaveLength(6)
    const [first] = await found(1)
    wiki.permit(first!, 'user:bo')
    offset += 5
    expect(await found(6)).not.toContain(first)
    offset += 5
    expect((await firewall.list({ principal: ada })).documents).toHaveLength(5)
    await expect(firewall.read(first!, { principal: ada })).rejects.toMatchObject({ code: 'not-found' })
    wiki.set('down')
    offset += 5
    expect(await found()).toEqual([])
    expect((await firewall.list({ principal: ada })).documents).toEqual([])
  })

  test('a long stream asks again, of what it rests on, and goes by what it is answered', async () => {
    const wiki = source('wiki', 6)
    const { firewall } = await world(limit, wiki.connector)
    async function* answer() {
      yield `${textOf('wiki', 3)} `
      yield `${textOf('wiki', 4)} `
      offset += 2_000
      yield 'Then this was found in the file of the year before, in other hands, and it says word by word: '
      wiki.permit('wiki/5', 'user:bo')
      offset += 2_000
      yield* pieces(textOf('wiki', 5))
    }
    const stream = firewall.check(answer(), { principal: ada })
    let sent = ''
    for await (const piece of stream) sent += piece
    await stream.verdict
    expect(sent).toContain(textOf('wiki', 3))
    expect(sent).toContain(textOf('wiki', 4))
    expect(sent).not.toContain('45 bar')
    // Twice for what the whole of it rests on, not once for each piece.
    expect(wiki.asked.filter((ids) => ids.includes('wiki/3')).length).toBeLessThanOrEqual(4)
  })
})

test('a connector that brought nothing in for longer than its interval is an alarm', async () => {
  const wiki = source('wiki', 2)
  const { firewall } = await world(
    { connectors: { wiki: { interval: HOUR }, never: { interval: HOUR } } },
    wiki.connector,
  )
  const late = async () => (await firewall.alarms()).map(({ what, connector }) => [what, connector])
  expect(await late()).toEqual([['sync-late', 'never']])
  offset = 2 * HOUR
  wiki.set('down')
  await expect(firewall.sync(wiki.connector)).rejects.toMatchObject({ code: 'connector-failed' })
  expect(await late()).toEqual([
    ['sync-late', 'wiki'],
    ['sync-late', 'never'],
  ])
  expect((await firewall.report()).alarms).toHaveLength(2)
  wiki.set('up')
  await firewall.sync(wiki.connector)
  expect(await late()).toEqual([['sync-late', 'never']])
})

test('what was said of a document since its source was asked counts beside what the source says, until the next run', async () => {
  const wiki = source('wiki', 2)
  const { firewall, found } = await world({}, wiki.connector)
  let revoked = false
  let retried: ReadonlySet<string> | undefined
  const racing: Connector = {
    name: 'wiki',
    async *changes({ retry }) {
      retried = retry
      // Between asking and answering somebody else says that it is not for ada any more.
      if (!revoked) {
        offset += 1_000
        await firewall.apply([
          { kind: 'acl', id: 'wiki/0', acl: { allow: ['user:bo'], deny: [] }, cursor: '' },
        ])
      }
      revoked = true
      const document = {
        id: 'wiki/0',
        uri: 'wiki/0',
        text: `${textOf('wiki', 0)} Revised.`,
        acl: { allow: ['user:ada'], deny: [] },
      }
      yield { kind: 'upsert', document, cursor: '2' }
    },
  }
  await firewall.sync(racing)
  expect(await found()).toEqual(['wiki/1'])
  offset += 1_000
  await firewall.sync(racing)
  expect(retried).toEqual(new Set(['wiki/0']))
  expect((await found()).sort()).toEqual(['wiki/0', 'wiki/1'])
})

test('what a source said out of turn is asked for again, though by then it is as the cursor has it', async () => {
  const wiki = source('wiki', 3)
  let retried: ReadonlySet<string> | undefined
  const connector: Connector = {
    ...wiki.connector,
    async *changes({ since, retry }) {
      retried = retry
      for await (const change of wiki.connector.changes({}))
        if (change.kind === 'upsert' && (since === undefined || retry?.has(change.document.id))) yield change
    },
  }
  const { firewall, found } = await world({ maxAclAge: { internal: HOUR } }, connector)
  offset = 2 * HOUR
  wiki.permit('wiki/1', 'user:ada', '*')
  wiki.permit('wiki/2', 'user:bo')
  expect((await found()).sort()).toEqual(['wiki/0', 'wiki/1'])
  // Back to what they were when the cursor was made: a connector has nothing to say of them by itself.
  for (const id of ['wiki/1', 'wiki/2']) wiki.permit(id, 'user:ada')
  offset += 1_000
  await firewall.sync(connector)
  expect(retried).toEqual(new Set(['wiki/1', 'wiki/2']))
  expect((await found()).sort()).toEqual(['wiki/0', 'wiki/1', 'wiki/2'])
  await firewall.sync(connector)
  expect(retried).toBeUndefined()
})

async function* pieces(text: string) {
  for (let at = 0; at < text.length; at += 7) yield text.slice(at, at + 7)
}
