import { basename, join } from 'node:path'
import { FirewallError } from '../core/errors.js'
import { DEFAULT_MIN_SCORE } from '../detect/values/recognize.js'
import { defaultRecognizers } from '../detect/values/recognizers/index.js'
import { createFirewall } from '../firewall/firewall.js'
import { type Benchmark, DATA, LIMIT, SEED, type Settings, settingsOf } from './benchmark.js'
import { PII, type PiiRow, readAll } from './datasets.js'
import { attackedTable } from './pii/attacked.js'
import { benignTable } from './pii/benign.js'
import { EVERYTHING, type Finder, firewallFinder, naiveFinder, recognizerFinder } from './pii/finders.js'
import { foldNamed, foldTable, gapTable, type MeasuredSet } from './pii/folds.js'
import { japaneseRows } from './pii/japanese.js'
import { japaneseFormRows } from './pii/japanese-forms.js'
import { japaneseOfficeRows } from './pii/japanese-office.js'
import { localeRows } from './pii/locales.js'
import { isLocked, openLockBoxes } from './pii/lock-box.js'
import { measureRows } from './pii/measure.js'
import { partOf } from './pii/parts.js'
import { piiTables } from './pii/table.js'
import { report, type Table } from './report.js'
import { seededKey, withDirectory } from './sandbox.js'

/** Names that everybody knows are found right below the score that is acted upon; most sets label them. */
const WITH_WELL_KNOWN = 0.49

/** Personal data found and missed, by kind, locale and attack, in texts that say what is in them. */
export const pii: Benchmark = {
  name: 'pii',
  summary: 'personal data: found, missed and wrongly found, by entity, locale and attack',
  options: [
    {
      ...DATA,
      description:
        'files of texts with their labels, separated by commas; `generated:ja` draws Japanese ones, `generated:ja-forms` more of them by layout, `generated:ja-office` business prose with names and what looks like them',
    },
    {
      name: 'benign',
      description:
        'files of answers with their contexts, or of texts: what is found there per 1,000 words, and how much of it these texts themselves write in small letters; `generated:nobody` is ordinary lines of ours that name nobody; none without',
      default: 'none',
    },
    { name: 'via', description: '`recognizers`, or `firewall` for the whole check', default: 'recognizers' },
    {
      name: 'part',
      description: '`all`, or one half by sentence template: `tuning` to build on, `judging` to judge by',
      default: 'all',
    },
    {
      name: 'folds',
      description:
        'also by group, with the spread: `template`, `layout`, `domain` (a file is one) or `locale`',
      default: 'none',
    },
    {
      name: 'lock-box',
      description:
        'a third of the templates of each set is set aside: `closed` leaves it out, `open` measures it, once, beside the rest, and puts that on record; `none` for data of your own, all of which may be looked at',
      default: 'closed',
    },
    {
      name: 'record',
      description: 'the file in which opened lock-boxes stand; needed to open one',
      default: 'none',
    },
    {
      name: 'min-score',
      description:
        'in hundredths: the score from which a match counts; from 50 on services act, 49 has what everybody knows, which sets label too',
      default: String(WITH_WELL_KNOWN * 100),
    },
    {
      name: 'attacks',
      description: '`own`: each file also under thirteen attacks of our own, and what each costs',
      default: 'none',
    },
    { name: 'show-misses', description: 'ids and offsets of so many misses, never text', default: '0' },
    SEED,
    LIMIT,
  ],
  async run(given, io) {
    const settings = settingsOf(pii, given)
    const minScore = settings.count('min-score', 1) / 100
    const guesses = recognizerFinder(defaultRecognizers(), 0)
    const shown: string[] = []
    const closed: string[] = []
    const fold = foldNamed(settings.text('folds'))
    const acting = recognizerFinder(defaultRecognizers(), Math.max(minScore, DEFAULT_MIN_SCORE))
    const tables = await withFinder(settings, minScore, async (finder) => {
      // What is written for everybody is asked what would be redacted in it.
      const benignFinder = settings.text('via') === 'recognizers' ? acting : finder
      const all: Table[] = []
      const sets: MeasuredSet[] = []
      const lockBoxes = await readSets(settings)
      for (const { path, set, used, locked } of lockBoxes) {
        const rows = partOf(used, settings.text('part'))
        const ours = await measureRows(rows, finder, { guesses, io })
        const naive = await measureRows(rows, naiveFinder, { io })
        all.push(...piiTables({ name: basename(path), ours, naive, seed: settings.text('seed') }))
        sets.push({ set, rows: ours.rows })
        if (settings.text('lock-box') === 'open') {
          const { rows: opened } = await measureRows(locked, finder, { io })
          all.push(gapTable({ set, rows: ours.rows }, { set, rows: opened }, settings.text('seed')))
        } else if (locked.length > 0) {
          closed.push(`${set}: ${locked.length} rows stay in the lock-box.`)
        }
        if (settings.text('attacks') === 'own') {
          const seed = settings.text('seed')
          all.push(await attackedTable({ name: basename(path), rows, seed }, finder, { io }))
        }
        shown.push(
          ...ours.misses
            .slice(0, settings.count('show-misses'))
            .map(({ row, start, end, entity, reason }) => `${row} ${start}–${end} ${entity}: ${reason}`),
        )
      }
      if (fold !== undefined) all.push(foldTable(fold, sets, settings.text('seed')))
      for (const path of benignPaths(settings)) {
        all.push(await benignTable(path, benignFinder, { limit: settings.count('limit'), io }))
      }
      return all
    })
    return report({
      title: 'Personal data',
      settings: {
        seed: settings.text('seed'),
        data: settings
          .list('data')
          .map((path) => basename(path))
          .join(', '),
        via: settings.text('via'),
        part: settings.text('part'),
        folds: settings.text('folds'),
        'lock-box': settings.text('lock-box'),
        'min-score': String(minScore),
      },
      tables,
      notes: [
        'A label is found when a finding of its family overlaps it; a finding is right when it overlaps a label of its family (the rule of presidio-evaluator). Exact boundaries and covered characters are stated beside.',
        'Families: an address, postcode or city counts as LOCATION, a domain as URL, a birthday as DATE_TIME; the table is src/evaluate/pii/entities.ts.',
        'F2 is of recall over labels and precision over findings, kinds that the file never labels left out; its interval is drawn from whole rows.',
        'Rates: Wilson, 95 %; exact (Clopper–Pearson) at none and at all. Targets are judged by the figure.',
        ...closed,
        ...shown,
      ],
    })
  },
}

/** The rows of one file: those that may be looked at, and those of its lock-box. */
interface ReadSet {
  readonly path: string
  readonly set: string
  readonly used: readonly PiiRow[]
  readonly locked: readonly PiiRow[]
}

/** Every set of `--data`; lock-boxes that are to be opened are on record before anything is measured. */
async function readSets(settings: Settings): Promise<readonly ReadSet[]> {
  const mode = settings.text('lock-box')
  if (!['closed', 'open', 'none'].includes(mode)) {
    throw new FirewallError('option-invalid', '--lock-box says nothing known', {
      help: 'it is `closed`, `open` or `none`',
    })
  }
  const sets: ReadSet[] = []
  for (const path of settings.list('data')) {
    const rows = await rowsOf(path, settings)
    const set = basename(path).replace(/\.jsonl(?:\.gz)?$/, '')
    const inBox = (one: PiiRow) => mode !== 'none' && isLocked(set, one)
    sets.push({ path, set, used: rows.filter((one) => !inBox(one)), locked: rows.filter(inBox) })
  }
  if (mode === 'open') {
    const record = settings.text('record')
    if (record === 'none') {
      throw new FirewallError('option-invalid', 'a lock-box is opened on record only', {
        help: 'name its file with --record',
      })
    }
    openLockBoxes(
      record,
      sets.map(({ set, locked }) => ({ set, rows: locked })),
    )
  }
  return sets
}

/** The recognizers directly, or a firewall around them for the length of the run. */
async function withFinder<Result>(
  settings: Settings,
  minScore: number,
  work: (finder: Finder) => Promise<Result>,
): Promise<Result> {
  const via = settings.text('via')
  if (via === 'recognizers') return work(recognizerFinder(defaultRecognizers(), minScore))
  if (via !== 'firewall') {
    throw new FirewallError('option-invalid', '--via names no way to find values', {
      help: 'it is `recognizers` or `firewall`',
    })
  }
  return withDirectory(async (path) => {
    const firewall = await createFirewall({
      policy: ['public'],
      services: [EVERYTHING],
      audit: join(path, 'audit'),
      evidenceKey: seededKey(settings.text('seed')),
    })
    try {
      return await work(firewallFinder(firewall))
    } finally {
      await firewall.close()
    }
  })
}

/** Drawn rows, when none were asked for by number. */
const GENERATED = 3_000

async function rowsOf(path: string, settings: Settings): Promise<readonly PiiRow[]> {
  const limit = settings.count('limit')
  const count = limit === 0 ? GENERATED : limit
  if (path === 'generated:ja') return japaneseRows(settings.text('seed'), count)
  if (path === 'generated:ja-forms') return japaneseFormRows(settings.text('seed'), count)
  if (path === 'generated:locales') return localeRows(settings.text('seed'), count)
  if (path === 'generated:ja-office') return japaneseOfficeRows(settings.text('seed'), count)
  return readAll(path, PII, limit)
}

function benignPaths(settings: Settings): string[] {
  return settings.text('benign') === 'none' ? [] : settings.list('benign')
}
