import { execFile } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { builtPackage } from '../support/built-package.js'

/**
 * What users get: the tarball, built from the sources into an empty folder, unpacked where its declared
 * dependencies lie beside it and nothing else does.
 */
const root = process.cwd()
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const place = realpathSync(mkdtempSync(join(tmpdir(), 'ragwall-package-')))
const consumer = join(place, 'consumer')
const installed = join(consumer, 'node_modules', 'ragwall')
const typescript = join(root, 'node_modules', 'typescript', 'bin', 'tsc')
afterAll(() => rmSync(place, { recursive: true, force: true }))

const start = promisify(execFile)

interface Ended {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

async function command(file: string, args: string[], cwd = consumer): Promise<Ended> {
  try {
    return { code: 0, ...(await start(file, args, { cwd, encoding: 'utf8' })) }
  } catch (error) {
    const { code, stdout, stderr } = error as Ended
    return { code, stdout, stderr }
  }
}

async function expectClean(ended: Promise<Ended>): Promise<string> {
  const { code, stdout, stderr } = await ended
  expect(code, stdout + stderr).toBe(0)
  return stdout
}

/** Runs an ES module in the consumer's folder. */
function program(source: string): Promise<Ended> {
  const file = join(consumer, `program-${Math.random().toString(36).slice(2)}.mjs`)
  writeFileSync(file, source)
  return command(process.execPath, [file])
}

/** A package of the checkout, put beside the unpacked one. */
function link(name: string): void {
  const target = join(consumer, 'node_modules', name)
  mkdirSync(dirname(target), { recursive: true })
  symlinkSync(join(root, 'node_modules', name), target)
}

function files(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
}

const connectors = readdirSync(join(root, 'connectors'))
  .filter((file) => file.endsWith('.ts'))
  .map((file) => `./connectors/${file.slice(0, -3)}`)
const subpaths = Object.keys(manifest.exports).flatMap((key) =>
  key === './connectors/*' ? connectors : key === './package.json' ? [] : [key],
)
const importsOf = (paths: readonly string[]) =>
  paths.map((path, i) => `import * as m${i} from 'ragwall${path.slice(1)}'`).join('\n')

let tarball: string
/** Words that would tell of this machine. */
let telling: string[]
beforeAll(async () => {
  const built = await builtPackage()
  tarball = built.tarball
  telling = [root, place, built.folder, hostname()].filter((word) => word.length > 3)
  mkdirSync(join(consumer, 'node_modules'), { recursive: true })
  writeFileSync(join(consumer, 'package.json'), '{ "name": "consumer", "private": true, "type": "module" }')
  await expectClean(command('tar', ['-xzf', tarball], place))
  renameSync(join(place, 'package'), installed)
  for (const name of Object.keys(manifest.dependencies)) link(name)
})

describe('the tarball', () => {
  test('holds what is used and nothing of this machine', () => {
    const held = files(installed)
    expect(held).toContain('dist/src/index.js')
    expect(held).toContain('dist/src/index.d.ts')
    expect(held).toContain('LICENSE')
    expect(held.some((path) => path.startsWith('config/'))).toBe(true)
    const stray = held.filter((path) =>
      /\.test\.|\.map$|tsbuildinfo|dist\/test\/(?!conformance\/)|\.db$/.test(path),
    )
    expect(stray).toEqual([])
    for (const path of held) {
      const text = readFileSync(join(installed, path), 'latin1')
      for (const word of telling) expect(text.includes(word), `${word} in ${path}`).toBe(false)
      // A page may show a test; code that is shipped is none.
      if (!path.endsWith('.md')) expect(text.includes("from 'vitest'"), path).toBe(false)
    }
  })

  test('every export is a file with types', () => {
    for (const [key, target] of Object.entries<string | Record<string, string>>(manifest.exports)) {
      for (const path of typeof target === 'string' ? [target] : Object.values(target)) {
        const present = key.includes('*')
          ? connectors.every((name) => existsSync(join(installed, path.replace('*', name.slice(13)))))
          : existsSync(join(installed, path))
        expect(present, `${key}: ${path}`).toBe(true)
      }
    }
  })
})

const THREE_LINES = `
import { createFirewall } from 'ragwall'
const firewall = await createFirewall({ policy: ['public', 'secret'], audit: 'memory', graphThreshold: 1 })
const acl = { allow: ['*'], deny: [], classification: 'public' }
const documents = Array.from({ length: 5 }, (_, i) => ({ id: 'd' + i, uri: 'u', text: 'Leave is five days.', acl }))
await firewall.apply(documents.map((document) => ({ kind: 'upsert', document, cursor: '' })))
const principal = { id: 'user:a', groups: [], clearance: { level: 'public', compartments: [] } }
console.log((await firewall.retrieve('leave', { principal, k: 2 })).length)
await firewall.close()
`

describe('with the declared dependencies alone', () => {
  test('the main entry works', async () => {
    expect((await expectClean(program(THREE_LINES))).trim()).toBe('2')
  })

  test('every entry but LangChain’s can be imported', async () => {
    const paths = subpaths.filter((path) => path !== './langchain')
    expect(paths).toEqual(
      expect.arrayContaining(['.', './detect', './http', './testing', './verbatim', './connectors/files']),
    )
    await expectClean(program(importsOf(paths)))
    expect((await program(importsOf(['./langchain']))).stderr).toContain('@langchain/core')
  })

  test('the matching engine works, with its kernels and without', async () => {
    for (const kernels of ['wasm', 'typescript']) {
      const ran = await expectClean(
        program(`
          import { VerbatimIndex } from 'ragwall/verbatim'
          const index = await VerbatimIndex.open({ key: new Uint8Array(32), kernels: '${kernels}' })
          await index.add([{ id: 'a', text: 'The second ledger lies in the room behind the stairs.' }])
          console.log(index.match('THE SECOND LEDGER lies, in the room behind the stairs').length)
        `),
      )
      expect(ran).toBe('1\n')
    }
  })

  test('the laws run without a test runner', async () => {
    const ran = await expectClean(
      program(`
        import * as testing from 'ragwall/testing'
        const suites = Object.entries(testing).filter(([name]) => name.endsWith('Cases'))
        console.log(suites.length, suites.every(([, cases]) => cases.length > 3))
        const broken = { async expand() { return { groups: ['group:all'], version: '1' } } }
        let failed = 0
        for (const { run } of testing.directoryCases) await run(() => broken).catch(() => failed++)
        console.log(failed > 0)
      `),
    )
    expect(ran).toMatch(/^\d+ true\ntrue\n$/)
  })

  test('the command runs, also by the link that npm makes', async () => {
    const bin = join(installed, manifest.bin.ragwall)
    expect(readFileSync(bin, 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/)
    const shortcut = join(consumer, 'node_modules', '.bin', 'ragwall')
    mkdirSync(dirname(shortcut), { recursive: true })
    symlinkSync(bin, shortcut)
    for (const path of [bin, shortcut]) {
      const version = await expectClean(command(process.execPath, [path, '--version']))
      expect(version.trim()).toBe(manifest.version)
    }
    expect(await expectClean(command(process.execPath, [shortcut, '--help']))).toContain('Usage: ragwall')
    expect((await command(process.execPath, [shortcut, 'nonsense'])).code).toBe(2)
  })
})

describe('with the optional ones too', () => {
  beforeAll(() => {
    for (const name of ['@langchain/core', 'hnswlib-node', '@types/node', '@types/express', 'zod']) {
      if (!existsSync(join(consumer, 'node_modules', name))) link(name)
    }
  })

  test('every entry can be imported, and the main one works', async () => {
    await expectClean(program(importsOf(subpaths)))
    expect((await expectClean(program(THREE_LINES))).trim()).toBe('2')
  })

  test('every entry can be required, or one sentence says what can be done', async () => {
    const required = `${subpaths.map((path) => `require('ragwall${path.slice(1)}')`).join('\n')}\n`
    writeFileSync(
      join(consumer, 'required.cjs'),
      `${required}console.log(typeof require('ragwall').createFirewall)`,
    )
    expect(await expectClean(command(process.execPath, ['required.cjs']))).toBe('function\n')
    const older = await command(process.execPath, ['--no-experimental-require-module', 'required.cjs'])
    expect(older.code).not.toBe(0)
    expect(older.stderr).toContain("which this Node cannot `require`: use `await import('ragwall')`")
  })

  test.each([
    ['node16', { module: 'node16' }],
    ['nodenext', { module: 'nodenext' }],
    ['bundler', { module: 'esnext', moduleResolution: 'bundler' }],
  ])('every entry has types under %s', async (name, how) => {
    const compilerOptions = {
      strict: true,
      target: 'es2023',
      noEmit: true,
      skipLibCheck: true,
      types: ['node'],
      ...how,
    }
    const project = `tsconfig.${name}.json`
    writeFileSync(join(consumer, project), JSON.stringify({ compilerOptions, include: ['entries.ts'] }))
    const uses = `export const uses = [${subpaths.map((_, i) => `m${i}`).join(', ')}]`
    writeFileSync(join(consumer, 'entries.ts'), `${importsOf(subpaths)}\n${uses}\n`)
    await expectClean(command(process.execPath, [typescript, '-p', project]))
  })

  test('what publishing tools check holds', async () => {
    const bin = (name: string) => join(root, 'node_modules', '.bin', name)
    await expectClean(command(bin('publint'), ['run', tarball, '--strict', '--pack', 'false']))
    // To whoever requires it `require.cjs` says that these are ES modules, and the types say the same.
    const rules = ['--profile', 'esm-only', '--ignore-rules', 'false-esm', 'no-resolution']
    await expectClean(command(bin('attw'), [tarball, '--no-definitely-typed', ...rules]))
  })

  test('types resolve for a strict consumer, and refuse what they should', async () => {
    const options = { strict: true, module: 'nodenext', target: 'es2023', noEmit: true, skipLibCheck: true }
    const compilerOptions = { ...options, types: ['node'], exactOptionalPropertyTypes: true }
    writeFileSync(join(consumer, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['typed.ts'] }))
    writeFileSync(
      join(consumer, 'typed.ts'),
      `${importsOf(subpaths)}
import { createFirewall, type Firewall, type Principal, type Verdict } from 'ragwall'
import { createScanner, type Operators, type ScannedValue, type Scanner } from 'ragwall/detect'
import { protect, protectModel, runWithPrincipal } from 'ragwall/langchain'
import { type ConformanceCase, langchainRetrieverCases } from 'ragwall/testing'
import { VerbatimIndex, type VerbatimMatch } from 'ragwall/verbatim'
export const firewall: Firewall = await createFirewall({ policy: ['public'], audit: 'memory' })
const principal: Principal = { id: 'user:a', groups: [], clearance: { level: 'public', compartments: [] } }
export const verdict: Verdict = await firewall.check('text', { principal })
export const action: 'release' | 'redact' | 'hold' | 'block' = verdict.action
export const found: { pageContent: string }[] = await protect(firewall, { k: 3 }).invoke('q')
const scanner: Scanner = createScanner({ locales: ['ja'], minScore: 0.5 })
const operators: Operators = { CREDIT_CARD: { kind: 'mask', keep: 4 }, default: { kind: 'redact' } }
export const values: readonly ScannedValue[] = scanner.scan('text')
export const masked: string = scanner.redact('text', operators).text
// @ts-expect-error an operator with a key has one
scanner.redact('text', { default: { kind: 'encrypt' } })
export const within = runWithPrincipal(principal, () => 1) + 1
export const laws: readonly ConformanceCase<never>[] = langchainRetrieverCases
const index = await VerbatimIndex.open({ key: new Uint8Array(32) })
export const added: { documents: number; bytes: number } = await index.add([{ id: 'a', text: 'b' }])
export const spans: readonly VerbatimMatch[] = [...index.match('b', { limit: 3 }), ...index.stream().push('b')]
export const uses = [protectModel, ${subpaths.map((_, i) => `m${i}`).join(', ')}]
// @ts-expect-error a retrieval is somebody's
await firewall.retrieve('q', {})
// @ts-expect-error an index has a key
await VerbatimIndex.open({})
// @ts-expect-error there is no off
await createFirewall({ policy: ['public'], audit: false })
`,
    )
    await expectClean(command(process.execPath, [typescript, '-p', 'tsconfig.json']))
    expect(statSync(join(installed, 'dist', 'src', 'index.d.ts')).size).toBeGreaterThan(500)
  })
})
