import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { valueAttacks } from '../../../src/evaluate/attacks/values.js'
import type { PiiRow } from '../../../src/evaluate/datasets.js'
import { familyOf, isStructured } from '../../../src/evaluate/pii/entities.js'
import { naiveFinder } from '../../../src/evaluate/pii/finders.js'
import { f2, matchRow, tally } from '../../../src/evaluate/pii/match.js'
import { measureRows } from '../../../src/evaluate/pii/measure.js'
import { pii } from '../../../src/evaluate/pii.js'
import { createRandom } from '../../../src/evaluate/random.js'
import { renderText } from '../../../src/evaluate/report-text.js'
import { jsonl } from './fixtures.js'

let directory = ''
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'ragwall-pii-'))
})
afterAll(() => rmSync(directory, { recursive: true, force: true }))

const io = { progress: () => {} }

/** These rows are ours: none of them is set aside. */
const run = (options: Record<string, string>) => pii.run({ 'lock-box': 'none', ...options }, io)

/** `[john@example.com|EMAIL_ADDRESS]` in a text is a label. */
function rowOf(id: string, marked: string, extra: Partial<PiiRow> = {}): PiiRow {
  const spans: PiiRow['spans'] = []
  let text = ''
  for (const part of marked.split(/(\[[^\]]*\])/)) {
    const [, value, entity] = /^\[(.*)\|(.*)\]$/.exec(part) ?? []
    if (value !== undefined && entity !== undefined) {
      spans.push({ start: text.length, end: text.length + value.length, entity, value })
    }
    text += value ?? part
  }
  return { id, lang: 'en', text, spans, ...extra }
}

function fileOf(name: string, rows: readonly unknown[]): string {
  const path = join(directory, name)
  writeFileSync(path, jsonl(rows))
  return path
}

describe('the matching rule', () => {
  const label = (start: number, end: number, entity: string) => ({ start, end, entity, value: '' })
  const found = (start: number, end: number, entity: string) => ({ start, end, entity, score: 1 })
  const counts = (labels: ReturnType<typeof label>[], founds: ReturnType<typeof found>[]) =>
    tally([matchRow(labels, founds)])

  test.each([
    ['the same span', [found(0, 4, 'PERSON')], { found: 1, exact: 1, covered: 4, right: 1, wrong: 0 }],
    ['an overlap', [found(3, 9, 'PERSON')], { found: 1, exact: 0, covered: 1, right: 1, wrong: 0 }],
    ['a neighbour', [found(4, 9, 'PERSON')], { found: 0, exact: 0, covered: 0, right: 0, wrong: 1 }],
    ['another kind', [found(0, 4, 'TITLE')], { found: 0, touched: 1, covered: 4, right: 0, wrong: 1 }],
    ['two parts', [found(0, 2, 'PERSON'), found(1, 4, 'PERSON')], { found: 1, covered: 4, right: 2 }],
    ['nothing', [], { found: 0, touched: 0, covered: 0, right: 0, wrong: 0 }],
  ])('%s', (_, founds, expected) => {
    expect(counts([label(0, 4, 'PERSON')], founds)).toMatchObject({ labels: 1, length: 4, ...expected })
  })

  test('an address is a location, and one finding may find two labels', () => {
    const both = [label(0, 4, 'LOCATION'), label(5, 9, 'ZIP_CODE')]
    expect(counts(both, [found(0, 9, 'POSTAL_ADDRESS')])).toMatchObject({ found: 2, right: 1, wrong: 0 })
  })

  test('F2 weighs recall four times', () => {
    const base = { touched: 0, exact: 0, length: 0, covered: 0 }
    expect(f2({ ...base, labels: 10, found: 5, right: 5, wrong: 0 })).toBeCloseTo(5 / 9)
    expect(f2({ ...base, labels: 5, found: 5, right: 5, wrong: 5 })).toBeCloseTo(2.5 / 3)
    expect(f2({ ...base, labels: 5, found: 0, right: 0, wrong: 0 })).toBe(0)
    expect(f2({ ...base, labels: 0, found: 0, right: 0, wrong: 0 })).toBeNaN()
  })

  test('families', () => {
    expect(familyOf('STREET_ADDRESS')).toBe(familyOf('POSTAL_ADDRESS'))
    expect(['PERSON', 'LOCATION', 'ADDRESS', 'CREDIT_CARD', 'IBAN'].map(isStructured)).toEqual([
      false,
      false,
      false,
      true,
      true,
    ])
  })
})

describe('what is counted', () => {
  test('a finding of a kind that the file never labels is counted apart', async () => {
    const rows = [rowOf('a', 'mail [jo@example.org|EMAIL_ADDRESS] from 10.11.12.13')]
    const file = await measureRows(rows, naiveFinder, { io })
    expect(file.rows[0]).toMatchObject({
      founds: [{ verdict: 'right' }],
      unlabelled: [{ entity: 'IP_ADDRESS' }],
    })
  })

  test('misses say where and why, in no one’s words', async () => {
    const rows = [rowOf('a', 'so said [Zyxqv Wvutsq|PERSON] to [10.11.12.13|US_SSN] in [２０９|AGE]')]
    const finder = { name: 'none', find: async () => [] }
    const { misses } = await measureRows(rows, naiveFinder, { guesses: finder, io })
    expect(misses.map(({ entity, reason }) => [entity, reason])).toEqual([
      ['PERSON', 'nothing found; several words, capitals'],
      ['US_SSN', 'taken for IP_ADDRESS; digits'],
      ['AGE', 'nothing found; digits'],
    ])
    expect(JSON.stringify(misses)).not.toMatch(/Zyx|10\.11/)
  })
})

describe('the benchmark', () => {
  const rows = Array.from({ length: 12 }, (_, i) =>
    rowOf(
      `row-${i}`,
      `Row ${i}: write to [person${i}@lanternpress.com|EMAIL_ADDRESS] or [212-45-678${i % 10}|US_SSN].`,
      {
        lang: i % 2 === 0 ? 'en' : 'de',
        template: i % 3,
      },
    ),
  )

  test('passes where everything is found, beside a baseline that does not', async () => {
    const report = await run({ data: fileOf('all.jsonl', rows) })
    const [whole] = report.tables
    expect(whole?.rows[0]).toMatchObject({ name: 'F2', figure: { value: 1 }, outcome: 'met' })
    expect(report.passed).toBe(true)
    expect(renderText(report)).not.toContain('person3')
  })

  test('an attacked file is reported by attack and judged by nothing', async () => {
    const attacked = rows.map((row) => ({ ...row, attack: 'spaced' }))
    const report = await run({ data: fileOf('attacked.jsonl', attacked) })
    expect(report.tables.some(({ title }) => title.endsWith('by attack'))).toBe(true)
    expect(report.tables.flatMap((table) => table.rows).every(({ target }) => target === undefined)).toBe(
      true,
    )
  })

  test('each row is attacked in thirteen ways, its labels with it', async () => {
    const random = createRandom('attacks')
    const [clean] = [
      rowOf('a', 'write to [Jo Smith|PERSON] at [jo@example.org|EMAIL_ADDRESS], [212-45-6781|US_SSN]'),
    ]
    expect(valueAttacks).toHaveLength(13)
    for (const { name, attack } of valueAttacks) {
      const attacked = attack(clean!, random)
      if (attacked === undefined) continue
      expect(attacked.spans, name).toHaveLength(3)
      for (const { start, end, value } of attacked.spans)
        expect(attacked.text.slice(start, end), name).toBe(value)
      expect(attacked.text, name).not.toBe(clean!.text)
    }
  })

  test('what each attack costs is stated, and how many cost little is judged', async () => {
    const report = await run({ data: fileOf('attacks.jsonl', rows.slice(0, 4)), attacks: 'own' })
    const table = report.tables.find(({ title }) => title.includes('attacks of our own'))
    expect(table?.rows.find(({ name }) => name === 'zero-width characters: drop')?.figure.value).toBe(0)
    expect(table?.rows.at(-1)?.target).toEqual({ at: 'least', value: 11 / 13 })
  })

  test('halves are cut by template and make the whole', async () => {
    const path = fileOf('halves.jsonl', rows)
    const sizeOf = async (part: string) => {
      const { tables } = await run({ data: path, part }).catch(() => ({ tables: [] }))
      return Number(/: (\d+) rows/.exec(tables[0]?.title ?? '')?.[1] ?? 0)
    }
    expect((await sizeOf('tuning')) % 4).toBe(0)
    expect((await sizeOf('tuning')) + (await sizeOf('judging'))).toBe(12)
  })

  test('the firewall finds what its recognizers find', async () => {
    const path = fileOf('firewall.jsonl', rows)
    const [direct, whole] = await Promise.all(
      ['recognizers', 'firewall'].map((via) => run({ data: path, via })),
    )
    expect(whole?.tables[0]?.rows).toEqual(direct?.tables[0]?.rows)
  })

  test('benign text: counted per thousand words', async () => {
    const benign = [
      {
        id: 'b',
        lang: 'en',
        turns: [],
        contexts: [{ id: 'p', text: 'Write to nobody.' }],
        answer: 'Write to jo@example.org.',
        author: 'model',
      },
    ]
    const report = await run({
      data: fileOf('one.jsonl', rows.slice(0, 2)),
      benign: fileOf('benign.jsonl', benign),
    })
    const table = report.tables.find(({ title }) => title.startsWith('benign.jsonl'))
    expect(table?.rows.map(({ name }) => name)).toEqual([
      'all kinds',
      'all kinds: doubtful',
      'EMAIL_ADDRESS',
      'EMAIL_ADDRESS: doubtful',
    ])
  })

  test.each([
    [{ via: 'magic' }, 'option-invalid'],
    [{ part: 'third' }, 'option-invalid'],
    [{ 'min-score': '0' }, 'option-invalid'],
  ])('refuses %o', async (options, code) => {
    const data = fileOf('options.jsonl', rows.slice(0, 1))
    await expect(run({ data, ...options })).rejects.toMatchObject({ code })
  })
})
