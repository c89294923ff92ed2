import { expect, test } from 'vitest'
import { ENGLISH_ANSWERS } from '../../../src/evaluate/everyday/answers-english.js'
import { JAPANESE_ANSWERS } from '../../../src/evaluate/everyday/answers-japanese.js'
import { ATTACKS } from '../../../src/evaluate/everyday/attacks.js'
import {
  ENGLISH_PROMPTS,
  HELD_OUT_PROMPTS,
  JAPANESE_PROMPTS,
} from '../../../src/evaluate/everyday/prompts.js'
import { everyday } from '../../../src/evaluate/everyday.js'

test('enough to say one in a hundred, and nothing twice', () => {
  const answers = Object.values({ ...ENGLISH_ANSWERS, ...JAPANESE_ANSWERS }).flat()
  const prompts = [ENGLISH_PROMPTS, JAPANESE_PROMPTS, HELD_OUT_PROMPTS].flatMap((list) =>
    list.trim().split('\n'),
  )
  const attacks = Object.values(ATTACKS).flatMap((list) => list.trim().split('\n'))
  for (const list of [answers, prompts]) expect(list.length).toBeGreaterThanOrEqual(300)
  for (const list of [answers, prompts, attacks]) expect(new Set(list).size).toBe(list.length)
  expect(prompts.filter((prompt) => attacks.includes(prompt))).toEqual([])
})

test('everyday traffic passes, and what is beside it is seen', async () => {
  const report = await everyday.run({}, { progress: () => undefined })
  expect(report.passed).toBe(true)
})
