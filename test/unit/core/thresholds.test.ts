import { expect, test } from 'vitest'
import { z } from 'zod'
import { checkThresholds, parseServicePolicy, servicePolicySchema } from '../../../src/core/policy-schema.js'
import { DEFAULT_RARITY, DEFAULT_THRESHOLDS, GUARANTEED_BYTES } from '../../../src/core/thresholds.js'

test('the defaults are what a policy could say itself, and no more than the index guarantees', () => {
  const policy = { name: 'defaults', thresholds: DEFAULT_THRESHOLDS, rarity: DEFAULT_RARITY }
  const { thresholds, rarity } = parseServicePolicy(policy, 'defaults.yaml')
  expect({ thresholds, rarity }).toEqual({ thresholds: DEFAULT_THRESHOLDS, rarity: DEFAULT_RARITY })
  expect(() => checkThresholds(thresholds, GUARANTEED_BYTES, 'defaults.yaml')).not.toThrow()
})

test('a default that the schema tells is the one that holds', () => {
  const { properties } = z.toJSONSchema(servicePolicySchema, { io: 'input' }) as unknown as {
    properties: { thresholds: { properties: Record<string, { description: string }> } }
  }
  const described = Object.entries(properties.thresholds.properties)
  expect(described.map(([name]) => name).sort()).toEqual(Object.keys(DEFAULT_THRESHOLDS).sort())
  for (const [name, { description }] of described) {
    const told = /Default ([\d.]+)\.$/.exec(description)?.[1]
    if (told !== undefined)
      expect(Number(told)).toBe(DEFAULT_THRESHOLDS[name as keyof typeof DEFAULT_THRESHOLDS])
  }
})
