import type { Finding } from '../../core/types.js'
import { type Row, row, share, type Table } from '../report.js'
import type { MeasuredSet, Outcome } from './measured.js'

/** What altered answers, by finding: so that what wrongly blocks has a name. */
export function kindTable(name: string, measured: MeasuredSet): Table {
  return {
    title: `${name}: what altered answers, by finding, and what the oracle says of it`,
    rows: [
      ...kindRows('entitled reader', measured.entitled),
      ...kindRows('colleague', measured.colleague),
      ...kindRows('strict reader', measured.strict),
      ...kindRows('stranger', measured.stranger),
      ...nameRows('stranger', measured.stranger),
    ],
  }
}

/** Detector, kind and origin of a finding, in one word each. */
export function nameOfFinding(finding: Finding): string {
  const what =
    'entity' in finding
      ? finding.entity
      : finding.kind === 'verbatim'
        ? `${finding.match}, ${finding.view === 'folded' ? 'as written' : finding.view}`
        : finding.rule
  return `${finding.kind} ${what} (${finding.provenance})`
}

function kindRows(who: string, outcomes: readonly Outcome[]): Row[] {
  const kinds = new Map<string, Set<Outcome>>()
  for (const outcome of outcomes) {
    if (outcome.judged.fate === 'released') continue
    for (const [i, finding] of outcome.judged.findings.entries()) {
      const said = outcome.cases[i]
      const borne = said === undefined ? borneOut(outcome) : said === 'right' ? 'right' : said
      const key = `${nameOfFinding(finding)}: ${borne}`
      kinds.set(key, (kinds.get(key) ?? new Set()).add(outcome))
    }
  }
  return [...kinds]
    .sort(([a, m], [b, n]) => n.size - m.size || (a < b ? -1 : 1))
    .map(([key, found]) => row(`${who}: ${key}`, share(found.size, outcomes.length)))
}

/** The oracle on runs speaks of the answer as a whole. */
function borneOut({ expected }: Outcome): string {
  return expected ? 'in an answer with a run' : 'in an answer without one'
}

function nameRows(who: string, outcomes: readonly Outcome[]): Row[] {
  const named = outcomes.filter(({ names }) => names > 0)
  if (named.length === 0) return []
  const stopped = named.filter(({ judged }) => judged.fate !== 'released')
  return [
    row(
      `${who}: answers with a name of several words that only unreadable passages have: stopped`,
      share(stopped.length, named.length),
    ),
  ]
}
