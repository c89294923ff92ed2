import { expect, test } from 'vitest'
import { wordSequence } from '../../../src/corpus-scan/prompt-signs.js'
import { statementsOf } from '../../../src/corpus-scan/statement.js'
import { createRandom } from '../../../src/evaluate/random.js'

const PIECES = [
  'Not',
  'the',
  "don't",
  'x_1',
  '2024',
  '3rd',
  '--',
  '...',
  '?',
  '.',
  '!',
  ' ',
  '\n',
  '\t',
  '"',
  "'",
  '-',
  '_',
  '@@',
  '#',
  'WEEK',
  'Anna',
  'cannot',
  '0',
  '\0',
  '\x7f',
  '[/]',
]

test('a text in ASCII has the words that it has beside another script', () => {
  const random = createRandom('words of ascii')
  for (let run = 0; run < 300; run++) {
    const text = Array.from({ length: random.below(60) }, () => random.pick(PIECES)).join('')
    const beside = `${text}\n漢`
    expect([...wordSequence(text), ...wordSequence('漢')]).toEqual([...wordSequence(beside)])
    expect([...statementsOf(text), ...statementsOf('漢')]).toEqual([...statementsOf(beside)])
  }
})
