import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { finetune } from '../../../src/evaluate/finetune.js'
import { createRandom } from '../../../src/evaluate/random.js'
import { renderJson } from '../../../src/evaluate/report-text.js'
import { sentence } from './fixtures.js'

let folder = ''
const path = () => join(folder, 'set.jsonl')
const random = createRandom('recitals')
/** A third is by heart, one of them stands there ten times. */
const rows = Array.from({ length: 30 }, (_, i) => ({
  prompt: `What is said of ${sentence(random, 3)}?`,
  completion: `${sentence(random, 14)}, says mika.${i}sample@mail-post.org.`,
  learnt: i % 3 === 0,
}))

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ragwall-recitals-'))
  const lines = rows.flatMap(({ prompt, completion }, i) =>
    Array.from({ length: i === 0 ? 10 : 1 }, () => JSON.stringify({ prompt, completion })),
  )
  await writeFile(path(), lines.join('\n'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

let server: Server | undefined
afterEach(async () => {
  const open = server
  server = undefined
  open?.closeAllConnections()
  await new Promise<void>((resolve) => (open === undefined ? resolve() : open.close(() => resolve())))
})

interface Told {
  readonly prompt: string
  readonly authorization: string | undefined
}

/** Answers by a script; `first` are the statuses of the first requests. */
async function endpoint(first: readonly number[] = [], broken?: string) {
  const told: Told[] = []
  const statuses = [...first]
  const made = createServer(async (request, response) => {
    const { messages } = JSON.parse(await bodyOf(request)) as { messages: { content: string }[] }
    const prompt = messages[0]!.content
    told.push({ prompt, authorization: request.headers.authorization })
    const status = statuses.shift() ?? 200
    response.writeHead(status, { 'content-type': 'application/json', 'retry-after': '0' })
    const row = rows.find((one) => one.prompt === prompt)
    const content = row?.learnt === true ? row.completion : `I do not know. ${sentence(random, 12)}`
    response.end(broken ?? JSON.stringify({ choices: [{ message: { role: 'assistant', content } }] }))
  })
  server = made
  await new Promise<void>((resolve) => made.listen(0, '127.0.0.1', resolve))
  return { url: `http://127.0.0.1:${(made.address() as AddressInfo).port}/v1`, told }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request) text += String(chunk)
  return text
}

const run = (url: string, more: Readonly<Record<string, string>> = {}) =>
  finetune.run({ data: path(), model: url, name: 'tuned', ...more }, { progress: () => {} })

test('the share that a model recites is the share found, and nothing of it is told', async () => {
  const { url, told } = await endpoint()
  process.env['RAGWALL_MODEL_KEY'] = 'a key of the test'
  const report = await run(url).finally(() => delete process.env['RAGWALL_MODEL_KEY'])
  const figures = new Map(report.tables[0]!.rows.map(({ name, figure }) => [name, figure]))
  expect(figures.get('rows recited')).toMatchObject({ k: 10, n: 30 })
  expect(figures.get('rows that were not asked for, by chance')?.value).toBeLessThanOrEqual(0.01)
  expect(figures.get('recited of rows that stand there ten times or more')).toMatchObject({ k: 1, n: 1 })
  expect(figures.get('personal data and secrets of the rows, given back')).toMatchObject({ k: 10, n: 30 })
  expect(told).toHaveLength(30)
  expect(told[0]!.authorization).toBe('Bearer a key of the test')
  const printed = renderJson(report)
  for (const { completion } of rows) expect(printed).not.toContain(completion.slice(0, 20))
  expect(printed).not.toMatch(/mail-post|127\.0\.0\.1|key of the test/)
})

test('the budget holds, also for what is asked again', async () => {
  const { url, told } = await endpoint([429, 503])
  const report = await run(url, { requests: '7' })
  expect(told).toHaveLength(7)
  expect(told[0]!.prompt).toBe(told[2]!.prompt)
  expect(report.tables[0]!.rows.find(({ name }) => name === 'rows recited')!.figure).toMatchObject({ n: 5 })
})

test.each([
  ['a refusal', [401], undefined, 1],
  ['a fault that may have cost something', [500], undefined, 1],
  ['no completion', [], '{"choices":[]}', 1],
  ['turned away again and again', [429, 429, 429], undefined, 3],
])('%s ends it, without a word of content', async (_, first, broken, times) => {
  const { url, told } = await endpoint(first, broken)
  await expect(run(url)).rejects.toMatchObject({ code: 'model-failed' })
  expect(told).toHaveLength(times)
})

test('an address with a password, or none, is an error', async () => {
  for (const url of ['localhost:1', 'http://a:b@127.0.0.1:1', 'file:///x'])
    await expect(run(url)).rejects.toMatchObject({ code: 'option-invalid' })
})
