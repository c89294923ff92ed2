import { closeSync, fstatSync, openSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml'
import type { z } from 'zod'
import { FirewallError, nearest, toFirewallError } from './errors.js'
import { LIMITS } from './limits.js'

/** Where things stand in the files that were read, by the value that was read from each. */
const places = new WeakMap<object, (path: readonly PropertyKey[]) => number | undefined>()

/** The line, from 1, of what stands at a path of a value that `readYaml` gave; of the nearest around it, if that is missing. */
export function lineOf(value: unknown, path: readonly PropertyKey[]): number | undefined {
  return typeof value === 'object' && value !== null ? places.get(value)?.(path) : undefined
}

/**
 * Reads a YAML file (or JSON, which is YAML). Throws `config-unreadable` with the line at fault and nothing
 * of what stands there: a configuration may hold secrets.
 */
export function readYaml(path: string): unknown {
  const lines = new LineCounter()
  const document = parseDocument(readText(path), {
    prettyErrors: true,
    logLevel: 'silent',
    lineCounter: lines,
  })
  const error = document.errors[0] ?? document.warnings[0]
  if (error !== undefined) {
    const line = error.linePos?.[0].line
    const why = error.code.toLowerCase().replaceAll('_', ' ')
    throw unreadable(
      path,
      `cannot be parsed${line === undefined ? '' : ` at line ${line}`}`,
      `${why}; see that what belongs together is indented alike, with spaces, and that quotes are closed`,
    )
  }
  try {
    const value: unknown = document.toJS({ maxAliasCount: 100 })
    if (typeof value === 'object' && value !== null) {
      places.set(value, (path) => {
        const start = startOf(document.contents, path)
        return start === undefined ? undefined : lines.linePos(start).line
      })
    }
    return value
  } catch {
    throw unreadable(path, 'has too many aliases')
  }
}

/** Offset of the key or item at a path; of its last part that is there. */
function startOf(root: unknown, path: readonly PropertyKey[]): number | undefined {
  let node = root
  let start = (root as Node | null)?.range?.[0]
  for (const part of path) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && key.value === part)
      if (pair === undefined) break
      start = (pair.key as Node).range?.[0] ?? start
      node = pair.value
    } else if (isSeq(node)) {
      node = node.items[Number(part)]
      start = (node as Node | undefined)?.range?.[0] ?? start
    } else break
  }
  return start
}

/** Paths of the YAML files of a folder, by name, hidden ones left out. Throws `config-unreadable`. */
export function yamlFiles(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => /\.ya?ml$/.test(name) && !name.startsWith('.'))
      .sort()
      .map((name) => join(folder, name))
  } catch (error) {
    throw toFirewallError(error, 'config-unreadable', `the folder ${folder} cannot be read`)
  }
}

function readText(path: string): string {
  try {
    const file = openSync(path, 'r')
    try {
      if (fstatSync(file).size > LIMITS.configBytes)
        throw unreadable(path, `is larger than ${LIMITS.configBytes} bytes`)
      return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file))
    } finally {
      closeSync(file)
    }
  } catch (error) {
    if (error instanceof FirewallError) throw error
    const code = (error as { code?: unknown }).code
    const missing = code === 'ENOENT'
    throw unreadable(
      path,
      missing ? 'does not exist' : 'cannot be read',
      missing ? 'correct the path' : typeof code === 'string' ? code : undefined,
    )
  }
}

function unreadable(path: string, why: string, help?: string): FirewallError {
  return new FirewallError('config-unreadable', `${path} ${why}`, help === undefined ? {} : { help })
}

/**
 * The value as the schema reads it. Throws `config-unknown-key` with the nearest known key, else
 * `config-invalid` with the path of the first fault; `source` says in which file, and the line is told of what
 * `readYaml` gave. Values are never quoted.
 */
export function parseStrict<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  source: string,
): z.output<Schema> {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  // A misspelt key also makes the right one missing: the misspelling is what helps.
  const issues = result.error.issues.map((issue) => deepest(issue))
  const unknown = issues.find(({ code }) => code === 'unrecognized_keys')
  if (unknown?.code === 'unrecognized_keys') {
    const [key = ''] = unknown.keys
    throw unknownKey(schema, unknown.path, key, withLine(source, value, [...unknown.path, key]))
  }
  throw invalidValue(issues[0]!, source, lineOf(value, issues[0]!.path))
}

/** Throws what `parseStrict` throws for a key that only a later check can judge. */
export function unknownKeyError(
  key: string,
  at: string,
  known: Iterable<string>,
  source: string,
): FirewallError {
  const words = [...known]
  const close = nearest(key, words)
  const list = `known keys are ${words.map((word) => `\`${word}\``).join(', ')}`
  return new FirewallError(
    'config-unknown-key',
    `unknown key ${quote(key)}${at === '' ? '' : ` under ${at}`} in ${source}`,
    {
      help: close === undefined ? list : `did you mean \`${close}\`? ${list}`,
    },
  )
}

type Issue = z.core.$ZodIssue

function unknownKey(
  schema: z.ZodType,
  path: readonly PropertyKey[],
  key: string,
  source: string,
): FirewallError {
  return unknownKeyError(key, pathName(path), new Set(keysAt(schema, path)), source)
}

/** `config.yaml, line 4`; without a file that has lines, its name. */
export function withLine(source: string, value: unknown, path: readonly PropertyKey[]): string {
  const line = lineOf(value, path)
  return line === undefined ? source : `${source}, line ${line}`
}

function invalidValue(issue: Issue, source: string, line: number | undefined): FirewallError {
  const at = line === undefined ? '' : `, line ${line},`
  const where = issue.path.length === 0 ? source : `${pathName(issue.path)} in ${source}${at}`
  // Only our own sentences, and of zod's the part that names types and options of the schema.
  const said = issue.message.replace(/^Invalid (input|option|string|value): /, '')
  const help = /expected string, received (number|boolean)/.test(said)
    ? `${said}; in quotes it is text`
    : said
  return new FirewallError('config-invalid', `${where} is not valid`, { help })
}

/** Of a union's branches the one that got furthest, with its whole path. */
function deepest(issue: Issue): Issue {
  if (issue.code !== 'invalid_union') return issue
  const inner = issue.errors
    .map((branch) => branch.map(deepest))
    .sort((a, b) => depth(b) - depth(a))
    .flatMap((branch) => branch.find(({ code }) => code === 'unrecognized_keys') ?? branch[0] ?? [])[0]
  return inner === undefined ? issue : ({ ...inner, path: [...issue.path, ...inner.path] } as Issue)
}

function depth(branch: readonly Issue[]): number {
  return Math.max(0, ...branch.map(({ path }) => path.length))
}

function pathName(path: readonly PropertyKey[]): string {
  const name = path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${plain(String(part))}`))
    .join('')
  return name === '' ? '' : `\`${name.replace(/^\./, '')}\``
}

function quote(key: string): string {
  return `\`${plain(key)}\``
}

/** Keys are quoted, but a key may also be a paragraph that lost its indentation. */
function plain(key: string): string {
  const line = key.replace(/[\p{Cc}`]/gu, ' ')
  return line.length <= 40 ? line : `${line.slice(0, 39)}…`
}

/** The keys that the schema knows at a path, over all branches of unions. */
function keysAt(schema: z.core.$ZodType, path: readonly PropertyKey[]): string[] {
  const def = (schema as z.ZodType)._zod.def as Definition
  const inner = def.innerType ?? def.in
  if (inner !== undefined) return keysAt(inner, path)
  if (def.options !== undefined) return def.options.flatMap((option) => keysAt(option, path))
  if (path.length === 0) return Object.keys(def.shape ?? {})
  const next = def.shape?.[String(path[0])] ?? def.element ?? def.valueType
  return next === undefined ? [] : keysAt(next, path.slice(1))
}

interface Definition {
  readonly innerType?: z.core.$ZodType
  readonly in?: z.core.$ZodType
  readonly options?: readonly z.core.$ZodType[]
  readonly shape?: Readonly<Record<string, z.core.$ZodType>>
  readonly element?: z.core.$ZodType
  readonly valueType?: z.core.$ZodType
}
