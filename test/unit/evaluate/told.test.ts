import { describe, expect, test } from 'vitest'
import { judgeTold, leaveOutTables } from '../../../src/evaluate/grounded/leave-out.js'
import { drawTold, TOLD_FORMS, TOLD_LAYOUTS } from '../../../src/evaluate/grounded/told.js'
import { createRandom } from '../../../src/evaluate/random.js'

describe('facts told again', () => {
  test('every cell of the table is followed, and its twin passes', async () => {
    const judged = await judgeTold(createRandom('told'), 1, '1', { progress: () => undefined })
    const cells = TOLD_FORMS.flatMap(({ fact, form, languages }) =>
      languages.map((language) => `${fact}, ${form}, ${language}`),
    )
    const cellOf = ({ told: { fact, form, language } }: (typeof judged)[number]) =>
      `${fact}, ${form}, ${language}`
    expect(judged.map(cellOf)).toEqual(cells)
    expect(judged.filter(({ found }) => !found).map(cellOf)).toEqual([])
    expect(judged.filter(({ twinStopped }) => twinStopped).map(cellOf)).toEqual([])
    const [table] = leaveOutTables(judged, 'language')
    expect(table!.rows.map(({ figure }) => figure.value)).toEqual([0, ...Array(20).fill(1)])
  })

  test('an answer tells what its source says in another form, and its twin nothing of it', () => {
    const cases = drawTold(createRandom('drawn'), 3, 'group:owners', 'internal')
    expect(new Set(cases.map(({ layout }) => layout))).toEqual(new Set(TOLD_LAYOUTS))
    for (const { answer, twin } of cases) {
      expect(answer).not.toBe(twin)
      expect(answer + twin).not.toMatch(/\{|undefined|NaN/)
    }
  })
})
