import { Document } from '@langchain/core/documents'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { protect, tagDocuments } from '../../../../src/adapters/langchain/index.js'
import { createFirewall, type Firewall } from '../../../../src/firewall/firewall.js'

/** What goes wrong when somebody joins the two for the first time: never an empty list without a word. */

let firewall: Firewall
beforeEach(async () => {
  firewall = await createFirewall({ policy: ['public', 'secret'], audit: 'memory' })
})
afterEach(() => firewall.close())

const principal = { id: 'user:a', groups: [], clearance: { level: 'public', compartments: [] } }
const as = { configurable: { principal } }
const sound = { allow: ['*'], deny: [], classification: 'public' }
const documents = ['one', 'two', 'three'].map(
  (pageContent) => new Document({ pageContent, metadata: { source: pageContent } }),
)
const vectorStore = {
  embeddings: { embedQuery: async () => [1] },
  _vectorstoreType: () => 'plain',
  similaritySearchVectorWithScore: async (_query: number[], k: number) =>
    documents.slice(0, k).map((document): [Document, number] => [document, 1]),
}

const WRONG: [string, unknown, RegExp][] = [
  ['a word', 'public', /labelOf/],
  ['an acl without the member', sound, /no option `allow`/],
  ['a misspelled member', { accl: sound }, /did you mean `acl`/],
  ['an acl without deny', { acl: { allow: ['*'] } }, /deny/],
  ['a label', { acl: { ...sound, level: 'public' } }, /`level`/],
  ['ids without a kind', { acl: { ...sound, allow: ['staff'] } }, /group:/],
  ['an id that is none', { id: 7, acl: sound }, /`id`/],
]

describe.each(WRONG)('`labelOf` that gives %s', (_, given, said) => {
  const words = ({ message, help = '' }: { message: string; help?: string }) => `${message} ${help}`

  test('is told by tagDocuments', async () => {
    const tagged = tagDocuments(firewall, () => given as never).invoke(documents)
    expect(
      words(
        await tagged.then(
          () => ({ message: 'passed' }),
          (error) => error,
        ),
      ),
    ).toMatch(said)
  })

  test('is told by a retriever that finds nothing else', async () => {
    const retriever = protect(firewall, { vectorStore, labelOf: () => given as never })
    const found = retriever.invoke('q', as)
    expect(
      words(
        await found.then(
          () => ({ message: 'passed' }),
          (error) => error,
        ),
      ),
    ).toMatch(said)
  })

  test('for one chunk is a warning: somebody else may have written it', async () => {
    const onWarning = vi.fn()
    const labelOf = ({ pageContent }: { pageContent: string }) =>
      pageContent === 'two' ? (given as never) : { acl: sound }
    const found = await protect(firewall, { vectorStore, labelOf, onWarning }).invoke('q', as)
    expect(found.map(({ pageContent }) => pageContent)).toEqual(['one', 'three'])
    expect(onWarning.mock.calls.flat().join('\n')).toMatch(said)
  })
})

test('documents that were tagged for a store that protect was not given', async () => {
  const emitWarning = vi.spyOn(process, 'emitWarning').mockImplementation(() => undefined)
  try {
    await tagDocuments(firewall, () => ({ acl: sound })).invoke(documents)
    expect(await protect(firewall).invoke('one', as)).toEqual([])
    expect(emitWarning.mock.calls.flat().join('\n')).toContain('give protect that one as `vectorStore`')
  } finally {
    emitWarning.mockRestore()
  }
})
