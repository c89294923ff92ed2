import type { AuditSink } from '../core/ports.js'
import { traced } from '../core/trace.js'
import type { Entitler } from '../labels/entitle.js'

/** What every call waits for, each within a span of its own. */

export function traceAudit(sink: AuditSink): AuditSink {
  return {
    append: (event) => traced('ragwall.audit', { 'ragwall.record': event.type }, () => sink.append(event)),
    read: (range) => sink.read(range),
    verify: () => sink.verify(),
    ...(sink.ready === undefined ? {} : { ready: () => sink.ready!() }),
    close: () => sink.close(),
  }
}

export function traceEntitler(entitler: Entitler): Entitler {
  return {
    ...entitler,
    entitle: (principal) => traced('ragwall.entitle', {}, () => entitler.entitle(principal)),
    entitleClearance: (clearance) =>
      traced('ragwall.entitle', {}, () => entitler.entitleClearance(clearance)),
  }
}
