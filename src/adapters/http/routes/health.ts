import { z } from 'zod'
import type { Trouble } from '../../../core/trouble.js'
import type { FirewallStatus } from '../../../firewall/firewall.js'
import { healthAnswer, readinessAnswer } from '../schemas/answers.js'
import { Document, type RouteCall, route } from './route.js'

/** For whoever keeps the process running. Strangers ask here: they learn kinds of trouble, and no names. */
export const health = [
  route({
    method: 'get',
    path: '/healthz',
    scope: undefined,
    summary:
      'The process answers; `failing` when no call would succeed, which starting it again does not mend.',
    answer: healthAnswer,
    async handle(call) {
      const { usable } = await troubleOf(call)
      return { status: usable ? 'ok' : 'failing' }
    },
  }),
  route({
    method: 'get',
    path: '/readyz',
    scope: undefined,
    summary: 'Status 503 when every call would fail; else 200, with what works worse than it should.',
    answer: readinessAnswer,
    async handle(call) {
      const { usable, outputs, trouble } = await troubleOf(call)
      if (!usable) call.response.status(503)
      const status = usable ? (trouble.length === 0 ? 'ready' : 'degraded') : 'unavailable'
      return {
        status,
        trouble: [...new Set(trouble.map(({ what }) => what))].sort(),
        ...(outputs.length === 0
          ? {}
          : { outputs: outputs.map(({ records, seconds }) => ({ records, seconds })) }),
      }
    },
  }),
  route({
    method: 'get',
    path: '/metrics',
    scope: 'metrics',
    summary: 'Counts and times in the text format of Prometheus.',
    answer: z.string(),
    answerTypes: [],
    otherAnswers: { 'text/plain': 'Names of routes, codes and actions, and numbers.' },
    async handle(call) {
      const status = await troubleOf(call)
      const others = await call.options.siblings?.otherMetrics()
      const { type, text } = await call.metrics.text(status, others)
      return new Document(type, text)
    },
  }),
]

/** What the firewall and the service around it say of themselves. */
export async function troubleOf({
  firewall,
  options,
}: Pick<RouteCall, 'firewall' | 'options'>): Promise<FirewallStatus> {
  const { usable, mode, outputs, trouble } = await firewall.status()
  const draining = options.draining?.() === true
  const more: Trouble[] = draining ? [{ what: 'draining', message: 'the service is being stopped' }] : []
  return {
    usable: usable && !draining,
    mode,
    outputs,
    trouble: [...trouble, ...more, ...(options.trouble?.() ?? [])],
  }
}
