/**
 * The servers that `http.ts` measures, in a process of their own, so that what they cost can be told from what asking
 * costs. Sends their addresses when all of them listen, and the CPU milliseconds used so far to whoever asks.
 */
import { once } from 'node:events'
import { fdatasync, mkdtempSync, openSync, rmSync, write } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import express from 'express'
import type { Acl, CheckedStream, CheckOptions, SourceChange, Verdict } from '../../src/core/types.js'
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
const { openEmbedded } = (await built('firewall/wiring.js')) as typeof import('../../src/firewall/wiring.js')
const { createEntitler } = (await built('labels/entitle.js')) as typeof import('../../src/labels/entitle.js')
const { createLatticePolicy } = (await built(
  'labels/lattice.js',
)) as typeof import('../../src/labels/lattice.js')
const { createHashingEmbedder } = (await built(
  'text/hashing-embedder.js',
)) as typeof import('../../src/text/hashing-embedder.js')
const { embedQuery, probeDimension } = (await built(
  'text/embed.js',
)) as typeof import('../../src/text/embed.js')
const { deriveKey, secretKey } = (await built('core/digest.js')) as typeof import('../../src/core/digest.js')
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

/** Documents beside the sample's: as many as a department has, for teams of a few people each. */
const DOCUMENTS = 2_000
const TEAMS = 200

function minutes(acl: (team: number) => Acl): SourceChange[] {
  return Array.from({ length: DOCUMENTS }, (_, i) => {
    const place = ['harbour', 'yard', 'station', 'depot', 'office'][i % 5]
    const text = `Minutes ${i} of team ${i % TEAMS}: the ${place} gets ${(i * 37) % 911} crates and a new roof. The merger was not discussed; leave is asked for two weeks before, and passports are shown at the gate.`
    return {
      kind: 'upsert',
      cursor: String(i),
      document: { id: `minutes-${i}`, uri: `minutes:${i}`, text, acl: acl(i % TEAMS) },
    }
  })
}
await firewall.apply(
  minutes((team) => ({
    allow: team % 4 === 0 ? ['user:director', `group:team-${team}`] : [`group:team-${team}`],
    deny: [],
    classification: 'internal',
  })),
)

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

/**
 * The same service over what stands there without ragwall: a search of the same documents under one label that
 * everybody meets, and records of the same size made durable one by one; nothing is decided, nothing looked for.
 */
async function unprotected(): Promise<Firewall> {
  const key = secretKey(Buffer.alloc(32, 7))
  const embedder = createHashingEmbedder()
  const dimension = await probeDimension(embedder)
  const policy = ['public']
  const store = await openEmbedded({ policy, audit: 'memory' }, embedder, (use) => deriveKey(key, use))
  const filler = await createFirewall({ policy, audit: 'memory', evidenceKey: key.bytes, embedder, store })
  await filler.apply(minutes(() => ({ allow: ['*'], deny: [], classification: 'public' })))
  const everything = await createEntitler({
    policy: createLatticePolicy({ levels: policy }),
    directory: { expand: async () => ({ groups: [], version: '0' }) },
    labels: store.labels,
    // The bench outlives what an entitlement may; nobody's rights change here.
    now: () => 0,
  }).entitle({ id: 'user:anyone', groups: [], clearance: { level: 'public', compartments: [] } })
  const file = openSync(join(folder, 'records'), 'a')
  const record = Buffer.from(`${'r'.repeat(600)}\n`)
  const durable = async () => {
    await promisify(write)(file, record)
    await promisify(fdatasync)(file)
  }
  const options: CheckOptions = { principal: await lookup('user:director') }
  const verdict = await firewall.check('The office opens at nine and closes at six.', options)
  return {
    ...firewall,
    async retrieve(text, { k = 10, onReceipt }) {
      const vector = await embedQuery(embedder, text, dimension)
      const found = await store.chunks.search({ text, vector, k }, everything)
      await durable()
      onReceipt?.(verdict.receipt)
      return found.map(({ id, document, text: chunk, score, label }) => ({
        id,
        documentId: document.id,
        uri: document.uri,
        text: chunk,
        score,
        label: store.labels.get(label),
      }))
    },
    check: ((answer: string | AsyncIterable<string>) => {
      if (typeof answer !== 'string') return passedOn(recorded(answer, durable), verdict)
      return durable()
        .then(durable)
        .then(() => ({ ...verdict, text: answer }))
    }) as Firewall['check'],
  }
}

async function* recorded(answer: AsyncIterable<string>, durable: () => Promise<void>) {
  await durable()
  yield* answer
  await durable()
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
  unprotected: (await serve(await unprotected())).url,
  service: (await serve(firewall)).url,
}
process.on('message', () => {
  const { user, system } = process.cpuUsage()
  process.send!({ cpu: (user + system) / 1_000 })
})
process.on('disconnect', () => process.exit())
process.send!({ urls, token })
