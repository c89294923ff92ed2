import type { Command } from 'commander'
import { FirewallError } from '../../../core/errors.js'
import { type Context, declareOpening, type Shared } from '../command.js'
import { json, printable, writeOut } from '../io.js'
import { withSession } from '../session.js'

interface Flags extends Shared {
  readonly keys?: boolean
  readonly chain?: string
  readonly since?: string
  readonly out?: string
}

/** `ragwall evidence CASE --out bundle.json`: what proves records of the journal to others. */
export function evidenceCommand({ io }: Context): Command {
  return declareOpening('evidence', 'records of a case or of one answer, with what proves them to others')
    .argument('[id]', 'a case, a receipt or a call')
    .option('--keys', 'the public keys that verify it, the one that signs now first')
    .option('--chain <chain>', 'a signed checkpoint of a chain of the journal, for witnesses')
    .option('--since <records>', 'with `--chain`: and that it grew from so many records')
    .option('--out <file>', 'write it here instead of standard output')
    .action(async (id: string | undefined, flags: Flags) => {
      const asked = [id, flags.chain, flags.keys].filter((one) => one !== undefined)
      const since = sinceOf(flags)
      if (asked.length !== 1 || (since !== undefined && flags.chain === undefined)) {
        throw new FirewallError(
          'option-invalid',
          'name a case, receipt or call, or one of `--chain` and `--keys`',
          {
            help: 'ragwall evidence CASE --out bundle.json',
          },
        )
      }
      const text = await withSession(flags, io, async ({ firewall }) => {
        if (flags.keys) {
          const keys = firewall.auditKeys()
          return flags.json ? json({ keys }) : keys.map((one) => `${one.ed25519}  ${one.id}\n`).join('')
        }
        if (flags.chain !== undefined) {
          const found = await firewall.checkpoint(flags.chain, since)
          return flags.json || since !== undefined ? json(found) : found.checkpoint
        }
        const isCase = (await firewall.cases()).some((one) => one.id === id)
        return json(await firewall.evidence(isCase ? { case: id! } : { record: id! }))
      })
      if (flags.out === undefined) io.out(text)
      else {
        writeOut(flags.out, text)
        io.err(
          printable(
            `written to ${flags.out}; hand the public key over by another way: \`ragwall evidence --keys\`\n`,
          ),
        )
      }
    })
}

function sinceOf({ since }: Flags): number | undefined {
  if (since === undefined) return undefined
  if (/^(0|[1-9]\d{0,14})$/.test(since)) return Number(since)
  throw new FirewallError('option-invalid', '`--since` is not a number of records')
}
