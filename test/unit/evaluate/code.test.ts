import { describe, expect, test } from 'vitest'
import { DISGUISES, disguise } from '../../../src/evaluate/code/disguise.js'
import { longestRun, runRule } from '../../../src/evaluate/code/rules.js'
import { createRandom } from '../../../src/evaluate/random.js'
import { shapeOf } from '../../../src/text/code/shape.js'

const CODE = `// Counts.
function count(words: string[]): Map<string, number> {
  const seen = new Map<string, number>()
  for (const word of words) {
    if (word === "it's") continue
    seen.set(word, (seen.get(word) ?? 0) + 1)
  }
  return seen
}
`

describe('disguises', () => {
  test.each(DISGUISES)('%s: another text of the same shape, the same for the same seed', (how) => {
    const other = disguise(CODE, how, createRandom('a'))
    expect([...shapeOf(other).classes]).toEqual([...shapeOf(CODE).classes])
    expect(disguise(CODE, how, createRandom('a'))).toBe(other)
    if (how.includes('renamed')) expect(other).not.toMatch(/\bseen\b|\bword\b|Counts/)
    if (how !== 'as it is') expect(other).not.toBe(CODE)
    expect(other).toContain("it's")
  })
})

test('baselines see letters and nothing else', () => {
  expect(longestRun('a b  c d', 'x b c y')).toBe(' b c '.length)
  expect(longestRun('', 'x')).toBe(0)
  const caught = runRule([CODE])
  expect(caught(`xx ${CODE.replace(/\s+/g, '  ')}`)).toBe(true)
  expect(caught(disguise(CODE, 'renamed', createRandom('a')))).toBe(false)
})
