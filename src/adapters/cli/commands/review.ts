import type { Command } from 'commander'
import { FirewallError } from '../../../core/errors.js'
import { type Context, declareOpening, type Shared } from '../command.js'
import { json } from '../io.js'
import { withSession } from '../session.js'

interface Flags extends Shared {
  readonly release?: boolean
  readonly refuse?: boolean
  readonly as?: string
}

/**
 * `ragwall review` lists what waits; `ragwall review ID --as user:ruth` shows one as far as Ruth may read it;
 * `ragwall review ID --release --as user:ruth` decides.
 */
export function reviewCommand({ io }: Context): Command {
  return declareOpening('review', 'answers that wait for a person')
    .argument('[call]', 'the one to decide on; without it they are listed')
    .option('--release', 'let it go: prints the text')
    .option('--refuse', 'forget it')
    .option('--as <principal>', 'who reads or decides, for the audit')
    .action(async (call: string | undefined, flags: Flags) => {
      const decision = decisionOf(call, flags)
      await withSession(flags, io, async ({ firewall, reader }) => {
        if (decision === undefined) {
          const held = await firewall.held()
          io.out(flags.json ? json({ held }) : held.map((id) => `${id}\n`).join(''))
          return
        }
        const principal = await reader(decision.reviewer)
        if (decision.decision === 'read') {
          const text = await firewall.readHeld(decision.call, { principal })
          if (flags.json) io.out(json({ call: decision.call, ...(text === undefined ? {} : { text }) }))
          else if (text === undefined) io.out('there is nothing in it that this reviewer may read\n')
          else io.out(text.endsWith('\n') ? text : `${text}\n`)
          return
        }
        const { id } = principal
        const text = await firewall.review(decision.call, decision.decision, id)
        if (flags.json)
          io.out(
            json({
              call: decision.call,
              decision: decision.decision,
              ...(text === undefined ? {} : { text }),
            }),
          )
        else if (text !== undefined) io.out(text.endsWith('\n') ? text : `${text}\n`)
      })
    })
}

function decisionOf(call: string | undefined, { release, refuse, as }: Flags) {
  if (call === undefined && !release && !refuse) return undefined
  if (call !== undefined && !release && !refuse && as !== undefined) {
    return { call, decision: 'read' as const, reviewer: as }
  }
  if (call === undefined || release === refuse || as === undefined) {
    throw new FirewallError(
      'option-invalid',
      'a decision names the answer, the reviewer, and one of two outcomes',
      {
        help: 'ragwall review ID --release --as user:ruth, or --refuse',
      },
    )
  }
  return { call, decision: release ? ('release' as const) : ('refuse' as const), reviewer: as }
}
