import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { BENIGN, CORPUS, PII, readAll } from '../../../src/evaluate/datasets.js'

let directory = ''
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'ragwall-datasets-'))
})
afterAll(() => rmSync(directory, { recursive: true, force: true }))

function file(name: string, text: string | Uint8Array): string {
  const path = join(directory, name)
  writeFileSync(path, text)
  return path
}

const good = [
  { id: 'a', title: 'T', text: '本文', template: 7 },
  { id: 'b', title: '', text: 'x\u2028y', more: { deep: true } },
]
const lines = good.map((row) => `${JSON.stringify(row)}\n`).join('')

test('rows are read, plain and gzipped, and unknown keys are dropped', async () => {
  const expected = good.map(({ id, title, text }) => ({ id, title, text }))
  expect(await readAll(file('a.jsonl', lines), CORPUS)).toEqual(expected)
  expect(await readAll(file('a.jsonl.gz', gzipSync(lines)), CORPUS)).toEqual(expected)
  expect(await readAll(file('a.jsonl', lines), CORPUS, 1)).toEqual(expected.slice(0, 1))
})

test.each([
  ['not JSON', '{"id":"a","title":"","text":"SECRET', /line 3: this is not JSON/],
  ['a missing member', '{"id":"c","title":"SECRET"}', /line 3: `text` is not of type string/],
  ['a wrong type', '{"id":"c","title":["SECRET"],"text":""}', /line 3: `title` is not of type string/],
  ['not an object', '"SECRET"', /line 3: the row is not of type object/],
  ['an id again', JSON.stringify(good[0]), /an id occurs twice, again in row 3/],
])('%s is named by its line and quotes nothing', async (_, line, message) => {
  const path = file('bad.jsonl', `${lines}${line}\n`)
  const error = await readAll(path, CORPUS).then(
    () => undefined,
    (thrown: Error) => thrown,
  )
  expect(error).toMatchObject({ code: 'source-unreadable', message: expect.stringMatching(message) })
  expect(`${error?.message}${JSON.stringify(error)}${error?.stack}`).not.toContain('SECRET')
})

test('nested members are named with their place', async () => {
  const row = {
    id: 'a',
    lang: 'en',
    turns: [{ role: 'user', content: 1 }],
    contexts: [],
    answer: '',
    author: '',
  }
  await expect(readAll(file('n.jsonl', JSON.stringify(row)), BENIGN)).rejects.toThrow(
    'n.jsonl, line 1: `turns.0.content` is not of type string',
  )
})

test('spans must fit their text', async () => {
  const span = { start: 3, end: 6, entity: 'PERSON', value: 'Bob' }
  const row = { id: 'a', lang: 'en', text: 'I, Bob', spans: [span] }
  expect(await readAll(file('p.jsonl', JSON.stringify(row)), PII)).toHaveLength(1)
  const shifted = { ...row, spans: [{ ...span, start: 2 }] }
  await expect(readAll(file('p.jsonl', JSON.stringify(shifted)), PII)).rejects.toThrow(/line 1: `spans`/)
})

test('a file that is missing or damaged is an error, not an empty set', async () => {
  await expect(readAll(join(directory, 'none.jsonl'), CORPUS)).rejects.toMatchObject({
    code: 'source-unreadable',
  })
  const cut = gzipSync(lines.repeat(2000)).subarray(0, 90)
  await expect(readAll(file('cut.jsonl.gz', cut), CORPUS)).rejects.toMatchObject({
    code: 'source-unreadable',
  })
  await expect(readAll(file('none.jsonl.gz', 'no gzip'), CORPUS)).rejects.toMatchObject({
    code: 'source-unreadable',
  })
})
