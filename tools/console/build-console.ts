import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { type NewAsset, writeAsset } from '../assets/write-asset.js'

const source = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url))

/** The console as one script, with what it needs of other packages: `npm run build:console`. */
export async function buildConsole(): Promise<NewAsset> {
  const { version } = JSON.parse(readFileSync(source('node_modules/preact/package.json'), 'utf8'))
  const { outputFiles } = await build({
    entryPoints: [source('src/console/main.tsx')],
    tsconfig: source('src/console/tsconfig.json'),
    absWorkingDir: source('.'),
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
    charset: 'utf8',
    legalComments: 'none',
    write: false,
  })
  return {
    name: 'console-script',
    what: 'The page at /console as one script.',
    command: 'npm run build:console',
    sources: [
      {
        from: `preact ${version}`,
        taken: 'the library, minified',
        license: 'MIT',
        terms: 'preact.txt',
      },
    ],
    terms: { 'preact.txt': readFileSync(source('node_modules/preact/LICENSE'), 'utf8') },
    parts: { script: { contents: outputFiles[0]!.text } },
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeAsset(await buildConsole())
