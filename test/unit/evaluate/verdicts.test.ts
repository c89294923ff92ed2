import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { FirewallError } from '../../../src/core/errors.js'
import type { Finding, Verdict } from '../../../src/core/types.js'
import { createRandom } from '../../../src/evaluate/random.js'
import {
  countFates,
  cutRandomly,
  type Judged,
  judgeAnswer,
  judgeStream,
  streamAgrees,
  verbatimLeaks,
} from '../../../src/evaluate/verdicts.js'
import type { Firewall } from '../../../src/firewall/firewall.js'

const options = {
  principal: { id: 'user:a', groups: [], clearance: { level: 'internal', compartments: [] } },
}

function answering(action: Verdict['action'], text: string): Pick<Firewall, 'check'> {
  const label = { level: 'internal', compartments: [], allow: [], deny: [] }
  const coverage = { state: 'complete' as const, seen: 0, scanned: 0, unscanned: 0, detectors: [] }
  const verdict: Verdict = { action, text, findings: [], label, coverage, receipt: { id: 'r' } }
  return { check: async () => verdict } as unknown as Pick<Firewall, 'check'>
}

describe('fates', () => {
  test.each([
    ['release', 'same', 'released'],
    ['release', 'other', 'altered'],
    ['redact', 'other', 'redacted'],
    ['hold', 'wait', 'held'],
    ['block', 'no', 'blocked'],
  ] as const)('%s with %s text', async (action, text, fate) => {
    const judged = await judgeAnswer(answering(action, text), 'same', options)
    expect(judged).toMatchObject({ fate, text })
    expect(countFates([judged])[fate]).toBe(1)
  })

  test('a refusal is a result with its code; cancelling and bugs are not', async () => {
    const throwing = (error: Error) =>
      ({ check: () => Promise.reject(error) }) as unknown as Pick<Firewall, 'check'>
    const refused = await judgeAnswer(throwing(new FirewallError('work-limit', 'too much')), 'x', options)
    expect(refused).toMatchObject({ fate: 'refused', code: 'work-limit', text: '' })
    await expect(judgeAnswer(throwing(new FirewallError('aborted', 'x')), 'x', options)).rejects.toThrow()
    await expect(judgeAnswer(throwing(new TypeError('bug')), 'x', options)).rejects.toThrow(TypeError)
  })

  test('of a stream counts what was yielded, not what the verdict says was', async () => {
    const lying = {
      check: () =>
        Object.assign(
          (async function* () {
            yield 'leak'
          })(),
          { verdict: Promise.resolve({ action: 'release', text: 'clean', findings: [] }) },
        ),
    } as unknown as Pick<Firewall, 'check'>
    expect(await judgeStream(lying, ['cle', 'an'], options)).toMatchObject({ fate: 'altered', text: 'leak' })
  })
})

test('pieces put together are the text, none longer than allowed, no character cut', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 20 }), (text, longest) => {
      const pieces = cutRandomly(text, longest, createRandom(text))
      expect(pieces.join('')).toBe(text)
      expect(
        pieces.every((piece) => piece.isWellFormed() && [...piece].length <= longest && piece !== ''),
      ).toBe(true)
    }),
  )
})

describe('a stream agrees', () => {
  const judged = (fate: Judged['fate'], text: string, start?: number): Judged => ({
    fate,
    text,
    time: 0,
    findings: start === undefined ? [] : [{ start } as Finding],
  })

  test('when it sent the same text', () => {
    expect(streamAgrees('abc', judged('redacted', 'a[x]c'), judged('redacted', 'a[x]c'))).toBe(true)
    expect(streamAgrees('abc', judged('redacted', 'a[x]c'), judged('redacted', 'abc'))).toBe(false)
    expect(streamAgrees('abc', judged('redacted', 'abc'), judged('released', 'abc'))).toBe(false)
  })

  test('when a block ends the beginning of the answer with the same refusal', () => {
    const whole = judged('blocked', 'No.', 4)
    expect(streamAgrees('one two three', whole, judged('blocked', 'one No.', 4))).toBe(true)
    expect(streamAgrees('one two three', whole, judged('blocked', 'No.', 4))).toBe(true)
    expect(streamAgrees('one two three', whole, judged('blocked', 'one\n\nNo.', 8))).toBe(true)
    expect(streamAgrees('one two three', whole, judged('blocked', 'two\n\nNo.', 8))).toBe(false)
    expect(streamAgrees('one two three', whole, judged('blocked', 'one', 4))).toBe(false)
    expect(streamAgrees('one two three', whole, judged('blocked', 'oneX No.', 4))).toBe(false)
  })
})

test('leaks are what comes from sources the reader may not read', () => {
  const run = {
    start: 0,
    end: 1,
    score: 1,
    evidence: '',
    kind: 'verbatim',
    view: 'folded',
    length: 40,
  } as const
  const forbidden: Finding = { ...run, provenance: 'forbidden', match: 'exact' }
  const permitted: Finding = { ...run, provenance: 'permitted', match: 'exact' }
  const near: Finding = { ...run, provenance: 'training', match: 'near' }
  const canary: Finding = {
    ...run,
    provenance: 'permitted',
    kind: 'canary',
    rule: 'canary',
  } as unknown as Finding
  const judged: Judged = {
    fate: 'redacted',
    text: '',
    time: 0,
    findings: [forbidden, permitted, near, canary],
  }
  expect(verbatimLeaks(judged)).toEqual([forbidden, near])
  expect(verbatimLeaks(judged, 'near')).toEqual([near])
})
