import { FirewallError, nearest } from '../../core/errors.js'
import { unknownLevel } from '../../core/levels.js'
import type { Clearance, Label, Principal } from '../../core/types.js'
import { isLabel } from '../../labels/label.js'

/** Who reads what a tool is given: the reader of the conversation and nobody else, or whoever the tool passes it on to. */
export type Destination = 'reader' | Principal | Clearance

/** What a tool is to the firewall: a reader of its arguments, and a source of its results. */
export type ToolDeclaration =
  | Destination
  | {
      readonly to: Destination
      /** What its results demand of their readers. Default: they are the reader's alone, whatever the index does not know better. */
      readonly label?: Label
      /** Arguments that say where something goes and not what (`to`, `channel`): the destination knows its own address. */
      readonly routing?: readonly string[]
    }

export interface DeclaredTool {
  readonly to: Destination
  readonly label?: Label
  readonly routing: ReadonlySet<string>
}

/** Every tool of an agent, by name. */
export type ToolDeclarations = Readonly<Record<string, ToolDeclaration>>

/** Throws `option-invalid` for a declaration that says nothing, `level-unknown` for one that names no level. */
export function declaredTools(
  declarations: ToolDeclarations,
  levels: readonly string[],
): ReadonlyMap<string, DeclaredTool> {
  return new Map(
    Object.entries(declarations).map(([name, declaration]) => {
      const tool = declared(name, declaration)
      for (const level of levelsOf(tool)) {
        if (!levels.includes(level)) throw unknownLevel(levels, level, ` in the declaration of \`${name}\``)
      }
      return [name, tool]
    }),
  )
}

function levelsOf({ to, label }: DeclaredTool): string[] {
  const demanded = label === undefined ? [] : [label.level]
  if (to === 'reader') return demanded
  return [...demanded, 'clearance' in to ? to.clearance.level : to.level]
}

/** The declaration of a tool an agent has. Throws `option-invalid` for one that nobody declared: it could go anywhere. */
export function requireDeclared(tools: ReadonlyMap<string, DeclaredTool>, name: string): DeclaredTool {
  const found = tools.get(name)
  if (found !== undefined) return found
  const near = nearest(name, tools.keys())
  throw invalid(
    `the tool \`${name}\` is not declared`,
    near === undefined
      ? `say who reads its arguments: { ${JSON.stringify(name)}: 'reader' } or a principal or clearance`
      : `did you mean \`${near}\`?`,
  )
}

/** Tools that run at the provider have a type and no name. */
export function nameOfTool(tool: unknown): string {
  const { name, type } = (tool ?? {}) as { name?: unknown; type?: unknown }
  if (typeof name === 'string') return name
  return typeof type === 'string' ? type : ''
}

function declared(name: string, declaration: ToolDeclaration): DeclaredTool {
  if (isDestination(declaration)) return { to: declaration, routing: new Set() }
  const { to, label, routing = [] } = declaration ?? {}
  if (!isDestination(to)) {
    throw invalid(`the tool \`${name}\` has no destination`, "give 'reader', a principal or a clearance")
  }
  if (label !== undefined && !isLabel(label)) {
    throw invalid(
      `the label of the tool \`${name}\` is none`,
      'a label is { level, compartments, allow, deny }',
    )
  }
  return { to, routing: new Set(routing), ...(label === undefined ? {} : { label }) }
}

function isDestination(value: unknown): value is Destination {
  if (value === 'reader') return true
  if (typeof value !== 'object' || value === null || 'to' in value) return false
  const { clearance = value } = value as { clearance?: unknown }
  return typeof (clearance as { level?: unknown }).level === 'string'
}

function invalid(message: string, help: string): FirewallError {
  return new FirewallError('option-invalid', message, { help })
}
