import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { deflateRawSync } from 'node:zlib'
import { encodeFold, foldVersion } from '../../src/text/fold-codec.js'
import { codePoints, matchImage, surfaceImage } from '../../src/text/fold-rules.js'

/**
 * Writes `fold-table.ts` from the rules and the Unicode data of this Node: `npm run build:fold`. A changed
 * table is a changed fold: indexes made with the old one are refused by their version and built again.
 */
export function buildFoldTables(): { match: Uint8Array; surface: Uint8Array } {
  const match: [number, string][] = []
  const surface: [number, string][] = []
  for (const codePoint of codePoints()) {
    const matched = matchImage(codePoint)
    if (matched !== '') match.push([codePoint, matched])
    const surfaced = surfaceImage(codePoint)
    if (surfaced !== String.fromCodePoint(codePoint)) surface.push([codePoint, surfaced])
  }
  return { match: encodeFold(match), surface: encodeFold(surface) }
}

function source(tables: { match: Uint8Array; surface: Uint8Array }): string {
  const base64 = (bytes: Uint8Array) => {
    const text = deflateRawSync(bytes, { level: 9 }).toString('base64')
    return (text.match(/.{1,100}/g) ?? []).map((line) => `  '${line}',`).join('\n')
  }
  return `// Made by build-fold-table.ts (npm run build:fold). Do not edit.

/** Version of the Unicode Character Database that the tables were made from. */
export const FOLD_UNICODE = '${process.versions['unicode'] ?? ''}'
export const MATCH_FOLD_VERSION = ${foldVersion(tables.match)}
export const SURFACE_FOLD_VERSION = ${foldVersion(tables.surface)}

/** Raw deflate in Base64 of what \`fold-codec.ts\` describes. */
export const MATCH_FOLD = [
${base64(tables.match)}
].join('')

export const SURFACE_FOLD = [
${base64(tables.surface)}
].join('')
`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(new URL('../../src/text/fold-table.ts', import.meta.url), source(buildFoldTables()))
}
