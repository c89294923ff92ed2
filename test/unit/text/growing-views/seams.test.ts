import { describe, expect, test } from 'vitest'
import { CORPUS } from '../../../../src/evaluate/forms/corpus.js'
import { createRandom, type Random } from '../../../../src/evaluate/random.js'
import { readInPieces, readWhole } from '../../../support/view-reading.js'

/** Where only its place parts a piece from the next: what somebody who cut a text puts there. */
const FRAMES: Readonly<Record<string, (pieces: readonly string[]) => string>> = {
  lines: (pieces) => pieces.join('\n'),
  bullets: (pieces) => pieces.map((piece) => `- ${piece}`).join('\n'),
  numbers: (pieces) => pieces.map((piece, i) => `${i + 1}) ${piece}`).join('\n'),
  quotes: (pieces) => pieces.map((piece) => `> ${piece}`).join('\n'),
  comments: (pieces) => pieces.map((piece) => `# ${piece}`).join('\n'),
  continuations: (pieces) => `echo ${pieces.join('\\\n')}`,
  cells: (pieces) => `| ${pieces.join(' | ')} |`,
  strings: (pieces) => `["${pieces.join('", "')}"]`,
}
/** Mark-up that shows each piece as a block of its own, or hides it. */
const BLOCKS: Readonly<Record<string, (pieces: readonly string[]) => string>> = {
  headings: (pieces) => pieces.map((piece) => `### ${piece}`).join('\n\n'),
  paragraphs: (pieces) => pieces.map((piece) => `<p>${piece}</p>`).join('\n'),
  'text of a drawing': (pieces) => pieces.map((piece) => `<tspan x="1" y="2">${piece}</tspan>`).join('\n'),
  'hidden comments': (pieces) => pieces.map((piece) => `x <!-- ${piece} --> `).join(''),
  'values of a key': (pieces) => `[${pieces.map((piece) => `{"w":"${piece}"}`).join(',')}]`,
  'a column': (pieces) => pieces.map((piece, i) => `${i},"${piece}",ok`).join('\n'),
}

const VALUES = ['5425 2334 3010 9903', 'w.achterkamp@drevlin-marine.com', '4,817,350 euros', 'Achterkamp']
const DENSE = ['48,173,500円', '090-6153-2847', '蓼科蒼士郎', '11010519491231002X', 'tate@shina.co.jp']

function cut(text: string, least: number, random: Random): string[] {
  const pieces: string[] = []
  for (let at = 0; at < text.length; ) {
    const to = at + least + random.below(least)
    pieces.push(text.slice(at, to))
    at = to
  }
  return pieces
}

const saidBy = (text: string) => readWhole(text).map((view) => view.text)

describe('pieces of a text', () => {
  test.each(Object.entries(FRAMES))('cut anywhere are read as one: %s', (_, write) => {
    const random = createRandom('seams')
    for (const value of VALUES) {
      for (let i = 0; i < 12; i++) {
        const text = `all that there is of it is ${value} and no more`
        const pieces = cut(text, 5 + random.below(20), random)
        const said = saidBy(write(pieces))
        expect(
          said.some((one) => one.replace(/ +/g, ' ').includes(value)),
          JSON.stringify(pieces),
        ).toBe(true)
      }
    }
  })

  test.each(Object.entries({ ...FRAMES, ...BLOCKS }))(
    'of a script without blanks are joined without any: %s',
    (_, write) => {
      const random = createRandom('dense seams')
      for (const value of DENSE) {
        for (let i = 0; i < 6; i++) {
          const pieces = cut(`記録によると確かに${value}だと聞いています`, 2 + random.below(2), random)
          expect(saidBy(write(pieces)), JSON.stringify(pieces)).toContainEqual(expect.stringContaining(value))
        }
      }
    },
  )

  test('that are words are put on one line', () => {
    const words = 'The person who leads it is Wilhelmina Achterkamp as far as we know'.split(' ')
    for (const write of [FRAMES['lines'], FRAMES['bullets'], FRAMES['numbers'], BLOCKS['headings']])
      expect(saidBy(write!(words))).toContainEqual(expect.stringContaining('Wilhelmina Achterkamp'))
  })

  test('are the same however they arrive', () => {
    const random = createRandom('seams that arrive')
    const frames = Object.values({ ...FRAMES, ...BLOCKS })
    for (let i = 0; i < 20; i++) {
      const { passages, facts } = random.pick(CORPUS)
      const text = random.pick([...passages, ...facts.map(({ told }) => told)]).replace(/["'\\|]/g, '')
      const written = `${random.pick(frames)(cut(text, 2 + random.below(30), random))}\n${' '.repeat(random.below(60))}\n| a | b |\n|---|---|\n| 1 | 2 |`
      const whole = readWhole(written)
      for (let at = 1; at < written.length; at += 1 + random.below(14))
        expect(readInPieces(written, [at]), `${JSON.stringify(written)} at ${at}`).toEqual(whole)
    }
  })
})

test('numbers before the lines of a dump are none of it, wherever they are cut', () => {
  const digits = Buffer.from('The cable ship will not be chartered again').toString('hex')
  const lines = [digits.slice(0, 24), ...(digits.slice(24).match(/.{1,8}/g) ?? [])]
  const written = lines.map((line, i) => `${96 + i}. ${line}`).join('\n')
  const whole = readWhole(written)
  for (const { index, 0: mark } of written.matchAll(/\n1\d+\. /g))
    for (const at of [index + mark.length - 1, index + mark.length, index + mark.length + 1])
      expect(readInPieces(written, [at]), `${written} at ${at}`).toEqual(whole)
})
