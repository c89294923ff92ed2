import { expect, test } from 'vitest'
import { secretKey } from '../../../../src/core/digest.js'
import { parseServicePolicy } from '../../../../src/core/policy-schema.js'
import type { Analyzer, CodeStore, KnownTermStore } from '../../../../src/core/ports.js'
import { defaultRecognizers } from '../../../../src/detect/values/index.js'
import { DETECTORS, type DetectorContext, detectorsFor } from '../../../../src/firewall/policy/detectors.js'
import { compileService } from '../../../../src/firewall/policy/service-policy.js'
import { openFingerprints } from '../../../../src/store/fingerprints/index.js'

const key = secretKey(new Uint8Array(32).fill(7))

/** Names of what each door of a service runs. */
async function namesFor(
  policyFile: Record<string, unknown>,
  {
    analyzers = [],
    ...kept
  }: { analyzers?: readonly Analyzer[]; terms?: KnownTermStore; code?: CodeStore } = {},
) {
  const policy = parseServicePolicy({ name: 'tried', ...policyFile }, 'tried.yaml')
  const recognizers = defaultRecognizers()
  const service = compileService(policy, { levels: ['internal'], recognizers, guarantee: 39 })
  const store: DetectorContext['store'] = {
    fingerprints: await openFingerprints({ key }),
    documents: {
      size: 0,
      byId: () => undefined,
      byNumber: () => undefined,
      stored: () => undefined,
      permissionTimes: () => ({ checked: 0, since: 0 }),
      confirmed: () => 0,
      numbers: () => [],
      text: async () => '',
    },
    values: { lookup: async (digests) => digests.map(() => []) },
    ...kept,
  }
  const detectors = detectorsFor(policy, service, {
    store,
    recognizers,
    valueKey: key,
    termKey: key,
    analyzers,
  })
  return {
    check: detectors.check.map(({ name }) => name),
    inspect: detectors.inspect.map(({ name }) => name),
  }
}

const terms: KnownTermStore = { mayHold: () => false, lookup: async () => [] }
const code: CodeStore = { empty: true, search: () => [], settled: () => 0 }
const analyzer = (name: string, at?: Analyzer['at']): Analyzer => ({
  name,
  analyze: async () => [],
  ...(at === undefined ? {} : { at }),
})

test('every row makes the detector it names, in the order of the table', async () => {
  const names = await namesFor(
    { forbidden: [{ id: 'rival', word: 'rival' }], licenses: ['MIT'] },
    { terms, code },
  )
  for (const door of ['check', 'inspect'] as const) {
    const rows = DETECTORS.filter(({ doors, name }) => doors.includes(door) && !name.startsWith('analyzers'))
    expect(names[door]).toEqual(rows.map(({ name }) => name))
  }
})

test('a detector with nothing to look for is not made', async () => {
  expect(await namesFor({ acrossTurns: false })).toEqual({
    check: ['personal-data', 'verbatim', 'forms', 'near-verbatim', 'hidden-text', 'enumerations'],
    inspect: ['probe', 'hidden-text', 'disclosure', 'override', 'machine-made'],
  })
})

test('analyzers come last, at the places they look at', async () => {
  const analyzers = [
    analyzer('answers'),
    analyzer('both', ['answers', 'prompts']),
    analyzer('sources', ['sources']),
  ]
  const { check, inspect } = await namesFor({}, { analyzers })
  expect(check.slice(-2)).toEqual(['analyzer answers', 'analyzer both'])
  expect(inspect.slice(-1)).toEqual(['analyzer both'])
  expect([...check, ...inspect].join()).not.toContain('sources')
})
