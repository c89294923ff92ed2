import { describe, expect, test } from 'vitest'
import { ENTITIES, type EntityName, entityNamed, labelsOf, rowOf } from '../../../src/core/entities.js'

const names = Object.keys(ENTITIES) as EntityName[]
const PLACES = ['text', 'head', 'field', 'stem'] as const

/** Every word of an entity with the places it stands in, as often as the table has it. */
function wordsOf(entity: EntityName): { word: string; places: string[]; language: string }[] {
  return Object.values(rowOf(entity).labels ?? {}).flatMap((set) =>
    set.flatMap(([places, language, ...words]) =>
      words.map((word) => ({ word, places: places.split('+'), language })),
    ),
  )
}

describe('entities', () => {
  test.each(names)('%s has each of its label words once', (entity) => {
    const words = wordsOf(entity).map(({ word }) => word.normalize('NFKC').toLowerCase())
    expect(words).toHaveLength(new Set(words).size)
  })

  test.each(names)('%s is handed out word for word, by place and set', (entity) => {
    const sets = Object.keys(rowOf(entity).labels ?? {}) as never[]
    for (const place of PLACES) {
      const declared = wordsOf(entity).filter(({ places }) => places.includes(place))
      expect(labelsOf(entity, place)).toEqual(declared.map(({ word }) => word))
      expect(sets.flatMap((set) => labelsOf(entity, place, [set]))).toEqual(labelsOf(entity, place))
    }
  })

  test('words are written as texts are read: no space at an edge, Latin ones in small letters', () => {
    for (const { word, language, places } of names.flatMap(wordsOf)) {
      expect(word.trim(), word).toBe(word)
      expect(language, word).toMatch(/^[a-z]{2,3}$/)
      if (places.includes('field')) expect(word, word).toBe(word.toLowerCase())
    }
  })

  test('another name means one entity, and never one of ours', () => {
    const others = names.flatMap((entity) => {
      const { presidio, aliases = [] } = rowOf(entity)
      return [...(presidio === undefined ? [] : [presidio]), ...aliases].map((name) => ({ name, entity }))
    })
    expect(new Set(others.map(({ name }) => name)).size).toBe(others.length)
    for (const { name, entity } of others) {
      expect(names, name).not.toContain(name)
      expect(entityNamed(name)).toBe(entity)
    }
    for (const entity of names) expect(entityNamed(entity)).toBe(entity)
    expect(entityNamed('constructor')).toBeUndefined()
  })

  test('an entity of a place says in its name which, and a family is no member of another', () => {
    const PLACE: Record<string, string> = { UK: 'GB' }
    for (const entity of names) {
      const { locales, family } = rowOf(entity)
      for (const locale of locales ?? []) {
        const prefix = entity.slice(0, 2)
        expect(locale.slice(-2), entity).toBe(PLACE[prefix] ?? prefix)
      }
      const parent = family === undefined ? undefined : entityNamed(family)
      if (parent !== undefined && parent !== entity) {
        expect([undefined, family], entity).toContain(rowOf(parent).family)
      }
    }
  })
})
