import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Principal } from '../../../src/core/types.js'
import { createFirewall } from '../../../src/firewall/firewall.js'

function reader(id: string, level: string, groups: string[], compartments: string[] = []): Principal {
  return { id, groups, clearance: { level, compartments } }
}

test('who may read a document and why, who may not and why not, and who was given it before', async () => {
  const firewall = await createFirewall({ policy: ['public', 'internal', 'secret'], audit: 'memory' })
  try {
    const hr = reader('user:hr', 'secret', ['group:hr'])
    await firewall.apply([
      {
        kind: 'container',
        id: 'pay',
        permissions: { allow: ['group:hr', 'group:board'], classification: 'internal' },
        cursor: '',
      },
      {
        kind: 'upsert',
        document: {
          id: 'pay/march',
          uri: 'pay/march',
          text: 'Salaries rise by four percent in March.',
          acl: { allow: [], deny: [], container: 'pay' },
        },
        cursor: '',
      },
    ])
    await firewall.retrieve('salaries in March', { principal: hr })
    // The clock of the journal has milliseconds: the revocation is later than what it revokes.
    for (const before = Date.now(); Date.now() === before; );
    await firewall.apply([
      {
        kind: 'container',
        id: 'pay',
        permissions: {
          allow: ['group:board'],
          deny: ['user:eve'],
          classification: 'internal',
          compartments: ['payroll'],
        },
        cursor: '',
      },
    ])
    const principals = [
      hr,
      reader('user:cfo', 'secret', ['group:board'], ['payroll']),
      reader('user:clerk', 'public', ['group:board'], ['payroll']),
      reader('user:new', 'secret', ['group:board']),
      reader('user:eve', 'secret', ['group:board'], ['payroll']),
      reader('user:odd', 'secret', ['group:hr'], ['payroll']),
    ]
    const access = await firewall.access('pay/march', { principals })
    expect(access).toMatchObject({
      document: 'pay/march',
      container: 'pay',
      label: { level: 'internal', compartments: ['payroll'], allow: [['group:board']], deny: ['user:eve'] },
    })
    expect(access.readers.map(({ id, effect, why }) => [id, effect, why])).toEqual([
      ['user:hr', 'deny', ['compartment payroll']],
      ['user:cfo', 'permit', ['group:board']],
      ['user:clerk', 'deny', ['level internal, above public']],
      ['user:new', 'deny', ['compartment payroll']],
      ['user:eve', 'deny', ['denied user:eve']],
      ['user:odd', 'deny', ['not allowed']],
    ])
    expect(access.received).toMatchObject([{ subject: 'user:hr', times: 1, revokedSince: true }])
    expect(access.since).toBeGreaterThan(access.received[0]!.last)
    expect(access.checked).toBeGreaterThan(0)
    await expect(firewall.access('pay/april')).rejects.toMatchObject({ code: 'not-found' })
  } finally {
    await firewall.close()
  }
})

test('what a principal may read is what they may read of each document, however it is cut into pages', async () => {
  const firewall = await createFirewall({ policy: ['public', 'internal', 'secret'], audit: 'memory' })
  const someOf = (...ids: string[]) => fc.subarray(ids)
  const world = fc.record({
    acls: fc.array(
      fc.record({
        allow: someOf('*', 'group:a', 'group:b', 'user:eve'),
        deny: someOf('group:b', 'user:eve'),
        classification: fc.constantFrom('public', 'internal', 'secret'),
        compartments: someOf('red', 'blue'),
      }),
      { minLength: 1, maxLength: 12 },
    ),
    level: fc.constantFrom('public', 'internal', 'secret'),
    groups: someOf('group:a', 'group:b'),
    compartments: someOf('red', 'blue'),
    limit: fc.integer({ min: 1, max: 5 }),
  })
  let permitted = 0
  try {
    await fc.assert(
      fc.asyncProperty(world, async ({ acls, level, groups, compartments, limit }) => {
        const ids = acls.map((_, at) => `paper ${at}`)
        await firewall.apply(
          acls.map((acl, at) => ({
            kind: 'upsert',
            document: { id: ids[at]!, uri: 'x', text: `This is paper number ${at}.`, acl },
            cursor: '',
          })),
        )
        const eve = reader('user:eve', level, groups, compartments)
        const expected = []
        for (const id of ids) {
          const { readers, since } = await firewall.access(id, { principals: [eve] })
          const [{ effect, why }] = readers as [(typeof readers)[number]]
          const document = { document: id, level: acls[ids.indexOf(id)]!.classification, why, since }
          if (effect === 'permit') expected.push(document)
        }
        permitted += expected.length
        const found = []
        let after: string | undefined
        do {
          const page = await firewall.readable(eve, { limit, ...(after === undefined ? {} : { after }) })
          expect(page.principal).toBe('user:eve')
          expect(page.documents.length).toBeLessThanOrEqual(limit)
          found.push(...page.documents)
          after = page.next
        } while (after !== undefined)
        expect(found).toEqual(expected.sort((a, b) => (a.document < b.document ? -1 : 1)))
        await firewall.apply(ids.map((id) => ({ kind: 'delete', id, cursor: '' })))
      }),
      { numRuns: 15 },
    )
    expect(permitted).toBeGreaterThan(10)
    for (const limit of [0, 1.5, 1_001]) {
      await expect(firewall.readable(reader('user:eve', 'public', []), { limit })).rejects.toMatchObject({
        code: 'option-invalid',
      })
    }
  } finally {
    await firewall.close()
  }
})
