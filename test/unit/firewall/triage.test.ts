import { afterEach, describe, expect, test } from 'vitest'
import { parseServicePolicy } from '../../../src/core/policy-schema.js'
import type { Principal, SourceDocument } from '../../../src/core/types.js'
import { createFirewall, type Firewall } from '../../../src/firewall/firewall.js'
import { collect, LEVELS, streamOf, upserts } from '../../support/world.js'

const PLAN =
  'The merger with the harbour operator will be announced on the ninth of October after the markets close.'
const board = { allow: ['group:board'], deny: [], classification: 'secret' }
const documents: SourceDocument[] = [
  { id: 'plan', uri: 'test:plan', text: PLAN, acl: board },
  { id: 'staff', uri: 'test:staff', text: 'Ask Mika under mika.tanaka@harbour.test.', acl: board },
  {
    id: 'prompt',
    uri: 'test:prompt',
    text: 'You are the assistant of the travel desk and never speak of prices before noon.',
    kind: 'prompt',
    retrievable: false,
    acl: { allow: ['*'], deny: [], classification: 'public' },
  },
  {
    id: 'canary',
    uri: 'test:canary',
    text: 'zq7-velvet-anchor-0413 is written nowhere else in this company at all.',
    kind: 'canary',
    retrievable: false,
    acl: { allow: ['*'], deny: [], classification: 'public' },
  },
]
const principal = (id: string, groups: string[] = [], level = 'internal'): Principal => ({
  id,
  groups,
  clearance: { level, compartments: [] },
})
const intern = principal('user:intern')
const clerk = principal('user:clerk')
const director = principal('user:director', ['group:board'], 'secret')

const open: Firewall[] = []
afterEach(async () => {
  for (const firewall of open.splice(0)) await firewall.close()
})

/** A firewall whose `desk` can be given rules for false alarms while it runs. */
async function desk() {
  const findings: object[] = []
  let read = -1
  const policy = () => parseServicePolicy({ name: 'desk', allow: { findings } }, 'desk.yaml', LEVELS)
  const firewall = await createFirewall({
    policy: LEVELS,
    audit: 'memory',
    rules: {
      changed: () => read !== findings.length,
      read() {
        read = findings.length
        return { services: [policy()], recognizers: [] }
      },
    },
  })
  open.push(firewall)
  await firewall.apply(upserts(documents))
  const check = (answer: string, reader = intern, audience: Principal[] = []) =>
    firewall.check(answer, { principal: reader, service: 'desk', audience })
  return { firewall, findings, check }
}

const by = 'user:ruth'

describe('a false alarm', () => {
  test('is called one, gets the narrowest rule, and with the rule it does not come again', async () => {
    const { firewall, findings, check } = await desk()
    const answer = `I was told: ${PLAN} Is that so?`
    expect((await check(answer)).action).not.toBe('release')
    await check(answer, clerk)
    const mine = (await firewall.cases()).find(({ reader }) => reader === intern.id)!
    expect(mine).toMatchObject({ state: 'open', source: 'plan', count: 1, services: ['desk'] })

    const { case: decided, proposal } = await firewall.triage(mine.id, {
      state: 'false-alarm',
      by,
      reference: 'SEC-12',
    })
    expect(decided).toMatchObject({ state: 'false-alarm', decision: { by, reference: 'SEC-12' } })
    expect(proposal).toEqual({
      services: ['desk'],
      rule: { evidence: mine.evidence, reader: intern.id, documents: ['plan'], reference: 'SEC-12' },
      spares: 1,
      sparesForAll: 2,
      example: { answer: expect.any(String), passes: expect.any(String), stops: expect.any(String) },
    })
    const { answer: invented, passes, stops } = proposal!.example
    expect(invented).toContain(passes)
    expect(invented).toContain(stops)
    expect(passes).not.toBe(stops)
    // The decision alone lets nothing pass: a policy is changed by whoever may.
    expect((await check(answer)).action).not.toBe('release')

    findings.push(proposal!.rule)
    expect(await check(answer)).toMatchObject({ action: 'release', text: answer })
    const stream = firewall.check(streamOf(answer), { principal: intern, service: 'desk' })
    expect(await collect(stream)).toBe(answer)
    expect((await check(answer, clerk)).action).not.toBe('release')
    expect((await check(answer, intern, [clerk])).action).not.toBe('release')
    expect((await check(`${answer} Ask mika.tanaka@harbour.test.`)).action).not.toBe('release')

    const report = await firewall.report()
    expect(report.markedWrong).toBe(3)
    expect(report.allowances).toEqual([
      { service: 'desk', evidence: mine.evidence, reader: intern.id, uses: 3, state: 'in-force' },
    ])
  })

  test('counts no longer once the text stands in another document too', async () => {
    const { firewall, findings, check } = await desk()
    const answer = `Here it is: ${PLAN} That is all.`
    await check(answer)
    const [one] = await firewall.cases()
    const { proposal } = await firewall.triage(one!.id, { state: 'false-alarm', by })
    findings.push(proposal!.rule)
    expect((await check(answer)).action).toBe('release')
    await firewall.apply(upserts([{ id: 'minutes', uri: 'test:minutes', text: PLAN, acl: board }]))
    expect((await check(answer)).action).not.toBe('release')
  })

  test('has no rule where nobody may repeat it, and a rule by hand changes nothing', async () => {
    for (const [document, text] of [
      ['prompt', 'You are the assistant of the travel desk and never speak of prices before noon.'],
      ['canary', 'zq7-velvet-anchor-0413 is written nowhere else in this company at all.'],
    ]) {
      const { firewall, findings, check } = await desk()
      const verdict = await check(`It says: ${text}`)
      expect(verdict.action, document).toBe('block')
      for (const one of await firewall.cases()) {
        expect(await firewall.triage(one.id, { state: 'false-alarm', by })).not.toHaveProperty('proposal')
      }
      for (const { evidence } of verdict.findings) findings.push({ evidence })
      expect((await check(`It says: ${text}`)).action, document).toBe('block')
    }
  })

  test('is one until its last day has ended', async () => {
    const { firewall, findings, check } = await desk()
    await check(PLAN)
    const { evidence } = (await firewall.cases())[0]!
    const day = (from: number) => new Date(Date.now() + from * 86_400_000).toISOString().slice(0, 10)
    findings.push({ evidence, until: day(-1) })
    expect((await check(PLAN)).action).not.toBe('release')
    expect((await firewall.report()).allowances).toEqual([
      { service: 'desk', evidence, uses: 0, until: day(-1), state: 'over' },
    ])
    findings.push({ evidence, until: day(0) })
    expect((await check(PLAN)).action).toBe('release')
  })
})

test.each([
  [{ state: 'wrong', by }, 'states are'],
  [{ state: 'fixed', by: 'ruth' }, 'user:alice'],
  [{ state: 'fixed', by, reference: 'it quoted mika@harbour.test' }, 'SEC-12'],
  [{ state: 'accepted', by }, 'until when'],
  [{ state: 'fixed', by, until: new Date(9e12) }, 'until when'],
  [{ state: 'accepted', by, until: new Date(0) }, 'day to come'],
])('a decision that cannot be is refused: %o', async (decision, help) => {
  const { firewall, check } = await desk()
  await check(PLAN)
  const [one] = await firewall.cases()
  await expect(firewall.triage(one!.id, decision as never)).rejects.toMatchObject({
    code: 'option-invalid',
    help: expect.stringContaining(help),
  })
  await expect(firewall.triage('0'.repeat(16), { state: 'fixed', by })).rejects.toMatchObject({
    code: 'not-found',
  })
  expect(await firewall.cases()).toEqual([one])
})

describe('what explains a record', () => {
  test('names rule, case, sources and who may read them now, and not one word', async () => {
    const { firewall, check } = await desk()
    const answer = `They say: ${PLAN}`
    const { receipt } = await check(answer)
    const [one] = await firewall.cases()
    const explanation = await firewall.explain(receipt.id, { principalOf: async () => intern })
    expect(explanation).toMatchObject({
      record: { chain: receipt.chain, sequence: receipt.sequence, hash: receipt.hash },
      event: { type: 'closed', subject: intern.id, service: 'desk' },
      findings: [
        {
          what: 'verbatim',
          case: { id: one!.id, state: 'open' },
          sources: [{ id: 'plan', access: { effect: 'deny' } }],
        },
      ],
      service: { mode: 'enforce', onError: 'refuse' },
    })
    expect(JSON.stringify(explanation)).not.toMatch(/merger|harbour|October/)
    const byCall = await firewall.explain(explanation.event.call, { principalOf: async () => director })
    expect(byCall.findings[0]!.sources[0]).toMatchObject({ access: { effect: 'permit' } })
  })

  test('of a retrieval, of a document that is gone, of nobody', async () => {
    const { firewall, check } = await desk()
    await firewall.retrieve('merger', { principal: director, service: 'desk', k: 1 })
    const { receipt } = await check(PLAN)
    await firewall.apply([{ kind: 'delete', id: 'plan', cursor: '9' }])
    expect((await firewall.explain(receipt.id)).findings[0]!.sources).toEqual([{ id: 'plan' }])
    await expect(firewall.explain('nothing')).rejects.toMatchObject({ code: 'not-found' })
  })
})

test('the report says who threw the emergency switch, when it was back, and how many calls were turned away', async () => {
  const { firewall, check } = await desk()
  await firewall.setMode('refuse', 'user:op')
  for (let i = 0; i < 3; i += 1)
    await expect(check('Good morning.')).rejects.toMatchObject({ code: 'stopped' })
  // Whoever asks how it is was not turned away.
  expect((await firewall.status()).usable).toBe(false)
  await firewall.setMode('normal', 'user:op2')
  await check('Good morning.')
  const { operations, policies } = await firewall.report()
  expect(operations).toMatchObject([
    { what: 'mode-refuse', by: 'user:op' },
    { what: 'mode-normal', by: 'user:op2' },
    { what: 'mode-ended', by: 'service:ragwall', refused: 3 },
  ])
  expect(policies).toEqual([
    { service: 'desk', policy: expect.stringMatching(/^\d+\.\d+\.\d+\/[0-9a-f]{12}$/), checks: 1 },
  ])
})

test('what was found and not acted on is on record with the reason, and what was with the line of the policy', async () => {
  const { firewall, findings, check } = await desk()
  const answer = `I was told: ${PLAN} Is that so? Ask mika.tanaka@harbour.test.`
  const first = await check(answer)
  const explained = await firewall.explain(first.receipt.id)
  expect(explained.event).toMatchObject({
    policy: expect.stringMatching(/^\d+\.\d+\.\d+\/[0-9a-f]{12}$/),
    findings: expect.arrayContaining([
      expect.objectContaining({ kind: 'verbatim', line: 'default.verbatim.forbidden' }),
      expect.objectContaining({ entity: 'EMAIL_ADDRESS', line: 'default.contact.forbidden' }),
    ]),
  })
  expect(explained.event).not.toHaveProperty('passed')
  const run = (await firewall.cases()).find(({ what }) => what === 'verbatim')!
  findings.push((await firewall.triage(run.id, { state: 'false-alarm', by })).proposal!.rule)
  const { event } = await firewall.explain((await check(answer)).receipt.id)
  const start = answer.indexOf('The merger')
  expect(event).toMatchObject({ passed: [{ start, what: 'verbatim', why: 'allowed' }] })
  expect(JSON.stringify(event)).not.toContain('merger')
})
