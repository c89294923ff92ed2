import { execFile } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { LEAVE, PLAN } from '../../examples/documents.js'
import { root } from './harness.js'

/** What each example prints when it is run as examples/README.md says. */
const PRINTED: Readonly<Record<string, readonly string[]>> = {
  'retriever.ts': [
    'user:intern reads leave',
    'Here is what the handbook says.',
    'user:director reads leave and plan',
    'Here is what the handbook says.',
  ],
  'stream.ts': [
    'user:intern: block, 1 findings',
    `  Of course. ${LEAVE} Besides:`,
    '',
    'I am sorry, I cannot answer that.',
    'user:director: release, 0 findings',
    `  Of course. ${LEAVE} Besides: ${PLAN} Is there anything else?`,
    'report: 2 checks, leaks from plan',
  ],
  'agent.ts': ['sent: Shall we talk about gate four?', `answer: Done. For you: ${PLAN} ${LEAVE}`],
  'service.ts': [
    'token-of-the-intern: 200 block',
    'token-of-the-director: 200 release',
    'token-of-nobody: 401 unauthenticated',
  ],
  'handbook.ts': [
    'from folders: 2 taken, draft.md.acl.yaml acl-invalid,draft.md acl-invalid',
    'from the loader: 2 taken',
    'user:intern: T-1, leave.md',
    'user:director: T-1, T-2, board/plan.md, leave.md',
  ],
}

const run = promisify(execFile)

describe('examples', () => {
  test.each(Object.entries(PRINTED))('%s runs and prints what it promises', async (file, lines) => {
    const { stdout } = await run(process.execPath, ['--import', 'tsx', `examples/${file}`], { cwd: root })
    const printed = stdout.trimEnd().split('\n')
    expect(printed.map((line) => line.trimEnd())).toEqual(lines.map((line) => line.trimEnd()))
  })

  const files = readdirSync(join(root, 'examples')).filter((file) => file.endsWith('.ts'))

  test.each(files)('%s is shorter than eighty lines', (file) => {
    expect(readFileSync(join(root, 'examples', file), 'utf8').split('\n').length).toBeLessThan(80)
  })

  test('every one is run here and listed in their README', () => {
    const programs = files.filter((file) => file !== 'documents.ts')
    expect(programs.sort()).toEqual(Object.keys(PRINTED).sort())
    const readme = readFileSync(join(root, 'examples/README.md'), 'utf8')
    for (const file of programs) expect(readme).toContain(`[${file}](${file})`)
  })
})
