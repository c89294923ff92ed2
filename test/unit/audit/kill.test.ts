import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { openJournal } from '../../../src/audit/journal.js'
import { secretKey } from '../../../src/core/digest.js'

const appender = fileURLToPath(new URL('./appender.ts', import.meta.url))
const evidenceKey = secretKey(new Uint8Array(32).fill(7))
const root = mkdtempSync(join(tmpdir(), 'ragwall-kill-'))
afterAll(() => rmSync(root, { recursive: true }))

interface End {
  readonly acknowledged: readonly string[]
  /** An append had started and was not acknowledged. */
  readonly inFlight: boolean
  readonly signal: string | null
  readonly said: readonly string[]
}

interface Kill {
  readonly failpoint?: string
  readonly stopAfter?: number
  readonly writers?: number
}

/** Runs an appender in its journal until it dies; `stopAfter` kills it that many milliseconds after its first receipt. */
function run(
  directory: string,
  { failpoint = '', stopAfter, anchor = '', writers = 0 }: Kill & { anchor?: string },
): Promise<End> {
  return new Promise((resolve, reject) => {
    const child = spawn(
      process.execPath,
      ['--import', 'tsx', appender, directory, anchor, '0', `${writers}`],
      {
        env: { ...process.env, RAGWALL_FAILPOINT: failpoint },
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    )
    let output = ''
    let doomed = false
    child.stdout.on('data', (data: Buffer) => {
      output += data.toString()
      if (doomed || stopAfter === undefined || !/[0-9a-f]{32}/.test(output)) return
      doomed = true
      setTimeout(() => child.kill('SIGKILL'), stopAfter)
    })
    child.on('error', reject)
    child.on('close', (_code, signal) => {
      const said = output.split('\n').filter((line) => line !== '')
      const acknowledged = said.filter((line) => /^[0-9a-f]{32}$/.test(line))
      const started = said.filter((line) => line === '+').length
      resolve({ acknowledged, inFlight: started > acknowledged.length, signal, said })
    })
  })
}

async function receiptsIn(directory: string): Promise<Map<string, number>> {
  const counts = new Map<string, number>()
  for await (const { receipt } of openJournal({ directory, evidenceKey, readOnly: true }).read()) {
    if (receipt !== undefined) counts.set(receipt, (counts.get(receipt) ?? 0) + 1)
  }
  return counts
}

describe('killed at', () => {
  const names = ['create', 'write', 'fsync', 'synced', 'commit'].map((name) => `journal.${name}`)
  const anchors = ['write', 'fsync', 'rename', 'renamed'].map((name) => `anchor.${name}`)
  const kills: Kill[] = [
    ...[...names, ...anchors].map((name) => ({ failpoint: name })),
    ...[...names.slice(1), ...anchors].map((name, i) => ({ failpoint: `${name}:${3 + i}` })),
  ]

  test('every failpoint: what was acknowledged is there exactly once', async () => {
    const directory = join(root, 'journal')
    const anchor = join(root, 'anchor')
    const acknowledged: string[] = []
    let hits = 0
    for (let i = 0; i < kills.length; i += 2) {
      // Two at a time: chains of processes that overlap.
      const ends = await Promise.all(kills.slice(i, i + 2).map((kill) => run(directory, { ...kill, anchor })))
      for (const end of ends) {
        expect(end.signal).toBe('SIGKILL')
        if (end.inFlight) hits += 1
        acknowledged.push(...end.acknowledged)
      }
      const found = await receiptsIn(directory)
      expect(acknowledged.filter((id) => found.get(id) !== 1)).toEqual([])
      const verification = await openJournal({ directory, evidenceKey, anchor, readOnly: true }).verify()
      expect(verification).toMatchObject({ intact: true })
    }
    console.log(
      `${kills.length} kills, ${hits} with a write under way, ${acknowledged.length} acknowledged records`,
    )
    expect(hits / kills.length).toBeGreaterThanOrEqual(0.8)
    expect(acknowledged.length).toBeGreaterThan(20)
  })
})

describe('under fire', () => {
  // Four processes at once, one of them with 64 writers: 100 instants take minutes.
  const rounds = process.env['RAGWALL_TEST_LONG'] === undefined ? 1 : 25

  test('killed at any instant: no acknowledged record is lost or there twice, and no chain has a gap', async () => {
    const directory = join(root, 'fire')
    const anchor = join(root, 'fire-anchor')
    const acknowledged: string[] = []
    let busy = 0
    for (let round = 0; round < rounds; round++) {
      const ends = await Promise.all(
        [64, 16, 16, 16].map((writers) =>
          run(directory, { writers, anchor, stopAfter: 50 + Math.round(Math.random() * 1_000) }),
        ),
      )
      for (const end of ends) {
        expect(end.signal).toBe('SIGKILL')
        if (end.inFlight) busy += 1
        acknowledged.push(...end.acknowledged)
      }
      const found = await receiptsIn(directory)
      expect(acknowledged.filter((id) => found.get(id) !== 1)).toEqual([])
      expect([...found.values()].every((times) => times === 1)).toBe(true)
      const verification = await openJournal({ directory, evidenceKey, anchor, readOnly: true }).verify()
      expect(verification).toMatchObject({ intact: true })
    }
    console.log(
      `${rounds * 4} kills, ${busy} with writes under way, ${acknowledged.length} acknowledged records`,
    )
    expect(busy).toBe(rounds * 4)
    expect(new Set(acknowledged).size).toBe(acknowledged.length)
  })
})

test('a disk that is full ends the acknowledging and loses nothing that was acknowledged', async () => {
  const directory = join(root, 'full')
  // A limit on the file's size stops a write in its middle, as a full disk does, and needs no root.
  const script = `trap '' XFSZ; ulimit -f 600; exec "$0" --import tsx "$1" "$2" "" 20000`
  const child = spawn('sh', ['-c', script, process.execPath, appender, directory], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let output = ''
  child.stdout.on('data', (data: Buffer) => {
    output += data.toString()
  })
  await new Promise((resolve) => child.on('close', resolve))
  expect(output).toContain('failed audit-unavailable audit-unavailable')
  const acknowledged = output.split('\n').filter((line) => /^[0-9a-f]{32}$/.test(line))
  const found = await receiptsIn(directory)
  expect(acknowledged.length).toBeGreaterThan(3)
  expect(acknowledged.filter((id) => found.get(id) !== 1)).toEqual([])
  const verification = await openJournal({ directory, evidenceKey, readOnly: true }).verify()
  expect(verification).toMatchObject({ intact: true, torn: 1 })
})
