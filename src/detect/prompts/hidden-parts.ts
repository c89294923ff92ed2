/** A part of HTML, XML, Markdown or front matter that its reader is not shown. */
export interface HiddenPart {
  readonly rule: 'comment' | 'not-displayed' | 'unseen' | 'attribute' | 'metadata'
  readonly words: string
  /** UTF-16 code units of the mark-up. */
  readonly start: number
  readonly end: number
}

const COMMENT = /<!--([\s\S]{0,4000}?)-->|^\[(?:\/\/|comment)\]:\s*#?\s*[("'](.*)[)"']\s*$/gm
const STYLED =
  /<([a-z][a-z0-9]*)\b([^>]*?(?:style\s*=\s*("[^"]*"|'[^']*')|\shidden\b|\scolor\s*=\s*["']?(?:white|#fff(?:fff)?)\b)[^>]*)>([\s\S]{0,4000}?)<\/\1>/gi
const NOT_DISPLAYED = /display\s*:\s*none|visibility\s*:\s*hidden/i
const UNSEEN =
  /(?<![-\w])color\s*:\s*(?:white\b|#fff(?:fff)?\b|rgba?\(\s*255\s*,\s*255\s*,\s*255|transparent)|font-size\s*:\s*(?:0(?![.\d])|[01](?:\.\d+)?px)|opacity\s*:\s*0(?![.\d]*[1-9])|(?:left|top|text-indent)\s*:\s*-\d{3,}/i
const ATTRIBUTE =
  /<[a-z][^<>]{0,400}?\s(?:alt|title|aria-label|content|data-[a-z-]{1,20})\s*=\s*(?:"([^"]{12,1000})"|'([^']{12,1000})')|!\[([^\]\n]{12,600})\]\(/gi
const FRONT_MATTER = /^\ufeff?---\r?\n([\s\S]{0,4000}?)\r?\n---/

/** Parts of mark-up that a browser does not show, with at least four words or ten CJK characters in them. */
export function* hiddenParts(markup: string): Generator<HiddenPart> {
  const front = FRONT_MATTER.exec(markup)
  if (front !== null) {
    yield { rule: 'metadata', words: front[1]!, start: 0, end: front[0].length }
  }
  if (!markup.includes('<') && !markup.includes('[')) return
  for (const match of markup.matchAll(COMMENT)) {
    const words = match[1] ?? match[2] ?? ''
    if (isSentence(words)) yield { rule: 'comment', words, ...spanOf(match) }
  }
  for (const match of markup.matchAll(ATTRIBUTE)) {
    const words = match[1] ?? match[2] ?? match[3] ?? ''
    if (isSentence(words)) {
      yield { rule: 'attribute', words: words.replaceAll('&quot;', '"'), ...spanOf(match) }
    }
  }
  for (const match of markup.matchAll(STYLED)) {
    const [, , attributes = '', , inner = ''] = match
    const words = inner.replace(/<[^>]*>/g, ' ')
    if (!isSentence(words)) continue
    const dark = /background(?:-color)?\s*:\s*(?!white\b|#fff(?:fff)?\b|transparent)/i.test(attributes)
    const white = /(?<![-\w])color\s*[:=]/i.test(attributes)
    const unseen = UNSEEN.test(attributes) || /\scolor\s*=/i.test(attributes)
    if (unseen && !(white && dark)) yield { rule: 'unseen', words, ...spanOf(match) }
    else if (NOT_DISPLAYED.test(attributes) || /\shidden\b/i.test(attributes))
      yield { rule: 'not-displayed', words, ...spanOf(match) }
  }
}

function spanOf({ index, 0: { length } }: RegExpMatchArray): { start: number; end: number } {
  return { start: index!, end: index! + length }
}

function isSentence(words: string): boolean {
  return (
    /(?:[\p{L}\p{N}’'-]+[^\p{L}\p{N}]+){3}[\p{L}\p{N}]/u.test(words) ||
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]{10}/u.test(words)
  )
}
