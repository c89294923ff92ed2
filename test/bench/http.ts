/**
 * `npm run bench:http -- [--seconds 1] [--connections 1,16,128] [--json]`
 *
 * What the service costs: requests per second, latency and CPU time per request of retrieve, check and streamed check
 * on the sample and 2,000 documents of 200 teams, as built; `--seconds` is about how long each is asked. Beside it, in
 * the same run: `bare`, an express route that parses the same bodies and gives a fixed answer; `shell`, the same
 * service over a firewall that answers at once, which is what admission, authentication and validation cost; and
 * `unprotected`, the same service over what stands there without ragwall: a search of the same documents under one
 * label beside one durable write, and checks that write their two records and look for nothing.
 * Servers run in one process, the asking in this one. Latencies are whole milliseconds. Times are those of this
 * machine at this minute; the ratios to `bare` and to `unprotected` are what counts.
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { parseArgs } from 'node:util'
import autocannon from 'autocannon'

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '1' },
    connections: { type: 'string', default: '1,16,128' },
    json: { type: 'boolean', default: false },
  },
})
const seconds = Number(values.seconds)
const connections = values.connections.split(',').map(Number)
if (![seconds, ...connections].every((number) => Number.isInteger(number) && number > 0)) {
  throw new Error('`--seconds` and `--connections` are whole numbers above zero')
}

const SENTENCES = [
  'Passports must be valid for six months after the return.',
  'The night train leaves platform four at twenty past ten and arrives before breakfast.',
  'Requests for leave go to the head of the department two weeks before.',
  'You can reach the desk at jane.sample@sampleton.org on working days.',
  'A seat on the left side has the better view of the coast.',
  '営業時間は九時から十八時までです。',
  'Whoever cancels on the day before pays half of the price.',
]
/** Some 600 characters each, every one different: nobody's answers repeat. */
const ANSWERS = Array.from({ length: 64 }, (_, i) =>
  Array.from({ length: 9 }, (_, n) => `${SENTENCES[(i + n * (1 + (i % 6))) % SENTENCES.length]} (${i}.${n})`),
)
const json = (bodies: readonly object[]) => ({
  type: 'application/json',
  bodies: bodies.map((body) => JSON.stringify(body)),
})
const ENDPOINTS = {
  '/v1/retrieve': json(ANSWERS.map(([query]) => ({ query, k: 5 }))),
  '/v1/check': json(ANSWERS.map((sentences) => ({ answer: sentences.join(' ') }))),
  '/v1/check/stream': {
    type: 'application/x-ndjson',
    bodies: ANSWERS.map((sentences) =>
      sentences.map((sentence) => `${JSON.stringify({ text: `${sentence} ` })}\n`).join(''),
    ),
  },
}
const SERVERS = ['bare', 'shell', 'unprotected', 'service'] as const

interface Figures {
  readonly endpoint: string
  readonly server: (typeof SERVERS)[number]
  readonly connections: number
  readonly requestsPerSecond: number
  readonly p50: number
  readonly p99: number
  readonly cpuMilliseconds: number
  /** Answers with another status than 2xx, and connections that failed. */
  readonly failed: number
  /** How many of its requests `bare` answers in the time of one of this. */
  readonly timesBare: number
  /** The same of `unprotected`. */
  readonly timesUnprotected: number
}

const servers = fork(new URL('http-servers.ts', import.meta.url), { stdio: ['ignore', 2, 2, 'ipc'] })
servers.once('exit', (code) => {
  if (code !== 0 && code !== null) process.exit(1)
})
const [{ urls, token }] = (await once(servers, 'message')) as [
  { urls: Record<(typeof SERVERS)[number], string>; token: string },
]

async function cpu(): Promise<number> {
  servers.send('cpu')
  const [said] = (await once(servers, 'message')) as [{ cpu: number }]
  return said.cpu
}

/** Ends when all are answered: nothing of it is still being worked on while the next is measured. */
async function load(url: string, endpoint: keyof typeof ENDPOINTS, count: number, amount: number) {
  const { type, bodies } = ENDPOINTS[endpoint]
  const started = performance.now()
  let last = started
  const result = await autocannon({
    url: `${url}${endpoint}`,
    connections: count,
    amount,
    // The duration that it tells ends with a whole second.
    setupClient: (client) => {
      client.on('response', () => {
        last = performance.now()
      })
    },
    timeout: 60,
    requests: bodies.map((body) => ({
      method: 'POST' as const,
      headers: { 'content-type': type, authorization: `Bearer ${token}` },
      body,
    })),
  })
  const answered = result['2xx'] + result.non2xx
  return { result, answered, rate: (answered * 1_000) / (last - started) }
}

/** Requests that are not measured, and say how many are some seconds' worth. */
const WARM_UP = 40

const figures: Figures[] = []
for (const endpoint of Object.keys(ENDPOINTS) as (keyof typeof ENDPOINTS)[]) {
  const pace = { bare: 0, shell: 0, unprotected: 0, service: 0 }
  for (const server of SERVERS) pace[server] = (await load(urls[server], endpoint, 4, WARM_UP)).rate
  for (const count of connections) {
    const rates = { bare: Number.NaN, unprotected: Number.NaN }
    for (const server of SERVERS) {
      process.stderr.write(`${endpoint} ${server}, ${count} connections\n`)
      const before = await cpu()
      // Each connection asks at least twice.
      const amount = Math.max(2 * count, Math.round(pace[server] * seconds))
      const { result, answered, rate: requestsPerSecond } = await load(urls[server], endpoint, count, amount)
      const used = (await cpu()) - before
      if (server === 'bare' || server === 'unprotected') rates[server] = requestsPerSecond
      figures.push({
        endpoint,
        server,
        connections: count,
        requestsPerSecond,
        p50: result.latency.p50,
        p99: result.latency.p99,
        cpuMilliseconds: used / answered,
        failed: result.non2xx + result.errors,
        timesBare: rates.bare / requestsPerSecond,
        timesUnprotected: rates.unprotected / requestsPerSecond,
      })
    }
  }
}
servers.disconnect()

if (values.json) console.log(JSON.stringify({ seconds, figures }, undefined, 2))
else {
  console.log(
    'endpoint         server       connections  requests/s  p50 ms  p99 ms  CPU ms/request  x bare  x unprotected  failed',
  )
  for (const row of figures) {
    console.log(
      [
        row.endpoint.padEnd(16),
        row.server.padEnd(12),
        String(row.connections).padStart(11),
        row.requestsPerSecond.toFixed(0).padStart(11),
        String(row.p50).padStart(7),
        String(row.p99).padStart(7),
        row.cpuMilliseconds.toFixed(2).padStart(15),
        row.timesBare.toFixed(1).padStart(7),
        (Number.isNaN(row.timesUnprotected) ? '' : row.timesUnprotected.toFixed(2)).padStart(14),
        String(row.failed).padStart(7),
      ].join(' '),
    )
  }
}
process.exitCode = figures.some(({ failed }) => failed > 0) ? 1 : 0
