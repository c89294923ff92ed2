/**
 * `npm run test:soak [-- --minutes 10 --workers 2]`: mixed load on `ragwall serve`, with a `kill -9` of a worker (of the
 * service, where it is one process), a reload, a bad file, a revocation and a SIGTERM in the middle. Fails when an
 * acknowledged record is lost, a forbidden chunk is given, the journal is not whole, or memory grows.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { root, runCli, until } from '../e2e/harness.js'
import { seeded } from '../support/random.js'

const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '10' }, workers: { type: 'string', default: '2' } },
})
const duration = Number(values.minutes) * 60_000

const folder = mkdtempSync(join(tmpdir(), 'ragwall-soak-'))
const principals = join(folder, 'config/principals.yaml')
const config = join(folder, 'config/ragwall.yaml')
/** How many times as much memory later on is still the same. */
const GROWTH = 1.25
const problems: string[] = []
const counts = { retrieve: 0, check: 0, stream: 0, limited: 0, cut: 0 }
/** What the sales lead was given of the sales group: before the revocation, and asked for behind it. */
const sales = { givenBefore: 0, askedBehind: 0, givenBehind: 0 }
const receipts = new Set<string>()
/** Memory of all processes, kilobytes, a sample a second, with the part of the time that had passed. */
const memory: { part: number; kilobytes: number }[] = []

cpSync(join(root, 'config'), join(folder, 'config'), { recursive: true })
writeFileSync(
  config,
  readFileSync(config, 'utf8').replace(
    'server:\n',
    'sync: { every: 5s }\n\nserver:\n  limits: { perApplication: { perMinute: 1000000, concurrent: 1000 }, perUser: { perMinute: 1000000, concurrent: 1000 }, drainTime: 5s }\n',
  ),
)
await cli('init-key', ['init'], true)
await cli('sync', ['sync'])

let url = ''
let service = await start()

const random = seeded(1)
const stopAt = performance.now() + duration
/** From when on the sales lead must not see what the sales group may. */
let revokedAt = Number.POSITIVE_INFINITY
const forbidden = /sales\//

const load = Array.from({ length: 8 }, () => client())
const events = script()
const sampler = setInterval(
  () => memory.push({ part: 1 - (stopAt - performance.now()) / duration, kilobytes: rss() }),
  1_000,
)
await Promise.all([...load, events])
clearInterval(sampler)
await stop(service)
if (sales.givenBefore === 0 || sales.askedBehind === 0) problems.push('the revocation took nothing away')

const verified = JSON.parse((await runCli(['verify', '--config', config, '--json'], folder)).out)
if (verified.intact !== true) problems.push(`the journal is not whole: ${JSON.stringify(verified)}`)
const recorded = recordedReceipts()
const lost = [...receipts].filter((id) => !recorded.has(id))
if (lost.length > 0) problems.push(`${lost.length} acknowledged records are lost`)
// Between the kill and the SIGTERM the processes are the same ones.
const early = memoryBetween(0.3, 0.4)
const late = memoryBetween(0.6, 0.7)
if (late > early * GROWTH) problems.push(`memory grew from ${early} to ${late} kB`)

console.log(
  JSON.stringify(
    {
      minutes: Number(values.minutes),
      workers: Number(values.workers),
      ...counts,
      ...sales,
      acknowledged: receipts.size,
      lost: lost.length,
      memory: { early, late },
      chains: verified.chains,
      problems,
    },
    undefined,
    2,
  ),
)
rmSync(folder, { recursive: true, force: true })
process.exitCode = problems.length === 0 ? 0 : 1

/** Asks one thing after the other, as readers of different rights, until the time is over. */
async function client(): Promise<void> {
  while (performance.now() < stopAt) {
    const kind = ['retrieve', 'check', 'stream'][Math.floor(random() * 3)] as 'retrieve' | 'check' | 'stream'
    const began = performance.now()
    try {
      await ask(kind)
      counts[kind]++
    } catch {
      // The connection was cut: nothing was acknowledged.
      counts.cut++
      if (performance.now() - began < 20) await pause(20)
    }
  }
}

async function ask(kind: 'retrieve' | 'check' | 'stream'): Promise<void> {
  const began = performance.now()
  const asSalesLead = random() < 0.5
  const headers: Record<string, string> = {
    authorization: 'Bearer demo-portal-0000',
    'ragwall-principal': asSalesLead ? 'user:sales-lead' : 'user:director',
  }
  if (kind === 'retrieve') {
    const body = await post(
      '/v1/retrieve',
      headers,
      JSON.stringify({ query: 'prices and discounts of the sales team', k: 8 }),
    )
    if (body === undefined) return
    receipts.add(body.receipt.id)
    const read = body.chunks.map(({ documentId }: { documentId: string }) => documentId).join()
    if (!asSalesLead) return
    const given = forbidden.test(read)
    if (began > revokedAt) sales.askedBehind++
    else if (given) sales.givenBefore++
    if (began > revokedAt && given) {
      sales.givenBehind++
      problems.push('a forbidden chunk was given')
    }
    return
  }
  const text = 'Passports must be valid for six months. Ask 090-1234-5678 or mail taro@example.com. '.repeat(
    1 + Math.floor(random() * 20),
  )
  if (kind === 'check') {
    const body = await post('/v1/check', headers, JSON.stringify({ answer: text }))
    if (body !== undefined) receipts.add(body.receipt.id)
    return
  }
  const lines = text.match(/.{1,40}/gs)?.map((piece) => `${JSON.stringify({ text: piece })}\n`) ?? []
  const response = await fetch(`${url}/v1/check/stream`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/x-ndjson', accept: 'application/x-ndjson' },
    body: lines.join(''),
  })
  const last = JSON.parse((await response.text()).trimEnd().split('\n').at(-1) ?? '{}')
  const id = last.verdict?.receipt?.id ?? last.receipt?.id
  if (id !== undefined) receipts.add(id)
  else if (response.status >= 500 && response.status !== 503)
    problems.push(`status ${response.status} for a stream`)
}

// biome-ignore lint/suspicious/noExplicitAny: the answers of three endpoints
async function post(path: string, headers: Record<string, string>, body: string): Promise<any> {
  const response = await fetch(url + path, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body,
  })
  const answer = await response.json()
  if (response.ok) return answer
  if (response.status === 429) counts.limited++
  else if (response.status !== 503)
    problems.push(`status ${response.status} ${(answer as { code?: string }).code} for ${path}`)
  return undefined
}

/** What happens in the middle, at fixed parts of the time. */
async function script(): Promise<void> {
  const at = (part: number) => pause(Math.max(0, stopAt - duration * (1 - part) - performance.now()))
  await at(0.2)
  if (values.workers === '1') {
    const ended = once(service, 'exit')
    service.kill('SIGKILL')
    await ended
    service = await start()
  } else {
    const worker = workersOf(service)[0]
    if (worker === undefined) problems.push('there is no worker to kill')
    else process.kill(worker, 'SIGKILL')
  }
  await at(0.35)
  const policy = join(folder, 'config/services/travel.yaml')
  const good = readFileSync(policy, 'utf8')
  writeFileSync(policy, `${good}\nmisspelt: true\n`)
  service.kill('SIGHUP')
  await at(0.4)
  const ready = await (await fetch(`${url}/readyz`)).json()
  if (!(ready as { trouble: string[] }).trouble.includes('rules'))
    problems.push('readiness does not tell of the bad file')
  writeFileSync(policy, good)
  service.kill('SIGHUP')
  await at(0.5)
  writeFileSync(
    principals,
    readFileSync(principals, 'utf8').replace(
      "['user:sales-lead', 'user:sales-clerk']",
      "['user:sales-clerk']",
    ),
  )
  revokedAt = performance.now()
  await at(0.7)
  await stop(service)
  service = await start()
}

async function start(): Promise<ChildProcess> {
  const loader = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href
  const argv = [
    'serve',
    '--config',
    config,
    '--workers',
    String(values.workers),
    '--port',
    url === '' ? '0' : new URL(url).port,
    '--json',
  ]
  const child = spawn(
    process.execPath,
    ['--import', loader, join(root, 'src/adapters/cli/main.ts'), ...argv],
    { cwd: folder },
  )
  let said = ''
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    said += text
  })
  child.stderr?.resume()
  await until(() => said.includes('"url"'), 'the service', 300_000)
  url = JSON.parse(said).url
  return child
}

async function stop(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  const [code] = await ended
  if (code !== 0) problems.push(`told to stop, it ended with ${code}`)
}

function workersOf({ pid }: ChildProcess): number[] {
  try {
    return (
      readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
        .trim()
        .split(' ')
        .filter(Boolean)
        .map(Number)
        // The loader's compiler is a child as well.
        .filter((child) => readFileSync(`/proc/${child}/cmdline`, 'utf8').includes('main.ts'))
    )
  } catch {
    return []
  }
}

function rss(): number {
  return [service.pid ?? 0, ...workersOf(service)].reduce((sum, pid) => {
    try {
      return sum + Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0)
    } catch {
      return sum
    }
  }, 0)
}

function recordedReceipts(): Set<string> {
  const found = new Set<string>()
  const journal = join(folder, '.ragwall/audit')
  for (const file of readdirSync(journal).filter((name) => name.endsWith('.jsonl'))) {
    for (const line of readFileSync(join(journal, file), 'utf8').split('\n')) {
      const id = /"receipt":"([^"]+)"/.exec(line)?.[1]
      if (id !== undefined) found.add(id)
    }
  }
  return found
}

function memoryBetween(from: number, to: number): number {
  return middle(memory.filter(({ part }) => part >= from && part < to).map(({ kilobytes }) => kilobytes))
}

function middle(numbers: number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}

async function cli(what: string, argv: string[], keepConfig = false): Promise<void> {
  if (keepConfig) {
    const { createKeyFile } = await import('../../src/core/keys.js')
    createKeyFile(join(folder, '.ragwall.key'), join(folder, '.ragwall/data'))
    return
  }
  const { code, err } = await runCli([...argv, '--config', config], folder)
  if (code !== 0) throw new Error(`${what} failed: ${err}`)
}
