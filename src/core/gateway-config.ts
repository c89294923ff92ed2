import { z } from 'zod'
import { durationSchema } from './duration.js'
import { LIMITS } from './limits.js'
import { secretSchema } from './secret.js'

/** `gateway` of `config/ragwall.yaml`: the models that callers reach through `ragwall serve`, and how their words pass. */

const name = z.string().regex(/^[\p{L}\p{N}][\p{L}\p{N}_.-]{0,63}$/u, 'a name of at most 64 characters')

const keySchema = secretSchema('key').describe('The key of the upstream: callers never see it.')

const upstreamSchema = z.strictObject({
  speaks: z
    .enum(['openai', 'anthropic'])
    .describe('`openai`: chat completions, Responses, embeddings. `anthropic`: messages.'),
  url: z
    .url({ protocol: /^https?$/ })
    .describe(
      'Its base URL, as its clients write it: `https://api.openai.com/v1`, `https://api.anthropic.com`.',
    ),
  key: keySchema.exactOptional(),
  models: z
    .array(z.string().min(1).max(LIMITS.idLength))
    .min(1)
    .describe('The models that may be asked for, and no others.'),
  timeouts: z
    .strictObject({
      first: durationSchema.prefault('60s').describe('Until the upstream begins to answer.'),
      idle: durationSchema.prefault('60s').describe('Between two pieces of an answer.'),
      total: durationSchema.prefault('15m').describe('Until its end.'),
    })
    .prefault({})
    .describe('How long the upstream may take; past it the call fails.'),
  retries: z
    .int()
    .min(0)
    .max(5)
    .default(1)
    .describe('How often a call is made again that failed before the first byte of an answer came.'),
})

const mediaSchema = z.enum(['pass', 'refuse', 'hold'])

const serviceSchema = z.strictObject({
  ownWords: z
    .enum(['human', 'seen'])
    .default('seen')
    .describe(
      "Whether `user` messages of applications' calls are what their reader wrote, and may be said back. `seen`: only what the firewall has itself seen of this reader, for templates put documents there.",
    ),
  inspect: z.boolean().default(true).describe('Whether `user` messages pass the input door.'),
  unknownFields: z
    .enum(['refuse', 'pass'])
    .default('refuse')
    .describe(
      'A field with content that the gateway does not know: the call is refused by the name of the field, or the field is judged alone, and counted.',
    ),
  media: z
    .strictObject({
      prompts: mediaSchema.default('pass').describe('In prompts.'),
      answers: mediaSchema.default('refuse').describe('In answers.'),
    })
    .prefault({})
    .describe(
      'Images, sound and files, which nothing looks into. What passes is counted as not scanned; `hold` keeps the whole answer, or prompt, for a person, at most 16 MiB of media.',
    ),
  pseudonyms: z
    .array(z.string().regex(/^[A-Z][A-Z0-9_]*$/, 'an entity name: `EMAIL_ADDRESS`'))
    .default([])
    .describe(
      'Personal data of these kinds goes upstream as pseudonyms, and comes back before the answer is judged.',
    ),
  context: z
    .strictObject({
      k: z.int().min(1).max(LIMITS.retrievedChunks).default(5).describe('So many chunks.'),
      template: z
        .string()
        .includes('{chunks}')
        .default('Use these documents, and name those that you used:\n\n{chunks}')
        .describe('What is put before the conversation; `{chunks}` are the chunks with their titles.'),
    })
    .exactOptional()
    .describe(
      'What the reader may read about the last message is put before the conversation, where a call asks for it with the header `Ragwall-Context: on`.',
    ),
})

export const gatewaySchema = z.strictObject({
  upstreams: z.record(name, upstreamSchema).describe('By name.'),
  services: z
    .record(name, serviceSchema)
    .default({})
    .describe(
      'By the name of the service, as calls name it in `Ragwall-Service`; `default` without the header.',
    ),
})

export type GatewayConfig = z.output<typeof gatewaySchema>
export type UpstreamConfig = GatewayConfig['upstreams'][string]
export type GatewayServiceConfig = GatewayConfig['services'][string]

/** Of a service that the configuration does not name. */
export const DEFAULT_GATEWAY_SERVICE: GatewayServiceConfig = serviceSchema.parse({})
