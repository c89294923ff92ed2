import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { buildModule } from './build-module.js'

export function buildPassKernel(): Promise<string> {
  return buildModule(
    new URL('../../src/detect/values/prefilter/kernels/assembly/pass.ts', import.meta.url),
    'PASS',
    [],
  )
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(
    fileURLToPath(new URL('../../src/detect/values/prefilter/kernels/pass-module.ts', import.meta.url)),
    await buildPassKernel(),
  )
}
