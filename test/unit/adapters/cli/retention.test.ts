import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { openFirewall } from '../../../../src/firewall/open.js'
import { cli } from './harness.js'

let folder: string
let config: string
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ragwall-retention-cli-'))
  config = join(folder, 'ragwall.yaml')
  writeFileSync(join(folder, 'key'), '0a'.repeat(32), { mode: 0o600 })
  writeFileSync(
    join(folder, 'principals.yaml'),
    'principals:\n  user:ruth: { clearance: { level: public } }\n',
  )
  writeFileSync(
    config,
    `data: data\naudit: audit\nkeys: { file: key }\nlevels: [ public, secret ]\nprincipals: principals.yaml\njournal: { keep: 30d }\npseudonyms: true\noutputs:\n  - { name: log, to: file, path: events.jsonl }\n`,
  )
  vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 0, 1) })
  const firewall = await openFirewall(config)
  const principal = { id: 'user:alice', groups: [], clearance: { level: 'public', compartments: [] } }
  await firewall.check('Nothing of note.', { principal })
  await firewall.close()
  vi.setSystemTime(Date.UTC(2026, 1, 15))
})
afterAll(() => {
  vi.useRealTimers()
  rmSync(folder, { recursive: true })
})

const here = (...argv: string[]) => cli([...argv, '--config', config], { folder })

test('a hold and an output that is behind keep what is old; without them it goes, and verify says so', async () => {
  const who = ['--as', 'user:ruth']
  const held = await here('hold', 'add', '--principal', 'user:alice', '--reference', 'LEGAL-7', ...who)
  expect(held).toMatchObject({ code: 0, out: expect.stringContaining('retention leaves records of user:~') })
  const [, id = ''] = /placed (\w+)/.exec(held.out) ?? []
  expect((await here('hold', 'list')).out).toMatch(/LEGAL-7/)
  expect((await here('prune', ...who)).out).toContain(`under the hold ${id}`)
  expect(await here('hold', 'release', id, ...who)).toMatchObject({ code: 0 })
  expect(await here('hold', 'list')).toMatchObject({ out: 'no hold is in force\n' })
  expect((await here('prune', ...who)).out).toContain('the output log has not had all of it')
  await here('events', '--deliver')
  expect((await here('prune', '--dry-run', ...who)).out).toContain('would remove 4 records in 1 chain')
  expect((await here('verify')).out).not.toContain('retention')
  expect((await here('prune', ...who)).out).toContain('removed 4 records in 1 chain')
  const { code, out } = await here('verify')
  expect(code).toBe(0)
  expect(out).toContain('removed by retention, last on 2026-02-15: 4 older records in 1 chain')
  expect((await here('report', '--format', 'markdown')).out).toContain('removed by retention')
})

test('what would hold everything, nothing, or keep nothing is asked for plainly', async () => {
  for (const argv of [
    ['hold', 'add'],
    ['hold', 'add', '--all', '--principal', 'user:alice'],
    ['hold', 'add', '--principal', 'alice'],
    ['hold', 'add', '--case', 'what leaked'],
    ['hold', 'release', 'none'],
    ['prune', '--keep', '1d'],
  ])
    expect(await here(...argv, '--as', 'user:ruth')).toMatchObject({ code: 2, out: '' })
})
