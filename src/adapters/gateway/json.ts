import { LIMITS } from '../../core/limits.js'

/** A JSON object or list of an upstream; undefined for anything else, and for what nests so deeply that reading it ends the process. */
export function parseNested(text: string): object | undefined {
  if (isDeep(text)) return undefined
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? value : undefined
  } catch {
    return undefined
  }
}

/** Brackets within texts do not count. Of what is no JSON the answer says nothing. */
function isDeep(text: string): boolean {
  let depth = 0
  let quoted = false
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (quoted) {
      if (unit === BACKSLASH) i++
      else if (unit === QUOTE) quoted = false
    } else if (unit === QUOTE) quoted = true
    else if (unit === BRACKET || unit === BRACE) {
      if (++depth > LIMITS.upstreamDepth) return true
    } else if (unit === BRACKET + 2 || unit === BRACE + 2) depth--
  }
  return false
}

const QUOTE = 0x22
const BACKSLASH = 0x5c
/** What closes them is two further. */
const BRACKET = 0x5b
const BRACE = 0x7b
