import fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import type { Connector } from '../../../../src/core/ports.js'
import type { Acl, ContainerPermissions, Label, Principal, SourceChange } from '../../../../src/core/types.js'
import { createFirewall, type Firewall } from '../../../../src/firewall/firewall.js'
import type { EmbeddedStore } from '../../../../src/store/store.js'
import { openTestStore, temporaryDirectory } from '../../../support/stores.js'

const LEVELS = ['public', 'internal', 'secret']
const NOBODY: Label = { level: 'secret', compartments: [], allow: [], deny: [] }
const readers: Principal[] = [
  reader('user:ada', 'internal', ['group:eng']),
  reader('user:bo', 'secret', ['group:eng', 'group:hr']),
  reader('user:cy', 'secret', ['group:hr'], ['payroll']),
  reader('user:di', 'public', []),
]
const opened: { close(): Promise<void> }[] = []
const directories: { remove(): void }[] = []
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close()
  for (const one of directories.splice(0)) one.remove()
})

function reader(id: string, level: string, groups: string[], compartments: string[] = []): Principal {
  return { id, groups, clearance: { level, compartments } }
}

async function open(directory?: string): Promise<{ firewall: Firewall; store: EmbeddedStore }> {
  const store = await openTestStore(directory === undefined ? {} : { directory })
  const firewall = await createFirewall({
    policy: LEVELS,
    audit: 'memory',
    store,
    assign: {
      classifications: { confidential: 'secret' },
      rules: [
        { path: 'd0', level: 'public', compartments: ['payroll'] },
        { path: '**', level: 'internal' },
      ],
    },
  })
  opened.push(firewall)
  return { firewall, store }
}

const CONTAINERS = ['a', 'a/b', 'a/b/c', 'x', 'x/y']
const DOCUMENTS = ['d0', 'd1', 'd2', 'd3', 'd4', 'd5']
const ids = fc.uniqueArray(fc.constantFrom('group:eng', 'group:hr', 'user:ada', 'user:cy', '*'), {
  maxLength: 3,
})
const own: fc.Arbitrary<ContainerPermissions> = fc.record(
  {
    inherit: fc.boolean(),
    allow: ids,
    deny: ids,
    classification: fc.constantFrom('public', 'internal', 'confidential'),
    compartments: fc.constantFrom(['payroll'], []),
  },
  { requiredKeys: [] },
)
const added: fc.Arbitrary<Acl> = fc.record({ allow: ids, deny: ids })
const where = fc.constantFrom(...CONTAINERS, undefined)

type Step =
  | {
      readonly do: 'container'
      readonly id: string
      readonly own: ContainerPermissions
      readonly parent: string | undefined
    }
  | { readonly do: 'remove container'; readonly id: string }
  | { readonly do: 'permit'; readonly id: string; readonly acl: Acl; readonly container: string | undefined }
  | { readonly do: 'delete'; readonly id: string }
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({
        do: fc.constant('container' as const),
        id: fc.constantFrom(...CONTAINERS),
        own,
        parent: where,
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        do: fc.constant('remove container' as const),
        id: fc.constantFrom(...CONTAINERS),
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        do: fc.constant('permit' as const),
        id: fc.constantFrom(...DOCUMENTS),
        acl: added,
        container: where,
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ do: fc.constant('delete' as const), id: fc.constantFrom(...DOCUMENTS) }),
    },
  ),
  { minLength: 5, maxLength: 12 },
)

/** What a document is under: a list of its own, or one added to a container's. `closed` is nobody's. */
interface Placed {
  readonly acl: Acl
  readonly container: string | undefined
  readonly closed?: boolean
}

/** The stupid model: a map of containers and one of documents, asked upwards, by nothing that the product uses. */
class Model {
  readonly containers = new Map<string, ContainerPermissions>()
  readonly documents = new Map<string, Placed>()

  /** Undefined: not known, or a circle. */
  above(
    id: string,
    seen: readonly string[] = [],
  ): (Required<Pick<Acl, 'allow' | 'deny' | 'compartments'>> & { level?: string }) | undefined {
    const here = this.containers.get(id)
    if (here === undefined || seen.includes(id)) return undefined
    const nothing = { allow: [], deny: [], compartments: [] }
    const parent = here.parent === undefined ? nothing : this.above(here.parent, [...seen, id])
    if (parent === undefined) return undefined
    const base: {
      allow: readonly string[]
      deny: readonly string[]
      compartments: readonly string[]
      level?: string
    } = here.inherit === false ? nothing : parent
    const level = here.classification ?? base.level
    return {
      allow: here.allow ?? base.allow,
      deny: [...base.deny, ...(here.deny ?? [])],
      compartments: [...base.compartments, ...(here.compartments ?? [])],
      ...(level === undefined ? {} : { level }),
    }
  }

  /** Whether this reader may read the document, by the words of the documentation. */
  mayRead(id: string, who: Principal): boolean {
    const placed = this.documents.get(id)
    if (placed === undefined || placed.closed) return false
    const base =
      placed.container === undefined
        ? { allow: [], deny: [], compartments: [] }
        : this.above(placed.container)
    if (base === undefined) return false
    const word = (base as { level?: string }).level
    const level =
      word === undefined ? (id === 'd0' ? 'public' : 'internal') : word === 'confidential' ? 'secret' : word
    const compartments = [...base.compartments, ...(id === 'd0' ? ['payroll'] : [])]
    const held = ['*', who.id, ...who.groups]
    const meets = (list: readonly string[]) => list.some((one) => held.includes(one))
    return (
      LEVELS.indexOf(who.clearance.level) >= LEVELS.indexOf(level) &&
      compartments.every((one) => who.clearance.compartments.includes(one)) &&
      !meets([...base.deny, ...placed.acl.deny]) &&
      meets([...base.allow, ...placed.acl.allow])
    )
  }

  take(step: Step): void {
    if (step.do === 'container') {
      this.containers.set(step.id, {
        ...step.own,
        ...(step.parent === undefined ? {} : { parent: step.parent }),
      })
    } else if (step.do === 'remove container') this.containers.delete(step.id)
    else if (step.do === 'delete') this.documents.delete(step.id)
    else if (this.documents.has(step.id)) {
      // What cannot be understood when it is said (no readers anywhere, a container that is not known) is closed.
      const base = step.container === undefined ? { allow: [], deny: [] } : this.above(step.container)
      const word = (base as { level?: string } | undefined)?.level
      const blank =
        base === undefined ||
        (word === undefined &&
          [base.allow, base.deny, step.acl.allow, step.acl.deny].every((list) => list.length === 0))
      this.documents.set(step.id, { acl: step.acl, container: step.container, closed: blank })
    }
  }
}

const first: readonly Step[] = CONTAINERS.map((id) => ({
  do: 'container',
  id,
  own: id === 'a' ? { allow: ['group:eng'] } : id === 'x' ? { allow: ['*'], deny: ['user:cy'] } : {},
  parent: id.includes('/') ? id.slice(0, id.lastIndexOf('/')) : undefined,
}))

function placeOf(i: number): string {
  return CONTAINERS[i % CONTAINERS.length]!
}

function textOf(id: string): string {
  return `Pump ${id} is held at seven bar; the valve of ${id} closes when the pump of ${placeOf(DOCUMENTS.indexOf(id))} does.`
}

function changeOf(step: Step): SourceChange {
  const cursor = ''
  if (step.do === 'remove container') return { kind: 'container', id: step.id, cursor }
  if (step.do === 'delete') return { kind: 'delete', id: step.id, cursor }
  if (step.do === 'container') {
    const permissions = { ...step.own, ...(step.parent === undefined ? {} : { parent: step.parent }) }
    return { kind: 'container', id: step.id, permissions, cursor }
  }
  return { kind: 'acl', id: step.id, acl: aclOf(step.acl, step.container), cursor }
}

function aclOf(acl: Acl, container: string | undefined): Acl {
  return { ...acl, ...(container === undefined ? {} : { container }) }
}

function document(id: string, acl: Acl): SourceChange {
  return { kind: 'upsert', document: { id, uri: id, text: textOf(id), acl }, cursor: '' }
}

async function seen(firewall: Firewall, who: Principal): Promise<string> {
  const chunks = await firewall.retrieve('which pump is held at seven bar', { principal: who, k: 20 })
  return JSON.stringify(chunks)
}

/** A firewall that was only ever told how things stand, every document with a list of its own. */
async function fresh(model: Model): Promise<Firewall> {
  const { firewall } = await open()
  for (const [id, { acl, container, closed }] of model.documents) {
    const base = container === undefined ? undefined : model.above(container)
    if (closed === true || (container !== undefined && base === undefined)) continue
    const all: Acl = {
      allow: [...(base?.allow ?? []), ...acl.allow],
      deny: [...(base?.deny ?? []), ...acl.deny],
      ...(base?.level === undefined ? {} : { classification: base.level }),
      compartments: base?.compartments ?? [],
    }
    await firewall.apply([document(id, all)])
  }
  return firewall
}

describe('containers', () => {
  test('after any history everyone gets what a fresh ingest of lists gives, byte for byte', async () => {
    let changed = 0
    let readable = 0
    await fc.assert(
      fc.asyncProperty(steps, async (steps) => {
        const directory = temporaryDirectory()
        directories.push(directory)
        const { firewall, store } = await open(directory.path)
        const other = await openTestStore({ directory: directory.path })
        opened.push(other)
        const model = new Model()
        for (const step of first) model.take(step)
        await firewall.apply(first.map(changeOf))
        for (const [i, id] of DOCUMENTS.entries()) {
          model.documents.set(id, { acl: { allow: [], deny: [] }, container: placeOf(i) })
          await firewall.apply([document(id, { allow: [], deny: [], container: placeOf(i) })])
        }
        for (const step of steps) {
          await firewall.apply([changeOf(step)])
          model.take(step)
          await other.refresh()
          for (const id of DOCUMENTS) {
            const [here, there] = [store, other].map((one) => {
              const found = one.documents.byId(id)
              return found === undefined ? undefined : one.labels.get(found.label)
            })
            expect(there).toEqual(here)
          }
          changed += step.do === 'container' ? 1 : 0
        }
        const again = await fresh(model)
        for (const who of readers) {
          const mine = await seen(firewall, who)
          expect(mine).toBe(await seen(again, who))
          const found = new Set(
            (JSON.parse(mine) as { documentId: string }[]).map(({ documentId }) => documentId),
          )
          for (const id of DOCUMENTS)
            expect([id, who.id, found.has(id)]).toEqual([id, who.id, model.mayRead(id, who)])
          readable += found.size
        }
      }),
      { numRuns: 12 },
    )
    expect(changed).toBeGreaterThan(30)
    expect(readable).toBeGreaterThan(10)
  }, 60_000)

  test('a change writes as many rows as there are labels below, embeds nothing, and counts at once', async () => {
    const store = await openTestStore()
    let embedded = 0
    const firewall = await createFirewall({
      policy: LEVELS,
      audit: 'memory',
      store,
      embedder: counting(() => embedded++),
      assign: { rules: [{ path: '**', level: 'internal' }] },
    })
    opened.push(firewall)
    await firewall.apply([
      { kind: 'container', id: 'top', permissions: { allow: ['group:eng'] }, cursor: '' },
      { kind: 'container', id: 'sub', permissions: { parent: 'top' }, cursor: '' },
    ])
    await firewall.apply(
      Array.from({ length: 200 }, (_, i): SourceChange => {
        const container = i % 2 === 0 ? 'top' : 'sub'
        return {
          kind: 'upsert',
          document: {
            id: `n${i}`,
            uri: `n${i}`,
            text: `Pump ${i} at seven bar.`,
            acl: { allow: [], deny: [], container },
          },
          cursor: '',
        }
      }),
    )
    const [ada] = readers
    expect(JSON.parse(await seen(firewall, ada!))).toHaveLength(20)
    const before = store.rowsWritten()
    embedded = 0
    const summary = await firewall.apply([
      { kind: 'container', id: 'top', permissions: { allow: ['group:hr'] }, cursor: '' },
    ])
    // One container, its two labels, the number of the commit.
    expect(store.rowsWritten() - before).toBeLessThanOrEqual(5)
    expect(embedded).toBe(0)
    expect(summary).toMatchObject({ containers: 1, relabelled: 0, upserted: 0 })
    expect(JSON.parse(await seen(firewall, ada!))).toHaveLength(0)
  })

  test('of a connector stays its own, whoever else speaks of it', async () => {
    const { firewall, store } = await open()
    let allow = ['group:eng']
    const source: Connector = {
      name: 'share',
      async *changes() {
        yield { kind: 'container', id: 'top', permissions: { allow }, cursor: '1' }
        yield { ...document('d1', { allow: [], deny: [], container: 'top' }), cursor: '1' }
      },
    }
    await firewall.sync(source)
    await firewall.apply([{ kind: 'container', id: 'top', permissions: { allow: [] }, cursor: '' }])
    allow = ['group:hr']
    expect((await firewall.sync(source)).refused).toEqual([])
    expect(store.labels.get(store.documents.byId('d1')!.label)).toMatchObject({ allow: [['group:hr']] })
  })

  test('what it says is refused by name when it cannot be understood, and closes what is below', async () => {
    const { firewall, store } = await open()
    await firewall.apply([{ kind: 'container', id: 'top', permissions: { allow: ['*'] }, cursor: '' }])
    await firewall.apply([document('d1', { allow: [], deny: [], container: 'top' })])
    for (const permissions of [
      { allow: ['group:eng'], classification: 'confidental' },
      { allow: ['eng'] },
      { allow: ['*'], alow: [] },
      { parent: 7 },
    ] as never[]) {
      const { refused } = await firewall.apply([{ kind: 'container', id: 'top', permissions, cursor: '' }])
      expect(refused.map(({ id }) => id)).toEqual(['top'])
      expect(store.labels.get(store.documents.byId('d1')!.label)).toMatchObject({ allow: [] })
      await firewall.apply([{ kind: 'container', id: 'top', permissions: { allow: ['*'] }, cursor: '' }])
      expect(store.labels.get(store.documents.byId('d1')!.label)).toMatchObject({ allow: [['*']] })
    }
    const lost = await firewall.apply([document('d2', { allow: ['*'], deny: [], container: 'elsewhere' })])
    expect(lost.refused).toMatchObject([{ id: 'd2', code: 'label-missing' }])
    const nobodys = await firewall.apply([{ kind: 'container', id: 'top', cursor: '' }])
    expect(nobodys.containers).toBe(1)
    expect(store.labels.get(store.documents.byId('d1')!.label)).toEqual(NOBODY)
  })
})

function counting(onCall: () => void) {
  return {
    async embedDocuments(texts: string[]) {
      onCall()
      return texts.map(() => [1, 0])
    },
    embedQuery: async () => [1, 0],
  }
}
