import type { Attack } from './attack.js'
import { codeAttacks } from './codes.js'
import { combinedAttacks, editAttacks } from './edits.js'
import { structureAttacks } from './structure.js'
import { surfaceAttacks } from './surface.js'

export type { Attack, Material } from './attack.js'
export { charactersOf, piecesOf } from './attack.js'

/** The ladder (L0 to L5, L7). What is translated or summed up (L6) is not a copy, and nothing is promised of it. */
export const attacks: readonly Attack[] = [
  ...surfaceAttacks,
  ...codeAttacks,
  ...structureAttacks,
  ...editAttacks,
  ...combinedAttacks,
]
