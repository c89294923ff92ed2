import type { Command } from 'commander'
import { parseDuration } from '../../../core/duration.js'
import { FirewallError } from '../../../core/errors.js'
import type { Pruned } from '../../../firewall/firewall.js'
import { type Context, declareOpening, type Shared } from '../command.js'
import { json, printable } from '../io.js'
import { withSession } from '../session.js'

interface Flags extends Shared {
  readonly as: string
  readonly keep?: string
  readonly dryRun?: boolean
}

/** `ragwall prune`: removes what the journal has to keep no longer, on record. */
export function pruneCommand({ io }: Context): Command {
  return declareOpening(
    'prune',
    'removes records of the journal that are older than they are kept, on record',
  )
    .requiredOption('--as <principal>', 'who asks for it, for the audit')
    .option('--keep <time>', 'how long records are kept, `400d`, where the configuration does not say')
    .option('--dry-run', 'say what would be removed, and remove nothing')
    .action((flags: Flags) =>
      withSession(flags, io, async ({ firewall, config, reader }) => {
        const keep = flags.keep === undefined ? config.journal.keep : parseDuration(flags.keep, '--keep')
        if (keep === undefined) {
          throw new FirewallError('option-invalid', `${config.file} says nowhere how long records are kept`, {
            help: 'add `journal: { keep: 400d }`, or give `--keep`',
          })
        }
        const { id: by } = await reader(flags.as)
        const { dryRun = false } = flags
        const pruned = await firewall.prune({ keep, by, dryRun })
        io.out(flags.json ? json(pruned) : printable(shown(pruned, dryRun)))
      }),
    )
}

function shown({ chains, records, until, stays }: Pruned, dryRun: boolean): string {
  const last = until === undefined ? '' : `, up to ${until.toISOString()}`
  const what = `${records} record${records === 1 ? '' : 's'} in ${chains} chain${chains === 1 ? '' : 's'}${last}`
  const done = chains === 0 ? 'nothing to remove' : `${dryRun ? 'would remove' : 'removed'} ${what}`
  return `${done}\n${stays === undefined ? '' : `the oldest that stays, ${stays.chain}: ${whyOf(stays)}\n`}`
}

function whyOf({ why, by }: NonNullable<Pruned['stays']>): string {
  switch (why) {
    case 'young':
      return 'it has records that have to be kept'
    case 'in use':
      return 'this process writes it'
    case 'held':
      return `under the hold ${by.join(', ')}; what came after it waits, too`
    case 'waited for':
      return `the output ${by.join(', ')} has not had all of it`
  }
}
