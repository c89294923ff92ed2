import type { Command } from 'commander'
import { type Context, declareOpening, type Shared } from '../command.js'
import { json, printable } from '../io.js'
import { withSession } from '../session.js'

interface Flags extends Shared {
  readonly as: string
  readonly reference?: string
}

/** `ragwall resolve user:~4mQ… --as user:ruth --reference SEC-12`: who a pseudonym of the journal stands for. */
export function resolveCommand({ io }: Context): Command {
  return declareOpening(
    'resolve',
    'who a pseudonym of the journal stands for; that it was asked is on record',
  )
    .argument('<pseudonym>', 'as reports and cases show it: `user:~…`')
    .requiredOption('--as <principal>', 'who asks, for the audit')
    .option('--reference <ticket>', 'where the reason stands, as `SEC-12`')
    .action(async (pseudonym: string, flags: Flags) => {
      const { as, reference } = flags
      await withSession(flags, io, async ({ firewall, reader }) => {
        const { id: by } = await reader(as)
        const why = reference === undefined ? {} : { reference }
        const id = await firewall.resolvePseudonym(pseudonym, { by, ...why })
        io.out(flags.json ? json({ pseudonym, id }) : printable(`${id}\n`))
      })
    })
}
