import { FirewallError } from '../../core/errors.js'
import type { ServicePolicyFile } from '../../core/policy-schema.js'
import type { Reader } from '../../core/ports.js'
import { type DetectorContext, detectorsFor } from '../policy/detectors.js'
import type { Service } from '../policy/service.js'
import { Judge } from './judge.js'

/**
 * Runs a policy's own examples: what an answer or a prompt must come to. They run where nothing is stored, for
 * they say what a policy does and not what the corpus happens to hold: an example's card number may stand in
 * a document too, and the day it is synced must not be the day the service does not start again. A policy
 * whose examples do not hold is refused with `policy-invalid` naming the example by its number, never its text.
 */
export async function checkExpectations(
  policy: ServicePolicyFile,
  service: Service,
  context: Omit<DetectorContext, 'store'> & { readonly guarantee: number },
): Promise<void> {
  if (policy.expect.length === 0) return
  const store = nothingStored(context.guarantee)
  const detectors = detectorsFor(policy, service, { ...context, store })
  for (const [i, expectation] of policy.expect.entries()) {
    const isPrompt = 'prompt' in expectation
    const text = isPrompt ? expectation.prompt : expectation.answer
    const task = expectation.task ?? service.taskOf(isPrompt ? [text] : [])
    const judge = new Judge({
      service,
      documents: store.documents,
      detectors: isPrompt ? detectors.inspect : detectors.check,
      evidenceKey: context.valueKey,
      reader: stranger(task),
    })
    await judge.judge(text)
    if (judge.decided === expectation.action) continue
    throw new FirewallError(
      'policy-invalid',
      `example ${i + 1} of service ${policy.name} comes to ${judge.decided}, not to ${expectation.action}`,
      { help: 'change the policy or the example' },
    )
  }
}

function nothingStored(guarantee: number): DetectorContext['store'] {
  return {
    fingerprints: {
      guarantee,
      search: () => [],
      covers: () => true,
      anchors: () => [],
      places: () => [],
      lengthOf: () => undefined,
      slice: () => undefined,
    },
    values: { lookup: async (digests) => digests.map(() => []) },
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
  }
}

function stranger(task: string | undefined): Reader {
  return {
    classify: () => 'forbidden',
    ownTurns: [],
    foreign: [],
    ...(task === undefined ? {} : { task }),
  }
}
