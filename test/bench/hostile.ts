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

const wanted = values.kinds.split(',')
const kinds = HOSTILE.filter(({ name }) => wanted.some((part) => name.includes(part)))
const ways = values.ways.split(',').filter((way) => Object.hasOwn(WAYS, way))
const rows: Row[] = []
const total = kinds.length * ways.length
for (const { name, make } of kinds) {
  const text = make(Number(values.size))
  for (const way of ways) {
    process.stderr.write(`\r${rows.length + 1} of ${total}: ${name}, ${way}`.padEnd(72))
    rows.push(await measure(name, way, text))
  }
}
process.stderr.write('\r'.padEnd(73) + '\r')
if (values.json) console.log(JSON.stringify({ size: Number(values.size), rows }, undefined, 2))
else console.table(rows)
