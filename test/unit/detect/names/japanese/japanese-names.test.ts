import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { RecognizerMatch } from '../../../../../src/core/ports.js'
import { blocksOf } from '../../../../../src/detect/names/japanese/blocks.js'
import { dictionary } from '../../../../../src/detect/names/japanese/dictionary.js'
import { decodeWords, encodeWords } from '../../../../../src/detect/names/japanese/dictionary-codec.js'
import { candidatesOf } from '../../../../../src/detect/names/japanese/features.js'
import { japaneseNameRecognizers } from '../../../../../src/detect/names/japanese/japanese-names.js'
import { Lattice } from '../../../../../src/detect/names/japanese/lattice.js'
import {
  givenReadings,
  isRomanName,
  MAY_BE_ROMAN,
  surnameReadings,
} from '../../../../../src/detect/names/japanese/readings.js'
import { marginalsOf, scoreBlock, scored } from '../../../../../src/detect/names/japanese/scores.js'
import { model } from '../../../../../src/detect/names/japanese/weights.js'
import { classNumber } from '../../../../../src/detect/names/japanese/word-class.js'

const person = japaneseNameRecognizers.find(({ entity }) => entity === 'PERSON')!
const names = (text: string) => person.recognize(text).map(({ start, end }) => text.slice(start, end))

const piece = fc.constantFrom(
  ...[
    '田中',
    '佐藤健一',
    '森',
    'ゆかり',
    'さん',
    '様',
    '部長',
    '社長',
    'ジョン',
    '・',
    'スミス',
    ' ',
    '。',
    '、',
    '\n',
  ],
  ...[
    'は',
    'が',
    'の',
    'みずほ',
    '銀行',
    '東京都',
    'NHK',
    '12',
    '(',
    ')',
    '「',
    '」',
    'ました',
    'お',
    'a',
    '𠮷野',
    'ー',
  ],
  '国際連合教育科学文化機関日本国内委員会'.repeat(4),
)
const textArbitrary = fc.array(piece, { maxLength: 16 }).map((pieces) => pieces.join(''))
const byPlace = (a: RecognizerMatch, b: RecognizerMatch) => a.start - b.start || a.end - b.end

describe('persons', () => {
  test.each([
    ['田中さんから連絡がありました。', ['田中']],
    ['お世話になっております。営業部の山本です。', ['山本']],
    ['申請者：小林美咲', ['小林美咲']],
    ['高橋 由美子様', ['高橋 由美子']],
    ['会議室は三階です。', []],
    ['有給休暇は六か月後に付与されます。', []],
    ['The meeting was long.', []],
  ])('%s', (text, expected) => expect(names(text)).toEqual(expected))

  test('spaces and joints do not make another name', () => {
    const canonicals = ['高橋 由美子様', '高橋由美子様'].map((text) => person.recognize(text)[0]?.canonical)
    expect(new Set(canonicals)).toEqual(new Set(['高橋由美子']))
  })
})

describe('locality', () => {
  test('what is settled stays, and a match sees no further than its reach', () => {
    fc.assert(
      fc.property(textArbitrary, fc.nat(), (text, seed) => {
        for (const recognizer of japaneseNameRecognizers) {
          const whole = [...recognizer.recognize(text)].sort(byPlace)
          let before = 0
          for (let cut = 0; cut <= text.length; cut++) {
            const settled = recognizer.settled(text.slice(0, cut))
            expect(settled).toBeGreaterThanOrEqual(before)
            expect(settled).toBeLessThanOrEqual(cut)
            before = settled
            if ((cut + seed) % 5 > 0) continue
            const until = (found: readonly RecognizerMatch[]) =>
              [...found].filter(({ start }) => start < settled).sort(byPlace)
            expect(until(recognizer.recognize(text.slice(0, cut)))).toEqual(until(whole))
          }
          for (const match of whole) {
            const from = Math.max(0, match.start - recognizer.lookbehind)
            const near = text.slice(from, match.start + recognizer.maxLength + recognizer.lookahead)
            const moved = { ...match, start: match.start - from, end: match.end - from }
            expect(recognizer.recognize(near)).toContainEqual(moved)
          }
        }
      }),
      { numRuns: 60 },
    )
  })

  test('a run of kanji that is no prose holds nothing back for ever', () => {
    const run = '国際連合教育科学文化機関'.repeat(30)
    expect(run.length - person.settled(run)).toBeLessThanOrEqual(person.maxLength + person.lookahead)
    expect(blocksOf(run)).toEqual([])
  })
})

describe('the parts', () => {
  test('words survive their encoding', () => {
    const words = {
      surfaces: ['森', '森田', '田', '𠮷'],
      classes: [[0, 3], [0], [7], [3]],
      costs: [[74, 107], [70], [-20], [1]],
    }
    expect(decodeWords(encodeWords(words))).toEqual(words)
  })

  test('the dictionary finds words from a place on, and beginnings', () => {
    const found: string[] = []
    dictionary().wordsAt('東京都民', 0, 4, (end) => found.push('東京都民'.slice(0, end)))
    expect(found).toContain('東京')
    expect(found).not.toContain('東京都民')
    expect(dictionary().continues('ゆか', 0)).toBe(true)
    expect(dictionary().continues('ゆぱぺ', 0)).toBe(false)
  })

  test('the lattice parts a surname from a given name', () => {
    const lattice = new Lattice()
    lattice.read('田中健一')
    expect(lattice.margin[2]).toBe(0)
    expect(lattice.margin[1]).toBeGreaterThan(0)
    expect([...lattice.isBest.subarray(0, 4)]).toEqual([1, 0, 1, 0])
    expect(lattice.beginningTo[0]).toBe(2)
    expect(lattice.beginningClass[0]).toBe(classNumber('surname'))
  })

  test('sums by place are those of the features listed one by one', () => {
    const { weights } = model()
    fc.assert(
      fc.property(textArbitrary, (text) => {
        for (const block of blocksOf(text)) {
          const listed = scored(candidatesOf(text, block), weights)
          const { count, starts, ends, scores } = scoreBlock(text, block, weights)
          expect(count).toBe(listed.count)
          expect(Array.from({ length: count }, (_, i) => [starts[i], ends[i]])).toEqual(
            Array.from({ length: count }, (_, i) => [listed.starts[i], listed.ends[i]]),
          )
          expect(Array.from(scores).slice(0, 4 * count)).toEqual(Array.from(listed.scores))
        }
      }),
    )
  })

  test('marginals of a block are those of all its readings written out', () => {
    const candidates = [
      { start: 0, end: 2, features: [0] },
      { start: 1, end: 3, features: [1] },
      { start: 2, end: 3, features: [2] },
    ]
    const weights = Float32Array.from({ length: 12 }, (_, i) => Math.sin(i))
    const { of, logTotal } = marginalsOf({ start: 0, end: 3 }, scored(candidates, weights), 1)
    const sum = (i: number) => [0, 1, 2, 3].reduce((total, k) => total + Math.exp(weights[i * 4 + k]!), 0)
    const total = 1 + sum(0) + sum(1) + sum(2) + sum(0) * sum(2)
    expect(logTotal).toBeCloseTo(Math.log(total), 6)
    expect(of[4]).toBeCloseTo(Math.exp(weights[4]!) / total, 6)
    expect(of[0]).toBeCloseTo((Math.exp(weights[0]!) * (1 + sum(2))) / total, 6)
  })
})

test('every reading in Roman letters has the form by which the others are told', () => {
  const readings = [...surnameReadings().roman, ...givenReadings().roman]
  expect(readings.length).toBeGreaterThan(10_000)
  expect(readings.filter((reading) => !MAY_BE_ROMAN.test(reading))).toEqual([])
  expect(['smith', 'john', 'mueller', 'xavier', 'clark'].filter((word) => MAY_BE_ROMAN.test(word))).toEqual(
    [],
  )
  expect(isRomanName('Satō', 'Hanako') && isRomanName('Kenichi', 'Endoh')).toBe(true)
})
