import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const require = createRequire(import.meta.url)

/** A file of an installed package. */
export function packageFile(name: string, path: string): Buffer {
  return readFileSync(join(dirname(require.resolve(`${name}/package.json`)), path))
}

/** Name and installed version of a package. */
export function packageVersion(name: string): string {
  const { version } = JSON.parse(packageFile(name, 'package.json').toString('utf8')) as { version: string }
  return `${name} ${version}`
}
