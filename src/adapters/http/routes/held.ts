import type { HeldAnswer } from '../../../core/types.js'
import { heldAnswer, heldTextAnswer, reviewAnswer } from '../schemas/answers.js'
import { heldParams, reviewBody } from '../schemas/requests.js'
import { route } from './route.js'

/** Answers that wait for a person. */
export const held = [
  route({
    method: 'get',
    path: '/v1/held',
    scope: 'review',
    summary: 'Which answers wait for a decision.',
    answer: heldAnswer,
    handle: async ({ firewall }) => ({ held: await firewall.held() }),
  }),
  route({
    method: 'get',
    path: '/v1/held/{call}',
    scope: 'review',
    reads: true,
    summary: 'A held answer as far as the caller may read what it says. On record; it waits on.',
    params: heldParams,
    answer: heldTextAnswer,
    async handle({ firewall, params: { call }, reading: { principal } }) {
      return { call, ...toldOf(await firewall.readHeld(call, { principal })) }
    },
  }),
  route({
    method: 'post',
    path: '/v1/held/{call}/decision',
    scope: 'review',
    reads: true,
    summary:
      'Releases a held answer, which is then returned, or refuses it. The caller is on record as the reviewer.',
    params: heldParams,
    body: reviewBody,
    answer: reviewAnswer,
    async handle({ firewall, params: { call }, body: { decision }, reading }) {
      const answer = await firewall.review(call, decision, reading.principal.id)
      return { call, decision, ...toldOf(answer) }
    },
  }),
]

function toldOf(answer: HeldAnswer | undefined) {
  if (answer === undefined) return {}
  const media = answer.media.map(({ data, ...medium }) => ({
    ...medium,
    data: Buffer.from(data).toString('base64'),
  }))
  return { text: answer.text, ...(media.length === 0 ? {} : { media }) }
}
