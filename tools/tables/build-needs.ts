import { fileURLToPath } from 'node:url'
import { encodeExtents } from '../../src/detect/values/known-extents.js'
import { probeOf } from '../../src/detect/values/pattern.js'
import { encodeNeeds, needsKey } from '../../src/detect/values/prefilter/known-needs.js'
import { encodeTables, tablesKey } from '../../src/detect/values/prefilter/known-tables.js'
import { needsOf } from '../../src/detect/values/prefilter/needs.js'
import { buildTables } from '../../src/detect/values/prefilter/tables.js'
import { type Needs, unsoughtOf } from '../../src/detect/values/prefilter/trigger.js'
import { defaultRecognizers } from '../../src/detect/values/recognizers/index.js'
import { analyze } from '../../src/detect/values/regex.js'
import { type NewAsset, writeAsset } from '../assets/write-asset.js'

/**
 * Writes `data/prefilter-needs.bin` from the expressions that come with ragwall: `npm run build:needs`, when many of
 * them were changed, or how `needs.ts` reads them. A table that was forgotten costs time at the start and nothing else.
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

/** The tables of all of them together, as a scanner without options asks for them. */
export function bundledTables(): Buffer {
  const probes = defaultRecognizers().flatMap((recognizer) => probeOf(recognizer) ?? [])
  const keys = probes.map(({ regex, minLength, preceding }) => needsKey(regex, minLength, preceding))
  const needs = probes.map(({ regex, minLength, preceding }) => needsOf(regex, minLength, preceding))
  return encodeTables(tablesKey(keys), { tables: buildTables(needs), unsought: unsoughtOf(needs) })
}

function bundledExtents(): string {
  return encodeExtents(
    defaultRecognizers().flatMap((recognizer) => probeOf(recognizer)?.regex ?? []),
    analyze,
  )
}

export function buildNeeds(): NewAsset {
  return {
    name: 'prefilter-needs',
    what: 'What a text must have before an expression of a recognizer can match in it, and how far its matches reach.',
    command: 'npm run build:needs',
    sources: [{ from: 'ragwall', taken: 'the expressions of its recognizers', license: 'Apache-2.0' }],
    parts: {
      needs: { contents: encodeNeeds(bundledNeeds()) },
      extents: { contents: bundledExtents() },
      tables: { contents: bundledTables() },
    },
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeAsset(buildNeeds())
