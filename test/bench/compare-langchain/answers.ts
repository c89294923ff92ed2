import { AIMessage, type BaseMessage, HumanMessage } from '@langchain/core/messages'
import { type AgentMiddleware, createAgent, piiMiddleware, tool } from 'langchain'
import { z } from 'zod'
import { leakageMiddleware } from '../../../src/adapters/langchain/index.js'
import type { Principal } from '../../../src/core/types.js'
import type { Firewall } from '../../../src/firewall/firewall.js'
import { handler, textOf } from '../../conformance/langchain-recorder.js'
import {
  ADDRESS,
  as,
  CHAT,
  calling,
  DecidingModel,
  director,
  intern,
  OUTSIDE,
  PLAN,
} from '../../support/agents.js'

/** One product's middleware for an agent with a mail tool to the outside. */
export type Middleware = () => AgentMiddleware

export interface AnswerCase {
  readonly name: string
  run(middleware: Middleware): Promise<boolean>
}

/** Redacts addresses wherever it can be told to look. */
export const piiGuard: Middleware = () =>
  piiMiddleware('email', {
    strategy: 'redact',
    applyToInput: true,
    applyToOutput: true,
    applyToToolResults: true,
  }) as unknown as AgentMiddleware

export function ragwallGuard(firewall: Firewall): Middleware {
  return () => leakageMiddleware(firewall, { tools: { mail: OUTSIDE } }) as unknown as AgentMiddleware
}

const WIDE = 'ＡＢＣ１２３「全角」はそのまま。'

export const answerCases: readonly AnswerCase[] = [
  answer('an address in an answer', `Write to ${ADDRESS} today.`, hides(ADDRESS)),
  answer('an address in a content block', blocks(`Write to ${ADDRESS} today.`), hides(ADDRESS)),
  answer('an address beside Japanese', `連絡先${ADDRESS}まで`, hides(ADDRESS)),
  answer(
    'an address with an invisible character in it',
    'To mika.tan\u200Baka@harbour.example now.',
    hides('mika'),
  ),
  answer(
    'what is around it stays as it was, full width too',
    `${WIDE} ${ADDRESS} ${WIDE}`,
    (said) => said.startsWith(WIDE) && said.endsWith(WIDE) && !said.includes(ADDRESS),
  ),
  answer('a sentence of a forbidden document', `${CHAT}${PLAN} ${CHAT}`, hides('ninth of October')),
  answer(
    'its owner is told it',
    `Write to ${ADDRESS}. ${PLAN}`,
    (said) => said.includes(ADDRESS) && said.includes(PLAN),
    director,
  ),
  {
    name: 'an address in the arguments of a tool to the outside',
    async run(middleware) {
      const { sent } = await play(middleware, [
        calling('mail', { to: 'x', body: `Ask ${ADDRESS}.` }),
        'Done.',
      ])
      return !textOf(sent).includes(ADDRESS)
    },
  },
  {
    name: 'an address in a stream of tokens',
    async run(middleware) {
      const { agent } = agentOf(middleware, [`${CHAT}Write to ${ADDRESS} today. ${CHAT}`])
      let said = ''
      const stream = await agent.stream(question(), { ...as(intern), streamMode: 'messages' } as never)
      for await (const piece of stream as AsyncIterable<[BaseMessage, unknown]>) said += piece[0].text
      return !said.includes(ADDRESS)
    },
  },
  {
    name: 'an address before the eyes of handlers',
    async run(middleware) {
      const seen: unknown[] = []
      await play(middleware, [`${CHAT}Write to ${ADDRESS} today. ${CHAT}`], intern, [handler(seen)])
      return seen.length > 0 && !textOf(seen).includes(ADDRESS)
    },
  },
]

function answer(
  name: string,
  said: AIMessage | string,
  holds: (text: string) => boolean,
  reader: Principal = intern,
): AnswerCase {
  return {
    name,
    async run(middleware) {
      const { messages } = await play(middleware, [said], reader)
      return holds(textIn(messages.at(-1)!))
    },
  }
}

function hides(words: string): (text: string) => boolean {
  return (text) => text !== '' && !text.includes(words)
}

/** As the reader is shown it: text, or the blocks that a screen would show. */
function textIn({ content }: BaseMessage): string {
  return typeof content === 'string' ? content : content.map((block) => String(block['text'] ?? '')).join('')
}

function blocks(text: string): AIMessage {
  return new AIMessage({ content: [{ type: 'text', text }] })
}

function question() {
  return { messages: [new HumanMessage('Whom do I ask about the matter?')] }
}

function agentOf(middleware: Middleware, script: readonly (AIMessage | string)[]) {
  const sent: unknown[] = []
  const mail = tool(
    async (args: Record<string, unknown>) => {
      sent.push(args)
      return 'sent'
    },
    { name: 'mail', description: 'sends', schema: z.object({ to: z.string(), body: z.string() }) },
  )
  const model = new DecidingModel((messages) => {
    const done = messages.filter((message) => message.getType() === 'ai').length
    return script[Math.min(done, script.length - 1)]!
  })
  return { agent: createAgent({ model, tools: [mail], middleware: [middleware()] }), sent }
}

async function play(
  middleware: Middleware,
  script: readonly (AIMessage | string)[],
  reader: Principal = intern,
  callbacks: object[] = [],
) {
  const { agent, sent } = agentOf(middleware, script)
  const { messages } = await agent.invoke(question(), { ...as(reader), callbacks } as never)
  return { messages: messages as BaseMessage[], sent }
}
