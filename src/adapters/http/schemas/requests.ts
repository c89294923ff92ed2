import { z } from 'zod'
import { REPORT_FORMATS, REPORT_LANGUAGES, type ReportFormat } from '../../../audit/report/formats.js'
import { LIMITS } from '../../../core/limits.js'

/** What requests carry. Every object is strict: a member that is not here is refused, never ignored. */

const id = z.string().min(1).max(LIMITS.idLength)
const ids = z.array(id).max(LIMITS.aclEntries)
const clearance = z.strictObject({ level: id, compartments: ids })
export const label = z.strictObject({
  level: id,
  compartments: ids,
  allow: z.array(ids).max(LIMITS.aclEntries),
  deny: ids,
})
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

const moment = z
  .string()
  .min(1)
  .max(64)
  .describe('A day or a moment in ISO 8601; a day is meant whole, in UTC.')

export const reportQuery = z.strictObject({
  from: moment.exactOptional(),
  to: moment.exactOptional(),
  service: id.exactOptional(),
  format: z.enum(Object.keys(REPORT_FORMATS) as [ReportFormat, ...ReportFormat[]]).exactOptional(),
  lang: z.enum(REPORT_LANGUAGES).exactOptional().describe('Of the formats that people read.'),
})
