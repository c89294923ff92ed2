import fc from 'fast-check'
import { expect, test } from 'vitest'
import { PIECE, piecesIn } from '../../../src/text/views/letters.js'

const letter = fc.integer({ min: 97, max: 122 })
const bytes = fc.array(fc.oneof({ weight: 9, arbitrary: letter }, fc.integer({ min: 48, max: 255 })), {
  minLength: PIECE,
  maxLength: 400,
})

test('a piece is what it is, whether it is the only one that is asked about or one of many', () => {
  let alphabets = 0
  fc.assert(
    fc.property(bytes, fc.nat(5), (drawn, begin) => {
      const text = Uint8Array.from([...new Uint8Array(begin), ...drawn])
      const places = Array.from({ length: drawn.length - PIECE + 1 }, (_, i) => begin + i)
      const oneOfMany = piecesIn(text, begin)
      const kinds = places.map((at) => oneOfMany(at))
      for (const [i, at] of places.entries()) {
        expect(piecesIn(text, begin)(at), `${at}`).toEqual(kinds[i])
        if (kinds[i]!.substitutions.length === 1) alphabets += 1
      }
    }),
    { numRuns: 60 },
  )
  expect(alphabets).toBeGreaterThan(20)
})
