import type { TermCollector } from './collector.js'
import { standingOf } from './ordinary-words.js'
import { plainWord } from './term-characters.js'
import { BITS, CERTAIN } from './weights.js'

const CODE_NAME_CUES: ReadonlySet<string> = new Set(
  'project operation codename projekt projet proyecto projeto progetto operacion operacao operazione operatie deckname codenaam'.split(
    ' ',
  ),
)

/** Whether the word says that what stands beside it is a code name: `Project Bluebird`. */
export function isCodeNameCue(word: string): boolean {
  return CODE_NAME_CUES.has(plainWord(word))
}

/** What stands before a code name at the end of this text. */
export const CODE_NAME_CUE_BEFORE =
  /(?:code[- ]?named?|codename|working title|internally (?:called|known as)|code[- ]?name[^.\n]{0,40} is|(?:project|operation|initiative|programme|projekt|projet|proyecto|projeto|progetto|deckname|codenaam|nome in codice|nombre en clave|nom de code|nome de código)(?: is)?(?: called| named| namens| mit dem namen| nommé| llamado| chamado| chiamato| genaamd)?)[ :"'“”(]{1,3}$/i

/** What projects have, and what is called after none. */
const NO_CODE_NAMES: ReadonlySet<string> = new Set(
  (
    'management manager managers plan plans planning team teams director directors office officer lead leader leads ' +
    'sponsor scope status update updates overview description name number code budget costs charter board owner owners ' +
    'coordinator phase phases timeline schedule report reports review proposal proposals gutenberg settings page pages'
  ).split(' '),
)

/** Words of a code name at most. */
const MOST_WORDS = 3

/** A name that the source itself calls one, whatever words it is made of. */
export function collectCodeName(collector: TermCollector, words: readonly string[]): void {
  const name = words.slice(0, MOST_WORDS)
  if (name.length === 0 || name.some((word) => NO_CODE_NAMES.has(plainWord(word)))) return
  const [first] = name
  const isWord = name.length === 1 && standingOf(plainWord(first!)).ordinary
  collector.words(name, 'codename', isWord ? BITS.ordinaryCodeName : CERTAIN)
  if (name.length > 1 && !standingOf(plainWord(first!)).ordinary)
    collector.words([first!], 'codename', BITS.codeNameHead)
}
