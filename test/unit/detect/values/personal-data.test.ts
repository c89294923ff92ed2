import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { secretKey } from '../../../../src/core/digest.js'
import type { KnownValueStore, Reader } from '../../../../src/core/ports.js'
import type { DocumentNumber } from '../../../../src/core/types.js'
import { createPersonalDataDetector } from '../../../../src/detect/values/personal-data.js'
import { recognizeValues, valueDigest } from '../../../../src/detect/values/recognize.js'
import { defaultRecognizers } from '../../../../src/detect/values/recognizers/index.js'
import { readValues } from '../../../../src/detect/values/value-views.js'
import { foldText, GrowingText, surfaceFold } from '../../../../src/text/fold.js'
import { batch, cutAt, inOrder, stream } from '../streaming.js'

const key = secretKey(new Uint8Array(32).fill(7))
const recognizers = defaultRecognizers()

type To = ReturnType<Reader['classify']>

/** A store and a reader over documents given as text and as what they are to the reader. */
function world(
  documents: readonly { text: string; to: To }[] = [],
  from: { own?: readonly string[]; foreign?: readonly { text: string; permitted: boolean }[] } = {},
) {
  const holders = new Map<string, DocumentNumber[]>()
  for (const [number, { text }] of documents.entries()) {
    for (const { entity, canonical } of recognizeValues(text, recognizers)) {
      const digest = valueDigest(key, entity, canonical)
      holders.set(digest, [...(holders.get(digest) ?? []), number as DocumentNumber])
    }
  }
  const values: KnownValueStore = {
    lookup: async (digests) => digests.map((digest) => holders.get(digest) ?? []),
  }
  const reader: Reader = {
    classify: (number) => documents[number]!.to,
    ownTurns: (from.own ?? []).map(foldText),
    foreign: (from.foreign ?? []).map(({ text, permitted }) => ({ text: foldText(text), permitted })),
  }
  return { detector: createPersonalDataDetector({ recognizers, values, key }), reader }
}

async function provenance(answer: string, ...setting: Parameters<typeof world>): Promise<string | undefined> {
  const { detector, reader } = world(...setting)
  const found = await batch(detector, answer, reader)
  expect(found.length).toBeLessThan(2)
  return found[0]?.provenance
}

describe('whose value is it', () => {
  const answer = '電話は090-1234-5678です'
  const inOtherWords = 'Call +81 90 1234 5678 now.'

  test.each<[string, string, Parameters<typeof world>]>([
    ['unknown', 'in no source', []],
    ['forbidden', 'in a forbidden source, spelled otherwise', [[{ text: inOtherWords, to: 'forbidden' }]]],
    ['training', 'in a training source only', [[{ text: inOtherWords, to: 'training' }]]],
    [
      'forbidden',
      'in both',
      [
        [
          { text: answer, to: 'training' },
          { text: answer, to: 'forbidden' },
        ],
      ],
    ],
    [
      'permitted',
      'permitted beats forbidden',
      [
        [
          { text: answer, to: 'forbidden' },
          { text: inOtherWords, to: 'permitted' },
        ],
      ],
    ],
    ['permitted', 'and beats the own words', [[{ text: answer, to: 'permitted' }], { own: [answer] }]],
    [
      'user',
      'own words, spelled otherwise',
      [[{ text: answer, to: 'forbidden' }], { own: ['わたしは０９０１２３４５６７８'] }],
    ],
    ['unknown', 'somebody else’s number in the own words', [[], { own: ['090-1234-5679'] }]],
    [
      'permitted',
      'in a permitted document of the prompt',
      [[{ text: answer, to: 'forbidden' }], { foreign: [{ text: inOtherWords, permitted: true }] }],
    ],
    [
      'forbidden',
      'in a forbidden document of the prompt',
      [[], { foreign: [{ text: inOtherWords, permitted: false }] }],
    ],
    [
      'forbidden',
      'a forbidden one beats a training one',
      [[{ text: answer, to: 'training' }], { foreign: [{ text: answer, permitted: false }] }],
    ],
  ])('%s: %s', async (expected, _, setting) => {
    expect(await provenance(answer, ...setting)).toBe(expected)
  })

  test('a value without its cue in the own words excuses, one inside a longer number does not', async () => {
    const leak = 'Your SSN is 212456789.'
    expect(await provenance(leak, [], { own: ['it is 212456789, I think'] })).toBe('user')
    expect(await provenance(leak, [], { own: ['0123212456789000'] })).toBe('unknown')
  })

  test('the sources of a finding are all documents that hold the value', async () => {
    const { detector, reader } = world([
      { text: answer, to: 'forbidden' },
      { text: 'nothing', to: 'forbidden' },
      { text: inOtherWords, to: 'permitted' },
    ])
    const [found] = await batch(detector, answer, reader)
    expect(found?.sources).toEqual([0, 2])
  })
})

test('kinds, offsets and names', async () => {
  const { detector, reader } = world()
  const answer = '🔑 ｇｈｐ_q7Zt3Lm9Xw2Rb8Kd5Vh1Ns6Jc4Pf0Gyab3de と ｊｏ@sampleton.org'
  const found = await batch(detector, answer, reader)
  expect(found.map(({ start, end }) => answer.slice(start, end))).toEqual([
    'ｇｈｐ_q7Zt3Lm9Xw2Rb8Kd5Vh1Ns6Jc4Pf0Gyab3de',
    'ｊｏ@sampleton.org',
  ])
  expect(found.map(({ kind }) => kind)).toEqual(['secret', 'personal-data'])
  expect(found[1]?.canonical).toBe('EMAIL_ADDRESS:jo@sampleton.org')
})

test('an unclosed private key is held from its opening and found to the end', async () => {
  const { detector, reader } = world()
  const head = 'Here it is: '
  const open = `${head}-----BEGIN RSA PRIVATE KEY-----\nMIIEowIBAAKCAQEA7`
  const growing = new GrowingText()
  growing.push(open)
  expect((await detector.detect(growing, 0, reader)).settled).toBe(head.length)
  const streamed = await stream(detector, Array.from(open), reader)
  expect(streamed.map(({ start, end }) => [start, end])).toEqual([[head.length, open.length]])
})

test('ordinary prose is not held back', async () => {
  const { detector, reader } = world()
  for (const prose of [
    'Nothing here is secret, said the report. ',
    'この報告書に秘密は何も書かれていない。',
  ]) {
    const text = new GrowingText()
    text.push(prose)
    expect((await detector.detect(text, 0, reader)).settled).toBe(prose.length)
  }
})

describe('stream equals batch', () => {
  const examples = recognizers.flatMap(({ examples }) => [
    ...examples.match.map((example) => (typeof example === 'string' ? example : example.text)),
    ...examples.noMatch,
  ])
  const noise = [
    '',
    ' ',
    '、',
    'です。',
    'tel ',
    '0',
    '-',
    '+',
    '(',
    '1 ',
    'カード ',
    'a',
    '\u200b',
    '\n',
    '🔑',
    '〒',
    '電話',
    'ssn ',
    '@',
    '.com',
    ' office',
  ]
  const part = fc.oneof(
    { weight: 2, arbitrary: fc.constantFrom(...examples) },
    { weight: 3, arbitrary: fc.constantFrom(...noise) },
  )
  const text = fc.array(part, { minLength: 1, maxLength: 7 }).map((parts) => parts.join(''))
  const cuts = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 })
  const known = [
    { text: examples.slice(0, 60).join('\n'), to: 'forbidden' as const },
    { text: examples.slice(30, 90).join('\n'), to: 'permitted' as const },
  ]

  test('whatever the cutting', async () => {
    const { detector, reader } = world(known)
    await fc.assert(
      fc.asyncProperty(text, cuts, async (answer, shares) => {
        const whole = await batch(detector, answer, reader)
        const pieces = await stream(detector, cutAt(answer, shares), reader)
        expect(inOrder(pieces)).toEqual(inOrder(whole))
      }),
      { numRuns: 250 },
    )
  })

  test('character by character', async () => {
    const { detector, reader } = world(known)
    await fc.assert(
      fc.asyncProperty(
        text.filter((answer) => answer.length < 300),
        async (answer) => {
          const whole = await batch(detector, answer, reader)
          expect(inOrder(await stream(detector, Array.from(answer), reader))).toEqual(inOrder(whole))
        },
      ),
      { numRuns: 15 },
    )
  })

  test('offsets are those of the value', async () => {
    // A source holds them all, so that none is nobody's.
    const values: KnownValueStore = {
      lookup: async (digests) => digests.map(() => [0 as DocumentNumber]),
    }
    const detector = createPersonalDataDetector({ recognizers, values, key })
    const { reader } = world([{ text: '', to: 'forbidden' }])
    await fc.assert(
      fc.asyncProperty(text, async (answer) => {
        const read = readValues(answer, recognizers)
        const found = await batch(detector, answer, reader)
        expect(inOrder(found).map(({ start, end }) => [start, end])).toEqual(
          read.toSorted((a, b) => a.start - b.start || a.end - b.end).map(({ start, end }) => [start, end]),
        )
        for (const { start, end } of found) {
          const folded = surfaceFold(answer.slice(start, end))
          expect(folded.trim()).toBe(folded)
          expect(surfaceFold(answer)).toContain(folded)
        }
      }),
      { numRuns: 100 },
    )
  })
})
