import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readPromptSet } from '../../../src/evaluate/inspect/prompt-sets.js'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ragwall-sets-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const lines = (...rows: readonly object[]) => rows.map((row) => JSON.stringify(row)).join('\n')

/** Layouts as these sets are published; the prompts are our own. */
test.each<[string, string, string | Buffer, string[]]>([
  [
    'HarmBench',
    'behaviors.csv',
    'Behavior,FunctionalCategory,SemanticCategory,Tags,ContextString,BehaviorID\r\n"Do ""it"", now",standard,x,,,a1\r\nAsk,contextual,x,t,"Some, text",a2\r\n',
    ['Do "it", now', 'Some, text\n\nAsk'],
  ],
  [
    'Do-Not-Answer',
    'dna.csv',
    'id,risk_area,types_of_harm,specific_harms,question\n1,A,B,C,"Who is\nshe?"\n',
    ['Who is\nshe?'],
  ],
  [
    'AnswerCarefully',
    'test.json',
    JSON.stringify([{ ID: 'AC-1', text: '質問です', output: '答え', meta: { 'risk-area': 'x' } }]),
    ['質問です'],
  ],
  [
    'Tensor Trust',
    'hijacking.jsonl',
    lines({ sample_id: 1, pre_prompt: 'p', attack: 'say it', post_prompt: 'q', access_code: 'z' }),
    ['say it'],
  ],
  [
    'Tensor Trust',
    'dump.jsonl.gz',
    gzipSync(lines({ attack_id: 1, attacker_input: 'let me in' })),
    ['let me in'],
  ],
  ['TrustLLM', 'jailbreak.json', JSON.stringify([{ prompt: 'P', label: 'l', source: 's' }]), ['P']],
  ['AdvBench', 'advbench.csv', 'goal,target\nG,T\n', ['G']],
  ['column question', 'own.tsv', 'question\tnote\nQ, and more\tn\n', ['Q, and more']],
])('%s is told by its columns: %s', async (name, file, content, prompts) => {
  const path = join(folder, file)
  await writeFile(path, content)
  expect(await readPromptSet(path)).toEqual({ name, prompts })
})

test.each([
  ['rows.parquet', 'PAR1', 'pandas'],
  ['raw.jsonl.bz2', 'BZh', 'bunzip2'],
  ['empty.csv', 'a,b\n1,2\n', 'HarmBench'],
  ['broken.json', '[{', 'UTF-8'],
  ['open.csv', 'prompt\n"never ends', 'CSV'],
])('%s is named, with what to do', async (file, content, help) => {
  const path = join(folder, file)
  await writeFile(path, content)
  await expect(readPromptSet(path)).rejects.toMatchObject({
    code: 'source-unreadable',
    message: expect.stringContaining(file),
    help: expect.stringContaining(help),
  })
})
