import { z } from 'zod'
import { FirewallError } from '../../../core/errors.js'
import { MODES } from '../../../firewall/firewall.js'
import { BodyError } from '../problem.js'
import { modeAnswer, reloadAnswer, statusAnswer } from '../schemas/answers.js'
import { troubleOf } from './health.js'
import { type RouteCall, route } from './route.js'

const modeBody = z.strictObject({
  mode: z
    .enum(MODES)
    .describe('`refuse`: nothing leaves by any door, in any process, until it is `normal` again.'),
})

/** What an operator does to the running service; all of it is on record. */
export const admin = [
  route({
    method: 'get',
    path: '/v1/admin/status',
    scope: 'admin',
    summary: 'Whether calls can be answered, and what works worse than it should, in sentences.',
    answer: statusAnswer,
    async handle(call) {
      const { usable, mode, outputs, trouble } = await troubleOf(call)
      return { usable, mode, outputs, trouble }
    },
  }),
  route({
    method: 'post',
    path: '/v1/admin/mode',
    scope: 'admin',
    summary: 'The emergency switch.',
    body: modeBody,
    answer: modeAnswer,
    async handle({ firewall, caller, body: { mode } }) {
      await firewall.setMode(mode, caller.subject)
      return { mode }
    },
  }),
  route({
    method: 'post',
    path: '/v1/admin/reload',
    scope: 'admin',
    summary:
      'Reads policies and recognizers again, in one step; what is bad is refused and the old ones stay.',
    answer: reloadAnswer,
    async handle(call: Pick<RouteCall, 'firewall' | 'caller' | 'options'>) {
      const { firewall, caller, options } = call
      try {
        await firewall.reload(caller.subject)
      } catch (error) {
        if (!(error instanceof FirewallError) || error.code === 'audit-unavailable') throw error
        throw new BodyError(
          422,
          `${error.message}; what was in force stays in force`,
          error.help ?? 'mend the file',
        )
      }
      await options.reload?.()
      return { reloaded: true, trouble: (await troubleOf(call)).trouble }
    },
  }),
]
