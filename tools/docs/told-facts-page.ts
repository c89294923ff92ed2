import { TOLD_FORMS, toldTable } from '../../src/evaluate/grounded/told.js'

/** `docs/told-facts.md`: which forms of a source's facts are followed in which language. */
export function toldFactsPage(): string {
  return `# Told facts

An answer need not copy a source to give away what it says: it names the same person otherwise, writes the same sum in words,
the same day in digits. Names, sums, dates and code names are followed in the forms below; a test draws every cell, in prose, in
forms and in tables, and the same answer about somebody else, another sum or another day, which must pass. \`ragwall eval grounded
--leave-out language\` (or \`layout\`, \`spelling\`) prints the figures for each language, layout and form, beside those of all the others.

${toldTable()}

- *Beside something else.* A full name and a code name tell something alone, a sum of four digits or more, too. A surname with a title,
  initials, a given name, a rounded sum and a date are findings only beside another fact of the same record, because so many people and
  things are called so.
- *In English*: a sum or a date of a source in that language, retold in English.
- *In other characters*: 齋藤 and 斎藤, 陳 and 陈. *In other letters*: capitals, quotation marks, traditional characters.
- *In words*: Korean sums are followed in digits with 만 and 억, not in words. Chinese names are not followed in pinyin, Korean ones not
  in Roman letters.
- In other languages what a source says is followed as it is written: names in tables and forms, numbers with their units, dates in
  digits. Texts in Thai, Lao, Khmer and Burmese are looked through as they are, without spaces.

${TOLD_FORMS.length} forms, ${TOLD_FORMS.reduce((sum, { languages }) => sum + languages.length, 0)} cells.
`
}
