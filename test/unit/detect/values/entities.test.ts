import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ENTITIES, type EntityName, isEntityName, labelsOf, rowOf } from '../../../../src/core/entities.js'
import { GROUNDED_ENTITIES } from '../../../../src/detect/grounding/index.js'
import { defaultRecognizers } from '../../../../src/detect/values/index.js'

const names = Object.keys(ENTITIES) as EntityName[]
const found = new Set(defaultRecognizers().map(({ entity }) => entity))
const folder = join(import.meta.dirname, '../../../../src/detect/values/recognizers')

describe('what an entity is stands in its row', () => {
  test('a recognizer finds an entity that is declared', () => {
    expect([...found].filter((entity) => !isEntityName(entity))).toEqual([])
    expect(GROUNDED_ENTITIES.filter((entity) => !isEntityName(entity))).toEqual([])
  })

  test('a declared entity is found: by a recognizer, or in what sources hold', () => {
    for (const entity of names) {
      const { grounded = false } = rowOf(entity)
      expect(found.has(entity), entity).toBe(!grounded)
      if (grounded) expect(GROUNDED_ENTITIES, entity).toContain(entity)
    }
  })

  test('a recognizer says no other class than its entity, but for two forms of a value', () => {
    const others = defaultRecognizers().filter(({ entity, class: own, common = false }) => {
      const row = rowOf(entity as EntityName)
      return own !== row.class || common !== (row.common ?? false)
    })
    // Four digits behind a mask; a public number in a form that holds its owner's others.
    expect(others.map(({ entity, class: own }) => [entity, own])).toEqual([
      ['US_SSN', 'contact'],
      ['JP_CORPORATE_NUMBER', 'high-risk'],
    ])
  })

  test('a recognizer of an entity of one place looks in that place, or in fields and behind masks everywhere', () => {
    for (const { entity, locales } of defaultRecognizers()) {
      const own = rowOf(entity as EntityName).locales
      if (own !== undefined && locales.length > 0) expect(locales, entity).toEqual(own)
    }
  })
})

describe('a label word is written in the table alone', () => {
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ts'),
  )
  const labels = new Set(
    names.flatMap((entity) =>
      (['text', 'head', 'field'] as const).flatMap((place) => labelsOf(entity, place)),
    ),
  )

  /**
   * Sets of labels are chosen by name, and what a sentence says around a value (`cues`) names it no more than other
   * words do, though some of these are labels elsewhere.
   */
  const withoutChoices = (source: string) =>
    source.replace(/(?:cues: |labels: |OF_A_LIFE = )\[[\s\S]*?\],?\n/g, '')

  // What is joined is an expression, and not a list of words.
  test.each(sources)('%s', (file) => {
    const source = withoutChoices(readFileSync(join(folder, file), 'utf8'))
    const lists = [...source.matchAll(/\[(?:\s*(?:'[^'\n]*'|"[^"\n]*"),?)+\s*\](?!\.join)/g)].map(([list]) =>
      [...list.matchAll(/'([^'\n]*)'|"([^"\n]*)"/g)].map(([, single, double]) => single ?? double ?? ''),
    )
    for (const list of lists) {
      expect(list.filter((word) => labels.has(word)).length, list.join()).toBeLessThan(2)
    }
    expect(source).not.toMatch(/\b(?:words|keys|heads): (?:\[|')/)
  })
})
