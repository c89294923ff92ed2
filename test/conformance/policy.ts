import assert from 'node:assert/strict'
import type { ExpandedPrincipal, PolicyDecisionPoint } from '../../src/core/ports.js'
import type { Decision, Label } from '../../src/core/types.js'
import type { ConformanceCase } from './case.js'

/** Builds a decision point whose levels, lowest first, are the ones given. */
export type PolicyFactory = (levels: readonly string[]) => PolicyDecisionPoint | Promise<PolicyDecisionPoint>

const LEVELS = ['public', 'internal', 'secret']

/** What every decision point that reads ragwall's labels obeys. */
export const policyCases: readonly ConformanceCase<PolicyFactory>[] = [
  decides('identity', 'user:Alice is not user:alice', [
    [{ id: 'user:alice' }, { allow: [['user:Alice']] }, 'allow'],
    [{ id: 'user:Alice' }, { allow: [['user:Alice']] }, 'permit'],
    [{ id: 'user:Alice' }, { allow: [['*']], deny: ['user:alice'] }, 'permit'],
    [{ groups: ['group:Eng'] }, { allow: [['group:eng']] }, 'allow'],
  ]),
  decides('identity', 'no form of Unicode is another', [
    [{ id: 'user:e\u0301' }, { allow: [['user:\u00e9']] }, 'allow'],
    [{ id: 'user:ａ' }, { allow: [['user:a']] }, 'allow'],
    [{ id: 'user:a ' }, { allow: [['user:a']] }, 'allow'],
  ]),
  decides('identity', 'a group is not a user of the same name', [
    [{ id: 'user:eng' }, { allow: [['group:eng']] }, 'allow'],
    [{ groups: ['group:a'] }, { allow: [['user:a']] }, 'allow'],
  ]),
  decides('identity', 'a part of an id is not the id', [
    [{ id: 'user:ann' }, { allow: [['user:an']] }, 'allow'],
    [{ id: 'user:an' }, { allow: [['user:ann']] }, 'allow'],
  ]),
  decides('level', 'a clearance reads its level and what is below', [
    [{ level: 'internal' }, { level: 'public' }, 'permit'],
    [{ level: 'internal' }, { level: 'internal' }, 'permit'],
    [{ level: 'internal' }, { level: 'secret' }, 'level'],
    [{ level: 'public' }, { level: 'internal' }, 'level'],
  ]),
  decides('compartment', 'every compartment is needed', [
    [{ compartments: ['hr'] }, { compartments: ['hr'] }, 'permit'],
    [{ compartments: ['hr', 'merger'] }, { compartments: ['hr'] }, 'permit'],
    [{ compartments: ['hr'] }, { compartments: ['hr', 'merger'] }, 'compartment'],
    [{ compartments: [] }, { compartments: ['hr'] }, 'compartment'],
    [{ compartments: ['HR'] }, { compartments: ['hr'] }, 'compartment'],
  ]),
  decides('allow', 'an empty allow is nobody', [
    [{ level: 'secret' }, { allow: [] }, 'allow'],
    [{ level: 'secret' }, { allow: [[]] }, 'allow'],
    [{ level: 'secret' }, { allow: [['*'], []] }, 'allow'],
  ]),
  decides('allow', 'every list must be met', [
    [{ groups: ['group:eng'] }, { allow: [['group:eng'], ['group:hr']] }, 'allow'],
    [{ groups: ['group:hr'] }, { allow: [['group:eng'], ['group:hr']] }, 'allow'],
    [{ groups: ['group:eng', 'group:hr'] }, { allow: [['group:eng'], ['group:hr']] }, 'permit'],
    [{ id: 'user:a' }, { allow: [['user:a', 'group:hr']] }, 'permit'],
    [{ groups: ['group:eng'] }, { allow: [['*'], ['group:hr']] }, 'allow'],
  ]),
  decides('allow', 'the star is anyone cleared, were it somebody without id', [
    [{ id: '', groups: [] }, { allow: [['*']] }, 'permit'],
    [{ id: '', groups: [], level: 'public' }, { allow: [['*']], level: 'secret' }, 'level'],
    [{ id: '', groups: [] }, { allow: [['user:a']] }, 'allow'],
  ]),
  decides('deny', 'deny beats allow', [
    [{ id: 'user:a' }, { allow: [['user:a']], deny: ['user:a'] }, 'deny'],
    [{ id: 'user:a', groups: ['group:x'] }, { allow: [['user:a']], deny: ['group:x'] }, 'deny'],
    [{ id: 'user:a' }, { allow: [['*']], deny: ['*'] }, 'deny'],
    [{ id: 'user:a' }, { allow: [['*']], deny: ['user:b'] }, 'permit'],
  ]),
  {
    law: 'shape',
    name: 'one decision per label, in order',
    async run(make) {
      const policy = await make(LEVELS)
      const labels = ['secret', 'public', 'secret', 'internal'].map((level) => label({ level }))
      const decisions = await policy.decide(subject({ level: 'internal' }), labels)
      assert.deepEqual(decisions.map(outcome), ['level', 'permit', 'level', 'permit'])
      assert.deepEqual(await policy.decide(subject({}), []), [])
    },
  },
  {
    law: 'shape',
    name: 'what cannot be decided is indeterminate, never thrown, and harms no other label',
    async run(make) {
      const policy = await make(LEVELS)
      const labels = [
        label({}),
        label({ level: 'Secret' }),
        label({ level: '' }),
        label({ level: 'constructor' }),
      ]
      const decisions = await policy.decide(subject({ level: 'secret' }), labels)
      assert.deepEqual(decisions.map(outcome), ['permit', 'indeterminate', 'indeterminate', 'indeterminate'])
      const unknown = await policy.decide(subject({ level: 'SECRET' }), [
        label({}),
        label({ level: 'public' }),
      ])
      assert.deepEqual(unknown.map(outcome), ['indeterminate', 'indeterminate'])
      for (const decision of decisions) {
        if (decision.effect === 'indeterminate') assert.ok(decision.cause instanceof Error)
      }
    },
  },
  {
    law: 'shape',
    name: 'asking changes nothing: frozen input, the same answer again',
    async run(make) {
      const policy = await make(LEVELS)
      const asked = deepFreeze(subject({ groups: ['group:z', 'group:a'], compartments: ['z', 'a'] }))
      const labels = deepFreeze([
        label({ allow: [['group:z', 'group:a']], compartments: ['z', 'a'] }),
        label({}),
      ])
      const first = await policy.decide(asked, labels)
      assert.deepEqual(await policy.decide(asked, labels), first)
      assert.deepEqual(first.map(outcome), ['permit', 'permit'])
    },
  },
  {
    law: 'version',
    name: 'the version is stable, and another when the levels are',
    async run(make) {
      const { version, timeToLive } = await make(LEVELS)
      assert.ok(typeof version === 'string' && version !== '')
      assert.equal((await make(LEVELS)).version, version)
      assert.notEqual((await make([...LEVELS].reverse())).version, version)
      assert.notEqual((await make(['public', 'internal,secret'])).version, version)
      assert.ok(Number.isFinite(timeToLive) && timeToLive >= 0)
    },
  },
]

type Asker = Partial<Pick<ExpandedPrincipal, 'id' | 'groups'>> & { level?: string; compartments?: string[] }
type Expected = 'permit' | 'level' | 'compartment' | 'allow' | 'deny'

/** Rows of who asks, for what, and what comes out; a foreign policy may give `policy` as its reason. */
function decides(
  law: string,
  name: string,
  rows: readonly (readonly [Asker, Partial<Label>, Expected])[],
): ConformanceCase<PolicyFactory> {
  return {
    law,
    name,
    async run(make) {
      const policy = await make(LEVELS)
      for (const [i, [asker, demanded, expected]] of rows.entries()) {
        const [decision] = await policy.decide(subject(asker), [label(demanded)])
        assert.ok(decision !== undefined, `row ${i}: no decision`)
        const actual = outcome(decision)
        assert.ok(
          actual === expected || (actual === 'policy' && expected !== 'permit'),
          `row ${i}: ${actual}`,
        )
      }
    },
  }
}

function outcome(decision: Decision): string {
  return decision.effect === 'deny' ? decision.reason : decision.effect
}

function subject({
  id = 'user:x',
  groups = [],
  level = 'internal',
  compartments = [],
}: Asker): ExpandedPrincipal {
  return { id, groups, clearance: { level, compartments }, directoryVersion: '1' }
}

function label(parts: Partial<Label>): Label {
  return { level: 'internal', compartments: [], allow: [['*']], deny: [], ...parts }
}

function deepFreeze<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null) {
    for (const member of Object.values(value)) deepFreeze(member)
    Object.freeze(value)
  }
  return value
}
