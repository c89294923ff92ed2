import { escapedJson, type Grammar } from './place.js'

/** What may come next: the name of a member, what stands under it or in a list, or what separates them. */
type Expected = 'name' | 'colon' | 'value' | 'separator'

interface State {
  readonly stack: string
  readonly expected: Expected
  /** Strings, numbers and words so far: two states in one token have the same count. */
  readonly token: number
  readonly string: boolean
  readonly bare: boolean
  /** Code units of an escape still to come: 1 behind a backslash, up to 4 of `\u`. */
  readonly pending: number
  readonly hexadecimal: boolean
}

/**
 * JSON, also in lines and with a comma too many. It begins at a brace or bracket and ends with it, or where it turns
 * out to be none.
 */
export class JsonGrammar implements Grammar {
  #stack = ''
  #expected: Expected = 'value'
  #token = 0
  #string = false
  #bare = false
  #escape = 0
  #hexadecimal = false
  /** Containers that the part to be replaced leaves open of those it began in. */
  #low = 0
  #before: State | undefined

  constructor(opening: string) {
    this.step(opening)
  }

  /** False once the outermost container is closed, or when it is no JSON. */
  get goesOn(): boolean {
    return this.#stack !== ''
  }

  step(unit: string): void {
    if (this.#string) {
      this.#inString(unit)
      return
    }
    if (/\s/.test(unit)) {
      this.#bare = false
      return
    }
    if (this.#bare && /[\w.+-]/.test(unit)) return
    this.#bare = false
    const top = this.#stack.at(-1)
    if (unit === '"' && (this.#expected === 'name' || this.#expected === 'value')) {
      this.#string = true
      this.#token += 1
    } else if ((unit === '{' || unit === '[') && this.#expected === 'value') {
      this.#stack += unit
      this.#expected = unit === '{' ? 'name' : 'value'
    } else if (unit === (top === '{' ? '}' : ']') && this.#expected !== 'colon') {
      this.#stack = this.#stack.slice(0, -1)
      this.#low = Math.min(this.#low, this.#stack.length)
      this.#expected = 'separator'
    } else if (unit === ':' && this.#expected === 'colon') {
      this.#expected = 'value'
    } else if (unit === ',' && this.#expected === 'separator') {
      this.#expected = top === '{' ? 'name' : 'value'
    } else if (this.#expected === 'value' && /[\w.+-]/.test(unit)) {
      this.#bare = true
      this.#token += 1
      this.#expected = 'separator'
    } else {
      this.#stack = ''
    }
  }

  open(): void {
    this.#before = this.#state()
    this.#low = this.#stack.length
  }

  close(marker: string): string {
    const from = this.#before!
    const to = this.#state()
    // No JSON after all.
    if (to.stack === '' && !(from.stack !== '' && this.#expected === 'separator')) return marker
    const written = escapedJson(marker)
    // Behind a sign or inside a number only digits can stand.
    if (from.bare) return from.token === to.token ? '0' : `0${this.#bridge(from, to, written)}`
    const begins = !from.string && (from.expected === 'value' || from.expected === 'name')
    if (!from.string && !begins) return marker
    const said = `${begins ? '"' : unescaped(from)}${written}`
    const inOne = to.token === from.token + (begins ? 1 : 0)
    if (inOne && to.string) return said + opened(to)
    if (inOne && (to.bare || to.expected === 'colon')) return `${said}"`
    return `${said}"${this.#bridge(from, to, written)}`
  }

  #inString(unit: string): void {
    if (this.#escape > 0) {
      if (this.#hexadecimal) this.#escape -= 1
      else if (unit === 'u') [this.#escape, this.#hexadecimal] = [4, true]
      else this.#escape = 0
      if (this.#escape === 0) this.#hexadecimal = false
    } else if (unit === '\\') this.#escape = 1
    else if (unit === '"') {
      this.#string = false
      this.#expected = this.#expected === 'name' ? 'colon' : 'separator'
    } else if (unit === '\n') this.#stack = ''
  }

  #state(): State {
    return {
      stack: this.#stack,
      expected: this.#expected,
      token: this.#token,
      string: this.#string,
      bare: this.#bare,
      pending: this.#escape,
      hexadecimal: this.#hexadecimal,
    }
  }

  /** From behind the token that `from` stands in to where `to` stands: containers closed and opened, nothing of theirs. */
  #bridge(from: State, to: State, written: string): string {
    let out = from.expected === 'name' ? ':null' : ''
    for (const container of [...from.stack.slice(this.#low)].reverse()) out += container === '{' ? '}' : ']'
    let first = false
    const member = (container: string | undefined) =>
      `${first ? '' : ','}${container === '{' ? `"${written}":` : ''}`
    for (let at = this.#low; at < to.stack.length; at++) {
      out += member(to.stack[at - 1]) + to.stack[at]!
      first = true
    }
    const container = to.stack.at(-1)
    if (to.string) {
      out += to.expected === 'name' ? `${first ? '' : ','}"` : `${member(container)}"`
      return out + opened(to)
    }
    if (to.bare) return `${out}${member(container)}"${written}"`
    if (to.expected === 'value') return out + member(container)
    if (to.expected === 'colon') return `${out}${first ? '' : ','}"${written}"`
    return to.expected === 'name' && !first ? `${out},` : out
  }
}

/** Ends the escape that a replaced part begins in. */
function unescaped({ pending, hexadecimal }: State): string {
  return hexadecimal ? '0'.repeat(pending) : pending > 0 ? '\\' : ''
}

/** Begins the escape that a replaced part ends in. */
function opened({ pending, hexadecimal }: State): string {
  return hexadecimal ? `\\u${'0'.repeat(4 - pending)}` : pending > 0 ? '\\' : ''
}
