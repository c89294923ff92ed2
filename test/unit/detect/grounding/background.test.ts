import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { createFirewall } from '../../../../src/firewall/firewall.js'
import { configure } from '../../../../src/firewall/open.js'

const principal = { id: 'user:ada', groups: [], clearance: { level: 'internal', compartments: [] } }
const TEXT =
  'Norberd Logistics Ltd sells to Quorvane Industries. The orange ledger is kept by 朝風商事 in the 青空 room.'

async function stopped(background: { known?: string[]; distinctive?: string[] }, answer: string) {
  const firewall = await createFirewall({ policy: ['internal'], audit: 'memory', background })
  const acl = { allow: ['group:board'], deny: [], classification: 'internal' }
  await firewall.apply([
    { kind: 'upsert', document: { id: 'x', uri: 'test:x', text: TEXT, acl }, cursor: '' },
  ])
  const { findings } = await firewall.check(answer, { principal })
  await firewall.close()
  return findings.map(({ start, end }) => answer.slice(start, end))
}

const ANSWER = 'They work for Norberd Logistics and Quorvane Industries.'

test('without lists of its own an organisation is as distinctive as any other', async () => {
  expect(await stopped({}, ANSWER)).toEqual(['Norberd Logistics', 'Quorvane Industries'])
})

test('what everybody knows here is nobody’s secret', async () => {
  const known = ['NORBERD', 'Norberd Logistics', 'Norberd Logistics Ltd']
  expect(await stopped({ known }, ANSWER)).toEqual(['Quorvane Industries'])
})

test.each([
  ['the Orange Ledger', 'Ask about the orange ledger.', 'orange ledger'],
  ['青空', '青空に集合です。', '青空'],
])('%s is distinctive where a list says so', async (_, answer, value) => {
  expect(await stopped({}, answer)).toEqual([])
  expect(await stopped({ distinctive: ['Orange Ledger', '青空'] }, answer)).toEqual([value])
})

let folder: string | undefined
afterEach(() => folder !== undefined && rmSync(folder, { recursive: true }))

test('the lists of a configuration are files beside it', async () => {
  folder = mkdtempSync(join(tmpdir(), 'ragwall-background-'))
  writeFileSync(join(folder, 'ours.txt'), 'Norberd\n\nNorberd Logistics\n')
  writeFileSync(
    join(folder, 'ragwall.yaml'),
    'data: data\naudit: audit\nkeys: { env: RAGWALL_TEST_KEY }\nlevels: [internal]\nbackground: { known: [ours.txt] }\n',
  )
  process.env['RAGWALL_TEST_KEY'] = 'ab'.repeat(32)
  const { options } = await configure(join(folder, 'ragwall.yaml'))
  expect(options.background).toEqual({
    known: ['Norberd', 'Norberd Logistics'],
    distinctive: [],
    documents: [],
  })
})
