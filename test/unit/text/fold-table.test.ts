import { inflateRawSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeFold, encodeFold, foldVersion } from '../../../src/text/fold-codec.js'
import { LONGEST_IMAGE, matchLength, surfaceLength } from '../../../src/text/fold-lookup.js'
import { codePoints, matchImage, surfaceImage } from '../../../src/text/fold-rules.js'
import {
  FOLD_UNICODE,
  MATCH_FOLD,
  MATCH_FOLD_VERSION,
  SURFACE_FOLD,
  SURFACE_FOLD_VERSION,
} from '../../../src/text/fold-table.js'

const inflate = (base64: string) => inflateRawSync(Buffer.from(base64, 'base64'))

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
  test('carries the version of its bytes', () => {
    expect(foldVersion(inflate(MATCH_FOLD))).toBe(MATCH_FOLD_VERSION)
    expect(foldVersion(inflate(SURFACE_FOLD))).toBe(SURFACE_FOLD_VERSION)
  })

  test('another table has another version', () => {
    const bytes = inflate(MATCH_FOLD)
    bytes[1000] = (bytes[1000] ?? 0) ^ 1
    expect(foldVersion(bytes)).not.toBe(MATCH_FOLD_VERSION)
  })

  test('is what the rules give with the Unicode data it was made from', (context) => {
    const here = process.versions['unicode']
    context.skip(here !== FOLD_UNICODE, `made from Unicode ${FOLD_UNICODE}, this Node has ${here}`)
    const match = decoded(inflate(MATCH_FOLD))
    const surface = decoded(inflate(SURFACE_FOLD))
    const wrong: string[] = []
    for (const codePoint of codePoints()) {
      // Planes without characters, but for plane 14: a sample will do.
      if (codePoint >= 0x40000 && codePoint >> 16 !== 14 && codePoint % 101 !== 0) continue
      const itself = String.fromCodePoint(codePoint)
      if (matchImage(codePoint) !== (match.get(codePoint) ?? '')) wrong.push(`match ${codePoint}`)
      if (surfaceImage(codePoint) !== (surface.get(codePoint) ?? itself)) wrong.push(`surface ${codePoint}`)
    }
    expect(wrong).toEqual([])
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
    expect(() => decoded(inflate(MATCH_FOLD).subarray(0, 100).with(99, 0x80))).toThrow(RangeError)
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
