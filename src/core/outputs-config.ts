import { z } from 'zod'
import { LIMITS } from './limits.js'
import { secretSchema, tokenSchema } from './secret.js'

/** `outputs` of `config/ragwall.yaml`: where what is on record goes besides the journal. */

const path = z.string().min(1).describe('Relative paths start at the folder of this file.')
const name = z
  .string()
  .regex(/^[a-z0-9][a-z0-9_-]{0,63}$/, 'a name: lower-case letters, digits, `_` and `-`, at most 64')
  .describe('How far it has come is kept under it: another name begins anew.')
/** Classes of OCSF that ragwall speaks. */
export const EVENT_CLASSES = ['detection-finding', 'api-activity'] as const
export type EventClass = (typeof EVENT_CLASSES)[number]

/** By RFC 5424, the ones that a service of this kind would use. */
export const FACILITIES = {
  user: 1,
  daemon: 3,
  auth: 4,
  authpriv: 10,
  audit: 13,
  local0: 16,
  local1: 17,
  local2: 18,
  local3: 19,
  local4: 20,
  local5: 21,
  local6: 22,
  local7: 23,
} as const

const common = {
  name,
  classes: z
    .array(z.enum(EVENT_CLASSES))
    .min(1)
    .default([...EVENT_CLASSES])
    .describe('`detection-finding`: what was found and decided. `api-activity`: every call. Default both.'),
  from: z
    .enum(['beginning', 'now'])
    .default('beginning')
    .describe(
      'Where an output that is new begins: with the first record of the journal, or behind the last.',
    ),
}

const fileSchema = z.strictObject({
  to: z.literal('file').describe('What it is.'),
  ...common,
  path: path.describe('JSON lines are appended to it.'),
  rotate: z
    .strictObject({
      bytes: z.int().min(1_000).describe('A file that would grow past this becomes `<path>.1`.'),
      keep: z.int().min(1).max(1_000).default(10).describe('How many of those stay.'),
    })
    .exactOptional()
    .describe('Without it the file grows, or another program renames it.'),
})

const webhookSchema = z.strictObject({
  to: z.literal('webhook').describe('What it is.'),
  ...common,
  url: z.url({ protocol: /^https?$/ }).describe('Events are posted to it as a JSON array.'),
  secret: secretSchema('secret').describe('Signs each message (HMAC-SHA256), as Standard Webhooks has it.'),
  token: tokenSchema,
})

const syslogSchema = z.strictObject({
  to: z.literal('syslog').describe('What it is.'),
  ...common,
  host: z.string().min(1).max(LIMITS.idLength).describe('Name or address of the receiver.'),
  port: z.int().min(1).max(65_535).describe('TLS usually 6514, UDP and TCP 514.'),
  transport: z
    .enum(['tls', 'tcp', 'udp'])
    .default('tls')
    .describe('`udp` loses what the network or the receiver drops, and nobody learns of it.'),
  ca: path
    .exactOptional()
    .describe('Certificates (PEM) that the receiver is known by. Default those of Node.'),
  certificate: path.exactOptional().describe('Our own (PEM), where the receiver asks for one.'),
  key: path.exactOptional().describe('The private key of it (PEM).'),
  facility: z
    .enum(Object.keys(FACILITIES) as [keyof typeof FACILITIES])
    .default('audit')
    .describe('Facility of every message.'),
})

export const outputSchema = z.discriminatedUnion('to', [fileSchema, webhookSchema, syslogSchema])

/** One output as it is configured, paths resolved. */
export type OutputConfig = z.output<typeof outputSchema>
export type FileOutput = Extract<OutputConfig, { to: 'file' }>
export type WebhookOutput = Extract<OutputConfig, { to: 'webhook' }>
export type SyslogOutput = Extract<OutputConfig, { to: 'syslog' }>

/** The same with every path made absolute by `at`. */
export function outputAt(output: OutputConfig, at: (relative: string) => string): OutputConfig {
  if (output.to === 'file') return { ...output, path: at(output.path) }
  if (output.to === 'webhook') {
    return 'file' in output.secret ? { ...output, secret: { file: at(output.secret.file) } } : output
  }
  const { ca, certificate, key } = output
  return {
    ...output,
    ...(ca === undefined ? {} : { ca: at(ca) }),
    ...(certificate === undefined ? {} : { certificate: at(certificate) }),
    ...(key === undefined ? {} : { key: at(key) }),
  }
}
