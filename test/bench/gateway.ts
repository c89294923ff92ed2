/**
 * `npm run bench:gateway`: what the gateway adds to a streamed call, beside a direct one and a gateway that buffers: as time
 * that passes, and as computation of the process that it runs in. The upstream and the client are in another one. What is
 * measured is the package as built: a loader of TypeScript wraps every function.
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { performance } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import express from 'express'

const DIST = process.env['RAGWALL_BENCH_DIST'] ?? new URL('../../dist', import.meta.url).href
const built = (module: string) => import(`${DIST}/src/${module}`)
type Gateway = typeof import('../../src/adapters/gateway/index.js')
type Http = typeof import('../../src/adapters/http/index.js')
const { createGateway } = (await built('adapters/gateway/index.js')) as Gateway
const { router } = (await built('adapters/http/index.js')) as Http
const { secretKey } = (await built('core/digest.js')) as typeof import('../../src/core/digest.js')
type Config = typeof import('../../src/core/gateway-config.js')
const { gatewaySchema } = (await built('core/gateway-config.js')) as Config
type Firewall = typeof import('../../src/firewall/firewall.js')
const { createFirewall } = (await built('firewall/firewall.js')) as Firewall

const ROUNDS = Number(process.env['RAGWALL_BENCH_ROUNDS'] ?? 20)
/** Calls before those that count: the engine has then compiled what it is going to. */
const WARM_UP = 40
/** Milliseconds between two tokens: a model of two hundred a second; and one that has no time of its own. */
const PACES = { paced: 5, 'at once': 0 }
/** A model that says nothing of interest: everything that is measured is spent on the way. */
const WORDS =
  'The canteen on the fourth floor opens at half past eleven and closes at two, except on Fridays, when soup is served until three. '
    .repeat(4)
    .match(/\S+\s*/g)!

interface Asked {
  readonly base: string
  readonly pace: number
}

function listen(handler: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> {
  const server = createServer(handler)
  server.unref()
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`))
  })
}

/** What the gateway talks to, and who talks to it. */
async function serveOthers(): Promise<void> {
  const chunk = (delta: object, finish_reason: string | null = null) =>
    `data: ${JSON.stringify({
      id: 'c1',
      object: 'chat.completion.chunk',
      created: 1,
      model: 'model',
      choices: [{ index: 0, delta, logprobs: null, finish_reason }],
    })}\n\n`
  let pace = 0
  const upstream = await listen((request, response) => {
    request.resume()
    request.on('end', async () => {
      response.setHeader('content-type', 'text/event-stream')
      for (const content of WORDS) {
        response.write(chunk({ content }))
        if (pace > 0) await sleep(pace)
      }
      response.end(`${chunk({}, 'stop')}data: [DONE]\n\n`)
    })
  })
  process.on('message', async (asked: Asked) => {
    pace = asked.pace
    const started = performance.now()
    const response = await fetch(`${asked.base}/v1/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: 'Bearer x' },
      body: JSON.stringify({
        model: 'model',
        stream: true,
        messages: [{ role: 'user', content: 'When is lunch?' }],
      }),
    })
    let first = 0
    for await (const _piece of response.body as unknown as AsyncIterable<Uint8Array>)
      first ||= performance.now() - started
    process.send!({ first, all: performance.now() - started })
  })
  process.send!(upstream)
  await once(process, 'disconnect')
  process.exit(0)
}

if (process.send !== undefined) await serveOthers()

const others = fork(fileURLToPath(import.meta.url), { execArgv: process.execArgv })
const [upstream] = (await once(others, 'message')) as [string]

const firewall = await createFirewall({
  policy: ['public', 'secret'],
  audit: 'memory',
  services: [{ name: 'default', acrossTurns: false }],
})
await firewall.apply([
  {
    kind: 'upsert',
    cursor: '',
    document: {
      id: 'board',
      uri: 'board',
      text: 'The purchase of Hollow Oak Shipping closes on the ninth of March for eighty-one million crowns in cash.',
      acl: { allow: ['group:board'], deny: [], classification: 'secret' },
    },
  },
])
const principal = { id: 'user:clerk', groups: [], clearance: { level: 'public', compartments: [] } }
const config = gatewaySchema.parse({
  upstreams: { model: { speaks: 'openai', url: `${upstream}/v1`, models: ['model'] } },
})
/** Milliseconds of computation of this process, in all its threads; what the system does for it, sockets above all, apart. */
function computed(): number {
  return process.cpuUsage().user / 1_000
}

/** Of the call that is answered: when it came, when something of it first left, and when all of it had. */
const work = { came: 0, first: 0, all: 0 }

function measured(response: ServerResponse): void {
  Object.assign(work, { came: computed(), first: 0, all: 0 })
  const { write } = response
  response.write = ((...given: Parameters<typeof write>) => {
    work.first ||= computed() - work.came
    return write.apply(response, given)
  }) as typeof write
  response.once('finish', () => {
    work.all = computed() - work.came
    work.first ||= work.all
  })
}

const app = express()
app.use((_request, response, next) => {
  measured(response)
  next()
})
app.use(
  router(firewall, {
    authenticate: async () => ({
      subject: principal.id,
      principal,
      scopes: new Set(['generate'] as const),
      application: false,
    }),
    gateway: createGateway(firewall, { config, key: secretKey(new Uint8Array(32)) }),
  }),
)
const gateway = await listen(app)

/** One that looks at nothing: what the way itself costs. */
const passing = await listen((request, response) => {
  measured(response)
  request.resume()
  request.on('end', async () => {
    const { body } = await fetch(`${upstream}/v1/chat/completions`, { method: 'POST', body: '{}' })
    response.setHeader('content-type', 'text/event-stream')
    for await (const piece of body as unknown as AsyncIterable<Uint8Array>) response.write(piece)
    response.end()
  })
})

/** What most gateways do: wait for all of it, judge it, send it. */
const buffering = await listen((request, response) => {
  measured(response)
  request.resume()
  request.on('end', async () => {
    const text = await (await fetch(`${upstream}/v1/chat/completions`, { method: 'POST', body: '{}' })).text()
    await firewall.check(WORDS.join(''), { principal })
    response.setHeader('content-type', 'text/event-stream')
    response.end(text)
  })
})

async function asked(base: string, pace: number): Promise<{ first: number; all: number }> {
  others.send({ base, pace } satisfies Asked)
  const [times] = (await once(others, 'message')) as [{ first: number; all: number }]
  return times
}

const at = (share: number, values: readonly number[]) =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))]!
const median = (values: readonly number[]) => at(0.5, values)

const WAYS = { direct: upstream, passing, gateway, buffering }
console.log(
  `${ROUNDS} answers of ${WORDS.length} tokens after ${WARM_UP}, in turn; medians, milliseconds. Computation: of the process of the gateway, median and 99th percentile.\n`,
)
console.log('                      first piece    added   whole answer    computation before   computation')
console.log('                                                             the first piece      a token')
for (let round = 0; round < WARM_UP; round++)
  for (const base of [passing, gateway, buffering]) await asked(base, round % 2)
for (const [name, pace] of Object.entries(PACES)) {
  const rows = Object.entries(WAYS).map(([way, base]) => ({
    way,
    base,
    first: [] as number[],
    all: [] as number[],
    before: [] as number[],
    token: [] as number[],
  }))
  for (let round = 0; round < ROUNDS; round++) {
    // In turn, so that whatever else the machine does meets all of them.
    for (const row of rows) {
      const { first, all } = await asked(row.base, pace)
      row.first.push(first)
      row.all.push(all)
      if (row.way === 'direct') continue
      row.before.push(work.first)
      row.token.push((work.all - work.first) / WORDS.length)
    }
  }
  const direct = median(rows[0]!.first)
  for (const { way, first, all, before, token } of rows) {
    const cells = [
      median(first).toFixed(2).padStart(12),
      (median(first) - direct).toFixed(2).padStart(8),
      median(all).toFixed(1).padStart(14),
      (before.length === 0 ? '' : `${median(before).toFixed(2)} ${at(0.99, before).toFixed(2)}`).padStart(21),
      (token.length === 0 ? '' : `${median(token).toFixed(3)} ${at(0.99, token).toFixed(3)}`).padStart(14),
    ]
    console.log(`${name.padEnd(8)} ${way.padEnd(10)} ${cells.join(' ')}`)
  }
}
await firewall.close()
others.disconnect()
process.exit(0)
