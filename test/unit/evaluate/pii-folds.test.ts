import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isLocked } from '../../../src/evaluate/pii/lock-box.js'
import { pii } from '../../../src/evaluate/pii.js'
import { renderJson } from '../../../src/evaluate/report-text.js'
import { jsonl } from './fixtures.js'

let directory = ''
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'ragwall-folds-'))
})
afterAll(() => rmSync(directory, { recursive: true, force: true }))

const io = { progress: () => {} }
const TEMPLATES = 30

/** Three rows of each of thirty templates; those of the lock-box hold a value that nothing finds. */
function rowsOf(set: string) {
  return Array.from({ length: 3 * TEMPLATES }, (_, i) => {
    const template = `t${i % TEMPLATES}`
    const value = isLocked(set, { template }) ? 'zyx wvu' : `p${i}@lanternpress.com`
    const text = `Write to ${value} today.`
    return {
      id: `row-${i}`,
      lang: i % 2 === 0 ? 'en' : 'de',
      text,
      template,
      spans: [{ start: 9, end: 9 + value.length, entity: 'EMAIL_ADDRESS', value }],
    }
  })
}

function fileOf(set: string): string {
  const path = join(directory, `${set}.jsonl`)
  writeFileSync(path, jsonl(rowsOf(set)))
  return path
}

describe('the lock-box', () => {
  const locked = (set: string) =>
    Array.from({ length: 300 }, (_, i) => `t${i}`).filter((template) => isLocked(set, { template }))

  test('holds about a third of the templates of a set, others in another set', () => {
    expect(locked('one').length).toBeGreaterThan(70)
    expect(locked('one').length).toBeLessThan(130)
    expect(locked('two')).not.toEqual(locked('one'))
  })

  test('holds nothing of sets that were used, of what is drawn, and of rows without a template', () => {
    expect(locked('presidio-synth')).toEqual([])
    expect(locked('generated:ja-forms')).toEqual([])
    expect(isLocked('one', {})).toBe(false)
  })

  test('is left out and named; its misses are in no listing', async () => {
    const report = await pii.run({ data: fileOf('closed'), 'show-misses': '100' }, io)
    expect(report.tables[0]?.rows[0]?.figure.value).toBe(1)
    expect(report.notes.join('\n')).toMatch(/closed: \d+ rows stay in the lock-box/)
    expect(renderJson(report)).not.toContain('nothing found')
  })

  test('is opened once, and that is on record before a figure is printed', async () => {
    const record = join(directory, 'record.json')
    const options = { data: fileOf('opened'), 'lock-box': 'open', record, 'show-misses': '100' }
    const report = await pii.run(options, io)
    const table = report.tables.find(({ title }) => title.startsWith('opened: the lock-box'))
    expect(table?.rows.find(({ name }) => name === 'gap')?.figure.value).toBe(100)
    expect(report.passed).toBe(false)
    expect(renderJson(report)).not.toContain('nothing found')
    expect(JSON.parse(readFileSync(record, 'utf8'))).toMatchObject([{ set: 'opened' }])
    await expect(pii.run(options, io)).rejects.toMatchObject({ code: 'option-invalid' })
    await expect(pii.run({ ...options, record: 'none' }, io)).rejects.toMatchObject({
      code: 'option-invalid',
    })
  })

  test.each([
    ['a record that is none', { record: 'broken' }],
    ['an unknown state', { 'lock-box': 'ajar' }],
    ['an unknown cut', { folds: 'moon', 'lock-box': 'closed' }],
  ] as [string, { record?: string }][])('%s is refused', async (_, options) => {
    writeFileSync(join(directory, 'broken'), '{}')
    const record = join(directory, options.record ?? 'new')
    const given = { data: fileOf('refused'), 'lock-box': 'open', ...options, record }
    await expect(pii.run(given, io)).rejects.toMatchObject({ code: 'option-invalid' })
  })
})

describe('folds', () => {
  test.each([
    ['template', TEMPLATES],
    ['layout', TEMPLATES],
    ['domain', 1],
    ['locale', 2],
  ])('by %s: one group each, and how far they lie apart', async (folds, groups) => {
    const report = await pii.run({ data: fileOf('folds'), folds, 'lock-box': 'none' }, io)
    const table = report.tables.find(({ title }) => title.startsWith(`by ${folds}: ${groups} groups`))
    const spread = table?.rows.filter(({ name }) => name.startsWith('spread'))
    expect(spread).toHaveLength(groups === 1 ? 0 : 3)
    if (folds === 'template') {
      expect(spread?.map(({ figure }) => figure.value).slice(0, 2)).toEqual([0, 100])
    }
  })
})
