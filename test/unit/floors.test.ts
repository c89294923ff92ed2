import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..')

/** Rooms and what each may import, from `src/README.md`. Siblings on one floor never meet. */
const FLOORS: Record<string, readonly string[]> = {
  'src/core': [],
  'src/labels': ['src/core'],
  'src/text': ['src/core'],
  'src/detect': ['src/core', 'src/labels', 'src/text'],
  'src/store': ['src/core', 'src/labels', 'src/text'],
  'src/audit': ['src/core', 'src/labels', 'src/text'],
  'src/firewall': ['src/core', 'src/labels', 'src/text', 'src/detect', 'src/store', 'src/audit'],
  'src/adapters/langchain': [
    'src/core',
    'src/labels',
    'src/text',
    'src/detect',
    'src/store',
    'src/audit',
    'src/firewall',
  ],
  'src/adapters/http': [
    'src/core',
    'src/labels',
    'src/text',
    'src/detect',
    'src/store',
    'src/audit',
    'src/firewall',
  ],
  connectors: ['src/core'],
}

/** The top floor may import anything below it. */
const TOP = ['src/evaluate', 'src/adapters/cli', 'src']

function sources(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
}

function roomOf(file: string): string {
  const rooms = [...Object.keys(FLOORS), ...TOP].sort((a, b) => b.length - a.length)
  const room = rooms.find((name) => file.startsWith(`${name}/`))
  if (room === undefined) throw new Error(`${file} is in no room`)
  return room
}

describe('the house', () => {
  const files = [...sources('src'), ...sources('connectors')]

  test.each(files)('%s imports downwards only', (file) => {
    const text = readFileSync(join(root, file), 'utf8')
    const room = roomOf(file)
    for (const [, specifier = ''] of text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)) {
      const target = roomOf(relative(root, resolve(root, dirname(file), specifier)))
      if (target === room || TOP.includes(room)) continue
      expect(FLOORS[room], `${file} imports ${specifier}`).toContain(target)
    }
  })

  test('core imports node: built-ins, zod and yaml only', () => {
    for (const file of sources('src/core')) {
      for (const [, name = ''] of readFileSync(join(root, file), 'utf8').matchAll(/from '([^.'][^']*)'/g)) {
        expect(name.startsWith('node:') || name === 'zod' || name === 'yaml', `${file} imports ${name}`).toBe(
          true,
        )
      }
    }
  })
})
