import { readFileSync } from 'node:fs'
import { toFirewallError } from '../../core/errors.js'

/** The lines of a dictionary that are not blank. Throws `config-unreadable`. */
export function readLines(path: string): string[] {
  try {
    return readFileSync(path, 'utf8')
      .split(/\r?\n/)
      .filter((line) => line.trim() !== '')
  } catch (error) {
    throw toFirewallError(error, 'config-unreadable', `the dictionary ${path} cannot be read`)
  }
}
