import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { FirewallError } from '../../../src/core/errors.js'
import { LIMITS } from '../../../src/core/limits.js'
import type { Directory, ExpandedPrincipal, PolicyDecisionPoint } from '../../../src/core/ports.js'
import type { Entitlements, Label, LabelId, Principal } from '../../../src/core/types.js'
import { createDirectory, emptyDirectory } from '../../../src/labels/directory.js'
import {
  assertEntitlements,
  createEntitler,
  type EntitleFailure,
  type EntitlerOptions,
} from '../../../src/labels/entitle.js'
import { createEntitlementCache } from '../../../src/labels/entitlement-cache.js'
import { createLatticePolicy } from '../../../src/labels/lattice.js'
import { createLabelRegistry } from '../../../src/labels/registry.js'
import { cpuTime } from '../../support/cpu-time.js'
import { labels as anyLabels, LEVELS, mayRead, subjects } from './arbitrary.js'

const policy = createLatticePolicy({ levels: LEVELS })
const alice: Principal = {
  id: 'user:a',
  groups: ['group:x'],
  clearance: { level: 'internal', compartments: [] },
}
const open: Label = { level: 'public', compartments: [], allow: [['*']], deny: [] }
const forX: Label = { ...open, level: 'internal', allow: [['group:x']] }

describe('entitle', () => {
  test('yields exactly the labels that the model permits', async () => {
    await fc.assert(
      fc.asyncProperty(subjects, fc.array(anyLabels, { maxLength: 20 }), async (subject, many) => {
        const labels = createLabelRegistry()
        const { directoryVersion: _, id, ...rest } = subject
        const principal = { ...rest, id: id === '' ? 'user:nobody' : id }
        const entitled = await createEntitler({ policy, directory: emptyDirectory, labels })
        const ids = many.map((label) => labels.intern(label))
        const got = await entitled.entitle(principal)
        for (const [i, label] of ids.entries()) {
          const expected = mayRead({ ...principal, directoryVersion: '' }, many[i]!)
          expect(got.permits(label)).toBe(expected)
          expect(got.labels.includes(label)).toBe(expected)
        }
        expect(got.labels).toEqual([...got.labels].sort((a, b) => a - b))
      }),
      { numRuns: 500 },
    )
  })

  test('asks the policy about candidates only', async () => {
    const { entitler, decide, labels } = setUp()
    for (let i = 0; i < 100; i++) labels.intern({ ...open, allow: [[`user:${i}`]] })
    labels.intern(forX)
    await entitler.entitle(alice)
    expect(decide.mock.calls.map(([, asked]) => asked.length)).toEqual([1])
  })

  test('a bare clearance meets the star and nothing else, not even a list of typed ids', async () => {
    const { entitler, labels } = setUp()
    const star = labels.intern(open)
    labels.intern(forX)
    labels.intern({ ...open, level: 'secret' })
    const entitled = await entitler.entitleClearance({ level: 'internal', compartments: [] })
    expect(entitled.labels).toEqual([star])
    await expect(entitler.entitleClearance({ level: 'internal' } as never)).rejects.toMatchObject({
      code: 'principal-invalid',
    })
  })

  test('no odd number is a label', async () => {
    const { entitler, labels } = setUp()
    labels.intern(open)
    const entitled = await entitler.entitle(alice)
    expect(entitled.permits(0 as LabelId)).toBe(true)
    for (const odd of [Number.NaN, -1, 0.5, 2 ** 32, '0', null, undefined]) {
      expect(entitled.permits(odd as never), String(odd)).toBe(false)
    }
  })
})

describe('the directory', () => {
  const directory = createDirectory({
    groups: { 'group:z': { members: ['group:y'] }, 'group:y': { members: ['group:x'] } },
    principals: {
      'user:a': { clearance: { level: 'public' }, attributes: { site: 'osaka' } },
      'user:b': { clearance: { level: 'secret' } },
    },
  })

  test('adds its groups to those of the token', async () => {
    const { entitler } = setUp({ directory })
    const expanded = await entitler.expand({ ...alice, groups: ['group:x', 'group:token'] })
    expect(expanded.groups).toEqual(['group:token', 'group:x', 'group:y', 'group:z'])
  })

  test('replaces the clearance, down and up', async () => {
    const { entitler } = setUp({ directory })
    expect((await entitler.expand(alice)).clearance).toEqual({ level: 'public', compartments: [] })
    expect((await entitler.expand({ ...alice, id: 'user:b' })).clearance.level).toBe('secret')
    expect((await entitler.expand({ ...alice, id: 'user:c' })).clearance).toEqual(alice.clearance)
  })

  test('has the last word on attributes', async () => {
    const { entitler } = setUp({ directory })
    const expanded = await entitler.expand({ ...alice, attributes: { site: 'tokyo', desk: '4' } })
    expect(expanded.attributes).toEqual({ site: 'osaka', desk: '4' })
  })

  test.each<[string, () => unknown]>([
    [
      'throws',
      () => {
        throw new Error('ldap: alice is on leave')
      },
    ],
    ['answers nothing', () => undefined],
    ['gives no groups', () => ({ version: '1' })],
    ['gives no version', () => ({ groups: [] })],
    ['gives untyped groups', () => ({ groups: ['x'], version: '1' })],
    ['gives a user as a group', () => ({ groups: ['user:b'], version: '1' })],
    ['gives half a clearance', () => ({ groups: [], clearance: { level: 'secret' }, version: '1' })],
  ])('that %s is an outage, not a principal without groups', async (_, expand) => {
    const { entitler } = setUp({ directory: { expand: async () => expand() } as unknown as Directory })
    const error = await entitler.entitle(alice).catch((reason: unknown) => reason)
    expect(error).toMatchObject({ code: 'decision-failed' })
    expect(JSON.stringify([error, (error as Error).cause])).not.toContain('on leave')
  })
})

describe('a principal is refused', () => {
  test.each<[string, unknown, string]>([
    ['that is missing', undefined, 'principal-missing'],
    ['that is null', null, 'principal-missing'],
    ['that is a string', 'user:a', 'principal-invalid'],
    ['that is a list', [alice], 'principal-invalid'],
    ['without id', { ...alice, id: undefined }, 'principal-invalid'],
    ['with an empty id', { ...alice, id: '' }, 'principal-invalid'],
    ['with an untyped id', { ...alice, id: 'a' }, 'principal-invalid'],
    ['with the id of a group', { ...alice, id: 'group:x' }, 'principal-invalid'],
    ['that is everyone', { ...alice, id: '*' }, 'principal-invalid'],
    [
      'with an id past the limit',
      { ...alice, id: `user:${'a'.repeat(LIMITS.idLength)}` },
      'principal-invalid',
    ],
    ['with a line break in its id', { ...alice, id: 'user:a\nuser:b' }, 'principal-invalid'],
    ['without groups', { ...alice, groups: undefined }, 'principal-invalid'],
    ['with groups as a string', { ...alice, groups: 'group:x' }, 'principal-invalid'],
    ['with a group that is everyone', { ...alice, groups: ['*'] }, 'principal-invalid'],
    ['with a group that is a user', { ...alice, groups: ['user:b'] }, 'principal-invalid'],
    ['with a hole in its groups', { ...alice, groups: Array(1) }, 'principal-invalid'],
    [
      'with too many groups',
      { ...alice, groups: Array(LIMITS.principalGroups + 1).fill('group:x') },
      'principal-invalid',
    ],
    ['without clearance', { ...alice, clearance: undefined }, 'principal-invalid'],
    ['with an empty level', { ...alice, clearance: { level: '', compartments: [] } }, 'principal-invalid'],
    ['without compartments', { ...alice, clearance: { level: 'public' } }, 'principal-invalid'],
    ['with a number as attribute', { ...alice, attributes: { site: 1 } }, 'principal-invalid'],
    ['with an unknown member', { ...alice, admin: true }, 'principal-invalid'],
    [
      'with an unknown member in its clearance',
      { ...alice, clearance: { ...alice.clearance, all: true } },
      'principal-invalid',
    ],
  ])('%s', async (_, principal, code) => {
    const { entitler, decide, labels } = setUp()
    labels.intern(open)
    await expect(entitler.entitle(principal as Principal)).rejects.toMatchObject({ code })
    expect(decide).not.toHaveBeenCalled()
  })

  test('and read once: one that changes while it is read does not change what was checked', async () => {
    const { entitler } = setUp()
    const groups = ['group:x']
    const expanded = await entitler.expand({ ...alice, groups })
    groups.push('group:y')
    expect(expanded.groups).toEqual(['group:x'])
    expect(
      Object.isFrozen(expanded) && Object.isFrozen(expanded.groups) && Object.isFrozen(expanded.clearance),
    ).toBe(true)
  })
})

describe('a policy that fails', () => {
  const cause = new FirewallError('decision-failed', 'the decision point timed out')

  test('leaves out what it could not decide, and says so once per code', async () => {
    const { entitler, failures, labels } = setUp({
      decide: async (_, asked) =>
        asked.map(({ level }) =>
          level === 'public' ? { effect: 'permit' } : { effect: 'indeterminate', cause },
        ),
    })
    const star = labels.intern(open)
    labels.intern(forX)
    labels.intern({ ...forX, level: 'secret' })
    expect((await entitler.entitle(alice)).labels).toEqual([star])
    expect(failures).toEqual([{ subject: 'user:a', code: 'decision-failed', labels: 2, cause }])
  })

  test.each<[string, () => unknown]>([
    [
      'throws',
      () => {
        throw new Error('The merger closes on Monday')
      },
    ],
    ['answers too little', () => [{ effect: 'permit' }]],
    ['answers too much', () => Array(3).fill({ effect: 'permit' })],
    ['answers nothing', () => undefined],
    ['answers something else', () => ({ 0: { effect: 'permit' }, 1: { effect: 'permit' }, length: 2 })],
    ['answers booleans', () => [true, true]],
    ['answers in another word', () => [{ effect: 'Permit' }, { effect: 'allow' }]],
    ['answers with holes', () => Array(2)],
  ])('because it %s permits nothing', async (_, answer) => {
    const { entitler, failures, labels } = setUp({ decide: async () => answer() as never })
    labels.intern(open)
    labels.intern(forX)
    expect((await entitler.entitle(alice)).labels).toEqual([])
    expect(failures).toMatchObject([{ code: 'decision-failed', labels: 2 }])
    expect(JSON.stringify(failures)).not.toContain('merger')
  })

  test('permits no foreign document either', async () => {
    const { entitler, failures } = setUp({ decide: () => Promise.reject(new Error('down')) })
    expect(await entitler.mayRead(alice, open)).toBe(false)
    expect(failures).toMatchObject([{ code: 'decision-failed', labels: 1 }])
  })

  test('is asked again at the next call: an outage is not kept', async () => {
    let down = true
    const { entitler, labels, failures } = setUp({
      decide: async (subject, asked) =>
        down ? asked.map(() => ({ effect: 'indeterminate', cause }) as const) : policy.decide(subject, asked),
    })
    labels.intern(open)
    expect((await entitler.entitle(alice)).labels).toEqual([])
    down = false
    expect((await entitler.entitle(alice)).labels).toHaveLength(1)
    expect(failures).toHaveLength(1)
  })

  test('stops the call when the failure cannot be recorded', async () => {
    const { entitler, labels } = setUp({
      decide: async () => [{ effect: 'indeterminate', cause }],
      onFailure: async () => {
        throw new FirewallError('audit-unavailable', 'no journal')
      },
    })
    labels.intern(open)
    await expect(entitler.entitle(alice)).rejects.toMatchObject({ code: 'audit-unavailable' })
  })
})

describe('mayRead', () => {
  test('answers for labels that are not stored, for principals and bare clearances', async () => {
    const { entitler, labels } = setUp()
    expect(await entitler.mayRead(alice, forX)).toBe(true)
    expect(await entitler.mayRead(alice, { ...forX, level: 'secret' })).toBe(false)
    expect(await entitler.mayRead(alice.clearance, open)).toBe(true)
    expect(await entitler.mayRead(alice.clearance, forX)).toBe(false)
    expect(labels.size).toBe(0)
  })
})

describe('the cache', () => {
  test('asks once for the same principal, however it is written down', async () => {
    const { entitler, decide, labels } = setUp()
    labels.intern(open)
    const spelled = {
      ...alice,
      groups: ['group:y', 'group:x'],
      clearance: { level: 'internal', compartments: ['b', 'a'] },
    }
    const first = await entitler.entitle(spelled)
    const again = {
      ...alice,
      groups: ['group:x', 'group:y', 'group:x'],
      clearance: { level: 'internal', compartments: ['a', 'b'] },
    }
    expect(await entitler.entitle(again)).toBe(first)
    expect(decide).toHaveBeenCalledTimes(1)
  })

  test.each<[string, Partial<Principal>]>([
    ['another id', { id: 'user:A' }],
    ['other groups', { groups: ['group:X'] }],
    ['groups that join to the same text', { groups: ['group:x,group:y'] }],
    ['another level', { clearance: { level: 'public', compartments: [] } }],
    ['other compartments', { clearance: { level: 'internal', compartments: ['hr'] } }],
    ['attributes', { attributes: { site: 'tokyo' } }],
  ])('does not mistake %s', async (_, change) => {
    const { entitler, decide, labels } = setUp()
    labels.intern(open)
    await entitler.entitle({ ...alice, groups: ['group:x', 'group:y'] })
    await entitler.entitle({ ...alice, groups: ['group:x', 'group:y'], ...change })
    expect(decide).toHaveBeenCalledTimes(2)
  })

  test('ends with a new directory version, policy version or label', async () => {
    let directoryVersion = '1'
    const { entitler, decide, labels, decider } = setUp({
      directory: { expand: async () => ({ groups: [], version: directoryVersion }) },
    })
    labels.intern(open)
    const calls = async () => {
      await entitler.entitle(alice)
      return decide.mock.calls.length
    }
    expect(await calls()).toBe(1)
    expect(await calls()).toBe(1)
    directoryVersion = '2'
    expect(await calls()).toBe(2)
    decider.version = 'other'
    expect(await calls()).toBe(3)
    labels.touch()
    expect(await calls()).toBe(4)
    labels.intern(forX)
    expect(await calls()).toBe(5)
    expect(await calls()).toBe(5)
  })

  test('ends with the time to live of the policy', async () => {
    const { entitler, decide, labels, clock } = setUp({ timeToLive: 1_000 })
    labels.intern(open)
    await entitler.entitle(alice)
    clock.time += 999
    await entitler.entitle(alice)
    expect(decide).toHaveBeenCalledTimes(1)
    clock.time += 1
    await entitler.entitle(alice)
    expect(decide).toHaveBeenCalledTimes(2)
  })

  test('never outlives what it holds: half of a life is left to whoever gets it', async () => {
    const { entitler, labels, clock } = setUp({ timeToLive: Number.MAX_SAFE_INTEGER })
    labels.intern(open)
    const first = await entitler.entitle(alice)
    clock.time += LIMITS.entitlementsTtl / 2
    const second = await entitler.entitle(alice)
    expect(second).not.toBe(first)
    expect(second.expires).toBe(clock.time + LIMITS.entitlementsTtl)
  })

  test.each([0, -1, Number.NaN])(
    'keeps nothing with a time to live of %d, not even for calls that meet',
    async (timeToLive) => {
      const { entitler, decide, labels } = setUp({ timeToLive })
      labels.intern(open)
      await Promise.all([entitler.entitle(alice), entitler.entitle(alice)])
      await entitler.entitle(alice)
      expect(decide).toHaveBeenCalledTimes(3)
    },
  )

  test('calls that meet share one computation', async () => {
    const { entitler, decide, labels } = setUp()
    labels.intern(open)
    const got = await Promise.all(Array.from({ length: 50 }, () => entitler.entitle(alice)))
    expect(decide).toHaveBeenCalledTimes(1)
    expect(new Set(got).size).toBe(1)
  })

  test('a clock set back makes nothing young', async () => {
    const { entitler, decide, labels, clock } = setUp()
    labels.intern(open)
    await entitler.entitle(alice)
    clock.time -= 1
    await entitler.entitle(alice)
    expect(decide).toHaveBeenCalledTimes(2)
  })

  test('a policy that changed while it decided is asked again', async () => {
    const { entitler, decide, labels, decider } = setUp({
      decide: async (subject, asked) => {
        decider.version = `${decider.version}+`
        return policy.decide(subject, asked)
      },
    })
    labels.intern(open)
    await entitler.entitle(alice)
    decider.version = 'v'
    await entitler.entitle(alice)
    expect(decide).toHaveBeenCalledTimes(2)
  })

  test('drops the least recently used, by entries and by labels', async () => {
    const { entitler, labels } = setUp()
    const value = async (count: number) => {
      for (let i = 0; i < count; i++)
        labels.intern({ ...open, compartments: [], allow: [['*']], deny: [`user:n${i}`] })
      return { entitlements: await entitler.entitle(alice), reusable: true }
    }
    const one = await value(1)
    const three = await value(3)
    const cache = createEntitlementCache({ cachedEntitlements: 3, cachedEntitlementLabels: 4 })
    const computed: string[] = []
    const get = (key: string, what: { entitlements: Entitlements; reusable: boolean }) =>
      cache.get(key, 0, 1, async () => {
        computed.push(key)
        return what
      })
    for (const key of ['a', 'b', 'c', 'a', 'd', 'a', 'b']) await get(key, one)
    expect(computed.join('')).toBe('abcdb')
    computed.length = 0
    for (const key of ['w', 'x', 'w', 'b']) await get(key, three)
    expect(computed.join('')).toBe('wxwb')
  })

  test('a computation that failed is forgotten', async () => {
    const cache = createEntitlementCache()
    const failing = () =>
      cache.get('a', 0, 1, async () => {
        throw new Error('no')
      })
    await expect(failing()).rejects.toThrow('no')
    const { entitler } = setUp()
    const entitlements = await entitler.entitle(alice)
    expect(await cache.get('a', 0, 1, async () => ({ entitlements, reusable: true }))).toBe(entitlements)
  })
})

describe('entitlements', () => {
  test('cannot be forged', async () => {
    const { entitler, labels } = setUp()
    labels.intern(open)
    const real = await entitler.entitle(alice)
    const liar = { labels: [0, 1], permits: () => true, expires: Number.POSITIVE_INFINITY, labelEpoch: 0 }
    const forged = [
      undefined,
      null,
      'x',
      {},
      liar,
      { ...real },
      structuredCloneOf(real),
      new Proxy(real, {}),
      Object.create(real),
    ]
    for (const [i, value] of forged.entries()) {
      expect(() => assertEntitlements(value), String(i)).toThrow(
        expect.objectContaining({ code: 'entitlements-forged' }),
      )
    }
    expect(() => assertEntitlements(real)).not.toThrow()
  })

  test('cannot be widened', async () => {
    const { entitler, labels } = setUp()
    labels.intern(open)
    const real = await entitler.entitle(alice)
    expect(() => (real.labels as LabelId[]).push(9 as LabelId)).toThrow(TypeError)
    expect(() => Object.assign(real, { permits: () => true })).toThrow(TypeError)
    expect(() => Object.assign(real, { expires: Number.POSITIVE_INFINITY })).toThrow(TypeError)
    expect(Object.isFrozen(real)).toBe(true)
  })

  test('expire by the clock they were made with', async () => {
    const { entitler, clock } = setUp()
    const real = await entitler.entitle(alice)
    clock.time = real.expires - 1
    expect(() => assertEntitlements(real)).not.toThrow()
    clock.time = real.expires
    expect(() => assertEntitlements(real)).toThrow(expect.objectContaining({ code: 'entitlements-expired' }))
    clock.time = Number.NaN
    expect(() => assertEntitlements(real)).toThrow(expect.objectContaining({ code: 'entitlements-expired' }))
  })

  test('age from before the directory was asked', async () => {
    const { entitler, clock } = setUp({
      directory: {
        async expand() {
          clock.time += 5_000
          return { groups: [], version: '1' }
        },
      },
    })
    const asked = clock.time
    expect((await entitler.entitle(alice)).expires).toBe(asked + LIMITS.entitlementsTtl)
  })

  test('do not type-check when forged', () => {
    const take = (_: Entitlements) => undefined
    // @ts-expect-error an object of the right members is not one
    take({ labels: [], permits: () => true, expires: 1, labelEpoch: 1 })
    // @ts-expect-error a number is not a label
    const id: LabelId = 3
    expect(id).toBe(3)
  })
})

describe('with 20,000 labels', () => {
  const labels = createLabelRegistry()
  for (let i = 0; i < 20_000; i++) {
    labels.intern({
      level: 'internal',
      compartments: [],
      allow: [[`user:${i}`, `group:team-${i % 400}`, `user:${i + 1}`]],
      deny: [],
    })
  }
  const millisecondsFor = async (principal: Principal, rounds: number) => {
    const entitler = createEntitler({
      policy: { ...policy, timeToLive: 0 },
      directory: emptyDirectory,
      labels,
    })
    const found = (await entitler.entitle(principal)).labels.length
    const started = cpuTime()
    for (let i = 0; i < rounds; i++) await entitler.entitle(principal)
    return { found, each: (cpuTime() - started) / rounds }
  }

  test('the cost follows what the reader could read, not what there is', async () => {
    const decide = vi.fn(policy.decide)
    const entitler = createEntitler({ policy: { ...policy, decide }, directory: emptyDirectory, labels })
    await entitler.entitle({ ...alice, id: 'user:77', groups: [] })
    expect(decide.mock.calls[0]![1]).toHaveLength(2)
    const few = await millisecondsFor({ ...alice, id: 'user:77', groups: [] }, 200)
    const team = await millisecondsFor({ ...alice, id: 'user:none', groups: ['group:team-7'] }, 200)
    const all = await millisecondsFor(
      { ...alice, groups: Array.from({ length: 400 }, (_, i) => `group:team-${i}`) },
      3,
    )
    expect([few.found, team.found, all.found]).toEqual([2, 50, 20_000])
    if (process.env['RAGWALL_PRINT'] !== undefined) console.log({ few, team, all })
    expect(few.each).toBeLessThan(all.each / 20)
  })
})

function setUp(
  parts: Partial<EntitlerOptions> & Partial<Pick<PolicyDecisionPoint, 'decide' | 'timeToLive'>> = {},
) {
  const clock = { time: 1_000_000 }
  const failures: EntitleFailure[] = []
  const labels = createLabelRegistry()
  const decide = vi.fn((subject: ExpandedPrincipal, asked: readonly Label[]) =>
    (parts.decide ?? policy.decide)(subject, asked),
  )
  const decider = { version: 'v', timeToLive: parts.timeToLive ?? 10_000, decide }
  const entitler = createEntitler({
    policy: decider,
    directory: parts.directory ?? emptyDirectory,
    labels,
    now: () => clock.time,
    onFailure: parts.onFailure ?? ((failure) => void failures.push(failure)),
  })
  return { entitler, decide, decider, labels, clock, failures }
}

function structuredCloneOf(value: Entitlements): unknown {
  return JSON.parse(JSON.stringify(value))
}
