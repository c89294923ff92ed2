import { describe, expect, test } from 'vitest'
import { secretKey } from '../../../../src/core/digest.js'
import type { Reader } from '../../../../src/core/ports.js'
import { createPersonalDataDetector } from '../../../../src/detect/values/personal-data.js'
import { defaultRecognizers } from '../../../../src/detect/values/recognizers/index.js'
import { createRandom, type Random } from '../../../../src/evaluate/random.js'
import { GrowingText } from '../../../../src/text/fold.js'
import { HOSTILE } from '../../../support/hostile.js'
import { batch, inOrder, stream } from '../streaming.js'

const recognizers = defaultRecognizers()
const key = secretKey(new Uint8Array(32).fill(7))
const values = { lookup: async (digests: readonly string[]) => digests.map(() => []) }
const reader: Reader = { classify: () => 'forbidden', ownTurns: [], foreign: [] }
const detector = () => createPersonalDataDetector({ recognizers, values, key })

const STEP = 2_048
/** What a code that may go on and what stands before it can hold back, code units: a step and two holds of a code. */
const MOST_HELD = STEP + 2 * 720

const CODES = [
  'a picture in base64',
  'a picture in lines',
  'base64 twice',
  'base64 three times',
  'hexadecimal',
  'hexadecimal of base64',
  'hexadecimal in pairs',
  'random base64',
  'random letters',
  'random digits',
  'percent escapes',
  'code points',
]

describe('a code that goes on', () => {
  // What is not settled is read again at the next step, and sent later.
  test.each(CODES)('holds back no more the longer it is: %s', async (name) => {
    const whole = HOSTILE.find((kind) => kind.name === name)!.make(16_000)
    const text = new GrowingText()
    const own = detector()
    let settled = 0
    for (let at = 0; at < whole.length; at += STEP) {
      text.push(whole.slice(at, at + STEP))
      settled = (await own.detect(text, settled, reader)).settled
      expect(text.raw.length - settled).toBeLessThanOrEqual(MOST_HELD)
    }
  })

  test('and a list of numbers that is over, hold back nothing behind them', async () => {
    const text = new GrowingText()
    text.push(`The steps are 1, 2, 3, 4, 5, 6, 7, 8, 9, 10. ${'Nobody counts them any more. '.repeat(40)}`)
    const { settled } = await detector().detect(text, 0, reader)
    expect(text.raw.length - settled).toBeLessThan(400)
  })

  test('says the same however it arrives, with values among what says nothing', async () => {
    const random = createRandom('values in pictures')
    let found = 0
    for (let i = 0; i < 12; i++) {
      const text = drawCode(random)
      const whole = inOrder(await batch(detector(), text, reader))
      found += whole.length
      const places = Array.from({ length: 3 }, () => random.below(text.length)).sort((a, b) => a - b)
      const pieces = [0, ...places].map((place, n) => text.slice(place, places[n]))
      expect(inOrder(await stream(detector(), pieces, reader)), text).toEqual(whole)
    }
    expect(found).toBeGreaterThan(6)
  })
})

/** Bytes that are no text, with an address or two in them, in a code or as a list. */
function drawCode(random: Random): string {
  const noise = (most: number) =>
    Buffer.from(Array.from({ length: random.below(most) }, () => random.below(256)))
  const value = () =>
    Buffer.from(` write to ${random.pick(['mira', 'tom', 'zoe'])}${random.below(99)}@harbour-mail.com now `)
  const bytes = Buffer.concat([
    noise(900),
    value(),
    noise(120),
    random.chance(0.5) ? value() : noise(9),
    noise(900),
  ])
  return random.pick([
    () => bytes.toString('base64'),
    () => bytes.toString('hex'),
    () => [...bytes].join(', '),
    () => bytes.toString('hex').replace(/../g, '$& '),
  ])()
}
