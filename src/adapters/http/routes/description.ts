import { z } from 'zod'
import { VERSION } from '../../../core/package.js'
import { type ConsolePage, makeConsolePage } from '../console-page.js'
import { DOCS_POLICY, docsPage } from '../docs-page.js'
import { openApiOf } from '../openapi.js'
import { Document, type Route, route } from './route.js'

/** What the service says of itself, made of the other routes when it is first asked for. */
export function description(routes: readonly Route[]): readonly Route[] {
  let document: ReturnType<typeof openApiOf> | undefined
  const describe = () => {
    document ??= openApiOf(routes, VERSION)
    return document
  }
  let page: ConsolePage | undefined
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
    route({
      method: 'get',
      path: '/console',
      scope: undefined,
      summary:
        'The console for whoever decides about leaks. The page is the same for all; what it shows, its token opens.',
      answer: z.string(),
      answerTypes: [],
      otherAnswers: { 'text/html': 'A page with one script of its own.' },
      async handle({ response }) {
        page ??= makeConsolePage()
        response.set('Content-Security-Policy', page.policy)
        return new Document('text/html; charset=utf-8', page.html)
      },
    }),
  ]
}
