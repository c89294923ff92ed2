import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { secrets } from '../../../src/evaluate/secrets.js'

const folder = mkdtempSync(join(tmpdir(), 'ragwall-secrets-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('eval secrets: both error rates, and files by the megabyte without a picture', async () => {
  const key = ['gh', 'p_', 'q7Zt3Lm9Xw2Rb8Kd5Vh1Ns6Jc4Pf0Gyq7Zt3'].join('')
  writeFileSync(join(folder, 'a.env'), `TOKEN=${key}\n`)
  writeFileSync(join(folder, 'b.js'), 'const token = await getToken(request)\n')
  writeFileSync(join(folder, 'c.png'), `\0\0${key}`)
  const report = await secrets.run(
    { times: '1', data: folder, 'show-found': '5' },
    { progress: () => undefined },
  )
  const [drawn, named, benign, files] = report.tables
  expect(drawn?.rows.find(({ name }) => name === 'of known issuers: found')?.figure).toMatchObject({
    value: 1,
  })
  expect(named?.rows.map(({ figure }) => figure)).toMatchObject([{ n: 100 }, { n: 100 }])
  expect(benign?.rows[0]?.figure).toMatchObject({ value: 0 })
  expect(files?.title).toContain('2 files')
  expect(report.notes.filter((note) => note.includes('a.env'))).toHaveLength(1)
  expect(JSON.stringify(report)).not.toContain(key)
})
