import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createKeyFile } from '../../src/core/keys.js'
import { type Firewall, openFirewall } from '../../src/index.js'
import { cli } from '../unit/adapters/cli/harness.js'

/**
 * What belongs to a data directory is deleted, emptied, cut, swapped or set back. The firewall then refuses with the
 * way back, or rebuilds and says what it said before; what was stopped before is never let out.
 */
const SECRET =
  'The board agreed to buy the harbour operator for nine hundred million yen, before the summer break begins.'
const LATER =
  'The lighthouse keeper retires in October, and the tower will be sold to the village for a single coin.'
const OUTSIDER = { id: 'user:eve', groups: [], clearance: { level: 'public', compartments: [] } }
const REFUSALS = ['store-missing', 'store-outdated', 'store-corrupt', 'store-failed']

const root = mkdtempSync(join(tmpdir(), 'ragwall-lost-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

/** As it was after the first document, and after the second. */
const older = join(root, 'older')
const whole = join(root, 'whole')
const config = (folder: string) => join(folder, 'config/ragwall.yaml')

function document(id: string, text: string) {
  const acl = { allow: ['group:board'], deny: [], classification: 'secret' }
  return { kind: 'upsert' as const, cursor: id, document: { id, uri: `file:${id}`, text, acl } }
}

async function withFirewall<Result>(folder: string, work: (firewall: Firewall) => Promise<Result>) {
  const firewall = await openFirewall(config(folder))
  try {
    return await work(firewall)
  } finally {
    await firewall.close()
  }
}

/** Where everything lies is part of what is noted, so every case is built in the same place. */
const place = join(root, 'place')

function restore(from: string): void {
  rmSync(place, { recursive: true, force: true })
  cpSync(from, place, { recursive: true })
}

beforeAll(async () => {
  mkdirSync(join(place, 'config'), { recursive: true })
  mkdirSync(join(place, 'source'))
  writeFileSync(
    config(place),
    'data: ../data\naudit: ../audit\nkeys: { file: ../keys/key }\nlevels: [public, secret]\n' +
      'connectors: [{ use: files, name: source, root: ../source }]\n',
  )
  writeFileSync(join(place, 'source/.acl.yaml'), "classification: secret\nallow: ['group:board']\n")
  writeFileSync(join(place, 'source/secret.md'), SECRET)
  writeFileSync(join(place, 'source/later.md'), LATER)
  createKeyFile(join(place, 'keys/key'), join(place, 'data'))
  await withFirewall(place, (firewall) => firewall.apply([document('secret', SECRET)]))
  cpSync(place, older, { recursive: true })
  await withFirewall(place, (firewall) => firewall.apply([document('later', LATER)]))
  cpSync(place, whole, { recursive: true })
})

type Damage = readonly [name: string, apply: () => void]
const at = (path: string) => join(place, path)
const noteIn = (folder: string) =>
  join(folder, readdirSync(at(folder)).find((name) => /^store.*\.json$/.test(name)) ?? 'none')

function damages(name: string, path: () => string): Damage[] {
  return [
    [`${name} deleted`, () => rmSync(at(path()), { recursive: true, force: true })],
    [`${name} emptied`, () => truncateSync(at(path()), 0)],
    [`${name} cut in half`, () => truncateSync(at(path()), Math.floor(statSync(at(path())).size / 2))],
    [`${name} overwritten`, () => writeFileSync(at(path()), 'not what was here before')],
  ]
}

const setBack = (path: string) => () => {
  rmSync(at(path), { recursive: true, force: true })
  cpSync(join(older, relative(place, at(path))), at(path), { recursive: true })
}

const DATABASE: Damage[] = [
  ...damages('database', () => 'data/ragwall.db'),
  ['database set back', setBack('data/ragwall.db')],
  ['data directory deleted', () => rmSync(at('data'), { recursive: true })],
  [
    'data directory emptied',
    () => {
      rmSync(at('data'), { recursive: true })
      mkdirSync(at('data'))
    },
  ],
  ['data directory set back', setBack('data')],
]
const NOTES: Damage[] = ['data', 'audit', 'keys/witness'].flatMap((folder) =>
  damages(`note in ${folder}`, () => noteIn(folder)),
)
const DERIVED: Damage[] = [
  ['fingerprints deleted', () => rmSync(at('data/fingerprints'), { recursive: true })],
  ['fingerprints set back', setBack('data/fingerprints')],
  ...damages('manifest', () => 'data/fingerprints/manifest.json'),
  ...damages('segment', () =>
    join(
      'data/fingerprints',
      readdirSync(at('data/fingerprints')).find((name) => name.endsWith('.vbl')) ?? 'none',
    ),
  ),
  ['lease deleted', () => rmSync(at('data/lease.db'), { force: true })],
  ['journal deleted', () => rmSync(at('audit'), { recursive: true })],
]
const SINGLE = [...DATABASE, ...NOTES, ...DERIVED]
/** A lost database beside one lost note is still missed by the others. */
const PAIRS: Damage[] = DATABASE.flatMap(([first, one]) =>
  [
    ...NOTES.filter(([name]) => !name.includes('overwritten') && !name.includes('cut')),
    ...DERIVED.slice(0, 2),
  ].map(
    ([second, other]): Damage => [
      `${second}, ${first}`,
      () => {
        attempt(other)
        attempt(one)
      },
    ],
  ),
)

/** Of two damages the first may have taken what the second would touch. */
function attempt(damage: () => void): void {
  try {
    damage()
  } catch (error) {
    if ((error as { code?: string }).code !== 'ENOENT') throw error
  }
}

/** The answers as an outsider gets them, or the code of the refusal to open. */
async function outcome(): Promise<string[] | string> {
  try {
    return await withFirewall(place, async (firewall) => {
      const answers = await Promise.all(
        [SECRET, LATER].map((text) => firewall.check(text, { principal: OUTSIDER })),
      )
      return answers.map(({ action }) => action)
    })
  } catch (error) {
    return String((error as { code?: string }).code)
  }
}

describe('files of a data directory', () => {
  test('are missed by nobody as long as they are there', async () => {
    restore(whole)
    expect(await outcome()).toEqual(['block', 'block'])
  })

  test.each([...SINGLE, ...PAIRS])('%s: refused, or the same verdicts', async (_, damage) => {
    restore(whole)
    damage()
    const found = await outcome()
    if (typeof found === 'string') expect(REFUSALS).toContain(found)
    else expect(found).toEqual(['block', 'block'])
  })

  test.each(DATABASE.filter(([name]) => !name.includes('cut')))(
    '%s is refused for certain',
    async (_, damage) => {
      restore(whole)
      damage()
      expect(REFUSALS).toContain(await outcome())
    },
  )

  test('data and journal set back together are missed by the witness beside the key', async () => {
    restore(whole)
    setBack('data')()
    setBack('audit')()
    expect(await outcome()).toBe('store-outdated')
  })

  test.each(DATABASE.filter(([name]) => /database (deleted|emptied|set back)/.test(name)))(
    '%s while it is in use: the next call refuses',
    async (_, damage) => {
      restore(whole)
      const firewall = await openFirewall(config(place))
      try {
        const gone = join(root, 'gone.db')
        renameSync(at('data/ragwall.db'), gone)
        cpSync(gone, at('data/ragwall.db'))
        damage()
        await expect(firewall.check(SECRET, { principal: OUTSIDER })).rejects.toMatchObject({
          code: 'store-missing',
        })
        await expect(firewall.retrieve('harbour', { principal: OUTSIDER })).rejects.toMatchObject({
          code: 'store-missing',
        })
      } finally {
        await firewall.close().catch(() => undefined)
      }
    },
  )
})

describe('the ways back', () => {
  const run = (...argv: string[]) => cli([...argv, '--config', config(place)], { folder: place })

  test.each(DATABASE)('%s: `sync --rebuild` brings everything in again', async (_, damage) => {
    restore(whole)
    damage()
    expect((await run('sync')).code).toBe(2)
    expect(await run('sync', '--rebuild')).toMatchObject({ code: 0 })
    expect(await outcome()).toEqual(['block', 'block'])
  })

  test('a rebuild that was not finished lets nobody in', async () => {
    restore(whole)
    rmSync(at('data/ragwall.db'))
    rmSync(at('source'), { recursive: true })
    expect((await run('sync', '--rebuild')).code).toBe(2)
    expect(await outcome()).toBe('store-missing')
  })

  test('`restore` goes by an older database, and says so in the journal', async () => {
    restore(whole)
    setBack('data')()
    expect(await run('restore')).toMatchObject({ code: 0 })
    expect((await outcome())[0]).toBe('block')
    const { records } = await withFirewall(place, async (firewall) => firewall.verify())
    expect(records).toBeGreaterThan(0)
    expect(readJournal()).toContain('database-accepted')
  })

  function readJournal(): string {
    return readdirSync(at('audit'))
      .filter((name) => name.endsWith('.jsonl'))
      .map((name) => (existsSync(at(join('audit', name))) ? cat(at(join('audit', name))) : ''))
      .join('')
  }
})

function cat(path: string): string {
  return readFileSync(path, 'utf8')
}

describe('the journal', () => {
  const chains = () =>
    readdirSync(at('audit'))
      .filter((name) => name.endsWith('.jsonl'))
      .sort()
  const verify = () => withFirewall(place, (firewall) => firewall.verify())

  test('is missed without any configuration: a record cut off its end, a chain, all of it', async () => {
    restore(whole)
    expect(await verify()).toMatchObject({ intact: true, anchored: true })
    const last = at(join('audit', chains().at(-1)!))
    const lines = cat(last).trimEnd().split('\n')
    writeFileSync(last, `${lines.slice(0, -1).join('\n')}\n`)
    expect(await verify()).toMatchObject({ intact: false, why: 'truncated' })
    restore(whole)
    rmSync(at(join('audit', chains().at(-1)!)))
    expect(await verify()).toMatchObject({ intact: false, why: 'missing chain' })
    restore(whole)
    for (const name of chains()) rmSync(at(join('audit', name)))
    expect(await verify()).toMatchObject({ intact: false, why: 'missing journal' })
  })
})
