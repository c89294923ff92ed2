import { describe, expect, test } from 'vitest'
import { publicNames } from '../../tools/docs/public-api.js'
import { root } from '../e2e/harness.js'

describe('the public interface', () => {
  const names = publicNames(root)

  test('every export of every entry point, and every public member of one, has a docstring', () => {
    const missing = names.filter(({ documented }) => !documented)
    expect(missing.map(({ name, place }) => `${name} (${place})`)).toEqual([])
  })

  test('the entry points are all there', () => {
    const entries = new Set(names.map(({ name }) => name.split(':')[0]))
    for (const entry of ['ragwall', 'ragwall/langchain', 'ragwall/http', 'ragwall/detect']) {
      expect(entries).toContain(entry)
    }
    expect(names.map(({ name }) => name)).toContain('ragwall: Firewall.retrieve')
  })
})
