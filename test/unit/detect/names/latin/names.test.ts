import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Recognizer, RecognizerMatch } from '../../../../../src/core/ports.js'
import { isCompound, lookUp } from '../../../../../src/detect/names/latin/lexicon.js'
import { decodeFilter, encodeFilter } from '../../../../../src/detect/names/latin/word-filter.js'
import { wordKey } from '../../../../../src/detect/names/latin/word-key.js'
import { WordTable } from '../../../../../src/detect/names/latin/word-table.js'
import { decodeWords, encodeWords } from '../../../../../src/detect/names/table-codec.js'
import { recognizeValues } from '../../../../../src/detect/values/recognize.js'
import { nameRecognizers } from '../../../../../src/detect/values/recognizers/name.js'
import { NOBODY_LINES } from '../../../../../src/evaluate/pii/nobody.js'

const found = (text: string) =>
  recognizeValues(text, nameRecognizers).map(
    ({ entity, start, end }) => `${entity} ${text.slice(start, end)}`,
  )

describe('names in sentences', () => {
  test.each([
    ['Please ask Ingrid Halvorsen about the lease.', ['PERSON Ingrid Halvorsen']],
    ['JOSÉ ÁLVAREZ moved to Lisbon.', ['PERSON JOSÉ ÁLVAREZ', 'LOCATION Lisbon']],
    ['My name is oluwaseun adeyemi', ['PERSON oluwaseun adeyemi']],
    ['Name: Иван Петров\nCity: Praha', ['PERSON Иван Петров', 'LOCATION Praha']],
    ["Tamara's brother lives in the Czech Republic.", ['PERSON Tamara', 'LOCATION Czech Republic']],
    ['A Norwegian tourist was found.', ['NRP Norwegian']],
    ['Dr. Okafor will see you now.', ['TITLE Dr', 'PERSON Okafor']],
    [
      'Ask Jordan Miller. Jordan has the file, and the Jordan file is closed.',
      ['PERSON Jordan Miller', 'PERSON Jordan', 'PERSON Jordan'],
    ],
  ])('%s', (text, expected) => {
    expect(found(text)).toEqual(expected)
  })

  test.each([
    'The Quick Start Guide is in the folder.',
    'Please reset my password, I cannot log in.',
    "Don't open the file. It isn't yours.",
    'Version 2 was released; see the changes below.',
    'What time does the store open on Sunday?',
    '',
    '...!?',
    'const config = readFile(path.join(root, name)); assert(len(rows) === 12)',
    'Die Zeit der Verhandlungen ist vorbei, und die Ergebnisse der Untersuchung liegen vor.',
    'Hyperplasia of the membrane 90% Microdactyly 7.5%',
    '주민등록번호 그리고 전화',
    'DNI 12345678Z and UUID 123e4567-e89b-12d3-a456-426614174000',
    '2024-05-12 12:30',
  ])('nobody in: %s', (text) => {
    expect(found(text).filter((name) => /PERSON|LOCATION/.test(name))).toEqual([])
  })
})

test('ordinary lines of all kinds: hardly a name in any of them', () => {
  const names = NOBODY_LINES.flatMap(found)
  expect(names.length).toBeLessThanOrEqual(8)
})

describe('laws', () => {
  const noise = [
    ...['Anna ', 'Miller', ' ', ', ', '. ', ' und ', "'s ", '-', '12 ', 'Main Street ', 'Dr. ', '\n', '\n\n'],
    ...[
      'a',
      'です。',
      'Berlin',
      'ABC',
      '(',
      "O'",
      'of ',
      'の ',
      ' the ',
      'x'.repeat(45),
      'a3-'.repeat(20),
      "I'm ",
    ],
    ...['Suite 4', '"', ': ', 'Inc.', 'Norwegian ', 'é', '\ud83d\ude00'],
  ]
  const text = fc
    .array(fc.constantFrom(...noise), { minLength: 1, maxLength: 12 })
    .map((parts) => parts.join(''))
  const described = (matches: readonly RecognizerMatch[]) =>
    matches.map(({ start, end, score, canonical }) => `${start} ${end} ${score} ${canonical}`).sort()

  test.each(nameRecognizers.map((recognizer) => [recognizer.entity, recognizer] as const))(
    '%s: what is settled stays, and nothing beyond the stated reach matters',
    (_, recognizer: Recognizer) => {
      fc.assert(
        fc.property(text, fc.double({ min: 0, max: 1, noNaN: true }), (whole, share) => {
          const at = Math.floor(share * whole.length)
          const settled = recognizer.settled(whole.slice(0, at))
          const settledOf = (matches: readonly RecognizerMatch[]) =>
            matches.filter(({ start }) => start < settled)
          expect(described(settledOf(recognizer.recognize(whole.slice(0, at))))).toEqual(
            described(settledOf(recognizer.recognize(whole))),
          )
          const base = Math.max(0, at - recognizer.lookbehind)
          const moved = recognizer
            .recognize(whole.slice(base))
            .map((match) => ({ ...match, start: match.start + base, end: match.end + base }))
          const behind = (matches: readonly RecognizerMatch[]) => matches.filter(({ start }) => start >= at)
          expect(described(behind(moved))).toEqual(described(behind(recognizer.recognize(whole))))
        }),
        { numRuns: 400 },
      )
    },
  )
})

describe('lists', () => {
  test('a list comes back as it was written, sorted and once each', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-zà-ü ]{1,80}$/)), (words) => {
        expect(decodeWords(encodeWords(words))).toEqual([...new Set(words)].sort())
      }),
    )
  })

  test('a table of words holds what a map holds', () => {
    const word = fc.stringMatching(/^[a-cà ]{0,3}$/)
    fc.assert(
      fc.property(fc.array(fc.tuple(word, fc.integer({ min: 1, max: 255 })), { minLength: 1 }), (entries) => {
        const table = new WordTable(entries.length)
        const map = new Map<string, number>()
        for (const [key, bits] of entries) {
          // In the middle of others, as it stands in a list.
          const units = Uint16Array.from(`x${key}y`, (unit) => unit.charCodeAt(0))
          table.add(units, 1, units.length - 1, bits)
          map.set(key, (map.get(key) ?? 0) | bits)
        }
        const held = new Map<string, number>()
        table.eachWord((units, start, end, bits) =>
          held.set(String.fromCharCode(...units.subarray(start, end)), bits),
        )
        expect(held).toEqual(map)
        for (const [key, bits] of map) expect(table.get(key)).toBe(bits)
        expect(table.get('d')).toBe(0)
      }),
    )
  })

  test('spellings of one name have one key', () => {
    expect(['Jérôme', 'JEROME', 'jerome'].map(wordKey)).toEqual(['jerome', 'jerome', 'jerome'])
    expect(wordKey('Łukasz')).toBe('lukasz')
  })

  test('a filter has all that was put into it, and hardly anything else', () => {
    const words = Array.from({ length: 5000 }, (_, i) => `word${i * 7919}`)
    const filter = decodeFilter(encodeFilter(words))
    expect(words.every((word) => filter.has(word))).toBe(true)
    const others = words.filter((word) => filter.has(`${word}x`)).length
    expect(others).toBeLessThan(150)
  })

  test('nothing is known of what no list has', () => {
    expect(lookUp('qqxqzzv')).toBe(0)
    expect(isCompound('healthpocket')).toBe(true)
    expect(isCompound('qqxqzzv')).toBe(false)
  })
})
