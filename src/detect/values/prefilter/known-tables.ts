import { createHash } from 'node:crypto'
import type { Tables } from './tables.js'

/**
 * What `buildTables` makes of the recognizers that come with ragwall, all of them together, made before: building it is
 * most of what a first scan would wait for once their needs are known. Any other list is built anew.
 *
 * On disk: a line of JSON, in which an array stands as its kind and how many numbers it holds, and the numbers of all
 * arrays behind it, in the order of their names and the byte order of the machine.
 */
interface KnownTables {
  readonly tables: Tables
  /** Expressions with nothing to look for, by number. */
  readonly unsought: readonly number[]
}

const KINDS = { Uint8Array, Uint16Array, Int32Array, BigInt64Array } as const
type Kind = keyof typeof KINDS
type Numbers = Uint8Array | Uint16Array | Int32Array | BigInt64Array

interface Header extends Pick<KnownTables, 'unsought'> {
  /** Of `tablesKey`, and the byte order. */
  readonly key: string
  readonly scalars: Partial<Tables>
  readonly arrays: readonly (readonly [name: string, kind: Kind, length: number])[]
}

/** What tells the tables of one list of expressions from those of another: the keys of their needs, in order. */
export function tablesKey(needs: readonly string[]): string {
  const order = new Uint8Array(new Uint16Array([1]).buffer)[0]
  return createHash('sha256')
    .update([order, ...needs].join())
    .digest('base64url')
}

export function encodeTables(key: string, { tables, unsought }: KnownTables): Buffer {
  const { admits, buckets, ...rest } = tables
  if (buckets !== undefined) throw new TypeError('tables this small are built as quickly as they are read')
  const numbers = new Map<string, Numbers>(admits.map((rows, offset) => [`admits ${offset}`, rows]))
  const scalars: Record<string, number> = {}
  for (const [name, value] of Object.entries(rest) as [string, number | Numbers][]) {
    if (typeof value === 'number') scalars[name] = value
    else numbers.set(name, value)
  }
  const arrays = Array.from(
    numbers,
    ([name, array]) => [name, array.constructor.name as Kind, array.length] as const,
  )
  const header: Header = { key, unsought, scalars, arrays }
  const bytes = Array.from(numbers.values(), (array) =>
    Buffer.from(array.buffer, array.byteOffset, array.byteLength),
  )
  return Buffer.concat([Buffer.from(`${JSON.stringify(header)}\n`), ...bytes])
}

/** Undefined when they are the tables of other expressions. */
export function decodeTables(bytes: Buffer, key: string): KnownTables | undefined {
  let at = bytes.indexOf('\n') + 1
  const header = JSON.parse(bytes.toString('utf8', 0, at)) as Header
  if (header.key !== key) return undefined
  const admits: Int32Array[] = []
  const named: Record<string, Numbers> = {}
  for (const [name, kind, length] of header.arrays) {
    const array = new KINDS[kind](length)
    Buffer.from(array.buffer).set(bytes.subarray(at, at + array.byteLength))
    at += array.byteLength
    if (name.startsWith('admits ')) admits.push(array as Int32Array)
    else named[name] = array
  }
  return {
    tables: { ...header.scalars, ...named, admits, buckets: undefined } as Tables,
    unsought: header.unsought,
  }
}
