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
      ['user:clerk', 'deny', ['level internal']],
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
