import { mkdtempSync, realpathSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { compiler } from './compiler.js'

const root = resolve(fileURLToPath(new URL('../..', import.meta.url)))

/**
 * One file out of a script and everything of ours that it imports: a test that starts dozens of processes waits
 * seconds for the loader of each, and half a second for this. Returns its path; packages are found from there.
 */
export async function bundle(script: string): Promise<string> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'ragwall-bundle-')))
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  const outfile = join(folder, 'script.mjs')
  await compiler.build({
    entryPoints: [script],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    logLevel: 'error',
    // As whoever bundles ragwall does it: the tables lie elsewhere now.
    banner: { js: `process.env.RAGWALL_ASSETS = ${JSON.stringify(join(root, 'data'))}` },
  })
  return outfile
}
