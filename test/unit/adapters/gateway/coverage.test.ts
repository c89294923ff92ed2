import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Coverage, type GatewayCoverage } from '../../../../src/adapters/gateway/index.js'
import { CARRIERS, completion } from './carriers.js'
import {
  askGateway,
  closeServers,
  events,
  json,
  type Loose,
  openWorld,
  PUBLIC,
  type Script,
  SECRET,
  type ShapeName,
  scripted,
  serveGateway,
} from './world.js'

/** What the record of a call says was seen, scanned and passed unread adds up to what the upstream sent. */

let world: Awaited<ReturnType<typeof openWorld>>
let model: Awaited<ReturnType<typeof scripted>>
let url: string
let logged: (coverage: GatewayCoverage) => void

beforeAll(async () => {
  world = await openWorld(['default', 'lenient'].map((name) => ({ name, acrossTurns: false })))
  model = await scripted()
  const lenient = { unknownFields: 'pass', media: { answers: 'pass' } }
  const logger = { info: (fields: Loose) => logged(fields.coverage), error: () => undefined }
  url = await serveGateway(world.firewall, model.url, { lenient }, { options: { logger } })
})
afterAll(async () => {
  await closeServers()
  await world.firewall.close()
})

/** What is on record of one call. */
async function coverageOf(
  shape: ShapeName,
  script: Script,
  body: Loose,
  { who = 'director', service = 'default' } = {},
): Promise<GatewayCoverage> {
  model.says(script)
  const record = new Promise<GatewayCoverage>((resolve) => {
    logged = resolve
  })
  const answer = await askGateway(url, shape, body, { who, service })
  await answer.text()
  return record
}

const LONGER = `${PUBLIC} ${PUBLIC.toUpperCase()}`
const long = process.env['RAGWALL_TEST_LONG'] === '1'
const cutsOf = (text: string) => [
  text.match(/.{1,7}/gsu)!,
  ...(long ? [[text], [...text], [text.slice(0, 11), text.slice(11)]] : []),
]

describe.each(CARRIERS)('$shape: $kind', (carrier) => {
  const { shape, request = {} } = carrier
  const inside = (text: string) => carrier.wraps?.(text) ?? text

  test('as many code units are seen, and scanned, as were sent, whole and in every piece', async () => {
    const told: Loose[] = []
    for (const text of [PUBLIC, LONGER]) {
      const whole = await coverageOf(shape, json(carrier.whole(inside(text))), request)
      const streamed: GatewayCoverage[] = []
      for (const pieces of cutsOf(inside(text))) {
        streamed.push(await coverageOf(shape, events(carrier.stream(pieces)), { ...request, stream: true }))
      }
      // What a stream says twice, and what it says in more pieces, is seen once.
      for (const one of streamed) expect(one).toEqual(streamed[0])
      for (const one of [whole, streamed[0]!]) {
        expect(one).toMatchObject({ scanned: one.seen, media: 0, removed: 0, unknown: 0 })
        expect(one.seen).toBeGreaterThanOrEqual(inside(text).length)
      }
      told.push({ whole: whole.seen, streamed: streamed[0]!.seen })
    }
    const more = inside(LONGER).length - inside(PUBLIC).length
    expect(told[1].whole - told[0].whole).toBe(more)
    expect(told[1].streamed - told[0].streamed).toBe(more)
  })

  test('of an answer that is cut no more is scanned than was seen, and no more seen than was sent', async () => {
    const sent = (await coverageOf(shape, json(carrier.whole(inside(SECRET))), request)).seen
    for (const stream of [false, true]) {
      const script = stream
        ? events(carrier.stream([...inside(SECRET)]))
        : json(carrier.whole(inside(SECRET)))
      const { seen, scanned } = await coverageOf(shape, script, { ...request, stream }, { who: 'clerk' })
      expect(scanned).toBeLessThanOrEqual(seen)
      expect(seen).toBeLessThanOrEqual(sent)
      expect(scanned).toBeGreaterThan(0)
    }
  })
})

describe('what passes unread is counted', () => {
  const none = { ...new Coverage() }
  const image = { type: 'image_url', image_url: { url: 'data:image/png;base64,aGk=' } }
  const picture = { id: 'item_1', type: 'image_generation_call', status: 'completed', result: 'aGk=' }

  test('in a prompt', async () => {
    const messages = [{ role: 'user', content: [{ type: 'text', text: 'What is this?' }, image, image] }]
    const coverage = await coverageOf('chat', json(completion({ content: PUBLIC })), { messages })
    expect(coverage).toEqual({ ...none, seen: PUBLIC.length, scanned: PUBLIC.length, media: 2 })
  })

  test('in an answer: media, what is sealed, what is taken out, and fields by policy', async () => {
    const lenient = { service: 'lenient' }
    const carrier = CARRIERS.find(({ shape, kind }) => shape === 'responses' && kind === 'text')!
    const answer: Loose = carrier.whole(PUBLIC)
    answer.output[0].content[0].logprobs = [{ token: 'Travel', logprob: -0.1 }]
    answer.output.push(picture, { id: 'r', type: 'reasoning', summary: [], encrypted_content: 'c2VhbGVk' })
    answer.musings = 'Nobody knows.'
    const seen = PUBLIC.length + answer.musings.length
    const coverage = await coverageOf('responses', json(answer), {}, lenient)
    expect(coverage).toEqual({
      ...none,
      seen,
      scanned: seen,
      media: 1,
      sealed: 1,
      removed: 1,
      unknown: 1,
    })
    const signed = { type: 'thinking', thinking: PUBLIC, signature: 'c2ln' }
    const thinking = CARRIERS.find(({ shape, kind }) => shape === 'messages' && kind === 'reasoning')!
    const thought: Loose = {
      ...thinking.whole(PUBLIC),
      content: [signed, { type: 'redacted_thinking', data: 'c2VhbGVk' }],
    }
    expect(await coverageOf('messages', json(thought), {}, lenient)).toEqual({
      ...none,
      seen: PUBLIC.length,
      scanned: PUBLIC.length,
      sealed: 2,
    })
  })
})
