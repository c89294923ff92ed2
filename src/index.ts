/** Everything an application needs. See `README.md`; the vocabulary is in `core/types.ts`. */
export type { AuditEvent, AuditFinding, AuditRecord, RecordedReceipt } from './core/audit.js'
export { ERROR_CODES, ERROR_FIXES, type ErrorCode, FirewallError } from './core/errors.js'
export { LIMITS } from './core/limits.js'
export type {
  AnalyzedSpan,
  Analyzer,
  AuditSink,
  AuditVerification,
  Connector,
  Directory,
  Embedder,
  EntityClass,
  PermissionAnswer,
  PolicyDecisionPoint,
  Recognizer,
  RecognizerExample,
  RecognizerMatch,
  Store,
} from './core/ports.js'
export type {
  Acl,
  Action,
  Alarm,
  AuditReceipt,
  CheckedStream,
  CheckOptions,
  Clearance,
  ContainerPermissions,
  Decision,
  DocumentKind,
  Finding,
  FindingKind,
  HeldAnswer,
  Label,
  LabelId,
  LeakReport,
  Medium,
  Principal,
  Provenance,
  RetrievedChunk,
  RetrieveOptions,
  RuleKind,
  SourceChange,
  SourceDocument,
  SourceTable,
  SyncProgress,
  SyncSummary,
  Turn,
  Verdict,
} from './core/types.js'
export {
  createGuardrailAnalyzer,
  createHttpAnalyzer,
  createPresidioAnalyzer,
  type GuardrailOptions,
  type HttpAnalyzerOptions,
  type OnnxOptions,
  openOnnxAnalyzer,
  type PresidioOptions,
} from './detect/analyzers/index.js'
export {
  type DictionarySpec,
  dictionary,
  type PatternContext,
  type PatternSpec,
  pattern,
} from './detect/values/index.js'
export type {
  DocumentAccess,
  ReadableDocument,
  ReadableDocuments,
  ReadableOptions,
  ReaderAccess,
  Received,
} from './firewall/access.js'
export type { Examined, ForeignDocument, ForeignRetrieval } from './firewall/doors/foreign.js'
export type { Vetted, VettedText } from './firewall/doors/orders.js'
export type {
  DocumentList,
  ListedDocument,
  ListOptions,
  ReadDocument,
  ReadOptions,
} from './firewall/doors/read.js'
export { createFirewall, type Firewall, type FirewallOptions, type Once } from './firewall/firewall.js'
export type { ConnectorFreshness, FreshnessOptions } from './firewall/freshness.js'
export { type OpenOverrides, openFirewall } from './firewall/open.js'
