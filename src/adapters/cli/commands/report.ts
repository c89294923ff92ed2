import { extname } from 'node:path'
import { type Command, Option } from 'commander'
import { FAIL_ON, type FailOn } from '../../../audit/report/conditions.js'
import { REPORT_FORMATS, REPORT_LANGUAGES, type ReportFormat } from '../../../audit/report/formats.js'
import { FirewallError } from '../../../core/errors.js'
import { parseTime } from '../../http/parse-time.js'
import { type Context, declareOpening, type Shared } from '../command.js'
import { printable, writeOut } from '../io.js'
import { withSession } from '../session.js'

interface Flags extends Shared {
  readonly from?: string
  readonly to?: string
  readonly service?: string
  readonly format?: ReportFormat
  readonly lang: (typeof REPORT_LANGUAGES)[number]
  readonly out?: string
  readonly verify?: boolean
  readonly failOn: readonly FailOn[]
}

/** `ragwall report --from 2026-01-01 --format html --lang ja --out report.html` */
export function reportCommand({ io, exit }: Context): Command {
  return declareOpening('report', 'what leaked or would have, from the audit journal')
    .option('--from <time>', 'first day or moment, ISO 8601')
    .option('--to <time>', 'last day or moment, ISO 8601')
    .option('--service <name>', 'this service only')
    .addOption(
      new Option('--format <format>', 'default: what the name of `--out` says, else markdown').choices(
        Object.keys(REPORT_FORMATS),
      ),
    )
    .addOption(
      new Option('--lang <language>', 'of the markdown and the page')
        .choices([...REPORT_LANGUAGES])
        .default('en'),
    )
    .option(
      '--fail-on <what>',
      `end with 1 on any of: ${Object.keys(FAIL_ON).join(', ')}, none`,
      conditionsOf,
      ['released', 'journal'],
    )
    .option('--out <file>', 'write it here instead of standard output')
    .option('--verify', 'verify every record anew, those too that an earlier report verified')
    .action(async (flags: Flags) => {
      const { from, to, service } = flags
      if (from === undefined && flags.failOn.includes('worse')) {
        throw new FirewallError('option-invalid', '`--fail-on worse` has no time before to compare with', {
          help: 'say with `--from` where the report begins',
        })
      }
      const range = {
        ...(from === undefined ? {} : { from: parseTime('--from', from, 'first') }),
        ...(to === undefined ? {} : { to: parseTime('--to', to, 'last') }),
        ...(service === undefined ? {} : { service }),
        full: flags.verify === true,
      }
      const report = await withSession(flags, io, ({ firewall }) => firewall.report(range))
      const format = flags.format ?? (flags.json ? 'json' : formatOf(flags.out))
      const text = REPORT_FORMATS[format].render(report, flags.lang)
      if (flags.out === undefined) io.out(text)
      else writeOut(flags.out, text)
      const happened = flags.failOn.flatMap((one) => FAIL_ON[one].failure(report) ?? [])
      for (const said of happened) io.err(printable(`failed on ${said}\n`))
      exit(happened.length > 0 ? 1 : 0)
    })
}

/** By default what went out, or a journal that does not hold: what was caught is the firewall at work. */
function conditionsOf(value: string): FailOn[] {
  const names = value.split(',').map((name) => name.trim())
  if (names.length === 1 && names[0] === 'none') return []
  return names.map((name) => {
    if (Object.hasOwn(FAIL_ON, name)) return name as FailOn
    throw new FirewallError('option-invalid', '`--fail-on` names something that a report does not know', {
      help: `give some of ${Object.keys(FAIL_ON).join(', ')}, or none`,
    })
  })
}

/** A page asked for by the name of its file is a page. */
function formatOf(out = ''): ReportFormat {
  return EXTENSIONS[extname(out).toLowerCase()] ?? 'markdown'
}

const EXTENSIONS: Readonly<Record<string, ReportFormat>> = {
  '.html': 'html',
  '.htm': 'html',
  '.json': 'json',
  '.csv': 'csv',
  '.sarif': 'sarif',
  '.xml': 'junit',
}
