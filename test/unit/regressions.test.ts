import { afterEach, describe, expect, test, vi } from 'vitest'
import { createMemoryJournal } from '../../src/audit/journal.js'
import { parseServicePolicy } from '../../src/core/policy-schema.js'
import type { AuditSink, Connector, Embedder } from '../../src/core/ports.js'
import type { Acl, CheckOptions, Principal, SourceChange, SourceDocument } from '../../src/core/types.js'
import { createFirewall, type Firewall, type FirewallOptions } from '../../src/firewall/firewall.js'
import { countCharacters, countWords } from '../../src/text/words.js'
import { growth } from '../support/counted-work.js'
import { LEVELS } from '../support/world.js'

/** One test for each thing that went wrong once, through the public door, named by what went wrong. */

const PLAN =
  'The merger with the harbour operator will be announced on the ninth of October after the markets close.'
const BOARD: Acl = { allow: ['group:board'], deny: [], classification: 'secret' }
const ALL: Acl = { allow: ['*'], deny: [], classification: 'public' }
const intern: Principal = {
  id: 'user:intern',
  groups: [],
  clearance: { level: 'internal', compartments: [] },
}

const open: Firewall[] = []
afterEach(async () => {
  vi.useRealTimers()
  for (const firewall of open.splice(0)) await firewall.close()
})

async function firewallWith(
  documents: readonly SourceDocument[] = [],
  options: Partial<FirewallOptions> = {},
): Promise<Firewall> {
  const firewall = await createFirewall({ policy: LEVELS, audit: 'memory', ...options })
  open.push(firewall)
  await firewall.apply(documents.map(upsert))
  return firewall
}

function document(id: string, text: string, acl: Acl, more: Partial<SourceDocument> = {}): SourceDocument {
  return { id, uri: `test:${id}`, text, acl, ...more }
}

function upsert(document: SourceDocument): SourceChange {
  return { kind: 'upsert', document, cursor: '' }
}

function delivering(changes: readonly unknown[]): Connector {
  return {
    name: 'source',
    async *changes() {
      yield* changes as SourceChange[]
    },
  }
}

describe('ingest', () => {
  test('a revocation was dropped as unchanged while an older opening was still being embedded', async () => {
    let release = () => {}
    const gate = new Promise<void>((resolve) => {
      release = resolve
    })
    const embedder: Embedder = {
      embedQuery: async () => [1, 0],
      async embedDocuments(texts) {
        if (texts.some((text) => text.includes('slow'))) await gate
        return texts.map(() => [1, 0])
      },
    }
    const firewall = await firewallWith([document('plan', PLAN, BOARD)], { embedder })
    const older = firewall.apply([
      { kind: 'acl', id: 'plan', acl: ALL, cursor: '' },
      upsert(document('slow', 'A slow one.', ALL)),
    ])
    await new Promise((resolve) => setTimeout(resolve, 10))
    const newer = firewall.apply([{ kind: 'acl', id: 'plan', acl: BOARD, cursor: '' }])
    const untouched = firewall.apply([upsert(document('quick', 'A quick one.', ALL))])
    expect((await untouched).upserted).toBe(1)
    release()
    await older
    expect((await newer).relabelled).toBe(1)
    const found = await firewall.retrieve('merger', { principal: intern })
    expect(found.map(({ documentId }) => documentId)).not.toContain('plan')
  })

  test('a message in the place of a refusal code went into the audit', async () => {
    const firewall = await firewallWith()
    const refused = { kind: 'refused', id: 'x'.repeat(5_000), code: `cannot read "${PLAN}"`, cursor: '' }
    await firewall.sync(delivering([refused, { ...refused, id: { name: PLAN } }]))
    const report = await firewall.report()
    expect(JSON.stringify(report)).not.toContain('harbour')
    expect(report.refused).toHaveLength(2)
    expect(report.refused).toContainEqual({ id: 'x'.repeat(1_024), code: 'source-unreadable' })
    expect(report.refused).toContainEqual({ id: '(no id)', code: 'source-unreadable' })
  })

  test.each(['uri', 'title', 'license'])('half a surrogate in a %s stopped the whole sync', async (field) => {
    const firewall = await firewallWith()
    const bad = document('bad', 'Some text.', ALL, { [field]: 'x\ud800' })
    const summary = await firewall.sync(
      delivering([upsert(bad), upsert(document('good', 'Some text.', ALL))]),
    )
    expect(summary.upserted).toBe(1)
    expect(summary.refused).toEqual([expect.objectContaining({ id: 'bad', code: 'text-invalid' })])
  })

  test('a document that was refused was counted as stored too', async () => {
    const firewall = await firewallWith()
    const summary = await firewall.apply([upsert(document('flood', `x${'\u200b'.repeat(9_000)}`, ALL))])
    expect(summary).toMatchObject({ upserted: 0, refused: [{ id: 'flood', code: 'text-invalid' }] })
  })

  test.each([
    ['no cursor', { kind: 'upsert', document: document('plan', PLAN, BOARD) }],
    ['an unknown kind', { kind: 'remove', id: 'plan', cursor: '' }],
    ['nothing', null],
  ])('a change with %s was taken, or ended in an error without a code', async (_, change) => {
    const firewall = await firewallWith()
    await expect(firewall.sync(delivering([change]))).rejects.toMatchObject({ code: 'connector-failed' })
  })

  test('values in a title were not known as values of the document', async () => {
    const firewall = await firewallWith([
      document('memo', 'Nothing of interest.', BOARD, { title: 'Severance of jane.roe@example.com' }),
    ])
    const { findings } = await firewall.check('Write to jane.roe@example.com.', { principal: intern })
    expect(findings.map(({ provenance }) => provenance)).toEqual(['forbidden'])
  })
})

describe('action table', () => {
  test.each(['constructor', 'valueof'])('a forbidden word with the id `%s` was released', async (id) => {
    const service = parseServicePolicy({ name: 'desk', forbidden: [{ id, word: 'voldemort' }] }, 'desk.yaml')
    const firewall = await firewallWith([document('hr', 'Write to hr@example.com.', ALL)], {
      services: [service],
    })
    const said = 'Say voldemort. Write to hr@example.com.'
    const verdict = await firewall.check(said, { principal: intern, service: 'desk' })
    expect(verdict.action).toBe('block')
    expect(verdict.text).not.toContain('voldemort')
  })
})

describe('reader', () => {
  const flood = `x${'\u200b'.repeat(5_000)}`

  test('a query full of invisible characters made every later check of its reader fail', async () => {
    const firewall = await firewallWith([document('hr', 'Write to the desk.', ALL)])
    await firewall.retrieve(`desk ${flood}`, { principal: intern })
    expect((await firewall.check('Fine.', { principal: intern })).action).toBe('release')
    const conversation = [{ role: 'user' as const, content: flood }]
    expect((await firewall.check('Fine.', { principal: intern, conversation })).action).toBe('release')
  })

  test.each<[string, Record<string, unknown>]>([
    ['audience', { audience: 'everyone' }],
    ['audience', { audience: [null] }],
    ['audience', { audience: {} }],
    ['conversation', { conversation: 'hello' }],
    ['conversation', { conversation: [null] }],
    ['conversation', { conversation: [{ role: 'user', content: 5 }] }],
    ['conversation', { conversation: [{ role: 'User', content: 'hello' }] }],
    ['retrieved', { retrieved: [null] }],
    ['retrieved', { retrieved: [{ text: 'hello' }] }],
    ['retrieved', { retrieved: [{ text: 'hello', label: { ...ALL, level: 'public', allow: ['*'] } }] }],
    ['session', { session: Symbol('s') }],
    ['task', { task: {} }],
  ])('a malformed `%s` ended in an error without a code: %o', async (_, options) => {
    const firewall = await firewallWith()
    const asked = { principal: intern, ...options } as unknown as CheckOptions
    await expect(firewall.check('Fine.', asked)).rejects.toMatchObject({ code: 'option-invalid' })
  })

  test('a principal that changed while it was served was recorded as somebody else', async () => {
    const audit = createMemoryJournal({ evidenceKey: { id: 'k', bytes: new Uint8Array(32) } })
    const firewall = await firewallWith([document('plan', PLAN, BOARD)], { audit })
    const shared = { ...intern }
    const answer = firewall.check(PLAN, { principal: shared })
    const chunks = firewall.retrieve('merger', { principal: shared })
    Object.assign(shared, { id: 'user:director', groups: ['group:board'] })
    await Promise.all([answer, chunks])
    const subjects = new Set<unknown>()
    for await (const { event } of audit.read()) if ('subject' in event) subjects.add(event.subject)
    expect([...subjects]).toEqual([intern.id])
  })

  test('a stream went on under entitlements that had expired', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    let groups: readonly string[] = ['group:board']
    const directory = { expand: async () => ({ groups, version: String(groups.length) }) }
    const reader: Principal = { ...intern, clearance: { level: 'secret', compartments: [] } }
    const firewall = await firewallWith([document('plan', PLAN, BOARD)], { directory })
    async function* model() {
      yield `First: ${PLAN} `
      groups = []
      vi.setSystemTime(Date.now() + 61_000)
      yield `and again: ${PLAN} ${'Filler follows now. '.repeat(40)}`
    }
    const stream = firewall.check(model(), { principal: reader })
    let text = ''
    for await (const piece of stream) text += piece
    expect(text.split('harbour')).toHaveLength(2)
    expect((await stream.verdict).findings.map(({ provenance }) => provenance)).toEqual(['forbidden'])
  })
})

/** So many times the work is no square of what is twice as much. */
const LINEAR = 3

describe('work', () => {
  test('an answer that repeats a value of many documents took the product of both', async () => {
    const worlds: Firewall[] = []
    for (const size of [150, 300]) {
      const directory = Array.from({ length: size }, (_, i) =>
        document(`d${i}`, `Number ${i}: write to desk@example.com.`, BOARD),
      )
      worlds.push(await firewallWith(directory))
    }
    const grew = await growth(async (twice) => {
      const times = twice ? 600 : 300
      const firewall = worlds[twice ? 1 : 0]!
      const { findings } = await firewall.check('desk@example.com '.repeat(times), { principal: intern })
      expect(findings).toHaveLength(times)
    })
    expect(grew).toBeLessThan(LINEAR)
  })

  test('many values were looked for in a long history one by one without an end', async () => {
    const firewall = await firewallWith()
    const answer = Array.from({ length: 7_000 }, (_, i) => `u${i}@ex${i % 97}.com`).join(' ')
    const conversation = [{ role: 'user' as const, content: 'u1u1u1u1 '.repeat(200_000) }]
    await expect(firewall.check(answer, { principal: intern, conversation })).rejects.toMatchObject({
      code: 'work-limit',
    })
  })

  test('a stream of single characters was looked at for as often as its undecided part is long', async () => {
    const firewall = await firewallWith()
    const body = 'MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQ'
    const grew = await growth(async (twice) => {
      const answer = `-----BEGIN PRIVATE KEY-----\n${body.repeat(twice ? 80 : 40)}`
      async function* model() {
        yield* answer
      }
      const stream = firewall.check(model(), { principal: intern })
      let text = ''
      for await (const piece of stream) text += piece
      expect((await stream.verdict).text).toBe(text)
    })
    expect(grew).toBeLessThan(LINEAR)
  })

  test('counting the words of a long copied passage took the square of its length', async () => {
    const copied = (length: number) =>
      Array.from({ length }, (_, i) => `${(i * 7_919) % 46_656} pier`).join(' ')
    const passages = [copied(500), copied(1_000)] as const
    const worlds = [
      await firewallWith([document('plan', passages[0], BOARD)]),
      await firewallWith([document('plan', passages[1], BOARD)]),
    ] as const
    const checked = await growth(async (twice) => {
      const i = twice ? 1 : 0
      expect((await worlds[i].check(passages[i], { principal: intern })).action).toBe('block')
    })
    expect(checked).toBeLessThan(LINEAR)
    const counted = await growth((twice) => {
      const times = twice ? 2_000 : 1_000
      expect(countWords('取締役会は承認しました。'.repeat(times))).toBeGreaterThan(5 * times)
      expect(countCharacters('👩‍👩‍👧か\u3099'.repeat(times))).toBe(2 * times)
    })
    expect(counted).toBeLessThan(LINEAR)
  })

  test('turns kept in one table explained a window that stands across two of them', async () => {
    const firewall = await firewallWith([document('plan', PLAN, BOARD)])
    const half = PLAN.length / 2
    const conversation = [PLAN.slice(0, half), PLAN.slice(half)].map((content) => ({
      role: 'user' as const,
      content,
    }))
    const { findings } = await firewall.check(PLAN, { principal: intern, conversation })
    expect(findings).toHaveLength(1)
  })
})

describe('outside code', () => {
  test.each([
    ['opened', undefined],
    ['closed', 'desk'],
  ])('an audit sink that failed at `%s` was quoted, or released under `onError`', async (type, service) => {
    const journal = createMemoryJournal({ evidenceKey: { id: 'k', bytes: new Uint8Array(32) } })
    let failed = false
    const audit: AuditSink = {
      async append(event) {
        if (event.type !== type || failed) return journal.append(event)
        failed = true
        throw new Error(`INSERT failed: ${JSON.stringify(event)}`)
      },
      read: (range) => journal.read(range),
      verify: () => journal.verify(),
      close: () => journal.close(),
    }
    const services = [parseServicePolicy({ name: 'desk', onError: 'release' }, 'desk.yaml')]
    const firewall = await firewallWith([document('plan', PLAN, BOARD)], { audit, services })
    const asked = { principal: intern, ...(service === undefined ? {} : { service }) }
    await expect(firewall.check(PLAN, asked)).rejects.toMatchObject({
      code: 'audit-unavailable',
      message: expect.not.stringContaining('INSERT'),
    })
    expect(failed).toBe(true)
  })

  test.each<[string, unknown]>([
    ['a big integer', 1n],
    [
      'an object that speaks',
      {
        valueOf() {
          throw new Error(PLAN)
        },
      },
    ],
  ])('%s in a vector ended in an error without a code', async (_, value) => {
    const embedder = {
      embedQuery: async (text: string) => [text === 'dimension' ? 1 : value, 0],
      embedDocuments: async (texts: string[]) => texts.map(() => [1, 0]),
    } as Embedder
    const firewall = await firewallWith([], { embedder })
    await expect(firewall.retrieve('merger', { principal: intern })).rejects.toMatchObject({
      code: 'embedder-invalid',
      message: expect.not.stringContaining('harbour'),
    })
  })
})

describe('review', () => {
  async function holding(): Promise<{ firewall: Firewall; call: string }> {
    const services = [parseServicePolicy({ name: 'desk', actions: { contact: 'hold' } }, 'desk.yaml')]
    const firewall = await firewallWith([], { services })
    await firewall.check('Write to jane@sampleton.org.', { principal: intern, service: 'desk' })
    const [call] = await firewall.held()
    return { firewall, call: call! }
  }

  test.each([
    ['RELEASE', 'user:ruth'],
    ['release', `because ${PLAN}`],
  ])('a decision %s by %s was recorded and threw the answer away', async (decision, reviewer) => {
    const { firewall, call } = await holding()
    await expect(firewall.review(call, decision as 'release', reviewer)).rejects.toMatchObject({
      code: 'option-invalid',
    })
    expect(await firewall.held()).toEqual([call])
  })

  test('an answer was released although another reviewer had refused it meanwhile', async () => {
    const { firewall, call } = await holding()
    const [refused, released] = await Promise.allSettled([
      firewall.review(call, 'refuse', 'user:ruth'),
      firewall.review(call, 'release', 'user:max'),
    ])
    expect(refused).toEqual({ status: 'fulfilled', value: undefined })
    expect(released).toMatchObject({ status: 'rejected', reason: { code: 'not-found' } })
  })
})

describe('what may be said', () => {
  const CHAT = 'Here is what I found about the matter you asked me to look into for you today. '.repeat(8)
  const director: Principal = {
    id: 'user:director',
    groups: ['group:board'],
    clearance: { level: 'secret', compartments: [] },
  }

  test('a forbidden title passed, and a permitted one was called a leak', async () => {
    const title = 'Closing of the northern depots and what it means for four hundred colleagues'
    const firewall = await firewallWith([
      document('forbidden', PLAN, BOARD, { title }),
      document('minutes', `${title}: the board agreed.`, BOARD),
    ])
    expect((await firewall.check(`${CHAT}${title}`, { principal: intern })).action).toBe('redact')
    await firewall.apply([upsert(document('notice', 'See the notice board.', ALL, { title }))])
    const [found] = await firewall.retrieve('depots', { principal: intern, k: 1 })
    expect((await firewall.check(`${CHAT}${found?.title}`, { principal: intern })).action).toBe('release')
  })

  test('a canary was excused by who read it, by what else held it and by a rule for verbatim text', async () => {
    const canary = 'The heron at the third weir counts eleven copper kettles before it sings to the moon.'
    const desk = parseServicePolicy({ name: 'desk', actions: { verbatim: 'release' } }, 'desk.yaml', LEVELS)
    const firewall = await firewallWith(
      [
        document('canary', canary, ALL, { kind: 'canary', retrievable: false }),
        document('copy', canary, ALL),
      ],
      { services: [desk] },
    )
    const conversation = [{ role: 'user' as const, content: canary }]
    for (const service of ['default', 'desk']) {
      const verdict = await firewall.check(`${CHAT}${canary}`, { principal: intern, conversation, service })
      expect(verdict.action).toBe('block')
    }
  })

  test('a canary too short to be found was taken', async () => {
    const firewall = await firewallWith()
    const { refused } = await firewall.apply([
      upsert(document('canary', 'CANARY-7f3a', ALL, { kind: 'canary' })),
    ])
    expect(refused).toMatchObject([{ id: 'canary', code: 'document-invalid' }])
  })

  test('a memo in twelve mailboxes was spared as a common phrase', async () => {
    const memo = `${PLAN} Nobody outside this list is to hear of it until the chairman has told the staff himself.`
    const mailbox = (name: string, text: string) =>
      document(name, text, { allow: [`user:${name}`], deny: [], classification: 'internal' })
    const names = Array.from({ length: 12 }, (_, i) => `m${i}`)
    const footer = 'Please think of the environment before you print this message.'
    const firewall = await firewallWith(names.map((name) => mailbox(name, `${name}: ${memo} ${footer}`)))
    expect((await firewall.check(`${CHAT}${footer}`, { principal: intern })).action).toBe('release')
    expect((await firewall.check(`${CHAT}${memo}`, { principal: intern })).action).not.toBe('release')
  })

  test('an answer made from nothing retrieved was labelled public', async () => {
    const firewall = await firewallWith([document('plan', PLAN, BOARD)])
    const verdict = await firewall.check(PLAN, { principal: director, retrieved: [] })
    expect(verdict.label.allow).toEqual([['user:director']])
  })
})

describe('others', () => {
  test('a Japanese answer was refused in the English of an older question', async () => {
    const paper =
      '取締役会は来年四月に地方支社三か所を統合する計画を非公開で承認しました。発表は株主総会の後です。'
    const firewall = await firewallWith([document('paper', paper, BOARD)])
    await firewall.retrieve('What did the board decide?', { principal: intern })
    expect((await firewall.check(paper, { principal: intern })).text).toBe(
      '申し訳ありません。回答できません。',
    )
    const conversation = [{ role: 'user' as const, content: 'What did the board decide?' }]
    expect((await firewall.check(paper, { principal: intern, conversation })).text).toContain('sorry')
  })

  test('a directory that never answered held a call for ever', async () => {
    const directory = { expand: () => new Promise<never>(() => {}) }
    const firewall = await firewallWith([], { directory })
    vi.useFakeTimers()
    const asked = firewall.retrieve('x', { principal: intern })
    const expected = expect(asked).rejects.toMatchObject({ code: 'decision-failed' })
    await vi.advanceTimersByTimeAsync(60_000)
    await expected
  })
})
