import type { FoldedText } from '../../core/ports.js'

/** A piece of code in a text, in raw offsets. */
export interface CodeRegion {
  readonly start: number
  readonly end: number
}

export interface CodeRegions {
  /** Complete: more text changes none of them. Ascending. */
  readonly closed: readonly CodeRegion[]
  /** The one that still grows, as far as its lines are complete. */
  readonly open: CodeRegion | undefined
  /** No region that is still to come or to grow begins before this place. */
  readonly decided: number
}

/**
 * Where code is in an answer: fenced blocks (CommonMark 0.31, section 4.5), lines that look like code, with the
 * blank lines between them, and code spans in prose. Decided line by line: what a line is depends on it alone and
 * on whether a fence is open, and of a line that begins like prose on that beginning alone. So the regions of a
 * text are the same however it arrives. A region ends at the first line end behind `LONGEST` code units.
 */
export function codeRegions(text: FoldedText): CodeRegions {
  let scanner = scanners.get(text)
  if (scanner === undefined) scanners.set(text, (scanner = new Scanner()))
  return scanner.scan(text.raw, text.ended)
}

const LONGEST = 20_000
/** Shortest code span in prose that is looked at: a call, not a name. */
const SHORTEST_SPAN = 24
/** How much of a line tells prose. */
const BEGINNING = 64

const scanners = new WeakMap<FoldedText, Scanner>()

class Scanner {
  readonly #closed: CodeRegion[] = []
  #at = 0
  #fence = ''
  #start: number | undefined
  #end = 0

  scan(raw: string, ended: boolean): CodeRegions {
    for (let end = raw.indexOf('\n', this.#at); end >= 0; end = raw.indexOf('\n', this.#at)) {
      this.#line(raw.slice(this.#at, end), end + 1)
    }
    if (ended) {
      if (this.#at < raw.length) this.#line(raw.slice(this.#at), raw.length)
      this.#close()
      return { closed: this.#closed, open: undefined, decided: raw.length }
    }
    const rest = raw.slice(this.#at)
    let decided = this.#at
    if (this.#fence === '' && beginsLikeProse(rest)) {
      this.#close()
      // A code span is a region when its line is whole.
      const span = rest.indexOf('`')
      decided = span < 0 ? raw.length : this.#at + span
    }
    const open = this.#start === undefined ? undefined : { start: this.#start, end: this.#end }
    return { closed: this.#closed, open, decided }
  }

  #line(line: string, next: number): void {
    const fence = /^\s{0,3}(?:[-*>]\s+|\d+[.)]\s+)?\s*(`{3,}|~{3,})/.exec(line)?.[1]
    if (this.#fence !== '') {
      if (fence !== undefined && fence[0] === this.#fence[0] && fence.length >= this.#fence.length) {
        this.#close()
        this.#fence = ''
      } else this.#code(next)
    } else if (fence !== undefined) {
      this.#close()
      this.#fence = fence
    } else if (unquoted(line).trim() !== '') {
      if (looksLikeCode(line) && !isProseAroundSpans(line)) this.#code(next)
      else {
        this.#close()
        this.#spans(line)
      }
    }
    this.#at = next
  }

  #code(next: number): void {
    this.#start ??= this.#at
    this.#end = next
    if (next - this.#start >= LONGEST) this.#close()
  }

  #close(): void {
    if (this.#start !== undefined) this.#closed.push({ start: this.#start, end: this.#end })
    this.#start = undefined
  }

  #spans(line: string): void {
    for (const match of line.matchAll(/(`+)([^`]+)\1/g)) {
      const [, ticks, code] = match
      if (code!.length < SHORTEST_SPAN) continue
      const start = this.#at + match.index + ticks!.length
      this.#closed.push({ start, end: start + code!.length })
    }
  }
}

const KEYWORD =
  /^(?:import|from|package|using|use|require|include|public|private|protected|static|final|const|let|var|val|def|class|struct|interface|enum|trait|impl|func|function|fn|fun|async|await|export|return|if|else|elif|for|foreach|while|do|switch|case|match|try|catch|except|finally|throw|raise|with|yield|select|insert|update|delete|create|alter|drop|where|begin|end|print|echo|declare|module|namespace|template|typedef|unsigned|int|long|double|float|char|void|bool|boolean|string|type|new|assert|lambda|pub|mut|go|defer|local|set|unless|until|then|fi|done|esac)\b/i

/** Four words in a row, or eight letters of a script without spaces, in the beginning; a function of that alone. */
function beginsLikeProse(line: string): boolean {
  const text = unquoted(line.slice(0, BEGINNING)).replace(
    /^\s*(?:[-*•>]\s+|\d+[.)]\s+|#{1,6}\s+)?[*_"'“「（(]*/u,
    '',
  )
  if (KEYWORD.test(text)) return false
  return (
    /^[\p{L}][\p{L}\p{M}’'-]*(?:[,:;.!?]?["”*_)]*\s["“*_(]*[\p{L}\p{N}][\p{L}\p{M}\p{N}’'-]*){3,}/u.test(
      text,
    ) || /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー、。・]{8}/u.test(text)
  )
}

function looksLikeCode(line: string): boolean {
  if (beginsLikeProse(line)) return false
  const text = unquoted(line).trim()
  return (
    /[;{}]$|^[{}()[\]@]|^(?:\/\/|\/\*|\*\s|\*\/|#\s?\w|--\s)/.test(text) ||
    (KEYWORD.test(text) && (/[(){}[\]=:;,<>]/.test(text) || text.split(/\s+/).length <= 4)) ||
    /[\w\])]\s*(?:[-+*/%|&^]?=|:=|==|!=|<=|>=|=>|->|&&|\|\||\+\+|--|<<|>>)\s*\S*/.test(text) ||
    /^[\w$.]+\s*\(.*\)?\s*[:{;,]?$/.test(text) ||
    (/^(?:\t| {2,})/.test(line) && /[()[\]{}=.,]/.test(text) && !/^[-*•]\s|^\d+[.)]\s/.test(text))
  )
}

/** `Use x(y) instead`, with the call in backquotes. */
function isProseAroundSpans(line: string): boolean {
  const around = line.replace(/(`+)[^`]+\1/g, '')
  return around !== line && !/[;{}()=<>[\]`]/.test(around)
}

/** Without the marks of a quotation or line numbers before it. */
function unquoted(line: string): string {
  return line.replace(LINE_MARK, '')
}

const LINE_MARK = /^[ \t]*(?:(?:>[ \t]?)+|\d{1,5}[:.)|][ \t])/

/** Marks before lines are layout: blanked, so that every offset stays. */
export function withoutLineMarks(code: string): string {
  return code.replace(new RegExp(LINE_MARK, 'gm'), (mark) => ' '.repeat(mark.length))
}
