/** `ragwall/langchain`: both doors for LangChain.js v1. */

export type { Structured } from '../../firewall/structured.js'
export { CheckRunnable, type CheckRunnableOptions, check, type Spoken } from './check.js'
export type { ForeignOptions, ForeignStatus } from './foreign-search.js'
export { type LeakageMiddleware, type LeakageMiddlewareOptions, leakageMiddleware } from './middleware.js'
export { VERDICT_EVENT, type VerdictNotice } from './notice.js'
export { runWithPrincipal } from './principal.js'
export {
  type ProtectedMetadata,
  ProtectedRetriever,
  type ProtectForeignOptions,
  type ProtectOptions,
  protect,
} from './protect.js'
export { ProtectedCache, protectCache } from './protect-cache.js'
export { ProtectedHistory, protectHistory } from './protect-history.js'
export { ProtectedChatModel, type ProtectModelOptions, protectModel } from './protect-model.js'
export type { PushdownFilter, VectorStoreLike } from './pushdown.js'
export {
  deriveDocument,
  type LabelledSource,
  type LabelSource,
  TagDocuments,
  tagDocuments,
} from './tag-documents.js'
export { DOCUMENT_KEY, LABEL_KEY, type Labelled, type LabelOf } from './tags.js'
export type { Destination, ToolDeclaration, ToolDeclarations } from './tool-declarations.js'
