import type { Command } from 'commander'
import { type Context, declareOpening, type Shared } from '../command.js'
import { json } from '../io.js'
import { withSession } from '../session.js'

/** `ragwall forget <principal>`: erases what a principal was told. */
export function forgetCommand({ io }: Context): Command {
  return declareOpening('forget', 'forget what a principal was told; on record')
    .argument('<principal>', 'id of the reader, `user:alice`')
    .action(async (principal: string, flags: Shared) => {
      const answers = await withSession(flags, io, ({ firewall }) => firewall.forget(principal))
      if (flags.json) io.out(json({ forgotten: answers }))
      else io.out(`${answers} answers forgotten, and recorded\n`)
    })
}
