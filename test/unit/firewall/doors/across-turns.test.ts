import { afterEach, expect, test } from 'vitest'
import { parseServicePolicy } from '../../../../src/core/policy-schema.js'
import type { CheckOptions, Principal } from '../../../../src/core/types.js'
import { createFirewall, type Firewall } from '../../../../src/firewall/firewall.js'

const PAPER =
  'The surveyor sold eleven barrels of lamp oil to the lighthouse keeper, whose brother had pawned the brass lens in March.'
const PIECES = [
  'The surveyor sold eleven barrels of',
  'lamp oil to the lighthouse keeper',
  'whose brother had pawned',
]

const reader: Principal = { id: 'user:ann', groups: [], clearance: { level: 'internal', compartments: [] } }
let firewall: Firewall
afterEach(() => firewall.close())

async function open(): Promise<void> {
  firewall = await createFirewall({
    policy: ['internal'],
    audit: 'memory',
    evidenceKey: new Uint8Array(32).fill(3),
    services: [parseServicePolicy({ name: 'single', acrossTurns: false }, 'single.yaml')],
  })
  const acl = { allow: ['group:board'], deny: [], classification: 'internal' }
  await firewall.apply([
    { kind: 'upsert', cursor: '1', document: { id: 'paper', uri: 'file:paper', text: PAPER, acl } },
  ])
}

async function actions(options: Omit<CheckOptions, 'principal'>, pieces = PIECES): Promise<string[]> {
  const done: string[] = []
  for (const piece of pieces) {
    const { action } = await firewall.check(`It says "${piece}".`, { principal: reader, ...options })
    done.push(action)
  }
  return done
}

test('what was answered in a session is remembered for it, and for nothing else', async () => {
  await open()
  // The second piece never left, so the third does not touch what did.
  expect(await actions({ session: 'a' })).toEqual(['release', 'block', 'release'])
  expect(await actions({})).toEqual(['release', 'release', 'release'])
  expect(await actions({ session: 'b' }, [PIECES[1]!])).toEqual(['release'])
  const other = { ...reader, id: 'user:bob' }
  const { action } = await firewall.check(`It says "${PIECES[2]}".`, { principal: other, session: 'a' })
  expect(action).toBe('release')
  expect(await actions({ session: 'c', service: 'single' })).toEqual(['release', 'release', 'release'])
})

test('a stream remembers what it sent', async () => {
  await open()
  const stream = firewall.check(
    (async function* () {
      for (const letter of PIECES[0]!) yield letter
    })(),
    { principal: reader, session: 'a' },
  )
  for await (const piece of stream) expect(piece).not.toBe('')
  expect((await stream.verdict).action).toBe('release')
  expect(await actions({ session: 'a' }, [PIECES[1]!])).toEqual(['block'])
})

test('a conversation that the caller tells takes the place of what is remembered', async () => {
  await open()
  const conversation = [
    { role: 'user', content: 'Go on.' },
    { role: 'assistant', content: PIECES[0]! },
  ] as const
  expect(await actions({ conversation }, [PIECES[1]!])).toEqual(['block'])
  expect(await actions({ conversation: [{ role: 'system', content: PIECES[0]! }] }, [PIECES[1]!])).toEqual([
    'release',
  ])
})
