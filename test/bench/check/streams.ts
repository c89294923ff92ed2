import { createRandom } from '../../../src/evaluate/random.js'
import { cutRandomly } from '../../../src/evaluate/verdicts.js'
import { Judge } from '../../../src/firewall/doors/judge.js'
import { readerFor } from '../../../src/firewall/doors/reader.js'
import { matchFold } from '../../../src/text/fold.js'
import { PRINCIPAL, type World } from './world.js'

/** What is held back, at the median and the 95th percentile of all tokens. */
interface Held {
  readonly p50: number
  readonly p95: number
}

export interface StreamResult {
  readonly tokens: number
  readonly microsecondsPerToken: number
  readonly heldBytes: Held
  readonly heldUnits: Held
  /** Of each detector what it alone would hold back, and at how many tokens it held back most. */
  readonly detectors: Readonly<
    Record<string, { readonly bytes: Held; readonly units: Held; readonly share: number }>
  >
}

const LONGEST_TOKEN = 20

/** Answers in tokens of 1 to 20 code units. Clean ones: of a redaction it cannot be said how much is held back. */
export async function measureStreams(
  { door, clocks }: World,
  answers: readonly string[],
  seed: string,
): Promise<StreamResult> {
  const random = createRandom(`tokens ${seed}`)
  const all = { bytes: [] as number[], units: [] as number[] }
  const each = clocks.map(() => ({ bytes: [] as number[], units: [] as number[], most: 0 }))
  let tokens = 0
  let time = 0
  for (const [n, answer] of answers.entries()) {
    const reader = await readerFor(door, { principal: PRINCIPAL })
    const judge = new Judge({ ...door, reader })
    let sent = 0
    for (const token of cutRandomly(answer, LONGEST_TOKEN, random)) {
      const started = performance.now()
      sent += (await judge.push(token)).length
      // The first answer is for warming up.
      if (n > 0) time += performance.now() - started
      if (judge.decided !== 'release') break
      if (n === 0) continue
      tokens += 1
      const { raw } = judge
      all.units.push(raw.length - sent)
      all.bytes.push(foldedBytes(raw.slice(sent)))
      const least = Math.min(...clocks.map(({ settled }) => settled))
      for (const [i, { settled }] of clocks.entries()) {
        each[i]!.units.push(raw.length - settled)
        each[i]!.bytes.push(foldedBytes(raw.slice(settled)))
        if (settled === least && settled < raw.length) each[i]!.most += 1
      }
    }
  }
  return {
    tokens,
    microsecondsPerToken: (time * 1000) / tokens,
    heldBytes: heldOf(all.bytes),
    heldUnits: heldOf(all.units),
    detectors: Object.fromEntries(
      clocks.map(({ name }, i) => [
        name,
        { bytes: heldOf(each[i]!.bytes), units: heldOf(each[i]!.units), share: each[i]!.most / tokens },
      ]),
    ),
  }
}

function foldedBytes(text: string): number {
  return matchFold(text.toWellFormed()).length
}

function heldOf(held: number[]): Held {
  held.sort((a, b) => a - b)
  const at = (share: number) => held[Math.min(held.length - 1, Math.floor(share * held.length))] ?? 0
  return { p50: at(0.5), p95: at(0.95) }
}
