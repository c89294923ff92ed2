import { FirewallError } from '../../../core/errors.js'
import { SCOPES } from '../../../core/server-config.js'
import { METADATA_PATH } from '../problem.js'
import { protectedResourceAnswer } from '../schemas/answers.js'
import { route } from './route.js'

/** Whom to ask for a token (RFC 9728). */
export const metadata = [
  route({
    method: 'get',
    path: METADATA_PATH,
    scope: undefined,
    summary: 'Which authorization servers issue tokens for this service, and what scopes there are.',
    answer: protectedResourceAnswer,
    async handle({ options: { resource } }) {
      if (resource === undefined) throw new FirewallError('not-found', 'there is nothing at this path')
      return {
        resource: resource.url,
        authorization_servers: resource.issuers,
        scopes_supported: SCOPES,
        bearer_methods_supported: ['header'],
        resource_name: 'ragwall',
      }
    },
  }),
]
