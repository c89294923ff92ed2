import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import asc from 'assemblyscript/asc'

/** What is built: the source beside this file, and the flags its loading side relies on. */
const FLAGS = [
  ...['--runtime', 'stub', '--noExportMemory', '--noAssert', '-O3'],
  ...['--importMemory', '--sharedMemory', '--initialMemory', '1', '--maximumMemory', '65536'],
  ...['--enable', 'simd', '--enable', 'threads'],
]
const SOURCE = fileURLToPath(new URL('assembly/engine.ts', import.meta.url))
const TARGET = fileURLToPath(new URL('engine-module.ts', import.meta.url))

/** Builds the kernels and returns the TypeScript file that carries them. */
export async function buildKernels(): Promise<string> {
  const source = readFileSync(SOURCE, 'utf8')
  let binary: Uint8Array | undefined
  const { error, stderr } = await asc.main(['engine.ts', '--outFile', 'engine.wasm', ...FLAGS], {
    readFile: (name) => (name === 'engine.ts' ? source : null),
    writeFile: (name, contents) => {
      if (name === 'engine.wasm') binary = contents as Uint8Array
    },
    listFiles: () => [],
  })
  if (error !== null || binary === undefined) throw new Error(`the kernels do not compile\n${stderr}`)
  const lines =
    Buffer.from(binary)
      .toString('base64')
      .match(/.{1,100}/g) ?? []
  return [
    '// Made by build-kernels.ts (npm run build:kernels). Do not edit.',
    '',
    `/** SHA-256 of what it was built from. */\nexport const ENGINE_SOURCE =\n  '${digest(source)}'`,
    '',
    '/** WebAssembly in Base64. */\nexport const ENGINE_MODULE = [',
    ...lines.map((line) => `  '${line}',`),
    "].join('')",
    '',
  ].join('\n')
}

function digest(source: string): string {
  return createHash('sha256').update(source).update(FLAGS.join(' ')).digest('hex')
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(TARGET, await buildKernels())
