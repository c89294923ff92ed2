import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createPlainFingerprints } from '../../support/plain-fingerprints.js'
import {
  labelFor,
  openTestStore,
  principal,
  put,
  rejectsWith,
  searchAs,
  temporaryDirectory,
} from '../../support/stores.js'

const script = fileURLToPath(new URL('../../support/store-child.ts', import.meta.url))
const alice = principal('user:alice')

let directory: ReturnType<typeof temporaryDirectory>
const children: ChildProcess[] = []
beforeEach(() => {
  directory = temporaryDirectory()
})
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  directory.remove()
})

const open = () => openTestStore({ directory: directory.path })

function start(task: string, failpoint?: string) {
  const child = spawn(process.execPath, ['--import', 'tsx', script, directory.path, task], {
    env: { ...process.env, ...(failpoint === undefined ? {} : { RAGWALL_FAILPOINT: failpoint }) },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  children.push(child)
  const lines = createInterface({ input: child.stdout! })[Symbol.asyncIterator]()
  return {
    child,
    async line(): Promise<string | undefined> {
      const { value, done } = await lines.next()
      return done === true ? undefined : value
    },
    async ask(): Promise<{
      ids: string[]
      size: number
      epoch: number
      values: number
      runs: number
      entitled: number
    }> {
      child.stdin!.write('\n')
      return JSON.parse((await this.line()) ?? '{}')
    },
    async end(): Promise<{ signal: string | null; lines: string[] }> {
      const said: string[] = []
      const exited = once(child, 'exit')
      for (let line = await this.line(); line !== undefined; line = await this.line()) said.push(line)
      const [, signal] = await exited
      return { signal, lines: said }
    },
  }
}

/** What a whole store looks like after batch `i` of the child's writing. */
async function expectBatch(i: number): Promise<void> {
  const fingerprints = createPlainFingerprints()
  const store = await openTestStore({ directory: directory.path, fingerprints })
  const found = await searchAs(store, alice, { text: 'version', k: 200 })
  const texts = Object.fromEntries(found.map(({ id, text }) => [id, text]))
  expect(texts).toEqual({
    'replaced#0': `version ${i}`,
    'replaced#1': i === 0 ? 'second' : `second piece ${i}`,
    [`added-${i}#0`]: `added ${i}`,
    ...(i % 2 === 0 ? { 'moved#0': 'moved' } : {}),
  })
  expect(store.documents.size).toBe(3)
  const values = await store.values.lookup([`value-${i}`, `value-${i - 1}`, `value-${i + 1}`])
  expect(values.map(({ length }) => length)).toEqual([1, 0, 0])
  // Protected as well as retrievable, and writable again: the dead process's lease is gone.
  expect(new Set(fingerprints.documents())).toEqual(
    new Set(['replaced', `added-${i}`, 'moved'].map((id) => store.documents.byId(id)!.number)),
  )
  await store.apply([put('after', labelFor('user:alice'), ['after'])])
  await store.close()
}

describe('a killed writer', () => {
  beforeEach(async () => {
    const store = await open()
    await store.apply([
      put('replaced', labelFor('user:alice'), ['version 0', 'second'], {
        values: [{ entity: 'X', digest: 'value-0' }],
      }),
      put('added-0', labelFor('user:alice'), ['added 0']),
      put('moved', labelFor('user:alice'), ['moved']),
    ])
    await store.close()
  })

  test.each([
    ['store.begin:3', 2],
    ['store.write:1', 0],
    ['store.write:7', 1],
    ['store.commit:4', 3],
    ['store.committed:4', 4],
  ])('at %s leaves batch %i, whole', async (failpoint, batch) => {
    const { signal, lines } = await start('write', failpoint).end()
    expect(signal).toBe('SIGKILL')
    expect(Number(lines.at(-1) ?? 0)).toBeLessThanOrEqual(batch)
    await expectBatch(batch)
  })

  test('at any instant leaves the last acknowledged batch or the one after it', async () => {
    const writer = start('write')
    let acknowledged = 0
    for (let line = await writer.line(); line !== undefined; line = await writer.line()) {
      acknowledged = Number(line)
      if (acknowledged === 9) setTimeout(() => writer.child.kill('SIGKILL'), 3)
    }
    const store = await open()
    const [first] = await searchAs(store, alice, { text: 'version', k: 1 })
    const batch = Number(first?.text.split(' ')[1])
    await store.close()
    expect(batch === acknowledged || batch === acknowledged + 1).toBe(true)
    await expectBatch(batch)
  })

  test.each([
    ['store.reindex', 1],
    ['store.switch', 1],
    ['store.switched', 2],
  ])('at %s leaves one generation of vectors in use', async (failpoint, generation) => {
    const writer = await open()
    await writer.apply([
      put('vector', labelFor('user:carol'), [{ text: 'four', vector: Float32Array.of(1, 0, 0) }]),
    ])
    await writer.close()
    expect((await start('reindex', failpoint).end()).signal).toBe('SIGKILL')
    const store = await open()
    const vector = generation === 1 ? Float32Array.of(1, 0, 0) : Float32Array.of(4, 1, 0)
    const [found] = await searchAs(store, principal('user:carol'), { text: '', vector })
    expect(found?.score).toBeCloseTo(0.2, 5)
    await store.close()
  })
})

describe('the writer lease', () => {
  test('one process writes, others read; a kill gives it back', async () => {
    const holder = start('hold')
    expect(await holder.line()).toBe('held')
    const store = await open()
    expect(await searchAs(store, alice, { text: 'child' })).toHaveLength(1)
    const refused = store.apply([put('a', labelFor('user:alice'), ['x'])])
    await expect(refused).rejects.toMatchObject({
      code: 'store-locked',
      help: expect.stringContaining('one process'),
    })
    await rejectsWith('store-locked', store.saveCursor('c', '1'))
    await store.held.hold('call', Uint8Array.of(1, 2))
    expect(await store.cursor('c')).toBeUndefined()
    holder.child.kill('SIGKILL')
    await once(holder.child, 'exit')
    await store.apply([put('a', labelFor('user:alice'), ['x'])])
    await store.close()
  })

  test('two stores of one process are two writers', async () => {
    const [first, second] = [await open(), await open()]
    await first.saveCursor('c', '1')
    await rejectsWith('store-locked', second.saveCursor('c', '2'))
    expect(await second.cursor('c')).toBe('1')
    await first.close()
    await second.saveCursor('c', '2')
    await second.close()
  })
})

describe('refresh', () => {
  test('brings another process up to date: texts, labels, values, fingerprints', async () => {
    const store = await open()
    await store.apply([put('a', labelFor('user:alice'), ['text a'])])
    const reader = start('follow')
    expect(await reader.line()).toBe('ready')
    const before = await reader.ask()
    expect(before).toMatchObject({ ids: ['a#0'], size: 1, values: 0, runs: 0, entitled: 1 })
    expect(await reader.ask()).toEqual(before)

    await store.apply([
      put('b', labelFor('user:bob'), [`text ${'a'.repeat(60)}`], { values: [{ entity: 'X', digest: 'v1' }] }),
      put('c', labelFor('group:new', 'user:alice'), ['text c']),
    ])
    const added = await reader.ask()
    expect(added).toMatchObject({ ids: ['a#0', 'c#0'], size: 3, values: 1, entitled: 2 })
    expect(added.runs).toBeGreaterThan(0)
    expect(added.epoch).toBeGreaterThan(before.epoch)

    await store.apply([{ kind: 'relabel', id: 'a', label: labelFor('user:bob') }])
    const moved = await reader.ask()
    expect(moved.ids).toEqual(['c#0'])
    expect(moved.epoch).toBeGreaterThan(added.epoch)

    await store.apply([{ kind: 'delete', id: 'b' }, put('c', labelFor('user:alice'), ['other', 'text'])])
    expect(await reader.ask()).toMatchObject({ ids: ['c#0', 'c#1'], size: 2, values: 0, runs: 0 })
    await store.close()
  })

  test('a writer that takes over has seen what the one before it wrote', async () => {
    const [first, second] = [await open(), await open()]
    await first.apply([put('a', labelFor('user:alice'), ['one'])])
    const { number } = first.documents.byId('a')!
    await first.close()
    await second.apply([put('a', labelFor('user:alice'), ['two'])])
    expect(second.documents.byId('a')!.number).toBeGreaterThan(number)
    expect(second.documents.size).toBe(1)
    await second.close()
  })

  test('follows a new generation of vectors', async () => {
    const [writer, reader] = [await open(), await open()]
    await writer.apply([put('a', labelFor('user:alice'), [{ text: 'x', vector: Float32Array.of(1, 0) }])])
    await reader.refresh()
    await writer.reindex(async (texts) => texts.map(() => [0, 0, 1]))
    await reader.refresh()
    const [found] = await searchAs(reader, alice, { text: '', vector: Float32Array.of(0, 0, 5) })
    expect(found?.score).toBeCloseTo(0.2, 5)
    await reader.close()
    await writer.close()
  })
})
