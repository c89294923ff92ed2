import { healthAnswer } from '../schemas/answers.js'
import { route } from './route.js'

/** For whoever keeps the process running. */
export const health = [
  route({
    method: 'get',
    path: '/healthz',
    scope: undefined,
    summary: 'The process answers.',
    answer: healthAnswer,
    handle: async () => ({ status: 'ok' }),
  }),
]
