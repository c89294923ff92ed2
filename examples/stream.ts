/** A model's stream, checked while it runs: what leaves is what the whole answer would have said. */
import { createFirewall } from 'ragwall'
import { changes, director, intern, LEAVE, PLAN } from './documents.js'

const firewall = await createFirewall({ policy: ['public', 'internal', 'secret'], audit: 'memory' })
await firewall.apply(changes)

/** Stands for any model's stream: an async iterable of text. This model has learned more than it may say. */
async function* model(): AsyncGenerator<string> {
  for (const word of `Of course. ${LEAVE} Besides: ${PLAN} Is there anything else?`.split(/(?<= )/))
    yield word
}

for (const principal of [intern, director]) {
  const stream = firewall.check(model(), { principal })
  let text = ''
  for await (const piece of stream) text += piece
  const { action, findings, receipt } = await stream.verdict
  console.log(`${principal.id}: ${action}, ${findings.length} findings`)
  console.log(`  ${text}`)
  if (receipt.id === '') throw new Error('every verdict has a receipt')
}

const { checks, leaks, bySource } = await firewall.report()
console.log(
  `report: ${checks} checks, ${leaks > 0 ? 'leaks' : 'no leak'} from ${bySource.map(({ documentId }) => documentId)}`,
)
await firewall.close()
