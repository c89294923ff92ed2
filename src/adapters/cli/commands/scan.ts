import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { type Command, Option } from 'commander'
import { FirewallError, nearest } from '../../../core/errors.js'
import type { Recognizer } from '../../../core/ports.js'
import type { ScanKind, ScanReport } from '../../../corpus-scan/index.js'
import { type Context, DEFAULT_CONFIG, declare, type Shared } from '../command.js'
import { createProgress, type Io, json, printable, readInput, renderTable } from '../io.js'
import { SCAN_PHRASES, type ScanPhrases } from '../scan-phrases.js'

interface Flags extends Shared {
  readonly threshold?: readonly string[]
  readonly lang: 'en' | 'ja'
  readonly names?: boolean
  readonly fix?: string
  readonly format: 'text' | 'json' | 'sarif'
}

/** Triggers, and records of each, that are told to people; `--json` has all. */
const LISTED = 20

/** Sentences told to people, and items of each. */
const HEAVIEST = 5

/** Sources of each kind that a SARIF file names: viewers take some thousands of results. */
const NAMED_IN_SARIF = 1_000

type Thresholds = Readonly<Partial<Record<ScanKind, number>>>

/** What must not be there at all; duplicates and conflicts are a matter of degree, and theirs is to be said. */
const DEFAULTS: Thresholds = {
  'personal-data': 0,
  secret: 0,
  hidden: 0,
  instruction: 0,
  trigger: 0,
  poisoning: 0,
}

/** `ragwall scan documents --threshold personal-data=none --threshold duplicate=100` */
export function scanCommand({ io, exit }: Context): Command {
  return declare('scan', 'what a corpus or a fine-tuning set holds that it should not, before it is used')
    .argument('<path>', 'a folder, a file, a `.jsonl` of training records, or `-` for standard input')
    .option(
      '--threshold <kind=count>',
      'exit with 1 above so many of a kind, `none` never; may be repeated (default 0 of personal-data, secret, hidden, instruction, trigger and poisoning)',
      (value: string, all: readonly string[] = []) => [...all, value],
    )
    .option('--names', 'count names of people too; takes several times as long')
    .option(
      '--fix <file>',
      'write a fine-tuning set without the records that hold triggers or orders, and with values replaced',
    )
    .addOption(
      new Option('--format <format>', 'of the report; sarif for code scanning')
        .choices(['text', 'json', 'sarif'])
        .default('text'),
    )
    .addOption(new Option('--lang <language>', 'of the report').choices(['en', 'ja']).default('en'))
    .action(async (path: string, flags: Flags) => {
      // Recognizers and their tables are large: only this command loads them.
      const { CorpusScan, readCorpus, readText, renderScanSarif, SCAN_KINDS, writeFixed } = await import(
        '../../../corpus-scan/index.js'
      )
      if (flags.fix !== undefined) requireSet(path)
      const thresholds = thresholdsOf(flags.threshold ?? [], SCAN_KINDS)
      const items =
        path === '-'
          ? readText(await readInput('-', io), io.signal)
          : readCorpus(resolve(io.folder, path), io.signal)
      const scan = new CorpusScan({
        own: await ownRecognizers(resolve(io.folder, flags.config), flags.config === DEFAULT_CONFIG),
        ...(flags.names === undefined ? {} : { names: flags.names }),
      })
      const progress = createProgress(io)
      try {
        let done = 0
        for await (const item of items) {
          if (io.signal.aborted) throw new FirewallError('aborted', 'the scan was cancelled')
          if ('refused' in item) scan.refuse(item.source, item.refused)
          else scan.add(item)
          done += 1
          if (done % 50 === 0) progress.show(SCAN_PHRASES[flags.lang].progress(done))
        }
      } finally {
        progress.done()
      }
      const report = flags.format === 'sarif' ? scan.report(NAMED_IN_SARIF) : scan.report()
      const passed = report.kinds.filter(
        ({ kind, count }) => count > (thresholds[kind] ?? Number.POSITIVE_INFINITY),
      )
      const over = passed.map(({ kind }) => kind)
      const fixed =
        flags.fix === undefined
          ? undefined
          : await writeFixed(resolve(io.folder, path), scan, resolve(io.folder, flags.fix))
      if (flags.format === 'sarif') io.out(renderScanSarif(report))
      else if (flags.json === true || flags.format === 'json') {
        io.out(json({ ...report, thresholds, over, ...(fixed === undefined ? {} : { fixed }) }))
      } else {
        print(report, over, SCAN_PHRASES[flags.lang], io)
        if (fixed !== undefined) io.out(`${SCAN_PHRASES[flags.lang].fixed(fixed)}\n`)
      }
      exit(over.length > 0 ? 1 : 0)
    })
}

/** Records can be left out of a set; a folder's files are its owner's to change. */
function requireSet(path: string): void {
  if (/\.jsonl$/i.test(path)) return
  throw new FirewallError('option-invalid', '`--fix` takes a set of records', {
    help: 'scan one `.jsonl` file, uncompressed',
  })
}

/** What the configuration's `recognizers` find is looked for too, where there is a configuration. */
async function ownRecognizers(config: string, isDefault: boolean): Promise<readonly Recognizer[]> {
  if (isDefault && !existsSync(config)) return []
  const { loadConfig } = await import('../../../core/config.js')
  const { loadRecognizers } = await import('../../../firewall/policy/recognizer-files.js')
  const { recognizers } = loadConfig(config)
  return recognizers === undefined ? [] : loadRecognizers(recognizers)
}

function thresholdsOf(settings: readonly string[], kinds: readonly ScanKind[]): Thresholds {
  const thresholds: Partial<Record<ScanKind, number>> = { ...DEFAULTS }
  for (const setting of settings) {
    const [name = '', value = ''] = setting.split('=', 2)
    const kind = kinds.find((known) => known === name)
    if (kind === undefined) {
      const close = nearest(name, kinds)
      throw new FirewallError('option-invalid', '`--threshold` names a kind that is not looked for', {
        help: `kinds are ${kinds.join(', ')}${close === undefined ? '' : `; did you mean \`${close}\`?`}`,
      })
    }
    if (value === 'none') delete thresholds[kind]
    else if (/^\d{1,9}$/.test(value)) thresholds[kind] = Number(value)
    else
      throw new FirewallError('option-invalid', '`--threshold` takes a whole number or `none`', {
        help: `--threshold ${kind}=10`,
      })
  }
  return thresholds
}

function print(
  { items, characters, kinds, triggers, poisonings, memorizable }: ScanReport,
  over: readonly ScanKind[],
  phrases: ScanPhrases,
  io: Io,
): void {
  io.out(`${phrases.read(items, characters)}\n\n`)
  io.out(
    renderTable([
      [phrases.kind, phrases.count, phrases.places, ''],
      ...kinds.map(({ kind, count, sourceCount }) => [
        phrases.kinds[kind],
        String(count),
        String(sourceCount),
        over.includes(kind) ? phrases.over : '',
      ]),
    ]),
  )
  for (const { kind, count, by, sources, sourceCount } of kinds) {
    if (count === 0) continue
    io.out(`\n${phrases.kinds[kind]}\n`)
    io.out(renderTable(by.map((one) => [`  ${printable(one.name)}`, String(one.count)])))
    io.out(
      renderTable(
        sources.map((one) => [`    ${printable(one.source).replace(/[\n\t]/g, ' ')}`, String(one.count)]),
      ),
    )
    if (sourceCount > sources.length) io.out(`    ${phrases.more(sourceCount - sources.length)}\n`)
  }
  for (const [i, trigger] of triggers.slice(0, LISTED).entries()) {
    io.out(`${i === 0 ? `\n${phrases.triggers}\n` : ''}  ${i + 1}. ${phrases.trigger(trigger)}\n`)
    io.out(`     ${phrases.remove} ${namesOf(trigger.records, phrases)}\n`)
  }
  for (const [i, poisoning] of poisonings.slice(0, LISTED).entries()) {
    const { records, remove } = poisoning
    io.out(`${i === 0 ? `\n${phrases.poisonings}\n` : ''}  ${i + 1}. ${phrases.poisoning(poisoning)}\n`)
    const decided = new Set(remove)
    const rest = records.filter((one) => !decided.has(one))
    if (remove.length > 0) io.out(`     ${phrases.remove} ${namesOf(remove, phrases)}\n`)
    if (rest.length > 0) io.out(`     ${phrases.look} ${namesOf(rest, phrases)}\n`)
  }
  for (const [i, one] of memorizable.slice(0, HEAVIEST).entries()) {
    io.out(`${i === 0 ? `\n${phrases.memorizables}\n` : ''}  ${i + 1}. ${phrases.memorizable(one)} `)
    io.out(`${namesOf(one.records.slice(0, HEAVIEST), phrases)}\n`)
  }
  io.out(`\n${over.length === 0 ? phrases.clean : phrases.found(over.map((kind) => phrases.kinds[kind]))}\n`)
}

function namesOf(records: readonly string[], phrases: ScanPhrases): string {
  const named = records.slice(0, LISTED).map((one) => printable(one).replace(/[\n\t]/g, ' '))
  const rest = records.length - named.length
  return `${named.join(', ')}${rest > 0 ? `, ${phrases.more(rest)}` : ''}`
}
