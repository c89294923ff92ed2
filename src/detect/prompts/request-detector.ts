import type { Detection, Detector, DetectorStep, FoldedText, Reader } from '../../core/ports.js'
import { GrowingViews } from '../../text/growing-views/growing-views.js'
import { rawSpan } from '../../text/surface.js'
import type { Frame } from './frames.js'
import { type Request, readRequests } from './reading.js'
import { plainText } from './words.js'

/** Words that may be said whatever they ask for. */
export interface ExemptSpan {
  readonly span: string
  /** Only while the reader does one of these tasks; without it, always. */
  readonly tasks?: readonly string[] | undefined
}

export interface RequestDetectorOptions {
  readonly layer: Frame['layer']
  readonly except?: readonly ExemptSpan[]
}

const KINDS = { disclosure: 'disclosure', override: 'injection' } as const

/**
 * Requests for what stands behind the answers (`disclosure`), and orders to leave aside what the assistant goes by
 * (`override`). For the input door and for what others wrote. A text is read whole, as it stands and in every form
 * that it may be read in, so nothing is settled before it ends. What no frame knows passes here and meets the
 * answer's door.
 */
export function createRequestDetector({ layer, except = [] }: RequestDetectorOptions): Detector {
  return {
    name: layer,
    holdback: 0,
    async detect(text, from, reader): Promise<DetectorStep> {
      if (!text.ended) return { detections: [], settled: from }
      const detections: Detection[] = []
      for (const { rule, layer: found, start, end } of requestsOf(text, reader, except)) {
        if (found !== layer || start < from) continue
        detections.push({
          start,
          end,
          kind: KINDS[layer],
          rule,
          score: 0.9,
          provenance: 'unknown',
          canonical: rule,
          sources: [],
        })
      }
      return { detections, settled: text.raw.length }
    },
  }
}

/** Both layers read a text once. */
const read = new WeakMap<FoldedText, readonly Request[]>()

function requestsOf(text: FoldedText, reader: Reader, except: readonly ExemptSpan[]): readonly Request[] {
  const spans = except.filter(
    ({ tasks }) => tasks === undefined || (reader.task !== undefined && tasks.includes(reader.task)),
  )
  if (spans.length > 0) return readAll(text, spans)
  let known = read.get(text)
  if (known === undefined) read.set(text, (known = readAll(text, [])))
  return known
}

function readAll(text: FoldedText, spans: readonly ExemptSpan[]): Request[] {
  const requests: Request[] = readRequests(without(text.surface, spans)).map((request) => ({
    ...request,
    ...rawSpan(text, request.start, request.end),
  }))
  const plain = new Set(requests.map(({ rule }) => rule))
  const forms = new GrowingViews()
  forms.read(text.raw, true)
  for (const view of forms.take()) {
    for (const request of readRequests(without(view.text.surface, spans))) {
      // What the text says as it stands is not said again of a form of it.
      if (plain.has(request.rule)) continue
      plain.add(request.rule)
      const { start, end } = rawSpan(view.text, request.start, request.end)
      const first = view.start(start)
      requests.push({ ...request, start: first, end: Math.max(first + 1, view.end(end - 1)) })
    }
  }
  return requests.sort((a, b) => a.start - b.start || a.end - b.end)
}

/** The text with exempt words blanked: what else it asks for is found all the same. */
function without(surface: string, spans: readonly ExemptSpan[]): string {
  let left = surface
  for (const { span } of spans) {
    const { text, places } = plainText(left)
    const wanted = plainText(span).text
    if (wanted.trim() === '') continue
    for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length)) {
      const start = places?.[at] ?? at
      const end = places?.[at + wanted.length] ?? at + wanted.length
      left = left.slice(0, start) + ' '.repeat(end - start) + left.slice(end)
    }
  }
  return left
}
