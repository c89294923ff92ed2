import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, posix } from 'node:path'
import ts from 'typescript'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isCode, MOST_CODE, MOST_PACKED } from '../../tools/package/budget.js'
import { manifestOf, type Package } from '../../tools/package/stage.js'
import { builtPackage } from '../support/built-package.js'

/** Every file that npm would pack: what it imports, who imports it, and what all of them weigh. */
let place: string
let staged: Package
let paths: readonly string[]
beforeAll(async () => {
  staged = await builtPackage()
  place = staged.folder
  paths = staged.files.map(({ path }) => path)
})

/** What a file imports, types included. */
function importsOf(path: string): string[] {
  const text = readFileSync(join(place, path), 'utf8')
  return ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName)
}

const packageOf = (specifier: string) => /^(?:@[^/]+\/)?[^/]+/.exec(specifier)![0]

describe('what is packed', () => {
  test('keeps to its budget', () => {
    expect(staged.size).toBeLessThanOrEqual(MOST_PACKED)
    const large = staged.files.filter(({ path, size }) => isCode(path) && size > MOST_CODE)
    expect(large).toEqual([])
  })

  test('has the tables with their terms, and nothing that serves building or training', () => {
    expect(paths).toEqual(expect.arrayContaining(['NOTICE', 'data/fold-tables.bin', 'data/latin-names.bin']))
    const building = /(?:^|\/)(?:build-|train-|tools\/|assembly\/)|^data\/terms/
    expect(paths.filter((path) => building.test(path))).toEqual([])
  })

  test('imports declared dependencies and what Node brings, in code and in types', () => {
    const { name, dependencies, optionalDependencies, peerDependencies } = manifestOf(place)
    const declared = new Set([
      name,
      ...[dependencies, optionalDependencies, peerDependencies].flatMap((some) => Object.keys(some)),
      ...builtinModules,
    ])
    const undeclared = paths.filter(isCode).flatMap((path) =>
      importsOf(path)
        .filter((specifier) => !/^(?:\.|node:)/.test(specifier) && !declared.has(packageOf(specifier)))
        .map((specifier) => `${path} imports ${specifier}`),
    )
    expect(undeclared).toEqual([])
  })

  test('is imported from an entry, every file of it', () => {
    const { exports, bin } = manifestOf(place)
    const entries = Object.values(exports).flatMap((entry) =>
      typeof entry === 'string' ? [entry] : Object.values(entry),
    )
    const open = [...entries, ...Object.values(bin)].flatMap((entry) => {
      const [before, behind] = entry.replace(/^\.\//, '').split('*') as [string, string?]
      return paths.filter((path) =>
        behind === undefined
          ? path === before
          : dirname(path) === dirname(`${before}x`) && path.startsWith(before) && path.endsWith(behind),
      )
    })
    const reached = new Set(open)
    for (const path of open) {
      if (!isCode(path)) continue
      // Code and types of a file go together: one of types alone is imported by types alone.
      const targets = [
        path.endsWith('.js') ? path.replace(/\.js$/, '.d.ts') : path.replace(/\.d\.ts$/, '.js'),
      ]
      for (const specifier of importsOf(path).filter((one) => one.startsWith('.'))) {
        const target = posix.join(posix.dirname(path), specifier)
        targets.push(path.endsWith('.d.ts') ? target.replace(/\.js$/, '.d.ts') : target)
      }
      for (const target of targets) {
        if (reached.has(target)) continue
        reached.add(target)
        open.push(target)
      }
    }
    const missing = [...reached].filter((path) => !paths.includes(path))
    expect(missing).toEqual([])
    expect(paths.filter((path) => isCode(path) && path.startsWith('dist/') && !reached.has(path))).toEqual([])
  })
})

describe('without its tables', () => {
  const program = `
    try {
      const { createScanner } = await import('SCANNER')
      console.log(createScanner().scan('john.smith@example.com').length)
    } catch ({ code, message }) {
      console.log(code + ': ' + message)
    }
  `
  const bare = realpathSync(mkdtempSync(join(tmpdir(), 'ragwall-contents-')))
  afterAll(() => rmSync(bare, { recursive: true, force: true }))

  const run = (environment: Record<string, string> = {}) =>
    execFileSync(
      process.execPath,
      ['--input-type=module', '-e', program.replace('SCANNER', join(bare, 'dist/src/detect/index.js'))],
      { encoding: 'utf8', env: { ...process.env, ...environment } },
    ).trim()

  test('it says so, and finds them where RAGWALL_ASSETS says', () => {
    for (const name of ['dist', 'package.json', 'node_modules'])
      cpSync(join(place, name), join(bare, name), { recursive: true, verbatimSymlinks: true })
    expect(run()).toMatch(/^asset-unreadable: the table [a-z-]+ of ragwall is missing$/)
    expect(run({ RAGWALL_ASSETS: join(place, 'data') })).toBe('1')
  })
})
