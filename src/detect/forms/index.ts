/** What a text says in any other form is judged by the detectors of the text itself. */
export { createFormDetector } from './form-detector.js'
export { createHiddenTextDetector } from './hidden-text.js'
