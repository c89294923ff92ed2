import { type Command, Option } from 'commander'
import { stringify } from 'yaml'
import { STATES } from '../../../audit/cases.js'
import { FirewallError } from '../../../core/errors.js'
import type { CaseState, LeakCase } from '../../../core/types.js'
import type { AllowProposal, TriageDecision } from '../../../firewall/firewall.js'
import { parseTime } from '../../http/parse-time.js'
import { type Context, declareOpening, type Shared } from '../command.js'
import { json, printable, renderTable } from '../io.js'
import { withSession } from '../session.js'

interface Flags extends Shared {
  readonly state?: CaseState
  readonly set?: CaseState
  readonly as?: string
  readonly until?: string
  readonly reference?: string
}

/** `ragwall triage` lists cases; `ragwall triage CASE --set false-alarm --as user:ruth --reference SEC-12` decides. */
export function triageCommand({ io }: Context): Command {
  return declareOpening('triage', 'cases of equal leaks, and what a person decides about them')
    .argument('[case]', 'the one to look at or decide about; without it they are listed')
    .addOption(
      new Option('--state <state>', 'list those in this state alone')
        .choices([...STATES, 'all'])
        .default('open'),
    )
    .addOption(new Option('--set <state>', 'what the case is').choices([...STATES]))
    .option('--as <principal>', 'who decides, for the audit')
    .option('--reference <ticket>', 'where the reason stands, as `SEC-12`; words could repeat what leaked')
    .option('--until <time>', 'until when a risk is accepted, ISO 8601')
    .action(async (id: string | undefined, flags: Flags) => {
      const decision = decisionOf(id, flags)
      await withSession(flags, io, async ({ firewall, reader }) => {
        if (decision !== undefined) {
          const { id: by } = await reader(decision.by)
          const { case: found, proposal } = await firewall.triage(id!, { ...decision, by })
          if (flags.json) io.out(json({ case: found, ...(proposal === undefined ? {} : { proposal }) }))
          else
            io.out(printable(`${details(found)}${proposal === undefined ? '' : `\n${proposed(proposal)}`}`))
          return
        }
        const all = await firewall.cases()
        const asked =
          id === undefined
            ? all.filter(({ state }) => isAsked(state, flags))
            : all.filter((one) => one.id === id)
        if (id !== undefined && asked.length === 0) {
          throw new FirewallError('not-found', 'no case of this id is in the journal', {
            help: '`ragwall triage --state all` lists them',
          })
        }
        if (flags.json) io.out(json(id === undefined ? { cases: asked } : { case: asked[0] }))
        else io.out(printable(id === undefined ? list(asked, all.length) : details(asked[0]!)))
      })
    })
}

function isAsked(state: CaseState, { state: asked }: Flags): boolean {
  return (asked as string) === 'all' || state === asked
}

function decisionOf(
  id: string | undefined,
  { set, as, until, reference }: Flags,
): TriageDecision | undefined {
  if (set === undefined && as === undefined && until === undefined && reference === undefined)
    return undefined
  if (id === undefined || set === undefined || as === undefined) {
    throw new FirewallError('option-invalid', 'a decision names the case, what it is, and who says so', {
      help: 'ragwall triage CASE --set false-alarm --as user:ruth',
    })
  }
  return {
    state: set,
    by: as,
    ...(reference === undefined ? {} : { reference }),
    ...(until === undefined ? {} : { until: parseTime('--until', until, 'last') }),
  }
}

function list(cases: readonly LeakCase[], all: number): string {
  if (cases.length === 0) return `none of ${all} cases is in this state\n`
  return renderTable([
    ['case', 'state', 'what', 'times', 'went out', 'reader', 'document', 'last'],
    ...cases.map((one) => [
      one.id,
      one.expired ? `${one.state} (expired)` : one.state,
      one.what,
      String(one.count),
      String(one.released),
      one.reader,
      one.source ?? '',
      one.last.toISOString().slice(0, 16),
    ]),
  ])
}

function details(one: LeakCase): string {
  const { decision } = one
  return renderTable([
    ['case', one.id],
    ['state', one.expired ? `${one.state} (the accepted time is over)` : one.state],
    ...(decision === undefined
      ? []
      : [
          ['decided', `${decision.at.toISOString()} by ${decision.by}`],
          ...(decision.reference === undefined ? [] : [['reference', decision.reference]]),
          ...(decision.until === undefined ? [] : [['until', decision.until.toISOString()]]),
        ]),
    ['what', one.what],
    ['evidence', one.evidence],
    ['reader', one.reader],
    ['document', one.source === undefined ? 'none that is stored' : more(one.source, one.sourceCount)],
    ['services', one.services.join(', ')],
    ['times', `${one.count}, ${one.released} of them went out`],
    ['first', one.first.toISOString()],
    ['last', one.last.toISOString()],
    ...one.receipts.map((receipt, i) => [i === 0 ? 'receipts' : '', receipt]),
  ])
}

function more(source: string, count: number): string {
  return count > 1 ? `${source} and ${count - 1} more` : source
}

/** What to write where; the example is invented, for the journal has no text. */
function proposed({ services, rule, spares, sparesForAll, example }: AllowProposal): string {
  const [lines, all] = [
    stringify({ allow: { findings: [rule] } }),
    `${sparesForAll} without the line \`reader\``,
  ]
  return `To let it pass from now on, add to the policy of ${services.join(', ')}:

${lines.replace(/^/gm, '    ').trimEnd()}

An invented example: of “${example.answer}” it would let “${example.passes}” pass, were that what was found, and stop
“${example.stops}” as before.

It would have let ${spares} of the findings on record pass, ${all}. Evidence is a keyed digest: the rule tells
nobody what was found, and counts under this key alone. What it lets pass is counted in the report.
`
}
