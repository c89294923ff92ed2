import { expect, test } from 'vitest'
import { LIMITS } from '../../../src/core/limits.js'
import { createHistory } from '../../../src/store/history.js'
import { openTestStore, rejectsWith } from '../../support/stores.js'

test('turns are kept in order, by principal and session, byte for byte', () => {
  const history = createHistory()
  history.remember('user:alice', 's', 'one')
  history.remember('user:alice', 's', 'two')
  history.remember('user:Alice', 's', 'not hers')
  history.remember('user:alice', 'S', 'not this session')
  history.remember('user:ali', 'ces', 'not a joined key')
  expect(history.recall('user:alice', 's')).toEqual(['one', 'two'])
  expect(history.recall('user:ali', 'ces')).toEqual(['not a joined key'])
  expect(history.recall('user:bob', 's')).toEqual([])
})

test('what was recalled stays what it was', () => {
  const history = createHistory()
  history.remember('a', 's', 'one')
  const recalled = history.recall('a', 's')
  history.remember('a', 's', 'two')
  expect(recalled).toEqual(['one'])
})

test('a session keeps its newest turns, in number and in length', () => {
  const history = createHistory()
  for (let i = 0; i < LIMITS.sessionTurns + 5; i++) history.remember('a', 's', String(i))
  const turns = history.recall('a', 's')
  expect(turns).toHaveLength(LIMITS.sessionTurns)
  expect(turns.at(-1)).toBe(String(LIMITS.sessionTurns + 4))
  const long = 'x'.repeat(LIMITS.conversationLength / 2)
  for (let i = 0; i < 4; i++) history.remember('b', 's', `${i}${long.slice(1)}`)
  expect(history.recall('b', 's').map((turn) => turn[0])).toEqual(['2', '3'])
})

test('an idle session is forgotten', () => {
  let now = 0
  const history = createHistory({ now: () => now })
  history.remember('a', 's', 'one')
  now = LIMITS.sessionTtl - 1
  expect(history.recall('a', 's')).toEqual(['one'])
  now += LIMITS.sessionTtl - 1
  expect(history.recall('a', 's')).toEqual(['one'])
  now += LIMITS.sessionTtl
  expect(history.recall('a', 's')).toEqual([])
})

test('of too many sessions the longest unused goes first', () => {
  const history = createHistory()
  for (let i = 0; i < LIMITS.sessions; i++) history.remember('a', String(i), 'x')
  history.recall('a', '0')
  history.remember('a', 'new', 'x')
  expect(history.recall('a', '0')).toEqual(['x'])
  expect(history.recall('a', '1')).toEqual([])
  expect(history.recall('a', 'new')).toEqual(['x'])
})

test('held answers wait, byte for byte, until they are settled', async () => {
  const store = await openTestStore()
  await store.held.hold('call', Uint8Array.of(0, 255, 0, 7))
  const held = await store.held.held('call')
  expect([...held!.bytes]).toEqual([0, 255, 0, 7])
  expect(Math.abs(held!.created - Date.now())).toBeLessThan(60_000)
  expect(await store.held.held('CALL')).toBeUndefined()
  expect(await store.held.settleHeld('call')).toBe(true)
  expect(await store.held.settleHeld('call')).toBe(false)
  expect(await store.held.held('call')).toBeUndefined()
  await store.close()
})

test('held answers are bounded', async () => {
  const store = await openTestStore()
  for (let i = 0; i < LIMITS.heldAnswers; i++) await store.held.hold(String(i), Uint8Array.of(1))
  await rejectsWith('store-failed', store.held.hold('one too many', Uint8Array.of(1)))
  await store.held.settleHeld('0')
  await store.held.hold('one again', Uint8Array.of(1))
  await store.close()
})
