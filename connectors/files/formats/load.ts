import { Unfit } from '../unfit.js'

/** Loads a library that is not installed with ragwall. Throws Unfit with what to install. */
export async function loadOptional<Library>(name: string, load: () => Promise<Library>): Promise<Library> {
  try {
    return await load()
  } catch {
    throw new Unfit('dependency-missing', `files of this kind are read with ${name}: npm install ${name}`)
  }
}
