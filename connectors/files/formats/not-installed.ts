import { Unfit } from '../unfit.js'

/** For libraries that are not installed with ragwall: `await import(name).catch(...)`, as bundlers want to see it. */
export function notInstalled(name: string): never {
  throw new Unfit('dependency-missing', `files of this kind are read with ${name}: npm install ${name}`)
}
