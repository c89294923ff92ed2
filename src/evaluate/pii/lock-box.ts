import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { z } from 'zod'
import { FirewallError } from '../../core/errors.js'
import type { PiiRow } from '../datasets.js'

/**
 * A third of the templates of every set is set aside before anybody looks at them: no rule, list, weight or threshold
 * may be made with their rows, and no listing shows them. They are measured once, and the opening is put on record;
 * what they give less than the other two thirds is how much was learnt by heart.
 */

/** Whose rows were looked at before there was a lock-box; what we draw ourselves counts as used as well. */
const USED_SETS: ReadonlySet<string> = new Set([
  'presidio-synth',
  'presidio-large',
  'pii-anon-adversarial',
  'pii-anon-formats',
  'stockmark-ner',
])

/** The rule, for good: changing it would put used templates into the box. */
const RULE = 'lock-box 1'

/** Whether the rows of this template are in the lock-box of their set. A row without a template is in none. */
export function isLocked(set: string, { template, layout }: Pick<PiiRow, 'template' | 'layout'>): boolean {
  const group = template ?? layout
  if (group === undefined || USED_SETS.has(set) || set.startsWith('generated:')) return false
  return createHash('sha256').update(`${RULE} ${set} ${group}`).digest()[0]! * 3 < 256
}

const OPENINGS = z.array(
  z.strictObject({ set: z.string(), groups: z.int(), rows: z.int(), opened: z.iso.datetime() }),
)

/**
 * Puts on record that the lock-boxes of these sets are opened, before a figure is printed. Throws `option-invalid`
 * where one was opened before, where there is none, and where the record cannot be read or written.
 */
export function openLockBoxes(
  record: string,
  sets: readonly { readonly set: string; readonly rows: readonly PiiRow[] }[],
  now: Date = new Date(),
): void {
  const known = readRecord(record)
  const openings = sets.map(({ set, rows }) => {
    if (rows.length === 0) throw refusal('a set of --data has no lock-box', 'name only sets that have one')
    if (known.some((opening) => opening.set === set)) {
      throw refusal(
        'the lock-box of a set of --data was opened before',
        'what was seen once counts as used: measure it with `--lock-box none`, or bring a new set',
      )
    }
    const groups = new Set(rows.map(({ template, layout }) => template ?? layout)).size
    return { set, groups, rows: rows.length, opened: now.toISOString() }
  })
  try {
    writeFileSync(record, `${JSON.stringify([...known, ...openings], undefined, 2)}\n`)
  } catch (cause) {
    throw refusal(
      'the file that --record names cannot be written',
      'name a file in a folder that exists',
      cause,
    )
  }
}

function readRecord(record: string): z.infer<typeof OPENINGS> {
  if (!existsSync(record)) return []
  try {
    return OPENINGS.parse(JSON.parse(readFileSync(record, 'utf8')))
  } catch (cause) {
    throw refusal('the file that --record names is no record of openings', 'name another file', cause)
  }
}

function refusal(what: string, help: string, cause?: unknown): FirewallError {
  return new FirewallError('option-invalid', what, { help, ...(cause === undefined ? {} : { cause }) })
}
