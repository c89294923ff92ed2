import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import ts from 'typescript'

/** One name that an application can see: an export of an entry point, or a public member of one. */
export interface PublicName {
  /** `ragwall/http: RouterOptions.authenticate`. */
  readonly name: string
  /** File and line of its declaration, from the root of the repository. */
  readonly place: string
  /** Whether a docstring says what it is; that of the interface a method implements counts. */
  readonly documented: boolean
}

/** The source files behind `exports` of package.json, by the name an application imports. */
export function entryPoints(root: string): ReadonlyMap<string, string> {
  const { name, exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    name: string
    exports: Record<string, string | { default: string }>
  }
  const entries = new Map<string, string>()
  for (const [path, target] of Object.entries(exports)) {
    if (typeof target === 'string') continue
    const source = target.default.replace('./dist/', '').replace(/\.js$/, '.ts')
    const specifier = name + path.slice(1)
    if (!source.includes('*')) entries.set(specifier, source)
    else for (const file of filesLike(root, source)) entries.set(specifier.replace('*', file.slot), file.path)
  }
  return entries
}

function filesLike(root: string, source: string): { slot: string; path: string }[] {
  const [folder = '', ending = ''] = source.split('*')
  return readdirSync(join(root, folder))
    .filter((file) => file.endsWith(ending))
    .map((file) => ({ slot: file.slice(0, -ending.length), path: folder + file }))
}

/** Every exported symbol of every entry point with its public members, each once, under the first entry that has it. */
export function publicNames(root: string): readonly PublicName[] {
  const entries = entryPoints(root)
  const { options } = ts.parseJsonConfigFileContent(
    ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile).config,
    ts.sys,
    root,
  )
  const program = ts.createProgram(
    [...entries.values()].map((file) => join(root, file)),
    options,
  )
  const checker = program.getTypeChecker()
  const seen = new Set<ts.Symbol>()
  const names: PublicName[] = []

  const note = (symbol: ts.Symbol, name: string): ts.Declaration | undefined => {
    const declaration = symbol.declarations?.[0]
    if (declaration === undefined || seen.has(symbol)) return undefined
    const file = declaration.getSourceFile()
    if (file.fileName.includes('/node_modules/')) return undefined
    seen.add(symbol)
    const line = file.getLineAndCharacterOfPosition(declaration.getStart()).line + 1
    const documented = symbol.getDocumentationComment(checker).some(({ text }) => text.trim() !== '')
    names.push({ name, place: `${relative(root, file.fileName)}:${line}`, documented })
    return declaration
  }

  const isForeign = (node: ts.ClassElement | ts.TypeElement): boolean => {
    if (!ts.isClassLike(node.parent) || node.name === undefined) return false
    const name = node.name.getText()
    const bases = node.parent.heritageClauses?.flatMap(({ types }) => types) ?? []
    return bases.some((base) =>
      checker
        .getTypeAtLocation(base)
        .getProperty(name)
        ?.declarations?.some((one) => one.getSourceFile().fileName.includes('/node_modules/')),
    )
  }

  const members = (node: ts.Node, owner: string): void => {
    if (ts.isClassElement(node) || ts.isTypeElement(node)) {
      // What a library's class declares is that library's to document; a brand is nobody's to use.
      if (isForeign(node) || node.name?.getText().startsWith('__')) return
      const hidden =
        ts.getCombinedModifierFlags(node) & (ts.ModifierFlags.Private | ts.ModifierFlags.Protected)
      const symbol = node.name === undefined ? undefined : checker.getSymbolAtLocation(node.name)
      if (hidden || symbol === undefined || ts.isPrivateIdentifier(node.name!)) return
      note(symbol, `${owner}.${symbol.name}`)
    }
    if (ts.isInterfaceDeclaration(node) || ts.isClassLike(node) || ts.isTypeLiteralNode(node)) {
      for (const member of node.members) members(member, owner)
    } else if (ts.isTypeAliasDeclaration(node)) members(node.type, owner)
    else if (ts.isIntersectionTypeNode(node)) for (const part of node.types) members(part, owner)
  }

  for (const [specifier, file] of entries) {
    const module = checker.getSymbolAtLocation(program.getSourceFile(join(root, file))!)!
    for (const exported of checker.getExportsOfModule(module)) {
      const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported
      const name = `${specifier}: ${exported.name}`
      const declaration = note(symbol, name)
      if (declaration !== undefined) members(declaration, name)
    }
  }
  return names
}
