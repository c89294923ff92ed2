import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { DecodedText } from '../../../src/text/views/decoded.js'
import { readReversed } from '../../../src/text/views/reversed.js'
import { readSpaced } from '../../../src/text/views/spaced.js'

/** Behind an empty line: nothing in front of it is read otherwise because of it. */
const SPACED = '\n\nq w e r t y u i o p\n\n1-2-3-4-5-6-7-8-9'
const REVERSED = '\n\nmoc.elpmaxe@nhoj\n'

const piece = fc.constantFrom(
  ...[
    'a',
    'b',
    'Z',
    '7',
    '0',
    ' ',
    ' ',
    '  ',
    '-',
    '-',
    ',',
    ', ',
    '_',
    "', '",
    '|',
    '\n',
    '\t',
    '語',
    '😀',
    '@',
    '+',
  ],
  ...['foo', 'the ', '(', ')', ')21(', '09 ', '55', 'é', '.', '·', 'nhoj', 'moc.elpmaxe', '81+', '1234-'],
)
const text = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''))
/** The same with few pieces, so that long rows of one kind come up. */
const regular = fc
  .record({
    before: fc.constantFrom('', 'foo\n', 'foo ', '\n', '語'),
    one: fc.constantFrom('a', '7', '@', '語', '😀'),
    sign: fc.constantFrom(' ', '-', ', ', "', '", '  '),
    count: fc.integer({ min: 6, max: 10 }),
    behind: fc.constantFrom('', '\nfoo', ' foo', '\n', '.'),
  })
  .map(({ before, one, sign, count, behind }) => before + new Array(count).fill(one).join(sign) + behind)

function readIn(readings: readonly DecodedText[], length: number) {
  return readings
    .map((reading) => [reading.text, reading.start(0)])
    .filter(([, start]) => (start as number) < length)
}

test.each([
  ['spaced', (text: string) => readSpaced(text, 0, true), SPACED],
  ['reversed', (text: string) => readReversed(text, 0), REVERSED],
] as const)('what is read %s in a text does not hang on what else stands there', (_, read, other) => {
  expect(read(other).length).toBeGreaterThan(0)
  let found = 0
  fc.assert(
    fc.property(fc.oneof(text, regular), (drawn) => {
      const alone = readIn(read(drawn), drawn.length)
      expect(readIn(read(drawn + other), drawn.length)).toEqual(alone)
      found += alone.length
    }),
    { numRuns: 2_000 },
  )
  expect(found).toBeGreaterThan(50)
})
