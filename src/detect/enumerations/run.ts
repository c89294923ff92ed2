import { IS, lookUp } from '../names/index.js'
import { type Candidate, candidateAt, WRAPPING } from './candidate.js'
import { SAID_OF_ONE } from './frame.js'

/** Candidates of one kind, one right behind the other: `A, B or C`, a list, a column, one ruled out after another. */
export interface Run {
  readonly candidates: readonly Candidate[]
  readonly end: number
  readonly joinedBy: 'or' | 'and' | 'list'
  /** Something is said of each: yes, no, how likely. */
  readonly ruled: boolean
  /** What stands between the candidates. */
  readonly between: string
  /** It reaches to the end of the text and may go on there. */
  readonly open: boolean
}

/** Of a longer list a part is looked at as a list of its own. */
const LONGEST_RUN = 24
/** Code units between two candidates of a run. */
const LONGEST_JOINT = 48

const OR =
  '(?:or|nor|oder|ou|o|u|或者|或|还是|還是|または|又は|もしくは|若しくは|あるいは|か|それとも|또는|아니면|或是|или|albo|lub|eller|veya)'
const AND = '(?:and|und|et|y|e|と|及び|および|そして|和|与|與|及|와|과|и|i|og|och|en|ve|&)'
const MARKER = '(?:[-*+•・‣◦>#|]+|\\(?[0-9a-zA-Z]{1,2}[.)）:]|[①-⑳])'
const JOINT = new RegExp(
  [
    `^(?<ruled>[\\s:：|=(（–—-]*${SAID_OF_ONE}[)）|\\s]*)?`,
    '(?<sign>[\\s|]*(?:[,、，;；/／|・?？.。!！\\n]|->|→)[\\s|]*|\\s+(?=\\())*',
    `\\s*(?:${MARKER}\\s+)?`,
    `(?:(?<or>${OR})(?![a-zà-ÿ])|(?<and>${AND})(?![a-zà-ÿ]))?[,、]?\\s*`,
    "(?:(?:maybe|perhaps|possibly|even|else|just|rather|not|is it|it is|it's|is|the|a|vielleicht|peut-être|quizás|たぶん|おそらく|もしかして|もしかすると)[, ]+)*$",
  ].join(''),
  'iu',
)
const RULED_BEHIND = new RegExp(`^[\\s:：|=(（–—-]*${SAID_OF_ONE}(?![\\p{L}\\p{N}])[)）]?`, 'iu')

/** The run that begins with the candidate at `at`. `text` may go on unless it has ended. */
export function runAt(text: string, at: number, ended: boolean): Run | undefined {
  const first = candidateAt(text, at)
  if (first === undefined) return undefined
  const candidates = [first]
  let joinedBy: Run['joinedBy'] = 'list'
  let ruled = false
  let between = ''
  let open = false
  for (;;) {
    const last = candidates.at(-1)!
    if (candidates.length === LONGEST_RUN) break
    const next = nextCandidate(text, last.end)
    if (next === undefined) {
      open = !ended && text.length - last.end <= LONGEST_JOINT && mayJoin(text.slice(last.end))
      break
    }
    const { candidate, joint } = next
    // It may still become another word.
    if (!ended && candidate.end >= text.length - 1) {
      open = true
      break
    }
    if (candidate.kind !== last.kind && !areNames(candidate, last)) break
    if (joint.or !== undefined) joinedBy = 'or'
    else if (joint.and !== undefined && joinedBy === 'list') joinedBy = 'and'
    ruled ||= joint.ruled !== undefined
    between += ` ${text.slice(last.end, candidate.start)}`
    candidates.push(candidate)
  }
  const last = candidates.at(-1)!
  if (!ended && last.end >= text.length - 1) open = true
  const behind = RULED_BEHIND.exec(text.slice(last.end, last.end + LONGEST_JOINT))?.[0] ?? ''
  if (behind !== '') ruled = true
  return { candidates, end: last.end + behind.length, joinedBy, ruled, between, open }
}

const areNames = (a: Candidate, b: Candidate) =>
  [a, b].every(({ kind }) => kind === 'person' || kind === 'name')

interface Joint {
  readonly candidate: Candidate
  readonly joint: { readonly or?: string; readonly and?: string; readonly ruled?: string }
}

/** The candidate behind the one that ends at `end`, where nothing but a joint stands between. */
function nextCandidate(text: string, end: number): Joint | undefined {
  const limit = Math.min(text.length, end + LONGEST_JOINT)
  for (let at = end + 1; at < limit; at++) {
    if (isInside(text, at)) continue
    const candidate = candidateAt(text, at)
    if (candidate === undefined) continue
    const between = text.slice(end, at)
    if (/[.!?]["'”’)]?\s/.test(between) && opensSentence(candidate, text)) return undefined
    const joint = jointOf(between)
    if (joint !== undefined) return { candidate, joint }
    // `A or Project B`: what stands before a name may be a name, too.
    if (!/\p{Lu}/u.test(text[at]!)) return undefined
  }
  return undefined
}

/** `… Homeland Security. While FEMA does not`: an ordinary word that more of its sentence follows names nothing. */
function opensSentence({ kind, key, end }: Candidate, text: string): boolean {
  if (kind !== 'name' && kind !== 'person') return false
  const first = lookUp(key.split(' ')[0]!)
  const isOrdinary = (first & (IS.common | IS.word)) !== 0 && (first & (IS.given | IS.surname)) === 0
  return isOrdinary && !/^["'”’)*_.!?\n]?$/.test(text.charAt(end))
}

function jointOf(between: string): Joint['joint'] | undefined {
  const plain = between.replace(new RegExp(WRAPPING, 'gu'), ' ')
  const found = JOINT.exec(plain)?.groups
  if (found === undefined) return undefined
  const { sign, or, and, ruled } = found
  // Two words with nothing between them are one thing.
  if (sign === undefined && or === undefined && and === undefined && ruled === undefined) return undefined
  return {
    ...(or === undefined ? {} : { or }),
    ...(and === undefined ? {} : { and }),
    ...(ruled === undefined ? {} : { ruled }),
  }
}

/** Words that a joint is made of; what a text ends in may become one of them, or a candidate. */
const JOINT_WORD = new RegExp(
  `^(?:${OR}|${AND}|${SAID_OF_ONE}|[0-9]{1,6}|[a-z]{1,2}|maybe|perhaps|possibly|even|else|just|rather|not|is|it|it's|the|vielleicht|peut-être|quizás|たぶん|おそらく|もしかして|もしかすると)$`,
  'iu',
)
/** The last word, and capitalized ones before it: a name grows word by word. */
const LAST_WORD =
  /(?:(?:(?:\p{Lu}\S*|van|von|zu|de|der|den|la|le|da|di|del|bin|al|of)\s+){0,4}[^\s\u3040-\u30ff\p{Script=Han}가-힣]{0,64}|[\u3040-\u30ff\p{Script=Han}가-힣]{1,3})$/u

/** Whether what stands behind a candidate at the end of a text may be the beginning of a joint. */
function mayJoin(tail: string): boolean {
  const decided = tail.replace(LAST_WORD, '').match(/[\p{L}\p{N}'’]+/gu) ?? []
  return decided.every((word) => JOINT_WORD.test(word))
}

/** Whether a word or a number goes on at `at`. */
export function isInside(text: string, at: number): boolean {
  const own = rolesOf(text.charCodeAt(at))
  const before = at === 0 ? 0 : rolesOf(text.charCodeAt(at - 1))
  if ((own & LATIN) !== 0) return (before & WRITES) !== 0 && (before & SPACELESS) === 0
  for (const script of SCRIPTS) if ((own & script) !== 0) return (before & script) !== 0
  return (own & LETTER) === 0 ? (own & OPENS) === 0 : (before & WRITES) !== 0
}

const KNOWN = 1
const LATIN = 2
const LETTER = 4
const WRITES = 8
const OPENS = 16
const KATAKANA = 32
const HAN = 64
const HANGUL = 128
const SPACELESS = 256
const SCRIPTS = [KATAKANA, HAN, HANGUL]
const ROLES: readonly (readonly [number, RegExp])[] = [
  [LATIN, /[A-Za-z0-9]/],
  [LETTER, /\p{L}/u],
  [WRITES, /[\p{L}0-9]/u],
  [OPENS, /[+($€£¥₩₹]/],
  [KATAKANA, /[\u30a1-\u30fa\u30fc]/],
  [HAN, /[\p{Script=Han}々]/u],
  [HANGUL, /[가-힣]/],
  [SPACELESS, /[\u3040-\u30ff\p{Script=Han}가-힣]/u],
]
/** Of each unit that has been asked for what it may be: expressions cost more than the rest. */
const known = new Uint16Array(0x10000)

function rolesOf(unit: number): number {
  let roles = known[unit]!
  if (roles !== 0) return roles
  const character = String.fromCharCode(unit)
  roles = ROLES.reduce((all, [role, is]) => (is.test(character) ? all | role : all), KNOWN)
  known[unit] = roles
  return roles
}
