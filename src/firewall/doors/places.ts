import type { AuditFinding } from '../../core/audit.js'
import { LIMITS } from '../../core/limits.js'
import type { DocumentRegistry } from '../../core/ports.js'
import type { SourcePosition } from '../../core/types.js'
import { foldText, matchFold } from '../../text/fold.js'

/** Folded bytes by which a run is looked for: as many as the shortest run that is a finding. */
const PROBE = 39

/**
 * Where in its sources a finding stands, as the source itself says it (`page 3`, `sheet 1, B5`): looked up when an
 * answer is done, because few answers have findings. What stands in the answer in another form than in the source is
 * not found again, and has no place.
 */
export async function withPlaces(
  documents: DocumentRegistry,
  raw: string,
  findings: readonly AuditFinding[],
): Promise<readonly AuditFinding[]> {
  if (documents.positions === undefined) return findings
  const sources = new Map<string, Promise<PlacedSource | undefined>>()
  let left = LIMITS.placesLength
  const open = (id: string) => {
    const known = sources.get(id)
    if (known !== undefined) return known
    const opened = openSource(documents, id, left).then((source) => {
      left -= source?.text.raw.length ?? 0
      return source
    })
    sources.set(id, opened)
    return opened
  }
  const placed: AuditFinding[] = []
  for (const finding of findings) {
    const needle = matchFold(raw.slice(finding.start, finding.end))
    const places: { document: string; at: string }[] = []
    for (const document of finding.sources) {
      const source = needle.length === 0 ? undefined : await open(document)
      const at = source === undefined ? undefined : placeOf(source, needle)
      if (at !== undefined) places.push({ document, at })
    }
    placed.push(places.length === 0 ? finding : { ...finding, places })
  }
  return placed
}

interface PlacedSource {
  readonly text: ReturnType<typeof foldText>
  readonly positions: readonly SourcePosition[]
}

async function openSource(
  documents: DocumentRegistry,
  id: string,
  left: number,
): Promise<PlacedSource | undefined> {
  const document = documents.byId(id)
  const positions = document === undefined ? [] : (documents.positions?.(document.number) ?? [])
  if (document === undefined || positions.length === 0) return undefined
  // One that was deleted meanwhile has no place any more.
  const text = await documents.text(document.number).catch(() => undefined)
  return text === undefined || text.length > left ? undefined : { text: foldText(text), positions }
}

/** A run may stand in several sources in part: its beginning, its middle or its end will do. */
function placeOf({ text, positions }: PlacedSource, needle: Uint8Array): string | undefined {
  const match = Buffer.from(text.match.buffer, text.match.byteOffset, text.match.byteLength)
  const last = Math.max(0, needle.length - PROBE)
  for (const from of new Set([0, last >> 1, last])) {
    const found = match.indexOf(needle.subarray(from, from + PROBE))
    if (found < 0) continue
    const start = text.matchStart(found)
    return positions.findLast((position) => position.start <= start)?.at
  }
  return undefined
}
