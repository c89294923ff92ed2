import { expect, test } from 'vitest'
import { secretKey } from '../../../../src/core/digest.js'
import { parseServicePolicy } from '../../../../src/core/policy-schema.js'
import type { Detection, Detector, DocumentRegistry, Reader } from '../../../../src/core/ports.js'
import { Judge } from '../../../../src/firewall/doors/judge.js'
import { compileService } from '../../../../src/firewall/policy/service-policy.js'

const policy = parseServicePolicy({ name: 'desk', actions: { EMAIL_ADDRESS: 'redact' } }, 'desk.yaml')
const service = compileService(policy, { levels: ['internal'], recognizers: [], guarantee: 39 })
const reader: Reader = { classify: () => 'forbidden', ownTurns: [], foreign: [] }
const documents = { byNumber: () => undefined } as unknown as DocumentRegistry

/** Finds `[start, end)` as soon as it is there, and settles all that it has seen: as early as any detector may. */
function finderOf(start: number, end: number): Detector {
  const found: Detection = {
    kind: 'personal-data',
    entity: 'EMAIL_ADDRESS',
    start,
    end,
    score: 1,
    provenance: 'forbidden',
    canonical: `${start}`,
    sources: [],
  }
  return {
    name: `finder of ${start}`,
    holdback: 0,
    async detect({ raw }, from) {
      const isThere = raw.length >= end
      const settled = isThere ? raw.length : Math.min(raw.length, start)
      return { detections: isThere && from <= start ? [found] : [], settled }
    },
  }
}

async function sent(pieces: readonly string[], detectors: readonly Detector[]): Promise<string> {
  const judge = new Judge({
    service: { ...service, holdback: 0 },
    detectors,
    documents,
    evidenceKey: secretKey(new Uint8Array(32).fill(7)),
    reader,
  })
  let text = ''
  for (const piece of pieces) text += await judge.push(piece)
  return text + (await judge.end())
}

test.each([
  ['touch', [8, 16], [16, 24]],
  ['overlap', [8, 18], [14, 24]],
  ['stand apart', [8, 15], [16, 24]],
] as const)('findings that %s are decided alike wherever the text is cut', async (_, one, other) => {
  const text = 'before, aaaabbbbccccdddd, and behind it'
  const detectors = () => [finderOf(one[0], one[1]), finderOf(other[0], other[1])]
  const whole = await sent([text], detectors())
  for (let at = 1; at < text.length; at++) {
    expect(await sent([text.slice(0, at), text.slice(at)], detectors()), `${at}`).toBe(whole)
  }
  expect(await sent([...text], detectors())).toBe(whole)
})

test.each([1_000, 4_096, 70_000])(
  'a long answer is let out as it was judged, in pieces of %d',
  async (by) => {
    const text = 'aaaabbbbcc\n'.repeat(20_000)
    const detectors = () => [finderOf(30, 40), finderOf(150_000, 150_010), finderOf(219_980, 219_999)]
    const whole = await sent([text], detectors())
    const pieces = Array.from({ length: Math.ceil(text.length / by) }, (_, i) =>
      text.slice(i * by, (i + 1) * by),
    )
    expect(whole.length).toBeLessThan(text.length + 40)
    expect(whole.match(/EMAIL_ADDRESS/g)).toHaveLength(3)
    expect(await sent(pieces, detectors())).toBe(whole)
  },
)

test('what a detector cannot settle is read again when much more of it is there', async () => {
  let read = 0
  const undecided: Detector = {
    name: 'undecided',
    holdback: 0,
    async detect({ raw, ended }, from) {
      read += raw.length - from
      return { detections: [], settled: ended ? raw.length : from }
    },
  }
  const length = 500_000
  await sent(
    Array.from({ length: length / 1_000 }, () => '<'.repeat(1_000)),
    [undecided],
  )
  expect(read).toBeLessThan(16 * length)
})

test('a detector that is ahead of what may leave is asked again when that has come to it, and nothing leaves later', async () => {
  const asked = { ahead: 0, behind: 0 }
  const lagging = (name: 'ahead' | 'behind', lag: number): Detector => ({
    name,
    holdback: lag,
    async detect({ raw, ended }, from) {
      asked[name] += 1
      return { detections: [], settled: ended ? raw.length : Math.max(from, raw.length - lag) }
    },
  })
  const words = Array.from({ length: 500 }, (_, i) => `word${i % 7} `)
  const detectors = [lagging('ahead', 4), finderOf(1_000, 1_010), lagging('behind', 48)]
  const judge = new Judge({
    service: { ...service, holdback: 0 },
    detectors,
    documents,
    evidenceKey: secretKey(new Uint8Array(32).fill(7)),
    reader,
  })
  let raw = 0
  let left = ''
  for (const word of words) {
    left += await judge.push(word)
    raw += word.length
    // Behind the value that is replaced the lengths differ.
    if (raw < 1_000) expect(left.length).toBe(Math.max(0, raw - 48))
  }
  expect(left).toContain('[EMAIL_ADDRESS]')
  await judge.end()
  expect(asked.behind).toBeGreaterThan(words.length)
  expect(asked.ahead).toBeLessThan(words.length / 6)
})
