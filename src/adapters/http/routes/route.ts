import type { Request, Response } from 'express'
import { z } from 'zod'
import type { Scope } from '../../../core/config.js'
import type { ServerConfig } from '../../../core/server-config.js'
import type { Trouble } from '../../../core/trouble.js'
import type { Firewall } from '../../../firewall/firewall.js'
import type { Gateway } from '../../gateway/index.js'
import type { Mcp } from '../../mcp/index.js'
import type { Caller, PrincipalLookup } from '../authenticate.js'
import type { Reading } from '../caller.js'
import type { ServiceMetrics } from '../metrics.js'
import type { Problem } from '../problem.js'
import type { Siblings } from '../siblings.js'

/**
 * One endpoint. The table of them (`table.ts`) is all there is: the router mounts it, requests are checked against
 * its schemas, the OpenAPI document is made from it, and tests go through it, so that no endpoint can be served
 * unchecked, undocumented or untested.
 */
export interface Route {
  readonly method: 'get' | 'post' | 'patch' | 'delete'
  /** As OpenAPI writes it: `/v1/documents/{id}`. */
  readonly path: `/${string}`
  /** What the caller's token must carry; undefined: anybody may ask, without a token. */
  readonly scope: Scope | undefined
  /** One line for the documentation. */
  readonly summary: string
  /** It takes `Idempotency-Key`. */
  readonly idempotent?: true
  /** It runs on behalf of a reader: the caller, or whom a backend with the scope `act` names. */
  readonly reads: boolean
  /** Parameters of the path; every one in braces is a member. */
  readonly params?: AnyObject
  /** Parameters of the query string: each one text. */
  readonly query?: AnyObject
  /** The JSON body, or, for `application/x-ndjson`, one line of it. */
  readonly body?: AnyObject
  /** Media type of the body; default `application/json`. Any other is left for `handle` to read. */
  readonly bodyType?: string
  /** What is answered with status 200: as JSON, or one line of it where `answerTypes` says so. */
  readonly answer: z.ZodType
  /** Media types of `answer`; default `application/json`. */
  readonly answerTypes?: readonly string[]
  /** Media types of an answer that is not `application/json`, with what each holds. */
  readonly otherAnswers?: Readonly<Record<string, string>>
  /** Other methods at its path are answered with 405, as its protocol has it. */
  readonly soleMethod?: true
  /** A header that may carry the token instead of `Authorization: Bearer`, as clients of its protocol send it. */
  readonly keyHeader?: string
  /** Members of problem documents where clients of its protocol look for the error. */
  readonly errorForm?: (problem: Problem) => object
  /** What to answer: a value for JSON, a `Document`, or undefined when it has answered by itself. */
  handle(call: RouteCall): Promise<unknown>
}

/** Of the router's options, what handlers look at. */
export interface ServiceOptions {
  readonly resource?: ProtectedResource
  /** Looks principals up. */
  readonly principalOf?: PrincipalLookup
  /** Ids of those whom the directory lists. */
  readonly principals?: () => readonly string[]
  /** What around the firewall works worse than it should. */
  readonly trouble?: () => readonly Trouble[]
  /** Whether the service is being stopped. */
  readonly draining?: () => boolean
  /** Reads again what is not the firewall's own, behind a reload of its rules. */
  readonly reload?: () => void | Promise<void>
  /** The models behind the doors. */
  readonly gateway?: Gateway
  /** The other processes behind the same port. */
  readonly siblings?: Pick<Siblings, 'otherMetrics'>
  /** Gateways of others that may ask, and how they say for whom. */
  readonly guardrails?: ServerConfig['guardrails']
  /** The Model Context Protocol. */
  readonly mcp?: Mcp
}

/** What RFC 9728 wants callers to find: the address they use, and who issues tokens for it. */
export interface ProtectedResource {
  /** `https://ragwall.example`, as callers write it. */
  readonly url: string
  /** Authorization servers. */
  readonly issuers: readonly string[]
}

/** Strict objects alone: a member that is not documented is refused, never ignored. */
export type AnyObject = z.ZodObject<z.core.$ZodShape, z.core.$strict>

/** A body of another protocol, which the gateway reads field by field, by tables of its own (`gateway/fields.ts`). */
export const foreignBody = z.looseObject({ model: z.string() }) as unknown as AnyObject

/** A request that has passed: its caller is known, what it carries has the documented shape. */
export interface RouteCall<Params = unknown, Query = unknown, Body = unknown> {
  readonly firewall: Firewall
  /** What the router was made with. */
  readonly options: ServiceOptions
  /** What is counted. */
  readonly metrics: ServiceMetrics
  readonly request: Request
  readonly response: Response
  /** Aborted when the client goes away. */
  readonly signal: AbortSignal
  /** What the client may be told of an error, for an answer that has begun; the operator hears the rest. */
  readonly problemFor: (error: unknown) => Problem
  readonly params: Params
  readonly query: Query
  readonly body: Body
  /** Of a route with a scope. */
  readonly caller: Caller
  /** Of a route that reads. */
  readonly reading: Reading
}

/** A text of another media type than JSON. */
export class Document {
  readonly type: string
  readonly text: string

  constructor(type: string, text: string) {
    this.type = type
    this.text = text
  }
}

/** A row of the table, with the types of its schemas in its handler. */
export function route<
  Params extends AnyObject = AnyObject,
  Query extends AnyObject = AnyObject,
  Body extends AnyObject = AnyObject,
>(
  row: Omit<Route, 'params' | 'query' | 'body' | 'handle' | 'reads'> & {
    readonly reads?: boolean
    readonly params?: Params
    readonly query?: Query
    readonly body?: Body
    handle(call: RouteCall<z.output<Params>, z.output<Query>, z.output<Body>>): Promise<unknown>
  },
): Route {
  return { reads: false, ...row } as Route
}
