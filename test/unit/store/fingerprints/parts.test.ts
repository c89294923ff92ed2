import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { secretKey } from '../../../../src/core/digest.js'
import { groupAll, pickMerge, SEGMENT_TEXT } from '../../../../src/store/fingerprints/compaction.js'
import { crc32, crc32Table } from '../../../../src/store/fingerprints/crc32.js'
import { KgramHasher } from '../../../../src/store/fingerprints/hash.js'
import { indexOfSorted, lastAtMost, Numbers } from '../../../../src/store/fingerprints/numbers.js'
import { createScheme, profileOf } from '../../../../src/store/fingerprints/scheme.js'
import type { Segment } from '../../../../src/store/fingerprints/segment.js'
import { buildSegment } from '../../../../src/store/fingerprints/segment-build.js'
import {
  encodeSegment,
  findPlaces,
  type Sections,
  sectionsIn,
} from '../../../../src/store/fingerprints/segment-format.js'
import { lineOf } from '../../../../src/store/fingerprints/table.js'
import { covers, winnow } from '../../../../src/store/fingerprints/winnow.js'
import { documentText } from './texts.js'

const key = secretKey(new Uint8Array(32).fill(7))
const bytes = (text: string) => new TextEncoder().encode(text)
const kept = (text: Uint8Array, scheme = createScheme(key, profileOf(39)), start = 0, end = text.length) => {
  const out = new Numbers(1)
  winnow(text, start, end, scheme, out)
  return [...out.view()]
}

/** Texts of few letters, where ties, short periods and long repetitions are the rule. */
const text = fc
  .array(
    fc.oneof(
      fc.stringMatching(/^[ab]{1,9}$/),
      fc.constantFrom('a'.repeat(40), 'ab'.repeat(20), 'abc'.repeat(14)),
    ),
    {
      minLength: 10,
      maxLength: 60,
    },
  )
  .map((parts) => bytes(parts.join('')))

describe('winnowing', () => {
  test.each([24, 35, 39, 47, 50, 62])('every covered window of %i bytes holds a kept k-gram', (guarantee) => {
    const scheme = createScheme(key, profileOf(guarantee))
    expect(scheme.k + scheme.w - 1).toBe(guarantee)
    fc.assert(
      fc.property(text, (all) => {
        const positions = kept(all, scheme)
        for (let at = 0; at + guarantee <= all.length; at++) {
          const inside = positions.some((p) => p >= at && p + scheme.k <= at + guarantee)
          expect(inside).toBe(covers(all, at, at + guarantee, scheme))
        }
      }),
      { numRuns: 30 },
    )
  })

  test('what a window keeps does not depend on what is around it', () => {
    const scheme = createScheme(key, profileOf(39))
    fc.assert(
      fc.property(text, text, text, (before, copy, after) => {
        const all = Buffer.concat([before, copy, after])
        const there = new Set(kept(all, scheme))
        for (const position of kept(copy, scheme)) expect(there).toContain(position + before.length)
      }),
      { numRuns: 100 },
    )
  })

  test('keeps the rightmost of least order, by comparison with the definition', () => {
    const scheme = createScheme(key, profileOf(39))
    const order = (all: Uint8Array, at: number) => {
      const view = new DataView(all.buffer, all.byteOffset)
      const low = view.getUint32(at, true)
      const high = view.getUint32(at + 4, true)
      const piece = Buffer.from(all.subarray(at, at + 8)).toString('latin1')
      if ([3, 4].some((period) => piece.slice(period) === piece.slice(0, 8 - period)))
        return Number.POSITIVE_INFINITY
      const mixed =
        (Math.imul(low, scheme.order.low) + Math.imul(high, scheme.order.high) + scheme.order.add) | 0
      return (mixed ^ (mixed >>> 15)) >>> 8
    }
    const long = fc.constantFrom(1, 60).map((times) => Buffer.from(documentText(times, 5000)))
    fc.assert(
      fc.property(fc.oneof(text, long), (all) => {
        const expected = new Set<number>()
        for (let at = 0; at + scheme.guarantee <= all.length; at++) {
          let best = at
          for (let i = at; i < at + scheme.w; i++) if (order(all, i) <= order(all, best)) best = i
          if (order(all, best) !== Number.POSITIVE_INFINITY) expected.add(best)
        }
        expect(kept(all, scheme)).toEqual([...expected].sort((a, b) => a - b))
      }),
      { numRuns: 40 },
    )
  })

  test('another key keeps others', () => {
    const all = bytes(documentText(1, 2000))
    expect(kept(all, createScheme(secretKey(new Uint8Array(32).fill(8)), profileOf(39)))).not.toEqual(
      kept(all),
    )
  })

  test.each([23, 63, 39.5, Number.NaN])('a guarantee of %d is refused', (guarantee) => {
    expect(() => profileOf(guarantee)).toThrowError(expect.objectContaining({ code: 'option-invalid' }))
  })
})

describe('hashing', () => {
  test.each([12, 16, 19])('every one of %i bytes counts, and nothing behind them', (k) => {
    const hasher = new KgramHasher(createScheme(key, { k, w: 24 }))
    const both = (input: Uint8Array) => [hasher.hash(input, 3), hasher.tag]
    const input = bytes(documentText(2, 40))
    const before = both(input)
    for (let i = 0; i < input.length; i++) {
      const changed = Uint8Array.from(input)
      changed[i]! ^= 0x80
      const [line, tag] = both(changed)
      const counts = i >= 3 && i < 3 + k
      expect([line !== before[0], tag !== before[1]], `byte ${i}`).toEqual([counts, counts])
    }
  })

  test('the two hashes collide no more than chance has them', () => {
    const hasher = new KgramHasher(createScheme(key, profileOf(39)))
    const input = bytes(documentText(3, 40_016))
    const lines = new Set<number>()
    const tags = new Set<number>()
    for (let at = 0; at < 40_000; at++) {
      lines.add(hasher.hash(input, at))
      tags.add(hasher.tag)
    }
    // 40 000² / 2³³ is a fifth of a collision.
    expect(Math.min(lines.size, tags.size)).toBeGreaterThan(39_995)
  })
})

describe('segments', () => {
  const scheme = createScheme(key, profileOf(39))
  const build = (texts: readonly string[]): Sections => {
    const steps = buildSegment(
      texts.map((t, number) => ({ number, text: bytes(t) })),
      scheme,
    )
    for (;;) {
      const step = steps.next()
      if (step.done) return step.value
    }
  }
  const decode = (file: Uint8Array, foldVersion: number) => {
    const read = (at: number, length: number) => file.subarray(at, at + length)
    return sectionsIn(file, findPlaces(read, file.length, scheme, foldVersion, 'x'))
  }
  const plain = ({ clusters, block: _, notes: __, filter: ___, ...rest }: Sections) =>
    Object.fromEntries(
      Object.entries({ ...rest, ...clusters }).map(([name, value]) => [
        name,
        typeof value === 'number' ? value : [...value],
      ]),
    )

  test('come back from their bytes as they were', () => {
    const sections = build([documentText(1), '', documentText(1), `${documentText(2)}${documentText(1)}`])
    const file = new Uint8Array(Buffer.concat(encodeSegment(sections, scheme, 5)))
    expect(file.length % 64).toBe(0)
    expect(plain(decode(file, 5))).toEqual(plain(sections))
    expect(() => decode(file, 6)).toThrowError(expect.objectContaining({ code: 'store-version' }))
  })

  test('keep one shape for a passage that was copied many times', () => {
    const passage = documentText(4, 2000)
    const { clusters, kgrams } = build(Array.from({ length: 500 }, () => passage))
    expect(clusters.kept.length).toBe(kgrams)
    expect(clusters.shapeAt.length - 1).toBe(1)
    expect(clusters.shapes.length).toBe(499)
  })

  test('cost less than half a byte per byte of text that does not repeat', () => {
    const sections = build(Array.from({ length: 40 }, (_, i) => documentText(i, 5000)))
    const index = sections.table.byteLength + sections.numbers.byteLength + sections.starts.byteLength
    const lists = Object.values(sections.clusters).reduce((sum, array) => sum + array.byteLength, 0)
    expect((index + lists) / sections.text.length).toBeLessThan(0.5)
  })
})

describe('compaction', () => {
  const MB = 1024 * 1024
  const segment = (textBytes: number, deadBytes = 0) =>
    ({ textBytes, deadBytes, hasDead: deadBytes > 0 }) as Segment
  const sizes = (group: readonly Segment[] | undefined) => group?.map((s) => s.textBytes / MB)

  test('merges four of a size, or one that is rotten', () => {
    expect(pickMerge([segment(MB), segment(MB), segment(MB)])).toBeUndefined()
    expect(sizes(pickMerge([segment(60 * MB), ...[2, 3, 4, 3].map((s) => segment(s * MB))]))).toEqual([
      2, 3, 4, 3,
    ])
    expect(sizes(pickMerge([segment(MB), segment(2 * MB, MB)]))).toEqual([2])
    expect(
      pickMerge([segment(SEGMENT_TEXT), ...[100, 90, 80, 70].map((s) => segment(s * MB))]),
    ).toBeUndefined()
  })

  test('in full leaves alone what would come out the same', () => {
    expect(groupAll([segment(MB)])).toEqual([])
    expect(groupAll([segment(MB, 1)]).map(sizes)).toEqual([[1]])
    expect(
      groupAll([segment(100 * MB), segment(MB), segment(2 * MB), segment(240 * MB, 5)]).map(sizes),
    ).toEqual([[1, 2, 100], [240]])
  })
})

test('the line of a hash is exact for any number of lines', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 0xffffffff }),
      fc.integer({ min: 1, max: 2 ** 28 }),
      (hash, lines) => {
        expect(lineOf(hash, lines)).toBe(Number((BigInt(hash) * BigInt(lines)) >> 32n))
      },
    ),
  )
})

test('both checksums are CRC-32', () => {
  expect(crc32Table(bytes('123456789'))).toBe(0xcbf43926)
  expect(crc32(bytes('123456789'))).toBe(0xcbf43926)
  for (const one of [crc32, crc32Table]) expect(one(bytes('6789'), one(bytes('12345')))).toBe(0xcbf43926)
})

test('searching sorted numbers', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(50)), fc.nat(55), (values, value) => {
      const sorted = Uint32Array.from(values.sort((a, b) => a - b))
      expect(indexOfSorted(sorted, value)).toBe(sorted.indexOf(value))
      expect(lastAtMost(sorted, value, sorted.length)).toBe(sorted.filter((v) => v <= value).length - 1)
    }),
  )
})
