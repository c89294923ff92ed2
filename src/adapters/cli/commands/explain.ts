import type { Command } from 'commander'
import type { ClosedEvent, PassReason, RetrieveEvent } from '../../../core/audit.js'
import type { Provenance } from '../../../core/types.js'
import type { ExplainedFinding, Explanation } from '../../../firewall/firewall.js'
import { type Context, declareOpening, type Shared } from '../command.js'
import { json, printable, renderTable } from '../io.js'
import { withSession } from '../session.js'

/** `ragwall explain RECEIPT`: why an answer or a retrieval was decided as it was, without a word of it. */
export function explainCommand({ io }: Context): Command {
  return declareOpening('explain', 'why an answer or a retrieval was decided as it was')
    .argument('<receipt>', 'what the verdict, a case or a user names; the id of a call will do too')
    .action(async (id: string, flags: Shared) => {
      const explanation = await withSession(flags, io, ({ firewall, reader }) =>
        firewall.explain(id, { principalOf: reader }),
      )
      io.out(flags.json ? json(explanation) : printable(shown(explanation)))
    })
}

function shown({ record, event, findings, service }: Explanation): string {
  const { type, subject, actor, session } = event
  const who = [
    ['what', type === 'retrieve' ? 'retrieval' : event.door === 'inspect' ? 'prompt' : 'answer'],
    ['time', record.time.toISOString()],
    ['record', `${record.chain}#${record.sequence}`],
    ['hash', record.hash],
    ['call', event.call],
    ['reader', actor === undefined ? subject : `${subject}, asked by ${actor}`],
    ['service', event.service ?? 'default'],
    ...(session === undefined ? [] : [['session', session]]),
  ]
  const decided = event.type === 'retrieve' ? retrieved(event) : checked(event)
  const now =
    service === undefined
      ? [['policy now', 'the service is no longer configured']]
      : [
          ['policy now', `${service.mode}, on errors ${service.onError}`],
          [
            'thresholds',
            Object.entries(service.thresholds)
              .map(([name, value]) => `${name} ${value}`)
              .join(', '),
          ],
        ]
  const parts = event.type === 'closed' ? event.findings.map((finding, i) => one(finding, findings[i]!)) : []
  const rest = event.type === 'closed' ? passed(event) : []
  return [renderTable([...who, ...decided, ...now]), ...parts, ...rest].join('\n')
}

function retrieved({ k, chunks, aclAge }: RetrieveEvent): string[][] {
  return [['asked for', String(k)], ['returned', chunks.join(', ') || 'nothing'], ...ageOf(aclAge)]
}

function checked(event: ClosedEvent): string[][] {
  const { action, decided, outcome, code, read, sent, spared, allowed, coverage, policy, aclAge } = event
  return [
    ['action', action === decided ? action : `${action}; it would have been ${decided}`],
    ['outcome', code === undefined ? outcome : `${outcome}: ${code}`],
    ['length', `${read} code units judged, ${sent} sent`],
    ...(coverage === undefined
      ? []
      : [['scanned', `${coverage.scanned} of ${coverage.seen} (${coverage.state})`]]),
    ...(policy === undefined
      ? []
      : [
          [
            'policy',
            `${event.service ?? 'default'}, ${policy} (version of ragwall and digest of the policy)`,
          ],
        ]),
    ...(spared === 0 ? [] : [['spared', `${spared} common phrases`]]),
    ...(allowed === undefined ? [] : [['allowed', allowed.join(', ')]]),
    ...ageOf(aclAge),
  ]
}

function ageOf(age: number | undefined): string[][] {
  return age === undefined ? [] : [['permissions', `the oldest was ${Math.round(age / 1_000)} s old`]]
}

function one(
  finding: ClosedEvent['findings'][number],
  { what, actionNow, case: found, sources }: ExplainedFinding,
): string {
  const rule =
    'rule' in finding ? finding.rule : finding.kind === 'verbatim' ? verbatim(finding) : finding.kind
  const rest = finding.sourceCount - sources.length
  return renderTable([
    ['finding', what],
    ['rule', rule],
    ['where', `${finding.start} to ${finding.end}`],
    ['score', String(finding.score)],
    ['whose', `${finding.provenance}: ${WHOSE[finding.provenance]}`],
    [
      'action',
      actionNow === undefined || actionNow === finding.action
        ? finding.action
        : `${finding.action}; now it would be ${actionNow}`,
    ],
    ...(finding.line === undefined ? [] : [['policy line', finding.line]]),
    ['evidence', finding.evidence],
    ...(found === undefined ? [] : [['case', `${found.id} (${found.state})`]]),
    ...sources.map(({ id, label, access }, i) => [
      i === 0 ? 'documents' : '',
      `${id}: ${accessOf(label, access)}`,
    ]),
    ...(rest > 0 ? [['', `and ${rest} more`]] : []),
  ])
}

/** What explained it, or that nothing did. */
const WHOSE: Readonly<Record<Provenance, string>> = {
  permitted: 'a document that the reader may read explains it',
  user: "the reader's own words explain it",
  forbidden: 'it stands in documents that the reader may not read, and nothing explains it',
  training: 'it stands in a training set that the reader may not read, and nothing explains it',
  unknown: 'no document has it, nor did the reader say it',
}

const PASSED: Readonly<Record<PassReason, string>> = {
  common: 'a phrase that everybody says',
  shared: 'many documents have it',
  'code-line': 'how the language is written',
  'own-list': "the service's policy says that it is no finding (`allow`)",
  allowed: 'a rule for a false alarm (`allow.findings`)',
}

/** What was found and had no consequence. */
function passed({ passed = [], spared, allowed = [] }: ClosedEvent): string[] {
  if (passed.length === 0) return []
  const named = passed.filter(({ why }) => why !== 'own-list').length
  const rest = spared + allowed.length - named
  return [
    renderTable([
      ['passed', 'where', 'why'],
      ...passed.map(({ start, end, what, why }) => [what, `${start} to ${end}`, PASSED[why]]),
      ...(rest > 0 ? [[`and ${rest} more`, '', '']] : []),
    ]),
  ]
}

function verbatim({
  match,
  view,
  length,
}: Extract<ClosedEvent['findings'][number], { kind: 'verbatim' }>): string {
  return `${match} copy of ${length} folded bytes, ${view}`
}

function accessOf(
  label: ExplainedFinding['sources'][number]['label'],
  access: ExplainedFinding['sources'][number]['access'],
): string {
  if (label === undefined) return 'no longer stored'
  const demands = `${label.level}, ${label.allow.map((list) => list.join(' or ')).join(', and ') || 'nobody'}`
  return access === undefined
    ? `for ${demands}; the directory no longer has the reader`
    : `for ${demands}; the reader now: ${access.effect} (${access.why.join(', ')})`
}
