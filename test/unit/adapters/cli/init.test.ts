import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { loadConfig } from '../../../../src/core/config.js'
import { loadKeys } from '../../../../src/core/keys.js'
import { loadServicePolicies } from '../../../../src/core/policy-schema.js'
import { loadRecognizers } from '../../../../src/firewall/policy/recognizer-files.js'
import { loadDirectory } from '../../../../src/labels/directory.js'
import { cli } from './harness.js'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ragwall-init-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('writes files that load as they stand, and a key nobody else can read, outside the data', async () => {
  const { code, out, err } = await cli(['init', 'here'], { folder })
  expect({ code, err }).toEqual({ code: 0, err: '' })
  expect(out).toContain('created  here/config/ragwall.yaml\n')
  const config = loadConfig(join(folder, 'here/config/ragwall.yaml'))
  expect(config.data).toBe(join(folder, 'here/.ragwall/data'))
  const keyFile = join(folder, 'here/keys/ragwall.key')
  expect(config.keys).toEqual({ file: keyFile })
  expect(statSync(keyFile).mode & 0o777).toBe(0o600)
  expect(loadKeys(config.keys, config.data).current.bytes).toHaveLength(32)
  expect(await loadDirectory(config.principals!, config.levels).expand(alice)).toMatchObject({
    groups: ['group:staff'],
    clearance: { level: 'internal' },
  })
  expect(loadServicePolicies(config.services!, config.levels)).toHaveLength(1)
  expect(loadRecognizers(config.recognizers!)).toEqual([])
  const own = join(folder, 'here/config/recognizers/own.yaml')
  const shown = readFileSync(own, 'utf8')
    .replaceAll(/: \[\]\n#/g, ':\n#')
    .replaceAll(/^#(?= {2,})/gm, '')
  writeFileSync(own, shown.replace(/^ +file:.*\n/m, ''))
  expect(loadRecognizers(config.recognizers!).map(({ entity }) => entity)).toEqual([
    'STAFF_NUMBER',
    'CODE_NAME',
  ])
  expect(readFileSync(join(folder, 'here/keys/.gitignore'), 'utf8')).toBe('*\n')
  expect(existsSync(config.data)).toBe(false)
})

test('two folders have different keys and tokens', async () => {
  await cli(['init', 'a'], { folder })
  await cli(['init', 'b'], { folder })
  for (const path of ['keys/ragwall.key', 'config/ragwall.yaml']) {
    expect(readFileSync(join(folder, 'a', path), 'utf8')).not.toBe(
      readFileSync(join(folder, 'b', path), 'utf8'),
    )
  }
})

test('never touches what is there', async () => {
  await cli(['init'], { folder })
  const paths = [
    'config/ragwall.yaml',
    'config/principals.yaml',
    'config/services/default.yaml',
    'keys/ragwall.key',
  ]
  for (const path of paths) writeFileSync(join(folder, path), `mine: ${path}`)
  rmSync(join(folder, 'keys/.gitignore'))
  const { code, out } = await cli(['init', '--json'], { folder })
  expect(code).toBe(0)
  for (const path of paths) expect(readFileSync(join(folder, path), 'utf8')).toBe(`mine: ${path}`)
  const created = JSON.parse(out).files.filter((file: { created: boolean }) => file.created)
  expect(created).toEqual([{ path: 'keys/.gitignore', created: true }])
})

test('a folder that cannot be made is one sentence', async () => {
  writeFileSync(join(folder, 'file'), '')
  const { code, err } = await cli(['init', 'file'], { folder })
  expect(code).toBe(2)
  expect(err).toMatch(/^error: .+ cannot be written \(config-unreadable\)\nfix: /)
})

const alice = { id: 'user:alice', groups: [], clearance: { level: 'public', compartments: [] } }
