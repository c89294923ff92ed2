import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openFirewall } from '../../../../src/firewall/open.js'
import { ocsfEvent } from '../../../support/ocsf.js'
import { cli } from './harness.js'

let folder: string
let config: string
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ragwall-events-'))
  config = join(folder, 'ragwall.yaml')
  mkdirSync(join(folder, 'logs'))
  writeFileSync(join(folder, 'key'), '0a'.repeat(32), { mode: 0o600 })
  writeFileSync(
    config,
    `data: data\naudit: audit\nkeys: { file: key }\nlevels: [ public, secret ]\noutputs:\n  - { name: log, to: file, path: logs/events.jsonl }\n`,
  )
  const firewall = await openFirewall(config)
  await firewall.check('Write to juno.park@harbor.example.', {
    principal: { id: 'user:alice', groups: [], clearance: { level: 'public', compartments: [] } },
  })
  expect((await firewall.status()).outputs).toEqual([
    { name: 'log', to: 'file', records: 3, seconds: expect.any(Number) },
  ])
  expect((await firewall.report()).outputs).toEqual((await firewall.status()).outputs)
  await firewall.close()
})
afterAll(() => rmSync(folder, { recursive: true }))

const here = (...argv: string[]) => cli([...argv, '--config', config], { folder })
const eventsIn = (text: string) =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => ocsfEvent.parse(JSON.parse(line)))

describe('ragwall events', () => {
  test('prints what is on record, to the terminal or to a file, without a word of what was checked', async () => {
    const { code, out } = await here('events')
    expect(code).toBe(0)
    expect(eventsIn(out).map(({ class_uid }) => class_uid)).toContain(6003)
    expect(out).not.toContain('juno')
    const file = join(folder, 'all.jsonl')
    expect(await here('events', '--out', file)).toMatchObject({ code: 0, out: '' })
    expect(readFileSync(file, 'utf8')).toBe(out)
    expect(existsSync(`${file}.tmp`)).toBe(false)
    expect((await here('events', '--from', '2999-01-01')).out).toBe('')
    expect((await here('events', '--out', join(folder, 'none', 'x'))).code).toBe(2)
  })

  test('delivers what an output has not had yet, once', async () => {
    const { out } = await here('events')
    for (let i = 0; i < 2; i += 1)
      expect(await here('events', '--deliver')).toMatchObject({ code: 0, out: '' })
    expect(readFileSync(join(folder, 'logs', 'events.jsonl'), 'utf8')).toBe(out)
  })

  test('says what does not go together, and that there is nothing to deliver to', async () => {
    const both = await here('events', '--deliver', '--from', '2026-01-01')
    expect(both.code).toBe(2)
    expect(both.err).toContain('--deliver')
    const bare = join(folder, 'bare.yaml')
    writeFileSync(bare, readFileSync(config, 'utf8').split('outputs:')[0]!)
    const none = await cli(['events', '--deliver', '--config', bare], { folder })
    expect(none.code).toBe(2)
    expect(none.err).toContain('no output is configured')
  })
})
