import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { files } from '../../../connectors/files.js'
import type { Connector } from '../../../src/core/ports.js'
import type { Acl, Principal, SourceChange } from '../../../src/core/types.js'
import { createFirewall, type Firewall } from '../../../src/firewall/firewall.js'
import { DeliveredAcls } from '../../conformance/delivered-acls.js'

beforeEach(() => {
  // As if every file had been there for an hour: their times are then trusted.
  const real = Date.now
  vi.spyOn(Date, 'now').mockImplementation(() => real() + 3_600_000)
})
const roots: string[] = []
const opened: Firewall[] = []
afterEach(async () => {
  vi.restoreAllMocks()
  for (const root of roots.splice(0)) rmSync(root, { recursive: true })
  for (const firewall of opened.splice(0)) await firewall.close()
})

function tree(): {
  root: string
  write(path: string, text: string): void
  say(path: string, says: object): void
} {
  const root = mkdtempSync(join(tmpdir(), 'ragwall-containers-'))
  roots.push(root)
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  return { root, write, say: (path, says) => write(path, JSON.stringify(says)) }
}

async function collect(connector: Connector, since?: string): Promise<SourceChange[]> {
  const changes: SourceChange[] = []
  for await (const change of connector.changes(since === undefined ? {} : { since })) changes.push(change)
  return changes
}

const FOLDERS = ['', 'a/', 'a/b/', 'a/b/c/', 'a/b/c/d/', 'x/', 'x/y/', 'x/y/z/']
const NAMES = ['one.txt', 'two.txt']
const IDS = ['group:eng', 'group:hr', 'user:ada', '*']
const folder = fc.constantFrom(...FOLDERS)
const file = fc.tuple(folder, fc.constantFrom(...NAMES)).map((parts) => parts.join(''))
const ids = fc.uniqueArray(fc.constantFrom(...IDS), { maxLength: 2 })
const says = fc.record(
  { allow: ids, deny: ids, inherit: fc.constant(false), compartments: fc.constantFrom(['payroll'], []) },
  { requiredKeys: [] },
)
const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('say' as const), at: folder, says }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('say of file' as const), at: file, says }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('unsay' as const), at: fc.oneof(folder, file) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('break' as const), at: folder }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('write' as const), at: file }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('move' as const), at: file, to: file }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('remove' as const), at: file }) },
)
type Step = typeof step extends fc.Arbitrary<infer One> ? One : never

/** Several edits between two runs, and after how many changes the first of them is cut short. */
const rounds = fc.array(
  fc.record({
    steps: fc.array(step, { minLength: 1, maxLength: 4 }),
    cut: fc.option(fc.nat(12), { nil: undefined }),
  }),
  { minLength: 2, maxLength: 5 },
)

function world() {
  const { root, write, say } = tree()
  const live = new Set<string>()
  let version = 0
  const put = (path: string) => {
    version += 1
    live.add(path)
    write(path, `Paper ${path} speaks of pumps, version ${'i'.repeat(version)}.`)
  }
  say('.acl.yaml', { allow: ['group:eng'], classification: 'internal' })
  for (const path of FOLDERS) for (const name of NAMES) put(path + name)
  const sidecar = (at: string) => `${at}.acl.yaml`
  return {
    root,
    do(one: Step): void {
      if (one.do === 'say') say(sidecar(one.at), { classification: 'internal', ...one.says })
      else if (one.do === 'break') write(sidecar(one.at), 'allow: [')
      else if (one.do === 'unsay') rmSync(join(root, sidecar(one.at)), { force: true })
      else if (one.do === 'write') put(one.at)
      else if (!live.has(one.at)) return
      else if (one.do === 'say of file') say(sidecar(one.at), one.says)
      else {
        live.delete(one.at)
        if (one.do === 'remove') rmSync(join(root, one.at))
        else {
          rmSync(join(root, sidecar(one.at)), { force: true })
          renameSync(join(root, one.at), join(root, one.to))
          live.add(one.to)
        }
      }
    },
  }
}

/** Who may read which text, one id at a time. */
function grants(texts: ReadonlyMap<string, string>, acls: DeliveredAcls): Set<string> {
  const found = new Set<string>()
  for (const [id, text] of texts) {
    const acl = acls.of(id)
    for (const one of IDS) if (acl !== undefined && permits(acl, one)) found.add(`${one} reads ${text}`)
  }
  return found
}

function permits({ allow, deny, compartments = [] }: Acl, id: string): boolean {
  const holds = (list: readonly string[]) => list.includes(id) || list.includes('*')
  return compartments.length === 0 && holds(allow) && !holds(deny)
}

/** What a store holds of a source, change by change; containers that come together count together. */
class Follower {
  readonly texts = new Map<string, string>()
  readonly acls = new DeliveredAcls()
  cursor: string | undefined

  take(change: SourceChange): void {
    this.acls.take(change)
    this.cursor = change.cursor
    if (change.kind === 'upsert') this.texts.set(change.document.id, change.document.text)
    else if (change.kind === 'delete') this.texts.delete(change.id)
  }

  /** All states from one change to the next, until `cut` changes have come. */
  async follow(
    connector: Connector,
    cut: number,
    state: (grants: ReadonlySet<string>) => void,
  ): Promise<void> {
    let taken = 0
    let among = false
    for await (const change of connector.changes(this.cursor === undefined ? {} : { since: this.cursor })) {
      if (among && change.kind !== 'container') state(grants(this.texts, this.acls))
      if (!among && taken >= cut) return
      this.take(change)
      taken += 1
      among = change.kind === 'container'
      if (!among) state(grants(this.texts, this.acls))
    }
  }
}

async function truth(connector: Connector): Promise<{ grants: Set<string>; acls: Record<string, Acl> }> {
  const fresh = new Follower()
  for (const change of await collect(connector)) fresh.take(change)
  return { grants: grants(fresh.texts, fresh.acls), acls: sorted(fresh.acls.all()) }
}

function sorted(acls: Record<string, Acl>): Record<string, Acl> {
  return Object.fromEntries(
    Object.entries(acls).map(([id, { allow, deny, ...rest }]) => [
      id,
      { ...rest, allow: [...allow].sort(), deny: [...deny].sort() },
    ]),
  )
}

describe('any edits, with runs that are cut short', () => {
  test('nobody reads a text at any moment whom no state of the tree since the last whole run lets read it', async () => {
    await fc.assert(
      fc.asyncProperty(rounds, async (all) => {
        const { root, do: edit } = world()
        const connector = files({ root })
        const store = new Follower()
        await store.follow(connector, Number.POSITIVE_INFINITY, () => {})
        let lawful = (await truth(connector)).grants
        for (const { steps, cut } of all) {
          for (const one of steps) edit(one)
          const now = await truth(connector)
          for (const grant of now.grants) lawful.add(grant)
          const check = (given: ReadonlySet<string>) => {
            const over = [...given].filter((grant) => !lawful.has(grant))
            expect(over).toEqual([])
          }
          await store.follow(connector, cut ?? Number.POSITIVE_INFINITY, check)
          if (cut !== undefined) continue
          lawful = now.grants
          expect(grants(store.texts, store.acls)).toEqual(now.grants)
        }
        await store.follow(connector, Number.POSITIVE_INFINITY, () => {})
        const end = await truth(connector)
        expect(grants(store.texts, store.acls)).toEqual(end.grants)
      }),
      { numRuns: 10 },
    )
  })

  test('what folders take away is in force before any file is looked at', async () => {
    const folders = fc.constantFrom('', 'a/', 'a/b/', 'x/', 'x/y/')
    const edit = fc.oneof(
      { weight: 6, arbitrary: fc.record({ do: fc.constant('say' as const), at: folders, says }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('unsay' as const), at: folders }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('break' as const), at: folders }) },
    )
    await fc.assert(
      fc.asyncProperty(
        fc.array(edit, { maxLength: 5 }),
        fc.array(edit, { minLength: 1, maxLength: 5 }),
        async (before, after) => {
          const { root, do: edit } = world()
          for (const one of before) edit(one)
          const connector = files({ root })
          const store = new Follower()
          await store.follow(connector, Number.POSITIVE_INFINITY, () => {})
          for (const one of after) edit(one)
          const now = await truth(connector)
          edit({ do: 'write', at: 'x/one.txt' })
          let positions = 0
          for await (const change of connector.changes({ since: store.cursor! })) {
            if (change.kind === 'upsert') break
            store.take(change)
            // The first says what is about to change.
            if (change.kind === 'cursor' && ++positions === 2) break
          }
          const early = [...grants(store.texts, store.acls)]
          expect(early.filter((grant) => !now.grants.has(grant))).toEqual([])
        },
      ),
      { numRuns: 25 },
    )
  })

  test('after it all, answers equal those of a fresh ingest byte for byte', async () => {
    await fc.assert(
      fc.asyncProperty(rounds, async (all) => {
        const { root, do: edit } = world()
        const connector = files({ root })
        const kept = await open()
        await kept.sync(connector)
        for (const { steps, cut } of all) {
          for (const one of steps) edit(one)
          if (cut === undefined) await kept.sync(connector)
          else await kept.sync(cutShort(connector, cut)).catch(() => undefined)
        }
        await kept.sync(connector)
        const fresh = await open()
        await fresh.sync(connector)
        for (const reader of readers) expect(await seen(kept, reader)).toBe(await seen(fresh, reader))
      }),
      { numRuns: 2 },
    )
  })

  test('asked for single files, it says what a run would say', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 8 }), async (steps) => {
        const { root, do: edit } = world()
        const connector = files({ root, prefix: 'share/' })
        const before = await collect(connector)
        for (const one of steps) edit(one)
        const acls = new DeliveredAcls()
        const texts = new Set<string>()
        for (const change of before) {
          acls.take(change)
          if (change.kind === 'upsert') texts.add(change.document.id)
        }
        const answers = await connector.permissions!([...texts], { signal: new AbortController().signal })
        for (const answer of answers) acls.take({ ...answer, cursor: '' } as SourceChange)
        const now = new Follower()
        for (const change of await collect(connector)) now.take(change)
        for (const id of texts) {
          const expected = now.acls.of(id) ?? { allow: [], deny: [] }
          const { allow, deny } = acls.of(id) ?? { allow: [], deny: [] }
          for (const one of IDS)
            expect(permits({ allow, deny }, one), `${id} ${one}`).toBe(
              permits({ ...expected, compartments: [] }, one),
            )
        }
      }),
      { numRuns: 8 },
    )
  })
})

const readers: Principal[] = [
  { id: 'user:ada', groups: ['group:eng'], clearance: { level: 'internal', compartments: [] } },
  { id: 'user:bo', groups: ['group:hr'], clearance: { level: 'internal', compartments: ['payroll'] } },
]

async function open(): Promise<Firewall> {
  const firewall = await createFirewall({ policy: ['public', 'internal'], audit: 'memory' })
  opened.push(firewall)
  return firewall
}

async function seen(firewall: Firewall, principal: Principal): Promise<string> {
  const found = await firewall.retrieve('pumps version', { principal, k: 50 })
  return JSON.stringify(found.map(({ id, text, score, label }) => ({ id, text, score, label })))
}

function cutShort(connector: Connector, after: number): Connector {
  return {
    ...connector,
    async *changes(options) {
      let given = 0
      for await (const change of connector.changes(options)) {
        if (given++ >= after) throw new Error('cut short')
        yield change
      }
    },
  }
}

describe('a folder', () => {
  test('that says something else is one change, and no document is given anew', async () => {
    const { root, write, say } = tree()
    say('.acl.yaml', { allow: ['*'] })
    for (let i = 0; i < 40; i++) write(`hr/p${i % 4}/n${i}.txt`, `Paper ${i}.`)
    const connector = files({ root })
    const first = await collect(connector)
    for (const says of [
      { allow: ['group:hr'] },
      { deny: ['user:eve'] },
      { inherit: false, allow: ['group:hr'] },
    ]) {
      say('hr/.acl.yaml', says)
      const kinds = (await collect(connector, first.at(-1)!.cursor)).map(({ kind }) => kind)
      expect(kinds).toEqual(['cursor', 'container', 'cursor', 'cursor'])
    }
  })

  test('is opened behind a paper that was moved out of it before', async () => {
    const { root, write, say } = tree()
    say('.acl.yaml', { allow: ['user:ada'] })
    write('plans/secret.txt', 'The secret plan.')
    write('plans/menu.txt', 'The menu of the day.')
    const connector = files({ root })
    const store = new Follower()
    await store.follow(connector, Number.POSITIVE_INFINITY, () => {})
    mkdirSync(join(root, 'safe'))
    renameSync(join(root, 'plans/secret.txt'), join(root, 'safe/secret.txt'))
    say('plans/.acl.yaml', { allow: ['*'] })
    await store.follow(connector, Number.POSITIVE_INFINITY, (given) => {
      expect([...given].filter((grant) => grant.startsWith('group') && grant.includes('secret'))).toEqual([])
    })
    expect(store.acls.of('plans/menu.txt')?.allow).toEqual(['*'])
  })

  test('that was changed in a run that was cut short, and back again, is as it was', async () => {
    const { root, write, say } = tree()
    say('.acl.yaml', { allow: ['user:ada'] })
    write('plan.txt', 'The plan is to sell.')
    const connector = files({ root })
    const store = new Follower()
    const whole = () => store.follow(connector, Number.POSITIVE_INFINITY, () => {})
    await whole()
    const before = { acls: store.acls.all(), texts: new Map(store.texts) }
    say('.acl.yaml', { allow: ['*'] })
    write('plan.txt', 'The plan is to sell, or not to.')
    for (let cut = 1; cut < 6; cut++) {
      say('.acl.yaml', { allow: ['*'] })
      write('plan.txt', `The plan is to sell, or not to, ${cut}.`)
      await store.follow(connector, cut, () => {})
      say('.acl.yaml', { allow: ['user:ada'] })
      write('plan.txt', 'The plan is to sell.')
      await whole()
      expect({ acls: store.acls.all(), texts: new Map(store.texts) }).toEqual(before)
    }
  })
})
