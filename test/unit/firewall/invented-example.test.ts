import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ENTITIES } from '../../../src/core/entities.js'
import { inventedExample } from '../../../src/firewall/invented-example.js'

test('of anything that is found there is one, the same for the same evidence, with two values that differ', () => {
  const whats = [...Object.keys(ENTITIES), 'verbatim', 'license', 'a word of a service']
  fc.assert(
    fc.property(fc.constantFrom(...whats), fc.stringMatching(/^[0-9a-f]{32}$/), (what, seed) => {
      const { answer, passes, stops } = inventedExample(what, seed)
      expect(inventedExample(what, seed)).toEqual({ answer, passes, stops })
      expect(passes).not.toBe(stops)
      expect(passes).not.toMatch(/undefined|NaN/)
      expect(answer).toContain(passes)
      expect(answer).toContain(stops)
    }),
  )
})
