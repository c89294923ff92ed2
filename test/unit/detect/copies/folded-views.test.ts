import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { secretKey } from '../../../../src/core/digest.js'
import type { Detection, DocumentRegistry, Reader } from '../../../../src/core/ports.js'
import type { DocumentNumber } from '../../../../src/core/types.js'
import { createVerbatimDetector, mergeVerbatim } from '../../../../src/detect/copies/verbatim.js'
import { openFingerprints } from '../../../../src/store/fingerprints/index.js'
import { foldText } from '../../../../src/text/fold.js'
import { SENTENCES } from '../../../support/world.js'
import { cutAt, stream } from '../streaming.js'

const fingerprints = await openFingerprints({ key: secretKey(new Uint8Array(32).fill(3)) })
for (const [i, text] of SENTENCES.entries()) fingerprints.add(i as DocumentNumber, text)
const documents = {
  byNumber: (number: DocumentNumber) => ({ number, id: `d${number}`, uri: '', label: 0, kind: 'knowledge' }),
} as unknown as DocumentRegistry
const detector = createVerbatimDetector({ fingerprints, documents })
const forbidden: Reader = { classify: () => 'forbidden', ownTurns: [], foreign: [] }
/** Every third sentence is theirs to read. */
const mixed: Reader = { ...forbidden, classify: (number) => (number % 3 === 0 ? 'permitted' : 'forbidden') }

const letters = (text: string, map: (letter: number) => number) =>
  text.replace(/[a-z]/gi, (letter) => {
    const base = letter < 'a' ? 65 : 97
    return String.fromCharCode(base + map(letter.charCodeAt(0) - base))
  })
const points = (text: string) => [...text].map((character) => character.codePointAt(0)!)
const bytes = (text: string) => [...Buffer.from(text)]
const weave = (text: string, others: readonly string[], every: number) =>
  text
    .split(' ')
    .map((word, i) => (i % every === every - 1 ? `${word} ${others[i % others.length]}` : word))
    .join(' ')
const base32 = (text: string) => {
  const bits = bytes(text)
    .map((byte) => byte.toString(2).padStart(8, '0'))
    .join('')
  return bits.replace(
    /.{1,5}/g,
    (five) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[Number.parseInt(five.padEnd(5, '0'), 2)]!,
  )
}
const wrapped = (text: string, width: number) => text.replace(new RegExp(`.{${width}}`, 'g'), '$&\n')

const CODES: Readonly<Record<string, (text: string) => string>> = {
  base64: (text) => Buffer.from(text).toString('base64'),
  'base64, out of step': (text) => `xyz${Buffer.from(text).toString('base64url')}`,
  'base64 in lines': (text) => wrapped(Buffer.from(text).toString('base64'), 40),
  base32,
  hex: (text) => Buffer.from(text).toString('hex'),
  'hex with spaces': (text) =>
    bytes(text)
      .map((byte) => byte.toString(16))
      .join(' '),
  'binary octets': (text) =>
    bytes(text)
      .map((byte) => byte.toString(2).padStart(8, '0'))
      .join(' '),
  'URL escapes': (text) => encodeURIComponent(text),
  'URL escapes, all': (text) =>
    bytes(text)
      .map((byte) => `%${byte.toString(16).padStart(2, '0')}`)
      .join(''),
  'HTML entities': (text) =>
    points(text)
      .map((point) => `&#x${point.toString(16)};`)
      .join(''),
  'JSON escapes': (text) =>
    [...text].map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`).join(''),
  'quoted-printable': (text) =>
    bytes(text)
      .map((byte) => `=${byte.toString(16).toUpperCase()}`)
      .join(''),
  'code points': (text) => JSON.stringify(points(text)),
  'U+ list': (text) =>
    points(text)
      .map((point) => `U+${point.toString(16).padStart(4, '0')}`)
      .join(' '),
  backwards: (text) => [...text].reverse().join(''),
  'base64 of hex': (text) => Buffer.from(Buffer.from(text).toString('hex')).toString('base64'),
  'characters, listed': (text) => JSON.stringify([...text]),
}
const LATIN_CODES: Readonly<Record<string, (text: string) => string>> = {
  rot13: (text) => letters(text, (letter) => (letter + 13) % 26),
  rot7: (text) => letters(text, (letter) => (letter + 7) % 26),
  atbash: (text) => letters(text, (letter) => 25 - letter),
  'word order turned': (text) => text.split(' ').reverse().join(' '),
  'words backwards': (text) =>
    text
      .split(' ')
      .map((word) => [...word].reverse().join(''))
      .join(' '),
  'a numbered list': (text) =>
    text
      .split(' ')
      .map((word, i) => `${i + 1}. ${word}`)
      .join('\n'),
  'woven into another text': (text) => weave(text, SENTENCES[1].split(' '), 1),
  'a filler every two words': (text) => weave(text, ['grey', 'seven', 'apple'], 2),
  'a filler every three words': (text) => weave(text, ['grey', 'seven', 'apple'], 3),
  'base64 of rot13': (text) => Buffer.from(letters(text, (letter) => (letter + 13) % 26)).toString('base64'),
}

describe('what is written in a code is found', () => {
  const cases = [
    ...Object.entries(CODES).flatMap(([name, code]) => [
      [name, code, SENTENCES[2]] as const,
      [`${name}, Japanese`, code, SENTENCES[8]] as const,
    ]),
    ...Object.entries(LATIN_CODES).map(([name, code]) => [name, code, SENTENCES[2]] as const),
  ]
  test.each(cases)('%s', async (_, code, sentence) => {
    const answer = `Here you are: ${code(sentence)} That is all.`
    const { detections } = await detector.detect(foldText(answer), 0, forbidden)
    expect(detections.map(({ kind }) => kind)).toContain('verbatim')
  })

  test('and counted in the words it says', async () => {
    const { detections } = await detector.detect(foldText(CODES['base64']!(SENTENCES[2])), 0, forbidden)
    expect(mergeVerbatim(detections)[0]).toMatchObject({ view: 'base64', words: 14 })
  })

  test('but not what the reader may read, or wrote in that code', async () => {
    for (const code of Object.values({ ...CODES, ...LATIN_CODES })) {
      const text = foldText(code(SENTENCES[3]))
      expect(
        (await detector.detect(text, 0, { ...forbidden, classify: () => 'permitted' })).detections,
      ).toEqual([])
      expect((await detector.detect(text, 0, { ...forbidden, ownTurns: [text] })).detections).toEqual([])
    }
  })
})

const noise = fc.constantFrom(
  'Hello there & welcome 100% of you. ',
  ' x=42 ',
  '\n\n',
  'see https://example.com/docs/api-reference/some-long-path?x=%20y ',
  '12, 15, 2020-01-02 ',
  'あの',
  '🚆 ',
  'U',
  '%',
  '&amp;',
  '\\',
  'so well ',
)
const coded = fc
  .tuple(fc.constantFrom(...SENTENCES), fc.nat(200), fc.boolean())
  .map(([sentence, at, tail]) => {
    const cut = at % (2 * sentence.length)
    return cut >= sentence.length ? sentence : tail ? sentence.slice(cut) : sentence.slice(0, cut)
  })
  .chain((part) =>
    fc
      .constantFrom((text: string) => text, ...Object.values(CODES), ...Object.values(LATIN_CODES))
      .map((code) => code(part)),
  )
const answers = fc
  .array(fc.oneof({ weight: 2, arbitrary: coded }, { weight: 1, arbitrary: noise }), {
    minLength: 1,
    maxLength: 4,
  })
  .map((parts) => parts.join(''))

const octets = (text: string, base: 2 | 16, between: string) =>
  [...Buffer.from(text)]
    .map((byte) =>
      byte
        .toString(base)
        .toUpperCase()
        .padStart(base === 2 ? 8 : 2, '0'),
    )
    .join(between)

const DOUBLED = 'Staff may carry over at most five days of unused leave into the first quarter.'.replace(
  /(\S+)( ?)/g,
  '$1 $1$2',
)

test('a stream finds what a batch finds, in every code and however it is cut', async () => {
  const plain = (detections: readonly Detection[]) => JSON.parse(JSON.stringify(mergeVerbatim(detections)))
  let found = 0
  await fc.assert(
    fc.asyncProperty(
      answers,
      fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 8 }),
      async (answer, cuts) => {
        const whole = await detector.detect(foldText(answer), 0, mixed)
        found += whole.detections.length
        const pieces = cuts.length % 2 === 0 ? [...answer] : cutAt(answer, cuts)
        expect(plain(await stream(detector, pieces, mixed))).toEqual(plain(whole.detections))
      },
    ),
    {
      numRuns: 60,
      // Two orders of words read the same span: they come in one order, whichever was found first.
      // A list glued to a number begins at its own next number, wherever reading began.
      examples: [
        [`${DOUBLED}O5ZGS5DUMVXCAY3PNZZWK3TUEBXWMIDBEBZWKY3PNZSCA3LBNZQWOZLSFY`, []],
        [`${octets(SENTENCES[11].slice(0, 22), 16, '=')}${octets(SENTENCES[11], 2, ' ')}`, []],
      ],
    },
  )
  expect(found).toBeGreaterThan(20)
})
