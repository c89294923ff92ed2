/**
 * `ragwall/testing`: what every implementation of a port obeys, as cases for whatever test runner there is.
 *
 *     for (const { law, name, run } of connectorCases) test(`${law}: ${name}`, () => run(makeWorld))
 */
export { type AuditWorld, auditSinkCases, type MakeAuditWorld } from './audit-sink.js'
export type { ConformanceCase, NotTried } from './case.js'
export { chunkStoreCases } from './chunk-store.js'
export { type ConnectorWorld, connectorCases, type MakeConnectorWorld } from './connector.js'
export {
  connectorPermissionCases,
  type MakePermissionWorld,
  type PermissionWorld,
  type PlacePermissions,
} from './connector-permissions.js'
export { type DirectoryContent, type DirectoryFactory, directoryCases } from './directory.js'
export { fingerprintStoreCases, type MakeFingerprintIndex } from './fingerprint-store.js'
export { knownTermCases } from './known-terms.js'
export { knownValueCases } from './known-values.js'
export {
  type FoundDocument,
  langchainRetrieverCases,
  type RetrieverFactory,
  type RetrieverLike,
  type RetrieverSubject,
  type RetrieverWorld,
} from './langchain-retriever.js'
export { type PolicyFactory, policyCases } from './policy.js'
export { type MakeRecognizer, recognizerCases } from './recognizer.js'
export type { MakeStore, StoreSubject } from './store-subject.js'
