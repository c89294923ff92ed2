import type { BaseChatModel } from '@langchain/core/language_models/chat_models'
import { AIMessage, type BaseMessage, HumanMessage, ToolMessage } from '@langchain/core/messages'
import { type AgentMiddleware, createAgent, piiMiddleware, tool } from 'langchain'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { protect, protectModel, runWithPrincipal } from '../../../../src/adapters/langchain/index.js'
import type { Principal, SourceDocument } from '../../../../src/core/types.js'
import { createFirewall, type Firewall } from '../../../../src/firewall/firewall.js'
import { handler, textOf } from '../../../conformance/langchain-recorder.js'
import { ScriptedModel } from '../../../support/models.js'
import { LEVELS, upserts } from '../../../support/world.js'

const PLAN =
  'The merger with the harbour operator will be announced on the ninth of October after the markets close.'
const LEAVE =
  'Staff may carry over at most five days of unused leave into the first quarter of the following year.'
const ADDRESS = 'mika.tanaka@harbour.example'
const CHAT = 'Here is what I found about the matter you asked me to look into for you today. '.repeat(8)
const SAID = `Well: ${CHAT}${PLAN} Write to ${ADDRESS} about it. ${CHAT}`

const documents: SourceDocument[] = [
  {
    id: 'plan',
    uri: 'test:plan',
    text: `${PLAN} Contact: ${ADDRESS}`,
    acl: { allow: ['group:board'], deny: [], classification: 'secret' },
  },
  { id: 'leave', uri: 'test:leave', text: LEAVE, acl: { allow: ['*'], deny: [], classification: 'public' } },
]
const intern: Principal = { id: 'user:intern', groups: [], clearance: { level: 'public', compartments: [] } }
const director: Principal = {
  id: 'user:director',
  groups: ['group:board'],
  clearance: { level: 'secret', compartments: [] },
}

let firewall: Firewall
beforeAll(async () => {
  firewall = await createFirewall({ policy: LEVELS, audit: 'memory' })
  await firewall.apply(upserts(documents))
})
afterAll(() => firewall.close())

class ToolModel extends ScriptedModel {
  override bindTools(tools: unknown[]) {
    return this.withConfig({ tools } as object)
  }
}

/** Searches first, then says back whatever the search gave it. */
class SearchingModel extends ToolModel {
  constructor() {
    super('unused')
  }

  override _streamResponseChunks(
    ...[messages, options, manager]: Parameters<ScriptedModel['_streamResponseChunks']>
  ) {
    return next(messages)._streamResponseChunks(messages, options, manager)
  }

  override _generate(...[messages, options, manager]: Parameters<ScriptedModel['_generate']>) {
    return next(messages)._generate(messages, options, manager)
  }
}

function next(messages: BaseMessage[]): ScriptedModel {
  const found = messages.findLast((message) => ToolMessage.isInstance(message))
  if (found !== undefined) return new ScriptedModel(`It says: ${found.text}`)
  const call = { name: 'search', args: { query: 'merger' }, id: 'call_1' }
  return new ScriptedModel(new AIMessage({ content: '', tool_calls: [call] }))
}

/** As `createRetrieverTool` does it, which hands on callbacks and not the configuration; and the whole of it. */
const searches = (handOn: 'nothing' | 'configuration') => {
  const retriever = protect(firewall, { k: 3 })
  return tool(
    async ({ query }: { query: string }, config) => {
      const documents = await retriever.invoke(query, handOn === 'configuration' ? config : undefined)
      return documents.map(({ pageContent }) => pageContent).join('\n')
    },
    { name: 'search', description: 'searches the handbook', schema: z.object({ query: z.string() }) },
  )
}

const question = () => ({ messages: [new HumanMessage('What about the merger?')] })

describe('an agent with a protected retriever for a tool', () => {
  test.each(['nothing', 'configuration'] as const)('whose tool hands on %s', async (handOn) => {
    const agent = createAgent({
      model: protectModel(firewall, new SearchingModel()),
      tools: [searches(handOn)],
    })
    for (const [reader, around] of [
      [intern, false],
      [director, false],
      [intern, true],
      [director, true],
    ] as const) {
      const seen: unknown[] = []
      const callbacks = [handler(seen)] as never
      const config = { callbacks, ...(around ? {} : { configurable: { principal: reader } }) }
      const call = () => agent.invoke(question(), config)
      const { messages } = await (around ? runWithPrincipal(reader, call) : call())
      const answer = messages.at(-1)!.text
      expect(answer).toContain('five days')
      expect(answer.includes('harbour')).toBe(reader === director)
      expect(textOf([messages, seen]).includes('harbour')).toBe(reader === director)
    }
  })

  test('and two readers at once', async () => {
    const agent = createAgent({
      model: protectModel(firewall, new SearchingModel()),
      tools: [searches('nothing')],
    })
    const readers = Array.from({ length: 12 }, (_, i) => (i % 2 === 0 ? intern : director))
    const answers = await Promise.all(
      readers.map((principal) => agent.invoke(question(), { configurable: { principal } })),
    )
    expect(answers.map(({ messages }) => messages.at(-1)!.text.includes('harbour'))).toEqual(
      readers.map((reader) => reader === director),
    )
  })

  test('without a principal it stops', async () => {
    const agent = createAgent({ model: new SearchingModel(), tools: [searches('nothing')] })
    const { messages } = await agent.invoke(question()).catch((error: Error) => ({ messages: [error] }))
    expect(textOf(messages)).toContain('no principal came with the call')
    expect(textOf(messages)).not.toContain('five days')
  })
})

describe('an agent that streams its messages', () => {
  async function tokens(model: BaseChatModel): Promise<string> {
    const agent = createAgent({
      model,
      tools: [],
      // Its own types do not fit `exactOptionalPropertyTypes`.
      middleware: [piiMiddleware('email', { applyToOutput: true }) as unknown as AgentMiddleware],
    })
    const config = { configurable: { principal: intern } }
    const { messages } = await agent.invoke(question(), config)
    // What the middleware is for, it does: the final message.
    expect(messages.at(-1)!.text).not.toContain(ADDRESS)
    let text = ''
    const stream = await agent.stream(question(), { ...config, streamMode: 'messages' })
    for await (const piece of stream) text += (piece as unknown as [BaseMessage])[0].text
    return text
  }

  test('shows raw tokens with a plain model, even behind piiMiddleware', async () => {
    const text = await tokens(new ToolModel(SAID))
    expect(text).toContain(ADDRESS)
    expect(text).toContain(PLAN)
  })

  test('shows checked ones with a protected model', async () => {
    const text = await tokens(protectModel(firewall, new ScriptedModel(SAID)))
    expect(text).toMatch(/^Well: Here is what I found/)
    expect(text).toContain('REDACTED')
    expect(text).not.toContain('harbour')
  })
})
