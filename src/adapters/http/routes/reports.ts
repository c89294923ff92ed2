import { REPORT_FORMATS } from '../../../audit/report/formats.js'
import { parseTime } from '../parse-time.js'
import {
  auditKeysAnswer,
  checkpointAnswer,
  leakReportAnswer,
  verificationAnswer,
} from '../schemas/answers.js'
import { chainParams, checkpointQuery, reportQuery } from '../schemas/requests.js'
import { Document, route } from './route.js'

/** What the journal says: counts, ids and times, no text of anybody. */
export const reports = [
  route({
    method: 'get',
    path: '/v1/reports/leaks',
    scope: 'audit',
    summary: 'What leaked or would have, in a time and for a service; by default everything.',
    query: reportQuery,
    answer: leakReportAnswer,
    otherAnswers: Object.fromEntries(
      Object.entries(REPORT_FORMATS).flatMap(([name, { type }]) =>
        name === 'json' ? [] : [[type.split(';')[0]!, `With \`format=${name}\`.`]],
      ),
    ),
    async handle({ firewall, query: { from, to, service, verify, format = 'json', lang = 'en' } }) {
      const report = await firewall.report({
        ...(from === undefined ? {} : { from: parseTime('from', from, 'first') }),
        ...(to === undefined ? {} : { to: parseTime('to', to, 'last') }),
        ...(service === undefined ? {} : { service }),
        ...(verify === 'all' ? { full: true } : {}),
      })
      const { type, render } = REPORT_FORMATS[format]
      return new Document(type, render(report, lang))
    },
  }),
  route({
    method: 'get',
    path: '/v1/audit/verify',
    scope: 'audit',
    summary: 'Whether the audit journal is whole, and if not, where it breaks.',
    answer: verificationAnswer,
    handle: ({ firewall }) => firewall.verify(),
  }),
  route({
    method: 'get',
    path: '/v1/audit/keys',
    scope: 'audit',
    summary: 'The public keys that verify evidence and checkpoints.',
    answer: auditKeysAnswer,
    handle: async ({ firewall }) => ({ keys: firewall.auditKeys() }),
  }),
  route({
    method: 'get',
    path: '/v1/audit/checkpoints/{chain}',
    scope: 'audit',
    summary: 'A chain of the journal as it is now, signed, for whoever watches that it only grows.',
    params: chainParams,
    query: checkpointQuery,
    answer: checkpointAnswer,
    handle: ({ firewall, params: { chain }, query: { since } }) =>
      firewall.checkpoint(chain, since === undefined ? undefined : Number(since)),
  }),
]
