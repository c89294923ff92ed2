import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Anthropic from '@anthropic-ai/sdk'
import { AIMessage } from '@langchain/core/messages'
import { FakeListChatModel } from '@langchain/core/utils/testing'
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { generateText, streamText, wrapLanguageModel } from 'ai'
import { MockLanguageModelV3, simulateReadableStream } from 'ai/test'
import express from 'express'
import OpenAI from 'openai'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { leakageMiddleware } from '../../src/adapters/ai-sdk/index.js'
import { router } from '../../src/adapters/http/index.js'
import { check, protectModel } from '../../src/adapters/langchain/index.js'
import { createMcp } from '../../src/adapters/mcp/index.js'
import type { Action, Principal } from '../../src/core/types.js'
import type { Firewall } from '../../src/firewall/firewall.js'
import { openFirewall } from '../../src/firewall/open.js'
import { seeded } from '../support/random.js'
import { cli } from '../unit/adapters/cli/harness.js'
import { CARRIERS } from '../unit/adapters/gateway/carriers.js'
import {
  authenticate,
  clerk,
  closeServers,
  director,
  events,
  json,
  type Loose,
  listen,
  PUBLIC,
  principalOf,
  SECRET,
  scripted,
  serveGateway,
} from '../unit/adapters/gateway/world.js'

/**
 * The same text gets the same verdict, and what of it is released is the same to the byte, through every face over one
 * configuration: LangChain, AI SDK, gateway, MCP, HTTP and the command line. `npm run test:gateway` tries more texts.
 */

const long = process.env['RAGWALL_TEST_LONG'] === '1'

let folder: string
let firewall: Firewall
let model: Awaited<ReturnType<typeof scripted>>
let gateway: string
let service: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ragwall-faces-'))
  await cli(['init'], { folder })
  const config = join(folder, 'config/ragwall.yaml')
  const text = readFileSync(config, 'utf8')
    .replace('rules: []', "rules:\n  - { path: '**', level: internal }")
    .replace('connectors: []', 'connectors:\n  - { use: files, name: papers, root: ../documents }')
  writeFileSync(config, text)
  for (const [path, content] of Object.entries({
    'config/principals.yaml':
      "groups:\n  group:staff: { members: ['user:clerk', 'user:director'] }\n  group:board: { members: ['user:director'] }\n" +
      'principals:\n  user:clerk: { clearance: { level: internal } }\n  user:director: { clearance: { level: internal } }\n',
    // Each face by itself: what one has told is no reason to refuse it to the next.
    'config/services/default.yaml': 'name: default\nacrossTurns: false\n',
    'documents/staff/.acl.yaml': "allow: ['group:staff']\n",
    'documents/staff/travel.md': `${PUBLIC}\n`,
    'documents/board/.acl.yaml': "allow: ['group:board']\n",
    'documents/board/minutes.md': `${SECRET}\n`,
  })) {
    mkdirSync(join(folder, path, '..'), { recursive: true })
    writeFileSync(join(folder, path), content)
  }
  expect(await cli(['sync'], { folder })).toMatchObject({ code: 0 })
  firewall = await openFirewall(config)
  model = await scripted()
  gateway = await serveGateway(firewall, model.url)
  const app = express()
  app.use(router(firewall, { authenticate, principalOf, mcp: await createMcp(firewall) }))
  service = await listen(app)
})
afterAll(async () => {
  await closeServers()
  await firewall?.close()
  rmSync(folder, { recursive: true, force: true })
})

const at = (reader: Principal): Principal => ({
  ...reader,
  clearance: { level: 'internal', compartments: [] },
})
const READERS = [at(clerk), at(director)]
const tokenOf = ({ id }: Principal) => `token-of-${id.split(':')[1]}`

/** What a face says, and what it says it did, as far as it has a word for that. */
interface Told {
  readonly text: string
  readonly action?: Action
  /** Whether it says that the answer was refused. */
  readonly refused?: boolean
}

const usage = {
  inputTokens: { total: 1, noCache: 1, cacheRead: 0, cacheWrite: 0 },
  outputTokens: { total: 1, text: 1, reasoning: 0 },
}
const finishReason = { unified: 'stop', raw: 'stop' } as const
const piecesOf = (text: string) => text.match(/.{1,5}/gsu) ?? []

function sdkModel(text: string, reader: Principal) {
  const inner = new MockLanguageModelV3({
    doGenerate: async () => ({ content: [{ type: 'text', text }], finishReason, usage, warnings: [] }),
    doStream: async () => ({
      stream: simulateReadableStream({
        chunks: [
          { type: 'text-start' as const, id: 't' },
          ...piecesOf(text).map((delta) => ({ type: 'text-delta' as const, id: 't', delta })),
          { type: 'text-end' as const, id: 't' },
          { type: 'finish' as const, finishReason, usage },
        ],
        chunkDelayInMs: null,
        initialDelayInMs: null,
      }),
    }),
  })
  return wrapLanguageModel({
    model: inner,
    middleware: leakageMiddleware(firewall, { principal: () => reader }),
  })
}

async function asked(
  shape: 'chat' | 'messages' | 'responses',
  text: string,
  reader: Principal,
  stream: boolean,
): Promise<Told> {
  const carrier = CARRIERS.find((one) => one.shape === shape && one.kind === 'text')!
  model.says(stream ? events(carrier.stream(piecesOf(text))) : json(carrier.whole(text)))
  const key = { apiKey: tokenOf(reader), maxRetries: 0 }
  const messages = [{ role: 'user' as const, content: '?' }]
  const openai = new OpenAI({ baseURL: `${gateway}/v1`, ...key })
  const anthropic = new Anthropic({ baseURL: gateway, ...key })
  const body = { model: 'model-a', stream } as Loose
  const answer: Loose =
    shape === 'chat'
      ? await openai.chat.completions.create({ ...body, messages })
      : shape === 'responses'
        ? await openai.responses.create({ ...body, input: '?' })
        : await anthropic.messages.create({ ...body, messages, max_tokens: 9 })
  const all: Loose[] = []
  if (stream) for await (const event of answer) all.push(event)
  else all.push(answer)
  const ends = JSON.stringify(all)
  return {
    text: all.map((one) => carrier.said(one)).join(''),
    refused: /"content_filter"|"refusal",/.test(ends),
  }
}

async function post(path: string, body: string, reader: Principal, type = 'application/json') {
  const answer = await fetch(service + path, {
    method: 'POST',
    headers: { 'content-type': type, authorization: `Bearer ${tokenOf(reader)}` },
    body,
  })
  return answer.text()
}

const WHOLE: Readonly<Record<string, (text: string, reader: Principal) => Promise<Told>>> = {
  async 'LangChain, check'(text, principal) {
    const message = await check(firewall).invoke(new AIMessage(text), { configurable: { principal } })
    return { text: (message as AIMessage).text }
  },
  async 'LangChain, protectModel'(text, principal) {
    const checked = protectModel(firewall, new FakeListChatModel({ responses: [text] }))
    return { text: (await checked.invoke('?', { configurable: { principal } })).text }
  },
  async 'AI SDK'(text, reader) {
    const { text: told, finishReason: why } = await generateText({
      model: sdkModel(text, reader),
      prompt: '?',
    })
    return { text: told, refused: why === 'content-filter' }
  },
  'gateway, chat': (text, reader) => asked('chat', text, reader, false),
  'gateway, messages': (text, reader) => asked('messages', text, reader, false),
  'gateway, responses': (text, reader) => asked('responses', text, reader, false),
  async MCP(text, reader) {
    const client = new Client({ name: 'test', version: '1.0.0' })
    const headers = { authorization: `Bearer ${tokenOf(reader)}` }
    await client.connect(
      new StreamableHTTPClientTransport(new URL(`${service}/mcp`), { requestInit: { headers } }),
    )
    const { structuredContent } = await client.callTool({ name: 'check', arguments: { text } })
    await client.close()
    return structuredContent as unknown as Told
  },
  HTTP: async (text, reader) => JSON.parse(await post('/v1/check', JSON.stringify({ answer: text }), reader)),
  async 'command line'(text, { id }) {
    return JSON.parse((await cli(['check', '-', '--as', id, '--json'], { folder, stdin: text })).out)
  },
}

const STREAMED: typeof WHOLE = {
  async 'LangChain, protectModel'(text, principal) {
    const checked = protectModel(firewall, new FakeListChatModel({ responses: [text] }))
    let told = ''
    for await (const chunk of await checked.stream('?', { configurable: { principal } })) told += chunk.text
    return { text: told }
  },
  async 'AI SDK'(text, reader) {
    const result = streamText({ model: sdkModel(text, reader), prompt: '?' })
    let told = ''
    for await (const piece of result.textStream) told += piece
    return { text: told, refused: (await result.finishReason) === 'content-filter' }
  },
  'gateway, chat': (text, reader) => asked('chat', text, reader, true),
  'gateway, messages': (text, reader) => asked('messages', text, reader, true),
  'gateway, responses': (text, reader) => asked('responses', text, reader, true),
  async HTTP(text, reader) {
    const lines = piecesOf(text).map((piece) => JSON.stringify({ text: piece }))
    const said = await post('/v1/check/stream', `${lines.join('\n')}\n`, reader, 'application/x-ndjson')
    const parts: Loose[] = said
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    return { text: parts.map((one) => one.text ?? '').join(''), action: parts.at(-1).verdict?.action }
  },
}

/** Sentences of every outcome, and texts drawn from them. */
const SENTENCES = [
  PUBLIC,
  SECRET,
  'The card on file is 4000 1234 5678 9017.',
  'Key: AKIAQ3EGRT5YX2JMNB7C.',
  '連絡先はjo.hart@corp-mail.comです。',
  'Nothing to hide here — ﬁne, Ｗｉｄｅ and 😀.',
  SECRET.slice(20, 80),
]
const random = seeded(11)
const drawn = (sentences: readonly string[]) =>
  Array.from({ length: 3 }, () => sentences[Math.floor(random() * sentences.length)]).join('\n\n')
const TEXTS = long
  ? [...SENTENCES, ...Array.from({ length: 8 }, () => drawn(SENTENCES))]
  : [PUBLIC, SECRET, drawn(SENTENCES.slice(2, 6))]

async function* cut(text: string) {
  yield* piecesOf(text)
}

const isRefusal = (action: Action) => action === 'block' || action === 'hold'

describe.each([
  ['whole', WHOLE, (text: string, principal: Principal) => firewall.check(text, { principal })],
  [
    'streamed',
    STREAMED,
    async (text: string, principal: Principal) => {
      const checked = firewall.check(cut(text), { principal })
      for await (const _piece of checked);
      return checked.verdict
    },
  ],
] as const)('%s', (_way, faces, reference) => {
  const verdicts = new Set<Action>()

  test.each(Object.keys(faces))('%s says what the firewall says', async (name) => {
    for (const reader of READERS) {
      for (const text of TEXTS) {
        const { action, text: released } = await reference(text, reader)
        verdicts.add(action)
        const told = await faces[name]!(text, reader)
        expect(told.text, text).toBe(released)
        if (told.action !== undefined) expect(told.action, text).toBe(action)
        if (told.refused !== undefined) expect(told.refused, text).toBe(isRefusal(action))
      }
    }
    expect([...verdicts].sort()).toEqual(['block', 'redact', 'release'])
  })
})
