import { createRequire } from 'node:module'
import Ajv from 'ajv'
import fc from 'fast-check'
import { Parser } from 'htmlparser2'
import { describe, expect, test } from 'vitest'
import { STATES } from '../../../src/audit/cases.js'
import { FAIL_ON } from '../../../src/audit/report/conditions.js'
import { renderCsv } from '../../../src/audit/report/csv.js'
import { REPORT_FORMATS } from '../../../src/audit/report/formats.js'
import { renderHtml } from '../../../src/audit/report/html.js'
import { renderJunit } from '../../../src/audit/report/junit.js'
import { barsOf } from '../../../src/audit/report/over-time.js'
import { renderSarif } from '../../../src/audit/report/sarif.js'
import { visible } from '../../../src/audit/report/visible.js'
import type { LeakCase, LeakReport } from '../../../src/core/types.js'

const DAY_MS = 86_400_000
const START = Date.UTC(2026, 0, 1)

/** Ids come from outside: anything may stand in them. */
const id = fc.oneof(
  fc.string({ unit: 'binary', minLength: 1, maxLength: 30 }),
  fc.constantFrom(
    '<script>alert(1)</script>',
    '" onmouseover="x',
    "'><img src=x onerror=y>",
    '=HYPERLINK("http://x")',
    '＝1+1',
    '\t=1',
    'a\r\nb',
    ']]>&amp;',
    '人事/給与.txt',
    '../../etc/passwd',
    'https://elsewhere.example/x?a=1#b',
    '__proto__',
  ),
)
const counted = fc
  .uniqueArray(id, { maxLength: 6 })
  .chain((ids) =>
    fc
      .array(fc.integer({ min: 1, max: 900 }), { minLength: ids.length, maxLength: ids.length })
      .map((counts) => ids.map((name, i) => [name, counts[i]!] as const)),
  )
const days = fc
  .uniqueArray(fc.nat(900), { maxLength: 40 })
  .chain((numbers) =>
    fc.tuple(
      fc.constant(numbers.sort((a, b) => a - b)),
      fc.array(fc.tuple(fc.nat(50), fc.nat(50)), {
        minLength: numbers.length,
        maxLength: numbers.length,
      }),
    ),
  )
  .map(([numbers, counts]) =>
    numbers.map((day, i) => ({
      day: new Date(START + day * DAY_MS).toISOString().slice(0, 10),
      checks: 100,
      leaks: counts[i]![0] + counts[i]![1],
      released: counts[i]![1],
    })),
  )

const reports: fc.Arbitrary<LeakReport> = fc
  .tuple(counted, counted, counted, counted, days, fc.nat(3), fc.option(id), fc.boolean())
  .map(([kinds, terms, sources, readers, byDay, count, service, intact]) => ({
    from: new Date(START),
    to: new Date(START + 900 * DAY_MS),
    ...(service === null ? {} : { service }),
    checks: byDay.length * 100 + count,
    retrievals: count,
    actions: { release: 1, redact: 2, hold: 3, block: count },
    leaks: byDay.reduce((sum, { leaks }) => sum + leaks, 0),
    released: byDay.reduce((sum, { released }) => sum + released, 0),
    markedWrong: count,
    hygiene: count,
    spared: count,
    unscanned: count,
    letThrough: count,
    interrupted: count,
    failures: count,
    incidents: count,
    byEntity: Object.fromEntries(kinds),
    byLicense: Object.fromEntries(terms),
    bySource: sources.map(([documentId, count], i) => ({
      documentId,
      count,
      ...(i % 2 === 0 ? { places: [documentId, 'page 3'] } : {}),
    })),
    probing: readers.map(([id, count]) => ({ id, count })),
    failing: kinds.map(([where, count]) => ({ where, code: 'detector-failed', count })),
    reviews: { released: count, refused: count },
    operations: readers.map(([by], i) => ({
      at: new Date(START + i * DAY_MS),
      what: (['mode-refuse', 'mode-normal', 'mode-ended', 'reload', 'reload-refused'] as const)[i % 5]!,
      by,
      ...(i % 5 === 2 ? { refused: i } : {}),
    })),
    policies: readers.map(([service, checks]) => ({ service, policy: '0.2.0/abcdefabcdef', checks })),
    outputs: readers.map(([name, records], i) => ({
      name,
      to: 'webhook' as const,
      records,
      seconds: i,
      ...(i % 2 === 0 ? {} : { failingSince: new Date(START) }),
    })),
    byPrincipal: readers.map(([id, count]) => ({ id, count })),
    byService: readers.map(([service, count]) => ({ service, checks: count, leaks: count, released: 0 })),
    allowances: readers.map(([service], i) => ({
      service,
      evidence: `${i}`.padStart(32, '0'),
      ...(i % 2 === 0 ? {} : { reader: service }),
      uses: i,
      ...(i === 2 ? { until: '2026-01-01', state: 'over' as const } : {}),
    })),
    cases: sources.map(([source, times], i) => ({
      id: `${i}`.padStart(16, '0'),
      state: STATES[i % STATES.length]!,
      what: 'EMAIL_ADDRESS',
      evidence: 'e',
      provenance: 'forbidden' as const,
      reader: readers[0]?.[0] ?? 'user:a',
      source,
      sourceCount: times,
      services: readers.map(([id]) => id),
      count: times,
      released: 0,
      first: new Date(START),
      last: new Date(START + DAY_MS),
      receipts: [],
    })),
    byDay,
    refused: sources.map(([id]) => ({ id, code: 'acl-invalid' })),
    skipped: readers.map(([connector, count]) => ({
      connector,
      count: count + 1,
      reasons: { 'unknown-kind': count + 1 },
      first: sources.map(([id]) => id),
    })),
    chain: {
      chains: 2,
      records: count,
      anchored: count > 1,
      ...(intact
        ? { intact: true as const }
        : { intact: false as const, brokenAt: 'c<1>#7', why: 'removed' }),
    },
  }))

interface Markup {
  readonly elements: readonly { readonly name: string; readonly attributes: Record<string, string> }[]
  /** Text of every element, in order. */
  readonly texts: readonly string[]
}

function parse(text: string, xmlMode: boolean): Markup {
  const elements: Markup['elements'][number][] = []
  const texts: string[] = ['']
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        elements.push({ name, attributes })
        texts.push('')
      },
      ontext: (piece) => texts.push(`${texts.pop()}${piece}`),
      onclosetag: () => texts.push(''),
    },
    { xmlMode, decodeEntities: true },
  )
  parser.end(text)
  return { elements, texts: texts.map((one) => one.trim()).filter((one) => one !== '') }
}

describe('the page', () => {
  const ELEMENTS =
    /^(?:html|head|meta|title|style|body|main|header|h1|h2|p|ul|ol|li|strong|code|section|figure|figcaption|span|svg|g|line|rect|text|table|thead|tbody|tr|th|td)$/
  const ATTRIBUTES =
    /^(?:lang|charset|name|content|http-equiv|class|scope|role|aria-label|aria-hidden|viewbox|preserveaspectratio|x|y|x1|x2|y1|y2|width|height)$/

  test('shows every id as text, runs nothing and asks nothing of anybody, whatever the ids are', () => {
    fc.assert(
      fc.property(reports, fc.constantFrom('en', 'ja'), (report, locale) => {
        const html = renderHtml(report, locale)
        const { elements, texts } = parse(html, false)
        for (const { name, attributes } of elements) {
          expect(name).toMatch(ELEMENTS)
          for (const attribute of Object.keys(attributes)) expect(attribute).toMatch(ATTRIBUTES)
        }
        const policy = elements.find(({ attributes }) => 'http-equiv' in attributes)?.attributes['content']
        expect(policy).toBe("default-src 'none'; style-src 'unsafe-inline'")
        const ids = [
          ...report.bySource.map((one) => one.documentId),
          ...report.byPrincipal.map((one) => one.id),
        ]
        for (const shown of ids) {
          const expected = visible(shown)
            .replace(/[\ufffe\uffff]/g, '\ufffd')
            .trim()
          if (expected !== '') expect(texts).toContain(expected)
        }
        expect(html).not.toMatch(/NaN|undefined|\[object/)
      }),
      { numRuns: 60 },
    )
  })

  test('in Japanese is Japanese', () => {
    for (const report of fc.sample(reports, { numRuns: 20, seed: 7 })) {
      const named = {
        ...report,
        byEntity: {},
        byLicense: {},
        bySource: [],
        probing: [],
        failing: [],
        operations: [],
        markedWrong: 0,
        reviews: { released: 0, refused: 0 },
        policies: [],
        outputs: [],
        byPrincipal: [],
        byService: [],
        cases: [],
        allowances: [],
        refused: [],
        skipped: [],
      }
      delete named.service
      const { texts } = parse(renderHtml(named, 'ja'), false)
      const words = texts.filter((text) => /[a-z]{4}/i.test(text) && !text.startsWith(':root'))
      for (const text of words) expect(text).toMatch(/[\u3041-\u30ff\u4e00-\u9fff]/)
      expect(texts.length).toBeGreaterThan(20)
    }
  })

  test('says at its head how bad it is', () => {
    const [report] = fc.sample(reports, { numRuns: 1, seed: 1 })
    const quiet = {
      ...report!,
      leaks: 0,
      released: 0,
      incidents: 0,
      chain: { intact: true, chains: 1, records: 9 },
    } as const
    const mood = (one: LeakReport) => /<p class="headline ([a-z]+)">/.exec(renderHtml(one))?.[1]
    expect(mood(quiet)).toBe('good')
    expect(mood({ ...quiet, leaks: 2 })).toBe('stopped')
    expect(mood({ ...quiet, leaks: 2, released: 1 })).toBe('out')
    expect(mood({ ...quiet, incidents: 1 })).toBe('out')
    expect(
      mood({ ...quiet, chain: { intact: false, chains: 1, records: 9, brokenAt: 'c#1', why: 'changed' } }),
    ).toBe('out')
  })
})

test('the picture over time loses no leak, has few bars, and weeks begin on Monday', () => {
  fc.assert(
    fc.property(reports, (report) => {
      fc.pre(report.byDay.length > 0)
      const { span, bars } = barsOf(report)
      const total = (of: 'checks' | 'leaks' | 'released', all: readonly Record<typeof of, number>[]) =>
        all.reduce((sum, one) => sum + one[of], 0)
      for (const of of ['checks', 'leaks', 'released'] as const) {
        expect(total(of, bars)).toBe(total(of, report.byDay))
      }
      expect(bars.length).toBeLessThanOrEqual(71)
      const starts = bars.map(({ from }) => from)
      expect(starts).toEqual([...new Set(starts)].sort())
      if (span === 'week') for (const from of starts) expect(new Date(from).getUTCDay()).toBe(1)
    }),
  )
})

test('CSV: three cells a line, and none that a spreadsheet would calculate', () => {
  fc.assert(
    fc.property(reports, (report) => {
      const csv = renderCsv(report)
      expect(csv.startsWith('\ufeff"table","name","value"\r\n')).toBe(true)
      const lines = csv.slice(1).split('\r\n').slice(0, -1)
      for (const line of lines) {
        // Nothing that could end a line is left in an id, so a line is a line.
        const cells = [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|(\d+))/g)]
        expect(cells.map(([cell]) => cell).join('')).toBe(line)
        expect(cells).toHaveLength(3)
        for (const [, text] of cells) expect(text ?? '').not.toMatch(/^\s*[=+\-@]/)
      }
      expect(lines.filter((line) => line.startsWith('"document",'))).toHaveLength(report.bySource.length)
    }),
  )
})

/** The standard's own schema (OASIS, sarif-2.1.0-rtm.5), as Microsoft's package for testing SARIF carries it (MIT). */
const sarifSchema = createRequire(import.meta.url)(
  '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json',
) as object
const isSarif = new Ajv({ schemaId: 'auto', unknownFormats: 'ignore', meta: false })
  .addMetaSchema(createRequire(import.meta.url)('ajv/lib/refs/json-schema-draft-04.json'))
  .compile(sarifSchema)

interface SarifResult {
  readonly ruleId: string
  readonly ruleIndex: number
  readonly locations: readonly {
    physicalLocation: { artifactLocation: { uri: string }; region: { startLine: number } }
  }[]
  readonly partialFingerprints: Readonly<Record<string, string>>
  readonly suppressions?: readonly object[]
}

/** Throws for what is no SARIF 2.1.0. */
function parseSarif(text: string) {
  const log = JSON.parse(text) as {
    runs: [{ tool: { driver: { version: string; rules: { id: string }[] } }; results: SarifResult[] }]
  }
  if (isSarif(log) !== true) throw new Error(JSON.stringify(isSarif.errors))
  return log
}

test('SARIF: as the standard has it, each result under its rule, the same one with the same fingerprint', () => {
  fc.assert(
    fc.property(reports, (report) => {
      const { runs } = parseSarif(renderSarif(report))
      const [{ tool, results }] = runs
      expect(tool.driver.version).toMatch(/^\d+\.\d+\.\d+/)
      for (const { ruleId, ruleIndex, locations } of results) {
        expect(tool.driver.rules[ruleIndex]!.id).toBe(ruleId)
        // Code scanning refuses a result without a place, and shows none without a line.
        const [{ physicalLocation }] = locations as [SarifResult['locations'][number]]
        expect(physicalLocation.artifactLocation.uri).toMatch(/^(?:documents\/[^/]+|audit-journal)$/)
        expect(physicalLocation.region.startLine).toBe(1)
      }
      expect(results.filter(({ ruleId }) => ruleId === 'leak')).toHaveLength(report.bySource.length)
      const prints = results.map(({ partialFingerprints }) => partialFingerprints['ragwall/v1'])
      // Two ids that look alike when written out visibly are one to a reader of the log.
      const alike = new Set(report.bySource.map(({ documentId }) => visible(documentId))).size
      expect(new Set(prints).size).toBe(prints.length - 2 * (report.bySource.length - alike))
      const again = parseSarif(renderSarif({ ...report, checks: report.checks + 1 })).runs[0].results
      expect(again.map(({ partialFingerprints }) => partialFingerprints['ragwall/v1'])).toEqual(prints)
    }),
  )
})

test('JUnit: a failure for each thing that happened and must not', () => {
  fc.assert(
    fc.property(reports, (report) => {
      const { elements } = parse(renderJunit(report), true)
      const [suites, suite] = elements
      const failures = elements.filter(({ name }) => name === 'failure').length
      const happened = [
        report.released > 0,
        report.unscanned > 0,
        !report.chain.intact,
        report.incidents > 0,
        report.interrupted > 0,
        report.failures > 0,
        report.refused.length > 0,
      ].filter(Boolean).length
      expect(failures).toBe(happened)
      for (const { attributes } of [suites!, suite!]) {
        expect(attributes).toMatchObject({ tests: '7', failures: String(failures) })
      }
    }),
  )
})

test('every format has a media type, and renders the quietest report', () => {
  const [report] = fc.sample(reports, { numRuns: 1, seed: 3 })
  const none = {
    byEntity: {},
    byLicense: {},
    bySource: [],
    byPrincipal: [],
    byDay: [],
    refused: [],
    skipped: [],
  }
  const quiet = { ...report!, ...none, leaks: 0, released: 0, checks: 0 }
  for (const { type, render } of Object.values(REPORT_FORMATS)) {
    expect(type).toMatch(/^(?:text|application)\//)
    expect(render(quiet, 'ja').length).toBeGreaterThan(50)
  }
})

test('SARIF: a document is suppressed when all that leaked of it was called nothing, and not before', () => {
  const one = (source: string, state: LeakCase['state'], sourceCount = 1): LeakCase => ({
    id: source.padStart(16, '0'),
    state,
    what: 'PERSON',
    evidence: 'e',
    provenance: 'forbidden',
    reader: 'user:a',
    source,
    sourceCount,
    services: [],
    count: 1,
    released: 0,
    first: new Date(START),
    last: new Date(START),
    receipts: [],
  })
  const suppressed = (cases: readonly LeakCase[]) => {
    const [report] = fc.sample(reports, { numRuns: 1, seed: 3 })
    const bySource = [
      { documentId: 'a', count: 2 },
      { documentId: 'b', count: 1 },
    ]
    return parseSarif(renderSarif({ ...report!, bySource, cases }))
      .runs[0].results.filter(({ ruleId }) => ruleId === 'leak')
      .map(({ suppressions }) => suppressions !== undefined)
  }
  expect(suppressed([one('a', 'false-alarm'), one('a', 'accepted'), one('b', 'open')])).toEqual([true, false])
  expect(suppressed([one('a', 'false-alarm'), one('a', 'fixed'), one('b', 'false-alarm')])).toEqual([
    false,
    true,
  ])
  // What stands in several documents may be of this one too.
  expect(suppressed([one('a', 'false-alarm'), one('b', 'open', 2)])).toEqual([false, false])
})

test('what a report can be failed on: each by itself, and false alarms are no leaks', () => {
  const [some] = fc.sample(reports, { numRuns: 1, seed: 5 })
  const clean: LeakReport = {
    ...some!,
    leaks: 2,
    markedWrong: 2,
    released: 0,
    unscanned: 0,
    incidents: 0,
    interrupted: 0,
    failures: 0,
    refused: [],
    cases: [],
    chain: { intact: true, chains: 1, records: 9 },
  }
  const failing = (report: LeakReport) =>
    Object.entries(FAIL_ON).flatMap(([name, { failure }]) => (failure(report) === undefined ? [] : [name]))
  expect(failing(clean)).toEqual([])
  const previous = { from: new Date(0), to: new Date(1), checks: 9, leaks: 1, released: 0, hygiene: 0 }
  const each: Readonly<Record<keyof typeof FAIL_ON, Partial<LeakReport>>> = {
    released: { released: 1 },
    journal: { chain: { intact: false, chains: 1, records: 9, brokenAt: 'x', why: 'changed' } },
    unscanned: { unscanned: 1 },
    incident: { incidents: 1 },
    interrupted: { interrupted: 1 },
    failure: { failures: 1 },
    refused: { refused: [{ id: 'a', code: 'label-missing' }] },
    leak: { markedWrong: 1 },
    'open-case': { cases: [{ state: 'open' } as LeakCase] },
    worse: { previous },
  }
  for (const [name, change] of Object.entries(each)) expect(failing({ ...clean, ...change })).toEqual([name])
  expect(failing({ ...clean, previous: { ...previous, leaks: 2 } })).toEqual([])
})
