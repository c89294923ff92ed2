/** An agent with tools: what a tool is given is judged for whoever is at its other end. */
import { AIMessage, createAgent, fakeModel, HumanMessage, tool } from 'langchain'
import { createFirewall } from 'ragwall'
import { leakageMiddleware, protect } from 'ragwall/langchain'
import { z } from 'zod'
import { changes, director, LEAVE, PLAN } from './documents.js'

const firewall = await createFirewall({ policy: ['public', 'internal', 'secret'], audit: 'memory' })
await firewall.apply(changes)

const retriever = protect(firewall)
const search = tool(
  async ({ query }) => (await retriever.invoke(query)).map(({ pageContent }) => pageContent).join('\n'),
  { name: 'search', description: 'searches the handbook', schema: z.object({ query: z.string() }) },
)
const sent: string[] = []
const sendMail = tool(
  async ({ body }) => {
    sent.push(body)
    return 'sent'
  },
  {
    name: 'send_mail',
    description: 'sends an e-mail',
    schema: z.object({ to: z.string(), body: z.string() }),
  },
)

// Stands for your model. It searches, tries to mail the plan to a stranger, then something harmless, then answers.
const to = 'captain@harbour.example'
const model = fakeModel()
  .respondWithTools([{ name: 'search', args: { query: 'harbour' }, id: '1' }])
  .respondWithTools([{ name: 'send_mail', args: { to, body: `Did you know? ${PLAN}` }, id: '2' }])
  .respondWithTools([{ name: 'send_mail', args: { to, body: 'Shall we talk about gate four?' }, id: '3' }])
  .respond(new AIMessage(`Done. For you: ${PLAN} ${LEAVE}`))

const outside = { level: 'public', compartments: [] }
const agent = createAgent({
  model,
  tools: [search, sendMail],
  middleware: [
    leakageMiddleware(firewall, {
      agentTools: [search, sendMail],
      tools: { search: 'reader', send_mail: { to: outside, routing: ['to'] } },
    }),
  ],
})

const { messages } = await agent.invoke(
  { messages: [new HumanMessage('Please tell the harbour what we have.')] },
  { configurable: { principal: director } },
)
for (const body of sent) console.log(`sent: ${body}`)
console.log(`answer: ${messages.at(-1)?.text}`)
await firewall.close()
