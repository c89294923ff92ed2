import fc from 'fast-check'
import { expect, test } from 'vitest'
import { baselines } from '../../../src/evaluate/verbatim/baselines.js'

const word = fc.constantFrom('the', 'gate', 'of', 'north', 'store', 'opens', 'at', 'ten')
const text = fc.array(word, { minLength: 15, maxLength: 40 }).map((words) => words.join(' '))

test('the rules that keep hashes of runs block what naive ones over the texts block', () => {
  let blocked = 0
  fc.assert(
    fc.property(
      fc.array(text, { minLength: 1, maxLength: 4 }),
      text,
      fc.boolean(),
      (texts, other, quotes) => {
        // Two random texts share no run: half of the answers quote.
        const answer = quotes ? `so ${texts.at(-1)!.slice(other.length % 40)}` : other
        const [words, characters] = baselines(texts)
        const runs = (parts: readonly string[], length: number, glue: string) =>
          Array.from({ length: Math.max(0, parts.length - length + 1) }, (_, i) =>
            parts.slice(i, i + length).join(glue),
          )
        const wordRuns = (value: string) => runs(value.match(/\w+/g) ?? [], 10, ' ')
        const characterRuns = (value: string) => runs([...value], 50, '')
        const known = new Set(texts.flatMap(wordRuns))
        const knownCharacters = new Set(texts.flatMap(characterRuns))
        const expected = wordRuns(answer).some((run) => known.has(run))
        if (expected) blocked += 1
        expect(words!.blocks(answer)).toBe(expected)
        expect(characters!.blocks(answer)).toBe(characterRuns(answer).some((run) => knownCharacters.has(run)))
      },
    ),
  )
  expect(blocked).toBeGreaterThan(5)
})
