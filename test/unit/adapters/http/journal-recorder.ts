import { createMemoryJournal } from '../../../../src/audit/journal.js'
import type { AuditEvent } from '../../../../src/core/audit.js'
import type { AuditSink } from '../../../../src/core/ports.js'

/** A journal in memory, and what was written to it so far. */
export function createJournalRecorder(): { sink: AuditSink; recorded: AuditEvent[] } {
  const journal = createMemoryJournal()
  const recorded: AuditEvent[] = []
  const sink: AuditSink = {
    async append(event) {
      const receipt = await journal.append(event)
      recorded.push(event)
      return receipt
    },
    read: (range) => journal.read(range),
    verify: () => journal.verify(),
    close: () => journal.close(),
  }
  return { sink, recorded }
}
