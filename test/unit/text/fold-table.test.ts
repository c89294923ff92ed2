import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readAsset } from '../../../src/core/assets.js'
import { decodeFold, encodeFold, foldVersion } from '../../../src/text/fold-codec.js'
import { LONGEST_IMAGE, matchFoldVersion, matchLength, surfaceLength } from '../../../src/text/fold-lookup.js'
import { codePoints } from '../../../tools/tables/fold-rules.js'

const asset = readAsset('fold-tables')

function decoded(bytes: Uint8Array): Map<number, string> {
  const images = new Map<number, string>()
  for (const record of decodeFold(bytes)) {
    for (let codePoint = record.start; codePoint < record.start + record.count; codePoint++) {
      images.set(codePoint, 'image' in record ? record.image : String.fromCodePoint(codePoint + record.delta))
    }
  }
  return images
}

describe('the committed fold table', () => {
  test('another table has another version, of 16 bits', () => {
    const bytes = asset.part('match')
    expect(matchFoldVersion()).toBe(foldVersion(bytes))
    bytes[1000]! ^= 1
    expect(matchFoldVersion()).not.toBe(foldVersion(bytes))
    expect(foldVersion(bytes)).toBeLessThanOrEqual(0xffff)
  })

  test('no image is longer than the room that the loops leave', () => {
    let longest = 0
    for (const codePoint of codePoints()) {
      longest = Math.max(longest, matchLength(codePoint), surfaceLength(codePoint))
    }
    expect(longest).toBeLessThanOrEqual(LONGEST_IMAGE)
    expect(longest).toBeGreaterThan(LONGEST_IMAGE / 2)
  })

  test('is refused when it ends too early', () => {
    expect(() => decoded(asset.part('match').subarray(0, 100).with(99, 0x80))).toThrow(RangeError)
  })

  test('encodes and decodes any images', () => {
    const images = fc
      .uniqueArray(fc.tuple(fc.integer({ min: 0, max: 0x10ffff }), fc.string({ maxLength: 5 })), {
        selector: ([codePoint]) => codePoint,
      })
      .map((pairs) =>
        pairs.filter(([codePoint]) => codePoint < 0xd800 || codePoint > 0xdfff).sort(([a], [b]) => a - b),
      )
    fc.assert(
      fc.property(images, (pairs) => {
        expect([...decoded(encodeFold(pairs))]).toEqual(pairs)
      }),
    )
  })
})
