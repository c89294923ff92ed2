import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { probeOf } from '../../src/detect/values/pattern.js'
import { encodeNeeds, needsKey } from '../../src/detect/values/prefilter/known-needs.js'
import { needsOf } from '../../src/detect/values/prefilter/needs.js'
import type { Needs } from '../../src/detect/values/prefilter/trigger.js'
import { defaultRecognizers } from '../../src/detect/values/recognizers/index.js'

/**
 * Writes `needs-table.ts` from the expressions that come with ragwall: `npm run build:needs`, when many of them were
 * changed, or how `needs.ts` reads them. A table that was forgotten costs time at the start and nothing else.
 */
export function bundledNeeds(): Map<string, Needs> {
  const all = new Map<string, Needs>()
  for (const recognizer of defaultRecognizers()) {
    const probe = probeOf(recognizer)
    if (probe === undefined) continue
    const { regex, minLength, preceding } = probe
    all.set(needsKey(regex, minLength, preceding), needsOf(regex, minLength, preceding))
  }
  return all
}

function source(encoded: string): string {
  return `// Made by build-needs.ts (npm run build:needs). Do not edit. The format is described in known-needs.ts.

/** Brotli in Base64. */
export const NEEDS = [
${(encoded.match(/.{1,100}/g) ?? []).map((line) => `  '${line}',`).join('\n')}
].join('')
`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(
    new URL('../../src/detect/values/prefilter/needs-table.ts', import.meta.url),
    source(encodeNeeds(bundledNeeds())),
  )
}
