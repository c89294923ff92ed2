import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { parseConfig } from '../../../../src/core/config.js'
import { LIMITS } from '../../../../src/core/limits.js'
import type { Analyzer } from '../../../../src/core/ports.js'
import { createGuardrailAnalyzer } from '../../../../src/detect/analyzers/guardrail.js'
import { offsetReader } from '../../../../src/detect/analyzers/http-analyzer.js'
import { openOnnxAnalyzer } from '../../../../src/detect/analyzers/onnx.js'
import { createPresidioAnalyzer } from '../../../../src/detect/analyzers/presidio.js'
import { segmentsOf } from '../../../../src/detect/analyzers/segments.js'
import { createWordPieces } from '../../../../src/detect/analyzers/wordpiece.js'
import { openAnalyzers } from '../../../../src/firewall/policy/analyzers.js'
import { tinyTokenClassifier } from '../../../support/tiny-onnx.js'
import { collect, cut, principals, streamOf, withFirewall } from '../../../support/world.js'

const reader = principals[0]!
let server: Server | undefined
afterEach(() => {
  server?.closeAllConnections()
  server?.close()
  server = undefined
  vi.useRealTimers()
})

/** A service on this machine; what it was asked is kept. */
async function serve(
  answer: (body: Record<string, unknown>, response: ServerResponse, request: IncomingMessage) => void,
): Promise<{ url: string; asked: Record<string, unknown>[] }> {
  const asked: Record<string, unknown>[] = []
  server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => (body += chunk))
    request.on('end', () => {
      const parsed = JSON.parse(body) as Record<string, unknown>
      asked.push(parsed)
      answer(parsed, response, request)
    })
  })
  await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/analyze`, asked }
}

const json = (response: ServerResponse, body: unknown) => {
  response.setHeader('content-type', 'application/json')
  response.end(JSON.stringify(body))
}

/** Presidio's answer for a word, in code points. */
function presidioResults(text: string, word: string, entity: string) {
  const at = text.indexOf(word)
  if (at < 0) return []
  const start = Array.from(text.slice(0, at)).length
  return [
    {
      entity_type: entity,
      start,
      end: start + Array.from(word).length,
      score: 0.85,
      analysis_explanation: null,
    },
  ]
}

const presidio = (url: string) => createPresidioAnalyzer({ name: 'presidio', url, language: 'ja' })
const signal = () => new AbortController().signal

describe('Presidio', () => {
  test('is asked as its service wants it, and its code points are read', async () => {
    const { url, asked } = await serve((body, response) =>
      json(response, presidioResults(String(body['text']), 'X-4711', 'EMPLOYEE_BADGE')),
    )
    const text = '🚆𠮷野 badge X-4711 is lost'
    const found = await presidio(url).analyze(text, signal())
    expect(found).toEqual([{ start: 12, end: 18, score: 0.85, label: 'EMPLOYEE_BADGE' }])
    expect(text.slice(12, 18)).toBe('X-4711')
    expect(asked).toEqual([{ text, language: 'ja' }])
  })

  test.each<[string, (response: ServerResponse) => void]>([
    ['status 500', (response) => response.writeHead(500).end('{"error":"X-4711"}')],
    ['no JSON', (response) => response.end('X-4711 is not JSON')],
    ['another shape', (response) => json(response, { results: [] })],
    [
      'a place outside the text',
      (response) => json(response, presidioResults(`${'x'.repeat(99)}X`, 'X', 'A')),
    ],
    ['a backward place', (response) => json(response, [{ entity_type: 'A', start: 5, end: 2, score: 1 }])],
    ['too much', (response) => response.end(' '.repeat(LIMITS.analyzerResponseBytes + 1))],
    ['a redirection', (response) => response.writeHead(307, { location: 'http://127.0.0.1:9/' }).end()],
    ['a broken connection', (response) => response.destroy()],
  ])('%s fails the check and says nothing of the text', async (_, misbehave) => {
    const { url } = await serve((_body, response) => misbehave(response))
    await withFirewall(
      [],
      async (firewall) => {
        const error = await firewall.check('Badge X-4711 is lost. ', { principal: reader }).then(
          () => undefined,
          (thrown: unknown) => thrown as { code: string; message: string },
        )
        expect(error?.code).toBe('detector-failed')
        expect(JSON.stringify(error)).not.toContain('X-4711')
      },
      { analyzers: [presidio(url)] },
    )
  })

  test('silence is a failure', async () => {
    const silent: Analyzer = { name: 'silent', analyze: () => new Promise(() => undefined) }
    await withFirewall(
      [],
      async (firewall) => {
        vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
        const failure = expect(firewall.check('Nothing. ', { principal: reader })).rejects.toMatchObject({
          code: 'detector-failed',
        })
        for (let i = 0; i < 20; i++) await vi.advanceTimersByTimeAsync(LIMITS.analyzerTime)
        await failure
      },
      { analyzers: [silent] },
    )
  })

  test('an address with credentials, or of no web server, is refused', () => {
    for (const url of ['http://user:secret@localhost/', 'file:///etc/passwd', 'nowhere']) {
      expect(() => presidio(url)).toThrowError(expect.objectContaining({ code: 'option-invalid' }))
    }
  })
})

describe('in a firewall', () => {
  const badges: Analyzer = {
    name: 'badges',
    classes: { BADGE: 'contact' },
    analyze: async (text) =>
      Array.from(text.matchAll(/X-[0-9]{4}/g), ({ index, 0: value }) => ({
        start: index,
        end: index + value.length,
        score: 0.9,
        label: 'BADGE',
      })),
  }

  test('what it finds is a value like any other: unknown, the reader’s own, or from a permitted source', async () => {
    const documents = [
      {
        id: 'a',
        uri: 'test:a',
        text: 'Item X-2222 was issued.',
        acl: { allow: ['*'], deny: [], classification: 'public' },
      },
    ]
    await withFirewall(
      documents,
      async (firewall) => {
        const check = (answer: string, question = '') =>
          firewall.check(answer, {
            principal: reader,
            conversation: [{ role: 'user', content: question }],
          })
        const stranger = await check('It was item X-1111.')
        expect(stranger.text).toBe('It was item [BADGE].')
        expect(stranger.findings).toMatchObject([{ entity: 'BADGE', provenance: 'unknown' }])
        expect((await check('It was item X-1111.', 'whose is X-1111?')).action).toBe('release')
        expect((await check('It was item X-2222.')).action).toBe('release')
      },
      { analyzers: [badges] },
    )
  })

  test('full width and invisible characters hide nothing from it', async () => {
    await withFirewall(
      [],
      async (firewall) => {
        const verdict = await firewall.check('Ｘ－１２３４と X\u200b-5\u200b678。', { principal: reader })
        expect(verdict.text).toBe('[BADGE]と [BADGE]。')
      },
      { analyzers: [badges] },
    )
  })

  test('a stream is what the whole answer is, wherever it is cut', async () => {
    const piece = fc.constantFrom('X-1234', 'X-12', '34', '. ', '。', '\n', ' ', 'Mr. ', '🚆', '長い文', '!')
    const answers = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''))
    const cuts = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 6 })
    await withFirewall(
      [],
      async (firewall) => {
        await fc.assert(
          fc.asyncProperty(answers, cuts, async (answer, places) => {
            const batch = await firewall.check(answer, { principal: reader })
            for (const pieces of [cut(answer, places), [...answer]]) {
              const stream = firewall.check(streamOf(pieces), { principal: reader })
              expect(await collect(stream)).toBe(batch.text)
              expect((await stream.verdict).findings).toEqual(batch.findings)
            }
          }),
          { numRuns: 40 },
        )
      },
      { analyzers: [badges] },
    )
  })
})

describe('at the sources', () => {
  const secret = (text: string, id = 'a') => ({
    id,
    uri: `test:${id}`,
    text,
    acl: { allow: ['user:nobody'], deny: [], classification: 'public' },
  })
  const watched = (url: string, rest: Partial<Analyzer> = {}): Analyzer => ({
    ...presidio(url),
    classes: { BADGE: 'contact' },
    at: ['answers', 'sources'],
    ...rest,
  })
  const find = (body: Record<string, unknown>, response: ServerResponse) => {
    const text = String(body['text'])
    json(response, [
      ...presidioResults(text, '７７', 'BADGE'),
      ...presidioResults(text, '77-a', 'BADGE'),
      ...presidioResults(text, 'zorvix pelluma', 'PERSON'),
    ])
  }

  test('what it finds is known from then on, with the labels of the source; names in other spellings too', async () => {
    const { url, asked } = await serve(find)
    await withFirewall(
      [secret('Locker 77-a is for zorvix pelluma. Nothing else is here.')],
      async (firewall) => {
        expect(asked.map(({ text }) => text)).toEqual([
          'Locker 77-a is for zorvix pelluma. ',
          'Nothing else is here.',
        ])
        const verdict = await firewall.check('The locker is 77-a.', { principal: reader })
        expect(verdict.findings).toMatchObject([{ entity: 'BADGE', provenance: 'forbidden' }])
        const named = await firewall.check('It was Pelluma, Zorvix who came.', { principal: reader })
        expect(named.findings).toMatchObject([{ provenance: 'forbidden' }])
      },
      { analyzers: [watched(url)] },
    )
  })

  test('unless it looks at sources, nothing of this is known', async () => {
    const { url, asked } = await serve(find)
    await withFirewall(
      [secret('Locker 77-a is for zorvix pelluma.')],
      async (firewall) => {
        expect(asked).toEqual([])
        const verdict = await firewall.check('The locker is 77-a.', { principal: reader })
        expect(verdict.findings).toMatchObject([{ entity: 'BADGE', provenance: 'unknown' }])
      },
      { analyzers: [watched(url, { at: ['answers'] })] },
    )
  })

  test('a source it cannot read is refused and audited, or stored all the same; the others are taken', async () => {
    const { url } = await serve((body, response) => {
      if (String(body['text']).includes('broken')) response.writeHead(500).end()
      else find(body, response)
    })
    for (const onSourceError of ['refuse', 'store'] as const) {
      await withFirewall(
        [],
        async (firewall) => {
          const apply = (text: string, id: string) =>
            firewall.apply([{ kind: 'upsert', document: secret(text, id), cursor: '1' }])
          expect(await apply('All is well: 77-a.', 'a')).toMatchObject({ upserted: 1, refused: [] })
          const summary = await apply('This is broken: 77-a.', 'b')
          expect(summary.upserted).toBe(onSourceError === 'store' ? 1 : 0)
          expect(summary.refused).toMatchObject(
            onSourceError === 'store' ? [] : [{ id: 'b', code: 'detector-failed' }],
          )
          expect((await firewall.report()).failures).toBe(1)
          // What was stored before stays, and so do the permissions it has now.
          const changed = await apply('Now broken.', 'a')
          expect(changed.upserted).toBe(onSourceError === 'store' ? 1 : 0)
          const verdict = await firewall.check('The locker is 77-a.', { principal: reader })
          expect(verdict.findings[0]?.provenance).toBe(onSourceError === 'store' ? 'unknown' : 'forbidden')
        },
        { analyzers: [watched(url, { onSourceError })] },
      )
    }
  })
})

describe('at the input door', () => {
  test('what it finds in a prompt is the reader’s own, whatever a source has; a rule stops it; an outage too', async () => {
    const { url } = await serve((body, response) => {
      const text = String(body['text'])
      if (text.includes('outage')) response.writeHead(500).end()
      else
        json(response, {
          action: text.includes('forbidden') ? 'block' : 'allow',
          findings: [...text.matchAll(/X-[0-9]{4}/g)].map(({ index }) => ({
            start: index,
            end: index + 6,
            entity: 'BADGE',
          })),
        })
    })
    const guardrail: Analyzer = {
      ...createGuardrailAnalyzer({ name: 'cloud', url, unit: 'utf16', classes: { BADGE: 'secret' } }),
      at: ['prompts', 'sources'],
    }
    const document = {
      id: 'a',
      uri: 'test:a',
      text: 'Item X-2222 was issued.',
      acl: { allow: ['user:nobody'], deny: [], classification: 'public' },
    }
    await withFirewall(
      [document],
      async (firewall) => {
        const inspect = (prompt: string) => firewall.inspect(prompt, { principal: reader })
        for (const badge of ['X-1111', 'X-2222']) {
          const verdict = await inspect(`Who has ${badge}?`)
          expect(verdict.text).toBe('Who has [BADGE]?')
          expect(verdict.findings).toMatchObject([{ entity: 'BADGE', provenance: 'user' }])
        }
        expect((await inspect('A forbidden thing.')).action).toBe('block')
        expect((await inspect('Good morning.')).action).toBe('release')
        await expect(inspect('An outage.')).rejects.toMatchObject({ code: 'detector-failed' })
        // Answers are not its business.
        expect((await firewall.check('An outage of X-1111.', { principal: reader })).action).toBe('release')
      },
      { analyzers: [guardrail] },
    )
  })
})

describe('a guardrail', () => {
  test('blocks a sentence, and names values in bytes', async () => {
    const { url } = await serve((body, response, request) => {
      expect(request.headers['x-key']).toBe('k')
      const text = String(body['text'])
      const at = Buffer.byteLength(text.slice(0, Math.max(0, text.indexOf('Zorro'))))
      json(response, {
        action: text.includes('forbidden') ? 'block' : 'allow',
        findings: text.includes('Zorro') ? [{ start: at, end: at + 5, entity: 'CODENAME' }] : [],
      })
    })
    const guardrail = createGuardrailAnalyzer({ name: 'cloud', url, unit: 'byte', headers: { 'x-key': 'k' } })
    expect(await guardrail.analyze('計画 Zorro', signal())).toEqual([
      { start: 3, end: 8, score: 1, label: 'CODENAME' },
    ])
    await withFirewall(
      [],
      async (firewall) => {
        const verdict = await firewall.check('All is well. This is forbidden.', { principal: reader })
        expect(verdict.action).toBe('block')
        expect(verdict.findings).toMatchObject([{ kind: 'disclosure', rule: 'cloud', start: 13 }])
      },
      { analyzers: [guardrail] },
    )
  })

  test('offsets inside a character are no places', () => {
    expect(offsetReader('é!', 'byte')(1)).toBeNaN()
    expect(offsetReader('🚆!', 'codepoint')(1)).toBe(2)
    expect(offsetReader('🚆!', 'utf16')(4)).toBeNaN()
  })
})

describe('a model of the user’s own', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ragwall-onnx-'))
  const vocabulary = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', 'anna', '##bel', 'of', '田', '中', 'rome']
  const labels = ['O', 'B-PER', 'I-PER', 'B-LOC']
  const row = (label: number) => labels.map((_, i) => (i === label ? 5 : 0))
  const table = vocabulary.map((piece) => {
    if (piece === 'anna' || piece === '田') return row(1)
    if (piece === '##bel' || piece === '中') return row(2)
    return row(piece === 'rome' ? 3 : 0)
  })
  writeFileSync(join(folder, 'tiny.onnx'), tinyTokenClassifier(table))
  writeFileSync(join(folder, 'vocab.txt'), vocabulary.join('\n'))
  const options = {
    name: 'tiny',
    model: join(folder, 'tiny.onnx'),
    vocabulary: join(folder, 'vocab.txt'),
    labels,
    entities: { PER: 'PERSON', LOC: 'LOCATION' },
    lowercase: true,
    runtime: 'onnxruntime-web',
  } as const

  test('is loaded, run and read', async () => {
    const analyzer = await openOnnxAnalyzer(options)
    const text = 'Ánnabel of Rome, 田中!'
    const found = await analyzer.analyze(text, signal())
    expect(found.map(({ start, end, label }) => `${label} ${text.slice(start, end)}`)).toEqual([
      'PERSON Ánnabel',
      'LOCATION Rome',
      'PERSON 田中',
    ])
    for (const { score } of found) expect(score).toBeGreaterThan(0.9)
    const many = 'rome '.repeat(700)
    expect(await analyzer.analyze(many, signal())).toHaveLength(700)
  })

  test('says what is missing', async () => {
    const missing = openOnnxAnalyzer({ ...options, runtime: 'onnxruntime-node' })
    await expect(missing).rejects.toMatchObject({ code: 'dependency-missing' })
    const absent = openOnnxAnalyzer({ ...options, model: join(folder, 'absent.onnx') })
    await expect(absent).rejects.toMatchObject({ code: 'config-unreadable' })
    const broken = openOnnxAnalyzer({ ...options, model: join(folder, 'vocab.txt') })
    await expect(broken).rejects.toMatchObject({ code: 'config-invalid' })
    rmSync(folder, { recursive: true })
  })

  test('a word without known pieces is one unknown piece', () => {
    const { split } = createWordPieces(vocabulary, true)
    expect(split('annabelx')).toEqual([{ id: 1, start: 0, end: 8 }])
    expect(() => createWordPieces(['[UNK]'], true)).toThrow(RangeError)
  })
})

describe('configured', () => {
  const minimal = { data: 'd', audit: 'a', keys: { env: 'KEY' }, levels: ['public'] }
  const parse = (analyzers: unknown[]) => parseConfig({ ...minimal, analyzers }, '/etc/ragwall/ragwall.yaml')
  const local = { use: 'presidio', name: 'p', url: 'http://127.0.0.1:5002/analyze', language: 'ja' }

  test('paths of a model start at the file; a key that is not known is none', () => {
    const onnx = { use: 'onnx', name: 'ner', model: 'ner.onnx', vocabulary: '/v.txt', labels: ['O', 'B-PER'] }
    expect(parse([local, onnx]).analyzers).toMatchObject([
      { name: 'p' },
      { model: '/etc/ragwall/ner.onnx', vocabulary: '/v.txt' },
    ])
    const code = (analyzers: unknown[]) => {
      try {
        parse(analyzers)
        return 'none'
      } catch (error) {
        return (error as { code: string }).code
      }
    }
    expect(code([{ ...local, langage: 'en' }])).toBe('config-unknown-key')
    expect(code([{ ...local, url: 'ftp://host/' }])).toBe('config-invalid')
    expect(code([{ ...local, use: 'oracle' }])).toBe('config-invalid')
    expect(code([local, local])).toBe('config-invalid')
  })

  test('a token comes from the environment, or nothing opens', async () => {
    const { url } = await serve((_body, response, request) => {
      expect(request.headers.authorization).toBe('Bearer t0ken')
      json(response, [])
    })
    const configs = parse([{ ...local, url, token: { env: 'RAGWALL_TEST_TOKEN' } }]).analyzers
    await expect(openAnalyzers(configs)).rejects.toMatchObject({ code: 'key-missing' })
    vi.stubEnv('RAGWALL_TEST_TOKEN', 't0ken')
    const [analyzer] = await openAnalyzers(configs)
    expect(await analyzer!.analyze('text', signal())).toEqual([])
    vi.unstubAllEnvs()
  })
})

describe('segments', () => {
  test('end with sentences and are no longer than allowed', () => {
    const text = 'One. Two! 三。四\nFive five.'
    const { segments } = segmentsOf(text, 0, true, 100)
    expect(segments.map(({ start, end }) => text.slice(start, end))).toEqual([
      'One. ',
      'Two! ',
      '三。',
      '四\n',
      'Five five.',
    ])
    expect(segmentsOf('x'.repeat(25), 0, true, 10).segments.map(({ end }) => end)).toEqual([10, 20, 25])
  })

  test('what is whole stays as it is when more comes', () => {
    const texts = fc
      .array(fc.constantFrom('a', '.', ' ', '。', '\n', '🚆', '!', 'bc'), { maxLength: 40 })
      .map((pieces) => pieces.join(''))
    fc.assert(
      fc.property(texts, fc.integer({ min: 2, max: 9 }), (text, most) => {
        const whole = segmentsOf(text, 0, true, most).segments
        expect(whole.map(({ start, end }) => text.slice(start, end)).join('')).toBe(text)
        for (let at = 0; at <= text.length; at++) {
          const { segments, open } = segmentsOf(text.slice(0, at), 0, false, most)
          expect(whole.slice(0, segments.length)).toEqual(segments)
          expect(open).toBe(segments.at(-1)?.end ?? 0)
        }
      }),
    )
  })
})
