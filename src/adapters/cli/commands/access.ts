import type { Command } from 'commander'
import { FirewallError } from '../../../core/errors.js'
import type { DocumentAccess, ReadableDocument } from '../../../firewall/access.js'
import { principalsIn } from '../../../labels/directory.js'
import { type Context, declareOpening, type Shared } from '../command.js'
import { type Io, json, printable, renderTable } from '../io.js'
import { withSession } from '../session.js'

interface Flags extends Shared {
  readonly as?: readonly string[]
}

/**
 * `ragwall access DOC`: who may read it and why, who may not and why not, since when, and who was given it. Without a
 * document, `ragwall access --as PRINCIPAL`: what they may read.
 */
export function accessCommand({ io }: Context): Command {
  return declareOpening('access', 'who may read a document, why, since when, and who was given it')
    .argument('[document]', 'its id, as `retrieve` and the report show it; without one: what `--as` may read')
    .option(
      '--as <principal...>',
      'ask about these alone; by default about all that the principals file lists',
    )
    .action(async (document: string | undefined, flags: Flags) => {
      if (document === undefined) return readableTo(flags, io)
      const access = await withSession(flags, io, async ({ firewall, config, reader }) => {
        const ids = flags.as ?? (config.principals === undefined ? [] : principalsIn(config.principals))
        if (ids.length === 0) {
          throw new FirewallError('option-invalid', 'there is nobody to ask about', {
            help: 'name them with `--as user:alice`, or list them in the file that `principals` names',
          })
        }
        return firewall.access(document, { principals: await Promise.all(ids.map(reader)) })
      })
      if (flags.json) return io.out(json(access))
      io.out(printable(shown(access)))
      io.err(
        'readers are as the principals file has them: a token may bring more groups, and a clearance where the file gives none\n',
      )
    })
}

async function readableTo(flags: Flags, io: Io): Promise<void> {
  const [id, ...more] = flags.as ?? []
  if (id === undefined || more.length > 0) {
    throw new FirewallError('option-invalid', 'neither a document nor one principal is named', {
      help: 'name a document, or one principal with `--as user:alice`',
    })
  }
  const documents = await withSession(flags, io, async ({ firewall, reader }) => {
    const principal = await reader(id)
    const all: ReadableDocument[] = []
    let after: string | undefined
    do {
      const page = await firewall.readable(principal, after === undefined ? {} : { after })
      all.push(...page.documents)
      after = page.next
    } while (after !== undefined)
    return all
  })
  if (flags.json) return io.out(json({ principal: id, documents }))
  if (documents.length === 0) return io.out('no document that is stored may be read by them\n')
  const rows = documents.map(({ document, level, why, since }) => [
    document,
    level,
    why.join(', '),
    moment(since),
  ])
  io.out(printable(renderTable([['document', 'level', 'why', 'since'], ...rows])))
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
