import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { basename } from 'node:path'
import { finished } from 'node:stream/promises'
import { toFirewallError } from '../core/errors.js'
import type { CorpusScan } from './corpus-scan.js'
import { linesOf } from './read-corpus.js'

/** What was changed, in counts. */
export interface FixSummary {
  readonly rows: number
  readonly removed: number
  /** Rows in which values were replaced, and how many values. */
  readonly changed: number
  readonly replaced: number
}

/**
 * Writes a fine-tuning set without the records that a scan found unfit, and with values replaced by what they are.
 * Everything else stays as it is, byte for byte. The file appears when it is whole. Throws `source-unreadable`.
 */
export async function writeFixed(path: string, scan: CorpusScan, to: string): Promise<FixSummary> {
  const part = `${to}.part`
  const summary = { rows: 0, removed: 0, changed: 0, replaced: 0 }
  try {
    const out = createWriteStream(part, { mode: 0o600 })
    const name = basename(path)
    let at = 0
    for await (const line of linesOf(path)) {
      at += 1
      if (line.trim() === '') continue
      summary.rows += 1
      if (scan.unfit.has(`${name}#${at}`)) {
        summary.removed += 1
        continue
      }
      if (!out.write(`${fixedLine(line, scan, summary)}\n`)) await once(out, 'drain')
    }
    out.end()
    await finished(out)
    await rename(part, to)
    return summary
  } catch (error) {
    await rm(part, { force: true })
    throw toFirewallError(
      error,
      'source-unreadable',
      'the fixed set cannot be written',
      'check the path and the free space',
    )
  }
}

function fixedLine(line: string, scan: CorpusScan, summary: { changed: number; replaced: number }): string {
  let replaced = 0
  const fixed = (value: unknown): unknown => {
    if (typeof value === 'string') {
      const made = scan.replaceValues(value)
      replaced += made.replaced
      return made.text
    }
    if (Array.isArray(value)) return value.map(fixed)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, fixed(one)]))
  }
  let record: unknown
  try {
    record = JSON.parse(line)
  } catch {
    // What is no record is counted as unreadable by the scan, and is not made into one here.
    return line
  }
  const made = fixed(record)
  if (replaced === 0) return line
  summary.changed += 1
  summary.replaced += replaced
  return JSON.stringify(made)
}
