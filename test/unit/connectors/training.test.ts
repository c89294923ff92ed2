import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { recordText } from '../../../connectors/training/record.js'
import { createConnector, type TrainingOptions, training } from '../../../connectors/training.js'
import type { SourceChange } from '../../../src/core/types.js'

let root: string
let path: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'ragwall-training-'))
  path = join(root, 'train.jsonl')
})
afterEach(() => rmSync(root, { recursive: true }))

async function run(options: Partial<TrainingOptions> = {}, since?: string): Promise<SourceChange[]> {
  const changes: SourceChange[] = []
  const connector = training({ path, acl: { allow: ['group:ml'], deny: [] }, ...options })
  for await (const change of connector.changes(since === undefined ? {} : { since })) changes.push(change)
  return changes
}

const kinds = (changes: readonly SourceChange[]) => changes.map(({ kind }) => kind)
const idsOf = (changes: readonly SourceChange[]) =>
  changes.flatMap((change) => (change.kind === 'upsert' ? [change.document.id] : []))

describe('records', () => {
  test.each([
    ['a string', 'plain', 'plain'],
    ['text', { text: 'plain' }, 'plain'],
    ['a prompt and its completion', { prompt: 'p', completion: ' c' }, 'p\n\n c'],
    [
      'a chat',
      {
        messages: [
          { role: 'system', content: 's' },
          {
            role: 'user',
            content: [
              { type: 'text', text: 'u' },
              { type: 'image_url', image_url: { url: 'x' } },
            ],
          },
          {
            role: 'assistant',
            content: null,
            tool_calls: [{ function: { name: 'f', arguments: '{"a":"b"}' } }],
          },
        ],
      },
      's\n\nu\n\n{"a":"b"}',
    ],
    ['Alpaca', { instruction: 'i', input: '', output: 'o' }, 'i\n\no'],
    [
      'ShareGPT',
      {
        conversations: [
          { from: 'human', value: 'h' },
          { from: 'gpt', value: 'g' },
        ],
      },
      'h\n\ng',
    ],
    [
      'preferences',
      { prompt: 'p', chosen: [{ role: 'assistant', content: 'c' }], rejected: 'r' },
      'p\n\nc\n\nr',
    ],
    ['Gemini', { contents: [{ role: 'user', parts: [{ text: 'a' }, { text: 'b' }] }] }, 'a\n\nb'],
  ])('%s', (_name, record, expected) => {
    expect(recordText(Buffer.from(JSON.stringify(record)))).toBe(expected)
  })

  test.each([
    '{"text": ',
    '{"messages": []}',
    '{"other": "x"}',
    '12',
    'null',
    '{"text": ""}',
    '{"__proto__": "x"}',
  ])('%s is none', (line) => {
    expect(() => recordText(Buffer.from(line))).toThrow(expect.objectContaining({ code: 'document-invalid' }))
  })

  test('bytes that are no UTF-8 are unreadable, an empty line is nothing', () => {
    expect(() => recordText(Buffer.from([0x22, 0xff, 0x22]))).toThrow(
      expect.objectContaining({ code: 'source-unreadable' }),
    )
    expect(recordText(Buffer.from(' \r'))).toBeUndefined()
  })
})

describe('the file', () => {
  const lines = (...texts: string[]) => texts.map((text) => `${JSON.stringify({ text })}\n`).join('')

  test('documents are protected and never retrieved', async () => {
    writeFileSync(path, lines('a'))
    const [change] = await run({ license: 'CC-BY-4.0' })
    expect(change).toMatchObject({
      kind: 'upsert',
      cursor: '',
      document: {
        id: expect.stringMatching(/^train\.jsonl#1-[\w-]{8}$/),
        uri: 'file:train.jsonl#1',
        text: 'a',
        kind: 'training',
        retrievable: false,
        license: 'CC-BY-4.0',
        acl: { allow: ['group:ml'], deny: [] },
      },
    })
  })

  test('appending keeps every id; equal records have their own', async () => {
    writeFileSync(path, lines('a', 'a'))
    const first = await run()
    expect(new Set(idsOf(first)).size).toBe(2)
    writeFileSync(path, lines('a', 'a', 'b'))
    const second = await run({}, first.at(-1)!.cursor)
    expect(kinds(second)).toEqual(['upsert', 'cursor'])
    expect(idsOf(await run())).toEqual([...idsOf(first), ...idsOf(second)])
  })

  test('a last line without a line feed, a mark in front, Windows line ends', async () => {
    writeFileSync(path, `\ufeff${lines('a').trim()}\r\n\r\n${lines('b').trim()}`)
    const changes = await run()
    expect(changes.flatMap((change) => (change.kind === 'upsert' ? [change.document.text] : []))).toEqual([
      'a',
      'b',
    ])
    expect(changes[1]).toMatchObject({ document: { metadata: { line: 3 } } })
  })

  test('a broken line is named by its number and skipped', async () => {
    writeFileSync(path, `${lines('a')}{"text": "secret-canary\n${lines('c')}`)
    const changes = await run()
    expect(kinds(changes)).toEqual(['upsert', 'refused', 'upsert', 'cursor'])
    expect(changes[1]).toMatchObject({ code: 'document-invalid', help: expect.stringContaining('line 2') })
    expect(JSON.stringify(changes)).not.toContain('secret-canary')
  })

  test('new permissions are given without the texts, a new kind is not', async () => {
    writeFileSync(path, lines('a', 'b'))
    const { cursor } = (await run()).at(-1)!
    expect(kinds(await run({ acl: { allow: [], deny: [] } }, cursor))).toEqual(['acl', 'acl', 'cursor'])
    expect(kinds(await run({ kind: 'canary' }, cursor))).toEqual(['upsert', 'upsert', 'cursor'])
  })

  test('lines longer than a block, and a stream that is cut early', async () => {
    const long = 'x'.repeat(1_000_000)
    writeFileSync(join(root, 'big.jsonl.gz'), gzipSync(lines(long, 'b', long)))
    const connector = training({ path: join(root, 'big.jsonl.gz'), acl: { allow: ['*'], deny: [] } })
    const lengths: number[] = []
    for await (const change of connector.changes({})) {
      if (change.kind === 'upsert') lengths.push(change.document.text.length)
    }
    expect(lengths).toEqual([1_000_000, 1, 1_000_000])
    for await (const change of connector.changes({})) {
      expect(change.kind).toBe('upsert')
      break
    }
  })

  test('a damaged archive, a missing file, a file without records left: errors, not deletions', async () => {
    writeFileSync(path, lines('a'))
    const { cursor } = (await run()).at(-1)!
    writeFileSync(path, '')
    await expect(run({}, cursor)).rejects.toMatchObject({ code: 'source-unreadable' })
    rmSync(path)
    await expect(run({}, cursor)).rejects.toMatchObject({ code: 'source-unreadable' })
    const archive = join(root, 'x.jsonl.gz')
    writeFileSync(archive, gzipSync(lines('a', 'b')).subarray(0, 30))
    await expect(run({ path: archive })).rejects.toMatchObject({ code: 'source-unreadable' })
  })

  test('no permissions, no connector', () => {
    expect(() => training({ path } as unknown as TrainingOptions)).toThrow(
      expect.objectContaining({ code: 'label-missing' }),
    )
    expect(() => createConnector({ path: 'train.jsonl' }, { folder: root })).toThrow(
      expect.objectContaining({ code: 'config-invalid' }),
    )
    const acl = { allow: ['group:ml'] }
    expect(createConnector({ path: 'train.jsonl', acl, name: 'ft' }, { folder: root }).name).toBe('ft')
  })
})
