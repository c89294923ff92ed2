import { z } from 'zod'

/** What gateways of others ask and are answered, as their public documentation has it. */

const anything = z.unknown()
const members = z.record(z.string(), anything)
const texts = z.array(z.string()).max(1_000)

/** LiteLLM, generic guardrail API. */
export const litellmBody = z.strictObject({
  texts: texts.nullish(),
  images: z.array(z.string()).nullish(),
  tools: z.array(anything).nullish(),
  tool_calls: z.array(anything).nullish(),
  structured_messages: z.array(z.looseObject({ role: z.string(), content: anything })).nullish(),
  request_data: members.nullish(),
  request_headers: members.nullish(),
  model: z.string().nullish(),
  litellm_version: z.string().nullish(),
  input_type: z.enum(['request', 'response']),
  litellm_call_id: z.string().nullish(),
  litellm_trace_id: z.string().nullish(),
  additional_provider_specific_params: members.nullish(),
})

export const litellmAnswer = z
  .strictObject({
    action: z.enum(['BLOCKED', 'NONE', 'GUARDRAIL_INTERVENED']),
    blocked_reason: z.string().exactOptional(),
    texts: texts.exactOptional(),
  })
  .meta({ id: 'LitellmAnswer' })

const message = z.strictObject({ role: z.string(), content: z.string() })

/** agentgateway, guardrail webhook: messages of a prompt. */
export const agentgatewayRequest = z.strictObject({
  body: z.strictObject({ messages: z.array(message).max(10_000) }),
})
/** The same for the choices of an answer. */
export const agentgatewayResponse = z.strictObject({
  body: z.strictObject({ choices: z.array(z.strictObject({ message })).max(128) }),
})

export const agentgatewayAnswer = z
  .strictObject({
    action: z.union([
      z.strictObject({ body: z.looseObject({}), reason: z.string() }),
      z.strictObject({ body: z.string(), status_code: z.int(), reason: z.string() }),
      z.strictObject({ reason: z.string() }),
    ]),
  })
  .meta({ id: 'AgentgatewayAnswer' })

/** Kong, AI Custom Guardrail: its body is a template of the operator's, with `$(source)` and `$(content)`. */
export const kongBody = z.strictObject({
  source: z.enum(['INPUT', 'OUTPUT']),
  content: z.union([z.string(), texts]),
})

export const kongAnswer = z
  .strictObject({
    block: z.boolean().describe('For `response.block`.'),
    masked: z.boolean(),
    content: z.union([z.string(), texts]),
    reason: z.string(),
  })
  .meta({ id: 'KongAnswer' })

const half = z.looseObject({ json: anything, text: z.string().nullish() })

/** Portkey, webhook of a guardrail. */
export const portkeyBody = z.looseObject({
  eventType: z.enum(['beforeRequestHook', 'afterRequestHook']),
  request: half,
  response: half.nullish(),
  metadata: members.nullish(),
}) as unknown as z.ZodObject<
  {
    eventType: z.ZodEnum<{ beforeRequestHook: 'beforeRequestHook'; afterRequestHook: 'afterRequestHook' }>
    request: typeof half
    response: z.ZodOptional<z.ZodNullable<typeof half>>
    metadata: z.ZodOptional<z.ZodNullable<typeof members>>
  },
  z.core.$strict
>

export const portkeyAnswer = z
  .strictObject({
    verdict: z.boolean(),
    data: z.strictObject({ reason: z.string() }),
    transformedData: z.looseObject({}).exactOptional(),
  })
  .meta({ id: 'PortkeyAnswer' })
