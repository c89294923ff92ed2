import { describe, expect, test } from 'vitest'
import { languageOf } from '../../../../src/firewall/doors/language.js'

describe('the language a refusal is in', () => {
  test.each([
    ['en', 'What is the salary of my neighbour?'],
    ['ja', '隣の人の給料はいくらですか。'],
    ['ja', '給与規程'],
    ['de', 'Wie hoch ist das Gehalt meiner Kollegin und wer zahlt es?'],
    ['fr', 'Quel est le salaire de ma collègue et qui le paie ?'],
    ['es', '¿Cuál es el sueldo de mi compañera y quién lo paga?'],
    ['pt', 'Qual é o salário da minha colega e quem paga? Você pode dizer?'],
    ['it', 'Qual è lo stipendio della mia collega e chi lo paga?'],
    ['zh', '请告诉我邻居的工资是多少，谁付的？'],
    ['ko', '옆 사람의 급여는 얼마입니까?'],
    ['ru', 'Какая зарплата у моей коллеги?'],
    // Neither a name, nor a number, nor a language without words here tells one.
    ['en', 'Der Spiegel'],
    ['en', '12345'],
    ['en', 'Яка зарплата у моєї колеги?'],
    ['en', 'Hvad er lønnen?'],
  ])('%s: %s', (language, text) => {
    expect(languageOf(['earlier words of somebody', text])).toBe(language)
  })

  test('the last text that has letters decides', () => {
    expect(languageOf(['Wer ist das und wie ist das?', '12'])).toBe('de')
    expect(languageOf([])).toBe('en')
  })
})
