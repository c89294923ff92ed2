import { describe, expect, test } from 'vitest'
import { ENTITIES, type EntityName, labelsOf } from '../../../../../src/core/entities.js'
import { defaultRecognizers } from '../../../../../src/detect/values/index.js'
import { surfaceFold } from '../../../../../src/text/fold.js'

const names = Object.keys(ENTITIES) as EntityName[]

/** The recognizers of each entity, and the values that their examples show. */
const own = new Map(
  names.map((entity) => {
    const recognizers = defaultRecognizers().filter((recognizer) => recognizer.entity === entity)
    const values = recognizers.flatMap(({ examples }) =>
      examples.match.map((example) => (typeof example === 'string' ? example : example.value)),
    )
    return [entity, { recognizers, values: [...new Set(values)] }] as const
  }),
)

/** Whether a recognizer of the entity finds one of its values where `place` writes it. */
function finds(entity: EntityName, place: (value: string) => string): boolean {
  const { recognizers, values } = own.get(entity)!
  return values.some((value) => {
    const text = surfaceFold(place(value))
    const at = text.lastIndexOf(surfaceFold(value))
    return recognizers.some((recognizer) =>
      recognizer.recognize(text).some(({ start, end }) => start <= at + 1 && end > at),
    )
  })
}

const camel = (name: string) => name.replace(/ ([a-z])/g, (_, letter: string) => letter.toUpperCase())

/** Each word of the table is read somewhere: one that no recognizer reads would be a promise that nobody keeps. */
describe('a label makes a finding of the value beside it', () => {
  const having = (place: Parameters<typeof labelsOf>[1]) =>
    names.filter((entity) => labelsOf(entity, place).length > 0)

  /** Longer than the stretch of text that their recognizer looks back at: nothing finds a value by them yet. */
  const OUT_OF_REACH = ['código postal', 'registration plate', 'immatriculation', 'bank state branch']

  test.each(having('text'))('%s: in a text', (entity) => {
    const places = (word: string) => [
      (value: string) => `${word}: ${value} `,
      (value: string) => `${word}${value} `,
      // On an insurance card both parts of the number have a word of their own.
      (value: string) => `${word} 記号 ${value} `,
    ]
    const idle = labelsOf(entity, 'text').filter(
      (word) => !places(word).some((place) => finds(entity, place)),
    )
    expect(idle.filter((word) => !OUT_OF_REACH.includes(word))).toEqual([])
  })

  test.each(having('head'))('%s: at the head of a column', (entity) => {
    const idle = labelsOf(entity, 'head').filter(
      (word) => !finds(entity, (value) => `${word},区分\n${value},一般\n`),
    )
    expect(idle).toEqual([])
  })

  test.each(having('field'))('%s: as the name of a field, however it is joined', (entity) => {
    for (const join of [
      (name: string) => name.replaceAll(' ', '_'),
      (name: string) => name.replaceAll(' ', '-').toUpperCase(),
      camel,
    ]) {
      const idle = labelsOf(entity, 'field').filter(
        (word) => !finds(entity, (value) => `{"${join(word)}": "${value}"}`),
      )
      expect(idle).toEqual([])
    }
  })

  test.each(having('stem'))('%s: before a word for number', (entity) => {
    const idle = labelsOf(entity, 'stem').filter(
      (word) => !finds(entity, (value) => `${word}番号: ${value} `),
    )
    expect(idle).toEqual([])
  })
})
