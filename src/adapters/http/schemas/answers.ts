import { z } from 'zod'
import { STATES } from '../../../audit/cases.js'
import { ACTIONS, PROVENANCES } from '../../../core/policy-schema.js'
import { label } from './requests.js'

/** What is answered. The types of the firewall say the same; the tests hold both to what really comes. */

const count = z.int().min(0)
const time = z.string().describe('A moment in ISO 8601.')

export const receipt = z
  .strictObject({
    id: z.string().describe('Random; names the record to an auditor and says nothing else.'),
    chain: z.string().exactOptional().describe('Tokens of applications: the chain the record stands in.'),
    sequence: count.exactOptional().describe('Tokens of applications: its position there.'),
    hash: z.string().exactOptional().describe('Tokens of applications: its hash.'),
  })
  .meta({ id: 'Receipt', description: 'Of the durable record.' })

const orders = z
  .array(z.string())
  .describe('Rules of the orders that it gives to the model that reads it. For applications.')

export const vettedAnswer = z
  .strictObject({
    text: z.string().exactOptional().describe('What a model may be given; not there where it is kept back.'),
    orders,
  })
  .meta({ id: 'Vetted' })

export const chunksAnswer = z
  .strictObject({
    chunks: z
      .array(
        z
          .strictObject({
            id: z.string(),
            documentId: z.string().describe('As the source named it.'),
            title: z.string().exactOptional(),
            uri: z.string().describe('Where a person finds it.'),
            text: z.string(),
            orders: orders.exactOptional(),
            score: z
              .number()
              .describe('Higher is better; comparable within one answer only. For users one of three steps.'),
          })
          .meta({ id: 'Chunk' }),
      )
      .describe('Best first.'),
    receipt,
  })
  .meta({ id: 'Chunks' })

const place = {
  start: count.describe('First UTF-16 code unit in the original text.'),
  end: count.describe('The code unit behind the last.'),
  score: z.number().min(0).max(1),
  evidence: z.string().describe('Keyed digest of what was found: equal leaks compare equal.'),
  provenance: z.enum(PROVENANCES).describe('Whose text it is, seen from this reader.'),
}

const finding = z
  .discriminatedUnion('kind', [
    z.strictObject({ ...place, kind: z.enum(['personal-data', 'secret']), entity: z.string() }),
    z.strictObject({
      ...place,
      kind: z.literal('verbatim'),
      match: z.enum(['exact', 'near']),
      view: z.string(),
      length: z.number().describe('Folded bytes.'),
      words: z.number().exactOptional(),
      characters: z.number().exactOptional(),
    }),
    z.strictObject({
      ...place,
      kind: z.enum([
        'canary',
        'disclosure',
        'probe',
        'injection',
        'hidden-text',
        'enumeration',
        'forbidden-word',
        'license',
      ]),
      rule: z.string(),
    }),
  ])
  .meta({ id: 'Finding', description: 'What was found and where, never the text itself.' })

const detectorCoverage = z.strictObject({ name: z.string(), scanned: count, unscanned: count })

const coverage = z
  .strictObject({
    state: z.enum(['complete', 'partial', 'not-run']),
    seen: count,
    scanned: count.describe('As far as every detector has looked.'),
    unscanned: count,
    detectors: z.array(detectorCoverage),
  })
  .meta({
    id: 'Coverage',
    description:
      'How much of the text was looked at, in UTF-16 code units. What was not is not known to be clean.',
  })

export const verdictAnswer = z
  .strictObject({
    action: z.enum(ACTIONS).describe('The strictest action of all findings.'),
    text: z.string().describe('What may be sent.'),
    receipt,
    coverage: coverage.exactOptional().describe('Tokens of applications only.'),
    findings: z.array(finding).exactOptional().describe('Tokens of applications only.'),
    label: label
      .exactOptional()
      .describe('Tokens of applications only: what a cache must demand of readers.'),
    aclAge: count
      .exactOptional()
      .describe(
        'Tokens of applications only: milliseconds since a source last stated the oldest of the permissions that excused something.',
      ),
  })
  .meta({ id: 'Verdict' })

export const problem = z
  .looseObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string().describe('Stable; docs/errors.md lists them.'),
    detail: z.string().exactOptional(),
    help: z.string().exactOptional().describe('What to do about it.'),
  })
  .meta({ id: 'Problem', description: 'RFC 9457. Says nothing of what was sent.' })

export const streamAnswer = z
  .union([
    z.strictObject({ text: z.string().describe('The next piece that may be shown.') }),
    z.strictObject({ heartbeat: z.literal(true) }),
    z.strictObject({ verdict: verdictAnswer.describe('The last line of a stream that was judged.') }),
    z.strictObject({
      error: problem.describe('The last line of one that was not; nothing more was released.'),
    }),
  ])
  .meta({
    id: 'StreamAnswer',
    description: 'One line. As server-sent events, the event is named after its member.',
  })

export const ingestAnswer = z
  .strictObject({
    upserted: count,
    relabelled: count,
    deleted: count,
    unchanged: count,
    refused: z.array(
      z.strictObject({
        id: z.string(),
        code: z.string(),
        help: z.string().exactOptional(),
      }),
    ),
  })
  .meta({ id: 'Ingested', description: 'What was done, and what could not be taken.' })

export const heldAnswer = z
  .strictObject({ held: z.array(z.string()).describe('Ids of calls, as in the journal.') })
  .meta({ id: 'Held' })

const mediaAnswer = z
  .array(
    z.strictObject({
      field: z.string().describe('Where in the answer it stood.'),
      type: z
        .string()
        .describe('Its media type; `application/json` where the answer only says where it is to be had.'),
      data: z.string().describe('Base64.'),
    }),
  )
  .exactOptional()
  .describe('Images, sound and files, which nothing has looked into.')

export const heldTextAnswer = z
  .strictObject({
    call: z.string(),
    text: z
      .string()
      .exactOptional()
      .describe('What the caller may not read is replaced; absent where they may read none of it.'),
    media: mediaAnswer,
  })
  .meta({ id: 'HeldText' })

export const reviewAnswer = z
  .strictObject({
    call: z.string(),
    decision: z.enum(['release', 'refuse']),
    text: z.string().exactOptional().describe('The answer, if it was released.'),
    media: mediaAnswer,
  })
  .meta({ id: 'Reviewed' })

export const verificationAnswer = z
  .discriminatedUnion('intact', [
    z.looseObject({ intact: z.literal(true) }),
    z.looseObject({ intact: z.literal(false), brokenAt: z.string(), why: z.string() }),
  ])
  .meta({ id: 'Verification', description: 'Whether the audit journal is whole.' })

const counts = z.record(z.string(), count)

export const leakReportAnswer = z
  .looseObject({
    from: time,
    to: time,
    checks: count,
    retrievals: count,
    actions: counts,
    leaks: count.describe('Findings from sources that the reader may not read.'),
    released: count.describe('Leaks that went out all the same.'),
    hygiene: count,
    chain: z.looseObject({ intact: z.boolean() }),
  })
  .meta({ id: 'LeakReport', description: 'Counts and ids, never text.' })

const milliseconds = count.describe('Milliseconds since the epoch; 0 is not known.')

export const documentAccessAnswer = z
  .strictObject({
    document: z.string(),
    label: label.describe('What it demands of its readers now.'),
    container: z.string().exactOptional().describe('Where its permissions come from.'),
    since: milliseconds.describe('Since when it demands that; 0 is not known.'),
    checked: milliseconds.describe('When its source last said so; 0 is not known.'),
    readers: z.array(
      z.strictObject({
        id: z.string(),
        effect: z.enum(['permit', 'deny', 'indeterminate']),
        why: z.array(z.string()).describe('What is met, or what is missing or forbids.'),
      }),
    ),
    received: z
      .array(
        z.strictObject({
          subject: z.string(),
          times: count,
          first: milliseconds,
          last: milliseconds,
          revokedSince: z.boolean(),
        }),
      )
      .describe(
        'Who was handed a piece of it, or an answer that repeats it, as far back as the journal goes.',
      ),
  })
  .meta({ id: 'DocumentAccess', description: 'Ids, levels and times, no text.' })

export const readableAnswer = z
  .strictObject({
    principal: z.string(),
    documents: z.array(
      z.strictObject({
        document: z.string(),
        level: z.string(),
        why: z.array(z.string()).describe('What is met.'),
        since: milliseconds,
      }),
    ),
    next: z.string().exactOptional().describe('There are more: ask again with it as `after`.'),
  })
  .meta({ id: 'ReadableDocuments', description: 'By id. No text.' })

const leakCase = z
  .strictObject({
    id: z.string(),
    state: z.enum(STATES),
    what: z.string().describe('The entity, or the kind where there is none.'),
    evidence: z.string().describe('Keyed digest of what leaked.'),
    provenance: z.enum(PROVENANCES),
    reader: z.string().describe('Whom it was for.'),
    source: z.string().exactOptional().describe('The first document it stands in.'),
    sourceCount: count,
    services: z.array(z.string()),
    count: count.describe('How often.'),
    released: count.describe('How often it went out.'),
    first: time,
    last: time,
    receipts: z.array(z.string()).describe('Of the last answers it was in, newest first.'),
    decision: z
      .strictObject({
        by: z.string(),
        at: time,
        reference: z.string().exactOptional(),
        until: time.exactOptional(),
      })
      .exactOptional()
      .describe('The one in force.'),
    expired: z.literal(true).exactOptional().describe('Accepted for a time that is over.'),
  })
  .meta({ id: 'Case', description: 'Equal leaks: the same evidence, document and reader. Never text.' })

export const casesAnswer = z.strictObject({ cases: z.array(leakCase) }).meta({ id: 'Cases' })

const auditKey = z
  .strictObject({
    id: z.string().describe('As checkpoints of the journal name it.'),
    ed25519: z.string().describe('The 32 bytes of RFC 8032, base64.'),
  })
  .meta({ id: 'AuditKey' })

export const auditKeysAnswer = z
  .strictObject({ keys: z.array(auditKey).describe('The one that signs now first, then those before it.') })
  .meta({ id: 'AuditKeys' })

export const evidenceAnswer = z
  .strictObject({
    format: z.literal('ragwall evidence v1'),
    statement: z.string().describe('A signed note (c2sp.org/signed-note) over the whole.'),
    key: auditKey,
    records: z.array(
      z.strictObject({
        record: z.string().describe('What the hash of the record covers: canonical JSON.'),
        proof: z.string().describe('c2sp.org/tlog-proof, with a checkpoint that is signed.'),
      }),
    ),
  })
  .meta({
    id: 'Evidence',
    description: 'Records of the journal, provable without it. Ids and digests, never text.',
  })

export const checkpointAnswer = z
  .strictObject({
    checkpoint: z.string().describe('c2sp.org/tlog-checkpoint, signed.'),
    consistency: z.array(z.string()).exactOptional().describe('Hashes in base64 (RFC 9162); with `since`.'),
  })
  .meta({ id: 'Checkpoint' })

export const triagedAnswer = z
  .strictObject({
    case: leakCase,
    proposal: z
      .strictObject({
        services: z.array(z.string()).describe('Those whose policies it belongs into.'),
        rule: z
          .strictObject({
            evidence: z.string(),
            reader: z.string().exactOptional(),
            documents: z.array(z.string()).exactOptional(),
            reference: z.string().exactOptional(),
          })
          .describe('For `allow.findings`.'),
        spares: count.describe('Findings on record that it would have let pass.'),
        sparesForAll: count.describe('The same without the reader.'),
        example: z
          .strictObject({ answer: z.string(), passes: z.string(), stops: z.string() })
          .describe(
            'What the rule does, by an invented answer: which value it lets pass, and which it stops.',
          ),
      })
      .exactOptional()
      .describe('Of a false alarm; never of canaries and system prompts.'),
  })
  .meta({ id: 'Triaged' })

export const explanationAnswer = z
  .strictObject({
    record: z.strictObject({ chain: z.string(), sequence: count, hash: z.string(), time }),
    event: z.looseObject({ type: z.enum(['closed', 'retrieve']), call: z.string(), subject: z.string() }),
    findings: z.array(
      z.strictObject({
        what: z.string(),
        actionNow: z.enum(ACTIONS).exactOptional().describe('What the service would do with it now.'),
        case: z.strictObject({ id: z.string(), state: z.enum(STATES) }).exactOptional(),
        sources: z.array(
          z.strictObject({
            id: z.string(),
            label: label.exactOptional(),
            access: z
              .strictObject({
                id: z.string(),
                effect: z.enum(['permit', 'deny', 'indeterminate']),
                why: z.array(z.string()),
              })
              .exactOptional()
              .describe('Whether the reader may read it now, and why.'),
          }),
        ),
      }),
    ),
    service: z
      .strictObject({
        mode: z.enum(['enforce', 'shadow']),
        onError: z.enum(['refuse', 'release']),
        thresholds: z.record(z.string(), z.number()),
      })
      .exactOptional()
      .describe('Its policy as it is now.'),
  })
  .meta({ id: 'Explanation', description: 'The path of one decision, without a word of the text.' })

export const healthAnswer = z.strictObject({ status: z.enum(['ok', 'failing']) }).meta({ id: 'Health' })

const behind = z.strictObject({
  records: count.describe('Records that it has not been given yet.'),
  seconds: count.describe('How old the first of them is.'),
})

export const readinessAnswer = z
  .strictObject({
    status: z.enum(['ready', 'degraded', 'unavailable']),
    trouble: z.array(z.string()).describe('Kinds of what works worse than it should.'),
    outputs: z
      .array(behind)
      .exactOptional()
      .describe('Where events go besides the journal, in the order of the configuration.'),
  })
  .meta({ id: 'Readiness' })

const trouble = z.array(
  z.strictObject({ what: z.string(), message: z.string().describe('One sentence without content.') }),
)

export const statusAnswer = z
  .strictObject({
    usable: z.boolean(),
    mode: z.enum(['normal', 'refuse']),
    outputs: z
      .array(
        behind.extend({
          name: z.string(),
          to: z.enum(['file', 'webhook', 'syslog']),
          failingSince: time.exactOptional().describe('Since when it takes nothing.'),
        }),
      )
      .describe('Where events go besides the journal.'),
    trouble,
  })
  .meta({ id: 'Status' })

export const modeAnswer = z.strictObject({ mode: z.enum(['normal', 'refuse']) }).meta({ id: 'Mode' })

export const reloadAnswer = z.strictObject({ reloaded: z.literal(true), trouble }).meta({ id: 'Reload' })

export const protectedResourceAnswer = z
  .strictObject({
    resource: z.string().describe('Address of this service.'),
    authorization_servers: z.array(z.string()).describe('Issuers of tokens for it.'),
    scopes_supported: z.array(z.string()),
    bearer_methods_supported: z.array(z.string()),
    resource_name: z.string(),
  })
  .meta({ id: 'ProtectedResource', description: 'RFC 9728.' })
