import type { Command } from 'commander'
import { FirewallError } from '../../../core/errors.js'
import { LIMITS } from '../../../core/limits.js'
import { type CallFlags, type Context, callOptions, declareCall, declareOpening } from '../command.js'
import { json, printable, readInput } from '../io.js'
import { withSession } from '../session.js'

interface Flags extends CallFlags {
  readonly k: string
}

/** `ragwall retrieve "when is tea?" --as user:alice` */
export function retrieveCommand({ io }: Context): Command {
  return declareCall(declareOpening('retrieve', 'the best chunks that a reader may see'))
    .argument('[query]', 'the question; `-` reads it from standard input', '-')
    .option('-k <count>', 'how many chunks', '10')
    .action(async (argument: string, flags: Flags) => {
      const k = count(flags.k)
      const query = (await readInput(argument, io)).trim()
      const chunks = await withSession(flags, io, async ({ firewall, reader }) =>
        firewall.retrieve(query, {
          principal: await reader(flags.as),
          k,
          signal: io.signal,
          ...callOptions(flags),
        }),
      )
      if (flags.json) {
        io.out(json({ chunks: chunks.map(({ label: _label, ...chunk }) => chunk) }))
        return
      }
      if (chunks.length === 0) io.err('nothing found\n')
      for (const [i, { id, title, uri, text }] of chunks.entries()) {
        const heading = `${i + 1}. ${title ?? id}  ${uri}`
        io.out(`${printable(heading)}\n${indent(printable(text.trim()))}\n\n`)
      }
    })
}

function count(value: string): number {
  const k = Number(value)
  if (/^\d+$/.test(value) && k >= 1 && k <= LIMITS.retrievedChunks) return k
  throw new FirewallError('option-invalid', '`-k` is out of range', {
    help: `it is a whole number from 1 to ${LIMITS.retrievedChunks}`,
  })
}

function indent(text: string): string {
  return text.replace(/^(?=.)/gm, '   ')
}
