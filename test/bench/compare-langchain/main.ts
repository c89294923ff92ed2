/**
 * `npm run compare:langchain`: the same cases, in one run, for ragwall, `@auth0/ai-langchain` (its retriever before a
 * decision server of ours) and LangChain's `piiMiddleware`. A product is asked only what it is made for. The peer that
 * needs another LangChain lies in `peers-langchain/`, with a lockfile of its own.
 */
import { createFirewall } from '../../../src/firewall/firewall.js'
import { documents } from '../../support/agents.js'
import { LEVELS, upserts } from '../../support/world.js'
import { answerCases, piiGuard, ragwallGuard } from './answers.js'
import { overAuth0, overRagwall, retrievalCases } from './retrieval.js'

type Outcome = 'passes' | 'fails' | '-'
const rows: {
  readonly name: string
  readonly ragwall: Outcome
  readonly auth0: Outcome
  readonly pii: Outcome
}[] = []

/** A product that throws where it should answer does not pass. */
async function outcome(run: () => Promise<boolean>): Promise<Outcome> {
  try {
    return (await run()) ? 'passes' : 'fails'
  } catch (error) {
    if (process.argv.includes('--verbose')) console.error(error)
    return 'fails'
  }
}

const auth0 = await overAuth0()
for (const { name, run } of retrievalCases) {
  rows.push({
    name,
    ragwall: await outcome(() => run(overRagwall)),
    auth0: await outcome(() => run(auth0)),
    pii: '-',
  })
}
const firewall = await createFirewall({ policy: LEVELS, audit: 'memory' })
await firewall.apply(upserts(documents))
for (const { name, run } of answerCases) {
  const [ragwall, pii] = [
    await outcome(() => run(ragwallGuard(firewall))),
    await outcome(() => run(piiGuard)),
  ]
  rows.push({ name, ragwall, auth0: '-', pii })
}
await firewall.close()

const width = Math.max(...rows.map(({ name }) => name.length))
console.log(`${''.padEnd(width)}  ragwall  auth0 FGARetriever  piiMiddleware`)
for (const { name, ragwall, auth0, pii } of rows) {
  console.log(`${name.padEnd(width)}  ${ragwall.padEnd(7)}  ${auth0.padEnd(18)}  ${pii}`)
}
const score = (product: 'ragwall' | 'auth0' | 'pii') => {
  const asked = rows.filter((row) => row[product] !== '-')
  return `${asked.filter((row) => row[product] === 'passes').length} of ${asked.length}`
}
console.log(
  `\nragwall ${score('ragwall')}, auth0 FGARetriever ${score('auth0')}, piiMiddleware ${score('pii')}`,
)
process.exitCode = rows.every(({ ragwall }) => ragwall === 'passes') ? 0 : 1
