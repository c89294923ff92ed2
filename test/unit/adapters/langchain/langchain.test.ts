import { AIMessage, type AIMessageChunk, HumanMessage } from '@langchain/core/messages'
import { StringOutputParser } from '@langchain/core/output_parsers'
import { RunnableLambda, RunnableParallel } from '@langchain/core/runnables'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { check, protect, protectModel, runWithPrincipal } from '../../../../src/adapters/langchain/index.js'
import type { Principal, SourceDocument } from '../../../../src/core/types.js'
import { createFirewall, type Firewall } from '../../../../src/firewall/firewall.js'
import { Recorder, ScriptedModel } from '../../../support/models.js'
import { LEVELS, upserts } from '../../../support/world.js'

const PLAN =
  'The merger with the harbour operator will be announced on the ninth of October after the markets close.'
const LEAVE =
  'Staff may carry over at most five days of unused leave into the first quarter of the following year.'
/** Enough harmless words around a leak that it is redacted and does not block. */
const CHAT = 'Here is what I found about the matter you asked me to look into for you today. '.repeat(8)
const SAID = `Well: ${CHAT}${PLAN} ${CHAT}`

const documents: SourceDocument[] = [
  {
    id: 'plan',
    uri: 'test:plan',
    text: PLAN,
    acl: { allow: ['group:board'], deny: [], classification: 'secret' },
  },
  { id: 'leave', uri: 'test:leave', text: LEAVE, acl: { allow: ['*'], deny: [], classification: 'public' } },
]
const intern: Principal = {
  id: 'user:intern',
  groups: [],
  clearance: { level: 'internal', compartments: [] },
}
const director: Principal = {
  id: 'user:director',
  groups: ['group:board'],
  clearance: { level: 'secret', compartments: [] },
}
const as = (principal: Principal) => ({ configurable: { principal } })

let firewall: Firewall
beforeAll(async () => {
  firewall = await createFirewall({ policy: LEVELS, audit: 'memory' })
  await firewall.apply(upserts(documents))
})
afterAll(() => firewall.close())

describe('protect', () => {
  const ids = (found: readonly { id?: string }[]) => found.map(({ id }) => id)

  test('the same retriever gives each reader their own documents, and shows handlers no others', async () => {
    const retriever = protect(firewall, { k: 5 })
    const recorder = new Recorder()
    const callbacks = [recorder]
    expect(ids(await retriever.invoke('merger', { ...as(intern), callbacks }))).toEqual(['leave#0'])
    expect(ids(await retriever.invoke('merger', as(director)))).toEqual(['plan#0', 'leave#0'])
    expect(recorder.transcript()).toContain('leave')
    expect(recorder.transcript()).not.toContain('harbour')
  })

  test('under batch, stream, pipe, parallel and the async context', async () => {
    const retriever = protect(firewall, { k: 5 })
    const [a, b] = await retriever.batch(['merger', 'merger'], [as(intern), as(director)])
    expect([ids(a!), ids(b!)]).toEqual([['leave#0'], ['plan#0', 'leave#0']])
    for await (const found of await retriever.stream('merger', as(intern)))
      expect(ids(found)).toEqual(['leave#0'])
    const chain = RunnableParallel.from({ found: retriever }).pipe(
      RunnableLambda.from(({ found }) => ids(found)),
    )
    expect(await chain.invoke('merger', as(intern))).toEqual(['leave#0'])
    expect(await runWithPrincipal(director, () => chain.invoke('merger'))).toEqual(['plan#0', 'leave#0'])
  })

  test('many readers at once do not mix', async () => {
    const retriever = protect(firewall, { k: 5 })
    const readers = Array.from({ length: 40 }, (_, i) => (i % 2 === 0 ? intern : director))
    const found = await Promise.all(readers.map((reader) => retriever.invoke('merger', as(reader))))
    expect(found.map((documents) => documents.length)).toEqual(
      readers.map((reader) => (reader === intern ? 1 : 2)),
    )
  })

  test('no principal is an error that names both ways', async () => {
    const error = await protect(firewall)
      .invoke('merger')
      .catch((thrown) => thrown)
    expect(error.code).toBe('principal-missing')
    expect(error.help).toMatch(/configurable.*runWithPrincipal/)
    await expect(
      protect(firewall).invoke('x', { configurable: { principal: 'user:intern' } }),
    ).rejects.toMatchObject({ code: 'principal-missing' })
  })
})

describe('check', () => {
  test('strings, messages and streams', async () => {
    const runnable = check(firewall)
    expect(await runnable.invoke(LEAVE, as(intern))).toBe(LEAVE)
    expect(await runnable.invoke(SAID, as(intern))).not.toContain('harbour')
    const message = await runnable.invoke(new AIMessage(PLAN), as(intern))
    expect((message as AIMessage).text).not.toContain('harbour')
    const chain = new ScriptedModel(SAID).pipe(new StringOutputParser()).pipe(runnable)
    let text = ''
    for await (const piece of await chain.stream('plan?', as(intern))) text += piece
    expect(text).toMatch(/^Well: /)
    expect(text).not.toContain('harbour')
  })

  test('a plain model in front of it shows its handlers raw tokens: documented, and why protectModel exists', async () => {
    const recorder = new Recorder()
    const chain = new ScriptedModel(PLAN).pipe(check(firewall))
    await chain.invoke('plan?', { ...as(intern), callbacks: [recorder] })
    expect(recorder.transcript()).toContain('harbour')
  })
})

describe('protectModel', () => {
  test.each(['invoke', 'stream', 'streamEvents'])('%s shows nobody a raw token', async (way) => {
    const recorder = new Recorder()
    const model = protectModel(firewall, new ScriptedModel(SAID))
    const config = { ...as(intern), callbacks: [recorder] }
    const out: unknown[] = []
    if (way === 'invoke') out.push(await model.invoke('plan?', config))
    if (way === 'stream') for await (const chunk of await model.stream('plan?', config)) out.push(chunk)
    if (way === 'streamEvents')
      for await (const event of model.streamEvents('plan?', { ...config, version: 'v2' })) out.push(event)
    expect(recorder.transcript() + JSON.stringify(out)).not.toContain('harbour')
    expect(JSON.stringify(out)).toMatch(/REDACTED/)
  })

  test('a reader who may read it gets it', async () => {
    const model = protectModel(firewall, new ScriptedModel(PLAN))
    expect((await model.invoke('plan?', as(director))).text).toBe(PLAN)
  })

  test("the human's own words are no leak", async () => {
    const messages = [new HumanMessage(`Is this right? ${PLAN}`)]
    const trusting = protectModel(firewall, new ScriptedModel(PLAN), { ownWords: 'human' })
    expect((await trusting.invoke(messages, as(intern))).text).toBe(PLAN)
    const model = protectModel(firewall, new ScriptedModel(PLAN))
    expect((await model.invoke(messages, as(intern))).text).not.toContain('harbour')
    await protect(firewall).invoke(messages[0]!.text, {
      configurable: { principal: intern, session: 'heard' },
    })
    const heard = await model.invoke(messages, { configurable: { principal: intern, session: 'heard' } })
    expect(heard.text).toBe(PLAN)
  })

  test('tool-call arguments are words too', async () => {
    const call = (body: string) =>
      new AIMessage({ content: 'Sending.', tool_calls: [{ name: 'mail', args: { to: 'x', body }, id: '1' }] })
    for (const [body, calls] of [
      [LEAVE, 1],
      [PLAN, 0],
    ] as const) {
      const model = protectModel(firewall, new ScriptedModel(call(body)))
      expect((await model.invoke('mail it', as(intern))).tool_calls).toHaveLength(calls)
      let whole: AIMessageChunk | undefined
      for await (const chunk of await model.stream('mail it', as(intern)))
        whole = whole === undefined ? chunk : whole.concat(chunk)
      expect(whole?.tool_calls).toHaveLength(calls)
      expect(JSON.stringify(whole)).not.toContain('harbour')
    }
  })

  test('a configuration that travels by async context does not reach the inner model', async () => {
    const recorder = new Recorder()
    const model = protectModel(firewall, new ScriptedModel(PLAN, { callbacks: [] }))
    const step = RunnableLambda.from(async (question: string) => (await model.invoke(question)).text)
    await runWithPrincipal(intern, () => step.invoke('plan?', { callbacks: [recorder] }))
    expect(recorder.transcript()).not.toContain('harbour')
  })
})
