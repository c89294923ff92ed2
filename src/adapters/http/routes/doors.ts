import { randomId } from '../../../core/digest.js'
import { FirewallError } from '../../../core/errors.js'
import type { AuditReceipt, CheckOptions, Verdict } from '../../../core/types.js'
import type { Caller } from '../authenticate.js'
import type { Reading } from '../caller.js'
import { chunksAnswer, verdictAnswer, vettedAnswer } from '../schemas/answers.js'
import {
  type CheckBody,
  checkBody,
  type InspectBody,
  inspectBody,
  retrieveBody,
  vetBody,
} from '../schemas/requests.js'
import { route } from './route.js'

/** The two doors, on whole texts. */
export const doors = [
  route({
    method: 'post',
    path: '/v1/retrieve',
    scope: 'retrieve',
    reads: true,
    summary: 'Door 1: the best chunks among those that the reader may read.',
    body: retrieveBody,
    answer: chunksAnswer,
    async handle({ firewall, caller, reading, body, signal }) {
      let receipt: AuditReceipt = { id: randomId() }
      const chunks = await firewall.retrieve(body.query, {
        ...reading,
        ...callOptions(caller, body),
        ...(body.k === undefined ? {} : { k: body.k }),
        onReceipt: (given) => {
          receipt = given
        },
        signal,
      })
      const best = chunks[0]?.score ?? 0
      return {
        chunks: chunks.map(({ id, documentId, title, uri, text, orders, score }) => ({
          id,
          documentId,
          ...(title === undefined ? {} : { title }),
          uri,
          text,
          ...(orders === undefined || !caller.application ? {} : { orders }),
          score: caller.application ? score : coarse(score, best),
        })),
        receipt: caller.application ? receipt : { id: receipt.id },
      }
    },
  }),
  route({
    method: 'post',
    path: '/v1/inspect',
    scope: 'check',
    reads: true,
    summary: 'The input door: what a prompt asks for, or quotes, that it should not.',
    body: inspectBody,
    answer: verdictAnswer,
    async handle({ firewall, metrics, caller, reading, body, signal }) {
      const options = { ...checkOptions(caller, reading, body), signal }
      const verdict = await firewall.inspect(body.prompt, options)
      metrics.countVerdict('inspect', verdict)
      return verdictFor(caller, verdict)
    },
  }),
  route({
    method: 'post',
    path: '/v1/vet',
    scope: 'check',
    reads: true,
    summary: 'What a model may be given of a text that somebody else wrote: the result of a tool, a page.',
    body: vetBody,
    answer: vettedAnswer,
    async handle({ firewall, caller, reading: { principal }, body }) {
      const { service } = callOptions(caller, body)
      const asked = { principal, ...(service === undefined ? {} : { service }) }
      const vetted = await firewall.vet(body.text, asked)
      const orders = caller.application ? (vetted?.orders ?? []) : []
      return { ...(vetted === undefined ? {} : { text: vetted.text }), orders }
    },
  }),
  route({
    method: 'post',
    path: '/v1/check',
    scope: 'check',
    reads: true,
    summary: 'Door 2: what of a whole answer this reader may be told.',
    body: checkBody,
    answer: verdictAnswer,
    async handle({ firewall, metrics, caller, reading, body, signal }) {
      const options = { ...checkOptions(caller, reading, body), signal }
      const verdict = await firewall.check(body.answer, options)
      metrics.countVerdict('check', verdict)
      return verdictFor(caller, verdict)
    },
  }),
]

/** One of three steps, by the best of the same answer: exact scores, asked for often enough, tell what else is stored. */
function coarse(score: number, best: number): number {
  if (score >= (best * 2) / 3) return 1
  return score >= best / 3 ? 0.66 : 0.33
}

/** Service and session, as far as this caller may name them. */
export function callOptions(caller: Caller, body: { service?: string; session?: string }) {
  const { service, session } = body
  if (service !== undefined && caller.services?.includes(service) === false) {
    throw new FirewallError('service-unknown', 'no service of this name is configured')
  }
  return { ...(service === undefined ? {} : { service }), ...(session === undefined ? {} : { session }) }
}

/** What a check is told of the call, as far as this caller's word counts. */
export function checkOptions(
  caller: Caller,
  reading: Reading,
  body: Omit<CheckBody, 'answer'> | Omit<InspectBody, 'prompt'>,
): CheckOptions {
  const { conversation, task } = body
  const retrieved = 'retrieved' in body ? body.retrieved : undefined
  const audience = 'audience' in body ? body.audience : undefined
  const base = { ...reading, ...callOptions(caller, body) }
  if (!caller.application) {
    // Ignoring these would be looser than what was asked for; ignoring the others is stricter.
    if (audience !== undefined || task !== undefined) {
      throw new FirewallError(
        'scope-missing',
        '`audience` and `task` are taken from tokens of applications only',
      )
    }
    return base
  }
  return {
    ...base,
    ...(conversation === undefined ? {} : { conversation }),
    ...(task === undefined ? {} : { task }),
    ...(retrieved === undefined ? {} : { retrieved }),
    ...(audience === undefined ? {} : { audience }),
  }
}

/** An end user learns what happened to the text, and nothing of why (docs/decisions.md#what-an-end-user-learns). */
export function verdictFor(caller: Caller, verdict: Verdict): unknown {
  if (caller.application) return verdict
  const { action, text, receipt } = verdict
  return { action, text, receipt: { id: receipt.id } }
}
