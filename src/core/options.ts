import { FirewallError, nearest } from './errors.js'
import { quoteWord } from './levels.js'

/**
 * The options of public functions, checked where they are given: whoever misspells one, or gives it the wrong
 * type, is told before the first query, with the name of the option and what it takes. Files have schemas
 * (`schema.ts`); options hold functions and objects of other libraries, of which only their methods are known.
 */

/** What an option may be: in words, as they stand behind "is", and as a test. */
export interface OptionKind {
  readonly is: string
  readonly accepts: (value: unknown) => boolean
  readonly required?: true
}

/** One kind for each option: the type demands that a new option is not forgotten. */
export type OptionKinds<Options> = { readonly [Name in KeysOf<Options>]-?: OptionKind }

type KeysOf<Options> = Options extends unknown ? keyof Options & string : never

/**
 * Throws `option-invalid` for options that are no object, an option that does not exist, one that is missing and
 * one of the wrong kind. Values are never quoted: an option may be a key.
 */
export function requireOptions<Options>(
  options: unknown,
  kinds: OptionKinds<Options>,
  /** What takes them, as whoever calls it writes it: `createFirewall`, `assign of createFirewall`. */
  owner: string,
): asserts options is Options {
  const known: Readonly<Record<string, OptionKind>> = kinds
  const names = Object.keys(known)
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    throw invalid(`the options of ${owner} are ${described(options)}`, `give an object of ${listed(names)}`)
  }
  const given: Readonly<Record<string, unknown>> = { ...options }
  for (const name of Object.keys(given)) {
    if (Object.hasOwn(known, name)) continue
    const close = nearest(name, names)
    throw invalid(
      `${owner} has no option${quoteWord(name)}`,
      `${close === undefined ? '' : `did you mean \`${close}\`? `}options are ${listed(names)}`,
    )
  }
  for (const [name, { is, accepts, required }] of Object.entries(known)) {
    const value = given[name]
    if (value === undefined) {
      if (required) throw invalid(`${owner} needs the option \`${name}\``, `\`${name}\` is ${is}`)
    } else if (!accepts(value)) {
      throw invalid(
        `the option \`${name}\` of ${owner} cannot be ${described(value)}`,
        `\`${name}\` is ${is}`,
      )
    }
  }
}

/** Throws `option-invalid` for an argument that is not of its kind: `the first argument of protect`. */
export function requireArgument(value: unknown, { is, accepts }: OptionKind, what: string): void {
  if (accepts(value)) return
  const promised = typeof (value as { then?: unknown } | null | undefined)?.then === 'function'
  throw invalid(
    `${what} cannot be ${promised ? 'a promise' : described(value)}`,
    promised ? `it is ${is}: \`await\` it first` : `it is ${is}`,
  )
}

export function required(kind: OptionKind): OptionKind {
  return { ...kind, required: true }
}

export const text: OptionKind = {
  is: 'text that is not empty',
  accepts: (value) => typeof value === 'string' && value !== '',
}
export const anyText: OptionKind = { is: 'text', accepts: (value) => typeof value === 'string' }
export const flag: OptionKind = { is: '`true` or `false`', accepts: (value) => typeof value === 'boolean' }
export const callback: OptionKind = { is: 'a function', accepts: isFunction }
/** Of a shape that whoever takes it checks, or passes on. */
export const anything: OptionKind = { is: 'anything', accepts: () => true }

/** `randomBytes(32)`, a `Buffer`, any view of bytes; not text, which has less in it than it has characters. */
export const secretBytes: OptionKind = {
  is: "at least 32 secret bytes, the same in every process: `Buffer.from(process.env.KEY, 'hex')`, made once with `openssl rand -hex 32`",
  accepts: (value) => value instanceof Uint8Array && value.length >= 32,
}

export function wholeNumber(least: number, most = Number.MAX_SAFE_INTEGER): OptionKind {
  const above = most === Number.MAX_SAFE_INTEGER ? `of at least ${least}` : `from ${least} to ${most}`
  return {
    is: `a whole number ${above}`,
    accepts: (value) =>
      Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= most,
  }
}

export function fraction(): OptionKind {
  return {
    is: 'a number from 0 to 1',
    accepts: (value) => typeof value === 'number' && value >= 0 && value <= 1,
  }
}

export function oneOf(...words: readonly string[]): OptionKind {
  return {
    is: words.map((word) => `'${word}'`).join(' or '),
    accepts: (value) => words.some((word) => word === value),
  }
}

export function listOf(kind: OptionKind): OptionKind {
  return {
    is: `a list, each of it ${kind.is}`,
    accepts: (value) => Array.isArray(value) && value.every(kind.accepts),
  }
}

/** An object of somebody's own, known by the methods that are called. */
export function withMethods(what: string, ...methods: readonly string[]): OptionKind {
  return {
    is: `${what}, an object with ${methods.map((name) => `\`${name}()\``).join(', ')}`,
    accepts: (value) =>
      isObject(value) && methods.every((name) => isFunction((value as Record<string, unknown>)[name])),
  }
}

/** An object whose members somebody else looks at. */
export function record(what: string): OptionKind {
  return { is: what, accepts: (value) => isObject(value) && !Array.isArray(value) }
}

export function either(...kinds: readonly OptionKind[]): OptionKind {
  return {
    is: kinds.map(({ is }) => is).join(', or '),
    accepts: (value) => kinds.some(({ accepts }) => accepts(value)),
  }
}

function isFunction(value: unknown): boolean {
  return typeof value === 'function'
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

/** What was given, without saying it. */
function described(value: unknown): string {
  if (value === undefined) return 'left out'
  if (value === null) return '`null`'
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'such a list'
  if (value instanceof Uint8Array) return `${value.length} bytes`
  switch (typeof value) {
    case 'string':
      return value === '' ? 'empty text' : 'such text'
    case 'object':
      return 'such an object'
    case 'function':
      return 'a function'
    default:
      return `such a ${typeof value}`
  }
}

function listed(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(', ')
}

function invalid(message: string, help: string): FirewallError {
  return new FirewallError('option-invalid', message, { help })
}
