import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createScanner } from '../../../../src/detect/index.js'
import { dictionary } from '../../../../src/detect/values/dictionary.js'
import { surfaceFold } from '../../../../src/text/fold.js'
import { recognizerCases } from '../../../conformance/recognizer.js'

const projects = dictionary({
  entity: 'CODE_NAME',
  class: 'high-risk',
  values: ['Falcon', 'Blue Heron', '暁計画', 'ハヤブサ', 'R-9'],
  except: ['Falcon Heavy', '暁計画書店'],
})
const found = (text: string) => {
  const folded = surfaceFold(text)
  return projects.recognize(folded).map(({ start, end }) => folded.slice(start, end))
}

test.each(recognizerCases)('$law: $name', async ({ run }) => {
  await run(() => projects)
})

describe('a dictionary', () => {
  test.each([
    ['Is falcon late?', ['falcon']],
    ['FALCON, Blue  Heron and blue-heron', ['FALCON', 'Blue  Heron', 'blue-heron']],
    ['Blue\nHeron', ['Blue\nHeron']],
    ['Falconer, superfalcon, Falcon2', []],
    ['FALCONは遅れている', ['FALCON']],
    ['来期の暁計画について', ['暁計画']],
    ['社内ﾊﾔﾌﾞｻ案件', ['ハヤフ\u3099サ']],
    ['Ｆａｌｃｏｎ', ['Falcon']],
    ['r9 or R-9 or r 9', ['R-9', 'r 9']],
    ['A Falcon Heavy lifts off', []],
    ['Falcon Heavy and Falcon', ['Falcon']],
    ['暁計画書店で買った', []],
    ['Blue       Heron', []],
  ] as const)('%s', (text, values) => {
    expect(found(text)).toEqual(values.map((value) => surfaceFold(value)))
  })

  test('finds what looking for each value by itself finds', () => {
    const values = ['ab', 'abc', 'bca', 'a b', '東京', '京都']
    const all = dictionary({ entity: 'ANY', class: 'name', values })
    const alphabet = fc.constantFrom(...'abcAB 東京都-.'.split(''))
    fc.assert(
      fc.property(fc.array(alphabet, { maxLength: 40 }), (characters) => {
        const text = characters.join('')
        const starts = (list: readonly string[]) =>
          list
            .flatMap((value) => dictionary({ entity: 'ONE', class: 'name', values: [value] }).recognize(text))
            .map(({ start }) => start)
        expect(all.recognize(text).map(({ start }) => start)).toEqual(
          [...new Set(starts(values))].sort((a, b) => a - b),
        )
      }),
      { numRuns: 150 },
    )
  })

  test('of thousands is one pass, and is found by a scanner', () => {
    const values = Array.from({ length: 20_000 }, (_, i) => `Project ${(i * 7919).toString(36)}x`)
    const scanner = createScanner({
      recognizers: [dictionary({ entity: 'CODE_NAME', class: 'name', values })],
    })
    const text = `about ${values[123]} and ${values[19_999]?.toUpperCase()}.`
    expect(scanner.scan(text).map(({ entity }) => entity)).toEqual(['CODE_NAME', 'CODE_NAME'])
  })

  test.each([
    { values: [] },
    { values: ['--'] },
    { values: ['Falcon'], except: ['Heron'] },
    { values: ['Falcon'], examples: { match: ['Falcons'], noMatch: [] } },
    { values: ['Falcon'], examples: { match: ['Falcon'], noMatch: ['the falcon'] } },
    { values: ['x'.repeat(5_000)] },
  ])('refuses %j', (spec) => {
    expect(() => dictionary({ entity: 'CODE_NAME', class: 'name', ...spec })).toThrow(
      expect.objectContaining({ code: 'recognizer-invalid' }),
    )
  })
})
