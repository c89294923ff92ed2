import type { LeakReport } from '../../core/types.js'
import { visible } from './visible.js'

/**
 * The report as SARIF 2.1.0 (OASIS Standard, 27 March 2020): a result for each document that leaked, for each
 * that could not be taken, for incidents and for a journal that does not hold. A result that comes again has
 * the same fingerprint, so that what reads it can tell new ones from known ones.
 */
export function renderSarif(report: LeakReport): string {
  const results = resultsOf(report)
  const log = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'ragwall',
            rules: RULES.map(({ id, text, level }) => ({
              id,
              shortDescription: { text },
              defaultConfiguration: { level },
            })),
          },
        },
        invocations: [
          {
            executionSuccessful: report.chain.intact,
            startTimeUtc: report.from.toISOString(),
            endTimeUtc: report.to.toISOString(),
          },
        ],
        columnKind: 'utf16CodeUnits',
        results,
      },
    ],
  }
  return `${JSON.stringify(log, null, 2)}\n`
}

const RULES = [
  {
    id: 'leak',
    text: 'Content of a document reached an answer for a reader who may not read it.',
    level: 'error',
  },
  {
    id: 'incident',
    text: 'Something forbidden got behind the first lock and was stopped by the second.',
    level: 'error',
  },
  { id: 'journal', text: 'The audit journal was changed, cut or reordered.', level: 'error' },
  { id: 'unscanned', text: 'Text went out without having been scanned whole.', level: 'error' },
  { id: 'refused-document', text: 'A document could not be taken and is not protected.', level: 'warning' },
  { id: 'interrupted', text: 'A check began and never ended.', level: 'warning' },
] as const

function resultsOf(report: LeakReport) {
  const result = (ruleId: (typeof RULES)[number]['id'], text: string, about?: string) => {
    const ruleIndex = RULES.findIndex(({ id }) => id === ruleId)
    return {
      ruleId,
      ruleIndex,
      level: RULES[ruleIndex]!.level,
      message: { text },
      ...(about === undefined
        ? {}
        : { locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(about) } } }] }),
      partialFingerprints: { 'ragwall/v1': `${ruleId}:${visible(about ?? '')}` },
    }
  }
  return [
    ...report.bySource.map(({ documentId, count }) =>
      result('leak', `leaks of this document: ${count}; ${stopped(report)}.`, documentId),
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

function stopped({ leaks, released }: LeakReport): string {
  return released === 0
    ? 'all leaks of this report were stopped'
    : `${released} of ${leaks} leaks of this report went out`
}

/** A relative reference (RFC 3986): an id is no address, whatever it looks like. */
function uriOf(id: string): string {
  return `documents/${encodeURIComponent(visible(id))}`
}
