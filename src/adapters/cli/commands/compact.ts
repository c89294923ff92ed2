import type { Command } from 'commander'
import { type Context, declareOpening, type Shared } from '../command.js'
import { json } from '../io.js'
import { withSession } from '../session.js'

/** `ragwall compact`: after it, the text of deleted documents is in no file of the data directory. */
export function compactCommand({ io }: Context): Command {
  return declareOpening('compact', 'drop what deleted documents left in files').action(
    async (flags: Shared) => {
      await withSession(flags, io, ({ firewall }) => firewall.compact())
      io.out(flags.json ? json({ compacted: true }) : 'compacted\n')
    },
  )
}
