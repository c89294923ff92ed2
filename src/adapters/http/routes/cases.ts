import { parseTime } from '../parse-time.js'
import { casesAnswer, evidenceAnswer, explanationAnswer, triagedAnswer } from '../schemas/answers.js'
import { caseParams, casesQuery, receiptParams, triageBody } from '../schemas/requests.js'
import { route } from './route.js'

/** Equal leaks as one thing that a person decides about, and why one record says what it says. */
export const cases = [
  route({
    method: 'get',
    path: '/v1/cases',
    scope: 'audit',
    summary: 'Cases of equal leaks, open ones first.',
    query: casesQuery,
    answer: casesAnswer,
    async handle({ firewall, query: { state, service } }) {
      const all = await firewall.cases()
      return {
        cases: all.filter(
          (one) =>
            (state === undefined || one.state === state) &&
            (service === undefined || one.services.includes(service)),
        ),
      }
    },
  }),
  route({
    method: 'post',
    path: '/v1/cases/{id}/decision',
    scope: 'audit',
    summary:
      'Puts what a case is on record, the caller as who decided; of a false alarm proposes the rule that would let it pass.',
    params: caseParams,
    body: triageBody,
    answer: triagedAnswer,
    handle: ({ firewall, caller, params: { id }, body: { state, reference, until } }) =>
      firewall.triage(id, {
        state,
        by: caller.subject,
        ...(reference === undefined ? {} : { reference }),
        ...(until === undefined ? {} : { until: parseTime('until', until, 'last') }),
      }),
  }),
  route({
    method: 'get',
    path: '/v1/cases/{id}/evidence',
    scope: 'audit',
    summary: 'The records of a case with what proves them to others: `ragwall verify` takes it.',
    params: caseParams,
    answer: evidenceAnswer,
    handle: ({ firewall, params: { id } }) => firewall.evidence({ case: id }),
  }),
  route({
    method: 'get',
    path: '/v1/records/{receipt}/evidence',
    scope: 'audit',
    summary: 'The same of one answer or retrieval, by receipt or call.',
    params: receiptParams,
    answer: evidenceAnswer,
    handle: ({ firewall, params: { receipt } }) => firewall.evidence({ record: receipt }),
  }),
  route({
    method: 'get',
    path: '/v1/records/{receipt}',
    scope: 'audit',
    summary: 'Why an answer or a retrieval was decided as it was, by receipt or call.',
    params: receiptParams,
    answer: explanationAnswer,
    handle: ({ firewall, params: { receipt }, options: { principalOf } }) =>
      firewall.explain(receipt, principalOf === undefined ? {} : { principalOf }),
  }),
]
