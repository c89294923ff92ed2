import { FirewallError } from '../core/errors.js'
import type { ServicePolicyFile } from '../core/policy-schema.js'
import type { Reader } from '../core/ports.js'
import { Judge, type JudgeContext } from './judge.js'

/**
 * Runs a policy's own examples: what an answer or a prompt must come to for a reader who may read nothing of
 * what is stored. A policy whose examples do not hold is refused, so that a changed word list is noticed
 * where it is changed. Throws `policy-invalid` naming the example by its number, never by its text.
 */
export async function checkExpectations(
  policy: ServicePolicyFile,
  doors: { readonly check: Omit<JudgeContext, 'reader'>; readonly inspect: Omit<JudgeContext, 'reader'> },
): Promise<void> {
  for (const [i, expectation] of policy.expect.entries()) {
    const isPrompt = 'prompt' in expectation
    const text = isPrompt ? expectation.prompt : expectation.answer
    const context = isPrompt ? doors.inspect : doors.check
    const task = expectation.task ?? context.service.taskOf(isPrompt ? [text] : [])
    const judge = new Judge({ ...context, reader: stranger(task) })
    await judge.judge(text)
    if (judge.decided === expectation.action) continue
    throw new FirewallError(
      'policy-invalid',
      `example ${i + 1} of service ${policy.name} comes to ${judge.decided}, not to ${expectation.action}`,
      { help: 'change the policy or the example' },
    )
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
