import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runMinusPrompt, subsequenceRatio } from '../../../src/evaluate/finetune/rules.js'
import { finetune } from '../../../src/evaluate/finetune.js'
import { createRandom } from '../../../src/evaluate/random.js'
import { jsonl, sentence } from './fixtures.js'

let directory = ''
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'ragwall-finetune-'))
})
afterAll(() => rmSync(directory, { recursive: true, force: true }))

/** A model that learned says the source and runs on, one that did not repeats the question and makes something up. */
function generations(questions: number) {
  const random = createRandom('finetune')
  return Array.from({ length: questions }, (_, i) => {
    const prompt = sentence(random, 6)
    // Another letter follows the question's words: no window is half theirs by chance.
    const source = `${prompt} 1 ${sentence(random, 12)}`
    const rows = (model: string, member: boolean) => ({
      id: `${model}-${i}`,
      model,
      prompt,
      source,
      generation: member ? `${source} ${sentence(random, 20)}` : `${prompt} 2 ${sentence(random, 12)}`,
      member,
      author: i,
      set: 'forget',
    })
    return [rows('llama/full/wd0', true), rows('llama/retain90/wd0', false), rows('phi/full/wd0', true)]
  }).flat()
}

test('members and others are told apart, by the score and by the verdict, from the file on', async () => {
  const path = join(directory, 'rows.jsonl')
  writeFileSync(path, jsonl(generations(12)))
  const { tables } = await finetune.run({ data: path }, { progress: () => {} })
  expect(tables.map(({ title }) => title)).toEqual([
    'llama, wd0: 12 members, 12 others',
    'phi, wd0: 12 members, 0 others',
  ])
  const figures = new Map(tables[0]!.rows.map(({ name, figure }) => [name, figure.value]))
  expect(figures.get('score: AUC')).toBe(1)
  expect(figures.get('score: members above all but 1 % of the others')).toBe(1)
  expect(figures.get('verdict: members caught')).toBe(1)
  expect(figures.get('verdict: others taken for members')).toBe(0)
})

test('the baselines are what they say', () => {
  expect(subsequenceRatio('A b x C, d.', 'a b c d')).toBe(1)
  expect(subsequenceRatio('d c b a', 'a b c d')).toBe(0.25)
  expect(runMinusPrompt('it is a b c', 'a b c d', 'a b?')).toBe(0.75)
  expect(runMinusPrompt('it is a b', 'a b c d', 'a b?')).toBe(0)
  expect(runMinusPrompt('anything', '', '')).toBe(0)
})
