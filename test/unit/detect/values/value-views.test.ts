import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { secretKey } from '../../../../src/core/digest.js'
import type { KnownValueStore, Reader } from '../../../../src/core/ports.js'
import type { DocumentNumber } from '../../../../src/core/types.js'
import { createScanner } from '../../../../src/detect/index.js'
import { createPersonalDataDetector } from '../../../../src/detect/values/personal-data.js'
import { recognizeValues, valueDigest } from '../../../../src/detect/values/recognize.js'
import { defaultRecognizers } from '../../../../src/detect/values/recognizers/index.js'
import { codeAttacks } from '../../../../src/evaluate/attacks/codes.js'
import { createRandom } from '../../../../src/evaluate/random.js'
import { seeded } from '../../../support/random.js'
import { batch, cutAt, inOrder, stream } from '../streaming.js'

const recognizers = defaultRecognizers()
const key = secretKey(new Uint8Array(32).fill(7))
const KEY = ['sk_', 'live_', 'Zq7Lm3Xw9Rb2Kd5Vh1Ns6Jc4'].join('')
const VALUES = ['john.smith@harbour.com', '090-1234-5678', '432-48-1764', '4111 1111 1111 1111', KEY]
/** Of letters, or of words: a number has none of them. */
const NOT_OF_VALUES = /rot13|shift|word|row|cell/
const codes = codeAttacks.filter(({ name }) => !NOT_OF_VALUES.test(name))
const material = { random: createRandom('codes'), other: '', words: [], lang: 'en' }

function world(documents: readonly string[] = []) {
  const holders = new Map<string, DocumentNumber[]>()
  for (const [number, text] of documents.entries()) {
    for (const { entity, canonical } of recognizeValues(text, recognizers)) {
      const digest = valueDigest(key, entity, canonical)
      holders.set(digest, [...(holders.get(digest) ?? []), number as DocumentNumber])
    }
  }
  const values: KnownValueStore = {
    lookup: async (digests) => digests.map((digest) => holders.get(digest) ?? []),
  }
  const reader: Reader = { classify: () => 'forbidden', ownTurns: [], foreign: [] }
  return { detector: createPersonalDataDetector({ recognizers, values, key }), reader }
}

describe('a value in a code is found where the code stands', () => {
  const scanner = createScanner()
  test.each(codes.map((attack) => [attack.name, attack] as const))('%s', async (_, { disguise }) => {
    for (const value of VALUES) {
      const said = disguise(value, material)
      for (const [before, behind] of [
        ['Please note: ', ' and so on.'],
        ['', ''],
        ['連絡先: ', ' です'],
      ]) {
        const text = `${before}${said}${behind}`
        const found = scanner.scan(text).filter(({ entity }) => entity !== 'URL')
        const covered = found.some(
          ({ start, end }) =>
            start < before!.length + said.length && end - start >= 0.6 * said.length && end > before!.length,
        )
        expect(covered, `${VALUES.indexOf(value)}: ${JSON.stringify(found)}`).toBe(true)
      }
    }
  })

  test('and is known by the source that holds it', async () => {
    const { detector, reader } = world(['Write to john.smith@harbour.com.'])
    const answer = `Decode ${Buffer.from('mail john.smith@harbour.com now').toString('base64')} yourself.`
    const [found] = await batch(detector, answer, reader)
    expect(found).toMatchObject({ provenance: 'forbidden', sources: [0] })
  })

  test('in one code inside another', () => {
    const twice = Buffer.from(Buffer.from('to john.smith@harbour.com').toString('hex')).toString('base64')
    expect(scanner.scan(twice).map(({ entity }) => entity)).toEqual(['EMAIL_ADDRESS'])
  })

  test('a name that is all of a code', () => {
    expect(
      scanner.scan(`The identifier is ${Buffer.from('Thomas Sanchez').toString('base64')}.`),
    ).toMatchObject([{ entity: 'PERSON' }])
  })
})

/** The same in every run: by chance one picture in some hundreds says something that looks like a name. */
const random = seeded(20_260_101)
const noise = (bytes: number) => Buffer.from(Array.from({ length: bytes }, () => random() * 256))

describe('an e-mail address and 12 kB of base64 (a decoder that gives up lets both pass)', () => {
  const scanner = createScanner()
  const picture = noise(9_000).toString('base64')
  test.each([
    ['beside a picture', (mail: string) => `${picture} ${mail}`],
    ['before it', (mail: string) => `${mail} data:image/png;base64,${picture}`],
    [
      'in the middle of it',
      (mail: string) => Buffer.from(`${'x '.repeat(4_500)}${mail} `.repeat(2)).toString('base64'),
    ],
  ])('%s', (_, around) => {
    const text = around('john.smith@harbour.com')
    const plain = recognizeValues(text, recognizers)
    const found = scanner.scan(text)
    expect(found.some(({ entity }) => entity === 'EMAIL_ADDRESS')).toBe(true)
    const read = found.filter(
      ({ start, end }) => !plain.some((one) => one.start === start && one.end === end),
    )
    expect(read.every(({ entity }) => entity === 'EMAIL_ADDRESS')).toBe(true)
  })

  test('a long text is read to its end', () => {
    const mail = Buffer.from('mail john.smith@harbour.com now').toString('base64')
    const text = `${'Nothing is said here. '.repeat(12_200)}${mail} and ${mail}`
    expect(scanner.scan(text).map(({ entity }) => entity)).toEqual(['EMAIL_ADDRESS', 'EMAIL_ADDRESS'])
  })
})

describe('what says nothing', () => {
  const scanner = createScanner()
  const hex = (bytes: number) => noise(bytes).toString('hex')
  test('pictures, hashes and digests', () => {
    for (let i = 0; i < 8; i++) {
      for (const text of [
        `<img src="data:image/png;base64,${noise(3_000).toString('base64')}">`,
        `sha512-${noise(64).toString('base64')} ${hex(20)} ${hex(32)}`,
        `ID ${hex(16).toUpperCase()} and ${noise(40).toString('base64url')}`,
      ]) {
        // By chance a run of digits in a hash is a number; a value read out of it is not.
        const plain = new Set(recognizeValues(text, recognizers).map(({ start, end }) => `${start} ${end}`))
        const read = scanner.scan(text).filter(({ start, end }) => !plain.has(`${start} ${end}`))
        expect(read).toEqual([])
      }
    }
  })

  test('lists of measurements and programs', () => {
    for (const text of [
      'scores: 48, 57, 48, 49, 50, 51, 52, 53, 54, 55, 56',
      'identity: 1 0 0 0 1 0 0 0 1 0 0 0 1',
      "const message = 'a line\\nanother\\tone \\u00e9'",
      'https://example.com/wiki/Johnson%27s_algorithm?a=1&amp;b=2',
      'r=t.options,e=false;return!!(e.p=fade)',
    ]) {
      expect(scanner.scan(text).filter(({ entity }) => entity !== 'URL')).toEqual([])
    }
  })
})

describe('stream equals batch', () => {
  const said = fc
    .tuple(
      fc.constantFrom(...codes),
      fc.constantFrom(...VALUES, 'Thomas Sanchez', 'call 090-1234-5678 or mail jo@harbour.com'),
    )
    .map(([{ disguise }, value]) => disguise(value, material))
  /** Words and numbers that stand for themselves in a sentence. */
  const spoken = fc
    .tuple(
      fc.constantFrom(
        (value: string) => Buffer.from(value).toString('base64'),
        (value: string) => Buffer.from(value).toString('hex'),
        (value: string) => encodeURIComponent(value),
        (value: string) => value.replace(/1/g, 'l').replace(/0/g, 'O'),
      ),
      fc.constantFrom(
        'Siiri',
        'Mr.',
        'Lund',
        '山田太郎',
        'José Álvarez',
        '12/10/1981',
        '090-1234-5678',
        'go',
      ),
    )
    .map(([code, value]) => code(value))
  const noise = fc.constantFrom(
    'My name is ',
    'John ',
    'person=',
    'https://example.org/?city=',
    '"name": "',
    ' is ',
    '%',
    '=',
    ' ',
    '\n',
    ': ',
    'a ',
    '- ',
    '0',
    '%4',
    '&#',
    '\\u00',
    '=\n',
    'QUJD',
    '、',
    'です。',
    'j o h ',
    '84, 104',
    'moc.',
    'password: ',
    ' and so on. ',
    '🔑',
    '3fa9c07e51b8d2643fa9c07e51b8d264',
    'iVBORw0KGgoAAAANSUhEUgAAAAUAAAAFCAYAAACNbyblAAAAHElEQVQI12P4',
  )
  const text = fc
    .array(
      fc.oneof(
        { weight: 2, arbitrary: said },
        { weight: 2, arbitrary: spoken },
        { weight: 4, arbitrary: noise },
      ),
      { minLength: 1, maxLength: 7 },
    )
    .map((parts) => parts.join(''))
  const cuts = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 })

  test('whatever the code and the cutting', async () => {
    const { detector, reader } = world()
    await fc.assert(
      fc.asyncProperty(text, cuts, async (answer, shares) => {
        const whole = await batch(detector, answer, reader)
        expect(inOrder(await stream(detector, cutAt(answer, shares), reader))).toEqual(inOrder(whole))
      }),
      { numRuns: 60 },
    )
  })

  test('character by character', async () => {
    const { detector, reader } = world()
    await fc.assert(
      fc.asyncProperty(
        text.filter((answer) => answer.length < 250),
        async (answer) => {
          const whole = await batch(detector, answer, reader)
          expect(inOrder(await stream(detector, Array.from(answer), reader))).toEqual(inOrder(whole))
        },
      ),
      { numRuns: 8 },
    )
  })

  test('a long code, read from where it was left', async () => {
    const { detector, reader } = world()
    const inner =
      `${'it rained on the way down to the sea; '.repeat(60)}john.smith@harbour.com or ${KEY}, `.repeat(2)
    for (const { disguise } of codes.filter(({ name }) =>
      ['base64', 'hexadecimal', 'URL escapes'].includes(name),
    )) {
      const answer = `Here: ${disguise(inner, material)} end.`
      const whole = await batch(detector, answer, reader)
      expect(whole.length).toBeGreaterThanOrEqual(2)
      const shares = Array.from({ length: 16 }, (_, i) => (i + 0.5) / 16)
      expect(inOrder(await stream(detector, cutAt(answer, shares), reader))).toEqual(inOrder(whole))
    }
  })
})
