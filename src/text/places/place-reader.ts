import { CodeGrammar } from './code.js'
import { JsonGrammar } from './json.js'
import { MarkupGrammar } from './markup.js'
import { type Grammar, without } from './place.js'
import { TableGrammar } from './table.js'
import { YamlGrammar } from './yaml.js'

/** Names of fences whose content is words. */
const WORDS = new Set([
  'text',
  'txt',
  'plain',
  'plaintext',
  'md',
  'markdown',
  'log',
  'console',
  'diff',
  'mermaid',
])
const SEPARATORS: Readonly<Record<string, string>> = { csv: ',', tsv: '\t', psv: '|' }
const FENCE = /^ {0,3}(`{3,}|~{3,})[ \t]*([\w+#.-]*)/

/** A line that tells that those behind it are YAML. */
const YAML_FIRST = /^(?:---\s*|[a-z_][\w.-]*:(?:\s.*)?)$/
const YAML_LINE = /^(?:\s*|\s+\S.*|\s*#.*|\s*- ?.*|---\s*|[\w."'-][^:]*:(?:\s.*)?)$/
/** The first row of CSV: at least two cells, and no blank behind a comma as in a sentence. */
const CSV_ROW = /^[^\s,;\t][^,;\t]*(?:([,;\t])(?! )[^,;\t]*(?:\1(?! )[^,;\t]*)*)$/
const JSON_BEGINS = /^(?:\{\s*["}]|\[\s*["{[\]])/

/** A Markdown link up to its destination. */
const DESTINATION = /\]\(\s*(?:<[^>\n]*|[^\s()<]*(?:\([^\s()]*)?)$/
const INSIDE_URL = /[a-z][a-z0-9+.-]{1,20}:\/\/\S*$/i
const LOOK_BACK = 500

interface Fence {
  readonly mark: string
  readonly language: string
  readonly grammar: Grammar | undefined
}

/**
 * What stands where in a text: JSON, YAML, CSV, markup, source code, links, or plain words. The text is read once, from
 * its beginning, as far as something is replaced in it.
 */
export class PlaceReader {
  #at = 0
  #line = 0
  #fence: Fence | undefined
  #json: JsonGrammar | undefined
  #markup = new MarkupGrammar()
  #lines: TableGrammar | YamlGrammar | undefined
  /** Lines since the text, or the fence, began. */
  #count = 0

  /** What is written for `raw.slice(start, end)`; parts are replaced in order, and `raw` only grows. */
  replace(raw: string, start: number, end: number, marker: string): string {
    this.#read(raw, start)
    const grammar = this.#grammarAt(raw, start)
    grammar?.open()
    this.#read(raw, end)
    return grammar?.close(marker, raw.charAt(end)) ?? this.#inWords(raw, start, marker)
  }

  /** The mark of a fence that is open behind `raw`. */
  openFence(raw: string): string | undefined {
    this.#read(`${raw}\n`, raw.length + 1)
    return this.#fence?.mark
  }

  #read(raw: string, to: number): void {
    for (; this.#at < to; this.#at++) {
      const unit = raw[this.#at]!
      if (this.#fence?.grammar === undefined) {
        this.#markup.step(unit)
        this.#lines?.step(unit)
        this.#stepJson(raw, unit)
      } else this.#fence.grammar.step(unit)
      if (unit === '\n') this.#endLine(raw.slice(this.#line, this.#at).replace(/\r$/, ''))
    }
  }

  #stepJson(raw: string, unit: string): void {
    if (this.#json !== undefined) {
      this.#json.step(unit)
      if (!this.#json.goesOn) this.#json = undefined
    } else if (unit === '{' || unit === '[') {
      const ahead = raw.slice(this.#at, this.#at + LOOK_BACK)
      const isFirst = raw.slice(this.#line, this.#at).trim() === ''
      if (unit === '{' || isFirst || JSON_BEGINS.test(ahead)) this.#json = new JsonGrammar(unit)
    }
  }

  #endLine(line: string): void {
    this.#line = this.#at + 1
    const fence = FENCE.exec(line)
    if (this.#fence !== undefined) {
      const closes = fence?.[2] === '' && fence[1]!.startsWith(this.#fence.mark)
      if (closes) {
        this.#begin(undefined)
        return
      }
    } else if (fence !== null) {
      const language = fence[2]!.toLowerCase()
      this.#begin({ mark: fence[1]!, language, grammar: grammarOf(language) })
      return
    }
    this.#count += 1
    if (this.#lines instanceof YamlGrammar && !YAML_LINE.test(line)) this.#lines = undefined
    if (this.#lines instanceof TableGrammar && !this.#lines.quoted && line.trim() === '')
      this.#lines = undefined
    if (this.#lines !== undefined || this.#json !== undefined || this.#markup.isMarkup) return
    if (this.#count === 1 && YAML_FIRST.test(line)) this.#lines = new YamlGrammar()
    else if (/^\s*\|.*\|\s*$/.test(line)) this.#lines = new TableGrammar('|', false)
    else {
      const separator = CSV_ROW.exec(line)?.[1]
      if (separator !== undefined) this.#lines = new TableGrammar(separator, true)
    }
  }

  #begin(fence: Fence | undefined): void {
    this.#fence = fence
    this.#json = undefined
    this.#markup = new MarkupGrammar()
    this.#lines = undefined
    this.#count = 0
  }

  #grammarAt(raw: string, at: number): Grammar | undefined {
    if (this.#fence?.grammar !== undefined) return this.#fence.grammar
    if (this.#json !== undefined) return this.#json
    if (this.#markup.isTag) return this.#markup
    if (this.#lines !== undefined) return this.#lines
    if (this.#markup.isMarkup) return this.#markup
    if (/^\s*\|/.test(raw.slice(this.#line, at))) this.#lines = new TableGrammar('|', false)
    return this.#lines
  }

  #inWords(raw: string, at: number, marker: string): string {
    const before = raw.slice(Math.max(raw.lastIndexOf('\n', at - 1) + 1, at - LOOK_BACK), at)
    if (DESTINATION.test(before)) return without(marker, /[\s()<>]+/g, '')
    return INSIDE_URL.test(before) ? without(marker, /\s+/g, '') : marker
  }
}

function grammarOf(language: string): Grammar | undefined {
  const separator = SEPARATORS[language]
  if (separator !== undefined) return new TableGrammar(separator, true)
  if (language === 'yaml' || language === 'yml') return new YamlGrammar()
  if (/^(?:x?html?|xml|svg|vue)$/.test(language)) return new MarkupGrammar()
  if (language === '' || WORDS.has(language) || language.startsWith('json') || language === 'geojson')
    return undefined
  return new CodeGrammar(language)
}

/** What ends a text that breaks off, so that a paragraph can follow: nothing behind none, else a fence and a blank line. */
export function paragraphBreak(text: string): string {
  if (text === '') return ''
  const fence = new PlaceReader().openFence(text)
  const line = text.endsWith('\n') ? '' : '\n'
  return fence === undefined ? (text.endsWith('\n\n') ? '' : `${line}\n`) : `${line}${fence}\n\n`
}
