import Anthropic from '@anthropic-ai/sdk'
import OpenAI from 'openai'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { closeServers, events, json, openWorld, PUBLIC, SECRET, scripted, serveGateway } from './world.js'

let world: Awaited<ReturnType<typeof openWorld>>
let model: Awaited<ReturnType<typeof scripted>>
let url: string

beforeAll(async () => {
  world = await openWorld()
  model = await scripted()
  url = await serveGateway(world.firewall, model.url)
})
afterAll(async () => {
  await closeServers()
  await world.firewall.close()
})

const openai = (who: string) => new OpenAI({ baseURL: `${url}/v1`, apiKey: `token-of-${who}`, maxRetries: 0 })
const anthropic = (who: string) => new Anthropic({ baseURL: url, apiKey: `token-of-${who}`, maxRetries: 0 })

const completion = (message: object, more: object = {}) => ({
  id: 'chatcmpl-1',
  object: 'chat.completion',
  created: 1,
  model: 'model-a',
  choices: [
    {
      index: 0,
      message: { role: 'assistant', refusal: null, ...message },
      logprobs: null,
      finish_reason: 'stop',
      ...more,
    },
  ],
  usage: { prompt_tokens: 3, completion_tokens: 5, total_tokens: 8 },
})

describe('chat completions', () => {
  test('whole: what the reader may not know is refused, what they may comes byte for byte', async () => {
    model.says(json(completion({ content: SECRET })))
    const ask = { model: 'model-a', messages: [{ role: 'user' as const, content: 'When does it close?' }] }
    const refused = await openai('clerk').chat.completions.create(ask)
    expect(refused.choices[0]?.finish_reason).toBe('content_filter')
    expect(JSON.stringify(refused)).not.toContain('Hollow Oak')
    const told = await openai('director').chat.completions.create(ask)
    expect(told).toMatchObject(completion({ content: SECRET }))
    model.says(json(completion({ content: PUBLIC })))
    expect(await openai('clerk').chat.completions.create(ask)).toMatchObject(completion({ content: PUBLIC }))
  })

  test('streamed', async () => {
    const chunk = (delta: object, finish_reason: string | null = null) => ({
      id: 'c1',
      object: 'chat.completion.chunk',
      created: 1,
      model: 'model-a',
      choices: [{ index: 0, delta, logprobs: null, finish_reason }],
    })
    const said = (text: string) => [
      chunk({ role: 'assistant', content: '' }),
      ...[...text].map((content) => chunk({ content })),
      chunk({}, 'stop'),
    ]
    const read = async (who: string, text: string) => {
      model.says(events(said(text)))
      const stream = await openai(who).chat.completions.create({
        model: 'model-a',
        stream: true,
        messages: [{ role: 'user', content: 'Well?' }],
      })
      let out = ''
      let reason: string | null = null
      for await (const { choices } of stream) {
        out += choices[0]?.delta.content ?? ''
        reason = choices[0]?.finish_reason ?? reason
      }
      return { out, reason }
    }
    expect(await read('director', SECRET)).toEqual({ out: SECRET, reason: 'stop' })
    expect(await read('clerk', PUBLIC)).toEqual({ out: PUBLIC, reason: 'stop' })
    const refused = await read('clerk', SECRET)
    expect(refused.reason).toBe('content_filter')
    expect(refused.out).not.toContain('Hollow Oak Shipping closes')
  })
})

describe('messages', () => {
  test('whole and streamed, with the key in `x-api-key`', async () => {
    const message = (text: string) => ({
      id: 'msg_1',
      type: 'message',
      role: 'assistant',
      model: 'model-a',
      content: [{ type: 'text', text, citations: null }],
      stop_reason: 'end_turn',
      stop_sequence: null,
      usage: { input_tokens: 2, output_tokens: 4 },
    })
    const ask = { model: 'model-a', max_tokens: 99, messages: [{ role: 'user' as const, content: 'Well?' }] }
    model.says(json(message(SECRET)))
    expect(await anthropic('director').messages.create(ask)).toMatchObject(message(SECRET))
    const refused = await anthropic('clerk').messages.create(ask)
    expect(refused.stop_reason).toBe('refusal')
    expect(JSON.stringify(refused)).not.toContain('Hollow Oak')
    const stream = (text: string) =>
      events([
        { type: 'message_start', message: { ...message(''), content: [], stop_reason: null } },
        { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
        ...text.match(/.{1,7}/gs)!.map((piece) => ({
          type: 'content_block_delta',
          index: 0,
          delta: { type: 'text_delta', text: piece },
        })),
        { type: 'content_block_stop', index: 0 },
        {
          type: 'message_delta',
          delta: { stop_reason: 'end_turn', stop_sequence: null },
          usage: { output_tokens: 4 },
        },
        { type: 'message_stop' },
      ])
    model.says(stream(SECRET))
    const whole = await anthropic('director').messages.stream(ask).finalMessage()
    expect(whole).toMatchObject({ content: [{ type: 'text', text: SECRET }], stop_reason: 'end_turn' })
    const cut = await anthropic('clerk').messages.stream(ask).finalMessage()
    expect(cut.stop_reason).toBe('refusal')
    expect(JSON.stringify(cut)).not.toContain('Hollow Oak Shipping closes')
  })
})
