import type { ServerResponse } from 'node:http'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { eventsOf, gathered } from '../../../../src/adapters/gateway/sse.js'
import { createUpstream } from '../../../../src/adapters/gateway/upstream.js'
import { gatewaySchema } from '../../../../src/core/gateway-config.js'
import { LIMITS } from '../../../../src/core/limits.js'
import { seeded } from '../../../support/random.js'
import { completion } from './carriers.js'
import {
  closeServers,
  events,
  json,
  type Loose,
  listen,
  openWorld,
  PUBLIC,
  type Script,
  SECRET,
  scripted,
  serveGateway,
} from './world.js'

/**
 * What an upstream that sends too much, or never ends, can do: nothing is said unchecked, and no memory grows with it.
 * `npm run test:gateway` tries the floods that take long.
 */

const long = process.env['RAGWALL_TEST_LONG'] === '1'

let world: Awaited<ReturnType<typeof openWorld>>
let model: Awaited<ReturnType<typeof scripted>>
let url: string

beforeAll(async () => {
  world = await openWorld([{ name: 'default', acrossTurns: false }])
  model = await scripted()
  url = await serveGateway(world.firewall, model.url, {}, { upstream: { timeouts: { total: '20s' } } })
})
afterAll(async () => {
  await closeServers()
  await world.firewall.close()
})

const chunk = (delta: object, finish_reason: string | null = null, index: unknown = 0) => ({
  id: 'c1',
  object: 'chat.completion.chunk',
  created: 1,
  model: 'model-a',
  choices: [{ index, delta, logprobs: null, finish_reason }],
})
const line = (event: unknown) => `data: ${JSON.stringify(event)}\n\n`

async function ask(body: Loose = {}, path = '/v1/chat/completions') {
  const answer = await fetch(url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer token-of-clerk' },
    body: JSON.stringify({
      model: 'model-a',
      ...(path === '/v1/responses' ? { input: 'Well?' } : { messages: [{ role: 'user', content: 'Well?' }] }),
      ...(path === '/v1/messages' ? { max_tokens: 9 } : {}),
      ...body,
    }),
  })
  return { status: answer.status, text: await answer.text() }
}

/** Writes pieces for as long as somebody takes them, and says how many bytes that were. */
function endless(next: (i: number) => string | Buffer, most = 600_000_000): Script & { bytes: number } {
  const script = ((_request, response: ServerResponse) => {
    response.setHeader('content-type', 'text/event-stream')
    script.bytes = 0
    let i = 0
    const more = () => {
      while (!response.destroyed && script.bytes < most) {
        const piece = next(i++)
        script.bytes += piece.length
        if (!response.write(piece)) return void response.once('drain', more)
      }
      if (!response.destroyed) response.end()
    }
    more()
  }) as Script & { bytes: number }
  script.bytes = 0
  return script
}

/** Every check that was opened is closed. */
function recordsWhole(from: number): void {
  const since: Loose[] = world.records.slice(from)
  const of = (type: string) => since.filter((one) => one.type === type).map((one) => one.call)
  expect(of('closed').sort()).toEqual(of('opened').sort())
}

/** What takes long is a test of the long run alone. */
const slow = (name: string, run: () => Promise<void>) => {
  if (long) test(name, run, 120_000)
}

const secretly = (text: string) => text.slice(0, 40)

describe('a flood', () => {
  const begun = line(chunk({ content: secretly(SECRET) }))
  const many = (event: (i: number) => unknown) => (i: number) =>
    Array.from({ length: 200 }, (_, j) => line(event(i * 200 + j))).join('')

  const FLOODS: readonly [string, (i: number) => string | Buffer, slow?: 'slow'][] = [
    ['one event without an end', (i) => (i === 0 ? `${begun}data: "` : 'x'.repeat(100_000))],
    ['one event of many lines', (i) => (i === 0 ? begun : 'data:\n'.repeat(20_000)), 'slow'],
    ['one comment without an end', (i) => (i === 0 ? `${begun}:` : 'x'.repeat(100_000))],
    [
      'arguments of a tool without an end',
      many((i) =>
        chunk({
          tool_calls: [
            {
              index: 0,
              ...(i === 0 ? { id: 't', type: 'function' } : {}),
              function: { arguments: 'x'.repeat(500) },
            },
          ],
        }),
      ),
      'slow',
    ],
    [
      'calls of tools without an end',
      many((i) =>
        chunk({
          tool_calls: [
            { index: i, id: `t${i}`, type: 'function', function: { name: '', arguments: 'x'.repeat(400) } },
          ],
        }),
      ),
      'slow',
    ],
    ['answers nobody asked for', many((i) => chunk({ content: secretly(SECRET) }, null, i))],
    ['an answer before the first', many(() => chunk({ content: secretly(SECRET) }, null, -1))],
  ]
  test.each(FLOODS.filter(([, , slow]) => long || slow === undefined))(
    'of %s ends with an error, and is not read to an end',
    async (_what, next) => {
      const from = world.records.length
      const script = endless(next)
      model.says(script)
      const { text } = await ask({ stream: true })
      expect(text).toContain('"code":"model-failed"')
      expect(text).not.toContain('Hollow')
      expect(script.bytes).toBeLessThan(200_000_000)
      recordsWhole(from)
    },
  )

  slow('of texts, each a check, ends with an error', async () => {
    const from = world.records.length
    const annotation = { type: 'url_citation', url_citation: { title: 'x y', url: 'https://a.example/' } }
    model.says(endless(many(() => chunk({ annotations: [annotation] }))))
    const { text } = await ask({ stream: true })
    expect(text).toContain('"code":"model-failed"')
    expect(world.records.length - from).toBeLessThan(2 * LIMITS.upstreamTexts + 10)
    recordsWhole(from)
  })

  slow('of one text ends where no text may be longer', async () => {
    const from = world.records.length
    model.says(endless(many(() => chunk({ content: 'la '.repeat(200) }))))
    const { text } = await ask({ stream: true })
    expect(text).toMatch(/"code":"(?:answer-too-long|work-limit|model-failed)"/)
    recordsWhole(from)
  })

  test('of tokens is an answer like any other', async () => {
    const from = world.records.length
    const words = Array.from({ length: long ? 20_000 : 400 }, (_, i) => (i % 11 === 10 ? '.\n' : ' so'))
    model.says(events([...words.map((content) => chunk({ content })), chunk({}, 'stop')]))
    const { text } = await ask({ stream: true })
    const said = [...text.matchAll(/"content":("(?:[^"\\]|\\.)*")/g)]
      .map(([, one]) => JSON.parse(one!))
      .join('')
    expect(said).toBe(words.join(''))
    recordsWhole(from)
  }, 120_000)

  test('of signs of life does not keep a call beyond its time', async () => {
    const hasty = await serveGateway(
      world.firewall,
      model.url,
      {},
      { upstream: { timeouts: { total: '1s' } } },
    )
    let timer: NodeJS.Timeout | undefined
    model.says((_request, response) => {
      response.setHeader('content-type', 'text/event-stream')
      response.write(line(chunk({ content: secretly(SECRET) })))
      timer = setInterval(() => response.write(': ping\n\n'), 20)
      response.once('close', () => clearInterval(timer))
    })
    const before = url
    url = hasty
    const { text } = await ask({ stream: true })
    url = before
    clearInterval(timer)
    expect(text).toContain('"code":"model-failed"')
    expect(text).not.toContain('Hollow')
  })

  test('of brackets is no JSON', async () => {
    const deep = '['.repeat(100_000)
    model.says((_request, response) => {
      response.setHeader('content-type', 'application/json')
      response.end(`{"choices":${deep}${']'.repeat(100_000)}}`)
    })
    const whole = await ask()
    expect([whole.status, JSON.parse(whole.text).error.code]).toEqual([502, 'model-failed'])
    // In arguments of a tool it is a text.
    const call = { id: 't', type: 'function', function: { name: '', arguments: `${deep}"${SECRET}"` } }
    model.says(json(completion({ tool_calls: [call] }, 'tool_calls')))
    expect((await ask()).text).not.toContain('Hollow')
  })

  test('of a whole answer ends with an error', async () => {
    let sent = 0
    model.says((_request, response) => {
      response.setHeader('content-type', 'application/json')
      response.write('{"choices":[')
      const more = () => {
        while (!response.destroyed && sent < 300_000_000) {
          sent += 1_000_000
          if (!response.write(' '.repeat(1_000_000))) return void response.once('drain', more)
        }
        if (!response.destroyed) response.end()
      }
      more()
    })
    expect((await ask()).status).toBe(502)
    expect(sent).toBeLessThan(2 * LIMITS.upstreamAnswer)
  }, 60_000)

  test.each(['/v1/messages', '/v1/responses'])('`[DONE]` is no end of %s', async (path) => {
    const from = world.records.length
    const start =
      path === '/v1/messages'
        ? [
            { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
            { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: secretly(SECRET) } },
          ]
        : [
            {
              type: 'response.output_text.delta',
              item_id: 'i',
              output_index: 0,
              content_index: 0,
              delta: secretly(SECRET),
            },
          ]
    model.says((_request, response) => {
      response.setHeader('content-type', 'text/event-stream')
      response.end(`${start.map(line).join('')}data: [DONE]\n\n`)
    })
    const { text } = await ask({ stream: true }, path)
    expect(text).toMatch(/model-failed|api_error/)
    expect(text).not.toContain('Hollow')
    recordsWhole(from)
  })
})

test('silence ends though the objects of the request were collected', async () => {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const silent = await listen((request, response) => {
    request.resume()
    response.setHeader('content-type', 'text/event-stream')
    response.write(line({ a: 1 }))
  })
  const { upstreams } = gatewaySchema.parse({
    upstreams: {
      silent: { speaks: 'openai', url: silent, models: ['m'], retries: 0, timeouts: { idle: '1s' } },
    },
  })
  const given = await createUpstream('silent', upstreams['silent']!).post(
    '/',
    {},
    {},
    new AbortController().signal,
  )
  const collecting = setInterval(collect, 50)
  const read = async () => {
    for await (const _list of gathered(eventsOf(given.body, 1_000), () => given.stop())) collect()
  }
  await expect(read()).rejects.toMatchObject({ code: 'model-failed' })
  clearInterval(collecting)
}, 20_000)

describe('server-sent events', () => {
  const random = seeded(15)
  const below = (n: number) => Math.floor(random() * n)
  const read = async (pieces: readonly Uint8Array[]) => {
    async function* source() {
      yield* pieces
    }
    const all: string[] = []
    for await (const list of eventsOf(source(), 10_000)) all.push(...list)
    return all
  }
  const PARTS = [
    'data: ',
    'data:',
    ': a comment',
    'event: x',
    'id: 7',
    'a',
    'あ😀',
    '{"b":"c"}',
    '\n',
    '\r',
    '\r\n',
    '\n\n',
    '\r\n\r\n',
    '\r\r',
  ]
  const drawn = () => {
    const lines = Array.from({ length: 1 + below(8) }, () => {
      const field = PARTS[below(5)]!
      const value = Array.from({ length: below(3) }, () => PARTS[5 + below(3)]).join('')
      return field + value + PARTS[8 + below(6)]!
    })
    return lines.join('')
  }

  test('are the same however their bytes are cut, and end as their standard has it', async () => {
    for (let i = 0; i < 400; i++) {
      const text = drawn()
      const bytes = Buffer.from(text)
      const pieces: Uint8Array[] = []
      for (let at = 0; at < bytes.length; ) {
        const to = at + 1 + below(6)
        pieces.push(bytes.subarray(at, to))
        at = to
      }
      // The standard's own way, in the simplest form: lines, and an event at every empty one.
      const expected: string[] = []
      let data: string[] = []
      for (const one of text.split(/\r\n|\n|\r/).slice(0, -1)) {
        if (one === '') {
          if (data.length > 0) expected.push(data.join('\n'))
          data = []
        } else if (/^data:/.test(one)) data.push(one.replace(/^data: ?/, ''))
      }
      expect(await read(pieces), JSON.stringify(text)).toEqual(expected)
      expect(await read([bytes])).toEqual(expected)
    }
  })

  test('that nobody takes are not read ahead without bound', async () => {
    let made = 0
    async function* source(): AsyncGenerator<readonly string[]> {
      for (;;) yield [`${made++}`.padStart(1_000)]
    }
    let stopped = false
    for await (const list of gathered(source(), () => {
      stopped = true
    })) {
      expect(list.length).toBeLessThan(100)
      if (made > 500) break
    }
    expect(stopped).toBe(true)
    expect(made).toBeLessThan(700)
  })
})

test('a public text comes through a burst as it was', async () => {
  model.says(events([...[...PUBLIC].map((content) => chunk({ content })), chunk({}, 'stop')]))
  const { text } = await ask({ stream: true })
  expect(
    [...text.matchAll(/"content":("(?:[^"\\]|\\.)*")/g)].map(([, one]) => JSON.parse(one!)).join(''),
  ).toBe(PUBLIC)
})
