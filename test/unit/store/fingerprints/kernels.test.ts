/// <reference lib="es2024.sharedmemory" />
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { secretKey } from '../../../../src/core/digest.js'
import type { DocumentNumber } from '../../../../src/core/types.js'
import { openFingerprints } from '../../../../src/store/fingerprints/index.js'
import { Arena, type Block, type SharedMemory } from '../../../../src/store/fingerprints/kernels/arena.js'
import { machineFor } from '../../../../src/store/fingerprints/kernels/machine.js'
import { createScheme, profileOf } from '../../../../src/store/fingerprints/scheme.js'
import { seedsOf } from '../../../../src/store/fingerprints/seeds.js'
import { Postings } from '../../../../src/store/fingerprints/segment-build.js'
import { buildEngineKernels } from '../../../../tools/kernels/build-engine.js'
import { documentText } from './texts.js'

const key = secretKey(new Uint8Array(32).fill(7))
const machine = machineFor('wasm')!
const bytes = (text: string) => new TextEncoder().encode(text)

test('the committed module is what the sources build to', async () => {
  const committed = fileURLToPath(
    new URL('../../../../src/store/fingerprints/kernels/engine-module.ts', import.meta.url),
  )
  expect(await buildEngineKernels()).toBe(readFileSync(committed, 'utf8'))
})

/** Few letters, short periods, zeros, long repetitions: ties, text that is never kept, borders of documents. */
const hostile = fc
  .array(
    fc.oneof(
      fc.stringMatching(/^[ab]{1,9}$/),
      fc.constantFrom('a'.repeat(40), 'ab'.repeat(20), 'abc'.repeat(14), 'abcde'.repeat(9), '\0'),
      fc.stringMatching(/^[a-z0-9]{1,60}$/),
    ),
    { minLength: 1, maxLength: 60 },
  )
  .map((parts) => bytes(parts.join('')))

describe('the kernels and their twins agree', () => {
  test.each([24, 35, 39, 47, 50, 62])('on what is kept and its hashes, at a guarantee of %i', (guarantee) => {
    const scheme = createScheme(key, profileOf(guarantee))
    const columns = (seeds: ReturnType<typeof seedsOf>) => [[...seeds.at], [...seeds.line], [...seeds.tag]]
    fc.assert(
      fc.property(hostile, (text) => {
        expect(columns(seedsOf(text, scheme, machine))).toEqual(columns(seedsOf(text, scheme)))
      }),
      { numRuns: 60 },
    )
  })

  test('on texts that take several parts, wherever they begin', () => {
    const scheme = createScheme(key, profileOf(39))
    for (const [length, start] of [
      [65_536, 0],
      [65_537, 3],
      [131_035, 64],
      [200_000, 1],
    ] as const) {
      const text = bytes(documentText(length, length + start + 9))
      const [here, there] = [new Postings(scheme), new Postings(scheme, 16, machine)]
      for (const postings of [here, there]) postings.add(text, start, start + length)
      for (const column of ['at', 'hashes', 'tags'] as const) {
        expect(there[column].view()).toEqual(here[column].view())
      }
    }
  })

  test('on how far two texts are equal', () => {
    fc.assert(
      fc.property(hostile, fc.nat(200), fc.nat(200), (text, i, j) => {
        const block = machine.arena.allocate(text.length)!
        block.bytes.set(text)
        const [a, b] = [Math.min(i, text.length), Math.min(j, text.length)]
        const most = text.length - Math.max(a, b)
        let after = 0
        while (after < most && text[a + after] !== 0 && text[a + after] === text[b + after]) after++
        expect(machine.after(block.at + a, block.at + b, most)).toBe(after)
        let before = 0
        const least = Math.min(a, b)
        while (before < least && text[a - 1 - before] !== 0 && text[a - 1 - before] === text[b - 1 - before])
          before++
        expect(machine.before(block.at + a, block.at + b, least)).toBe(before)
        machine.arena.release(block)
      }),
      { numRuns: 300 },
    )
  })

  test('on runs, anchors and the work they take, whatever is stored and asked', async () => {
    const text = fc.oneof(
      hostile.map((t) => Buffer.from(t.filter((byte) => byte !== 0)).toString()),
      fc.nat(3).map((seed) => documentText(seed, 400)),
    )
    const number = (i: number) => i as DocumentNumber
    await fc.assert(
      fc.asyncProperty(
        fc.array(text, { minLength: 1, maxLength: 8 }),
        fc.array(text, { minLength: 1, maxLength: 4 }),
        fc.nat(12),
        async (documents, pieces, removed) => {
          const indexes = await Promise.all(
            (['wasm', 'typescript'] as const).map(async (kernels) => {
              const index = await openFingerprints({ key, kernels, flushBytes: 1500 })
              for (const [i, document] of [...documents, ...pieces.slice(1)].entries()) {
                index.add(number(i), document)
              }
              index.remove(number(removed))
              await index.flush()
              index.add(number(100), pieces[0]!)
              return index
            }),
          )
          const query = bytes(pieces.join('0'))
          const answers = indexes.map((index) => ({
            runs: index.search(query),
            anchors: index.anchors(query),
            limited: [60, 300, 1000, 5000].map((workLimit) => {
              try {
                return index.search(query, { workLimit }).length
              } catch (error) {
                return (error as { code?: unknown }).code
              }
            }),
          }))
          expect(answers[0]).toEqual(answers[1])
          for (const index of indexes) await index.close()
        },
      ),
      { numRuns: 80 },
    )
  })
})

test('blocks of the arena never overlap, come back, and are wiped', () => {
  const PAGE = 65_536
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.boolean(), fc.nat(40_000)), { maxLength: 40 }), (steps) => {
      let buffer = new SharedArrayBuffer(PAGE, { maxByteLength: 8 * PAGE })
      const memory: SharedMemory = {
        get buffer() {
          return buffer
        },
        grow(pages) {
          if (buffer.byteLength + pages * PAGE > 8 * PAGE) throw new RangeError('full')
          buffer.grow(buffer.byteLength + pages * PAGE)
          return 0
        },
      }
      const arena = new Arena(memory)
      const held: { block: Block; mark: number }[] = []
      steps.forEach(([take, size], i) => {
        if (take || held.length === 0) {
          const block = arena.allocate(size)
          if (block === undefined) return
          expect(block.bytes.every((byte) => byte === 0)).toBe(true)
          expect(block.at % 64).toBe(0)
          block.bytes.fill(i + 1)
          held.push({ block, mark: i + 1 })
        } else {
          arena.release(held.splice(size % held.length, 1)[0]!.block)
        }
        for (const { block, mark } of held) expect(block.bytes.every((byte) => byte === mark)).toBe(true)
      })
      for (const { block } of held) arena.release(block)
      const whole = arena.allocate(buffer.byteLength - 64 - 128 - 64)
      expect(whole).toBeDefined()
      buffer = new SharedArrayBuffer(0)
    }),
    { numRuns: 60 },
  )
})

test('a choice of kernels that is not there is an error, and none is asked for twice', () => {
  expect(machineFor('typescript')).toBeUndefined()
  expect(machineFor('auto')).toBe(machineFor('wasm'))
})
