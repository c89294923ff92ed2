export type { Admission, AdmissionLimits, Asker, Pass, Quota, Release } from './admission.js'
export {
  type Authenticate,
  bearerToken,
  type Caller,
  demoTokens,
  type PrincipalLookup,
  type TokenGrant,
} from './authenticate.js'
export { type ApiKeysOptions, apiKeys } from './authentication/api-keys.js'
export { type Authenticator, anyOf } from './authentication/authenticator.js'
export {
  assertions,
  type IssuerInput,
  type OidcOptions,
  oidc,
  type TokenReader,
} from './authentication/oidc.js'
export type { ActingFor, AssertionReader } from './caller.js'
export type { CountedMetrics } from './metrics.js'
export type { Logger } from './observe.js'
export { type RouterOptions, router } from './router.js'
export type { ProtectedResource } from './routes/route.js'
export { type RunningServer, type ServeOptions, startServer } from './server.js'
export type { Siblings } from './siblings.js'
