import type { Detector, FoldedText } from '../../../src/core/ports.js'
import type { SourceDocument } from '../../../src/core/types.js'
import { seededKey } from '../../../src/evaluate/sandbox.js'
import type { DoorContext } from '../../../src/firewall/doors/check.js'
import { createFirewall, type Firewall } from '../../../src/firewall/firewall.js'
import { DEFAULT_SERVICE, wire } from '../../../src/firewall/wiring.js'

export const PRINCIPAL = {
  id: 'user:reader',
  groups: ['group:readers'],
  clearance: { level: 'internal', compartments: [] },
}

/** What one detector did since the last `clear`. */
export interface Clock {
  readonly name: string
  milliseconds: number
  /** Where in the text it has settled, code units. */
  settled: number
  text: FoldedText | undefined
}

export interface World {
  readonly firewall: Firewall
  /** The same door with a clock in front of each detector. */
  readonly door: DoorContext
  readonly clocks: readonly Clock[]
  close(): Promise<void>
}

/** One store behind a firewall as applications open it, and behind a door whose detectors are timed one by one. */
export async function openWorld(documents: readonly SourceDocument[], seed: string): Promise<World> {
  const options = { policy: ['internal'], audit: 'memory', evidenceKey: seededKey(seed) } as const
  const parts = await wire(options)
  const firewall = await createFirewall({ ...options, store: parts.store })
  const { refused } = await firewall.apply(
    documents.map((document) => ({ kind: 'upsert' as const, document, cursor: '' })),
  )
  if (refused.length > 0) throw new RangeError(`${refused.length} documents were refused`)
  const { check } = parts.doors.get(DEFAULT_SERVICE.name)!
  const timed = check.detectors.map(withClock)
  return {
    firewall,
    door: { ...check, detectors: timed.map(({ detector }) => detector) },
    clocks: timed.map(({ clock }) => clock),
    close: () => firewall.close(),
  }
}

function withClock(detector: Detector): { detector: Detector; clock: Clock } {
  const clock: Clock = { name: detector.name, milliseconds: 0, settled: 0, text: undefined }
  return {
    clock,
    detector: {
      ...detector,
      async detect(text, from, reader) {
        const started = performance.now()
        const step = await detector.detect(text, from, reader)
        clock.milliseconds += performance.now() - started
        clock.settled = step.settled
        clock.text = text
        return step
      },
    },
  }
}
