/** `npm run bench:gateway`: what the gateway adds to a streamed call, beside a direct one and a gateway that buffers. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { performance } from 'node:perf_hooks'
import express from 'express'
import { createGateway } from '../../src/adapters/gateway/index.js'
import { router } from '../../src/adapters/http/index.js'
import { secretKey } from '../../src/core/digest.js'
import { gatewaySchema } from '../../src/core/gateway-config.js'
import { createFirewall } from '../../src/firewall/firewall.js'

const ROUNDS = Number(process.env['RAGWALL_BENCH_ROUNDS'] ?? 30)
/** A model that has no time of its own: everything that is measured is spent on the way. */
const WORDS =
  'The canteen on the fourth floor opens at half past eleven and closes at two, except on Fridays, when soup is served until three. '
    .repeat(4)
    .match(/\S+\s*/g)!

function listen(handler: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> {
  const server = createServer(handler)
  server.unref()
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`))
  })
}

const chunk = (delta: object, finish_reason: string | null = null) =>
  `data: ${JSON.stringify({
    id: 'c1',
    object: 'chat.completion.chunk',
    created: 1,
    model: 'model',
    choices: [{ index: 0, delta, logprobs: null, finish_reason }],
  })}\n\n`

const upstream = await listen((request, response) => {
  request.resume()
  request.on('end', () => {
    response.setHeader('content-type', 'text/event-stream')
    for (const content of WORDS) response.write(chunk({ content }))
    response.end(`${chunk({}, 'stop')}data: [DONE]\n\n`)
  })
})

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
const app = express()
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

/** What most gateways do: wait for all of it, judge it, send it. */
const buffering = await listen((request, response) => {
  request.resume()
  request.on('end', async () => {
    const text = await (await fetch(`${upstream}/v1/chat/completions`, { method: 'POST', body: '{}' })).text()
    await firewall.check(WORDS.join(''), { principal })
    response.setHeader('content-type', 'text/event-stream')
    response.end(text)
  })
})

async function once(base: string): Promise<{ first: number; all: number }> {
  const started = performance.now()
  const response = await fetch(`${base}/v1/chat/completions`, {
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
  return { first, all: performance.now() - started }
}

const median = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)]!

const ways = { direct: upstream, gateway, buffering }
const times = Object.fromEntries(
  Object.keys(ways).map((name) => [name, { first: [] as number[], all: [] as number[] }]),
)
for (let round = -5; round < ROUNDS; round++) {
  // In turn, so that whatever else the machine does meets all of them.
  for (const [name, base] of Object.entries(ways)) {
    const { first, all } = await once(base)
    if (round < 0) continue
    times[name]!.first.push(first)
    times[name]!.all.push(all)
  }
}
const direct = { first: median(times['direct']!.first), all: median(times['direct']!.all) }
console.log(`${ROUNDS} answers of ${WORDS.length} tokens, in turn; medians, milliseconds\n`)
console.log('                 first piece   added   whole answer   added a token')
for (const name of Object.keys(ways)) {
  const first = median(times[name]!.first)
  const all = median(times[name]!.all)
  console.log(
    `${name.padEnd(14)} ${first.toFixed(2).padStart(11)} ${(first - direct.first).toFixed(2).padStart(8)} ${all.toFixed(2).padStart(13)} ${((all - direct.all) / WORDS.length).toFixed(3).padStart(15)}`,
  )
}
await firewall.close()
process.exit(0)
