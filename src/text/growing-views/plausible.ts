import { meanOfPairs } from '../views/letters.js'
import { holdsCode } from './bytes.js'

/**
 * Whether `said`, which is `text` in another order or with other letters, says something: a sign that a text stands in
 * another order is found in every code and in many a list, too. Letters run as those of words do, and no worse than
 * before; or they are of another script, or there are digits, or it holds a code.
 */
export function isPlausible(said: string, text: string): boolean {
  if (isUncounted(said)) return true
  const digits = said.match(/[0-9]/g)?.length ?? 0
  if (digits >= LEAST_DIGITS && digits * 2 >= said.replace(/\s/g, '').length) return true
  const running = meanOfPairs(said)
  if (running >= RUNNING && areWords(said)) {
    // All of it in another order: it may have run as well as it stood.
    const isAll = said.length * 10 >= text.length * 9
    return !isAll || running + MARGIN >= meanOfPairs(text)
  }
  return holdsCode(said)
}

/** Whether a text has letters of which nothing is known: what they say in another order cannot be told from nonsense. */
export function isUncounted(text: string): boolean {
  return FOREIGN.test(text)
}

/** Most of the letters stand together with others. */
function areWords(said: string): boolean {
  const words = said.match(/[A-Za-z]{4,}/g)?.reduce((sum, { length }) => sum + length, 0) ?? 0
  return words * 2 >= (said.match(/[A-Za-z]/g)?.length ?? 0)
}

/** Letters of scripts whose pairs nobody has counted. */
const FOREIGN = /[^\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]/u
/** Between chance and running text (`RUNNING` in `views/letters.ts`): names and numbers stand among the words. */
const RUNNING = 17
/** What a text may score more by chance. */
const MARGIN = 1.5
const LEAST_DIGITS = 7
