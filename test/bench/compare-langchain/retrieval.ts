import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { MemoryVectorStore } from '@langchain/classic/vectorstores/memory'
import { RunnableLambda } from '@langchain/core/runnables'
import { protect } from '../../../src/adapters/langchain/index.js'
import type { Principal, SourceDocument } from '../../../src/core/types.js'
import { createFirewall } from '../../../src/firewall/firewall.js'
import { handler, textOf } from '../../conformance/langchain-recorder.js'
import { embeddings, taggedDocuments } from '../../support/foreign-stores.js'
import { mayRead } from '../../support/world.js'

/** One guarded retriever over these documents, as its own documentation sets it up. */
export interface Guarded {
  invoke(query: string, config?: object): Promise<{ pageContent: string }[]>
  /** Inside a step of a chain that passes nothing on. */
  inChain: { invoke(query: string, config?: object): Promise<{ pageContent: string }[]> }
  /** From now on only these may read the document. */
  permit(id: string, allow: readonly string[]): Promise<void>
  /** Whoever decides does not answer any more. */
  breakDecisions?(): void
  close(): Promise<void>
}

/** `reader` is for products that take the user when the retriever is made. */
export type Guard = (documents: readonly SourceDocument[], k: number, reader: Principal) => Promise<Guarded>

export interface RetrievalCase {
  readonly name: string
  run(guard: Guard): Promise<boolean>
}

const intern = reader('user:intern', 'internal')
const director = reader('user:director', 'secret', ['group:board'])
const QUERY = 'When is the harbour merger announced?'
const SECRET = 'ninthofoctober'
const twoReaders = [
  document('plan', `The harbour merger is announced on ${SECRET}.`, ['group:board'], 'secret'),
  document('leave', 'Staff carry over five days of leave, announced in the spring.', ['*'], 'public'),
]

export const retrievalCases: readonly RetrievalCase[] = [
  one('the best four for the reader, where the first eight are forbidden: one document', async (guard) => {
    const forbidden = Array.from({ length: 8 }, (_, i) =>
      document(`f${i}`, `${QUERY} ${QUERY} Copy ${i}.`, ['user:nobody']),
    )
    const all = [...forbidden, document('permitted', 'A word on the merger, at the end.', ['*'])]
    return within(guard, all, async ({ invoke }) => (await invoke(QUERY, as(intern))).length === 1, 4)
  }),
  one('one retriever serves two readers', (guard) =>
    within(guard, twoReaders, async ({ invoke }) => {
      const counts = [await invoke(QUERY, as(intern)), await invoke(QUERY, as(director))]
      return counts.map(({ length }) => length).join() === '1,2'
    }),
  ),
  one('a call for nobody is refused', (guard) =>
    within(guard, twoReaders, async ({ invoke }) => refused(invoke(QUERY))),
  ),
  one('handlers are shown what the reader is shown', (guard) =>
    within(guard, twoReaders, async ({ invoke }) => {
      const seen: unknown[] = []
      await invoke(QUERY, { ...as(intern), callbacks: [handler(seen)] })
      return silent(seen)
    }),
  ),
  one('so are they inside a step that passes nothing on', (guard) =>
    within(guard, twoReaders, async ({ inChain }) => {
      const seen: unknown[] = []
      await inChain.invoke(QUERY, { ...as(intern), callbacks: [handler(seen)] })
      return silent(seen)
    }),
  ),
  one('a revocation holds in the next call', (guard) =>
    within(guard, [document('memo', `The memo says ${SECRET}.`, ['*'])], async ({ invoke, permit }) => {
      const before = await invoke(QUERY, as(intern))
      await permit('memo', ['group:board'])
      return before.length === 1 && (await invoke(QUERY, as(intern))).length === 0
    }),
  ),
  one('a document without permissions is nobody’s', async (guard) => {
    const bare = { ...document('bare', `No list: ${SECRET}.`, []), acl: undefined as never }
    // Refusing it on the way in is as good as not giving it out.
    return within(guard, [bare], async ({ invoke }) => (await invoke(QUERY, as(intern))).length === 0).catch(
      () => true,
    )
  }),
  one('a decision that cannot be had gives out nothing and quotes nothing', (guard) =>
    within(guard, twoReaders, async ({ invoke, breakDecisions }) => {
      breakDecisions?.()
      const said = await invoke(QUERY, as(director)).then(textOf, textOf)
      return !said.includes(SECRET)
    }),
  ),
]

export const overRagwall: Guard = async (documents, k) => {
  let broken = false
  const { createLatticePolicy } = await import('../../../src/labels/lattice.js')
  const lattice = createLatticePolicy({ levels: LEVELS })
  const firewall = await createFirewall({
    levels: LEVELS,
    audit: 'memory',
    policy: {
      version: '1',
      timeToLive: 0,
      async decide(subject, labels) {
        if (broken) throw new Error('no answer')
        return lattice.decide(subject, labels)
      },
    },
  })
  const vectorStore = new MemoryVectorStore(embeddings())
  await vectorStore.addDocuments(await taggedDocuments(firewall, documents))
  const retriever = protect(firewall, { vectorStore, k, onWarning: () => undefined })
  return {
    invoke: (query, config) => retriever.invoke(query, config),
    inChain: RunnableLambda.from((query: string) => retriever.invoke(query)),
    async permit(id, allow) {
      await firewall.apply([
        { kind: 'acl', id, acl: { allow, deny: [], classification: 'internal' }, cursor: '' },
      ])
    },
    breakDecisions() {
      broken = true
    },
    close: () => firewall.close(),
  }
}

const LEVELS = ['public', 'internal', 'secret'] as const

interface Auth0 {
  createRetriever(options: {
    rank: (query: string) => SourceDocument[]
    k: number
    user: string
    url: string
  }): Omit<Guarded, 'inChain' | 'permit' | 'close'>
  inChain(retriever: unknown): Guarded['inChain']
}

/** With a decision server of ours that answers as OpenFGA does, by the oracle of the laws. */
export async function overAuth0(): Promise<Guard> {
  const module = '../peers-langchain/auth0.mjs'
  const { createRetriever, inChain } = (await import(module)) as Auth0
  return async (given, k, principal) => {
    const documents = new Map(given.map((one) => [one.id, one]))
    const readers = new Map([intern, director].map((one) => [one.id, one]))
    let broken = false
    const server = createServer(async (request, response) => {
      let body = ''
      for await (const piece of request) body += String(piece)
      const { checks } = JSON.parse(body) as {
        checks: { correlation_id: string; tuple_key: { user: string; object: string } }[]
      }
      const decide = ({ user, object }: { user: string; object: string }) => {
        const one = documents.get(object.slice('doc:'.length))
        const subject = readers.get(user)
        return one?.acl !== undefined && subject !== undefined && mayRead(subject, one)
      }
      const result = checks.map(({ correlation_id, tuple_key }) => [
        correlation_id,
        { allowed: decide(tuple_key) },
      ])
      response.writeHead(broken ? 400 : 200, { 'content-type': 'application/json' })
      response.end(
        JSON.stringify(
          broken ? { code: 'error', message: 'no answer' } : { result: Object.fromEntries(result) },
        ),
      )
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const rank = (query: string) => {
      const words = query.toLowerCase().match(/\w+/g) ?? []
      const score = ({ text }: SourceDocument) =>
        words.filter((word) => text.toLowerCase().includes(word)).length
      return [...documents.values()].sort((a, b) => score(b) - score(a))
    }
    const retriever = createRetriever({ rank, k, user: principal.id, url })
    return {
      invoke: (query, config) => retriever.invoke(query, config),
      inChain: inChain(retriever),
      async permit(id, allow) {
        documents.set(id, { ...documents.get(id)!, acl: { allow, deny: [], classification: 'internal' } })
      },
      breakDecisions() {
        broken = true
      },
      async close() {
        server.closeAllConnections()
        await new Promise((resolve) => server.close(resolve))
      },
    }
  }
}

function reader(id: string, level: string, groups: string[] = []): Principal {
  return { id, groups, clearance: { level, compartments: [] } }
}

function document(id: string, text: string, allow: string[], classification = 'internal'): SourceDocument {
  return { id, uri: `test:${id}`, text, acl: { allow, deny: [], classification } }
}

function as(principal: Principal) {
  return { configurable: { principal } }
}

function one(name: string, run: RetrievalCase['run']): RetrievalCase {
  return { name, run }
}

async function within(
  guard: Guard,
  documents: readonly SourceDocument[],
  work: (guarded: Guarded) => Promise<boolean>,
  k = 5,
): Promise<boolean> {
  const guarded = await guard(documents, k, intern)
  try {
    return await work(guarded)
  } finally {
    await guarded.close()
  }
}

async function refused(call: Promise<unknown>): Promise<boolean> {
  return call.then(
    () => false,
    () => true,
  )
}

function silent(seen: unknown): boolean {
  const text = textOf(seen)
  return text.includes('five days') && !text.includes(SECRET)
}
