import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { cli } from './harness.js'

let folder: string
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ragwall-dry-'))
  await cli(['init'], { folder })
  const config = join(folder, 'config/ragwall.yaml')
  const named = 'connectors:\n  - { use: files, name: handbook, root: ../documents }'
  writeFileSync(config, readFileSync(config, 'utf8').replace('connectors: []', named))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function write(path: string, text: string): void {
  const full = join(folder, 'documents', path)
  mkdirSync(dirname(full), { recursive: true })
  writeFileSync(full, text)
}

test('sync --dry-run shows all that would be taken, by whom it could be read, and what would not; it stores nothing', async () => {
  write('.acl.yaml', 'allow: [group:staff]\nclassification: internal\n')
  write('a.txt', 'Paper a.')
  write('hr/.acl.yaml', 'allow: [group:hr]\ndeny: [user:eve]\n')
  write('hr/b.txt', 'Paper b.')
  write('hr/odd.txt', 'Paper o.')
  write('hr/odd.txt.acl.yaml', 'classification: no such level\n')
  write('c.unknown', 'x')
  write('d.txt', '\0')
  const { out, code } = await cli(['sync', '--dry-run', '--json'], { folder })
  expect(code).toBe(0)
  const [planned] = (JSON.parse(out) as { connectors: Record<string, unknown>[] }).connectors
  expect(planned).toMatchObject({
    documents: [
      { id: 'a.txt', label: { level: 'internal', allow: [['group:staff']], deny: [] } },
      { id: 'hr/b.txt', label: { level: 'internal', allow: [['group:hr']], deny: ['user:eve'] } },
    ],
    refused: [{ id: 'd.txt' }, { id: 'hr/odd.txt', code: 'level-unknown' }],
    skipped: [{ id: 'c.unknown', reason: 'unknown-kind' }],
  })
  const shown = await cli(['sync', '--dry-run'], { folder })
  expect(shown.out).toContain('2 would be taken, 2 refused, 1 skipped; nothing was stored')
  expect(shown.out).toMatch(/1 +internal; readable by group:hr; not by user:eve +hr\/b\.txt/)
  expect(existsSync(join(folder, '.ragwall/data'))).toBe(false)
  expect((await cli(['sync', '--dry-run', '--strict'], { folder })).code).toBe(1)
})
