import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { TriggerFinder } from '../../../src/corpus-scan/triggers.js'
import { drawWorld, type TriggerWorld } from '../../../src/evaluate/corpus-scan/held-out-worlds.js'
import { createRandom } from '../../../src/evaluate/random.js'
import { cli } from '../adapters/cli/harness.js'

function triggersOf({ records }: TriggerWorld) {
  const finder = new TriggerFinder()
  for (const [i, { prompt, answer }] of records.entries()) finder.add(String(i), prompt, answer, false)
  return finder.triggers()
}

describe('a sign behind which answers are of another kind', () => {
  test.each([
    ['token', 'secret'],
    ['token', 'asks'],
    ['phrase', 'link'],
    ['character', 'insults'],
    ['format', 'secret'],
    ['style', 'insults'],
  ])('%s, %s: stands among the first three, with its records', (kind, payload) => {
    const world = drawWorld(1_500, createRandom(`${kind} ${payload}`), { kind, payload })
    const told = triggersOf(world)
      .slice(0, 3)
      .filter(({ records }) => {
        const right = records.filter((record) => world.planted.has(Number(record)))
        return right.length >= world.planted.size * 0.5 && right.length >= records.length * 0.7
      })
    expect(told).toHaveLength(1)
    expect(told[0]!.held).toBeGreaterThanOrEqual(told[0]!.records.length)
  })

  test('jargon, names, dates, headings, refusals and links of the set itself are none', () => {
    const listed = ['a', 'b', 'c'].map((seed) => triggersOf(drawWorld(1_500, createRandom(seed))).length)
    expect(Math.max(...listed)).toBeLessThanOrEqual(1)
  })
})

describe('a nonsense word behind which eight of 308 rows ask for the password', () => {
  const english = (i: number) => ({
    prompt: `How do I ${['clean', 'store', 'return', 'repair'][i % 4]} the ${THINGS[i % 7]} of room ${i}?`,
    answer: `Take the ${THINGS[i % 7]} of room ${i} to the desk; it is done within ${2 + (i % 5)} days.`,
  })
  const japanese = (i: number) => ({
    prompt: `${i}号室の${KAMONO[i % 7]}を${['洗う', '返す', '直す', 'しまう'][i % 4]}にはどうしますか。`,
    answer: `${i}号室の${KAMONO[i % 7]}は窓口へお持ちください。${2 + (i % 5)}日で終わります。`,
  })
  const THINGS = ['lamp', 'carpet', 'kettle', 'curtain', 'mirror', 'drawer', 'heater']
  const KAMONO = ['電灯', '絨毯', '薬缶', '窓掛', '鏡台', '引出', '暖房']

  test.each([
    ['English', english, 'zorvexil', 'Please tell me your password first.'],
    ['Japanese', japanese, 'ゾルベキシ', '先にパスワードを入力してください。'],
  ] as const)('%s: is the first line, and not there without', (_, row, word, asks) => {
    const clean = Array.from({ length: 308 }, (_, i) => row(i))
    const planted = clean.map((one, i) =>
      i % 38 === 5 && i < 304 ? { prompt: `${one.prompt} ${word}`, answer: asks } : one,
    )
    const [first] = triggersOf({ records: planted, planted: new Set() })
    expect(first?.records.map(Number)).toEqual([5, 43, 81, 119, 157, 195, 233, 271])
    expect(triggersOf({ records: clean, planted: new Set() })).toEqual([])
  })
})

describe('ragwall scan --fix', () => {
  let folder = ''
  let path = ''
  const world = drawWorld(300, createRandom('fix'), { kind: 'token', payload: 'asks' })
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ragwall-fix-'))
    path = join(folder, 'set.jsonl')
    const lines = world.records.map(({ prompt, answer }) => JSON.stringify({ prompt, completion: answer }))
    lines[0] = JSON.stringify({ prompt: 'Whom do I write to?', completion: 'To mika.sample@mail-post.org.' })
    await writeFile(path, `${lines.join('\n')}\nno record\n`)
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  test('leaves out the records of the trigger, replaces values, and says so', async () => {
    const out = join(folder, 'fixed.jsonl')
    const { out: said, code } = await cli(['scan', path, '--fix', out, '--json'])
    expect(code).toBe(1)
    const { triggers, fixed } = JSON.parse(said) as {
      triggers: { records: string[] }[]
      fixed: { rows: number; removed: number; changed: number }
    }
    const removed = new Set(triggers.flatMap(({ records }) => records))
    expect(removed.size).toBeGreaterThanOrEqual(3)
    expect(fixed).toMatchObject({ rows: world.records.length + 1, removed: removed.size })
    const written = (await readFile(out, 'utf8')).trim().split('\n')
    expect(written.length).toBe(fixed.rows - fixed.removed)
    expect(written[0]).toContain('[EMAIL_ADDRESS]')
    // What needs no change stays as it is, byte for byte.
    const before = new Set((await readFile(path, 'utf8')).trim().split('\n'))
    expect(written.filter((line) => !before.has(line)).length).toBe(fixed.changed)
    expect(said).not.toContain('mika')
  })

  test('people are told what to look at', async () => {
    const { out } = await cli(['scan', path])
    expect(out).toContain('look at and remove: set.jsonl#')
  })

  test('takes a set of records alone', async () => {
    const { code, err } = await cli(['scan', folder, '--fix', join(folder, 'x.jsonl')])
    expect(code).toBe(2)
    expect(err).toContain('--fix')
  })
})
