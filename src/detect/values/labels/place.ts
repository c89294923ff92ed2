import { labelAtEnd, mayEndLabel } from './words.js'

/**
 * The grammar of places: where a label stands, seen from its value. A sentence, a line of a form, a cell, a key of JSON,
 * YAML or INI, an element or attribute of XML and HTML, an assignment, a call, an option of a command.
 */
export interface Place {
  /** The text that ends with the label, if it is one; what separates it from the value is left out. */
  readonly label: string
  /** A mark says that what stands before it names what stands behind it. */
  readonly form: boolean
}

/** Code units before a value that are looked at, marks and label together. */
export const REACH = 120

/** Marks and blanks between a label and its value. */
const BETWEEN = new Set(' \t\r\n"\'`({[]*_~|:=#№>\\,$€£¥₩₹@-')
const LETTER = /[\p{L}\p{M}\p{N}]/u

/** Elements that say how a text looks and not what it is. */
const LOOKS = /^(?:td|th|dd|dt|span|b|strong|p|div|li|em|i|code|label|tr|font|a|u|small|br|h[1-6])$/i
const NAMING =
  /(?:^|[\s"',{])(?:name|id|key|label|field|for|title|data-label)["']?\s*[:=]\s*["']?([\p{L}\p{M}\p{N} ._-]{2,40})/iu

/** The place of a value that starts at `at`; nothing where no label can stand before it. */
export function placeBefore(text: string, at: number): Place | undefined {
  const first = Math.max(0, at - REACH)
  let end = at
  while (end > first && BETWEEN.has(text[end - 1]!)) end -= 1
  if (end === first) return undefined
  const between = text.slice(end, at)
  const rest = text.slice(first, end)
  if (/[\r\n]/.test(between) && !isLineBelow(between)) return undefined
  if (between.includes('>') && !/[=-]>/.test(between)) {
    const inTag = placeInMarkup(rest)
    if (inTag !== undefined) return inTag
  }
  if (between.includes(',') && !/["']\s*,\s*["']$/.test(between)) return undefined
  const form = isForm(between)
  const asked = between.includes(':') ? placeInQuestion(rest) : undefined
  if (asked !== undefined) return asked
  const pair = form ? placeInPair(rest) : undefined
  if (pair !== undefined) return pair
  return placeInLine(rest, form)
}

/** A value may stand on the line below its label, where the label says so. */
function isLineBelow(between: string): boolean {
  return /^["'*_ \t]*[:：][*_ \t]*\r?\n[ \t]*["'`]?$/u.test(between)
}

function isForm(between: string): boolean {
  return /[:=#№|\t,]|[=-]>|\(["'`]| -+ /u.test(between)
}

function placeInLine(rest: string, form: boolean): Place | undefined {
  if (!mayEndLabel(rest)) return undefined
  // Account (USD): 4711
  let label = rest.replace(/ ?\([^()\r\n]{1,24}\)$/u, '')
  const stop = /[\r\n;!?,<>{}|=。、"]/u
  for (let i = label.length - 1; i >= 0; i--) {
    if (stop.test(label[i]!)) {
      label = label.slice(i + 1)
      break
    }
  }
  const sentence = label.lastIndexOf('. ')
  if (sentence > 0 && /(?<![\p{L}\p{M}])(?!acct|sygn)[\p{L}\p{M}]{4,}$/iu.test(label.slice(0, sentence)))
    label = label.slice(sentence + 2)
  // A short word before a full stop is an abbreviation, a long one the end of a sentence.
  if (label.endsWith('.')) {
    if (!/(?<![\p{L}\p{M}])[\p{L}\p{M}]{1,4}\.$/u.test(label)) return undefined
    label = label.slice(0, -1)
  }
  const end = label.at(-1)
  return end !== undefined && (LETTER.test(end) || /[°º)]/.test(end)) ? { label, form } : undefined
}

/** `<account>4711`, `<td>Account</td><td>4711`, `<field name="account">4711`. */
function placeInMarkup(rest: string): Place | undefined {
  const open = rest.lastIndexOf('<')
  if (open < 0) return undefined
  const tag = rest.slice(open + 1)
  const name = /^[A-Za-z][\w:.-]{0,40}/.exec(tag)?.[0]
  if (name === undefined) return undefined
  const naming = NAMING.exec(tag.slice(name.length))?.[1]
  if (naming !== undefined) return { label: naming, form: true }
  if (!LOOKS.test(name)) return { label: name.slice(name.lastIndexOf(':') + 1), form: true }
  const outside = rest
    .slice(0, open)
    .replace(/(?:<\/?[A-Za-z][^<>]{0,60}>|\s)+$/, '')
    .replace(/[\s:：*]+$/u, '')
  return outside === '' ? undefined : placeInLine(outside, true)
}

/** `{"name": "account", "value": "4711"}`, `<input name="account" value="4711">`: the value of what another key names. */
function placeInPair(rest: string): Place | undefined {
  if (!/[elt]$/i.test(rest.slice(-1))) return undefined
  const key = /(?:^|[\s"'<,{-])(?:value|val|content|text|data-value|default)$/i.exec(rest)
  if (key === null) return undefined
  const from = Math.max(rest.lastIndexOf('<', key.index), rest.lastIndexOf('{', key.index), 0)
  const label = NAMING.exec(rest.slice(from, key.index + 1))?.[1]
  return label === undefined ? undefined : { label: label.trim(), form: true }
}

/** *Your account number, please?* and on the next line who answers: the value of what was asked for. */
function placeInQuestion(rest: string): Place | undefined {
  const asked = /([^\r\n?]{4,100})\?["' ]*(?:\r?\n){1,2}[^\r\n:]{1,24}$/u.exec(rest)?.[1]
  if (asked === undefined) return undefined
  for (const clause of asked.split(/[,;]/).reverse()) {
    let label = clause.trimEnd()
    // A word or two of courtesy may end it.
    for (let dropped = 0; dropped < 3 && label !== ''; dropped++) {
      if (labelAtEnd(label) !== undefined) return { label, form: true }
      label = label.replace(/ ?[^ ]+$/, '')
    }
  }
  return undefined
}
