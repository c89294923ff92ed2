/**
 * `npm run bench:hostile`: the worst inputs there are, one a kind (`test/support/hostile.ts`), through every way in:
 * what each costs, the longest time that nobody else was served, the memory it took and what became of it.
 * `--size N` code units (default a megabyte), `--kinds a,b` names or parts of them, `--json`. `npm run build` first:
 * a loader of TypeScript would be measured too.
 */
import { randomBytes } from 'node:crypto'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { parseArgs } from 'node:util'
import type { Firewall } from '../../src/firewall/firewall.js'
import { HOSTILE } from '../support/hostile.js'

const { values } = parseArgs({
  options: {
    size: { type: 'string', default: '1000000' },
    kinds: { type: 'string', default: '' },
    ways: { type: 'string', default: 'check,stream,inspect,retrieve,ingest,http' },
    json: { type: 'boolean', default: false },
  },
})
const built = new URL('../../dist/src/index.js', import.meta.url)
const { createFirewall } = (await import(built.href)) as typeof import('../../src/index.js')
const { startServer } = (await import(
  new URL('../../dist/src/adapters/http/index.js', import.meta.url).href
)) as typeof import('../../src/adapters/http/index.js')

const SECRET =
  'The board agreed to buy the harbour operator for nine hundred million yen, before the summer break begins.'
const principal = { id: 'user:stranger', groups: [], clearance: { level: 'public', compartments: [] } }
const acl = { allow: ['group:board'], deny: [], classification: 'secret' }

interface Row {
  readonly kind: string
  readonly way: string
  readonly length: number
  /** Milliseconds of processor time, and of the longest step. */
  readonly cpu: number
  readonly longest: number
  /** Megabytes more than before, at the most. */
  readonly memory: number
  readonly verdict: string
}

async function* pieces(text: string) {
  for (let at = 0; at < text.length; at += 4_096) yield text.slice(at, at + 4_096)
}

const WAYS: Readonly<Record<string, (firewall: Firewall, text: string) => Promise<string>>> = {
  check: async (firewall, text) => (await firewall.check(text, { principal })).action,
  async stream(firewall, text) {
    const stream = firewall.check(pieces(text), { principal })
    for await (const _ of stream);
    return (await stream.verdict).action
  },
  inspect: async (firewall, text) => (await firewall.inspect(text, { principal })).action,
  retrieve: async (firewall, text) =>
    `${(await firewall.retrieve(text.slice(0, 8_000), { principal, k: 5 })).length} chunks`,
  async ingest(firewall, text) {
    const document = { id: 'hostile', uri: 'bench:hostile', text, acl }
    const { failed = [] } = (await firewall.apply([{ kind: 'upsert', cursor: '', document }])) as {
      failed?: readonly unknown[]
    }
    return failed.length === 0 ? 'stored' : 'refused'
  },
  /** Through the service, which is asked meanwhile whether it lives: the longest wait for that is in the verdict. */
  async http(firewall, text) {
    const caller = {
      subject: principal.id,
      principal,
      scopes: new Set(['check'] as const),
      application: true,
    }
    const server = await startServer(firewall, {
      host: '127.0.0.1',
      port: 0,
      authenticate: async () => caller,
      principalOf: async () => principal,
    })
    let ended = false
    let longest = 0
    const asking = (async () => {
      while (!ended) {
        const began = performance.now()
        await (await fetch(`${server.url}/healthz`)).text()
        longest = Math.max(longest, performance.now() - began)
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
    })()
    const response = await fetch(`${server.url}/v1/check`, {
      method: 'POST',
      headers: { authorization: 'Bearer any', 'content-type': 'application/json' },
      body: JSON.stringify({ answer: text }),
    })
    const { action, code } = (await response.json()) as { action?: string; code?: string }
    ended = true
    await asking
    await server.close()
    return `${action ?? code}, alive in ${Math.round(longest)} ms`
  },
}

async function measure(kind: string, way: string, text: string): Promise<Row> {
  const firewall = await createFirewall({
    policy: ['public', 'secret'],
    audit: 'memory',
    evidenceKey: randomBytes(32),
  })
  await firewall.apply([
    { kind: 'upsert', cursor: '', document: { id: 'board', uri: 'bench:board', text: SECRET, acl } },
  ])
  // What is read when it is first needed, as the names of a language are, is not of the text.
  for (const first of ['A first answer of Mary Jones in Leeds.', '最初の回答は田中太郎さんのものです。'])
    await firewall.check(first, { principal })
  globalThis.gc?.()
  const before = process.memoryUsage.rss()
  let peak = before
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss())
  }, 20)
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  const used = process.cpuUsage()
  let verdict: string
  try {
    verdict = await WAYS[way]!(firewall, text)
  } catch (error) {
    verdict = (error as { code?: string }).code ?? String(error)
  }
  const { user, system } = process.cpuUsage(used)
  await new Promise((resolve) => setTimeout(resolve, 5))
  delay.disable()
  clearInterval(watch)
  peak = Math.max(peak, process.memoryUsage.rss())
  await firewall.close()
  return {
    kind,
    way,
    length: text.length,
    cpu: Math.round((user + system) / 1_000),
    longest: Math.round(delay.max / 1e6),
    memory: Math.round((peak - before) / 1e6),
    verdict,
  }
}

/** As much of a text as may be checked: one that is a unit too long is refused, and says nothing. */
function cutTo(text: string, size: number): string {
  const end = (text.charCodeAt(size - 1) & 0xfc00) === 0xd800 ? size - 1 : size
  return text.slice(0, end)
}

const size = Number(values.size)
const wanted = values.kinds.split(',')
const kinds = HOSTILE.filter(({ name }) => wanted.some((part) => name.includes(part)))
const ways = values.ways.split(',').filter((way) => Object.hasOwn(WAYS, way))
const rows: Row[] = []
const columns = ['kind', 'way', 'length', 'cpu', 'longest', 'memory', 'verdict'] as const
const inColumns = (cells: readonly unknown[]) =>
  cells.map((cell, i) => `${cell}`.padEnd([30, 9, 9, 8, 8, 7][i] ?? 0)).join(' ')
if (!values.json) console.log(inColumns(['kind', 'way', 'length', 'cpu ms', 'step ms', 'MB', 'verdict']))
for (const { name, make } of kinds) {
  const text = cutTo(make(size), size)
  for (const way of ways) {
    const row = await measure(name, way, text)
    rows.push(row)
    // As they come: all of them take an hour.
    if (!values.json) console.log(inColumns(columns.map((column) => row[column])))
  }
}
if (values.json) console.log(JSON.stringify({ size, rows }, undefined, 2))
else {
  const worst = (what: 'cpu' | 'longest' | 'memory') => Math.max(0, ...rows.map((row) => row[what]))
  console.log(
    `${kinds.length} kinds, ${rows.length} rows: at most ${worst('cpu')} ms of processor time, steps of ${worst('longest')} ms, ${worst('memory')} MB`,
  )
}
