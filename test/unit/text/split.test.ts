import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { splitDocument } from '../../../src/text/split.js'
import { cpuTime } from '../../support/cpu-time.js'

const sentence = 'The committee met on the third day and wrote down what it had seen. '
const satz = '委員会は三日目に集まり、見たことを書き留めた。'

const document = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        sentence,
        satz,
        '\n',
        '\r\n',
        '\n\n',
        '# Heading\n',
        '「はい。」',
        '𠮷',
        '👨‍👩‍👧',
        'e\u0301',
      ),
      fc.string({ unit: 'binary', maxLength: 30 }),
      fc.integer({ min: 1, max: 60 }).map((n) => 'x'.repeat(n)),
    ),
    { maxLength: 60 },
  )
  .map((parts) => parts.join(''))

describe('splitDocument', () => {
  test('joined, the pieces are the document', () => {
    fc.assert(
      fc.property(
        document,
        fc.integer({ min: 1, max: 300 }),
        fc.integer({ min: 8, max: 300 }),
        (text, target, more) => {
          const max = target + more
          const pieces = splitDocument(text, { target, max })
          expect(pieces.join('')).toBe(text)
          for (const [i, piece] of pieces.entries()) {
            expect(piece.length).toBeGreaterThan(0)
            expect(piece.length).toBeLessThanOrEqual(max)
            expect(piece.isWellFormed()).toBe(true)
            expect(piece.endsWith('\r') && (pieces[i + 1] ?? '').startsWith('\n')).toBe(false)
          }
        },
      ),
      { numRuns: 500 },
    )
  })

  test('cuts documents of an office between their blocks, lines and sentences, in English and Japanese', () => {
    const count = (max: number) => fc.integer({ min: 1, max })
    const lines = (line: (i: number) => string) => (n: number) =>
      Array.from({ length: n }, (_, i) => line(i)).join('\n')
    const block = fc.oneof(
      count(6).map((n) => sentence.repeat(n).trim()),
      count(6).map((n) => satz.repeat(n)),
      count(3).map((n) => `${'#'.repeat(n)} Section ${n}`),
      count(9).map((n) => `第${n}章 報告`),
      count(25).map(lines((i) => `Bay ${i}\t${i * 310}\tOdile Brandt`)),
      count(25).map(lines((i) => `荷捌き場${i}\t${i * 310}\t小田切美穂`)),
      count(25).map((n) => `\`\`\`ts\n${lines((i) => `  const pump${i} = raise(${i})`)(n)}\n\`\`\``),
      count(9).map((n) => `Slide ${n}: what comes next\n${sentence.trim()}`),
    )
    fc.assert(
      fc.property(fc.array(block, { minLength: 1, maxLength: 40 }), (blocks) => {
        const text = blocks.join('\n\n')
        let at = 0
        for (const piece of splitDocument(text)) {
          at += piece.length
          if (at === text.length) break
          const isBound = text[at - 1] === '\n' || /[.。]\s*$/.test(piece)
          expect(isBound, JSON.stringify([piece.slice(-30), text.slice(at, at + 30)])).toBe(true)
          // No heading is parted from what it heads.
          if (!/^(?:#+ Section|第\d章)/.test(text.slice(at)))
            expect(piece.trimEnd().split('\n').at(-1)).not.toMatch(/^(?:#+ Section|第\d章)/)
        }
        expect(at).toBe(text.length)
      }),
      { numRuns: 150 },
    )
  })

  test('nothing of nothing, and what is short stays whole', () => {
    expect(splitDocument('')).toEqual([])
    expect(splitDocument(sentence)).toEqual([sentence])
  })

  test('cuts prose at sentence ends, near the target', () => {
    const pieces = splitDocument(sentence.repeat(100))
    for (const piece of pieces) expect(piece.endsWith('seen. ')).toBe(true)
    const lengths = pieces.map((piece) => piece.length)
    expect(Math.max(...lengths)).toBeLessThanOrEqual(1280)
    expect(Math.min(...lengths)).toBeGreaterThanOrEqual(320)
    expect(lengths.slice(0, -2).every((length) => Math.abs(length - 800) < 80)).toBe(true)
  })

  test('cuts Japanese at sentence ends, in pieces of about 350 characters', () => {
    const pieces = splitDocument(satz.repeat(100))
    for (const piece of pieces) expect(piece.endsWith('。')).toBe(true)
    expect(pieces.slice(0, -2).every((piece) => Math.abs(piece.length - 350) < 50)).toBe(true)
  })

  test('keeps a closing quote with its sentence', () => {
    for (const piece of splitDocument('彼は「もう行くよ。」と言った。「はい。」'.repeat(60))) {
      expect(piece).not.toMatch(/^[」。]/)
    }
  })

  test('a heading goes with what it heads', () => {
    const text = Array.from({ length: 12 }, (_, i) => `## Part ${i}\n\n${sentence.repeat(9)}\n\n`).join('')
    for (const piece of splitDocument(text)) expect(piece).toMatch(/^## Part/)
  })

  test('prefers a blank line to a line end, and a line end to a sentence end', () => {
    const paragraph = `${sentence.repeat(2)}\n${sentence.repeat(2)}\n`
    for (const piece of splitDocument(`${paragraph.repeat(2)}\n`.repeat(10)).slice(0, -1)) {
      expect(piece.endsWith('\n\n')).toBe(true)
    }
  })

  test('leaves no crumbs at the end', () => {
    for (let length = 1; length < 60; length++) {
      const pieces = splitDocument(sentence.repeat(length))
      if (pieces.length > 1) expect(pieces.at(-1)?.length).toBeGreaterThanOrEqual(300)
    }
  })

  test('parts what has no bounds, but no grapheme while it can', () => {
    expect(splitDocument('x'.repeat(5000)).every((piece) => piece.length <= 1280)).toBe(true)
    for (const piece of splitDocument('e\u0301'.repeat(3000))) expect(piece.startsWith('e')).toBe(true)
    expect(splitDocument('\u0301'.repeat(3000)).join('')).toBe('\u0301'.repeat(3000))
  })

  test('takes linear time', () => {
    const time = (text: string) => {
      const start = cpuTime()
      splitDocument(text)
      return cpuTime() - start
    }
    for (const unit of [sentence, satz, '\n', ' ', '\u0301', 'x', '# \n', '\r\n\n']) {
      const text = unit.repeat(Math.ceil(400_000 / unit.length))
      time(text)
      expect(time(text)).toBeLessThan(2_000)
    }
  })

  test.each([{ target: 0 }, { max: 4 }, { target: 100, max: 50 }, { target: Number.NaN }])(
    'refuses %j',
    (options) => {
      expect(() => splitDocument('text', options)).toThrow(RangeError)
    },
  )
})
