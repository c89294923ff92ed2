import { sarifLog } from '../../core/sarif.js'
import type { LeakReport } from '../../core/types.js'
import { visible } from './visible.js'

/**
 * The report as SARIF: a result for each document that leaked, for each
 * that could not be taken, for incidents and for a journal that does not hold. A result that comes again has
 * the same fingerprint, so that what reads it can tell new ones from known ones. Code-scanning viewers show a result by
 * its place and refuse one without: what has no document is at the journal.
 */
export function renderSarif(report: LeakReport): string {
  return sarifLog({
    rules: RULES,
    id: `leak report/${report.service === undefined ? '' : `${visible(report.service)}/`}`,
    invocation: {
      executionSuccessful: report.chain.intact,
      startTimeUtc: report.from.toISOString(),
      endTimeUtc: report.to.toISOString(),
    },
    results: resultsOf(report),
  })
}

const RULES = [
  {
    id: 'leak',
    text: 'Content of a document reached an answer for a reader who may not read it.',
    help: 'See with `ragwall triage` which cases are open, and decide them.',
    level: 'error',
  },
  {
    id: 'incident',
    text: 'Something forbidden got behind the first lock and was stopped by the second.',
    help: 'Look these records up in the journal before anything else.',
    level: 'error',
  },
  {
    id: 'journal',
    text: 'The audit journal was changed, cut or reordered.',
    help: 'Save the journal directory as it is, and find out who could write to it.',
    level: 'error',
  },
  {
    id: 'unscanned',
    text: 'Text went out without having been scanned whole.',
    help: 'Look for services with `onError: release` or in shadow mode.',
    level: 'error',
  },
  {
    id: 'refused-document',
    text: 'A document could not be taken and is not protected.',
    help: 'Fix its permissions or format and synchronise again.',
    level: 'warning',
  },
  {
    id: 'interrupted',
    text: 'A check began and never ended.',
    help: 'Its reader may have seen the beginning of an answer, as far as it had been judged.',
    level: 'warning',
  },
] as const

/** Where the journal is when no document is meant. */
const JOURNAL = 'audit-journal'

function resultsOf(report: LeakReport) {
  const result = (ruleId: (typeof RULES)[number]['id'], text: string, about?: string, settled = false) => {
    const ruleIndex = RULES.findIndex(({ id }) => id === ruleId)
    const uri = about === undefined ? JOURNAL : uriOf(about)
    return {
      ruleId,
      ruleIndex,
      level: RULES[ruleIndex]!.level,
      message: { text },
      // A report knows documents, not lines; viewers show a result at a line or not at all.
      locations: [{ physicalLocation: { artifactLocation: { uri }, region: { startLine: 1 } } }],
      partialFingerprints: { 'ragwall/v1': `${ruleId}:${visible(about ?? '')}` },
      ...(settled
        ? { suppressions: [{ kind: 'external', status: 'accepted', justification: 'every case is decided' }] }
        : {}),
    }
  }
  return [
    ...report.bySource.map(({ documentId, count }) =>
      result(
        'leak',
        `leaks of this document: ${count}; ${stopped(report)}.`,
        documentId,
        isSettled(report, documentId),
      ),
    ),
    ...(report.unscanned === 0
      ? []
      : [
          result(
            'unscanned',
            `texts that went out without having been scanned whole: ${report.unscanned}, let through on an error: ${report.letThrough}.`,
          ),
        ]),
    ...(report.incidents === 0 ? [] : [result('incident', `incidents on record: ${report.incidents}.`)]),
    ...(report.chain.intact
      ? []
      : [
          result(
            'journal',
            `first fault at record ${visible(report.chain.brokenAt)}: ${visible(report.chain.why)}.`,
          ),
        ]),
    ...report.refused.map(({ id, code }) => result('refused-document', `refused: ${visible(code)}.`, id)),
    ...(report.interrupted === 0
      ? []
      : [result('interrupted', `checks that began and never ended: ${report.interrupted}.`)]),
  ]
}

/** Whether a person has decided that all that leaked of it is nothing, or may be. A case names its first document alone. */
function isSettled({ cases }: LeakReport, documentId: string): boolean {
  const about = cases.filter(({ source }) => source === documentId)
  const others = cases.some(({ source, sourceCount }) => source !== documentId && sourceCount > 1)
  return (
    about.length > 0 && !others && about.every(({ state }) => state === 'false-alarm' || state === 'accepted')
  )
}

function stopped({ leaks, released }: LeakReport): string {
  return released === 0
    ? 'all leaks of this report were stopped'
    : `${released} of ${leaks} leaks of this report went out`
}

/** A relative reference (RFC 3986): an id is no address, whatever it looks like. */
function uriOf(id: string): string {
  return `documents/${encodeURIComponent(visible(id))}`
}
