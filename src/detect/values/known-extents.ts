import { createHash } from 'node:crypto'
import { readAsset } from '../../core/assets.js'
import { once } from '../../core/once.js'
import type { RegexExtent } from './regex.js'

/**
 * What `analyze` says of the expressions that come with ragwall, made before, as their needs are (`prefilter/known-needs.ts`):
 * an expression that was changed since is analyzed anew.
 */
type PackedExtent = readonly [minLength: number, maxLength: number, lookbehind: number, lookahead: number]

const table = once(
  () => JSON.parse(readAsset('prefilter-needs').part('extents').toString()) as Record<string, PackedExtent>,
)

export function knownExtent(regex: RegExp): RegexExtent | undefined {
  const key = extentKey(regex)
  if (!Object.hasOwn(table(), key)) return undefined
  const [minLength, maxLength, lookbehind, lookahead] = table()[key]!
  return { minLength, maxLength, lookbehind, lookahead }
}

export function encodeExtents(regexes: Iterable<RegExp>, extentOf: (regex: RegExp) => RegexExtent): string {
  const packed: Record<string, PackedExtent> = {}
  for (const regex of regexes) {
    const { minLength, maxLength, lookbehind, lookahead } = extentOf(regex)
    packed[extentKey(regex)] = [minLength, maxLength, lookbehind, lookahead]
  }
  return JSON.stringify(packed)
}

function extentKey({ source, flags }: RegExp): string {
  return createHash('sha256').update(`${flags} ${source}`).digest('base64url').slice(0, 16)
}
