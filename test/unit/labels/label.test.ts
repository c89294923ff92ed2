import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { secretKey } from '../../../src/core/digest.js'
import type { Label } from '../../../src/core/types.js'
import {
  canonicalLabel,
  hashLabel,
  join,
  joinLabels,
  normalizeLabel,
  parseLabel,
} from '../../../src/labels/label.js'
import { createLatticePolicy } from '../../../src/labels/lattice.js'
import { createLabelRegistry } from '../../../src/labels/registry.js'
import { LEVELS, labels, mayRead, subjects } from './arbitrary.js'

const key = secretKey(new Uint8Array(32).fill(7))
const base: Label = { level: 'internal', compartments: [], allow: [['*']], deny: [] }

describe('the canonical form', () => {
  test.each<[string, Partial<Label>, string]>([
    [
      'sets are sorted by code unit, once each',
      { compartments: ['b', 'B', 'b', 'a'] },
      '"compartments":["B","a","b"]',
    ],
    ['a list with the star is the star', { allow: [['user:a', '*']] }, '"allow":[["*"]]'],
    ['the star is implied by any list', { allow: [['*'], ['user:a'], ['*']] }, '"allow":[["user:a"]]'],
    ['an implied list is dropped', { allow: [['user:a', 'user:b'], ['user:a']] }, '"allow":[["user:a"]]'],
    ['lists are sorted', { allow: [['user:b'], ['user:a']] }, '"allow":[["user:a"],["user:b"]]'],
    ['a list nobody meets is nobody', { allow: [['user:a'], []] }, '"allow":[]'],
    [
      'ids are left as they are',
      { deny: ['user:É', 'user:é', 'user:e\u0301'] },
      '"deny":["user:e\u0301","user:É","user:é"]',
    ],
  ])('%s', (_, parts, expected) => {
    expect(canonicalLabel({ ...base, ...parts })).toContain(expected)
  })

  test('reads the same for every subject as what it came from', () => {
    fc.assert(
      fc.property(subjects, labels, (subject, label) => {
        expect(mayRead(subject, normalizeLabel(label))).toBe(mayRead(subject, label))
      }),
      { numRuns: 2_000 },
    )
  })

  test('does not depend on order or repetition', () => {
    fc.assert(
      fc.property(labels, (label) => {
        const turned: Label = {
          level: label.level,
          compartments: [...label.compartments, ...label.compartments].reverse(),
          allow: [...label.allow, ...label.allow.slice(0, 1)]
            .map((list) => [...list, ...list].reverse())
            .reverse(),
          deny: [...label.deny].reverse(),
        }
        expect(canonicalLabel(turned)).toBe(canonicalLabel(label))
      }),
    )
  })

  test('is read back as itself, and nothing else is read', () => {
    fc.assert(
      fc.property(labels, (label) => {
        const form = canonicalLabel(label)
        expect(parseLabel(form)).toEqual(normalizeLabel(label))
        expect(canonicalLabel(parseLabel(form))).toBe(form)
      }),
    )
    const form = canonicalLabel(base)
    for (const damaged of [
      '',
      'null',
      '{}',
      ` ${form}`,
      form.replace('[]', '["b","a"]'),
      form.replace('"*"', '1'),
    ]) {
      expect(() => parseLabel(damaged), damaged).toThrow(expect.objectContaining({ code: 'store-corrupt' }))
    }
  })

  test('hashes to 128 bits that depend on the key and on the meaning alone', () => {
    const hash = hashLabel(key, { ...base, allow: [['user:b', 'user:a']] })
    expect(hash).toMatch(/^[0-9a-f]{32}$/)
    expect(hashLabel(key, { ...base, allow: [['user:a', 'user:b', 'user:a']] })).toBe(hash)
    expect(hashLabel(key, { ...base, allow: [['user:A', 'user:b']] })).not.toBe(hash)
    expect(
      hashLabel(secretKey(new Uint8Array(32).fill(8)), { ...base, allow: [['user:a', 'user:b']] }),
    ).not.toBe(hash)
  })
})

describe('join', () => {
  test('is readable by exactly those who may read both', () => {
    let both = 0
    fc.assert(
      fc.property(subjects, labels, labels, (subject, a, b) => {
        const expected = mayRead(subject, a) && mayRead(subject, b)
        both += Number(expected)
        expect(mayRead(subject, join(LEVELS, a, b))).toBe(expected)
      }),
      { numRuns: 20_000 },
    )
    expect(both, 'the property was tried on readable pairs too').toBeGreaterThan(100)
  })

  test('over random lattices of levels too', () => {
    const lattice = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 8 })
    const rank = fc.nat()
    fc.assert(
      fc.property(lattice, rank, rank, rank, subjects, labels, labels, (levels, r, s, t, subject, a, b) => {
        const at = (n: number) => levels[n % levels.length]!
        const asker = { ...subject, clearance: { ...subject.clearance, level: at(r) } }
        const [one, two] = [
          { ...a, level: at(s) },
          { ...b, level: at(t) },
        ]
        expect(mayRead(asker, join(levels, one, two), levels)).toBe(
          mayRead(asker, one, levels) && mayRead(asker, two, levels),
        )
      }),
      { numRuns: 2_000 },
    )
  })

  test('is associative, commutative and idempotent in canonical form', () => {
    fc.assert(
      fc.property(labels, labels, labels, (a, b, c) => {
        const left = canonicalLabel(join(LEVELS, join(LEVELS, a, b), c))
        expect(canonicalLabel(join(LEVELS, a, join(LEVELS, b, c)))).toBe(left)
        expect(canonicalLabel(joinLabels([c, a, b], LEVELS))).toBe(left)
        expect(canonicalLabel(join(LEVELS, a, b))).toBe(canonicalLabel(join(LEVELS, b, a)))
        expect(canonicalLabel(join(LEVELS, a, a))).toBe(canonicalLabel(a))
      }),
      { numRuns: 2_000 },
    )
  })

  test('nobody joined with somebody is nobody', () => {
    expect(join(LEVELS, { ...base, allow: [] }, { ...base, allow: [['group:eng']] }).allow).toEqual([])
  })

  test('nothing joined is an error, not public', () => {
    expect(() => joinLabels([], LEVELS)).toThrow(expect.objectContaining({ code: 'option-invalid' }))
  })

  test('an unknown level is an error on either side', () => {
    const odd = { ...base, level: 'Secret' }
    for (const joined of [
      () => join(LEVELS, odd, base),
      () => join(LEVELS, base, odd),
      () => joinLabels([odd], LEVELS),
    ]) {
      expect(joined).toThrow(expect.objectContaining({ code: 'level-unknown' }))
    }
  })
})

describe('the lattice policy', () => {
  test('permits what the model permits', async () => {
    const policy = createLatticePolicy({ levels: LEVELS })
    await fc.assert(
      fc.asyncProperty(subjects, fc.array(labels), async (subject, asked) => {
        const decisions = await policy.decide(subject, asked)
        expect(decisions.map(({ effect }) => effect === 'permit')).toEqual(
          asked.map((one) => mayRead(subject, one)),
        )
      }),
      { numRuns: 2_000 },
    )
  })
})

describe('the registry', () => {
  test('gives equal labels one id, and the same ids again from what was stored', () => {
    fc.assert(
      fc.property(fc.array(labels), (many) => {
        const registry = createLabelRegistry()
        const ids = many.map((label) => registry.intern(label))
        expect(registry.size).toBe(new Set(many.map(canonicalLabel)).size)
        const again = createLabelRegistry(
          ids.map((id) => registry.canonical(id)).filter((form, i, all) => all.indexOf(form) === i),
        )
        expect(many.map((label) => again.intern(label))).toEqual(ids)
        for (const [i, id] of ids.entries()) expect(registry.get(id)).toEqual(normalizeLabel(many[i]!))
      }),
    )
  })

  test('candidates miss nothing that may be read, and list it once, ascending', () => {
    fc.assert(
      fc.property(fc.array(labels), subjects, (many, subject) => {
        const registry = createLabelRegistry()
        for (const label of many) registry.intern(label)
        const candidates = registry.candidates([subject.id, ...subject.groups])
        expect(candidates).toEqual([...new Set(candidates)].sort((a, b) => a - b))
        for (const label of many) {
          if (mayRead(subject, label)) expect(candidates).toContain(registry.intern(label))
        }
      }),
      { numRuns: 1_000 },
    )
  })

  test("nobody's label is nobody's candidate, and a conjunction is found under one list only", () => {
    const registry = createLabelRegistry()
    registry.intern({ ...base, allow: [] })
    const both = registry.intern({ ...base, allow: [['group:x'], ['user:a', 'user:b']] })
    expect(registry.candidates(['*', 'user:a'])).toEqual([])
    expect(registry.candidates(['group:x'])).toEqual([both])
  })

  test('the epoch moves when a label is new or a document moves, and not else', () => {
    const registry = createLabelRegistry()
    registry.intern(base)
    const { epoch } = registry
    registry.intern({ ...base, allow: [['*', 'user:a']] })
    expect(registry.epoch).toBe(epoch)
    registry.touch()
    expect(registry.epoch).toBeGreaterThan(epoch)
  })

  test('a label handed out cannot be written to', () => {
    const registry = createLabelRegistry()
    const label = registry.get(registry.intern({ ...base, allow: [['user:a']] }))
    expect(() => (label.allow[0] as string[]).push('*')).toThrow(TypeError)
    expect(() => (label.deny as string[]).push('*')).toThrow(TypeError)
    expect(() => Object.assign(label, { level: 'public' })).toThrow(TypeError)
  })

  test('a label given is not a label kept', () => {
    const registry = createLabelRegistry()
    const given = { ...base, allow: [['user:a']] }
    const id = registry.intern(given)
    given.allow[0]!.push('user:b')
    expect(registry.get(id).allow).toEqual([['user:a']])
  })

  test('unknown numbers and doubled rows are a damaged store', () => {
    const registry = createLabelRegistry()
    expect(() => registry.get(0 as never)).toThrow(expect.objectContaining({ code: 'store-corrupt' }))
    const form = canonicalLabel(base)
    expect(() => createLabelRegistry([form, form])).toThrow(
      expect.objectContaining({ code: 'store-corrupt' }),
    )
  })
})
