import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Reader } from '../../../../src/core/ports.js'
import { createHiddenTextDetector } from '../../../../src/detect/forms/hidden-text.js'
import { INVISIBLE } from '../../../../src/evaluate/forms/carriers/scripts.js'
import { drawCase, secretsOf } from '../../../../src/evaluate/forms/case.js'
import { CORPUS } from '../../../../src/evaluate/forms/corpus.js'
import { HARMLESS_ANSWERS } from '../../../../src/evaluate/forms/harmless/index.js'
import { createRandom } from '../../../../src/evaluate/random.js'
import { batch, cutAt, stream } from '../streaming.js'

const reader: Reader = { classify: () => 'permitted', ownTurns: [], foreign: [] }
const rulesIn = async (text: string) =>
  (await batch(createHiddenTextDetector(), text, reader)).map((found) => 'rule' in found && found.rule)

describe('text that nobody sees', () => {
  test('is found whatever alphabet it is written in', async () => {
    const secrets = CORPUS.flatMap(secretsOf)
    const random = createRandom('hidden text')
    for (const carrier of INVISIBLE) {
      const form = secrets
        .map((secret, i) => drawCase(secret, 1, random.fork(`${carrier.name} ${i}`), carrier))
        .find((one) => one !== undefined)
      expect(await rulesIn(form!.traced.text), carrier.name).not.toEqual([])
    }
  })

  test.each([
    ['emoji', '👩🏽‍🚀 👨‍👩‍👧‍👦 ❤️‍🔥 🏳️‍🌈 1️⃣ 2️⃣ '.repeat(9)],
    ['flags of regions', '🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f} '.repeat(9)],
    ['joiners of Persian', 'می‌خواهم نمی‌دانم خانه‌ها '.repeat(20)],
    ['joiners of Hindi', 'क्‍ष ज्ञ क्‌ष '.repeat(20)],
    ['hyphens that may break a word', 'Donau\u00addampf\u00adschiff\u00adfahrt '.repeat(20)],
    ['places to break Japanese', '今日は\u200b天気が\u200b良いので\u200b散歩に\u200b行きます。'.repeat(9)],
    ['a mark of byte order', '\ufeffHello\u200b there'],
    ['variants of characters', '葛\u{e0100}城と辻\u{e0101}さん、'.repeat(9)],
    ['Russian beside English', 'Наш сервер Redis и API для iOS, версия v2. '.repeat(9)],
    ['tabs and blanks before words', '    \t    one\n    \t    two\n'.repeat(9)],
    ['Markdown line breaks', 'a line  \n'.repeat(9)],
  ])('what writing needs is none: %s', async (_, text) => {
    expect(await rulesIn(text)).toEqual([])
  })

  test('no everyday answer has any', async () => {
    for (const { text } of HARMLESS_ANSWERS) expect(await rulesIn(text), text).toEqual([])
  })

  const signs = [
    '\u200b',
    '\u200c',
    '\u{e0061}',
    '\ufe01',
    '\u{e0120}',
    '🏴',
    '\u{e007f}',
    'a',
    'а',
    ' ',
    '\t',
    '\n',
    '字',
    '❤',
  ]
  test('is found in a stream as in a batch', async () => {
    const text = fc.array(fc.constantFrom(...signs), { maxLength: 120 }).map((parts) => parts.join(''))
    await fc.assert(
      fc.asyncProperty(text, fc.array(fc.nat(200), { maxLength: 12 }), async (one, cuts) => {
        const detector = createHiddenTextDetector()
        const whole = await batch(detector, one, reader)
        expect(await stream(detector, cutAt(one, cuts), reader)).toEqual(whole)
      }),
      { numRuns: 300 },
    )
  })
})
