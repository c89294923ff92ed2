import type { Recognizer } from '../../core/ports.js'
import { pattern } from '../pattern.js'

/**
 * Names of which somebody left the first letters: `J*** S****`. Beside an address or a number that is enough to
 * say who it is.
 */
const maskedName = pattern({
  entity: 'PERSON',
  class: 'name',
  common: true,
  regex:
    /(?<![A-Za-z0-9*█_])\p{Lu}\p{Ll}?(?:\*{3,15}|█{3,15}|(?:\*{2,15}|█{2,15}|\.)(?: \p{Lu}\.)?[ -]\p{Lu}\p{Ll}?(?:\*{2,15}|█{2,15}))(?:[ -]\p{Lu}\p{Ll}?(?:\*{2,15}|█{2,15}))?(?![A-Za-z0-9*█])/u,
  score: 0.6,
  examples: {
    match: [
      'J*** S****',
      { text: 'the record of J**** T*****, born', value: 'J**** T*****' },
      { text: '患者はM█████ K█████です', value: 'M█████ K█████' },
    ],
    noMatch: ['A* search', 'note **B** and **C**', 'C** pointer', 'password: ********', '5***', 'F*'],
  },
})

export const maskedRecognizers: readonly Recognizer[] = [maskedName]
