import { type EntityName, labelsOf, rowOf } from '../../../core/entities.js'
import type { Recognizer, RecognizerMatch } from '../../../core/ports.js'
import { luhn, myNumber } from '../checks/checksum.js'
import { asciiDigits } from '../phone.js'
import { withDecomposedKana } from '../regex.js'
import { birthDate } from './japan-date.js'
import { DIGIT } from './japan-number.js'

/**
 * Cells of tables and exports: what a value is stands at the head of its column, not beside it. A table is lines
 * with the same separator in a row; a head is a cell that ends with a word of one of the kinds below.
 */
interface ColumnSpec {
  readonly entity: EntityName
  /** Default all that its row declares. */
  readonly heads?: readonly string[]
  /** Of a whole cell, folded, quotes and spaces around it left out. */
  readonly cell: RegExp
  readonly validate?: (value: string) => boolean
  readonly canonical: (value: string) => string
  readonly score: number
  readonly examples: Recognizer['examples']
}

/** Code units of the longest cell that is read, and how far above a cell its head may stand. */
const CELL = 48
const ABOVE = 600
/** What may stand between a value and the end of its cell, the separator included. */
const BEHIND = 12
/** Code units of the longest head. */
const HEAD = 24
const SEPARATORS = ['\t', '|', '┃', '│', ',', ';'] as const

interface Cell {
  readonly start: number
  readonly end: number
  /** Index of the spec whose head stands above, and where the line with that head begins. */
  readonly spec: number
  readonly headLine: number
  /** Where the cell itself ends; nowhere yet when the text ends first. */
  readonly stop: number | undefined
  /** Not a head itself, and in a line that is known to be a row. */
  readonly isValue: boolean
}

interface Head {
  readonly spec: number
  readonly line: number
}

const bare = (value: string) => value.replace(/[-_ー ]/g, '').toUpperCase()
const HAN = '\\p{sc=Han}々ヶ'

const SPECS: readonly ColumnSpec[] = [
  {
    entity: 'PERSON',
    cell: new RegExp(`^[${HAN}]{1,5} ?(?:[${HAN}]{1,4}|[ァ-ヴー]{2,6}|[ぁ-ん]{2,5})$`, 'u'),
    validate: (value) => !/(?:株式|有限|会社|不明|未定|匿名|なし|部$|課$|係$)/.test(value),
    canonical: (value) => value.replace(/ /g, ''),
    score: 0.8,
    examples: {
      match: [
        { text: '氏名,部署\n四十万みのり,総務部\n', value: '四十万みのり' },
        { text: '| No | 氏名 |\n|---|---|\n| 1 | 南 誠司 |\n', value: '南 誠司' },
      ],
      noMatch: ['氏名,部署\n未定,総務部\n', '四十万みのり,総務部\n', '氏名\n未定\n'],
    },
  },
  {
    entity: 'DATE_OF_BIRTH',
    cell: /^.{6,28}$/u,
    validate: (value) => birthDate(value) !== undefined,
    canonical: (value) => birthDate(value) ?? value,
    score: 0.9,
    examples: {
      match: [
        { text: '氏名｜生年月日｜区分\n南　誠司｜昭49.6.25｜一般\n', value: '昭49.6.25' },
        { text: '会員,生年月日\nA,二〇〇一年十一月二十七日\n', value: '二〇〇一年十一月二十七日' },
      ],
      noMatch: ['入社日,区分\n2001/11/27,一般\n', '生年月日,区分\n2001/13/27,一般\n'],
    },
  },
  {
    entity: 'JP_MY_NUMBER',
    cell: new RegExp(`^[${DIGIT}](?:[- ー]?[${DIGIT}]){11}$`),
    validate: (value) => myNumber(asciiDigits(value)),
    canonical: asciiDigits,
    score: 0.95,
    examples: {
      match: [{ text: '氏名,性別,住所,個人番号\n南,男,東京,123456789018\n', value: '123456789018' }],
      noMatch: ['品番,性別\n123456789018,男\n', '個人番号,備考\n123456789012,男\n'],
    },
  },
  {
    entity: 'JP_DRIVER_LICENSE',
    cell: /^第?[0-9](?:[- ]?[0-9]){11}号?$/,
    canonical: asciiDigits,
    score: 0.85,
    examples: {
      match: [{ text: '運転者|運転免許証番号\n南誠司|3012-3456-7890\n', value: '3012-3456-7890' }],
      noMatch: ['運転者|注文番号\n南誠司|301234567890\n', '運転者|免許証番号\n南誠司|30123456789\n'],
    },
  },
  {
    entity: 'JP_BANK_ACCOUNT',
    cell: new RegExp(`^[${DIGIT}](?:[- ]?[${DIGIT}]){5,7}$`),
    canonical: asciiDigits,
    score: 0.85,
    examples: {
      match: [{ text: '氏名\t口座番号\t銀行\n南誠司\t0123456\tあおば銀行\n', value: '0123456' }],
      noMatch: ['氏名\t金額\n南誠司\t0123456\n'],
    },
  },
  {
    entity: 'JP_PENSION_NUMBER',
    cell: new RegExp(`^[${DIGIT}]{4}[-ー ]?[${DIGIT}]{6}$`),
    canonical: asciiDigits,
    score: 0.85,
    examples: {
      match: [{ text: '氏名,基礎年金番号\n南誠司,1234-567890\n', value: '1234-567890' }],
      noMatch: ['氏名,番号\n南誠司,1234-567890\n'],
    },
  },
  {
    entity: 'JP_HEALTH_INSURANCE',
    heads: labelsOf('JP_HEALTH_INSURANCE', 'head', ['insurer']),
    cell: /^[0-9]{6,8}$/,
    validate: luhn,
    canonical: asciiDigits,
    score: 0.9,
    examples: {
      match: [{ text: '氏名,続柄,保険者番号\n南誠司,本人,06130017\n', value: '06130017' }],
      noMatch: ['氏名,保険者番号\n南誠司,06130018\n'],
    },
  },
  {
    entity: 'JP_HEALTH_INSURANCE',
    heads: labelsOf('JP_HEALTH_INSURANCE', 'head', ['insured']),
    cell: /^[0-9]{1,8}(?:[-・ ][0-9]{1,8})?$/,
    validate: (value) => asciiDigits(value).length >= 6,
    canonical: (value) => value.replace(/[^0-9]+/g, '-'),
    score: 0.8,
    examples: {
      match: [{ text: '氏名,被保険者番号\n南誠司,1234-56789\n', value: '1234-56789' }],
      noMatch: ['氏名,被保険者番号\n南誠司,123\n'],
    },
  },
  {
    entity: 'JP_PASSPORT',
    cell: /^[A-Z]{2} ?[0-9]{7}$/,
    canonical: bare,
    score: 0.85,
    examples: {
      match: [{ text: '氏名,国籍,旅券番号\n南誠司,日本,TK1234567\n', value: 'TK1234567' }],
      noMatch: ['氏名,型番\n南誠司,TK1234567\n'],
    },
  },
  ...(['EMPLOYEE_ID', 'CUSTOMER_ID', 'PATIENT_ID', 'STUDENT_ID'] as const).map((entity): ColumnSpec => {
    const [head] = labelsOf(entity, 'head')
    return {
      entity,
      cell: /^(?:[A-Za-z]{1,5}[-_]?)?[0-9]{3,12}(?:[-_ー][0-9A-Za-z]{1,8}){0,2}$/,
      canonical: bare,
      score: 0.8,
      examples: {
        match: [{ text: `${head},区分\nEMP-00123,一般\n`, value: 'EMP-00123' }],
        noMatch: ['品番,区分\nEMP-00123,一般\n', `${head},区分\n一般,一般\n`],
      },
    }
  }),
]

const HEADS: readonly (readonly [word: string, spec: number])[] = SPECS.flatMap(
  ({ entity, heads = labelsOf(entity, 'head') }, spec) => heads.map((word) => [word, spec] as const),
).sort(([a], [b]) => b.length - a.length)

const ANY_HEAD = new RegExp(withDecomposedKana(HEADS.map(([word]) => word.replace('.', '\\.')).join('|')))

/** Which kind a cell is the head of; half-width kana leave their voicing marks apart. */
function headOf(cell: string): number | undefined {
  if (cell.length > HEAD) return undefined
  const plain = cell.normalize('NFC')
  return HEADS.find(([word]) => plain.endsWith(word))?.[1]
}

let last: { readonly text: string; readonly cells: readonly Cell[] } = { text: '', cells: [] }

/** Cells under a head. All recognizers of this file are asked about one text in a row. */
function cellsOf(text: string): readonly Cell[] {
  if (last.text !== text) {
    const cells = ANY_HEAD.test(text) ? SEPARATORS.flatMap((separator) => readCells(text, separator)) : []
    last = { text, cells }
  }
  return last.cells
}

/** Each separator by itself: what a cell is hangs on the lines from its head on and on nothing before them. */
function readCells(text: string, separator: string): Cell[] {
  const cells: Cell[] = []
  if (!text.includes(separator)) return cells
  const heads = new Map<number, Head>()
  for (let from = 0; from <= text.length; ) {
    const at = text.indexOf('\n', from)
    const to = at < 0 ? text.length : at
    const parts = text.slice(from, to).split(separator)
    const isLast = at < 0
    // A line without the separator ends the table, unless the separator is still to come.
    if (parts.length === 1 && !isLast) heads.clear()
    else readLine(parts, { from, isLast, isRow: parts.length > 1, width: separator.length }, heads, cells)
    from = to + 1
  }
  return cells
}

interface Line {
  readonly from: number
  readonly isLast: boolean
  readonly isRow: boolean
  /** Of the separator, code units. */
  readonly width: number
}

function readLine(
  parts: readonly string[],
  { from, isLast, isRow, width }: Line,
  heads: Map<number, Head>,
  cells: Cell[],
): void {
  let at = from
  for (const [column, part] of parts.entries()) {
    const value = trimmed(part)
    const spec = headOf(value)
    const head = heads.get(column)
    const isOpen = isLast && column === parts.length - 1
    if (head !== undefined && (spec === undefined || isOpen)) {
      const start = at + part.length - part.replace(/^[ "]+/, '').length
      cells.push({
        start,
        end: start + value.length,
        spec: head.spec,
        headLine: head.line,
        stop: isOpen ? undefined : at + part.length,
        isValue: isRow && spec === undefined,
      })
    }
    if (spec !== undefined) heads.set(column, { spec, line: from })
    at += part.length + width
  }
}

const trimmed = (part: string) => part.replace(/^[ "]+/, '').replace(/[ "\r]+$/, '')

/** The line of its head begins where the cell can still see it, and see that it begins there. */
function seesHead({ start, headLine }: Cell): boolean {
  return headLine === 0 ? start < ABOVE : start - headLine < ABOVE
}

function columnRecognizer(spec: ColumnSpec, index: number): Recognizer {
  const { class: entityClass, common } = rowOf(spec.entity)
  return {
    entity: spec.entity,
    class: entityClass,
    locales: ['ja-JP'],
    ...(common === true ? { common } : {}),
    maxLength: CELL,
    lookbehind: ABOVE,
    lookahead: BEHIND,
    examples: spec.examples,
    recognize(text) {
      return cellsOf(text).flatMap((cell): RecognizerMatch[] => {
        const { start, end, stop = end } = cell
        if (cell.spec !== index || !cell.isValue || !seesHead(cell)) return []
        if (end <= start || end - start > CELL || stop - end >= BEHIND) return []
        const value = text.slice(start, end)
        if (!spec.cell.test(value) || spec.validate?.(value) === false) return []
        return [{ start, end, score: spec.score, canonical: spec.canonical(value) }]
      })
    },
    settled(text) {
      let settled = text.length
      for (const cell of cellsOf(text)) {
        if (cell.stop !== undefined || cell.spec !== index || !seesHead(cell)) continue
        if (text.length - cell.start < CELL + BEHIND) settled = Math.min(settled, cell.start)
      }
      return settled
    },
  }
}

export const japanColumnRecognizers: readonly Recognizer[] = SPECS.map(columnRecognizer)
