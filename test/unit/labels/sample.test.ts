import { existsSync, readdirSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { describe, expect, test } from 'vitest'
import { loadConfig } from '../../../src/core/config.js'
import { readYaml } from '../../../src/core/schema.js'
import { createAssigner } from '../../../src/labels/assign.js'
import { directorySchema, loadDirectory } from '../../../src/labels/directory.js'
import { createEntitler } from '../../../src/labels/entitle.js'
import { createLatticePolicy } from '../../../src/labels/lattice.js'
import { createLabelRegistry } from '../../../src/labels/registry.js'

/** The delivered configuration and sample hang together: what the sidecars say means what the README says. */
const config = loadConfig(join(dirname(fileURLToPath(import.meta.url)), '../../../config/ragwall.yaml'))
const documents = join(config.folder, 'sample/documents')
const directory = loadDirectory(config.principals!, config.levels)
const assigner = createAssigner(config)

interface Sidecar {
  allow?: string[]
  deny?: string[]
  classification?: string
  compartments?: string[]
  files?: Record<string, Sidecar>
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
    const ids = asked.map((path) => labels.intern(labelOf(path)))
    const policy = createLatticePolicy({ levels: config.levels })
    const entitled = await createEntitler({ policy, directory, labels }).entitle({
      id,
      groups: [],
      // The least there is: everything the sample's roles may read comes from principals.yaml.
      clearance: { level: config.levels[0]!, compartments: [] },
    })
    expect(asked.filter((_, i) => entitled.permits(ids[i]!))).toEqual(expected)
  })

  test('every document is there and gets a label, every group it names exists', () => {
    const { groups } = directorySchema.parse(readYaml(config.principals!))
    const paths = readdirSync(documents, { recursive: true, encoding: 'utf8' })
      .filter((path) => statSync(join(documents, path)).isFile() && !path.endsWith('.acl.yaml'))
      .sort()
    expect(paths.length).toBeGreaterThanOrEqual(12)
    for (const path of paths) {
      const label = labelOf(path)
      for (const id of [...label.allow.flat(), ...label.deny]) {
        expect(id === '*' || id in groups || id === 'user:intern', `${path}: ${id}`).toBe(true)
      }
    }
  })

  test('every path in the configuration exists', () => {
    for (const path of [config.principals!, config.services!]) expect(existsSync(path), path).toBe(true)
    for (const { root } of config.connectors)
      expect(existsSync(resolve(config.folder, String(root)))).toBe(true)
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

/** What the sidecars from the top down to a file come to. */
function labelOf(path: string) {
  const folders = path.split('/').slice(0, -1)
  const acl: Required<Pick<Sidecar, 'allow' | 'deny' | 'compartments'>> & Sidecar = {
    allow: [],
    deny: [],
    compartments: [],
  }
  for (let depth = 0; depth <= folders.length; depth++) {
    const sidecar = join(documents, ...folders.slice(0, depth), '.acl.yaml')
    if (!existsSync(sidecar)) continue
    const stated = readYaml(sidecar) as Sidecar
    apply(acl, stated)
    const own = depth === folders.length ? stated.files?.[path.split('/').at(-1)!] : undefined
    if (own !== undefined) apply(acl, own)
  }
  const { files: _, ...rest } = acl
  return assigner.assign(rest, pathToFileURL(join(documents, path)).href)
}

function apply(acl: Sidecar & { deny: string[]; compartments: string[] }, stated: Sidecar): void {
  acl.allow = stated.allow ?? acl.allow ?? []
  acl.deny.push(...(stated.deny ?? []))
  acl.compartments.push(...(stated.compartments ?? []))
  if (stated.classification !== undefined) acl.classification = stated.classification
}
