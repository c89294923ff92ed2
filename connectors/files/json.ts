import { LIMITS } from '../../src/core/limits.js'
import { type Cells, oneLine } from './tables.js'
import { Unfit } from './unfit.js'

/** Nesting that no honest file has. */
const DEPTH = 1_000

/**
 * JSON as `path: value` lines, one for each string, number or truth value: `orders[0].customer: …`. Numbers
 * keep their spelling: a card number written as a number has more digits than a double holds. Throws Unfit.
 */
export function jsonToText(json: string, where = 'the file'): string {
  try {
    JSON.parse(json)
  } catch {
    throw new Unfit('document-invalid', `${where} is not valid JSON`)
  }
  const lines: string[] = []
  let length = 0
  for (const { path, value } of leaves(json)) {
    const line = path === '' ? value : `${path}: ${value}`
    length += line.length + 1
    if (length > LIMITS.documentLength) throw new Unfit('document-too-large', 'split the file at its source')
    lines.push(line)
  }
  return lines.join('\n')
}

/** JSON Lines: one paragraph per record, in one line each where a record is flat text. */
export function jsonLinesToText(jsonLines: string): string {
  const records: string[] = []
  for (const [i, line] of jsonLines.split(/\r?\n/).entries()) {
    if (line.trim() === '') continue
    records.push(jsonToText(line, `line ${i + 1}`))
  }
  return records.join('\n\n')
}

/**
 * Records as rows of a table: of JSON that is a list of objects, or an object that holds nothing but one. Members of
 * members are `customer.name`, of lists `orders[0].item`. Undefined for any other JSON. Throws nothing.
 */
export function jsonRecords(json: string): Cells[] | undefined {
  const value: unknown = JSON.parse(json)
  const [name, list] = isObject(value) ? (Object.entries(value)[0] ?? []) : ['', value]
  const isAlone = !isObject(value) || Object.keys(value).length === 1
  if (!isAlone || name === undefined || !Array.isArray(list) || list.length === 0 || !list.every(isObject))
    return undefined
  const rows: [string, string][][] = list.map(() => [])
  for (const { path, value: said } of leaves(json)) {
    const close = path.indexOf(']', name.length)
    const cell = oneLine(said)
    if (cell !== '') rows[Number(path.slice(name.length + 1, close))]!.push([path.slice(close + 2), cell])
  }
  return rows
}

/** One record of JSON Lines as such a row; undefined if it is no object. Throws Unfit for what is no JSON. */
export function jsonRecord(line: string, where: string): Cells | undefined {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    throw new Unfit('document-invalid', `${where} is not valid JSON`)
  }
  if (!isObject(value)) return undefined
  const cells: [string, string][] = []
  for (const { path, value: said } of leaves(line))
    if (oneLine(said) !== '') cells.push([path, oneLine(said)])
  return cells
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

const TOKEN = /\s*(?:([{}[\],:])|("[^"\\]*(?:\\.[^"\\]*)*")|([^\s{}[\],:"]+))/y

/** Scalars of text that is known to be JSON, with their paths. Keeps no tree, and no recursion. */
function* leaves(json: string): Iterable<{ path: string; value: string }> {
  /** Per open container: a name in an object, an index in an array. */
  const stack: (string | number)[] = []
  let isName = false
  TOKEN.lastIndex = 0
  for (let token = TOKEN.exec(json); token !== null; token = TOKEN.exec(json)) {
    const [, mark, string, word] = token
    const end = TOKEN.lastIndex
    if (mark === '{' || mark === '[') {
      stack.push(mark === '[' ? 0 : '')
      isName = mark === '{'
      if (stack.length > DEPTH) throw new Unfit('document-invalid', 'it is nested too deeply')
    } else if (mark === '}' || mark === ']') {
      stack.pop()
      isName = false
    } else if (mark === ',') {
      const top = stack.at(-1)
      if (typeof top === 'number') stack[stack.length - 1] = top + 1
      else isName = true
    } else if (mark === ':') isName = false
    else if (string !== undefined && isName) stack[stack.length - 1] = JSON.parse(string) as string
    else if (string !== undefined) yield { path: pathOf(stack), value: JSON.parse(string) as string }
    else if (word !== undefined && word !== 'null') yield { path: pathOf(stack), value: word }
    TOKEN.lastIndex = end
  }
}

function pathOf(stack: readonly (string | number)[]): string {
  return stack.reduce<string>(
    (path, part) => (typeof part === 'number' ? `${path}[${part}]` : path === '' ? part : `${path}.${part}`),
    '',
  )
}
