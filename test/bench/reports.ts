/**
 * `npm run bench:reports [-- RECORDS]`: a journal of a million records over 90 days: the first report, each format after
 * it, and one after 1,000 more records, each in a process of its own, with its time and memory.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openJournal } from '../../src/audit/journal.js'
import { REPORT_FORMATS, type ReportFormat } from '../../src/audit/report/formats.js'
import { EVIDENCE_KEY, writeMore, writePast } from './past-journal.js'

const DAYS = 90

/** One report as a process of its own makes it. */
async function measure(root: string, format: ReportFormat, range: string): Promise<void> {
  const started = performance.now()
  const before = process.cpuUsage()
  const journal = openJournal({
    directory: join(root, 'journal'),
    evidenceKey: EVIDENCE_KEY,
    rollup: join(root, 'rollup.json'),
    readOnly: true,
  })
  const from = range === 'all' ? {} : { from: new Date(Date.now() - Number(range) * 86_400_000) }
  const report = await journal.ledger.report(from, {
    full: range === 'all' && format === 'json' && process.argv[5] === 'full',
  })
  const made = performance.now()
  const text = REPORT_FORMATS[format].render(report, 'en')
  console.log(
    JSON.stringify({
      report: Math.round(made - started),
      computing: Math.round((process.cpuUsage(before).user + process.cpuUsage(before).system) / 1_000),
      render: Math.round(performance.now() - made),
      kilobytes: Math.round(Buffer.byteLength(text) / 1_000),
      megabytes: Math.round(process.resourceUsage().maxRSS / 1_000),
      checks: report.checks,
      leaks: report.leaks,
      cases: report.cases.length,
      earlier: report.chain.intact ? (report.chain.earlier?.records ?? 0) : report.chain.why,
    }),
  )
}

function measured(root: string, format: ReportFormat, range: string, full = ''): Record<string, number> {
  const script = fileURLToPath(import.meta.url)
  const { stdout, stderr } = spawnSync(process.execPath, [
    '--import',
    'tsx',
    script,
    root,
    format,
    range,
    full,
  ])
  if (stdout.length === 0) throw new Error(stderr.toString())
  return JSON.parse(stdout.toString())
}

function main(records: number): void {
  const root = mkdtempSync(join(tmpdir(), 'ragwall-bench-reports-'))
  try {
    const directory = join(root, 'journal')
    writePast(directory, records, DAYS, Date.now() - 60_000)
    const bytes = readdirSync(directory).reduce((sum, name) => sum + statSync(join(directory, name)).size, 0)
    console.log(
      `${records} records over ${DAYS} days in ${readdirSync(directory).length} chains, ${Math.round(bytes / 1e6)} MB`,
    )
    const row = (what: string, one: Record<string, number>) =>
      console.log(
        `${what.padEnd(34)} ${String(one['report']).padStart(7)} ms + ${String(one['render']).padStart(5)} ms to write (${String(one['computing']).padStart(6)} ms of computing) ${String(one['kilobytes']).padStart(6)} kB, ${String(one['megabytes']).padStart(5)} MB of memory; not read again: ${one['earlier']}`,
      )
    const first = measured(root, 'json', 'all')
    row('first report, everything verified', first)
    console.log(
      `  ${first['checks']} checks, ${first['leaks']} leaks, ${first['cases']} cases; roll-up ${Math.round(statSync(join(root, 'rollup.json')).size / 1e6)} MB`,
    )
    writeMore(directory, 1_000, Date.now())
    row('after 1,000 more records', measured(root, 'json', 'all'))
    for (const format of Object.keys(REPORT_FORMATS) as ReportFormat[])
      row(format, measured(root, format, 'all'))
    for (const days of ['1', '7', '30']) row(`the last ${days} days, html`, measured(root, 'html', days))
    row('--verify', measured(root, 'json', 'all', 'full'))
  } finally {
    rmSync(root, { recursive: true })
  }
}

const [root, format, range] = process.argv.slice(2)
if (format !== undefined) await measure(root!, format as ReportFormat, range!)
else main(Number(root ?? 1_000_000))
