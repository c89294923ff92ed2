import { describe, expect, test } from 'vitest'
import type { PolicyDecisionPoint } from '../../../src/core/ports.js'
import type { Label } from '../../../src/core/types.js'
import { checkLevels, createLatticePolicy } from '../../../src/labels/lattice.js'
import { type PolicyFactory, policyCases } from '../../conformance/policy.js'

describe('the lattice policy', () => {
  test.each(policyCases)('$law: $name', ({ run }) => run((levels) => createLatticePolicy({ levels })))

  test.each([[[]], [['']], [['a', 'a']], [['a', 1] as never]])('refuses levels %j', (levels) => {
    expect(() => checkLevels(levels)).toThrow(expect.objectContaining({ code: 'option-invalid' }))
  })

  test('says in an unknown level what would be right', async () => {
    const policy = createLatticePolicy({ levels: ['public', 'secret'] })
    const asker = {
      id: 'user:a',
      groups: [],
      clearance: { level: 'secert', compartments: [] },
      directoryVersion: '',
    }
    const [decision] = await policy.decide(asker, [
      { level: 'public', compartments: [], allow: [['*']], deny: [] },
    ])
    expect(decision).toMatchObject({
      effect: 'indeterminate',
      cause: { code: 'level-unknown', help: 'levels are `public`, `secret`; did you mean `secret`?' },
    })
  })

  test('does not change with the array it was made from', async () => {
    const levels = ['public', 'secret']
    const policy = createLatticePolicy({ levels })
    levels.reverse()
    const asker = {
      id: 'user:a',
      groups: [],
      clearance: { level: 'public', compartments: [] },
      directoryVersion: '',
    }
    const [decision] = await policy.decide(asker, [
      { level: 'secret', compartments: [], allow: [['*']], deny: [] },
    ])
    expect(decision).toEqual({ effect: 'deny', reason: 'level' })
  })
})

describe('the policy suite fails on', () => {
  const rewritten = (change: (label: Label) => Label): PolicyFactory =>
    wrap((policy) => ({
      decide: (subject, labels) => policy.decide(subject, labels.map(change)),
    }))
  const sabotages: Record<string, PolicyFactory> = {
    'ids compared without case': wrap((policy) => ({
      decide: (subject, labels) =>
        policy.decide(
          { ...subject, id: subject.id.toLowerCase(), groups: subject.groups.map((id) => id.toLowerCase()) },
          labels.map((label) => ({
            ...label,
            allow: label.allow.map((ids) => ids.map((id) => id.toLowerCase())),
          })),
        ),
    })),
    'ids compared after normalisation': wrap((policy) => ({
      decide: (subject, labels) =>
        policy.decide(
          { ...subject, id: subject.id.normalize('NFKC') },
          labels.map((label) => ({
            ...label,
            allow: label.allow.map((ids) => ids.map((id) => id.normalize('NFKC'))),
          })),
        ),
    })),
    'deny ignored': rewritten((label) => ({ ...label, deny: [] })),
    'any list enough': rewritten((label) => ({ ...label, allow: [label.allow.flat()] })),
    'only the first list looked at': rewritten((label) => ({ ...label, allow: label.allow.slice(0, 1) })),
    'an empty allow open': rewritten((label) =>
      label.allow.length === 0 ? { ...label, allow: [['*']] } : label,
    ),
    'compartments ignored': rewritten((label) => ({ ...label, compartments: [] })),
    'levels ignored': rewritten((label) => ({ ...label, level: 'public' })),
    'a duplicate dropped': wrap((policy) => ({
      decide: (subject, labels) =>
        policy.decide(subject, [...new Map(labels.map((l) => [l.level, l])).values()]),
    })),
    'outages read as policy': wrap((policy) => ({
      decide: async (subject, labels) =>
        (await policy.decide(subject, labels)).map((decision) =>
          decision.effect === 'indeterminate' ? { effect: 'deny', reason: 'level' } : decision,
        ),
    })),
    'an exception for an unknown level': wrap((policy) => ({
      decide: async (subject, labels) => {
        const decisions = await policy.decide(subject, labels)
        for (const decision of decisions) if (decision.effect === 'indeterminate') throw decision.cause
        return decisions
      },
    })),
    'a constant version': wrap(() => ({ version: '1' })),
    'levels joined with a comma in the version': (levels) => ({
      ...createLatticePolicy({ levels }),
      version: [...levels].sort().join(','),
    }),
  }

  test.each(Object.entries(sabotages))('%s', async (_, make) => {
    expect(await failures(make)).not.toEqual([])
  })

  function wrap(change: (policy: PolicyDecisionPoint) => Partial<PolicyDecisionPoint>): PolicyFactory {
    return (levels) => {
      const policy = createLatticePolicy({ levels })
      return { ...policy, ...change(policy) }
    }
  }

  async function failures(make: PolicyFactory): Promise<string[]> {
    const failed: string[] = []
    for (const { name, run } of policyCases) await run(make).catch(() => failed.push(name))
    return failed
  }
})
