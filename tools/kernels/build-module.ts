import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import asc from 'assemblyscript/asc'

const FLAGS = ['--runtime', 'stub', '--noExportMemory', '--noAssert', '-O3', '--importMemory', '--enable', 'simd']

/**
 * Builds one AssemblyScript file and returns the TypeScript file that carries the module: `<NAME>_SOURCE`, a digest of
 * what it was built from, and `<NAME>_MODULE`, the WebAssembly in Base64. Modules stay code: they
 * have a few kilobytes, and a missing file would go unnoticed, since their twins in TypeScript would run instead.
 */
export async function buildModule(source: URL, name: string, flags: readonly string[]): Promise<string> {
  const text = readFileSync(source, 'utf8')
  const options = [...FLAGS, ...flags]
  let binary: Uint8Array | undefined
  const { error, stderr } = await asc.main(['source.ts', '--outFile', 'module.wasm', ...options], {
    readFile: (file) => (file === 'source.ts' ? text : null),
    writeFile: (file, contents) => {
      if (file === 'module.wasm') binary = contents as Uint8Array
    },
    listFiles: () => [],
  })
  if (error !== null || binary === undefined) throw new Error(`${name} does not compile\n${stderr}`)
  const lines = Buffer.from(binary).toString('base64').match(/.{1,100}/g) ?? []
  const digest = createHash('sha256').update(text).update(options.join(' ')).digest('hex')
  return [
    '// Made by npm run build:kernels. Do not edit.',
    '',
    '/** SHA-256 of what it was built from. */',
    `export const ${name}_SOURCE =\n  '${digest}'`,
    '',
    '/** WebAssembly in Base64. */',
    `export const ${name}_MODULE = [`,
    ...lines.map((line) => `  '${line}',`),
    "].join('')",
    '',
  ].join('\n')
}
