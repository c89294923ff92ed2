import assert from 'node:assert/strict'
import type { Runnable } from '@langchain/core/runnables'
import type { Principal, SourceDocument } from '../../src/core/types.js'
import type { ConformanceCase } from './case.js'
import { handler, textOf, withEnvironmentHandler } from './langchain-recorder.js'

/** What a retriever found, as far as the laws look at it. */
export interface FoundDocument {
  /** Its text. */
  readonly pageContent: string
  /** What it says of itself. */
  readonly metadata: Readonly<Record<string, unknown>>
}

/** The part of a LangChain retriever that the laws use. */
export interface RetrieverLike {
  /** LangChain's own. */
  invoke(query: string, config?: object): Promise<readonly FoundDocument[]>
  /** LangChain's own. */
  batch(queries: string[], configs?: object[]): Promise<readonly (readonly FoundDocument[])[]>
  /** LangChain's own. */
  stream(query: string, config?: object): Promise<AsyncIterable<readonly FoundDocument[]>>
}

/** What is stored behind the retriever. */
export interface RetrieverWorld {
  /** Levels, lowest first. */
  readonly levels: readonly string[]
  /** What is stored. */
  readonly documents: readonly SourceDocument[]
  /** Chunks per query. */
  readonly k: number
  /** Whatever is behind the retriever (embedder, store) fails with an error of this message. */
  readonly fault?: string
}

/** A retriever under test, and how to speak to it as a reader. */
export interface RetrieverSubject {
  /** The retriever. */
  readonly retriever: RetrieverLike
  /** Does `work` for this principal, however deep. */
  runAs<Result>(principal: Principal, work: () => Promise<Result>): Promise<Result>
  /** Ends it. */
  close(): Promise<void>
}

/** Makes a retriever over this world. */
export type RetrieverFactory = (world: RetrieverWorld) => Promise<RetrieverSubject>

const LEVELS = ['public', 'internal', 'secret'] as const
const QUERY = 'When is the harbour merger announced?'

function principal(
  id: string,
  level: (typeof LEVELS)[number] = 'internal',
  groups: string[] = [],
): Principal {
  return { id, groups, clearance: { level, compartments: [] } }
}

function document(id: string, text: string, allow: string[], classification = 'internal'): SourceDocument {
  return { id, uri: `test:${id}`, text, acl: { allow, deny: [], classification } }
}

const as = (reader: Principal) => ({ configurable: { principal: reader } })

/** Words of the forbidden documents that stand in no other text, no query and no id of a reader. */
const FORBIDDEN = ['ninthofoctober', 'plan-for-the-board']
const intern = principal('user:intern')
const director = principal('user:director', 'secret', ['group:board'])

const twoReaders: readonly SourceDocument[] = [
  document(
    'plan-for-the-board',
    'The harbour merger is announced on ninthofoctober after the markets close.',
    ['group:board'],
    'secret',
  ),
  document('leave', 'Staff carry over at most five days of leave, announced in the spring.', ['*'], 'public'),
]

async function withSubject(
  make: RetrieverFactory,
  world: Partial<RetrieverWorld>,
  work: (subject: RetrieverSubject) => Promise<void>,
): Promise<void> {
  const subject = await make({ levels: LEVELS, documents: twoReaders, k: 5, ...world })
  try {
    await work(subject)
  } finally {
    await subject.close()
  }
}

/** Which of the documents were found, by their texts. */
function found(documents: readonly SourceDocument[], results: readonly FoundDocument[]): string[] {
  return results
    .map(({ pageContent }) => documents.find(({ text }) => text.includes(pageContent))?.id ?? 'unknown text')
    .sort()
}

const idsFor = (reader: Principal) => (reader === director ? ['leave', 'plan-for-the-board'] : ['leave'])

function assertSilent(seen: unknown, where: string): void {
  const text = textOf(seen)
  for (const word of FORBIDDEN) assert.ok(!text.includes(word), `a forbidden document reached ${where}`)
}

async function rejection(work: Promise<unknown>): Promise<{ code?: unknown; help?: unknown }> {
  try {
    await work
  } catch (error) {
    return error as { code?: unknown }
  }
  assert.fail('the retrieval was not refused')
}

/** A runnable that calls the retriever and does not pass its configuration on. */
async function silentNode(retriever: RetrieverLike): Promise<Runnable<string, readonly FoundDocument[]>> {
  const { RunnableLambda } = await import('@langchain/core/runnables')
  const inner = RunnableLambda.from(async (query: string) => [...(await retriever.invoke(query))])
  return RunnableLambda.from(async (query: string) => inner.invoke(query))
}

type Way = (
  retriever: RetrieverLike,
  reader: Principal,
  more?: object,
) => Promise<readonly (readonly FoundDocument[])[]>

/** Every way LangChain runs a retriever. */
const ways: Readonly<Record<string, Way>> = {
  invoke: async (retriever, reader, more) => [await retriever.invoke(QUERY, { ...as(reader), ...more })],
  batch: async (retriever, reader, more) =>
    retriever.batch([QUERY, QUERY], [{ ...as(reader), ...more }, as(reader)]),
  async stream(retriever, reader, more) {
    const results = []
    for await (const piece of await retriever.stream(QUERY, { ...as(reader), ...more })) results.push(piece)
    return results
  },
  async pipe(retriever, reader, more) {
    const { RunnableLambda } = await import('@langchain/core/runnables')
    const chain = (retriever as unknown as Runnable<string, readonly FoundDocument[]>).pipe(
      RunnableLambda.from((documents: readonly FoundDocument[]) => documents),
    )
    return [await chain.invoke(QUERY, { ...as(reader), ...more })]
  },
  async 'parallel branches'(retriever, reader, more) {
    const { RunnableParallel } = await import('@langchain/core/runnables')
    const runnable = retriever as unknown as Runnable<string, readonly FoundDocument[]>
    const both = RunnableParallel.from<string, Record<string, readonly FoundDocument[]>>({
      left: runnable,
      right: runnable,
    })
    return Object.values(await both.invoke(QUERY, { ...as(reader), ...more }))
  },
  async 'a lambda in a lambda that passes nothing on'(retriever, reader, more) {
    return [await (await silentNode(retriever)).invoke(QUERY, { ...as(reader), ...more })]
  },
}

const identity: readonly ConformanceCase<RetrieverFactory>[] = [
  {
    law: 'identity',
    name: 'user:Alice is not user:alice',
    async run(make) {
      const documents = [
        document('upper', 'The harbour merger, for the upper reader.', ['user:Alice']),
        document('lower', 'The harbour merger, for the lower reader.', ['user:alice']),
      ]
      await withSubject(make, { documents }, async ({ retriever }) => {
        const upper = await retriever.invoke(QUERY, as(principal('user:Alice')))
        const lower = await retriever.invoke(QUERY, as(principal('user:alice')))
        assert.deepEqual([found(documents, upper), found(documents, lower)], [['upper'], ['lower']])
      })
    },
  },
  {
    law: 'identity',
    name: 'one retriever serves many readers: the principal comes with the call, either way',
    async run(make) {
      await withSubject(make, {}, async ({ retriever, runAs }) => {
        for (const reader of [intern, director, intern]) {
          assert.deepEqual(found(twoReaders, await retriever.invoke(QUERY, as(reader))), idsFor(reader))
          const around = await runAs(reader, () => retriever.invoke(QUERY))
          assert.deepEqual(found(twoReaders, around), idsFor(reader))
        }
      })
    },
  },
  {
    law: 'identity',
    name: 'no principal, a string or null is principal-missing, which names both ways',
    async run(make) {
      await withSubject(make, {}, async ({ retriever }) => {
        for (const configurable of [undefined, {}, { principal: 'user:director' }, { principal: null }]) {
          const { code, help } = await rejection(retriever.invoke(QUERY, { configurable }))
          assert.equal(code, 'principal-missing')
          assert.match(String(help), /configurable[\s\S]*runWithPrincipal/)
        }
      })
    },
  },
  {
    law: 'identity',
    name: 'two different principals for one call are refused',
    async run(make) {
      await withSubject(make, {}, async ({ retriever, runAs }) => {
        const call = runAs(intern, () => retriever.invoke(QUERY, as(director)))
        assert.equal((await rejection(call)).code, 'principal-invalid')
      })
    },
  },
  {
    law: 'identity',
    name: 'a stream begun for a principal is theirs wherever it is read',
    async run(make) {
      await withSubject(make, {}, async ({ retriever, runAs }) => {
        const stream = await runAs(intern, () => retriever.stream(QUERY))
        await runAs(director, async () => {
          for await (const results of stream) assert.deepEqual(found(twoReaders, results), ['leave'])
        })
      })
    },
  },
  {
    law: 'identity',
    name: 'many readers at once do not mix',
    async run(make) {
      const readers = Array.from({ length: 24 }, (_, i) => principal(`user:r${i}`))
      const documents = readers.map(({ id }) => document(`for-${id}`, `Merger news for ${id}.`, [id]))
      await withSubject(make, { documents }, async ({ retriever, runAs }) => {
        const calls = [...readers, ...readers].map(async (reader, i) => {
          const call = i % 2 === 0 ? retriever.invoke(QUERY, as(reader)) : undefined
          const results = await (call ?? runAs(reader, () => retriever.invoke(QUERY)))
          assert.deepEqual(found(documents, results), [`for-${reader.id}`])
        })
        await Promise.all(calls)
      })
    },
  },
  ...Object.entries(ways).map(([name, way]) => ({
    law: 'ways',
    name: `the same documents under ${name}`,
    async run(make: RetrieverFactory) {
      await withSubject(make, {}, async ({ retriever }) => {
        for (const reader of [intern, director]) {
          const results = await way(retriever, reader)
          assert.ok(results.length > 0)
          for (const result of results) assert.deepEqual(found(twoReaders, result), idsFor(reader))
        }
      })
    },
  })),
]

const counts: readonly ConformanceCase<RetrieverFactory>[] = [
  {
    law: 'k',
    name: 'eight forbidden documents before one permitted: exactly the one',
    async run(make) {
      const forbidden = Array.from({ length: 8 }, (_, i) =>
        document(`forbidden-${i}`, `${QUERY} On ninthofoctober. ${QUERY} Copy ${i}.`, ['user:nobody']),
      )
      const documents = [...forbidden, document('permitted', 'A word on the merger, at the end.', ['*'])]
      await withSubject(make, { documents, k: 4 }, async ({ retriever }) => {
        assert.deepEqual(found(documents, await retriever.invoke(QUERY, as(intern))), ['permitted'])
      })
    },
  },
  {
    law: 'k',
    name: 'k documents whenever the reader may read k',
    async run(make) {
      const documents = Array.from({ length: 24 }, (_, i) =>
        document(`n${i}`, `Note ${i} on the harbour merger and when it is announced.`, [
          i % 3 === 2 ? '*' : 'user:nobody',
        ]),
      )
      for (const [k, count] of [
        [1, 1],
        [4, 4],
        [8, 8],
        [20, 8],
      ] as const) {
        await withSubject(make, { documents, k }, async ({ retriever }) => {
          const ids = found(documents, await retriever.invoke(QUERY, as(intern)))
          assert.equal(new Set(ids).size, count)
          assert.ok(ids.every((id) => Number(id.slice(1)) % 3 === 2))
        })
      }
    },
  },
]

const silence: readonly ConformanceCase<RetrieverFactory>[] = [
  ...Object.entries(ways).map(([name, way]) => ({
    law: 'silence',
    name: `handlers and tracers see what the reader sees, under ${name}`,
    async run(make: RetrieverFactory) {
      const { RunCollectorCallbackHandler } = await import('@langchain/core/tracers/run_collector')
      await withSubject(make, {}, async ({ retriever }) => {
        const seen: unknown[] = []
        const tracer = new RunCollectorCallbackHandler()
        const results = await way(retriever, intern, { callbacks: [handler(seen), tracer] })
        assert.match(textOf(seen), /five days/, 'the handlers saw nothing at all')
        assertSilent(results, 'the reader')
        assertSilent(seen, 'a handler')
        assertSilent(tracer.tracedRuns, 'a tracer')
      })
    },
  })),
  {
    law: 'silence',
    name: 'streamEvents shows what the reader sees',
    async run(make) {
      await withSubject(make, {}, async ({ retriever }) => {
        const chain = (await silentNode(retriever)) as Runnable<string, readonly FoundDocument[]>
        for (const runnable of [chain, retriever as unknown as typeof chain]) {
          const seen: unknown[] = []
          const events = runnable.streamEvents(QUERY, { ...as(intern), version: 'v2' })
          for await (const event of events) seen.push(event)
          assert.match(textOf(seen), /five days/)
          assertSilent(seen, 'an event')
        }
      })
    },
  },
  {
    law: 'silence',
    name: 'a tracer that the environment asks for sees what the reader sees',
    async run(make) {
      await withSubject(make, {}, async ({ retriever }) => {
        const seen = await withEnvironmentHandler(() => retriever.invoke(QUERY, as(intern)))
        assert.match(textOf(seen), /five days/)
        assertSilent(seen, 'a tracer of the environment')
      })
    },
  },
]

const errors: readonly ConformanceCase<RetrieverFactory>[] = [
  {
    law: 'errors',
    name: 'a refused query reaches the caller and the handlers as a code',
    async run(make) {
      await withSubject(make, {}, async ({ retriever }) => {
        const seen: unknown[] = []
        const call = retriever.invoke('  ', { ...as(intern), callbacks: [handler(seen)] })
        assert.equal((await rejection(call)).code, 'query-invalid')
        assert.ok(seen.includes('handleRetrieverError'), 'the handlers were not told')
        assertSilent(seen, 'a handler')
      })
    },
  },
  {
    law: 'errors',
    name: 'an error from behind that quotes a document is passed on without its words',
    async run(make) {
      const fault = 'cannot embed: the merger is announced on ninthofoctober'
      await withSubject(make, { fault }, async ({ retriever }) => {
        const seen: unknown[] = []
        const error = await rejection(retriever.invoke(QUERY, { ...as(intern), callbacks: [handler(seen)] }))
        assert.equal(typeof error.code, 'string')
        assertSilent([error, seen], 'an error')
      })
    },
  },
]

/** Laws of every LangChain retriever that is safe to give a model. `@langchain/core` 1.x must be installed. */
export const langchainRetrieverCases: readonly ConformanceCase<RetrieverFactory>[] = [
  ...identity,
  ...counts,
  ...silence,
  ...errors,
]
