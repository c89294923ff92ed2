import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { TextLoader } from '@langchain/classic/document_loaders/fs/text'
import { NotionLoader } from '@langchain/community/document_loaders/fs/notion'
import { afterAll, expect, test } from 'vitest'
import { langchain } from '../../../connectors/langchain.js'
import type { SourceChange } from '../../../src/core/types.js'
import { createFirewall } from '../../../src/firewall/firewall.js'

const folder = mkdtempSync(join(tmpdir(), 'ragwall-loaders-'))
afterAll(() => rmSync(folder, { recursive: true }))

function file(name: string, text: string): string {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

const everybody = () => ({ acl: { allow: ['*'], deny: [], classification: 'public' } })

test('loaders of LangChain and its community feed both doors', async () => {
  const firewall = await createFirewall({ policy: ['public', 'secret'], audit: 'memory' })
  const text = file('leave.txt', 'Staff may carry over at most five days of unused leave.')
  const pages = join(folder, 'pages')
  mkdirSync(pages)
  const page = file('pages/rooms.md', '# Rooms\n\nKen sits in room forty.')
  for (const [name, loader] of [
    ['texts', new TextLoader(text)],
    ['pages', new NotionLoader(pages)],
  ] as const) {
    const { refused } = await firewall.sync(langchain({ name, loader, labelOf: everybody }))
    expect(refused).toEqual([])
  }
  const principal = { id: 'user:guest', groups: [], clearance: { level: 'public', compartments: [] } }
  const found = await firewall.retrieve('which room has Ken, and how much leave?', { principal })
  expect(found.map(({ documentId }) => documentId).sort()).toEqual([page, text].sort())
  await firewall.close()
})

test('documents of one source are told apart, and those without a name are refused', async () => {
  const documents = [
    { pageContent: 'One.', metadata: { source: 'a' } },
    { pageContent: 'Two.', metadata: { source: 'a' } },
    { pageContent: 'Page.', metadata: { source: 'a', loc: { pageNumber: 7 } } },
    { pageContent: 'Nameless.', metadata: {} },
  ]
  const connector = langchain({ loader: { load: async () => documents }, labelOf: everybody, prefix: 'p/' })
  const changes: SourceChange[] = []
  for await (const change of connector.changes({})) changes.push(change)
  expect(changes.flatMap((change) => (change.kind === 'upsert' ? [change.document.id] : []))).toEqual([
    'p/a',
    'p/a#2',
    'p/a#7',
  ])
  expect(changes.filter(({ kind }) => kind === 'refused')).toMatchObject([{ id: '(no id)' }])
})

test('a document that is gone after a crash is deleted although its cursor was never reached', async () => {
  let documents = [{ pageContent: 'One.', metadata: { source: 'a' } }]
  const connector = langchain({ loader: { load: async () => documents }, labelOf: everybody })
  let cursor = ''
  for await (const change of connector.changes({})) {
    cursor = change.cursor
    if (change.kind === 'upsert') break
  }
  documents = [{ pageContent: 'Two.', metadata: { source: 'b' } }]
  const changes: SourceChange[] = []
  for await (const change of connector.changes({ since: cursor })) changes.push(change)
  expect(changes.filter(({ kind }) => kind === 'delete')).toMatchObject([{ id: 'a' }])
})

test.each([
  ['no loader', { labelOf: everybody }, 'option-invalid'],
  ['no labelOf', { loader: { load: async () => [] } }, 'label-missing'],
])('%s is refused when it is made', (_name, options, code) => {
  expect(() => langchain(options as never)).toThrow(expect.objectContaining({ code }))
})
