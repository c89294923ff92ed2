import { describe, expect, test } from 'vitest'
import { FirewallError } from '../../../src/core/errors.js'
import { LIMITS } from '../../../src/core/limits.js'
import type { Acl } from '../../../src/core/types.js'
import { createAssigner } from '../../../src/labels/assign.js'
import { compileGlob, globPath } from '../../../src/labels/glob.js'
import { cpuTime } from '../../support/cpu-time.js'

const levels = ['public', 'internal', 'secret']
const assigner = createAssigner({
  levels,
  classifications: { 機密: 'secret', Restricted: 'secret' },
  compartments: ['hr', 'merger'],
  rules: [
    { path: 'payroll/public/**', level: 'public' },
    { path: 'payroll/**', level: 'secret', compartments: ['hr'] },
  ],
})
const assign = (acl: unknown, uri = 'file:///srv/a.md') => assigner.assign(acl as Acl, uri)
const everyone = { allow: ['*'], deny: [] }

describe('a label is assigned', () => {
  test('from the classification, in the words of the source or our own', () => {
    expect(assign({ ...everyone, classification: '機密' }).level).toBe('secret')
    expect(assign({ ...everyone, classification: 'internal' }).level).toBe('internal')
  })

  test('from the first rule that matches, if the source gives no classification', () => {
    expect(assign(everyone, 'file:///srv/payroll/a.md')).toEqual({
      level: 'secret',
      compartments: ['hr'],
      allow: [['*']],
      deny: [],
    })
    expect(assign(everyone, 'file:///srv/payroll/public/a.md')).toMatchObject({
      level: 'public',
      compartments: [],
    })
  })

  test("with the rule's compartments whatever the source says", () => {
    const label = assign({ ...everyone, classification: 'public', compartments: ['merger'] }, '/payroll/a.md')
    expect(label).toMatchObject({ level: 'public', compartments: ['hr', 'merger'] })
  })

  test('with repetitions removed and ids left as they are', () => {
    const acl = {
      allow: ['user:b', 'user:B', 'user:b'],
      deny: ['group:x', 'group:x'],
      classification: 'public',
    }
    expect(assign(acl)).toMatchObject({ allow: [['user:B', 'user:b']], deny: ['group:x'] })
  })

  test('to nobody if the allow list is empty', () => {
    expect(assign({ allow: [], deny: [], classification: 'secret' }).allow).toEqual([])
    expect(assign({ allow: [], deny: ['user:a'] }, '/payroll/a').allow).toEqual([])
  })
})

describe('a document is refused', () => {
  test.each<[string, unknown, string, string?]>([
    ['without an acl', undefined, 'label-missing'],
    ['with an acl of nothing', {}, 'label-missing'],
    [
      'with an empty acl, even where a rule would give a level',
      { allow: [], deny: [] },
      'label-missing',
      '/payroll/a.md',
    ],
    ['without level from anywhere', everyone, 'label-missing'],
    [
      'with an unknown classification, even where a rule would give a level',
      { ...everyone, classification: 'Secret' },
      'level-unknown',
      '/payroll/a.md',
    ],
    [
      'with the classification of a built-in',
      { ...everyone, classification: 'constructor' },
      'level-unknown',
    ],
    ['with an empty classification', { ...everyone, classification: '' }, 'level-unknown'],
    ['with a classification that is no word', { ...everyone, classification: 3 }, 'acl-invalid'],
    ['with an untyped id', { allow: ['alice'], deny: [], classification: 'public' }, 'acl-invalid'],
    ['with an empty id', { allow: ['user:'], deny: [], classification: 'public' }, 'acl-invalid'],
    ['with the empty string', { allow: ['*', ''], deny: [], classification: 'public' }, 'acl-invalid'],
    [
      'with an untyped id among the denied',
      { allow: ['*'], deny: ['bob'], classification: 'public' },
      'acl-invalid',
    ],
    ['with an id of another case', { allow: ['User:a'], deny: [], classification: 'public' }, 'acl-invalid'],
    [
      'with a control character in an id',
      { allow: ['user:a\n'], deny: [], classification: 'public' },
      'acl-invalid',
    ],
    [
      'with half a character in an id',
      { allow: ['user:\ud800'], deny: [], classification: 'public' },
      'acl-invalid',
    ],
    [
      'with an id past the limit',
      { allow: [`user:${'a'.repeat(LIMITS.idLength)}`], deny: [], classification: 'public' },
      'acl-invalid',
    ],
    [
      'with an allow list that is a string',
      { allow: '*', deny: [], classification: 'public' },
      'acl-invalid',
    ],
    ['without deny list', { allow: ['*'], classification: 'public' }, 'acl-invalid'],
    ['with a misspelt list', { ...everyone, denies: ['user:a'], classification: 'public' }, 'acl-invalid'],
    [
      'with an unknown compartment',
      { ...everyone, classification: 'public', compartments: ['HR'] },
      'acl-invalid',
    ],
  ])('%s', (_, acl, code, uri) => {
    expect(() => assign(acl, uri)).toThrow(expect.objectContaining({ code }))
  })

  test('with more entries than the limit', () => {
    const many = (count: number) => ({
      allow: Array.from({ length: count }, (_, i) => `user:${i}`),
      deny: [],
      classification: 'public',
    })
    expect(assign(many(LIMITS.aclEntries)).allow[0]).toHaveLength(LIMITS.aclEntries)
    expect(() => assign(many(LIMITS.aclEntries + 1))).toThrow(
      expect.objectContaining({ code: 'acl-invalid' }),
    )
  })

  test('with a sentence that helps', () => {
    expect(() => assign({ ...everyone, classification: 'secert' })).toThrow(
      expect.objectContaining({
        message: 'unknown level `secert`',
        help: 'levels are `public`, `internal`, `secret`; did you mean `secret`?',
      }),
    )
    expect(() => assign({ ...everyone, classification: 'Restrictd' })).toThrow(
      expect.objectContaining({ help: expect.stringContaining('did you mean `Restricted`?') }),
    )
  })

  test('without a word of what may be content', () => {
    const text = 'The merger will be announced on Monday, at 1,200 yen a share'
    for (const acl of [
      { ...everyone, classification: text },
      { allow: [text], deny: [], classification: 'public' },
      { ...everyone, classification: 'public', compartments: [text] },
      { ...everyone, [text]: 1, classification: 'public' },
    ]) {
      const error = refusal(acl)
      expect(`${error.message} ${error.help} ${JSON.stringify(error)}`).not.toMatch(/merger will|Monday|yen/)
    }
  })

  function refusal(acl: unknown): FirewallError {
    try {
      assign(acl)
    } catch (error) {
      if (error instanceof FirewallError) return error
    }
    throw new Error('it was not refused')
  }
})

describe('an assigner is refused', () => {
  test.each([
    [{ levels: [] }, 'option-invalid'],
    [{ levels, classifications: { a: 'Secret' } }, 'level-unknown'],
    [{ levels, classifications: { public: 'secret' } }, 'option-invalid'],
    [{ levels, rules: [{ path: '**', level: 'top' }] }, 'level-unknown'],
    [
      { levels, compartments: ['hr'], rules: [{ path: '**', level: 'public', compartments: ['rh'] }] },
      'acl-invalid',
    ],
  ])('for %j', (options, code) => {
    expect(() => createAssigner(options)).toThrow(expect.objectContaining({ code }))
  })
})

describe('globs', () => {
  test.each([
    ['payroll/**', '/srv/payroll/a.md', true],
    ['payroll/**', '/srv/payroll/deep/er/a.md', true],
    ['payroll/**', '/srv/old-payroll/a.md', false],
    ['payroll/*', '/srv/payroll/deep/a.md', false],
    ['/payroll/**', '/srv/payroll/a.md', false],
    ['/srv/**/a.md', '/srv/a.md', true],
    ['*.md', '/srv/x/a.md', true],
    ['*.md', '/srv/x/a.MD', false],
    ['?.md', '/a.md', true],
    ['?.md', '/𠮷.md', true],
    ['?.md', '/ab.md', false],
    ['**', 'anything', true],
    ['a.c', '/abc', false],
    ['https://wiki.example.com/hr/**', 'https://wiki.example.com/hr/1', true],
    ['https://wiki.example.com/hr/**', 'https://wiki.example.com/it/1', false],
    ['給与/**', 'file:///srv/%E7%B5%A6%E4%B8%8E/a.md', true],
  ])('%s on %s: %s', (glob, uri, expected) => {
    expect(compileGlob(glob)(globPath(uri)!)).toBe(expected)
  })

  test.each([
    '/public/../payroll/a.md',
    'file:///public/%2e%2e/payroll/a.md',
    'file:///a%00.md',
    'file:///%E7',
    'a\\..\\b',
  ])('no rule sees %s', (uri) => {
    expect(globPath(uri)).toBeUndefined()
    const open = createAssigner({ levels, rules: [{ path: '**', level: 'public' }] })
    expect(() => open.assign({ allow: ['*'], deny: [] }, uri)).toThrow(
      expect.objectContaining({ code: 'label-missing' }),
    )
  })

  test('a hostile path costs no more than its square', () => {
    const glob = compileGlob(`${'*a'.repeat(200)}b`)
    const started = cpuTime()
    expect(glob('a'.repeat(4_000))).toBe(false)
    expect(cpuTime() - started).toBeLessThan(1_000)
  })
})
