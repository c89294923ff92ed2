import { expect, test } from 'vitest'
import { createRandom, type Random } from '../../../src/evaluate/random.js'
import { WordAutomaton } from '../../../src/text/aho-corasick.js'

/** Units of several scripts of which many share their last bits. */
const UNITS = ['a', 'b', 'A', ' ', 'é', 'Ł', 'あ', 'ぁ', '漢', '한', '\ud83d', '\uffff']

const draw = (random: Random, most: number) =>
  Array.from({ length: 1 + random.below(most) }, () => random.pick(UNITS)).join('')

test('the automaton finds what a search for each word finds', () => {
  const random = createRandom('automaton')
  for (let run = 0; run < 60; run++) {
    const words = [...new Set(Array.from({ length: 1 + random.below(40) }, () => draw(random, 4)))]
    const text = draw(random, 200)
    const automaton = new WordAutomaton(words)
    const found: string[] = []
    let state = 0
    for (let i = 0; i < text.length; i++) {
      state = automaton.step(state, text.charCodeAt(i))
      for (let word = automaton.longest(state); word > 0; word = automaton.shorter(word))
        found.push(`${i + 1 - automaton.depth[word]!} ${i + 1}`)
    }
    const wanted: string[] = []
    for (let end = 1; end <= text.length; end++)
      for (let start = 0; start < end; start++)
        if (words.includes(text.slice(start, end))) wanted.push(`${start} ${end}`)
    expect(found).toEqual(wanted)
  }
})
