import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CARRIERS } from '../../../../src/evaluate/forms/carriers/index.js'
import { drawCase, secretsOf } from '../../../../src/evaluate/forms/case.js'
import { CORPUS } from '../../../../src/evaluate/forms/corpus.js'
import { createRandom } from '../../../../src/evaluate/random.js'
import { isCoherent } from '../../../../src/text/growing-views/byte-text.js'
import { GrowingViews } from '../../../../src/text/growing-views/growing-views.js'
import { readInPieces, readWhole, SIGNS } from '../../../support/view-reading.js'

const text = fc
  .array(fc.oneof(fc.constantFrom(...SIGNS), fc.string({ unit: 'grapheme', maxLength: 5 })), {
    maxLength: 40,
  })
  .map((parts) => parts.join(''))
  .filter((one) => one.isWellFormed())

describe('forms of a text', () => {
  test('are the same however it arrives', () => {
    fc.assert(
      fc.property(text, fc.array(fc.nat(400), { maxLength: 12 }), (one, cuts) => {
        const whole = readWhole(one)
        expect(readInPieces(one, cuts)).toEqual(whole)
        expect(
          readInPieces(
            one,
            Array.from({ length: one.length }, (_, i) => i),
          ),
        ).toEqual(whole)
      }),
      { numRuns: 400 },
    )
  })

  test('of what carriers make are the same however they arrive', () => {
    const secrets = CORPUS.flatMap(secretsOf)
    const random = createRandom('growing views')
    for (const [i, carrier] of CARRIERS.entries()) {
      const form = drawCase(random.pick(secrets), 1 + (i % 3), random.fork(`${i}`), carrier)
      if (form === undefined || form.traced.text.length > 1_500) continue
      const { text: one } = form.traced
      const cuts = Array.from({ length: 30 }, () => random.below(one.length))
      expect(readInPieces(one, cuts), carrier.name).toEqual(readWhole(one))
    }
  })

  test('what is put together from several links stands in their paths', () => {
    const words = ['after-eleven', 'winters-the-harbour', 'commission']
    const hosts = ['https://one.example', 'http://two.example:8080', 'ftp://three.example']
    const links = words.map((path, i) => `[see ${i}](${hosts[i]}/${path})`).join(' and ')
    const [targets] = readWhole(links).filter(({ name }) => name === 'targets')
    expect(targets?.text.replace(/[^a-z]+/g, '-')).toBe(`-${words.join('-')}`)
    for (let at = 1; at < links.length; at += 3) expect(readInPieces(links, [at])).toEqual(readWhole(links))
  })

  test('are the same wherever a blank line or what is said far apart is cut', () => {
    const random = createRandom('far apart')
    const blanks = () => Array.from({ length: 1 + random.below(12) }, () => random.pick([' ', '\t'])).join('')
    const order = () =>
      random.pick(['ttrrooppeerr eht.', 'hTe lcbae si ihgh.', '| a | b | c |', 'tin can tin box tin hat'])
    for (let i = 0; i < 12; i++) {
      const one = `${order()}\n${order()}\n${blanks()}\n${order()} <b>`
      for (let at = 1; at < one.length; at += 1)
        expect(readInPieces(one, [at]), `${at}`).toEqual(readWhole(one))
    }
    const word = () => Buffer.from(random.pick(['harbour', 'operator', '海辺', 'meeting'])).toString('base64')
    for (let i = 0; i < 12; i++) {
      const mark = random.pick(['<w:t>', 'river ', '\n[r7]: https://example.org/7 ', '"k": 1, '])
      const between = () => mark.repeat(Math.ceil((200 + random.below(900)) / mark.length))
      const one = `${word()} ${between()}${word()} ${between()}${word()} ${between().slice(0, 300 + random.below(300))}</w`
      const cuts = Array.from({ length: 12 }, () => one.length - 1 - random.below(800)).filter((at) => at > 0)
      for (const at of cuts) expect(readInPieces(one, [at]), `${at}`).toEqual(readWhole(one))
    }
  })

  test('plain prose has none', () => {
    for (const { harmless, language } of CORPUS) {
      const views = new GrowingViews()
      views.read(harmless.join('\n'), true)
      expect(
        views.take().map(({ name }) => name),
        language,
      ).toEqual([])
    }
  })
})

describe('bytes in a code page', () => {
  const random = createRandom('code pages')
  const CASES: Readonly<Record<string, (text: string) => string>> = {
    'as written': (text) => text,
    'in capitals': (text) => text.toUpperCase(),
    'capitals in turn': (text) =>
      [...text].map((one, i) => (i % 2 === 0 ? one.toLowerCase() : one.toUpperCase())).join(''),
    'capitals at random': (text) =>
      [...text].map((one) => (random.chance(0.5) ? one.toLowerCase() : one.toUpperCase())).join(''),
  }
  const texts = CORPUS.filter(({ language }) => ['Russian', 'German', 'French', 'Spanish'].includes(language))

  test.each(Object.entries(CASES))('are read %s', (_, write) => {
    expect(texts.length).toBeGreaterThan(0)
    for (const { passages } of texts)
      for (const one of passages) expect(isCoherent(write(one)), one).toBe(true)
  })

  test('are mostly nothing where they are chance', () => {
    const bytes = () => Uint8Array.from({ length: 64 + random.below(64) }, () => 128 + random.below(128))
    const read = Array.from({ length: 400 }, () =>
      isCoherent(new TextDecoder('windows-1251').decode(bytes())),
    )
    expect(read.filter(Boolean).length).toBeLessThan(8)
  })
})
