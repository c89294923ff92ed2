import { describe, expect, test } from 'vitest'
import { unitsOf } from '../../../../../src/detect/values/prefilter/unit-set.js'

const has = (ranges: readonly number[], unit: number) => {
  for (let i = 0; i < ranges.length; i += 2) if (unit >= ranges[i]! && unit <= ranges[i + 1]!) return true
  return false
}
/** Letters that fold to ASCII ones with some flags, and everything below them. */
const UNITS = [...Array.from({ length: 0x250 }, (_, i) => i), 0x212a, 0x3042, 0xfb06]

describe('units of a character', () => {
  test.each(['', 'i', 's', 'u', 'iu'])('are what the engine says, flags "%s"', (flags) => {
    const wrong: string[] = []
    for (let unit = 0x20; unit < 0x180; unit += unit < 0x80 ? 1 : 7) {
      const atom = String.fromCharCode(unit)
      if (/[\\^$*+?()[\]{}|/]/.test(atom)) continue
      const regex = new RegExp(`^${atom}$`, flags)
      const { ranges } = unitsOf(atom, flags)
      for (const other of UNITS) {
        if (has(ranges, other) !== regex.test(String.fromCharCode(other))) wrong.push(`${atom} ${other}`)
      }
    }
    expect(wrong).toEqual([])
  })
})
