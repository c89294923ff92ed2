import { mkdirSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { files } from '../../../../connectors/files.js'
import { LIMITS } from '../../../../src/core/limits.js'
import type { SourceDocument } from '../../../../src/core/types.js'
import { createFirewall, type Firewall } from '../../../../src/firewall/firewall.js'

const principal = {
  id: 'user:ada',
  groups: ['group:all'],
  clearance: { level: 'internal', compartments: [] },
}
const LONG = `${'Nothing of note happened on the ward during the night. '.repeat(5)}Tobias Lindgren was told.`

/** Patients, as a folder has them and as an application hands them over. */
const CSV = `patient,ward,number,diagnosis,note
Maria Chen,north,700431,asthma,
Jonas Okafor,south,700544,epilepsy,${LONG}
Ines Duarte,north,700688,migraine,seen twice
`
const ROWS = [
  { patient: 'Maria Chen', ward: 'north', number: 700_431, diagnosis: 'asthma' },
  { patient: 'Jonas Okafor', ward: 'south', number: 700_544, diagnosis: 'epilepsy', note: LONG },
  { patient: 'Ines Duarte', ward: 'north', number: 700_688, diagnosis: 'migraine', note: 'seen twice' },
]
const PERMITTED = 'Maria Chen, Jonas Okafor and Ines Duarte sit in the patients’ council.'

const document = (fields: Partial<SourceDocument>): SourceDocument => ({
  id: 'x',
  uri: 'test:x',
  text: 'x',
  acl: { allow: ['group:clinic'], deny: [], classification: 'internal' },
  ...fields,
})

describe.each(['a folder', 'an application'])('a table that comes from %s', (from) => {
  let firewall: Firewall
  let folder: string

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ragwall-tables-'))
    const sources = join(folder, 'sources')
    mkdirSync(sources)
    firewall = await createFirewall({ policy: ['internal'], audit: 'memory' })
    const table = { rows: ROWS, identifying: ['number'], ignored: ['ward'], complete: true }
    const council = document({
      id: 'council',
      text: PERMITTED,
      acl: { allow: ['group:all'], deny: [], classification: 'internal' },
    })
    if (from === 'a folder') {
      writeFileSync(join(sources, '.acl.yaml'), 'allow: [group:clinic]\nclassification: internal\n')
      writeFileSync(join(sources, 'patients.csv'), CSV)
      writeFileSync(
        join(sources, 'patients.csv.acl.yaml'),
        'columns:\n  identifying: [number]\n  ignored: [ward]\n',
      )
      const { refused } = await firewall.sync(files({ root: sources }))
      expect(refused).toEqual([])
    }
    const { refused } = await firewall.apply(
      [...(from === 'a folder' ? [] : [document({ id: 'patients', table, text: CSV })]), council].map(
        (document) => ({ kind: 'upsert' as const, document, cursor: '' }),
      ),
    )
    expect(refused).toEqual([])
  })
  afterAll(async () => {
    await firewall.close()
    await rm(folder, { recursive: true, force: true })
  })

  const stopped = async (answer: string) =>
    (await firewall.check(answer, { principal })).findings
      .filter(({ provenance }) => provenance === 'forbidden')
      .map(({ start, end }) => answer.slice(start, end))

  test('an identifying value is found alone, in any spelling', async () => {
    expect(await stopped('The file is 700544.')).toEqual(['700544'])
    expect(await stopped('See ７００，５４４ for that.')).toEqual(['７００，５４４'])
    expect(await stopped('The file is 700545.')).toEqual([])
  })

  test('several columns of one row are found together, of two rows they are not', async () => {
    expect(await stopped('Maria Chen has asthma.')).toEqual(['asthma'])
    expect(await stopped('Jonas Okafor is treated for epilepsy.')).toEqual(['epilepsy'])
    expect(await stopped('Maria Chen has epilepsy.')).toEqual([])
    expect(await stopped('Ines Duarte has asthma.')).toEqual([])
  })

  test('one common value says nothing, an ignored column never does', async () => {
    expect(await stopped('Asthma is treatable.')).toEqual([])
    expect(await stopped('Maria Chen walked north.')).toEqual([])
  })

  test('a text in a cell is read like any other', async () => {
    expect(await stopped('Ask Tobias Lindgren.')).toEqual(['Tobias Lindgren'])
  })
})

test('what everybody says is not identifying, whatever the source says', async () => {
  const firewall = await createFirewall({ policy: ['internal'], audit: 'memory' })
  const row = { city: 'Leeds', year: 2019, count: 17, word: 'orange' }
  const table = { rows: [row], identifying: Object.keys(row) }
  await firewall.apply([{ kind: 'upsert', document: document({ table }), cursor: '' }])
  for (const answer of ['It was in 2019.', 'There are 17.', 'They live in Leeds.', 'Mine is orange.']) {
    expect((await firewall.check(answer, { principal })).findings).toEqual([])
  }
  await firewall.close()
})

test.each([
  ['no rows', {}],
  ['a row that is a list', { rows: [['a']] }],
  ['a value that is an object', { rows: [{ a: {} }] }],
  ['half a character', { rows: [{ a: '\ud800' }] }],
  ['columns that are no list', { rows: [], identifying: 'a' }],
  ['more rows than there are records', { rows: Array.from({ length: LIMITS.tableRows + 1 }, () => ({})) }],
])('a table with %s is refused', async (_, table) => {
  const firewall = await createFirewall({ policy: ['internal'], audit: 'memory' })
  const { refused } = await firewall.apply([
    { kind: 'upsert', document: document({ table: table as never }), cursor: '' },
  ])
  expect(refused.map(({ code }) => code)).toEqual(['document-invalid'])
  await firewall.close()
})
