import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { REPORT_FORMATS } from '../../../../src/audit/report/formats.js'
import type { ClosedEvent } from '../../../../src/core/audit.js'
import { FirewallError } from '../../../../src/core/errors.js'
import type { Recognizer } from '../../../../src/core/ports.js'
import type { Coverage, Principal } from '../../../../src/core/types.js'
import { createFirewall, type Firewall } from '../../../../src/firewall/firewall.js'
import { createJournalRecorder } from '../../adapters/http/journal-recorder.js'

/** How much of a text was looked at stands in the verdict, in the journal and on the first page of a report. */

const reader: Principal = { id: 'user:a', groups: [], clearance: { level: 'public', compartments: [] } }
const SECRET =
  'The merger with Hollow Oak closes on the third Friday of May for ninety million crowns in cash.'
const CANARY = 'The grey heron counts its seventeen umbrellas under the northern pier at noon.'
const BREAKS = 'brittle'
const ENDLESS = 'endless'

const recognizer: Recognizer = {
  entity: 'BRITTLE',
  class: 'high-risk',
  locales: [],
  maxLength: 10,
  lookbehind: 0,
  lookahead: 0,
  examples: { match: [], noMatch: [] },
  recognize(text) {
    if (text.includes(BREAKS)) throw new Error(text)
    if (text.includes(ENDLESS)) throw new FirewallError('work-limit', 'the text is too much work')
    return []
  },
  settled: (text) => text.length,
}

let firewall: Firewall
let closed: () => ClosedEvent[]
beforeAll(async () => {
  const { sink, recorded } = createJournalRecorder()
  closed = () => recorded.filter((event): event is ClosedEvent => event.type === 'closed')
  firewall = await createFirewall({
    policy: ['public', 'secret'],
    audit: sink,
    recognizers: [recognizer],
    services: [
      { name: 'open', onError: 'release' },
      { name: 'watch', mode: 'shadow' },
    ],
  })
  const acl = { allow: ['group:board'], deny: [], classification: 'secret' }
  await firewall.apply([
    { kind: 'upsert', document: { id: 'plan', uri: 'plan', text: SECRET, acl }, cursor: '' },
    {
      kind: 'upsert',
      document: { id: 'heron', uri: 'heron', text: CANARY, acl, kind: 'canary', retrievable: false },
      cursor: '',
    },
  ])
})
afterAll(() => firewall.close())

async function* cut(text: string, size: number): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size)
}

function expectConsistent(coverage: Coverage): void {
  const { state, seen, scanned, unscanned, detectors } = coverage
  expect(scanned + unscanned).toBe(seen)
  expect(detectors.length).toBeGreaterThan(0)
  for (const one of detectors) expect(one.scanned + one.unscanned).toBe(seen)
  expect(scanned).toBe(Math.min(...detectors.map((one) => one.scanned)))
  expect(state).toBe(scanned === seen ? 'complete' : scanned === 0 ? 'not-run' : 'partial')
}

test('a text that is too much work is refused, also where failures let it through', async () => {
  const asked = { principal: reader, service: 'open' }
  await expect(firewall.check(`Some ${ENDLESS} words.`, asked)).rejects.toMatchObject({ code: 'work-limit' })
  expect(closed().at(-1)).toMatchObject({ action: 'block' })
  const stream = firewall.check(cut(`Some ${ENDLESS} words.`, 7), asked)
  let sent = ''
  const read = async () => {
    for await (const piece of stream) sent += piece
  }
  await expect(read()).rejects.toMatchObject({ code: 'work-limit' })
  expect(sent).not.toContain('words')
})

describe('what was looked at', () => {
  test('is all of a text that was judged, whole or in pieces, and the journal says the same', async () => {
    const texts = fc.string({
      minLength: 1,
      maxLength: 80,
      unit: fc.constantFrom('a', ' ', '花', '\u{1f98a}'),
    })
    await fc.assert(
      fc.asyncProperty(texts, fc.integer({ min: 1, max: 30 }), fc.boolean(), async (text, size, whole) => {
        const stream = firewall.check(cut(text, size), { principal: reader })
        if (!whole) for await (const _piece of stream);
        const { coverage } = whole ? await firewall.check(text, { principal: reader }) : await stream.verdict
        expectConsistent(coverage)
        expect(coverage).toMatchObject({ state: 'complete', seen: text.length })
        expect(closed().at(-1)?.coverage).toEqual(coverage)
      }),
      { numRuns: 30 },
    )
  })

  test('is not what was let through on an error: no report reads it as released', async () => {
    const before = await firewall.report()
    const text = `All is ${BREAKS}.`
    const verdict = await firewall.check(text, { principal: reader, service: 'open' })
    expect(verdict.text).toBe(text)
    expectConsistent(verdict.coverage)
    expect(verdict.coverage).toMatchObject({ state: 'not-run', seen: text.length, scanned: 0 })
    expect(closed().at(-1)).toMatchObject({ outcome: 'failed', coverage: verdict.coverage })
    const after = await firewall.report()
    expect(after.actions).toEqual(before.actions)
    expect(after.letThrough).toBe(before.letThrough + 1)
    expect(after.unscanned).toBe(before.unscanned + 1)
  })

  test('and what was refused on an error went nowhere', async () => {
    const before = await firewall.report()
    await expect(firewall.check(`All is ${BREAKS}.`, { principal: reader })).rejects.toMatchObject({
      code: 'detector-failed',
    })
    expect(closed().at(-1)?.coverage).toMatchObject({ state: 'not-run', scanned: 0 })
    expect((await firewall.report()).unscanned).toBe(before.unscanned)
  })

  test('ends where a stream would have been blocked: what shadow mode sends on behind it was not looked at', async () => {
    const before = await firewall.report()
    const tail = 'And so on, and so on. '.repeat(20)
    const stream = firewall.check(cut(CANARY + tail, 10), { principal: reader, service: 'watch' })
    let sent = ''
    for await (const piece of stream) sent += piece
    expect(sent).toBe(CANARY + tail)
    const { coverage } = await stream.verdict
    expectConsistent(coverage)
    expect(coverage.unscanned).toBeGreaterThan(0)
    expect((await firewall.report()).unscanned).toBe(before.unscanned + 1)
    // A whole answer that is long enough is judged in steps, and its judging ends as early.
    const long = CANARY + tail.repeat(200)
    const whole = await firewall.check(long, { principal: reader, service: 'watch' })
    expectConsistent(whole.coverage)
    expect(whole).toMatchObject({ action: 'release', text: long, coverage: { seen: long.length } })
  })

  test('stands on the first page of every report', async () => {
    const report = await firewall.report()
    const quiet = { ...report, unscanned: 0, letThrough: 0 }
    expect(report.unscanned).toBeGreaterThan(0)
    for (const [format, { render }] of Object.entries(REPORT_FORMATS)) {
      for (const language of ['en', 'ja'] as const) {
        const said = render(report, language)
        expect(said, format).not.toBe(render(quiet, language))
        if (format === 'markdown' || format === 'html') {
          const first = said.split(format === 'html' ? '<ul class="tiles">' : '## ')[0]
          expect(first).toMatch(
            language === 'en' ? /without having been scanned whole/ : /検査しないまま送られた/,
          )
        }
      }
    }
  })
})
