import { describe, expect, test } from 'vitest'
import { createMemoryJournal } from '../../../src/audit/journal.js'
import { renderJson } from '../../../src/audit/report/json.js'
import { escapeMarkdown, renderMarkdown } from '../../../src/audit/report/markdown.js'
import { buildReport } from '../../../src/audit/report.js'
import type { AuditEvent, AuditFinding, AuditRecord, ClosedEvent } from '../../../src/core/audit.js'
import type { AuditVerification } from '../../../src/core/ports.js'

const intact: AuditVerification = { intact: true, chains: 1, records: 1, torn: 0 }

const finding = (
  provenance: AuditFinding['provenance'],
  sources: readonly string[],
  what: Partial<AuditFinding> = {},
): AuditFinding =>
  ({
    start: 0,
    end: 9,
    score: 1,
    evidence: 'e',
    action: 'redact',
    provenance,
    sources,
    sourceCount: sources.length,
    kind: 'personal-data',
    entity: 'EMAIL_ADDRESS',
    ...what,
  }) as AuditFinding

const opened = (call: string, service = 'chat'): AuditEvent => ({
  type: 'opened',
  call,
  subject: 'user:a',
  service,
  door: 'check',
  streaming: false,
})

const closed = (call: string, event: Partial<ClosedEvent> = {}): AuditEvent => ({
  type: 'closed',
  call,
  subject: 'user:a',
  service: 'chat',
  door: 'check',
  action: 'release',
  decided: 'release',
  outcome: 'complete',
  read: 10,
  sent: 10,
  findings: [],
  spared: 0,
  ...event,
})

async function* recordsOf(
  events: readonly AuditEvent[],
  times?: readonly number[],
): AsyncIterable<AuditRecord> {
  for (const [i, event] of events.entries()) {
    yield { chain: 'c', sequence: i + 1, time: times?.[i] ?? 1_000 + i, event, hash: 'h' }
  }
}

describe('buildReport', () => {
  test('leaks, hygiene and what was neither', async () => {
    const run = { kind: 'verbatim', match: 'exact', view: 'plain', length: 60 } as const
    const report = await buildReport(
      recordsOf([
        opened('1'),
        closed('1', {
          action: 'redact',
          decided: 'redact',
          spared: 2,
          findings: [
            finding('forbidden', ['hr/pay.txt', 'hr/old.txt']),
            finding('training', ['train#1'], run),
            finding('permitted', ['hr/pay.txt'], {
              kind: 'canary',
              rule: 'seeded',
              evidence: 'c',
            } as Partial<AuditFinding>),
            finding('unknown', []),
            finding('permitted', ['public.txt'], { action: 'release' }),
          ],
        }),
        opened('2'),
        closed('2', { subject: 'user:b', action: 'block', findings: [finding('forbidden', ['hr/pay.txt'])] }),
        opened('3'),
        { type: 'retrieve', subject: 'user:a', call: '4', query: 'q', k: 1, chunks: [] },
        { type: 'failure', where: 'entitle', code: 'decision-failed' },
        { type: 'incident', what: 'forbidden chunk behind a search' },
        { type: 'refused-document', connector: 'f', document: 'b', code: 'label-missing' },
        { type: 'refused-document', connector: 'f', document: 'a', code: 'acl-invalid' },
        { type: 'refused-document', connector: 'f', document: 'b', code: 'acl-invalid' },
        { type: 'skipped', connector: 'g', count: 1, reasons: { hidden: 1 }, first: ['y/'] },
        {
          type: 'skipped',
          connector: 'f',
          count: 2,
          reasons: { hidden: 1, 'unknown-kind': 1 },
          first: ['.git/', 'x'],
        },
        // The last run counts: the other folder has nothing left to pass over.
        { type: 'skipped', connector: 'g', count: 0, reasons: {}, first: [] },
      ]),
      intact,
    )
    const { cases, ...rest } = report
    expect(
      cases.map(({ what, reader, source, count }) => `${what} ${reader} ${source} ${count}`).sort(),
    ).toEqual([
      'EMAIL_ADDRESS user:a hr/pay.txt 1',
      'EMAIL_ADDRESS user:b hr/pay.txt 1',
      'canary user:a hr/pay.txt 1',
      'verbatim user:a train#1 1',
    ])
    expect(rest).toEqual({
      from: new Date(1_000),
      to: new Date(1_013),
      checks: 3,
      retrievals: 1,
      actions: { release: 0, redact: 1, hold: 0, block: 1 },
      leaks: 4,
      released: 0,
      markedWrong: 0,
      unscanned: 0,
      letThrough: 0,
      hygiene: 1,
      spared: 2,
      interrupted: 1,
      failures: 1,
      incidents: 1,
      byEntity: { EMAIL_ADDRESS: 2, canary: 1, verbatim: 1 },
      byLicense: {},
      bySource: [
        { documentId: 'hr/pay.txt', count: 3 },
        { documentId: 'hr/old.txt', count: 1 },
        { documentId: 'train#1', count: 1 },
      ],
      byPrincipal: [
        { id: 'user:a', count: 3 },
        { id: 'user:b', count: 1 },
      ],
      byService: [{ service: 'chat', checks: 2, leaks: 4, released: 0 }],
      allowances: [],
      byDay: [{ day: '1970-01-01', checks: 2, leaks: 4, released: 0 }],
      refused: [
        { id: 'a', code: 'acl-invalid' },
        { id: 'b', code: 'acl-invalid' },
      ],
      skipped: [
        { connector: 'f', count: 2, reasons: { hidden: 1, 'unknown-kind': 1 }, first: ['.git/', 'x'] },
      ],
      chain: { intact: true, chains: 1, records: 1 },
      probing: [],
      failing: [{ where: 'entitle', code: 'decision-failed', count: 1 }],
      reviews: { released: 0, refused: 0 },
      operations: [],
      policies: [],
    })
  })

  test('shadow mode: a leak that was let go is counted as released', async () => {
    const findings = [finding('forbidden', ['x'])]
    const report = await buildReport(
      recordsOf([opened('1'), closed('1', { action: 'release', decided: 'redact', findings })]),
      intact,
    )
    expect(report).toMatchObject({ leaks: 1, released: 1 })
  })

  test('a check that closes behind the range is not interrupted, one that opened before it counts where it closed', async () => {
    const events = [opened('1'), closed('1'), opened('2'), closed('2'), opened('3')]
    const range = { from: new Date(200), to: new Date(300) }
    const report = await buildReport(recordsOf(events, [100, 200, 300, 400, 500]), intact, range)
    expect(report).toMatchObject({ ...range, checks: 1, interrupted: 0 })
  })

  test('one service only', async () => {
    const events = [
      opened('1'),
      closed('1'),
      opened('2', 'mail'),
      closed('2', { service: 'mail' }),
      opened('3', 'mail'),
    ]
    const report = await buildReport(recordsOf(events), intact, { service: 'mail' })
    expect(report).toMatchObject({ service: 'mail', checks: 2, interrupted: 1 })
  })

  test('an empty journal', async () => {
    const before = Date.now()
    const { checks, leaks, from, to } = await buildReport(recordsOf([]), intact)
    expect({ checks, leaks }).toEqual({ checks: 0, leaks: 0 })
    for (const time of [from, to]) expect(time.getTime()).toBeGreaterThanOrEqual(before)
  })

  test('over a journal: a damaged one is reported as such', async () => {
    const sink = createMemoryJournal()
    await sink.append(opened('1'))
    await sink.append(closed('1', { action: 'block', findings: [finding('forbidden', ['x'])] }))
    expect(await buildReport(sink.read(), await sink.verify())).toMatchObject({
      checks: 1,
      leaks: 1,
      chain: { intact: true },
    })
    const broken = { intact: false, brokenAt: 'c#1', why: 'changed', chains: 1, records: 1 } as const
    expect((await buildReport(sink.read(), broken)).chain).toEqual({
      intact: false,
      chains: 1,
      records: 1,
      brokenAt: 'c#1',
      why: 'changed',
    })
    await sink.close()
  })
})

describe('reporters', () => {
  const eventful = () =>
    buildReport(
      recordsOf([
        opened('1'),
        closed('1', {
          subject: 'user:<b>|x',
          action: 'block',
          decided: 'block',
          findings: [finding('forbidden', ['hr/[pay](http://evil.example)\n# Heading.txt'])],
        }),
        closed('2', { findings: [finding('training', ['t'], { action: 'release' })] }),
        opened('3'),
        { type: 'failure', where: 'x', code: 'y' },
        { type: 'incident', what: 'x' },
        { type: 'refused-document', connector: 'f', document: 'b', code: 'label-missing' },
      ]),
      { intact: false, brokenAt: 'c#7', why: 'removed', chains: 1, records: 7 },
      { service: 'chat' },
    )

  test('Markdown in English: what, to whom, from where, what to do', async () => {
    const markdown = renderMarkdown(await eventful(), 'en')
    expect(markdown).toContain('**2 leaks for 2 readers in 3 checks; 1 of them went out.**')
    expect(markdown).toContain('First fault at record c\\#7: removed')
    expect(markdown).toContain('| EMAIL\\_ADDRESS | 2 |')
    expect(markdown.match(/^\d\. /gm)).toHaveLength(8)
    const headings = [...markdown.matchAll(/^#+ (.*)$/gm)].map(([, heading]) => heading)
    expect(headings).toEqual([
      'Leak report',
      'What to do next',
      'Cases to decide',
      'What leaked',
      'To whom',
      'Through which service',
      'From where',
      'What failed',
      'Documents that could not be taken',
      'Figures',
      'Audit journal',
    ])
  })

  test('Markdown in Japanese is Japanese', async () => {
    const markdown = renderMarkdown(await eventful(), 'ja')
    expect(markdown).toContain(
      '**検査 3 件のうち、閲覧者 2 名に対して 2 件の漏えいを検出しました。このうち 1 件は閲覧者に届きました。**',
    )
    expect(markdown).toContain('最初の異常は記録 c\\#7(削除)です')
    const prose = markdown.split('\n').filter((line) => line !== '' && !/^\| /.test(line))
    for (const line of prose) expect(line, line).toMatch(/[\u3041-\u30ff\u4e00-\u9fff]/)
  })

  test('quiet ones are short', async () => {
    const report = await buildReport(recordsOf([opened('1'), closed('1')]), intact)
    expect(renderMarkdown(report, 'en')).toContain('**No leak was found in 1 check.**')
    expect(renderMarkdown(report, 'en')).not.toContain('What to do next')
    expect(renderMarkdown(report, 'ja')).toContain('検査 1 件で漏えいは見つかりませんでした。')
  })

  test('an id is text and nothing else', async () => {
    const markdown = renderMarkdown(await eventful(), 'en')
    expect(markdown).not.toMatch(/<b>|\[pay\]\(|http:/)
    expect(escapeMarkdown('a\u202eb\u200bc\nd')).toBe(
      'a\\u{202e}b\\u{200b}c\\u{a}d'.replace(/[{}\\]/g, '\\$&'),
    )
    expect(escapeMarkdown('[x](javascript:1) `c` *b* <i> &amp; |')).toBe(
      '\\[x\\]\\(javascript:1\\) \\`c\\` \\*b\\* &lt;i&gt; &amp;amp; \\|',
    )
  })

  test('long tables are cut and counted', async () => {
    const events = Array.from({ length: 60 }, (_, i) =>
      closed(String(i), { findings: [finding('forbidden', [`d${i}`])] }),
    )
    const markdown = renderMarkdown(await buildReport(recordsOf(events), intact), 'en')
    expect(markdown.match(/^\| d\d+ /gm)).toHaveLength(50)
    expect(markdown).toContain('and 10 more')
  })

  test('JSON is the report', async () => {
    const report = await eventful()
    expect(JSON.parse(renderJson(report))).toEqual(JSON.parse(JSON.stringify(report)))
  })
})

test('who probes, what failed, places, reviews, operators, policies: each counted where it happened', async () => {
  const at = (findings: readonly AuditFinding[], more: object = {}) => closed('x', { findings, ...more })
  const places = (...all: string[]) => ({
    ...finding('forbidden', ['hr/pay.xlsx']),
    places: all.map((place) => ({ document: 'hr/pay.xlsx', at: place })),
  })
  const probe = (kind: 'probe' | 'enumeration' | 'canary') =>
    ({ ...finding('user', []), kind, rule: 'r' }) as unknown as AuditFinding
  const report = await buildReport(
    recordsOf([
      at([places('sheet 2, B7', 'sheet 2, B9')], { policy: '0.2.0/aaaaaaaaaaaa', service: 'chat' }),
      at([places('sheet 2, B9')], { policy: '0.2.0/bbbbbbbbbbbb', service: 'chat' }),
      at([probe('probe'), probe('enumeration')], { subject: 'user:eve', action: 'release' }),
      at([], { outcome: 'failed', code: 'detector-failed', action: 'block' }),
      at([], { allowed: ['e1'], subject: 'user:a' }),
      at([], { allowed: ['e1'], subject: 'user:b' }),
      { type: 'failure', where: 'output siem', code: 'output-failed' },
      { type: 'failure', where: 'permissions wiki', code: 'source-unreadable' },
      { type: 'failure', where: 'permissions wiki', code: 'source-unreadable' },
      { type: 'review', call: 'c', reviewer: 'user:r', decision: 'read' },
      { type: 'review', call: 'c', reviewer: 'user:r', decision: 'release' },
      { type: 'admin', what: 'mode-refuse', by: 'user:op' },
      { type: 'admin', what: 'mode-normal', by: 'user:op' },
      { type: 'admin', what: 'mode-ended', by: 'service:ragwall', refused: 12 },
    ]),
    intact,
  )
  expect(report).toMatchObject({
    bySource: [{ documentId: 'hr/pay.xlsx', count: 2, places: ['sheet 2, B9', 'sheet 2, B7'] }],
    probing: [{ id: 'user:eve', count: 1 }],
    failing: [
      { where: 'permissions wiki', code: 'source-unreadable', count: 2 },
      { where: 'check', code: 'detector-failed', count: 1 },
      { where: 'output siem', code: 'output-failed', count: 1 },
    ],
    failures: 3,
    reviews: { released: 1, refused: 0 },
    operations: [
      { what: 'mode-refuse', by: 'user:op' },
      { what: 'mode-normal', by: 'user:op' },
      { what: 'mode-ended', by: 'service:ragwall', refused: 12 },
    ],
    policies: [
      { service: 'chat', policy: '0.2.0/aaaaaaaaaaaa', checks: 1 },
      { service: 'chat', policy: '0.2.0/bbbbbbbbbbbb', checks: 1 },
    ],
    allowances: [
      { evidence: 'e1', reader: 'user:a', uses: 1 },
      { evidence: 'e1', reader: 'user:b', uses: 1 },
    ],
  })
})
