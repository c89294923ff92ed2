import { generateObject, generateText, jsonSchema, streamText, wrapLanguageModel } from 'ai'
import { MockLanguageModelV3, simulateReadableStream } from 'ai/test'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { leakageMiddleware, retrievalTool } from '../../../../src/adapters/ai-sdk/index.js'
import type { Principal } from '../../../../src/core/types.js'
import { clerk, director, type Loose, openWorld, PUBLIC, SECRET } from '../gateway/world.js'

let world: Awaited<ReturnType<typeof openWorld>>
beforeAll(async () => {
  world = await openWorld([{ name: 'default', acrossTurns: false }])
})
afterAll(() => world.firewall.close())

const usage = {
  inputTokens: { total: 3, noCache: 3, cacheRead: 0, cacheWrite: 0 },
  outputTokens: { total: 5, text: 5, reasoning: 0 },
}
const finishReason = { unified: 'stop', raw: 'stop' } as const

/** A model that says what it is told to, whoever asks. */
function model(reader: Principal, content: Loose[], stream: Loose[] = []) {
  const inner = new MockLanguageModelV3({
    doGenerate: async () => ({
      content,
      finishReason,
      usage,
      warnings: [],
      response: { body: { raw: SECRET } },
    }),
    doStream: async () => ({
      stream: simulateReadableStream({ chunks: stream, chunkDelayInMs: null, initialDelayInMs: null }),
    }),
  })
  return wrapLanguageModel({
    model: inner,
    middleware: leakageMiddleware(world.firewall, { principal: () => reader }),
  })
}

const pieces = (text: string) => text.match(/.{1,9}/gsu)!
const spoken = (kind: 'text' | 'reasoning', text: string) => [
  { type: 'stream-start', warnings: [] },
  { type: `${kind}-start`, id: '1' },
  ...pieces(text).map((delta) => ({ type: `${kind}-delta`, id: '1', delta })),
  { type: 'raw', rawValue: SECRET },
  { type: `${kind}-end`, id: '1' },
  { type: 'finish', usage, finishReason },
]
const call = (text: string) => ({
  type: 'tool-call',
  toolCallId: 'c1',
  toolName: 'send',
  input: JSON.stringify({ to: 'x', body: text }),
})
const called = (text: string) => [
  { type: 'stream-start', warnings: [] },
  { type: 'tool-input-start', id: 'c1', toolName: 'send' },
  ...pieces(call(text).input).map((delta) => ({ type: 'tool-input-delta', id: 'c1', delta })),
  { type: 'tool-input-end', id: 'c1' },
  call(text),
  { type: 'finish', usage, finishReason },
]
const tools = { send: { description: 'sends', inputSchema: jsonSchema({ type: 'object' }) } }

const CARRIERS: readonly [string, (text: string) => Loose[], (text: string) => Loose[]][] = [
  ['text', (text) => [{ type: 'text', text }], (text) => spoken('text', text)],
  [
    'reasoning',
    (text) => [
      { type: 'reasoning', text },
      { type: 'text', text: 'Yes.' },
    ],
    (text) => spoken('reasoning', text),
  ],
  ['a call of a tool', (text) => [call(text)], called],
  [
    'a source',
    (text) => [{ type: 'source', sourceType: 'url', id: 's', url: 'https://a.example', title: text }],
    (text) => [
      { type: 'stream-start', warnings: [] },
      { type: 'source', sourceType: 'url', id: 's', url: 'https://a.example', title: text },
      { type: 'finish', usage, finishReason },
    ],
  ],
]

async function streamed(reader: Principal, parts: Loose[]) {
  const got: Loose[] = []
  const { fullStream } = streamText({
    model: model(reader, [], parts),
    prompt: 'Well?',
    tools,
    onError: () => undefined,
  })
  for await (const part of fullStream) got.push(part)
  return got
}

describe.each(CARRIERS)('%s', (_name, whole, stream) => {
  test('whole: to whom it may be told, and to nobody else', async () => {
    const told = async (reader: Principal, text: string) => {
      const { content, finishReason: reason } = await generateText({
        model: model(reader, whole(text)),
        prompt: 'Well?',
        tools,
      })
      return { content: JSON.stringify(content), reason }
    }
    expect((await told(director, SECRET)).content).toContain(SECRET)
    expect((await told(clerk, PUBLIC)).content).toContain(PUBLIC)
    const refused = await told(clerk, SECRET)
    expect(refused.content).not.toContain('Hollow Oak')
    expect(refused.reason).toBe('content-filter')
  })

  test('streamed', async () => {
    const said = (parts: Loose[]) =>
      parts
        .map(
          (part) =>
            part.text ?? (part.type === 'tool-call' ? JSON.stringify(part.input) : (part.title ?? '')),
        )
        .join('')
    expect(said(await streamed(director, stream(SECRET)))).toContain(SECRET)
    expect(said(await streamed(clerk, stream(PUBLIC)))).toContain(PUBLIC)
    const refused = await streamed(clerk, stream(SECRET))
    expect(JSON.stringify(refused)).not.toContain('Hollow Oak Shipping closes')
    expect(refused.at(-1)).toMatchObject({ type: 'finish', finishReason: 'content-filter' })
  })
})

test('objects keep their form, with values redacted', async () => {
  const text = JSON.stringify({ note: 'The card on file is 4000 1234 5678 9017.' })
  const { object } = await generateObject({
    model: model(clerk, [{ type: 'text', text }]),
    schema: jsonSchema<{ note: string }>({ type: 'object', properties: { note: { type: 'string' } } }),
    prompt: 'Well?',
  })
  expect(object).toEqual({ note: 'The card on file is [CREDIT_CARD].' })
})

test('raw bodies are taken out, files refused, and what breaks off is an error', async () => {
  const { response } = await generateText({
    model: model(clerk, [{ type: 'text', text: PUBLIC }]),
    prompt: 'Well?',
  })
  expect(JSON.stringify(response)).not.toContain('Hollow Oak')
  const file = [{ type: 'file', mediaType: 'image/png', data: 'aGk=' }]
  await expect(generateText({ model: model(clerk, file), prompt: 'Well?' })).rejects.toMatchObject({
    code: 'answer-refused',
  })
  const broken = await streamed(clerk, spoken('text', PUBLIC).slice(0, 4))
  expect(broken.find(({ type }) => type === 'error')?.error).toMatchObject({ code: 'model-failed' })
})

test('the tool finds what its reader may read', async () => {
  const ask = (reader: Principal) =>
    retrievalTool(world.firewall, { principal: () => reader, k: 1 }).execute({
      query: 'When does the purchase of Hollow Oak close?',
    })
  expect((await ask(director))[0]?.id).toBe('board.md')
  expect((await ask(clerk))[0]?.id).toBe('handbook.md')
})
