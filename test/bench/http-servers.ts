/**
 * The servers that `http.ts` measures, in a process of their own, so that what they cost can be told from what asking
 * costs. Sends their addresses when all of them listen, and the CPU milliseconds used so far to whoever asks.
 */
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import express from 'express'
import type { CheckedStream, CheckOptions, Verdict } from '../../src/core/types.js'
import type { Firewall } from '../../src/firewall/firewall.js'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..')
const built = (module: string) => import(pathToFileURL(join(root, 'dist/src', module)).href)
const { createFirewall } = (await built(
  'firewall/firewall.js',
)) as typeof import('../../src/firewall/firewall.js')
const { configure, principalOf } = (await built(
  'firewall/open.js',
)) as typeof import('../../src/firewall/open.js')
const { createKeyFile } = (await built('core/keys.js')) as typeof import('../../src/core/keys.js')
const { connectorsOf } = (await built(
  'core/named-modules.js',
)) as typeof import('../../src/core/named-modules.js')
const { demoTokens, startServer } = (await built(
  'adapters/http/index.js',
)) as typeof import('../../src/adapters/http/index.js')

const folder = mkdtempSync(join(tmpdir(), 'ragwall-bench-http-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
const keys = { file: join(folder, 'key') }
createKeyFile(keys.file, join(folder, 'data'))
const configured = await configure(join(root, 'config/ragwall.yaml'), {
  data: join(folder, 'data'),
  audit: join(folder, 'audit'),
  keys,
})
const firewall = await createFirewall(configured.options)
for (const connector of await connectorsOf(configured.config)) await firewall.sync(connector)

const host = '127.0.0.1'
const lookup = (id: string) => principalOf(configured, id)
const { demoTokens: tokens } = configured.config.server
const token = tokens.find(({ subject }) => subject === 'user:director')!.token
const plenty = { perMinute: 1_000_000_000, concurrent: 4_096 }

function serve(behind: Firewall) {
  return startServer(behind, {
    host,
    port: 0,
    authenticate: demoTokens({ tokens, host, principalOf: lookup }),
    principalOf: lookup,
    limits: { perUser: plenty, perApplication: plenty, concurrent: 4_096, connections: 4_096 },
  })
}

/** Answers what the real one once answered: what is left is the service around it. */
async function answeringAtOnce(): Promise<Firewall> {
  const options: CheckOptions = { principal: await lookup('user:director') }
  const chunks = await firewall.retrieve('What will the merger cost?', { ...options, k: 5 })
  const verdict = await firewall.check('The office opens at nine and closes at six.', options)
  return {
    ...firewall,
    retrieve: async () => chunks,
    check: ((answer: string | AsyncIterable<string>) =>
      typeof answer === 'string'
        ? Promise.resolve({ ...verdict, text: answer })
        : passedOn(answer, verdict)) as Firewall['check'],
  }
}

function passedOn(answer: AsyncIterable<string>, verdict: Verdict): CheckedStream {
  return Object.assign(answer, { verdict: Promise.resolve(verdict) }) as unknown as CheckedStream
}

/** What no service on express can do without: the body parsed, an answer written. */
async function bare(): Promise<string> {
  const application = express()
  application.disable('x-powered-by').disable('etag')
  const answer = {
    action: 'release',
    text: 'The office opens at nine and closes at six.',
    receipt: { id: '0' },
  }
  application.post(['/v1/retrieve', '/v1/check'], express.json(), (_request, response) => {
    response.json(answer)
  })
  application.post('/v1/check/stream', async (request, response) => {
    let text = ''
    for await (const piece of request.setEncoding('utf8')) text += piece
    response.type('application/x-ndjson')
    for (const line of text.trimEnd().split('\n')) response.write(`${JSON.stringify(JSON.parse(line))}\n`)
    response.end(`${JSON.stringify(answer)}\n`)
  })
  const server = createServer(application).listen(0, host)
  await once(server, 'listening')
  return `http://${host}:${(server.address() as AddressInfo).port}`
}

const urls = {
  bare: await bare(),
  shell: (await serve(await answeringAtOnce())).url,
  service: (await serve(firewall)).url,
}
process.on('message', () => {
  const { user, system } = process.cpuUsage()
  process.send!({ cpu: (user + system) / 1_000 })
})
process.on('disconnect', () => process.exit())
process.send!({ urls, token })
