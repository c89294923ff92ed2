/** Values with a shape: recognizers, the pass that runs them, what is done with a value that was found. */
export { chooseRecognizers } from './choose.js'
export { decryptValues, operatorKey } from './cipher.js'
export { type DictionarySpec, dictionary } from './dictionary.js'
export {
  compileOperator,
  createPseudonyms,
  type Operator,
  type Operators,
  type Pseudonyms,
  type Replace,
} from './operators.js'
export { passOf } from './pass.js'
export { type PatternContext, type PatternSpec, pattern, provenPattern } from './pattern.js'
export { createPersonalDataDetector } from './personal-data.js'
export { DEFAULT_MIN_SCORE, type RecognizedValue, recognizeValues, valueDigest } from './recognize.js'
export { DISEASES } from './recognizers/health.js'
export { defaultRecognizers } from './recognizers/index.js'
export { analyze, partialOf, withDecomposedKana } from './regex.js'
export { createScanner, type ScannedValue, type Scanner, type ScannerOptions } from './scanner.js'
