import type { CallToolResult, ReadResourceResult, Resource, Server, Tool } from '@modelcontextprotocol/server'
import { FirewallError, toFirewallError } from '../../core/errors.js'
import { LIMITS } from '../../core/limits.js'
import { VERSION } from '../../core/package.js'
import type { Principal } from '../../core/types.js'
import type { Firewall, ReadDocument } from '../../firewall/firewall.js'

/** For whom a server of the Model Context Protocol answers: one reader, for as long as it lives. */
export interface McpReader {
  readonly principal: Principal
  /** The program that acts for the principal. */
  readonly actor?: string
  /** Whose policy applies; default `default`. */
  readonly service?: string
  /** Whether texts may be checked. */
  readonly mayCheck: boolean
  /** Told of an error that is not the reader's: for the operator. */
  readonly onError: (error: FirewallError) => void
}

/** The package that speaks the protocol; loaded when it is first needed. */
export type Sdk = typeof import('@modelcontextprotocol/server')

/** Throws `dependency-missing`. */
export async function loadSdk(): Promise<Sdk> {
  try {
    return await import('@modelcontextprotocol/server')
  } catch (error) {
    throw new FirewallError(
      'dependency-missing',
      'the package `@modelcontextprotocol/server` is not installed',
      {
        help: 'install it beside ragwall: `npm install @modelcontextprotocol/server`',
        cause: error,
      },
    )
  }
}

/** Documents of one page of a list. */
const PAGE = 100

const PREFIX = 'ragwall://documents/'
/** What the tools search and fetch are described as: never made of what is stored, so that it is the same for everybody. */
const TOOLS: readonly Tool[] = [
  {
    name: 'search',
    title: 'Search',
    description: 'The best passages for a question among the documents that you may read.',
    inputSchema: {
      type: 'object',
      properties: {
        query: { type: 'string', minLength: 1, maxLength: LIMITS.queryLength, description: 'The question.' },
        k: { type: 'integer', minimum: 1, maximum: 50, description: 'How many passages; default 10.' },
      },
      required: ['query'],
      additionalProperties: false,
    },
    annotations: { readOnlyHint: true, idempotentHint: true, openWorldHint: false },
  },
  {
    name: 'fetch',
    title: 'Fetch',
    description: 'A document whole, by the id that `search` gave.',
    inputSchema: {
      type: 'object',
      properties: { id: { type: 'string', minLength: 1, maxLength: LIMITS.idLength } },
      required: ['id'],
      additionalProperties: false,
    },
    annotations: { readOnlyHint: true, idempotentHint: true, openWorldHint: false },
  },
  {
    name: 'check',
    title: 'Check',
    description: 'What of a text you may be told: as it stands, redacted, or refused.',
    inputSchema: {
      type: 'object',
      properties: { text: { type: 'string', maxLength: LIMITS.answerLength } },
      required: ['text'],
      additionalProperties: false,
    },
    annotations: { readOnlyHint: true, openWorldHint: false },
  },
]

/**
 * A server with both doors as tools, and the documents that its reader may read as resources. What a client may keep is
 * for this reader alone (`cacheScope: private`, no time to live). A document that the reader may not read is one that
 * does not exist, in lists, reads and errors.
 */
export function createServer(sdk: Sdk, firewall: Firewall, reader: McpReader): Server {
  const asked = {
    principal: reader.principal,
    ...(reader.actor === undefined ? {} : { actor: reader.actor }),
    ...(reader.service === undefined ? {} : { service: reader.service }),
  }
  const secret = { ttlMs: 0, cacheScope: 'private' } as const
  const server = new sdk.Server(
    { name: 'ragwall', title: 'ragwall', version: VERSION },
    {
      capabilities: { tools: {}, resources: {} },
      instructions: 'Documents of this organization, as far as you may read them.',
      cacheHints: {
        'tools/list': secret,
        'resources/list': secret,
        'resources/templates/list': secret,
        'resources/read': secret,
        'server/discover': secret,
      },
    },
  )
  const tools = TOOLS.filter(({ name }) => name !== 'check' || reader.mayCheck)

  async function search({ query, k = 10 }: { query: string; k?: number }): Promise<CallToolResult> {
    const chunks = await firewall.retrieve(query, { ...asked, k })
    return structured({
      results: chunks.map(({ documentId, title, uri, text }) => ({
        id: documentId,
        title: title ?? documentId,
        url: uri,
        text,
      })),
    })
  }

  async function fetch({ id }: { id: string }): Promise<CallToolResult> {
    const { documentId, title, uri, text } = await firewall.read(id, asked)
    return structured({ id: documentId, title: title ?? documentId, url: uri, text })
  }

  async function check({ text }: { text: string }): Promise<CallToolResult> {
    const { action, text: told, receipt } = await firewall.check(text, asked)
    return structured({ action, text: told, receipt: { id: receipt.id } })
  }

  const calls: Readonly<Record<string, (input: never) => Promise<CallToolResult>>> = { search, fetch, check }

  server.setRequestHandler('tools/list', async () => ({ tools: [...tools], ...secret }))
  server.setRequestHandler('tools/call', async ({ params }) => {
    const tool = tools.find(({ name }) => name === params.name)
    if (tool === undefined) {
      throw new sdk.ProtocolError(sdk.INVALID_PARAMS, 'there is no tool of this name')
    }
    try {
      requireInput(tool, params.arguments ?? {})
      return await calls[tool.name]!((params.arguments ?? {}) as never)
    } catch (error) {
      return { content: [{ type: 'text', text: toldOf(error) }], isError: true }
    }
  })
  server.setRequestHandler('resources/templates/list', async () => ({
    resourceTemplates: [
      {
        uriTemplate: `${PREFIX}{id}`,
        name: 'document',
        title: 'Document',
        description: 'A document by its id.',
      },
    ],
    ...secret,
  }))
  server.setRequestHandler('resources/list', async ({ params }) => {
    const after = params?.cursor === undefined ? {} : { after: decoded(params.cursor) }
    const { documents, next } = await answered(firewall.list({ ...asked, ...after, limit: PAGE }))
    return {
      resources: documents.map(
        ({ documentId, title }): Resource => ({
          uri: PREFIX + encodeURIComponent(documentId),
          name: documentId,
          ...(title === undefined ? {} : { title }),
          mimeType: 'text/plain',
        }),
      ),
      ...(next === undefined ? {} : { nextCursor: encoded(next) }),
      ...secret,
    }
  })
  server.setRequestHandler('resources/read', async ({ params: { uri } }): Promise<ReadResourceResult> => {
    const id = idOf(uri)
    const missing = () => new sdk.ResourceNotFoundError(uri)
    if (id === undefined) throw missing()
    let document: ReadDocument
    try {
      document = await firewall.read(id, asked)
    } catch (error) {
      if (error instanceof FirewallError && error.code === 'not-found') throw missing()
      throw failure(error)
    }
    return { contents: [{ uri, mimeType: 'text/plain', text: document.text }], ...secret }
  })

  async function answered<Result>(work: Promise<Result>): Promise<Result> {
    try {
      return await work
    } catch (error) {
      throw failure(error)
    }
  }

  function failure(error: unknown): Error {
    return new sdk.ProtocolError(sdk.INTERNAL_ERROR, toldOf(error))
  }

  /** One sentence without content; what is wrong inside is for the operator. */
  function toldOf(error: unknown): string {
    const known = toFirewallError(error, 'detector-failed', 'an unexpected error ended a request')
    if (READERS.has(known.code)) return `${known.code}: ${known.message}`
    reader.onError(known)
    return `${known.code}: nothing was released`
  }

  function requireInput({ inputSchema }: Tool, input: Record<string, unknown>): void {
    const { properties = {}, required = [] } = inputSchema
    const missing = required.find((name) => input[name] === undefined)
    const foreign = Object.keys(input).some((name) => !Object.hasOwn(properties, name))
    const wrong = Object.entries(properties).find(([name, schema]) => {
      const value = input[name]
      const { type } = schema as { type: string }
      return (
        value !== undefined && (type === 'integer' ? !Number.isInteger(value) : typeof value !== 'string')
      )
    })
    const name = missing ?? wrong?.[0]
    if (name !== undefined)
      throw new FirewallError('request-invalid', `\`${name}\` is missing or of another type`)
    if (foreign) throw new FirewallError('request-invalid', 'the tool was given what it does not take')
  }

  return server
}

/** What is the reader's own to mend, or to know. */
const READERS: ReadonlySet<string> = new Set([
  'not-found',
  'request-invalid',
  'query-invalid',
  'query-too-long',
  'option-invalid',
  'text-invalid',
  'answer-too-long',
  'work-limit',
  'service-unknown',
])

/** As text too, for clients that read nothing else. */
function structured(value: Record<string, unknown>): CallToolResult {
  return { content: [{ type: 'text', text: JSON.stringify(value) }], structuredContent: value }
}

function idOf(uri: string): string | undefined {
  if (!uri.startsWith(PREFIX)) return undefined
  try {
    return decodeURIComponent(uri.slice(PREFIX.length))
  } catch {
    return undefined
  }
}

const encoded = (id: string) => Buffer.from(id, 'utf8').toString('base64url')
const decoded = (cursor: string) => Buffer.from(cursor, 'base64url').toString('utf8')
