import { VERSION } from './package.js'

/** A kind of result, as viewers explain it. */
export interface SarifRule {
  readonly text: string
  readonly help: string
  readonly level: 'error' | 'warning' | 'note'
}

/** One run of ragwall as SARIF 2.1.0 (OASIS Standard, 27 March 2020), indented and with a line end. */
export function sarifLog(run: {
  readonly rules: readonly (SarifRule & { readonly id: string })[]
  /** `automationDetails.id`: runs of one id are compared with each other. */
  readonly id: string
  readonly invocation: object
  readonly results: readonly object[]
}): string {
  const log = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'ragwall',
            version: VERSION,
            rules: run.rules.map(({ id, text, help, level }) => ({
              id,
              shortDescription: { text },
              help: { text: help },
              defaultConfiguration: { level },
            })),
          },
        },
        automationDetails: { id: run.id },
        invocations: [run.invocation],
        columnKind: 'utf16CodeUnits',
        results: run.results,
      },
    ],
  }
  return `${JSON.stringify(log, null, 2)}\n`
}
