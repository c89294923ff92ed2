/** Several candidates for one thing, of which at most one is true. */
export { createEnumerationDetector, type EnumerationOptions } from './enumeration-detector.js'
