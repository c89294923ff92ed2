import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { DecodedText } from '../../../src/text/views/decoded.js'
import { ENCODED_HOLD, openRunStart } from '../../../src/text/views/encodings.js'
import { LIST_HOLD, openListStart } from '../../../src/text/views/number-lists.js'
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

/** Where a run or a list at the end begins, said in expressions that are slow: they try every place. */
function openRunSlowly(text: string): number {
  const floor = Math.max(0, text.length - ENCODED_HOLD)
  const tail = text.slice(floor)
  let at = /[A-Za-z0-9+/_=-]*$/.exec(tail)!.index
  for (;;) {
    const before = /([A-Za-z0-9+/_=-]*)[ \t]{0,2}(?:\r?\n[ \t>*|]{0,4})?$/.exec(tail.slice(0, at))!
    const [all, token = ''] = before
    const isWhole = token.length >= 16 || (before.index === 0 && floor > 0 && token !== '')
    if (all.length === token.length || !isWhole) return floor + at
    at = before.index
  }
}

function openListSlowly(text: string): number {
  const floor = Math.max(0, text.length - LIST_HOLD)
  const list = /(?:(?:0x)?[0-9a-f]{1,8}[^0-9a-z]{1,4})*(?:0x?)?[0-9a-f]{0,8}[^0-9a-z]{0,4}$/i.exec(
    text.slice(floor),
  )
  return list === null || !/[0-9a-f]/i.test(list[0]) ? text.length : floor + list.index
}

test('what is open at the end is found from the end as if every place were tried', () => {
  const some = fc.oneof(
    fc.constantFrom(
      ' ',
      '  ',
      '   ',
      '\t',
      '\n',
      '\r\n',
      '\r',
      '\n> ',
      '\n  * ',
      '\n     ',
      '0x',
      '=',
      ', ',
      '.',
    ),
    fc.constantFrom(
      'U2lpcmkgc2VuZHMgdGhl',
      'abcdef',
      'word',
      'Xylophone',
      '4f 70 65 6e',
      '104 101',
      'é',
      '値',
    ),
    fc.string({ unit: 'grapheme-ascii', maxLength: 20 }),
    fc.constantFrom('QUJD'.repeat(200), '12 '.repeat(300)),
  )
  fc.assert(
    fc.property(fc.array(some, { maxLength: 14 }), (pieces) => {
      const text = pieces.join('')
      expect(openRunStart(text)).toBe(openRunSlowly(text))
      expect(openListStart(text)).toBe(openListSlowly(text))
    }),
    { numRuns: 2_000 },
  )
})
