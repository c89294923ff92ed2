import { expect, test } from 'vitest'
import { ENTITIES, type EntityName, rowOf } from '../../../../src/core/entities.js'
import { parseServicePolicy } from '../../../../src/core/policy-schema.js'
import type { Detection } from '../../../../src/core/ports.js'
import { defaultRecognizers } from '../../../../src/detect/values/index.js'
import { DEFAULT_ACTIONS } from '../../../../src/firewall/policy/policy.js'
import { compileService } from '../../../../src/firewall/policy/service-policy.js'

const recognizers = defaultRecognizers()
const service = compileService(parseServicePolicy({ name: 'any' }, 'any.yaml'), {
  levels: ['public', 'secret'],
  recognizers,
  guarantee: 39,
})

/** Several recognizers may find an entity, and the last of them used to decide how it is acted on. */
test.each(Object.keys(ENTITIES) as EntityName[])('%s is acted on as its row says', (entity) => {
  const detection = {
    kind: 'personal-data',
    entity,
    start: 0,
    end: 1,
    score: 1,
    provenance: 'forbidden',
  } as Detection
  expect(service.action(detection, new Set()).action).toBe(DEFAULT_ACTIONS[rowOf(entity).class].forbidden)
})
