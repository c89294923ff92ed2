import fc from 'fast-check'
import type { AuditEvent, AuditFinding, AuditRecord } from '../../src/core/audit.js'

/** Any event that a firewall puts on record, its ids drawn from a few so that equal leaks come up. */

const reader = fc.constantFrom('user:alice', 'user:bob', 'user:健', 'service:batch')
const document = fc.constantFrom('plans/harbor.md', '人事/給与.md', 'a"b\\c', 'x\n<13>1 y', 'docs/α')
const action = fc.constantFrom('release', 'redact', 'hold', 'block')
const digest = fc.constantFrom('aa', 'bb', 'cc').map((two) => two.repeat(16))
const service = fc.option(fc.constantFrom('chat', 'レポート'), { nil: undefined })

const kind = fc.oneof(
  fc.record({
    kind: fc.constantFrom('personal-data' as const, 'secret' as const),
    entity: fc.constantFrom('PERSON', 'API_KEY'),
  }),
  fc.record({
    kind: fc.constant('verbatim' as const),
    match: fc.constantFrom('exact' as const, 'near' as const),
    view: fc.constant('plain'),
    length: fc.nat(900),
  }),
  fc.record({
    kind: fc.constantFrom('canary' as const, 'disclosure' as const, 'license' as const),
    rule: fc.constant('some-rule'),
  }),
)

/** One finding of a record. */
export const auditFindings: fc.Arbitrary<AuditFinding> = fc
  .tuple(
    fc.record({
      start: fc.nat(900),
      end: fc.nat(900),
      score: fc.double({ min: 0, max: 1, noNaN: true }),
      provenance: fc.constantFrom('permitted', 'user', 'forbidden', 'training', 'unknown'),
      evidence: digest,
      action,
      sources: fc.uniqueArray(document, { maxLength: 5 }),
    }),
    kind,
  )
  .map(([found, what]) => ({ ...found, sourceCount: found.sources.length, ...what }) as AuditFinding)

const optional = <Value extends object>(value: Value): Value =>
  Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as Value

/** Any event. */
export const auditEvents: fc.Arbitrary<AuditEvent> = fc
  .oneof(
    fc.record({
      type: fc.constant('closed'),
      subject: reader,
      actor: fc.option(fc.constant('service:app'), { nil: undefined }),
      service,
      session: fc.option(fc.constant('s1'), { nil: undefined }),
      call: fc.uuid(),
      door: fc.constantFrom('check', 'inspect'),
      action,
      decided: action,
      outcome: fc.constantFrom('complete', 'cut', 'abandoned', 'failed'),
      code: fc.option(fc.constant('detector-failed'), { nil: undefined }),
      read: fc.nat(900),
      sent: fc.nat(900),
      findings: fc.array(auditFindings, { maxLength: 3 }),
      spared: fc.nat(3),
    }),
    fc.record({
      type: fc.constant('retrieve'),
      subject: reader,
      service,
      call: fc.uuid(),
      query: digest,
      k: fc.nat(20),
      chunks: fc.array(document, { maxLength: 30 }),
    }),
    fc.record({
      type: fc.constant('opened'),
      subject: reader,
      call: fc.uuid(),
      door: fc.constant('check'),
      streaming: fc.boolean(),
    }),
    fc.record({
      type: fc.constant('sync'),
      connector: fc.constant('handbook'),
      cursor: digest,
      upserted: fc.nat(9),
      relabelled: fc.nat(9),
      deleted: fc.nat(9),
      unchanged: fc.nat(9),
      refused: fc.nat(9),
      repeated: fc.boolean(),
    }),
    fc.record({
      type: fc.constant('refused-document'),
      connector: fc.constant('handbook'),
      document,
      code: fc.constant('label-missing'),
    }),
    fc.record({
      type: fc.constant('skipped'),
      connector: fc.constant('handbook'),
      count: fc.nat(9),
      reasons: fc.constant({ 'no-format': 2 }),
      first: fc.array(document, { maxLength: 30 }),
    }),
    fc.record({
      type: fc.constant('failure'),
      where: fc.constant('entitle'),
      code: fc.constant('decision-failed'),
      subject: reader,
    }),
    fc.record({
      type: fc.constant('incident'),
      what: fc.constant('forbidden-chunk'),
      subject: reader,
      document,
    }),
    fc.record({
      type: fc.constant('review'),
      call: fc.uuid(),
      reviewer: reader,
      decision: fc.constantFrom('release', 'refuse', 'read'),
    }),
    fc.record({
      type: fc.constant('triage'),
      case: digest.map((id) => id.slice(0, 16)),
      leak: fc.option(digest, { nil: undefined }),
      state: fc.constantFrom('open', 'acknowledged', 'false-alarm', 'accepted', 'fixed'),
      by: reader,
      reference: fc.option(fc.constant('SEC-12'), { nil: undefined }),
      until: fc.option(fc.nat(), { nil: undefined }),
    }),
    fc.record({
      type: fc.constant('admin'),
      what: fc.constantFrom('mode-normal', 'mode-refuse', 'reload', 'reload-refused'),
      by: reader,
    }),
    fc.record({ type: fc.constant('forgotten'), subject: reader }),
    fc.record({
      type: fc.constant('hold'),
      hold: digest.map((id) => id.slice(0, 12)),
      what: fc.constantFrom('placed', 'lifted'),
      by: reader,
      reference: fc.option(fc.constant('SEC-12'), { nil: undefined }),
      subject: fc.option(reader, { nil: undefined }),
      from: fc.option(fc.nat(), { nil: undefined }),
    }),
    fc
      .record({ last: fc.nat(), keep: fc.nat(), by: reader, records: fc.nat(1_000) })
      .map(({ records, ...rest }) => ({
        ...rest,
        type: 'removal' as const,
        chains: [{ chain: '00123456789a-0123456789abcdef', sequence: records, hash: 'ab'.repeat(32) }],
        records: records + 1,
        total: { chains: 1, records: records + 1 },
      })),
  )
  .map((event) => optional(event) as unknown as AuditEvent)

/** Such events as one chain of records, a second apart. */
export function recordsOf(
  events: readonly AuditEvent[],
  chain = '0123456789ab-0123456789abcdef',
): AuditRecord[] {
  return events.map((event, sequence) => ({
    chain,
    sequence,
    time: 1_790_000_000_000 + sequence * 1_000,
    event,
    receipt: `receipt-${sequence}`,
    hash: sequence.toString(16).padStart(64, '0'),
  }))
}
