import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type AssetSource, parseAsset } from '../../src/core/assets.js'
import { assetFiles, termsOf } from './write-asset.js'

/**
 * Writes `NOTICE` from the headers of the files in `data` and from `data/terms`: `npm run build:notice`.
 */
export function buildNotice(): string {
  const headers = assetFiles().map(({ bytes }) => parseAsset(bytes).header)
  const listed = headers.map(({ name, what, command, sources }) =>
    [`data/${name}.bin`, `  ${what}`, `  Made by: ${command}`, ...sources.map(sourceLines)].join('\n'),
  )
  const named = headers.flatMap(({ sources }) => sources.flatMap(({ terms }) => terms ?? []))
  const texts = [...new Set(named)].sort().map((name) => `${RULE}\n${name}\n${RULE}\n\n${termsOf(name)}`)
  return `${HEAD}\n${listed.join('\n\n')}\n\n${TERMS}\n\n${texts.join('\n')}`
}

const RULE = '='.repeat(80)

const HEAD = `ragwall

The program is licensed under the Apache License, version 2.0 (LICENSE). Its folder data holds tables and weights
that were made, in another form, from what others have published under terms of their own. Each file is listed with
its sources.
`

const TERMS = 'The terms in full, as the sources ask for:'

function sourceLines({ from, taken, license, terms }: AssetSource): string {
  const where = terms === undefined ? '' : `; see ${terms} below`
  return `  From: ${from}\n    Taken: ${taken}\n    Terms: ${license}${where}`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(new URL('../../NOTICE', import.meta.url), buildNotice())
}
