import { deflateSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseServicePolicy } from '../../src/core/policy-schema.js'
import type { Finding } from '../../src/core/types.js'
import type { Firewall } from '../../src/firewall/firewall.js'
import { Drawn } from '../support/drawn.js'
import {
  collect,
  corpusArbitrary,
  cut,
  principalArbitrary,
  SENTENCES,
  streamOf,
  VALUES,
  withFirewall,
} from '../support/world.js'

/**
 * Law 2: however an answer is cut, the stream is the text that `check(string)` returns, with the same
 * findings; under `block` the stream is a prefix of what redaction would have sent, then the refusal.
 */
/** The halves of a sentence, most of them too short to be a leak. */
function halvesOf(sentence: string): [string, string] {
  const middle = Math.floor(sentence.length / 2)
  return [sentence.slice(0, middle), sentence.slice(middle)]
}
const noise = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.constantFrom(
    ' ',
    '\n\n',
    '、',
    '​',
    '🚆',
    'Call ',
    '電話は',
    'card: ',
    '-----BEGIN PRIVATE KEY-----',
    '@',
    '0',
    'The quarterly margin',
  ),
)
const CODED = VALUES.map((value) => Buffer.from(value).toString('base64'))
/** What the services below hold back or hold for a person. */
const weighty = fc.oneof(
  fc.constantFrom(...SENTENCES),
  fc.constantFrom(...VALUES),
  fc.constantFrom(...CODED).map((code) => ` ${code} `),
)
const piece = fc.oneof(
  weighty,
  fc
    .constantFrom(...SENTENCES)
    .chain((sentence) =>
      fc
        .tuple(fc.nat(sentence.length), fc.nat(sentence.length))
        .map(([a, b]) => sentence.slice(Math.min(a, b), Math.max(a, b))),
    ),
  noise,
)
const answerArbitrary = fc
  .array(piece, { maxLength: 10 })
  .map((pieces) => pieces.join(''))
  .filter((answer) => answer.isWellFormed())
/** Answers that say something, between what says nothing; values and sentences may touch. */
const sayingArbitrary = fc
  .tuple(fc.array(piece, { maxLength: 6 }), weighty, fc.array(piece, { maxLength: 5 }))
  .map(([before, one, after]) => [...before, one, ...after].join(''))
  .filter((answer) => answer.isWellFormed())
const cutsArbitrary = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 })

const bare = ({ kind, start, end, provenance, evidence, score }: Finding) => ({
  kind,
  start,
  end,
  provenance,
  evidence,
  score,
})

describe('law 2: stream equals batch', () => {
  test('for every answer and every cutting', async () => {
    type Said = 'findings' | 'redactions' | 'blocks' | 'holds' | 'codes' | 'sessions' | 'audiences'
    const drawn = new Drawn<Said>('law 2')
    const desk = { name: 'desk', actions: { contact: 'hold' as const } }
    await fc.assert(
      fc.asyncProperty(
        corpusArbitrary,
        principalArbitrary,
        sayingArbitrary,
        fc.array(cutsArbitrary, { minLength: 2, maxLength: 2 }),
        fc.record({
          service: fc.constantFrom('default', 'desk'),
          audience: fc.oneof(
            fc.constant([]),
            principalArbitrary.map((other) => [other]),
          ),
          // One half of a sentence was told before, the other is at the end of the answer.
          told: fc.option(fc.tuple(fc.constantFrom(...SENTENCES), fc.boolean()), { nil: undefined }),
        }),
        async (corpus, principal, drawnAnswer, cuttings, { service, audience, told }) => {
          const halves = told === undefined ? [] : halvesOf(told[0])
          const [before = '', behind = ''] = told?.[1] === true ? halves : halves.toReversed()
          const answer = `${drawnAnswer} ${behind}`
          const inSession = async (firewall: Firewall, session: string) => {
            const options = { principal, audience, session }
            if (before !== '') await firewall.check(before, options)
            return { ...options, service }
          }
          const about = async (firewall: Firewall) => {
            const batch = await firewall.check(answer, await inSession(firewall, 'batch'))
            const ways = [...cuttings.map((cuts) => cut(answer, cuts)), [...answer]]
            for (const [i, pieces] of ways.entries()) {
              const stream = firewall.check(streamOf(pieces), await inSession(firewall, `stream ${i}`))
              const text = await collect(stream)
              const verdict = await stream.verdict
              expect(verdict.findings.map(bare)).toEqual(batch.findings.map(bare))
              expect(verdict.action).toBe(batch.action)
              expect(verdict.text).toBe(text)
              if (batch.action === 'block' || batch.action === 'hold')
                expect(text.endsWith(batch.text)).toBe(true)
              else expect(text).toBe(batch.text)
            }
            drawn.count('findings', batch.findings.length > 0)
            drawn.count('redactions', batch.action === 'redact')
            drawn.count('blocks', batch.action === 'block')
            drawn.count('holds', batch.action === 'hold')
            drawn.count('codes', batch.findings.length > 0 && CODED.some((code) => answer.includes(code)))
            drawn.count(
              'sessions',
              batch.findings.some((finding) => 'view' in finding && finding.view === 'turns'),
            )
            drawn.count('audiences', audience.length > 0 && batch.findings.length > 0)
          }
          await withFirewall(corpus, about, { services: [desk] })
        },
      ),
      { numRuns: 120 },
    )
    drawn.expectAtLeast({
      findings: 80,
      redactions: 20,
      blocks: 35,
      holds: 10,
      codes: 40,
      sessions: 10,
      audiences: 30,
    })
  })

  test('in every form that an answer may take', async () => {
    const forms: readonly ((text: string) => string)[] = [
      (text) => text.replace(/\S+/g, '<b class="x">$&</b>'),
      (text) => text.replace(/\S+/g, '$&<!-- note -->'),
      (text) => `<!-- ${text} -->`,
      (text) => [...text].map((one) => `<i>${one}</i>`).join(''),
      (text) => text.replace(/\S+/g, '[$&](https://example.org/a)'),
      (text) =>
        (
          Buffer.from(text)
            .toString('base64')
            .match(/.{1,4}/g) ?? []
        ).join(' '),
      (text) =>
        (
          Buffer.from(text)
            .toString('base64')
            .match(/.{1,30}/g) ?? []
        )
          .map((one) => `- ${one}`)
          .join('\n'),
      (text) =>
        text
          .split(' ')
          .map((one) => Buffer.from(one).toString('base64'))
          .join(' '),
      (text) => deflateSync(text).toString('base64'),
      (text) =>
        [...text]
          .map((one) => (one < '\u007f' ? String.fromCodePoint(0xe0000 + one.charCodeAt(0)) : one))
          .join(''),
      (text) => Buffer.from(text, 'utf16le').toString('base64'),
    ]
    const formed = fc
      .tuple(fc.constantFrom(...SENTENCES, ...VALUES), fc.constantFrom(...forms))
      .map(([text, form]) => form(text))
      .filter((text) => text.isWellFormed())
    const formedAnswer = fc
      .array(fc.oneof(formed, formed, piece), { minLength: 1, maxLength: 4 })
      .map((pieces) => pieces.join(' '))
      .filter((answer) => answer.isWellFormed())
    let blocked = 0
    await fc.assert(
      fc.asyncProperty(
        corpusArbitrary,
        principalArbitrary,
        formedAnswer,
        fc.array(cutsArbitrary, { minLength: 2, maxLength: 2 }),
        async (corpus, principal, answer, cuttings) => {
          await withFirewall(corpus, async (firewall) => {
            const batch = await firewall.check(answer, { principal })
            if (batch.action === 'block') blocked += 1
            for (const pieces of [...cuttings.map((cuts) => cut(answer, cuts)), [...answer]]) {
              const stream = firewall.check(streamOf(pieces), { principal })
              const text = await collect(stream)
              const verdict = await stream.verdict
              expect(verdict.findings.map(bare)).toEqual(batch.findings.map(bare))
              expect(verdict.action).toBe(batch.action)
              if (batch.action === 'block') expect(text.endsWith(batch.text)).toBe(true)
              else expect(text).toBe(batch.text)
            }
          })
        },
      ),
      { numRuns: 100 },
    )
    expect(blocked).toBeGreaterThan(10)
  })

  test('whatever its operators make of a value', async () => {
    const kinds = ['mask', 'hash', 'encrypt', 'pseudonym'] as const
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...kinds),
        principalArbitrary,
        answerArbitrary,
        cutsArbitrary,
        async (kind, principal, answer, cuts) => {
          const policy = {
            name: 'desk',
            operators: { default: { kind } },
            actions: { 'personal-data': 'redact' },
          }
          const services = [parseServicePolicy(policy, 'desk')]
          await withFirewall(
            [],
            async (firewall) => {
              const options = { principal, service: 'desk', session: 's' }
              const batch = await firewall.check(answer, options)
              fc.pre(batch.action !== 'block')
              for (const pieces of [cut(answer, cuts), [...answer]]) {
                expect(await collect(firewall.check(streamOf(pieces), options))).toBe(batch.text)
              }
            },
            { services },
          )
        },
      ),
      { numRuns: 40 },
    )
  })
})
