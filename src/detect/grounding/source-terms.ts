import type { SecretKey } from '../../core/digest.js'
import type { TermWrite } from '../../core/ports.js'
import type { DocumentKind, SourceTable } from '../../core/types.js'
import { surfaceFold } from '../../text/fold.js'
import { type Background, BUNDLED } from './background.js'
import { TermCollector } from './collector.js'
import { collectField } from './field-terms.js'
import { collectPerson } from './person-terms.js'
import { collectProse } from './prose-terms.js'
import { recordsOf, type SourceRecord, tableRecords } from './records.js'
import type { TermKind } from './term.js'
import { plainWord } from './term-characters.js'
import { BITS, CERTAIN } from './weights.js'

export interface TermSource {
  readonly kind?: DocumentKind
  readonly title?: string
  readonly text: string
  /** Rows given as data, each a record. */
  readonly table?: SourceTable
  /** Names of persons that recognizers found in it, as written: they see some that are written like no name. */
  readonly people?: readonly string[]
}

/**
 * What a source says that an answer may not repeat: its names, numbers, dates and identifiers, each with how
 * much it says standing alone. Everything that takes lists and judgment happens here, once per document; an
 * answer is only looked up.
 */
export function sourceTerms(
  source: TermSource,
  key: SecretKey,
  background: Background = BUNDLED,
): readonly TermWrite[] {
  const collector = new TermCollector(key, source.kind === 'code' ? CONSTANTS : undefined, background)
  const records = recordsOfSource(source)
  const people = [...new Set((source.people ?? []).map(surfaceFold))]
  const lookedFor = people.slice(0, MOST_LOOKED_FOR / Math.max(1, records.ofText))
  for (const record of records.all) {
    collector.record = record.ordinal
    if (record.text !== undefined) {
      collectProse(collector, record.text)
      for (const name of lookedFor) if (record.text.includes(name)) collectPerson(collector, name)
      collectDistinctive(collector, record.text, background)
    }
    collector.bonus = record.isRow === true ? BITS.row : 0
    for (const field of record.fields ?? []) {
      collectField(collector, field)
      if (record.isRow === true) collectDistinctive(collector, field.value, background)
    }
    collector.bonus = 0
  }
  return collector.terms
}

/** What a program counts with is no fact about anybody: `0.0254`, `404`, `86400`. */
const CONSTANTS: ReadonlySet<TermKind> = new Set(['number', 'amount', 'partial', 'concept'])

/** Names times records that are looked for: a book of names in one document has them where they are written. */
const MOST_LOOKED_FOR = 1_000_000

/** The records of the text, then those of the table, which are no neighbors of the text's. */
function recordsOfSource({ title = '', text, table }: TermSource): {
  readonly all: readonly SourceRecord[]
  readonly ofText: number
} {
  const records = recordsOf(table?.complete === true ? '' : surfaceFold(text), surfaceFold(title))
  const last = records.at(-1)?.ordinal ?? 0
  return {
    all: table === undefined ? records : [...records, ...tableRecords(table, last + 2)],
    ofText: records.length,
  }
}

/** What the organization calls distinctive, wherever a source has it. */
function collectDistinctive(collector: TermCollector, text: string, { distinctive }: Background): void {
  if (distinctive.length === 0) return
  const plain = plainWord(text)
  for (const words of distinctive) {
    if (!words.every((word) => plain.includes(word))) continue
    if (/^[a-z0-9]/.test(words[0]!)) {
      // Folded words hold nothing that has a meaning in an expression.
      const phrase = new RegExp(`(?<![\\p{L}0-9])${words.join('[^\\p{L}0-9]{1,3}')}(?![\\p{L}0-9])`, 'u')
      if (phrase.test(plain)) collector.words(words, 'codename', CERTAIN)
    } else collector.run(words[0]!, 'codename', CERTAIN)
  }
}
