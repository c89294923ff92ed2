import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { inspect } from 'node:util'
import { gzipSync } from 'node:zlib'
import { AIMessage } from '@langchain/core/messages'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { files } from '../../connectors/files.js'
import { training } from '../../connectors/training.js'
import { check, protect, protectModel } from '../../src/adapters/langchain/index.js'
import { REPORT_FORMATS, REPORT_LANGUAGES, type ReportFormat } from '../../src/audit/report/formats.js'
import { parseServicePolicy } from '../../src/core/policy-schema.js'
import type { Embedder, Recognizer } from '../../src/core/ports.js'
import type { CheckOptions, Principal, SourceChange } from '../../src/core/types.js'
import { createFirewall, type Firewall, type FirewallOptions } from '../../src/firewall/firewall.js'
import { createHashingEmbedder } from '../../src/text/hashing-embedder.js'
import { CANARIES, type CanaryName, canariesIn, filesWithCanaries } from '../support/canary.js'
import { Recorder, ScriptedModel } from '../support/models.js'
import { LEVELS } from '../support/world.js'
import { cli } from '../unit/adapters/cli/harness.js'
import { closeServers, serve, tokens } from '../unit/adapters/http/harness.js'
import { runCli } from './harness.js'

/**
 * Canaries at every level, in every format, through every public face, asked for in so many words by readers
 * who may not see them. Whatever left is searched in every form; then the documents are deleted and the store
 * is searched too (docs/decisions.md#kill-and-erasure-tests).
 */
const SENTENCES: Readonly<Record<CanaryName, string>> = {
  public: `Visitors may ask at the front desk for the leaflet ${CANARIES.public} on opening hours.`,
  internal: `Colleagues book the quiet room on the third floor under ${CANARIES.internal} before noon.`,
  secret: `The harbour takeover is prepared under the working name ${CANARIES.secret} by the board alone.`,
  training: `A customer once wrote that her reference ${CANARIES.training} had never been answered by anyone.`,
}
const NAMES = Object.keys(CANARIES) as CanaryName[]

const guest: Principal = { id: 'user:guest', groups: [], clearance: { level: 'public', compartments: [] } }
const staff: Principal = {
  id: 'user:staff',
  groups: ['group:staff'],
  clearance: { level: 'internal', compartments: [] },
}
const board: Principal = {
  id: 'user:board',
  groups: ['group:staff', 'group:board', 'group:ml'],
  clearance: { level: 'secret', compartments: [] },
}
/** What each may see. An auditor, a log and the disk are not readers: they may see none. */
const PERMITTED = {
  guest: ['public'],
  staff: ['public', 'internal'],
  board: NAMES,
  nobody: [],
} satisfies Record<string, CanaryName[]>
type Reader = keyof typeof PERMITTED

/** An answer that leaks everything, with enough around it that it is redacted and not refused whole. */
const CHAT = 'Here is what I could find out about the matter that you asked me to look into today. '
const LEAKY = Object.values(SENTENCES)
  .map((sentence) => `${CHAT.repeat(6)}${sentence} `)
  .join('')
/** Of one name alone, not repeated elsewhere. */
const QUERY = `What is ${CANARIES.secret}, ${CANARIES.internal} or ${CANARIES.training}?`

/** Everything that left, by the name of the artifact and who got it. */
const left: { readonly artifact: string; readonly reader: Reader; readonly bytes: Uint8Array }[] = []

function leave(artifact: string, reader: Reader, ...values: readonly unknown[]): void {
  for (const value of values) {
    const text = typeof value === 'string' ? value : `${toJson(value)}\n${inspect(value, INSPECT)}`
    left.push({ artifact, reader, bytes: Buffer.from(text) })
  }
}

const INSPECT = { depth: 12, showHidden: true, maxStringLength: null, maxArrayLength: null } as const

function toJson(value: unknown): string {
  try {
    return JSON.stringify(value) ?? ''
  } catch {
    return ''
  }
}

/** Whatever a failing call throws, with its stack and its causes. */
async function leaveError(artifact: string, reader: Reader, work: () => unknown): Promise<void> {
  try {
    const result = await work()
    leave(artifact, reader, result)
    expect.unreachable(`${artifact} was to fail`)
  } catch (error) {
    if ((error as Error).name !== 'FirewallError') throw error
    leave(artifact, reader, error, String(error), (error as Error).stack)
  }
}

function offenders(): string[] {
  return left.flatMap(({ artifact, reader, bytes }) => {
    const permitted: readonly CanaryName[] = PERMITTED[reader]
    const forbidden = NAMES.filter((name) => !permitted.includes(name))
    return canariesIn(bytes, forbidden).map((name) => `${artifact} (${reader}): ${name}`)
  })
}

const SOURCES: Readonly<Record<string, string>> = {
  'documents/open/.acl.yaml': "allow: ['*']\nclassification: public\n",
  'documents/open/leaflet.txt': SENTENCES.public,
  'documents/staff/.acl.yaml': "allow: ['group:staff']\nclassification: internal\n",
  'documents/staff/room.html': `<html><head><title>Room ${CANARIES.internal}</title></head><body><p>${SENTENCES.internal}</p></body></html>`,
  'documents/staff/rooms.json': JSON.stringify({ rooms: [{ note: SENTENCES.internal }] }),
  'documents/board/.acl.yaml': "allow: ['group:board']\nclassification: secret\n",
  'documents/board/plan.txt': SENTENCES.secret,
  'documents/board/plan.md': `# Plan ${CANARIES.secret}\n\n${SENTENCES.secret}\n`,
  'documents/board/plan.html': `<h1>Plan</h1><p title="${CANARIES.secret}">${SENTENCES.secret}</p>`,
  'documents/board/plan.csv': `topic,text\nharbour,"${SENTENCES.secret}"\n`,
  'documents/board/plan.json': JSON.stringify({ [`plan ${CANARIES.secret}`]: SENTENCES.secret }),
  'documents/board/plan.jsonl': `${JSON.stringify({ text: SENTENCES.secret })}\n`,
  // What a connector must refuse, and what it says of it.
  'documents/board/broken.json': `{"text": "${SENTENCES.secret}", ${CANARIES.secret}`,
  'documents/board/bytes.txt': `\u0000\u0001${SENTENCES.secret}\u0000`,
  'documents/stray/note.txt': SENTENCES.secret,
  'documents/spoilt/note.txt': SENTENCES.secret,
  'documents/spoilt/.acl.yaml': `allow: ['group:board']\n${CANARIES.secret}: [${CANARIES.secret}\n`,
  'training.jsonl': [
    JSON.stringify({ messages: [{ role: 'assistant', content: SENTENCES.training }] }),
    JSON.stringify({ prompt: 'Say it.', completion: SENTENCES.training }),
    `{"${CANARIES.training}": `,
    '',
  ].join('\n'),
}

const services = [
  parseServicePolicy({ name: 'vetted', actions: { verbatim: 'hold' } }, 'the canary test'),
  parseServicePolicy({ name: 'strict', actions: { verbatim: 'block' } }, 'the canary test'),
  parseServicePolicy({ name: 'watching', mode: 'enforce', onError: 'refuse' }, 'the canary test'),
]

let root: string
let temporary: string
let outside: string | undefined
let firewall: Firewall

const EVIDENCE_KEY = new Uint8Array(32).fill(9)

const at = (path: string) => join(root, path)

function open(options: Partial<FirewallOptions> = {}): Promise<Firewall> {
  return createFirewall({
    policy: LEVELS,
    services,
    evidenceKey: EVIDENCE_KEY,
    audit: at('journal'),
    anchor: at('anchor'),
    data: at('store'),
    onNotice: (notice) => leave('notice', 'nobody', notice),
    ...options,
  })
}

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'ragwall-canary-'))
  temporary = at('temporary')
  mkdirSync(temporary)
  outside = process.env['TMPDIR']
  process.env['TMPDIR'] = temporary
  for (const [path, text] of Object.entries(SOURCES)) {
    mkdirSync(dirname(at(`sources/${path}`)), { recursive: true })
    writeFileSync(at(`sources/${path}`), text)
  }
  firewall = await open()
})
afterAll(async () => {
  await closeServers()
  await firewall.close()
  if (outside === undefined) delete process.env['TMPDIR']
  else process.env['TMPDIR'] = outside
  rmSync(root, { recursive: true, force: true })
})

describe('the firewall', () => {
  test('sync: summaries, refusals, progress', async () => {
    const onProgress = (progress: object) => leave('progress', 'nobody', progress)
    const documents = await firewall.sync(files({ root: at('sources/documents') }), { onProgress })
    const acl = { allow: ['group:ml'], deny: [], classification: 'secret' }
    const records = await firewall.sync(training({ path: at('sources/training.jsonl'), acl }), { onProgress })
    // The cursors are opaque; they are written down where nobody reads them as text.
    leave('summary of a sync', 'nobody', documents, records)
    expect(documents.upserted).toBe(9)
    expect(documents.refused.length).toBeGreaterThanOrEqual(4)
    expect(records.upserted).toBe(2)
    expect(records.refused).toHaveLength(1)
  })

  test('door 1: what is retrieved', async () => {
    const found: Record<string, string> = {}
    for (const [name, principal] of Object.entries({ guest, staff, board })) {
      const options = { principal, k: 50 }
      const chunks = [
        await firewall.retrieve(QUERY, options),
        // Another session: what a reader asked is their own words from then on.
        await firewall.retrieve(SENTENCES.secret, { ...options, session: 'quoting' }),
      ]
      leave('retrieve', name as Reader, chunks)
      found[name] = canariesIn(Buffer.from(JSON.stringify(chunks))).join()
    }
    // Not silent for those who may: the training set is never retrieved.
    expect(found).toEqual({ guest: 'public', staff: 'public,internal', board: 'public,internal,secret' })
  })

  test('door 2: answers, streams, prompts, held answers', async () => {
    for (const [name, principal] of Object.entries({ guest, staff, board })) {
      const reader = name as Reader
      for (const service of ['default', 'vetted', 'strict', 'watching']) {
        const options: CheckOptions = { principal, service, session: `${name}-${service}` }
        leave(`check, ${service}`, reader, await firewall.check(LEAKY, options))
        for (const length of service === 'default' ? [1, 60] : [13]) {
          const stream = firewall.check(cut(LEAKY, length), options)
          let said = ''
          for await (const piece of stream) said += piece
          leave(`stream, ${service}`, reader, said, await stream.verdict)
        }
        if (reader === 'board') continue
        const prompt = `Please go on: ${SENTENCES.secret} ${SENTENCES.internal}`
        leave(`inspect, ${service}`, reader, await firewall.inspect(prompt, options))
      }
      for (const sentence of Object.values(SENTENCES)) {
        leave('check of one sentence', reader, await firewall.check(sentence, { principal }))
      }
    }
    const released = await firewall.check(LEAKY, { principal: board })
    expect(canariesIn(Buffer.from(released.text))).toEqual(NAMES)
    const shared = { principal: board, audience: [staff] }
    leave('check for an audience', 'staff', (await firewall.check(LEAKY, shared)).text)
  })

  test('the review of a held answer', async () => {
    const calls = await firewall.held()
    expect(calls.length).toBeGreaterThan(0)
    leave('held calls', 'nobody', calls)
    // Any of them: what is released goes to the reader who asked, and the lowest of them asked first.
    leave('released on review', 'guest', await firewall.review(calls[0]!, 'release', 'user:board'))
    leave('refused on review', 'nobody', await firewall.review(calls[1]!, 'refuse', 'user:board'))
    await leaveError('review of an unknown call', 'nobody', () =>
      firewall.review(CANARIES.secret, 'release', 'user:board'),
    )
  })

  test('errors of bad input', async () => {
    const principal = guest
    const long = `${SENTENCES.secret} `.repeat(200)
    const broken = `${SENTENCES.secret} \ud800`
    const wrong = (value: unknown) => value as never
    await leaveError('a long query', 'nobody', () => firewall.retrieve(long, { principal }))
    await leaveError('a broken query', 'nobody', () => firewall.retrieve(broken, { principal }))
    await leaveError('a query that is none', 'nobody', () =>
      firewall.retrieve(wrong({ [CANARIES.secret]: SENTENCES.secret }), { principal }),
    )
    await leaveError('a bad count', 'nobody', () =>
      firewall.retrieve('x', { principal, k: wrong(CANARIES.secret) }),
    )
    await leaveError('a broken answer', 'nobody', () => firewall.check(broken, { principal }))
    await leaveError('a long answer', 'nobody', () => firewall.check(long.repeat(70), { principal }))
    await leaveError('no principal', 'nobody', () => firewall.check(LEAKY, wrong({})))
    await leaveError('a bad principal', 'nobody', () =>
      firewall.check(LEAKY, { principal: wrong({ ...guest, groups: SENTENCES.secret }) }),
    )
    await leaveError('an unknown service', 'nobody', () =>
      firewall.check(LEAKY, { principal, service: CANARIES.secret }),
    )
    await leaveError('an answer that is none', 'nobody', () =>
      firewall.check(wrong([SENTENCES.secret]), { principal }),
    )
    await leaveError('a stream of something else', 'nobody', async () => {
      for await (const piece of firewall.check(each([{ text: SENTENCES.secret }]) as AsyncIterable<never>, {
        principal,
      }))
        leave('such a stream', 'guest', piece)
    })
    await leaveError('a stream that breaks', 'nobody', async () => {
      const stream = firewall.check(breaking(LEAKY), { principal })
      stream.verdict.catch((error: unknown) => leave('its verdict', 'nobody', error))
      for await (const piece of stream) leave('a stream that breaks', 'guest', piece)
    })
  })

  test('documents that are refused, with their canaries in every field', async () => {
    const wrong = (value: unknown) => value as SourceChange
    const good = {
      id: 'direct',
      uri: 'test:direct',
      text: `${SENTENCES.secret} Once more.`,
      title: CANARIES.secret,
      // A name of terms stands in records, as an id does; a sentence in its place does not.
      license: `Under ${CANARIES.secret} terms`,
      metadata: { note: SENTENCES.secret, [CANARIES.secret]: 1 },
      acl: { allow: ['group:board'], deny: [], classification: 'secret' },
    }
    const upsert = (change: object): SourceChange =>
      wrong({ kind: 'upsert', document: { ...good, ...change }, cursor: CANARIES.secret })
    const summary = await firewall.apply([
      upsert({}),
      upsert({ id: 'no-acl', acl: undefined }),
      upsert({ id: 'bad-acl', acl: { allow: SENTENCES.secret } }),
      upsert({ id: 'bad-level', acl: { ...good.acl, classification: CANARIES.secret } }),
      upsert({ id: 'bad-kind', kind: CANARIES.secret }),
      upsert({ id: 'bad-text', text: `${SENTENCES.secret} \ud800` }),
      upsert({ id: 'bad-title', title: { [CANARIES.secret]: SENTENCES.secret } }),
      upsert({ id: '' }),
    ])
    const { cursor: _own, ...rest } = summary
    leave('summary of changes', 'nobody', rest)
    expect(summary.upserted).toBe(1)
    expect(summary.refused).toHaveLength(7)
  })
})

describe('foreign parts that fail and quote what they failed on', () => {
  const quoting = (text: unknown) => new Error(`cannot read: ${String(text)} ${SENTENCES.secret}`)

  test('a connector', async () => {
    await leaveError('a connector', 'nobody', () =>
      firewall.sync({
        name: 'failing',
        // biome-ignore lint/correctness/useYield: it fails before it has anything to give
        async *changes() {
          throw quoting('the source')
        },
      }),
    )
  })

  test('an embedder', async () => {
    const plain = createHashingEmbedder()
    const embedder: Embedder = {
      embedDocuments: async (texts) => {
        if (texts.some((text) => text.includes('kanariya'))) throw quoting(texts)
        return plain.embedDocuments(texts)
      },
      embedQuery: async (text) => {
        if (text.includes('kanariya')) throw quoting(text)
        return plain.embedQuery(text)
      },
    }
    const failing = await open({ embedder, data: at('other-store') })
    await leaveError('retrieve over a failing embedder', 'nobody', () =>
      failing.retrieve(QUERY, { principal: guest }),
    )
    await leaveError('sync over a failing embedder', 'nobody', () =>
      failing.sync(files({ root: at('sources/documents') })),
    )
    leave('report after it', 'nobody', await failing.report())
    await failing.close()
  })

  test('a recognizer, a decision point and a directory', async () => {
    const recognizer: Recognizer = {
      entity: 'FAILING',
      class: 'high-risk',
      locales: [],
      maxLength: 10,
      lookbehind: 0,
      lookahead: 0,
      examples: { match: [], noMatch: [] },
      recognize(text) {
        if (text.includes('kanariya')) throw quoting(text)
        return []
      },
      settled: (text) => text.length,
    }
    const failing = await open({ recognizers: [recognizer], data: at('third-store') })
    await leaveError('check over a failing recognizer', 'nobody', () =>
      failing.check(LEAKY, { principal: guest }),
    )
    await leaveError('stream over a failing recognizer', 'nobody', async () => {
      const stream = failing.check(cut(LEAKY, 7), { principal: guest })
      for await (const piece of stream) leave('stream over a failing recognizer', 'guest', piece)
    })
    const { cursor: _own, ...summary } = await failing.sync(files({ root: at('sources/documents') }))
    leave('sync over a failing recognizer', 'nobody', summary)
    await failing.close()

    const undecided = await open({
      policy: {
        version: '1',
        timeToLive: 0,
        decide: async (_subject, labels) =>
          labels.map(() => ({ effect: 'indeterminate' as const, cause: quoting('the labels') })),
      },
      levels: LEVELS,
    })
    leave('retrieve, undecided', 'nobody', await undecided.retrieve(QUERY, { principal: board }))
    leave('check, undecided', 'nobody', (await undecided.check(LEAKY, { principal: board })).text)
    await undecided.close()

    const lost = await open({
      directory: {
        async expand() {
          throw quoting('the directory')
        },
      },
    })
    await leaveError('a failing directory', 'nobody', () => lost.check(LEAKY, { principal: board }))
    await lost.close()
  })
})

describe('LangChain', () => {
  const as = (principal: Principal, recorder: Recorder) => ({
    configurable: { principal },
    callbacks: [recorder],
  })

  test('retriever, check and model, and all that their handlers are shown', async () => {
    for (const [reader, principal] of [
      ['guest', guest],
      ['staff', staff],
    ] as const) {
      const recorder = new Recorder()
      // The question is the reader's own and handlers may see it: it holds no canary.
      const question = 'What is the working name of the harbour takeover?'
      const found = await protect(firewall, { k: 20 }).invoke(question, as(principal, recorder))
      leave(
        'protect',
        reader,
        found.map(({ pageContent, metadata }) => ({ pageContent, metadata })),
      )
      const runnable = check(firewall)
      const said = [await runnable.invoke(LEAKY, as(principal, recorder)), '']
      const message = await runnable.invoke(new AIMessage(LEAKY), as(principal, recorder))
      leave('check runnable', reader, ...said, (message as AIMessage).toDict())
      const call = new AIMessage({
        content: LEAKY,
        tool_calls: [{ name: 'mail', args: { body: SENTENCES.secret }, id: '1' }],
      })
      for (const script of [LEAKY, call]) {
        const model = protectModel(firewall, new ScriptedModel(script))
        leave('protectModel', reader, (await model.invoke(question, as(principal, recorder))).toDict())
        let streamed = ''
        for await (const chunk of await model.stream(question, as(principal, recorder))) {
          streamed += chunk.text
          leave('protectModel, streamed', reader, chunk.toDict())
        }
        leave('protectModel, streamed', reader, streamed)
        const events = model.streamEvents(question, { ...as(principal, recorder), version: 'v2' })
        for await (const event of events) leave('streamEvents', reader, toJson(event))
      }
      leave('handlers', reader, recorder.transcript())
    }
  })
})

describe('HTTP', () => {
  test('answers, headers, problems, reports and the operator’s log', async () => {
    const grant = (principal: Principal, application = false) => ({
      principal,
      application,
      scopes: ['retrieve', 'check', 'audit'] as ('retrieve' | 'check' | 'audit')[],
    })
    const authenticate = tokens({ guest: grant(guest), staff: grant(staff), backend: grant(guest, true) })
    const onError = (error: unknown) => leave('log of the server', 'nobody', error)
    const http = await serve(firewall, { authenticate, onError })
    const post = async (artifact: string, token: string, path: string, body: unknown, headers = {}) => {
      const answer = await http.post(path, token, body, headers)
      const reader = token === 'staff' ? 'staff' : 'guest'
      leave(`POST ${path}, ${artifact}`, reader, answer.text, toJson([...answer.headers]))
      return answer.status
    }
    for (const token of ['guest', 'staff', 'backend']) {
      expect(await post('asked', token, '/v1/retrieve', { query: QUERY, k: 50 })).toBe(200)
      for (const service of ['default', 'vetted', 'strict'])
        expect(await post('leaky', token, '/v1/check', { answer: LEAKY, service })).toBe(200)
      const prompt = `Go on: ${SENTENCES.secret} ${SENTENCES.internal}`
      expect(await post('pasted', token, '/v1/inspect', { prompt })).toBe(200)
      const { secret } = CANARIES
      expect(await post('unknown member', token, '/v1/check', { answer: LEAKY, [secret]: secret })).toBe(400)
      expect(await post('wrong type', token, '/v1/check', { answer: { [secret]: SENTENCES.secret } })).toBe(
        400,
      )
      expect(await post('not JSON', token, '/v1/check', `{"answer": "${LEAKY}`)).toBe(400)
      expect(
        await post('half a character', token, '/v1/check', `{"answer":"${SENTENCES.secret} \\ud800"}`),
      ).toBe(400)
      expect(await post('a long query', token, '/v1/retrieve', { query: LEAKY.repeat(20) })).toBe(413)
      expect(await post('an unknown service', token, '/v1/check', { answer: LEAKY, service: secret })).toBe(
        400,
      )
      expect(await post('no such path', token, `/v1/${secret}`, { answer: LEAKY })).toBe(404)
      await post('a header', token, '/v1/check', { answer: LEAKY }, { 'Ragwall-Principal': `user:${secret}` })
      await post('no token', secret, '/v1/check', { answer: LEAKY })
    }
    for (const format of Object.keys(REPORT_FORMATS)) {
      const report = await http.get(`/v1/reports/leaks?format=${format}`, 'staff')
      expect(report.status).toBe(200)
      leave(`report over HTTP, ${format}`, 'nobody', report.text)
    }
    for (const path of ['/healthz', '/v1/audit/verify', `/v1/reports/leaks?format=${CANARIES.secret}`]) {
      const answer = await http.get(path, 'staff')
      leave(`GET ${path.split('?')[0]}`, 'nobody', answer.text, toJson([...answer.headers]))
    }
  })
})

describe('the command line', () => {
  test('standard output and standard error of every command', async () => {
    const folder = at('sources')
    /** As a process of its own where it is about what a process says, else the same without the wait for it. */
    const run = async (artifact: string, reader: Reader, argv: string[], stdin = '', own = false) => {
      const { code, out, err } = own ? await runCli(argv, folder, stdin) : await cli(argv, { folder, stdin })
      leave(`ragwall ${artifact}`, reader, out, err)
      return code
    }
    expect(await run('init', 'nobody', ['init'])).toBe(0)
    writeFileSync(
      join(folder, 'config/ragwall.yaml'),
      [
        'data: ../store',
        'audit: ../audit',
        'keys: { file: ../keys/ragwall.key }',
        'levels: [public, internal, secret]',
        'principals: principals.yaml',
        'services: services',
        'connectors:',
        '  - { use: files, name: papers, root: ../documents }',
        "  - { use: training, name: tuning, path: ../training.jsonl, acl: { allow: ['group:ml'], classification: secret } }",
        '',
      ].join('\n'),
    )
    writeFileSync(
      join(folder, 'config/principals.yaml'),
      "groups: { 'group:staff': { members: ['user:staff'] } }\nprincipals: { 'user:staff': { clearance: { level: internal } } }\n",
    )
    expect(await run('sync', 'nobody', ['sync'], '', true)).toBe(0)
    const user = ['--as', 'user:staff']
    const { secret } = CANARIES
    await Promise.all([
      run('retrieve', 'staff', ['retrieve', QUERY, ...user, '-k', '50'], '', true),
      run('check', 'staff', ['check', '-', ...user], LEAKY, true),
      run('inspect --json', 'staff', ['inspect', '-', ...user, '--json'], `Go on: ${SENTENCES.secret}`, true),
      run('check, unquoted', 'nobody', ['check', ...SENTENCES.secret.split(' '), ...user], '', true),
      run('check, unknown reader', 'nobody', ['check', '-', '--as', `user:${secret}`], LEAKY, true),
    ])
    await run('retrieve --json', 'staff', ['retrieve', '-', ...user, '--json'], QUERY)
    await run('check --json', 'staff', ['check', '-', ...user, '--json'], LEAKY)
    await run('check, unknown option', 'nobody', ['check', `--${secret}`, ...user])
    await run('check, unknown service', 'nobody', ['check', '-', ...user, '--service', secret], LEAKY)
    await run('no such command', 'nobody', [secret])
    await run('review', 'nobody', ['review', secret, '--release', ...user])
    for (const [format, language] of combinations()) {
      await run(`report --format ${format}`, 'nobody', ['report', '--format', format, '--lang', language])
    }
    await run('verify', 'nobody', ['verify', '--json'])
    leave('the audit of the command line', 'nobody', ...texts(join(folder, 'audit')))
  }, 180_000)
})

describe('what is written down', () => {
  test('reports in every format and language', async () => {
    const report = await firewall.report()
    expect(report.leaks).toBeGreaterThan(10)
    for (const [format, language] of combinations()) {
      leave(`report, ${format}, ${language}`, 'nobody', REPORT_FORMATS[format].render(report, language))
    }
  })

  test('journal, anchor and temporary files', async () => {
    expect(await firewall.verify()).toMatchObject({ intact: true })
    const journal = texts(at('journal'))
    expect(journal.join('').length).toBeGreaterThan(10_000)
    leave('journal', 'nobody', ...journal)
    leave('anchor', 'nobody', ...texts(at('anchor')))
    // Compiled programs hold what is planted: this file, and the sample.
    expect(filesWithCanaries(temporary, (path) => /^(?:tsx-|ragwall-bundle-)/.test(path))).toEqual([])
  })
})

describe('the search', () => {
  test('finds nothing in what left', () => {
    expect(left.length).toBeGreaterThan(300)
    expect(offenders()).toEqual([])
  })

  test('would have found one, in plain sight or not', () => {
    const before = left.length
    leave('planted', 'guest', `… ${SENTENCES.public} ${SENTENCES.internal} …`)
    leave('planted in an error', 'nobody', new Error('x', { cause: { deep: [SENTENCES.training] } }))
    left.push({ artifact: 'planted, packed', reader: 'staff', bytes: gzipSync(SENTENCES.secret) })
    const found = offenders()
    left.splice(before)
    expect(found).toEqual([
      'planted (guest): internal',
      'planted in an error (nobody): training',
      'planted, packed (staff): secret',
    ])
  })
})

describe('what was deleted', () => {
  test('is in no file of the store, in no form', async () => {
    await firewall.close()
    const everywhere = (): string[] => [
      ...new Set(filesWithCanaries(at('store'), () => false).map((hit) => hit.split(': ')[1]!)),
    ]
    // Or the search would prove nothing.
    expect(everywhere().sort()).toEqual([...NAMES].sort())
    rmSync(at('sources/documents/board'), { recursive: true })
    firewall = await open()
    const summary = await firewall.sync(files({ root: at('sources/documents') }))
    expect(summary.deleted).toBeGreaterThanOrEqual(6)
    await firewall.apply([{ kind: 'delete', id: 'direct', cursor: '' }])
    await firewall.close()

    // At once from the database and its log; from the fingerprints' segments when they are compacted.
    const derived = (path: string) => path.startsWith('fingerprints')
    expect(filesWithCanaries(at('store'), derived).filter((hit) => hit.endsWith('secret'))).toEqual([])
    firewall = await open()
    await firewall.compact()
    await firewall.close()
    expect(everywhere().sort()).toEqual(['internal', 'public', 'training'])
    firewall = await open()
    const { findings } = await firewall.check(SENTENCES.secret, { principal: guest })
    expect(findings.filter(({ provenance }) => provenance !== 'unknown')).toEqual([])
  })
})

function combinations(): [ReportFormat, (typeof REPORT_LANGUAGES)[number]][] {
  return (Object.keys(REPORT_FORMATS) as ReportFormat[]).flatMap((format) =>
    REPORT_LANGUAGES.map((language): [ReportFormat, typeof language] => [format, language]),
  )
}

function texts(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
}

async function* cut(text: string, length: number): AsyncGenerator<string> {
  for (let i = 0; i < text.length; i += length) yield text.slice(i, i + length)
}

async function* each<Item>(items: readonly Item[]): AsyncGenerator<Item> {
  yield* items
}

async function* breaking(text: string): AsyncGenerator<string> {
  yield text
  throw new Error(`the model broke off at: ${text}`)
}
