import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { describe, expect, test } from 'vitest'
import { keysOf } from '../../tools/docs/configuration-page.js'
import { generatedFiles } from '../../tools/docs/generated.js'
import { CONFIGURATION_FILES, CONNECTORS, jsonSchemaOf } from '../../tools/docs/schemas.js'
import { root } from '../e2e/harness.js'

describe('what is made from the sources', () => {
  test.each([...generatedFiles()])('%s is up to date (else: npm run docs)', (path, content) => {
    expect(readFileSync(join(root, path), 'utf8')).toBe(content)
  })
})

describe('the schemas of configuration files', () => {
  const schemas = [
    ...CONFIGURATION_FILES.map(({ title, schema }) => [title, schema] as const),
    ...Object.entries(CONNECTORS),
  ]

  test.each(schemas)('%s: every key says what it means', (_title, schema) => {
    const silent = keysOf(jsonSchemaOf(schema)).filter(({ description }) => description === undefined)
    expect(silent.map(({ path }) => path)).toEqual([])
  })

  test.each(schemas)('%s: keys that are not known are forbidden', (_title, schema) => {
    expect(jsonSchemaOf(schema).additionalProperties).toBe(false)
  })
})

test('every command that measures or tries something has its line on the page', () => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: object }
  const page = readFileSync(join(root, 'docs/measuring.md'), 'utf8')
  const commands = Object.keys(scripts).filter((name) => /^(?:bench|test|compare):/.test(name))
  expect(commands.filter((name) => !page.includes(`| \`npm run ${name}\` |`))).toEqual([])
})

describe('links of the pages that are shipped', () => {
  const { files } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { files: string[] }
  const pages = [
    'README.md',
    'SECURITY.md',
    'CHANGELOG.md',
    'examples/README.md',
    ...readdirSync(join(root, 'docs')).flatMap((file) => (file.endsWith('.md') ? [`docs/${file}`] : [])),
  ]

  test.each(pages)('%s: every relative link leads to a file that is shipped too', (page) => {
    const text = readFileSync(join(root, page), 'utf8')
    const targets = [...text.matchAll(/\]\((?!https?:|mailto:)([^)\s]*)\)/g)].map(([, target]) => target!)
    const dead = targets.filter((target) => {
      const [path = '', anchor] = target.split('#')
      const file = path === '' ? page : relative(root, join(root, dirname(page), path))
      if (!existsSync(join(root, file))) return true
      if (!files.some((shipped) => file === shipped || file.startsWith(`${shipped}/`))) return true
      return anchor !== undefined && !anchors(readFileSync(join(root, file), 'utf8')).includes(anchor)
    })
    expect(dead).toEqual([])
  })
})

/** Anchors of the headings of a page, as GitHub makes them. */
function anchors(markdown: string): string[] {
  return [...markdown.matchAll(/^#+ (.*)$/gm)].map(([, heading]) =>
    heading!
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  )
}
