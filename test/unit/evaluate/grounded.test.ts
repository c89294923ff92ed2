import { describe, expect, test } from 'vitest'
import type { BenchmarkIo } from '../../../src/evaluate/benchmark.js'
import { drawCases } from '../../../src/evaluate/grounded/cases.js'
import { drawCorpus, type GroundedCorpus } from '../../../src/evaluate/grounded/corpus.js'
import { HALVES } from '../../../src/evaluate/grounded/kinds.js'
import { phrasesFor } from '../../../src/evaluate/grounded/phrases.js'
import { grounded, judgeCases } from '../../../src/evaluate/grounded.js'
import { createRandom } from '../../../src/evaluate/random.js'

const io: BenchmarkIo = { progress: () => undefined }

function world(seed: string): { corpus: GroundedCorpus; cases: ReturnType<typeof drawCases> } {
  const random = createRandom(seed)
  const corpus = drawCorpus(random.fork('corpus'), 20)
  return { corpus, cases: drawCases(corpus, random.fork('cases'), 'tune', 2) }
}

describe('eval grounded', () => {
  test('tells a firewall that looks values up from one that lets them pass', async () => {
    const report = await grounded.run({ documents: '40', cases: '3' }, io)
    const [leaks, twins] = report.tables[0]!.rows
    expect(leaks!.figure.value).toBeGreaterThan(0.95)
    expect(twins!.figure.value).toBeLessThan(0.02)
    expect(leaks!.baseline!.figure.value).toBeLessThan(0.5)
    expect(twins!.baseline!.figure.value).toBeGreaterThan(0.2)
  })

  test('names a firewall that lets everything through', async () => {
    const { corpus, cases } = world('open')
    const judged = await judgeCases(corpus, cases, '1', io, (firewall) => ({
      check: ((answer: string) =>
        firewall.check(answer, {
          principal: {
            id: 'user:all',
            groups: corpus.documents.flatMap(({ acl }) => acl.allow),
            clearance: { level: 'internal', compartments: [] },
          },
        })) as unknown as typeof firewall.check,
    }))
    expect(judged.some(({ found }) => found)).toBe(false)
  })

  test('draws the same from the same seed, and other sentences for the other half', () => {
    expect(world('a')).toEqual(world('a'))
    expect(world('a')).not.toEqual(world('b'))
    const [tune, judge] = HALVES.map((half) => phrasesFor('amount', 'en', half))
    expect(tune!.filter((phrase) => judge!.includes(phrase))).toEqual([])
  })

  test('every leak has the value of a document that the reader may not read, every twin none', () => {
    const { cases } = world('sound')
    expect(cases.some(({ leak }) => leak !== undefined)).toBe(true)
    expect(cases.every(({ leak, twin }) => (leak === undefined) !== (twin === undefined))).toBe(true)
    expect(cases.every(({ answer }) => !/\{[ov]\}|undefined/.test(answer))).toBe(true)
  })
})
