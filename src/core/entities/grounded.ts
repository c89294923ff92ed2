import type { EntityRows } from './entity.js'

/**
 * What is known from sources alone: by itself such a term says nothing of anybody, so all of them are judged as names
 * are. Persons, organizations, places and days are found in both ways and stand in `people.ts`.
 */
export const GROUNDED = {
  NAME: { class: 'name', grounded: true, family: 'PERSON' },
  CODE_NAME: { class: 'name', grounded: true },
  AMOUNT: { class: 'name', grounded: true },
  NUMBER: { class: 'name', grounded: true },
  IDENTIFIER: { class: 'name', grounded: true },
  PARTIAL_VALUE: { class: 'name', grounded: true },
  ATTRIBUTE: { class: 'name', grounded: true },
} as const satisfies EntityRows
