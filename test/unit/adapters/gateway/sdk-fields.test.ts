import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import { ANY_CASE, type Field, type Table } from '../../../../src/adapters/gateway/fields.js'
import { SHAPES } from '../../../../src/adapters/gateway/gateway.js'

/**
 * Every field that the clients' own types have of an answer, an event and a request is in a table: whoever takes a newer
 * client hears by name what the gateway would refuse.
 */

const modules = fileURLToPath(new URL('../../../../node_modules', import.meta.url))

/** The declarations of one file of types, by name; those of a namespace as `Outer.Inner`. */
function declarationsOf(path: string): Map<string, ts.InterfaceDeclaration | ts.TypeAliasDeclaration> {
  const file = join(modules, path)
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest)
  const found = new Map<string, ts.InterfaceDeclaration | ts.TypeAliasDeclaration>()
  const visit = (node: ts.Node, prefix: string): void => {
    if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node))
      found.set(prefix + node.name.text, node)
    else if (ts.isModuleDeclaration(node))
      node.body?.forEachChild((inner) => visit(inner, `${prefix}${node.name.text}.`))
  }
  source.forEachChild((node) => visit(node, ''))
  return found
}

type Members = Map<string, { type: ts.TypeNode; scope: string }>

class Types {
  readonly #declared: ReturnType<typeof declarationsOf>
  constructor(path: string) {
    this.#declared = declarationsOf(path)
  }

  /** The objects that a value of this type can be, each by its members. Strings, numbers and foreign types are none. */
  objects(type: ts.TypeNode, scope: string): Members[] {
    if (ts.isParenthesizedTypeNode(type)) return this.objects(type.type, scope)
    if (ts.isUnionTypeNode(type)) return type.types.flatMap((one) => this.objects(one, scope))
    if (ts.isArrayTypeNode(type)) return this.objects(type.elementType, scope)
    if (ts.isTypeLiteralNode(type)) return [this.#members(type.members, scope)]
    if (!ts.isTypeReferenceNode(type)) return []
    const name = nameOf(type.typeName)
    if (name === 'Array') return this.objects(type.typeArguments![0]!, scope)
    return this.named(name, scope)
  }

  named(name: string, scope = ''): Members[] {
    // The innermost namespace first; names of other files have their module before them.
    const inner = name.replace(/^\w+API\./, '')
    for (let within = scope; ; within = within.replace(/[^.]*\.$/, '')) {
      const declared = this.#declared.get(within + inner)
      if (declared !== undefined) {
        const at = `${within}${inner}.`
        if (ts.isTypeAliasDeclaration(declared)) return this.objects(declared.type, at)
        const own = this.#members(declared.members, at)
        for (const { types } of declared.heritageClauses ?? []) {
          for (const base of types) {
            for (const members of this.named(nameOf(base.expression as ts.EntityName), within)) {
              for (const [member, value] of members) if (!own.has(member)) own.set(member, value)
            }
          }
        }
        return [own]
      }
      if (within === '') return []
    }
  }

  #members(list: ts.NodeArray<ts.TypeElement>, scope: string): Members {
    const members: Members = new Map()
    for (const one of list) {
      if (ts.isPropertySignature(one) && one.type !== undefined) {
        members.set((one.name as ts.Identifier).text, { type: one.type, scope })
      }
    }
    return members
  }
}

function nameOf(name: ts.EntityName | ts.Expression): string {
  if (ts.isIdentifier(name)) return name.text
  if (ts.isQualifiedName(name)) return `${nameOf(name.left)}.${name.right.text}`
  return ts.isPropertyAccessExpression(name) ? `${nameOf(name.expression)}.${name.name.text}` : ''
}

/** Members that no table knows, by their path. */
function missing(types: Types, objects: Members[], field: Field, path = ''): string[] {
  if (typeof field === 'string' || 'holds' in field) return []
  if ('either' in field) return missing(types, objects, field.either[1], path)
  if ('list' in field) return missing(types, objects, field.list, `${path}[]`)
  return objects.flatMap((members) => {
    let table: Table | undefined
    let at = path
    if ('object' in field) table = field.object
    else {
      const type = members.get(field.by)?.type
      const literal =
        type !== undefined && ts.isLiteralTypeNode(type) && ts.isStringLiteral(type.literal)
          ? type.literal.text
          : ''
      table = Object.hasOwn(field.cases, literal) ? field.cases[literal] : field.cases[ANY_CASE]
      at = `${path}<${literal}>`
      if (table === undefined) return [at]
    }
    return [...members].flatMap(([name, { type, scope }]) => {
      const inner = Object.hasOwn(table, name) ? table[name] : undefined
      if (inner === undefined) return [`${at}.${name}`]
      return missing(types, types.objects(type, scope), inner, `${at}.${name}`)
    })
  })
}

const CHAT = 'openai/resources/chat/completions/completions.d.ts'
const RESPONSES = 'openai/resources/responses/responses.d.ts'
const MESSAGES = '@anthropic-ai/sdk/resources/messages/messages.d.ts'
const BETA = '@anthropic-ai/sdk/resources/beta/messages/messages.d.ts'

describe.each([
  ['an answer of chat completions', CHAT, 'ChatCompletion', SHAPES.chat.whole],
  ['an event of chat completions', CHAT, 'ChatCompletionChunk', SHAPES.chat.event],
  ['a request for chat completions', CHAT, 'ChatCompletionCreateParamsBase', SHAPES.chat.request],
  ['an answer of Responses', RESPONSES, 'Response', SHAPES.responses.whole],
  ['an event of Responses', RESPONSES, 'ResponseStreamEvent', SHAPES.responses.event],
  ['a request for Responses', RESPONSES, 'ResponseCreateParamsBase', SHAPES.responses.request],
  ['an answer of messages', MESSAGES, 'Message', SHAPES.messages.whole],
  ['an event of messages', MESSAGES, 'RawMessageStreamEvent', SHAPES.messages.event],
  ['a request for messages', MESSAGES, 'MessageCreateParamsBase', SHAPES.messages.request],
  ['an answer of messages in beta', BETA, 'BetaMessage', SHAPES.messages.whole],
  ['an event of messages in beta', BETA, 'BetaRawMessageStreamEvent', SHAPES.messages.event],
  ['a request for messages in beta', BETA, 'MessageCreateParamsBase', SHAPES.messages.request],
] as const)('%s', (_what, path, name, field) => {
  test('has no field that no table knows', () => {
    const types = new Types(path)
    const objects = types.named(name)
    expect(objects.length).toBeGreaterThan(0)
    expect([...new Set(missing(types, objects, field))].filter((one) => !LEFT_OUT.has(one))).toEqual([])
  })
})

/** What no table holds: an error, which ends the stream; answers in the background; what the client makes a header of. */
const LEFT_OUT: ReadonlySet<string> = new Set(['<error>', '.background', '.betas'])
