/** `ragwall/detect`: personal data and secrets alone, without a firewall around them. */
export { FirewallError } from '../core/errors.js'
export type { EntityClass, Recognizer, RecognizerExample, RecognizerMatch } from '../core/ports.js'
export {
  createPseudonyms,
  createScanner,
  type DictionarySpec,
  decryptValues,
  dictionary,
  type Operator,
  type Operators,
  operatorKey,
  type PatternContext,
  type PatternSpec,
  type Pseudonyms,
  pattern,
  type ScannedValue,
  type Scanner,
  type ScannerOptions,
} from './values/index.js'
