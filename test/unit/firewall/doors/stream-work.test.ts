import { afterAll, beforeAll, expect, test } from 'vitest'
import { createRandom } from '../../../../src/evaluate/random.js'
import { createFirewall, type Firewall } from '../../../../src/firewall/firewall.js'
import { countedWork } from '../../../support/counted-work.js'
import { collect } from '../../../support/world.js'

/**
 * What a token of a stream costs, counted and not timed: calls that look something up, compare or search. A shape, a view
 * or a detector that is tried anew at every token shows here, whatever machine it runs on.
 */
const TOKENS = 80
/** Calls for a token, at most: a fifth more than the dearest of these texts takes. */
const MOST = 6_000

const WORDS = (
  'the canteen opens at half past eleven and closes two except on Fridays soup is served until three. Please bring ' +
  'your ticket, a pass and twelve euros for March. The office moved to 40 Harbour Road in 2019; call Ada Byron there. ' +
  'der Bericht kostet zwölf Euro la réunion du trois mai está en la segunda planta'
).split(' ')

let firewall: Firewall
beforeAll(async () => {
  firewall = await createFirewall({
    policy: ['public', 'secret'],
    audit: 'memory',
    services: [{ name: 'default', acrossTurns: false }],
  })
  const text =
    'The purchase of Hollow Oak Shipping closes on the ninth of March for eighty-one million crowns in cash.'
  const acl = { allow: ['group:board'], deny: [], classification: 'secret' }
  await firewall.apply([{ kind: 'upsert', cursor: '', document: { id: 'board', uri: 'board', text, acl } }])
})
afterAll(() => firewall.close())

const principal = { id: 'user:clerk', groups: [], clearance: { level: 'public', compartments: [] } }

async function stream(tokens: readonly string[]): Promise<void> {
  async function* source() {
    yield* tokens
  }
  await collect(firewall.check(source(), { principal }))
}

test('a token costs so much work at most, in the middle of any text', async () => {
  const random = createRandom('stream work')
  await stream(WORDS.map((word) => `${word} `))
  for (let round = 0; round < 4; round++) {
    const tokens = Array.from({ length: 3 * TOKENS }, () => `${random.pick(WORDS)} `)
    const short = await countedWork(() => stream(tokens.slice(0, 2 * TOKENS)))
    const long = await countedWork(() => stream(tokens))
    // What a call costs once is in both.
    const each = (long - short) / TOKENS
    expect(each).toBeLessThan(MOST)
  }
})
