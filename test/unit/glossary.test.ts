import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { expect, test } from 'vitest'

const ROOT = join(import.meta.dirname, '../..')

interface Ban {
  readonly word: string
  readonly allowedIn: readonly string[]
}

/** Rows of the second table of the page: banned words in its first column, folders in its last. */
function bansOf(page: string): Ban[] {
  const [, table] = page.split('## Words that are not used')
  return [...table!.matchAll(/^\| (`.*?) \|.*?\|.*?\|(.*)\|$/gm)].flatMap(([, words, folders]) =>
    quoted(words!).map((word) => ({ word, allowedIn: quoted(folders!) })),
  )
}

function quoted(cell: string): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, text]) => text!)
}

/** `likeThis`, `LIKE_THIS` and `like-this` as words in lower case. */
function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/)
}

function uses(name: string, word: string): boolean {
  return wordsOf(name).some((own) => own === word || own === `${word}s` || own === `${word}es`)
}

/** The names that a file gives: its own, and those of types, functions, methods and exported constants. */
function namesOf(file: string, source: string): string[] {
  const names = [file.split('/').at(-1)!.replace(/\.ts$/, '')]
  const visit = (node: ts.Node): void => {
    if (
      ts.isInterfaceDeclaration(node) ||
      ts.isTypeAliasDeclaration(node) ||
      ts.isClassDeclaration(node) ||
      ts.isFunctionDeclaration(node) ||
      ts.isMethodDeclaration(node)
    ) {
      if (node.name !== undefined) names.push(node.name.getText())
    }
    if (
      ts.isVariableStatement(node) &&
      node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
    ) {
      for (const { name } of node.declarationList.declarations) names.push(name.getText())
    }
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true))
  return names
}

function sources(): string[] {
  return ['src', 'connectors'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !/(?:tables?|data|weights)\.ts$/.test(name))
      .map((name) => `${folder}/${name}`),
  )
}

/** Still to be renamed, by folder. It only gets shorter. */
const EXCEPTIONS: Readonly<Record<string, readonly string[]>> = {
  'src/detect/values/': ['needs'],
}

const bans = bansOf(readFileSync(join(ROOT, 'docs/glossary.md'), 'utf8'))

test('the page bans words, and the check sees them', () => {
  expect(bans.length).toBeGreaterThan(20)
  expect(bans.find(({ word }) => word === 'judge')?.allowedIn).toContain('src/evaluate/')
  const names = namesOf('src/first-hit.ts', 'export const HITS = 1\nfunction hitOf() {}\ninterface White {}')
  expect(names.filter((name) => uses(name, 'hit'))).toEqual(['first-hit', 'HITS', 'hitOf'])
})

test('no name in the sources has a banned word', () => {
  const found = sources().flatMap((file) => {
    const exempt = Object.entries(EXCEPTIONS).flatMap(([folder, words]) =>
      file.startsWith(folder) ? words : [],
    )
    const banned = bans.filter(
      ({ word, allowedIn }) => !exempt.includes(word) && !allowedIn.some((folder) => file.startsWith(folder)),
    )
    return namesOf(file, readFileSync(join(ROOT, file), 'utf8')).flatMap((name) =>
      banned.filter(({ word }) => uses(name, word)).map(({ word }) => `${file}: ${name} (${word})`),
    )
  })
  expect(found).toEqual([])
})
