import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Reader } from '../../../../src/core/ports.js'
import {
  createForbiddenWordDetector,
  type ForbiddenWord,
} from '../../../../src/detect/prompts/forbidden-words.js'
import { batch, cutAt, inOrder, stream } from '../streaming.js'

const rules: readonly ForbiddenWord[] = [
  { id: 'ero', word: 'エロ', except: [{ span: 'エロマンガ島', tasks: ['booking'] }] },
  { id: 'sukebe', word: 'スケベ', except: [{ span: 'スケベニンゲン', tasks: ['booking'] }] },
  { id: 'ass', word: 'ass', except: [{ span: 'silly ass' }] },
  { word: 'hell' },
]
const detector = createForbiddenWordDetector(rules)
const reader = (task?: string): Reader => ({
  classify: () => 'forbidden',
  ownTurns: [],
  foreign: [],
  ...(task === undefined ? {} : { task }),
})
const found = async (text: string, task?: string) =>
  (await batch(detector, text, reader(task))).map((detection) => ('rule' in detection ? detection.rule : ''))

describe('a place that contains the word', () => {
  test.each<[string, string | undefined, string[]]>([
    ['エロマンガ島へ飛ぶ便です', 'booking', []],
    ['えろまんが島へ飛ぶ便です', 'booking', []],
    ['ｴﾛﾏﾝｶﾞ島', 'booking', []],
    ['スケベニンゲンに着きます', 'booking', []],
    ['エロマンガ島へ飛ぶ便です', undefined, ['ero']],
    ['エロマンガ島へ飛ぶ便です', 'support', ['ero']],
    ['エロマンガを読む', 'booking', ['ero']],
    ['エロい', 'booking', ['ero']],
    ['スケベ', 'booking', ['sukebe']],
    ['エロマンガ島でエロい', 'booking', ['ero']],
    ['エロエロマンガ島', 'booking', ['ero']],
    ['what a silly ass', undefined, []],
    ['what an ass', undefined, ['ass']],
  ])('%s in %s', async (text, task, expected) => {
    expect(await found(text, task)).toEqual(expected)
  })
})

describe('how a word is written', () => {
  test.each<[string, string[]]>([
    ['ｴﾛ', ['ero']],
    ['え・ろ', ['ero']],
    ['エ\u200bロ', ['ero']],
    ['ＡＳＳ', ['ass']],
    ['a.s.s', ['ass']],
    ['áss', ['ass']],
    ['assess the class', []],
    ['as sure as can be', []],
    ['彼はassだ', ['ass']],
    ["he'll come", []],
    ['go to hell', ['word-4']],
    ['hello, shell', []],
  ])('%s', async (text, expected) => {
    expect(await found(text)).toEqual(expected)
  })

  test('a finding says where, and never the word', async () => {
    const [detection] = await batch(detector, 'ここはエ ロい', reader())
    expect(detection).toMatchObject({ kind: 'forbidden-word', rule: 'ero', start: 3, end: 6, sources: [] })
    expect(JSON.stringify(detection)).not.toMatch(/エロ|えろ/)
  })
})

test.each<[string, ForbiddenWord]>([
  ['a word without letters', { id: 'dots', word: '...' }],
  ['an exempt text without the word', { id: 'ero', word: 'エロ', except: [{ span: '無人島' }] }],
])('%s is a faulty policy', (_, rule) => {
  expect(() => createForbiddenWordDetector([rule])).toThrow(
    expect.objectContaining({ code: 'policy-invalid' }),
  )
})

test('stream equals batch, in every task', async () => {
  const part = fc.constantFrom(
    ...[
      'エロ',
      'マンガ',
      '島',
      'えろ',
      'ｴﾛ',
      'スケベ',
      'ニンゲン',
      'ス',
      'ケ',
      'ass',
      'silly ',
      'hell',
      "he'",
      'o',
      ' ',
      '。',
      '\u200b',
      '㌔',
      'と',
    ],
  )
  const text = fc.array(part, { maxLength: 12 }).map((parts) => parts.join(''))
  const cuts = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 8 })
  await fc.assert(
    fc.asyncProperty(text, cuts, fc.constantFrom(undefined, 'booking'), async (answer, shares, task) => {
      const whole = await batch(detector, answer, reader(task))
      expect(inOrder(await stream(detector, cutAt(answer, shares), reader(task)))).toEqual(inOrder(whole))
      expect(inOrder(await stream(detector, Array.from(answer), reader(task)))).toEqual(inOrder(whole))
    }),
    { numRuns: 500 },
  )
})
