import { CallbackManager, type CallbackManagerForLLMRun } from '@langchain/core/callbacks/manager'
import { BaseChatModel } from '@langchain/core/language_models/chat_models'
import { AIMessage, AIMessageChunk, HumanMessage, SystemMessage } from '@langchain/core/messages'
import { ChatGenerationChunk, type ChatResult } from '@langchain/core/outputs'
import { RunnableLambda } from '@langchain/core/runnables'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { check, protect, protectModel, runWithPrincipal } from '../../../../src/adapters/langchain/index.js'
import type { Principal, SourceDocument } from '../../../../src/core/types.js'
import { createFirewall, type Firewall } from '../../../../src/firewall/firewall.js'
import { handler, textOf } from '../../../conformance/langchain-recorder.js'
import { ScriptedModel } from '../../../support/models.js'
import { LEVELS, upserts } from '../../../support/world.js'

const PLAN =
  'The merger with the harbour operator will be announced on the ninth of October after the markets close.'
const LEAVE =
  'Staff may carry over at most five days of unused leave into the first quarter of the following year.'
const CHAT = 'Here is what I found about the matter you asked me to look into for you today. '.repeat(8)

const documents: SourceDocument[] = [
  { id: 'plan', uri: 'test:plan', text: PLAN, acl: { allow: ['*'], deny: [], classification: 'secret' } },
]
const intern: Principal = { id: 'user:intern', groups: [], clearance: { level: 'public', compartments: [] } }
const director: Principal = { ...intern, id: 'user:d', clearance: { level: 'secret', compartments: [] } }
const as = (principal: Principal) => ({ configurable: { principal } })

let firewall: Firewall
beforeAll(async () => {
  firewall = await createFirewall({ policy: LEVELS, audit: 'memory' })
  await firewall.apply(upserts(documents))
})
afterAll(() => firewall.close())

/** A model made of two functions, as providers' are. */
class MadeModel extends BaseChatModel {
  given: Record<string, unknown>[] = []
  readonly generate_: (options: Record<string, unknown>) => Promise<ChatResult>

  constructor(generate: (options: Record<string, unknown>) => Promise<ChatResult>) {
    super({})
    this.generate_ = generate
  }

  override _llmType(): string {
    return 'made'
  }

  override async _generate(_messages: unknown, options: object): Promise<ChatResult> {
    this.given.push({ ...options })
    return this.generate_({ ...options })
  }

  override bindTools(tools: unknown[], kwargs: object = {}) {
    return this.withConfig({ tools, ...kwargs } as object)
  }

  override getLsParams() {
    return { ls_model_type: 'chat' as const, ls_provider: 'made', ls_model_name: 'made-1' }
  }
}

class StreamingModel extends MadeModel {
  readonly chunks: () => AsyncGenerator<ChatGenerationChunk>

  constructor(chunks: () => AsyncGenerator<ChatGenerationChunk>) {
    super(async () => {
      throw new Error('it streams')
    })
    this.chunks = chunks
  }

  override async *_streamResponseChunks(_messages: unknown, options: object, _m?: CallbackManagerForLLMRun) {
    this.given.push({ ...options })
    yield* this.chunks()
  }
}

const result = (message: AIMessage, more: Partial<ChatResult['generations'][number]> = {}): ChatResult => ({
  generations: [{ text: message.text, message, ...more }],
})
const piece = (fields: ConstructorParameters<typeof AIMessageChunk>[0], info?: Record<string, unknown>) => {
  const message = new AIMessageChunk(fields)
  return new ChatGenerationChunk({
    message,
    text: message.text,
    ...(info === undefined ? {} : { generationInfo: info }),
  })
}

async function joined(stream: AsyncIterable<AIMessageChunk>): Promise<AIMessageChunk> {
  let whole: AIMessageChunk | undefined
  for await (const chunk of stream) whole = whole === undefined ? chunk : whole.concat(chunk)
  return whole!
}

/** `streamEvents` without a version: the protocol of content blocks. */
function blockEvents(model: BaseChatModel) {
  const streamEvents = model.streamEvents.bind(model) as unknown as (input: string, config: object) => unknown
  return streamEvents('?', as(intern)) as AsyncIterable<unknown> & PromiseLike<AIMessage>
}

async function collected(events: AsyncIterable<unknown>): Promise<unknown[]> {
  const seen: unknown[] = []
  for await (const event of events) seen.push(event)
  return seen
}

const mail = (args: Record<string, unknown>, content = 'Sending.', name = 'mail') =>
  new AIMessage({ content, tool_calls: [{ name, args, id: 'call_1' }] })

describe('only judged words leave', () => {
  const rich = new AIMessage({
    content: [
      { type: 'reasoning', reasoning: PLAN },
      { type: 'thinking', thinking: PLAN },
      { type: 'text', text: LEAVE.slice(0, 50), annotations: [{ type: 'citation', citedText: PLAN }] },
      { type: 'text', text: LEAVE.slice(50) },
    ],
    additional_kwargs: { reasoning_content: PLAN, refusal: PLAN },
    response_metadata: {
      finish_reason: 'stop',
      model_name: 'made-1',
      logprobs: { content: PLAN.split(' ').map((token) => ({ token })) },
      output: PLAN,
      stop_reason: PLAN,
    },
    usage_metadata: { input_tokens: 7, output_tokens: 5, total_tokens: 12 },
    invalid_tool_calls: [{ name: 'mail', args: PLAN, id: '1', error: PLAN }],
  } as never)
  const richPiece = {
    ...rich,
    tool_call_chunks: [{ name: 'mail', args: `{"${PLAN}`, index: 0 }],
  } as never

  test.each(['invoke', 'stream', 'check'])(
    '%s drops blocks that leak, metadata and broken calls',
    async (way) => {
      const seen: unknown[] = []
      const config = { ...as(intern), callbacks: [handler(seen)] }
      const info = { logprobs: PLAN, finish_reason: 'stop' }
      const model = protectModel(
        firewall,
        way === 'stream'
          ? new StreamingModel(async function* () {
              yield piece(richPiece, info)
            })
          : new MadeModel(async () => ({
              ...result(rich, { generationInfo: info }),
              llmOutput: { tokenUsage: { promptTokens: 7 }, raw: PLAN },
            })),
      )
      const message =
        way === 'check'
          ? ((await check(firewall).invoke(rich, config)) as AIMessage)
          : way === 'stream'
            ? await joined(await model.stream('leave?', config))
            : await model.invoke('leave?', config)
      expect(message.content).toBe(LEAVE)
      expect(message.usage_metadata).toMatchObject({ input_tokens: 7, output_tokens: 5, total_tokens: 12 })
      expect(message.response_metadata).toMatchObject({
        finish_reason: 'stop',
        model_name: 'made-1',
        ragwall: { action: 'redact', receipt: expect.any(String) },
      })
      expect(textOf([message, seen])).not.toContain('harbour')
      // By itself `check` has no run whose handlers it could tell.
      if (way !== 'check') expect(textOf(seen)).toContain('ragwall.verdict')
    },
  )

  test.each(['invoke', 'stream', 'check'])(
    '%s keeps reasoning and citations that leak nothing',
    async (way) => {
      const blocks = [
        { type: 'thinking', thinking: 'The handbook says so.', signature: 'c2VhbGVk' },
        { type: 'text', text: LEAVE, annotations: [{ type: 'citation', citedText: LEAVE.slice(0, 40) }] },
        { type: 'image', url: 'https://example.com/never-judged.png' },
      ]
      const message = new AIMessage({ content: blocks } as never)
      const model = protectModel(
        firewall,
        way === 'stream'
          ? new StreamingModel(async function* () {
              for (const block of blocks) yield piece({ content: [block] } as never)
            })
          : new MadeModel(async () => result(message)),
      )
      const kept =
        way === 'check'
          ? ((await check(firewall).invoke(message, as(director))) as AIMessage)
          : way === 'stream'
            ? await joined(await model.stream('leave?', as(director)))
            : await model.invoke('leave?', as(director))
      expect(kept.text).toBe(LEAVE)
      const seen = textOf(kept.content)
      expect(seen).toContain('The handbook says so.')
      expect(seen).toContain('c2VhbGVk')
      expect(seen).toContain('citedText')
      expect(seen).not.toContain('never-judged')
      expect(kept.response_metadata['ragwall']).toMatchObject({ action: 'release' })
    },
  )

  test('streamEvents without a version shows no raw word', async () => {
    const output = blockEvents(protectModel(firewall, new ScriptedModel(`${CHAT}${PLAN} ${CHAT}`)))
    const events = textOf(await collected(output))
    expect(events).toContain('REDACTED')
    expect(events).not.toContain('harbour')
    expect((await output).text).not.toContain('harbour')
  })

  test('every one of several completions is judged; a stream carries the first', async () => {
    const texts = [LEAVE, PLAN, 'Fine.']
    const several = new MadeModel(async () => ({
      generations: texts.map((text) => ({ text, message: new AIMessage(text) })),
    }))
    const { generations } = await protectModel(firewall, several).generate(
      [[new HumanMessage('?')]],
      as(intern),
    )
    expect(generations[0]!.map(({ text }) => text.includes('harbour'))).toEqual([false, false, false])
    expect(generations[0]![0]!.text).toBe(LEAVE)
    const interleaved = new StreamingModel(async function* () {
      for (const [i, word] of PLAN.split(/(?<= )/).entries()) {
        yield piece({ content: word }, { prompt: 0, completion: i % 2 })
        yield piece({ content: 'x ' }, { prompt: 0, completion: (i + 1) % 2 })
      }
    })
    const whole = await joined(await protectModel(firewall, interleaved).stream('?', as(intern)))
    expect(whole.text).toMatch(/^The x with x/)
    expect(whole.text).not.toContain('merger')
  })

  test.each([
    ['in the name', mail({}, 'Sending.', PLAN)],
    ['in a key', mail({ [PLAN]: 1 })],
    ['deep', mail({ a: [{ b: { c: PLAN } }] })],
    ['cut up over arguments', mail({ a: PLAN.slice(0, 34), b: PLAN.slice(34, 68), c: PLAN.slice(68) })],
    ['half in the text', mail({ a: PLAN.slice(34) }, PLAN.slice(0, 34))],
  ])('a leak %s of a tool call withholds the call, whole or streamed', async (_, message) => {
    const model = protectModel(firewall, new ScriptedModel(message, { tokens: 7 }))
    const seen: unknown[] = []
    const config = { ...as(intern), callbacks: [handler(seen)] }
    const whole = await model.invoke('?', config)
    const streamed = await joined(await model.stream('?', config))
    for (const { tool_calls, text, response_metadata } of [whole, streamed as AIMessage]) {
      expect(tool_calls).toEqual([])
      expect(text).toBe(whole.text)
      expect(text.startsWith(message.text)).toBe(true)
      expect(response_metadata['ragwall']).toMatchObject({ action: expect.stringMatching(/redact|block/) })
    }
    expect(textOf([whole, streamed])).not.toContain('announced on the ninth')
    expect(textOf(seen)).not.toContain('announced on the ninth')
  })

  test('an answer of nothing but a withheld call says so', async () => {
    const model = protectModel(firewall, new ScriptedModel(mail({ note: CHAT, body: PLAN }, '')))
    const [whole, streamed] = [
      await model.invoke('?', as(intern)),
      await joined(await model.stream('?', as(intern))),
    ]
    expect(whole.text).not.toBe('')
    expect(streamed.text).toBe(whole.text)
  })
})

describe('as any chat model', () => {
  test('tools reach the inner model, released calls come back, under every way', async () => {
    const tools = [
      { type: 'function', function: { name: 'mail', parameters: { type: 'object', properties: {} } } },
    ]
    const message = mail({ to: 'me', count: 3 })
    const made = new MadeModel(async () => result(message))
    const bound = protectModel(firewall, made).bindTools(tools, { stop: ['END'] })
    const call = { name: 'mail', args: { to: 'me', count: 3 }, id: 'call_1' }
    expect((await bound.invoke('?', as(intern))).tool_calls).toMatchObject([call])
    expect((await joined(await bound.stream('?', as(intern)))).tool_calls).toMatchObject([call])
    expect(made.given).toMatchObject([
      { tools, stop: ['END'] },
      { tools, stop: ['END'] },
    ])
    expect(Object.getOwnPropertySymbols(made.given[0])).toEqual([])
    // The protocol of content blocks counts the text among them.
    const scripted = protectModel(firewall, new ScriptedModel(message))
    const output = blockEvents(scripted)
    expect(textOf(await collected(output))).toContain('Sending')
    expect((await output).tool_calls).toMatchObject([call])
  })

  test('a model that binds tools by making another model', async () => {
    class Rebinding extends MadeModel {
      override bindTools() {
        return new MadeModel(async () => result(new AIMessage(PLAN))) as never
      }
    }
    const bound = protectModel(
      firewall,
      new Rebinding(async () => result(new AIMessage('unbound'))),
    ).bindTools([])
    expect((await bound.invoke('?', as(intern))).text).not.toContain('harbour')
    expect((await bound.invoke('?', as(director))).text).toBe(PLAN)
  })

  test('what is no model, and a model that cannot bind tools, are refused by code', () => {
    expect(() => protectModel(firewall, {} as BaseChatModel)).toThrow(/not a chat model/)
    expect(() => protectModel(firewall, new ScriptedModel('x')).bindTools([{ name: 'mail' }])).toThrow(
      /cannot bind/,
    )
  })

  test('withStructuredOutput', async () => {
    const schema = z.object({ days: z.number(), note: z.string() })
    for (const [note, ok] of [
      [LEAVE, true],
      [PLAN, false],
    ] as const) {
      const made = new MadeModel(async () => result(mail({ days: 5, note }, '', 'extract')))
      const structured = protectModel(firewall, made).withStructuredOutput(schema)
      const seen: unknown[] = []
      const answer = structured.invoke('?', { ...as(intern), callbacks: [handler(seen)] })
      if (ok) expect(await answer).toEqual({ days: 5, note })
      else await expect(answer).rejects.toThrow('No tool calls found')
      expect(textOf(seen)).not.toContain('harbour')
    }
  })

  test('batch, withConfig, withRetry and a prompt of many messages', async () => {
    const model = protectModel(firewall, new ScriptedModel(PLAN))
    const [a, b] = await model.batch(['?', '?'], [as(intern), as(director)])
    expect([a!.text === PLAN, b!.text]).toEqual([false, PLAN])
    const fixed = model.withConfig(as(director) as object).withRetry({ stopAfterAttempt: 2 })
    expect((await fixed.invoke([new SystemMessage('Be brief.'), new HumanMessage('?')])).text).toBe(PLAN)
  })

  test('tracers learn which model it was', async () => {
    const seen: unknown[] = []
    const model = protectModel(firewall, new MadeModel(async () => result(new AIMessage('Hi.'))))
    await model.invoke('?', { ...as(intern), callbacks: [handler(seen)] })
    expect(textOf(seen)).toContain('made-1')
    expect(textOf(seen)).not.toContain('user:intern')
  })

  test('inner models that asked not to be streamed are not', async () => {
    const inner = Object.assign(new ScriptedModel('Whole.'), { disableStreaming: true })
    const pieces = []
    for await (const chunk of await protectModel(firewall, inner).stream('?', as(intern)))
      pieces.push(chunk.text)
    expect(pieces).toEqual(['Whole.'])
  })
})

describe('whose call it is', () => {
  test('a node that passes nothing on calls for its own reader', async () => {
    const model = protectModel(firewall, new ScriptedModel(PLAN))
    const door = check(firewall)
    const node = RunnableLambda.from(async () => [
      (await model.invoke('?')).text,
      await door.invoke(PLAN),
      (await joined(await model.stream('?'))).text,
    ])
    expect(await node.invoke('', as(director))).toEqual([PLAN, PLAN, PLAN])
    expect((await node.invoke('', as(intern))).some((text) => String(text).includes('harbour'))).toBe(false)
  })

  test('a stream begun for a principal is theirs wherever it is read', async () => {
    const model = protectModel(firewall, new ScriptedModel(PLAN))
    const chain = RunnableLambda.from((question: string) => question).pipe(model)
    for (const runnable of [model, chain] as const) {
      const stream = await runWithPrincipal(intern, () => runnable.stream('?'))
      const text = await runWithPrincipal(director, async () => (await joined(stream)).text)
      expect(text).not.toContain('harbour')
    }
    const events = runWithPrincipal(intern, () => model.streamEvents('?', { version: 'v2' }))
    const seen = await runWithPrincipal(director, () => collected(events)).catch((error) => [error.code])
    expect(textOf(seen)).not.toContain('harbour')
  })

  test('without a principal nothing is asked of the inner model, however it is called', async () => {
    const made = new StreamingModel(async function* () {
      yield piece({ content: PLAN })
    })
    const model = protectModel(firewall, made)
    const missing = { code: 'principal-missing' }
    await expect(model.invoke('?')).rejects.toMatchObject(missing)
    await expect(model.stream('?')).rejects.toMatchObject(missing)
    await expect(model.generate([[new HumanMessage('?')]])).rejects.toMatchObject(missing)
    expect(() => model.streamEvents('?', {} as never)).toThrow(expect.objectContaining(missing))
    await expect(model._generate([new HumanMessage('?')], {})).rejects.toMatchObject(missing)
    await expect(check(firewall).invoke(PLAN)).rejects.toMatchObject(missing)
    await expect(protect(firewall)._getRelevantDocuments('?')).rejects.toMatchObject(missing)
    expect(made.given).toEqual([])
  })

  test('a template that puts unprotected context into the human turn does not excuse it, unless trusted to', async () => {
    const stuffed = [new HumanMessage(`Context: ${PLAN}\nQuestion: when?`)]
    const trusting = protectModel(firewall, new ScriptedModel(PLAN), { ownWords: 'human' })
    expect((await trusting.invoke(stuffed, as(intern))).text).toBe(PLAN)
    const wary = protectModel(firewall, new ScriptedModel(PLAN))
    expect((await wary.invoke(stuffed, as(intern))).text).not.toContain('harbour')
  })
})

describe('errors and ends', () => {
  const failing = () =>
    Object.assign(new Error(`bad request, failed generation: ${PLAN}`), { status: 429, name: 'RateLimit' })

  test.each(['invoke', 'stream', 'streamEvents'])('%s: an error that quotes the model', async (way) => {
    const seen: unknown[] = []
    const inner =
      way === 'invoke'
        ? new MadeModel(async () => {
            throw failing()
          })
        : new StreamingModel(async function* () {
            yield piece({ content: 'Well: ' })
            throw failing()
          })
    const model = protectModel(firewall, inner)
    const config = { ...as(intern), callbacks: [handler(seen)] }
    const error = await (async () => {
      if (way === 'invoke') return model.invoke('?', config)
      if (way === 'stream') return joined(await model.stream('?', config))
      for await (const event of model.streamEvents('?', { ...config, version: 'v2' })) seen.push(event)
      return undefined
    })().catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ code: 'model-failed', status: 429, cause: { name: 'RateLimit' } })
    expect(seen).toContain('handleLLMError')
    expect(textOf([error, seen])).not.toContain('harbour')
  })

  test('a cancelled call ends the inner model and says so', async () => {
    let ended = false
    const inner = new StreamingModel(async function* () {
      try {
        for (;;) yield piece({ content: 'and so on ' })
      } finally {
        ended = true
      }
    })
    const abort = new AbortController()
    const stream = await protectModel(firewall, inner).stream('?', { ...as(intern), signal: abort.signal })
    await expect(
      (async () => {
        for await (const _ of stream) abort.abort()
      })(),
    ).rejects.toThrow()
    await expect.poll(() => ended).toBe(true)
    expect(inner.given[0]!['signal']).toBeInstanceOf(AbortSignal)
  })

  test('a reader who leaves ends the inner model', async () => {
    let ended = false
    const inner = new StreamingModel(async function* () {
      try {
        for (;;) yield piece({ content: 'and so on and on ' })
      } finally {
        ended = true
      }
    })
    for await (const _ of await protectModel(firewall, inner).stream('?', as(intern))) break
    await expect.poll(() => ended).toBe(true)
  })

  test('an inner model that is itself a chain starts no trace of its own', async () => {
    const seen: unknown[] = []
    const tracers: unknown[] = []
    const deep = new ScriptedModel(PLAN)
    const chain = new MadeModel(async () => {
      process.env['LANGSMITH_TRACING'] = 'true'
      const manager = CallbackManager.configure()
      tracers.push(...(manager?.handlers ?? []).map(({ name }) => name))
      delete process.env['LANGSMITH_TRACING']
      return result(await deep.invoke('?'))
    })
    const node = RunnableLambda.from(async () => (await protectModel(firewall, chain).invoke('?')).text)
    await node.invoke('?', { ...as(intern), callbacks: [handler(seen)] })
    expect(chain.given).toHaveLength(1)
    expect(tracers).toEqual([])
    expect(textOf(seen)).not.toContain('harbour')
  })
})
