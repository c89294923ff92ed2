import { createRequire } from 'node:module'

interface Compiler {
  build(options: Record<string, unknown>): Promise<unknown>
  buildSync(options: Record<string, unknown>): unknown
}

/** What tsx itself compiles with. */
export const compiler = createRequire(createRequire(import.meta.url).resolve('tsx'))('esbuild') as Compiler
