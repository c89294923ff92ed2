import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { FirewallError } from './errors.js'

/** The folder of this package: the same from `src` and from `dist/src`. */
export function packageFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder)
    if (parent === folder) {
      throw new FirewallError('source-unreadable', 'the files of the package are incomplete', {
        help: 'install ragwall again',
      })
    }
    folder = parent
  }
  return folder
}

/** As in package.json, which is not there where ragwall was bundled: a test holds the two together. */
export const VERSION = '0.2.0'
