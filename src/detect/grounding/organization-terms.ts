import type { TermCollector } from './collector.js'
import { isKnownPhrase, isOrdinaryWord, isUnlistedName, standingOf } from './ordinary-words.js'
import { plainWord } from './term-characters.js'
import { CERTAIN, DISTINCTIVE } from './weights.js'

const LEGAL_FORMS: ReadonlySet<string> = setOf('inc ltd llc llp plc corp gmbh ag srl bv nv kk oy pty limited')
/** What firms do or are, as the last word of their name. */
const TRADES: ReadonlySet<string> = setOf(
  'corporation holdings holding ventures capital industries labs laboratories consulting logistics pharma ' +
    'pharmaceuticals biotech motors electronics traders trading enterprises robotics textiles',
)
/** Firms end in these too, and so does what families and colleagues are called. */
const CIRCLES: ReadonlySet<string> = setOf('company co group partners associates brothers sons')

/** The legal forms that are written in lower case, too. */
export const LEGAL_FORMS_IN_LOWER_CASE: ReadonlySet<string> = setOf(
  'inc ltd llc llp plc gmbh srl bv nv oy pty',
)

function setOf(words: string): ReadonlySet<string> {
  return new Set(words.split(' '))
}

/** Whether a word is the end of an organization's name. */
export function isOrganizationEnd(word: string): boolean {
  return isEnd(plainWord(word))
}

function isEnd(plain: string): boolean {
  return isFormalEnd(plain) || CIRCLES.has(plain)
}

function isFormalEnd(plain: string): boolean {
  return LEGAL_FORMS.has(plain) || TRADES.has(plain)
}

/** Client, vendor, counterparty: what is named behind such a word is a firm. */
export const PARTY_CUE_BEFORE =
  /(?:client|customer|vendor|supplier|account|target|acquire|acquiring|acquisition of|merger with|merge with|takeover of|partner|tenant|counterparty|licensee|lessee|on behalf of|invoice to|bill to)[ :"']{1,3}(?:is )?$/i

/**
 * Whether these words tell of one organization and no other: what it is called is no word of a list, or it has its
 * trade or its legal form behind it. With that, nobody else is called so, whatever place it is named after.
 */
export function namesOneOrganization(plain: readonly string[]): boolean {
  const core = plain.filter((word) => !isEnd(word))
  if (core.some(isUnlistedName)) return true
  return isFormalEnd(plain.at(-1)!) && core.length > 0 && !core.every(isOrdinaryWord)
}

/** The company without its legal form is how people call it. */
export function collectOrganizationCore(collector: TermCollector, plain: readonly string[]): void {
  const core = plain.filter((word, i) => i === 0 || !isEnd(word))
  if (core.length > 3 || isKnownPhrase(core.join(' '))) return
  const [first, ...rest] = core
  // `Quorvane Freight Services`: the first word is enough where no list has it and the others are ordinary.
  if (
    rest.length > 0 &&
    isUnlistedName(first!) &&
    first!.length >= 5 &&
    rest.every((word) => standingOf(word).ordinary)
  ) {
    collector.words([first!], 'organization', DISTINCTIVE)
  }
  if (core.some(isUnlistedName))
    collector.words(core, 'organization', core.length > 1 ? CERTAIN : DISTINCTIVE)
  else if (core.length > 1 && LEGAL_FORMS.has(plain.at(-1)!) && !core.every(isOrdinaryWord))
    collector.words(core, 'organization', DISTINCTIVE)
}
