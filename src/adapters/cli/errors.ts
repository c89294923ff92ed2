import { CommanderError } from 'commander'
import { FirewallError } from '../../core/errors.js'
import type { Io } from './io.js'

/** One sentence and the fix on standard error; with `--json` the same as an object. Never a stack. */
export function printError(error: unknown, io: Io, asJson: boolean): void {
  const { code, message, help } = describe(error)
  if (asJson) {
    io.err(`${JSON.stringify({ code, message, ...(help === undefined ? {} : { help }) })}\n`)
    return
  }
  io.err(`error: ${message} (${code})\n${help === undefined ? '' : `fix: ${help}\n`}`)
}

/** What went wrong inside, and in which part of the work: `eval verbatim, at "attacks of the ladder"`. */
export class InternalFault extends Error {
  override readonly name = 'InternalFault'
  readonly where: string

  constructor(where: string, cause: unknown) {
    super(where, { cause })
    this.where = where
  }
}

interface Described {
  readonly code: string
  readonly message: string
  readonly help?: string | undefined
}

function describe(error: unknown): Described {
  if (error instanceof FirewallError) return error
  if (error instanceof CommanderError) return usageError(error)
  const inside = error instanceof InternalFault
  const { where, cause } = inside ? error : { where: 'the command', cause: error }
  // Foreign errors quote what they choked on: their class and system code are all that is shown.
  const { name, code } = (cause instanceof Error ? cause : {}) as { name?: string; code?: unknown }
  const known = [name, code].filter((word) => typeof word === 'string' && /^[\w-]{1,40}$/.test(word))
  return {
    code: 'internal',
    message: `an unexpected error ended ${where}${known.length === 0 ? '' : ` (${known.join(', ')})`}`,
    help: 'this is a fault of ragwall: please report the command, the version and this line',
  }
}

/** Commander repeats arguments in its messages; an argument may be an answer. */
function usageError(error: CommanderError): Described {
  const close = /\(Did you mean (?:one of )?([^?]+)\?\)/.exec(error.message)?.[1]
  const help =
    close === undefined ? 'see `ragwall --help`, or `--help` behind a command' : `did you mean \`${close}\`?`
  const message = USAGE[error.code] ?? 'the arguments are not understood'
  const choices = /option '([^']+)' argument .* is invalid\. Allowed choices are ([\w, -]+)\./s.exec(
    error.message,
  )
  if (choices !== null) {
    const [, option, values] = choices
    return { code: 'option-invalid', message: `${message}: \`${option}\``, help: `it is one of ${values}` }
  }
  // An option is a word of a program; what else begins with a dash may be an answer.
  const unknown = /^error: unknown option '(--?[a-z][a-z-]{0,30})'/.exec(error.message)?.[1]
  // These two quote the declaration, not what was typed.
  const missing = /(?:required option|option|argument) '([^']+)' (?:not specified|argument missing)/.exec(
    error.message,
  )?.[1]
  const declared = DECLARED.has(error.code) && missing !== undefined ? `: \`${missing}\`` : ''
  const named = unknown === undefined ? declared : `: \`${unknown}\``
  return { code: 'option-invalid', message: message + named, help }
}

const DECLARED = new Set(['commander.optionMissingArgument', 'commander.missingMandatoryOptionValue'])

const USAGE: Readonly<Record<string, string>> = {
  'commander.unknownCommand': 'there is no such command',
  'commander.unknownOption': 'this command has no such option',
  'commander.excessArguments': 'there are too many arguments: quote a text that has spaces in it',
  'commander.missingArgument': 'an argument is missing',
  'commander.optionMissingArgument': 'an option is missing its value',
  'commander.missingMandatoryOptionValue': 'an option that is required is missing',
  'commander.invalidArgument': 'an option has a value that it cannot have',
}
