import { Command, CommanderError } from 'commander'
import { VERSION } from '../../core/package.js'
import type { Context } from './command.js'
import { accessCommand } from './commands/access.js'
import { checkCommand } from './commands/check.js'
import { compactCommand } from './commands/compact.js'
import { doctorCommand } from './commands/doctor.js'
import { evalCommand } from './commands/eval.js'
import { eventsCommand } from './commands/events.js'
import { evidenceCommand } from './commands/evidence.js'
import { explainCommand } from './commands/explain.js'
import { forgetCommand } from './commands/forget.js'
import { holdCommand } from './commands/hold.js'
import { initCommand } from './commands/init.js'
import { inspectCommand } from './commands/inspect.js'
import { keyCommand } from './commands/key.js'
import { mcpCommand } from './commands/mcp.js'
import { pruneCommand } from './commands/prune.js'
import { reportCommand } from './commands/report.js'
import { resolveCommand } from './commands/resolve.js'
import { restoreCommand } from './commands/restore.js'
import { retrieveCommand } from './commands/retrieve.js'
import { reviewCommand } from './commands/review.js'
import { scanCommand } from './commands/scan.js'
import { serveCommand } from './commands/serve.js'
import { showCommand } from './commands/show.js'
import { syncCommand } from './commands/sync.js'
import { triageCommand } from './commands/triage.js'
import { verifyCommand } from './commands/verify.js'
import { printError } from './errors.js'
import type { ExitCode, Io } from './io.js'

const COMMANDS: readonly ((context: Context) => Command)[] = [
  initCommand,
  doctorCommand,
  serveCommand,
  syncCommand,
  showCommand,
  retrieveCommand,
  checkCommand,
  inspectCommand,
  mcpCommand,
  scanCommand,
  keyCommand,
  reviewCommand,
  accessCommand,
  reportCommand,
  triageCommand,
  explainCommand,
  eventsCommand,
  restoreCommand,
  forgetCommand,
  evidenceCommand,
  resolveCommand,
  verifyCommand,
  holdCommand,
  pruneCommand,
  compactCommand,
  evalCommand,
]

/** Runs one command line, without the program's name. Never throws: what goes wrong is said and is a 2. */
export async function run(argv: readonly string[], io: Io): Promise<ExitCode> {
  let code: ExitCode = 0
  const context: Context = {
    io,
    exit(given) {
      code = given
    },
  }
  const program = createProgram(context)
  try {
    await program.parseAsync(argv, { from: 'user' })
    return code
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0
    if (error instanceof CommanderError && error.code === 'commander.help') {
      io.err(program.helpInformation())
      return 2
    }
    printError(error, io, argv.includes('--json'))
    return 2
  }
}

function createProgram(context: Context): Command {
  const { io } = context
  const program = new Command('ragwall')
    .description('Leakage firewall for retrieval-augmented generation.')
    .version(VERSION, '--version', 'print the version')
    .addHelpText('after', '\nExit codes: 0 clean, 1 leak or failed threshold found, 2 error.\n')
  for (const make of COMMANDS) program.addCommand(make(context))
  for (const command of [program, ...program.commands.flatMap((one) => [one, ...one.commands])]) {
    // Commander's own messages repeat arguments, see errors.ts.
    command.exitOverride().configureOutput({ writeOut: (text) => io.out(text), writeErr: () => undefined })
  }
  return program
}
