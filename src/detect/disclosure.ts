import type { Detection, Detector, DetectorStep, Recognizer } from '../core/ports.js'
import { disclosureRules } from './disclosure-rules.js'
import { rawSpan, surfaceIndex } from './surface.js'

/**
 * Requests for what stands behind the answer: the system prompt, the instructions, the documents in the
 * context. For the input door. The rules are recognizers (`disclosure-rules.ts`), so they are start-local and
 * proven by their own examples; a wording that no rule knows passes here and meets the answer's door.
 */
export function createDisclosureDetector(rules: readonly Recognizer[] = disclosureRules()): Detector {
  return {
    name: 'disclosure',
    holdback: Math.max(0, ...rules.map((rule) => rule.maxLength + rule.lookahead)),
    async detect(text, from): Promise<DetectorStep> {
      const { surface, ended, raw } = text
      const first = surfaceIndex(text, from)
      const detections: Detection[] = []
      let settledSurface = surface.length
      for (const rule of rules) {
        const base = Math.max(0, first - rule.lookbehind)
        if (!ended) settledSurface = Math.min(settledSurface, base + rule.settled(surface.slice(base)))
      }
      const settled = ended ? raw.length : text.surfaceStart(Math.max(first, settledSurface))
      for (const rule of rules) {
        const base = Math.max(0, first - rule.lookbehind)
        for (const match of rule.recognize(surface.slice(base))) {
          const span = rawSpan(text, match.start + base, match.end + base)
          if (span.start < from || span.start >= settled) continue
          detections.push({
            ...span,
            kind: 'disclosure',
            rule: rule.entity,
            score: match.score,
            provenance: 'unknown',
            canonical: rule.entity,
            sources: [],
          })
        }
      }
      return { detections: detections.sort((a, b) => a.start - b.start || a.end - b.end), settled }
    },
  }
}
