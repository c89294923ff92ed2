export {
  type Authenticate,
  bearerToken,
  type Caller,
  demoTokens,
  type PrincipalLookup,
  type TokenGrant,
} from './authenticate.js'
export { type RouterOptions, router } from './router.js'
export { type RunningServer, type ServeOptions, startServer } from './server.js'
