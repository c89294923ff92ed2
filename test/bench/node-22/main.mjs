/**
 * `npm run test:node-22`: AI SDK 7 behind `leakageMiddleware`, and Mastra behind the gateway (docs/agents.md). Both want Node 22,
 * which is installed beside them.
 */
import assert from 'node:assert/strict'
import { Agent } from '@mastra/core/agent'
import { generateText, streamText, wrapLanguageModel } from 'ai'
import { MockLanguageModelV3, MockLanguageModelV4, simulateReadableStream } from 'ai/test'
import { leakageMiddleware } from '../../../src/adapters/ai-sdk/index.js'
import { CARRIERS } from '../../unit/adapters/gateway/carriers.js'
import {
  clerk,
  closeServers,
  director,
  events,
  json,
  openWorld,
  PUBLIC,
  SECRET,
  scripted,
  serveGateway,
} from '../../unit/adapters/gateway/world.js'

/** Who may be told what. */
const CASES = [
  [director, SECRET, true],
  [clerk, SECRET, false],
  [clerk, PUBLIC, true],
]

const world = await openWorld([{ name: 'default', acrossTurns: false }])

async function joined(stream) {
  let told = ''
  for await (const piece of stream) told += piece
  return told
}

function requireTold(told, text, may, what) {
  assert.equal(told === text, may, what)
  assert.equal(told.includes('Hollow'), may && text === SECRET, what)
}

const usage = {
  inputTokens: { total: 3, noCache: 3, cacheRead: 0, cacheWrite: 0 },
  outputTokens: { total: 5, text: 5, reasoning: 0 },
}
const finishReason = { unified: 'stop', raw: 'stop' }
for (const Model of [MockLanguageModelV3, MockLanguageModelV4]) {
  for (const [reader, text, may] of CASES) {
    const chunks = [
      { type: 'stream-start', warnings: [] },
      { type: 'text-start', id: 't' },
      ...[...text].map((delta) => ({ type: 'text-delta', id: 't', delta })),
      { type: 'text-end', id: 't' },
      { type: 'finish', finishReason, usage },
    ]
    const model = wrapLanguageModel({
      model: new Model({
        doGenerate: async () => ({ content: [{ type: 'text', text }], finishReason, usage, warnings: [] }),
        doStream: async () => ({
          stream: simulateReadableStream({ chunks, chunkDelayInMs: null, initialDelayInMs: null }),
        }),
      }),
      middleware: leakageMiddleware(world.firewall, { principal: () => reader }),
    })
    requireTold((await generateText({ model, prompt: '?' })).text, text, may, `${Model.name}, whole`)
    requireTold(
      await joined(streamText({ model, prompt: '?' }).textStream),
      text,
      may,
      `${Model.name}, streamed`,
    )
  }
}
console.log('AI SDK 7: what the reader may be told, whole and streamed')

const upstream = await scripted()
const url = await serveGateway(world.firewall, upstream.url)
const carrier = CARRIERS.find(({ shape, kind }) => shape === 'chat' && kind === 'text')
for (const [reader, text, may] of CASES) {
  upstream.says((request, response) => {
    const script =
      request.body.stream === true ? events(carrier.stream([...text])) : json(carrier.whole(text))
    script(request, response)
  })
  const agent = new Agent({
    id: 'helper',
    name: 'Helper',
    instructions: 'Answer in two sentences.',
    model: { id: 'ragwall/model-a', url: `${url}/v1`, apiKey: `token-of-${reader.id.split(':')[1]}` },
  })
  requireTold((await agent.generate('Well?')).text, text, may, 'Mastra, whole')
  requireTold(await joined((await agent.stream('Well?')).textStream), text, may, 'Mastra, streamed')
}
console.log('Mastra: likewise')
await closeServers()
await world.firewall.close()
process.exit(0)
