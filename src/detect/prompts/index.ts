/** What a text asks a model for that it should not, and words that a service forbids. */
export { createForbiddenWordDetector } from './forbidden-words.js'
export { type HiddenPart, hiddenParts } from './hidden-parts.js'
export { createMachineMadeDetector } from './machine-made.js'
export { type Order, readOrders } from './orders.js'
export { readRequests } from './reading.js'
export { createRequestDetector, type ExemptSpan } from './request-detector.js'
