import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Ajv from 'ajv'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ScanItem } from '../../../src/corpus-scan/item.js'
import { PoisonFinder } from '../../../src/corpus-scan/poisoning.js'
import {
  drawPoisonWorld,
  POISONED_CORPORA,
  POISONS,
} from '../../../src/evaluate/corpus-scan/held-out-poisons.js'
import { createRandom } from '../../../src/evaluate/random.js'
import { cli } from '../adapters/cli/harness.js'

function linesOf(items: readonly ScanItem[]) {
  const finder = new PoisonFinder()
  for (const item of items) finder.add(item)
  return finder.found()
}

const SIZE = 220

describe('what may be there to mislead', () => {
  test.each(Object.entries(POISONS).map(([way, { corpora }]) => [way, corpora[0]!] as const))(
    '%s, in a corpus of kind %s: stands in the first three lines',
    (way, corpus) => {
      const world = drawPoisonWorld(SIZE, createRandom(way), way, corpus)
      const named = new Set(
        linesOf(world.items)
          .slice(0, 3)
          .flatMap(({ records }) => records),
      )
      const told = [...world.planted].filter((source) => named.has(source))
      expect(told.length).toBeGreaterThanOrEqual(0.75 * world.planted.size)
      // And hardly anything else: of two that contradict each other one is honest.
      expect(named.size).toBeLessThanOrEqual(3 * world.planted.size)
    },
  )

  test.each(POISONED_CORPORA)('of a clean corpus of kind %s at most one line', (corpus) => {
    const listed = ['a', 'b'].map(
      (seed) => linesOf(drawPoisonWorld(SIZE, createRandom(seed), undefined, corpus).items).length,
    )
    expect(Math.max(...listed)).toBeLessThanOrEqual(1)
  })

  test('where as many say the one as the other, nothing is to be removed', () => {
    const say = (source: string, days: number) => ({
      source,
      text: `A stamped permit of the northern harbor ends after ${days} days in any case.`,
    })
    const [tied] = linesOf([say('a', 3), say('b', 30)])
    expect(tied).toMatchObject({ rule: 'other-number', records: ['a', 'b'], remove: [] })
    const [minority] = linesOf([say('a', 3), say('b', 30), say('c', 3)])
    expect(minority).toMatchObject({ rule: 'other-number', remove: ['b'] })
    // Said in three ways it is a form.
    expect(linesOf([say('a', 3), say('b', 30), say('c', 9)])).toEqual([])
  })
})

test('of repeated sentences the rare one weighs more than the phrase', () => {
  const finder = new PoisonFinder()
  const rare = 'The vault code of doctor Quillane hangs behind the walnut clock.'
  const phrase = 'This page was last changed by the people of the office on the day of the week.'
  for (const [i, { text }] of drawPoisonWorld(60, createRandom('heart'), undefined, 'guide').items.entries())
    finder.add({ source: String(i), text: `${text} ${phrase}${i % 20 === 0 ? ` ${rare}` : ''}` })
  const lines = finder.memorizable()
  const [first] = lines
  const common = lines.find(({ records }) => records.length > 50)
  expect(first!.records).toEqual(['0', '20', '40'])
  expect(first!.weight).toBeGreaterThan(2 * common!.weight)
})

describe('ragwall scan', () => {
  let folder = ''
  const world = drawPoisonWorld(300, createRandom('cli'), 'one author pushes one claim', 'office')
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ragwall-poison-'))
    const lines = world.items.map(({ text, author }) => JSON.stringify({ text, metadata: { author } }))
    await writeFile(join(folder, 'corpus.jsonl'), `${lines.join('\n')}\n`)
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  test('names the passages, says what to remove, and removes it', async () => {
    const path = join(folder, 'corpus.jsonl')
    const out = join(folder, 'fixed.jsonl')
    const { code, out: said } = await cli(['scan', path, '--fix', out])
    expect(code).toBe(1)
    expect(said).toContain('one claim in many texts')
    expect(said).toMatch(/look at and remove: corpus\.jsonl#\d+/)
    const rest = (await readFile(out, 'utf8')).trim().split('\n')
    expect(rest.length).toBeLessThanOrEqual(world.items.length - 5)
    const words = [...world.items[0]!.text.matchAll(/\p{L}{9,}/gu)].map(([word]) => word)
    expect(words.length).toBeGreaterThan(0)
    for (const word of words) expect(said).not.toContain(word)
  })

  test('as SARIF, by the standard’s own schema, at the lines of the records', async () => {
    const { out } = await cli(['scan', join(folder, 'corpus.jsonl'), '--format', 'sarif'])
    const log = JSON.parse(out) as {
      runs: {
        results: {
          ruleId: string
          locations: {
            physicalLocation: { artifactLocation: { uri: string }; region: { startLine: number } }
          }[]
        }[]
      }[]
    }
    expect(isSarif(log), JSON.stringify(isSarif.errors)).toBe(true)
    const lines = log.runs[0]!.results.filter(({ ruleId }) => ruleId === 'poisoning').map(
      ({ locations: [at] }) => at!.physicalLocation,
    )
    expect(lines.every(({ artifactLocation }) => artifactLocation.uri === 'corpus.jsonl')).toBe(true)
    const named = new Set(lines.map(({ region }) => `corpus.jsonl#${region.startLine}`))
    expect([...world.planted].filter((source) => named.has(source)).length).toBeGreaterThanOrEqual(5)
  })
})

const require = createRequire(import.meta.url)
const isSarif = new Ajv({ schemaId: 'auto', unknownFormats: 'ignore', meta: false })
  .addMetaSchema(require('ajv/lib/refs/json-schema-draft-04.json'))
  .compile(require('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'))
