import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { buildModule } from './build-module.js'

export function buildFoldKernel(): Promise<string> {
  return buildModule(new URL('../../src/text/kernels/assembly/fold.ts', import.meta.url), 'FOLD', [])
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(
    fileURLToPath(new URL('../../src/text/kernels/fold-module.ts', import.meta.url)),
    await buildFoldKernel(),
  )
}
