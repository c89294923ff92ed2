/**
 * What a field of a shape holds. Each shape is described once, as a table of its fields, and whole answers and the events
 * of a stream are read by the same table: what is not in it is not known, and never passed unread.
 *
 * - `meta`: ids, numbers, words of the protocol. A string of another form than theirs is read as `structure`.
 * - `counts`: an object of `meta`, however deep, whose members change from year to year: usage.
 * - `text`: words for a reader; judged as they come.
 * - `json`: JSON as text: the arguments of a tool; judged whole.
 * - `structure`: any JSON; judged whole.
 * - `echo`: what the caller itself sent; anything else is read as `structure`.
 * - `removed`: says again, token by token, what another field says.
 * - `sealed`: what only the upstream can read, and wants back.
 * - `media`: images, sound, files.
 * - `vector`: numbers of an embedding.
 * - `config`: of requests: what the caller asks for; goes upstream as it is.
 * - `context`: of requests: text that is never its reader's own.
 * - `foreign`: of requests: text or JSON that a tool, a document or a page brought; vetted for orders to the model.
 * - `returned`: the same, of the upstream's own tools: it knows what stands in it.
 * - `spoken`: of requests: text of whom the message is from.
 */
export type Role =
  | 'meta'
  | 'counts'
  | 'text'
  | 'json'
  | 'structure'
  | 'echo'
  | 'removed'
  | 'sealed'
  | 'media'
  | 'vector'
  | 'config'
  | 'context'
  | 'foreign'
  | 'returned'
  | 'spoken'

/** A field: what it holds, or how it is made up. */
export type Field =
  | Role
  | {
      readonly holds: 'text' | 'json'
      /** It is one piece of a text that other events continue. */
      readonly partial: boolean
      /** Where the text stands in a whole answer, where that is another place; `{index}` is a member of the event. */
      readonly at?: string
    }
  | { readonly list: Field; readonly single?: Field }
  | { readonly object: Table; readonly at?: string }
  | { readonly by: string; readonly cases: Readonly<Record<string, Table>>; readonly at?: string }
  | { readonly either: readonly [text: Field, other: Field] }

/** The fields of an object. */
export type Table = Readonly<Record<string, Field>>

/** `single`: what may stand instead of a list. */
export const list = (field: Field, single?: Field): Field => ({
  list: field,
  ...(single === undefined ? {} : { single }),
})
export const object = (table: Table, at?: string): Field => ({
  object: table,
  ...(at === undefined ? {} : { at }),
})
/** One of several objects, told by a member. */
export const oneOf = (by: string, cases: Readonly<Record<string, Table>>, at?: string): Field => ({
  by,
  cases,
  ...(at === undefined ? {} : { at }),
})
/** A string, or something else. */
export const either = (text: Field, other: Field): Field => ({ either: [text, other] })
export const part = (holds: 'text' | 'json', at?: string): Field => ({
  holds,
  partial: true,
  ...(at === undefined ? {} : { at }),
})
export const whole = (holds: 'text' | 'json', at: string): Field => ({ holds, partial: false, at })

/** The same object where it only begins: what its texts hold is continued by later events. */
export function beginning(table: Table): Table {
  return Object.fromEntries(Object.entries(table).map(([name, field]) => [name, begun(field)]))
}

function begun(field: Field): Field {
  if (field === 'text' || field === 'json') return part(field)
  if (typeof field === 'string' || 'holds' in field) return field
  if ('list' in field) return { ...field, list: begun(field.list) }
  if ('either' in field) return either(begun(field.either[0]), begun(field.either[1]))
  if ('object' in field) return { ...field, object: beginning(field.object) }
  const cases = Object.entries(field.cases).map(([name, table]) => [name, beginning(table)] as const)
  return { ...field, cases: Object.fromEntries(cases) }
}

/** A place in a message that was found by a table. */
export interface Slot {
  readonly role: Role
  /** Where it stands in a whole answer: `choices.0.message.content`. */
  readonly path: string
  /** It is one piece of what stands there. */
  readonly partial: boolean
  /** As it is now: what was set last. */
  readonly value: unknown
  /** Names of members only, as far as they are words of a protocol: for errors. */
  readonly name: string
  set(value: unknown): void
}

type Json = Record<string, unknown>

/** Of every event of a stream there are several: one shape of object, so that they cost little. */
class Place implements Slot {
  readonly role: Role
  readonly path: string
  readonly partial: boolean
  readonly name: string
  value: unknown
  readonly #put: (value: unknown) => void

  constructor(
    role: Role,
    path: string,
    partial: boolean,
    value: unknown,
    name: string,
    put: (value: unknown) => void,
  ) {
    this.role = role
    this.path = path
    this.partial = partial
    this.value = value
    this.name = name
    this.#put = put
  }

  set(value: unknown): void {
    this.value = value
    this.#put(value)
  }
}

/** Every slot of a message, in order. What the table does not know and may bear content comes as `unknown`. */
export function slotsOf(message: unknown, field: Field): { known: Slot[]; unknown: Slot[] } {
  const known: Slot[] = []
  const unknown: Slot[] = []

  function visit(
    value: unknown,
    kind: Field,
    path: string,
    name: string,
    set: (value: unknown) => void,
    event: Json,
  ): void {
    if (value === undefined) return
    if (typeof kind === 'string') {
      known.push(new Place(kind, path, false, value, name, set))
      return
    }
    // Null is the absence of whatever could be here.
    if (value === null) return
    if ('holds' in kind) {
      const at = kind.at === undefined ? path : filled(kind.at, event)
      if (typeof value !== 'string') stray(value, at, name, set)
      else known.push(new Place(kind.holds, at, kind.partial, value, name, set))
    } else if ('either' in kind) {
      visit(value, kind.either[typeof value === 'string' ? 0 : 1], path, name, set, event)
    } else if ('list' in kind) {
      if (Array.isArray(value)) visitList(value, kind.list, path, name, event)
      else if (kind.single === undefined) stray(value, path, name, set)
      else visit(value, kind.single, path, name, set, event)
    } else {
      const table = isObject(value) ? tableFor(kind, value) : undefined
      if (table === undefined) stray(value, path, name, set)
      else {
        const at = kind.at === undefined ? path : filled(kind.at, event)
        visitObject(value as Json, table, at, name, event)
      }
    }
  }

  function visitList(values: unknown[], kind: Field, path: string, name: string, event: Json): void {
    for (const [i, member] of values.entries()) {
      const index = (member as { index?: unknown } | null)?.index
      const at = Number.isSafeInteger(index) ? (index as number) : i
      const put = (next: unknown) => {
        values[i] = next
      }
      visit(member, kind, joined(path, at), `${name}[]`, put, event)
    }
  }

  function visitObject(own: Json, table: Table, path: string, name: string, event: Json): void {
    for (const [member, inner] of Object.entries(own)) {
      const field = Object.hasOwn(table, member) ? table[member] : undefined
      const called = joined(name, IDENTIFIER.test(member) ? member : '…')
      const put = (next: unknown) => {
        own[member] = next
      }
      if (field === undefined) stray(inner, joined(path, member), called, put)
      else visit(inner, field, joined(path, member), called, put, event)
    }
  }

  function stray(value: unknown, path: string, name: string, set: (value: unknown) => void): void {
    if (mayBearContent(value)) unknown.push(new Place('structure', path, false, value, name, set))
  }

  visit(message, field, '', '', () => undefined, isObject(message) ? message : {})
  return { known, unknown }
}

/** A member of a table that stands for every case not named. */
export const ANY_CASE = '*'

function tableFor(
  kind: { object: Table } | { by: string; cases: Readonly<Record<string, Table>> },
  value: Json,
): Table | undefined {
  if ('object' in kind) return kind.object
  const which = value[kind.by]
  if (typeof which === 'string' && Object.hasOwn(kind.cases, which)) return kind.cases[which]
  return kind.cases[ANY_CASE]
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Nothing that could tell anybody anything. */
function mayBearContent(value: unknown): boolean {
  if (value === null || typeof value === 'boolean' || value === '') return false
  if (typeof value !== 'object') return true
  return Object.entries(value).some(([name, member]) => !IDENTIFIER.test(name) || mayBearContent(member))
}

const IDENTIFIER = /^\w{1,64}$/

function joined(path: string, member: string | number): string {
  return path === '' ? String(member) : `${path}.${member}`
}

function filled(template: string, event: Json): string {
  return template.replace(/\{(\w+)\}/g, (_, member: string) => {
    const value = event[member]
    return Number.isSafeInteger(value) || (typeof value === 'string' && IDENTIFIER.test(value))
      ? `${value}`
      : '?'
  })
}

/** Words of a protocol, ids, dates, numbers: without blanks, in letters that sentences are not written in alone. */
const META = /^[\w.:/@+-]{0,256}$/

export function isMeta(value: unknown): boolean {
  return typeof value === 'string' ? META.test(value) : typeof value !== 'object' || value === null
}

/** An object of meta, however deep. */
export function isCounts(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return isMeta(value)
  return Object.entries(value).every(([name, member]) => IDENTIFIER.test(name) && isCounts(member))
}

/** Base64 and its like. */
export function isSealed(value: unknown): boolean {
  return value === null || (typeof value === 'string' && /^[\w+/=.:-]*$/.test(value))
}

export function isVector(value: unknown): boolean {
  if (typeof value === 'string') return /^[A-Za-z0-9+/]*={0,2}$/.test(value)
  return Array.isArray(value) && value.every((one) => typeof one === 'number')
}
