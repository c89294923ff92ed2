import assert from 'node:assert/strict'
import type { Recognizer, RecognizerExample, RecognizerMatch } from '../../src/core/ports.js'
import { surfaceFold } from '../../src/text/fold.js'
import type { ConformanceCase } from './case.js'

/** Builds the recognizer under test; the suite tries it on its own examples. */
export type MakeRecognizer = () => Recognizer

interface Example {
  readonly text: string
  readonly value: string
}

const asExample = (example: RecognizerExample): Example =>
  typeof example === 'string' ? { text: example, value: example } : example

/** Full-width forms of ASCII: what a Japanese keyboard types without switching. */
const wide = (text: string) =>
  text.replace(/[!-~ ]/g, (c) => (c === ' ' ? '\u3000' : String.fromCharCode(c.charCodeAt(0) + 0xfee0)))

const invisible = (text: string) => Array.from(text).join('\u200b')

const WRITINGS: readonly [name: string, write: (text: string) => string][] = [
  ['as stated', (text) => text],
  ['in full width', wide],
  ['with invisible characters in between', invisible],
]

/** Matches that do not lie in another match, and their text. */
function outer(recognizer: Recognizer, folded: string): { match: RecognizerMatch; value: string }[] {
  const matches = recognizer.recognize(folded)
  const inside = (a: RecognizerMatch, b: RecognizerMatch) =>
    a !== b && b.start <= a.start && a.end <= b.end && b.end - b.start > a.end - a.start
  return matches
    .filter((match) => !matches.some((other) => inside(match, other)))
    .map((match) => ({ match, value: folded.slice(match.start, match.end) }))
}

/** The examples, and all of them in a row, so that matches have neighbors. */
function texts(recognizer: Recognizer): string[] {
  const { match, noMatch } = recognizer.examples
  const single = [...match.map((example) => asExample(example).text), ...noMatch].map(surfaceFold)
  return [...single, single.slice(0, 6).join(' '), single.slice(0, 6).reverse().join('')]
}

const byPlace = (a: RecognizerMatch, b: RecognizerMatch) => a.start - b.start || a.end - b.end
const until = (matches: readonly RecognizerMatch[], settled: number) =>
  matches.filter(({ start }) => start < settled).sort(byPlace)

/** What every recognizer obeys. */
export const recognizerCases: readonly ConformanceCase<MakeRecognizer>[] = [
  ...WRITINGS.map(([name, write]) => ({
    law: 'proof',
    name: `finds its examples ${name}, once and exactly`,
    async run(make: MakeRecognizer) {
      const recognizer = make()
      for (const example of recognizer.examples.match.map(asExample)) {
        const found = outer(recognizer, surfaceFold(write(example.text)))
        assert.deepEqual(
          found.map(({ value }) => value),
          [surfaceFold(example.value)],
          example.text,
        )
      }
    },
  })),
  ...WRITINGS.map(([name, write]) => ({
    law: 'proof',
    name: `finds nothing in its counter-examples ${name}`,
    async run(make: MakeRecognizer) {
      const recognizer = make()
      for (const text of recognizer.examples.noMatch) {
        assert.deepEqual(recognizer.recognize(surfaceFold(write(text))), [], text)
      }
    },
  })),
  {
    law: 'proof',
    name: 'a sentence before or behind switches nothing off, nor does Japanese without a space',
    async run(make) {
      const recognizer = make()
      for (const { text, value } of recognizer.examples.match.map(asExample)) {
        for (const around of [`This is a test. ${text}`, `これは試験。${text}`, `${text}\nThis is a test.`]) {
          const values = outer(recognizer, surfaceFold(around)).map((found) => found.value)
          assert.ok(
            values.some((found) => found.includes(surfaceFold(value))),
            around,
          )
        }
      }
    },
  },
  {
    law: 'form',
    name: 'matches lie in the text, within the stated length, with a score and a canonical form',
    async run(make) {
      const recognizer = make()
      for (const text of texts(recognizer)) {
        for (const { start, end, score, canonical } of recognizer.recognize(text)) {
          assert.ok(start >= 0 && start < end && end <= text.length)
          assert.ok(end - start <= recognizer.maxLength)
          assert.ok(score > 0 && score <= 1)
          assert.notEqual(canonical, '')
        }
      }
    },
  },
  {
    law: 'form',
    name: 'a value has one canonical form, wherever and however it is written',
    async run(make) {
      const recognizer = make()
      for (const { text } of recognizer.examples.match.map(asExample)) {
        const canonicals = WRITINGS.flatMap(([, write]) =>
          [write(text), `これは試験。${write(text)}`].map(
            (written) => outer(recognizer, surfaceFold(written))[0]?.match.canonical,
          ),
        )
        assert.equal(new Set(canonicals).size, 1, text)
      }
    },
  },
  {
    law: 'locality',
    name: 'a match depends on what lies within its reach and on nothing else',
    async run(make) {
      const recognizer = make()
      const { lookbehind, maxLength, lookahead } = recognizer
      for (const text of texts(recognizer)) {
        const padded = `${'の '.repeat(lookbehind + 1)}${text}`
        for (const match of recognizer.recognize(padded)) {
          const from = Math.max(0, match.start - lookbehind)
          const reach = padded.slice(from, match.start + maxLength + lookahead)
          const moved = { ...match, start: match.start - from, end: match.end - from }
          assert.ok(
            recognizer.recognize(reach).some((found) => byPlace(found, moved) === 0),
            text,
          )
        }
      }
    },
  },
  {
    law: 'cutting',
    name: 'what is settled stays as it is, wherever the text is cut',
    async run(make) {
      const recognizer = make()
      for (const text of texts(recognizer)) {
        const whole = recognizer.recognize(text)
        let before = 0
        for (let cut = 0; cut <= text.length; cut++) {
          const prefix = text.slice(0, cut)
          const settled = recognizer.settled(prefix)
          assert.ok(settled >= before && settled <= cut, 'settled moves forward only')
          assert.deepEqual(
            until(recognizer.recognize(prefix), settled),
            until(whole, settled),
            `${cut} of ${text}`,
          )
          before = settled
        }
      }
    },
  },
  {
    law: 'cutting',
    name: 'no more is held back than a match may need, and nothing behind a finished sentence',
    async run(make) {
      const recognizer = make()
      const { maxLength, lookahead } = recognizer
      for (const text of texts(recognizer)) {
        assert.ok(text.length - recognizer.settled(text) <= maxLength + lookahead)
      }
      for (const prose of [
        'The meeting was long; nobody minded. ',
        '会議は長かったが、誰も気にしなかった。',
      ]) {
        assert.equal(recognizer.settled(prose), prose.length, prose)
      }
    },
  },
]
