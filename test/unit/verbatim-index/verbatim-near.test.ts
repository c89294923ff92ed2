import fc from 'fast-check'
import { expect, test } from 'vitest'
import { VerbatimIndex } from '../../../src/verbatim-index/verbatim-index.js'

const SOURCE =
  'After eleven winters the harbour commission resolved to sell the northern quay, the two cranes and the customs ' +
  'shed to a consortium whose members asked not to be named before the spring session of the provincial parliament, ' +
  'where nobody had been told of the price, the mortgage, or the brass lens that had been pawned in the meantime.'
const words = SOURCE.split(' ')
const key = new Uint8Array(32).fill(5)

test('an edited copy is found where it stands in both texts, in a stream too, unless it is not asked for', async () => {
  const index = await VerbatimIndex.open({ key })
  await index.add([{ id: 'minutes', text: `Of no matter. ${SOURCE}` }])
  const edited = words.map((word, i) => (i % 5 === 4 ? 'perhaps' : word)).join(' ')
  const answer = `I was told this: ${edited} And that was all.`
  const near = index.match(answer).filter(({ match }) => match === 'near')
  expect(near).toHaveLength(1)
  expect(near[0]).toMatchObject({ documentId: 'minutes', view: 'folded' })
  expect(near[0]!.similarity).toBeGreaterThan(0.6)
  expect(near[0]!.end - near[0]!.start).toBeGreaterThan(0.8 * edited.length)
  expect(index.match(answer, { near: false }).filter(({ match }) => match === 'near')).toEqual([])
  const stream = index.stream()
  const told = [...answer].flatMap((letter) => stream.push(letter))
  expect([...told, ...stream.end()].filter(({ match }) => match === 'near')).toEqual(near)
  await index.close()
})

test('no span is claimed that does not begin and end with the same letters in both, and similarity is below 1', async () => {
  const index = await VerbatimIndex.open({ key })
  await index.add([{ id: 'minutes', text: SOURCE }])
  const letters = (text: string) => text.toLowerCase().replace(/[^a-z]/g, '')
  let found = 0
  const word = fc.oneof(
    { weight: 4, arbitrary: fc.constant('') },
    { weight: 1, arbitrary: fc.constantFrom('maybe', 'of', 'stone') },
  )
  fc.assert(
    fc.property(fc.array(word, { minLength: words.length, maxLength: words.length }), (changes) => {
      const text = words.map((own, i) => changes[i] || own).join(' ')
      for (const one of index.match(text, { views: false })) {
        if (one.match !== 'near') continue
        found += 1
        const [said, source] = [
          text.slice(one.start, one.end),
          SOURCE.slice(one.sourceStart, one.sourceEnd),
        ].map(letters)
        expect(said!.slice(0, 6)).toBe(source!.slice(0, 6))
        expect(said!.slice(-6)).toBe(source!.slice(-6))
        expect(one.similarity).toBeGreaterThan(0)
        expect(one.similarity).toBeLessThan(1)
      }
    }),
    { numRuns: 40 },
  )
  expect(found).toBeGreaterThan(5)
  await index.close()
})

test('an exact copy is not told again as a near one, whatever words stand beside it', async () => {
  const index = await VerbatimIndex.open({ key })
  await index.add([{ id: 'minutes', text: `${SOURCE} And before long the harbour was closed.` }])
  const answer = `They wrote before: ${SOURCE} The harbour, long before, was theirs.`
  expect(index.match(answer).map(({ match }) => match)).toEqual(['exact'])
  await index.close()
})

test('of many alike documents `limit` are listed and all that were aligned are counted', async () => {
  const index = await VerbatimIndex.open({ key })
  await index.add(Array.from({ length: 30 }, (_, i) => ({ id: `copy ${i}`, text: `${i}. ${SOURCE}` })))
  const edited = words.map((word, i) => (i % 5 === 4 ? 'perhaps' : word)).join(' ')
  const near = index.match(edited, { limit: 2 }).filter(({ match }) => match === 'near')
  expect(near.map(({ documentId, copies }) => [documentId, copies])).toEqual([
    ['copy 0', 30],
    ['copy 1', 30],
  ])
  expect(index.match(edited, { minBytes: 400 }).filter(({ match }) => match === 'near')).toEqual([])
  await index.close()
})
