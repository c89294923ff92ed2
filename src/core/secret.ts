import { readFileSync } from 'node:fs'
import { FirewallError } from './errors.js'

/** Where a secret that another party issued is kept: a file, or an environment variable. */
export type SecretPlace = { readonly file: string } | { readonly env: string }

/** The secret: of a file its first line. `owner` says what it is for. Throws `key-missing`. */
export function readSecret(place: SecretPlace, owner: string, help?: string): string {
  const found = 'env' in place ? process.env[place.env] : firstLine(place.file)
  const secret = found?.trim() ?? ''
  if (secret !== '') return secret
  const where = 'env' in place ? `the environment variable ${place.env}` : place.file
  throw new FirewallError('key-missing', `${where} holds no key for ${owner}`, {
    help: help ?? 'set the variable or write the file; its first line is the secret',
  })
}

function firstLine(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').split('\n', 1)[0]
  } catch {
    return undefined
  }
}
