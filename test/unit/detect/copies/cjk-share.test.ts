import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cjkBytesBefore, isMostlyBeyondAscii, isMostlyCjk } from '../../../../src/detect/copies/cjk-share.js'
import { matchFold } from '../../../../src/text/fold.js'
import { isCjk } from '../../../../src/text/words.js'

const texts = fc
  .array(fc.constantFrom('a', 'ledger', 'é', 'да', 'ไทย', 'か', 'カ', '冬', '𠮷', '한', '々', 'ー', '7'), {
    maxLength: 30,
  })
  .map((parts) => parts.join(''))
const size = (character: string) => Buffer.byteLength(character)

test('counts the bytes of CJK characters, and of all beyond ASCII', () => {
  let mostly = 0
  fc.assert(
    fc.property(texts, (text) => {
      const bytes = matchFold(text)
      const characters = [...new TextDecoder().decode(bytes)]
      const cjk = characters.filter((one) => isCjk(one.codePointAt(0)!))
      const wide = cjk.reduce((sum, one) => sum + size(one), 0)
      const beyond = characters.reduce((sum, one) => sum + (size(one) > 1 ? size(one) : 0), 0)
      expect(cjkBytesBefore(bytes)?.[bytes.length] ?? 0).toBe(wide)
      expect(isMostlyCjk(bytes)).toBe(2 * wide > bytes.length)
      expect(isMostlyBeyondAscii(bytes, [{ at: 0, length: bytes.length }])).toBe(2 * beyond > bytes.length)
      if (isMostlyCjk(bytes)) mostly += 1
    }),
    { numRuns: 300 },
  )
  expect(mostly).toBeGreaterThan(50)
})
