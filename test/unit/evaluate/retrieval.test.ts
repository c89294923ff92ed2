import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createRandom } from '../../../src/evaluate/random.js'
import type { EvaluationReport } from '../../../src/evaluate/report.js'
import { distinctWindows, growCorpus, readCorpus } from '../../../src/evaluate/retrieval/corpus.js'
import type { Stage } from '../../../src/evaluate/retrieval/stage.js'
import { drawWorld, LEVELS, mayRead, type World } from '../../../src/evaluate/retrieval/world.js'
import { measureRetrieval, retrieval } from '../../../src/evaluate/retrieval.js'
import { seededKey } from '../../../src/evaluate/sandbox.js'
import { createLatticePolicy } from '../../../src/labels/lattice.js'
import { jsonl, missed, outcomes, searchSet } from './fixtures.js'

let directory = ''
let runs = 0
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'ragwall-retrieval-'))
  const { corpus, queries, qrels } = searchSet(160)
  const set = join(directory, 'set')
  mkdirSync(set)
  writeFileSync(join(set, 'corpus.jsonl'), jsonl(corpus))
  writeFileSync(join(set, 'queries.jsonl'), jsonl(queries))
  writeFileSync(join(set, 'qrels.jsonl'), jsonl(qrels))
})
afterAll(() => rmSync(directory, { recursive: true, force: true }))

const LEAKS = {
  search: /^forbidden chunks.*search stage/,
  door: /^forbidden chunks.*door 1/,
  length: /^answers of a telling length: search stage/,
  group: /^group taken away/,
}

async function measured(spoil?: (stage: Stage, world: World) => Stage): Promise<EvaluationReport> {
  const random = createRandom('test')
  const corpus = await readCorpus([join(directory, 'set')], 0)
  const world = drawWorld(
    corpus.documents,
    { readers: 12, visibilities: [1, 0.5, 0.1], ownAcls: false, largeTeams: 0 },
    random.fork('world'),
  )
  return measureRetrieval({
    corpus,
    world,
    path: join(directory, String(runs++)),
    io: { progress: () => {} },
    random,
    key: seededKey('test'),
    graphThreshold: undefined,
    grown: false,
    queries: 200,
    cases: 30,
    twins: 15,
    seed: 'test',
    ...(spoil === undefined ? {} : { spoil }),
  })
}

describe('the benchmark', () => {
  test('passes on a sound firewall, from the files to the figures', async () => {
    const data = join(directory, 'set')
    const report = await retrieval.run(
      { data, queries: '200', principals: '15', cases: '30', twins: '15' },
      { progress: () => {} },
    )
    for (const title of ['Leaks', 'Recall', 'Right', 'Twin']) expect(missed(report, title)).toEqual([])
    expect(Object.values(outcomes(report, 'Leaks'))).toEqual(Array<string>(6).fill('met'))
    expect(outcomes(report, 'Time')).toHaveProperty('sync')
  })

  test('names a search that ignores entitlements', async () => {
    const names = missed(
      await measured((stage, world) => ({
        ...stage,
        search: async (query, _, k) => stage.search(query, await stage.entitle(world.administrator), k),
      })),
      'Leaks',
    )
    expect(names).toContainEqual(expect.stringMatching(LEAKS.search))
    expect(names).not.toContainEqual(expect.stringMatching(LEAKS.door))
  })

  test('names a post-filter', async () => {
    const report = await measured((stage, world) => ({
      ...stage,
      async search(query, entitlements, k) {
        const all = await stage.search(query, await stage.entitle(world.administrator), k)
        return all.filter(({ label }) => entitlements.permits(label))
      },
    }))
    expect(missed(report, 'Leaks')).toContainEqual(expect.stringMatching(LEAKS.length))
    expect(missed(report, 'Recall').length).toBeGreaterThan(0)
  })

  test('names a door that keeps entitlements, a title that belongs to another, a score that knows too much', async () => {
    const kept = new Map<string, { groups: readonly string[]; clearance: unknown }>()
    const report = await measured((stage, world) => ({
      ...stage,
      firewall: {
        ...stage.firewall,
        async retrieve(query, options) {
          const known = kept.get(options.principal.id)
          if (known === undefined) kept.set(options.principal.id, await expanded(world, options.principal))
          const chunks = await stage.firewall.retrieve(query, {
            ...options,
            principal: { ...options.principal, groups: kept.get(options.principal.id)!.groups },
          })
          return chunks.map((chunk, i) => ({
            ...chunk,
            score: chunk.score + stage.store.documents.size * 1e-12,
            ...(i === 3 ? { title: 'Title 999' } : {}),
          }))
        },
      },
    }))
    expect(missed(report, 'Leaks')).toContainEqual(expect.stringMatching(LEAKS.door))
    expect(missed(report, 'Leaks')).toContainEqual(expect.stringMatching(LEAKS.group))
    expect(missed(report, 'Twin').length).toBeGreaterThan(0)
  })

  test('an option that does not exist is named', async () => {
    const io = { progress: () => {} }
    await expect(retrieval.run({ data: 'x', quick: '1' }, io)).rejects.toMatchObject({
      code: 'option-invalid',
    })
    await expect(retrieval.run({}, io)).rejects.toMatchObject({ code: 'option-invalid' })
    await expect(retrieval.run({ data: 'x', queries: '1.5' }, io)).rejects.toMatchObject({
      code: 'option-invalid',
    })
  })
})

async function expanded(world: World, principal: Parameters<World['directory']['expand']>[0]) {
  const { groups } = await world.directory.expand(principal)
  return { groups: [...groups, ...principal.groups], clearance: principal.clearance }
}

describe('the drawn world', () => {
  const documents = Array.from({ length: 2000 }, (_, i) => ({ id: `d${i}`, title: `t${i % 300}`, text: 'x' }))
  const options = { readers: 25, visibilities: [1, 0.5, 0.1, 0.02], ownAcls: false, largeTeams: 0 }

  test('readers see about what they should', () => {
    const world = drawWorld(documents, options, createRandom('w'))
    for (const { id, visibility } of world.readers) {
      const seen = world.permitted(id).size / documents.length
      expect(seen).toBeGreaterThan(visibility * 0.5)
      expect(seen).toBeLessThanOrEqual(Math.min(1, visibility * 1.3))
    }
    expect(world.permitted(world.administrator.id).size).toBe(documents.length)
  })

  test('own ACLs are all different, large teams are large', () => {
    expect(drawWorld(documents, { ...options, ownAcls: true }, createRandom('w')).labels).toBe(
      documents.length,
    )
    const world = drawWorld(documents, { ...options, largeTeams: 3 }, createRandom('w'))
    const sizes = new Map<string, number>()
    for (const { id } of documents) {
      const key = JSON.stringify(world.acl(id))
      sizes.set(key, (sizes.get(key) ?? 0) + 1)
    }
    const largest = [...sizes.values()].sort((a, b) => b - a)
    expect(largest.slice(0, 3).every((size) => size > 0.15 * documents.length)).toBe(true)
    expect(largest[3]).toBeLessThan(0.1 * documents.length)
  })

  test('the oracle and the access policy, written apart, decide alike', async () => {
    const world = drawWorld(documents.slice(0, 200), options, createRandom('w'))
    const policy = createLatticePolicy({ levels: LEVELS })
    for (const { id } of world.readers) {
      const principal = world.principal(id)
      const { groups, version } = await world.directory.expand(principal)
      const subject = { ...principal, groups: [...principal.groups, ...groups], directoryVersion: version }
      const labels = documents.slice(0, 200).map((document) => {
        const { allow, deny, classification, compartments = [] } = world.acl(document.id)
        return { level: classification!, compartments, allow: [allow], deny }
      })
      const decided = await policy.decide(subject, labels)
      const permitted = documents.slice(0, 200).filter((_, i) => decided[i]!.effect === 'permit')
      expect(new Set(permitted.map((document) => document.id))).toEqual(world.permitted(id))
    }
  })

  test('each rule of the oracle bites', () => {
    const acl = { allow: ['group:a'], deny: ['user:x'], classification: 'internal', compartments: ['legal'] }
    const person = { level: 'secret', compartments: ['legal'] }
    expect(mayRead(person, new Set(['group:a']), acl)).toBe(true)
    expect(mayRead({ ...person, level: 'public' }, new Set(['group:a']), acl)).toBe(false)
    expect(mayRead({ ...person, compartments: [] }, new Set(['group:a']), acl)).toBe(false)
    expect(mayRead(person, new Set(['group:a', 'user:x']), acl)).toBe(false)
    expect(mayRead(person, new Set(['group:A']), acl)).toBe(false)
    expect(mayRead(person, new Set(), { ...acl, allow: ['*'] })).toBe(true)
    expect(mayRead(person, new Set(['group:a']), { ...acl, deny: ['*'] })).toBe(false)
  })
})

test('a grown corpus is more than copies of itself', async () => {
  const corpus = await readCorpus([join(directory, 'set')], 40)
  expect(corpus.queries.every(({ grades }) => grades.size > 0)).toBe(true)
  const grown = growCorpus(corpus, { documents: 400, chunks: 0 }, createRandom('g'))
  expect(grown.documents).toHaveLength(400)
  expect(new Set(grown.documents.map(({ id }) => id)).size).toBe(400)
  expect(distinctWindows(grown.documents, 39)).toBeGreaterThan(0.9)
  const copies = Array.from({ length: 10 }, () => corpus.documents).flat()
  expect(distinctWindows(copies, 39)).toBe(0)
})
