import { existsSync, mkdtempSync, readdirSync, realpathSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { compiler } from './compiler.js'

const root = resolve(fileURLToPath(new URL('../..', import.meta.url)))

/**
 * The package as it is installed, compiled file by file without looking at types: a process of it starts in half a second
 * where the loader takes two. One for a whole run of tests, in its folder for temporary files; whoever needs it first makes it.
 */
export function compiled(): string {
  const shared = join(realpathSync(tmpdir()), 'ragwall-bundle-package')
  if (existsSync(shared)) return shared
  const own = realpathSync(mkdtempSync(join(tmpdir(), 'ragwall-bundle-')))
  const sources = ['src', 'connectors'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.tsx?$/.test(path) && !path.includes('assembly/'))
      .map((path) => join(root, folder, path)),
  )
  compiler.buildSync({
    entryPoints: sources,
    outdir: join(own, 'dist'),
    outbase: root,
    format: 'esm',
    target: 'node20',
    logLevel: 'error',
  })
  for (const beside of ['config', 'data', 'docs', 'examples', 'node_modules', 'package.json']) {
    symlinkSync(join(root, beside), join(own, beside))
  }
  try {
    renameSync(own, shared)
  } catch {
    // Another test was faster.
    rmSync(own, { recursive: true })
  }
  return shared
}
