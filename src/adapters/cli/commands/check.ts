import type { Command } from 'commander'
import { type CallFlags, type Context, callOptions, declareCall, declareOpening } from '../command.js'
import { readInput } from '../io.js'
import { withSession } from '../session.js'
import { printVerdict } from '../verdict.js'

/** `ragwall check - --as user:alice < answer.txt` */
export function checkCommand({ io, exit }: Context): Command {
  return declareCall(declareOpening('check', 'what of an answer may be said to a reader'))
    .argument('[answer]', 'the answer; `-` reads it from standard input', '-')
    .option('--task <name>', 'what the reader is doing, as the service names it')
    .action(async (argument: string, flags: CallFlags & { task?: string }) => {
      const answer = await readInput(argument, io)
      const verdict = await withSession(flags, io, async ({ firewall, reader }) =>
        firewall.check(answer, {
          principal: await reader(flags.as),
          signal: io.signal,
          ...callOptions(flags),
          ...(flags.task === undefined ? {} : { task: flags.task }),
        }),
      )
      exit(printVerdict(verdict, io, flags.json === true))
    })
}
