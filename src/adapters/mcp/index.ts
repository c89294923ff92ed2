import type { McpHttpHandler } from '@modelcontextprotocol/server'
import type { Firewall } from '../../firewall/firewall.js'
import { createServer, loadSdk, type McpReader } from './server.js'

export type { McpReader } from './server.js'

/** The Model Context Protocol over HTTP (streamable, without sessions): each request for its own reader. */
export interface Mcp {
  /** Answers a request whose body was read and parsed. */
  handle(request: Request, body: unknown, reader: McpReader): Promise<Response>
  close(): Promise<void>
}

/** Throws `dependency-missing` unless the official SDK is installed. */
export async function createMcp(firewall: Firewall): Promise<Mcp> {
  const sdk = await loadSdk()
  const handler: McpHttpHandler = sdk.createMcpHandler(({ authInfo }) => {
    const { reader } = (authInfo?.extra ?? {}) as { reader?: McpReader }
    if (reader === undefined) throw new Error('a request without its reader')
    return createServer(sdk, firewall, reader)
  })
  return {
    handle(request, body, reader) {
      return handler.fetch(request, {
        // The token itself goes no further than the service's own door.
        authInfo: { token: '', clientId: reader.principal.id, scopes: [], extra: { reader } },
        ...(body === undefined ? {} : { parsedBody: body }),
      })
    },
    close: () => handler.close(),
  }
}

/** The same over standard input and output, for one reader; ends when the input does, or `signal` says so. */
export async function serveStdio(firewall: Firewall, reader: McpReader, signal: AbortSignal): Promise<void> {
  const sdk = await loadSdk()
  const { serveStdio: serve, StdioServerTransport } = await import('@modelcontextprotocol/server/stdio')
  const transport = new StdioServerTransport()
  const handle = serve(() => createServer(sdk, firewall, reader), { transport })
  await new Promise<void>((resolve) => {
    process.stdin.once('end', resolve)
    process.stdin.once('close', resolve)
    if (signal.aborted) resolve()
    signal.addEventListener('abort', () => resolve(), { once: true })
  })
  await handle.close()
}
