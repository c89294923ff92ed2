import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { secretKey } from '../../../src/core/digest.js'
import { fingerprintFiles } from '../../../src/store/fingerprint-files.js'
import { matchFold } from '../../../src/text/fold.js'
import { labelFor, openTestStore, put, temporaryDirectory } from '../../support/stores.js'

const sentences = [
  'the pump in the east wing was replaced in the spring of that year',
  'nobody had told the auditors that the ledger was kept in two places',
  'a letter found behind the cabinet names the three owners of the mill',
]

let directory: ReturnType<typeof temporaryDirectory>
beforeEach(() => {
  directory = temporaryDirectory()
})
afterEach(() => directory.remove())

const folder = () => join(directory.path, 'fingerprints')
const open = (key = 1) =>
  openTestStore({
    directory: directory.path,
    fingerprints: fingerprintFiles({ directory: folder(), key: secretKey(new Uint8Array(32).fill(key)) }),
  })

type Opened = Awaited<ReturnType<typeof open>>

/** Ids of the documents that each sentence is found in. */
function sources(store: Opened): string[][] {
  return sentences.map((sentence) =>
    store.fingerprints
      .search(matchFold(`so: ${sentence}!`))
      .map(({ document }) => store.documents.byNumber(document)!.id),
  )
}

const putSentence = (i: number, id = `d${i}`) => put(id, labelFor('user:alice'), [sentences[i]!])

test('two processes share the files: the writer writes, the reader follows, and neither loses anything', async () => {
  const [writer, reader] = [await open(), await open()]
  await writer.apply([putSentence(0)])
  await reader.refresh()
  expect(sources(reader)).toEqual([['d0'], [], []])
  await writer.compact()
  await writer.apply([putSentence(1), { kind: 'delete', id: 'd0' }])
  await reader.refresh()
  expect([sources(writer), sources(reader)]).toEqual([
    [[], ['d1'], []],
    [[], ['d1'], []],
  ])
  await writer.close()
  await reader.apply([putSentence(2)])
  expect(sources(reader)).toEqual([[], ['d1'], ['d2']])
  await reader.close()
  const again = await open()
  expect(sources(again)).toEqual([[], ['d1'], ['d2']])
  await again.close()
})

test('what was deleted is not in the files after compaction', async () => {
  const store = await open()
  await store.apply([putSentence(0), putSentence(1)])
  await store.compact()
  await store.apply([{ kind: 'delete', id: 'd0' }])
  await store.compact()
  await store.close()
  const bytes = Buffer.concat(readdirSync(folder()).map((name) => readFileSync(join(folder(), name))))
  expect(bytes.includes(Buffer.from(matchFold(sentences[1]!)))).toBe(true)
  expect(bytes.includes(Buffer.from(matchFold(sentences[0]!)))).toBe(false)
})

test.each(['manifest.json', 'segment'])('a damaged %s is made again from the database', async (name) => {
  let store = await open()
  await store.apply([putSentence(0), putSentence(1)])
  await store.close()
  const file = join(folder(), readdirSync(folder()).find((file) => file.startsWith(name))!)
  const bytes = readFileSync(file)
  bytes.fill(0x5a, 8, 40)
  writeFileSync(file, bytes)
  store = await open()
  expect(sources(store)).toEqual([['d0'], ['d1'], []])
  await store.apply([putSentence(2)])
  expect(sources(store)).toEqual([['d0'], ['d1'], ['d2']])
  await store.close()
  store = await open()
  expect(sources(store)).toEqual([['d0'], ['d1'], ['d2']])
  await store.close()
})

test('files under another key are made again', async () => {
  let store = await open()
  await store.apply([putSentence(0)])
  await store.close()
  store = await open(2)
  expect(sources(store)).toEqual([['d0'], [], []])
  await store.apply([putSentence(1)])
  await store.close()
  store = await open(2)
  expect(sources(store)).toEqual([['d0'], ['d1'], []])
  await store.close()
})
