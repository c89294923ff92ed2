import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { checkThresholds, loadServicePolicies, parseServicePolicy } from '../../../src/core/policy-schema.js'

const levels = ['public', 'internal', 'secret']
const parse = (change: object = {}) =>
  parseServicePolicy({ name: 'travel', ...change }, '/etc/services/travel.yaml', levels)
const island = { id: 'island', word: 'エロ', except: [{ span: 'エロマンガ島', tasks: ['booking'] }] }
const booking = { booking: { cues: ['予約', 'flight'] } }

describe('a service policy', () => {
  test('of a name alone is the default', () => {
    expect(parse()).toEqual({
      name: 'travel',
      file: '/etc/services/travel.yaml',
      actions: {},
      allow: { values: [], patterns: [], dictionaries: [], findings: [] },
      forbidden: [],
      prompts: { layers: ['disclosure', 'override', 'machine-made'], except: [] },
      orders: { mark: false, fence: false, except: [] },
      tasks: {},
      thresholds: {},
      quotation: { bytes: 240, attribution: true },
      refusal: {},
      waiting: {},
      mode: 'enforce',
      onError: 'refuse',
      operators: {},
      acrossTurns: true,
      expect: [],
    })
  })

  test('may say everything', () => {
    const policy = parse({
      description: 'Plans journeys.',
      ceiling: { level: 'internal' },
      actions: {
        contact: 'release',
        EMAIL_ADDRESS: { forbidden: 'block' },
        island: 'redact',
        'high-risk': { unknown: 'hold' },
      },
      allow: { values: ['03-0000-0000'], patterns: ['REF-[0-9]+'], dictionaries: ['places.txt'] },
      forbidden: [island],
      tasks: booking,
      entities: ['EMAIL_ADDRESS'],
      locales: ['ja', 'en-US'],
      thresholds: {
        verbatimBytes: 39,
        verbatimBytesCjk: 48,
        minScore: 0.4,
        blockWords: 30,
        blockShare: 1,
        probeBytes: 96,
      },
      rarity: { documents: 5, labels: 2 },
      refusal: { en: 'No.', ja: 'できません。' },
      waiting: { en: 'Wait.' },
      redaction: '[{names}]',
      mode: 'shadow',
      onError: 'release',
      holdback: 4_096,
      expect: [
        { answer: 'エロマンガ島', task: 'booking', action: 'release' },
        { prompt: 'エロ', action: 'block' },
      ],
    })
    expect(policy.ceiling).toEqual({ level: 'internal', compartments: [] })
    expect(policy.allow.dictionaries).toEqual(['/etc/services/places.txt'])
    expect(policy.forbidden[0]?.except[0]?.tasks).toEqual(['booking'])
  })

  test.each<[string, object, string, string, string?]>([
    [
      'an unknown key',
      { action: {} },
      'config-unknown-key',
      'unknown key `action` in',
      'did you mean `actions`?',
    ],
    [
      'an unknown threshold',
      { thresholds: { verbatimByte: 40 } },
      'config-unknown-key',
      'under `thresholds`',
      'did you mean `verbatimBytes`?',
    ],
    [
      'an unknown row',
      { actions: { contcat: 'block' } },
      'config-unknown-key',
      'unknown key `contcat` under `actions`',
      'did you mean `contact`?',
    ],
    [
      'an unknown provenance',
      { actions: { contact: { forbiden: 'block' } } },
      'config-unknown-key',
      'under `actions.contact`',
      'did you mean `forbidden`?',
    ],
    ['an unknown action', { actions: { contact: 'blok' } }, 'config-invalid', '`actions.contact` in'],
    ['no name', { name: undefined }, 'config-invalid', '`name` in'],
    ['a path for a name', { name: '../x' }, 'config-invalid', '`name` in'],
    [
      'an unknown level',
      { ceiling: { level: 'secrte' } },
      'level-unknown',
      'unknown level `secrte` in',
      'did you mean `secret`?',
    ],
    [
      'a threshold no index guarantees',
      { thresholds: { verbatimBytes: 34 } },
      'config-invalid',
      '`thresholds.verbatimBytes` in',
    ],
    [
      'half a byte',
      { thresholds: { verbatimBytes: 39.5 } },
      'config-invalid',
      '`thresholds.verbatimBytes` in',
    ],
    ['a share of nothing', { thresholds: { blockShare: 0 } }, 'config-invalid', '`thresholds.blockShare` in'],
    [
      'a share of more than all',
      { thresholds: { blockShare: 1.1 } },
      'config-invalid',
      '`thresholds.blockShare` in',
    ],
    ['a score above one', { thresholds: { minScore: 1.01 } }, 'config-invalid', '`thresholds.minScore` in'],
    ['rarity of half a rule', { rarity: { documents: 4 } }, 'config-invalid', '`rarity'],
    ['an unknown mode', { mode: 'off' }, 'config-invalid', '`mode` in'],
    [
      'an exception for a task that is not there',
      { forbidden: [island] },
      'policy-invalid',
      'the task `booking`',
    ],
    [
      'an example of a task that is not there',
      { expect: [{ answer: 'a', task: 'x', action: 'block' }] },
      'policy-invalid',
      'the task `x`',
    ],
    [
      'an exception without the word',
      { forbidden: [{ ...island, except: [{ span: 'マンガ島' }] }] },
      'policy-invalid',
      'does not contain the word',
    ],
    ['a rule twice', { tasks: booking, forbidden: [island, island] }, 'policy-invalid', 'twice'],
    [
      'a rule named like a row',
      { forbidden: [{ id: 'contact', word: 'x' }] },
      'policy-invalid',
      'row of the action table',
    ],
    ['an example of nothing', { expect: [{ action: 'block' }] }, 'config-invalid', '`expect[0]'],
    [
      'an example of both',
      { expect: [{ answer: 'a', prompt: 'b', action: 'block' }] },
      'config-unknown-key',
      'under `expect[0]`',
    ],
    ['an entity in lower case', { entities: ['email'] }, 'config-invalid', '`entities[0]` in'],
  ])('is refused with %s', (_, change, code, message, help) => {
    expect(() => parse(change)).toThrow(
      expect.objectContaining({
        code,
        message: expect.stringContaining(message),
        ...(help === undefined ? {} : { help: expect.stringContaining(help) }),
      }),
    )
  })

  test('finds its word in an exception through width and case', () => {
    expect(
      parse({ forbidden: [{ id: 'x', word: 'ｅｒｏ', except: [{ span: 'Eromanga' }] }] }).forbidden,
    ).toHaveLength(1)
  })

  test('is refused without its examples or words being quoted', () => {
    for (const change of [
      { expect: [{ answer: 'S3cret', task: 'S3cret thing', action: 'block' }] },
      { expect: [{ answer: 'S3cret', action: 'S3cret' }] },
      { forbidden: [{ id: 'x', word: 'S3cret', except: [{ span: 'other' }] }] },
      { actions: { contact: 'S3cret' } },
    ]) {
      let error: unknown
      try {
        parse(change)
      } catch (thrown) {
        error = thrown
      }
      expect(error).toBeInstanceOf(Error)
      expect(JSON.stringify(error)).not.toContain('S3cret')
    }
  })
})

test.each([[false], [{ documents: 4, labels: 2 }]])('rarity may be %j', (rarity) => {
  expect(parse({ rarity }).rarity).toEqual(rarity)
})

describe('thresholds', () => {
  test.each(['verbatimBytes', 'verbatimBytesCjk', 'probeBytes'])(
    '%s may not be below the guarantee',
    (key) => {
      expect(() => checkThresholds({ [key]: 39 }, 39, 'a.yaml')).not.toThrow()
      expect(() => checkThresholds({ [key]: 38 }, 39, 'a.yaml')).toThrow(
        expect.objectContaining({
          code: 'policy-invalid',
          message: expect.stringContaining(`thresholds.${key} in a.yaml is 38`),
        }),
      )
    },
  )
})

describe('a folder of policies', () => {
  const folder = mkdtempSync(join(tmpdir(), 'policies-'))
  afterAll(() => rmSync(folder, { recursive: true }))

  test('is read in order of names, other files left alone, and no name may be taken twice', () => {
    writeFileSync(join(folder, 'b.yaml'), 'name: b')
    writeFileSync(join(folder, 'a.yml'), 'name: a')
    writeFileSync(join(folder, 'README.md'), 'not: [a policy')
    writeFileSync(join(folder, '.hidden.yaml'), 'not: [a policy')
    expect(loadServicePolicies(folder).map(({ name }) => name)).toEqual(['a', 'b'])
    writeFileSync(join(folder, 'c.yaml'), 'name: a')
    expect(() => loadServicePolicies(folder)).toThrow(expect.objectContaining({ code: 'policy-invalid' }))
  })

  test('that is not there is unreadable', () => {
    expect(() => loadServicePolicies(join(folder, 'none'))).toThrow(
      expect.objectContaining({ code: 'config-unreadable' }),
    )
  })

  test('as delivered is sound, and every policy carries examples', () => {
    const shipped = join(dirname(fileURLToPath(import.meta.url)), '../../../config/services')
    const policies = loadServicePolicies(shipped, ['public', 'internal', 'confidential', 'secret'])
    expect(policies.map(({ name }) => name)).toEqual([
      'clinic',
      'default',
      'internal-assistant',
      'people',
      'travel',
    ])
    for (const policy of policies) expect(policy.expect.length, policy.name).toBeGreaterThan(2)
  })
})
