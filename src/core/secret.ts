import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { FirewallError } from './errors.js'

/** Where a secret that another party issued is kept: a file, or an environment variable. */
export type SecretPlace = { readonly file: string } | { readonly env: string }

const variable = z.string().regex(/^[A-Za-z_]\w*$/)

/** Where a configuration says that it is kept; `what` names it for people. */
export function secretSchema(what: 'secret' | 'key') {
  return z.union([
    z.strictObject({ file: z.string().min(1).describe(`The file; its first line is the ${what}.`) }),
    z.strictObject({ env: variable.describe('Name of an environment variable.') }),
  ])
}

/** A token that is sent along with what is posted elsewhere. */
export const tokenSchema = z
  .strictObject({
    env: variable.describe('Name of the variable.'),
    header: z.string().min(1).default('authorization').describe('Name of the header.'),
  })
  .exactOptional()
  .describe('An environment variable and the header it is sent in, `Bearer` before it in `authorization`.')

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
