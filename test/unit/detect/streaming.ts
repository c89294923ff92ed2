import { expect } from 'vitest'
import type { Detection, Detector, Reader } from '../../../src/core/ports.js'
import { foldText, GrowingText } from '../../../src/text/fold.js'

export async function batch(detector: Detector, text: string, reader: Reader): Promise<Detection[]> {
  const { detections, settled } = await detector.detect(foldText(text), 0, reader)
  expect(settled).toBe(text.length)
  return [...detections]
}

/** The same text in pieces, as the judge feeds it; checks that settled points move forward and cover findings. */
export async function stream(
  detector: Detector,
  pieces: readonly string[],
  reader: Reader,
): Promise<Detection[]> {
  const text = new GrowingText()
  const found: Detection[] = []
  let from = 0
  const look = async () => {
    const { detections, settled } = await detector.detect(text, from, reader)
    expect(settled).toBeGreaterThanOrEqual(from)
    expect(settled).toBeLessThanOrEqual(text.raw.length)
    for (const detection of detections) {
      expect(detection.start).toBeGreaterThanOrEqual(from)
      expect(detection.start).toBeLessThan(settled)
    }
    found.push(...detections)
    from = settled
  }
  for (const piece of pieces) {
    text.push(piece)
    await look()
  }
  text.end()
  await look()
  return found
}

/** Cuts a text at the given shares of its length. */
export function cutAt(text: string, shares: readonly number[]): string[] {
  const places = shares.map((share) => Math.floor(share * (text.length + 1))).sort((a, b) => a - b)
  return [0, ...places].map((place, i) => text.slice(place, places[i]))
}

export const inOrder = (detections: readonly Detection[]): Detection[] =>
  detections.toSorted(
    (a, b) =>
      a.start - b.start ||
      a.end - b.end ||
      (a.canonical < b.canonical ? -1 : a.canonical > b.canonical ? 1 : 0),
  )
