import type { Detector } from '../../core/ports.js'
import { mergeVerbatim } from './verbatim.js'

/**
 * A pasted run of a document the asker may not read, in a prompt: asking about text one should not have, to
 * see whether the index knows it. The asker's own earlier words do not excuse it, or pasting twice would.
 * `verbatim` is built with the service's probe threshold, well above what a question borrows by chance.
 */
export function createProbeDetector(verbatim: Detector): Detector {
  return {
    name: 'probe',
    holdback: verbatim.holdback,
    async detect(text, from, reader) {
      const { detections, settled } = await verbatim.detect(text, from, { ...reader, ownTurns: [] })
      const runs = mergeVerbatim(detections).map(
        ({ start, end, score, provenance, canonical, sources, spared }) => ({
          kind: 'probe' as const,
          rule: 'pasted-run',
          start,
          end,
          score,
          provenance,
          canonical,
          sources,
          ...(spared === undefined ? {} : { spared }),
        }),
      )
      return { detections: runs, settled }
    },
  }
}
