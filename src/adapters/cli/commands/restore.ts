import type { Command } from 'commander'
import { type Context, declareOpening, type Shared } from '../command.js'
import { json } from '../io.js'
import { withSession } from '../session.js'

/** `ragwall restore`: goes by a database that was put back from a backup. */
export function restoreCommand({ io }: Context): Command {
  return declareOpening('restore', 'go by a database that was restored from a backup; on record').action(
    async (flags: Shared) => {
      await withSession({ ...flags, acceptState: true }, io, ({ firewall }) => firewall.acceptState())
      if (flags.json) io.out(json({ accepted: true }))
      else io.out('accepted, and recorded; bring in what changed since the backup: ragwall sync\n')
    },
  )
}
