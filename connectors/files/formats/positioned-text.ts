import { LIMITS } from '../../../src/core/limits.js'
import type { SourcePosition } from '../../../src/core/types.js'
import { Unfit } from '../unfit.js'

/** Builds the text of a document paragraph by paragraph, and keeps where in the source each of them stands. */
export class PositionedText {
  readonly #paragraphs: string[] = []
  readonly #positions: SourcePosition[] = []
  #length = 0
  #at: string | undefined

  /** What is added from here on stands there. */
  at(position: string): void {
    this.#at = position
  }

  /** A paragraph, set apart by an empty line; nothing for white space. Throws Unfit when there is too much of it. */
  add(paragraph: string): void {
    const text = paragraph.trim()
    if (text === '') return
    const start = this.#paragraphs.length === 0 ? 0 : this.#length + 2
    this.#mark(start)
    this.#paragraphs.push(text)
    this.#length = start + text.length
    if (this.#length > LIMITS.documentLength)
      throw new Unfit('document-too-large', `the limit is ${LIMITS.documentLength} characters: split it`)
  }

  /** Lines of one paragraph, each with a place of its own. */
  addLines(lines: readonly { readonly at: string; readonly text: string }[]): void {
    const start = this.#paragraphs.length === 0 ? 0 : this.#length + 2
    let offset = start
    for (const { at, text } of lines) {
      this.#at = at
      this.#mark(offset)
      offset += text.length + 1
    }
    this.#paragraphs.push(lines.map(({ text }) => text).join('\n'))
    this.#length = offset - 1
    if (this.#length > LIMITS.documentLength)
      throw new Unfit('document-too-large', `the limit is ${LIMITS.documentLength} characters: split it`)
  }

  /** Properties of the file as `name: value` lines: they leak as text does. */
  addProperties(properties: ReadonlyMap<string, string>): void {
    const said = [...properties].filter(([, value]) => value.trim() !== '')
    if (said.length === 0) return
    this.at('properties')
    this.add(said.map(([name, value]) => `${name}: ${value.replace(/\s+/g, ' ').trim()}`).join('\n'))
  }

  end(): { text: string; positions?: readonly SourcePosition[] } {
    const text = this.#paragraphs.join('\n\n')
    return this.#positions.length === 0 ? { text } : { text, positions: this.#positions }
  }

  #mark(start: number): void {
    const at = this.#at?.slice(0, LIMITS.positionLength)
    if (at === undefined || this.#positions.at(-1)?.at === at) return
    if (this.#positions.length < LIMITS.positions) this.#positions.push({ start, at })
  }
}
