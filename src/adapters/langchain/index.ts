/** `ragwall/langchain`: both doors for LangChain.js v1. */
export { CheckRunnable, type CheckRunnableOptions, check } from './check.js'
export { runWithPrincipal } from './principal.js'
export { type ProtectedMetadata, ProtectedRetriever, type ProtectOptions, protect } from './protect.js'
export { ProtectedChatModel, type ProtectModelOptions, protectModel } from './protect-model.js'
