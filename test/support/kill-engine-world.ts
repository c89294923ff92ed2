import { seeded } from './random.js'

/** What the engine's kill tests do: the same additions, replacements, removals and merges every time. */
export const KEY = new Uint8Array(32).fill(21)

export interface Version {
  readonly id: string
  readonly version: number
}

export interface Work {
  readonly what: 'add' | 'update' | 'delete' | 'erase' | 'compact'
  readonly put?: readonly Version[]
  readonly gone?: string
}

const ROUNDS = 2
/** Long enough that a write takes some milliseconds. */
const LENGTH = 60_000

export function workOf(): Work[] {
  return Array.from({ length: ROUNDS }, (_, round): Work[] => {
    const id = (i: number) => `r${round}d${i}`
    return [
      { what: 'add', put: [0, 1, 2, 3, 4, 5].map((i) => ({ id: id(i), version: 1 })) },
      { what: 'update', put: [0, 1].map((i) => ({ id: id(i), version: 2 })) },
      { what: 'delete', gone: id(2) },
      { what: 'erase', gone: id(3) },
      { what: 'compact' },
      { what: 'erase', gone: id(0) },
    ]
  }).flat()
}

/** Letters that no two documents or versions share. */
export function textOf(id: string, version: number): string {
  const key = `${id} ${version}`
  const text = texts.get(key) ?? makeText(id, version)
  texts.set(key, text)
  return text
}

const texts = new Map<string, string>()

function makeText(id: string, version: number): string {
  let seed = version
  for (const letter of id) seed = Math.imul(seed, 31) + letter.charCodeAt(0)
  const random = seeded(seed)
  return String.fromCharCode(...Array.from({ length: LENGTH }, () => 97 + Math.floor(random() * 26)))
}
