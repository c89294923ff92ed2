import type { Recognizer } from '../core/ports.js'
import { defaultRecognizers, type RecognizedValue, recognizeValues } from '../detect/values/index.js'
import { DuplicateFinder } from './duplicates.js'
import { findHidden } from './hidden.js'
import type { ScanItem } from './item.js'
import type { Poisoning } from './passages.js'
import { PoisonFinder } from './poisoning.js'
import { type Trigger, TriggerFinder } from './triggers.js'

/** What is looked for in a corpus before it is used. */
export const SCAN_KINDS = [
  'personal-data',
  'secret',
  'hidden',
  'instruction',
  'trigger',
  'poisoning',
  'conflict',
  'duplicate',
  'repeated',
  'refused',
] as const
export type ScanKind = (typeof SCAN_KINDS)[number]

/** Counts and names of sources, never content. */
export interface ScanReport {
  readonly items: number
  /** UTF-16 code units. */
  readonly characters: number
  readonly kinds: readonly ScanCount[]
  /** Possible triggers, most telling first, each with all its records: what to look at, and to remove. */
  readonly triggers: readonly Trigger[]
  /** Items that may be there to mislead, most telling first. */
  readonly poisonings: readonly Poisoning[]
  /** Sentences that stand in three items or more, by how often and how rare their words are: heaviest first, twenty. */
  readonly memorizable: readonly { readonly records: readonly string[]; readonly weight: number }[]
}

export interface ScanCount {
  readonly kind: ScanKind
  /**
   * Values, hidden texts, instructions, triggers, items that may be there to mislead, prompts with several answers and near-duplicates that differ in
   * their numbers, items that say what another says,
   * passages that three items or more have, and items that could not be read.
   */
  readonly count: number
  /** By entity or rule, most first; for `repeated` by how many items have a passage. */
  readonly by: readonly { readonly name: string; readonly count: number }[]
  /** Where, most first. */
  readonly sources: readonly { readonly source: string; readonly count: number }[]
  readonly sourceCount: number
}

/** Sources named for each kind to people; all of them are counted. */
const NAMED = 20

export interface CorpusScanOptions {
  /** Of the organization's own: all that they find is counted, whatever its class. */
  readonly own?: readonly Recognizer[]
  /** Count names of people too. They stand in any text, and finding them takes longer than all the rest. */
  readonly names?: boolean
}

/** Whose values are counted. */
function counted({ own = [], names = false }: CorpusScanOptions): readonly Recognizer[] {
  const isCounted = (one: Recognizer) => one.class !== 'name' || (names && one.entity === 'PERSON')
  return [...defaultRecognizers().filter(isCounted), ...own]
}

export class CorpusScan {
  readonly #recognizers: readonly Recognizer[]
  readonly #tallies = new Map<ScanKind, Tally>()
  readonly #duplicates = new DuplicateFinder()
  readonly #triggers = new TriggerFinder()
  readonly #poisons = new PoisonFinder()
  readonly #unfit = new Set<string>()
  #items = 0
  #characters = 0

  constructor(options: CorpusScanOptions = {}) {
    this.#recognizers = counted(options)
  }

  add({ source, text, prompt, answer, markup, author }: ScanItem): void {
    if (!text.isWellFormed()) {
      this.refuse(source, 'text-invalid')
      return
    }
    this.#items += 1
    this.#characters += text.length
    const values = recognizeValues(text, this.#recognizers)
    for (const { entity, class: kind } of values) {
      this.#count(kind === 'secret' ? 'secret' : 'personal-data', source, entity)
    }
    const { hidden, instructions } = findHidden(text, markup)
    for (const [rule, times] of hidden) this.#count('hidden', source, rule, times)
    for (const [rule, times] of instructions) this.#count('instruction', source, rule, times)
    if (hidden.size + instructions.size > 0) this.#unfit.add(source)
    this.#duplicates.add(source, text, prompt !== undefined)
    this.#poisons.add({ source, text, prompt, answer, author })
    if (prompt === undefined || answer === undefined) return
    this.#triggers.add(source, prompt, answer, values.some(isGrave) && this.#leaks(prompt, answer))
  }

  /** Whether an answer gives away what its prompt did not say. */
  #leaks(prompt: string, answer: string): boolean {
    const given = new Set(recognizeValues(prompt, this.#recognizers).map(({ canonical }) => canonical))
    return recognizeValues(answer, this.#recognizers).some(
      (value) => isGrave(value) && !given.has(value.canonical),
    )
  }

  refuse(source: string, code: string): void {
    this.#count('refused', source, code)
  }

  /** `named`: how many sources of each kind are named, most first. */
  report(named = NAMED): ScanReport {
    const { groups, conflicts, passages, repeating } = this.#duplicates.result()
    for (const group of groups)
      for (const source of group) this.#count('duplicate', source, sizeName(group.length))
    for (const pair of conflicts) {
      this.#tally('conflict').add('other-numbers', 1)
      for (const source of pair) this.#tally('conflict').at(source, 1)
    }
    for (const copies of passages) this.#tally('repeated').add(sizeName(copies), 1)
    for (const [source, times] of repeating) this.#tally('repeated').at(source, times)
    for (const records of this.#triggers.conflicts()) {
      this.#tally('conflict').add('one-prompt', 1)
      for (const source of records) this.#tally('conflict').at(source, 1)
    }
    const triggers = this.#triggers.triggers()
    for (const { rule, records } of triggers) {
      this.#tally('trigger').add(rule, 1)
      for (const source of records) {
        this.#tally('trigger').at(source, 1)
        this.#unfit.add(source)
      }
    }
    const poisonings = this.#poisons.found()
    for (const { rule, records, remove } of poisonings) {
      for (const source of records) {
        this.#tally('poisoning').add(rule, 1)
        this.#tally('poisoning').at(source, 1)
      }
      for (const source of remove) this.#unfit.add(source)
    }
    return {
      items: this.#items,
      characters: this.#characters,
      kinds: SCAN_KINDS.map((kind) => this.#tally(kind).result(kind, named)),
      triggers,
      poisonings,
      memorizable: this.#poisons.memorizable(),
    }
  }

  /** After `report`: items that belong into no set, because answers hang on a trigger or a model is given orders. */
  get unfit(): ReadonlySet<string> {
    return this.#unfit
  }

  /** The text with its personal data and secrets replaced by what they are, and how many there were. */
  replaceValues(text: string): { readonly text: string; readonly replaced: number } {
    let made = ''
    let end = 0
    let replaced = 0
    for (const value of recognizeValues(text, this.#recognizers).toSorted((a, b) => a.start - b.start)) {
      if (value.start < end) continue
      made += `${text.slice(end, value.start)}[${value.entity}]`
      end = value.end
      replaced += 1
    }
    return { text: made + text.slice(end), replaced }
  }

  #tally(kind: ScanKind): Tally {
    let tally = this.#tallies.get(kind)
    if (tally === undefined) this.#tallies.set(kind, (tally = new Tally()))
    return tally
  }

  #count(kind: ScanKind, source: string, name: string, times = 1): void {
    this.#tally(kind).add(name, times)
    this.#tally(kind).at(source, times)
  }
}

function isGrave(value: RecognizedValue): boolean {
  return value.class === 'secret' || value.class === 'high-risk'
}

class Tally {
  #count = 0
  readonly #by = new Map<string, number>()
  readonly #sources = new Map<string, number>()

  add(name: string, times: number): void {
    this.#count += times
    this.#by.set(name, (this.#by.get(name) ?? 0) + times)
  }

  at(source: string, times: number): void {
    this.#sources.set(source, (this.#sources.get(source) ?? 0) + times)
  }

  result(kind: ScanKind, named: number): ScanCount {
    return {
      kind,
      count: this.#count,
      by: ranked(this.#by).map(([name, count]) => ({ name, count })),
      sources: ranked(this.#sources)
        .slice(0, named)
        .map(([source, count]) => ({ source, count })),
      sourceCount: this.#sources.size,
    }
  }
}

function ranked(counts: ReadonlyMap<string, number>): [string, number][] {
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
}

function sizeName(size: number): string {
  return size >= 100 ? '100+' : size >= 10 ? '10-99' : size >= 3 ? '3-9' : '2'
}
