import { describe, expect, test } from 'vitest'
import type { Recognizer } from '../../../../../src/core/ports.js'
import { createScanner } from '../../../../../src/detect/index.js'
import { pattern, prove, provenPattern } from '../../../../../src/detect/values/pattern.js'
import { defaultRecognizers } from '../../../../../src/detect/values/recognizers/index.js'
import { createRandom } from '../../../../../src/evaluate/random.js'
import { recognizerCases } from '../../../../conformance/recognizer.js'

const all: readonly Recognizer[] = defaultRecognizers()

describe.each(recognizerCases)('$law: $name', ({ run }) => {
  test.each(all.map((recognizer, i) => [`${recognizer.entity} ${i}`, recognizer] as const))(
    '%s',
    async (_, recognizer) => {
      await run(() => recognizer)
    },
  )
})

test('what comes with ragwall is quick on its own parts and holds its examples, though it is not proven at each start', () => {
  for (const recognizer of all) expect(() => prove(recognizer)).not.toThrow()
  const slow = provenPattern({
    entity: 'SLOW',
    class: 'name',
    regex: /(?:[a-z]{1,30}){1,30}!/,
    examples: { match: ['abc!'], noMatch: [] },
  })
  expect(() => prove(slow)).toThrow(expect.objectContaining({ code: 'recognizer-invalid' }))
})

test('digits of a fraction or of a hexadecimal number are no payment card', () => {
  const random = createRandom('fractions')
  const digits = (length: number) => Array.from({ length }, () => String(random.below(10))).join('')
  const scanner = createScanner({ entities: ['CREDIT_CARD'] })
  for (let i = 0; i < 400; i++) {
    for (const text of [
      `x = 0.${digits(16)}`,
      `{"score":-${digits(2)}.${digits(16)}}`,
      `Wert 0,${digits(16)}`,
      `${digits(1)}.${digits(15)}e-05`,
      `id 4${digits(15)}a${digits(8)}f`,
      `id f${digits(3)}b5${digits(15)}`,
    ])
      expect(scanner.scan(text), text).toEqual([])
  }
  const inRows = [
    '12,4111111111111111,x',
    '1.5;5555555555554444',
    'row 10,3782 822463 10005',
    'card: 4111-1111-1111-1111.',
  ]
  for (const text of inRows) expect(scanner.scan(text), text).toHaveLength(1)
})

describe('the suite', () => {
  const sound = pattern({
    entity: 'STAFF_NUMBER',
    class: 'name',
    regex: /(?<![A-Z0-9])ST-[0-9]{4,6}(?![0-9])(?!-[0-9])/,
    context: { words: ['staff'], score: 0.9, within: 12 },
    examples: {
      match: [
        'ST-12345',
        { text: '番号はST-1234です', value: 'ST-1234' },
        { text: 'staff ST-123456', value: 'ST-123456' },
      ],
      noMatch: ['ST-123', 'ST-1234567', 'XST-1234', 'ST-1234-5'],
    },
  })

  test('a sound recognizer passes', async () => {
    for (const { run } of recognizerCases) await run(() => sound)
  })

  const sabotages: Record<string, Partial<Recognizer>> = {
    'settles everything at once': { settled: (text) => text.length },
    'settles to the end of the last word': { settled: (text) => text.search(/[^ ]*$/) + 1 },
    'never settles': { settled: () => 0 },
    'finds nothing': { recognize: () => [] },
    'finds too short a value': {
      recognize: (text) => sound.recognize(text).map((match) => ({ ...match, end: match.end - 1 })),
    },
    'finds what it must not': {
      recognize: (text) =>
        [...text.matchAll(/ST-[0-9]{4,6}/g)].map(({ 0: value, index }) => ({
          start: index,
          end: index + value.length,
          score: 1,
          canonical: value,
        })),
    },
    'is switched off by a sentence': {
      recognize: (text) => (text.includes('test') ? [] : sound.recognize(text)),
    },
    'relies on word boundaries': {
      recognize: (text) =>
        sound.recognize(text).filter(({ start }) => start === 0 || /[ 。]/.test(text[start - 1]!)),
    },
    'names a value by its place': {
      recognize: (text) => sound.recognize(text).map((match) => ({ ...match, canonical: `${match.start}` })),
    },
    'looks at the whole text': {
      recognize: (text) => (text.startsWith('の ') && !text.includes('ST-1') ? [] : sound.recognize(text)),
      maxLength: 2,
    },
    'states too short a reach': { lookbehind: 0, maxLength: 8, lookahead: 0 },
    'is never sure': { recognize: (text) => sound.recognize(text).map((match) => ({ ...match, score: 0 })) },
  }

  test.each(Object.entries(sabotages))('catches one that %s', async (_, sabotage) => {
    const broken = { ...sound, ...sabotage }
    const results = await Promise.allSettled(recognizerCases.map(({ run }) => run(() => broken)))
    expect(results.some(({ status }) => status === 'rejected')).toBe(true)
  })
})
