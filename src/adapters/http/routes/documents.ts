import type { Request } from 'express'
import type { z } from 'zod'
import { FirewallError, isErrorCode } from '../../../core/errors.js'
import type { Acl, SourceChange, SourceDocument, SyncSummary } from '../../../core/types.js'
import type { Once } from '../../../firewall/firewall.js'
import { ingestAnswer } from '../schemas/answers.js'
import { aclBody, documentParams, documentsBody } from '../schemas/requests.js'
import { type RouteCall, route } from './route.js'

/** Documents from whoever has no connector. */
export const documents = [
  route({
    method: 'post',
    path: '/v1/documents',
    scope: 'ingest',
    summary:
      'Stores, relabels and deletes a batch. What cannot be taken is refused by name, the rest is stored.',
    idempotent: true,
    body: documentsBody,
    answer: ingestAnswer,
    async handle(call) {
      return counts(await call.firewall.apply(call.body.changes.map(sourceChange), onceOf(call)))
    },
  }),
  route({
    method: 'patch',
    path: '/v1/documents/{id}/acl',
    scope: 'ingest',
    summary: 'Who may read a stored document from now on. What cannot be understood closes it to everybody.',
    idempotent: true,
    params: documentParams,
    body: aclBody,
    answer: ingestAnswer,
    async handle(call) {
      const { firewall, params, body } = call
      const change: SourceChange = { kind: 'acl', id: params.id, acl: withDeny(body), cursor: '' }
      const summary = await firewall.apply([change], onceOf(call))
      const [refusal] = summary.refused
      if (refusal !== undefined) throw refused(refusal)
      if (summary.relabelled + summary.unchanged === 0) throw notStored()
      return counts(summary)
    },
  }),
  route({
    method: 'delete',
    path: '/v1/documents/{id}',
    scope: 'ingest',
    summary: 'Deletes a document; one that is not there is deleted already.',
    idempotent: true,
    params: documentParams,
    answer: ingestAnswer,
    async handle(call) {
      const change: SourceChange = { kind: 'delete', id: call.params.id, cursor: '' }
      return counts(await call.firewall.apply([change], onceOf(call)))
    },
  }),
]

type Change = z.output<typeof documentsBody>['changes'][number]

function sourceChange(change: Change): SourceChange {
  if (change.kind === 'delete') return { ...change, cursor: '' }
  if (change.kind === 'container') return { ...change, cursor: '' }
  if (change.kind === 'acl') return { ...change, acl: withDeny(change.acl), cursor: '' }
  const { acl, ...document } = change.document
  // One without permissions is refused by name where all documents are, and not here.
  const given = acl === undefined ? document : { ...document, acl: withDeny(acl) }
  return { kind: 'upsert', document: given as SourceDocument, cursor: '' }
}

function withDeny(acl: z.output<typeof aclBody>): Acl {
  return { deny: [], ...acl }
}

function counts({ upserted, relabelled, deleted, unchanged, refused }: SyncSummary): unknown {
  return { upserted, relabelled, deleted, unchanged, refused }
}

function refused({ code, help }: SyncSummary['refused'][number]): FirewallError {
  return new FirewallError(isErrorCode(code) ? code : 'acl-invalid', 'the permissions cannot be taken', {
    help: `nobody may read the document now${help === undefined ? '' : `; ${help}`}`,
  })
}

function notStored(): FirewallError {
  return new FirewallError('not-found', 'no document is stored under this id', {
    help: 'ids are those of the source, percent-encoded in a path',
  })
}

/** The client's name for its request (`Idempotency-Key`, IETF draft-ietf-httpapi-idempotency-key-header). */
function onceOf({ request, caller, body }: Pick<RouteCall, 'request' | 'caller' | 'body'>): { once?: Once } {
  const key = keyOf(request)
  if (key === undefined) return {}
  return {
    once: { by: caller.subject, key, request: JSON.stringify([request.method, request.path, body]) },
  }
}

function keyOf(request: Request): string | undefined {
  const given = request.headersDistinct['idempotency-key']
  if (given === undefined) return undefined
  const [key = '', ...more] = given
  if (more.length === 0 && /^[\x21-\x7e]{1,255}$/.test(key)) return key
  throw new FirewallError('request-invalid', 'the header `Idempotency-Key` is not one key', {
    help: 'send one of at most 255 printable characters: a UUID',
  })
}
