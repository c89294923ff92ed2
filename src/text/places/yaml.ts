import { escapedJson, type Grammar, without } from './place.js'

/** What may stand before a scalar on its line: items of lists, names of members, tags and anchors. */
const BEFORE =
  /^\s*(?:(?:- +|\? +|[&!][^\s]+ +|(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s"'#&*!|>%@`[\]{},?:-][^#\n"'[{]*?|-[^\s:]+) *:(?: +|$))*)/

/** Lines longer than this are not looked into. */
const LONGEST = 2_000

/** YAML, line by line: what stands on a line before a value tells how its scalar is written. */
export class YamlGrammar implements Grammar {
  #line = ''
  /** Indentation of the line whose block of text (`|`, `>`) follows. */
  #block: number | undefined
  #before = { line: '', block: false }

  step(unit: string): void {
    if (unit !== '\n') {
      this.#line += unit
      return
    }
    const indent = indentOf(this.#line)
    if (this.#block !== undefined && this.#line.trim() !== '' && indent <= this.#block)
      this.#block = undefined
    if (this.#block === undefined && /(?:^|[\s:-])[|>][+-]?\d?\s*(?:#.*)?$/.test(this.#line))
      this.#block = indent
    this.#line = ''
  }

  open(): void {
    const block = this.#block !== undefined && indentOf(`${this.#line}x`) > this.#block
    this.#before = { line: this.#line, block }
  }

  close(marker: string, next: string): string {
    const { line, block } = this.#before
    if (line.length > LONGEST) return without(marker, /[[\]{},:#"']+/g, ' ').trim()
    const scalar = line.slice(BEFORE.exec(line)?.[0].length ?? 0)
    if (block || /(?:^|\s)#[^"']*$/.test(line)) return without(marker, /(?!)/g, '')
    const flow = /^[[{]/.test(scalar)
    const rest = flow ? lastOfFlow(scalar) : scalar
    if (rest.startsWith('"')) return escapedJson(marker)
    if (rest.startsWith("'")) return without(marker, /'/g, "''")
    if (flow) return rest === '' ? `"${escapedJson(marker)}"` : without(marker, /[[\]{},:#]+/g, ' ').trim()
    const plain = without(marker, /(?<=:)\s+|\s+(?=#)/g, '')
    if (rest !== '') return plain
    if (next === '' || next === '\n' || next === '\r' || next === ':') return `"${escapedJson(marker)}"`
    // Text follows that no quote may stand before, and a bracket would begin a list.
    return /^[\w(]/.test(plain) ? plain : `\\${plain}`
  }
}

function indentOf(line: string): number {
  return line.search(/\S|$/)
}

/** What stands behind the last separator of a flow collection, from its quote on if it is open. */
function lastOfFlow(scalar: string): string {
  const bare = scalar.replace(/"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'/g, (quoted) => 'x'.repeat(quoted.length))
  const open = bare.search(/["']/)
  const last = open >= 0 ? open : bare.search(/[^[\]{},:]*$/)
  return scalar.slice(last).trimStart()
}
