import { z } from 'zod'
import { version } from '../../../core/package.js'
import { DOCS_POLICY, docsPage } from '../docs-page.js'
import { openApiOf } from '../openapi.js'
import { Document, type Route, route } from './route.js'

/** What the service says of itself, made of the other routes when it is first asked for. */
export function description(routes: readonly Route[]): readonly Route[] {
  let document: ReturnType<typeof openApiOf> | undefined
  const describe = () => {
    document ??= openApiOf(routes, version())
    return document
  }
  return [
    route({
      method: 'get',
      path: '/openapi.json',
      scope: undefined,
      summary: 'This service, for programs.',
      answer: z.looseObject({ openapi: z.string() }),
      handle: async () => describe(),
    }),
    route({
      method: 'get',
      path: '/docs',
      scope: undefined,
      summary: 'This service, for people.',
      answer: z.string(),
      answerTypes: [],
      otherAnswers: { 'text/html': 'A page without scripts.' },
      async handle({ response }) {
        response.set('Content-Security-Policy', DOCS_POLICY)
        return new Document('text/html; charset=utf-8', docsPage(describe()))
      },
    }),
  ]
}
