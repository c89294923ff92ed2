import { readFileSync } from 'node:fs'

/** A file of an installed package, whatever the package exports. */
export function packageFile(name: string, path: string): Buffer {
  return readFileSync(new URL(`../../node_modules/${name}/${path}`, import.meta.url))
}

/** Name and installed version of a package. */
export function packageVersion(name: string): string {
  const { version } = JSON.parse(packageFile(name, 'package.json').toString('utf8')) as { version: string }
  return `${name} ${version}`
}
