import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { setTimeout } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { files } from '../../connectors/files.js'
import { deriveKey, secretKey } from '../../src/core/digest.js'
import type { Connector } from '../../src/core/ports.js'
import type { Principal } from '../../src/core/types.js'
import { createFirewall, type Firewall } from '../../src/firewall/firewall.js'
import { fingerprintFiles } from '../../src/store/fingerprint-files.js'
import { openStore } from '../../src/store/store.js'

/**
 * `npm run bench:freshness -- --files 100000 --rounds 100 --syncs 10`: how long a permission that is taken away at its
 * source is still in force, and what taking it away writes. A folder of so many files, whose sidecar changes: from the
 * moment it is told, or written, to the first call that is denied; by telling, by asking anew and by a sync, before a
 * call and in the middle of a stream; and a source that is down. Times are of the clock.
 */
const { values } = parseArgs({
  options: {
    files: { type: 'string', default: '100000' },
    rounds: { type: 'string', default: '100' },
    syncs: { type: 'string', default: '10' },
  },
})
const COUNT = Number(values.files)
const ROUNDS = Number(values.rounds)
const SYNCS = Number(values.syncs)
const PER_FOLDER = 500
/** Files with a sentence in them that is looked for and repeated. */
const LONG = 2_000
/** Milliseconds from which on a permission is asked anew. */
const MAX_AGE = 500

const folder = mkdtempSync(join(tmpdir(), 'ragwall-bench-freshness-'))
const root = join(folder, 'share')
const reader: Principal = {
  id: 'user:ada',
  groups: [],
  clearance: { level: 'internal', compartments: [] },
}
const textOf = (i: number) =>
  `Paper ${i} on pumps: the pressure of lot ${i * 7919} was raised to ${i % 97} bar by order of the chief of the works, without notice.`

function say(allow: string): void {
  writeFileSync(join(root, 'plant/.acl.yaml'), `allow: ["${allow}"]\n`)
}

function printTimes(name: string, times: number[]): void {
  times.sort((a, b) => a - b)
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0
  print(`${name.padEnd(58)} p50 ${at(0.5).toFixed(1)} ms, p99 ${at(0.99).toFixed(1)} ms of ${times.length}`)
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}

function fail(what: string): void {
  print(`FAILED: ${what}`)
  process.exitCode = 1
}

/** A second source, in memory, that k is kept from. */
const other: Connector = {
  name: 'other',
  async *changes() {
    for (let i = 0; i < 10; i++) {
      const id = `other/${i}`
      const acl = { allow: ['user:ada'], deny: [] }
      yield {
        kind: 'upsert',
        document: { id, uri: id, text: `Pumps and pressure, note ${i}.`, acl },
        cursor: '1',
      }
    }
  },
}

const key = (name: Parameters<typeof deriveKey>[1]) => deriveKey(secretKey(new Uint8Array(32).fill(7)), name)

async function main(): Promise<void> {
  mkdirSync(join(root, 'plant'), { recursive: true })
  writeFileSync(join(root, '.acl.yaml'), 'allow: ["group:nobody"]\nclassification: internal\n')
  say('user:ada')
  for (let i = 0; i < COUNT; i++) {
    const at = join(root, `plant/p${Math.floor(i / PER_FOLDER)}`)
    if (i % PER_FOLDER === 0) mkdirSync(at)
    // What is looked for stands in the first few; the others are there to be many.
    writeFileSync(join(at, `n${i}.txt`), i < LONG ? textOf(i) : `Note ${i}.`)
  }
  const store = await openStore({
    directory: join(folder, 'data'),
    keys: { index: key('index') },
    fingerprints: fingerprintFiles({ directory: join(folder, 'fingerprints'), key: key('fingerprints') }),
  })
  let embedded = 0
  const embedder = {
    async embedDocuments(texts: string[]) {
      embedded += texts.length
      return texts.map(() => [1, 0])
    },
    embedQuery: async () => [1, 0],
  }
  const share = files({ root })
  const firewall = await createFirewall({
    ...{ policy: ['public', 'internal'], audit: 'memory', store, embedder },
    connectors: [share, other],
    assign: { rules: [{ path: '**', level: 'internal' }] },
    freshness: { connectors: { files: { maxAclAge: MAX_AGE } } },
  })
  const began = performance.now()
  await firewall.sync(share, {
    onProgress: ({ changes }) => {
      if (changes % 10_000 < 64 && changes > 64) process.stderr.write(`  ${changes} changes\n`)
    },
  })
  await firewall.sync(other)
  // Files that are a moment old are read again: their times do not tell yet.
  await setTimeout(2_500)
  await firewall.sync(share)
  print(`${COUNT} files stored in ${((performance.now() - began) / 1000).toFixed(0)} s`)
  const ofShare = async (k = 5) =>
    (
      await firewall.retrieve('paper of a lot raised by the chief of the works', { principal: reader, k })
    ).filter(({ documentId }) => documentId.startsWith('plant/')).length
  if ((await ofShare()) === 0) fail('nothing is found before anything is taken away')

  embedded = 0
  const rows: number[] = []
  /** As a source that tells of its changes does, through `apply` or over HTTP. */
  const tell = (allow: string) => {
    say(allow)
    return firewall.apply([
      { kind: 'container', id: './plant/', permissions: { parent: './', allow: [allow] }, cursor: '' },
    ])
  }
  const timed = async (rounds: number, revoke: () => Promise<unknown>): Promise<number[]> => {
    const times: number[] = []
    for (let round = 0; round < rounds; round++) {
      const before = store.rowsWritten()
      const from = performance.now()
      await revoke()
      const seen = await ofShare()
      times.push(performance.now() - from)
      rows.push(store.rowsWritten() - before)
      if (seen > 0) fail('a paper was shown after it was taken away')
      await tell('user:ada')
      if ((await ofShare()) === 0) fail('what was given back is not found')
    }
    return times
  }
  printTimes('told to the next call that is denied', await timed(ROUNDS, () => tell('group:nobody')))
  const asked = await timed(ROUNDS, async () => {
    await setTimeout(MAX_AGE + 50)
    say('group:nobody')
  })
  printTimes(
    'sidecar written to denied, asked anew by the call itself',
    asked.map((time) => time - MAX_AGE - 50),
  )
  await bySyncs(firewall, share, ofShare)
  print(`rows written by one: at most ${Math.max(...rows)}; texts embedded: ${embedded}`)
  if (embedded > 0) fail('something was embedded')
  await inStreams(firewall, tell)

  renameSync(root, `${root}-gone`)
  await setTimeout(MAX_AGE + 50)
  const kept = await firewall.retrieve('paper of a lot raised by the chief of the works on pumps', {
    principal: reader,
    k: 5,
  })
  const alarms = await firewall.alarms()
  print(
    `source down: ${kept.filter(({ documentId }) => documentId.startsWith('plant/')).length} shown of it, ${kept.length} of 5 kept from the rest, alarms: ${alarms.map(({ what }) => what).join(', ')}`,
  )
  if (
    kept.length !== 5 ||
    alarms.length === 0 ||
    kept.some(({ documentId }) => documentId.startsWith('plant/'))
  )
    fail('a source that is down')
  await firewall.close()
}

/** Calls go on while a sync looks at the folder: the first that is denied, and the end of the sync. */
async function bySyncs(firewall: Firewall, share: Connector, ofShare: () => Promise<number>): Promise<void> {
  const denied: number[] = []
  const whole: number[] = []
  for (let round = 0; round < SYNCS; round++) {
    say('group:nobody')
    const from = performance.now()
    const running = firewall.sync(share).then(() => performance.now())
    while ((await ofShare()) > 0) await setTimeout(5)
    denied.push(performance.now() - from)
    whole.push((await running) - from)
    say('user:ada')
    await firewall.sync(share)
    if ((await ofShare()) === 0) fail('what was given back is not found')
  }
  printTimes('sync begun to denied', denied)
  printTimes('sync begun to its end', whole)
}

/** An answer repeats two papers; between them the folder is closed. */
async function inStreams(firewall: Firewall, tell: (allow: string) => Promise<unknown>): Promise<void> {
  const times: number[] = []
  for (let round = 0; round < Math.min(ROUNDS, 20); round++) {
    const first = textOf(round)
    const second = textOf(round + 1_000)
    let taken = 0
    async function* answer() {
      yield `${first} `
      yield 'And this was found in the file of the year before, in other hands, word by word. '
      taken = performance.now()
      await tell('group:nobody')
      for (let at = 0; at < second.length; at += 9) yield second.slice(at, at + 9)
    }
    const stream = firewall.check(answer(), { principal: reader })
    let sent = ''
    for await (const piece of stream) sent += piece
    await stream.verdict
    times.push(performance.now() - taken)
    if (!sent.includes(first)) fail('what was permitted was not said')
    if (sent.includes(second.slice(20, 90))) fail('what was taken away in mid-stream was said')
    await tell('user:ada')
  }
  printTimes('taken away in mid-stream to the end of a stream without it', times)
}

try {
  await main()
} finally {
  rmSync(folder, { recursive: true, force: true })
}
