import { z } from 'zod'
import { STATES } from '../../../audit/cases.js'
import { REPORT_FORMATS, REPORT_LANGUAGES, type ReportFormat } from '../../../audit/report/formats.js'
import { LIMITS } from '../../../core/limits.js'

/** What requests carry. Every object is strict: a member that is not here is refused, never ignored. */

const id = z.string().min(1).max(LIMITS.idLength)
const ids = z.array(id).max(LIMITS.aclEntries)
const clearance = z.strictObject({ level: id, compartments: ids })
export const label = z
  .strictObject({
    level: id,
    compartments: ids,
    allow: z.array(ids).max(LIMITS.aclEntries),
    deny: ids,
  })
  .meta({ id: 'Label', description: 'What a text demands of its reader; all of it must hold.' })
const reader = z.strictObject({ id, groups: ids, clearance })
const turn = z.strictObject({ role: z.enum(['user', 'assistant', 'system', 'tool']), content: z.string() })
const conversation = z.array(turn)
const foreign = z.strictObject({ text: z.string(), label, id: id.exactOptional() })

const call = { service: id.exactOptional(), session: id.exactOptional() }

export const retrieveBody = z.strictObject({
  query: z.string(),
  k: z.int().min(1).max(LIMITS.retrievedChunks).exactOptional(),
  ...call,
})

export const inspectBody = z.strictObject({
  prompt: z.string(),
  conversation: conversation.exactOptional(),
  task: id.exactOptional(),
  ...call,
})

export const vetBody = z.strictObject({
  text: z.string().max(LIMITS.answerLength).describe('What somebody else wrote and a model is to read.'),
  service: id.exactOptional(),
})

export const checkBody = z.strictObject({
  answer: z.string(),
  conversation: conversation.exactOptional(),
  retrieved: z
    .array(z.union([id, foreign]))
    .max(LIMITS.retrievedChunks)
    .exactOptional(),
  audience: z
    .array(z.union([reader, clearance]))
    .max(LIMITS.aclEntries)
    .exactOptional(),
  task: id.exactOptional(),
  ...call,
})

export type RetrieveBody = z.output<typeof retrieveBody>
export type InspectBody = z.output<typeof inspectBody>
export type CheckBody = z.output<typeof checkBody>

/** What may come before the text of a stream, in its first line, and the text of every line. */
export const streamText = z.strictObject({ text: z.string() })
export const streamHead = checkBody
  .omit({ answer: true })
  .extend({ text: z.string().exactOptional().describe('The next piece of the answer; cut it anywhere.') })
export const streamBody = streamHead
  .meta({ id: 'StreamLine' })
  .describe('One line. All members but `text` belong into the first.')

export type StreamHead = z.output<typeof streamHead>

const acl = z
  .strictObject({
    allow: ids.describe('Typed ids: `user:alice`, `group:hr`. Empty is nobody, `*` anyone cleared.'),
    deny: ids.exactOptional().describe('Beats `allow`.'),
    classification: id.exactOptional(),
    compartments: ids.exactOptional(),
    container: id
      .exactOptional()
      .describe('Id of the container whose permissions hold too; what is said here is added to them.'),
  })
  .meta({ id: 'Acl', description: 'Permissions as the source states them.' })

const permissions = z
  .strictObject({
    parent: id.exactOptional().describe('The container it lies in.'),
    inherit: z.boolean().exactOptional().describe('`false` forgets all that is inherited. Default `true`.'),
    allow: ids.exactOptional().describe('Replaces what is inherited. Empty is nobody.'),
    deny: ids.exactOptional().describe('Added to what is inherited.'),
    classification: id.exactOptional().describe('Replaces what is inherited.'),
    compartments: ids.exactOptional().describe('Added to what is inherited.'),
  })
  .meta({ id: 'ContainerPermissions', description: 'One permission that many documents point at.' })

const scalar = z.union([z.string(), z.number(), z.boolean()])

const document = z
  .strictObject({
    id,
    uri: z.string().describe('Where a person finds it; rules for levels match it.'),
    text: z.string(),
    title: z.string().exactOptional(),
    acl: acl.exactOptional().describe('A document without one is refused.'),
    derivedFrom: z.array(id).max(LIMITS.derivedSources).exactOptional(),
    license: z.string().exactOptional(),
    origin: z.enum(['curated', 'internal', 'user', 'external']).exactOptional(),
    retrievable: z.boolean().exactOptional(),
    kind: z.enum(['knowledge', 'training', 'prompt', 'canary', 'code']).exactOptional(),
    metadata: z.record(z.string(), scalar).exactOptional(),
    table: z
      .strictObject({
        rows: z.array(z.record(z.string(), scalar)).max(LIMITS.tableRows),
        identifying: z.array(z.string()).exactOptional(),
        ignored: z.array(z.string()).exactOptional(),
        complete: z.boolean().exactOptional(),
      })
      .exactOptional(),
    positions: z
      .array(z.strictObject({ start: z.int().min(0), at: z.string().max(LIMITS.positionLength) }))
      .max(LIMITS.positions)
      .exactOptional()
      .describe('Where in the source parts of the text stand: `page 3`. Offsets in UTF-16 code units.'),
  })
  .meta({ id: 'Document', description: 'A document as its source gives it, with its permissions.' })

export const documentsBody = z
  .strictObject({
    changes: z
      .array(
        z
          .discriminatedUnion('kind', [
            z.strictObject({ kind: z.literal('upsert'), document }),
            z.strictObject({ kind: z.literal('acl'), id, acl }),
            z.strictObject({ kind: z.literal('delete'), id }),
            z.strictObject({
              kind: z.literal('container'),
              id,
              permissions: permissions
                .exactOptional()
                .describe('Without them it is gone: what points at it is nobody’s.'),
            }),
          ])
          .meta({ id: 'Change' }),
      )
      .min(1)
      .max(LIMITS.requestChanges),
  })
  .meta({ id: 'Changes' })

export const aclBody = acl
export const documentParams = z.strictObject({ id })

export const accessQuery = z.strictObject({
  as: id.exactOptional().describe('The principal to ask about; by default all that the directory lists.'),
})
export const principalParams = z.strictObject({ id: id.describe('`user:alice`, percent-encoded.') })
export const readableQuery = z.strictObject({
  after: id.exactOptional().describe('`next` of the page before.'),
  limit: z
    .string()
    .regex(/^[1-9]\d{0,3}$/)
    .exactOptional()
    .describe(`Documents of a page: at most ${LIMITS.accessPage}, which is also the default.`),
})

export const heldParams = z.strictObject({ call: id })
export const reviewBody = z.strictObject({ decision: z.enum(['release', 'refuse']) }).meta({ id: 'Review' })

const moment = z
  .string()
  .min(1)
  .max(64)
  .describe('A day or a moment in ISO 8601; a day is meant whole, in UTC.')

export const casesQuery = z.strictObject({
  state: z.enum(STATES).exactOptional().describe('Those in this state alone.'),
  service: id.exactOptional().describe('Those of this service alone.'),
})
export const caseParams = z.strictObject({ id })
export const chainParams = z.strictObject({ chain: id })
export const checkpointQuery = z.strictObject({
  since: z
    .string()
    .regex(/^(0|[1-9]\d{0,14})$/)
    .exactOptional()
    .describe('Records that the chain had by an earlier checkpoint.'),
})
export const receiptParams = z.strictObject({ receipt: id })
export const triageBody = z
  .strictObject({
    state: z.enum(STATES).describe('What the case is.'),
    reference: id
      .exactOptional()
      .describe('Where the reason stands, as `SEC-12`: words could repeat what leaked, and are refused.'),
    until: moment.exactOptional().describe('Until when a risk is accepted; with `accepted` alone.'),
  })
  .meta({ id: 'TriageDecision' })

export const reportQuery = z.strictObject({
  from: moment.exactOptional(),
  to: moment.exactOptional(),
  service: id.exactOptional(),
  format: z.enum(Object.keys(REPORT_FORMATS) as [ReportFormat, ...ReportFormat[]]).exactOptional(),
  lang: z.enum(REPORT_LANGUAGES).exactOptional().describe('Of the formats that people read.'),
  verify: z
    .enum(['all', 'new'])
    .exactOptional()
    .describe('`all`: also the records that an earlier report verified. Default `new`.'),
})
