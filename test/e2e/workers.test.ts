import { type ChildProcess, execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { type IncomingMessage, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createKeyFile } from '../../src/core/keys.js'
import { collect, startCli, until } from './harness.js'

/** `ragwall serve --workers 2` is one service: whichever process answers, the answer, the limits and the counts are one. */

const PER_MINUTE = 12
const TEXT = 'The ferry to the northern island leaves from the second pier at seven.'

let folder: string
let child: ChildProcess
let said: { out: string; err: string }
let url: string

const write = (path: string, text: string) => {
  mkdirSync(join(folder, path, '..'), { recursive: true })
  writeFileSync(join(folder, path), text)
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ragwall-workers-'))
  write(
    'config/ragwall.yaml',
    `data: ../data
audit: ../audit
keys: { file: ../ragwall.key }
levels: [public, internal]
principals: principals.yaml
connectors: [{ use: files, name: wiki, root: ../wiki }]
sync: { every: 1s }
server:
  limits: { perUser: { perMinute: ${PER_MINUTE}, concurrent: 8 }, drainTime: 20s }
  demoTokens:
    - { token: token-of-the-portal, subject: 'service:portal', scopes: [retrieve, check, act, ingest, metrics, admin] }
`,
  )
  write('config/principals.yaml', principals('user:ann', 'service:portal'))
  write('wiki/.acl.yaml', "allow: ['group:crew']\nclassification: internal\n")
  write('wiki/ferry.txt', TEXT)
  createKeyFile(join(folder, 'ragwall.key'), join(folder, 'data'))
  child = startCli(
    ['serve', '--config', 'config/ragwall.yaml', '--workers', '2', '--port', '0', '--json'],
    folder,
  )
  said = collect(child)
  await until(() => said.out.includes('"url"') || child.exitCode !== null, 'the service', 120_000)
  url = JSON.parse(said.out).url
  await until(() => workers().length === 2, 'both workers')
})

afterAll(async () => {
  if (child?.exitCode === null) {
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
  rmSync(folder, { recursive: true, force: true })
})

function principals(...crew: string[]): string {
  const people = ['ann', 'ben', 'cleo', 'dan'].map(
    (name) => `  user:${name}: { clearance: { level: internal } }`,
  )
  people.push('  service:portal: { clearance: { level: internal } }')
  return `groups:\n  group:crew: { members: [${crew.map((id) => `'${id}'`).join(', ')}] }\nprincipals:\n${people.join('\n')}\n`
}

/** Their process ids. */
function workers(): number[] {
  const rows = execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' }).trim().split('\n')
  return rows
    .map((row) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(row)!)
    .filter(([, , parent, args]) => Number(parent) === child.pid && args!.includes('main.js'))
    .map(([, pid]) => Number(pid))
}

/** Over a connection of its own: they go to the workers in turn. */
function ask(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
  // biome-ignore lint/suspicious/noExplicitAny: tests look into any answer
  return new Promise<{ status: number; text: string; body: any }>((resolve, reject) => {
    const asked = request(
      `${url}${path}`,
      {
        method,
        agent: false,
        headers: {
          authorization: 'Bearer token-of-the-portal',
          'content-type': 'application/json',
          ...headers,
        },
      },
      (response) => {
        let text = ''
        response.setEncoding('utf8').on('data', (piece) => (text += piece))
        response.on('end', () => {
          const isJson = response.headers['content-type']?.includes('json') === true
          resolve({ status: response.statusCode ?? 0, text, body: isJson ? JSON.parse(text) : undefined })
        })
      },
    )
    asked.on('error', reject)
    asked.end(body === undefined ? undefined : JSON.stringify(body))
  })
}

const retrieve = (user: string) =>
  ask('POST', '/v1/retrieve', { query: 'ferry to the northern island', k: 3 }, { 'ragwall-principal': user })
const times = <Result>(count: number, work: () => Promise<Result>) =>
  Promise.all(Array.from({ length: count }, work))
const chainsOf = (answers: { body: { receipt?: { chain?: string } } }[]) =>
  new Set(answers.map(({ body }) => body.receipt?.chain))

/** Asks until the answers are what is waited for: what a schedule or another process does takes its time. */
async function eventually<Answer>(
  ask: () => Promise<Answer>,
  good: (answer: Answer) => boolean,
): Promise<Answer> {
  const deadline = Date.now() + 60_000
  while (true) {
    const answer = await ask()
    if (good(answer) || Date.now() > deadline) return answer
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

/** Asked by the portal itself, which may ask as often as it likes. */
const both = () =>
  eventually(
    () => times(4, () => ask('POST', '/v1/retrieve', { query: 'ferry to the northern island', k: 3 })),
    (answers) => chainsOf(answers).size === 2 && answers.every(({ body }) => body.chunks?.length === 1),
  )

test('one service: what is brought in, a revocation, limits, counts, a push, the switch', async () => {
  // One process brought it in, and both give it.
  expect(chainsOf(await both()).size).toBe(2)

  // In force in every process at the next call.
  expect((await retrieve('user:ann')).body.chunks).toHaveLength(1)
  write('config/principals.yaml', principals('service:portal'))
  const after = await times(4, () => retrieve('user:ann'))
  expect(chainsOf(after).size).toBe(2)
  expect(after.map(({ body }) => body.chunks)).toEqual([[], [], [], []])

  // The bucket of a user is one, however the calls fall on the processes.
  const started = performance.now()
  const asked = []
  for (let i = 0; i < PER_MINUTE + 6; i++) asked.push(await retrieve('user:ben'))
  const let_in = asked.filter(({ status }) => status === 200).length
  expect(chainsOf(asked.filter(({ status }) => status === 200)).size).toBe(2)
  expect(let_in).toBeGreaterThanOrEqual(PER_MINUTE)
  expect(let_in).toBeLessThanOrEqual(
    PER_MINUTE + Math.ceil(((performance.now() - started) * PER_MINUTE) / 60_000),
  )
  expect(asked.find(({ status }) => status === 429)?.body.code).toBe('rate-limited')

  // Whichever process is asked for them, the counts are those of all, and never fall when one of them dies.
  const checks = async () =>
    Number(
      /^ragwall_verdicts_total\{door="check",action="release"\} (\d+)$/m.exec(
        (await ask('GET', '/metrics')).text,
      )?.[1] ?? 0,
    )
  await times(6, () => ask('POST', '/v1/check', { answer: 'All is well.' }))
  expect(await times(4, checks)).toEqual([6, 6, 6, 6])
  const [first] = workers()
  process.kill(first!, 'SIGKILL')
  await eventually(
    async () => workers(),
    (pids) => pids.length === 2 && !pids.includes(first!),
  )
  expect(chainsOf(await both()).size).toBe(2)
  expect(await times(4, checks)).toEqual([6, 6, 6, 6])

  // A push goes to whoever may write, once, and counts in both; so does a repeat of it.
  const changes = [
    {
      kind: 'upsert',
      document: {
        id: 'note',
        uri: 'note',
        text: 'Bicycles are kept below deck.',
        acl: { allow: ['*'], classification: 'public' },
      },
    },
  ]
  const pushed = await times(4, () =>
    ask('POST', '/v1/documents', { changes }, { 'idempotency-key': 'push-1' }),
  )
  for (const { body } of pushed) expect(body).toMatchObject({ upserted: 1, unchanged: 0 })
  const notes = await times(4, () => ask('POST', '/v1/retrieve', { query: 'bicycles below deck', k: 1 }))
  expect(notes.map(({ body }) => body.chunks[0]?.documentId)).toEqual(['note', 'note', 'note', 'note'])

  // What changes at the source comes in by one of them, also now that another may write.
  write('wiki/pier.txt', 'The third pier is closed until the spring.')
  await eventually(
    () => ask('POST', '/v1/retrieve', { query: 'third pier closed until the spring', k: 1 }),
    ({ body }) => body.chunks[0]?.documentId === 'pier.txt',
  )
  const synced = readdirSync(join(folder, 'audit'))
    .filter((name) => name.endsWith('.jsonl'))
    .map((name) => readFileSync(join(folder, 'audit', name), 'utf8'))
    .map(
      (chain) =>
        chain
          .split('\n')
          .filter((line) => line.includes('"connector":"wiki"') && line.includes('"upserted":1')).length,
    )
  expect(synced.reduce((sum, count) => sum + count, 0)).toBe(2)

  await ask('POST', '/v1/admin/mode', { mode: 'refuse' })
  const refused = await times(4, () => ask('POST', '/v1/check', { answer: 'All is well.' }))
  expect(refused.map(({ status }) => status)).toEqual([503, 503, 503, 503])
  await ask('POST', '/v1/admin/mode', { mode: 'normal' })
})

test('told to stop, each lets what it streams come to its end, and the whole ends well', async () => {
  const streams = await times(2, async () => {
    const asked = request(`${url}/v1/check/stream`, {
      method: 'POST',
      agent: false,
      headers: { authorization: 'Bearer token-of-the-portal', 'content-type': 'application/x-ndjson' },
    })
    asked.write('{"text":"All is well. The rest comes later. "}\n')
    const [response] = (await once(asked, 'response')) as [IncomingMessage]
    let text = ''
    response.setEncoding('utf8').on('data', (piece) => (text += piece))
    return { asked, text: once(response, 'end').then(() => text) }
  })
  child.kill('SIGTERM')
  // The port is given up before anything is cut off.
  await eventually(
    () =>
      ask('GET', '/readyz').then(
        () => 'open',
        () => 'closed',
      ),
    (port) => port === 'closed',
  )
  for (const { asked } of streams) asked.end('{"text":"And the end."}\n')
  for (const { text } of streams) {
    expect(JSON.parse((await text).trim().split('\n').at(-1)!).verdict).toMatchObject({
      action: 'release',
      text: 'All is well. The rest comes later. And the end.',
    })
  }
  if (child.exitCode === null) await once(child, 'exit')
  expect(child.exitCode).toBe(0)
})
