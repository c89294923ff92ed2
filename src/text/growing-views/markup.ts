import type { OpenReader, Segment, SegmentSink, ViewReader } from './growing-view.js'

/**
 * What mark-up shows, beside what it hides: HTML and its kin, Markdown, BBCode, wikis, LaTeX, RTF, chats, terminals,
 * JSON, YAML, subtitles, citations and annotations. Mark-up is data about text: names of tags, numbers of notes and
 * lists, kinds of words, times and labels join no letters around them. What only stands in the source (comments,
 * attributes, keys, contents of styles, second readings) is a text of its own, and so are the targets of links.
 *
 * It reads as a browser does: from the left, a tag at a time. What may still become a tag at the end waits.
 */
export const openMarkupReader: OpenReader = (sink) => new MarkupReader(sink)

/** Longest tag that is one, code units: with addresses and styles in it. A longer one is text. */
const LONGEST = 1_024
/** Plain text around mark-up that is read with it. */
const CONTEXT = 256

const NAME = '[a-z][a-z0-9:_-]{0,30}'
const INSIDE = `(?:[^<>"']|"[^"]{0,800}"|'[^']{0,800}')*`
const TAG = String.raw`<\/?${NAME}(?:[\s/]${INSIDE})?>|<[!?][a-z][^<>]{0,200}>`
const CHAT = String.raw`<(?:https?:|mailto:|[#@!])[^|<>\s]{1,400}[|>]`
const LINK = String.raw`!?\[(?=[^[\]\n]{1,160}\][([])|\]\([^()\n]{0,460}\)|\]\[[^\][\n]{0,80}\]|^[ ]{0,3}\[[^\][\n]{1,60}\]:[ ][^\n]{1,460}(?=\n)`
const NOTE = String.raw`\[\^[^\]\s]{1,20}\]:?|\[\d{1,3}(?:[,–-][ ]?\d{1,3}){0,3}\]|【\d{1,3}[^】\n]{0,20}】`
const BBCODE = String.raw`\[\/?(?:b|i|u|s|url|img|quote|code|list|color|size|font|center|spoiler|table|tr|td|th|\*|h[1-6])(?:=[^\][\n]{0,100})?\]`
const DEFANGED = String.raw`[ ]?[[({](?:\.|:|@|dot|at|punkt|punto|point)[\])}][ ]?`
const WIKI = String.raw`\[\[[^[\]|\n]{1,160}\||\{\{[^{}|\n]{1,60}\|`
const COMMAND = String.raw`\{?\\(?:[bicfu]|[a-z]{2,32})(?:-?\d{1,6})?(?:\[[^\]\n]{0,60}\])?(?=[{}\s\\])[ ]?\{?|\}{1,2}(?=[\s{}.,;])|\]\](?=[^\]])`
/** The end of a link of a chat, and where two strings are put together. */
const SEAM = String.raw`(?<=<(?:https?:|mailto:)[^|<>\s]{1,400}\|[^<>|\n]{1,160})>|["'][ \t]?(?:[+.&,][ \t]?)?(?:\\?\r?\n[ \t]{0,12})?["']`
const TERMINAL = String.raw`\u001b\[[0-9;?]{0,24}[a-z]|\u001b\][^\u0007\u001b]{0,300}(?:\u0007|\u001b\\)`
const CLOCK = String.raw`\d{1,2}:\d\d(?::\d\d)?(?:[.,]\d{1,3})?`
const LINE =
  String.raw`^[ \t>]{0,8}(?:\d{1,4}[.):]|[a-z][.)])[ \t]{1,4}(?=\S)|^\d{1,5}\r?\n(?=\d{1,2}:\d\d)` +
  String.raw`|^[ ]{0,4}\[?${CLOCK}\]?(?:[ ]-->[ ]${CLOCK})?(?=\s)|^\|[ ]{0,4}\d{1,4}[ ]{0,4}(?=\|)|^\d{1,4}[,;\t]` +
  String.raw`|^#{1,6}[ ](?=\S)|^[ \t]{0,8}(?:- )?\p{L}[\p{L}\p{N}_-]{0,15}:[ \t]{1,2}(?=\S)`
const KEY = String.raw`"[^"\\\n]{1,60}"[ ]?:`
const EMPHASIS = `(?<=[0-9])[*_~]{1,3}(?=[^*_~])|[*_~]{1,3}(?=[0-9])`
const TOKEN = new RegExp(
  ['<!--', CHAT, TAG, WIKI, BBCODE, LINK, NOTE, DEFANGED, COMMAND, SEAM, TERMINAL, LINE, KEY, EMPHASIS].join(
    '|',
  ),
  'imuy',
)
/** Kinds of words behind them: `cable/NN`. */
const CLASSES = /(?<=[\p{L}\p{N}.,])[/_][A-Z]{2,5}\$?(?=[\s.,;\u0080-\uffff])/uy
/** Where one of the tokens may begin, or what may become one: most of a text is neither, and to try costs more. */
const TOKEN_STARTS = /[<>[\](){}!【\\"'\u001b*_~]| (?=[[({])|^/gm
const CLASS_STARTS = /[/_]/g
const UNFINISHED_STARTS = /[<>[\](){}!【\\"'\u001b*_~/|]| (?=[[({]|(?![\s\S]))|^/gm
/**
 * What may still become a token, or another one, when more text comes: at least every beginning of one, and every one
 * that is decided by what follows.
 */
const END = String.raw`(?![\s\S])`
const UNFINISHED = new RegExp(
  `(?:${[
    String.raw`<\/?${NAME}[\s/]${INSIDE}(?:"[^"]{0,800}|'[^']{0,800})?`,
    String.raw`<[^<>\s]{0,420}|<[!?][a-z][^<>]{0,200}`,
    String.raw`!?\[?\[[^[\]\n]{0,160}(?:\](?:\([^()\n]{0,460}|\[[^\][\n]{0,80})?)?|!`,
    String.raw`\](?:\([^()\n]{0,460}|\[[^\][\n]{0,80})?`,
    String.raw`^[ ]{0,3}\[[^\][\n]{1,60}\]:?[^\n]{0,462}`,
    String.raw`\[\^[^\]\s]{0,20}\]?|\[\/?[a-z*][a-z0-9]{0,8}=?[^\][\n]{0,100}`,
    String.raw`【[^】\n]{0,24}`,
    String.raw`[ ]?[[({](?:\.|:|@|[a-z]{0,5})[\])}]?[ ]?|[ ]`,
    String.raw`\{?\{[^{}|\n]{0,60}|\}{1,2}|\]\]`,
    String.raw`["'][ \t]?(?:[+.&,][ \t]?)?(?:\\?\r?(?:\n[ \t]{0,12})?)?`,
    String.raw`\{?\\[a-z]{0,32}-?\d{0,6}(?:\[[^\]\n]{0,60}\]?)?[ ]?`,
    String.raw`\u001b(?:\[[0-9;?]{0,24}|\][^\u0007\u001b]{0,300}\u001b?)?`,
    String.raw`^[ \t>]{0,8}(?:\d{0,4}[.):]?|[a-z]?[.)]?)[ \t]{0,4}`,
    String.raw`^\d{1,5}\r?\n?\d{0,2}:?\d?`,
    String.raw`^[ ]{0,4}\[?[\d:.,]{0,16}\]?(?:[ ](?:-(?:-(?:>(?:[ ][\d:.,]{0,16})?)?)?)?)?`,
    String.raw`^\|[ ]{0,4}\d{0,4}[ ]{0,4}`,
    '^#{1,6}[ ]?',
    String.raw`^[ \t]{0,8}(?:-[ ]?)?(?:\p{L}[\p{L}\p{N}_-]{0,15}:?)?[ \t]{0,2}`,
    String.raw`[/_][A-Z]{0,5}\$?`,
    String.raw`"[^"\\\n]{0,60}(?:"[ ]?)?`,
    '[*_~]{1,3}',
  ]
    .map((part) => `(?:${part})${END}`)
    .join('|')})`,
  'imuy',
)

/** Elements that begin a line or a cell of their own; all others stand within a word. */
const BLOCKS = new Set(
  'p div br hr li ul ol dl dt dd tr td th table thead tbody h1 h2 h3 h4 h5 h6 section article header footer nav pre blockquote row item entry option figure figcaption w:p w:br w:tab a:p text:p'.split(
    ' ',
  ),
)
/** Elements whose content is not what a reader reads on: programs, styles, notes, second readings. */
const ASIDE = new Set(['style', 'script', 'sup', 'rt', 'rp', 'template', 'noscript'])
const ATTRIBUTE = /([a-z_:][\w:.-]*)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/giu
/** Attributes that say how something looks and where it stands. */
const LOOKS =
  /^(?:class|style|id|xmlns.*|xml:.*|[xy]|d[xy]|width|height|rel|type|lang|time|n|level|target|w:.*|colspan|rowspan)$/i
const TARGET = /^(?:href|src|action|cite|data|poster|srcset)$/i

class MarkupReader implements ViewReader {
  settled = 0
  readonly #sink: SegmentSink
  #shown: Segment | undefined
  /** Up to where the shown text was written. */
  #written = 0
  #lastToken = 0
  #comment = false
  #quoted = false
  #aside: string | undefined

  constructor(sink: SegmentSink) {
    this.#sink = sink
  }

  read(input: string, ended: boolean): void {
    const from = this.settled
    if (from === input.length && !ended) return
    let limit = ended ? input.length : unfinishedAt(input, from)
    const tokens = new Tokens(input)
    let at = from
    for (;;) {
      if (this.#comment) {
        const end = input.indexOf('-->', at)
        const stop =
          end >= 0 ? end : ended ? input.length : Math.max(at, characterStart(input, input.length - 2))
        this.#hide(input, at, stop)
        at = end >= 0 ? end + 3 : stop
        this.#written = at
        if (end < 0) break
        this.#comment = false
        this.#lastToken = at
      } else {
        const token = tokens.next(at)
        if (token === undefined || token[0] >= limit) {
          this.#show(input, at, limit)
          at = Math.max(at, limit)
          break
        }
        this.#show(input, at, token[0])
        at = token[0] + token[1].length
        this.#token(input, token[0], token[1])
        this.#written = at
      }
      // What began before it is decided: what may begin is looked for behind it.
      if (limit < at) limit = ended ? input.length : unfinishedAt(input, at)
    }
    this.settled = at
  }

  #show(input: string, from: number, to: number): void {
    if (to <= from) return
    if (this.#aside !== undefined) {
      this.#hide(input, from, to)
      return
    }
    if (this.#shown === undefined) return
    // Text so far from any mark-up is what it is without it.
    const end = Math.min(to, wholeCharacters(input, this.#lastToken + 2 * CONTEXT))
    if (end > from) this.#shown.keep(input, from, end)
    if (end < to) {
      this.#shown.close()
      this.#shown = undefined
    }
  }

  #begin(input: string, at: number): Segment {
    if (this.#shown === undefined) {
      this.#shown = this.#sink.fresh('rendered', at)
      this.#shown.keep(input, wholeCharacters(input, Math.max(this.#written, at - CONTEXT)), at)
    }
    this.#lastToken = at
    return this.#shown
  }

  #token(input: string, start: number, written: string): void {
    const shown = this.#begin(input, start)
    const instead = this.#readToken(written, start)
    if (this.#aside === undefined) shown.add(instead, start, start + written.length)
  }

  /** What a reader sees in the place of a token; what it hides is put aside. */
  #readToken(written: string, start: number): string {
    if (written === '<!--') {
      this.#comment = true
      this.#sink.at('hidden', start).add(' ', start, start + written.length)
      return ''
    }
    if (/^<[/a-z]/i.test(written) && !/^<(?:https?:|mailto:)/i.test(written)) return this.#tag(written, start)
    const sign = DEFANG.exec(written)?.[1]
    if (sign !== undefined) return /^[.:@]$/.test(sign) ? sign : /^at$/i.test(sign) ? '@' : '.'
    const defines = /^[ ]{0,3}\[[^\]^]+\]:/.test(written)
    if (defines || /^<(?:https?|mailto):/i.test(written) || written.startsWith('](')) {
      this.#linked(written, start)
      return defines ? ' ' : ''
    }
    if (KEYED.test(written)) {
      this.#say(written.slice(1, written.lastIndexOf('"')), start + 1)
      return ' '
    }
    // Strings that are added up are one, those of a list are several.
    if (/^["']/.test(written)) return written.includes(',') ? ' ' : ''
    if (written.startsWith('|')) return '|'
    return /^[ \t>]*(?:\d|[a-z][.)])|^#|^[ \t]*(?:- )?\p{L}/iu.test(written) ? ' ' : ''
  }

  #tag(written: string, start: number): string {
    const name = /^<\/?([a-z][a-z0-9:_-]*)/i.exec(written)![1]!.toLowerCase()
    const closes = written.startsWith('</')
    if (closes && this.#aside === name) this.#aside = undefined
    for (const match of written.matchAll(ATTRIBUTE)) {
      const value = match[2] ?? match[3] ?? match[4] ?? ''
      const at = start + match.index + match[0].lastIndexOf(value)
      if (TARGET.test(match[1]!)) this.#target(value, at)
      else if (!LOOKS.test(match[1]!)) this.#say(value, at)
    }
    if (!closes && !written.endsWith('/>') && ASIDE.has(name)) {
      this.#aside = name
      this.#quoted = false
      this.#sink.at('hidden', start).add(' ', start, start + written.length)
    }
    return BLOCKS.has(name) ? ' ' : ''
  }

  #linked(written: string, start: number): void {
    const title = /["']([^"'\n]*)["'][)\s]*$/.exec(written)
    if (title !== null) this.#say(title[1]!, start + title.index + 1)
    const address = written.slice(0, title?.index ?? written.length)
    this.#target(address.replace(/[)|>\s]+$/, ''), start)
  }

  /**
   * Where a link leads. Without its host: what is put together from several links stands in their paths, and two
   * links of one site one behind the other are in every page about it.
   */
  #target(address: string, start: number): void {
    const host = HOST.exec(address)?.[0].length ?? 0
    this.#say(address.slice(host), start + host, 'targets')
  }

  /** Words that only the source has. */
  #say(words: string, start: number, name = 'hidden'): void {
    if (words === '') return
    const segment = this.#sink.at(name, start)
    segment.add(' ', start, start)
    for (let i = 0; i < words.length; i++) segment.add(words[i]!, start + i, start + i + 1)
  }

  /** Of a part that is not shown all words; of programs and styles what stands in quotes. */
  #hide(input: string, from: number, to: number): void {
    if (to <= from) return
    if (this.#comment || !CODED.has(this.#aside ?? '')) {
      this.#sink.at('hidden', from).keep(input, from, to)
      return
    }
    for (let i = from; i < to; i++) {
      if (input[i] === '"') {
        this.#quoted = !this.#quoted
        this.#sink.at('hidden', i).add(' ', i, i + 1)
      } else if (this.#quoted) this.#sink.at('hidden', i).keep(input, i, i + 1)
    }
  }
}

const HOST = /^(?:[^/?#]{0,100}[(<\s])?[a-z][a-z0-9+.-]{1,20}:\/\/[^/?#\s]{0,255}/i
const CODED = new Set(['style', 'script'])
const KEYED = /^"[^"]+"[ ]?:$/
const DEFANG = /^[ ]?[[({](\.|:|@|dot|at|punkt|punto|point)[\])}][ ]?$/i

/** Where a character begins, at or before `at`. */
function characterStart(text: string, at: number): number {
  return (text.charCodeAt(at) & 0xfc00) === 0xdc00 ? at - 1 : at
}

/** Where a character begins, at or behind `at`. */
function wholeCharacters(text: string, at: number): number {
  return at < text.length && (text.charCodeAt(at) & 0xfc00) === 0xdc00 ? at + 1 : at
}

type Token = readonly [start: number, written: string]

/** Tokens of a text in their order; each is looked for once. */
class Tokens {
  readonly #input: string
  #token: Token | undefined | null = null
  #other: Token | undefined | null = null

  constructor(input: string) {
    this.#input = input
  }

  /** The first one from `at` on that is not too long. */
  next(at: number): Token | undefined {
    if (this.#token === null || (this.#token !== undefined && this.#token[0] < at))
      this.#token = nextOf(TOKEN_STARTS, TOKEN, this.#input, at)
    if (this.#other === null || (this.#other !== undefined && this.#other[0] < at))
      this.#other = nextOf(CLASS_STARTS, CLASSES, this.#input, at)
    const [token, other] = [this.#token, this.#other]
    return other !== undefined && (token === undefined || other[0] < token[0]) ? other : token
  }
}

/** The first match of a sticky expression that begins where `starts` says; both from `at` on. */
function nextOf(starts: RegExp, expression: RegExp, input: string, at: number): Token | undefined {
  starts.lastIndex = at
  for (let start = starts.exec(input); start !== null; start = starts.exec(input)) {
    expression.lastIndex = start.index
    const written = expression.exec(input)?.[0] ?? ''
    if (written.length > 0 && written.length <= LONGEST) return [start.index, written]
    starts.lastIndex = start.index + 1
  }
  return undefined
}

/** Where what may still become a token begins at the end of `input`, not before `from`. */
function unfinishedAt(input: string, from: number): number {
  return (
    nextOf(UNFINISHED_STARTS, UNFINISHED, input, Math.max(from, input.length - LONGEST))?.[0] ?? input.length
  )
}
