import assert from 'node:assert/strict'
import { LIMITS } from '../../src/core/limits.js'
import type { Connector } from '../../src/core/ports.js'
import type { SourceChange, SourceDocument } from '../../src/core/types.js'
import { type ConformanceCase, type NotTried, printNotTried } from './case.js'
import { DeliveredAcls } from './delivered-acls.js'

/** A source under test and the hands to change it with. Items have names; what ids they get is the connector's. */
export interface ConnectorWorld {
  /** The connector under test, over this source. */
  readonly connector: Connector
  /** Adds or replaces an item. Readers are typed ids. */
  put(item: string, text: string, readers: readonly string[]): Promise<void>
  /** Deletes an item. */
  remove(item: string): Promise<void>
  /** Changes who may read, and nothing else. Sources with one ACL for all change all. */
  permit?(item: string, readers: readonly string[]): Promise<void>
  /** Adds an item that cannot be taken and holds `text` in its bytes, or spoils the one that is there. */
  spoil(item: string, text: string): Promise<void>
  /** Takes the permissions of an item away or makes them unreadable. */
  spoilPermissions?(item: string): Promise<void>
  /** Gives an item another name. */
  rename?(from: string, to: string): Promise<void>
  /** Makes the whole source unreachable. */
  vanish(): Promise<void>
  /** Removes the source. */
  dispose(): Promise<void>
}

/** Makes an empty source. */
export type MakeConnectorWorld = () => Promise<ConnectorWorld>

/** What every connector obeys. */
export const connectorCases: readonly ConformanceCase<MakeConnectorWorld>[] = [
  law('faithful', '`user:Alice` is not `user:alice`', async (world, notTried) => {
    await world.put('a', text('a'), ['user:Alice'])
    const [document] = (await run(world)).model.values()
    assert.deepEqual(document?.acl.allow, ['user:Alice'])
    if (world.permit === undefined) return notTried('the subject has no `permit`')
    const first = await run(world)
    await world.permit('a', ['user:alice'])
    const second = await run(world, first)
    assert.deepEqual([...second.model.values()][0]?.acl.allow, ['user:alice'])
  }),
  law('faithful', 'every item comes once, whole, with its permissions', async (world) => {
    const items = ['a', 'b', 'c', '日本語', 'with space']
    for (const item of items) await world.put(item, text(item), ['group:staff'])
    const { model, changes } = await run(world)
    assert.deepEqual(textsOf(model), items.map(text).sort())
    const ids = changes.flatMap((change) => (change.kind === 'upsert' ? [change.document.id] : []))
    assert.equal(new Set(ids).size, ids.length)
    for (const { id, uri, acl } of model.values()) {
      assert.ok(id.length > 0 && id.length <= LIMITS.idLength && id.isWellFormed())
      assert.ok(uri.length > 0)
      assert.deepEqual(acl.allow, ['group:staff'])
      assert.ok(Array.isArray(acl.deny))
    }
  }),
  law('incremental', 'without news a run gives nothing but a cursor', async (world) => {
    await world.put('a', text('a'), ['*'])
    await world.put('b', text('b'), ['*'])
    let state = await run(world)
    for (let i = 0; i < 3; i++) {
      state = await run(world, state)
      assert.deepEqual(
        state.changes.filter(({ kind }) => kind !== 'cursor'),
        [],
      )
    }
  }),
  law('incremental', 'a changed item comes anew, and only it', async (world) => {
    await world.put('a', text('a'), ['*'])
    await world.put('b', text('b'), ['*'])
    const first = await run(world)
    await world.put('b', text('b2'), ['*'])
    const second = await run(world, first)
    assert.deepEqual(textsOf(second.model), [text('a'), text('b2')].sort())
    assert.deepEqual(upserted(second.changes), [text('b2')])
  }),
  law('incremental', 'a change that keeps the length is seen', async (world) => {
    await world.put('a', text('x'), ['*'])
    const first = await run(world)
    await world.put('a', text('y'), ['*'])
    assert.deepEqual(textsOf((await run(world, first)).model), [text('y')])
  }),
  law('incremental', 'new permissions come, and the text need not', async (world, notTried) => {
    if (world.permit === undefined) return notTried('the subject has no `permit`')
    await world.put('a', text('a'), ['group:staff'])
    const first = await run(world)
    await world.permit('a', ['group:board'])
    const second = await run(world, first)
    assert.deepEqual([...second.model.values()][0]?.acl.allow, ['group:board'])
    assert.deepEqual(textsOf(second.model), [text('a')])
  }),
  law('incremental', 'a removed item is deleted, and only it', async (world) => {
    for (const item of ['a', 'b', 'c']) await world.put(item, text(item), ['*'])
    const first = await run(world)
    await world.remove('c')
    const second = await run(world, first)
    assert.deepEqual(textsOf(second.model), ['a', 'b'].map(text))
    assert.equal(second.changes.filter(({ kind }) => kind === 'delete').length, 1)
    assert.deepEqual(upserted(second.changes), [])
  }),
  law(
    'incremental',
    'a renamed item is stored under its new id before the old one goes',
    async (world, notTried) => {
      if (world.rename === undefined) return notTried('the subject has no `rename`')
      await world.put('a', text('a'), ['*'])
      await world.put('b', text('b'), ['*'])
      const first = await run(world)
      await world.rename('b', 'c')
      const { changes, model } = await run(world, first)
      assert.deepEqual(
        changes.map(({ kind }) => kind).filter((kind) => kind === 'upsert' || kind === 'delete'),
        ['upsert', 'delete'],
      )
      assert.deepEqual(textsOf(model), ['a', 'b'].map(text))
    },
  ),
  law('crash-safe', 'cut after any change and resumed from its cursor, nothing is missed', async (world) => {
    for (const item of ['a', 'b', 'c']) await world.put(item, text(item), ['*'])
    const first = await run(world)
    await world.remove('c')
    await world.put('b', text('b2'), ['*'])
    await world.put('d', text('d'), ['*'])
    await world.permit?.('a', ['group:board'])
    const whole = await run(world, first)
    for (const [start, length] of [
      [undefined, (await run(world)).changes.length],
      [first, whole.changes.length],
    ] as const) {
      for (let cut = 0; cut <= length; cut++) {
        const before = await run(world, start, cut)
        const { model } = await run(world, before)
        assert.deepEqual(textsOf(model), ['a', 'b2', 'd'].map(text).sort(), `cut after ${cut}`)
        if (world.permit !== undefined) {
          const a = [...model.values()].find((document) => document.text === text('a'))
          assert.deepEqual(a?.acl.allow, ['group:board'], `cut after ${cut}`)
        }
      }
    }
  }),
  law(
    'robust',
    'what cannot be taken is refused by name; the rest comes, and its bytes stay out of the report',
    async (world) => {
      await world.put('a', text('a'), ['*'])
      await world.spoil('bad', 'canary-7f3a')
      await world.put('z', text('z'), ['*'])
      const { model, changes } = await run(world)
      assert.deepEqual(textsOf(model), ['a', 'z'].map(text))
      const refused = changes.filter((change) => change.kind === 'refused')
      assert.equal(refused.length, 1)
      assert.ok(refused[0]!.help !== undefined && refused[0]!.help.length > 0)
      assert.doesNotMatch(JSON.stringify(refused), /canary-7f3a/)
    },
  ),
  law(
    'robust',
    'a refused item is tried again: taken once it is whole, reported until then',
    async (world) => {
      await world.put('a', text('a'), ['*'])
      await world.spoil('b', 'broken')
      const first = await run(world)
      const second = await run(world, first)
      assert.equal(second.changes.filter(({ kind }) => kind === 'refused').length, 1)
      await world.put('b', text('b'), ['*'])
      const third = await run(world, second)
      assert.deepEqual(textsOf(third.model), ['a', 'b'].map(text))
      assert.equal(third.changes.filter(({ kind }) => kind === 'refused').length, 0)
    },
  ),
  law(
    'fails closed',
    'an item whose permissions are gone is refused, and nobody reads what was stored',
    async (world, notTried) => {
      if (world.spoilPermissions === undefined) return notTried('the subject has no `spoilPermissions`')
      await world.put('a', text('a'), ['*'])
      await world.put('b', text('b'), ['*'])
      const first = await run(world)
      await world.spoilPermissions('b')
      const { model, changes } = await run(world, first)
      assert.ok(changes.some(({ kind }) => kind === 'refused'))
      const b = [...model.values()].find((document) => document.text === text('b'))
      assert.ok(b === undefined || b.acl.allow.length === 0)
      const fresh = await run(world)
      assert.ok([...fresh.model.values()].every((document) => document.text !== text('b')))
    },
  ),
  law('fails closed', 'a source that is gone is an error, not a deletion', async (world) => {
    await world.put('a', text('a'), ['*'])
    const first = await run(world)
    await world.vanish()
    const changes: SourceChange[] = []
    const iteration = async () => {
      for await (const change of world.connector.changes({ since: first.cursor! })) changes.push(change)
    }
    await assert.rejects(iteration(), { name: 'FirewallError', code: 'source-unreadable' })
    assert.deepEqual(changes, [])
  }),
  law('fails closed', 'a cancelled run ends with `aborted`', async (world) => {
    for (const item of ['a', 'b', 'c']) await world.put(item, text(item), ['*'])
    const controller = new AbortController()
    const iteration = async () => {
      for await (const _ of world.connector.changes({ signal: controller.signal })) controller.abort()
    }
    await assert.rejects(iteration(), { name: 'FirewallError', code: 'aborted' })
  }),
]

function law(
  name: string,
  title: string,
  check: (world: ConnectorWorld, notTried: NotTried) => Promise<void>,
): ConformanceCase<MakeConnectorWorld> {
  return {
    law: name,
    name: title,
    async run(make, notTried = printNotTried) {
      const world = await make()
      try {
        await check(world, notTried)
      } finally {
        await world.dispose()
      }
    },
  }
}

interface State {
  readonly cursor: string | undefined
  readonly changes: readonly SourceChange[]
  /** What a store that applied every change so far holds, with what its permissions come to. */
  readonly model: ReadonlyMap<string, SourceDocument>
  readonly acls: DeliveredAcls
}

/** One run, cut after `limit` changes, applied to a copy of what the run before left. */
async function run(
  { connector }: ConnectorWorld,
  from?: State,
  limit = Number.POSITIVE_INFINITY,
): Promise<State> {
  const model = new Map(from?.model)
  const acls = new DeliveredAcls(from?.acls)
  const changes: SourceChange[] = []
  let cursor = from?.cursor
  if (limit > 0) {
    for await (const change of connector.changes(cursor === undefined ? {} : { since: cursor })) {
      changes.push(change)
      if (change.kind === 'upsert') model.set(change.document.id, change.document)
      else if (change.kind === 'delete') model.delete(change.id)
      acls.take(change)
      cursor = change.cursor
      if (changes.length >= limit) break
    }
  }
  for (const [id, document] of model) model.set(id, { ...document, acl: acls.of(id)! })
  return { cursor, changes, model, acls }
}

function text(item: string): string {
  return `The text of item ${item} is long enough to be told from others.`
}

function textsOf(model: ReadonlyMap<string, SourceDocument>): string[] {
  return [...model.values()].map((document) => document.text).sort()
}

function upserted(changes: readonly SourceChange[]): string[] {
  return changes.flatMap((change) => (change.kind === 'upsert' ? [change.document.text] : []))
}
