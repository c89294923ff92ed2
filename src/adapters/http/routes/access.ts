import { FirewallError } from '../../../core/errors.js'
import { idKind } from '../../../labels/id.js'
import type { PrincipalLookup } from '../authenticate.js'
import { documentAccessAnswer, readableAnswer } from '../schemas/answers.js'
import { accessQuery, documentParams, principalParams, readableQuery } from '../schemas/requests.js'
import { route } from './route.js'

/** Who may read what, for auditors: ids, levels and times, no text of anybody. */
export const access = [
  route({
    method: 'get',
    path: '/v1/documents/{id}/access',
    scope: 'audit',
    summary: 'Who may read a document and why, who may not and why not, since when, and who was given it.',
    params: documentParams,
    query: accessQuery,
    answer: documentAccessAnswer,
    async handle({ firewall, options, params: { id }, query: { as } }) {
      const ids = as === undefined ? (options.principals?.() ?? []) : [as]
      if (ids.length === 0) {
        throw new FirewallError('request-invalid', 'there is nobody to ask about', {
          help: 'name a principal with `as`: the directory lists none',
        })
      }
      const lookup = lookupOf(options)
      return firewall.access(id, { principals: await Promise.all(ids.map(lookup)) })
    },
  }),
  route({
    method: 'get',
    path: '/v1/principals/{id}/documents',
    scope: 'audit',
    summary: 'What a principal may read, as the directory has them, by id and a page at a time.',
    params: principalParams,
    query: readableQuery,
    answer: readableAnswer,
    async handle({ firewall, options, params: { id }, query: { after, limit } }) {
      return firewall.readable(await lookupOf(options)(id), {
        ...(after === undefined ? {} : { after }),
        ...(limit === undefined ? {} : { limit: Number(limit) }),
      })
    },
  }),
]

/** Who is not there is not found: whoever asks is known, and asks about another. */
function lookupOf({ principalOf }: { readonly principalOf?: PrincipalLookup }): PrincipalLookup {
  if (principalOf === undefined) {
    throw new FirewallError('config-invalid', 'the router has no `principalOf` to look principals up with')
  }
  return async (id) => {
    if (idKind(id) === undefined) throw nobody()
    try {
      return await principalOf(id)
    } catch (error) {
      throw error instanceof FirewallError && error.code === 'principal-invalid' ? nobody() : error
    }
  }
}

function nobody(): FirewallError {
  return new FirewallError('not-found', 'the directory has nobody of this id', {
    help: 'ids read `user:alice` or `service:reports`',
  })
}
