import { InMemoryCache } from '@langchain/core/caches'
import { InMemoryChatMessageHistory } from '@langchain/core/chat_history'
import { AIMessage, type BaseMessage, HumanMessage, ToolMessage } from '@langchain/core/messages'
import type { Generation } from '@langchain/core/outputs'
import { ChatPromptTemplate, MessagesPlaceholder } from '@langchain/core/prompts'
import { RunnableWithMessageHistory } from '@langchain/core/runnables'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  protectCache,
  protectHistory,
  protectModel,
  runWithPrincipal,
} from '../../../../src/adapters/langchain/index.js'
import type { Principal } from '../../../../src/core/types.js'
import { createFirewall, type Firewall } from '../../../../src/firewall/firewall.js'
import { textOf } from '../../../conformance/langchain-recorder.js'
import { as, calling, DecidingModel, director, documents, intern, PLAN } from '../../../support/agents.js'
import { LEVELS, upserts } from '../../../support/world.js'

/** Says what it was drawn from in other words: only its label can tell that it is not for everyone. */
const GIST = 'In short: they will tie the knot with the port people in autumn.'

let firewall: Firewall
beforeEach(async () => {
  firewall = await createFirewall({ policy: LEVELS, audit: 'memory' })
  await firewall.apply(upserts(documents))
})
afterEach(() => firewall.close())

const colleague: Principal = { ...director, id: 'user:colleague' }
const retrieved = () => ['plan#0'] as const
const revoke = () =>
  firewall.apply([
    {
      kind: 'acl',
      id: 'plan',
      acl: { allow: ['group:nobody'], deny: [], classification: 'secret' },
      cursor: '',
    },
  ])

describe('permits', () => {
  const label = { level: 'secret', compartments: [], allow: [['group:board']], deny: [] }

  test('asks for the label, for each chunk as it is labelled today, and for the audience', async () => {
    expect(await firewall.permits({ label }, { principal: director })).toBe(true)
    expect(await firewall.permits({ label }, { principal: intern })).toBe(false)
    const open = { ...label, level: 'public', allow: [['*']] }
    expect(await firewall.permits({ label: open, retrieved: ['plan#0'] }, { principal: intern })).toBe(false)
    const origin = { label: open, retrieved: ['plan#0', 'leave#0'] }
    expect(await firewall.permits(origin, { principal: director })).toBe(true)
    expect(await firewall.permits(origin, { principal: director, audience: [intern] })).toBe(false)
    await revoke()
    expect(await firewall.permits(origin, { principal: director })).toBe(false)
    expect(await firewall.permits({ label: open, retrieved: ['gone#0'] }, { principal: director })).toBe(
      false,
    )
  })

  test.each([undefined, null, {}, { label: { level: 'x' } }, { label, retrieved: [1] }])(
    '%j',
    async (origin) => {
      await expect(firewall.permits(origin as never, { principal: director })).rejects.toMatchObject({
        code: 'option-invalid',
      })
    },
  )
})

describe('protectHistory', () => {
  const modelOf = (text: string, drawn = true) =>
    protectModel(firewall, new DecidingModel(() => text), drawn ? { retrieved } : {})

  async function said(text: string, by = director, drawn = true): Promise<BaseMessage[]> {
    const answer = await modelOf(text, drawn).invoke('What is planned?', as(by))
    return [new HumanMessage('What is planned?'), answer]
  }
  const read = (history: { getMessages(): Promise<BaseMessage[]> }, principal: Principal) =>
    runWithPrincipal(principal, () => history.getMessages())
  const texts = (messages: readonly BaseMessage[]) => messages.map((message) => message.text)

  test('gives each reader what they may read, in its place', async () => {
    const history = protectHistory(firewall, new InMemoryChatMessageHistory())
    await runWithPrincipal(director, async () => history.addMessages(await said(GIST)))
    expect(texts(await read(history, director))).toEqual(['What is planned?', GIST])
    expect(texts(await read(history, intern))).toEqual(['[REDACTED]', '[REDACTED]'])
    // What was asked was drawn from nothing that a colleague could read.
    expect(texts(await read(history, colleague))).toEqual(['[REDACTED]', GIST])
    expect((await read(history, intern)).map((message) => message.getType())).toEqual(['human', 'ai'])
  })

  test('an answer drawn from nobody knows what is its own reader’s alone', async () => {
    const history = protectHistory(firewall, new InMemoryChatMessageHistory())
    await runWithPrincipal(director, async () => history.addMessages(await said(GIST, director, false)))
    expect(texts(await read(history, director))).toContain(GIST)
    expect(texts(await read(history, colleague))).not.toContain(GIST)
  })

  test('takes an answer back with the document that it came from, and with the reader’s clearance', async () => {
    const history = protectHistory(firewall, new InMemoryChatMessageHistory())
    await runWithPrincipal(director, async () => {
      await history.addMessages(await said(GIST))
      await history.addMessages(await said(PLAN))
    })
    const demoted = { ...director, clearance: { level: 'public', compartments: [] } }
    expect(texts(await read(history, demoted)).filter((text) => text !== '[REDACTED]')).toEqual([])
    await revoke()
    expect(texts(await read(history, director)).filter((text) => text !== 'What is planned?')).toEqual([
      '[REDACTED]',
      '[REDACTED]',
    ])
  })

  test('what was written around it, or brings a record of its own, is nobody’s', async () => {
    const inner = new InMemoryChatMessageHistory()
    const history = protectHistory(firewall, inner)
    await inner.addMessage(new AIMessage(GIST))
    const forged = {
      ragwall: JSON.stringify({ label: { level: 'public', compartments: [], allow: [['*']], deny: [] } }),
    }
    const posted = new HumanMessage({ content: 'My own words.', additional_kwargs: forged })
    await runWithPrincipal(director, () => history.addMessage(posted))
    expect(texts(await read(history, intern))).toEqual(['[REDACTED]', '[REDACTED]'])
    expect(texts(await read(history, director))).toEqual(['[REDACTED]', 'My own words.'])
    await inner.addMessage(new AIMessage({ content: GIST, additional_kwargs: { ragwall: '{"label":' } }))
    await inner.addMessage(new AIMessage({ content: GIST, additional_kwargs: { ragwall: '{"label":{}}' } }))
    expect(texts(await read(history, director)).slice(2)).toEqual(['[REDACTED]', '[REDACTED]'])
  })

  test('tool calls and their results stay paired, without their words', async () => {
    const history = protectHistory(firewall, new InMemoryChatMessageHistory())
    const messages = [
      calling('lookup', { about: 'the port people' }),
      new ToolMessage({ content: GIST, tool_call_id: 'call_1', name: 'lookup' }),
    ]
    await runWithPrincipal(director, () => history.addMessages(messages))
    const seen = await read(history, intern)
    expect((seen[0] as AIMessage).tool_calls).toMatchObject([{ name: 'lookup', args: {}, id: 'call_1' }])
    expect((seen[1] as ToolMessage).tool_call_id).toBe('call_1')
    expect(textOf(seen)).not.toContain('port')
    expect(texts(await read(history, director))).toEqual(['', GIST])
  })

  test('says who may read what to nobody, and leaves the caller’s messages as they were', async () => {
    const history = protectHistory(firewall, new InMemoryChatMessageHistory())
    const messages = await said(GIST)
    await runWithPrincipal(director, () => history.addMessages(messages))
    expect(textOf([messages, await read(history, director)])).not.toContain('group:board')
  })

  test('under RunnableWithMessageHistory, for two readers of one session', async () => {
    const stored = new InMemoryChatMessageHistory()
    const model = new DecidingModel((messages) =>
      messages.length > 2 ? `So far: ${textOf(messages.map((m) => m.text))}` : GIST,
    )
    const prompt = ChatPromptTemplate.fromMessages([new MessagesPlaceholder('past'), ['human', '{question}']])
    const chain = new RunnableWithMessageHistory({
      runnable: prompt.pipe(protectModel(firewall, model, { retrieved })),
      getMessageHistory: () => protectHistory(firewall, stored),
      inputMessagesKey: 'question',
      historyMessagesKey: 'past',
    })
    const config = (principal: Principal) => ({ configurable: { principal, sessionId: 'shared' } })
    expect((await chain.invoke({ question: 'What is planned?' }, config(director))).text).toBe(GIST)
    expect((await chain.invoke({ question: 'And then?' }, config(director))).text).toContain('port people')
    expect(textOf(await chain.invoke({ question: 'And for me?' }, config(intern)))).not.toContain(
      'port people',
    )
    expect(model.given.at(-1)!.filter((message) => message.text === '[REDACTED]')).toHaveLength(4)
  })

  test('no principal, no history', async () => {
    const history = protectHistory(firewall, new InMemoryChatMessageHistory())
    await expect(history.getMessages()).rejects.toMatchObject({ code: 'principal-missing' })
    await expect(history.addMessage(new HumanMessage('x'))).rejects.toMatchObject({
      code: 'principal-missing',
    })
  })
})

describe('protectCache', () => {
  /** Finds whatever was asked, as a semantic cache does for questions alike. */
  class Alike extends InMemoryCache {
    override lookup(_prompt: string, key: string) {
      return super.lookup('', key)
    }
    override update(_prompt: string, key: string, value: Generation[]) {
      return super.update('', key, value)
    }
  }

  function cachedModel(text: string, drawn = true) {
    const inner = new DecidingModel(() => text)
    const cache = protectCache(firewall, new Alike(new Map()))
    return { inner, model: protectModel(firewall, inner, { cache, ...(drawn ? { retrieved } : {}) }) }
  }

  test('a hit is one for those who may read what it was drawn from', async () => {
    const { inner, model } = cachedModel(GIST)
    expect((await model.invoke('What is planned?', as(director))).text).toBe(GIST)
    expect((await model.invoke('Any plans?', as(director))).text).toBe(GIST)
    const hit = await model.invoke('Plans, please.', as(colleague))
    expect(hit.text).toBe(GIST)
    expect(textOf(hit)).not.toContain('group:board')
    expect(inner.given).toHaveLength(1)
    await model.invoke('Any plans?', as(intern))
    expect(inner.given).toHaveLength(2)
  })

  test('and no longer one after a revocation', async () => {
    const { inner, model } = cachedModel(GIST)
    await model.invoke('What is planned?', as(director))
    await revoke()
    await model.invoke('What is planned?', as(director))
    expect(inner.given).toHaveLength(2)
  })

  test('an answer drawn from nobody knows what is a hit for its own reader alone', async () => {
    const { inner, model } = cachedModel(GIST, false)
    await model.invoke('What is planned?', as(director))
    await model.invoke('What is planned?', as(director))
    expect(inner.given).toHaveLength(1)
    await model.invoke('What is planned?', as(colleague))
    expect(inner.given).toHaveLength(2)
  })

  test('models and services do not share answers', async () => {
    const cache = protectCache(firewall, new Alike(new Map()))
    const [a, b] = ['One.', 'Two.'].map((text) => {
      const inner = Object.assign(new DecidingModel(() => text), { _llmType: () => text })
      return protectModel(firewall, inner, { cache })
    })
    expect((await a!.invoke('?', as(intern))).text).toBe('One.')
    expect((await b!.invoke('?', as(intern))).text).toBe('Two.')
  })

  test('around an unprotected model it keeps to the reader of the call', async () => {
    const cache = protectCache(firewall, new Alike(new Map()))
    const model = new DecidingModel(() => GIST)
    model.cache = cache
    await runWithPrincipal(director, () => model.invoke('?'))
    await runWithPrincipal(director, () => model.invoke('?'))
    expect(model.given).toHaveLength(1)
    await runWithPrincipal(colleague, () => model.invoke('?'))
    expect(model.given).toHaveLength(2)
    await expect(model.invoke('?')).rejects.toMatchObject({ code: 'principal-missing' })
  })
})
