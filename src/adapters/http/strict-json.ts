import { FirewallError } from '../../core/errors.js'
import { LIMITS } from '../../core/limits.js'

/**
 * JSON in UTF-8, read so that no two readers can differ about it (RFC 8259 leaves both to the parser): bytes that
 * are no UTF-8 are refused instead of replaced, and a member that stands twice in an object is refused instead of
 * counted once. Throws `request-invalid`, which says nothing of what was sent.
 */
export function parseJson(bytes: Uint8Array): unknown {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw invalid('the body is not UTF-8', 'encode it as UTF-8')
  }
  return parseJsonText(text)
}

/** The same of text that is decoded already. */
export function parseJsonText(text: string): unknown {
  checkMembers(text)
  try {
    return JSON.parse(text)
  } catch {
    throw invalid('the body is not JSON', 'send one JSON object in UTF-8')
  }
}

/** Throws for what nests too deeply or has a member twice. Text that is no JSON is left for the parser to refuse. */
function checkMembers(text: string): void {
  /** For each open bracket the members seen, or undefined in a list. */
  const open: (Set<string> | undefined)[] = []
  /** Whether the next string of the innermost object is the name of a member. */
  let expectsName = false
  for (let at = 0; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case 0x7b: // {
        open.push(new Set())
        expectsName = true
        break
      case 0x5b: // [
        open.push(undefined)
        expectsName = false
        break
      case 0x7d: // }
      case 0x5d: // ]
        open.pop()
        expectsName = false
        break
      case 0x2c: // ,
        expectsName = open.at(-1) !== undefined
        break
      case 0x22: {
        const end = endOfString(text, at)
        if (expectsName) {
          addMember(open.at(-1), text.slice(at, end + 1))
          expectsName = false
        }
        at = end
        break
      }
    }
    if (open.length > LIMITS.bodyDepth) {
      throw invalid('the body is nested too deeply', 'send the documented shape, which is flat')
    }
  }
}

/** Index of the closing quote, or the end of a text that has none. */
function endOfString(text: string, start: number): number {
  for (let at = text.indexOf('"', start + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    let escapes = 0
    while (text[at - 1 - escapes] === '\\') escapes++
    if (escapes % 2 === 0) return at
  }
  return text.length
}

function addMember(members: Set<string> | undefined, quoted: string): void {
  if (members === undefined) return
  let name = quoted
  // Two spellings of one name are one member.
  if (quoted.includes('\\')) {
    try {
      name = JSON.stringify(JSON.parse(quoted))
    } catch {
      return
    }
  }
  if (members.has(name)) {
    throw invalid('the body has the same member twice', 'say each member once')
  }
  members.add(name)
}

function invalid(message: string, help: string): FirewallError {
  return new FirewallError('request-invalid', message, { help })
}
