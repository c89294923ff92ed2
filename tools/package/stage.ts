import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, readFileSync, symlinkSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..')

export interface Package {
  /** Where it lies, built; dependencies are found from there. */
  readonly folder: string
  /** What npm makes of it. */
  readonly tarball: string
  /** Of the tarball, bytes. */
  readonly size: number
  readonly unpackedSize: number
  readonly files: readonly { readonly path: string; readonly size: number }[]
}

type Packed = Omit<Package, 'folder' | 'tarball'> & { readonly filename: string }

/** Builds the package into an empty folder from what is checked out, and packs it. */
export function stagePackage(folder: string): Package {
  const dist = join(folder, 'dist')
  const compiler = join(root, 'node_modules/typescript/bin/tsc')
  const out = ['--outDir', dist, '--tsBuildInfoFile', join(dist, '.tsbuildinfo')]
  // Types are checked elsewhere: here it matters what is written.
  const build = [compiler, '-p', 'tsconfig.build.json', '--noCheck', ...out]
  execFileSync(process.execPath, build, { cwd: root, stdio: 'inherit' })
  const { files } = manifestOf(root)
  for (const name of ['package.json', ...files.filter((path) => !/^(?:dist$|!)/.test(path))]) {
    if (existsSync(join(root, name))) cpSync(join(root, name), join(folder, name), { recursive: true })
  }
  const pack = ['pack', '--json', '--ignore-scripts']
  const [packed] = JSON.parse(execFileSync('npm', pack, { cwd: folder, encoding: 'utf8' })) as [Packed]
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  return { ...packed, folder, tarball: join(folder, packed.filename) }
}

export interface Manifest {
  readonly name: string
  readonly files: readonly string[]
  readonly bin: Readonly<Record<string, string>>
  readonly exports: Readonly<Record<string, string | Readonly<Record<string, string>>>>
  readonly dependencies: Readonly<Record<string, string>>
  readonly optionalDependencies: Readonly<Record<string, string>>
  readonly peerDependencies: Readonly<Record<string, string>>
}

export function manifestOf(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest
}
