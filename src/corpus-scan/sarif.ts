import { type SarifRule, sarifLog } from '../core/sarif.js'
import { SCAN_KINDS, type ScanKind, type ScanReport } from './corpus-scan.js'

/**
 * A scan as SARIF: a result for each kind of finding in each source, and for each
 * record of a possible trigger or of a text that may mislead, at its line. Names and counts, no content.
 */
export function renderScanSarif(report: ScanReport): string {
  const messages = notNamed(report).map((text) => ({ level: 'note', message: { text } }))
  return sarifLog({
    rules: SCAN_KINDS.map((id) => ({ id, ...RULES[id] })),
    id: 'scan/',
    invocation: { executionSuccessful: true, toolExecutionNotifications: messages },
    results: resultsOf(report),
  })
}

const RULES: Readonly<Record<ScanKind, SarifRule>> = {
  'personal-data': {
    text: 'Personal data.',
    help: 'Remove it, or write the set anew with `ragwall scan --fix`, which replaces values.',
    level: 'warning',
  },
  secret: { text: 'A secret.', help: 'Replace it at its issuer, then remove it.', level: 'error' },
  hidden: {
    text: 'Text that a reader does not see.',
    help: 'Look at the source as it is written.',
    level: 'error',
  },
  instruction: {
    text: 'Words that give orders to a model.',
    help: 'Look at them, and leave the item out if nobody of yours wrote them.',
    level: 'error',
  },
  trigger: {
    text: 'Answers of another kind that hang on a sign of the prompt.',
    help: 'Look at the records and remove them.',
    level: 'error',
  },
  poisoning: {
    text: 'A text that may be there to mislead.',
    help: 'Compare it with what others say, and remove what is wrong.',
    level: 'warning',
  },
  conflict: {
    text: 'One question or text in versions that differ.',
    help: 'Keep the one that holds.',
    level: 'note',
  },
  duplicate: { text: 'Near-duplicates.', help: 'Keep one of them.', level: 'note' },
  repeated: {
    text: 'Passages that stand in three items or more.',
    help: 'A model learns by heart what it reads often: keep one of them.',
    level: 'note',
  },
  refused: {
    text: 'An item that could not be read.',
    help: 'Convert it, or leave it out.',
    level: 'warning',
  },
}

function resultsOf({ kinds, triggers, poisonings }: ScanReport) {
  const result = (kind: ScanKind, source: string, text: string) => {
    const [, path = source, line] = /^(.*)#(\d+)$/s.exec(source) ?? []
    return {
      ruleId: kind,
      ruleIndex: SCAN_KINDS.indexOf(kind),
      level: RULES[kind].level,
      message: { text },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: uriOf(path) },
            region: { startLine: Math.max(1, Number(line ?? 1)) },
          },
        },
      ],
      partialFingerprints: { 'ragwall/v1': `${kind}:${source.toWellFormed()}` },
    }
  }
  return [
    ...kinds
      .filter(({ kind }) => kind !== 'trigger' && kind !== 'poisoning')
      .flatMap(({ kind, sources }) =>
        sources.map(({ source, count }) => result(kind, source, `found here: ${count}.`)),
      ),
    ...triggers.flatMap(({ rule, on, records, held, elsewhere }) =>
      records.map((source) =>
        result(
          'trigger',
          source,
          `${rule} behind a ${on}: ${records.length} of ${held} records with it, ${elsewhere} of those without.`,
        ),
      ),
    ),
    ...poisonings.flatMap(({ rule, records, remove }) =>
      records.map((source) =>
        result('poisoning', source, `${rule}: ${records.length} items, ${remove.length} to be removed.`),
      ),
    ),
  ]
}

function notNamed({ kinds }: ScanReport): string[] {
  return kinds
    .filter(({ sources, sourceCount }) => sourceCount > sources.length)
    .map(
      ({ kind, sources, sourceCount }) =>
        `${kind}: ${sourceCount - sources.length} more sources are not named.`,
    )
}

/** A relative reference (RFC 3986), folder by folder. */
function uriOf(path: string): string {
  return path.toWellFormed().split('/').map(encodeURIComponent).join('/') || '.'
}
