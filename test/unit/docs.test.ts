import { readFileSync } from 'node:fs'
import { join } from 'node:path'
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
