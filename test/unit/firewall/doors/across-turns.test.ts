import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import type { CheckOptions, Principal } from '../../../../src/core/types.js'
import { createFirewall, type Firewall, type FirewallOptions } from '../../../../src/firewall/firewall.js'
import { seeded } from '../../../support/random.js'
import { collect, streamOf } from '../../../support/world.js'

const PAPER =
  'The surveyor sold eleven barrels of lamp oil to the lighthouse keeper, whose brother had pawned the brass lens in March.'
const PIECES = [
  'The surveyor sold eleven barrels of',
  'lamp oil to the lighthouse keeper',
  'whose brother had pawned',
]
const CLOSED = { allow: ['group:board'], deny: [], classification: 'internal' }
const OPEN = { allow: ['*'], deny: [], classification: 'internal' }

const reader: Principal = { id: 'user:ann', groups: [], clearance: { level: 'internal', compartments: [] } }
const other: Principal = { ...reader, id: 'user:bob' }
const kiosk: Principal = { ...reader, id: 'service:kiosk' }

const opened: Firewall[] = []
const folders: string[] = []
afterEach(async () => {
  for (const firewall of opened.splice(0)) await firewall.close()
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})

async function open(options: Partial<FirewallOptions> = {}): Promise<Firewall> {
  const firewall = await createFirewall({
    policy: ['internal'],
    audit: 'memory',
    evidenceKey: new Uint8Array(32).fill(3),
    services: [{ name: 'single', acrossTurns: false }],
    sharedPrincipals: [kiosk.id],
    ...options,
  })
  opened.push(firewall)
  return firewall
}

async function holding(texts: readonly string[], options: Partial<FirewallOptions> = {}, acl = CLOSED) {
  const firewall = await open(options)
  await firewall.apply(
    texts.map((text, i) => ({
      kind: 'upsert' as const,
      cursor: '',
      document: { id: `paper-${i}`, uri: `file:${i}`, text, acl },
    })),
  )
  return firewall
}

const say = (piece: string) => `It says "${piece}".`

async function tell(firewall: Firewall, piece: string, options: Partial<CheckOptions> = {}): Promise<string> {
  return (await firewall.check(say(piece), { principal: reader, ...options })).action
}

describe('what a principal was told counts for that principal', () => {
  test.each<[string, (i: number) => Partial<CheckOptions>]>([
    ['in one session', () => ({ session: 'a' })],
    ['in a session each', (i) => ({ session: `session ${i}` })],
    ['without any', () => ({})],
    ['by different services', (i) => ({ service: ['default', 'single'][i % 2]! })],
  ])('%s', async (_, how) => {
    const firewall = await holding([PAPER])
    // What is blocked was not told.
    const twice = [PIECES[0]!, PIECES[0]!, PIECES[1]!, PIECES[2]!]
    const done: string[] = []
    for (const piece of twice) done.push(await tell(firewall, piece, how(done.length === 2 ? 0 : 1)))
    expect(done.slice(0, 2)).toEqual(['release', 'release'])
    expect(done[2]).toBe('block')
    for (const piece of PIECES)
      expect(await tell(firewall, piece, { principal: other })).toMatch(/release|block/)
  })

  test('and for nobody else, and of each alone there is nothing to say', async () => {
    const firewall = await holding([PAPER])
    expect(await tell(firewall, PIECES[0]!)).toBe('release')
    expect(await tell(firewall, PIECES[1]!, { principal: other })).toBe('release')
    expect(await tell(firewall, PIECES[1]!, { service: 'single' })).toBe('release')
  })

  test('everyone in the audience was told', async () => {
    const firewall = await holding([PAPER])
    await tell(firewall, PIECES[0]!, { principal: other, audience: [reader] })
    expect(await tell(firewall, PIECES[1]!)).toBe('block')
  })

  test('whatever became of the stream that told it', async () => {
    for (const end of ['read', 'left', 'broken'] as const) {
      const firewall = await holding([PAPER])
      const stream = firewall.check(
        (async function* () {
          yield say(PIECES[0]!)
          yield 'And there is more to say. '.repeat(40)
          if (end === 'broken') throw new Error('the model broke off')
        })(),
        { principal: reader },
      )
      let text = ''
      try {
        for await (const piece of stream) {
          text += piece
          if (end === 'left' && text.includes(PIECES[0]!)) break
        }
      } catch (error) {
        expect(error).toMatchObject({ code: 'model-failed' })
      }
      await stream.verdict.catch(() => undefined)
      expect(text).toContain(PIECES[0])
      expect(await tell(firewall, PIECES[1]!)).toBe('block')
    }
  })

  test('over the processes of one store, which keeps no text and forgets on request', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ragwall-told-'))
    folders.push(folder)
    const data = join(folder, 'data')
    const first = await holding([PAPER], { data })
    const second = await open({ data })
    const unheard = 'Quinces ripen late in Vardø.'
    expect(await tell(first, `${PIECES[0]!} ${unheard}`, { session: 'a' })).toBe('release')
    expect(await tell(second, PIECES[1]!, { session: 'b' })).toBe('block')
    const stored = () =>
      readdirSync(data, { recursive: true, encoding: 'utf8' })
        .filter((path) => /ragwall\.db/.test(path))
        .map((path) => readFileSync(join(data, path)).toString('latin1'))
        .join('')
    for (const text of [unheard, 'quincesripen', reader.id]) expect(stored()).not.toContain(text)
    expect(await second.forget(reader.id)).toBe(1)
    expect(await tell(first, PIECES[1]!, { session: 'c' })).toBe('release')
    expect(await second.forget(reader.id)).toBe(1)
    expect(await second.forget(reader.id)).toBe(0)
    await expect(first.forget('ann')).rejects.toMatchObject({ code: 'option-invalid' })
  })

  test('of an id that many share, within a session alone', async () => {
    const firewall = await holding([PAPER])
    const by = (piece: string, session?: string) =>
      tell(firewall, piece, { principal: kiosk, ...(session === undefined ? {} : { session }) })
    expect(await by(PIECES[0]!, 'a')).toBe('release')
    expect(await by(PIECES[1]!, 'b')).toBe('release')
    expect(await by(PIECES[0]!)).toBe('release')
    expect(await by(PIECES[1]!)).toBe('release')
    expect(await by(PIECES[1]!, 'a')).toBe('block')
    expect(await firewall.forget(kiosk.id)).toBe(2)
    expect(await by(PIECES[1]!, 'a')).toBe('release')
  })

  test('beside what the caller tells of the conversation', async () => {
    const firewall = await holding([PAPER])
    const conversation = [
      { role: 'user', content: 'Go on.' },
      { role: 'assistant', content: PIECES[0]! },
    ] as const
    const system = [{ role: 'system', content: PIECES[0]! }] as const
    expect(await tell(firewall, PIECES[1]!, { conversation: system })).toBe('release')
    expect(await tell(firewall, PIECES[0]!, { conversation: [] })).toBe('block')
    expect(await tell(firewall, PIECES[1]!, { conversation, principal: other })).toBe('block')
    expect(await tell(firewall, PIECES[1]!, { conversation: [], principal: other })).toBe('release')
  })
})

/** Three words an answer: too short to be looked up, most of them. */
describe('pieces of three words', () => {
  const SYLLABLES = 'ba kel lor mi nu ran se ti vo za dun fe gil ho jus pra ske tum wen yar'.split(' ')
  const random = seeded(11)
  const word = () =>
    Array.from({ length: 1 + Math.floor(random() * 2.4) }, () => SYLLABLES[Math.floor(random() * 20)]).join(
      '',
    )
  const text = (words: number) => Array.from({ length: words }, word).join(' ')
  const papers = Array.from({ length: 12 }, () => text(160))
  const inThrees = (paper: string) => {
    const words = paper.split(' ')
    return Array.from({ length: Math.floor(words.length / 3) }, (_, i) =>
      words.slice(3 * i, 3 * i + 3).join(' '),
    )
  }

  async function told(firewall: Firewall, principal: Principal, pieces: readonly string[]): Promise<number> {
    for (const [i, piece] of pieces.entries())
      if ((await tell(firewall, piece, { principal, session: String(i) })) !== 'release') return i
    return pieces.length
  }

  test('add up, in new sessions, in order or not; of what the reader may read, or of prose, they do not', async () => {
    const firewall = await holding(papers)
    const counts: number[] = []
    for (const [i, paper] of papers.entries()) {
      const pieces = inThrees(paper)
      if (i % 2 === 1) pieces.sort(() => random() - 0.5)
      counts.push(await told(firewall, { ...reader, id: `user:${i}` }, pieces))
    }
    const stopped = counts.filter((count, i) => count < inThrees(papers[i]!).length)
    console.log(
      `three words an answer: ${stopped.length} of ${papers.length} stopped, after ${counts.join(', ')}`,
    )
    expect(stopped.length).toBeGreaterThanOrEqual(papers.length - 1)
    const readable = await holding(papers.slice(0, 2), {}, OPEN)
    expect(await told(readable, reader, inThrees(papers[0]!))).toBe(inThrees(papers[0]!).length)
    const prose = inThrees(text(160))
    expect(await told(firewall, reader, prose)).toBe(prose.length)
  })
})

test('a stream is what a batch is, whatever was told before', async () => {
  const firewall = await holding([PAPER])
  const words = PAPER.split(' ')
  const random = seeded(5)
  const part = () => {
    const at = Math.floor(random() * words.length)
    return words.slice(at, at + 3 + Math.floor(random() * 5)).join(' ')
  }
  const counts = { leaks: 0, clean: 0 }
  for (let i = 0; i < 40; i++) {
    const before = Array.from({ length: 2 + Math.floor(random() * 3) }, part)
    const answer = `${part()}. And then: ${part()}`
    // A reader of its own, who was told the same.
    const after = async (name: string) => {
      const principal = { ...reader, id: `user:${name}-${i}` }
      for (const piece of before) await firewall.check(piece, { principal })
      return { principal }
    }
    const batch = await firewall.check(answer, await after('batch'))
    const stream = firewall.check(streamOf(answer), await after('stream'))
    const text = await collect(stream)
    const verdict = await stream.verdict
    const places = ({ findings }: typeof batch) => findings.map(({ start, end }) => [start, end])
    expect(places(verdict)).toEqual(places(batch))
    expect(verdict.action).toBe(batch.action)
    if (batch.action === 'block') expect(text.endsWith(batch.text)).toBe(true)
    else expect(text).toBe(batch.text)
    counts[batch.findings.length > 0 ? 'leaks' : 'clean'] += 1
  }
  console.log(`told before: ${counts.leaks} answers with a leak, ${counts.clean} without`)
  expect(Math.min(counts.leaks, counts.clean)).toBeGreaterThan(5)
})
