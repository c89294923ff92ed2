/**
 * `npm run test:cuts`: texts in forms, cut where it hurts (within signs, one unit around them, at random), read in
 * pieces and as a whole. Forms, hidden text and enumerations must come out the same. Prints how many cuts there were and
 * names what differs; `--cuts N` (default 100,000), `--seed S`, `--minutes M` ends earlier.
 */
import { isDeepStrictEqual, parseArgs } from 'node:util'
import type { Detector, Reader } from '../../src/core/ports.js'
import { createEnumerationDetector } from '../../src/detect/enumerations/index.js'
import { createHiddenTextDetector } from '../../src/detect/forms/index.js'
import { drawCandidates, framesOf, THINGS } from '../../src/evaluate/enumerations/draw.js'
import { drawCase, secretsOf } from '../../src/evaluate/forms/case.js'
import { CORPUS } from '../../src/evaluate/forms/corpus.js'
import { createRandom, type Random } from '../../src/evaluate/random.js'
import { foldText, GrowingText } from '../../src/text/fold.js'
import { readInPieces, readWhole, SIGNS } from '../support/view-reading.js'

const { values } = parseArgs({
  options: {
    cuts: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
    minutes: { type: 'string', default: '600' },
  },
})
const wanted = Number(values.cuts)
const until = Date.now() + Number(values.minutes) * 60_000
const random = createRandom(`cuts ${values.seed}`)
const secrets = CORPUS.flatMap(secretsOf)
const reader: Reader = { classify: () => 'forbidden', ownTurns: [], foreign: [] }
const detectors: readonly (() => Detector)[] = [
  createHiddenTextDetector,
  () => createEnumerationDetector({ namesForbidden: async () => true }),
]

let cuts = 0
let texts = 0
const different: string[] = []
while (cuts < wanted && Date.now() < until) {
  texts += 1
  const from = random.fork(`${texts}`)
  const { name, text } = drawText(from)
  const whole = readWhole(text)
  const found = await Promise.all(detectors.map((make) => detect(make(), [text])))
  for (let round = 0; round < 8; round++) {
    const places = drawCuts(text, from)
    cuts += places.length
    const same = (() => {
      try {
        return isDeepStrictEqual(readInPieces(text, places), whole)
      } catch {
        return false
      }
    })()
    if (!same) different.push(`forms of ${name} cut at ${places}`)
    const pieces = [0, ...places].map((place, i) => text.slice(place, places[i]))
    for (const [i, make] of detectors.entries()) {
      const streamed = await detect(make(), pieces)
      if (!isDeepStrictEqual(streamed, found[i])) different.push(`${make().name} in ${name} cut at ${places}`)
    }
  }
}

/** A form that carriers make, signs one behind the other, or an enumeration; often two of them. */
function drawText(from: Random): { name: string; text: string } {
  const kind = from.below(4)
  if (kind === 0) {
    const text = Array.from({ length: 4 + from.below(36) }, () => from.pick(SIGNS)).join('')
    return text.isWellFormed() ? { name: 'signs', text } : drawText(from)
  }
  if (kind === 1) {
    const thing = from.pick(THINGS)
    const frame = from.pick(framesOf(thing))
    const { withTruth } = drawCandidates(thing, 3 + from.below(3), 0, from)
    const { answer } = frame.write(withTruth)
    return {
      name: `${thing.language} ${frame.frame}`,
      text: `${from.pick(CORPUS).harmless[0]} ${answer} ${answer.slice(0, 30)}`,
    }
  }
  const form = drawCase(from.pick(secrets), 1 + from.below(3), from)
  if (form === undefined || form.traced.text.length > 2_000) return drawText(from)
  return { name: form.carriers.map((carrier) => carrier.name).join(' > '), text: form.traced.text }
}

/** Where signs end and words begin, one unit around these, and anywhere; never within a character. */
function drawCuts(text: string, from: Random): number[] {
  const seams = [...text.matchAll(/[^\p{L}\p{N}]/gu)].flatMap(({ index }) => [index - 1, index, index + 1])
  const count = 1 + from.below(from.chance(0.2) ? Math.min(200, text.length) : 12)
  const drawn = Array.from({ length: count }, () =>
    seams.length > 0 && from.chance(0.6) ? from.pick(seams) : from.below(text.length + 1),
  )
  return [...new Set(drawn)]
    .filter((place) => place > 0 && place < text.length && text.slice(0, place).isWellFormed())
    .sort((a, b) => a - b)
}

async function detect(detector: Detector, pieces: readonly string[]): Promise<unknown> {
  if (pieces.length === 1) return inOrder((await detector.detect(foldText(pieces[0]!), 0, reader)).detections)
  const text = new GrowingText()
  const found: { start: number; end: number }[] = []
  let settled = 0
  for (const piece of [...pieces, undefined]) {
    if (piece === undefined) text.end()
    else text.push(piece)
    const step = await detector.detect(text, settled, reader)
    found.push(...step.detections.filter(({ start }) => start >= settled))
    settled = step.settled
  }
  return inOrder(found)
}

function inOrder<Span extends { start: number; end: number }>(found: readonly Span[]): Span[] {
  return found.toSorted((a, b) => a.start - b.start || a.end - b.end)
}

for (const one of different.slice(0, 20)) console.log(one)
console.log(`${cuts} cuts of ${texts} texts, ${different.length} differences`)
if (different.length > 0) process.exitCode = 1
