import { ASIAN } from './asian.js'
import { ENGLISH } from './english.js'
import { GERMANIC } from './germanic.js'
import { JAPANESE } from './japanese.js'
import type { Lexicon } from './lexicon.js'
import { ROMANCE } from './romance.js'
import { SLAVIC } from './slavic.js'

/** The languages that prompts are read in. A new one is a lexicon and a row here. */
export const LEXICONS: readonly Lexicon[] = [ENGLISH, JAPANESE, ...GERMANIC, ...ROMANCE, ...SLAVIC, ...ASIAN]
