import type { Command } from 'commander'
import { FirewallError } from '../../../core/errors.js'
import type { DocumentAccess } from '../../../firewall/access.js'
import { principalsIn } from '../../../labels/directory.js'
import { type Context, declareOpening, type Shared } from '../command.js'
import { json, printable, renderTable } from '../io.js'
import { withSession } from '../session.js'

interface Flags extends Shared {
  readonly as?: readonly string[]
}

/** `ragwall access DOC`: who may read it and why, who may not and why not, since when, and who was given it. */
export function accessCommand({ io }: Context): Command {
  return declareOpening('access', 'who may read a document, why, since when, and who was given it')
    .argument('<document>', 'its id, as `retrieve` and the report show it')
    .option(
      '--as <principal...>',
      'ask about these alone; by default about all that the principals file lists',
    )
    .action(async (document: string, flags: Flags) => {
      const access = await withSession(flags, io, async ({ firewall, config, reader }) => {
        const ids = flags.as ?? (config.principals === undefined ? [] : principalsIn(config.principals))
        if (ids.length === 0) {
          throw new FirewallError('option-invalid', 'there is nobody to ask about', {
            help: 'name them with `--as user:alice`, or list them in the file that `principals` names',
          })
        }
        return firewall.access(document, { principals: await Promise.all(ids.map(reader)) })
      })
      io.out(flags.json ? json(access) : printable(shown(access)))
    })
}

function shown({ document, label, container, since, checked, readers, received }: DocumentAccess): string {
  const head = [
    ['document', document],
    ['level', label.level],
    ...(label.compartments.length === 0 ? [] : [['compartments', label.compartments.join(', ')]]),
    ['may read', label.allow.map((list) => list.join(' or ')).join(', and ') || 'nobody'],
    ...(label.deny.length === 0 ? [] : [['denied', label.deny.join(', ')]]),
    ...(container === undefined ? [] : [['container', container]]),
    ['since', moment(since)],
    ['last confirmed', moment(checked)],
  ]
  const rows = readers.map(({ id, effect, why }) => [id, effect, why.join(', ')])
  const given = received.map(({ subject, times, first, last, revokedSince }) => [
    subject,
    String(times),
    moment(first),
    moment(last),
    revokedSince ? 'revoked since' : '',
  ])
  return [
    renderTable(head),
    renderTable([['reader', 'decision', 'why'], ...rows]),
    given.length === 0
      ? 'the journal has nobody who was given it\n'
      : renderTable([['was given it', 'times', 'first', 'last', ''], ...given]),
  ].join('\n')
}

function moment(time: number): string {
  return time === 0 ? 'not known' : new Date(time).toISOString()
}
