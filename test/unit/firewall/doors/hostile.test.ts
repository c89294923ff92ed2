import { describe, expect, test } from 'vitest'
import { LIMITS } from '../../../../src/core/limits.js'
import { parseServicePolicy } from '../../../../src/core/policy-schema.js'
import { foldedViewsOf } from '../../../../src/detect/copies/folded-views.js'
import { createFirewall, type Firewall } from '../../../../src/firewall/firewall.js'
import { foldText } from '../../../../src/text/fold.js'
import { GrowingViews } from '../../../../src/text/growing-views/growing-views.js'
import { decodeViews } from '../../../../src/text/views.js'
import { HOSTILE } from '../../../support/hostile.js'
import { collect } from '../../../support/world.js'

/**
 * Nobody stops the service with a text: what is read of it besides itself is counted, and grows no faster than it does.
 * `npm run bench:hostile` prints the times of a megabyte each.
 */
interface Counted {
  readonly length: number
  /** Code units of the forms it may be read in, of what its codes say, and bytes that are looked up for both. */
  readonly forms: number
  readonly decoded: number
  readonly looked: number
}

function counted(text: string): Counted {
  const forms = new GrowingViews()
  forms.read(text, true)
  const folded = foldText(text)
  const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0)
  return {
    length: text.length,
    forms: forms.said,
    decoded: sum(decodeViews(folded.surface, 0, true).map((view) => view.text.length)),
    looked: sum(foldedViewsOf(folded, 0, 39).views.map(({ bytes }) => bytes.length)),
  }
}

/** For each unit of a text at most so many. */
const MOST = { forms: 12, decoded: 30, looked: 320 }
const SIZE = 2_000
describe('work is counted, and grows no faster than the text', () => {
  // What is packed says a thousand times as much, and is refused: see below.
  const kinds = HOSTILE.filter(({ name }) => !name.startsWith('packed'))
  test.each(kinds.map((kind) => [kind.name, kind] as const))('%s', (_, { make, harmless }) => {
    const once = counted(make(SIZE))
    const twice = counted(make(2 * SIZE))
    const share = twice.length / once.length
    for (const what of ['forms', 'decoded', 'looked'] as const) {
      expect(twice[what], what).toBeLessThanOrEqual(MOST[what] * twice.length)
      // Where a text becomes long enough for a reader to see what it is, all of it is read at once.
      if (twice[what] * 2 > MOST[what] * twice.length) {
        expect(twice[what], what).toBeLessThanOrEqual(1.3 * share * once[what])
      }
    }
    if (harmless) expect(twice.forms).toBeLessThanOrEqual(LIMITS.formsShare * twice.length)
  })

  test('at least sixty kinds, each another text', () => {
    expect(HOSTILE.length).toBeGreaterThanOrEqual(60)
    expect(new Set(HOSTILE.map(({ make }) => make(600))).size).toBe(HOSTILE.length)
  })
})

describe('what says more in other forms than may be judged is refused', () => {
  const packed = HOSTILE.find(({ name }) => name === 'packed zeros')!.make(8_000)
  const principal = { id: 'user:a', groups: [], clearance: { level: 'public', compartments: [] } }
  const options = { principal, service: 'desk' }
  const refused = { code: 'work-limit' }

  function firewallThat(onError: 'refuse' | 'release'): Promise<Firewall> {
    return createFirewall({
      policy: ['public', 'secret'],
      audit: 'memory',
      services: [parseServicePolicy({ name: 'desk', onError }, 'desk.yaml')],
    })
  }

  test.each([1, 7, 1_000, 5_000])(
    'as a whole and in pieces of %d, though what fails is released',
    async (by) => {
      const firewall = await firewallThat('release')
      try {
        await expect(firewall.check(packed, options)).rejects.toMatchObject(refused)
        async function* pieces() {
          for (let at = 0; at < packed.length; at += by) yield packed.slice(at, at + by)
        }
        const stream = firewall.check(pieces(), options)
        await expect(collect(stream)).rejects.toMatchObject(refused)
        await expect(stream.verdict).rejects.toMatchObject(refused)
      } finally {
        await firewall.close()
      }
    },
  )

  test('of ever longer texts the same are read, wherever they are cut', () => {
    const most = LIMITS.formsLength + LIMITS.formsShare * 16_384
    const read = (text: string, cuts: readonly number[]) => {
      const views = new GrowingViews()
      for (const cut of cuts) views.read(text.slice(0, cut), false)
      views.read(text, true)
      return views.said
    }
    expect(read(packed.slice(0, 600), [])).toBeGreaterThan(0)
    let length = 0
    for (let at = 400; at < packed.length; at += 200) {
      const outcome = [[], [1, 77, at >> 1, at - 1]].map((cuts) => {
        try {
          return read(packed.slice(0, at), cuts)
        } catch (error) {
          return (error as { code: string }).code
        }
      })
      expect(outcome[0]).toEqual(outcome[1])
      if (typeof outcome[0] === 'number') {
        expect(outcome[0]).toBeLessThanOrEqual(most)
        length = at
      }
    }
    expect(length).toBeGreaterThan(400)
    expect(length).toBeLessThan(packed.length - 200)
  })

  test('a caller who gives up is left at once, and others run meanwhile', async () => {
    const firewall = await firewallThat('refuse')
    try {
      const abort = new AbortController()
      const long = HOSTILE.find(({ name }) => name === 'base64 of prose')!.make(60_000)
      const checked = firewall.check(long, { ...options, signal: abort.signal })
      setImmediate(() => abort.abort())
      await expect(checked).rejects.toMatchObject({ code: 'aborted' })
    } finally {
      await firewall.close()
    }
  })
})
