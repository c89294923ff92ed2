import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const ROOT = join(import.meta.dirname, '../..')

/** Anchors as GitHub makes them of headings. */
function anchorsOf(markdown: string): string[] {
  return [...markdown.matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    heading!
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s-]/gu, '')
      .trim()
      .replace(/\s/g, '-'),
  )
}

function citations(): { file: string; anchor: string }[] {
  return ['src', 'connectors', 'test', 'tools'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .flatMap((name) => {
        const file = join(folder, name)
        const text = readFileSync(join(ROOT, file), 'utf8')
        return [...text.matchAll(/docs\/decisions\.md#([\w-]+)/g)].map(([, anchor]) => ({
          file,
          anchor: anchor!,
        }))
      }),
  )
}

const anchors = anchorsOf(readFileSync(join(ROOT, 'docs/decisions.md'), 'utf8'))

test('every decision that a source cites has its section', () => {
  const cited = citations()
  expect(cited.length).toBeGreaterThan(20)
  expect(cited.filter(({ anchor }) => !anchors.includes(anchor))).toEqual([])
})

test('no two decisions share an anchor', () => {
  expect(new Set(anchors).size).toBe(anchors.length)
})
