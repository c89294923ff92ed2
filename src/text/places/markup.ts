import { type Grammar, without } from './place.js'

type Where = 'text' | 'angle' | 'tag' | 'equals' | 'quoted' | 'unquoted' | 'declared'

/** Elements of HTML that have no end. */
const VOID = new Set('area base br col embed hr img input link meta source track wbr'.split(' '))

/** Of a tag inside a replaced part no more than this is kept. */
const KEPT = 20

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

interface State {
  readonly where: Where
  readonly quote: string
  /** Tags and texts so far. */
  readonly token: number
  readonly elements: readonly string[]
}

/** XML and HTML: elements, attributes, and text between them. */
export class MarkupGrammar implements Grammar {
  #where: Where = 'text'
  #quote = ''
  #tag = ''
  #token = 0
  #elements: readonly string[] = []
  /** Elements that the part to be replaced leaves open of those it began in. */
  #low = 0
  #before: State | undefined

  /** In the value of an attribute, or in an element. */
  get isMarkup(): boolean {
    return this.#elements.length > 0 || this.isTag
  }

  get isTag(): boolean {
    return this.#where === 'equals' || this.#where === 'quoted' || this.#where === 'unquoted'
  }

  step(unit: string): void {
    switch (this.#where) {
      case 'text':
        if (unit === '<') this.#begin()
        return
      case 'angle':
        this.#tag += unit
        this.#where = /[A-Za-z_/]/.test(unit) ? 'tag' : unit === '!' || unit === '?' ? 'declared' : 'text'
        return
      case 'declared':
        this.#tag += unit
        if (unit === '>' && (!this.#tag.startsWith('<!--') || this.#tag.endsWith('-->'))) this.#enter('text')
        // What CDATA holds is text.
        else if (this.#tag === '<![CDATA[') this.#enter('text')
        return
      case 'quoted':
        if (unit !== this.#quote) return
        this.#where = 'tag'
        this.#tag += unit
        return
      case 'equals':
        if (unit === '"' || unit === "'") [this.#where, this.#quote] = ['quoted', unit]
        else if (!/\s/.test(unit)) this.#where = 'unquoted'
        this.#tag += unit
        return
      default:
        if (unit === '>') this.#endTag()
        else if (unit === '<') this.#begin()
        else {
          if (unit === '=') this.#where = 'equals'
          else if (/\s/.test(unit)) this.#where = 'tag'
          this.#tag += unit
        }
    }
  }

  open(): void {
    this.#before = this.#state()
    this.#low = this.#elements.length
  }

  close(marker: string): string {
    const from = this.#before!
    const to = this.#state()
    const written = from.where === 'equals' ? `"${escaped(marker)}"` : writtenIn(from, marker)
    if (from.token === to.token || (from.where !== 'text' && from.where !== 'quoted')) return written
    let out = written
    if (from.where === 'quoted') out += `${from.quote}/>`
    for (const name of from.elements.slice(this.#low).toReversed()) out += `</${name}>`
    for (const name of to.elements.slice(this.#low)) if (name.length <= KEPT) out += `<${name}>`
    // In the middle of a tag.
    return to.where === 'text' || this.#tag.length > KEPT ? out : out + this.#tag
  }

  #state(): State {
    return { where: this.#where, quote: this.#quote, token: this.#token, elements: this.#elements }
  }

  #begin(): void {
    this.#enter('angle')
    this.#tag = '<'
  }

  #enter(where: Where): void {
    this.#where = where
    this.#token += 1
  }

  #endTag(): void {
    const [, closing, name = ''] = /^<(\/?)([\w:.-]*)/.exec(this.#tag) ?? []
    if (closing !== '') {
      const at = this.#elements.lastIndexOf(name)
      if (at >= 0) this.#elements = this.#elements.slice(0, at)
      this.#low = Math.min(this.#low, this.#elements.length)
    } else if (name !== '' && !this.#tag.endsWith('/') && !VOID.has(name.toLowerCase())) {
      this.#elements = [...this.#elements, name]
    }
    this.#enter('text')
  }
}

function writtenIn({ where, elements }: State, marker: string): string {
  if (where === 'quoted') return escaped(marker)
  if (where === 'unquoted') return without(escaped(marker), /\s+/g, '-')
  return where === 'text' && elements.length > 0 ? marker.replace(/[&<>]/g, (unit) => ESCAPES[unit]!) : marker
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (unit) => ESCAPES[unit]!)
}
