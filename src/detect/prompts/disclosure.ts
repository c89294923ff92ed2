import type { Detection, Detector, DetectorStep, Recognizer } from '../../core/ports.js'
import { rawSpan, surfaceIndex } from '../../text/surface.js'
import { passOf } from '../values/index.js'
import { disclosureRules } from './disclosure-rules.js'

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
      const pass = passOf(rules)
      const settled = ended ? raw.length : text.surfaceStart(pass.settled(surface, first))
      const detections: Detection[] = []
      for (const { recognizer, match } of pass.matches(surface, first)) {
        const rule = rules[recognizer]!.entity
        const span = rawSpan(text, match.start, match.end)
        if (span.start < from || span.start >= settled) continue
        detections.push({
          ...span,
          kind: 'disclosure',
          rule,
          score: match.score,
          provenance: 'unknown',
          canonical: rule,
          sources: [],
        })
      }
      return { detections: detections.sort((a, b) => a.start - b.start || a.end - b.end), settled }
    },
  }
}
