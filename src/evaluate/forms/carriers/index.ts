import type { Carrier } from './carrier.js'
import { CODES, SPELLINGS } from './codes.js'
import { HIDDEN, MARKUP } from './markup.js'
import { ORDERS } from './orders.js'
import { PIECES } from './pieces.js'
import { INVISIBLE, SCRIPTS } from './scripts.js'

export type { Carrier, CarrierContext } from './carrier.js'

export const CARRIERS: readonly Carrier[] = [
  ...MARKUP,
  ...HIDDEN,
  ...INVISIBLE,
  ...CODES,
  ...SPELLINGS,
  ...ORDERS,
  ...PIECES,
  ...SCRIPTS,
]
