import type { ErrorCode } from '../../src/core/errors.js'

/** Why one file cannot be taken. Ends the work on this file and on no other. */
export class Unfit extends Error {
  readonly code: ErrorCode
  readonly help: string

  constructor(code: ErrorCode, help: string) {
    super(help)
    this.code = code
    this.help = help
  }
}
