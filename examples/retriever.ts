/** One LangChain chain, two readers: each is answered from what that reader may read. */
import { StringOutputParser } from '@langchain/core/output_parsers'
import { ChatPromptTemplate } from '@langchain/core/prompts'
import { RunnablePassthrough, RunnableSequence } from '@langchain/core/runnables'
import { FakeListChatModel } from '@langchain/core/utils/testing'
import { createFirewall } from 'ragwall'
import { protect } from 'ragwall/langchain'
import { changes, director, intern } from './documents.js'

// In memory, for trying out: `data` and `audit` name directories, `evidenceKey` is then 32 secret bytes.
const firewall = await createFirewall({ policy: ['public', 'internal', 'secret'], audit: 'memory' })
await firewall.apply(changes)

const retriever = protect(firewall, { k: 4 })
const context = retriever.pipe((found) => found.map(({ pageContent }) => pageContent).join('\n'))
const prompt = ChatPromptTemplate.fromTemplate('Answer from this context.\n{context}\n\nQuestion: {question}')
const chain = RunnableSequence.from([
  { context, question: new RunnablePassthrough<string>() },
  prompt,
  new FakeListChatModel({ responses: ['Here is what the handbook says.'] }), // your model
  new StringOutputParser(),
])

for (const principal of [intern, director]) {
  const call = { configurable: { principal } }
  const found = await retriever.invoke('What will the company buy, and who may carry over leave?', call)
  const ids = found.map(({ metadata }) => metadata.documentId).sort()
  console.log(`${principal.id} reads ${ids.join(' and ')}`)
  console.log(await chain.invoke('Who may carry over leave?', call))
}
await firewall.close()
