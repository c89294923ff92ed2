import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createJournal } from '../../../src/audit/journal.js'
import { createMemoryMedium } from '../../../src/audit/medium.js'
import { secretKey } from '../../../src/core/digest.js'
import { createKeyFile } from '../../../src/core/keys.js'
import type { Principal } from '../../../src/core/types.js'
import type { Firewall } from '../../../src/firewall/firewall.js'
import { openFirewall } from '../../../src/firewall/open.js'
import { collect } from '../../support/world.js'

/** What an operator changes, and what breaks, while a firewall runs. */

let folder: string
let firewall: Firewall
const others: Firewall[] = []
const principal: Principal = { id: 'user:ann', groups: [], clearance: { level: 'public', compartments: [] } }

const service = (text: string) => writeFileSync(join(folder, 'services/desk.yaml'), `name: desk\n${text}\n`)
const recognizers = (text: string) => writeFileSync(join(folder, 'recognizers/own.yaml'), text)
const STAFF = `recognizers:
  - { entity: STAFF_NUMBER, class: secret, regex: 'Q-[0-9]{5}', examples: { match: [Q-12345], noMatch: [Q-1] } }
`

async function open(): Promise<Firewall> {
  return openFirewall(join(folder, 'ragwall.yaml'))
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ragwall-running-'))
  for (const name of ['services', 'recognizers']) mkdirSync(join(folder, name))
  createKeyFile(join(folder, 'key'), join(folder, 'data'))
  writeFileSync(
    join(folder, 'ragwall.yaml'),
    'data: data\naudit: audit\nkeys: { file: key }\nlevels: [public, secret]\nservices: services\nrecognizers: recognizers\n',
  )
  service('forbidden: [{ id: rival, word: Borealis }]')
  firewall = await open()
})

afterEach(async () => {
  for (const one of [firewall, ...others.splice(0)]) await one.close()
  rmSync(folder, { recursive: true, force: true })
})

const action = async (answer: string, of = firewall, name = 'desk') =>
  (await of.check(answer, { principal, service: name })).action
const RIVAL = 'Borealis flies there too.'
const NUMBER = 'Ask Q-12345 about it.'

describe('rules that change on disk', () => {
  test('are in force at the next call, whole, streamed and in another process’s firewall', async () => {
    const other = await open()
    others.push(other)
    expect(await action(RIVAL)).not.toBe('release')
    service('forbidden: []')
    for (const one of [firewall, other]) expect(await action(RIVAL, one)).toBe('release')
    recognizers(STAFF)
    expect(await action(NUMBER)).toBe('redact')
    const stream = other.check(
      (async function* () {
        yield NUMBER
      })(),
      { principal, service: 'desk' },
    )
    expect(await collect(stream)).not.toContain('Q-12345')
  })

  test('a new service is served, one that is gone is not', async () => {
    writeFileSync(join(folder, 'services/kiosk.yaml'), 'name: kiosk\n')
    expect(await action('Good morning.', firewall, 'kiosk')).toBe('release')
    rmSync(join(folder, 'services/kiosk.yaml'))
    await expect(action('Good morning.', firewall, 'kiosk')).rejects.toMatchObject({
      code: 'service-unknown',
    })
  })

  test.each([
    ['a policy that cannot be parsed', () => service('forbidden: [')],
    ['a policy with a misspelt key', () => service('forbiden: []')],
    [
      'a policy whose example does not hold',
      () => service("expect: [{ answer: 'Good morning.', action: block }]"),
    ],
    ['a level that there is not', () => service('ceiling: { level: secert, compartments: [] }')],
    ['a recognizer that fails its example', () => recognizers(STAFF.replace('Q-12345]', 'Q-1234]'))],
  ])('%s changes nothing, is said, and is over when it is mended', async (_, spoil) => {
    expect(await action(RIVAL)).not.toBe('release')
    spoil()
    expect(await action(RIVAL)).not.toBe('release')
    const { usable, trouble } = await firewall.status()
    expect(usable).toBe(true)
    expect(trouble).toEqual([{ what: 'rules', message: expect.stringContaining('stays in force') }])
    await expect(firewall.reload('user:op')).rejects.toMatchObject({ code: expect.any(String) })
    service('forbidden: []')
    recognizers(STAFF)
    await firewall.reload('user:op')
    expect((await firewall.status()).trouble).toEqual([])
    expect(await action(RIVAL)).toBe('release')
  })
})

describe('the emergency switch', () => {
  test('closes every door, in every process, also in the middle of a stream, and outlives a restart', async () => {
    const other = await open()
    others.push(other)
    let switchOff: () => void = () => undefined
    const switched = new Promise<void>((resolve) => {
      switchOff = resolve
    })
    async function* slow() {
      yield 'Good morning. '
      await switched
      yield 'Good evening.'
    }
    const stream = other.check(slow(), { principal })
    const reading = collect(stream)
    await firewall.setMode('refuse', 'user:op')
    switchOff()
    await expect(reading).rejects.toMatchObject({ code: 'stopped' })
    const stopped = { code: 'stopped' }
    others.push(await open())
    for (const one of [firewall, ...others]) {
      await expect(one.check('a', { principal })).rejects.toMatchObject(stopped)
      await expect(one.inspect('a', { principal })).rejects.toMatchObject(stopped)
      await expect(one.retrieve('a', { principal })).rejects.toMatchObject(stopped)
      expect(await one.status()).toMatchObject({ usable: false, mode: 'refuse' })
    }
    await other.setMode('normal', 'user:op')
    expect(await action('Good morning.', firewall, 'default')).toBe('release')
  })

  test('a file that cannot be read means that nothing leaves', async () => {
    await action('Good morning.')
    writeFileSync(join(folder, 'data/mode.json'), '{"mode":')
    await expect(action('Good morning.')).rejects.toMatchObject({ code: 'stopped' })
  })
})

describe('a full disk under the journal', () => {
  test('refuses, says so, and goes on in a chain of its own when there is room', async () => {
    const medium = createMemoryMedium()
    let full = false
    const journal = createJournal(
      {
        ...medium,
        list: medium.list,
        async commit(bytes, head) {
          // Half a line reaches the disk before it is full.
          if (full) {
            await medium.commit(bytes.subarray(0, 20), head)
            throw Object.assign(new Error('no space'), { code: 'ENOSPC' })
          }
          await medium.commit(bytes, head)
        },
      },
      { evidenceKey: secretKey(Buffer.alloc(32, 1)), retryAfter: 0 },
    )
    const event = { type: 'admin', what: 'reload', by: 'user:op' } as const
    const first = await journal.append(event)
    full = true
    await expect(journal.append(event)).rejects.toMatchObject({ code: 'disk-full' })
    await expect(journal.ready?.()).rejects.toMatchObject({ code: 'disk-full' })
    await expect(journal.append(event)).rejects.toMatchObject({ code: 'disk-full' })
    full = false
    await journal.ready?.()
    const second = await journal.append(event)
    expect(second.chain).not.toBe(first.chain)
    expect(await journal.verify()).toMatchObject({ intact: true })
    const kept: string[] = []
    for await (const { receipt } of journal.read()) if (receipt !== undefined) kept.push(receipt)
    expect(kept).toEqual([first.id, second.id])
    await journal.close()
  })
})
