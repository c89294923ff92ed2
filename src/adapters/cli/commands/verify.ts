import type { Command } from 'commander'
import { type Context, declareOpening, type Shared } from '../command.js'
import { json, printable } from '../io.js'
import { withSession } from '../session.js'

/** `ragwall verify`: is the audit journal whole? */
export function verifyCommand({ io, exit }: Context): Command {
  return declareOpening('verify', 'whether the audit journal is whole, and where it breaks').action(
    async (flags: Shared) => {
      const result = await withSession(flags, io, ({ firewall }) => firewall.verify())
      exit(result.intact ? 0 : 1)
      if (flags.json) {
        io.out(json(result))
        return
      }
      const { chains, records } = result
      const size = `${records} records in ${chains} chain${chains === 1 ? '' : 's'}`
      if (!result.intact) {
        io.out(printable(`broken at ${result.brokenAt}: ${result.why} (${size})\n`))
        return
      }
      const torn =
        result.torn === 0 ? '' : `; ${result.torn} unfinished last lines of processes that were killed`
      io.out(`intact: ${size}${torn}\n`)
      if (result.anchored !== true) {
        io.out(
          'not known: no head is noted outside the journal, so records cut off its end, or a journal that is gone, would not be missed; set `anchor` in the configuration\n',
        )
      }
    },
  )
}
