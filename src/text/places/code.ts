import { type Grammar, without } from './place.js'

/** How comments begin, by the name that a fence gives the language; the others write `//`. */
const HASHES = new Set(
  'python py ruby rb perl r sh bash zsh shell toml elixir make makefile dockerfile ini conf'.split(' '),
)
const DASHES = new Set(['sql', 'lua', 'haskell', 'ada'])

/** Strings, comments and what is between them, in the source code of a language. */
export class CodeGrammar implements Grammar {
  readonly #comment: string
  readonly #sql: boolean
  /** What ends the string or comment at hand; '' outside of both. */
  #until = ''
  #escaped = false
  #last = ''
  #before = { until: '', last: '' }

  constructor(language: string) {
    this.#comment = HASHES.has(language) ? '#' : DASHES.has(language) ? '--' : '//'
    this.#sql = language === 'sql'
  }

  step(unit: string): void {
    const pair = this.#last.slice(-2) + unit
    this.#last = pair
    if (this.#until !== '') {
      if (this.#escaped) this.#escaped = false
      else if (unit === '\\' && /^["'`]/.test(this.#until) && !this.#sql) this.#escaped = true
      else if (pair.endsWith(this.#until)) this.#until = ''
      // A string of one line that does not end on it was none.
      else if (unit === '\n' && /^["']$/.test(this.#until)) this.#until = ''
      return
    }
    if (pair === '"""' || pair === "'''") this.#until = pair
    else if (/["'`]/.test(unit)) this.#until = unit
    else if (pair.endsWith(this.#comment)) this.#until = '\n'
    else if (pair.endsWith('/*')) this.#until = '*/'
  }

  open(): void {
    this.#before = { until: this.#until, last: this.#last }
  }

  close(marker: string, next: string): string {
    const { until, last } = this.#before
    const quote = this.#sql ? "'" : '"'
    if (until === '') {
      if (/[\w$]$/.test(last) || /^[\w$]/.test(next)) return marker.replace(/[^\w$]+/g, '_')
      return `${quote}${this.#inString(marker, quote)}${quote}`
    }
    const isString = /^["'`]/.test(until)
    const written = isString ? this.#inString(marker, until[0]!) : without(marker, /\*\//g, '')
    if (this.#until === until) return written
    // It begins in one string and ends in another, or outside.
    const from = isString ? until : ''
    const to = /^["'`]/.test(this.#until) ? this.#until : ''
    return `${written}${from}${to === '' ? '' : ', '}${to}`
  }

  #inString(text: string, quote: string): string {
    const line = without(text, /\\/g, this.#sql ? '\\' : '\\\\')
    const quoted = line.replaceAll(quote, this.#sql ? quote + quote : `\\${quote}`)
    return quote === '`' ? quoted.replaceAll('${', '\\${') : quoted
  }
}
