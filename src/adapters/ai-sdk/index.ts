export { type LeakageMiddlewareOptions, leakageMiddleware } from './middleware.js'
export {
  type RetrievalTool,
  type RetrievalToolOptions,
  type RetrievedPassage,
  retrievalTool,
} from './retrieval-tool.js'
