import { Parser } from 'htmlparser2'

/** Elements that browsers never show. */
const DROPPED = new Set(
  'head script style template noscript iframe object svg math canvas audio video map datalist'.split(' '),
)

/** Elements that begin and end a line. */
const BLOCKS = new Set(
  (
    'address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption ' +
    'figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol optgroup option p ' +
    'pre search section select summary table tbody tfoot thead tr ul'
  ).split(' '),
)

/** Paragraphs: an empty line around them, so that splitting into chunks sees them. */
const PARAGRAPHS = new Set('blockquote dl h1 h2 h3 h4 h5 h6 ol p pre table ul'.split(' '))

const VOID = new Set('area base br col embed hr img input link meta source track wbr'.split(' '))

export interface HtmlText {
  readonly text: string
  readonly title?: string
}

/**
 * What a reader sees of a page: no scripts, styles, comments or head, entities decoded, white space collapsed
 * outside `pre`, table cells with a tab between them. Elements hidden by the `hidden` attribute or an inline
 * `display: none` or `visibility: hidden` are left out, as instructions meant for a model hide there; style
 * sheets and attributes such as `alt` are not looked at. Iterative: no nesting is too deep.
 */
export function htmlToText(html: string): HtmlText {
  const out = createLines()
  let title = ''
  let inTitle = false
  let preformatted = 0
  /** Names of the open elements since one that is hidden; empty means visible. */
  const hidden: string[] = []
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (name === 'title' && !hidden.includes('svg')) inTitle = true
        if (hidden.length > 0 || DROPPED.has(name) || isHidden(attributes)) {
          if (!VOID.has(name)) hidden.push(name)
          return
        }
        if (name === 'br') out.newline()
        if (name === 'pre') preformatted += 1
        if (BLOCKS.has(name)) out.block(PARAGRAPHS.has(name))
      },
      ontext(text) {
        if (inTitle) title += text
        else if (hidden.length > 0) return
        else if (preformatted > 0) out.preformatted(text)
        else out.flow(text)
      },
      onclosetag(name) {
        if (name === 'title') inTitle = false
        if (hidden.length > 0) {
          if (!VOID.has(name)) hidden.pop()
          return
        }
        if (name === 'pre') preformatted -= 1
        if (name === 'td' || name === 'th') out.cell()
        if (BLOCKS.has(name)) out.block(PARAGRAPHS.has(name))
      },
    },
    { decodeEntities: true, lowerCaseTags: true, lowerCaseAttributeNames: true },
  )
  parser.write(html)
  parser.end()
  const name = title.replace(/\s+/g, ' ').trim()
  return { text: out.end(), ...(name === '' ? {} : { title: name }) }
}

function isHidden(attributes: Readonly<Record<string, string>>): boolean {
  if ('hidden' in attributes) return true
  const style = (attributes['style'] ?? '').replace(/\s|\/\*.*?\*\//gs, '').toLowerCase()
  return /(^|;)(display:none|visibility:hidden)/.test(style)
}

function createLines() {
  const lines: string[] = []
  let line = ''
  let space = false
  const newline = () => {
    lines.push(line.trimEnd())
    line = ''
    space = false
  }
  return {
    newline,
    block(paragraph: boolean) {
      if (line !== '') newline()
      if (paragraph && lines.length > 0 && lines.at(-1) !== '') lines.push('')
    },
    flow(text: string) {
      for (const [i, word] of text.split(/[ \t\n\f\r]+/).entries()) {
        if (i > 0) space = true
        if (word === '') continue
        line += space && line !== '' && !line.endsWith('\t') ? ` ${word}` : word
        space = false
      }
    },
    preformatted(text: string) {
      for (const [i, part] of text.split(/\r\n|\r|\n/).entries()) {
        if (i > 0) newline()
        line += part
      }
    },
    cell() {
      line = `${line.trimEnd()}\t`
      space = false
    },
    end(): string {
      newline()
      return lines
        .join('\n')
        .replace(/\n{3,}/g, '\n\n')
        .trim()
    },
  }
}
