import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, join, relative } from 'node:path'
import { toFirewallError } from '../core/errors.js'
import { credentialRecognizers } from '../detect/values/recognizers/credential.js'
import { createScanner, type Scanner } from '../detect/values/scanner.js'
import {
  type Benchmark,
  type BenchmarkIo,
  DATA,
  LIMIT,
  SEED,
  settingsOf,
  stopIfAborted,
} from './benchmark.js'
import { createRandom, type Random } from './random.js'
import { atLeast, atMost, report, row, share, type Table } from './report.js'
import {
  KEY_PLACES,
  named,
  PASSWORD_PLACES,
  PLACES,
  type SecretVectors,
  secretVectors,
} from './secrets/vectors.js'

/** Secrets found wherever they stand, and what is taken for one in texts and files that hold none. */
export const secrets: Benchmark = {
  name: 'secrets',
  summary: 'secrets: drawn ones of every issuer in every place, and what is wrongly taken for one',
  options: [
    {
      ...DATA,
      description:
        'files or folders that hold no secrets (`node_modules`, a checkout), separated by commas: what is found there, per MB; none without',
      default: 'none',
    },
    { name: 'times', description: 'how often each is drawn', default: '5' },
    {
      name: 'show-found',
      description: 'names and offsets of so many findings in files, never text',
      default: '0',
    },
    SEED,
    LIMIT,
  ],
  async run(given, io) {
    const settings = settingsOf(secrets, given)
    const times = settings.count('times', 1)
    const scanner = createScanner({
      entities: [...new Set(credentialRecognizers.map(({ entity }) => entity))],
    })
    const vectors = secretVectors(createRandom(`secrets ${settings.text('seed')}`))
    const shown: string[] = []
    const tables = [
      drawnTable(vectors, times, scanner, io),
      namedTable(createRandom(`named ${settings.text('seed')}`), 100 * times, scanner),
      benignTable(vectors, 2 * times, scanner),
    ]
    for (const path of settings.text('data') === 'none' ? [] : settings.list('data')) {
      const files = await filesTable(path, settings.count('limit'), scanner, io)
      tables.push(files.table)
      shown.push(...files.found.slice(0, settings.count('show-found')))
    }
    return report({
      title: 'Secrets',
      settings: { seed: settings.text('seed'), times: String(times), data: settings.text('data') },
      tables,
      notes: [
        'A secret is found when a finding of kind secret holds all of it, or is the beginning of it that the issuer gives. Rates: Wilson, 95 %; exact (Clopper–Pearson) at none and at all.',
        'Files are read as text whatever they are; those with a NUL in their first 8,000 bytes are pictures and programs and are left out.',
        ...shown,
      ],
    })
  },
}

const secretsIn = (scanner: Scanner, text: string) =>
  scanner.scan(text).map(({ start, end }) => text.slice(start, end))

function drawnTable(
  { kinds, key, password }: SecretVectors,
  times: number,
  scanner: Scanner,
  io: BenchmarkIo,
): Table {
  const tally = new Map<string, { found: number; total: number }>()
  const count = (names: readonly string[], secret: string, text: string) => {
    const found = secretsIn(scanner, text).some((one) => one.includes(secret) || secret.startsWith(one))
    for (const name of names) {
      const known = tally.get(name) ?? { found: 0, total: 0 }
      tally.set(name, { found: known.found + (found ? 1 : 0), total: known.total + 1 })
    }
  }
  for (const [i, [, make]] of kinds.entries()) {
    stopIfAborted(io)
    io.progress(i, kinds.length, 'issuers')
    for (const [place, around] of PLACES) {
      for (let n = 0; n < times; n++) {
        const secret = make()
        count(
          ['of known issuers', `of known issuers, ${place}`],
          secret,
          around.replace('%', () => secret),
        )
      }
    }
  }
  for (const place of KEY_PLACES) {
    for (let n = 0; n < times; n++) {
      const secret = key()
      count(
        ['keys of nobody known, named by what stands before'],
        secret,
        place.replace('%', () => secret),
      )
    }
  }
  for (const place of PASSWORD_PLACES) {
    for (let n = 0; n < times; n++) {
      const secret = password()
      count(
        ['passwords'],
        secret,
        place.replace('%', () => secret),
      )
    }
  }
  return {
    title: `drawn secrets: ${kinds.length} issuers in ${PLACES.length} places, keys in ${KEY_PLACES.length}, passwords in ${PASSWORD_PLACES.length}`,
    rows: [...tally].map(([name, { found, total }]) =>
      row(
        `${name}: found`,
        share(found, total),
        name.startsWith('of known issuers, ') ? {} : { target: atLeast(name.startsWith('keys') ? 0.99 : 1) },
      ),
    ),
  }
}

function namedTable(random: Random, times: number, scanner: Scanner): Table {
  let found = 0
  let wrong = 0
  for (let i = 0; i < times; i++) {
    const { text, value, twin } = named(random)
    if (secretsIn(scanner, text).some((one) => one.includes(value))) found += 1
    if (scanner.scan(twin).some(({ entity }) => entity !== 'CONNECTION_STRING')) wrong += 1
  }
  return {
    title: 'values under names of several words, in every dialect',
    rows: [
      row('found', share(found, times), { target: atLeast(0.99) }),
      row('a name that only sounds so: one is found', share(wrong, times), { target: atMost(0.01) }),
    ],
  }
}

function benignTable({ benign }: SecretVectors, times: number, scanner: Scanner): Table {
  let wrong = 0
  let total = 0
  for (const make of benign) {
    for (let n = 0; n < times; n++) {
      total += 1
      if (scanner.scan(make()).length > 0) wrong += 1
    }
  }
  return {
    title: `what only looks like a secret: ${benign.length} kinds of text`,
    rows: [row('texts in which one is found', share(wrong, total), { target: atMost(0) })],
  }
}

/** Of files that are read whole. */
const LARGEST = 8_000_000
const HEAD = 8_000

async function filesTable(
  path: string,
  limit: number,
  scanner: Scanner,
  io: BenchmarkIo,
): Promise<{ readonly table: Table; readonly found: readonly string[] }> {
  const counts = new Map<string, number>()
  const found: string[] = []
  let files = 0
  let bytes = 0
  for await (const file of filesUnder(path)) {
    stopIfAborted(io)
    if (limit > 0 && files >= limit) break
    const data = await readFile(file)
    if (data.length > LARGEST || data.subarray(0, HEAD).includes(0)) continue
    files += 1
    bytes += data.length
    io.progress(files, 0, 'files')
    const text = data.toString('utf8')
    for (const { entity, start, end } of scanner.scan(text)) {
      counts.set(entity, (counts.get(entity) ?? 0) + 1)
      found.push(`${relative(path, file) || basename(file)} ${start}–${end}: ${entity}`)
    }
  }
  const amount = (count: number) =>
    ({ kind: 'amount', value: bytes === 0 ? 0 : (1e6 * count) / bytes, unit: `(${count})` }) as const
  return {
    table: {
      title: `${basename(path)}: ${files} files, ${(bytes / 1e6).toFixed(1)} MB, findings per MB`,
      rows: [
        row('secrets', amount(found.length)),
        ...[...counts].sort(([, a], [, b]) => b - a).map(([entity, count]) => row(entity, amount(count))),
      ],
    },
    found,
  }
}

/** Files in the order of their names; links are not followed. Throws `source-unreadable`. */
async function* filesUnder(path: string): AsyncGenerator<string> {
  const found = await stat(path).catch((error: unknown) => {
    throw toFirewallError(
      error,
      'source-unreadable',
      'a path of --data cannot be read',
      'check that it exists',
    )
  })
  if (!found.isDirectory()) return yield path
  const entries = await readdir(path, { withFileTypes: true })
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.isDirectory()) yield* filesUnder(join(path, entry.name))
    else if (entry.isFile()) yield join(path, entry.name)
  }
}
