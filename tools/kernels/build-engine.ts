import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { buildModule } from './build-module.js'

/** Shared memory, so that the threads of a process can search one image. */
const FLAGS = ['--sharedMemory', '--initialMemory', '1', '--maximumMemory', '65536', '--enable', 'threads']

export function buildEngineKernels(): Promise<string> {
  return buildModule(
    new URL('../../src/store/fingerprints/kernels/assembly/engine.ts', import.meta.url),
    'ENGINE',
    FLAGS,
  )
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(
    fileURLToPath(new URL('../../src/store/fingerprints/kernels/engine-module.ts', import.meta.url)),
    await buildEngineKernels(),
  )
}
