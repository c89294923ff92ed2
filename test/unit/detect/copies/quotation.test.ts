import { describe, expect, test } from 'vitest'
import type { StoredDocument } from '../../../../src/core/ports.js'
import { ATTRIBUTION_REACH, isAttributed } from '../../../../src/detect/copies/quotation.js'
import { foldText } from '../../../../src/text/fold.js'

const source = { title: 'Ledger of Moths', uri: 'test:ledger' } as StoredDocument
const QUOTED = 'He writes their names in violet ink.'

/** What stands between the place that is cut and the quotation, on either side. */
const fill = (units: number, name = '') => `${name} `.padEnd(units, '. ')

describe('a reach that ends in the middle of a surrogate pair', () => {
  test.each([0, 1, 2])('is read all the same, %i units off', (off) => {
    for (const [name, named] of [
      ['Ledger of Moths', true],
      ['', false],
    ] as const) {
      const before = `😀${fill(ATTRIBUTION_REACH - off, name)}`
      const behind = `${fill(ATTRIBUTION_REACH - off)}😀 and so on`
      const text = foldText(`${before}${QUOTED}${behind}`)
      const start = before.length
      expect(isAttributed(text, start, start + QUOTED.length, [source])).toBe(named)
    }
  })
})
