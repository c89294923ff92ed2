import type { Command } from 'commander'
import { type Context, declareOpening, type Shared } from '../command.js'
import { withSession } from '../session.js'

interface Flags extends Shared {
  readonly as: string
  readonly service?: string
}

/** `ragwall mcp --as user:alice`: the Model Context Protocol on standard input and output, for one reader. */
export function mcpCommand({ io }: Context): Command {
  return declareOpening('mcp', 'search, fetch and check for an MCP client, on standard input and output')
    .requiredOption('--as <principal>', 'id of the reader, `user:alice`; the directory knows the rest')
    .option('--service <name>', 'the service whose policy holds')
    .action(async (flags: Flags) => {
      const { serveStdio } = await import('../../mcp/index.js')
      await withSession(flags, io, async ({ firewall, reader }) =>
        serveStdio(
          firewall,
          {
            principal: await reader(flags.as),
            ...(flags.service === undefined ? {} : { service: flags.service }),
            mayCheck: true,
            onError: ({ code, message }) => io.err(`${code}: ${message}\n`),
          },
          io.signal,
        ),
      )
    })
}
