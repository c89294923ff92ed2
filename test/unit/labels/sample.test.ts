import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { createConnector as createFiles } from '../../../connectors/files.js'
import { createConnector as createTraining } from '../../../connectors/training.js'
import { loadConfig } from '../../../src/core/config.js'
import { readYaml } from '../../../src/core/schema.js'
import type { Label } from '../../../src/core/types.js'
import { createAssigner } from '../../../src/labels/assign.js'
import { directorySchema, loadDirectory } from '../../../src/labels/directory.js'
import { createEntitler } from '../../../src/labels/entitle.js'
import { createLatticePolicy } from '../../../src/labels/lattice.js'
import { createLabelRegistry } from '../../../src/labels/registry.js'
import { labelsOfSource } from '../../../src/labels/source-labels.js'

/** The delivered configuration and sample hang together: what the sidecars say means what the README says. */
const config = loadConfig(join(dirname(fileURLToPath(import.meta.url)), '../../../config/ragwall.yaml'))
const directory = loadDirectory(config.principals!, config.levels)

/** Label of every document that the configured connectors give. */
async function labelsOf(use: string): Promise<Map<string, Label>> {
  const { use: _, ...options } = config.connectors.find((one) => one.use === use)!
  const { folder } = config
  const connector = use === 'files' ? createFiles(options, { folder }) : createTraining(options, { folder })
  const labels = new Map<string, Label>()
  const given = labelsOfSource(createAssigner(config))
  for await (const change of connector.changes({})) {
    if (change.kind === 'cursor') continue
    if (change.kind === 'container') given.take(change)
    else if (change.kind !== 'upsert') throw new Error(`${change.id} was not taken`)
    else labels.set(change.document.id, given.labelOf(change.document.acl, change.document.uri))
  }
  return labels
}

describe('the delivered sample', () => {
  test.each([
    ['user:intern', ['handbook/leave-policy.md', 'it/phishing-notice.txt', 'public/price-list.csv']],
    ['user:sales-clerk', ['handbook/leave-policy.md', 'it/phishing-notice.txt', 'public/price-list.csv']],
    [
      'user:sales-lead',
      [
        'handbook/expense-limits-ja.md',
        'handbook/leave-policy.md',
        'it/phishing-notice.txt',
        'public/price-list.csv',
        'sales/customers.csv',
      ],
    ],
    [
      'user:hr-manager',
      ['handbook/leave-policy.md', 'hr/payroll-memo.txt', 'it/phishing-notice.txt', 'public/price-list.csv'],
    ],
    [
      'user:engineer',
      [
        'handbook/leave-policy.md',
        'it/incident-postmortem.md',
        'it/phishing-notice.txt',
        'public/price-list.csv',
      ],
    ],
    [
      'user:director',
      [
        'board/merger-plan.md',
        'handbook/expense-limits-ja.md',
        'handbook/leave-policy.md',
        'hr/payroll-memo.txt',
        'it/phishing-notice.txt',
        'public/price-list.csv',
        'sales/customers.csv',
      ],
    ],
    ['service:portal', ['public/price-list.csv']],
  ])('shows %s what its README says', async (id, expected) => {
    const labels = createLabelRegistry()
    const given = await labelsOf('files')
    const asked = [
      'board/merger-plan.md',
      'handbook/expense-limits-ja.md',
      'handbook/leave-policy.md',
      'hr/payroll-memo.txt',
      'it/incident-postmortem.md',
      'it/phishing-notice.txt',
      'public/price-list.csv',
      'sales/customers.csv',
    ]
    const ids = asked.map((path) => labels.intern(given.get(path)!))
    const policy = createLatticePolicy({ levels: config.levels })
    const entitled = await createEntitler({ policy, directory, labels }).entitle({
      id,
      groups: [],
      // The least there is: everything the sample's roles may read comes from principals.yaml.
      clearance: { level: config.levels[0]!, compartments: [] },
    })
    expect(asked.filter((_, i) => entitled.permits(ids[i]!))).toEqual(expected)
  })

  test('every document gets a label, and every id it names exists', async () => {
    const { groups, principals } = directorySchema.parse(readYaml(config.principals!))
    const labels = new Map([...(await labelsOf('files')), ...(await labelsOf('training'))])
    expect(labels.size).toBeGreaterThanOrEqual(20)
    expect(new Set([...labels.values()].map(({ level }) => level))).toEqual(new Set(config.levels))
    for (const [id, { allow, deny }] of labels) {
      for (const entry of [...allow.flat(), ...deny]) {
        expect(entry === '*' || entry in groups || entry in principals, `${id}: ${entry}`).toBe(true)
      }
    }
  })

  test('every path in the configuration exists', () => {
    for (const path of [config.principals!, config.services!]) expect(existsSync(path), path).toBe(true)
  })

  test('every demonstration token is for a principal that the directory knows', async () => {
    for (const { subject } of config.server.demoTokens) {
      const known = await directory.expand({
        id: subject,
        groups: [],
        clearance: { level: 'public', compartments: [] },
      })
      expect(known.clearance, subject).toBeDefined()
    }
  })
})
