import { cueNumber, cueOf } from './cues.js'
import { IS, lookUp } from './lexicon.js'
import { wordKey } from './word-key.js'

/**
 * What has the look of names in programs and codes and is none: pieces of digests and keys, identifiers, labels of
 * buttons. It is decided by the value and by what it touches, `REACH` units on each side.
 */
const REACH = 64
const IN_RUN = /[A-Za-z0-9+/=_-]/

export function isNoName(text: string, start: number, end: number): boolean {
  const value = text.slice(start, end)
  if (/^[a-z]{2}-[A-Z]{2}$/.test(value)) return true
  // `State.Active`, `*.txt`, `utf-8`
  if (/\p{L}{4}\.\p{L}{3}/u.test(value) || /^[a-z]{3}-[0-9]{1,2}$/.test(value)) return true
  if (
    /^[a-z]+$/.test(value) &&
    (/[.\\]/.test(text[start - 1] ?? '') || /^-[0-9]/.test(text.slice(end, end + 2)))
  )
    return true
  if (TYPE.test(value)) return true
  if (!value.includes(' ') && OF_CHANCE.test(value) && lookUp(wordKey(value)) === 0) return true
  if (isLabel(text, start, end)) return true
  return isCoded(runAround(text, start, start)) || isCoded(runAround(text, end - 1, end - 1))
}

const POSTS = [cueNumber('job'), cueNumber('nameCue'), cueNumber('honorific')]

/** *United States District Judge*, *Marketing Director*: words that end with a post are one, and no place. */
export function isPost(value: string): boolean {
  const words = value.split(' ')
  const key = wordKey(words.at(-1) ?? '')
  return words.length > 1 && POSTS.includes(cueOf(key)) && (lookUp(key) & IS.surname) === 0
}

/** A title without its name is nobody. */
export function isTitleAlone(value: string): boolean {
  return /^(?:Hon|Esq|Rev|Prof|Mrs?|Ms|Dr)$/.test(value)
}

/** `hdLkZEA`, `RMFHKTXk`; but *BioFlower*, *McKay*. */
const OF_CHANCE = /^[a-z]{2,}[A-Z]|^[a-z][A-Z][A-Za-z]*[A-Z]|[A-Z]{3}[a-z]|[a-z][A-Z]{2}/

/** How the names of types and fields in programs end: alternatives of an expression. */
export const PROGRAM_ENDINGS =
  'Ids?|Types?|Names?|Service|Class|Props|Model|Record|Enum|Info|Data|Schema|Entity|Ref|Dto|List|Map|Input|Form|View'

/** `OwnerType`, `OrderId`. */
const TYPE = new RegExp(`^[A-Z][a-z]+(?:[A-Z][a-z]+)*(?:${PROGRAM_ENDINGS}|Error|Handler)$`)

function runAround(text: string, from: number, to: number): string {
  let low = from
  let high = to
  while (low > 0 && from - low < REACH && IN_RUN.test(text[low - 1]!)) low -= 1
  while (high < text.length && high - to < REACH && IN_RUN.test(text[high]!)) high += 1
  return text.slice(low, high)
}

/** `dGhpcyBpcw`, `getUserNameById`: letters, capitals and digits change more often than in any word. */
function isCoded(run: string): boolean {
  const changes = run.match(/[a-z](?=[A-Z0-9])|[0-9](?=[A-Za-z])|[A-Z](?=[0-9])|[A-Z]{2}(?=[a-z])/g)
  return changes !== null && changes.length >= 3
}

/** A string of a program in words of everyday English: `"Main Menu"`. */
function isLabel(text: string, start: number, end: number): boolean {
  const before = /[:=([{,] ?(["'`])([\p{L} -]{0,40})$/u.exec(text.slice(Math.max(0, start - 44), start))
  if (before === null) return false
  const behind = /^[\p{L} -]{0,40}(["'`])/u.exec(text.slice(end, end + 42))
  if (behind === null || behind[1] !== before[1]) return false
  return areCommonWords(text.slice(start - before[2]!.length, end + behind[0].length - 1))
}

const KNOWN = IS.sharedGiven | IS.largeCity | IS.country

/** Words of everyday English, none of which is much of a name. */
export function areCommonWords(value: string): boolean {
  const words = value.split(/[ -]+/).filter((word) => word !== '')
  return words.every((word) => {
    const bits = lookUp(wordKey(word))
    return (bits & IS.common) !== 0 && (bits & KNOWN) === 0
  })
}
