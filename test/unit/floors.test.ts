import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..')

/**
 * Rooms and what each may import, from `src/README.md`. A room within a room is named by its folder; what lies loose
 * beside such rooms is above them (of `names`: its face alone). Siblings on one floor never meet.
 */
const ROOMS: Record<string, readonly string[]> = {
  'src/core': [],
  // It runs where nothing else of ragwall does.
  'src/client': [],
  'src/labels': ['src/core'],
  'src/text': ['src/core'],
  'src/detect/names/known': ['src/core', 'src/text'],
  'src/detect/names/latin': ['src/core', 'src/text', 'src/detect/names/known', 'src/detect/names'],
  'src/detect/names/japanese': ['src/core', 'src/text', 'src/detect/names/known', 'src/detect/names'],
  'src/detect/names': ['src/core', 'src/text'],
  'src/detect/values': ['src/core', 'src/text', 'src/detect/names'],
  'src/detect/grounding': ['src/core', 'src/labels', 'src/text', 'src/detect/names', 'src/detect/values'],
  'src/detect/copies': ['src/core', 'src/labels', 'src/text'],
  'src/detect/forms': ['src/core', 'src/text'],
  'src/detect/enumerations': ['src/core', 'src/text', 'src/detect/names'],
  'src/detect/prompts': ['src/core', 'src/text', 'src/detect/values'],
  'src/detect/analyzers': ['src/core', 'src/text', 'src/detect/values'],
  'src/detect': ['src/core', 'src/detect/values'],
  'src/store': ['src/core', 'src/labels', 'src/text'],
  'src/audit': ['src/core', 'src/labels', 'src/text'],
  'src/verbatim-index': ['src/core', 'src/text', 'src/detect/copies', 'src/store'],
  'src/corpus-scan': ['src/core', 'src/text', 'src/detect/values', 'src/detect/prompts', 'src/detect/forms'],
  'src/firewall/policy': ['src/core', 'src/labels', 'src/text', 'src/detect'],
  'src/firewall/ingest': ['src/core', 'src/labels', 'src/text', 'src/detect', 'src/store'],
  'src/firewall/doors': [
    'src/core',
    'src/labels',
    'src/text',
    'src/detect',
    'src/store',
    'src/firewall/policy',
  ],
  'src/firewall': [
    'src/core',
    'src/labels',
    'src/text',
    'src/detect',
    'src/store',
    'src/audit',
    'src/firewall',
  ],
  'src/adapters/langchain': ['src/core', 'src/labels', 'src/text', 'src/detect', 'src/audit', 'src/firewall'],
  'src/adapters/ai-sdk': ['src/core', 'src/firewall'],
  // What the service serves, and knows no HTTP server itself.
  'src/adapters/gateway': ['src/core', 'src/detect', 'src/firewall'],
  'src/adapters/mcp': ['src/core', 'src/firewall'],
  'src/adapters/http': [
    'src/core',
    'src/labels',
    'src/text',
    'src/detect',
    'src/audit',
    'src/firewall',
    'src/adapters/gateway',
    'src/adapters/mcp',
  ],
  // It runs in a browser.
  'src/console': ['src/client', 'src/core', 'src/audit'],
  connectors: ['src/core'],
}

/** Rooms that are entered by their `index.ts` alone, so that what lies behind it can be moved. */
const FACES = [
  'src/detect/values',
  'src/detect/names',
  'src/detect/grounding',
  'src/detect/copies',
  'src/detect/forms',
  'src/detect/enumerations',
  'src/detect/prompts',
  'src/detect/analyzers',
  'src/corpus-scan',
  'src/verbatim-index',
]

/** The top floor may import anything below it; tools are no part of the product and may import it all. */
const TOP = ['src/evaluate', 'src/adapters/cli', 'src', 'tools']

function sources(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .filter((file) => !file.includes('/assembly/'))
}

const BY_LENGTH = [...Object.keys(ROOMS), ...TOP].sort((a, b) => b.length - a.length)

function roomOf(file: string): string {
  const room = BY_LENGTH.find((name) => file.startsWith(`${name}/`))
  if (room === undefined) throw new Error(`${file} is in no room`)
  return room
}

/** A room that is allowed whole is allowed with the rooms inside it. */
function allows(room: string, target: string): boolean {
  return (ROOMS[room] ?? []).some((name) => target === name || target.startsWith(`${name}/`))
}

/** Every relative import of a file, types included, as the file it names. */
function importsOf(file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8')
  return [...text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].map(([, specifier = '']) =>
    relative(root, resolve(root, dirname(file), specifier)).replace(/\.js$/, '.ts'),
  )
}

const files = [...sources('src'), ...sources('connectors'), ...sources('tools')]

describe('the house', () => {
  test.each(files)('%s imports downwards only', (file) => {
    const room = roomOf(file)
    if (TOP.includes(room)) return
    for (const target of importsOf(file)) {
      if (roomOf(target) === room || (file === `${room}/index.ts` && target.startsWith(`${room}/`))) continue
      expect(allows(room, roomOf(target)), `${file} imports ${target}`).toBe(true)
    }
  })

  test.each(files.filter((file) => !TOP.includes(roomOf(file))))('%s enters rooms by their face', (file) => {
    for (const target of importsOf(file)) {
      const face = FACES.find((name) => target.startsWith(`${name}/`))
      if (face === undefined || file.startsWith(`${face}/`)) continue
      expect(target, file).toBe(`${face}/index.ts`)
    }
  })

  test('what is sold imports no tool', () => {
    for (const file of files.filter((name) => !name.startsWith('tools/'))) {
      for (const target of importsOf(file)) expect(target, file).not.toMatch(/^tools\//)
    }
  })

  test('no file imports itself by way of others, types included', () => {
    const imports = new Map(
      files.map((file) => [file, importsOf(file).filter((name) => files.includes(name))]),
    )
    const done = new Set<string>()
    const path: string[] = []
    function visit(file: string): void {
      const at = path.indexOf(file)
      if (at >= 0) expect.fail(`a circle: ${[...path.slice(at), file].join(' -> ')}`)
      if (done.has(file)) return
      path.push(file)
      for (const target of imports.get(file) ?? []) visit(target)
      path.pop()
      done.add(file)
    }
    for (const file of files) visit(file)
  })

  test('core imports node: built-ins, zod, yaml and the API of OpenTelemetry only', () => {
    const allowed = ['zod', 'yaml', '@opentelemetry/api']
    for (const file of sources('src/core')) {
      for (const [, name = ''] of readFileSync(join(root, file), 'utf8').matchAll(/from '([^.'][^']*)'/g)) {
        expect(name.startsWith('node:') || allowed.includes(name), `${file} imports ${name}`).toBe(true)
      }
    }
  })
})
