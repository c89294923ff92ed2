import { afterEach, expect, test } from 'vitest'
import type { Connector } from '../../../../src/core/ports.js'
import type { Acl, Principal, SourceDocument } from '../../../../src/core/types.js'
import { createFirewall, type Firewall } from '../../../../src/firewall/firewall.js'

/**
 * Refused, fixed, delivered again. The connector has no file times to go by: it delivers what is new since its cursor
 * and what it is asked for by name, so a document that nobody asks for again is never seen again.
 */
const PLAN =
  'The board agreed to buy the harbour operator before the summer break begins, for an undisclosed sum.'
const acl: Acl = { allow: ['*'], deny: [], classification: 'internal' }
const reader: Principal = { id: 'user:eve', groups: [], clearance: { level: 'internal', compartments: [] } }

let firewall: Firewall
afterEach(() => firewall.close())

test('a refused document is asked for until it is taken, and closed meanwhile', async () => {
  firewall = await createFirewall({ policy: ['internal'], audit: 'memory' })
  const plan: SourceDocument = { id: 'plan', uri: 'file:plan', text: PLAN, acl }
  let current: SourceDocument = plan
  const asked: (readonly string[])[] = []
  const connector: Connector = {
    name: 'wiki',
    async *changes({ since, retry = new Set() }) {
      const again = [...retry]
      asked.push(again)
      if (since === undefined || again.includes('plan'))
        yield { kind: 'upsert', cursor: '1', document: current }
      yield { kind: 'cursor', cursor: '1' }
    },
  }
  const retrieved = async () => (await firewall.retrieve('harbour', { principal: reader })).length
  current = { ...plan, acl: { ...acl, classification: 'of no level' } }
  expect(await firewall.sync(connector)).toMatchObject({ upserted: 0, refused: [{ id: 'plan' }] })
  expect(await firewall.sync(connector)).toMatchObject({ upserted: 0, refused: [{ id: 'plan' }] })
  expect(await retrieved()).toBe(0)
  current = plan
  expect(await firewall.sync(connector)).toMatchObject({ upserted: 1, refused: [] })
  expect(await retrieved()).toBe(1)
  expect(await firewall.sync(connector)).toMatchObject({ upserted: 0, refused: [] })
  expect(asked).toEqual([[], ['plan'], ['plan'], []])
})
