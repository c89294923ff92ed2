/**
 * Source code as a stream of tokens that survives renaming and reformatting, for any language written with
 * identifiers, numbers, quoted strings and operators. One lexer for all of them: what a comment or a string is
 * is told by the characters around it, never by a grammar.
 *
 * - Comments (kept apart), white space, `;`, braces and closing parentheses are dropped: they move when code is
 *   reformatted, and what they say of the structure the tokens before them say too.
 * - An identifier, a number, a string, a truth value is its class. Type names are identifiers: `int x`, `double x`
 *   and `let x: number` differ by taste.
 * - Keywords and operators are kept; words that say the same in different languages or dialects (`def`, `func`,
 *   `function`) are one, and modifiers (`public`, `final`, `export`) are none.
 * - Lines that import are dropped whole: they are chosen by what a program uses, not by who wrote it.
 *
 * Tokens of the text up to `open` stay as they are when more text follows.
 */
export interface CodeTokens {
  readonly length: number
  /** The class of each token, 1 to 255. */
  readonly classes: Uint8Array
  /** Where each token starts and ends in the text that was read, UTF-16 code units. */
  readonly starts: Uint32Array
  readonly ends: Uint32Array
  /** Comments: how many tokens stand before each, and where it is. */
  readonly comments: readonly { readonly token: number; readonly start: number; readonly end: number }[]
  /** From here on more text may change the tokens: an open comment or string begins here, or the last line. */
  readonly open: number
}

export const IDENTIFIER = 1
export const NUMBER = 2
export const STRING = 3

/** Keywords of all languages by meaning; every other word is an identifier. */
const WORDS: readonly string[] = [
  'function def func fn fun sub procedure lambda',
  'class struct interface trait enum record union impl',
  'if unless',
  'else',
  'elif elsif elseif',
  'for foreach while until loop',
  'do repeat',
  'switch match select case_of',
  'case when',
  'default otherwise',
  'return',
  'yield',
  'break',
  'continue next',
  'throw raise panic',
  'try begin',
  'catch except rescue',
  'finally ensure defer',
  'new alloc',
  'delete del free',
  'in of',
  'await',
  'goto',
  'with using',
  'from',
  'where',
  'join',
  'group',
  'order',
  'by',
  'having',
  'insert update',
  'into',
  'values',
  'set',
  'on',
  'limit',
  'fi done esac end endif',
  'then',
]
/** Operators spelled as words, and what they say. */
const SPELLED: Readonly<Record<string, string>> = { and: '&&', or: '||', not: '!', is: '==' }
const MODIFIERS = new Set(
  `public private protected internal static final const let var val mut readonly abstract virtual override sealed
  async export extern inline volatile transient synchronized native strictfp declare local my our pub unsafe move
  ref out partial open lateinit register auto constexpr noexcept explicit friend mutable typename template throws
  extends implements`.split(/\s+/),
)
const CONSTANTS = new Set('true false null nil none undefined nullptr nan'.split(' '))
const SELVES = new Set(['this', 'self'])
const IMPORTS = /^(?:import|package|using|use|require|include|from|#include|#pragma|extern)$/

const OPERATORS: readonly string[] = [
  ...['+', '-', '*', '/', '%', '**', '&', '|', '^', '~', '<<', '>>', '>>>'],
  ...['=', '+=', '-=', '*=', '/=', '%=', '&=', '|=', '^=', '<<=', '>>=', '??=', '||=', '&&='],
  ...['==', '!=', '<', '>', '<=', '>=', '&&', '||', '!', '??'],
  ...['(', '[', ']', ',', '.', ':', '?', '=>', '->', '++', '--', '@', '$', '..', '...', '#', '\\', '<-'],
]
/** Spellings of one operator. */
const SAME: Readonly<Record<string, string>> = {
  '===': '==',
  '!==': '!=',
  '<>': '!=',
  ':=': '=',
  '::': '.',
  '?.': '.',
  '//': '/',
  '->': '=>',
  '++': '+=1',
  '--': '-=1',
}
const DROPPED = new Set([';', '{', '}', ')', '`'])

const FIRST_WORD = 4
const wordClass = new Map<string, number>()
for (const [i, same] of WORDS.entries())
  for (const word of same.split(' ')) wordClass.set(word, FIRST_WORD + i)
const operatorClass = new Map<string, number>()
for (const operator of OPERATORS) operatorClass.set(operator, FIRST_WORD + WORDS.length + operatorClass.size)
const LONGEST_OPERATOR = 3

export function lexCode(text: string): CodeTokens {
  const classes: number[] = []
  const starts: number[] = []
  const ends: number[] = []
  const add = (kind: number, start: number, end: number) => {
    classes.push(kind)
    starts.push(start)
    ends.push(end)
  }
  const comments: { token: number; start: number; end: number }[] = []
  let open = text.lastIndexOf('\n') + 1
  let lineStart = true
  let at = 0
  while (at < text.length) {
    const code = text.charCodeAt(at)
    if (code === 10 || code === 13) {
      lineStart = true
      at += 1
      continue
    }
    if (isSpace(code)) {
      at += 1
      continue
    }
    const comment = commentEnd(text, at, lineStart)
    if (comment > at) {
      comments.push({ token: classes.length, start: at, end: comment })
      if (comment === text.length) open = Math.min(open, at)
      at = comment
      continue
    }
    const first = lineStart
    lineStart = false
    if (isWordStart(code)) {
      const end = wordEnd(text, at)
      const word = text.slice(at, end)
      if (first && isImport(text, word, end)) at = lineEnd(text, end)
      else {
        addWord(text, word, at, end, add)
        at = end
      }
    } else if (isDigit(code)) {
      const end = numberEnd(text, at)
      add(NUMBER, at, end)
      at = end
    } else if (code === 34 || code === 39 || code === 96) {
      const end = stringEnd(text, at)
      if (end > at + 1) add(STRING, at, end)
      if (end === text.length || (end === at + 1 && code === 96)) open = Math.min(open, at)
      at = end
    } else at = addOperator(text, at, add)
  }
  return {
    length: classes.length,
    classes: Uint8Array.from(classes),
    starts: Uint32Array.from(starts),
    ends: Uint32Array.from(ends),
    comments,
    open,
  }
}

type Add = (kind: number, start: number, end: number) => void

function addWord(text: string, word: string, start: number, end: number, add: Add): void {
  const lower = word.toLowerCase()
  // A member named like a keyword is a member, and so is a key.
  const isMember = text.charCodeAt(start - 1) === 46
  if (!isMember) {
    if (MODIFIERS.has(lower) || SELVES.has(lower)) return
    const spelled = SPELLED[lower]
    if (spelled !== undefined && Object.hasOwn(SPELLED, lower)) {
      add(operatorClass.get(spelled)!, start, end)
      return
    }
    const known = wordClass.get(lower)
    if (known !== undefined) {
      add(known, start, end)
      return
    }
  }
  add(CONSTANTS.has(lower) ? NUMBER : IDENTIFIER, start, end)
}

function addOperator(text: string, at: number, add: Add): number {
  for (let length = LONGEST_OPERATOR; length > 0; length--) {
    const spelling = text.slice(at, at + length)
    if (spelling.length < length) continue
    if (spelling === '++' || spelling === '--') {
      add(operatorClass.get(spelling === '++' ? '+=' : '-=')!, at, at + 2)
      add(NUMBER, at, at + 2)
      return at + 2
    }
    const known = operatorClass.get(Object.hasOwn(SAME, spelling) ? SAME[spelling]! : spelling)
    if (known !== undefined) {
      // What follows `this.` stands without it.
      const afterSelf = spelling === '.' && /(?:this|self)$/i.test(text.slice(Math.max(0, at - 4), at))
      if (!afterSelf) add(known, at, at + length)
      return at + length
    }
    if (length === 1 && DROPPED.has(spelling)) return at + 1
  }
  return at + 1
}

function isImport(text: string, word: string, end: number): boolean {
  if (!IMPORTS.test(word)) return false
  const next = text.charCodeAt(end)
  return next === 32 || next === 9 || next === 34 || next === 60
}

/** Where a comment that starts here ends; `at` if none does. */
function commentEnd(text: string, at: number, lineStart: boolean): number {
  const two = text.slice(at, at + 2)
  if (two === '//') return isWholeDivision(text, at) ? at : lineEnd(text, at)
  if (two === '/*') return closing(text, '*/', at + 2)
  if (text.startsWith('<!--', at)) return closing(text, '-->', at + 4)
  if (lineStart && (text.startsWith('"""', at) || text.startsWith("'''", at)))
    return closing(text, text.slice(at, at + 3), at + 3)
  const spaced = at === 0 || isSpace(text.charCodeAt(at - 1)) || lineStart
  if (two[0] === '#' && spaced) {
    if (
      /^#(?:include|pragma|define|if|ifdef|ifndef|endif|undef|region|endregion)\b/.test(
        text.slice(at, at + 12),
      )
    )
      return lineEnd(text, at)
    if (two[1] !== '[' && two[1] !== undefined && !isWordStart(two.charCodeAt(1))) return lineEnd(text, at)
    if (lineStart && isWordStart(two.charCodeAt(1)) && !/^#\w+\s*[=(;]/.test(text.slice(at, at + 80)))
      return lineEnd(text, at)
  }
  if (two === '--' && spaced && (text[at + 2] === ' ' || text[at + 2] === '-')) return lineEnd(text, at)
  return at
}

/** Python divides with `//`: between two operands on one line, with a space before and an operand behind. */
function isWholeDivision(text: string, at: number): boolean {
  return (
    /[\w)\]] ?$/.test(text.slice(Math.max(0, at - 2), at)) &&
    /^\/\/ ?[\w(]+[)\]:,]*\s*(?:\n|$)/.test(text.slice(at, at + 24))
  )
}

function closing(text: string, mark: string, from: number): number {
  const end = text.indexOf(mark, from)
  return end < 0 ? text.length : end + mark.length
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from)
  return end < 0 ? text.length : end
}

/** Where a quoted string ends: single and double quotes on their line, others anywhere. */
function stringEnd(text: string, start: number): number {
  const quote = text[start]!
  const triple = quote.repeat(3)
  if (quote !== '`' && text.startsWith(triple, start)) return closing(text, triple, start + 3)
  // A lifetime of Rust, not a character.
  if (quote === "'" && /[<&+]\s?$/.test(text.slice(Math.max(0, start - 2), start))) return start + 1
  for (let at = start + 1; at < text.length; at++) {
    const character = text[at]!
    if (character === '\\') at += 1
    else if (character === quote) return at + 1
    else if (character === '\n' && quote !== '`') return start + 1
  }
  return start + 1
}

function numberEnd(text: string, start: number): number {
  let end = start
  while (end < text.length) {
    const code = text.charCodeAt(end)
    const exponent =
      (code === 43 || code === 45) && /[eE]/.test(text[end - 1]!) && !/^0x/i.test(text.slice(start, end))
    const range = code === 46 && text.charCodeAt(end + 1) === 46
    if (range || !(isDigit(code) || isWordStart(code) || code === 46 || exponent)) break
    end += 1
  }
  return end
}

function wordEnd(text: string, start: number): number {
  let end = start + 1
  while (end < text.length) {
    const code = text.charCodeAt(end)
    if (!isWordStart(code) && !isDigit(code)) break
    end += 1
  }
  return end
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57
}

/** Letters of any script, `_` and `$`. */
function isWordStart(code: number): boolean {
  return (
    (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95 || code === 36 || code >= 0xaa
  )
}

function isSpace(code: number): boolean {
  return code === 32 || code === 9 || code === 11 || code === 12 || code === 0xa0 || code === 0xfeff
}
