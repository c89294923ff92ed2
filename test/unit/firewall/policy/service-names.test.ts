import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadServicePolicies, parseServicePolicy } from '../../../../src/core/policy-schema.js'
import type { Principal, SourceDocument } from '../../../../src/core/types.js'
import { createFirewall, type Firewall } from '../../../../src/firewall/firewall.js'
import { collect, streamOf, upserts } from '../../../support/world.js'

/** What each shipped service may call by its name, in answers, streams and prompts. */
const FOLDER = join(dirnameOfConfig(), 'services')
const LEVELS = ['public', 'internal', 'confidential', 'secret']

/** Says no place, unlike all of them. */
const GUARDED = parseServicePolicy({ name: 'guarded', actions: { LOCATION: 'redact' } }, 'guarded.yaml')

function dirnameOfConfig(): string {
  return join(fileURLToPath(new URL('.', import.meta.url)), '../../../../config')
}

/** Nobody here may read any of these. */
const DOCUMENTS: readonly (readonly [id: string, text: string])[] = [
  [
    'plan',
    'Route plan. Ewelina Kowalczyk opens a stop at Tarbrook Harbour on 14 March 2027, budget 48.2 million euros.',
  ],
  [
    'staff',
    'Staff list. Priya Raghunathan, payroll clerk, earns 95,400 dollars. 五十嵐万里江さんの年収は812万円。',
  ],
  ['ward', 'Ward notes. Chidi Okonkwo takes Paracetamol for epilepsy since 3 May 2026.'],
]

const CASES: readonly (readonly [service: string, answer: string, said: string])[] = [
  ['default', 'Priya Raghunathan earns 95,400 dollars.', '[PERSON] earns [AMOUNT].'],
  ['default', 'Chidi Okonkwo takes Paracetamol.', '[PERSON] takes Paracetamol.'],
  ['travel', 'The stop at Tarbrook Harbour is new.', 'The stop at Tarbrook Harbour is new.'],
  ['guarded', 'The stop at Tarbrook Harbour is new.', 'The stop at [LOCATION] is new.'],
  ['travel', 'Ewelina Kowalczyk opens it.', '[PERSON] opens it.'],
  ['people', 'Priya Raghunathan earns 95,400 dollars.', 'Priya Raghunathan earns [AMOUNT].'],
  ['people', '五十嵐万里江さんの年収は812万円です。', '五十嵐万里江さんの年収は[AMOUNT]です。'],
  ['clinic', 'Paracetamol lowers a fever.', 'Paracetamol lowers a fever.'],
  ['clinic', 'Chidi Okonkwo takes Paracetamol.', '[PERSON] takes Paracetamol.'],
  [
    'clinic',
    'Somebody called Anselm Brandt takes Amoxicillin.',
    'Somebody called [PERSON] takes Amoxicillin.',
  ],
]

const principal: Principal = { id: 'user:s', groups: [], clearance: { level: 'secret', compartments: [] } }

describe('names in the shipped services', () => {
  let firewall: Firewall
  beforeAll(async () => {
    firewall = await createFirewall({
      policy: LEVELS,
      audit: 'memory',
      services: [...loadServicePolicies(FOLDER, LEVELS), GUARDED],
    })
    await firewall.apply(
      upserts(
        DOCUMENTS.map(
          ([id, text]): SourceDocument => ({
            id,
            uri: `document:${id}`,
            text,
            acl: { allow: [`group:${id}`], deny: [], classification: 'internal' },
          }),
        ),
      ),
    )
  })
  afterAll(() => firewall.close())

  test.each(CASES)('%s: %s', async (service, answer, said) => {
    const options = { principal, service }
    expect((await firewall.check(answer, options)).text).toBe(said)
    expect(await collect(firewall.check(streamOf([...answer]), options))).toBe(said)
  })

  test.each(CASES)('%s may be asked: %s', async (service, answer) => {
    const verdict = await firewall.inspect(`Is it true that ${answer}`, { principal, service })
    expect(verdict.action).toBe('release')
  })
})
