import { fileURLToPath } from 'node:url'
import { encodeFold } from '../../src/text/fold-codec.js'
import { type NewAsset, writeAsset } from '../assets/write-asset.js'
import { codePoints, matchImage, surfaceImage } from './fold-rules.js'
import { unicodeTerms } from './unicode-terms.js'

/**
 * Writes `data/fold-tables.bin` from the rules and the Unicode data of this Node: `npm run build:fold`. A changed
 * table is a changed fold: indexes made with the old one are refused by their version and built again.
 */
export function buildFoldTables(): NewAsset {
  const match: [number, string][] = []
  const surface: [number, string][] = []
  for (const codePoint of codePoints()) {
    const matched = matchImage(codePoint)
    if (matched !== '') match.push([codePoint, matched])
    const surfaced = surfaceImage(codePoint)
    if (surfaced !== String.fromCodePoint(codePoint)) surface.push([codePoint, surfaced])
  }
  return {
    name: 'fold-tables',
    what: 'The match fold and the surface fold: what each character of Unicode is read as.',
    command: 'npm run build:fold',
    sources: [
      {
        from: `Unicode Character Database ${process.versions['unicode']}, by way of Node.js`,
        taken: 'decompositions, lower case, kinds of characters',
        license: 'Unicode-DFS-2016',
        terms: 'unicode.txt',
      },
    ],
    terms: { 'unicode.txt': unicodeTerms() },
    parts: { match: { contents: encodeFold(match) }, surface: { contents: encodeFold(surface) } },
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeAsset(buildFoldTables())
