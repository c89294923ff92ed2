import { expect, test } from 'vitest'
import { NumberLists } from '../../../src/corpus-scan/numbers.js'
import { createRandom } from '../../../src/evaluate/random.js'

test('lists come back as they were added, wherever the pieces of memory end', () => {
  const random = createRandom('number lists')
  const lengths = [0, 1, 5000, 0, 262_144 - 5001, 0, 3, 262_144, 600_000, 0, 262_141]
  while (lengths.length < 400) lengths.push(random.below(4_000))
  const lists = new NumberLists()
  const added = lengths.map((length) => {
    const numbers = Uint32Array.from({ length }, (_, i) => (i * 2_654_435_761) ^ length)
    lists.add(numbers)
    return numbers
  })
  expect(lists.items).toBe(added.length)
  expect(lists.length).toBe(added.reduce((sum, { length }) => sum + length, 0))
  const differing = added.filter(
    (numbers, item) =>
      Buffer.compare(Buffer.from(lists.of(item).slice().buffer), Buffer.from(numbers.buffer)) !== 0,
  )
  expect(differing.length).toBe(0)
})
