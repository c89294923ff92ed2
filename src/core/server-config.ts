import { z } from 'zod'
import { durationSchema } from './duration.js'
import { LIMITS } from './limits.js'

/** `server` of `config/ragwall.yaml`: where `ragwall serve` listens, who may call, and how much. */

/** What a token may open. */
export const SCOPES = [
  'retrieve',
  'check',
  'generate',
  'act',
  'ingest',
  'audit',
  'review',
  'metrics',
  'admin',
] as const
export type Scope = (typeof SCOPES)[number]

const path = z.string().min(1).describe('Relative paths start at the folder of this file.')
const text = z.string().min(1).max(LIMITS.idLength)
const serviceId = z
  .string()
  .regex(/^service:./u, 'an id: `service:reports`')
  .max(LIMITS.idLength)
const groupId = z
  .string()
  .regex(/^group:./u, 'an id: `group:sales`')
  .max(LIMITS.idLength)

/** Ids that may stand behind a token. */
export const subjectSchema = z
  .string()
  .regex(/^(user|service):./u, 'a typed id: `user:alice` or `service:reports`')
  .max(LIMITS.idLength)

/** `act` says on whose behalf; alone it opens nothing. */
export const scopesSchema = z
  .array(z.enum(SCOPES))
  .min(1)
  .refine(
    (scopes) => scopes.some((scope) => scope !== 'act'),
    '`act` opens nothing alone: add `retrieve` or `check`',
  )

const tokenSchema = z.strictObject({
  token: z.string().min(16).describe('What stands behind `Bearer`.'),
  subject: subjectSchema.describe('Whose token it is.'),
  scopes: scopesSchema.describe('Which routes it opens.'),
})

/** Only signatures that a public key verifies: with a shared secret whoever checks tokens could make them. */
export const ALGORITHMS = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
] as const

const claim = z
  .union([text, z.array(text).min(2).max(8)])
  .describe('Name of a claim, or the way to one that lies within others: `[realm_access, roles]`.')

const claimsSchema = z.strictObject({
  user: claim.default('sub').describe('Its value with `user:` before it is the reader.'),
  applications: z
    .strictObject({
      claim: claim.default('sub').describe('What tells the application.'),
      ids: z.record(text, serviceId).describe('Values of it, and the service that each is.'),
      where: z
        .record(text, z.string())
        .exactOptional()
        .describe(
          'Claims that must have these values too: what tells its own token from one of a user of it.',
        ),
    })
    .refine(
      (one) => one.claim === 'sub' || one.where !== undefined,
      'a client id stands in the tokens of its users too: say with `where` what tells its own',
    )
    .exactOptional()
    .describe('Tokens that a program has for itself. They see whole verdicts; everything else is a user.'),
  groups: z
    .strictObject({
      claim: claim.describe('A list of names, or one.'),
      ids: z
        .record(text, groupId)
        .exactOptional()
        .describe(
          'Groups that count, and what they are called here. Default: all, with `group:` before them.',
        ),
      missing: z
        .enum(['refuse', 'none'])
        .default('refuse')
        .describe('A token without the claim: a group that is denied something may be missing.'),
    })
    .exactOptional()
    .describe('Besides those of the directory.'),
  clearance: z
    .strictObject({
      claim: claim.describe('One of `levels`, or a word for one.'),
      levels: z.record(text, text).exactOptional().describe('Words and the levels they stand for.'),
    })
    .exactOptional()
    .describe('Without it, or without the claim: the lowest level, unless the directory knows better.'),
  compartments: z
    .strictObject({
      claim: claim.describe('A list of names, or one.'),
      names: z
        .record(text, text)
        .exactOptional()
        .describe('Those that count, and what they are called here. Default: all.'),
    })
    .exactOptional()
    .describe('Of the clearance.'),
  attributes: z
    .record(text, claim)
    .exactOptional()
    .describe('For an access policy of your own: name and claim of each.'),
  scopes: z
    .strictObject({
      claim: claim.default('scope').describe('A list of words, or one text of them with spaces between.'),
      words: z
        .record(text, scopesSchema)
        .exactOptional()
        .describe('Words and what each opens. Default: a word opens what it is called; others nothing.'),
    })
    .prefault({})
    .describe('What a token opens.'),
})

const expectedSchema = z.union([
  z.strictObject({
    claims: z.record(z.string(), z.unknown()).describe('Of a token.'),
    refused: z.literal(true).describe('A token with these opens nothing.'),
  }),
  z.strictObject({
    claims: z.record(z.string(), z.unknown()).describe('Of a token.'),
    id: subjectSchema.describe('Who it is.'),
    groups: z.array(groupId).exactOptional().describe('All of them, in any order.'),
    level: text.exactOptional().describe('Of the clearance.'),
    compartments: z.array(text).exactOptional().describe('All of them, in any order.'),
    attributes: z.record(text, z.string()).exactOptional().describe('All of them.'),
    scopes: z.array(z.enum(SCOPES)).exactOptional().describe('All of them, in any order.'),
  }),
])

/** One issuer of tokens. Audience and issuer have no default: a check that is not configured is no check. */
export const issuerSchema = z.strictObject({
  issuer: z
    .url({ protocol: /^https?$/ })
    .describe('As it stands in `iss`, byte for byte. Plain `http` is for loopback addresses only.'),
  audience: z
    .union([text, z.array(text).min(1)])
    .describe('What `aud` must hold, one of these: the name of this service at the provider.'),
  accept: z
    .array(z.enum(['bearer', 'assertion']))
    .min(1)
    .default(['bearer'])
    .describe('As the caller in `Authorization`, as the user in `Ragwall-Assertion`, or both.'),
  keys: z
    .union([
      z.strictObject({ url: z.url({ protocol: /^https?$/ }).describe('Address of a JWK set.') }),
      z.strictObject({ file: path.describe('A JWK set; it is read again when it changes.') }),
    ])
    .exactOptional()
    .describe("The issuer's keys. Default: where its discovery document says."),
  algorithms: z
    .array(z.enum(ALGORITHMS))
    .min(1)
    .default(['RS256', 'PS256', 'ES256', 'EdDSA'])
    .describe('Signatures that are accepted; `none` and shared secrets never are.'),
  type: text.exactOptional().describe('What `typ` in the header must be: `at+jwt`.'),
  clockSkew: z.int().min(0).max(300).default(30).describe('Seconds that its clock and ours may differ.'),
  maxAge: z.int().min(1).exactOptional().describe('Seconds since `iat` after which a token is too old.'),
  claims: claimsSchema.prefault({}).describe('What its claims mean here.'),
  expect: z
    .array(expectedSchema)
    .default([])
    .describe('Claims and who they are: must hold whenever the file is loaded.'),
})

export type IssuerConfig = z.output<typeof issuerSchema>
export type ClaimsConfig = IssuerConfig['claims']

const network = z.union([z.cidrv4(), z.cidrv6(), z.ipv4(), z.ipv6()], 'a network: `10.0.0.0/8`')

const certificatesSchema = z.strictObject({
  header: z
    .string()
    .regex(/^[a-z0-9-]+$/i, 'a name of a header')
    .describe('Where the proxy puts the subject of the verified certificate.'),
  verified: z
    .strictObject({
      header: z
        .string()
        .regex(/^[a-z0-9-]+$/i, 'a name of a header')
        .describe('Where it says how the verification ended.'),
      value: text.default('SUCCESS').describe('What it says when it went well.'),
    })
    .exactOptional()
    .describe('For proxies that pass on subjects that they could not verify.'),
  subjects: z
    .record(
      text,
      z.strictObject({
        subject: subjectSchema.describe('Whose certificate it is.'),
        scopes: scopesSchema.describe('Which routes it opens.'),
      }),
    )
    .describe('Subjects, byte for byte as the proxy sends them: `CN=portal,O=Example`.'),
})

const rateSchema = (perMinute: number, concurrent: number) =>
  z
    .strictObject({
      perMinute: z
        .int()
        .min(1)
        .default(perMinute)
        .describe('Requests in a minute, as a bucket that refills.'),
      concurrent: z.int().min(1).default(concurrent).describe('Requests at the same time.'),
    })
    .prefault({})

/** Gateways that ask a guardrail of somebody else's. */
export const GUARDRAILS = ['litellm', 'agentgateway', 'kong', 'portkey'] as const
export type GuardrailName = (typeof GUARDRAILS)[number]

const guardrailSchema = z.strictObject({
  reader: z
    .union([
      z.strictObject({
        body: z
          .array(text)
          .min(1)
          .max(8)
          .describe(
            'The way to a member of the body that this gateway sets and its clients cannot: `[request_data, user_api_key_user_id]`.',
          ),
      }),
      z.strictObject({
        header: z
          .string()
          .regex(/^[a-z0-9-]{1,64}$/, 'the name of a header, in lower case')
          .describe('A header that this gateway sets, whatever its clients send.'),
      }),
    ])
    .exactOptional()
    .describe(
      "Where this gateway says for whom it asks. It counts in calls with the gateway's own token, of the scope `act`; nothing else that a call says of its reader counts.",
    ),
  prefix: z.string().default('user:').describe('Put before what stands there, to make it an id: `user:`.'),
  anonymous: subjectSchema
    .exactOptional()
    .describe('Who reads where the call does not say it. Default: such calls are refused.'),
  service: text.exactOptional().describe('Whose policy applies; default `default`.'),
  images: z
    .enum(['pass', 'refuse'])
    .default('refuse')
    .describe('Images in answers, which nothing looks into; in prompts they pass.'),
})
export type GuardrailConfig = z.output<typeof guardrailSchema>

/** Of LiteLLM: members that its clients fill. */
const CLIENTS_MEMBERS = ['user_api_key_end_user_id', 'additional_provider_specific_params', 'request_headers']

export const serverSchema = z.strictObject({
  host: z.string().min(1).default('127.0.0.1').describe('Address to listen on.'),
  port: z.int().min(0).max(65_535).default(8_787).describe('0 takes a free one.'),
  resource: z
    .url({ protocol: /^https?$/ })
    .exactOptional()
    .describe('Address that callers use, for the metadata of RFC 9728. Default: where it listens.'),
  tls: z
    .strictObject({
      certificate: path.describe('PEM, with the chain.'),
      key: path.describe('PEM, mode 0600.'),
    })
    .exactOptional()
    .describe('Both files are read again when they change.'),
  trustProxy: z
    .array(network)
    .min(1)
    .exactOptional()
    .describe('Networks of proxies that end TLS: their word on client certificates counts.'),
  insecure: z
    .boolean()
    .default(false)
    .describe(
      'Serves plain HTTP to other machines although no proxy is named: for closed networks of your own.',
    ),
  cors: z
    .array(z.url({ protocol: /^https?$/ }))
    .default([])
    .describe('Origins whose pages may call: `https://chat.example.com`. Never all of them.'),
  oidc: z.array(issuerSchema).default([]).describe('Identity providers whose tokens are accepted.'),
  apiKeys: path
    .exactOptional()
    .describe('File of digests of API keys, which `ragwall key` writes; followed while serving.'),
  clientCertificates: certificatesSchema
    .exactOptional()
    .describe('Callers by the certificate that a proxy under `trustProxy` verified.'),
  guardrails: z
    .strictObject(
      Object.fromEntries(
        GUARDRAILS.map((name) => [name, guardrailSchema.exactOptional().describe(`Asked by ${name}.`)]),
      ) as Record<GuardrailName, z.ZodExactOptional<typeof guardrailSchema>>,
    )
    .refine(
      ({ litellm }) =>
        litellm?.reader === undefined ||
        !('body' in litellm.reader) ||
        !litellm.reader.body.some((member) => CLIENTS_MEMBERS.includes(member)),
      'the clients of LiteLLM fill this member: name one that LiteLLM sets from its own keys, `[request_data, user_api_key_user_id]`',
    )
    .default({})
    .describe(
      'Gateways of others that ask whether a prompt or an answer may pass; those not named are not answered.',
    ),
  mcp: z
    .boolean()
    .default(false)
    .describe(
      'Serves the Model Context Protocol at `/mcp`; needs the package `@modelcontextprotocol/server`.',
    ),
  demoTokens: z
    .array(tokenSchema)
    .default([])
    .describe('Bearer tokens for trying things out; refused unless the host is a loopback address.'),
  limits: z
    .strictObject({
      perUser: rateSchema(120, 8).describe('For each user, also when an application acts for them.'),
      perApplication: rateSchema(6_000, 64).describe('For each application, over all its users.'),
      concurrent: z.int().min(1).default(256).describe('Requests at the same time, of all callers.'),
      connections: z.int().min(1).default(1_024).describe('Open connections; further ones are closed.'),
      bodyBytes: z
        .int()
        .min(1_024)
        .max(LIMITS.bodyBytes)
        .default(LIMITS.bodyBytes)
        .describe('Of one request.'),
      bodyMemory: z
        .int()
        .min(1_024)
        .default(128 * 1024 * 1024)
        .describe('Bytes of all bodies at the same time, at their declared size.'),
      headerTime: durationSchema
        .prefault('10s')
        .describe('In which all headers of a request must have arrived.'),
      drainTime: durationSchema
        .prefault('30s')
        .describe(
          'For requests that run when the service is told to stop; then they are cut off, on record.',
        ),
    })
    .prefault({})
    .describe('How much anybody may ask.'),
})

export type ServerConfig = z.output<typeof serverSchema>
