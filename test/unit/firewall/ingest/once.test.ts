import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { LIMITS } from '../../../../src/core/limits.js'
import type { SourceChange } from '../../../../src/core/types.js'
import { createFirewall, type Firewall } from '../../../../src/firewall/firewall.js'

const KEY = new Uint8Array(32).fill(7)
const upsert = (id: string): SourceChange => ({
  kind: 'upsert',
  document: {
    id,
    uri: id,
    text: `The gate ${id} is painted green.`,
    acl: { allow: ['*'], deny: [], classification: 'public' },
  },
  cursor: '',
})
const remove = (id: string): SourceChange => ({ kind: 'delete', id, cursor: '' })
const once = (key: string, request: string, by = 'service:pusher') => ({ once: { by, key, request } })

let folder: string
const open = () =>
  createFirewall({
    policy: ['public', 'internal'],
    audit: join(folder, 'audit'),
    data: join(folder, 'data'),
    evidenceKey: KEY,
  })
let firewall: Firewall
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ragwall-once-'))
  firewall = await open()
})
afterEach(async () => {
  vi.useRealTimers()
  await firewall.close()
  rmSync(folder, { recursive: true, force: true })
})

test('what is sent again is answered as the first time and applied once: beside it, later, in another process, after a restart', async () => {
  const send = (by = firewall) => by.apply([upsert('a')], once('k', 'a'))
  const beside = await Promise.all([send(), send(), send()])
  for (const summary of beside) expect(summary).toMatchObject({ upserted: 1, unchanged: 0 })
  await firewall.apply([remove('a')])
  // It may not write, and knows.
  const reader = await open()
  expect(await send(reader)).toMatchObject({ upserted: 1 })
  await expect(reader.apply([upsert('a')], once('new', 'a'))).rejects.toMatchObject({ code: 'store-locked' })
  await reader.close()
  await firewall.close()
  firewall = await open()
  expect(await send()).toEqual(beside[0])
  expect(await firewall.tag('a')).toBeUndefined()
  await expect(firewall.apply([upsert('b')], once('k', 'b'))).rejects.toMatchObject({
    code: 'request-invalid',
  })
  expect(await firewall.apply([upsert('a')], once('k', 'a', 'service:other'))).toMatchObject({ upserted: 1 })
})

test('what did nothing may be tried again', async () => {
  const nobodys = { ...upsert('a'), document: { id: 'a', uri: 'a', text: 'x' } } as unknown as SourceChange
  const first = await firewall.apply([nobodys], once('k', 'a'))
  expect(first.refused).toHaveLength(1)
  expect(await firewall.apply([upsert('a')], once('k', 'mended'))).toMatchObject({ upserted: 1 })
})

test.each([
  ['later than it is kept', LIMITS.idempotencyTtl + 1, true],
  ['at the end of that time', LIMITS.idempotencyTtl, false],
  ['by a clock that was set back', -365 * 24 * 60 * 60 * 1000, false],
])('a repeat %s', async (_, milliseconds, again) => {
  const now = Date.now()
  vi.useFakeTimers({ toFake: ['Date'], now })
  await firewall.apply([upsert('a')], once('k', 'a'))
  await firewall.apply([remove('a')])
  vi.setSystemTime(now + milliseconds)
  await firewall.apply([upsert('a')], once('k', 'a'))
  // What came between was undone by a repeat that is none any more.
  expect((await firewall.tag('a')) !== undefined).toBe(again)
})
