import assert from 'node:assert/strict'
import type { Connector } from '../../src/core/ports.js'
import type { Acl, SourceChange } from '../../src/core/types.js'
import type { ConformanceCase } from './case.js'
import { DeliveredAcls } from './delivered-acls.js'

/** What a place (a folder, a space, a page with pages below) or an item says of its readers. */
export interface PlacePermissions {
  /** Typed ids; replaces what is inherited. Without it the place inherits. */
  readonly allow?: readonly string[]
  /** Added to what is inherited. */
  readonly deny?: readonly string[]
  /** `false` breaks inheritance: nothing from above counts. */
  readonly inherit?: boolean
}

/** A source that is a tree, and the hands to change it with. Paths are names between `/`; `''` is the root. */
export interface PermissionWorld {
  /** The connector under test, over this source. */
  readonly connector: Connector
  /** Creates the place if need be, and says what it says from now on. */
  place(path: string, says: PlacePermissions): Promise<void>
  /** Adds an item in an existing place. */
  put(path: string, text: string): Promise<void>
  /** A share of one item; `{}` takes it back. */
  share(path: string, says: PlacePermissions): Promise<void>
  /** Moves an item to another existing place. */
  move(from: string, to: string): Promise<void>
  /** Removes the source. */
  dispose(): Promise<void>
}

/** Makes a source with a root that says `allow: ['group:all']`, and nothing else. */
export type MakePermissionWorld = () => Promise<PermissionWorld>

/**
 * What every connector of a tree obeys: nobody may read an item by what it delivers who may not by what the tree says,
 * and whoever may and does not is named. The expected answer is computed from the tree alone, reader by reader.
 */
export const connectorPermissionCases: readonly ConformanceCase<MakePermissionWorld>[] = [
  law('inheritance', 'an item is read by whom the nearest place above it names', async (tree) => {
    await tree.place('a', {})
    await tree.place('a/b', { allow: ['group:hr'] })
    for (const item of ['one', 'a/two', 'a/b/three']) await tree.put(item)
  }),
  law('inheritance', 'a break in it keeps out whom only the places above name', async (tree) => {
    await tree.place('a', { deny: ['user:eve'] })
    await tree.place('a/b', { inherit: false, allow: ['user:eve'] })
    for (const item of ['a/one', 'a/b/two']) await tree.put(item)
  }),
  law('inheritance', 'a break that is taken back is gone', async (tree) => {
    await tree.place('a', { allow: ['group:hr'] })
    await tree.place('a/b', { inherit: false, allow: ['user:ada'] })
    await tree.put('a/b/one')
    await tree.compare()
    await tree.place('a/b', {})
    await tree.compare()
    await tree.place('a', { allow: ['group:board'] })
  }),
  law('inheritance', 'a denial above holds below, whatever is allowed there', async (tree) => {
    await tree.place('a', { deny: ['user:ada', 'group:board'] })
    await tree.place('a/b', { allow: ['user:ada', 'group:hr', 'group:board'] })
    await tree.put('a/b/one')
  }),
  law('inheritance', 'an item that is moved is read by whom its new place names', async (tree) => {
    await tree.place('a', { allow: ['group:hr'] })
    await tree.place('b', { allow: ['group:board'] })
    await tree.put('a/one')
    await tree.put('a/two')
    await tree.compare()
    await tree.move('a/one', 'b/one')
  }),
  law(
    'groups',
    'a group is delivered as a group, and one that is in another is not read as its members',
    async (tree) => {
      await tree.place('a', { allow: ['group:outer'], deny: ['group:inner'] })
      await tree.put('a/one')
    },
  ),
  law('shares', 'a restricted page below open ones is restricted, and only it', async (tree) => {
    await tree.place('a', { allow: ['*'] })
    for (const item of ['a/one', 'a/two', 'a/three']) await tree.put(item)
    await tree.share('a/two', { allow: ['user:ada'] })
  }),
  law('shares', 'a sharing link opens its item, is taken back, and never spills over', async (tree) => {
    await tree.place('a', { allow: ['group:hr'] })
    for (const item of ['a/one', 'a/two']) await tree.put(item)
    await tree.share('a/one', { allow: ['group:hr', 'user:eve'] })
    await tree.compare()
    await tree.share('a/one', {})
  }),
  law(
    'shares',
    'what everybody may read is read by everybody where that is said, and nowhere else',
    async (tree) => {
      await tree.place('a', { allow: ['*'] })
      await tree.place('b', { allow: ['user:ada'] })
      for (const item of ['a/one', 'b/two', 'three']) await tree.put(item)
      await tree.compare()
      await tree.place('a', { allow: ['user:ada'] })
    },
  ),
  law('lists', 'readers beyond the first page count, the denied ones too', async (tree) => {
    const many = Array.from({ length: 2_500 }, (_, i) => `user:n${i}`)
    await tree.place('a', { allow: [...many, 'user:ada'], deny: [...many.slice(0, 1_200), 'user:eve'] })
    await tree.put('a/one')
  }),
  law('adversarial tree', 'after any changes nobody reads what the tree does not give them', async (tree) => {
    const random = sequence(7)
    const places = ['', 'a', 'a/b', 'a/b/c', 'd', 'd/e']
    const ids = ['group:all', 'group:hr', 'group:board', 'user:ada', 'user:eve', '*']
    const some = (most: number) => ids.filter(() => random(ids.length) < most)
    const says = (): PlacePermissions => ({
      ...(random(3) === 0 ? {} : { allow: some(3) }),
      ...(random(3) === 0 ? { deny: some(1) } : {}),
      ...(random(5) === 0 ? { inherit: false, allow: some(3) } : {}),
    })
    for (const place of places.slice(1)) await tree.place(place, says())
    const items = places.flatMap((place) => [1, 2].map((i) => (place === '' ? `i${i}` : `${place}/i${i}`)))
    for (const item of items) await tree.put(item)
    for (let step = 0; step < 12; step++) {
      await tree.compare()
      if (random(3) > 0) await tree.place(places[1 + random(places.length - 1)]!, says())
      else await tree.share(items[random(items.length)]!, random(2) === 0 ? {} : { allow: some(3) })
    }
  }),
]

const READERS: readonly { readonly id: string; readonly groups: readonly string[] }[] = [
  { id: 'user:ada', groups: ['group:all', 'group:board'] },
  { id: 'user:bo', groups: ['group:all', 'group:hr'] },
  { id: 'user:eve', groups: [] },
  { id: 'user:in', groups: ['group:inner', 'group:outer'] },
  { id: 'user:out', groups: ['group:outer'] },
  { id: 'user:n3', groups: [] },
  { id: 'user:n2400', groups: [] },
]

/** A tree in memory beside the world, and what the connector has delivered of it so far. */
class Tree {
  readonly #world: PermissionWorld
  readonly #places = new Map<string, PlacePermissions>([['', { allow: ['group:all'] }]])
  readonly #items = new Map<string, PlacePermissions>()
  readonly #texts = new Map<string, string>()
  readonly #acls = new DeliveredAcls()
  #cursor: string | undefined

  constructor(world: PermissionWorld) {
    this.#world = world
  }

  async place(path: string, says: PlacePermissions): Promise<void> {
    this.#places.set(path, says)
    await this.#world.place(path, says)
  }

  async put(path: string): Promise<void> {
    this.#items.set(path, {})
    await this.#world.put(path, textOf(path))
  }

  async share(path: string, says: PlacePermissions): Promise<void> {
    this.#items.set(path, says)
    await this.#world.share(path, says)
  }

  async move(from: string, to: string): Promise<void> {
    this.#items.set(to, this.#items.get(from)!)
    this.#items.delete(from)
    await this.#world.move(from, to)
    this.#moved.set(to, this.#moved.get(from) ?? from)
  }

  readonly #moved = new Map<string, string>()

  /** Runs the connector and holds what it delivered against the tree. */
  async compare(): Promise<void> {
    const options = this.#cursor === undefined ? {} : { since: this.#cursor }
    for await (const change of this.#world.connector.changes(options)) this.#take(change)
    const over: string[] = []
    const under: string[] = []
    for (const path of this.#items.keys()) {
      const text = textOf(this.#moved.get(path) ?? path)
      const given = [...this.#texts].filter(([, one]) => one === text)
      for (const reader of READERS) {
        const may = this.#mayRead(path, reader)
        const does = given.some(([id]) => permits(this.#acls.of(id)!, reader))
        if (does && !may) over.push(`${reader.id} reads ${path}`)
        if (may && !does) under.push(`${reader.id} does not read ${path}`)
      }
    }
    assert.deepEqual({ over, under }, { over: [], under: [] })
  }

  #take(change: SourceChange): void {
    this.#cursor = change.cursor
    this.#acls.take(change)
    if (change.kind === 'upsert') this.#texts.set(change.document.id, change.document.text)
    else if (change.kind === 'delete') this.#texts.delete(change.id)
  }

  /** By the tree: from the item upwards, until somebody is named. */
  #mayRead(path: string, reader: (typeof READERS)[number]): boolean {
    const names = path.split('/')
    const above = names.map((_, depth) => this.#places.get(names.slice(0, depth).join('/')) ?? {})
    const said = [...above, this.#items.get(path) ?? {}]
    const from = said.findLastIndex(({ inherit }) => inherit === false)
    const counts = from < 0 ? said : said.slice(from)
    const allow = counts.findLast((one) => one.allow !== undefined)?.allow ?? []
    return meets(allow, reader) && !counts.some(({ deny = [] }) => meets(deny, reader))
  }
}

function permits({ allow, deny }: Acl, reader: (typeof READERS)[number]): boolean {
  return meets(allow, reader) && !meets(deny, reader)
}

function meets(list: readonly string[], { id, groups }: (typeof READERS)[number]): boolean {
  return list.some((one) => one === '*' || one === id || groups.includes(one))
}

function textOf(path: string): string {
  return `The text of item ${path} is long enough to be told from others.`
}

/** Whole numbers below a bound, the same ones every time. */
function sequence(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    return (state >>> 8) % below
  }
}

function law(
  name: string,
  title: string,
  check: (tree: Tree) => Promise<void>,
): ConformanceCase<MakePermissionWorld> {
  return {
    law: name,
    name: title,
    async run(make) {
      const world = await make()
      try {
        const tree = new Tree(world)
        await check(tree)
        await tree.compare()
      } finally {
        await world.dispose()
      }
    },
  }
}
