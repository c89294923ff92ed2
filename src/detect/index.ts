/** `ragwall/detect`: personal data and secrets alone, without a firewall around them. */
export { FirewallError } from '../core/errors.js'
export type { EntityClass, Recognizer, RecognizerExample, RecognizerMatch } from '../core/ports.js'
export { decryptValues, operatorKey } from './values/cipher.js'
export { type DictionarySpec, dictionary } from './values/dictionary.js'
export { createPseudonyms, type Operator, type Operators, type Pseudonyms } from './values/operators.js'
export { type PatternContext, type PatternSpec, pattern } from './values/pattern.js'
export { createScanner, type ScannedValue, type Scanner, type ScannerOptions } from './values/scanner.js'
