import { Command } from 'commander'
import { FirewallError } from '../../../core/errors.js'
import type { Hold, HoldScope } from '../../../firewall/firewall.js'
import { parseTime } from '../../http/parse-time.js'
import { type Context, declareOpening, type Shared } from '../command.js'
import { json, printable, renderTable } from '../io.js'
import { withSession } from '../session.js'

interface WhoFlags extends Shared {
  readonly as: string
  readonly reference?: string
}

interface AddFlags extends WhoFlags {
  readonly from?: string
  readonly to?: string
  readonly principal?: string
  readonly case?: string
  readonly all?: boolean
}

/** `ragwall hold`: legal holds, which keep records of the journal from being removed. */
export function holdCommand({ io }: Context): Command {
  const hold = new Command('hold').description('legal holds on records of the journal: add, list, release')
  hold.addCommand(
    declareWho('add', 'keeps records from being removed: those in which all is true that is named')
      .option('--from <time>', 'records of this day or moment on, ISO 8601')
      .option('--to <time>', 'and up to this one')
      .option('--principal <id>', 'records that name this principal')
      .option('--case <id>', 'records of this case, see `ragwall triage`')
      .option('--all', 'all records there are and will be')
      .action(async (flags: AddFlags) => {
        const scope = scopeOf(flags)
        const made = await withSession(flags, io, async ({ firewall, reader }) => {
          const { id: by } = await reader(flags.as)
          return firewall.placeHold(scope, { by, ...referenceOf(flags) })
        })
        if (flags.json) io.out(json(made))
        else io.out(`placed ${made.id}: retention leaves ${named(made)}\n`)
      }),
  )
  hold.addCommand(
    declareOpening('list', 'the holds in force').action(async (flags: Shared) => {
      const holds = await withSession(flags, io, ({ firewall }) => firewall.holds())
      if (flags.json) io.out(json({ holds }))
      else if (holds.length === 0) io.out('no hold is in force\n')
      else io.out(printable(renderTable([HEAD, ...holds.map(row)])))
    }),
  )
  hold.addCommand(
    declareWho('release', 'lets retention go on with what a hold kept')
      .argument('<hold>', 'see `ragwall hold list`')
      .action(async (id: string, flags: WhoFlags) => {
        const lifted = await withSession(flags, io, async ({ firewall, reader }) => {
          const { id: by } = await reader(flags.as)
          return firewall.liftHold(id, { by, ...referenceOf(flags) })
        })
        if (flags.json) io.out(json(lifted))
        else io.out(`released ${lifted.id}\n`)
      }),
  )
  return hold
}

function declareWho(usage: string, summary: string): Command {
  return declareOpening(usage, summary)
    .requiredOption('--as <principal>', 'who decides, for the audit')
    .option('--reference <ticket>', 'where the reason stands, as `LEGAL-7`')
}

/** A hold on everything is asked for, not come by. */
function scopeOf({ from, to, principal, case: of, all = false }: AddFlags): HoldScope {
  const scope = {
    ...(from === undefined ? {} : { from: parseTime('--from', from, 'first').getTime() }),
    ...(to === undefined ? {} : { to: parseTime('--to', to, 'last').getTime() }),
    ...(principal === undefined ? {} : { subject: principal }),
    ...(of === undefined ? {} : { case: of }),
  }
  if (all === (Object.keys(scope).length === 0)) return scope
  throw new FirewallError('option-invalid', 'a hold names what it holds, or `--all`', {
    help: 'ragwall hold add --principal user:alice --as user:ruth --reference LEGAL-7',
  })
}

function referenceOf({ reference }: WhoFlags): { reference?: string } {
  return reference === undefined ? {} : { reference }
}

const HEAD = ['ID', 'HOLDS', 'PLACED', 'BY', 'REFERENCE']

function row(hold: Hold): string[] {
  return [hold.id, named(hold), hold.placed.toISOString().slice(0, 16), hold.by, hold.reference ?? '-']
}

function named({ from, to, subject, case: of }: HoldScope): string {
  const day = (time: number) => new Date(time).toISOString().slice(0, 16)
  const parts = [
    ...(subject === undefined ? [] : [`records of ${subject}`]),
    ...(of === undefined ? [] : [`case ${of}`]),
    ...(from === undefined ? [] : [`from ${day(from)}`]),
    ...(to === undefined ? [] : [`to ${day(to)}`]),
  ]
  return parts.join(', ') || 'all records'
}
