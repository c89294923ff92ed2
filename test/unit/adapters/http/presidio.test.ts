import { createDecipheriv } from 'node:crypto'
import fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import { CodePoints } from '../../../../src/adapters/http/code-points.js'
import { analyzeAnswer, anonymizeAnswer } from '../../../../src/adapters/http/schemas/presidio.js'
import { closeServers, recordingFirewall, serve } from './harness.js'

afterEach(closeServers)

const start = () => serve(recordingFirewall().firewall)
const slice = (text: string, from: number, to: number) => [...text].slice(from, to).join('')

describe('code points', () => {
  test('are counted as by whoever splits the text into them', () => {
    const unit = fc.constantFrom('a', '花', '\u{1f98a}', '\u{20000}', '\ud83e')
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 30 }), (text) => {
        const points = new CodePoints(text)
        const all = [...text]
        expect(points.length).toBe(all.length)
        let units = 0
        for (let at = 0; at <= all.length; at++) {
          expect(points.at(at)).toBe(units)
          expect(points.before(units)).toBe(at)
          units += all[at]?.length ?? 0
        }
      }),
    )
  })
})

describe('POST /analyze', () => {
  test('answers with results of Presidio’s shape, names and code points', async () => {
    const { post } = await start()
    const text = 'A fox 🦊 writes to john.smith@corp-example.com 🦊, card 4111 1111 1111 1111.'
    const { status, body } = await post('/analyze', 'bot', { text, language: 'en' })
    expect(status).toBe(200)
    expect(analyzeAnswer.parse(body)).toEqual(body)
    const found = body.map(
      ({ start, end, entity_type }: { start: number; end: number; entity_type: string }) => [
        entity_type,
        slice(text, start, end),
      ],
    )
    expect(found).toContainEqual(['EMAIL_ADDRESS', 'john.smith@corp-example.com'])
    expect(found).toContainEqual(['CREDIT_CARD', '4111 1111 1111 1111'])
  })

  test('takes what Presidio’s clients send, and a list of texts', async () => {
    const { post } = await start()
    const { body } = await post('/analyze', 'bot', {
      text: ['mail a@corp-example.com', 'nothing here', 'call 212-555-0187 or mail b@corp-example.com'],
      language: 'en',
      entities: ['EMAIL_ADDRESS'],
      score_threshold: 0.4,
      correlation_id: '1',
      return_decision_process: false,
      trace: false,
      allow_list: ['b@corp-example.com'],
      ad_hoc_recognizers: [],
      context: ['mail'],
    })
    expect(analyzeAnswer.parse(body)).toEqual(body)
    expect(body.map((results: unknown[]) => results.length)).toEqual([1, 0, 0])
  })

  test.each([
    ['an entity that nobody finds', { entities: ['HOLLOW_OAK'] }],
    ['a recognizer in the request', { ad_hoc_recognizers: [{ name: 'Hollow' }] }],
    ['no language', { language: undefined }],
    ['a member from nowhere', { Hollow: 1 }],
  ])('%s is refused, without an echo', async (_, more) => {
    const { post } = await start()
    const answer = await post('/analyze', 'bot', { text: 'a', language: 'en', ...more })
    expect(answer.body).toMatchObject({ status: 400, code: 'request-invalid', help: expect.any(String) })
    expect(answer.text).not.toMatch(/hollow/i)
  })
})

describe('POST /anonymize', () => {
  const text = 'hello 🦊 world, my name is Jane Doe. My number is: 034453334'
  const analyzer_results = [
    { start: 27, end: 35, score: 0.8, entity_type: 'NAME' },
    { start: 51, end: 60, score: 0.95, entity_type: 'PHONE_NUMBER' },
  ].map(({ start, end, ...rest }) => ({ ...rest, start: start - 1, end: end - 1 }))

  test('replaces as it is told, and lists what it did from the end of the text', async () => {
    const { post } = await start()
    const { status, body } = await post('/anonymize', 'bot', {
      text,
      anonymizers: {
        DEFAULT: { type: 'replace', new_value: 'ANONYMIZED' },
        PHONE_NUMBER: { type: 'mask', masking_char: '*', chars_to_mask: 4, from_end: true },
      },
      analyzer_results,
    })
    expect(status).toBe(200)
    expect(anonymizeAnswer.parse(body)).toEqual(body)
    expect(body.text).toBe('hello 🦊 world, my name is ANONYMIZED. My number is: 03445****')
    expect(body.items).toEqual([
      { start: 52, end: 61, entity_type: 'PHONE_NUMBER', text: '03445****', operator: 'mask' },
      { start: 26, end: 36, entity_type: 'NAME', text: 'ANONYMIZED', operator: 'replace' },
    ])
    for (const { start, end, text: said } of body.items) expect(slice(body.text, start, end)).toBe(said)
  })

  test('leaves not a character of a place uncovered, however places lie over each other', async () => {
    const { post } = await start()
    const place = fc
      .tuple(fc.nat(11), fc.nat(11))
      .map(([a, b]) => ({ start: Math.min(a, b), end: Math.max(a, b) + 1, score: 0.5, entity_type: 'X' }))
    await fc.assert(
      fc.asyncProperty(fc.array(place, { maxLength: 5 }), async (places) => {
        const { body } = await post('/anonymize', 'bot', {
          text: 'ab🦊defghijkl',
          anonymizers: { DEFAULT: { type: 'redact' } },
          analyzer_results: places,
        })
        const kept = [...'ab🦊defghijkl'].filter(
          (_, at) => !places.some(({ start, end }) => start <= at && at < end),
        )
        expect(body.text).toBe(kept.join(''))
      }),
      { numRuns: 40 },
    )
  })

  test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
    'an entity called %s is like any other',
    async (name) => {
      const { post } = await start()
      const results = [{ ...analyzer_results[0], entity_type: name }]
      const answer = await post('/anonymize', 'bot', { text, analyzer_results: results })
      expect(answer.body.text).toContain(`<${name}>`)
    },
  )

  test('hashes, encrypts for whoever has the key, keeps, and names the entity by default', async () => {
    const { post } = await start()
    const key = '0123456789abcdef'
    const one = async (operator: object | undefined) => {
      const { body } = await post('/anonymize', 'bot', {
        text: 'Jane',
        ...(operator === undefined ? {} : { anonymizers: { DEFAULT: operator } }),
        analyzer_results: [{ start: 0, end: 4, score: 1, entity_type: 'NAME' }],
      })
      return body.text
    }
    expect(await one(undefined)).toBe('<NAME>')
    expect(await one({ type: 'keep' })).toBe('Jane')
    expect(await one({ type: 'hash' })).toMatch(/^[0-9a-f]{64}$/)
    expect(await one({ type: 'hash', hash_type: 'sha512', salt: 'x' })).toMatch(/^[0-9a-f]{128}$/)
    const bytes = Buffer.from(await one({ type: 'encrypt', key }), 'base64url')
    const decipher = createDecipheriv('aes-128-cbc', key, bytes.subarray(0, 16))
    expect(decipher.update(bytes.subarray(16)).toString('utf8') + decipher.final('utf8')).toBe('Jane')
  })

  test.each([
    ['a place behind the text', { analyzer_results: [{ start: 0, end: 99, score: 1, entity_type: 'X' }] }],
    [
      'a key of a wrong length',
      { anonymizers: { DEFAULT: { type: 'encrypt', key: 'Hollow' } }, analyzer_results },
    ],
    ['an operator from nowhere', { anonymizers: { Hollow: { type: 'Hollow' } }, analyzer_results }],
  ])('%s is refused, without an echo', async (_, more) => {
    const { post } = await start()
    const answer = await post('/anonymize', 'bot', { text, ...more })
    expect(answer.body).toMatchObject({ status: 400, code: 'request-invalid' })
    expect(answer.text).not.toContain('Hollow')
  })
})
