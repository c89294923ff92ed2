import { execFile, execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { root } from './harness.js'

/**
 * Follows each walk of docs/contributing.md in a clean clone. A fenced block with a file name is written (`ts`, `yaml`) or
 * applied (`diff`: context and additions, found by their lines), `sh` is run, and each line of `text` must be
 * in what the commands before it printed.
 */
const page = readFileSync(join(root, 'docs/contributing.md'), 'utf8')
const [, ...sections] = page.split(/^## /m)
const walks = sections.map((section) => ({
  name: section.slice(0, section.indexOf('\n')),
  length: section.split('\n').length,
  blocks: [...section.matchAll(/^```(\w+)(?: (\S+))?\n([\s\S]*?)^```$/gm)].map(([, kind, file, content]) => ({
    kind: kind!,
    file,
    content: content!,
  })),
}))

let clone = ''
beforeAll(() => {
  clone = mkdtempSync(join(tmpdir(), 'ragwall-clone-'))
  execFileSync('git', ['clone', '--quiet', '--shared', root, clone])
  symlinkSync(join(root, 'node_modules'), join(clone, 'node_modules'))
})
afterAll(() => rmSync(clone, { recursive: true, force: true }))

const run = promisify(execFile)

/** The lines of a diff that are there before it and after it; a line's first character says which. */
function applied(before: string, diff: string): string {
  const lines = diff.replace(/\n$/, '').split('\n')
  const side = (skipped: string) =>
    lines
      .filter((line) => !line.startsWith(skipped))
      .map((line) => `${line.slice(1)}\n`)
      .join('')
  const [old, changed] = [side('+'), side('-')]
  expect(before.split(old), `the page's context stands in the file once:\n${old}`).toHaveLength(2)
  return before.replace(old, () => changed)
}

async function follow(blocks: (typeof walks)[number]['blocks']): Promise<void> {
  let printed = ''
  for (const { kind, file, content } of blocks) {
    if (file !== undefined) {
      const path = join(clone, file)
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, kind === 'diff' ? applied(readFileSync(path, 'utf8'), content) : content)
    } else if (kind === 'sh') {
      const { stdout, stderr } = await run('bash', ['-euo', 'pipefail', '-c', content], {
        cwd: clone,
        env: { ...process.env, NO_COLOR: '1', VITEST: undefined },
      })
      printed = stdout + stderr
    } else {
      for (const line of content.trimEnd().split('\n')) expect(printed).toContain(line)
    }
  }
}

describe('docs/contributing.md', () => {
  test('has the five walks', () => {
    expect(walks.map(({ name }) => name)).toEqual([
      'A recognizer',
      'A detector',
      'A connector',
      'A report format',
      'A benchmark',
    ])
  })

  test.each(walks)('$name: the walk leads where the page says', async ({ blocks }) => {
    await follow(blocks)
  })

  test('what the walks leave behind compiles', async () => {
    // Tests that no walk touches see nothing of what a walk adds; `npm run check` compiles them.
    const written = walks.flatMap(({ blocks }) => blocks.flatMap(({ file }) => file ?? []))
    const include = ['src', 'connectors', ...written.filter((file) => file.endsWith('.ts'))]
    writeFileSync(join(clone, 'tsconfig.walks.json'), JSON.stringify({ extends: './tsconfig.json', include }))
    const compiler = join(root, 'node_modules/typescript/bin/tsc')
    await run(process.execPath, [compiler, '-p', 'tsconfig.walks.json'], { cwd: clone })
  })
})
