import { expect, test } from 'vitest'
import { secretKey } from '../../../src/core/digest.js'
import type { DocumentNumber } from '../../../src/core/types.js'
import { openFingerprints } from '../../../src/store/fingerprints/index.js'
import { VerbatimIndex } from '../../../src/verbatim-index/index.js'

const key = new Uint8Array(32).fill(5)
const sentence = (i: number) =>
  `clause ${i * 7919} binds heir ${i * 104_729} to plot ${i * 1_299_709} of the shore `
const notice = Array.from({ length: 12 }, (_, i) => sentence(i)).join('')

/** Texts meant to cost as much as possible, against documents meant for the same. */
const answers: Record<string, string> = {
  'a notice that two thousand documents hold, many times': notice.repeat(40),
  'one letter': 'a'.repeat(40_000),
  'a short period': 'abcde'.repeat(8_000),
  'a period as long as a k-gram': 'q1w2e3r4t5y6u7i8o'.repeat(2_400),
  'all of a document': Array.from({ length: 400 }, (_, i) => sentence(i)).join(''),
  'the same words in every order': Array.from({ length: 4_000 }, (_, i) => `w${(i * 31) % 7}`).join(' '),
  'invisible characters between letters': [...notice].join('\u200b'),
}

test('every answer ends: in matches, or over budget in work-limit', async () => {
  const index = await VerbatimIndex.open({ key })
  await index.add(
    (function* () {
      for (let i = 0; i < 2_000; i++) yield { id: `n${i}`, text: `${sentence(1_000 + i)} ${notice}` }
      for (let i = 0; i < 40; i++) yield { id: `p${i}`, text: 'abcde'.repeat(300 + i) }
      for (let i = 0; i < 40; i++) yield { id: `k${i}`, text: 'q1w2e3r4t5y6u7i8o'.repeat(80 + i) }
      for (let i = 0; i < 40; i++) yield { id: `a${i}`, text: 'a'.repeat(2_000 + i) }
      yield { id: 'all', text: answers['all of a document']! }
    })(),
  )
  const ended: Record<string, string> = {}
  for (const [name, answer] of Object.entries(answers)) {
    try {
      ended[name] = index.match(answer, { views: false, near: false }).length > 0 ? 'matches' : 'nothing'
    } catch (error) {
      ended[name] = (error as { code: string }).code
    }
  }
  expect(ended).toEqual({
    'a notice that two thousand documents hold, many times': 'matches',
    'one letter': 'nothing',
    'a short period': 'work-limit',
    'a period as long as a k-gram': 'work-limit',
    'all of a document': 'matches',
    'the same words in every order': 'nothing',
    'invisible characters between letters': 'matches',
  })
  await index.close()
})

test('a budget bounds what is done, and more of it never gives another answer', async () => {
  for (const kernels of ['wasm', 'typescript'] as const) {
    const index = await openFingerprints({ key: secretKey(key), kernels })
    for (let i = 0; i < 300; i++) index.add(i as DocumentNumber, `${sentence(1_000 + i)} ${notice}`)
    await index.flush()
    const query = new TextEncoder().encode(notice.repeat(3).replaceAll(' ', ''))
    const whole = index.search(query)
    expect(whole.length).toBeGreaterThan(600)
    let limited = 0
    for (let workLimit = 1_000; workLimit < 1e8; workLimit *= 4) {
      try {
        expect(index.search(query, { workLimit })).toEqual(whole)
      } catch (error) {
        expect(error).toMatchObject({ code: 'work-limit' })
        limited += 1
      }
    }
    expect(limited).toBeGreaterThan(3)
    await index.close()
  }
})

test('two keys sample different places: who does not know it cannot choose what is kept', async () => {
  const { createScheme, profileOf } = await import('../../../src/store/fingerprints/scheme.js')
  const { seedsOf } = await import('../../../src/store/fingerprints/seeds.js')
  const text = new TextEncoder().encode(notice.replaceAll(' ', ''))
  const places = [1, 2].map((fill) => {
    const scheme = createScheme(secretKey(new Uint8Array(32).fill(fill)), profileOf(39))
    return new Set(seedsOf(text, scheme).at)
  })
  const shared = [...places[0]!].filter((at) => places[1]!.has(at)).length
  expect(shared / places[0]!.size).toBeLessThan(0.4)
})
