import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Command } from 'commander'
import { FirewallError } from '../../../core/errors.js'
import type { HeldAnswer, Medium } from '../../../core/types.js'
import { type Context, declareOpening, type Shared } from '../command.js'
import { json } from '../io.js'
import { withSession } from '../session.js'

interface Flags extends Shared {
  readonly release?: boolean
  readonly refuse?: boolean
  readonly as?: string
  readonly media?: string
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
    .option('--media <folder>', 'where its images, sound and files are written; default the present one')
    .option('--as <principal>', 'who reads or decides, for the audit')
    .action(async (call: string | undefined, flags: Flags) => {
      const decision = decisionOf(call, flags)
      await withSession(flags, io, async ({ firewall, reader }) => {
        if (decision === undefined) {
          const held = await firewall.held()
          io.out(flags.json ? json({ held }) : held.map((id) => `${id}\n`).join(''))
          return
        }
        const { call: id } = decision
        const principal = await reader(decision.reviewer)
        const answer =
          decision.decision === 'read'
            ? await firewall.readHeld(id, { principal })
            : await firewall.review(id, decision.decision, principal.id)
        if (flags.json) {
          const decided = decision.decision === 'read' ? {} : { decision: decision.decision }
          io.out(json({ call: id, ...decided, ...(answer === undefined ? {} : inJson(answer)) }))
        } else if (answer !== undefined) {
          io.out(answer.text.endsWith('\n') ? answer.text : `${answer.text}\n`)
          for (const [i, medium] of answer.media.entries()) {
            const file = resolve(io.folder, flags.media ?? '', `${id}-${i + 1}${extensionOf(medium)}`)
            await writeFile(file, medium.data, { mode: 0o600 })
            io.err(`${medium.type} of \`${medium.field}\` is in ${file}\n`)
          }
        } else if (decision.decision === 'read') {
          io.out('there is nothing in it that this reviewer may read\n')
        }
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

function inJson({ text, media }: HeldAnswer) {
  if (media.length === 0) return { text }
  return {
    text,
    media: media.map(({ data, ...medium }) => ({ ...medium, data: Buffer.from(data).toString('base64') })),
  }
}

/** `image/png` as `.png`. */
function extensionOf({ type }: Medium): string {
  const subtype = /^[a-z]+\/([a-z0-9]{1,10})$/.exec(type)?.[1]
  return subtype === undefined ? '.bin' : `.${subtype}`
}
