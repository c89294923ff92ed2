import { isLeak } from '../../core/leak.js'
import type { Finding, Verdict } from '../../core/types.js'
import { type ExitCode, type Io, json, printable, renderTable } from './io.js'

/**
 * The text that may be said on standard output, what was found on standard error: `ragwall check - | mail`
 * sends what was released and nothing else.
 */
export function printVerdict(verdict: Verdict, io: Io, asJson: boolean): ExitCode {
  if (asJson) {
    io.out(json(verdict))
    return exitCodeOf(verdict)
  }
  io.out(verdict.text.endsWith('\n') ? verdict.text : `${verdict.text}\n`)
  const { action, findings, receipt, coverage } = verdict
  const rows = findings.map((finding) => [
    `  ${finding.start}–${finding.end}`,
    nameOf(finding),
    finding.provenance,
    finding.score.toFixed(2),
  ])
  io.err(`${action}: ${findings.length} finding${findings.length === 1 ? '' : 's'}, receipt ${receipt.id}\n`)
  if (coverage.unscanned > 0) {
    io.err(`not scanned: ${coverage.unscanned} of ${coverage.seen} code units, so nothing is known of them\n`)
  }
  io.err(printable(renderTable(rows)))
  return exitCodeOf(verdict)
}

/** 1 when the text could not go out as it is, should not have (in shadow mode), or was not looked at whole. */
export function exitCodeOf({ action, findings, coverage }: Verdict): ExitCode {
  return action === 'release' && coverage.state === 'complete' && !findings.some(isLeak) ? 0 : 1
}

function nameOf(finding: Finding): string {
  switch (finding.kind) {
    case 'personal-data':
    case 'secret':
      return `${finding.kind} ${finding.entity}`
    case 'verbatim':
      return `verbatim ${finding.match}, ${extent(finding)}`
    default:
      return `${finding.kind} ${finding.rule}`
  }
}

function extent({ words, characters, length }: Extract<Finding, { kind: 'verbatim' }>): string {
  if (words !== undefined) return `${words} words`
  return characters === undefined ? `${length} folded bytes` : `${characters} characters`
}
