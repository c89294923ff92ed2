import { FirewallError } from '../../core/errors.js'
import { isUnspeakable } from '../../core/leak.js'
import { LIMITS } from '../../core/limits.js'
import { LONGEST_WINDOW } from '../../core/thresholds.js'
import type { SourceDocument } from '../../core/types.js'
import { matchFold } from '../../text/fold.js'

const KINDS = new Set(['knowledge', 'training', 'prompt', 'canary', 'code'])
const ORIGINS = new Set(['curated', 'internal', 'user', 'external'])

/** What is wrong with a document as a connector or a request delivered it, or undefined. Names fields, never values. */
export function documentProblem(document: SourceDocument): FirewallError | undefined {
  if (typeof document !== 'object' || document === null) return invalid('a document is an object')
  const {
    id,
    uri,
    text,
    title,
    license,
    kind,
    origin,
    retrievable,
    derivedFrom = [],
    acl,
    table,
    positions,
  } = document
  if (typeof id !== 'string' || id === '' || id.length > LIMITS.idLength || !id.isWellFormed()) {
    return invalid(`a document id is a non-empty string of at most ${LIMITS.idLength} code units`)
  }
  if (typeof uri !== 'string') return invalid('`uri` of a document is a string')
  if (typeof text !== 'string') return invalid('`text` of a document is a string')
  if (text.trim() === '')
    return invalid('the document is empty', 'there is nothing to protect or retrieve in it')
  if (text.length > LIMITS.documentLength) {
    return new FirewallError('document-too-large', 'the document is longer than the limit', {
      help: `split it at its source; the limit is ${LIMITS.documentLength} code units`,
    })
  }
  if (title !== undefined && typeof title !== 'string') return invalid('`title` of a document is a string')
  if (license !== undefined && typeof license !== 'string')
    return invalid('`license` of a document is a string')
  // One of them that the store cannot write would stop the whole sync, not this document alone.
  if (![text, uri, title ?? '', license ?? ''].every((field) => field.isWellFormed())) {
    return new FirewallError('text-invalid', 'the document is not well-formed UTF-16', {
      help: 'decode the source with its real encoding',
    })
  }
  if (kind !== undefined && !KINDS.has(kind))
    return invalid('`kind` of a document is not one of the documented ones')
  if (origin !== undefined && !ORIGINS.has(origin))
    return invalid('`origin` of a document is not one of the documented ones')
  if (!isIdList(derivedFrom))
    return invalid(`\`derivedFrom\` is a list of at most ${LIMITS.derivedSources} document ids`)
  if (table !== undefined && !isTable(table)) {
    return invalid(
      `\`table\` of a document has at most ${LIMITS.tableRows} rows of well-formed text, numbers and truth values, and lists of column names`,
      'see SourceTable in the documentation',
    )
  }
  if (positions !== undefined && !arePositions(positions, text.length))
    return invalid(
      `\`positions\` of a document are at most ${LIMITS.positions} places within its text, in order`,
    )
  if (retrievable !== undefined && typeof retrievable !== 'boolean')
    return invalid('`retrievable` is true or false')
  // A shorter text may have no window at all.
  if (isUnspeakable(kind) && matchFold(text).length < LONGEST_WINDOW) {
    return invalid(
      `a ${kind} of fewer than ${LONGEST_WINDOW} letters and digits cannot be found`,
      'make it longer; CJK characters count three',
    )
  }
  if (typeof acl !== 'object' || acl === null) {
    return new FirewallError('label-missing', 'the document has no access control list', {
      help: 'deliver an `acl`; a document without one is never public by default',
    })
  }
  return undefined
}

function isTable(table: unknown): boolean {
  if (typeof table !== 'object' || table === null) return false
  const { rows, identifying = [], ignored = [], complete = false } = table as Record<string, unknown>
  return (
    Array.isArray(rows) &&
    rows.length <= LIMITS.tableRows &&
    rows.every(isRow) &&
    [identifying, ignored].every((names) => Array.isArray(names) && names.every(isWellFormed)) &&
    typeof complete === 'boolean'
  )
}

function arePositions(positions: unknown, length: number): boolean {
  let last = -1
  return (
    Array.isArray(positions) &&
    positions.length <= LIMITS.positions &&
    positions.every((position: unknown) => {
      const { start, at } = (position ?? {}) as Record<string, unknown>
      const isNext = Number.isSafeInteger(start) && (start as number) > last && (start as number) < length
      last = start as number
      return isNext && isWellFormed(at) && (at as string).length <= LIMITS.positionLength
    })
  )
}

function isRow(row: unknown): boolean {
  if (typeof row !== 'object' || row === null || Array.isArray(row)) return false
  return Object.entries(row).every(
    ([name, value]) =>
      isWellFormed(name) && (['number', 'boolean'].includes(typeof value) || isWellFormed(value)),
  )
}

function isWellFormed(text: unknown): boolean {
  return typeof text === 'string' && text.isWellFormed()
}

function isIdList(list: unknown): boolean {
  return (
    Array.isArray(list) && list.length <= LIMITS.derivedSources && list.every((id) => typeof id === 'string')
  )
}

function invalid(message: string, help = 'see SourceDocument in the documentation'): FirewallError {
  return new FirewallError('document-invalid', message, { help })
}
