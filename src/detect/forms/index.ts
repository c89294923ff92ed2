/** What a text says in any other form is judged by the detectors of the text itself. */
export { createFormDetector } from './form-detector.js'
export { createHiddenTextDetector, type HiddenKind, hiddenTextIn } from './hidden-text.js'
