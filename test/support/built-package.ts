import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Package, stagePackage } from '../../tools/package/stage.js'

/**
 * The package, built once for all test files of a run: the first one to ask builds it, the others wait. Nobody
 * changes what lies there.
 */
export async function builtPackage(): Promise<Package> {
  const folder = join(tmpdir(), 'built-package')
  const done = `${folder}.json`
  const failed = `${folder}.failed`
  if (isFirst(folder)) {
    try {
      const built = stagePackage(folder)
      writeFileSync(`${done}.new`, JSON.stringify(built))
      renameSync(`${done}.new`, done)
      return built
    } catch (error) {
      writeFileSync(failed, '')
      throw error
    }
  }
  while (!existsSync(done)) {
    if (existsSync(failed)) throw new Error('another test file could not build the package')
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return JSON.parse(readFileSync(done, 'utf8')) as Package
}

function isFirst(folder: string): boolean {
  try {
    mkdirSync(folder)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}
